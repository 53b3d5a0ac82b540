"""Measure search and suggestions through ``archive.query`` against bare tantivy.

python -m scripts.benchmarks.search [--items N] [--queries N] [--home FOLDER]

The bare search asks tantivy for the same terms with the same filters, the best twenty and the same
aggregations, in the same process: no snippets, no stored items, counts narrowed by every filter. A
``--home`` that was filled before is used as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import tantivy
from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.app import Archive, open_archive
from archive.config import Engine, Settings
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import Facet, IndexDocument
from archive.model import (
    Bulletin,
    Colophon,
    Department,
    DepartmentMention,
    Findings,
    Issue,
    IssueRecord,
    Item,
    Masthead,
    OfficialMention,
    PageInfo,
    Section,
    SourceFile,
    Span,
    TopicAssignment,
)
from archive.query import SearchRequest
from archive.store import rows, schema
from archive.store.database import Database
from archive.store.sql import DATABASE
from archive.vocabulary import load_vocabulary
from scripts.benchmarks.index import FIRST_DAY, SyntheticArchive

HITS = 20
_VALUES = 60_000
_ISSUES_AT_ONCE = 800
_TYPED = 8
"""Characters typed of every name, one after the other."""


def record_of(issue: str, documents: Sequence[IndexDocument]) -> IssueRecord:
    """The issue that the index is given as ``documents``."""
    first = documents[0]
    items, departments, officials, topics = [], [], [], []
    headings: dict[str, str] = {}
    for place, one in enumerate(documents):
        key = one.id.rpartition(":")[2]
        section = str(place // 5 + 1)
        headings.setdefault(section, one.heading)
        items.append(Item(key, section, f"{place + 1}.", one.text, ()))
        departments += [
            DepartmentMention(key, Span(0, 1), name, name, "bench") for name in one.departments
        ]
        for official in one.officials:
            name, _, department = official.partition("@")
            officials.append(
                OfficialMention(key, Span(0, 1), name, ("负责人",), department, official, "bench")
            )
        topics += [TopicAssignment(key, topic, "bench") for topic in one.topics]
    read = Issue(
        SourceFile(f"{hash(issue) & (1 << 64) - 1:064x}", f"{issue}.pdf", "application/pdf", 1),
        (PageInfo(1, 595.0, 842.0),),
        Masthead(f"周报{first.bulletin}", ("云川省",), date=first.date),
        tuple(Section(key, "", 1, "", heading) for key, heading in headings.items()),
        tuple(items),
        Colophon(),
    )
    names = dict.fromkeys(name for one in documents for name in one.departments)
    findings = Findings(
        departments=tuple(Department(name) for name in names),
        department_mentions=tuple(departments),
        official_mentions=tuple(officials),
        topics=tuple(topics),
    )
    bulletin = Bulletin(first.bulletin, f"周报{first.bulletin}", ("云川省",))
    return IssueRecord(issue, bulletin, read, findings, "bench")


def fill(home: Path, archive: SyntheticArchive) -> None:
    """Write the rows that a search reads, and the index."""
    home.mkdir(parents=True, exist_ok=True)
    database = Database(home / DATABASE)
    index = open_index(Engine.TANTIVY, home / "index", Analyzer(load_vocabulary(None).words()))
    index.reset()
    storing = indexing = 0.0
    now = dt.datetime.now(dt.UTC)
    issues = archive.issues()
    pk = 0
    while chunk := list(islice(issues, _ISSUES_AT_ONCE)):
        start = time.perf_counter()
        with database.write() as connection:
            for issue, documents in chunk:
                pk += 1
                record = record_of(issue, documents)
                values = {"id": record.bulletin.id, "title": record.bulletin.title}
                connection.execute(
                    upsert(schema.bulletin)
                    .values(**values, content=msgspec.json.encode(record.bulletin), revision=1)
                    .on_conflict_do_nothing()
                )
                row = rows.issue_values(record, now) | {"id": issue, "current": True, "pk": pk}
                connection.execute(insert(schema.issue).values(row))
                connection.execute(insert(schema.item), rows.item_values(record, pk))
                connection.execute(insert(schema.heading), rows.heading_values(record, pk))
                connection.execute(
                    upsert(schema.department).on_conflict_do_nothing(),
                    [rows.department_values(one) for one in record.findings.departments],
                )
        storing += time.perf_counter() - start
        start = time.perf_counter()
        with index.batch() as batch:
            for issue, documents in chunk:
                batch.replace(issue, documents)
        indexing += time.perf_counter() - start
    database.close()
    index.close()
    print(f"  stored in {storing:.0f} s, indexed {archive.items / indexing:.0f} items/s")


class Bare:
    """tantivy on the archive's own index, asked for terms that stand there as they are."""

    def __init__(self, home: Path, analyzer: Analyzer) -> None:
        (meta,) = home.glob("index/**/meta.json")
        self._index = tantivy.Index.open(str(meta.parent))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._analyzer = analyzer
        self._aggregations = {
            facet.value: {"terms": {"field": facet.value, "size": _VALUES, "segment_size": _VALUES}}
            for facet in Facet
        }

    def search(self, request: SearchRequest) -> int:
        """The number of matches, with the best hits and all facets on the way."""
        must = tantivy.Occur.Must
        terms = [
            (must, tantivy.Query.term_query(self._schema, "words", word.text))
            for word in self._analyzer.query_terms(request.q)
        ]
        if request.department:
            chosen = list(request.department)
            terms.append((must, tantivy.Query.term_set_query(self._schema, "department", chosen)))
        if request.date_from:
            days = request.date_from.toordinal(), dt.date.max.toordinal()
            kind = tantivy.FieldType.Integer
            terms.append((must, tantivy.Query.range_query(self._schema, "day", kind, *days)))
        query = tantivy.Query.boolean_query(terms)
        found = self._searcher.search(query, limit=HITS)
        for _, address in found.hits:
            self._searcher.doc(address)
        self._searcher.aggregate(query, self._aggregations)
        return int(found.count)


