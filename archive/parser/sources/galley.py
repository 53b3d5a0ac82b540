"""Text without pages, set on a galley: one long page on which layout can be read.

Word files, web pages and plain text have paragraphs, but neither lines nor places. The rules of
layout know nothing but lines and places. So each paragraph becomes one line of a galley wide
enough that no line is full: layout then sees where paragraphs start, which are centred, large or
bold. Places on a galley prove nothing and are dropped in the end (``Document.paged``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width

from archive.model import (
    Box,
    Declared,
    Document,
    Line,
    Page,
    PageTable,
    SourceFile,
    Span,
    TableCell,
)

BODY_SIZE = 16.0
"""Points; what is known relative to the text's own size is set relative to this."""
_LEADING = 2 * BODY_SIZE
_MARGIN = 4 * BODY_SIZE
_INDENT = 2 * BODY_SIZE
_TAB_EMS = 4.0
"""What a tab sets apart stands further apart than letter-spaced characters ever do."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Characters of one kind. ``size`` is in points."""

    text: str
    size: float = BODY_SIZE
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph of a file without pages; tabs set its parts apart."""

    pieces: tuple[TextPiece, ...]
    centered: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of a :class:`TextTable`; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: tuple[TextParagraph, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of a file without pages."""

    rows: int
    columns: int
    cells: tuple[TextCell, ...]


TextBlock = TextParagraph | TextTable


def set_galley(
    source: SourceFile, blocks: Sequence[TextBlock], declared: Declared | None = None
) -> Document:
    """A :class:`Document` of one galley that holds ``blocks`` in their order.

    Paragraphs without a printed character are left out.
    """
    longest = max((_length(b) for b in blocks if isinstance(b, TextParagraph)), default=0.0)
    width = 4 * _MARGIN + 1.2 * longest + 40 * BODY_SIZE
    lines: list[Line] = []
    tables: list[PageTable] = []
    y = _MARGIN
    for block in blocks:
        if isinstance(block, TextTable):
            tables.append(_table(block, y, width))
            y += _LEADING * max(1, block.rows)
        elif (line := _line(block, y, width)) is not None:
            lines.append(line)
            y += _LEADING
    page = Page(1, width, y + _MARGIN, tuple(lines), tuple(tables))
    return Document(source, (page,), paged=False, declared=declared)


def _length(paragraph: TextParagraph) -> float:
    return sum(sum(map(_ems, piece.text)) * piece.size for piece in paragraph.pieces)


def _ems(character: str) -> float:
    if character == "\t":
        return _TAB_EMS
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def _line(paragraph: TextParagraph, y: float, width: float) -> Line | None:
    pieces = [
        TextPiece(_CONTROL.sub("", piece.text), piece.size, piece.bold)
        for piece in paragraph.pieces
    ]
    text = "".join(piece.text for piece in pieces)
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if first >= last:
        return None
    advances: list[float] = []
    bold: list[Span] = []
    lengths: dict[float, int] = {}
    for piece in pieces:
        start = len(advances)
        advances += [_ems(character) * piece.size for character in piece.text]
        lengths[piece.size] = lengths.get(piece.size, 0) + len(piece.text.strip())
        if piece.bold and (span := _within(start, len(advances), first, last)):
            bold.append(span)
    advances = advances[first:last]
    x0 = (width - sum(advances)) / 2 if paragraph.centered else _MARGIN + _INDENT
    return Line(
        text=text[first:last].replace("\t", " "),
        page=1,
        top=y,
        bottom=y + BODY_SIZE,
        edges=tuple(accumulate(advances, initial=x0)),
        size=max(lengths, key=lambda size: lengths[size]),
        bold=tuple(bold),
    )


def _within(start: int, end: int, first: int, last: int) -> Span | None:
    """The part of a range that lies in ``first`` to ``last``, counted from ``first``."""
    start, end = max(start, first) - first, min(end, last) - first
    return Span(start, end) if start < end else None


def _table(table: TextTable, y: float, width: float) -> PageTable:
    column = (width - 2 * _MARGIN) / max(1, table.columns)
    cells = []
    for cell in table.cells:
        x = _MARGIN + cell.column * column
        top = y + cell.row * _LEADING
        set_lines = (_line(paragraph, top, width) for paragraph in cell.paragraphs)
        cells.append(
            TableCell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                Box(1, x, top, x + cell.column_span * column, top + cell.row_span * _LEADING),
                tuple(line for line in set_lines if line is not None),
            )
        )
    outline = Box(1, _MARGIN, y, width - _MARGIN, y + table.rows * _LEADING)
    return PageTable(outline, table.rows, table.columns, tuple(cells))
