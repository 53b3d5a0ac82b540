#!/usr/bin/env python3
"""Render the fictional sample bulletins of ``corpus/`` with their expected results.

    scripts/make_corpus.py [--only LAYOUT] [--out DIR]

Needs Chromium, LibreOffice Writer and (for fonts, once) ``apt-get download``. The same seed gives
the same texts; LibreOffice and Chromium stamp the time into their PDFs, so bytes may differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.corpus_maker import (  # noqa: E402
    with_chromium,
    with_libreoffice,
    with_reportlab,
    with_scanner,
    with_text,
    with_web,
)
from scripts.corpus_maker.city import city_issues  # noqa: E402
from scripts.corpus_maker.drift import drift_issues  # noqa: E402
from scripts.corpus_maker.expected import expected_of  # noqa: E402
from scripts.corpus_maker.fonts import lacking  # noqa: E402
from scripts.corpus_maker.gazette import gazette_issues  # noqa: E402
from scripts.corpus_maker.looks import look_of, masthead  # noqa: E402
from scripts.corpus_maker.medley import medley_issues  # noqa: E402
from scripts.corpus_maker.monthly import monthly_issues  # noqa: E402
from scripts.corpus_maker.oldstyle import oldstyle_issues  # noqa: E402
from scripts.corpus_maker.text import Issue  # noqa: E402
from scripts.corpus_maker.variants import format_issues, scanned_issues  # noqa: E402
from scripts.corpus_maker.weekly import weekly_issues  # noqa: E402

LAYOUTS = {
    "weekly": (weekly_issues, "a weekly over two and a half years; running totals add up"),
    "monthly": (monthly_issues, "a monthly brief with tables, one with two-row headers"),
    "gazette": (
        gazette_issues,
        "a gazette with 〔2021〕12号 numbering, several documents an issue",
    ),
    "city": (city_issues, "a city bulletin with bold leads instead of numbers, one double issue"),
    "oldstyle": (oldstyle_issues, "an old-style brief with full-width and Chinese numerals"),
    "drift": (drift_issues, "a city weekly of which words, units and headings change"),
    "medley": (medley_issues, "small issues of many layouts: numberings, mastheads, colophons"),
    "scans": (scanned_issues, "printed and scanned at 150, 200 and 300 dpi, askew and noisy"),
    "formats": (format_issues, "Word files, web pages and plain text of the other layouts"),
}
PRINTERS = {
    "reportlab": with_reportlab.print_all,
    "libreoffice": with_libreoffice.print_all,
    "chromium": with_chromium.print_all,
}
WRITERS: dict[str, Callable[[Sequence[Issue], Path], None]] = {
    **PRINTERS,
    **dict.fromkeys(
        ("scan-150", "scan-200", "scan-300"), partial(with_scanner.scan_all, printers=PRINTERS)
    ),
    "docx": with_libreoffice.write_docx,
    "html": with_web.write_all,
    "text": with_text.write_all,
}
SUFFIXES = {"docx": ".docx", "html": ".html", "text": ".txt"}
"""What is no PDF."""


def manifest_entry(issue: Issue, file: Path, folder: Path) -> dict[str, object]:
    """What ``corpus/manifest.json`` says of one file."""
    pages = 0
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        pages = len(document)
        document.close()
    return {
        "path": str(file.relative_to(folder)),
        "layout": issue.layout,
        "producer": issue.producer,
        "split": issue.split,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "pages": pages,
        "origin": "scripts/make_corpus.py; everything in it is invented",
        "licence": "CC0-1.0 (text); subsets of free fonts, see README.md",
        "purpose": LAYOUTS[issue.layout][1],
    }


def check_faces(issue: Issue) -> None:
    """End the program if the issue's body face cannot print all of it."""
    text = json.dumps(expected_of(issue), ensure_ascii=False)
    text += "".join(row.text + row.right for row in masthead(issue) if row.kind != "title")
    if missing := lacking(look_of(issue).body, text):
        sys.exit(f"{issue.layout}/{issue.name}: {look_of(issue).body} has no {''.join(missing)}")


def remove_others(issues: list[Issue], folder: Path) -> None:
    """Remove what an earlier run made of these layouts and this one did not."""
    wanted = {(issue.layout, issue.name) for issue in issues}
    for layout in {issue.layout for issue in issues}:
        for path in (folder / layout).iterdir():
            if (
                path.suffix in (".pdf", ".json", *SUFFIXES.values())
                and (layout, path.stem) not in wanted
            ):
                path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--only",
        choices=sorted(LAYOUTS),
        action="append",
        help="make this layout alone (repeatable)",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "corpus")
    arguments = parser.parse_args()
    folder: Path = arguments.out
    issues = [
        issue
        for layout, (write, _) in LAYOUTS.items()
        if arguments.only is None or layout in arguments.only
        for issue in write()
    ]
    by_producer: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        check_faces(issue)
        (folder / issue.layout).mkdir(parents=True, exist_ok=True)
        by_producer[issue.producer].append(issue)
    for producer, batch in by_producer.items():
        print(f"{producer}: {len(batch)} issues", flush=True)
        WRITERS[producer](batch, folder)
    path = folder / "manifest.json"
    known = json.loads(path.read_text(encoding="utf-8"))["files"] if path.is_file() else []
    made = {issue.layout for issue in issues}
    entries = {entry["path"]: entry for entry in known if entry["layout"] not in made}
    remove_others(issues, folder)
    for issue in issues:
        suffix = SUFFIXES.get(issue.producer, ".pdf")
        file = folder / issue.layout / f"{issue.name}{suffix}"
        text = json.dumps(expected_of(issue), ensure_ascii=False, indent=1)
        file.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        entry = manifest_entry(issue, file, folder)
        entries[str(entry["path"])] = entry
    manifest = {"fictional": True, "files": [entries[name] for name in sorted(entries)]}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
