"""Asking the figures: pages in order, all of them, and counts by what they have in common."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    literal_column,
    select,
)

from archive.errors import NotFound
from archive.store.conditions import FigureFacet, FigureFilter, FigureSort
from archive.store.matching import (
    KEY,
    Matches,
    Within,
    figures_by_id,
    in_matching_issues,
    looked_at,
    looked_up,
)
from archive.store.nouns import FigurePlace
from archive.store.places import PLACES
from archive.store.schema import figure, figure_content, issue, item, strand

_ROW = (figure_content.c.content, issue.c.id, issue.c.bulletin, issue.c.date)
_OF_ISSUE = figure.c.issue_pk == issue.c.pk
_OF_CONTENT = and_(
    figure_content.c.issue_pk == figure.c.issue_pk, figure_content.c.ordinal == figure.c.ordinal
)
_AT_ONCE = 500
"""Rows that are read before the next."""
_MANY = 100_000
"""Of so many figures the largest are met sooner, one by one among all, than they are sorted."""

_FACETS = {
    FigureFacet.METRIC: strand.c.metric,
    FigureFacet.UNIT: strand.c.unit,
    FigureFacet.PERIOD_TYPE: strand.c.period_type,
    FigureFacet.SUBJECT: strand.c.subject,
    FigureFacet.BULLETIN: strand.c.bulletin,
}


def page(
    connection: Connection,
    asked: FigureFilter,
    matches: Matches,
    sort: FigureSort,
    offset: int,
    limit: int,
    after: str | None,
) -> Sequence[Row[Any]]:
    """The rows of a page; it begins after the figure ``after``, or with the first."""
    place = None if after is None else _place(connection, after)
    beyond = () if place is None else (_beyond(place, sort),)
    if sort in (FigureSort.NEWEST, FigureSort.OLDEST):
        chosen: list[Within] = []
        found = 0
        for one in _issues(matches, sort, place):
            # Of the issue that holds the place, no one knows how many come after it.
            whole = place is None or one.position != place.position
            if whole and not chosen and one.figures <= offset:
                offset -= one.figures
                continue
            chosen.append(one)
            found += one.figures if whole else 0
            if found >= offset + limit:
                break
        query = _of_issues(asked, sort, chosen).where(*beyond)
    else:
        keys = _by_value(asked, matches, sort, figure.c.issue_pk, figure.c.ordinal)
        keys = keys.where(*beyond).offset(offset).limit(limit)
        query = with_content().where(KEY.in_(keys.correlate(None))).order_by(*_order(sort))
        offset = 0
    return connection.execute(query.offset(offset).limit(limit)).all()


def every(
    connection: Connection, asked: FigureFilter, matches: Matches, sort: FigureSort
) -> Iterator[Row[Any]]:
    """The rows of all matches in order, a few in memory at a time."""
    if sort in (FigureSort.NEWEST, FigureSort.OLDEST):
        chosen: list[Within] = []
        for one in _issues(matches, sort, None):
            chosen.append(one)
            if sum(some.figures for some in chosen) >= _AT_ONCE:
                yield from connection.execute(_of_issues(asked, sort, chosen))
                chosen = []
        yield from connection.execute(_of_issues(asked, sort, chosen))
    else:
        keys = _by_value(asked, matches, sort, figure.c.issue_pk, figure.c.ordinal)
        rest = iter(connection.execute(keys, execution_options={"yield_per": _AT_ONCE}))
        while some := [(row.issue_pk, row.ordinal) for row in islice(rest, _AT_ONCE)]:
            found = {(row.issue_pk, row.ordinal): row for row in connection.execute(at(some))}
            yield from (found[place] for place in some)


def counts(
    connection: Connection, asked: FigureFilter, matches: Matches, facets: Sequence[FigureFacet]
) -> Mapping[FigureFacet, Sequence[tuple[str, int]]]:
    """The values of facets with their numbers of figures."""
    values: dict[FigureFacet, Counter[str]] = {facet: Counter() for facet in facets}
    if FigureFacet.YEAR in values:
        for one in matches.issues:
            if one.year is not None:
                values[FigureFacet.YEAR][str(one.year)] += one.figures
    if of_strand := [facet for facet in facets if facet is not FigureFacet.YEAR]:
        tables, where = looked_up(asked)
        counted = (
            select(figure.c.strand, func.count().label("figures"))
            .select_from(tables)
            .where(in_matching_issues(asked), *where)
            .group_by(figure.c.strand)
            .subquery()
        )
        columns = [_FACETS[facet] for facet in of_strand]
        query = select(counted.c.figures, *columns).join(strand, strand.c.pk == counted.c.strand)
        for number, *row in connection.execute(query):
            for facet, value in zip(of_strand, row, strict=True):
                if value:
                    values[facet][value] += number
    return {
        facet: sorted(counter.items(), key=lambda one: (-one[1], one[0]))
        for facet, counter in values.items()
    }


def with_content(*columns: Any) -> Select[Any]:
    """Figures with their contents, what is needed of their issues, and other ``columns``."""
    return (
        select(*_ROW, *columns)
        .select_from(figure)
        .join(issue, _OF_ISSUE)
        .join(figure_content, _OF_CONTENT)
    )


def of_issue(issue_id: str) -> Select[Any]:
    """The figures of one issue in order of the text."""
    return with_content().where(issue.c.id == issue_id).order_by(figure.c.ordinal)


def at(places: Sequence[FigurePlace]) -> Select[Any]:
    """The figures at some places, each with its place."""
    place = func.json_each(json.dumps(places)).table_valued("value").alias("place")
    of_place = and_(
        figure_content.c.issue_pk == func.json_extract(place.c.value, "$[0]"),
        figure_content.c.ordinal == func.json_extract(place.c.value, "$[1]"),
    )
    return (
        select(*_ROW, figure_content.c.issue_pk, figure_content.c.ordinal)
        .select_from(place)
        .join(figure_content, of_place)
        .join(issue, issue.c.pk == figure_content.c.issue_pk)
    )


_OF_ITEM = and_(figure.c.issue_pk == item.c.issue_pk, figure.c.item == item.c.ordinal)
OF_ITEMS: Select[Any] = (
    select(*_ROW)
    .select_from(PLACES.join(figure, _OF_ITEM).join(figure_content, _OF_CONTENT))
    .order_by(figure.c.issue_pk, figure.c.ordinal)
)
"""The figures of some items (:func:`archive.store.places.place_values`), in order of the text."""


def _issues(matches: Matches, sort: FigureSort, place: Any) -> Iterator[Within]:
    """The issues in order, from that on which holds the ``place``."""
    newest = sort is FigureSort.NEWEST
    for one in reversed(matches.issues) if newest else matches.issues:
        before = place is not None and one.position != place.position
        if not before or (one.position < place.position) is newest:
            yield one


def _of_issues(asked: FigureFilter, sort: FigureSort, chosen: Sequence[Within]) -> Select[Any]:
    """The figures of some issues, each looked at."""
    keys = json.dumps([one.issue_pk for one in chosen])
    value = func.json_each(keys).table_valued("value").c.value
    return (
        with_content()
        .where(figure.c.issue_pk.in_(select(value)), *looked_at(asked))
        .order_by(*_order(sort))
    )


def _by_value(
    asked: FigureFilter, matches: Matches, sort: FigureSort, *columns: ColumnElement[Any]
) -> Select[Any]:
    """Figures in order of their values: looked up and sorted or, where most of them match, met
    among all in this order."""
    tables, conditions = looked_up(asked)
    walk = tables is figure and matches.total > _MANY
    query = (
        select(*columns)
        .select_from(tables)
        .join(issue, _OF_ISSUE)
        .where(in_matching_issues(asked), *(looked_at(asked) if walk else conditions))
    )
    return query.order_by(*_order(sort, walk=walk))


def _order(sort: FigureSort, *, walk: bool = False) -> tuple[ColumnElement[Any], ...]:
    # The plus sign keeps SQLite from going through all figures by the index of values.
    value = figure.c.value_number if walk else literal_column("+figure.value_number")
    match sort:
        case FigureSort.NEWEST:
            return issue.c.position.desc(), figure.c.ordinal
        case FigureSort.OLDEST:
            return issue.c.position.asc(), figure.c.ordinal
        case FigureSort.LARGEST:
            return value.desc(), issue.c.position.desc(), figure.c.ordinal
        case FigureSort.SMALLEST:
            return value.asc(), issue.c.position.desc(), figure.c.ordinal


def _place(connection: Connection, figure_id: str) -> Any:
    query = select(issue.c.position, figure.c.ordinal, figure.c.value_number)
    row = connection.execute(query.select_from(figures_by_id((figure_id,)))).first()
    if row is None:
        raise NotFound(f"没有编号为 {figure_id} 的数据")
    return row


def _beyond(place: Any, sort: FigureSort) -> Any:
    """What comes after a place (position, ordinal and value) in an order."""
    position, value = issue.c.position, figure.c.value_number
    later = (position == place.position) & (figure.c.ordinal > place.ordinal)
    older = (position < place.position) | later
    match sort:
        case FigureSort.NEWEST:
            return older
        case FigureSort.OLDEST:
            return (position > place.position) | later
        case FigureSort.LARGEST:
            return (value <= place.value_number) & ((value < place.value_number) | older)
        case FigureSort.SMALLEST:
            return (value >= place.value_number) & ((value > place.value_number) | older)
