"""The port of the store. ``tests/contracts/test_store.py`` holds what callers may rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from archive.model import Bulletin, Department, IssueRecord, Provenance
from archive.store.conditions import FigureFacet, FigureFilter, FigureSort, IssueFilter, IssueSort
from archive.store.nouns import (
    ArchiveState,
    Errata,
    FigurePlace,
    IssueSummary,
    Post,
    Reported,
    Saved,
    StoredFigure,
    StoredItem,
    StoreStats,
    Strand,
    Vintage,
    YearCount,
)


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

    def count_pending(self) -> int:
        """How many there are."""

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
