"""What the store is asked: conditions on issues and figures, and orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from archive.model import PeriodType


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Conditions on issues, all of which must hold; ``None`` sets none. ``bulletin`` is an id.
    Dates are inclusive: ``date_from`` and ``date_to`` of publication, ``imported_from`` and
    ``imported_to`` days in UTC. ``ids`` are issues by id, also superseded ones."""

    bulletin: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    imported_from: date | None = None
    imported_to: date | None = None
    ids: tuple[str, ...] | None = None


class IssueSort(StrEnum):
    """By publication, or by import with the latest first; what is equal stands newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    IMPORTED = "imported"


class FigureSort(StrEnum):
    """By issue date, or by value; what is equal stands newest first, then in order of the text."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"
    SMALLEST = "smallest"


class FigureFacet(StrEnum):
    """What figures can be counted by; ``YEAR`` is that of the issue."""

    METRIC = "metric"
    UNIT = "unit"
    PERIOD_TYPE = "period_type"
    SUBJECT = "subject"
    BULLETIN = "bulletin"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Conditions on figures, all of which must hold. ``None`` (or no ``words``) sets no condition,
    an empty tuple matches nothing; the values of a tuple are alternatives.

    ``metric`` matches as a substring of the metric; each of ``words`` must stand in the metric,
    the subject or the sentence. ``departments`` (ids) match a figure's subject or a department
    named in the same item, ``officials`` (ids) and ``topics`` those of the item.

    Three kinds of dates, all inclusive: ``date_from`` and ``date_to`` are those of the issue;
    ``period_from`` and ``period_to`` hold the whole period that the figure speaks of, which must be
    known; ``imported_from`` and ``imported_to`` are days in UTC.

    ``ids`` are figures by their ids, also those of superseded issues."""

    metric: str | None = None
    words: tuple[str, ...] = ()
    departments: tuple[str, ...] | None = None
    officials: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    bulletins: tuple[str, ...] | None = None
    issue: str | None = None
    unit: str | None = None
    period_type: PeriodType | None = None
    date_from: date | None = None
    date_to: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    imported_from: date | None = None
    imported_to: date | None = None
    value_min: Decimal | None = None
    value_max: Decimal | None = None
    has_change: bool | None = None
    ids: tuple[str, ...] | None = None
