"""Measure the API and the export on a synthetic archive of many figures.

python -m scripts.benchmarks.figures [--figures N] [--home FOLDER] [--rounds N] [--formats …]

The API's answers, asked for the first time since an import and again, are compared with the SQL
they take the first time, run bare (sqlite3, no decoding) in the same process; the export's peak
memory with that of an export of a tenth. Times are those that the process computes. A ``--home``
that holds such an archive already is filled up to the number asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Any

from filelock import FileLock
from sqlalchemy import Engine, event

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.export.bulk import Export
from archive.export.formats import Format, write
from archive.export.tables import FIGURES
from archive.figures import FigureRequest
from archive.model import (
    Box,
    Bulletin,
    Colophon,
    Department,
    DepartmentMention,
    Figure,
    Findings,
    Issue,
    IssueRecord,
    Item,
    Masthead,
    PageInfo,
    Period,
    PeriodType,
    Provenance,
    Section,
    SourceFile,
    Span,
    TopicAssignment,
)
from archive.store.database import Database
from archive.store.sql import DATABASE
from archive.store.writing import write_record
from webui import create_app
from webui.addresses import Addresses
from webui.links import AnswerLinks

PER_ISSUE = 100
"""Every metric once, as in a weekly: the four of a department in an item of its own."""
PER_ITEM = 4
BULLETINS = 8
METRICS = tuple(
    f"{thing}{what}"
    for thing in ("申请", "事项", "证照", "热线", "窗口", "企业", "项目", "资金", "培训", "投诉")
    for what in ("受理", "办结", "新增", "移交", "退回", "登记", "核准", "公示", "延期", "撤销")
)
UNITS = ("件", "件", "件", "人次", "项", "万元", "个")
DEPARTMENTS = tuple(f"云川省第{number}局" for number in range(1, 26))
TOPICS = tuple(f"专题{number}" for number in range(1, 21))
FIRST_DAY = dt.date(2000, 1, 7)

API = {
    "newest of all": "",
    "one unit": "unit=人次",
    "metric in words": "metric=受理",
    "rare metric": "metric=投诉撤销&min=9990",
    "department": "department=云川省第7局",
    "topic and period": "topic=专题3&period_type=week&period_from=2005&period_to=2006",
    "bulletin and dates": "bulletin=b-1&from=2010&to=2012",
    "largest": "sort=largest&unit=万元",
    "words of a sentence": "q=第1局 申请受理",
    "facets": "unit=人次&facets=metric,year",
}


def record_of(number: int, dice: random.Random) -> IssueRecord:
    """An issue with ``PER_ISSUE`` figures in items of four sentences each."""
    bulletin = f"b-{number % BULLETINS}"
    day = FIRST_DAY + dt.timedelta(weeks=number // BULLETINS)
    week = Period(day - dt.timedelta(days=6), day)
    items, figures, mentions, topics = [], [], [], []
    for place, subject in enumerate(DEPARTMENTS):
        text, key = "", f"1-{place + 1}"
        for nth in range(place * PER_ITEM, (place + 1) * PER_ITEM):
            metric, unit = METRICS[nth], UNITS[nth % len(UNITS)]
            value = dice.randint(1, 10_000)
            lead = f"{subject}本周{metric}"
            start = len(text) + len(lead)
            surface = f"{value}{unit}"
            text += f"{lead}{surface}，各项工作平稳有序推进。"
            span = Span(start, start + len(surface))
            figures.append(
                Figure(
                    key, span, surface, Decimal(value), unit, metric, subject, "bench",
                    period_type=PeriodType.WEEK, period=week,
                )
            )  # fmt: skip
        items.append(Item(key, "1", f"{place + 1}.", text, ()))
        mentions.append(DepartmentMention(key, Span(0, len(subject)), subject, subject, "bench"))
        topics.append(TopicAssignment(key, dice.choice(TOPICS), "bench"))
    issue = Issue(
        SourceFile(f"{number:064x}", f"{number}.pdf", "application/pdf", 1),
        (PageInfo(1, 595.0, 842.0),),
        # Weekly without a gap: the first of a year is number 1.
        Masthead(
            f"周报{bulletin}",
            ("云川省",),
            day.year,
            1 + (day.timetuple().tm_yday - 1) // 7,
            date=day,
        ),
        (Section("1", "", 1, "一、", "工作动态"),),
        tuple(items),
        Colophon(),
    )
    return IssueRecord(
        f"{bulletin}-{number}",
        Bulletin(bulletin, f"周报{bulletin}", ("云川省",)),
        issue,
        Findings(
            departments=tuple(Department(name) for name in DEPARTMENTS[:1]),
            department_mentions=tuple(mentions),
            figures=tuple(figures),
            topics=tuple(topics),
        ),
        "bench-1",
    )


def provenances_of(record: IssueRecord) -> list[Provenance]:
    items = {item.key: item for item in record.issue.items}
    found = []
    for figure in record.findings.figures:
        text = items[figure.item].text
        start = text.rfind("。", 0, figure.span.start) + 1
        quote = text[start : text.index("。", figure.span.end) + 1]
        place = Span(figure.span.start - start, figure.span.end - start)
        found.append(
            Provenance(
                record.id, figure.item, figure.span, (1,), (Box(1, 90.0, 100.0, 130.0, 116.0),),
                quote, place, record.issue.source.sha256, figure.rule, record.rules_version,
            )
        )  # fmt: skip
    return found


def fill(home: Path, figures: int) -> None:
    """Write what is missing of the archive's database as the store writes it, many issues a
    transaction."""
    home.mkdir(parents=True, exist_ok=True)
    dice = random.Random(6)
    database = Database(home / DATABASE)
    now = dt.datetime.now(dt.UTC)
    start = time.perf_counter()
    with database.read() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM issue").scalar_one()
    numbers = range(there, figures // PER_ISSUE)
    if not numbers:
        return
    for first in range(0, len(numbers), 500):
        with database.write() as connection:
            for number in numbers[first : first + 500]:
                record = record_of(number, dice)
                write_record(connection, record, provenances_of(record), now)
            # The index is not measured here.
            connection.exec_driver_sql("DELETE FROM pending")
    database.close()
    spent = time.perf_counter() - start
    size = (home / DATABASE).stat().st_size / 1e6
    print(
        f"{figures:,} figures written in {spent:.0f} s ({figures / spent:,.0f}/s), {size:,.0f} MB"
    )


@contextmanager
def opened(home: Path) -> Iterator[Archive]:
    """The archive with its index as it is: who opens one that another writes leaves it alone."""
    with FileLock(home / "write.lock"), open_archive(Settings(home=home)) as archive:
        yield archive


def timed(
    work: Callable[[], object], rounds: int, before: Callable[[], object] = lambda: None
) -> list[float]:
    """Milliseconds that each round takes this process, whatever else the machine does; what comes
    ``before`` does not count."""
    work()
    spent = []
    for _ in range(rounds):
        before()
        start = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - start))
    return spent


def percentile(spent: Sequence[float], part: int) -> float:
    return quantiles(spent, n=100, method="inclusive")[part - 1]


@contextmanager
def statements() -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """The questions that are put to any database meanwhile."""
    sent: list[tuple[str, tuple[Any, ...]]] = []

    def note(_: object, __: object, sql: str, values: tuple[Any, ...], *___: object) -> None:
        if sql.startswith("SELECT"):
            sent.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def ask(home: Path, rounds: int) -> None:
    """Print the API's latency beside that of the SQL it sends, run bare."""
    bare = sqlite3.connect(home / DATABASE, isolation_level=None)
    print(f"{'p50 / p95, ms':<22}{'total':>9}{'API, first':>15}{'again':>15}{'bare SQL':>15}")

    def imported() -> None:
        # What is remembered of an archive is forgotten when anything is written.
        bare.execute("UPDATE bulletin SET revision = revision + 1 WHERE id = 'b-0'")

    with opened(home) as archive:
        client = create_app(archive.query).test_client()
        figures = {f"/api/v1/figures?{query}": name for name, query in API.items()}
        compare(client, bare, figures, rounds, imported)
        start = time.perf_counter()
        found = client.get("/api/v1/series?per_page=3").json
        spent = time.perf_counter() - start
        print(f"\n{found['total']:,} series put together in {spent:.1f} s, then:")
        places = [one["links"]["observations"] for one in found["results"]]
        observations = {
            place.removeprefix("http://localhost"): "…/observations" for place in places
        }
        compare(client, bare, {"/api/v1/series?metric=受理": "/series"}, rounds)
        compare(client, bare, observations, rounds)
    bare.close()


