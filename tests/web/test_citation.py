"""Citations of issues."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from flask.testing import FlaskClient

from archive.store.nouns import IssueSummary
from tests.web.test_pages import issue_of, tree
from webui.citation import bibtex, gb7714

TODAY = dt.date(2026, 11, 23)
ROW = IssueSummary(
    id="zb-2023-48",
    bulletin="zb",
    title="窗口周报",
    publishers=("云川省政务服务中心",),
    year=2023,
    number=48,
    serial=468,
    date=dt.date(2023, 12, 15),
    pages=4,
    items=1,
    figures=0,
    problems=0,
    source_name="48.pdf",
    source_sha256="0" * 64,
    imported_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
)


def test_a_reference_follows_gb_t_7714() -> None:
    assert gb7714(ROW, "https://a.example/issues/zb-2023-48", TODAY) == (
        "云川省政务服务中心. 窗口周报[J/OL]. 2023(48)(2023-12-15)[2026-11-23]. "
        "https://a.example/issues/zb-2023-48."
    )
    joint = replace(ROW, number=5, number_last=6, date=None, publishers=())
    assert gb7714(joint, "x", TODAY).startswith("佚名. 窗口周报[J/OL]. 2023(5–6)[")


def test_bibtex_escapes_what_tex_would_read() -> None:
    entry = bibtex(replace(ROW, title="50%_{#}"), "https://a.example/", TODAY)
    assert r"title = {50\%\_\{\#\} 2023年第48期}" in entry
    assert entry.startswith("@periodical{zb-2023-48,")
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


def test_an_issue_can_be_cited_and_compared(client: FlaskClient) -> None:
    later = issue_of(client, "窗口周报")
    page = tree(client.get(f"/issues/{later}"))
    assert "[J/OL]" in page.xpath("string(//p[@class='reference'])")
    entry = client.get(f"/issues/{later}/citation.bib")
    assert entry.mimetype == "application/x-bibtex"
    assert f"url = {{http://localhost/issues/{later}}}" in entry.text
    compared = tree(client.get(f"/issues/{later}/compare"))
    rows = compared.xpath("//table[@class='figures']/tbody/tr")
    assert rows
    moved = [row.xpath("string(td[last()])") for row in rows]
    assert all(re.fullmatch(r"0|[+−][\d,]+(\.\d+)?\D+", one) for one in moved), moved
    first = list(compared.xpath("//p[@class='tools']/a/@href"))
    assert tree(client.get(first[0])).xpath("//table[@class='figures']")


def test_issues_of_two_bulletins_are_not_compared(client: FlaskClient) -> None:
    one, other = issue_of(client, "窗口周报"), issue_of(client, "人民政府公报")
    refused = client.get(f"/issues/{one}/compare?with={other}")
    assert refused.status_code == 400
    assert "不是同一刊物" in refused.text
    assert client.get(f"/issues/{one}/compare?with=nothing").status_code == 404
