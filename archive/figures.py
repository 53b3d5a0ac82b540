"""Questions about figures: what may be asked, and the answer page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from archive import cursors
from archive.errors import NotFound
from archive.index.port import FacetCount
from archive.model import PeriodType
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.store.conditions import FigureFacet, FigureFilter, FigureSort
from archive.store.nouns import StoredFigure
from archive.store.port import Store

_PAGING = {"page", "per_page", "cursor", "facets"}


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """Figures as asked; conditions as in :class:`archive.store.conditions.FigureFilter`.

    Names of departments, officials and bulletins may be ids or printed names. ``q`` are words,
    separated by spaces, that all must stand in the sentence, the metric or the subject. A page is
    asked for by its number or by the ``cursor`` that the page before it gave."""

    metric: str | None = None
    q: str = ""
    department: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    bulletin: tuple[str, ...] = ()
    issue: str | None = None
    unit: str | None = None
    period_type: PeriodType | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    imported_from: dt.date | None = None
    imported_to: dt.date | None = None
    value_min: Decimal | None = None
    value_max: Decimal | None = None
    has_change: bool | None = None
    ids: tuple[str, ...] = ()
    facets: tuple[FigureFacet, ...] = ()
    sort: FigureSort = FigureSort.NEWEST
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One page of figures; ``missing`` are the ids asked for that the archive does not have, and
    ``cursor`` is that of the next page, if there is one."""

    request: FigureRequest
    total: int
    pages: int
    figures: tuple[StoredFigure, ...]
    facets: Mapping[FigureFacet, tuple[FacetCount, ...]]
    missing: tuple[str, ...] = ()
    cursor: str | None = None


class Figures:
    """Answers questions about figures."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, request: FigureRequest) -> FigurePage:
        """A page of figures. Raises :class:`archive.errors.InvalidParameter` for a page or cursor
        that there is not."""
        check_page(request.page, request.per_page)
        conditions = self._conditions(request)
        question = _question(request)
        after = cursors.place(question, request.cursor) if request.cursor else None
        try:
            # One more than is shown tells whether anything follows.
            total, found = self._store.figures(
                conditions,
                (request.page - 1) * request.per_page,
                request.per_page + 1,
                sort=request.sort,
                after=after,
            )
        except NotFound as error:
            raise cursors.refused(request.cursor or "") from error
        shown = tuple(found[: request.per_page])
        more = len(found) > request.per_page
        return FigurePage(
            request,
            total,
            page_count(total, request.page, request.per_page),
            shown,
            {
                facet: tuple(FacetCount(value, number) for value, number in values)
                for facet, values in self._store.figure_counts(conditions, request.facets).items()
            },
            self._missing(request.ids),
            cursors.cursor(question, shown[-1].id) if more else None,
        )

    def every(self, request: FigureRequest) -> Iterator[StoredFigure]:
        """All figures asked for, whatever the page, in constant memory."""
        return self._store.iter_figures(self._conditions(request), request.sort)

    def _missing(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        if not ids:
            return ()
        _, found = self._store.figures(FigureFilter(ids=ids), 0, len(ids))
        known = {stored.id for stored in found}
        return tuple(one for one in dict.fromkeys(ids) if one not in known)

    def _conditions(self, request: FigureRequest) -> FigureFilter:
        resolve = _resolve
        return FigureFilter(
            metric=request.metric,
            words=tuple(request.q.split()),
            departments=resolve(request.department, self._store.match_departments),
            officials=resolve(request.official, self._store.match_officials),
            topics=request.topic or None,
            bulletins=resolve(request.bulletin, self._store.match_bulletins),
            issue=request.issue,
            unit=request.unit,
            period_type=request.period_type,
            date_from=request.date_from,
            date_to=request.date_to,
            period_from=request.period_from,
            period_to=request.period_to,
            imported_from=request.imported_from,
            imported_to=request.imported_to,
            value_min=request.value_min,
            value_max=request.value_max,
            has_change=request.has_change,
            ids=request.ids or None,
        )


def _resolve(
    names: tuple[str, ...], match: Callable[[str], Sequence[str]]
) -> tuple[str, ...] | None:
    """Ids for names; a name nobody bears stays, so that it matches nothing, not everything."""
    return tuple(dict.fromkeys(i for name in names for i in (match(name) or (name,)))) or None


def _question(request: FigureRequest) -> list[object]:
    """What a cursor belongs to: conditions and order, not the page."""
    asked = replace(request, page=1)
    return [getattr(asked, f.name) for f in fields(asked) if f.name not in _PAGING]
