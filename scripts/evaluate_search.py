#!/usr/bin/env python3
"""Compare our search with other ways to cut Chinese into terms, on judged queries.

    scripts/evaluate_search.py [--corpus DIR] [--floors FILE] [--markdown FILE] [--errors CLASS]

The corpus is imported; ``scripts/search-queries.toml`` says what each query is about, and the
expected result beside each file says which items are. The others search the same texts (item,
headings, names found) with BM25, best first, a term sufficing: plain jieba without our vocabulary,
pairs of characters, single characters. Reported are recall@50 (of what could be among 50),
nDCG@10 and MRR.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import rjieba
import tantivy
from evaluate import below_floors, read_floors, write_block
from evaluations.relevance import DEPTH, MEASURES, TrueItem, folded, grade, measures, true_items

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.issues import IssuesRequest
from archive.search import SearchRequest
from archive.store.nouns import StoredItem

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "scripts" / "search-queries.toml"
LAYOUTS = ("weekly", "monthly", "gazette", "city", "oldstyle")
"""Scans and other formats repeat these bulletins."""
Search = Callable[[str], list[str]]


def matched(archive: Archive, corpus: Path) -> tuple[dict[str, TrueItem], list[TrueItem]]:
    """The true item of every stored item, by text; and those that were not read as one item."""
    truth: dict[str, TrueItem] = {}
    unread: list[TrueItem] = []
    page = 1
    while True:
        issues = archive.query.issues(IssuesRequest(page=page, per_page=100))
        for issue in issues.issues:
            path = next(corpus.glob(f"*/{Path(issue.source_name).stem}.json"))
            waiting: defaultdict[str, list[TrueItem]] = defaultdict(list)
            for item in true_items(path):
                waiting[item.folded].append(item)
            for stored in archive.query.items_of(issue.id):
                if same := waiting[folded(stored.item.text)]:
                    truth[stored.id] = same.pop(0)
            unread += [item for items in waiting.values() for item in items]
        if page >= issues.pages:
            return truth, unread
        page += 1


def jieba_terms(text: str) -> list[str]:
    return [word for word in rjieba.cut_for_search(text.lower()) if word.strip()]


def unigrams(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+|\w", text.lower())


def bigrams(text: str) -> list[str]:
    terms: list[str] = []
    for run in re.findall(r"[a-z]+|\d+|[^\W\da-z]+", text.lower()):
        pairs = [left + right for left, right in pairwise(run)]
        terms += pairs if not run.isascii() and pairs else [run]
    return terms


def bm25(terms: Callable[[str], list[str]], texts: Mapping[str, str]) -> Search:
    """Best first by BM25 over ``terms``, of which one suffices."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for name, text in texts.items():
        writer.add_document(tantivy.Document(id=name, text=" ".join(terms(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(q: str) -> list[str]:
        asked = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term))
            for term in dict.fromkeys(terms(q))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(asked), limit=DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return search


def ours(archive: Archive) -> Search:
    def search(q: str) -> list[str]:
        found = archive.query.search(SearchRequest(q=q, per_page=DEPTH))
        return [hit.item.id for hit in found.hits]

    return search


def searched_text(stored: StoredItem) -> str:
    """What our index is given of an item: names found in it count for the others as well."""
    officials = (one.partition("@")[0] for one in stored.officials)
    return "\n".join((stored.item.text, *stored.section_path, *stored.departments, *officials))


Table = dict[str, dict[str, tuple[float, float, float]]]
"""Measures by class of query ("all" for all) and system."""


def evaluate(archive: Archive, corpus: Path, errors: str | None) -> tuple[Table, dict[str, int]]:
    truth, unread = matched(archive, corpus)
    texts = {
        stored.id: searched_text(stored)
        for issue in sorted({one.rpartition(":")[0] for one in truth})
        for stored in archive.query.items_of(issue)
    }
    systems = {
        "ours": ours(archive),
        "jieba": bm25(jieba_terms, texts),
        "bigrams": bm25(bigrams, texts),
        "unigrams": bm25(unigrams, texts),
    }
    print(f"{len(texts)} items, {len(unread)} not read as their maker wrote them")
    scores: defaultdict[str, defaultdict[str, list[tuple[float, float, float]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for asked in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]:
        judged = {name: gain for name, item in truth.items() if (gain := grade(asked, item))}
        # An item that was not read is found by nobody, but is there to be found.
        judged |= {
            f"unread {place}": gain
            for place, item in enumerate(unread)
            if (gain := grade(asked, item))
        }
        if not judged:
            raise SystemExit(f"no item of the corpus is about {asked}")
        for system, search in systems.items():
            measured = measures(search(asked["q"]), judged)
            for group in ("all", asked["class"]):
                scores[group][system].append(measured)
        if errors in ("all", asked["class"]):
            values = {
                system: [round(value, 2) for value in scores[asked["class"]][system][-1]]
                for system in systems
            }
            print(f"  {asked['q']} ({len(judged)}): {values}")
    table = {
        group: {
            system: (
                fmean(one[0] for one in every),
                fmean(one[1] for one in every),
                fmean(one[2] for one in every),
            )
            for system, every in by_system.items()
        }
        for group, by_system in scores.items()
    }
    return table, {group: len(by_system["ours"]) for group, by_system in scores.items()}


def markdown(table: Table, counts: Mapping[str, int]) -> str:
    """One row a class; in each cell recall@50 / nDCG@10 / MRR."""
    systems = list(table["all"])
    lines = [
        f"{counts['all']} queries; in each cell {' / '.join(MEASURES)}.",
        "",
        "| class | queries | " + " | ".join(systems) + " |",
        "|---|---|" + "---|" * len(systems),
    ]
    for group, scores in table.items():
        cells = (" / ".join(f"{value:.3f}" for value in scores[system]) for system in systems)
        lines.append(f"| {group} | {counts[group]} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--home", type=Path, help="keep the archive here for the next run")
    parser.add_argument("--floors", type=Path, help="TOML file of least values")
    parser.add_argument("--markdown", type=Path, help="write the table to this file")
    parser.add_argument("--errors", metavar="CLASS", help="show the queries of a class, or all")
    arguments = parser.parse_args()
    files = sorted(path for name in LAYOUTS for path in (arguments.corpus / name).glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        with open_archive(Settings(home=home)) as archive:
            archive.import_paths(files)
            table, counts = evaluate(archive, arguments.corpus, arguments.errors)
    text = markdown(table, counts)
    print(text)
    if arguments.markdown:
        write_block(arguments.markdown, "search", text)
    reached = {
        f"{group}.{measure}": value
        for group, scores in table.items()
        for measure, value in zip(MEASURES, scores["ours"], strict=True)
    }
    return below_floors(reached, read_floors(arguments.floors, "search"))


if __name__ == "__main__":
    sys.exit(main())
