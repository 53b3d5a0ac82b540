"""Asking the figures: conditions, order, counts.

A million figures are answered in the time one has to wait for them: they are chosen and counted
in a narrow table, and the contents are fetched for the rows of the page alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    cast,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.types import Text

from archive.errors import NotFound
from archive.store.places import CURRENT, issue_conditions
from archive.store.port import FigureFacet, FigureFilter, FigureSort, IssueFilter
from archive.store.schema import (
    department_mention,
    figure,
    figure_content,
    figure_words,
    issue,
    item,
    item_topic,
    official_mention,
)

_ROW = (figure_content.c.content, issue.c.id, issue.c.bulletin, issue.c.date)
OF_ISSUE = figure.c.issue_pk == issue.c.pk
_OF_CONTENT = and_(
    figure_content.c.issue_pk == figure.c.issue_pk, figure_content.c.ordinal == figure.c.ordinal
)
_RARE = 2000
"""So many rows are sorted sooner than the newest are found by going through the issues."""

_FACETS: dict[FigureFacet, ColumnElement[Any]] = {
    FigureFacet.METRIC: figure.c.metric,
    FigureFacet.UNIT: figure.c.unit,
    FigureFacet.PERIOD_TYPE: figure.c.period_type,
    FigureFacet.SUBJECT: figure.c.subject,
    FigureFacet.BULLETIN: issue.c.bulletin,
    FigureFacet.YEAR: cast(issue.c.year, Text),
}


def count(connection: Connection, asked: FigureFilter) -> int:
    """How many figures meet the conditions."""
    issues, own = _issue_conditions(asked), _conditions(asked)
    if not own:
        # Each issue knows how many it has.
        total = select(func.coalesce(func.sum(issue.c.figures), 0)).where(*issues)
    else:
        total = select(func.count()).select_from(figure).where(_within(asked, issues), *own)
    number: int = connection.execute(total).scalar_one()
    return number


def page(
    connection: Connection,
    asked: FigureFilter,
    sort: FigureSort,
    total: int,
    offset: int,
    limit: int,
    after: str | None,
) -> Sequence[Row[Any]]:
    """The rows of a page; ``total`` is what :func:`count` said."""
    if total == 0:
        return ()
    where = () if after is None else (_beyond(_place(connection, after), sort),)
    query = select_figures(asked, sort, total, *where).offset(offset).limit(limit)
    return connection.execute(query).all()


def select_figures(
    asked: FigureFilter, sort: FigureSort, total: int, *where: ColumnElement[bool]
) -> Select[Any]:
    """Figures in order, each with its content and what is needed of its issue."""
    conditions = [*_issue_conditions(asked), *_conditions(asked), *where]
    return with_content().where(*conditions).order_by(*_order(sort, walk=total > _RARE))


def counts(
    connection: Connection, asked: FigureFilter, facet: FigureFacet
) -> Sequence[tuple[str, int]]:
    """The values of a facet with their numbers of figures."""
    value = _FACETS[facet].label("value")
    number = func.count().label("number")
    query = select(value, number).select_from(figure)
    if facet in (FigureFacet.BULLETIN, FigureFacet.YEAR):
        query = query.join(issue, OF_ISSUE).where(*_issue_conditions(asked))
    else:
        query = query.where(_within(asked, _issue_conditions(asked)))
    query = (
        query.where(value.is_not(None), *_conditions(asked))
        .group_by(value)
        .order_by(number.desc(), value)
    )
    return [(row.value, row.number) for row in connection.execute(query)]


def with_content(*columns: Any) -> Select[Any]:
    """Figures with their contents, what is needed of their issues, and other ``columns``."""
    return (
        select(*_ROW, *columns)
        .select_from(figure)
        .join(issue, OF_ISSUE)
        .join(figure_content, _OF_CONTENT)
    )


def of_issue(issue_id: str) -> Select[Any]:
    """The figures of one issue in order of the text."""
    return with_content().where(issue.c.id == issue_id).order_by(figure.c.ordinal)


def of_items(places: Any) -> Select[Any]:
    """The figures of some items (:func:`archive.store.places.places`), in order of the text."""
    of_items = and_(figure.c.issue_pk == item.c.issue_pk, figure.c.item == item.c.ordinal)
    return (
        select(*_ROW)
        .select_from(places.join(figure, of_items).join(figure_content, _OF_CONTENT))
        .order_by(figure.c.issue_pk, figure.c.ordinal)
    )


def _order(sort: FigureSort, *, walk: bool) -> tuple[ColumnElement[Any], ...]:
    """``walk`` through the issues in order of time and stop when the page is full; without it,
    find what there is and sort. The plus sign keeps SQLite from using the index."""
    position = issue.c.position if walk else literal_column("+issue.position")
    match sort:
        case FigureSort.NEWEST:
            return position.desc(), figure.c.ordinal
        case FigureSort.OLDEST:
            return position.asc(), figure.c.ordinal
        case FigureSort.LARGEST:
            return figure.c.value_number.desc(), issue.c.position.desc(), figure.c.ordinal
        case FigureSort.SMALLEST:
            return figure.c.value_number.asc(), issue.c.position.desc(), figure.c.ordinal


def _place(connection: Connection, figure_id: str) -> Any:
    places = _ids((figure_id,))
    query = select(issue.c.position, figure.c.ordinal, figure.c.value_number).select_from(places)
    row = connection.execute(query).first()
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
            return (position <= place.position) & older
        case FigureSort.OLDEST:
            return (position >= place.position) & ((position > place.position) | later)
        case FigureSort.LARGEST:
            return (value <= place.value_number) & ((value < place.value_number) | older)
        case FigureSort.SMALLEST:
            return (value >= place.value_number) & ((value > place.value_number) | older)


def _issue_conditions(asked: FigureFilter) -> list[ColumnElement[bool]]:
    where = issue_conditions(
        IssueFilter(
            date_from=asked.date_from,
            date_to=asked.date_to,
            imported_from=asked.imported_from,
            imported_to=asked.imported_to,
        )
    )
    if asked.ids is not None:
        where = [condition for condition in where if condition is not CURRENT]
    if asked.bulletins is not None:
        where.append(issue.c.bulletin.in_(asked.bulletins))
    if asked.issue is not None:
        where.append(issue.c.id == asked.issue)
    return where


def _within(asked: FigureFilter, issues: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """That a figure's issue meets the conditions on issues, without reading it for each."""
    if len(issues) == 1 and issues[0] is CURRENT:
        return figure.c.issue_pk.not_in(select(issue.c.pk).where(issue.c.current.is_(False)))
    return figure.c.issue_pk.in_(select(issue.c.pk).where(*issues))


