"""What series are put together from: the strands of a bulletin and the figures in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from archive.store import figures, rows
from archive.store.nouns import Reported, Strand, Vintage
from archive.store.places import CURRENT
from archive.store.schema import figure, issue, strand

_ROWS_AT_ONCE = 500


def of_bulletin(connection: Connection, bulletin_id: str) -> Sequence[Strand]:
    """See :meth:`archive.store.port.Store.strands`."""
    wanted = select(strand).where(strand.c.bulletin == bulletin_id, strand.c.metric != "")
    # From the strands on, which the index of figures answers by itself.
    printed = (
        select(figure.c.strand, figure.c.issue_pk)
        .select_from(strand.join(figure, figure.c.strand == strand.c.pk))
        .where(strand.c.bulletin == bulletin_id, strand.c.metric != "")
    )
    issues = (
        select(issue.c.pk, issue.c.id, issue.c.date)
        .where(issue.c.bulletin == bulletin_id, CURRENT)
        .order_by(issue.c.position)
    )
    current = connection.execute(issues).all()
    places = {row.pk: place for place, row in enumerate(current)}
    printing: defaultdict[int, list[int]] = defaultdict(list)
    for key, issue_pk in connection.execute(printed):
        if (place := places.get(issue_pk)) is not None:
            printing[key].append(place)
    for some in printing.values():
        some.sort()
    found = [row for row in connection.execute(wanted) if row.pk in printing]
    found.sort(key=lambda row: (printing[row.pk][0], row.pk))
    return [
        rows.strand_of(row, [(current[n].id, current[n].date) for n in printing[row.pk]])
        for row in found
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
