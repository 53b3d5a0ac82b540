"""Questions about series, answered from the store: what there is, and what was observed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Generic, TypeVar

from archive.errors import NotFound
from archive.model import PeriodType
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
    Series,
    SeriesKind,
)
from archive.series.observing import observe
from archive.series.wording import Wording
from archive.store.port import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """Conditions on series, all of which must hold; ``None`` sets none. ``metric`` is found in the
    name or in any wording. ``departments`` (subjects) and ``bulletins`` are ids or printed names,
    alternatives. The dates are those of issues: a series must be reported between them."""

    metric: str | None = None
    departments: tuple[str, ...] | None = None
    bulletins: tuple[str, ...] | None = None
    unit: str | None = None
    period_type: PeriodType | None = None
    kind: SeriesKind | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    least: int = 1
    """The least number of observations."""


class PerBulletin(Generic[T]):
    """What is made of each bulletin, kept until its revision changes."""

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make
        self._made: dict[str, tuple[int, T]] = {}
        self._lock = Lock()

    def get(self, bulletin: str, revision: int) -> T:
        with self._lock:
            if bulletin not in self._made or self._made[bulletin][0] != revision:
                self._made[bulletin] = (revision, self._make(bulletin))
            return self._made[bulletin][1]

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

    def series(
        self, conditions: SeriesFilter, offset: int = 0, limit: int | None = None
    ) -> tuple[int, Sequence[Series]]:
        """The exact total and a page of the series, those with most observations first."""
        departments = _ids(conditions.departments, self._store.match_departments)
        bulletins = _ids(conditions.bulletins, self._store.match_bulletins)
        found = [
            series
            for catalog in self._all(bulletins)
            for series in catalog.series.values()
            if _meets(series, conditions) and (departments is None or series.subject in departments)
        ]
        found.sort(key=lambda series: (-series.observations, series.id))
        return len(found), found[offset : None if limit is None else offset + limit]

    def get(self, name: str) -> Series:
        """A series by its id or that of one of its members. Raises :class:`NotFound`."""
        catalog = self._known(name.partition(":")[0])
        series = catalog.find(name) if catalog else None
        if series is None:
            raise NotFound(f"没有编号为 {name} 的序列", hint="可用 bulletin series 查找")
        return series

    def of_figures(self, bulletin: str, strands: Sequence[int]) -> Sequence[Series | None]:
        """The series that strands of a bulletin belong to."""
        catalog = self._known(bulletin)
        return [catalog.of_strand.get(strand) if catalog else None for strand in strands]

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
        date_from: dt.date | None = None,
        date_to: dt.date | None = None,
        vintages: bool = False,
    ) -> Observations:
        """The observations of a series in order of time; of each period the latest, with
        ``vintages`` all. The dates bound the end of the period, or the issue's date where the
        period is not known. Raises :class:`NotFound`."""
        series = self.get(name)
        found = observe(
            series,
            self._store.reported(series.bulletin, [member.strand for member in series.members]),
            self._store.issues_of(series.bulletin),
            self.wording,
        )
        kept = tuple(
            one
            for one in found.observations
            if (vintages or one.latest)
            and _within(one.period.end if one.period else one.reported_on, date_from, date_to)
        )
        issues = {one.as_reported_in for one in kept}
        gaps = tuple(gap for gap in found.gaps if {gap.after, gap.before} <= issues)
        return replace(found, observations=kept, gaps=gaps)

    def converted(
        self,
        name: str,
        frequency: Frequency,
        aggregation: Aggregation | None = None,
        *,
        date_from: dt.date | None = None,
        date_to: dt.date | None = None,
    ) -> Aggregates:
        """A series at a lower frequency; without ``aggregation``, flows are summed and of all
        others the end of the period is taken. Raises :class:`NotFound`, and
        :class:`archive.errors.InvalidParameter` where the conversion means nothing."""
        found = self.observations(name, date_from=date_from, date_to=date_to)
        return converted(found, frequency, aggregation)

    def missing(self, bulletin: str | None = None) -> Sequence[MissingIssue]:
        """The issues that numbers say are missing, of one bulletin or of all."""
        names = [bulletin] if bulletin is not None else sorted(self._store.revisions())
        return [one for name in names for one in missing_issues(self._store.issues_of(name))]

    def problems(self) -> Sequence[str]:
        """Which corrections could not be made, in Chinese."""
        return [problem for catalog in self._all(None) for problem in catalog.problems]

    def _all(self, bulletins: Sequence[str] | None) -> Sequence[Catalog]:
        revisions = self._store.revisions()
        names = sorted(revisions) if bulletins is None else bulletins
        return [self._catalogs.get(name, revisions[name]) for name in names if name in revisions]

    def _known(self, bulletin: str) -> Catalog | None:
        return next(iter(self._all((bulletin,))), None)

    def _made(self, bulletin: str) -> Catalog:
        return Catalog(
            bulletin,
            self._store.strands(bulletin),
            self.wording,
            self._corrections,
            rhythm(self._store.issues_of(bulletin)),
        )


def _meets(series: Series, asked: SeriesFilter) -> bool:
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


def _ids(
    names: Sequence[str] | None, match: Callable[[str], Sequence[str]]
) -> Sequence[str] | None:
    """Ids for names; a name nobody bears matches nothing."""
    if names is None:
        return None
    return list(dict.fromkeys(found for name in names for found in match(name)))


def _names(series: Series) -> tuple[str, ...]:
    return (series.metric, *series.wordings)


def _within(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)
