"""How the API answers: the envelope, its pages, formats, and what it says of errors."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import openpyxl
import pyarrow.parquet as pq
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from archive.app import Archive, open_archive
from archive.errors import ConfigurationError
from archive.export.gazette import NAMESPACE
from archive.pinyin import syllables
from tests.web.conftest import HOSTILE
from webui import create_app

FIGURES = "/api/v1/figures"


def asked(client: FlaskClient, address: str) -> Any:
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200, response.text
    return response.json


def test_the_question_is_echoed_in_parameters_and_in_words(client: FlaskClient) -> None:
    body = asked(client, f"{FIGURES}?metric=受理&bulletin=甲&bulletin=乙&from=2023")
    assert body["query"]["parameters"] == {
        "metric": "受理", "bulletin": ["甲", "乙"], "from": "2023",
    }  # fmt: skip
    assert body["query"]["words"] == "指标含：受理；刊物：甲 或 乙；出版日期自：2023"
    assert asked(client, FIGURES)["query"]["words"] == "全部"


@pytest.mark.parametrize("sort", ["newest", "oldest", "largest", "smallest"])
def test_next_leads_through_all_figures_once(client: FlaskClient, sort: str) -> None:
    page = asked(client, f"{FIGURES}?per_page=100&unit=件&sort={sort}")
    total, ids, values = page["total"], [], []
    while True:
        assert page["total"] == total
        ids += [one["id"] for one in page["results"]]
        values += [float(one["value"]) for one in page["results"]]
        if page["links"]["next"] is None:
            break
        page = asked(client, page["links"]["next"])
    assert len(ids) == len(set(ids)) == total > 100
    if sort in ("largest", "smallest"):
        assert values == sorted(values, reverse=sort == "largest")


def _day(one: dict[str, Any]) -> str:
    return str(one["date"] or "")


def _deviation(one: dict[str, Any]) -> float:
    if one["expected"] is None or one["difference"] is None:
        return -1
    return abs(float(one["difference"])) / float(one["expected"])


@pytest.mark.parametrize(
    ("path", "sort", "key", "falling"),
    [
        ("issues", "newest", _day, True),
        ("issues", "oldest", _day, False),
        ("issues", "imported", lambda one: one["imported_at"], True),
        ("series", "observations", lambda one: one["observations"], True),
        ("series", "newest", lambda one: one["last"] or "", True),
        ("series", "metric", lambda one: " ".join(syllables(one["metric"])), False),
        ("audit", "newest", lambda one: one["issue_date"], True),
        ("audit", "oldest", lambda one: one["issue_date"], False),
        ("audit", "largest", _deviation, True),
    ],
)
def test_lists_come_in_the_order_asked_for_page_after_page(
    client: FlaskClient, path: str, sort: str, key: Callable[[dict[str, Any]], Any], falling: bool
) -> None:
    first = asked(client, f"/api/v1/{path}?per_page=1")
    size = max(1, min(100, first["total"] // 3))
    page, found = asked(client, f"/api/v1/{path}?sort={sort}&per_page={size}"), []
    while True:
        found += page["results"]
        if page["links"]["next"] is None:
            break
        page = asked(client, page["links"]["next"])
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids)) == first["total"] > 1
    keys = [key(one) for one in found]
    assert keys == sorted(keys, reverse=falling)
    assert len(set(keys)) > 1
    lines = client.get(f"/api/v1/{path}?sort={sort}&format=jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    other = client.get(f"/api/v1/{path}?sort=sideways")
    assert (other.status_code, other.get_json()["parameter"]) == (400, "sort")


@pytest.mark.parametrize(
    ("path", "other"), [("issues", "imported"), ("series", "metric"), ("audit", "largest")]
)
def test_a_cursor_belongs_to_its_order(client: FlaskClient, path: str, other: str) -> None:
    following = asked(client, f"/api/v1/{path}?sort=newest&per_page=1")["links"]["next"]
    parts = urlsplit(following)
    response = client.get(f"{parts.path}?{parts.query.replace('sort=newest', f'sort={other}')}")
    assert (response.status_code, response.get_json()["parameter"]) == (400, "cursor")


@pytest.mark.parametrize("path", ["issues", "search", "departments", "officials", "series"])
def test_next_and_previous_lead_through_lists_of_pages(client: FlaskClient, path: str) -> None:
    first = asked(client, f"/api/v1/{path}?per_page=3")
    second = asked(client, first["links"]["next"])
    assert (first["page"], second["page"]) == (1, 2)
    assert asked(client, second["links"]["previous"])["results"] == first["results"]
    assert not {r["id"] for r in first["results"]} & {r["id"] for r in second["results"]}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("cursor=nonsense", "cursor"),
        ("cursor=%20", "cursor"),
        ("cursor=AAAAAAAAAAA", "cursor"),
        ("cursor={next}&unit=件", "cursor"),
        ("cursor={next}&page=2", "cursor"),
        ("fields=id,nothing", "fields"),
        ("facets=nothing", "facets"),
        ("format=pdf", "format"),
        ("format=csv&page=2", "page"),
        ("format=csv&per_page=10", "per_page"),
        ("format=jsonl&bom=true", "bom"),
        ("bom=true", "bom"),
        ("min=9&max=1", "min"),
        ("min=1e3", "min"),
        ("has_change=yes", "has_change"),
        ("period_from=2024&period_to=2023", "period_from"),
        ("imported_from=2024&imported_to=2023", "imported_from"),
        ("metric=", "metric"),
        ("page=9999", "page"),
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, query: str, parameter: str) -> None:
    following = urlsplit(asked(client, FIGURES)["links"]["next"]).query.partition("cursor=")[2]
    response = client.get(f"{FIGURES}?{query.replace('{next}', following)}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    problem: Any = response.json
    assert (problem["status"], problem["parameter"]) == (400, parameter)
    assert problem["title"]


def test_only_the_fields_asked_for_are_given(client: FlaskClient) -> None:
    body = asked(client, f"{FIGURES}?fields=value,unit&per_page=2")
    assert all(set(one) == {"id", "value", "unit"} for one in body["results"])
    rows = list(csv.reader(io.StringIO(client.get(f"{FIGURES}?fields=value,unit&format=csv").text)))
    assert rows[0] == ["id", "value", "value_number", "unit"]


def test_several_are_given_at_once_and_missing_ones_named(client: FlaskClient) -> None:
    for path in ("figures", "series", "issues", "departments", "officials", "topics", "bulletins"):
        known = asked(client, f"/api/v1/{path}?per_page=2")["results"][0]["id"]
        response = client.get(f"/api/v1/{path}", query_string={"id": [known, "没有:1:2-3"]})
        body: Any = response.json
        assert [one["id"] for one in body["results"]] == [known]
        assert body["missing"] == ["没有:1:2-3"]
        assert body["total"] == 1


@pytest.mark.parametrize("query", ["q=受理", "q=受理&month=2023-02", "sort=oldest", "from=2023-03"])
def test_all_hits_of_a_search_are_given_at_once(client: FlaskClient, query: str) -> None:
    page = asked(client, f"/api/v1/search?{query}&per_page=100")
    ids = {hit["id"] for hit in page["results"]}
    while page["links"]["next"]:
        page = asked(client, page["links"]["next"])
        ids |= {hit["id"] for hit in page["results"]}
    lines = client.get(f"/api/v1/search?{query}&format=jsonl").text.splitlines()
    hits = [json.loads(line) for line in lines]
    assert len(hits) == page["total"]
    assert {hit["id"] for hit in hits} == ids
    days = [hit["issue"]["date"] for hit in hits if hit["issue"]["date"]]
    assert days == sorted(days, reverse="oldest" not in query)


def test_facets_count_what_the_conditions_leave(client: FlaskClient) -> None:
    body = asked(client, f"{FIGURES}?unit=件&facets=unit,year,bulletin")
    assert body["facets"]["unit"] == [{"value": "件", "count": body["total"]}]
    assert sum(one["count"] for one in body["facets"]["bulletin"]) == body["total"]
    assert {one["value"] for one in body["facets"]["year"]} >= {"2023"}


def test_conditions_mean_what_they_say(client: FlaskClient) -> None:
    every = [json.loads(line) for line in client.get(f"{FIGURES}?format=jsonl").text.splitlines()]
    day = every[0]["issue_date"]
    for query, meets in {
        "min=100&max=200": lambda f: 100 <= float(f["value"]) <= 200,
        "has_change=true": lambda f: f["change_from"] is not None or f["comparison"] is not None,
        "period_type=week": lambda f: f["period_type"] == "week",
        f"from={day}&to={day}": lambda f: f["issue_date"] == day,
        "period_from=2023-06&period_to=2023-06": lambda f: (
            f["period"]
            and f["period"]["start"] >= "2023-06-01"
            and f["period"]["end"] <= "2023-06-30"
        ),
        "q=窗口 受理": lambda f: all(
            word in "".join((f["provenance"]["quote"], f["metric"] or "", f["subject"] or ""))
            for word in ("窗口", "受理")
        ),
        "imported_to=2020": lambda f: False,
    }.items():  # fmt: skip
        found = [
            json.loads(x) for x in client.get(f"{FIGURES}?format=jsonl&{query}").text.splitlines()
        ]
        assert found == [one for one in every if meets(one)], query
        assert asked(client, f"{FIGURES}?{query}")["total"] == len(found)


def test_every_figure_carries_what_proves_it(client: FlaskClient) -> None:
    for figure in asked(client, f"{FIGURES}?per_page=20")["results"]:
        proof = figure["provenance"]
        start, end = proof["quote_span"]["start"], proof["quote_span"]["end"]
        assert proof["quote"][start:end] == figure["surface"]
        assert proof["issue"] == figure["issue"]
        assert len(proof["source_sha256"]) == 64
        assert proof["rules_version"]
        assert proof["boxes"][0]["page"] == proof["pages"][0]
        image = urlsplit(proof["links"]["image"])
        shown = client.get(f"{image.path}?{image.query}")
        assert shown.mimetype == "image/png"


def test_every_format_says_the_same(client: FlaskClient) -> None:
    address = f"{FIGURES}?unit=件&metric=受理"
    total = asked(client, address)["total"]
    lines = [json.loads(line) for line in client.get(f"{address}&format=jsonl").text.splitlines()]
    text = client.get(f"{address}&format=csv").text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    table = pq.read_table(io.BytesIO(client.get(f"{address}&format=parquet").data)).to_pylist()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}&format=xlsx").data)).active
    assert sheet is not None
    cells = list(sheet.iter_rows(values_only=True))
    assert len(lines) == len(rows) == len(table) == len(cells) - 1 == total > 20
    for line, row, record, cell in zip(lines, rows, table, cells[1:], strict=True):
        assert line["id"] == row["id"] == record["id"] == cell[0]
        assert line["value"] == row["value"] == record["value"]
        assert float(line["value"]) == record["value_number"] == cell[7]
        assert line["issue_date"] == row["issue_date"] == record["issue_date"].isoformat()
        assert row["image"] == record["image"] == line["provenance"]["links"]["image"]


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("text/csv", "text/csv"),
        ("application/jsonl", "application/jsonl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_the_accept_header_chooses_too(client: FlaskClient, accept: str, mimetype: str) -> None:
    response = client.get(f"{FIGURES}?unit=件", headers={"Accept": accept})
    assert response.mimetype == mimetype
    assert "Accept" in response.headers["Vary"]


def test_a_format_that_there_is_not_is_not_acceptable(client: FlaskClient) -> None:
    response = client.get(FIGURES, headers={"Accept": "image/gif"})
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"


def test_text_from_a_hostile_file_is_harmless_in_a_spreadsheet(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=alert&format=csv&bom=true").data
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert any(HOSTILE in row["text"] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_who_has_the_answer_is_not_given_it_again(client: FlaskClient) -> None:
    for path in ("/figures", "/figures?format=csv", "/search?q=受理", "/departments"):
        first = client.get(f"/api/v1{path}")
        etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for headers in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
            again = client.get(f"/api/v1{path}", headers=headers)
            assert (again.status_code, again.data) == (304, b""), path
        compressed = client.get(f"/api/v1{path}", headers={"Accept-Encoding": "gzip"})
        assert compressed.headers["Content-Encoding"] == "gzip"
        assert compressed.headers["ETag"] == etag
        assert gzip.decompress(compressed.data) == first.data
    assert client.get(FIGURES, headers={"If-None-Match": '"else"'}).status_code == 200


def test_corrections_of_series_make_other_answers(archive: Archive) -> None:
    home = archive.settings.home
    address = "/api/v1/series?per_page=1"
    first = create_app(archive.query).test_client().get(address)
    name = asked(create_app(archive.query).test_client(), address)["results"][0]["id"]
    try:
        (home / "series.toml").write_text(f'[[split]]\nseries = "{name}"\nmembers = ["{name}"]\n')
        with open_archive(archive.settings) as again:
            client = create_app(again.query).test_client()
            known = {"If-None-Match": first.headers["ETag"]}
            assert client.get(address, headers=known).status_code == 200
    finally:
        (home / "series.toml").unlink()
    with open_archive(archive.settings) as again:
        client = create_app(again.query).test_client()
        assert client.get(address, headers=known).status_code == 304


def test_any_page_may_ask(client: FlaskClient) -> None:
    response = client.get(FIGURES, headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options(FIGURES, headers={"Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 200
    assert "GET" in preflight.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]


def test_a_rate_limit_holds_for_the_api_alone(archive: Archive) -> None:
    client = create_app(archive.query, rate_limit="3/minute").test_client()
    for _ in range(3):
        assert client.get("/api/v1/stats").status_code == 200
    refused = client.get("/api/v1/topics")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    problem: Any = refused.json
    assert problem["status"] == 429
    assert client.get("/").status_code == 200


def test_a_rate_limit_that_is_none_is_refused(archive: Archive) -> None:
    with pytest.raises(ConfigurationError, match="rate_limit"):
        create_app(archive.query, rate_limit="often")


def test_the_reference_names_every_operation(app: Flask, client: FlaskClient) -> None:
    page = client.get("/api/v1/")
    document: Any = client.get("/api/v1/openapi.json").json
    for path, ways in document["paths"].items():
        assert path in page.text
        assert ways["get"]["operationId"] in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "://" not in page.text.replace("http://localhost", "")


def weekly_flow(client: FlaskClient) -> Any:
    """A series that is reported every week and may be summed."""
    found = asked(client, "/api/v1/series?kind=flow&period_type=week&per_page=100")["results"]
    return next(one for one in found if one["aggregations"][:1] == ["sum"])


def test_a_series_gives_its_observations_with_what_proves_them(client: FlaskClient) -> None:
    series = weekly_flow(client)
    one = asked(client, series["links"]["self"])
    assert one == series
    body = asked(client, f"{series['links']['observations']}?per_page=100")
    assert body["series"] == series
    assert body["total"] == len(body["results"]) >= series["observations"] > 10
    days = [one["period"]["end"] for one in body["results"] if one["period"]]
    assert days == sorted(days)
    newest = asked(client, f"{series['links']['observations']}?sort=newest&per_page=3")
    assert newest["query"]["words"] == "排序：近的在前；每页：3"
    assert newest["results"] == body["results"][:-4:-1]
    for observation in body["results"]:
        figure = observation["figure"]
        assert figure["provenance"]["issue"] == observation["as_reported_in"]
        assert figure["surface"] == observation["printed"]


def test_a_page_of_observations_names_the_gaps_before_each(client: FlaskClient) -> None:
    every = asked(client, "/api/v1/series?least=3&per_page=100")["results"]
    address, whole = next(
        (one["links"]["observations"], body)
        for one in every
        if (body := asked(client, f"{one['links']['observations']}?per_page=100"))["gaps"]
    )
    pages = [
        asked(client, f"{address}?per_page=1&page={page}") for page in range(1, whole["total"] + 1)
    ]
    assert [gap for page in pages for gap in page["gaps"]] == whole["gaps"]
    for page in pages:
        [shown] = page["results"]
        assert all(gap["before"] == shown["as_reported_in"] for gap in page["gaps"])


def test_a_series_is_converted_where_that_means_something(client: FlaskClient) -> None:
    series = weekly_flow(client)
    address = series["links"]["observations"]
    weeks = asked(client, f"{address}?per_page=100")["results"]
    months = asked(client, f"{address}?frequency=month&per_page=100")["results"]
    newest = asked(client, f"{address}?frequency=month&sort=newest&per_page=2")
    assert newest["results"] == months[:-3:-1]
    assert newest["query"]["words"] == "频率：月；排序：近的在前；每页：2"
    shown = urlsplit(asked(client, f"{address}?frequency=month")["links"]["html"])
    assert client.get(f"{shown.path}?{shown.query}").status_code == 200
    assert shown.path == urlsplit(series["links"]["html"]).path
    assert {one["aggregation"] for one in months} == {"sum"}
    assert sum(float(one["value"]) for one in months) == sum(float(o["value"]) for o in weeks)
    assert sorted(i for one in months for i in one["of"]) == sorted(one["id"] for one in weeks)
    path = urlsplit(address).path
    for query, parameter in (
        ("aggregation=sum", "aggregation"),
        ("frequency=week", "frequency"),
        ("frequency=month&vintages=true", "vintages"),
        ("frequency=hour", "frequency"),
    ):
        refused: Any = client.get(f"{path}?{query}")
        assert (refused.status_code, refused.json["parameter"]) == (400, parameter)
    stocks = asked(client, "/api/v1/series?kind=stock&per_page=100")["results"]
    stock = next(one for one in stocks if one["frequencies"])
    path = urlsplit(stock["links"]["observations"]).path
    refused = client.get(f"{path}?frequency=year&aggregation=sum")
    assert (refused.status_code, refused.json["parameter"]) == (400, "aggregation")


def test_observations_in_a_table_say_the_same(client: FlaskClient) -> None:
    address = weekly_flow(client)["links"]["observations"]
    found = asked(client, f"{address}?per_page=100")["results"]
    text = client.get(f"{urlsplit(address).path}?format=csv").text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["value"] for row in rows] == [one["value"] for one in found]
    assert [row["quote"] for row in rows] == [one["figure"]["provenance"]["quote"] for one in found]


def test_the_audit_gives_findings_with_links_to_every_page(client: FlaskClient) -> None:
    body = asked(client, "/api/v1/audit?verdict=mismatch&per_page=100")
    assert body["total"] == sum(one["count"] for one in body["facets"]["check"])
    for finding in body["results"]:
        assert finding["verdict"] == "mismatch"
        assert finding["message"]
        for evidence in finding["observations"]:
            page = urlsplit(evidence["links"]["page"])
            assert client.get(f"{page.path}?{page.query}").status_code == 200
    some = asked(client, "/api/v1/audit?verdict=ok&per_page=1")
    assert some["total"] > 100
    refused: Any = client.get("/api/v1/audit?issue=none")
    assert (refused.status_code, refused.json["parameter"]) == (400, "issue")


def test_an_issue_is_given_as_akoma_ntoso(client: FlaskClient) -> None:
    issue = asked(client, "/api/v1/issues?per_page=1")["results"][0]
    response = client.get(urlsplit(issue["links"]["xml"]).path)
    assert response.mimetype == "application/akn+xml"
    assert etree.fromstring(response.data).tag == f"{{{NAMESPACE}}}akomaNtoso"
    again = client.get(
        urlsplit(issue["links"]["xml"]).path, headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.get("/issues/none.xml").status_code == 404


def test_suggestions_lead_to_what_they_name(client: FlaskClient) -> None:
    answer: Any = client.get("/api/v1/suggest?q=SWT&limit=3").json
    assert 0 < len(answer["suggestions"]) <= 3
    commerce = next(one for one in answer["suggestions"] if one["value"] == "云川省商务厅")
    assert commerce["kind"] == "department"
    path = commerce["links"]["html"].partition("/search")[2]
    found: Any = client.get(f"/api/v1/search{path}").json
    assert found["total"] == commerce["count"]
    assert client.get("/api/v1/suggest").json == {"suggestions": []}
    assert client.get("/api/v1/suggest?q=a&limit=51").status_code == 400


def test_an_item_names_items_like_it(client: FlaskClient) -> None:
    hits: Any = client.get("/api/v1/search?q=业务轮训&per_page=5").json["results"]
    related: Any = client.get(f"/api/v1/items/{hits[0]['id']}").json["related"]
    assert related
    assert hits[0]["id"] not in [one["id"] for one in related]
    assert any("轮训" in one["text"] for one in related)
    page = client.get(f"/issues/{hits[0]['issue']['id']}").text
    address = f"/issues/{hits[0]['issue']['id']}/related/{hits[0]['id'].rpartition(':')[2]}"
    assert quote(address) in page
    assert related[0]["text"][:20] in client.get(address).text
    assert client.get(f"/issues/{hits[0]['issue']['id']}/related/9-99").status_code == 404
