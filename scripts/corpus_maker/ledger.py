"""The books of the weekly: what was counted each week, and totals that add up."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

FIRST_MONDAY = dt.date(2022, 6, 27)
WEEKS = 132
HOLIDAYS = frozenset(
    dt.date.fromisoformat(monday)
    for monday in (
        "2022-10-03", "2023-01-23", "2023-05-01", "2023-10-02", "2024-02-12", "2024-04-29",
        "2024-09-30",
    )
)  # fmt: skip
"""Mondays of weeks without an issue: Spring Festival, Labour Day, National Day."""
FIRST_NUMBER, FIRST_SERIAL = 25, 393
MEASURES = (("接待", "人次", 1500), ("受理", "件", 640), ("办结", "件", 600), ("出证", "件", 480))
"""Name, unit and usual number a week of what the counters count."""
MANUALS = {2022: 1650, 2023: 1690, 2024: 1725, 2025: 1725}
"""Entries that need a handbook, by year."""


@dataclass(frozen=True)
class Week:
    """The books at the end of a week. ``counts`` are the week's, ``totals`` the year's so far,
    in the order of ``MEASURES``; ``paid`` (万元), ``firms``, ``rated`` and ``trained`` are pairs
    of both; ``topics`` and ``manuals`` are pairs of the week's and all so far, whatever the year.
    ``entries`` are the items at the counter before and after the week."""

    monday: dt.date
    year: int
    number: int
    serial: int
    counts: tuple[int, ...]
    totals: tuple[int, ...]
    paid: tuple[int, int]
    firms: tuple[int, int]
    rated: tuple[int, int]
    trained: tuple[int, int]
    topics: tuple[int, int]
    manuals: tuple[int, int]
    entries: tuple[int, int]

    @property
    def friday(self) -> dt.date:
        return self.monday + dt.timedelta(days=4)


def weeks() -> Iterator[Week]:
    """All weeks with an issue, in order of time. Nothing is counted in a week without one."""
    book = Week(
        FIRST_MONDAY, 2022, FIRST_NUMBER - 1, FIRST_SERIAL - 1,
        (), (38211, 16420, 15987, 12044), (0, 8360), (0, 1874), (0, 60233), (0, 3120),
        (0, 21), (0, 512), (760, 760),
    )  # fmt: skip
    for index in range(WEEKS):
        monday = FIRST_MONDAY + dt.timedelta(weeks=index)
        if monday in HOLIDAYS:
            continue
        rng = random.Random(f"ledger {index}")
        year = (monday + dt.timedelta(days=4)).year
        if year != book.year:
            book = replace(
                book, year=year, number=0, totals=(0,) * len(MEASURES),
                paid=(0, 0), firms=(0, 0), rated=(0, 0), trained=(0, 0),
            )  # fmt: skip
        counts = tuple(round(usual * rng.uniform(0.7, 1.3)) for _, _, usual in MEASURES)
        change = rng.choice((-4, -3, -2, -1, 0, 0, 0, 1, 2, 3))
        book = replace(
            book,
            monday=monday,
            number=book.number + 1,
            serial=book.serial + 1,
            counts=counts,
            totals=tuple(total + count for total, count in zip(book.totals, counts, strict=True)),
            paid=_more(book.paid, rng.randint(80, 690)),
            firms=_more(book.firms, rng.randint(12, 140)),
            rated=_more(book.rated, rng.randint(1200, 4200)),
            trained=_more(book.trained, rng.randint(20, 260)),
            topics=_more(book.topics, rng.choice((0, 0, 1, 1, 2))),
            manuals=_more(book.manuals, rng.randint(2, 14)),
            entries=(book.entries[1], book.entries[1] + change),
        )
        yield book


def _more(pair: tuple[int, int], now: int) -> tuple[int, int]:
    return now, pair[1] + now
