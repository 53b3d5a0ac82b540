"""The nouns of series: what the rest of the archive sees of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.model import ComparisonKind, Period, PeriodType
from archive.series.wording import Rule
from archive.store.nouns import StoredFigure


class SeriesKind(StrEnum):
    """How the observations of a series hang together in time."""

    FLOW = "flow"
    """What happened within each period."""
    YEAR_TO_DATE = "year_to_date"
    """What happened since the year began."""
    STOCK = "stock"
    """What there was at a time, or all so far."""
    UNKNOWN = "unknown"
    """The text does not say of what time it speaks."""


class Frequency(StrEnum):
    """How often a series is observed."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Aggregation(StrEnum):
    """How observations become one of a lower frequency."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class Order(StrEnum):
    """How observations follow one another."""

    OLDEST = "oldest"
    NEWEST = "newest"


class SeriesSort(StrEnum):
    """How series follow one another: those with most observations first, those reported last
    first, or by the pinyin of the metric. What is equal stands in order of its id."""

    OBSERVATIONS = "observations"
    NEWEST = "newest"
    METRIC = "metric"


@dataclass(frozen=True, slots=True)
class Member:
    """Figures printed alike that belong to a series, and the ``rules`` that joined them to it.

    ``id`` finds the series too, and names the member in the corrections file. ``heading`` is the
    section's heading or the table's caption as printed; ``issues`` counts current issues."""

    id: str
    strand: int
    metric: str
    unit: str
    heading: str
    issues: int
    first: dt.date | None
    last: dt.date | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one bulletin with the same metric, subject, unit and period type.

    ``id`` is readable and lasts: ``bulletin:metric:subject:unit:period:scope``, with - for what
    is not said. ``scope`` is the heading or caption they stand under, ``row`` the label of a
    table's row. ``frequency`` is None where it is not known. ``observations`` counts the current
    issues that report it, ``first`` and ``last`` are their dates. Values are in ``unit``;
    ``additive`` says whether they can be summed."""

    id: str
    bulletin: str
    metric: str
    subject: str | None
    unit: str
    period_type: PeriodType | None
    comparison: ComparisonKind | None
    scope: str
    tabular: bool
    row: str | None
    kind: SeriesKind
    frequency: Frequency | None
    additive: bool
    observations: int
    first: dt.date | None
    last: dt.date | None
    members: tuple[Member, ...]

    @property
    def wordings(self) -> tuple[str, ...]:
        """The metric as its members print it, each once."""
        return tuple(dict.fromkeys(member.metric for member in self.members))


@dataclass(frozen=True, slots=True)
class Observation:
    """One point of a series. ``value`` is in the series' unit, with the sign of a stated rise or
    fall; ``printed`` is the number as printed.

    ``period`` is what it speaks of; where that is not known, it is None and ``no_period`` says
    why. ``as_reported_in`` is the issue that says so. Where several issues or a reprint report
    the same period, each is a vintage and one is ``latest``; none is where a reprint no longer
    says it."""

    series: str
    period_type: PeriodType | None
    period: Period | None
    no_period: str | None
    value: Decimal
    value_high: Decimal | None
    printed: str
    as_reported_in: str
    reported_on: dt.date | None
    latest: bool
    figure: StoredFigure


@dataclass(frozen=True, slots=True)
class MissingIssue:
    """An issue that must have appeared and is not in the archive: its ``number`` within ``year``
    and its ``serial`` number, as far as its neighbours (``after`` and ``before``) tell."""

    bulletin: str
    year: int | None
    number: int | None
    serial: int | None
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two observations (``after`` and ``before`` are their issues) there is something
    missing: issues that the archive does not have, or issues that do not say."""

    after: str
    before: str
    missing: tuple[MissingIssue, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observations:
    """The observations of a series in order of time (or the newest first), or a part of them, of
    ``total``."""

    series: Series
    total: int
    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Observations of a series taken together over a calendar period. ``of`` are the latest
    observations whose periods end in it; ``gaps`` says whether one is missing among them."""

    period: Period
    value: Decimal
    of: tuple[Observation, ...]
    gaps: bool


@dataclass(frozen=True, slots=True)
class Aggregates:
    """A series at a lower ``frequency``."""

    series: Series
    frequency: Frequency
    aggregation: Aggregation
    aggregates: tuple[Aggregate, ...]
