#!/usr/bin/env python3
"""Print what reading costs, as ratios against bare engines on the same files in the same process.

    scripts/benchmarks/reading.py [--files N] [--pages N]

Text layers: reading and structure together against bare pypdfium2 text and against pdfplumber.
Scans: the same against the bare recognition engine on the same page images. Memory: the peak of a
child that reads one long PDF, against one that reads a tenth of it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from archive.config import Limits  # noqa: E402
from archive.isolation import Isolation, run_isolated  # noqa: E402
from archive.parser import load_recognition, parse  # noqa: E402
from archive.parser.sources.ocr import bare_engine  # noqa: E402
from archive.parser.sources.scans import page_image  # noqa: E402
from scripts.benchmark import bare_text, seconds  # noqa: E402


def with_pdfplumber(pdfs: Sequence[Path]) -> None:
    """Characters, words and tables of every page through pdfplumber alone."""
    for path in pdfs:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words()
                page.extract_tables()
                page.close()


def with_engine(pdfs: Sequence[Path]) -> None:
    """Every page image through the recognition engine and nothing else."""
    for path in pdfs:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            image = page_image(page).image.convert("RGB")
            bare_engine()(np.asarray(image)[:, :, ::-1], use_cls=False)
            page.close()
        document.close()


def best_of(
    times: int, files: Sequence[Path], *works: Callable[[Sequence[Path]], object]
) -> list[float]:
    """Seconds that each of ``works`` takes for all files: the best of some times for each file,
    one after the other, so that what else the machine does falls on all alike."""
    totals = [0.0] * len(works)
    for path in files:
        for number, work in enumerate(works):
            totals[number] += min(seconds(partial(work, [path])) for _ in range(times))
    return totals


def with_ours(pdfs: Sequence[Path]) -> None:
    """Reading and structure."""
    for path in pdfs:
        parse(path, Limits())


def peak_megabytes(path: Path) -> float:
    """The most memory a forked child holds at once while it reads a file."""

    def read() -> bytes:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        issue = parse(path, Limits())
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return f"{(after - before) / 1024} {len(issue.items)}".encode()

    answer = run_isolated(read, Isolation(8192, 600, 600))
    return float(answer.split()[0])


def long_pdf(source: Path, pages: int, target: Path) -> Path:
    """The pages of a bulletin again and again."""
    document = pypdfium2.PdfDocument.new()
    original = pypdfium2.PdfDocument(source)
    while len(document) < pages:
        document.import_pages(original)
    document.save(target)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--pages", type=int, default=2000)
    arguments = parser.parse_args()
    every = sorted((ROOT / "corpus").glob("[!s]*/*.pdf"))
    pdfs = every[:: max(1, len(every) // arguments.files)]
    parse(pdfs[0], Limits())
    bare, ours = best_of(5, pdfs, bare_text, with_ours)
    (plumber,) = best_of(1, pdfs, with_pdfplumber)
    print(f"text layers, {len(pdfs)} files: reading + structure {ours:.2f} s")
    print(f"  {ours / bare:.2f} × bare pypdfium2 text")
    print(f"  {plumber / ours:.1f} × faster than pdfplumber alone")
    scans = sorted((ROOT / "corpus" / "scans").glob("*200.pdf"))[:2]
    load_recognition()
    engine, ours = best_of(1, scans, with_engine, with_ours)
    print(f"scans, {len(scans)} files: {ours:.1f} s, {ours / engine:.2f} × the bare engine")
    with tempfile.TemporaryDirectory() as folder:
        for pages in (arguments.pages // 10, arguments.pages):
            path = long_pdf(pdfs[0], pages, Path(folder) / f"{pages}.pdf")
            start = time.perf_counter()
            peak = peak_megabytes(path)
            took = time.perf_counter() - start
            print(f"one PDF of {pages} pages: {took:.1f} s, {peak:.0f} MB beyond the warm parent")


if __name__ == "__main__":
    main()
