"""From issue to issue: what changes start from, stated rises and falls, units, and revisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise

from archive.model import ComparisonKind, Period, PeriodType
from archive.series.audit.nouns import Check, Finding, Point, Role, Verdict
from archive.series.audit.points import tolerance
from archive.series.audit.timeline import Timeline
from archive.series.audit.writing import Writer, number
from archive.series.nouns import Series, SeriesKind

_POINTS = ("个百分点", "百分点")
_HANDED_OVER = 3
"""A unit that so many issues print is a habit, not a slip beside another thing."""
_MOST = Decimal("0.8")
"""So many of the issues print what is reported regularly."""


class HistoryAuditor:
    """Checks the series of one bulletin against their own past; ``points`` are those of each
    series in order of time, current ones only."""

    def __init__(
        self, timeline: Timeline, points: Mapping[str, Sequence[Point]], writer: Writer
    ) -> None:
        self._timeline = timeline
        self._points = points
        self._writer = writer

    def changes(self, series: Series) -> Iterator[Finding]:
        """由A调整为B: A is what the issue before ended with. Limits and the like that an office
        cuts now here, now there (no period) are not one thing through time."""
        if series.kind is not SeriesKind.STOCK:
            return
        previous: Point | None = None
        for point in self._points[series.id]:
            earlier, previous = previous, point if point.plain else None
            if earlier is None or point.change_from is None:
                continue
            start = point.change_from * point.factor
            off = abs(start - earlier.value) > tolerance(earlier, point)
            if self._timeline.adjacent(earlier.place, point.place):
                verdict = Verdict.MISMATCH if off else Verdict.OK
            elif not off:
                verdict = Verdict.OK
            elif self._timeline.missing(earlier.place, point.place):
                verdict = Verdict.GAP
            else:
                continue
            yield self._writer.finding(
                Check.CHANGE_FROM,
                verdict,
                point,
                [(Role.EARLIER, earlier)],
                f"前期为{number(earlier.value, point.unit)}，本期变动由此算起",
                expected=earlier.value,
                printed=start,
            )

    def units(self, series: Series) -> Iterator[Finding]:
        """A unit other than in the issue before."""
        units = {member.strand: member.unit for member in series.members}
        if len(set(units.values())) < 2:
            return
        previous: Point | None = None
        for point in self._points[series.id]:
            earlier, previous = previous, point
            if earlier is not None and earlier.unit != point.unit:
                yield self._drifted(earlier, point)

    def handed_over(self, every: Sequence[Series]) -> Iterator[Finding]:
        """A unit other than in the issue before, where wording or unit kept one thing apart as two
        series: of what agrees in all else, one ends and the other goes on in the next issue,
        most issues print one of them and none prints both, at a like size."""
        alike: defaultdict[tuple[object, ...], list[Series]] = defaultdict(list)
        for series in every:
            if (
                series.period_type is not None
                and series.comparison is None
                and len(self._points.get(series.id, ())) >= _HANDED_OVER
            ):
                key = (series.metric, series.subject, series.period_type, series.tabular)
                alike[(*key, series.row, series.additive)].append(series)
        for some in alike.values():
            for one, other in combinations(some, 2):
                if one.unit != other.unit:
                    yield from self._handed_over(self._points[one.id], self._points[other.id])

    def _handed_over(self, one: Sequence[Point], other: Sequence[Point]) -> Iterator[Finding]:
        both = sorted((*one, *other), key=lambda point: point.place)
        places = {point.place for point in both}
        issues = self._timeline.issues(both[0].place, both[-1].place)
        if len(places) < len(both) or len(places) < _MOST * issues:
            return
        for earlier, point in pairwise(both):
            if (
                earlier.series is not point.series
                and earlier.unit != point.unit
                and self._timeline.adjacent(earlier.place, point.place)
                and _of_like_size(point, one if earlier.series is one[0].series else other)
            ):
                yield self._drifted(earlier, point)

    def _drifted(self, earlier: Point, point: Point) -> Finding:
        return self._writer.finding(
            Check.UNIT_DRIFT,
            Verdict.MISMATCH,
            point,
            [(Role.EARLIER, earlier)],
            f"前期以“{earlier.unit}”计，本期以“{point.unit}”计",
            expected=None,
        )

    def compared(self, stated: Point, base: Point) -> Iterator[Finding]:
        """同比 and 环比: ``stated`` says by how much ``base`` rose or fell."""
        comparison, series = stated.comparison, base.series
        if comparison is None or series is None or not (stated.plain and base.plain):
            return
        if comparison.kind is ComparisonKind.YEAR_ON_YEAR:
            check = Check.YEAR_ON_YEAR
            earlier = self._year_before(series, base)
        else:
            check = Check.PERIOD_ON_PERIOD
            earlier = self._issue_before(series, base)
        if earlier is None or not earlier.plain:
            return
        found = _change(stated, base, earlier)
        if found is None:
            return
        expected, slack = found
        off = abs(stated.value - expected) > slack
        yield self._writer.finding(
            check,
            Verdict.MISMATCH if off else Verdict.OK,
            stated,
            [(Role.BASE, base), (Role.EARLIER, earlier)],
            f"由{earlier.printed}到{base.printed}，变动{number(expected, stated.unit)}",
            expected=expected,
        )

    def revisions(self, series: Series, superseded: Sequence[Point]) -> Iterator[Finding]:
        """One period with two values: in a reprint, or as a later issue reports it."""
        by_place = {point.place: point for point in self._points[series.id]}
        for old in superseded:
            new = by_place.get(old.place)
            if new is not None and new.value != old.value:
                yield self._revised(old, new, "重印后")
        by_period: defaultdict[Period, list[Point]] = defaultdict(list)
        for point in self._points[series.id]:
            if point.period is not None:
                by_period[point.period].append(point)
        for some in by_period.values():
            for point in some[:-1]:
                if point.value != some[-1].value and point.plain and some[-1].plain:
                    yield self._revised(point, some[-1], "后期")

    def _revised(self, old: Point, new: Point, when: str) -> Finding:
        return self._writer.finding(
            Check.REVISION,
            Verdict.REVISED,
            old,
            [(Role.BASE, new)],
            f"同一时段{when}为{number(new.value, new.unit)}",
            expected=new.value,
        )

    def _issue_before(self, series: Series, base: Point) -> Point | None:
        if series.kind is SeriesKind.YEAR_TO_DATE:
            return None
        return next(
            (
                point
                for point in self._points[series.id]
                if self._timeline.adjacent(point.place, base.place)
            ),
            None,
        )

    def _year_before(self, series: Series, base: Point) -> Point | None:
        """The observation of the same stretch of the year before. A week of last year is no
        other week's year before."""
        if base.period is None or series.period_type is PeriodType.WEEK:
            return None
        wanted = {_year_earlier(base.period.start), _year_earlier(base.period.end)}
        return next(
            (
                point
                for point in self._points[series.id]
                if point.period is not None and {point.period.start, point.period.end} == wanted
            ),
            None,
        )


