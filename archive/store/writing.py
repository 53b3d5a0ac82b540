"""Writing a record: the rows it replaces, the issue it supersedes, the mark for the index."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection, Table, and_, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.model import Bulletin, Department, IssueRecord, Provenance
from archive.store import grams, rows
from archive.store.nouns import Saved
from archive.store.schema import (
    bulletin,
    department,
    department_alias,
    department_mention,
    erratum,
    figure,
    figure_content,
    figure_words,
    heading,
    issue,
    item,
    item_topic,
    official,
    official_mention,
    official_post,
    pending,
    strand,
)

_VALUES_AT_ONCE = 500
"""SQLite limits the number of values of one statement."""


def write_record(
    connection: Connection,
    record: IssueRecord,
    provenances: Sequence[Provenance],
    imported_at: dt.datetime,
) -> Saved:
    """Write a record as :meth:`archive.store.port.Store.save` says, within a transaction."""
    issue_id, pk, superseded = _write_issue(connection, record, imported_at)
    _save_departments(connection, record.findings.departments)
    if officials := rows.official_values(record):
        connection.execute(upsert(official).on_conflict_do_nothing(), officials)
    _insert(connection, item, rows.item_values(record, pk))
    _insert(connection, heading, rows.heading_values(record, pk))
    _insert(connection, department_mention, rows.department_mention_values(record, pk))
    _insert(connection, official_mention, rows.official_mention_values(record, pk))
    _insert(connection, official_post, rows.official_post_values(record, pk))
    _insert(connection, erratum, rows.erratum_values(record, pk))
    _insert(connection, item_topic, rows.item_topic_values(record, pk))
    strands = _save_strands(connection, rows.strand_values(record))
    figures, contents, words = rows.figure_values(record, pk, provenances, strands)
    _insert(connection, figure, figures)
    _insert(connection, figure_content, contents)
    _insert(connection, figure_words, words)
    grams.add(connection, words)
    _mark_pending(connection, issue_id)
    return Saved(issue_id, superseded)


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in lists short enough for one statement."""
    rest = iter(values)
    while some := list(islice(rest, _VALUES_AT_ONCE)):
        yield some


def _write_issue(
    connection: Connection, record: IssueRecord, imported_at: dt.datetime
) -> tuple[str, int, str | None]:
    """The issue's row without its parts: the id and key it is stored under, and the new id of
    the file it supersedes."""
    values = rows.issue_values(record, imported_at)
    _save_bulletin(connection, record.bulletin)
    stored = connection.execute(
        select(issue.c.pk, issue.c.id, issue.c.key, issue.c.current, issue.c.bulletin).where(
            issue.c.source_sha256 == record.issue.source.sha256
        )
    ).one_or_none()
    if stored is not None and stored.key == record.id:
        grams.remove(connection, stored.pk)
        for part in (item, erratum, heading):
            connection.execute(delete(part).where(part.c.issue_pk == stored.pk))
        connection.execute(update(issue).where(issue.c.pk == stored.pk).values(values))
        return stored.id, stored.pk, None
    if stored is not None:
        _remove(connection, stored.pk, stored.id, stored.key, current=stored.current)
        connection.execute(
            update(bulletin)
            .where(bulletin.c.id == stored.bulletin)
            .values(revision=bulletin.c.revision + 1)
        )
    superseded = _supersede(connection, record.id)
    pk = connection.execute(
        insert(issue).values(values | {"id": record.id, "current": True}).returning(issue.c.pk)
    ).scalar_one()
    return record.id, pk, superseded


def _save_bulletin(connection: Connection, saved: Bulletin) -> None:
    values = {"title": saved.title, "content": msgspec.json.encode(saved)}
    connection.execute(
        upsert(bulletin)
        .values(id=saved.id, revision=1, **values)
        .on_conflict_do_update(
            index_elements=["id"], set_=values | {"revision": bulletin.c.revision + 1}
        )
    )


def _save_departments(connection: Connection, found: Sequence[Department]) -> None:
    """Write authority records; what a pattern made up never replaces what a vocabulary knows."""
    settled: set[str] = set()
    for some in batches(one.id for one in found if one.provisional):
        settled.update(
            connection.execute(
                select(department.c.id).where(
                    department.c.id.in_(some), department.c.provisional.is_(False)
                )
            ).scalars()
        )
    written = [one for one in found if one.id not in settled]
    for some in batches(one.id for one in written):
        connection.execute(delete(department).where(department.c.id.in_(some)))
    _insert(connection, department, [rows.department_values(one) for one in written])
    aliases = [
        {"name": name, "department": one.id}
        for one in written
        for name in dict.fromkeys(one.aliases)
    ]
    _insert(connection, department_alias, aliases)


def _save_strands(connection: Connection, wanted: Sequence[rows.Values]) -> list[int]:
    """The keys of an issue's strands, new ones written."""
    if not wanted:
        return []
    connection.execute(upsert(strand).on_conflict_do_nothing(), wanted)
    asked = func.json_each(json.dumps([list(values.values()) for values in wanted]))
    place = asked.table_valued("key", "value").alias("asked")
    same = and_(
        *(
            strand.c[name] == func.json_extract(place.c.value, f"$[{number}]")
            for number, name in enumerate(wanted[0])
        )
    )
    found = select(strand.c.pk).select_from(place).join(strand, same).order_by(place.c.key)
    return list(connection.execute(found).scalars())


def _supersede(connection: Connection, issue_id: str) -> str | None:
    """Make way for another file of the same issue; the id the older file gets, if there is one."""
    older = connection.execute(
        select(issue.c.pk, issue.c.source_sha256).where(issue.c.id == issue_id)
    ).one_or_none()
    if older is None:
        return None
    new_id = f"{issue_id}@{older.source_sha256[:8]}"
    connection.execute(update(issue).where(issue.c.pk == older.pk).values(id=new_id, current=False))
    return new_id


def _remove(connection: Connection, pk: int, issue_id: str, key: str, *, current: bool) -> None:
    """Take out a file that turned out to be another issue; what it superseded is current again."""
    grams.remove(connection, pk)
    connection.execute(delete(issue).where(issue.c.pk == pk))
    _mark_pending(connection, issue_id)
    if current:
        latest = select(func.max(issue.c.pk)).where(issue.c.key == key).scalar_subquery()
        connection.execute(update(issue).where(issue.c.pk == latest).values(id=key, current=True))


def _mark_pending(connection: Connection, issue_id: str) -> None:
    connection.execute(upsert(pending).values(issue=issue_id).on_conflict_do_nothing())


def _insert(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)
