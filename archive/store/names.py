"""Who and what is named: authority records, posts, printed names, headings, and who is meant by
a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    Table,
    Text,
    bindparam,
    exists,
    func,
    select,
)

from archive.store.nouns import Post
from archive.store.places import CURRENT
from archive.store.schema import (
    bulletin,
    department,
    department_alias,
    department_mention,
    heading,
    issue,
    official,
    official_mention,
    official_post,
)

# Asked with every search: made and compiled once.
_NAME: ColumnElement[str] = bindparam("name", type_=Text)


def _printed() -> Select[Any]:
    """Departments that are printed as ``name``, from one to the next in the index: a name stands in
    ten thousand items for two or three departments."""
    mentioned = select(func.min(department_mention.c.department)).where(
        department_mention.c.surface == _NAME
    )
    first = select(mentioned.scalar_subquery().label("id")).cte("printed", recursive=True)
    following = mentioned.where(department_mention.c.department > first.c.id).scalar_subquery()
    printed = first.union_all(select(following).where(first.c.id.is_not(None)))
    return select(printed.c.id).where(printed.c.id.is_not(None))


DEPARTMENTS: tuple[Executable, ...] = (
    select(department.c.id).where(department.c.id == _NAME),
    select(department_alias.c.department).where(department_alias.c.name == _NAME).union(_printed()),
)
"""The departments that are called so (:func:`first_matches`): by id, else by alias or mention."""
OFFICIALS: tuple[Executable, ...] = (
    select(official.c.id).where(official.c.id == _NAME),
    select(official.c.id).where(official.c.name == _NAME).order_by(official.c.id),
)
"""The officials of that id, else of that name."""
BULLETINS: tuple[Executable, ...] = (
    select(bulletin.c.id).where(bulletin.c.id == _NAME),
    select(bulletin.c.id).where(bulletin.c.title == _NAME).order_by(bulletin.c.id),
)
"""The bulletins of that id, else of that title."""


def first_matches(
    connection: Connection, name: str, queries: Sequence[Executable]
) -> Sequence[str]:
    """The ids that the first query finds which finds any."""
    for query in queries:
        if matches := connection.execute(query, {"name": name}).scalars().all():
            return matches
    return ()


def printed(department_id: str) -> Select[Any]:
    """How current issues print a department's name, and how often."""
    mentions = func.count().label("mentions")
    return (
        select(department_mention.c.surface, mentions)
        .join(issue, department_mention.c.issue_pk == issue.c.pk)
        .where(department_mention.c.department == department_id, CURRENT)
        .group_by(department_mention.c.surface)
        .order_by(mentions.desc(), department_mention.c.surface)
    )


def headings(limit: int) -> Select[Any]:
    """The headings of sections, and how many current issues have each."""
    issues = func.count().label("issues")
    return (
        select(heading.c.text, issues)
        .join(issue, heading.c.issue_pk == issue.c.pk)
        .where(CURRENT)
        .group_by(heading.c.text)
        .order_by(issues.desc(), heading.c.text)
        .limit(limit)
    )


def posts_of_official(connection: Connection, official_id: str) -> Sequence[Post]:
    return _posts(connection, official_post.c.official == official_id)


def posts_in_department(connection: Connection, department_id: str) -> Sequence[Post]:
    return _posts(connection, official_post.c.department == department_id)


def count_departments(connection: Connection) -> int:
    """How many departments current issues name."""
    return _count_named(connection, department_mention, department_mention.c.department)


def count_officials(connection: Connection) -> int:
    """How many officials current issues name."""
    return _count_named(connection, official_mention, official_mention.c.official)


def _posts(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Post]:
    last = func.max(issue.c.date).label("last")
    query = (
        select(
            official.c.id,
            official.c.name,
            official_post.c.department,
            official_post.c.title,
            func.min(issue.c.date),
            last,
            func.count(issue.c.pk.distinct()),
        )
        .join(official_post, official_post.c.official == official.c.id)
        .join(issue, official_post.c.issue_pk == issue.c.pk)
        .where(CURRENT, condition)
        .group_by(official.c.id, official_post.c.department, official_post.c.title)
        .order_by(last.desc(), official.c.id, official_post.c.title)
    )
    return [Post(*row) for row in connection.execute(query)]


def _count_named(connection: Connection, mention: Table, named: ColumnElement[str]) -> int:
    """How many different ones current issues name; stops at the first issue that names one."""
    names = select(named.label("id")).where(named.is_not(None)).distinct().subquery()
    in_current = exists().where(named == names.c.id, mention.c.issue_pk == issue.c.pk, CURRENT)
    query = select(func.count()).select_from(names).where(in_current.correlate(names))
    return connection.execute(query).scalar_one()
