"""From issue to issue: running totals against what was added, and totals that fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.model import PeriodType
from archive.series.audit.nouns import Check, Finding, Point, Role, Verdict
from archive.series.audit.points import tolerance
from archive.series.audit.timeline import Timeline
from archive.series.audit.writing import Writer, number
from archive.series.nouns import Series, SeriesKind

_REGULAR = Decimal("0.5")
"""A series is a regular one where at least this share of the issues between its first and its
last reports it: stories told now and then under one name may be of different things."""


@dataclass(slots=True)
class _Base:
    """What the next total is measured against. ``point`` is the last total; where it was found
    wrong, ``right`` is what it should have been, as far as known, and ``floor`` the last total
    that was right."""

    point: Point
    floor: Decimal
    wrong: bool = False
    right: Decimal | None = None

    def starts(self) -> list[Decimal]:
        """What the next total may go on from, the likelier first: a misprint is mostly not
        carried on."""
        if not self.wrong:
            return [self.point.value]
        return [value for value in (self.right, self.point.value) if value is not None]


class ChainAuditor:
    """Checks the totals of one bulletin; ``points`` are those of each series in order of time."""

    def __init__(
        self, timeline: Timeline, points: Mapping[str, Sequence[Point]], writer: Writer
    ) -> None:
        self._timeline = timeline
        self._points = points
        self._writer = writer

    def check(self, series: Series, flows: Sequence[Series]) -> Iterator[Finding]:
        """The totals of a year-to-date or cumulative ``series``. ``flows`` are the series that
        may be what was added: of these the one counts that fits best, and only if it mostly
        fits; a total is not compared with what is something else."""
        totals = self._points[series.id]
        best: list[Finding] | None = None
        for flow in flows:
            added = {point.place: point for point in self._points[flow.id]}
            findings = list(self._chain(series, totals, added))
            if _fits(findings, totals, added) and (
                best is None or _agreeing(findings) > _agreeing(best)
            ):
                best = findings
        if best is None:
            best = list(self._chain(series, totals, {})) if self._regular(totals) else []
        yield from best

    def _regular(self, totals: Sequence[Point]) -> bool:
        issues = self._timeline.issues(totals[0].place, totals[-1].place)
        return len(totals) >= 3 and Decimal(len(totals)) / issues >= _REGULAR

    def _chain(
        self, series: Series, totals: Sequence[Point], added: Mapping[int, Point]
    ) -> Iterator[Finding]:
        base: _Base | None = None
        for index, total in enumerate(totals):
            if not total.plain:
                base = None
                continue
            if base is None or (
                series.kind is SeriesKind.YEAR_TO_DATE
                and not self._timeline.same_year(base.point, total)
            ):
                base = _Base(total, total.value)
                continue
            before, here = base.point.place, total.place
            flow = added.get(here)
            if flow is not None and not flow.plain:
                flow = None
            if flow is not None and self._timeline.adjacent(before, here):
                finding, base = self._link(series, base, total, flow)
                if finding is not None:
                    yield finding
            elif total.value < base.floor - tolerance(total, base.point):
                spike = self._is_spike(totals, index)
                blamed = totals[index - 1] if spike and not base.wrong else total
                yield self._fall(series, blamed, base)
                if blamed is total:
                    base = _Base(total, base.floor, wrong=True)
                else:
                    base = _Base(total, total.value)
            else:
                if flow is not None and self._timeline.missing(before, here):
                    yield self._gap(series, base, total, flow)
                base = _Base(total, total.value)

    def _link(
        self, series: Series, base: _Base, total: Point, flow: Point
    ) -> tuple[Finding | None, _Base]:
        """One total against the one before and what was added."""
        slack = tolerance(base.point, flow, total)
        sums = [start + flow.value for start in base.starts()]
        others = [(Role.EARLIER, base.point), (Role.ADDED, flow)]
        fitting = next((one for one in sums if abs(total.value - one) <= slack), None)
        right = _Base(total, total.value)
        if fitting is not None:
            finding = self._writer.finding(
                _sum_check(series),
                Verdict.OK,
                total,
                others,
                _sum_reason(fitting - flow.value, flow, fitting, total.unit),
                expected=fitting,
            )
            return finding, right
        if base.wrong and base.right is None and total.value - flow.value >= base.floor - slack:
            # The total before was too low by an unknown amount; this one may well be right.
            return None, right
        falls = total.value < base.floor - slack
        finding = self._writer.finding(
            _fall_check(series) if falls else _sum_check(series),
            Verdict.MISMATCH,
            total,
            others,
            _sum_reason(sums[0] - flow.value, flow, sums[0], total.unit),
            expected=sums[0],
        )
        return finding, _Base(total, max(base.floor, sums[0]), wrong=True, right=sums[0])

    def _fall(self, series: Series, blamed: Point, base: _Base) -> Finding:
        return self._writer.finding(
            _fall_check(series),
            Verdict.MISMATCH,
            blamed,
            [] if blamed is base.point else [(Role.EARLIER, base.point)],
            f"累计数不应低于此前的{number(base.floor, blamed.unit)}"
            if blamed is not base.point
            else "此后各期的累计数均低于此数",
            expected=base.floor if blamed is not base.point else None,
        )

    def _gap(self, series: Series, base: _Base, total: Point, flow: Point) -> Finding:
        expected = base.point.value + flow.value
        others = [(Role.EARLIER, base.point), (Role.ADDED, flow)]
        fits = abs(total.value - expected) <= tolerance(base.point, flow, total)
        return self._writer.finding(
            _sum_check(series),
            Verdict.OK if fits else Verdict.GAP,
            total,
            others,
            _sum_reason(base.point.value, flow, expected, total.unit),
            expected=expected,
        )

    def _is_spike(self, totals: Sequence[Point], index: int) -> bool:
        """Whether it is the total before that stands out: the next one is below it as well."""
        if index + 1 >= len(totals):
            return False
        before, total, after = totals[index - 1], totals[index], totals[index + 1]
        if not self._timeline.same_year(before, after):
            return False
        fits_before = index < 2 or total.value >= totals[index - 2].value
        return total.value <= after.value < before.value and fits_before


def flows_of(series: Series, all_series: Sequence[Series]) -> list[Series]:
    """The series that may be what was added to the totals of ``series`` from issue to issue: the
    same thing counted under the same heading, each time."""
    headings = {member.heading for member in series.members}
    return [
        other
        for other in all_series
        if other.kind is SeriesKind.FLOW
        and other.period_type is not PeriodType.YEAR
        and other.additive
        and (other.metric, other.subject, other.unit, other.tabular, other.row)
        == (series.metric, series.subject, series.unit, series.tabular, series.row)
        and not headings.isdisjoint(member.heading for member in other.members)
    ]


def _agreeing(findings: Sequence[Finding]) -> int:
    return sum(finding.verdict is Verdict.OK for finding in findings)


def _fits(findings: Sequence[Finding], totals: Sequence[Point], added: Mapping[int, Point]) -> bool:
    """Whether what was added and the totals are of the same thing: they agree much more often than
    not. Where there is little to go by, they must stand in one sentence."""
    agreeing = _agreeing(findings)
    wrong = sum(finding.verdict is Verdict.MISMATCH for finding in findings)
    if agreeing >= 3:
        return 3 * wrong <= agreeing
    pairs = [(total, added[total.place]) for total in totals if total.place in added]
    together = bool(pairs) and all(
        (total.item, total.sentence) == (flow.item, flow.sentence) for total, flow in pairs
    )
    return together and wrong <= max(1, agreeing)


def _sum_check(series: Series) -> Check:
    if series.kind is SeriesKind.YEAR_TO_DATE:
        return Check.YEAR_TO_DATE_SUM
    return Check.CUMULATIVE_SUM


def _fall_check(series: Series) -> Check:
    if series.kind is SeriesKind.YEAR_TO_DATE:
        return Check.YEAR_TO_DATE_FALLS
    return Check.CUMULATIVE_FALLS


def _sum_reason(start: Decimal, flow: Point, expected: Decimal, unit: str) -> str:
    return (
        f"前期累计{number(start, unit)}加本期{number(flow.value, unit)}为{number(expected, unit)}"
    )
