"""Counts through time as tables, which can be read without colour and without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.index.port import FacetCount
from archive.model import Bulletin
from archive.store.nouns import YearCount

_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A month or year: ``value`` as filters take it (2023-05), and how dark it is, from 0 to 5."""

    value: str
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class YearRow:
    year: int
    months: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """A bulletin with its issues by year; ``cells`` go with the years of the table."""

    bulletin: Bulletin
    cells: tuple[tuple[int | None, Cell], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive holds: years, newest last (None for issues of no known year), and rows."""

    years: tuple[int | None, ...]
    rows: tuple[BulletinRow, ...]


def holdings(bulletins: Sequence[tuple[Bulletin, int]], counts: Sequence[YearCount]) -> Holdings:
    """Bulletins by number of issues, their issues by year."""
    by_place = {(one.bulletin, one.year): one.issues for one in counts}
    years = sorted({one.year for one in counts}, key=lambda year: (year is None, year or 0))
    most = max(by_place.values(), default=1)
    rows = tuple(
        BulletinRow(
            bulletin,
            tuple(
                (year, _cell(str(year), by_place.get((bulletin.id, year), 0), most))
                for year in years
            ),
            total,
        )
        for bulletin, total in sorted(bulletins, key=lambda pair: -pair[1])
    )
    return Holdings(tuple(years), rows)


def month_rows(months: Sequence[FacetCount]) -> list[YearRow]:
    """The years from the first to the last month counted, newest first, with all twelve months
    each. ``months`` are named ``YYYY-MM``."""
    counts = {one.value: one.count for one in months}
    if not counts:
        return []
    most = max(counts.values())
    years = range(int(max(counts)[:4]), int(min(counts)[:4]) - 1, -1)
    return [_row(year, counts, most) for year in years]


def _row(year: int, counts: dict[str, int], most: int) -> YearRow:
    months = [f"{year:04d}-{month:02d}" for month in range(1, 13)]
    cells = tuple(_cell(month, counts.get(month, 0), most) for month in months)
    return YearRow(year, cells, sum(cell.count for cell in cells))


def _cell(value: str, count: int, most: int) -> Cell:
    # Rounded up, so that a single mention is not as pale as none.
    return Cell(value, count, -(-count * _LEVELS // most))