def _of_like_size(point: Point, before: Sequence[Point]) -> bool:
    """Whether a number is neither under half the least nor over twice the most of ``before``."""
    values = [one.value for one in before]
    return min(values) / 2 <= point.value <= max(values) * 2


def _year_earlier(day: dt.date) -> dt.date:
    """The same day a year before; the end of a month stays the end of the month."""
    if (day + dt.timedelta(days=1)).day == 1:
        following = day + dt.timedelta(days=1)
        return following.replace(year=following.year - 1) - dt.timedelta(days=1)
    return day.replace(year=day.year - 1)


def _change(stated: Point, base: Point, earlier: Point) -> tuple[Decimal, Decimal] | None:
    """By how much ``base`` really changed, in the unit of ``stated``, and how far rounding may put
    that off. None where the two cannot be compared."""
    step = stated.step or Decimal(1)
    difference = base.value - earlier.value
    if stated.unit in _POINTS and base.unit == "%":
        return difference, tolerance(base, earlier) + step
    if stated.unit == base.unit and stated.unit != "%":
        return difference, tolerance(stated, base, earlier)
    if stated.unit != "%" or base.unit == "%" or earlier.value <= 0:
        return None
    rate = 100 * difference / earlier.value
    blur = 100 * tolerance(base, earlier) * (1 + abs(rate) / 100) / earlier.value
    return rate.quantize(step, ROUND_HALF_UP), step + blur
