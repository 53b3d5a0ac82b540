"""Writing for programs: JSON and CSV, UTF-8 whatever the locale, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

import msgspec

from archive.export.answers import Answer
from archive.export.formats import Format, write
from archive.export.tables import Table
from archive.search import Correction, SearchPage


def write_json(out: BinaryIO, value: object) -> None:
    """Any model object, indented."""
    out.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_array(out: BinaryIO, answers: Iterable[Answer]) -> None:
    """A JSON array with one object a line."""
    separator = b"[\n"
    for answer in answers:
        out.write(separator + msgspec.json.encode(answer))
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def write_rows(
    out: BinaryIO, form: Format, table: Table, answers: Iterable[Answer], *, bom: bool = False
) -> None:
    """Rows in a format, as they come."""
    for chunk in write(form, table, answers, bom=bom):
        out.write(chunk)


def search_answer(page: SearchPage, meant: Sequence[Correction]) -> dict[str, object]:
    """A page of hits without the texts' places on their pages, which ``show --json`` has."""
    return {
        "total": page.total,
        "page": page.request.page,
        "pages": page.pages,
        "did_you_mean": meant,
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
        "hint": page.hint or None,
        "included": page.included,
    }
