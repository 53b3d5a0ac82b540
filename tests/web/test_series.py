"""The pages of figures through time and of the audit, as a browser without scripts sees them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from archive.app import Archive
from archive.issues import IssuesRequest
from archive.series.audit.nouns import Check, Verdict
from archive.series.auditing import AuditRequest
from archive.series.book import SeriesRequest
from archive.series.nouns import Series, SeriesKind
from tests.web.conftest import HOSTILE
from tests.web.test_pages import tree


@pytest.fixture(scope="module")
def accepted(archive: Archive) -> Series:
    """What the counters of the weekly accepted each week."""
    found = archive.query.series.every(SeriesRequest(metric="受理", kind=SeriesKind.FLOW))
    return next(one for one in found if not one.tabular and one.observations >= 20)


def address(series: Series, query: str = "") -> str:
    return f"/series/{quote(series.id)}{query}"


def test_a_series_shows_every_observation_with_its_proof(
    client: FlaskClient, accepted: Series
) -> None:
    page = tree(client.get(address(accepted)))
    rows = page.xpath("//table[@class='observations']/tbody/tr")
    assert len(rows) == accepted.observations
    for row in rows:
        printed = row.get("data-printed")
        assert row.xpath("string(.//mark)") == printed
        assert row.get("data-value") == printed.removesuffix("件")
        [proof] = row.xpath("td[last()]//a/@href")
        assert client.get(proof).status_code == 200


def test_a_series_says_how_it_was_put_together(client: FlaskClient, accepted: Series) -> None:
    page = tree(client.get(address(accepted)))
    members = page.xpath("//section[@aria-labelledby='members']//tbody/tr")
    assert len(members) == len(accepted.members)
    assert members[0].xpath("string(td[7])") == "原样"
    assert accepted.id in page.text_content()


def test_a_series_is_found_under_the_name_of_a_member(
    client: FlaskClient, archive: Archive
) -> None:
    several = next(
        one for one in archive.query.series.every(SeriesRequest()) if len(one.members) > 1
    )
    page = tree(client.get(f"/series/{quote(several.members[-1].id)}"))
    assert several.id in page.text_content()


def test_a_lower_frequency_sums_what_happened(client: FlaskClient, accepted: Series) -> None:
    weeks = tree(client.get(address(accepted))).xpath("//tr/@data-value")
    months = tree(client.get(address(accepted, "?frequency=month"))).xpath("//tr/@data-value")
    assert sum(map(int, months)) == sum(map(int, weeks))
    assert len(months) < len(weeks)


def test_series_are_compared_side_by_side(client: FlaskClient, accepted: Series) -> None:
    page = tree(client.get(address(accepted)))
    [href, *_] = page.xpath("//section[@aria-labelledby='alike']//a/@href")
    both = tree(client.get(href))
    assert len(both.xpath("//table[@class='observations']")) == 2
    [alone] = both.xpath("//ul[@aria-label='相比较的序列']//a/@href")
    assert len(tree(client.get(alone)).xpath("//table[@class='observations']")) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?frequency=week", 400),
        ("?aggregation=sum", 400),
        ("?frequency=month&aggregation=median", 400),
        ("?period_from=2024&period_to=2023", 400),
        ("?with=nowhere:x", 404),
        ("?unknown=1", 400),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: FlaskClient, accepted: Series, query: str, status: int
) -> None:
    assert client.get(address(accepted, query)).status_code == status


def test_a_contradiction_is_marked_where_it_is_printed(
    client: FlaskClient, archive: Archive
) -> None:
    [finding] = archive.query.audit.every(AuditRequest(check=(Check.YEAR_TO_DATE_FALLS,)))
    assert finding.series is not None
    page = tree(client.get(f"/series/{quote(finding.series)}"))
    [row] = page.xpath("//tr[@data-flag]")
    assert row.get("data-value") == str(finding.printed)
    assert row.xpath("string(.//a[@class='verdict mismatch'])") == "不符"
    assert finding.message in page.text_content()


def test_the_audit_leads_to_every_page_it_rests_on(client: FlaskClient, archive: Archive) -> None:
    findings = archive.query.audit.every(AuditRequest(verdict=(Verdict.MISMATCH,)))
    page = tree(client.get("/audit?verdict=mismatch"))
    shown = page.xpath("//article[@class='finding']")
    assert len(shown) == len(findings) >= 2
    for finding, article in zip(findings, shown, strict=True):
        links = article.xpath(".//li/a[contains(@href, 'highlight')]/@href")
        assert len(links) == min(9, len(finding.observations))
        for link in links:
            assert client.get(link).status_code == 200


def test_the_audit_is_narrowed_and_refuses_nonsense(client: FlaskClient) -> None:
    page = tree(client.get("/audit?check=percentage"))
    shown = page.xpath("//article[@class='finding']//h3")
    assert shown
    assert all("占比" in heading.text_content() for heading in shown)
    assert client.get("/audit?verdict=perhaps").status_code == 400
    assert client.get("/audit?page=999").status_code == 400
    assert client.get("/audit?issue=nowhere").status_code == 404


def test_the_audit_lists_missing_issues(client: FlaskClient, archive: Archive) -> None:
    missing = archive.query.series.missing()
    page = tree(client.get("/audit"))
    assert missing
    assert f"{len(missing)} 期" in page.xpath("string(//h2[@id='missing'])")


def test_the_home_page_names_the_latest_contradictions(
    client: FlaskClient, archive: Archive
) -> None:
    newest = archive.query.audit.every(AuditRequest(verdict=(Verdict.MISMATCH,)))[:5]
    shown = tree(client.get("/")).xpath("//section[@aria-labelledby='findings']//li/a")
    assert [link.text_content() for link in shown] == [finding.message for finding in newest]


def test_an_issue_names_what_does_not_agree_in_it(client: FlaskClient, archive: Archive) -> None:
    [finding] = archive.query.audit.every(AuditRequest(check=(Check.YEAR_TO_DATE_FALLS,)))
    page = tree(client.get(f"/issues/{finding.issue}"))
    assert finding.message in page.xpath("string(//details[@id='audit'])")
    agreeing = next(
        issue.id
        for issue in archive.query.issues(IssuesRequest(bulletin=finding.bulletin)).issues
        if not archive.query.audit.every(AuditRequest(issue=issue.id))
    )
    assert not tree(client.get(f"/issues/{agreeing}")).xpath("//details[@id='audit']")


def test_the_explorer_offers_the_series_and_downloads_of_what_is_asked(
    client: FlaskClient, accepted: Series
) -> None:
    page = tree(client.get("/figures?metric=受理&unit=件"))
    links = page.xpath("//section//li/a/@href")
    assert any(quote(accepted.id, safe=":") in link for link in links)
    for link in page.xpath("//p[@class='tools']/a/@href"):
        assert client.get(link).status_code == 200
    assert not tree(client.get("/figures?metric=绝无此名")).xpath("//div[@data-chart]")


def test_series_are_listed_and_searched(client: FlaskClient, accepted: Series) -> None:
    page = tree(client.get("/series?metric=受理&kind=flow"))
    links = page.xpath("//table//a/@href")
    assert any(quote(accepted.id, safe=":") in link for link in links)
    assert client.get("/series?kind=flows").status_code == 400


def test_markup_in_a_bulletin_stays_text(client: FlaskClient, archive: Archive) -> None:
    titles = {bulletin.id: bulletin.title for bulletin, _ in archive.query.bulletins()}
    hostile = [
        one for one in archive.query.series.every(SeriesRequest()) if "<b>" in titles[one.bulletin]
    ]
    assert hostile
    for one in hostile:
        text = client.get(f"/series/{quote(one.id)}").get_data(as_text=True)
        assert HOSTILE not in text
        assert "<u>" not in text


def test_libraries_are_those_whose_versions_and_checksums_are_recorded() -> None:
    """What scripts/vendor fetched stands unchanged, with its licence, and nothing beside it."""
    vendor = Path("webui/static/vendor")
    recorded = (vendor / "README.md").read_text(encoding="utf-8")
    files = [file for folder in vendor.iterdir() if folder.is_dir() for file in folder.iterdir()]
    assert files
    for file in files:
        assert (file.parent / "LICENSE").is_file()
        if file.name != "LICENSE":
            assert f"`{file.name}`" in recorded
            assert hashlib.sha256(file.read_bytes()).hexdigest() in recorded
