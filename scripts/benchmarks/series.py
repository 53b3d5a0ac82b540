"""Measure series and audit on a synthetic archive of many figures.

python -m scripts.benchmarks.series [--figures N] [--home FOLDER] [--rounds N]

Observations, through the query layer and through the API, are compared with the same rows fetched
by bare SQL (sqlite3, no decoding) in the same process, putting series together with counting the
figures by their strand, the audit with reading the bulletin's figures from the store. A ``--home``
that holds such an archive already is used as it is.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.series.auditing import AuditRequest
from archive.series.book import SeriesRequest
from archive.store.sql import DATABASE, SqlStore
from scripts.benchmarks.figures import fill, opened, percentile, timed
from webui import create_app
from webui.addresses import API, series

_ROWS = """
    SELECT figure_content.content, issue.id, issue.date
    FROM figure JOIN issue ON figure.issue_pk = issue.pk
    JOIN figure_content USING (issue_pk, ordinal)
    WHERE figure.strand IN ({strands}) ORDER BY issue.position, figure.ordinal"""
_STRANDS = """
    SELECT strand, count(*) FROM figure JOIN issue ON figure.issue_pk = issue.pk
    WHERE issue.current GROUP BY strand"""


def p95(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds."""
    return percentile(timed(work, rounds), 95)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ask(home: Path, rounds: int) -> None:
    """Print how long questions take beside their baselines."""
    bare = sqlite3.connect(home / DATABASE)
    figures = bare.execute("SELECT count(*) FROM figure").fetchone()[0]
    print(f"{figures:,} figures, {rounds} rounds\n{'':<26}{'ours':>11}{'baseline':>11}{'ratio':>7}")
    with opened(home) as archive:
        book = archive.query.series
        client = create_app(archive.query).test_client()
        every = SeriesRequest()
        show("put all series together", seconds(lambda: book.every(every)) * 1000,
             seconds(lambda: bare.execute(_STRANDS).fetchall()) * 1000)  # fmt: skip
        one = book.every(every)[0]
        strands = ",".join(str(member.strand) for member in one.members)
        by_sql = p95(lambda: bare.execute(_ROWS.format(strands=strands)).fetchall(), rounds)
        print(f"one series: {one.observations:,} observations, p95")
        show("…/observations, query", p95(lambda: book.observations(one.id), rounds), by_sql)
        path = f"{API}{series(one.id)}/observations?per_page=100"
        show("…/observations, API", p95(lambda: client.get(path).json, rounds), by_sql)
        path = f"{API}/series?metric=受理"
        show("/series", p95(lambda: client.get(path).json, rounds), by_sql)
        store = SqlStore(home)
        audited = seconds(lambda: archive.query.audit.every(AuditRequest(bulletin=(one.bulletin,))))
        read = seconds(lambda: sum(1 for _ in store.reported(one.bulletin)))
        print("audit of one bulletin")
        show("audit", audited * 1000, read * 1000)
        store.close()
    bare.close()


def show(name: str, ours: float, baseline: float) -> None:
    print(f"{name:<26}{ours:>8,.0f} ms{baseline:>8,.0f} ms{ours / baseline:>7.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        if not (home / DATABASE).exists():
            fill(home, given.figures)
        ask(home, given.rounds)


if __name__ == "__main__":
    main()
