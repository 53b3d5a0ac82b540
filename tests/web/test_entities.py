"""The pages of departments, officials, topics and bulletins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.app import Archive
from archive.errors import NotFound
from archive.index.port import FacetCount
from archive.store.nouns import Post
from tests.web.test_pages import json_of, tree
from webui.calendar import month_rows
from webui.entities import tenures_of

months = st.dates(dt.date(1998, 1, 1), dt.date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}")
counts = st.dictionaries(months, st.integers(1, 500), min_size=1, max_size=30)


@given(counts)
def test_a_calendar_shows_every_month_once(counted: dict[str, int]) -> None:
    rows = month_rows([FacetCount(value, count) for value, count in counted.items()])
    cells = {cell.value: cell for row in rows for cell in row.months}
    assert {value: cell.count for value, cell in cells.items() if cell.count} == counted
    assert sum(row.total for row in rows) == sum(counted.values())
    assert [row.year for row in rows] == list(range(rows[0].year, rows[-1].year - 1, -1))
    assert all((cell.level > 0) == (cell.count > 0) for cell in cells.values())
    assert max(cell.level for cell in cells.values()) == 5


def test_tenures_lie_on_one_line_of_time() -> None:
    def post(first: str | None, last: str | None) -> Post:
        begin, end = (dt.date.fromisoformat(day) if day else None for day in (first, last))
        return Post("甲@乙", "甲", "乙", "处长", begin, end, 1)

    early, late, unknown = tenures_of(
        [post("2020-01-01", "2020-12-31"), post("2023-01-01", "2023-12-31"), post(None, None)]
    )
    assert (early.start, round(late.start + late.length)) == (0, 100)
    assert early.start + early.length < late.start
    assert (unknown.start, unknown.length) == (0, 0)
    assert [t.length for t in tenures_of([post("2020-01-01", "2020-01-01")])] == [0]


def test_a_department_is_shown_with_its_names_people_and_figures(client: FlaskClient) -> None:
    page = tree(client.get("/departments/云川省商务厅"))
    total = json_of(client.get("/api/v1/search?department=云川省商务厅"))["total"]
    assert f"全部 {total} 条" in page.text_content()
    printed = page.xpath("string(//dl[@class='facts'])")
    assert "商务厅" in printed
    assert sum(int(td.text_content()) for td in page.xpath("//td[@class='total']")) == total
    posts = page.xpath("//table[@class='posts']/tbody/tr")
    assert posts
    first, last = (posts[0].xpath("string(td[$n])", n=n) for n in (3, 4))
    assert first <= last


def test_the_list_of_departments_counts_items(client: FlaskClient) -> None:
    page = tree(client.get("/departments"))
    link = page.xpath("//ul[@class='entries']//a")[0]
    count = link.xpath("string(following-sibling::span[@class='count'][1])")
    found = json_of(client.get("/api/v1/search", query_string={"department": link.text_content()}))
    assert f"{found['total']:,}" == count


def test_officials_are_listed_by_the_pinyin_of_their_surnames(archive: Archive) -> None:
    entries = archive.query.directory.officials()
    assert [entry.pinyin for entry in entries] == sorted(entry.pinyin for entry in entries)
    initials = {entry.name[0]: entry.pinyin[0] for entry in entries}
    # 曾 is a surname read otherwise than the word.
    assert initials.get("曾", "z") == "z"
    assert len(entries) > 20


def test_an_official_is_shown_with_posts_and_mentions(client: FlaskClient) -> None:
    listed = tree(client.get("/officials")).xpath("//ul[@class='entries']//a")
    page = tree(client.get(listed[0].get("href")))
    assert page.xpath("string(//h1)") == listed[0].text_content()
    assert page.xpath("//table[@class='posts']//td//a/@href")
    assert page.xpath("//ul[contains(@class, 'newest')]/li")


def test_an_official_is_shown_with_the_figures_of_what_names_him(client: FlaskClient) -> None:
    listed = json_of(client.get("/api/v1/officials?per_page=20"))["results"]
    asked = {
        one["id"]: json_of(
            client.get("/api/v1/figures", query_string={"official": one["id"], "per_page": 5})
        )
        for one in listed
    }
    official, found = max(asked.items(), key=lambda entry: entry[1]["total"])
    assert found["total"]
    page = tree(client.get(f"/officials/{official}"))
    assert f"全部 {found['total']} 个数据" in page.text_content()
    rows = page.xpath("//table[@class='figures']/tbody/tr")
    printed = [row.xpath("string(td[@class='value'])") for row in rows]
    assert printed[:5] == [one["surface"] for one in found["results"]]
    assert all(
        client.get(row.xpath("string(td[last()]/a/@href)")).status_code == 200 for row in rows
    )


def test_a_bulletin_shows_its_numbers_and_what_is_missing(
    client: FlaskClient, archive: Archive
) -> None:
    [gazette] = [b for b, _ in archive.query.bulletins() if "人民政府公报" in b.title]
    page = tree(client.get(f"/bulletins/{gazette.id}"))
    numbers = [li.text_content() for li in page.xpath("//ol[@class='numbers']/li")]
    missing = [li.text_content() for li in page.xpath("//li[@class='missing']")]
    # Numbers 3 and 5 of 2021 were imported.
    assert numbers == ["3", "4", "5"]
    assert missing == ["4"]


def test_the_home_page_shows_what_is_held(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    stats: Any = json_of(client.get("/api/v1/stats"))
    totals = page.xpath("//table[contains(@class, 'holdings')]//td[@class='total']")
    assert sum(int(td.text_content()) for td in totals) == stats["issues"]
    assert page.xpath("//a[@class='department']")


@pytest.mark.parametrize("kind", ["departments", "officials", "topics", "bulletins"])
def test_what_nobody_named_is_not_found(client: FlaskClient, kind: str) -> None:
    response = client.get(f"/{kind}/不存在的")
    assert response.status_code == 404
    assert "不存在的" in response.text
    assert client.get(f"/{kind}/不存在的?x=1").status_code == 400


def test_unknown_names_are_refused_by_the_directory(archive: Archive) -> None:
    directory = archive.query.directory
    for ask in (directory.department, directory.official, directory.topic, directory.bulletin):
        with pytest.raises(NotFound, match="不存在"):
            ask("不存在")


def test_a_department_is_shown_with_what_it_goes_back_to(client: FlaskClient) -> None:
    page = client.get("/departments/云川省市场监督管理局").get_data(as_text=True)
    for name in ("工商行政管理局", "质量技术监督局", "食品药品监督管理局"):
        assert f"云川省{name} →" in page
    assert "2019年" in page
    assert "《国务院机构改革方案》" in page
