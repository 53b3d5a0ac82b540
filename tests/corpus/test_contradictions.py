"""The audit finds every contradiction of the sample corpus, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from archive.config import Limits
from archive.extraction.provenance import provenance
from archive.extraction.record import make_record
from archive.model import Issue
from archive.parser import parse
from archive.series.auditing import AuditBook, AuditRequest
from archive.series.book import SeriesBook
from archive.series.corrections import Corrections
from archive.series.wording import Wording
from archive.store.sql import SqlStore
from archive.vocabulary import load_vocabulary

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
LAYOUTS = ("weekly", "monthly", "gazette", "city", "oldstyle")
PDFS = [path for layout in LAYOUTS for path in sorted((CORPUS / layout).glob("*.pdf"))]


def read(path: Path) -> Issue:
    return parse(path, Limits())


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditBook]:
    folder = tmp_path_factory.mktemp("audit")
    vocabulary = load_vocabulary(None)
    store = SqlStore(folder / "home")
    with ProcessPoolExecutor(2) as pool:
        for path, issue in zip(PDFS, pool.map(read, PDFS, chunksize=8), strict=True):
            record = make_record(issue, vocabulary)
            proofs = [provenance(record, f.item, f.span, f.rule) for f in record.findings.figures]
            store.save(record, path, proofs)
    series = SeriesBook(store, Wording(vocabulary), Corrections())
    yield AuditBook(store, series, vocabulary.series, folder / "cache", "")
    store.close()


def documented() -> set[tuple[str, str, Decimal, Decimal]]:
    return {
        (
            path.stem.removeprefix("weekly-"),
            entry["kind"],
            # What a bulletin prints in 万元 is kept in 元.
            Decimal(entry["expected"]) * (10_000 if entry["metric"] == "兑付" else 1),
            Decimal(entry["printed"]) * (10_000 if entry["metric"] == "兑付" else 1),
        )
        for path in sorted((CORPUS / "weekly").glob("*.json"))
        for entry in json.loads(path.read_text("utf-8"))["contradictions"]
    }


def test_every_contradiction_is_found_and_no_other(audit: AuditBook) -> None:
    findings = audit.every(AuditRequest())
    wanted = documented()
    assert len(wanted) == 9
    assert {
        (one.issue[-7:], str(one.check), one.expected, one.printed) for one in findings
    } == wanted
    assert len(findings) == len(wanted)


def test_the_rest_of_the_corpus_adds_up(audit: AuditBook) -> None:
    """The audit is not silent for want of looking."""
    agreeing = {str(one.check): one.count for one in audit.counts() if one.verdict == "ok"}
    assert agreeing["year_to_date_sum"] > 1000
    assert agreeing["percentage"] > 100
    assert agreeing["change_from"] > 50
    assert agreeing["table_total"] > 60
    assert agreeing["cumulative_sum"] > 100
