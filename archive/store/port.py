"""The port of the store. ``tests/contracts/test_store.py`` holds what callers may rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from archive.model import (
    Bulletin,
    ComparisonKind,
    Department,
    Figure,
    IssueRecord,
    Item,
    Period,
    PeriodType,
    Provenance,
)


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


class Store(Protocol):
    def save(self, record: IssueRecord, original: Path, provenances: Sequence[Provenance]) -> Saved:
        """Keep ``original`` by its hash and commit the record in one transaction, marked pending.

        ``provenances`` belong to the record's figures one to one, in their order.

        A record of the same file replaces itself (its id stays). A record of another file with
        the same id supersedes the stored one, which stays readable as ``{id}@{sha256[:8]}``.
        Where better rules give the same file another id, it moves there, and the issue it had
        superseded, if any, is current again.

        Raises :class:`archive.errors.SourceError` if ``original`` is no longer the file that was
        read, :class:`archive.errors.ArchiveBusy` or :class:`archive.errors.StoreError` if the
        record cannot be written; the archive is then as it was."""

    def known(self, sha256: str, rules_version: str) -> str | None:
        """Id of the issue stored from this file under these rules, if it is."""

    def pending(self, limit: int) -> Sequence[str]:
        """Ids of issues whose index entries are out of date. A superseded issue has no entries,
        and neither has an id that is no longer in the store."""

    def mark_indexed(self, issues: Iterable[str]) -> None:
        """Clear the pending mark, after the index has committed."""

    def mark_all_pending(self) -> None:
        """Before the index is rebuilt."""

    def record(self, issue: str) -> IssueRecord:
        """The whole record. Raises :class:`archive.errors.NotFound`."""

    def summary(self, issue: str) -> IssueSummary:
        """Raises :class:`archive.errors.NotFound`."""

    def summaries(
        self,
        conditions: IssueFilter,
        offset: int,
        limit: int,
        sort: IssueSort = IssueSort.NEWEST,
    ) -> tuple[int, Sequence[IssueSummary]]:
        """The total and a page of the current issues."""

    def neighbours(self, issue: str) -> tuple[str | None, str | None]:
        """Ids of the current issues before and after this one in its bulletin. Raises
        :class:`archive.errors.NotFound`."""

    def errata(self, issue: str) -> Errata:
        """Which issues of its bulletin an issue corrects, and which correct it. Raises
        :class:`archive.errors.NotFound`."""

    def items(self, ids: Sequence[str]) -> Mapping[str, StoredItem]:
        """Items by id, in one query; unknown ids are left out."""

    def issue_items(self, issue: str) -> Sequence[StoredItem]:
        """All items of one issue, also of a superseded one, in order of the text. Raises
        :class:`archive.errors.NotFound`."""

    def figures(
        self,
        conditions: FigureFilter,
        offset: int,
        limit: int,
        *,
        sort: FigureSort = FigureSort.NEWEST,
        after: str | None = None,
    ) -> tuple[int, Sequence[StoredFigure]]:
        """The exact total of the figures of current issues, and a page of them. ``after`` is the
        id of the figure after which the page begins, before ``offset`` is counted.

        Raises :class:`archive.errors.NotFound` if there is no figure of that id."""

    def figure_counts(
        self, conditions: FigureFilter, facets: Sequence[FigureFacet]
    ) -> Mapping[FigureFacet, Sequence[tuple[str, int]]]:
        """How many figures have each value, most frequent first; figures without any are left
        out."""

    def issue_figures(self, issue: str) -> Sequence[StoredFigure]:
        """All figures of one issue, also of a superseded one, in order of the text."""

    def item_figures(self, ids: Sequence[str]) -> Mapping[str, Sequence[StoredFigure]]:
        """The figures of items by the items' ids, in order of the text; items without any are
        left out. One query."""

    def iter_figures(
        self, conditions: FigureFilter, sort: FigureSort = FigureSort.NEWEST
    ) -> Iterator[StoredFigure]:
        """All matching figures in the same order, in constant memory."""

    def revisions(self) -> Mapping[str, int]:
        """A number for each bulletin that has an issue; it changes whenever one of its issues
        does."""

    def strands(self, bulletin: str) -> Sequence[Strand]:
        """The strands of a bulletin that name a metric and that current issues print, in the order
        they first appear."""

    def reported(self, bulletin: str) -> Iterator[Reported]:
        """The figures of a bulletin, also of superseded issues, in order of the issues, their
        import and the text."""

    def vintages(self, strands: Sequence[int]) -> Sequence[Vintage]:
        """The figures of some strands (by their keys) without their contents, also of superseded
        issues, in the same order."""

    def figures_at(self, places: Sequence[FigurePlace]) -> Mapping[FigurePlace, StoredFigure]:
        """Figures by their places; those that were read again since are left out."""

    def issues_of(self, bulletin: str) -> Sequence[IssueSummary]:
        """All issues of a bulletin, also superseded ones, in order of time and import."""

    def bulletins(self) -> Sequence[tuple[Bulletin, int]]:
        """Bulletins with their number of current issues, by title."""

    def bulletin_titles(self) -> Mapping[str, str]:
        """Titles by id, also of bulletins without current issues."""

    def departments(self, ids: Sequence[str]) -> Mapping[str, Department]:
        """Authority records by id; unknown ids are left out."""

    def printed_names(self, department: str) -> Sequence[tuple[str, int]]:
        """How current issues print the department's name, with the number of mentions, most
        frequent first."""

    def headings(self, limit: int) -> Sequence[tuple[str, int]]:
        """The headings of sections, each with the number of current issues that have it, most
        frequent first."""

    def official_posts(self, official: str) -> Sequence[Post]:
        """The posts of an official, those seen last first."""

    def department_posts(self, department: str) -> Sequence[Post]:
        """The posts in a department, those seen last first."""

    def years(self) -> Sequence[YearCount]:
        """Issues by bulletin and year, in that order."""

    def match_departments(self, name: str) -> Sequence[str]:
        """Ids of the departments that are called ``name``: the id itself, else those with such an
        alias or a mention so printed, else none."""

    def match_officials(self, name: str) -> Sequence[str]:
        """Ids of the officials of that id, else of that name."""

    def match_bulletins(self, name: str) -> Sequence[str]:
        """Ids of the bulletins of that id, else of that title."""

    def stats(self) -> StoreStats: ...

    def state(self) -> ArchiveState:
        """Whether anything changed, told without looking at it all."""

    def original(self, sha256: str) -> Path:
        """Path of the original file. Raises :class:`archive.errors.NotFound`."""

    def close(self) -> None: ...
