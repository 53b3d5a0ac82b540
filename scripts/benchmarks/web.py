"""Measure the pages of the web UI on a synthetic archive, and the images of pages.

python -m scripts.benchmarks.web [--items N] [--requests N] [--home FOLDER] [--corpus FOLDER]

A page's time is that of the server, from request to compressed answer. The bare page is the same
Flask application with every question to the archive answered from a fixture: what it was answered
before. Both are asked in turns in the same process; the time of the processor is printed too,
which other processes disturb less. An image is measured against bare pypdfium2 that renders the
same page as wide and writes the same PNG. A ``--home`` that was filled before is used as it is.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2 as pdfium
from flask.testing import FlaskClient

from archive.app import open_archive
from archive.config import Engine, Settings
from archive.images import PageImages
from archive.issues import IssuesRequest
from archive.model import PageInfo
from archive.query import Query
from scripts.benchmarks.index import SyntheticArchive
from scripts.benchmarks.search import fill, timed
from webui import create_app
from webui.addresses import IMAGE_WIDTHS

_HEADERS = {"Accept-Encoding": "gzip"}
_HOMES = 30
_ISSUES = 30
_IMAGES = 40


class Fixture:
    """Stands for an object of the archive and answers what it was asked before as it did then."""

    def __init__(self, real: object) -> None:
        self._real = real
        self._known: dict[object, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._known:
            value = getattr(self._real, name)
            parts = type(value).__module__.startswith("archive.") and not callable(value)
            self._known[name] = Fixture(value) if parts else value
        value = self._known[name]
        return self._remembered(name, value) if callable(value) else value

    def _remembered(self, name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*arguments: Any, **named: Any) -> Any:
            # What is found holds lists and is no key.
            about = repr(arguments) if name == "corrections" else arguments
            question = (name, about, tuple(sorted(named.items())))
            if question not in self._known:
                self._known[question] = ask(*arguments, **named)
            return self._known[question]

        return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--items", type=int, default=60_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder) / "home"
        archive = SyntheticArchive(asked.items)
        if not (home / "index").is_dir():
            fill(home, archive, Engine.TANTIVY)
        with open_archive(Settings(home=home)) as opened:
            # Issues to read: the synthetic ones have no text of their own.
            opened.import_paths(sorted(asked.corpus.glob("weekly/*.pdf"))[:_ISSUES])
            measure_pages(opened.query, archive, asked.requests)
        measure_images(asked.corpus, Path(folder))


def measure_pages(query: Query, archive: SyntheticArchive, requests: int) -> None:
    """Print the percentiles of every kind of page beside those of the bare page."""
    texts = [
        text
        for kind, some in archive.queries(requests).items()
        if kind in ("frequent word", "any word", "two words", "department")
        for text in some
    ]
    random.Random(7).shuffle(texts)
    read = next(one.id for one, _ in query.bulletins() if one.title.endswith("（示例）"))
    issues = query.issues(IssuesRequest(bulletin=read, per_page=_ISSUES)).issues
    kinds = {
        "home": ["/"] * _HOMES,
        "results": [f"/search?q={quote(text)}" for text in islice(texts, requests)],
        "issue": [f"/issues/{row.id}" for row in issues[:requests]],
    }
    fixture: Any = Fixture(query)
    real, bare = create_app(query).test_client(), create_app(fixture).test_client()
    print("| page | ms p50 / p95 | bare p50 / p95 | p95 ratio | processor p95 ratio |")
    print("|---|---|---|---|---|")
    for kind, addresses in kinds.items():
        for address in addresses:  # What a fixture cannot know before it is asked.
            ask(bare, address)
        ask(real, addresses[0])
        ours, theirs = [], []
        for address in addresses:
            ours.append(timed(partial(ask, real, address)))
            theirs.append(timed(partial(ask, bare, address)))
        row = [f"{percentile(ours, 50):.1f} / {percentile(ours, 95):.1f}"]
        row += [f"{percentile(theirs, 50):.1f} / {percentile(theirs, 95):.1f}"]
        row += [f"{percentile(ours, 95, at) / percentile(theirs, 95, at):.2f}" for at in (0, 1)]
        print(f"| {kind} | {' | '.join(row)} |")


def ask(client: FlaskClient, address: str) -> None:
    """Read a page to its last byte."""
    response = client.get(address, headers=_HEADERS)
    assert response.status_code == 200, address  # noqa: S101  # otherwise nothing was measured
    response.get_data()


def measure_images(corpus: Path, folder: Path) -> None:
    """Print what an image costs the first time and from the cache, in milliseconds."""
    images = PageImages(folder / "cache")
    paths = sorted(corpus.glob("weekly/*.pdf"))[: _IMAGES + 1]
    width = IMAGE_WIDTHS[1]
    print("\n| image | ms p50 / p95 | × bare pypdfium2 p50 / p95 |")
    print("|---|---|---|")
    spent: dict[str, list[tuple[float, float]]] = {"bare": [], "first": [], "again": []}
    for path in paths:
        info = PageInfo(1, *size_of(path))

        ours = partial(images.png, path, path.stem, info, width)
        spent["bare"].append(timed(partial(rendered, path, width)))
        spent["first"].append(timed(ours))
        spent["again"].append(timed(ours))
    images.close()
    # The first image also started the process that renders.
    bare = spent["bare"][1:]
    for name, some in spent.items():
        half, most = percentile(some[1:], 50), percentile(some[1:], 95)
        ratios = f"{half / percentile(bare, 50):.2f} / {most / percentile(bare, 95):.2f}"
        print(f"| {name} | {half:.1f} / {most:.1f} | {ratios} |")


def size_of(path: Path) -> tuple[float, float]:
    with pdfium.PdfDocument(path) as document:
        width, height = document[0].get_size()
    return width, height


def rendered(path: Path, width: int) -> bytes:
    """The first page as pypdfium2 and Pillow make it."""
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil()
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def percentile(spent: Sequence[tuple[float, float]], cent: int, at: int = 0) -> float:
    """Of the time that passed (``at`` 0) or the processor's (1)."""
    return statistics.quantiles([one[at] for one in spent], n=100, method="inclusive")[cent - 1]


if __name__ == "__main__":
    main()
