"""Questions about series, answered from the store: what there is, and what was observed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from archive.errors import NotFound
from archive.model import PeriodType
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.pinyin import syllables
from archive.series.catalog import Catalog, rhythm
from archive.series.corrections import Corrections
from archive.series.frequency import converted
from archive.series.ledger import missing_issues
from archive.series.nouns import (
    Aggregates,
    Aggregation,
    Frequency,
    MissingIssue,
    Observations,
    Order,
    Series,
    SeriesKind,
    SeriesSort,
)
from archive.series.observing import Run, observe
from archive.series.wording import Wording
from archive.store.nouns import IssueSummary, Vintage
from archive.store.port import Store

T = TypeVar("T")
_ASKED_LATELY = 32
"""Series of which it is remembered which issues report them: who asks for a page asks for the
next."""


@dataclass(frozen=True, slots=True)
class SeriesRequest:
    """Series as asked; all conditions must hold and ``None`` sets none. ``metric`` is found in the
    name or in any wording. ``department`` (the subject) and ``bulletin`` are ids or printed names,
    alternatives. The dates are those of issues: a series must be reported between them.
    ``least`` is the least number of observations."""

    metric: str | None = None
    department: tuple[str, ...] = ()
    bulletin: tuple[str, ...] = ()
    unit: str | None = None
    period_type: PeriodType | None = None
    kind: SeriesKind | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    least: int = 1
    sort: SeriesSort = SeriesSort.OBSERVATIONS
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One page of series; ``total`` counts all that were asked for."""

    request: SeriesRequest
    total: int
    pages: int
    series: tuple[Series, ...]


class PerBulletin(Generic[T]):
    """What is made of each bulletin, or of a series of it, kept until the bulletin's revision
    changes; of ``most`` the last asked for."""

    def __init__(self, make: Callable[[str], T], most: int | None = None) -> None:
        self._make = make
        self._most = most
        self._made: dict[str, tuple[int, T]] = {}
        self._lock = Lock()

    def get(self, bulletin: str, revision: int) -> T:
        with self._lock:
            made = self._made.pop(bulletin, None)
            if made is None or made[0] != revision:
                made = (revision, self._make(bulletin))
            self._made[bulletin] = made
            if self._most is not None and len(self._made) > self._most:
                del self._made[next(iter(self._made))]
            return made[1]

    def has(self, bulletin: str, revision: int) -> bool:
        """Whether it is made already."""
        return self._made.get(bulletin, (None,))[0] == revision


