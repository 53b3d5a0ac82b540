"""A series at a lower frequency: which aggregations mean something, and which are refused."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from archive.errors import InvalidParameter
from archive.model import Period
from archive.series.nouns import (
    Aggregate,
    Aggregates,
    Aggregation,
    Frequency,
    Observation,
    Observations,
    Series,
    SeriesKind,
)

_ORDER = list(Frequency)
_TITLES = {
    Frequency.WEEK: "周",
    Frequency.MONTH: "月",
    Frequency.QUARTER: "季度",
    Frequency.YEAR: "年",
}


def allowed(series: Series) -> tuple[Aggregation, ...]:
    """The aggregations that mean something for a series, the usual one first.

    Only what happened within a period can be summed; of a year to date and of a stock the end of
    the period stands for it."""
    match series.kind:
        case SeriesKind.UNKNOWN:
            return ()
        case SeriesKind.FLOW if series.additive:
            return (Aggregation.SUM, Aggregation.MEAN, Aggregation.LAST)
        case _:
            return (Aggregation.LAST,)


def frequencies(series: Series) -> tuple[Frequency, ...]:
    """The frequencies a series can be brought to, those it has or lower ones."""
    if series.frequency is None or not allowed(series):
        return ()
    return tuple(_ORDER[_ORDER.index(series.frequency) :][1:])


def converted(
    found: Observations, frequency: Frequency, aggregation: Aggregation | None
) -> Aggregates:
    """Bring a series to a lower frequency; an observation counts where its period ends.

    Raises :class:`InvalidParameter` where that means nothing."""
    series = found.series
    _refuse(series, frequency, aggregation)
    chosen = aggregation or allowed(series)[0]
    inside: defaultdict[Period, list[Observation]] = defaultdict(list)
    for observation in found.observations:
        if observation.latest and observation.period is not None:
            inside[_around(observation.period.end, frequency)].append(observation)
    holes = {gap.before for gap in found.gaps}
    return Aggregates(
        series,
        frequency,
        chosen,
        tuple(
            Aggregate(
                period,
                _value(some, chosen),
                tuple(some),
                any(one.as_reported_in in holes for one in some),
            )
            for period, some in sorted(inside.items(), key=lambda pair: pair[0].start)
        ),
    )


def _refuse(series: Series, frequency: Frequency, aggregation: Aggregation | None) -> None:
    choices = allowed(series)
    if not choices:
        raise InvalidParameter(
            f"序列 {series.id} 的原文没有说明所指的时段，不能换算频率", parameter="frequency"
        )
    if series.frequency is None:
        raise InvalidParameter(
            f"序列 {series.id} 的观测间隔不明，不能换算频率", parameter="frequency"
        )
    if frequency not in frequencies(series):
        raise InvalidParameter(
            f"序列 {series.id} 按{_TITLES[series.frequency]}报告，不能换算为按{_TITLES[frequency]}",
            parameter="frequency",
            hint="只能换算为更低的频率",
        )
    if aggregation is not None and aggregation not in choices:
        reason = "各期之和没有意义" if series.kind is SeriesKind.FLOW else "它不是各期发生的数"
        raise InvalidParameter(
            f"序列 {series.id} 不能按 {aggregation} 汇总：{reason}",
            parameter="aggregation",
            hint=f"可用：{'、'.join(choices)}",
        )


def _value(observations: Sequence[Observation], aggregation: Aggregation) -> Decimal:
    values = [observation.value for observation in observations]
    match aggregation:
        case Aggregation.SUM:
            return sum(values, Decimal(0))
        case Aggregation.MEAN:
            return sum(values, Decimal(0)) / len(values)
        case Aggregation.LAST:
            return values[-1]


def _around(day: dt.date, frequency: Frequency) -> Period:
    """The calendar period that holds ``day``; weeks begin on Monday."""
    if frequency is Frequency.WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        return Period(monday, monday + dt.timedelta(days=6))
    months = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}[frequency]
    first = (day.month - 1) // months * months + 1
    start = dt.date(day.year, first, 1)
    following = dt.date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return Period(start, following - dt.timedelta(days=1))
