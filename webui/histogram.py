"""Matches through time as bars, one a month or, over many years, one a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.search import FacetValue

_MOST_MONTHS = 60
"""More bars than this could neither be told apart nor hit."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time from ``first`` to ``last`` (inclusive) with its number of matches;
    ``height`` is in per cent of the highest bar."""

    first: dt.date
    last: dt.date
    count: int
    height: float

    @property
    def label(self) -> str:
        """2023-05, or 2023 where the bar is a year."""
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first:%Y}"


def bars(months: Sequence[FacetValue]) -> list[Bar]:
    """The bars of a histogram in order of time, empty ones included. ``months`` are named
    ``YYYY-MM``."""
    counts = Counter({month.value: month.count for month in months})
    if len(counts) < 2:
        return []
    names = _between(min(counts), max(counts))
    spans: list[tuple[str, ...]] = [(name,) for name in names]
    if len(names) > _MOST_MONTHS:
        years = sorted({name[:4] for name in names})
        spans = [tuple(f"{year}-{month:02d}" for month in range(1, 13)) for year in years]
    totals = [(inside, sum(counts[name] for name in inside)) for inside in spans]
    most = max(total for _, total in totals)
    return [
        Bar(
            dt.date.fromisoformat(f"{inside[0]}-01"),
            _month_after(inside[-1]) - dt.timedelta(days=1),
            total,
            100 * total / most,
        )
        for inside, total in totals
    ]


def _between(first: str, last: str) -> list[str]:
    names = [first]
    while names[-1] < last:
        names.append(f"{_month_after(names[-1]):%Y-%m}")
    return names


def _month_after(name: str) -> dt.date:
    return (dt.date.fromisoformat(f"{name}-01") + dt.timedelta(days=32)).replace(day=1)
