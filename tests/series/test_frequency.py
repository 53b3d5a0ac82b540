"""Bringing a series to a lower frequency, and refusing what would mean nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from archive.errors import InvalidParameter
from archive.model import PeriodType
from archive.series.catalog import Catalog
from archive.series.corrections import Corrections
from archive.series.frequency import allowed, converted, frequencies
from archive.series.nouns import Aggregation, Frequency, Observations
from archive.series.wording import Wording
from archive.vocabulary import load_vocabulary
from tests.series.strands import BULLETIN, issue, observed, reported, strand

WORDING = Wording(load_vocabulary(None))


def weeks(values: dict[int, str], **given: Any) -> Observations:
    issues = [issue(number) for number in values]
    [series] = Catalog(
        BULLETIN, [strand(1, "受理", list(values), **given)], WORDING, Corrections(), Frequency.WEEK
    ).series.values()
    figures = [reported(one, value) for one, value in zip(issues, values.values(), strict=True)]
    return observed(series, figures, issues, WORDING)


def test_weeks_sum_to_the_month_they_end_in() -> None:
    found = converted(weeks({4: "10", 5: "7", 6: "8"}), Frequency.MONTH, None)
    # 27 January is the fourth Friday of 2023, 3 and 10 February the next ones.
    assert [(one.period.start, one.value, len(one.of)) for one in found.aggregates] == [
        (dt.date(2023, 1, 1), Decimal(10), 1),
        (dt.date(2023, 2, 1), Decimal(15), 2),
    ]
    assert found.aggregation is Aggregation.SUM


def test_a_month_with_a_missing_week_says_so() -> None:
    found = converted(weeks({1: "10", 2: "7", 4: "8", 5: "1"}), Frequency.MONTH, None)
    assert [one.gaps for one in found.aggregates] == [True, False]


def test_of_a_year_to_date_the_end_of_the_period_is_taken() -> None:
    found = weeks({1: "10", 2: "17"}, period_type=PeriodType.YEAR_TO_DATE)
    [month] = converted(found, Frequency.MONTH, None).aggregates
    assert month.value == Decimal(17)
    assert month.period.end == dt.date(2023, 1, 31)


@pytest.mark.parametrize(
    ("given", "frequency", "aggregation", "parameter"),
    [
        ({"period_type": PeriodType.YEAR_TO_DATE}, Frequency.MONTH, Aggregation.SUM, "aggregation"),
        ({"period_type": PeriodType.CUMULATIVE}, Frequency.YEAR, Aggregation.MEAN, "aggregation"),
        ({"unit": "%"}, Frequency.MONTH, Aggregation.SUM, "aggregation"),
        ({"period_type": None}, Frequency.MONTH, None, "frequency"),
        ({}, Frequency.WEEK, None, "frequency"),
    ],
)
def test_conversions_that_mean_nothing_are_refused(
    given: dict[str, Any], frequency: Frequency, aggregation: Aggregation | None, parameter: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        converted(weeks({1: "10"}, **given), frequency, aggregation)
    assert refused.value.parameter == parameter


def test_what_is_offered_is_never_refused() -> None:
    for kind in (*PeriodType, None):
        found = weeks({1: "10", 2: "11"}, period_type=kind)
        for frequency in frequencies(found.series):
            for aggregation in allowed(found.series):
                assert converted(found, frequency, aggregation).aggregates


def test_a_reprint_is_a_vintage_and_the_latest_counts() -> None:
    older, newer = issue(1, superseded_by="issue-01"), issue(1)
    [series] = Catalog(
        BULLETIN, [strand(1, "受理", [1])], WORDING, Corrections(), None
    ).series.values()
    found = observed(series, [reported(older, "9"), reported(newer, "8")], [older, newer], WORDING)
    assert [(one.value, one.latest) for one in found.observations] == [
        (Decimal(9), False),
        (Decimal(8), True),
    ]


def test_a_later_issue_revises_the_period_it_speaks_of() -> None:
    first, second = issue(1), issue(2)
    [series] = Catalog(
        BULLETIN, [strand(1, "受理", [1, 2])], WORDING, Corrections(), None
    ).series.values()
    again = reported(second, "12", period=reported(first, "9").stored.figure.period)
    found = observed(series, [reported(first, "9"), again], [first, second], WORDING)
    assert [(one.as_reported_in, one.latest) for one in found.observations] == [
        ("issue-01", False),
        ("issue-02", True),
    ]


def test_gaps_tell_missing_issues_from_silent_ones() -> None:
    issues = [issue(number) for number in (1, 2, 4)]
    [series] = Catalog(
        BULLETIN, [strand(1, "受理", [1, 4])], WORDING, Corrections(), None
    ).series.values()
    figures = [reported(issues[0], "1"), reported(issues[2], "2")]
    found = observed(series, figures, issues, WORDING)
    [gap] = found.gaps
    assert [one.number for one in gap.missing] == [3]
    assert gap.silent == ("issue-02",)


def test_an_observation_without_a_period_says_why() -> None:
    one = issue(1)
    [series] = Catalog(
        BULLETIN, [strand(1, "受理", [1], period_type=None)], WORDING, Corrections(), None
    ).series.values()
    bare = reported(one, "3", period=None, period_type=None)
    [observation] = observed(series, [bare], [one], WORDING).observations
    assert observation.period is None
    assert observation.no_period
