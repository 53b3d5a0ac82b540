"""Matches through time as bars."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.search import FacetValue
from webui.histogram import bars

months = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}")


def facet(counts: dict[str, int]) -> list[FacetValue]:
    return [FacetValue(month, month, count, False) for month, count in counts.items()]


@given(st.dictionaries(months, st.integers(1, 99), max_size=40))
def test_bars_follow_one_another_and_hold_every_match(counts: dict[str, int]) -> None:
    drawn = bars(facet(counts))
    if len(counts) < 2:
        assert drawn == []
        return
    assert sum(bar.count for bar in drawn) == sum(counts.values())
    assert all(
        later.first - earlier.last == dt.timedelta(days=1)
        for earlier, later in itertools.pairwise(drawn)
    )
    assert len(drawn) <= 60
    assert max(bar.height for bar in drawn) == 100


def test_a_bar_is_a_month_or_over_many_years_a_year() -> None:
    by_month = bars(facet({"2023-11": 4, "2024-02": 2}))
    assert [(bar.label, bar.count, bar.height) for bar in by_month] == [
        ("2023-11", 4, 100),
        ("2023-12", 0, 0),
        ("2024-01", 0, 0),
        ("2024-02", 2, 50),
    ]
    assert by_month[-1].last == dt.date(2024, 2, 29)
    by_year = bars(facet({"2003-11": 4, "2004-02": 2, "2024-02": 2}))
    assert [bar.label for bar in by_year] == [str(year) for year in range(2003, 2025)]
    assert (by_year[1].first, by_year[1].last) == (dt.date(2004, 1, 1), dt.date(2004, 12, 31))
