"""Which figures meet conditions, counted issue by issue.

What a figure counts, its unit and its kind of period are conditions on its strand, of which there
are few; those on its item and its words are looked up, too. Where only few figures can be meant,
each is looked at instead.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
)
from sqlalchemy.sql.selectable import FromClause, SelectBase

from archive.store import grams
from archive.store.conditions import FigureFilter, IssueFilter
from archive.store.places import CURRENT, issue_conditions
from archive.store.schema import (
    bulletin,
    department_mention,
    figure,
    figure_words,
    issue,
    item,
    item_topic,
    official_mention,
    strand,
)

_FEW = 20_000
"""So many figures are looked at sooner than the right ones are looked up."""
_REMEMBERED = 16
"""Questions: who asked for a page asks for the next."""
_KEY = (figure.c.issue_pk, figure.c.ordinal)
KEY = tuple_(*_KEY)

Conditions = list[ColumnElement[bool]]


class Within(NamedTuple):
    """How many of an issue's figures meet the conditions; ``position`` sorts issues by time."""

    issue_pk: int
    position: str
    year: int | None
    figures: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The issues of which figures meet the conditions, oldest first, and the number of figures."""

    issues: tuple[Within, ...]
    total: int


class Matching:
    """Counts what matches, and remembers it until anything is written. Safe to share between
    threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[FigureFilter, int], Matches] = OrderedDict()
        self._lock = Lock()

    def matches(self, connection: Connection, asked: FigureFilter) -> Matches:
        """What meets the conditions."""
        key = asked, changes(connection)
        with self._lock:
            found = self._known.get(key)
        if found is None:
            found = _matches(connection, asked)
        with self._lock:
            self._known[key] = found
            self._known.move_to_end(key)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


def changes(connection: Connection) -> int:
    """How often an issue was written so far: each time is a revision of its bulletin."""
    query = select(func.coalesce(func.sum(bulletin.c.revision), 0))
    number: int = connection.execute(query).scalar_one()
    return number


def _matches(connection: Connection, asked: FigureFilter) -> Matches:
    issues = of_issues(asked)
    columns = (issue.c.pk, issue.c.position, issue.c.year)
    if not looked_at(asked):
        # Each issue knows how many it has.
        query = select(*columns, issue.c.figures).where(*issues, issue.c.figures > 0)
    else:
        few = len(issues) > 1 and _figures_of(connection, issues) <= _FEW
        tables, where = looked_up(asked)
        counted = select(figure.c.issue_pk, func.count().label("figures"))
        if few:
            counted = counted.where(_in_issues(issues), *looked_at(asked))
        else:
            counted = counted.select_from(tables).where(*where)
        found = counted.group_by(figure.c.issue_pk).subquery()
        query = select(*columns, found.c.figures).join(found, found.c.issue_pk == issue.c.pk)
        query = query.where(*issues)
    rows = connection.execute(query.order_by(issue.c.position))
    within = tuple(map(Within._make, rows))
    return Matches(within, sum(one.figures for one in within))


def in_matching_issues(asked: FigureFilter) -> ColumnElement[bool]:
    """That a figure's issue meets the conditions on issues, without reading it for each."""
    issues = of_issues(asked)
    # The plus sign: figures are looked up by other things than their issue.
    issue_pk: ColumnElement[int] = literal_column("+figure.issue_pk")
    if len(issues) == 1 and issues[0] is CURRENT:
        return issue_pk.not_in(select(issue.c.pk).where(issue.c.current.is_(False)))
    return issue_pk.in_(select(issue.c.pk).where(*issues))


def of_issues(asked: FigureFilter) -> Conditions:
    """The conditions on the issues of figures."""
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