def _conditions(asked: FigureFilter) -> list[ColumnElement[bool]]:
    """The conditions on the figures themselves."""
    where = [*_of_place(asked), *_of_numbers(asked)]
    if asked.metric is not None:
        where.append(figure.c.metric.contains(asked.metric, autoescape=True))
    if asked.words:
        # One pass through the words, not a look at those of each figure.
        said = (func.instr(figure_words.c.words, word) > 0 for word in asked.words)
        saying = select(figure_words.c.issue_pk, figure_words.c.ordinal).where(*said)
        where.append(tuple_(figure.c.issue_pk, figure.c.ordinal).in_(saying))
    if asked.unit is not None:
        where.append(figure.c.unit == asked.unit)
    if asked.ids is not None:
        found = select(figure.c.issue_pk, figure.c.ordinal).select_from(_ids(asked.ids))
        chosen = tuple_(figure.c.issue_pk, figure.c.ordinal).in_(found.correlate(None))
        where.append(chosen)
    return where


def _of_place(asked: FigureFilter) -> Iterator[ColumnElement[bool]]:
    """Conditions that the item meets in which the figure stands."""
    place = tuple_(figure.c.issue_pk, figure.c.item)

    def named(table: Table, column: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        return place.in_(select(table.c.issue_pk, table.c.item).where(table.c[column].in_(values)))

    if asked.departments is not None:
        yield figure.c.subject.in_(asked.departments) | named(
            department_mention, "department", asked.departments
        )
    if asked.officials is not None:
        yield named(official_mention, "official", asked.officials)
    if asked.topics is not None:
        yield named(item_topic, "topic", asked.topics)


def _of_numbers(asked: FigureFilter) -> Iterator[ColumnElement[bool]]:
    """Conditions on the value and on the period it speaks of."""
    if asked.period_type is not None:
        yield figure.c.period_type == asked.period_type
    if asked.period_from is not None:
        yield figure.c.period_start >= asked.period_from
    if asked.period_to is not None:
        yield figure.c.period_end <= asked.period_to
    if asked.value_min is not None:
        yield figure.c.value_number >= float(asked.value_min)
    if asked.value_max is not None:
        yield figure.c.value_number <= float(asked.value_max)
    if asked.has_change is not None:
        yield figure.c.has_change.is_(asked.has_change)


def _ids(ids: Sequence[str]) -> Any:
    """Figures by id as a FROM clause: (issue id, item key, start, end) joined with the tables."""
    parts = []
    for one in ids:
        place, _, span = one.rpartition(":")
        issue_id, _, key = place.rpartition(":")
        start, _, end = span.partition("-")
        if start.isdecimal() and end.isdecimal() and len(span) < 20:
            parts.append((issue_id, key, int(start), int(end)))
    asked = func.json_each(json.dumps(parts)).table_valued("value").alias("asked")
    part = [func.json_extract(asked.c.value, f"$[{i}]") for i in range(4)]
    return (
        asked.join(issue, issue.c.id == part[0])
        .join(item, and_(item.c.issue_pk == issue.c.pk, item.c.key == part[1]))
        .join(
            figure,
            and_(
                figure.c.issue_pk == item.c.issue_pk,
                figure.c.item == item.c.ordinal,
                figure.c.start == part[2],
                figure.c.end == part[3],
            ),
        )
    )
