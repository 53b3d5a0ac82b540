#!/usr/bin/env python3
"""Print how fast the archive imports and answers, against named baselines in the same run.

    scripts/benchmark.py [--items N] [--whoosh-items N] [--skip-synthetic]

Import is compared with the floor: bare pypdfium2 text plus rjieba segmentation of the same
files, one process each; scans, which have no text to take, are left to benchmarks/reading.py.
Search latency is measured through the query layer on the corpus, and on synthetic archives at
the index.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import rjieba

from archive.app import open_archive
from archive.config import Engine, Limits, Settings, load_settings
from archive.extraction.record import make_record
from archive.model import Issue
from archive.parser import parse
from archive.query import Query
from archive.search import SearchRequest
from archive.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.benchmarks.index import run  # noqa: E402

QUERIES = ("惠企政策", "一件事", "受理", "综合窗口", "培训", "商务厅", "累计受理", "政务服务大厅")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_text(pdfs: Sequence[Path]) -> list[str]:
    """The text of every page as pypdfium2 gives it."""
    texts = []
    for pdf in pdfs:
        document = pypdfium2.PdfDocument(pdf)
        for page in document:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_bounded())
            textpage.close()
            page.close()
        document.close()
    return texts


def import_rates(pdfs: Sequence[Path], home: Path) -> None:
    vocabulary = load_vocabulary(None)
    rjieba.cut("预热")
    texts: list[str] = []
    issues: list[Issue] = []
    t_text = seconds(lambda: texts.extend(bare_text(pdfs)))
    t_cut = seconds(lambda: [rjieba.cut(text) for text in texts])
    t_parse = seconds(lambda: issues.extend(parse(pdf, Limits()) for pdf in pdfs))
    t_extract = seconds(lambda: [make_record(issue, vocabulary) for issue in issues])
    pages, floor = len(texts), t_text + t_cut

    def whole(engine: Engine, workers: int) -> float:
        settings = Settings(home=home / f"{engine}-{workers}", engine=engine, workers=workers)
        with open_archive(settings) as archive:
            return seconds(lambda: archive.import_paths(pdfs))

    rows = [
        ("pypdfium2 text", t_text),
        ("rjieba cut", t_cut),
        ("floor: text + cut", floor),
        ("parse (reading + structure)", t_parse),
        ("extract", t_extract),
        ("import, tantivy, 1 worker", whole(Engine.TANTIVY, 1)),
        ("import, tantivy, all cores", whole(Engine.TANTIVY, 0)),
        ("import, whoosh, all cores", whole(Engine.WHOOSH, 0)),
    ]
    print(f"\nimport: {len(pdfs)} files, {pages} pages, {sum(map(len, texts))} characters")
    print(f"  {'step':<30}{'pages/s':>10}{'ms/page':>10}{'x floor':>10}")
    for name, spent in rows:
        print(
            f"  {name:<30}{pages / spent:>10.0f}{1000 * spent / pages:>10.2f}{spent / floor:>10.2f}"
        )


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def search_latency(query: Query, name: str, rounds: int = 20) -> None:
    """Queries through the query layer: facets, stored items and snippets included."""
    requests = [SearchRequest(q=text) for text in QUERIES]
    requests += [replace(r, topic=(topic,)) for r in requests for topic in _first_topic(query, r)]
    for request in requests:
        query.search(request)
    spent = [seconds(lambda r=r: query.search(r)) for _ in range(rounds) for r in requests]
    print(
        f"  {name:<30}p50 {1000 * percentile(spent, 0.5):6.1f} ms   "
        f"p95 {1000 * percentile(spent, 0.95):6.1f} ms"
    )


def _first_topic(query: Query, request: SearchRequest) -> list[str]:
    facets = query.search(request).facets
    return [
        value.value for facet, values in facets.items() if facet == "topic" for value in values[:1]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=60_000)
    parser.add_argument("--whoosh-items", type=int, default=60_000)
    parser.add_argument("--skip-synthetic", action="store_true")
    arguments = parser.parse_args()
    pdfs = sorted(p for p in (ROOT / "corpus").rglob("*.pdf") if p.parent.name != "scans")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        import_rates(pdfs, home)
        print("\nsearch on the corpus, through archive.query with all facets and snippets")
        for engine in Engine:
            settings = replace(load_settings(home / f"{engine}-0", {}), engine=engine)
            with open_archive(settings) as archive:
                search_latency(archive.query, engine)
    if not arguments.skip_synthetic:
        for engine, items in (
            (Engine.TANTIVY, arguments.items),
            (Engine.WHOOSH, arguments.whoosh_items),
        ):
            run(engine, items)


if __name__ == "__main__":
    main()