class SeriesBook:
    """The series of an archive. What is made of a bulletin is kept until one of its issues
    changes. Safe to share between threads."""

    def __init__(self, store: Store, wording: Wording, corrections: Corrections) -> None:
        self._store = store
        self.wording = wording
        self._corrections = corrections
        self._catalogs = PerBulletin(self._made)
        self._runs = PerBulletin(lambda bulletin: Run(store.issues_of(bulletin)))
        self._vintages = PerBulletin(self._vintages_of, most=_ASKED_LATELY)

    def page(self, request: SeriesRequest) -> SeriesPage:
        """A page of series. Raises :class:`archive.errors.InvalidParameter` for a page that there
        is not."""
        check_page(request.page, request.per_page)
        found = self.every(request)
        pages = page_count(len(found), request.page, request.per_page)
        offset = (request.page - 1) * request.per_page
        shown = found[offset : offset + request.per_page]
        return SeriesPage(request, len(found), pages, tuple(shown))

    def every(self, request: SeriesRequest) -> Sequence[Series]:
        """All series asked for, in the order asked for."""
        departments = _ids(request.department, self._store.match_departments)
        bulletins = _ids(request.bulletin, self._store.match_bulletins)
        found = [
            series
            for catalog in self._all(bulletins)
            for series in catalog.series.values()
            if _meets(series, request) and (departments is None or series.subject in departments)
        ]
        return sorted(found, key=_ORDERS[request.sort])

    def get(self, name: str) -> Series:
        """A series by its id or that of one of its members. Raises :class:`NotFound`."""
        catalog = self._known(name.partition(":")[0])
        series = catalog.find(name) if catalog else None
        if series is None:
            raise NotFound(f"没有编号为 {name} 的序列", hint="可用 bulletin series 查找")
        return series

    def catalog(self, bulletin: str) -> Catalog:
        """All series of a bulletin. Raises :class:`NotFound`."""
        catalog = self._known(bulletin)
        if catalog is None:
            raise NotFound(f"档案中没有编号为 {bulletin} 的刊物", hint="可在各期列表中查找")
        return catalog

    def observations(
        self,
        name: str,
        *,
        period_from: dt.date | None = None,
        period_to: dt.date | None = None,
        vintages: bool = False,
        order: Order = Order.OLDEST,
        part: slice = slice(None),
    ) -> Observations:
        """The observations of a series in order of time, or a ``part`` of them with the gaps before
        each; of each period the latest, with ``vintages`` all. The dates bound the end of the
        period, or the issue's date where the period is not known. Raises :class:`NotFound`."""
        series = self.get(name)
        return observe(
            series,
            self._vintages.get(series.id, self._store.revisions()[series.bulletin]),
            self._store.figures_at,
            self._run(series.bulletin),
            self.wording,
            keep=lambda told: (
                (vintages or told.latest) and _within(told.day, period_from, period_to)
            ),
            order=order,
            part=part,
        )

    def converted(
        self,
        name: str,
        frequency: Frequency,
        aggregation: Aggregation | None = None,
        *,
        period_from: dt.date | None = None,
        period_to: dt.date | None = None,
    ) -> Aggregates:
        """A series at a lower frequency; without ``aggregation``, flows are summed and of all
        others the end of the period is taken. Raises :class:`NotFound`, and
        :class:`archive.errors.InvalidParameter` where the conversion means nothing."""
        found = self.observations(name, period_from=period_from, period_to=period_to)
        return converted(found, frequency, aggregation)

    def missing(self, bulletin: tuple[str, ...] = ()) -> Sequence[MissingIssue]:
        """The issues that numbers say are missing, of some bulletins (ids or titles) or of all."""
        asked = _ids(bulletin, self._store.match_bulletins)
        names = sorted(self._store.revisions()) if asked is None else asked
        return [one for name in names for one in missing_issues(self._store.issues_of(name))]

    def issues(self, bulletin: str) -> Sequence[IssueSummary]:
        """The issues of a bulletin by its id, in order of time."""
        return self._run(bulletin).issues

    def problems(self) -> Sequence[str]:
        """Which corrections could not be made, in Chinese."""
        return [problem for catalog in self._all(None) for problem in catalog.problems]

    def _run(self, bulletin: str) -> Run:
        return self._runs.get(bulletin, self._store.revisions()[bulletin])

    def _all(self, bulletins: Sequence[str] | None) -> Sequence[Catalog]:
        revisions = self._store.revisions()
        names = sorted(revisions) if bulletins is None else bulletins
        return [self._catalogs.get(name, revisions[name]) for name in names if name in revisions]

    def _known(self, bulletin: str) -> Catalog | None:
        return next(iter(self._all((bulletin,))), None)

    def _vintages_of(self, name: str) -> Sequence[Vintage]:
        return self._store.vintages([member.strand for member in self.get(name).members])

    def _made(self, bulletin: str) -> Catalog:
        return Catalog(
            bulletin,
            self._store.strands(bulletin),
            self.wording,
            self._corrections,
            rhythm(self._store.issues_of(bulletin)),
        )


def _by_observations(series: Series) -> tuple[int, str]:
    return (-series.observations, series.id)


def _by_newest(series: Series) -> tuple[int, str]:
    return (-(series.last or dt.date.min).toordinal(), series.id)


def _by_metric(series: Series) -> tuple[str, str]:
    return (" ".join(syllables(series.metric)), series.id)


_ORDERS: Mapping[SeriesSort, Callable[[Series], tuple[int | str, str]]] = {
    SeriesSort.OBSERVATIONS: _by_observations,
    SeriesSort.NEWEST: _by_newest,
    SeriesSort.METRIC: _by_metric,
}


def _meets(series: Series, asked: SeriesRequest) -> bool:
    return (
        (asked.metric is None or any(asked.metric in name for name in _names(series)))
        and asked.unit in (None, series.unit)
        and asked.period_type in (None, series.period_type)
        and asked.kind in (None, series.kind)
        and series.observations >= asked.least
        and (
            asked.date_from is None or (series.last is not None and series.last >= asked.date_from)
        )
        and (asked.date_to is None or (series.first is not None and series.first <= asked.date_to))
    )


def _ids(names: Sequence[str], match: Callable[[str], Sequence[str]]) -> Sequence[str] | None:
    """Ids for names, of which one that nobody bears matches nothing; None where none is given."""
    if not names:
        return None
    return list(dict.fromkeys(found for name in names for found in match(name)))


def _names(series: Series) -> tuple[str, ...]:
    return (series.metric, *series.wordings)


def _within(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)
