"""The arithmetic audit of a bulletin: figures are compared and flagged, never changed.

One pass reads the figures in order of the issues. What stands in one sentence or one table is
compared as it comes by; what runs from issue to issue is compared when all are read. Only like is
compared with like: numbers with 约, 余 or a range are left out, rounded ones may be off by what was
rounded away, and series that mostly do not fit together are not held against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from archive.model import PeriodType
from archive.series.audit.chains import ChainAuditor, flows_of
from archive.series.audit.histories import HistoryAuditor
from archive.series.audit.nouns import Check, Finding, Point, Role, Verdict
from archive.series.audit.points import point_of, values
from archive.series.audit.sentences import Sentence, SentenceAuditor, sentences_of
from archive.series.audit.tables import TableAuditor
from archive.series.audit.timeline import Timeline
from archive.series.audit.writing import Writer
from archive.series.catalog import Catalog
from archive.series.nouns import Series, SeriesKind
from archive.series.wording import Wording
from archive.store.nouns import IssueSummary, Reported, StoredFigure, StoredItem
from archive.vocabulary.schema import SeriesWords

_TABLES_AT_ONCE = 100
_LATER_ISSUES = 10
"""So many issues later a correction (更正) may still come."""
_WITHIN_SERIES = (
    Check.PERCENTAGE,
    Check.SENTENCE_TOTAL,
    Check.TABLE_TOTAL,
    Check.CHANGE_PARTS,
    Check.CHANGE_FROM,
    Check.YEAR_ON_YEAR,
    Check.PERIOD_ON_PERIOD,
)

_SUMMED = (Role.EARLIER, Role.ADDED, Role.PART)

Items = Callable[[Sequence[str]], Mapping[str, StoredItem]]
Correcting = Callable[[str], Sequence[StoredItem]]
"""The errata of an issue (by id)."""


class Audit:
    """The audit of one bulletin. ``items`` of the store answers for its tables, ``correcting``
    for what errata say."""

    def __init__(
        self,
        catalog: Catalog,
        issues: Sequence[IssueSummary],
        items: Items,
        correcting: Correcting,
        words: SeriesWords,
        wording: Wording,
        bulletin: str,
    ) -> None:
        self._catalog = catalog
        self._timeline = Timeline(issues)
        self._items = items
        self._correcting = lru_cache(maxsize=None)(correcting)
        self._wording = wording
        writer = Writer(bulletin, {issue.id: issue.date for issue in issues})
        self._sentences = SentenceAuditor(words, wording, writer)
        self._tables = TableAuditor(words, wording, writer)
        self._amended = re.compile("|".join(map(re.escape, words.amendments)) or r"(?!)")
        self._writer = writer
        self._points: defaultdict[str, list[Point]] = defaultdict(list)
        self._superseded: defaultdict[str, list[Point]] = defaultdict(list)
        self._stated: list[tuple[Point, Point]] = []
        self._amendments: list[Point] = []

    def findings(self, reported: Iterable[Reported]) -> Iterator[Finding]:
        """All that is found, whatever the verdict, from the bulletin's figures in order of its
        issues; the findings of one series stand in order of time."""
        found = list(self._within(reported))
        history = HistoryAuditor(self._timeline, self._points, self._writer)
        chains = ChainAuditor(self._timeline, self._points, self._writer)
        for stated, base in self._stated:
            found += history.compared(stated, base)
        every = list(self._catalog.series.values())
        flows = _by_metric(every)
        for series in every:
            if series.id not in self._points:
                continue
            found += history.changes(series)
            found += history.units(series)
            found += history.revisions(series, self._superseded[series.id])
            if _is_running_total(series):
                found += chains.check(series, flows_of(series, flows[series.metric]))
        known = {finding.id for finding in found}
        for finding in history.handed_over(every):
            if finding.id not in known:
                known.add(finding.id)
                found.append(finding)
        for finding in _credible(found):
            yield self._explained(finding)

    def _within(self, reported: Iterable[Reported]) -> Iterator[Finding]:
        """What the issues say by themselves; on the way, points are gathered for the rest."""
        tables: dict[str, list[Point]] = {}
        for _, of_issue in groupby(reported, key=lambda one: one.issue):
            figures = list(self._gather(of_issue))
            for sentence in sentences_of(figures):
                yield from self._sentences.check(sentence)
                self._stated += _comparisons(sentence)
            in_tables = {
                point.item for _, point in figures if point.series and point.series.tabular
            }
            for _, point in figures:
                if point.item in in_tables:
                    tables.setdefault(f"{point.issue}:{point.item}", []).append(point)
            if len(tables) >= _TABLES_AT_ONCE:
                yield from self._check_tables(tables)
                tables = {}
        yield from self._check_tables(tables)

    def _gather(self, reported: Iterable[Reported]) -> Iterator[tuple[StoredFigure, Point]]:
        """The figures of one current issue with their points."""
        for one in reported:
            place = self._timeline.places.get(one.superseded_by or one.issue)
            if place is None:
                continue
            series = None if one.strand is None else self._catalog.of_strand.get(one.strand)
            point = point_of(one, place, series, self._wording)
            if not point.current:
                if series is not None:
                    self._superseded[series.id].append(point)
                continue
            if series is not None:
                self._points[series.id].append(point)
            if self._amended.search(one.stored.provenance.quote):
                self._amendments.append(point)
            yield one.stored, point

    def _check_tables(self, tables: Mapping[str, Sequence[Point]]) -> Iterator[Finding]:
        stored = self._items(list(tables))
        for name, points in tables.items():
            if name in stored:
                yield from self._tables.check(stored[name].item, points)

    def _explained(self, finding: Finding) -> Finding:
        """A mismatch that a reprint or a correction explains is a revision."""
        if finding.verdict is not Verdict.MISMATCH or finding.expected is None:
            return finding
        by = self._erratum(finding) or self._amendment(finding)
        if by is None:
            return finding
        message = f"{finding.message}；{by} 已作更正"
        return replace(finding, verdict=Verdict.REVISED, message=message)

    def _erratum(self, finding: Finding) -> str | None:
        """The issue with an erratum that gives the right number: what was expected, or that of a
        part with which the sum comes out."""
        stated, *others = finding.observations
        right = {(stated.issue, finding.expected)}
        right |= {
            (one.issue, one.value + finding.difference)
            for one in others
            if finding.difference and one.role in _SUMMED
        }
        for issue in dict.fromkeys(issue for issue, _ in right):
            for stored in self._correcting(issue):
                if any((issue, one) in right for one in values(stored.item.text, finding.unit)):
                    return stored.issue.id
        return None

    def _amendment(self, finding: Finding) -> str | None:
        """The issue in which a sentence soon after speaks of a mistake and gives what was
        expected."""
        place = self._timeline.places[finding.issue]
        for point in self._amendments:
            if (
                0 <= point.place - place <= _LATER_ISSUES
                and point.id != finding.observations[0].figure
                and (point.value, point.unit) == (finding.expected, finding.unit)
            ):
                return point.issue
        return None


def _is_running_total(series: Series) -> bool:
    return series.additive and (
        series.kind is SeriesKind.YEAR_TO_DATE or series.period_type is PeriodType.CUMULATIVE
    )


def _by_metric(every: Sequence[Series]) -> dict[str, list[Series]]:
    found: defaultdict[str, list[Series]] = defaultdict(list)
    for series in every:
        found[series.metric].append(series)
    return found


def _comparisons(sentence: Sentence) -> Iterator[tuple[Point, Point]]:
    """Each stated rise or fall of a sentence with the number it is about: the last one before it
    of the same metric and subject."""
    for index, (figure, point) in enumerate(sentence.figures):
        if figure.comparison is None:
            continue
        for other, base in reversed(sentence.figures[:index]):
            if other.comparison is None:
                if (other.metric, other.subject) == (figure.metric, figure.subject):
                    yield point, base
                break


def _credible(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without the mismatches of what mostly mismatches: there, unlike things are compared."""
    verdicts: defaultdict[tuple[Check, str | None], list[Verdict]] = defaultdict(list)
    for finding in findings:
        verdicts[finding.check, finding.series].append(finding.verdict)
    for finding in findings:
        some = verdicts[finding.check, finding.series]
        wrong = Decimal(some.count(Verdict.MISMATCH))
        if (
            finding.verdict is Verdict.MISMATCH
            and finding.check in _WITHIN_SERIES
            and wrong > max(1, some.count(Verdict.OK))
        ):
            continue
        yield finding
