"""Searching: what may be asked, how the names in it are understood, and the answer page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from archive.directory import Directory
from archive.errors import InvalidParameter
from archive.index.analyzer import MAX_QUERY_CHARACTERS, Analyzer, QueryWord
from archive.index.language import Asked, Within, read_query, with_names
from archive.index.port import Facet, Filters, IndexQuery, IndexResult, SearchIndex, Sort
from archive.index.snippets import Snippet, highlights, snippet
from archive.model import Span
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.store.nouns import StoredFigure, StoredItem
from archive.store.port import Store
from archive.suggestions import SuggestionKind, Suggestions
from archive.widening import Include, Inclusion, Widening

MAX_RESULT_WINDOW = 10_000
"""How deep a search may be paged; beyond it, narrowing the search serves better."""

SNIPPET_CHARACTERS = 160
FEW_HITS = 3
"""With no more than these, one is asked whether something else was meant."""
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


class Search:
    """Answers searches of one archive."""

    def __init__(
        self,
        store: Store,
        index: SearchIndex,
        analyzer: Analyzer,
        directory: Directory,
        suggestions: Suggestions,
        widening: Widening,
    ) -> None:
        self._store = store
        self._index = index
        self._analyzer = analyzer
        self._directory = directory
        self._suggestions = suggestions
        self._widening = widening

    def page(self, request: SearchRequest) -> SearchPage:
        """Find items. Raises :class:`InvalidParameter` for a page that cannot be shown."""
        _check_window(request.page, request.per_page)
        asked, included = self.read(request.q, request.include)
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

    def every(self, request: SearchRequest) -> Iterator[SearchHit]:
        """All hits by time of publication (oldest first if asked so, else newest), whatever the
        page: month by month, in constant memory."""
        asked, _ = self.read(request.q, request.include)
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
        totals = [(one.q, self.page(one).total) for one in meant]
        return tuple(Correction(q, total) for q, total in totals if total > found.total)

    def read(self, q: str, include: Include) -> tuple[Asked, tuple[Inclusion, ...]]:
        """The query as read, with the names in it turned into ids, and what it includes."""
        asked = read_query(q, self._analyzer)
        named = with_names(asked.condition, lambda within: self._ids(within, include))
        asked = replace(asked, condition=named, named=self._named(asked.typed))
        return self._widening.widen(asked, include)

    def _windows(
        self, asked: Asked, within: IndexQuery, first: int, last: int
    ) -> Iterator[SearchHit]:
        for offset in range(first, last, _HITS_AT_ONCE):
            yield from self._hits(asked, self._index.search(replace(within, offset=offset)))

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
            ids = self._directory.lineage(ids)
        return replace(within, values=ids)

    @staticmethod
    def _resolve(names: tuple[str, ...], match: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
        """Ids for names; a name nobody bears stays, so that it matches nothing, not everything."""
        return tuple(dict.fromkeys(i for name in names for i in (match(name) or (name,))))


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
