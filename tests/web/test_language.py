"""The interface in Chinese and English: what is chosen, what is asked for, and the catalogue."""

from __future__ import annotations

import logging
import re
from typing import Any

import flask_babel
import pytest
from babel.messages.mofile import read_mo
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from archive.app import Archive
from archive.issues import IssuesRequest
from archive.series.audit.nouns import Verdict
from archive.series.auditing import AuditRequest
from scripts import archive_messages, translations
from webui.said import said

ENGLISH = {"Accept-Language": "en"}


def test_the_catalogue_has_every_message_of_the_sources_in_english() -> None:
    catalog = translations.catalogue()
    written = {one.id for one in catalog if one.id}
    assert written == set(translations.messages()), "run scripts/translations.py"
    assert translations.untranslated(catalog) == []
    assert not any(one.fuzzy for one in catalog if one.id)


def key(message: Any) -> Any:
    return tuple(message) if isinstance(message, list) else message


def test_templates_say_nothing_that_is_not_in_the_catalogue() -> None:
    """But for the languages' own names, the mark of the site, and examples of what to write."""
    outside = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<code.*?</code>", re.DOTALL)
    own = ("中文", "档", 'placeholder="件"')
    for path in sorted((translations.WEB / "templates").iterdir()):
        text = outside.sub("", path.read_text(encoding="utf-8"))
        for one in own:
            text = text.replace(one, "")
        assert re.findall(r"[\u4e00-\u9fff]+", text) == [], path.name


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
    for headers in (ENGLISH, {}):
        assert client.get("/api/v1/issues/none", headers=headers).json["title"] == "没有找到"


@pytest.mark.parametrize(
    ("address", "said", "hint"),
    [
        ("/issues/none", "There is no issue with the id none", "Look for it with bulletin search"),
        (
            "/departments/%E6%97%A0%E6%AD%A4%E5%B1%80",
            "The archive has no department called 无此局",
            "Look for it in the list of departments",
        ),
        (
            "/search?sort=best",
            "Parameter sort must be one of relevance, newest, oldest, given was best",
            "",
        ),
        (
            "/search?q=a&q=b",
            "Parameter q may be given only once",
            "",
        ),
        (
            "/departments?x=1",
            "Unknown parameter x",
            "This address has no parameters",
        ),
        ("/nowhere", "There is nothing at this address", ""),
    ],
)
def test_what_the_archive_says_of_an_error_is_translated(
    client: FlaskClient, address: str, said: str, hint: str
) -> None:
    section = html.fromstring(client.get(address, headers=ENGLISH).text).xpath("//main//section")[0]
    shown = [one.text_content() for one in section.xpath("./p[not(@aria-hidden)]")]
    assert shown[: 2 if hint else 1] == ([said, hint] if hint else [said])
    # What stays Chinese within it says so.
    for one in section.xpath(".//span"):
        assert one.get("lang") == "zh-Hans"


def test_every_message_of_the_archive_is_known_again_by_its_form(app: Flask) -> None:
    with app.test_request_context(headers=ENGLISH):
        for _, form in archive_messages.forms():
            places = re.findall(r"%\((\w+)\)s", form)
            values = {place: f"<{number}>" for number, place in enumerate(places, start=1)}
            translated = str(flask_babel.gettext(form))
            wanted, written = (one % values if places else one for one in (translated, form))
            assert said(written).unescape() == wanted != written


def test_nothing_the_sample_archive_says_stays_chinese(
    app: Flask, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    query = archive.query
    issues = query.issues(IssuesRequest(per_page=100)).issues
    records = [query.issue(one.id).record for one in issues]
    messages = {
        problem.message
        for record in records
        for problem in (*record.issue.problems, *record.findings.problems)
    }
    messages |= {one.message for one in query.audit.every(AuditRequest(verdict=tuple(Verdict)))}
    assert len(messages) > 20
    with app.test_request_context(headers=ENGLISH), caplog.at_level(logging.INFO, "webui.said"):
        assert all(said(one) != one for one in messages)
    assert caplog.messages == []


def test_the_reference_of_the_api_is_translated(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/api/v1/", headers=ENGLISH).text)
    [article] = page.iter("article")
    texts = [str(text) for text in article.itertext()]
    assert texts[1].strip() == "Bulletin archive API"
    assert len(texts) > 500
    # Examples are Chinese within English sentences.
    assert [
        text
        for text in texts
        if len(re.findall(r"[\u4e00-\u9fff]", text)) > len(re.findall(r"\w+", text, re.ASCII))
    ] == []
