"""Writing for programs: JSON and CSV, UTF-8 whatever the locale, streamed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO

import msgspec

from archive.query import SearchPage
from archive.store.port import StoredFigure

CSV_COLUMNS = (
    "id", "bulletin", "issue", "issue_date", "item", "metric", "surface", "value", "value_high",
    "unit", "qualifier", "subject", "period_type", "period_start", "period_end", "change_from",
    "comparison", "comparison_sign", "pages", "quote", "source_sha256", "rule", "rules_version",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for a formula at the beginning of a cell."""


def write_json(out: BinaryIO, value: object) -> None:
    """Any model object, indented."""
    out.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_figures_json(out: BinaryIO, figures: Iterable[StoredFigure]) -> None:
    """An array with one figure a line."""
    separator = b"[\n"
    for stored in figures:
        out.write(separator + msgspec.json.encode(stored))
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def write_figures_csv(out: BinaryIO, figures: Iterable[StoredFigure], *, bom: bool) -> None:
    """One figure a row, with its provenance."""
    write_csv(out, CSV_COLUMNS, (_cells(stored) for stored in figures), bom=bom)


def write_csv(
    out: BinaryIO, columns: Sequence[str], rows: Iterable[Iterable[object]], *, bom: bool
) -> None:
    """RFC 4180; text that a spreadsheet could take for a formula gets an apostrophe in front."""
    if bom:
        out.write(codecs.BOM_UTF8)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for cells in rows:
        writer.writerow(_safe(cell) for cell in cells)
        out.write(buffer.getvalue().encode("utf-8"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8"))


def search_answer(page: SearchPage) -> dict[str, object]:
    """A page of hits without the texts' places on their pages, which ``show --json`` has."""
    return {
        "total": page.total,
        "page": page.request.page,
        "pages": page.pages,
        "hits": [
            {
                "id": hit.item.id,
                "issue": hit.item.issue.id,
                "bulletin": hit.item.issue.bulletin,
                "title": hit.item.issue.title,
                "date": hit.item.issue.date,
                "section_path": hit.item.section_path,
                "number": hit.item.item.number,
                "text": hit.item.item.text,
                "snippet": hit.snippet,
                "departments": hit.item.departments,
                "officials": hit.item.officials,
                "topics": hit.item.topics,
                "score": hit.score,
            }
            for hit in page.hits
        ],
        "facets": page.facets,
    }


def _cells(stored: StoredFigure) -> Iterator[object]:
    figure, place = stored.figure, stored.provenance
    yield from (stored.id, stored.bulletin, place.issue, stored.issue_date, place.item)
    yield from (figure.metric, figure.surface, figure.value, figure.value_high, figure.unit)
    yield from (figure.qualifier, figure.subject, figure.period_type)
    yield figure.period.start if figure.period else None
    yield figure.period.end if figure.period else None
    yield figure.change_from
    yield figure.comparison.kind if figure.comparison else None
    yield figure.comparison.sign if figure.comparison else None
    yield " ".join(str(page) for page in place.pages)
    yield from (place.quote, place.source_sha256, place.rule, place.rules_version)


def _safe(cell: object) -> object:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
