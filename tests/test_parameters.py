"""What is read from an address asks, written down again, for the same."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import InvalidParameter
from archive.index.port import Sort
from archive.model import PeriodType
from archive.parameters import (
    FIGURES,
    ISSUES,
    SEARCH,
    figure_pairs,
    issue_pairs,
    parse_date,
    parse_figures,
    parse_issues,
    parse_search,
    search_pairs,
)

words = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
names = st.lists(words, max_size=3)
days = st.none() | st.dates(dt.date(1949, 10, 1), dt.date(2100, 1, 1))
months = st.dates(dt.date(1949, 10, 1)).map(lambda day: day.isoformat()[:7])
counts = st.integers(1, 10**9 - 1)
pairs = st.lists(
    st.tuples(
        st.sampled_from([p.name for p in (*SEARCH, *FIGURES, *ISSUES)]) | st.text(),
        st.text(max_size=30) | st.sampled_from(["2023-02-29", "9" * 40, "０", "newest", "week"]),
    ),
    max_size=6,
)


@given(pairs)
def test_any_request_is_understood_or_refused_by_name(given_pairs: list[tuple[str, str]]) -> None:
    for parse in (parse_search, parse_figures, parse_issues):
        try:
            parse(given_pairs)
        except InvalidParameter as error:
            assert error.parameter in {name for name, _ in given_pairs}


@given(
    st.fixed_dictionaries(
        {"q": words, "page": counts, "sort": st.sampled_from(Sort)},
        optional={"per_page": st.integers(1, 100)},
    ),
    st.fixed_dictionaries({"department": names, "official": names, "month": st.lists(months)}),
    days,
    days,
)
def test_a_search_survives_its_address(
    single: dict[str, object], several: dict[str, list[str]], first: dt.date, last: dt.date
) -> None:
    asked = [(name, str(value)) for name, value in single.items()]
    asked += [(name, value) for name, values in several.items() for value in values[:50]]
    if first and last:
        asked += [("from", str(min(first, last))), ("to", str(max(first, last)))]
    request = parse_search(asked)
    assert parse_search(search_pairs(request)) == request
    assert sorted(search_pairs(request)) == sorted(
        pair
        for pair in asked
        if pair not in {("page", "1"), ("per_page", "20"), ("sort", "relevance")}
    )


@given(words, st.sampled_from(PeriodType), counts)
def test_figures_and_issues_survive_their_addresses(
    metric: str, period: PeriodType, page: int
) -> None:
    figures = parse_figures([("metric", metric), ("period_type", period), ("page", str(page))])
    assert (figures.metric, figures.period_type, figures.page) == (metric, period, page)
    assert parse_figures(figure_pairs(figures)) == figures
    issues = parse_issues([("bulletin", metric), ("page", str(page))])
    assert parse_issues(issue_pairs(issues)) == issues


def test_months_and_years_mean_their_first_and_last_day() -> None:
    assert parse_date("2024-02", "from") == dt.date(2024, 2, 1)
    assert parse_date("2024-02", "to", last=True) == dt.date(2024, 2, 29)
    assert parse_date("2023", "to", last=True) == dt.date(2023, 12, 31)


@pytest.mark.parametrize(
    "value", ["0000", "2023-00", "2023-1-1", "20230101", "２０２３", "2023-02-29", "昨天"]
)
def test_other_dates_are_refused_with_an_example(value: str) -> None:
    with pytest.raises(InvalidParameter, match="2023-12-04") as refused:
        parse_date(value, "from")
    assert refused.value.parameter == "from"


def test_empty_fields_of_a_form_ask_nothing() -> None:
    assert parse_search([("q", " "), ("from", ""), ("department", "")]) == parse_search([])