def _columns(spent: Sequence[float]) -> str:
    return f"{percentile(spent, 50):,.1f} / {percentile(spent, 95):,.1f}".rjust(15)


def compare(
    client: Any,
    bare: sqlite3.Connection,
    addresses: Mapping[str, str],
    rounds: int,
    imported: Callable[[], object] = lambda: None,
) -> None:
    """Print how long addresses of the API take, by their names, when anything was ``imported`` and
    again, beside the SQL that they send the first time."""
    times: list[list[float]] = [[], [], []]
    for address, name in addresses.items():
        # What is put together once for a bulletin is not asked again.
        client.get(address)
        imported()
        with statements() as sent:
            total = client.get(address).json["total"]

        def by_api(address: str = address) -> None:
            client.get(address)

        def by_sql(sent: Any = tuple(sent)) -> None:
            for sql, values in sent:
                bare.execute(sql, values).fetchall()

        spent = [timed(by_api, rounds, imported), timed(by_api, rounds), timed(by_sql, rounds)]
        for some, more in zip(times, spent, strict=True):
            some.extend(more)
        print(f"{name:<22}{total:>9,}{''.join(map(_columns, spent))}", flush=True)
    print(f"{'all of these':<31}{''.join(map(_columns, times))}")
    ratio = percentile(times[0], 95) / percentile(times[2], 95)
    print(f"p95 of the API is {ratio:.2f} times that of its bare SQL", flush=True)