def looked_up(asked: FigureFilter) -> tuple[FromClause, Conditions]:
    """The conditions on figures themselves, to be looked up among all: in which tables, and what
    is left to be looked at."""
    keys: list[SelectBase] = []
    if asked.ids is not None:
        keys.append(select(*_KEY).select_from(figures_by_id(asked.ids)))
    if asked.words:
        keys.append(grams.saying(asked.words))
    if asked.departments is not None:
        subject = strand.c.subject.in_(asked.departments)
        in_text = department_mention.c.department.in_(asked.departments)
        named = select(*_KEY).join(strand, strand.c.pk == figure.c.strand).where(subject)
        keys.append(union(named, _in_items(department_mention, in_text)))
    keys += [_in_items(table, found).distinct() for table, found in _of_item(asked)]
    tables: FromClause = figure
    for query in keys:
        found = query.subquery()
        same = and_(found.c.issue_pk == figure.c.issue_pk, found.c.ordinal == figure.c.ordinal)
        tables = tables.join(found, same)
    where: Conditions = []
    if strands := _of_strand(asked):
        # What is looked up already is not looked up by its strand.
        by: ColumnElement[int] = (
            figure.c.strand if tables is figure else literal_column("+figure.strand")
        )
        where.append(by.in_(select(strand.c.pk).where(*strands)))
    return tables, [*where, *_of_numbers(asked)]


def looked_at(asked: FigureFilter) -> Conditions:
    """The same conditions, to be looked at figure by figure."""
    where: Conditions = []

    def of_strand(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(strand.c.pk == figure.c.strand, *conditions)

    def in_item(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            table.c.issue_pk == figure.c.issue_pk, table.c.item == figure.c.item, condition
        )

    if asked.ids is not None:
        named = select(*_KEY).select_from(figures_by_id(asked.ids)).correlate(None)
        where.append(KEY.in_(named))
    if strands := _of_strand(asked):
        where.append(of_strand(*strands))
    where += _of_numbers(asked)
    if asked.departments is not None:
        in_text = department_mention.c.department.in_(asked.departments)
        subject = of_strand(strand.c.subject.in_(asked.departments))
        where.append(or_(subject, in_item(department_mention, in_text)))
    where += [in_item(table, named) for table, named in _of_item(asked)]
    if asked.words:
        said = (func.instr(figure_words.c.words, word) > 0 for word in asked.words)
        where.append(
            exists().where(
                figure_words.c.issue_pk == figure.c.issue_pk,
                figure_words.c.ordinal == figure.c.ordinal,
                *said,
            )
        )
    return where


def figures_by_id(ids: Sequence[str]) -> Any:
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


def _figures_of(connection: Connection, issues: Conditions) -> int:
    query = select(func.coalesce(func.sum(issue.c.figures), 0)).where(*issues)
    number: int = connection.execute(query).scalar_one()
    return number


def _in_issues(issues: Conditions) -> ColumnElement[bool]:
    return figure.c.issue_pk.in_(select(issue.c.pk).where(*issues))


def _in_items(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """The keys of the figures of the items that a table has something of."""
    same = and_(table.c.issue_pk == figure.c.issue_pk, table.c.item == figure.c.item)
    return select(*_KEY).join(table, same).where(condition)


def _of_strand(asked: FigureFilter) -> Conditions:
    where: Conditions = []
    if asked.metric is not None:
        where.append(strand.c.metric.contains(asked.metric, autoescape=True))
    if asked.unit is not None:
        where.append(strand.c.unit == asked.unit)
    if asked.period_type is not None:
        where.append(strand.c.period_type == asked.period_type)
    return where


def _of_item(asked: FigureFilter) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """What is to be found for a figure's item, and in which table."""
    if asked.officials is not None:
        yield official_mention, official_mention.c.official.in_(asked.officials)
    if asked.topics is not None:
        yield item_topic, item_topic.c.topic.in_(asked.topics)


def _of_numbers(asked: FigureFilter) -> Conditions:
    """Conditions on the value and on the period it speaks of."""
    where: Conditions = []
    if asked.period_from is not None:
        where.append(figure.c.period_start >= asked.period_from)
    if asked.period_to is not None:
        where.append(figure.c.period_end <= asked.period_to)
    if asked.value_min is not None:
        where.append(figure.c.value_number >= float(asked.value_min))
    if asked.value_max is not None:
        where.append(figure.c.value_number <= float(asked.value_max))
    if asked.has_change is not None:
        where.append(figure.c.has_change.is_(asked.has_change))
    return where
