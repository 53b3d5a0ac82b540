"""Measure search and suggestions through ``archive.query`` against bare tantivy.

python -m scripts.benchmarks.search [--engine tantivy|whoosh] [--items N] [--home FOLDER] …

The bare search asks tantivy for the same terms with the same filters, the best twenty and the same
aggregations, in the same process, without snippets, stored items and labels. Both are asked in
turns; besides the time that passes, the processor's time is printed, which other processes disturb
less. A ``--home`` that was filled before is used as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain, count, islice
from multiprocessing import Process
from pathlib import Path
from typing import Any

import msgspec
import tantivy
from sqlalchemy import Table, insert
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.app import Archive, open_archive
from archive.config import Engine, Settings
from archive.index import open_index
from archive.index.analyzer import Analyzer, IndexTerms, QueryWord
from archive.index.port import Facet, IndexDocument, SearchIndex
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
    OfficialMention,
    PageInfo,
    Provenance,
    Section,
    SourceFile,
    Span,
    TopicAssignment,
)
from archive.search import SearchRequest
from archive.store import rows, schema
from archive.store.database import Database
from archive.store.sql import DATABASE
from archive.vocabulary import load_vocabulary
from scripts.benchmarks.index import FIRST_DAY, SyntheticArchive

HITS = 20
_VALUES = 60_000
ISSUES_AT_ONCE = 400
_CLAUSE = re.compile("[，、。]")
_CLAUSES = 1 << 16
_TYPED = 8
"""Characters typed of every name, one after the other."""


class ClauseAnalyzer(Analyzer):
    """Puts out the same, sooner: clauses that come again are analysed once."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self._known = lru_cache(_CLAUSES)(super().index_terms)

    def index_terms(self, text: str) -> IndexTerms:
        parts = [self._known(clause) for clause in _CLAUSE.split(text)]
        return IndexTerms(
            frozenset().union(*(part.lookups for part in parts)),
            tuple(chain.from_iterable(part.grams for part in parts)),
            "".join(part.line for part in parts),
            tuple(chain.from_iterable(part.words for part in parts)),
        )


def record_of(issue: str, documents: Sequence[IndexDocument]) -> IssueRecord:
    """The issue that the index is given as ``documents``, each with a figure."""
    first = documents[0]
    items, departments, officials, topics, figures = [], [], [], [], []
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
        for number in re.finditer(r"受理(\d+件)", one.text):
            surface = number[1]
            figures.append(
                Figure(
                    *(key, Span(*number.span(1)), surface, Decimal(surface[:-1]), "件", "受理"),
                    *(None, "bench"),
                )
            )
    read = Issue(
        SourceFile(f"{hash(issue) & (1 << 64) - 1:064x}", f"{issue}.pdf", "application/pdf", 1),
        (PageInfo(1, 595.0, 842.0),),
        Masthead(f"周报{first.bulletin}", ("云川省",), date=first.date),
        tuple(Section(key, "", 1, "", heading) for key, heading in headings.items()),
        tuple(items),
        Colophon(),
    )
    findings = Findings(
        department_mentions=tuple(departments),
        official_mentions=tuple(officials),
        topics=tuple(topics),
        figures=tuple(figures),
    )
    bulletin = Bulletin(first.bulletin, f"周报{first.bulletin}", ("云川省",))
    return IssueRecord(issue, bulletin, read, findings, "bench")


def fill(home: Path, archive: SyntheticArchive, engine: Engine) -> None:
    """Write the rows that a search reads, and the index, in two processes."""
    home.mkdir(parents=True, exist_ok=True)
    storing = Process(target=store, args=(home, archive))
    storing.start()
    index = open_index(engine, home / "index", ClauseAnalyzer(load_vocabulary(None).words()))
    index.reset()
    issues = archive.issues()
    while chunk := list(islice(issues, ISSUES_AT_ONCE)):
        with index.batch() as batch:
            for issue, documents in chunk:
                batch.replace(issue, documents)
    index.close()
    storing.join()


