"""The interface in Chinese and English: what is chosen, what is asked for, and the catalogue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from flask.testing import FlaskClient
from lxml import html

from scripts import translations

ENGLISH = {"Accept-Language": "en"}


def test_the_catalogue_has_every_message_of_the_sources_in_english() -> None:
    catalog = translations.catalogue()
    written = {one.id for one in catalog if one.id}
    assert written == set(translations.messages()), "run scripts/translations.py"
    assert translations.untranslated(catalog) == []
    assert not any(one.fuzzy for one in catalog if one.id)


def key(message: Any) -> Any:
    return tuple(message) if isinstance(message, list) else message


def test_what_pages_load_is_made_from_the_catalogue() -> None:
    catalog = translations.catalogue()
    with translations.MO.open("rb") as file:
        loaded = {key(one.id): key(one.string) for one in read_mo(file) if one.id}
    assert loaded == {one.id: key(one.string) for one in catalog if one.id}
    assert translations.WORDS.read_text("utf-8") == translations.script_words(catalog)


def test_a_translation_has_the_places_of_its_message() -> None:
    place = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")
    for one in (one for one in translations.catalogue() if one.id):
        strings = one.string if isinstance(one.string, tuple) else (one.string,)
        wanted = sorted(place.findall(one.id if isinstance(one.id, str) else one.id[0]))
        for string in strings:
            assert sorted(place.findall(str(string))) == wanted, one.id


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("", "zh-Hans"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-TW,en;q=0.5", "zh-Hans"),
        ("fr,de;q=0.8", "zh-Hans"),
        ("fr,en;q=0.2", "en"),
        ("*", "zh-Hans"),
    ],
)
def test_the_browsers_language_is_spoken_and_chinese_first(
    client: FlaskClient, asked: str, tag: str
) -> None:
    response = client.get("/help", headers={"Accept-Language": asked})
    page = html.fromstring(response.text)
    assert page.get("lang") == tag
    assert page.xpath("string(//h1)") == {"zh-Hans": "检索帮助", "en": "Search help"}[tag]
    assert all(name in response.vary for name in ("Accept-Language", "Cookie"))


def test_a_choice_is_kept_and_leads_back_to_the_page(client: FlaskClient) -> None:
    address = "/search?q=%E5%8F%97%E7%90%86&sort=newest"
    page = html.fromstring(client.get(address).text)
    form = page.xpath("//form[@action='/preferences']")[0]
    fields = dict(form.form_values())
    answer = client.post("/preferences", data=fields | {"language": "en"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == address
    page = html.fromstring(client.get(address).text)
    assert page.get("lang") == "en"
    assert "Relevance" in page.xpath("string(//nav[@class='sorts'])")
    # What the archive holds stays Chinese and says so.
    assert {p.get("lang") for p in page.xpath("//p[@class='snippet']")} == {"zh-Hans"}
    # A choice outweighs what the browser asks for.
    client.post("/preferences", data={"back": "/", "language": "zh"})
    assert html.fromstring(client.get("/", headers=ENGLISH).text).get("lang") == "zh-Hans"


def test_light_and_dark_can_be_chosen(client: FlaskClient) -> None:
    def sheet() -> Any:
        page = html.fromstring(client.get("/help").text)
        return [link.get("media") for link in page.xpath("//link[contains(@href, 'dark.css')]")]

    assert sheet() == ["screen and (prefers-color-scheme: dark)"]
    client.post("/preferences", data={"back": "/help", "theme": "dark"})
    assert sheet() == ["screen"]
    client.post("/preferences", data={"back": "/help", "theme": "light"})
    assert sheet() == []


@pytest.mark.parametrize("back", ["//elsewhere.example/", "/\\elsewhere.example", "https://x.y/"])
def test_a_choice_leads_to_no_other_site(client: FlaskClient, back: str) -> None:
    answer = client.post("/preferences", data={"back": back, "theme": "dark"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_an_unknown_choice_is_refused(client: FlaskClient) -> None:
    assert client.post("/preferences", data={"back": "/", "theme": "pink"}).status_code == 400
    client.set_cookie("theme", '"><script>')
    client.set_cookie("language", "tlh")
    page = html.fromstring(client.get("/help").text)
    assert page.get("lang") == "zh-Hans"


def test_errors_are_in_the_readers_language_and_the_apis_are_not(client: FlaskClient) -> None:
    page = client.get("/issues/none", headers=ENGLISH)
    assert page.status_code == 404
    heading = html.fromstring(page.text)
    assert heading.xpath("string(//h1)") == "Not found"
    assert heading.xpath("//section//p[@lang='zh-Hans']")
    for headers in (ENGLISH, {}):
        assert client.get("/api/v1/issues/none", headers=headers).json["title"] == "没有找到"
