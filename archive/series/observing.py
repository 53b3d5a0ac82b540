"""From reported figures to the observations of a series: periods, vintages and gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from archive.model import Figure, PeriodType
from archive.series.ledger import missing_between
from archive.series.nouns import Gap, Observation, Observations, Order, Series
from archive.series.wording import Wording
from archive.store.nouns import FigurePlace, IssueSummary, StoredFigure, Vintage


class Run:
    """The issues of a bulletin, all of them in order of time, and what is missing among them."""

    def __init__(self, issues: Sequence[IssueSummary]) -> None:
        self.issues = issues
        self.places = {issue.id: place for place, issue in enumerate(issues)}
        self._current = [issue for issue in issues if issue.superseded_by is None]
        self._nth = {issue.id: nth for nth, issue in enumerate(self._current)}
        missing = (missing_between(*pair) for pair in pairwise(self._current))
        self._missing = {nth: numbers for nth, numbers in enumerate(missing) if numbers}

    def gaps(self, issues: Iterable[str]) -> tuple[Gap, ...]:
        """What is missing between each of some issues and the next; superseded ones are passed
        over."""
        nth = self._nth
        shown = sorted({nth[one] for one in issues if one in nth})
        gaps = []
        for after, before in pairwise(shown):
            between = range(after, before)
            if len(between) == 1 and between[0] not in self._missing:
                continue
            missing = tuple(one for at in between for one in self._missing.get(at, ()))
            silent = tuple(self._current[n].id for n in between[1:])
            gaps.append(Gap(self._current[after].id, self._current[before].id, missing, silent))
        return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Told:
    """A vintage, and whether it is the latest of its period."""

    vintage: Vintage
    latest: bool

    @property
    def day(self) -> dt.date | None:
        """When its period ends, or when its issue appeared where that is not known."""
        period = self.vintage.period
        return period.end if period else self.vintage.issue_date


def observe(
    series: Series,
    vintages: Sequence[Vintage],
    read: Callable[[Sequence[FigurePlace]], Mapping[FigurePlace, StoredFigure]],
    run: Run,
    wording: Wording,
    *,
    keep: Callable[[Told], bool] = lambda told: True,
    order: Order = Order.OLDEST,
    part: slice = slice(None),
) -> Observations:
    """The observations of ``series`` that are to be kept, in order, and of them a ``part``.

    ``vintages`` are its figures in order of the issues of ``run``, that of its bulletin; which is
    the latest and where gaps are depends on them all, but only the part is ``read``."""
    told = _in_order(vintages, run)
    kept = [one for one in told if keep(one)]
    if order is Order.NEWEST:
        kept.reverse()
    shown = kept[part]
    figures = read([one.vintage.place for one in shown])
    gaps = run.gaps(one.vintage.issue for one in told if one.latest)
    known, before = ({one.vintage.issue for one in some} for some in (kept, shown))
    return Observations(
        series,
        len(kept),
        tuple(
            _observation(series, one, figures[one.vintage.place], wording)
            for one in shown
            # An issue may be read again between two questions.
            if one.vintage.place in figures
        ),
        tuple(gap for gap in gaps if gap.after in known and gap.before in before),
    )


def value_of(figure: Figure, wording: Wording) -> Decimal:
    """A figure's value in the unit of its series, signed where it is a stated change."""
    _, factor = wording.unit(figure.unit)
    sign = figure.comparison.sign if figure.comparison else 1
    return figure.value * factor * sign


def _period_or_issue(vintage: Vintage) -> object:
    """What reports of the same thing have in common: the period they speak of or, where that is
    not known, the issue or its reprint."""
    return vintage.period or vintage.superseded_by or vintage.issue


def _in_order(vintages: Sequence[Vintage], run: Run) -> list[Told]:
    last: dict[object, int] = {}
    for index, one in enumerate(vintages):
        if one.superseded_by is None:
            # The last to report a period has the last word.
            last[_period_or_issue(one)] = index
    latest = set(last.values())
    told = [Told(one, index in latest) for index, one in enumerate(vintages)]
    told.sort(key=lambda one: (str(one.day or ""), run.places.get(one.vintage.issue, 0)))
    return told


def _observation(series: Series, told: Told, stored: StoredFigure, wording: Wording) -> Observation:
    figure, vintage = stored.figure, told.vintage
    high = figure.value_high
    return Observation(
        series=series.id,
        period_type=figure.period_type,
        period=figure.period,
        no_period=why_no_period(figure),
        value=value_of(figure, wording),
        value_high=None if high is None else high * wording.unit(figure.unit)[1],
        printed=figure.surface,
        as_reported_in=vintage.issue,
        reported_on=vintage.issue_date,
        latest=told.latest,
        figure=stored,
    )


def why_no_period(figure: Figure) -> str | None:
    """Why the days that a figure speaks of are not known, in Chinese; None where they are."""
    if figure.period is not None:
        return None
    match figure.period_type:
        case None:
            return "原文没有说明所指的时段"
        case PeriodType.CUMULATIVE:
            return "原文没有写明累计的确切起止日期"
        case PeriodType.POINT:
            return "原文没有写明是哪一天的数，报头也没有印明日期"
        case _:
            return "报头没有印明本期起止日期，无从推算"
