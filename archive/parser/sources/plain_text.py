"""A plain text file becomes a :class:`Document`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from unicodedata import east_asian_width

from archive.config import Limits
from archive.model import Document, SourceFile
from archive.parser.sources.encoding import decode
from archive.parser.sources.files import read_bytes
from archive.parser.sources.galley import (
    TextBlock,
    TextCell,
    TextParagraph,
    TextPiece,
    TextTable,
    set_galley,
)

MEDIA_TYPE = "text/plain"
_WIDEST = 120
"""Columns (two for a Han character) up to which lines may have been broken by hand."""
_FULL = 4
"""Columns by which a full line may be shorter than the longest."""
_MOST_FULL = 0.2
_CENTERED = 8
"""Columns of white before a line that stands in the middle."""
_STARTS_ANEW = re.compile(
    r"[一二三四五六七八九十百]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}[.．、]|"
    r"第[一二三四五六七八九十0-9]{1,4}[章节条]|[①-⑳◆■▲●【]"
)


def read_plain_text(path: Path, limits: Limits) -> Document:
    """Read a text in UTF-8, UTF-16 or GB 18030.

    Lines broken by hand are joined; successive lines with the same number of tabs are a table.
    Raises :class:`SourceError` as :func:`read_bytes` and :func:`decode` do.
    """
    data = read_bytes(path, limits)
    source = SourceFile(hashlib.sha256(data).hexdigest(), path.name, MEDIA_TYPE, len(data))
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\f\x0b\x85\u2028\u2029]",
                                                decode(data, path.name))]  # fmt: skip
    return set_galley(source, list(_blocks(lines)))


def _blocks(lines: Sequence[str]) -> Iterator[TextBlock]:
    for tabs, group in groupby(lines, key=lambda line: line.strip().count("\t")):
        rows = list(group)
        if tabs and len(rows) > 1:
            yield _table([row.strip().split("\t") for row in rows])
        else:
            yield from map(_paragraph, _joined(rows))


def _table(rows: Sequence[Sequence[str]]) -> TextTable:
    cells = tuple(
        TextCell(row, column, 1, 1, (_paragraph(text),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return TextTable(len(rows), len(rows[0]), cells)


def _paragraph(line: str) -> TextParagraph:
    text = line.strip()
    white = _columns(line[: len(line) - len(line.lstrip())])
    return TextParagraph((TextPiece(text),), centered=white >= _CENTERED)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs: a full line goes on in the next one that is not indented."""
    widths = [_columns(line) for line in lines]
    longest = max(widths, default=0)
    full = [width >= longest - _FULL for width in widths]
    if longest > _WIDEST or sum(full) < max(3, _MOST_FULL * sum(map(bool, lines))):
        yield from lines
        return
    paragraph = ""
    runs_on = False
    for line, is_full in zip(lines, full, strict=True):
        starts = not line or line[0].isspace() or _STARTS_ANEW.match(line) is not None
        if runs_on and not starts:
            gap = " " if paragraph[-1].isascii() and line[0].isascii() else ""
            paragraph += gap + line
        else:
            yield paragraph
            paragraph = line
        runs_on = is_full
    yield paragraph


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
