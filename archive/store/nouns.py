"""What the store hands out: stored issues, items and figures, and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from archive.model import ComparisonKind, Figure, Item, Period, PeriodType, Provenance


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """An issue without its text. ``number_last`` is the last number of a joint issue (第5、6期);
    ``superseded_by`` is the id of the reprint that replaces it."""

    id: str
    bulletin: str
    title: str
    publishers: tuple[str, ...]
    year: int | None
    number: int | None
    serial: int | None
    date: date | None
    pages: int
    items: int
    figures: int
    problems: int
    source_name: str
    source_sha256: str
    imported_at: datetime
    superseded_by: str | None = None
    number_last: int | None = None


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with what is needed to show it in a list of hits. ``id`` is ``{issue}:{key}``."""

    id: str
    issue: IssueSummary
    section_path: tuple[str, ...]
    item: Item
    departments: tuple[str, ...]
    officials: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure with its provenance; ``id`` is ``{issue}:{item}:{start}-{end}``."""

    id: str
    figure: Figure
    bulletin: str
    issue_date: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Strand:
    """Figures of one bulletin that print the same metric of the same subject in the same place:
    what series are put together from.

    ``scope`` is the heading of their section or, in a table (``tabular``), its caption; ``row``
    the label of the table's row where neither metric nor subject holds it. ``nth`` counts from 1
    where an issue prints the same several times. ``issues`` are the current issues that print it,
    in order of time, ``first`` and ``last`` their dates."""

    pk: int
    bulletin: str
    metric: str
    subject: str | None
    unit: str
    period_type: PeriodType | None
    comparison: ComparisonKind | None
    scope: str
    tabular: bool
    row: str | None
    nth: int
    issues: tuple[str, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as an issue reported it, the key of the strand it belongs to and, where a reprint
    replaces the issue, the reprint's id."""

    stored: StoredFigure
    strand: int
    superseded_by: str | None

    @property
    def issue(self) -> str:
        """Id of the issue that reports it."""
        return self.stored.provenance.issue


FigurePlace = tuple[int, int]
"""Where a store keeps a figure, until its issue is read again."""


@dataclass(frozen=True, slots=True)
class Vintage:
    """That an issue reports a figure of a ``period`` (None where it is not known), and where it is
    kept: a figure without its content. ``superseded_by`` is the reprint that replaces the issue."""

    place: FigurePlace
    issue: str
    issue_date: date | None
    superseded_by: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Post:
    """A title that an official bore in a department: first and last issue date seen with it (None
    where no issue has a date), and in how many current issues."""

    official: str
    name: str
    department: str
    title: str
    first: date | None
    last: date | None
    issues: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many current issues of a bulletin appeared in a year; None where no year is known."""

    bulletin: str
    year: int | None
    issues: int


@dataclass(frozen=True, slots=True)
class StoreStats:
    """Counts over the current (not superseded) issues; ``pending`` counts issues that the index
    has yet to take in."""

    bulletins: int
    issues: int
    items: int
    pages: int
    departments: int
    officials: int
    figures: int
    first_date: date | None
    last_date: date | None
    problems: int
    pending: int


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """``mark`` is another one whenever answers may be others; ``changed`` is when the last issue
    was imported, None in an empty archive."""

    mark: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Saved:
    """``issue`` is the id under which the record was stored; ``superseded`` is the new id of the
    older file of the same issue, if there was one."""

    issue: str
    superseded: str | None


@dataclass(frozen=True, slots=True)
class ErratumLink:
    """An issue by id and the item, by key, of the correcting issue."""

    issue: str
    item: str


@dataclass(frozen=True, slots=True)
class Errata:
    """``corrects``: the issues that an issue corrects; ``corrected_by``: those that correct it."""

    corrects: tuple[ErratumLink, ...] = ()
    corrected_by: tuple[ErratumLink, ...] = ()