def store(home: Path, archive: SyntheticArchive) -> None:
    """Of all that a record holds, what a search reads; the record itself is that of the first."""
    database = Database(home / DATABASE)
    now = dt.datetime.now(dt.UTC)
    of_first: dict[str, Any] = {}
    strands: dict[tuple[object, ...], int] = {}
    keys = count(1)
    with database.write() as connection:
        departments = [rows.department_values(Department(one)) for one in archive.departments]
        connection.execute(insert(schema.department), departments)
    issues = archive.issues()
    while chunk := list(islice(issues, ISSUES_AT_ONCE)):
        # What others refer to comes first.
        written: defaultdict[Table, list[dict[str, Any]]] = defaultdict(list)
        written.update({schema.issue: [], schema.item: [], schema.strand: []})
        bulletins = {}
        for issue, documents in chunk:
            record, pk = record_of(issue, documents), next(keys)
            source = record.issue.source.sha256
            of_first = of_first or rows.issue_values(record, now)
            masthead = record.issue.masthead
            bulletins[record.bulletin.id] = record.bulletin
            written[schema.issue].append(
                of_first
                | {"pk": pk, "id": issue, "key": issue, "current": True, "date": record.date}
                | {"bulletin": record.bulletin.id, "title": masthead.title}
                | {"position": f"{record.date}:{issue}"}
                | {"source_sha256": source}
            )
            written[schema.item] += rows.item_values(record, pk)
            written[schema.heading] += rows.heading_values(record, pk)
            proofs = [
                Provenance(
                    *(issue, one.item, one.span, (1,), (Box(1, 100.0, 100.0, 130.0, 112.0),)),
                    *(f"受理{one.surface}", Span(2, 2 + len(one.surface)), source, "bench", "1"),
                )
                for one in record.findings.figures
            ]
            numbers = []
            for values in rows.strand_values(record):
                named = tuple(values.values())
                if named not in strands:
                    strands[named] = len(strands) + 1
                    written[schema.strand].append(values | {"pk": strands[named]})
                numbers.append(strands[named])
            figures, contents, _ = rows.figure_values(record, pk, proofs, numbers)
            written[schema.figure] += figures
            written[schema.figure_content] += contents
        with database.write() as connection:
            for one in bulletins.values():
                values = {"id": one.id, "title": one.title, "revision": 1}
                connection.execute(
                    upsert(schema.bulletin)
                    .values(**values, content=msgspec.json.encode(one))
                    .on_conflict_do_nothing()
                )
            for table, lines in written.items():
                if lines:
                    connection.execute(insert(table), lines)
    database.close()


class Bare:
    """tantivy on the archive's own index, asked for the same terms and the same counts."""

    def __init__(self, home: Path, analyzer: Analyzer) -> None:
        (meta,) = home.glob("index/**/meta.json")
        self._index = tantivy.Index.open(str(meta.parent))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._analyzer = analyzer

    def search(self, request: SearchRequest) -> int:
        """The number of matches, with the best hits and all facets on the way."""
        found = [self._term(word) for word in self._analyzer.query_terms(request.q)]
        if request.date_from:
            days = request.date_from.toordinal(), dt.date.max.toordinal()
            kind = tantivy.FieldType.Integer
            found.append(tantivy.Query.range_query(self._schema, "day", kind, *days))
        chosen = list(request.department)
        of_them = [tantivy.Query.term_set_query(self._schema, "department", chosen)]
        query = _all([*found, *(of_them if chosen else ())])
        result = self._searcher.search(query, limit=HITS)
        for _, address in result.hits:
            self._searcher.doc(address)
        if chosen:
            # Counts of departments are not narrowed by the departments chosen.
            self._count(_all(found), [Facet.DEPARTMENT])
        self._count(query, [facet for facet in Facet if not chosen or facet != Facet.DEPARTMENT])
        return int(result.count)  # type: ignore[attr-defined]  # its stubs forget it

    def _term(self, word: QueryWord) -> tantivy.Query:
        if word.lookup is not None:
            return tantivy.Query.term_query(self._schema, "lookups", word.lookup)
        if len(word.grams) == 1:
            return tantivy.Query.term_query(self._schema, "grams", word.grams[0])
        return tantivy.Query.phrase_query(self._schema, "grams", list(word.grams))

    def _count(self, query: tantivy.Query, facets: Sequence[Facet]) -> None:
        terms = {"size": _VALUES, "segment_size": _VALUES}
        self._searcher.aggregate(query, {one: {"terms": {"field": one} | terms} for one in facets})


