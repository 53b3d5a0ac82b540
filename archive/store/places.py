"""Issues by conditions and items by ids, as parts of SQL statements."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, func

from archive.store.conditions import IssueFilter, IssueSort
from archive.store.schema import issue, item

CURRENT = issue.c.current.is_(True)


_place = func.json_each(bindparam("places", type_=Text)).table_valued("value").alias("place")
PLACES = _place.join(issue, issue.c.id == func.json_extract(_place.c.value, "$[0]")).join(
    item,
    and_(item.c.issue_pk == issue.c.pk, item.c.key == func.json_extract(_place.c.value, "$[1]")),
)
"""Items by id as a FROM clause, see :func:`place_values`: a table of (issue id, item key) joined
with both tables. One statement whatever their number, which is made and compiled once."""


def place_values(ids: Sequence[str]) -> dict[str, str]:
    """What :data:`PLACES` is executed with."""
    pairs = [(issue_id, key) for issue_id, _, key in (one.rpartition(":") for one in ids)]
    return {"places": json.dumps(pairs)}


def issue_conditions(asked: IssueFilter) -> list[ColumnElement[bool]]:
    """What a row of ``issue`` must meet."""
    where: list[ColumnElement[bool]] = []
    if asked.ids is None:
        where.append(CURRENT)
    else:
        where.append(issue.c.id.in_(asked.ids))
    if asked.bulletin is not None:
        where.append(issue.c.bulletin == asked.bulletin)
    if asked.date_from is not None:
        where.append(issue.c.date >= asked.date_from)
    if asked.date_to is not None:
        where.append(issue.c.date <= asked.date_to)
    if asked.imported_from is not None:
        where.append(issue.c.imported_at >= dt.datetime.combine(asked.imported_from, dt.time()))
    if asked.imported_to is not None:
        where.append(issue.c.imported_at <= dt.datetime.combine(asked.imported_to, dt.time.max))
    return where


def issue_order(sort: IssueSort) -> tuple[ColumnElement[Any], ...]:
    """What rows of ``issue`` are put in order by."""
    match sort:
        case IssueSort.NEWEST:
            return (issue.c.position.desc(),)
        case IssueSort.OLDEST:
            return (issue.c.position,)
        case IssueSort.IMPORTED:
            return (issue.c.imported_at.desc(), issue.c.position.desc())
