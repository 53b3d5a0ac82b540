"""From reported figures to the observations of a series: periods, vintages and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from archive.model import Figure, PeriodType
from archive.series.ledger import missing_between
from archive.series.nouns import Gap, Observation, Observations, Series
from archive.series.wording import Wording
from archive.store.port import IssueSummary, Reported


class Run:
    """The issues of a bulletin, all of them in order of time, and what is missing among them."""

    def __init__(self, issues: Sequence[IssueSummary]) -> None:
        self.issues = issues
        self.places = {issue.id: place for place, issue in enumerate(issues)}
        self._current = [issue for issue in issues if issue.superseded_by is None]
        self._nth = {issue.id: nth for nth, issue in enumerate(self._current)}
        missing = (missing_between(*pair) for pair in pairwise(self._current))
        self._missing = {nth: numbers for nth, numbers in enumerate(missing) if numbers}

    def gaps(self, observations: Sequence[Observation]) -> tuple[Gap, ...]:
        """What is missing between each observation and the next."""
        nth = self._nth
        shown = sorted(
            {
                one.as_reported_in
                for one in observations
                if one.latest and one.as_reported_in in nth
            },
            key=nth.__getitem__,
        )
        gaps = []
        for after, before in pairwise(shown):
            between = range(nth[after], nth[before])
            if len(between) == 1 and between[0] not in self._missing:
                continue
            missing = tuple(one for at in between for one in self._missing.get(at, ()))
            gaps.append(
                Gap(after, before, missing, tuple(self._current[n].id for n in between[1:]))
            )
        return tuple(gaps)


def observe(
    series: Series, reported: Iterable[Reported], run: Run, wording: Wording
) -> Observations:
    """The observations of ``series`` from its figures, all vintages, in order of time, ``run``
    being that of its bulletin."""
    figures = list(reported)
    vintages: dict[object, int] = {}
    for index, one in enumerate(figures):
        if one.superseded_by is None:
            # Issues come in order of time: the last to report a period has the last word.
            vintages[_period_or_issue(one)] = index
    latest = set(vintages.values())
    observations = [
        _observation(series, one, wording, latest=index in latest)
        for index, one in enumerate(figures)
    ]
    observations.sort(
        key=lambda one: (
            str(one.period.end if one.period else one.reported_on or ""),
            run.places.get(one.as_reported_in, 0),
        )
    )
    return Observations(series, tuple(observations), run.gaps(observations))


def value_of(figure: Figure, wording: Wording) -> Decimal:
    """A figure's value in the unit of its series, signed where it is a stated change."""
    _, factor = wording.unit(figure.unit)
    sign = figure.comparison.sign if figure.comparison else 1
    return figure.value * factor * sign


def _period_or_issue(reported: Reported) -> object:
    """What reports of the same thing have in common: the period they speak of or, where that is
    not known, the issue or its reprint."""
    return reported.stored.figure.period or reported.superseded_by or reported.issue


def _observation(
    series: Series, reported: Reported, wording: Wording, *, latest: bool
) -> Observation:
    figure = reported.stored.figure
    high = figure.value_high
    return Observation(
        series=series.id,
        period_type=figure.period_type,
        period=figure.period,
        no_period=why_no_period(figure),
        value=value_of(figure, wording),
        value_high=None if high is None else high * wording.unit(figure.unit)[1],
        printed=figure.surface,
        as_reported_in=reported.issue,
        reported_on=reported.stored.issue_date,
        latest=latest,
        figure=reported.stored,
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