def _all(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


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


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that passed, and those of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def percentiles(spent: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(spent)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def compare(opened: Archive, bare: Bare | None, archive: SyntheticArchive, queries: int) -> None:
    """Print latencies of both, asked in turns, and the processor's time."""
    query = opened.query
    heads = ["archive.query"] if bare is None else ["archive.query", "bare tantivy", "ratio"]
    print(f"  {'p50 / p95 in ms':<26}{'matches':>9}" + "".join(f"{head:>16}" for head in heads * 2))
    for kind, asked in requests(archive, queries):
        own, others, matches = [], [], []
        for request in asked:
            page = query.search(request)
            matches.append(page.total)
            own.append(timed(partial(query.search, request)))
            if bare is not None:
                if bare.search(request) != page.total and not page.included:
                    raise SystemExit(f"{request} does not mean the same to both")
                others.append(timed(partial(bare.search, request)))
        cells = []
        # The time that passes, then the processor's, which other processes disturb less.
        for clock in range(2):
            ours = percentiles([one[clock] for one in own])
            cells.append(f"{ours[0]:.1f} / {ours[1]:.1f}")
            if bare is not None:
                theirs = percentiles([one[clock] for one in others])
                cells += [f"{theirs[0]:.1f} / {theirs[1]:.1f}", f"{ours[1] / theirs[1]:.1f}"]
        row = "".join(f"{cell:>16}" for cell in cells)
        print(f"  {kind:<26}{percentiles(matches)[0]:>9}{row}", flush=True)


def suggest(opened: Archive, archive: SyntheticArchive) -> None:
    """Print how long suggestions take for names as they are typed, and the first of all."""
    dice = random.Random(5)
    query = opened.query
    read = milliseconds(query.prepare)
    names = [*dice.sample(archive.departments, 30), *archive.queries(20)["official"], "swt", "gzj"]
    typed = [name[:end] for name in names for end in range(1, min(len(name), _TYPED) + 1)]
    taken = [milliseconds(partial(query.suggest, text)) for text in typed]
    p50, p95 = percentiles(taken)
    slips = [milliseconds(partial(query._suggestions.corrections, name)) for name in names]
    print(
        f"  suggestions: p50 {p50:.2f} ms, p95 {p95:.2f} ms, most {max(taken):.2f} ms; names read "
        f"ahead in {read:.0f} ms; corrections p95 {percentiles(slips)[1]:.1f} ms"
    )


def add(
    home: Path, analyzer: Analyzer, archive: SyntheticArchive, engine: Engine, issues: int
) -> None:
    """Print how long one more issue takes until another reader finds it, and until the batch has
    ended, which waits for files that are merged."""
    index, reader = (open_index(engine, home / "index", analyzer) for _ in range(2))
    _, documents = next(archive.issues())
    found, ended = [], []
    for _ in range(issues):
        name = f"new-{time.time_ns()}"
        new = [replace(one, id=f"{name}:{place}") for place, one in enumerate(documents)]
        before = reader.count()
        start = time.perf_counter()
        with ThreadPoolExecutor() as pool:
            looking = pool.submit(counted, reader, before + len(new))
            with index.batch() as batch:
                batch.replace(name, new)
            ended.append(time.perf_counter() - start)
            found.append(looking.result() - start)
    index.close()
    reader.close()
    print(
        f"  {issues} times one issue added: found after {min(found):.2f} to {max(found):.2f} s; "
        f"batch ended after {min(ended):.2f} to {max(ended):.2f} s"
    )


def counted(index: SearchIndex, documents: int) -> float:
    """When the index holds so many documents."""
    while index.count() < documents:
        time.sleep(0.002)
    return time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", type=Engine, default=Engine.TANTIVY)
    parser.add_argument("--items", type=int, default=60_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--issues", type=int, default=20, help="to add one by one")
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    archive, engine = SyntheticArchive(arguments.items), arguments.engine
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        print(f"{engine}, {arguments.items:,} synthetic items")
        if not (home / DATABASE).exists():
            fill(home, archive, engine)
        files = [path for path in (home / "index").rglob("*") if path.is_file()]
        print(f"  index {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
        analyzer = Analyzer(load_vocabulary(None).words())
        with open_archive(Settings(home=home, engine=engine)) as opened:
            suggest(opened, archive)
            bare = Bare(home, analyzer) if engine is Engine.TANTIVY else None
            compare(opened, bare, archive, arguments.queries)
        add(home, analyzer, archive, engine, arguments.issues)


if __name__ == "__main__":
    main()
