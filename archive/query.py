"""The read path: the only door through which CLI, web pages and API ask. It knows no HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from archive.comparison import IssueComparison, compare
from archive.directory import Directory
from archive.errors import InvalidParameter, NotFound
from archive.extraction.explanation import Explanation, explain
from archive.figures import FigurePage, FigureRequest, Figures
from archive.images import PageImages
from archive.index.analyzer import MAX_QUERY_CHARACTERS, Analyzer, QueryWord
from archive.index.language import Asked, Within, read_query, with_names
from archive.index.port import Facet, Filters, IndexQuery, IndexResult, SearchIndex, Sort
from archive.index.snippets import Snippet, highlights, snippet
from archive.model import Box, Bulletin, Department, IssueRecord, Item, Span
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.phrases import Frequencies, KeyPhrase, key_phrases
from archive.series.auditing import AuditBook
from archive.series.book import SeriesBook
from archive.store.conditions import IssueFilter, IssueSort
from archive.store.nouns import (
    ArchiveState,
    Errata,
    IssueSummary,
    StoredFigure,
    StoredItem,
    StoreStats,
)
from archive.store.port import Store
from archive.suggestions import Suggestion, SuggestionKind, Suggestions
from archive.widening import Include, Inclusion, Widening

MAX_RESULT_WINDOW = 10_000
"""How deep a search may be paged; beyond it, narrowing the search serves better."""

SNIPPET_CHARACTERS = 160
RELATED = 5
"""Related items unless asked for more."""
FEW_HITS = 3
"""With no more than these, one is asked whether something else was meant."""
SUGGESTED = 10
"""Suggestions unless asked for more."""
_FACET_VALUES = 50
_HITS_AT_ONCE = 500
_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as asked. Names of departments, officials and bulletins may be ids or printed
    names; several values of one filter are alternatives. Dates are inclusive issue dates."""

    q: str = ""
    department: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    bulletin: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    sort: Sort = Sort.RELEVANCE
    include: Include = Include.NAMES
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: ``label`` is what people read, ``count`` the matches that have it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found item with its figures. ``path_marks`` and ``department_marks`` are the words of the
    search in each heading of the item's section path and in the name of each of its departments,
    which may be all that matched."""

    item: StoredItem
    snippet: Snippet
    score: float
    path_marks: tuple[tuple[Span, ...], ...] = ()
    department_marks: tuple[tuple[Span, ...], ...] = ()
    figures: tuple[StoredFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits; ``total`` counts all matches and ``pages`` all pages that can be
    shown. ``hint`` says how the query was understood if not as written, ``included`` what was
    looked for besides."""

    request: SearchRequest
    total: int
    pages: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[Facet, tuple[FacetValue, ...]]
    hint: str = ""
    included: tuple[Inclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that may have been meant, and how many items it finds."""

    q: str
    total: int


@dataclass(frozen=True, slots=True)
class IssuesRequest:
    """Issues as asked; conditions as in :class:`archive.store.conditions.IssueFilter`."""

    bulletin: str | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    imported_from: dt.date | None = None
    imported_to: dt.date | None = None
    ids: tuple[str, ...] = ()
    sort: IssueSort = IssueSort.NEWEST
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """One page of issues; ``missing`` are the ids asked for that the archive does not have."""

    request: IssuesRequest
    total: int
    pages: int
    issues: tuple[IssueSummary, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Everything an issue's page shows. ``marks`` are the words of a search, by item key, and
    ``heading_marks`` by section key."""

    record: IssueRecord
    summary: IssueSummary
    previous: str | None
    next: str | None
    figures: tuple[StoredFigure, ...]
    marks: Mapping[str, tuple[Span, ...]]
    heading_marks: Mapping[str, tuple[Span, ...]]
    errata: Errata
    phrases: tuple[KeyPhrase, ...]
    """What the issue speaks of more than others do."""


class Query:
    """Answers questions about one archive. Cheap to make; safe to share between threads as far
    as its store and index are."""

    def __init__(
        self,
        store: Store,
        index: SearchIndex,
        analyzer: Analyzer,
        images: PageImages,
        directory: Directory,
        series: SeriesBook,
        audit: AuditBook,
        suggestions: Suggestions,
        widening: Widening,
        no_key_phrases: frozenset[str],
    ) -> None:
        self._no_key_phrases = no_key_phrases
        self._widening = widening
        self._store = store
        self._index = index
        self._analyzer = analyzer
        self._images = images
        self.directory = directory
        self.series = series
        self._figures = Figures(store)
        self.audit = audit
        self._suggestions = suggestions
        self._frequencies = Frequencies(index)
        self._opened = dt.datetime.now(dt.UTC)

    def search(self, request: SearchRequest) -> SearchPage:
        """Find items. Raises :class:`InvalidParameter` for a page that cannot be shown."""
        _check_window(request.page, request.per_page)
        asked, included = self._read(request.q, request.include)
        filters = self._filters(request)
        result = self._index.search(
            IndexQuery(
                text=asked,
                filters=filters,
                sort=request.sort,
                offset=(request.page - 1) * request.per_page,
                limit=request.per_page,
                facets=tuple(Facet),
                facet_limit=_FACET_VALUES,
            )
        )
        pages = page_count(min(result.total, MAX_RESULT_WINDOW), request.page, request.per_page)
        hits = tuple(self._hits(asked, result))
        selected = {
            Facet.DEPARTMENT: filters.departments,
            Facet.OFFICIAL: filters.officials,
            Facet.TOPIC: filters.topics,
            Facet.BULLETIN: filters.bulletins,
            Facet.MONTH: filters.months,
        }
        titles = self._store.bulletin_titles()
        facets = {
            facet: tuple(
                FacetValue(
                    count.value,
                    _label(facet, count.value, titles),
                    count.count,
                    count.value in selected[facet],
                )
                for count in counts
            )
            for facet, counts in result.facets.items()
        }
        return SearchPage(request, result.total, pages, hits, facets, asked.hint, included)

    def suggest(self, typed: str, limit: int = SUGGESTED) -> list[Suggestion]:
        """What may be meant by what is typed so far; see :mod:`archive.suggestions`."""
        return self._suggestions.suggest(typed, limit)

    def prepare(self) -> None:
        """Read ahead what the first suggestions would wait for."""
        self._suggestions.prepare()

    def corrections(self, found: SearchPage) -> tuple[Correction, ...]:
        """What may have been meant where a search found nothing or little: the same query with a
        name for a slip, if it finds more."""
        asked = found.request
        if found.total > FEW_HITS or not asked.q:
            return ()
        meant = [
            replace(asked, q=text, page=1, per_page=1)
            for text in self._suggestions.corrections(asked.q)
            if len(text) <= MAX_QUERY_CHARACTERS
        ]
        totals = [(one.q, self.search(one).total) for one in meant]
        return tuple(Correction(q, total) for q, total in totals if total > found.total)

    def iter_search(self, request: SearchRequest) -> Iterator[SearchHit]:
        """All hits by time of publication (oldest first if asked so, else newest), whatever the
        page: month by month, in constant memory."""
        asked, _ = self._read(request.q, request.include)
        filters = self._filters(request)
        sort = Sort.OLDEST if request.sort is Sort.OLDEST else Sort.NEWEST
        every = IndexQuery(text=asked, filters=filters, sort=sort, limit=_HITS_AT_ONCE)
        by_month = replace(every, limit=0, facets=(Facet.MONTH,))
        found = self._index.search(by_month)
        months = [
            month
            for month in found.facets[Facet.MONTH]
            if not filters.months or month.value in filters.months
        ]
        for month in reversed(months) if sort is Sort.OLDEST else months:
            within = replace(every, filters=replace(filters, months=(month.value,)))
            yield from self._windows(asked, within, 0, month.count)
        # Items without a date are of no month and come last.
        yield from self._windows(asked, every, sum(month.count for month in months), found.total)

    def _windows(
        self, asked: Asked, within: IndexQuery, first: int, last: int
    ) -> Iterator[SearchHit]:
        for offset in range(first, last, _HITS_AT_ONCE):
            yield from self._hits(asked, self._index.search(replace(within, offset=offset)))

    def issue(self, issue: str, q: str = "", include: Include = Include.NAMES) -> IssuePage:
        """An issue with its figures; ``q`` and ``include`` mark the words of a search.

        Raises :class:`archive.errors.NotFound`."""
        record = self._store.record(issue)
        previous, following = self._store.neighbours(issue)
        figures = self._store.issue_figures(issue)
        words = self._read(q, include)[0].words if q else ()
        named = {
            section.key: highlights(section.heading, words) for section in record.issue.sections
        }
        return IssuePage(
            record,
            self._store.summary(issue),
            previous,
            following,
            tuple(figures),
            _marks(record, words),
            {key: spans for key, spans in named.items() if spans},
            self._store.errata(issue),
            key_phrases(
                (item.text for item in record.issue.items),
                self._index,
                # The index follows the store.
                self._frequencies.at((self._store.state().mark, self._index.count())),
                self._no_key_phrases,
            ),
        )

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
        check_page(request.page, request.per_page)
        conditions = IssueFilter(
            request.bulletin,
            request.date_from,
            request.date_to,
            request.imported_from,
            request.imported_to,
            request.ids or None,
        )
        offset = (request.page - 1) * request.per_page
        total, rows = self._store.summaries(conditions, offset, request.per_page, request.sort)
        pages = page_count(total, request.page, request.per_page)
        missing: tuple[str, ...] = ()
        if request.ids:
            _, all_of_them = self._store.summaries(
                IssueFilter(ids=request.ids), 0, len(request.ids)
            )
            known = {row.id for row in all_of_them}
            missing = tuple(one for one in dict.fromkeys(request.ids) if one not in known)
        return IssuesPage(request, total, pages, tuple(rows), missing)

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
        record = self._store.record(issue)
        info = next((p for p in record.issue.pages if p.number == page), None)
        if info is None:
            raise NotFound(f"{issue} 没有第 {page} 页", hint=f"该期共 {len(record.issue.pages)} 页")
        boxes: tuple[Box, ...] = ()
        if item is not None and span is not None:
            found = quoted_item(record, item, span)
            boxes = tuple(box for box in found.boxes(span) if box.page == page)
        source = record.issue.source
        return self._images.png(
            self._store.original(source.sha256), source.sha256, info, width, boxes
        )

    def source_sha256(self, issue: str) -> str:
        """Hash of the original file. Raises :class:`NotFound`."""
        return self._store.summary(issue).source_sha256

    def original(self, issue: str) -> tuple[Path, str]:
        """The original file and the name it was imported under."""
        summary = self._store.summary(issue)
        return self._store.original(summary.source_sha256), summary.source_name

    def _read(self, q: str, include: Include) -> tuple[Asked, tuple[Inclusion, ...]]:
        """The query as read, with the names in it turned into ids, and what it includes."""
        asked = read_query(q, self._analyzer)
        named = with_names(asked.condition, lambda within: self._ids(within, include))
        asked = replace(asked, condition=named, named=self._named(asked.typed))
        return self._widening.widen(asked, include)

    def _named(self, words: Sequence[QueryWord]) -> tuple[Within, ...]:
        """The departments that are called like one of the words."""
        names = tuple(word.text for word in words if len(word.units) > 2)
        ids = tuple(
            dict.fromkeys(one for name in names for one in self._store.match_departments(name))
        )
        return (Within(Facet.DEPARTMENT, ids),) if ids else ()

    def _filters(self, request: SearchRequest) -> Filters:
        return Filters(
            departments=self._resolve(request.department, self._store.match_departments),
            officials=self._resolve(request.official, self._store.match_officials),
            topics=request.topic,
            bulletins=self._resolve(request.bulletin, self._store.match_bulletins),
            months=request.month,
            date_from=request.date_from,
            date_to=request.date_to,
        )

    def _hits(self, asked: Asked, result: IndexResult) -> Iterator[SearchHit]:
        ids = [hit.id for hit in result.hits]
        stored, figures = self._store.items(ids), self._store.item_figures(ids)

        @cache
        def marks(name: str) -> tuple[Span, ...]:
            return highlights(name, asked.words)

        for hit in result.hits:
            # An item may leave the store between the index's answer and ours.
            if (found := stored.get(hit.id)) is None:
                continue
            text = found.item.text
            yield SearchHit(
                item=found,
                snippet=snippet(text, asked.words, max_chars=SNIPPET_CHARACTERS),
                score=hit.score,
                path_marks=tuple(map(marks, found.section_path)),
                department_marks=tuple(map(marks, found.departments)),
                figures=tuple(figures.get(hit.id, ())),
            )

    def _ids(self, within: Within, include: Include) -> Within:
        """A condition on a facet with names turned into ids."""
        match within.facet:
            case Facet.DEPARTMENT:
                match = self._store.match_departments
                kind = SuggestionKind.DEPARTMENT
            case Facet.OFFICIAL:
                match = self._store.match_officials
                kind = SuggestionKind.OFFICIAL
            case Facet.BULLETIN:
                return replace(
                    within, values=self._resolve(within.values, self._store.match_bulletins)
                )
            case _:
                return within

        def known(name: str) -> Sequence[str]:
            return match(name) or (
                self._widening.called(name, kind) if include is not Include.NONE else ()
            )

        ids = self._resolve(within.values, known)
        if include is Include.LINEAGE and within.facet is Facet.DEPARTMENT:
            ids = self.directory.lineage(ids)
        return replace(within, values=ids)

    @staticmethod
    def _resolve(names: tuple[str, ...], match: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
        """Ids for names; a name nobody bears stays, so that it matches nothing, not everything."""
        return tuple(dict.fromkeys(i for name in names for i in (match(name) or (name,))))


def quoted_item(record: IssueRecord, key: str, span: Span) -> Item:
    """The item ``key`` of ``record``, whose text must hold ``span``.

    Raises :class:`NotFound` for an unknown item, :class:`InvalidParameter` for a span outside."""
    item = next((item for item in record.issue.items if item.key == key), None)
    if item is None:
        raise NotFound(f"{record.id} 没有条目 {key}")
    if not 0 <= span.start < span.end <= len(item.text):
        raise InvalidParameter(
            f"条目 {key} 共 {len(item.text)} 字，{span.start}-{span.end} 不在其中",
            parameter="highlight",
        )
    return item


def _marks(record: IssueRecord, words: Sequence[QueryWord]) -> dict[str, tuple[Span, ...]]:
    """The words in each item that has them or, where the text prints another name of a department
    that has them, that name."""
    marks = {item.key: highlights(item.text, words) for item in record.issue.items}
    mentions: dict[str, list[Span]] = {}
    for mention in record.findings.department_mentions:
        if not marks[mention.item] and highlights(mention.department or "", words):
            mentions.setdefault(mention.item, []).append(mention.span)
    marks |= {key: tuple(sorted(spans)) for key, spans in mentions.items()}
    return {key: spans for key, spans in marks.items() if spans}


def _check_window(page: int, per_page: int) -> None:
    check_page(page, per_page)
    if page * per_page > MAX_RESULT_WINDOW + per_page - 1:
        raise InvalidParameter(
            f"最多可翻阅前 {MAX_RESULT_WINDOW} 条结果",
            parameter="page",
            hint="请增加检索词或筛选条件",
        )


def _label(facet: Facet, value: str, titles: Mapping[str, str]) -> str:
    match facet:
        case Facet.OFFICIAL:
            name, _, department = value.partition("@")
            return f"{name}（{department}）" if department else name
        case Facet.BULLETIN:
            return titles.get(value, value)
        case Facet.MONTH:
            return _month_label(value)
        case _:
            return value


@lru_cache(_MONTHS)
def _month_label(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"
