"""What series are put together from: the strands of a bulletin and the figures in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from archive.store import figures, rows
from archive.store.nouns import Reported, Strand, Vintage
from archive.store.places import CURRENT
from archive.store.schema import figure, issue, strand

_ROWS_AT_ONCE = 500


def of_bulletin(connection: Connection, bulletin_id: str) -> Sequence[Strand]:
    """See :meth:`archive.store.port.Store.strands`."""
    # From the strands on, whose issues the index of figures gives by itself, in one row for each
    # strand: row by row, most of the time would go into fetching a row for every figure.
    printing = (
        select(func.json_group_array(figure.c.issue_pk))
        .where(figure.c.strand == strand.c.pk)
        .scalar_subquery()
        .label("printing")
    )
    wanted = select(strand, printing).where(strand.c.bulletin == bulletin_id, strand.c.metric != "")
    issues = (
        select(issue.c.pk, issue.c.id, issue.c.date)
        .where(issue.c.bulletin == bulletin_id, CURRENT)
        .order_by(issue.c.position)
    )
    current = connection.execute(issues).all()
    places = {row.pk: place for place, row in enumerate(current)}
    ids, dates = [row.id for row in current], [row.date for row in current]
    found = []
    for row in connection.execute(wanted):
        printed = sorted(places[pk] for pk in json.loads(row.printing) if pk in places)
        if printed:
            found.append((printed[0], row, printed))
    found.sort(key=lambda one: (one[0], one[1].pk))
    return [
        rows.strand_of(row, [ids[n] for n in printed], [dates[n] for n in printed])
        for _, row, printed in found
    ]


def reported(connection: Connection, bulletin_id: str) -> Iterator[Reported]:
    """See :meth:`archive.store.port.Store.reported`."""
    query = (
        figures.with_content(figure.c.strand, issue.c.current, issue.c.key)
        .where(issue.c.bulletin == bulletin_id)
        .order_by(issue.c.position, issue.c.pk, figure.c.ordinal)
    )
    for row in connection.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE}):
        superseded_by = None if row.current else row.key
        yield Reported(rows.stored_figure_of(row), row.strand, superseded_by)


def vintages(connection: Connection, strands: Sequence[int]) -> Sequence[Vintage]:
    """See :meth:`archive.store.port.Store.vintages`."""
    wanted = func.json_each(json.dumps(list(strands))).table_valued("value")
    query = (
        select(
            figure.c.issue_pk, figure.c.ordinal, figure.c.period_start, figure.c.period_end,
            issue.c.id, issue.c.key, issue.c.current, issue.c.date,
        )
        .join(issue, issue.c.pk == figure.c.issue_pk)
        .where(figure.c.strand.in_(select(wanted.c.value)))
        .order_by(issue.c.position, issue.c.pk, figure.c.ordinal)
    )  # fmt: skip
    return [rows.vintage_of(row) for row in connection.execute(query)]
