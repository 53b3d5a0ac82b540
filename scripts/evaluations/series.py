"""Series and audit against what the maker of the corpus knows.

The maker writes down of every figure what it counts, whose it is, in what unit and over what
stretch of time; where words and units drift, what it counts whatever its words. Figures of one
bulletin that agree in all of this, and stand both in texts or both in tables, belong to one series;
of several such in one issue the first goes with the first, the second with the second. Only figures
with a period are judged: the others are of no series that one could draw.

*Purity* is the share of observations that stand in a series with their own kind in the majority;
*completeness* the share that stand in the series that holds most of their kind. What was not found
at all, or under no metric, counts against completeness. Both are taken over series of two
observations or more.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from archive.config import Limits
from archive.extraction.provenance import provenance
from archive.extraction.record import make_record
from archive.model import IssueRecord
from archive.parser import parse
from archive.series.auditing import AuditBook, AuditRequest
from archive.series.book import SeriesBook
from archive.series.corrections import Corrections
from archive.series.wording import Wording
from archive.store.sql import SqlStore
from archive.vocabulary import Vocabulary, load_vocabulary
from evaluations.scores import Score

LAYOUTS = ("weekly", "monthly", "gazette", "city", "oldstyle")
"""Bulletins of which the corpus has a run of issues."""
DRIFT = "drift"
"""The bulletin whose wordings, units and headings change, judged apart."""
SUFFIXES = {".pdf", ".txt"}

Key = tuple[object, ...]
Place = tuple[str, str, int]
"""Issue, item and start of a figure."""


@dataclass
class SeriesScores:
    """Of ``purity`` and ``completeness`` only what is right and what is missed counts, in
    observations. ``series`` are those the maker knows, ``agreeing`` the checks that agree."""

    purity: Score = field(default_factory=Score)
    completeness: Score = field(default_factory=Score)
    audit: Score = field(default_factory=Score)
    series: int = 0
    agreeing: int = 0
    purity_of_drift: Score = field(default_factory=Score)
    completeness_of_drift: Score = field(default_factory=Score)
    audit_of_drift: Score = field(default_factory=Score)


def evaluate_series(corpus: Path) -> SeriesScores:
    """Read the bulletins of the corpus into an archive of its own and judge its series."""
    vocabulary = _vocabulary()
    paths = [
        path
        for layout in (*LAYOUTS, DRIFT)
        for path in sorted((corpus / layout).iterdir())
        if path.suffix in SUFFIXES
    ]
    truth: dict[Place, Key] = {}
    contradictions: list[tuple[str, str, Decimal]] = []
    drifting: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(Path(folder) / "home")
        with ProcessPoolExecutor() as pool:
            for path, record in zip(paths, pool.map(_read, paths, chunksize=4), strict=True):
                expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
                _save(store, path, record)
                if expected["layout"] == DRIFT:
                    drifting.add(record.id)
                truth |= dict(_truth(record, expected))
                contradictions += [
                    (record.id, one["kind"], _printed(one)) for one in expected["contradictions"]
                ]
        book = SeriesBook(store, Wording(vocabulary), Corrections())
        scores = _judged(truth, _found(store, book))
        audit = _audit_book(store, book, vocabulary, Path(folder))
        for score, wanted in (
            (scores.audit, lambda issue: issue not in drifting),
            (scores.audit_of_drift, drifting.__contains__),
        ):
            score.add(_audited(audit, [one for one in contradictions if wanted(one[0])], wanted))
        scores.agreeing = sum(one.count for one in audit.counts() if one.verdict == "ok")
        store.close()
    return scores


def table(scores: SeriesScores) -> str:
    """The scores as a Markdown table."""
    return "\n".join(
        (
            "| measure | value | over |",
            "|---|---|---|",
            f"| series purity | {scores.purity.recall:.4f} "
            f"| {_total(scores.purity)} observations |",
            f"| series completeness | {scores.completeness.recall:.4f} "
            f"| {_total(scores.completeness)} observations of {scores.series} series |",
            f"| series purity, words drift | {scores.purity_of_drift.recall:.4f} "
            f"| {_total(scores.purity_of_drift)} observations |",
            f"| series completeness, words drift | {scores.completeness_of_drift.recall:.4f} "
            f"| {_total(scores.completeness_of_drift)} observations |",
            f"| audit precision | {scores.audit.precision:.4f} "
            f"| {scores.audit.right + scores.audit.wrong} mismatches reported |",
            f"| audit recall | {scores.audit.recall:.4f} "
            f"| {scores.audit.right + scores.audit.missed} deliberate contradictions |",
            f"| audit precision, words drift | {scores.audit_of_drift.precision:.4f} "
            f"| {scores.audit_of_drift.right + scores.audit_of_drift.wrong} mismatches reported |",
            f"| audit recall, words drift | {scores.audit_of_drift.recall:.4f} "
            f"| {scores.audit_of_drift.right + scores.audit_of_drift.missed} contradictions, "
            "most of them a changed unit |",
            f"| checks that agree | {scores.agreeing} | |",
            "",
        )
    )


def reached(scores: SeriesScores) -> dict[str, float]:
    """What floors are held against."""
    return {
        "series.purity": scores.purity.recall,
        "series.completeness": scores.completeness.recall,
        "series.purity_of_drift": scores.purity_of_drift.recall,
        "series.completeness_of_drift": scores.completeness_of_drift.recall,
        "audit.precision": scores.audit.precision,
        "audit.recall": scores.audit.recall,
        "audit.precision_of_drift": scores.audit_of_drift.precision,
        "audit.recall_of_drift": scores.audit_of_drift.recall,
    }


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary(None)


def _read(path: Path) -> IssueRecord:
    return make_record(parse(path, Limits()), _vocabulary())


def _save(store: SqlStore, path: Path, record: IssueRecord) -> None:
    proofs = [provenance(record, f.item, f.span, f.rule) for f in record.findings.figures]
    store.save(record, path, proofs)


def _truth(record: IssueRecord, expected: Mapping[str, Any]) -> Iterator[tuple[Place, Key]]:
    """What each figure of an issue counts, by its place in the text as read. An item that was
    read otherwise than printed has no place: its figures can only be missed."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for item in reversed(record.issue.items):
        waiting[item.text].append(item.key)
    seen: Counter[Key] = Counter()
    for number, item in enumerate(expected["items"]):
        keys = waiting[item["text"]]
        read_as = keys.pop() if keys else f"?{number}"
        for figure in item["figures"]:
            if figure["period_type"] is None or figure["metric"] is None:
                continue
            comparison = figure["comparison"] and figure["comparison"]["kind"]
            counted = figure.get("series")
            key: Key = (
                expected["layout"],
                counted or figure["metric"],
                figure["subject"],
                None if counted else figure["unit"],
                figure["period_type"],
                comparison,
                item["kind"],
            )
            seen[key] += 1
            yield (record.id, read_as, figure["start"]), (*key, seen[key])


