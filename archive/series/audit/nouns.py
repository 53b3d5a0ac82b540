"""What an audit says, and the numbers it compares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.model import Comparison, Period, Span
from archive.series.nouns import Series


class Verdict(StrEnum):
    OK = "ok"
    MISMATCH = "mismatch"
    GAP = "gap"
    """An issue is missing in between, which may explain it."""
    REVISED = "revised"
    """A correction or a reprint explains it."""


class Check(StrEnum):
    """What is compared with what."""

    YEAR_TO_DATE_SUM = "year_to_date_sum"
    """The year so far is that of the issue before plus what happened since."""
    YEAR_TO_DATE_FALLS = "year_to_date_falls"
    CUMULATIVE_SUM = "cumulative_sum"
    """All so far is that of the issue before plus what happened since."""
    CUMULATIVE_FALLS = "cumulative_falls"
    PERCENTAGE = "percentage"
    """A share agrees with the two numbers it is made of."""
    SENTENCE_TOTAL = "sentence_total"
    """A stated total is the sum of the parts listed with it."""
    TABLE_TOTAL = "table_total"
    """A table's line of totals is the sum of its rows."""
    CHANGE_FROM = "change_from"
    """What a change starts from is what the issue before ended with."""
    CHANGE_PARTS = "change_parts"
    """A change is the sum of what was added and taken away."""
    YEAR_ON_YEAR = "year_on_year"
    PERIOD_ON_PERIOD = "period_on_period"
    UNIT_DRIFT = "unit_drift"
    """A unit is another than in the issue before."""
    REVISION = "revision"
    """One period is reported with two values."""


class Role(StrEnum):
    """What an observation has to do with a finding."""

    STATED = "stated"
    """What was checked."""
    EARLIER = "earlier"
    ADDED = "added"
    PART = "part"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An observation that a finding rests on: the figure and where it is printed. ``pages`` count
    from 1, ``span`` counts code points of the item's text."""

    role: Role
    figure: str
    issue: str
    item: str
    span: Span
    pages: tuple[int, ...]
    printed: str
    value: Decimal
    series: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: ``expected`` and ``printed`` are in ``unit``, ``difference`` is printed
    less expected. ``expected`` is None where only a bound is known and, with ``difference``, in
    a drift of units. ``message`` says it all in Chinese. The first of ``observations`` is the one
    that was checked, and ``issue`` the issue that prints it."""

    id: str
    check: Check
    verdict: Verdict
    bulletin: str
    issue: str
    issue_date: dt.date | None
    series: str | None
    metric: str | None
    unit: str
    expected: Decimal | None
    printed: Decimal
    difference: Decimal | None
    message: str
    observations: tuple[Evidence, ...]

    @property
    def of_series(self) -> frozenset[str]:
        """Ids of the series it rests on."""
        return frozenset(one.series for one in self.observations if one.series)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as the audit sees it.

    ``place`` counts the current issues of the bulletin from 0; a figure of a superseded issue has
    that of its reprint and ``current`` is false. ``value`` is in the unit of its series, signed;
    ``step`` is the worth of the last printed place where the number is rounded (1.2万: 1000), 0
    where it is exact. ``plain`` numbers have neither qualifier nor range: only they are compared.
    ``sentence`` is where its sentence begins in the item's text."""

    id: str
    place: int
    current: bool
    issue: str
    item: str
    span: Span
    sentence: int
    pages: tuple[int, ...]
    printed: str
    value: Decimal
    step: Decimal
    plain: bool
    unit: str
    factor: Decimal
    change_from: Decimal | None
    comparison: Comparison | None
    period: Period | None
    series: Series | None

    def evidence(self, role: Role) -> Evidence:
        return Evidence(
            role,
            self.id,
            self.issue,
            self.item,
            self.span,
            self.pages,
            self.printed,
            self.value,
            self.series.id if self.series else None,
        )