def requests(archive: SyntheticArchive, queries: int) -> Iterator[tuple[str, list[SearchRequest]]]:
    """Requests by kind, with and without filters."""
    for kind, texts in archive.queries(queries).items():
        if kind in ("frequent word", "any word", "two words", "department"):
            yield kind, [SearchRequest(q=text, per_page=HITS) for text in texts]
            chosen = tuple(archive.departments[:2])
            yield (
                f"{kind}, filtered",
                [
                    SearchRequest(q=text, department=chosen, date_from=FIRST_DAY, per_page=HITS)
                    for text in texts
                ],
            )


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def percentiles(spent: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(spent)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def compare(opened: Archive, bare: Bare, archive: SyntheticArchive, queries: int) -> None:
    """Print latencies of both, asked in turns."""
    query = opened.query
    print(f"  {'p50 / p95 in ms':<26}{'archive.query':>20}{'bare tantivy':>20}{'p95 ratio':>12}")
    for kind, asked in requests(archive, queries):
        own, others = [], []
        for request in asked:
            query.search(request)
            bare.search(request)
            own.append(milliseconds(lambda r=request: query.search(r)))
            others.append(milliseconds(lambda r=request: bare.search(r)))
        (p50, p95), (bare50, bare95) = percentiles(own), percentiles(others)
        print(
            f"  {kind:<26}{f'{p50:.1f} / {p95:.1f}':>20}{f'{bare50:.1f} / {bare95:.1f}':>20}"
            f"{p95 / bare95:>12.1f}"
        )


def suggest(opened: Archive, archive: SyntheticArchive) -> None:
    """Print how long suggestions take for names as they are typed, and the first of all."""
    dice = random.Random(5)
    first = milliseconds(lambda: opened.query.suggest("省"))
    names = [*dice.sample(archive.departments, 30), *archive.queries(20)["official"], "swt", "gzj"]
    typed = [name[:end] for name in names for end in range(1, min(len(name), _TYPED) + 1)]
    spent = [milliseconds(lambda text=text: opened.query.suggest(text)) for text in typed]
    p50, p95 = percentiles(spent)
    slips = [milliseconds(lambda n=n: opened.query._suggestions.corrections(n)) for n in names]
    print(
        f"  suggestions: first {first:.0f} ms, then p50 {p50:.2f} ms, p95 {p95:.2f} ms, "
        f"most {max(spent):.2f} ms; corrections p95 {percentiles(slips)[1]:.1f} ms"
    )


def add(home: Path, analyzer: Analyzer, archive: SyntheticArchive) -> None:
    """Print how long one more issue takes until it is found."""
    index = open_index(Engine.TANTIVY, home / "index", analyzer)
    _, documents = next(archive.issues())
    spent = []
    for number in range(5):
        start = time.perf_counter()
        with index.batch() as batch:
            batch.replace(f"new-{number}", documents)
        index.count()
        spent.append(time.perf_counter() - start)
    index.close()
    print(f"  one issue added until it is found: {min(spent):.2f} to {max(spent):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=60_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    archive = SyntheticArchive(arguments.items)
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        print(f"{arguments.items:,} synthetic items")
        if not (home / DATABASE).exists():
            fill(home, archive)
        analyzer = Analyzer(load_vocabulary(None).words())
        with open_archive(Settings(home=home)) as opened:
            suggest(opened, archive)
            compare(opened, Bare(home, analyzer), archive, arguments.queries)
        add(home, analyzer, archive)


if __name__ == "__main__":
    main()
