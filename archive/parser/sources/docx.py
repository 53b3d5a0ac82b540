"""A Word file (DOCX, of Word or WPS) becomes a :class:`Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from archive.config import Limits
from archive.model import Document, SourceFile
from archive.parser.sources.docx_numbering import Numbering
from archive.parser.sources.docx_package import DocxPackage, W
from archive.parser.sources.docx_styles import Look, Styles
from archive.parser.sources.files import read_bytes
from archive.parser.sources.galley import (
    TextCell,
    TextParagraph,
    TextPiece,
    TextTable,
    set_galley,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    {
        # Deleted or moved away; the phonetic guide; a second version of a drawing.
        W + "del", W + "moveFrom", W + "rt", _MC + "Fallback", W + "pPr", W + "rPr", W + "sectPr",
        W + "instrText", W + "delText", W + "sdtPr", W + "tblPr", W + "trPr", W + "tcPr",
    }
)  # fmt: skip
_BREAKS = frozenset({W + "br", W + "cr"})
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_NO_BORDER = frozenset({"nil", "none"})
_HOLDERS = frozenset(
    {W + "sdt", W + "sdtContent", W + "customXml", W + "smartTag", W + "ins", W + "moveTo"}
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as read: its pieces with their looks."""

    pieces: tuple[tuple[str, Look], ...]
    centered: bool

    def plain(self, *, black_is_bold: bool) -> TextParagraph:
        return TextParagraph(
            tuple(
                TextPiece(text, look.size, look.bold or (black_is_bold and look.black_face))
                for text, look in self.pieces
            ),
            self.centered,
        )


def read_docx(path: Path, limits: Limits) -> Document:
    """Read a Word file's text, without heads, feet, notes and what was deleted.

    Labels of automatic numbering are counted and become part of the text. Raises
    :class:`SourceError` as :func:`read_bytes` and :class:`DocxPackage` do.
    """
    data = read_bytes(path, limits)
    source = SourceFile(hashlib.sha256(data).hexdigest(), path.name, MEDIA_TYPE, len(data))
    package = DocxPackage(data, path.name)
    body = package.document().find(W + "body")
    styles, numbering = package.beside("styles.xml"), package.beside("numbering.xml")
    reader = _Reader(Styles(styles), Numbering(numbering))
    blocks = list(reader.blocks(body)) if body is not None else []
    black = _is_emphasis(block for block in blocks if isinstance(block, _Paragraph))
    return set_galley(
        source,
        [
            block.plain(black_is_bold=black) if isinstance(block, _Paragraph) else block
            for block in blocks
        ],
    )


def _is_emphasis(paragraphs: Iterable[_Paragraph]) -> bool:
    """Whether 黑体 sets words apart: less than half of the text is printed in it."""
    black = total = 0
    for paragraph in paragraphs:
        for text, look in paragraph.pieces:
            total += len(text)
            black += len(text) if look.black_face else 0
    return 2 * black < total


class _Reader:
    """Reads the blocks of one document in their order, which numbering depends on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, body: etree._Element) -> Iterator[_Paragraph | TextTable]:
        for element in _flow(body):
            if element.tag == W + "tbl":
                yield from self._table(element)
            else:
                yield from self._paragraphs(element)

    def _paragraphs(self, element: etree._Element) -> Iterator[_Paragraph]:
        """The paragraph ``element``, parted at its line breaks, after those of its text boxes."""
        look = self._styles.paragraph(element.find(W + "pPr"))
        parts: list[list[tuple[str, Look]]] = [[]]
        if look.list and (label := self._numbering.label(look.list, look.list_level)):
            parts[0].append((label, look))
        boxes: list[etree._Element] = []
        run = look
        walk = etree.iterwalk(element, events=("start",))
        for _, child in walk:
            if child.tag in _SKIPPED:
                walk.skip_subtree()
            elif child.tag == W + "txbxContent":
                boxes.append(child)
                walk.skip_subtree()
            elif child.tag == W + "r":
                run = self._styles.run(look, child.find(W + "rPr"))
            elif child.tag in _BREAKS:
                parts.append([])
            elif child.tag in _CHARACTERS and not run.hidden:
                parts[-1].append((_CHARACTERS[child.tag], run))
            elif child.tag == W + "t" and not run.hidden:
                parts[-1].append((child.text or "", run))
        for box in boxes:
            for inner in _flow(box):
                if inner.tag == W + "p":
                    yield from self._paragraphs(inner)
        yield from (_Paragraph(tuple(part), look.centered) for part in parts if part)

    def _table(self, table: etree._Element) -> Iterator[_Paragraph | TextTable]:
        """A table, or the paragraphs of one that only arranges them on the page."""
        rows = [
            [(cell, list(self._cell(cell))) for cell in row.iterchildren(W + "tc")]
            for row in table.iterchildren(W + "tr")
        ]
        if max(map(len, rows), default=0) > 1 and self._is_ruled(table):
            yield _grid(rows)
            return
        for row in rows:
            if len(row) > 1 and all(len(paragraphs) < 2 for _, paragraphs in row):
                yield _side_by_side([p for _, paragraphs in row for p in paragraphs])
            else:
                yield from (p for _, paragraphs in row for p in paragraphs)

    def _cell(self, cell: etree._Element) -> Iterator[_Paragraph]:
        for element in cell.iterdescendants(W + "p"):
            yield from self._paragraphs(element)

    def _is_ruled(self, table: etree._Element) -> bool:
        own = table.find(f"{W}tblPr/{W}tblBorders")
        named = table.find(f"{W}tblPr/{W}tblStyle")
        if any(_draws(borders) for borders in table.iterdescendants(W + "tcBorders")):
            return True
        if own is not None:
            return _draws(own)
        return named is not None and self._styles.is_ruled(named.get(W + "val", ""))


def _flow(holder: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those within content controls and the like."""
    stack = list(reversed(holder))
    while stack:
        element = stack.pop()
        if element.tag in (W + "p", W + "tbl"):
            yield element
        elif element.tag in _HOLDERS:
            stack.extend(reversed(element))


def _draws(borders: etree._Element) -> bool:
    return any(border.get(W + "val") not in _NO_BORDER for border in borders)


def _side_by_side(paragraphs: Iterable[_Paragraph]) -> _Paragraph:
    pieces: list[tuple[str, Look]] = []
    for paragraph in paragraphs:
        if pieces:
            pieces.append(("\t", pieces[-1][1]))
        pieces += paragraph.pieces
    return _Paragraph(tuple(pieces), centered=False)


_Cells = list[tuple[etree._Element, list[_Paragraph]]]


def _grid(rows: Iterable[_Cells]) -> TextTable:
    """Cells with their place and spans; those a merged cell covers are left out."""
    placed: list[TextCell] = []
    above: dict[int, int] = {}
    """By column, the last cell that stands there, as an index of ``placed``."""
    columns = row = 0
    for row, cells in enumerate(rows, 1):
        column = 0
        for cell, paragraphs in cells:
            wide = _number(cell.find(f"{W}tcPr/{W}gridSpan"))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val") != "restart" and column in above:
                at = above[column]
                placed[at] = replace(placed[at], row_span=row - placed[at].row)
            else:
                above[column] = len(placed)
                texts = tuple(p.plain(black_is_bold=False) for p in paragraphs)
                placed.append(TextCell(row - 1, column, 1, wide, texts))
            column += wide
        columns = max(columns, column)
    return TextTable(row, columns, tuple(placed))


def _number(element: etree._Element | None) -> int:
    """A span as written; Word's tables have at most 63 columns."""
    text = "" if element is None else element.get(W + "val", "")
    return min(63, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
