"""The read path: the only door through which CLI, web pages and API ask. It knows no HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archive.comparison import IssueComparison, compare
from archive.directory import Directory
from archive.errors import InvalidParameter, NotFound
from archive.extraction.explanation import Explanation, explain
from archive.figures import FigurePage, FigureRequest, Figures
from archive.index.port import SearchIndex
from archive.issues import IssuePage, Issues, IssuesPage, IssuesRequest
from archive.model import Bulletin, Department, Span
from archive.search import Correction, Search, SearchHit, SearchPage, SearchRequest
from archive.series.auditing import AuditBook
from archive.series.book import SeriesBook
from archive.store.nouns import (
    ArchiveState,
    StoredFigure,
    StoredItem,
    StoreStats,
)
from archive.store.port import Store
from archive.suggestions import Suggestion, Suggestions
from archive.widening import Include

RELATED = 5
"""Related items unless asked for more."""
SUGGESTED = 10
"""Suggestions unless asked for more."""


class Query:
    """Answers questions about one archive. Cheap to make; safe to share between threads as far
    as its store and index are."""

    def __init__(
        self,
        store: Store,
        index: SearchIndex,
        search: Search,
        issues: Issues,
        directory: Directory,
        series: SeriesBook,
        audit: AuditBook,
        suggestions: Suggestions,
    ) -> None:
        self._store = store
        self._index = index
        self._search = search
        self._issues = issues
        self._figures = Figures(store)
        self.directory = directory
        self.series = series
        self.audit = audit
        self._suggestions = suggestions
        self._opened = dt.datetime.now(dt.UTC)

    def search(self, request: SearchRequest) -> SearchPage:
        """Find items. Raises :class:`InvalidParameter` for a page that cannot be shown."""
        return self._search.page(request)

    def suggest(self, typed: str, limit: int = SUGGESTED) -> list[Suggestion]:
        """What may be meant by what is typed so far; see :mod:`archive.suggestions`."""
        return self._suggestions.suggest(typed, limit)

    def prepare(self) -> None:
        """Read ahead what the first suggestions would wait for."""
        self._suggestions.prepare()

    def corrections(self, found: SearchPage) -> tuple[Correction, ...]:
        """What may have been meant where a search found nothing or little: the same query with a
        name for a slip, if it finds more."""
        return self._search.corrections(found)

    def iter_search(self, request: SearchRequest) -> Iterator[SearchHit]:
        """All hits by time of publication (oldest first if asked so, else newest), whatever the
        page: month by month, in constant memory."""
        return self._search.every(request)

    def issue(self, issue: str, q: str = "", include: Include = Include.NAMES) -> IssuePage:
        """An issue with its figures; ``q`` and ``include`` mark the words of a search.

        Raises :class:`archive.errors.NotFound`."""
        words = self._search.read(q, include)[0].words if q else ()
        return self._issues.one(issue, words)

    def items_of(self, issue: str) -> Sequence[StoredItem]:
        """The items of an issue in order of the text. Raises :class:`NotFound`."""
        return self._store.issue_items(issue)

    def related(self, item: str, limit: int = RELATED) -> tuple[StoredItem, ...]:
        """Items that speak of the same as this one (by id), most alike first.

        Raises :class:`NotFound`."""
        asked = self._store.items([item]).get(item)
        if asked is None:
            raise NotFound(f"没有编号为 {item} 的条目", hint="可用 bulletin search 查找")
        hits = self._index.related(asked.item.text, item, limit)
        stored = self._store.items([hit.id for hit in hits])
        return tuple(stored[hit.id] for hit in hits if hit.id in stored)

    def explain(self, issue: str) -> list[Explanation]:
        """Every finding of an issue with its place and its rule. Raises :class:`NotFound`."""
        return explain(self._store.record(issue))

    def compare(self, earlier: str, later: str) -> IssueComparison:
        """What is new in one issue of a bulletin against another, and which figures moved.

        Raises :class:`NotFound`, :class:`InvalidParameter` for issues of two bulletins."""
        before, after = self._store.record(earlier), self._store.record(later)
        if before.bulletin.id != after.bulletin.id:
            raise InvalidParameter(
                f"{earlier} 与 {later} 不是同一刊物",
                parameter="with",
                hint="只能比较同一刊物的两期",
            )
        return compare(
            before, after, self._store.issue_figures(earlier), self._store.issue_figures(later)
        )

    def figures(self, request: FigureRequest) -> FigurePage:
        """A page of figures. Raises :class:`InvalidParameter`."""
        return self._figures.page(request)

    def iter_figures(self, request: FigureRequest) -> Iterator[StoredFigure]:
        """All figures asked for, whatever the page, in constant memory."""
        return self._figures.every(request)

    def issues(self, request: IssuesRequest) -> IssuesPage:
        """A page of issues. Raises :class:`InvalidParameter`."""
        return self._issues.page(request)

    def bulletins(self) -> Sequence[tuple[Bulletin, int]]:
        """Bulletins with their numbers of issues, by title."""
        return self._store.bulletins()

    def departments(self, ids: Sequence[str]) -> Mapping[str, Department]:
        """Authority records by id."""
        return self._store.departments(ids)

    def stats(self) -> StoreStats:
        return self._store.stats()

    def state(self) -> ArchiveState:
        """Whether anything changed since one asked last. Vocabulary and corrections of series are
        read when the archive is opened, and give other answers from then on."""
        state = self._store.state()
        changed = state.changed and max(state.changed, self._opened)
        return ArchiveState(f"{state.mark}-{self.audit.fingerprint}", changed)

    def page_image(
        self, issue: str, page: int, width: int, item: str | None = None, span: Span | None = None
    ) -> bytes:
        """A page as PNG, ``width`` pixels wide, with the place of ``span`` in ``item`` boxed.

        Raises :class:`NotFound` for an unknown issue, page or item, :class:`InvalidParameter` for
        a span outside the item, :class:`archive.errors.SourceError` if it cannot be rendered."""
        return self._issues.page_image(issue, page, width, item, span)

    def source_sha256(self, issue: str) -> str:
        """Hash of the original file. Raises :class:`NotFound`."""
        return self._store.summary(issue).source_sha256

    def original(self, issue: str) -> tuple[Path, str]:
        """The original file and the name it was imported under."""
        return self._issues.original(issue)