def _found(store: SqlStore, book: SeriesBook) -> dict[Place, str]:
    """The series of every figure."""
    found: dict[Place, str] = {}
    for bulletin in store.revisions():
        series = book.catalog(bulletin).of_strand
        for one in store.reported(bulletin):
            if one.strand is not None and one.strand in series:
                figure = one.stored.figure
                found[one.issue, figure.item, figure.span.start] = series[one.strand].id
    return found


def _judged(truth: Mapping[Place, Key], found: Mapping[Place, str]) -> SeriesScores:
    scores = SeriesScores()
    by_series: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    by_key: defaultdict[Key, Counter[str | None]] = defaultdict(Counter)
    for place, key in truth.items():
        series = found.get(place)
        by_key[key][series] += 1
        if series is not None:
            by_series[series][key] += 1
    for kinds in by_series.values():
        if kinds.total() > 1:
            right = kinds.most_common(1)[0][1]
            of_drift = next(iter(kinds))[0] == DRIFT
            purity = scores.purity_of_drift if of_drift else scores.purity
            purity.add(Score(right, 0, kinds.total() - right))
    for key, places in by_key.items():
        if places.total() > 1:
            of_drift = key[0] == DRIFT
            scores.series += not of_drift
            right = max((n for series, n in places.items() if series is not None), default=0)
            complete = scores.completeness_of_drift if of_drift else scores.completeness
            complete.add(Score(right, 0, places.total() - right))
    return scores


def _audit_book(
    store: SqlStore, book: SeriesBook, vocabulary: Vocabulary, folder: Path
) -> AuditBook:
    return AuditBook(store, book, vocabulary.series, folder / "audit", "")


def _audited(
    book: AuditBook,
    contradictions: Sequence[tuple[str, str, Decimal]],
    wanted: Callable[[str], bool],
) -> Score:
    """What is reported of some issues against what contradicts itself there."""
    reported = Counter(
        (one.issue, str(one.check), one.printed)
        for one in book.every(AuditRequest())
        if one.verdict == "mismatch" and wanted(one.issue)
    )
    there = Counter(contradictions)
    right = (reported & there).total()
    return Score(right, reported.total() - right, there.total() - right)


def _printed(contradiction: Mapping[str, str]) -> Decimal:
    """In the unit the archive keeps: the maker writes 兑付 in 万元."""
    scale = 10_000 if contradiction["metric"] == "兑付" else 1
    return Decimal(contradiction["printed"]) * scale


def _total(score: Score) -> int:
    return score.right + score.missed
