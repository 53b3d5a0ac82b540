"""The sample corpus is what its manifest and its README say it is."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archive.config import Limits
from archive.model import ItemKind
from archive.parser import parse

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES: list[dict[str, Any]] = json.loads((CORPUS / "manifest.json").read_text("utf-8"))["files"]
EXPECTED = {
    path: json.loads(path.read_text("utf-8")) for path in sorted(CORPUS.glob("*/*-20*.json"))
}
WEEKLY = [expected for path, expected in EXPECTED.items() if path.parent.name == "weekly"]


def test_the_manifest_names_every_file_with_its_hash() -> None:
    listed = {CORPUS / entry["path"]: entry for entry in FILES}
    assert set(CORPUS.glob("*/*.pdf")) <= set(listed)
    for path, entry in listed.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], path
        assert {"layout", "producer", "split", "origin", "licence", "purpose"} <= set(entry)


def test_the_corpus_is_as_large_as_promised_and_no_larger() -> None:
    layouts: dict[str, int] = defaultdict(int)
    for entry in FILES:
        layouts[entry["layout"]] += 1
    assert layouts["weekly"] >= 120
    assert sum(count for layout, count in layouts.items() if layout != "weekly") >= 24
    assert len(layouts) >= 5
    assert len({entry["producer"] for entry in FILES}) >= 3
    assert sum((CORPUS / entry["path"]).stat().st_size for entry in FILES) < 25_000_000


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_expected_results_agree_with_themselves(path: Path) -> None:
    expected = EXPECTED[path]
    assert expected["fictional"] is True
    assert "示例" in expected["masthead"]["title"]
    sections = {section["key"] for section in expected["sections"]} | {""}
    for item in expected["items"]:
        assert item["section"] in sections
        for found in (*item["departments"], *item["figures"]):
            assert item["text"][found["start"] : found["end"]] == found["surface"]
        for official in item["officials"]:
            printed = item["text"][official["start"] : official["end"]]
            assert printed.replace("\u3000", "") == official["name"]


def totals(expected: dict[str, Any]) -> dict[tuple[str, str, str], Decimal]:
    """The bulletin's own counts of the week and the year by metric and unit: those that speak for
    no department. A metric counted twice an issue (a table beside the text) keeps its first."""
    counts: dict[tuple[str, str, str], Decimal] = {}
    for item in expected["items"]:
        for figure in item["figures"]:
            if figure["subject"] is None and figure["period_type"] in ("week", "year_to_date"):
                key = (figure["metric"], figure["unit"], figure["period_type"])
                counts.setdefault(key, Decimal(figure["value"]))
    return counts


def test_running_totals_add_up_but_for_the_documented_contradictions() -> None:
    """Last total plus this week is this total, where both issues print the metric both ways."""
    documented = {
        (expected["masthead"]["serial"], entry["metric"])
        for expected in WEEKLY
        for entry in expected["contradictions"]
        if entry["kind"].startswith("year_to_date")
    }
    wrong: set[tuple[int, str]] = set()
    checked = 0
    for before, after in itertools.pairwise(WEEKLY):
        if before["masthead"]["year"] != after["masthead"]["year"]:
            continue
        earlier, later = totals(before), totals(after)
        for metric, unit, period in later:
            week = later.get((metric, unit, "week"))
            old = earlier.get((metric, unit, "year_to_date"))
            new = later[metric, unit, period]
            if period != "year_to_date" or week is None or old is None:
                continue
            checked += 1
            if old + week != new:
                wrong.add((after["masthead"]["serial"], metric))
    # A wrong total is wrong against the issue before and against the issue after.
    assert checked > 500
    assert wrong == documented | {(serial + 1, metric) for serial, metric in documented}


def one_of_each() -> list[str]:
    """The first file of each layout and producer among those the rules may be seen against."""
    first: dict[tuple[str, str], str] = {}
    for entry in FILES:
        if (
            entry["path"].endswith(".pdf")
            and entry["split"] == "dev"
            and "scan" not in entry["layout"]
        ):
            first.setdefault((entry["layout"], entry["producer"]), entry["path"])
    return list(first.values())


@pytest.mark.parametrize("name", one_of_each())
def test_golden_issues_come_out_as_their_maker_wrote_them(name: str) -> None:
    """Masthead, outline, every item to the character, and the colophon."""
    issue = parse(CORPUS / name, Limits())
    expected = EXPECTED[(CORPUS / name).with_suffix(".json")]
    masthead = expected["masthead"]
    assert issue.masthead.title == masthead["title"]
    assert list(issue.masthead.publishers) == masthead["publishers"]
    assert issue.masthead.number == masthead["number"]
    assert issue.masthead.serial == masthead["serial"]
    assert [(s.level, s.number, s.heading) for s in issue.sections] == [
        (s["level"], s["number"], s["heading"]) for s in expected["sections"]
    ]
    assert [(i.kind, i.section, i.number, i.text) for i in issue.items] == [
        (ItemKind(i["kind"]), i["section"], i["number"], i["text"]) for i in expected["items"]
    ]
    assert [(e.label, e.text) for e in issue.colophon.entries] == [
        (e["label"], e["text"]) for e in expected["colophon"]["entries"]
    ]