def export(home: Path, form: Format, conditions: FigureRequest) -> None:
    """Write figures nowhere and print how fast, and the peak of this process' memory."""
    with opened(home) as archive:
        chosen = Export(archive.query, AnswerLinks(Addresses("")), conditions)
        rows = next(one for one in chosen.resources() if one.table is FIGURES).rows
        start, count, size = time.process_time(), 0, 0

        def counted() -> Any:
            nonlocal count
            for row in rows():
                count += 1
                yield row

        for chunk in write(form, FIGURES, counted()):
            size += len(chunk)
        spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{form.value:<10}{count:>10,} rows{count / spent:>10,.0f} rows/s"
        f"{size / 1e6:>9,.0f} MB{peak:>9,.0f} MB peak"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument(
        "--formats", nargs="*", choices=list(Format), default=[Format.CSV, Format.PARQUET],
        help="formats of the export to measure",
    )  # fmt: skip
    parser.add_argument("--export", choices=list(Format), help=argparse.SUPPRESS)
    parser.add_argument("--to", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.export:
        last = dt.date.fromisoformat(given.to) if given.to else None
        export(given.home, Format(given.export), replace(FigureRequest(), date_to=last))
        return
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        fill(home, given.figures)
        ask(home, given.rounds)
        weeks = given.figures // PER_ISSUE // BULLETINS // 10
        tenth = (FIRST_DAY + dt.timedelta(weeks=weeks)).isoformat()
        print("\nexport")
        for form in given.formats:
            # Each in a process of its own, whose memory it is.
            for part in ((), ("--to", tenth)):
                command = [sys.executable, "-m", "scripts.benchmarks.figures", "--home", str(home)]
                subprocess.run([*command, "--export", form, *part], check=True)


if __name__ == "__main__":
    main()
