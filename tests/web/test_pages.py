"""The pages and the API as a client without a browser sees them."""

from __future__ import annotations

import gzip
import io
import json
import logging
from collections import deque
from csv import reader
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from PIL import Image
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.search import SearchRequest
from tests.parser.typeset import weekly
from tests.web.conftest import HOSTILE
from webui import create_app

FILTERS = {"department", "official", "topic", "bulletin", "month", "from", "to", "with"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def tree(response: TestResponse) -> html.HtmlElement:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def json_of(response: TestResponse) -> Any:
    assert response.status_code == 200, response.text
    return response.json


def issue_of(client: FlaskClient, bulletin: str) -> str:
    """The id of an issue of the bulletin with this title."""
    for summary in json_of(client.get("/api/v1/issues?per_page=100"))["results"]:
        if bulletin in summary["title"]:
            return str(summary["id"])
    raise AssertionError(bulletin)


def test_every_link_of_the_site_leads_somewhere(client: FlaskClient) -> None:
    """From the home page on, a few of each kind, with JSON, feeds, images and originals."""
    waiting, seen = deque(["/"]), {"/"}
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        assert response.status_code == 200, (address, response.text[:300])
        if response.mimetype != "text/html":
            response.close()
            continue
        page: Any = html.fromstring(response.text)
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href | //link/@href | //img/@src"):
            target = urlsplit(urljoin(address, link))
            assert target.netloc == "", link
            if link.startswith("#"):
                assert link[1:] in ids, (address, link)
                continue
            path = target.path + ("?" + target.query if target.query else "")
            # Filters can be combined without end; one combination is as good as another.
            names = sorted({pair.split("=")[0] for pair in target.query.split("&")} - FILTERS)
            kind = "/".join(part for part in target.path.split("/") if not part[-1:].isdigit())
            kind += f"?{names}"
            if path not in seen and kinds.get(kind, 0) < 2:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(path)
                waiting.append(path)
    assert len(kinds) > 15


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_page_is_valid_html(
    client: FlaskClient, kinds: dict[str, str], language: str
) -> None:
    client.set_cookie("language", language)
    for kind, address in kinds.items():
        text = client.get(address).text
        try:
            html5lib.HTMLParser(strict=True).parse(text)
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{kind}: {error}")
        ids: Any = html.fromstring(text).xpath("//@id")
        assert len(ids) == len(set(ids)), kind


def test_no_page_is_heavier_than_100_kilobytes(client: FlaskClient, kinds: dict[str, str]) -> None:
    """Compressed, with everything it loads but page images."""

    def sent(address: str) -> int:
        with client.get(address) as response:
            return len(gzip.compress(response.data))

    for kind, address in kinds.items():
        page = html.fromstring(client.get(address).text)
        named: Any = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
        loaded = {str(one) for one in named} | {"/static/words.js", "/static/words.en.js"}
        assert sent(address) + sum(map(sent, loaded)) < 100_000, kind


def test_a_page_that_cannot_be_shown_is_an_image_that_says_so(client: FlaskClient) -> None:
    address = f"/issues/{issue_of(client, '周报')}/pages/99.png"
    for accepted in ("image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8", "image/*;q=0.8"):
        response = client.get(address, headers={"Accept": accepted})
        assert (response.status_code, response.mimetype) == (404, "image/svg+xml")
        assert "此页图像无法显示" in etree.fromstring(response.data).xpath("string()")
    opened = client.get(address, headers={"Accept": "text/html,image/svg+xml,*/*;q=0.8"})
    assert opened.mimetype == "text/html"


def test_hits_can_be_cited_downloaded_and_stand_closer(client: FlaskClient) -> None:
    page = tree(client.get("/search?q=受理&page=2"))
    hits = page.xpath("//ol[@class='hits']/li")
    for hit in hits:
        href = hit.xpath(".//h2/a/@href")[0].replace("?q=%E5%8F%97%E7%90%86", "")
        reference = hit.xpath("string(.//p[@class='reference'])")
        assert "[J/OL]" in reference
        assert reference.endswith(f"http://localhost{href}.")
        assert client.get(hit.xpath(".//details//a/@href")[0]).mimetype == "application/x-bibtex"
    (csv,) = page.xpath("//p[@class='tools']/a[.='CSV']/@href")
    rows = list(reader(io.StringIO(client.get(csv).text)))
    # All of them, not those of the page, under a line of names.
    assert f"{len(rows) - 1:,} 条" in page.xpath("string(//h1)")
    assert not page.xpath("//ol[contains(@class, 'compact')]")
    client.post("/preferences", data={"back": "/", "density": "compact"})
    assert tree(client.get("/search?q=受理")).xpath("//ol[contains(@class, 'compact')]")


def test_a_search_without_hits_offers_what_there_is(client: FlaskClient) -> None:
    page = tree(client.get("/search?q=绝无此词"))
    offers = page.xpath("//div[@class='empty']//ul[@class='tags']//a/@href")
    assert len(offers) > 4
    assert tree(client.get(offers[0])).xpath("//ol[@class='hits']/li")


def test_the_page_of_every_layout_is_valid_html(client: FlaskClient) -> None:
    for summary in json_of(client.get("/api/v1/issues?per_page=100"))["results"][:12]:
        for address in (f"/issues/{summary['id']}", f"/issues/{summary['id']}/pages/1"):
            html5lib.HTMLParser(strict=True).parse(client.get(address).text)


@pytest.mark.parametrize("address", ["/", "/search", "/nowhere", "/api/v1/search", "/feed.atom"])
def test_nothing_foreign_may_be_loaded(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_markup_in_a_bulletin_is_shown_as_text(client: FlaskClient) -> None:
    issue = issue_of(client, "<b>周报</b>")
    for address in (
        f"/issues/{issue}",
        f"/issues/{issue}?q=窗口",
        "/search?q=窗口",
        "/",
        "/issues",
        "/figures?metric=受理",
        "/search.atom?q=窗口",
        "/feed.atom",
    ):
        text = client.get(address).text
        for hostile in ("<b>周报", "<i>政务", "<u>工作", "<script>alert", "<img src=x"):
            assert hostile not in text, address
    shown = tree(client.get(f"/issues/{issue}"))
    assert shown.xpath("string(//h1)") == "<b>周报</b>"
    assert HOSTILE in "".join(p.text_content() for p in shown.xpath("//div[@class='item']/p"))


def test_markup_in_a_query_is_shown_as_text(client: FlaskClient) -> None:
    query = {"q": HOSTILE, "department": "<b>厅</b>", "from": "2023"}
    text = client.get("/search", query_string=query).text
    assert "<script>" not in text
    assert "<b>厅" not in text
    assert "&lt;b&gt;厅" in text


def test_original_is_a_download_under_its_own_name(client: FlaskClient) -> None:
    issue = issue_of(client, "<b>周报</b>")
    with client.get(f"/issues/{issue}/original") as response:
        assert response.data.startswith(b"%PDF-")
        disposition, named = parse_options_header(response.headers["Content-Disposition"])
    assert disposition == "attachment"
    assert named["filename"] == '恶意"<x>.pdf'


def test_search_page_shows_hits_facets_and_keeps_its_state_in_the_address(
    client: FlaskClient,
) -> None:
    page = tree(client.get("/search?q=受理"))
    total = json_of(client.get("/api/v1/search?q=受理"))["total"]
    assert f"{total:,} 条" in page.xpath("string(//h1)")
    snippets = page.xpath("//p[@class='snippet']")
    assert len(snippets) == 20
    assert all(snippet.xpath(".//mark") for snippet in snippets[:5])
    # A facet's value narrows the search to as many hits as it says.
    value = page.xpath("//aside//ul/li/a")[0]
    count = value.xpath("string(span[@class='count'])")
    narrowed = tree(client.get(value.get("href")))
    assert f"{count} 条" in narrowed.xpath("string(//h1)")
    # Its chip takes it away again.
    chip = narrowed.xpath("//ul[@class='chips']/li/a/@href")[0]
    assert f"{total:,} 条" in tree(client.get(chip)).xpath("string(//h1)")
    # Forms carry the other conditions along.
    names = narrowed.xpath("//form[@class='dates']//input/@name")
    assert {"q", "from", "to"} <= set(names)
    assert len(names) == 4


def test_paging_shows_every_hit_once(client: FlaskClient) -> None:
    seen: list[str] = []
    address = "/api/v1/search?q=受理&per_page=50&sort=newest"
    while address:
        body = json_of(client.get(address))
        seen += [hit["id"] for hit in body["results"]]
        address = body["links"]["next"] and body["links"]["next"].removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == body["total"]


def test_a_figure_leads_to_its_box_on_the_page(client: FlaskClient) -> None:
    """The journalist's way: a figure, its sentence, its page, the page's image with a box."""
    body = json_of(client.get("/api/v1/figures?metric=受理&per_page=5"))
    figure = body["results"][0]
    proof = figure["provenance"]
    start, end = proof["quote_span"]["start"], proof["quote_span"]["end"]
    assert proof["quote"][start:end] == figure["surface"]
    assert proof["boxes"]
    page = tree(client.get(proof["links"]["page"]))
    assert page.xpath("string(//blockquote//mark)") == figure["surface"]
    boxed = client.get(proof["links"]["image"])
    plain = client.get(page.xpath("//img/@src")[0].split("&")[0])
    image, other = (Image.open(io.BytesIO(r.data)).convert("RGB") for r in (boxed, plain))
    assert image.size == other.size
    info = json_of(client.get(f"/api/v1/issues/{figure['issue']}"))["pages"]
    box = proof["boxes"][0]
    scale = image.width / info[box["page"] - 1]["width"]
    corner = (round((box["x0"] - 1) * scale), round((box["top"] + box["bottom"]) / 2 * scale))
    assert image.getpixel(corner) != other.getpixel(corner)
    assert image.getpixel((5, 5)) == other.getpixel((5, 5))


def test_issue_in_json_holds_what_its_page_shows(client: FlaskClient) -> None:
    issue = issue_of(client, "周报")
    body = json_of(client.get(f"/api/v1/issues/{issue}"))
    page = tree(client.get(f"/issues/{issue}"))
    assert [item["key"] for item in body["items"]] == page.xpath("//div[@class='item']/@id")
    outline = page.xpath("//nav[@class='outline']//li/a[starts-with(@href, '#s')]")
    assert len(outline) == len(body["sections"])
    assert sum(len(item["figures"]) for item in body["items"]) == body["counts"]["figures"]
    again = client.get(
        f"/api/v1/issues/{issue}",
        headers={"If-None-Match": client.get(f"/api/v1/issues/{issue}").headers["ETag"]},
    )
    assert again.status_code == 304


def test_every_hit_and_its_issue_show_what_matched(client: FlaskClient) -> None:
    # By the department's name where the text prints another, by a heading, by an older name.
    for asked in ("q=政务服务管理中心", "q=综合窗口运行", "q=林业厅&include=lineage"):
        page = tree(client.get(f"/search?{asked}"))
        hits = page.xpath("//article")
        assert hits
        for hit in hits:
            assert hit.xpath(".//mark"), asked
        issue = tree(client.get(hits[-1].xpath(".//h2/a/@href")[0]))
        assert issue.xpath("//*[@class='text']//mark")
        boxed = json.loads(issue.xpath("string(//@data-hits)"))
        assert all(one["boxes"] for one in boxed)


def test_words_of_a_search_are_marked_in_the_issue(client: FlaskClient) -> None:
    hit = json_of(client.get("/api/v1/search?q=受理"))["results"][0]
    page = tree(client.get(f"/issues/{hit['issue']['id']}?q=受理"))
    assert "受理" in {mark.text_content() for mark in page.xpath("//div[@class='item']//mark")}


@pytest.mark.parametrize(
    ("address", "parameter", "says"),
    [
        ("/search?wrong=1", "wrong", "未知的参数 wrong"),
        ("/search?from=2023-13-01", "from", "2023-12-04"),
        ("/search?from=2023-02-30", "from", "2023-02-30"),
        ("/search?from=2024&to=2023", "from", "晚于"),
        ("/search?month=2023-1", "month", "2023-12"),
        ("/search?sort=best", "sort", "relevance"),
        ("/search?page=0", "page", "正整数"),
        ("/search?page=²", "page", "正整数"),
        ("/search?page=99999", "page", "10000"),
        ("/search?q=受理&page=400", "page", "之间"),
        ("/search?per_page=1000", "per_page", "100"),
        ("/search?q=a&q=b", "q", "只能给一次"),
        ("/figures?metrics=受理", "metrics", "可用的参数"),
        ("/figures?period_type=decade", "period_type", "week"),
        ("/issues?page=x", "page", "正整数"),
        ("/issues/none?q=1&x=2", "x", "未知的参数 x"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(
    client: FlaskClient, address: str, parameter: str, says: str
) -> None:
    page = client.get(address)
    assert page.status_code == 400
    assert "请求有误" in page.text
    assert says in str(html.fromstring(page.text).xpath("string()"))
    if address.startswith("/issues/"):
        address = address.replace("q=1&", "")
    problem = client.get("/api/v1" + address)
    assert problem.status_code == 400
    assert problem.mimetype == "application/problem+json"
    assert problem.json["parameter"] == parameter
    assert says in problem.json["detail"] + problem.json.get("hint", "")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/issues/nothing", 404),
        ("/issues/nothing/pages/1", 404),
        ("/issues/nothing/pages/1.png", 404),
        ("/issues/nothing/original", 404),
        ("/issues/{issue}/pages/99", 404),
        ("/issues/{issue}/pages/99.png", 404),
        ("/issues/{issue}/pages/1.png?width=5000", 400),
        ("/issues/{issue}/pages/1.png?highlight=9-9:0-4", 404),
        ("/issues/{issue}/pages/1.png?highlight=1-1:4-4", 400),
        ("/issues/{issue}/pages/1.png?highlight=1-1:0-99999", 400),
        ("/issues/{issue}/pages/1?highlight=../../etc", 400),
        ("/issues/../../etc/passwd", 404),
        ("/favicon.ico", 404),
        ("/static/../__init__.py", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/issues/nothing", 404),
    ],
)
def test_what_is_not_there_is_said(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address.replace("{issue}", issue_of(client, "周报")))
    assert response.status_code == status
    assert "Traceback" not in response.text
    if address.startswith("/api/"):
        assert response.json["status"] == status


def test_other_methods_are_refused(client: FlaskClient) -> None:
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.json["status"] == 405


def test_an_unexpected_error_is_logged_and_not_shown(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("internal detail")

    monkeypatch.setattr(archive.query, "stats", fail)
    with caplog.at_level(logging.ERROR):
        page, problem = (
            create_app(archive.query).test_client().get(address)
            for address in ("/", "/api/v1/stats")
        )
    assert (page.status_code, problem.status_code) == (500, 500)
    assert "internal detail" not in page.text + problem.text
    assert "internal detail" in caplog.text


def test_feeds_are_atom_with_absolute_links(archive: Archive) -> None:
    client = create_app(archive.query, "https://archive.example.org/").test_client()
    for address in ("/feed.atom", "/search.atom?q=窗口"):
        response = client.get(address)
        assert response.mimetype == "application/atom+xml"
        feed = etree.fromstring(response.data)
        entries = feed.findall("a:entry", ATOM)
        assert entries
        for link in feed.iterfind(".//a:link", ATOM):
            assert link.get("href", "").startswith("https://archive.example.org/")
        ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
        assert len(set(ids)) == len(ids)
        again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Any) -> None:
    with open_archive(Settings(home=tmp_path / "home")) as archive:
        app: Flask = create_app(archive.query)
        client = app.test_client()
        assert "bulletin import" in client.get("/").text
        for address in ("/search", "/search?q=受理", "/issues", "/figures", "/feed.atom"):
            assert client.get(address).status_code == 200


def test_a_correction_and_what_it_corrects_lead_to_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = "窗口受理事项七十余件，均在承诺时限内办结，群众评价满意率保持稳定，无一件投诉。"
    correction = "更正：本刊第6期第一条所载“七十余件”有误，应为“六十余件”，谨向读者致歉。"
    for number, paragraph in ((6, text), (7, correction)):
        sheet = weekly(number)
        sheet.paragraph("一、工作动态")
        sheet.paragraph(f"1.{paragraph}")
        sheet.save(folder / f"{number}.pdf")
    with open_archive(Settings(home=tmp_path / "home")) as opened:
        assert opened.import_paths([folder]).imported == 2
        client = create_app(opened.query).test_client()
        correcting, corrected = (
            one["id"] for one in json_of(client.get("/api/v1/issues"))["results"]
        )
        assert tree(client.get(f"/issues/{corrected}")).xpath("//p[@class='notice']/a/@href") == [
            f"/issues/{correcting}#1-1"
        ]
        assert tree(client.get(f"/issues/{correcting}")).xpath("//p[@class='notice']/a/@href") == [
            "#1-1",
            f"/issues/{corrected}",
        ]


def test_a_slip_is_answered_with_what_may_be_meant(client: FlaskClient) -> None:
    page = client.get("/search?q=商物厅").text
    assert "您是不是要找" in page
    assert "/search?q=%E5%95%86%E5%8A%A1%E5%8E%85" in page
    assert "您是不是要找" not in client.get("/search?q=商务厅").text
    answer: Any = client.get("/api/v1/search?q=商物厅").json
    assert "商务厅" in [one["q"] for one in answer["did_you_mean"]]


def test_an_issue_boxes_the_words_of_a_search_where_they_are_marked(
    client: FlaskClient, archive: Archive
) -> None:
    (hit,) = archive.query.search(SearchRequest(q="窗口", per_page=1)).hits
    page = client.get(f"/issues/{hit.item.issue.id}?q=窗口").get_data(as_text=True)
    (found,) = html.fromstring(page).xpath("//article/@data-hits")
    hits = json.loads(str(found))
    issue = archive.query.issue(hit.item.issue.id).record.issue
    texts = {item.key: item.text for item in issue.items}
    texts |= {f"s{section.key}": section.heading for section in issue.sections}
    assert hits
    for one in hits:
        key, _, span = one["place"].rpartition(":")
        start, end = map(int, span.split("-"))
        assert "窗口" in texts[key][start:end]
        assert one["boxes"]
        assert all(box["x0"] < box["x1"] and box["page"] >= 1 for box in one["boxes"])
    assert "hits.js" in page and "data-jump" in page
