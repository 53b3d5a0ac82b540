"""Ruled tables become items: text, grid, caption and unit note; across pages joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model import Cell, PageTable, Run, Span, Table, TableCell
from archive.parser.layout import Block, Margins, Paragraph
from archive.parser.marks import read_mark
from archive.parser.text import Passage, ends_sentence, fold, join_lines

_UNIT_NOTE = re.compile(r"[(（【]?(?:计量)?单位[:：].{1,30}")
_CAPTION = re.compile(r"(?:附?表|附件)[0-9一二三四五六七八九十]{0,3}")
_NUMERIC = re.compile(r"[-+－—]?[0-9][0-9,.]*(?:%|‰)?|[-—－/]+")


@dataclass(frozen=True, slots=True)
class CaptionedTable:
    """A table with what is printed about it; ``parts`` are its pieces on successive pages."""

    parts: tuple[PageTable, ...]
    caption: str | None = None
    unit_note: str | None = None


def caption_tables(blocks: Sequence[Block], margins: Margins) -> list[Paragraph | CaptionedTable]:
    """Join tables across pages and take captions and unit notes out of the paragraphs."""
    result: list[Paragraph | CaptionedTable] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(block)
            continue
        last = result[-1] if result else None
        if isinstance(last, CaptionedTable) and _continues(last.parts[-1], block):
            result[-1] = replace(last, parts=(*last.parts, block))
            continue
        unit_note = caption = None
        # Above the grid: caption, then unit note; either may be missing.
        if result and (found := _unit_note(result[-1])) is not None:
            result.pop()
            unit_note = found
        if result and (found := _caption(result[-1])) is not None:
            result.pop()
            caption = found
        result.append(CaptionedTable((block,), caption, unit_note))
    return result


def _unit_note(block: Paragraph | CaptionedTable) -> str | None:
    if isinstance(block, Paragraph) and len(block.lines) == 1 and _UNIT_NOTE.fullmatch(block.text):
        return block.text
    return None


def _caption(block: Paragraph | CaptionedTable) -> str | None:
    if not isinstance(block, Paragraph) or len(block.lines) > 2 or ends_sentence(block.text):
        return None
    if _CAPTION.match(block.text) or (block.centered and read_mark(block.text) is None):
        return block.text
    return None


def _continues(before: PageTable, table: PageTable) -> bool:
    """Whether a table goes on with the columns of the one at the end of the page before."""
    return (
        table.box.page == before.box.page + 1
        and table.columns == before.columns
        and abs(table.box.x0 - before.box.x0) < 6
        and abs(table.box.x1 - before.box.x1) < 6
    )


def read_table(captioned: CaptionedTable) -> tuple[Passage, Table]:
    """The text of a table (rows by line feeds, cells by tabs) with its map, and its grid.

    A header row that is printed again on the next page stands once.
    """
    rows: list[list[TableCell]] = []
    for part in captioned.parts:
        added = _rows(part)
        if rows and added and _texts(added[0]) == _texts(rows[0]):
            added = added[1:]
        rows.extend(added)
    columns = captioned.parts[0].columns
    header = _header_rows(rows)
    text: list[str] = []
    runs: list[Run] = []
    bold: list[Span] = []
    cells: list[Cell] = []
    position = 0
    for number, row in enumerate(rows):
        by_column = {cell.column: cell for cell in row}
        for column in range(columns):
            if column or number:
                text.append("\t" if column else "\n")
                position += 1
            cell = by_column.get(column)
            if cell is None:
                continue
            passage = join_lines(cell.lines)
            text.append(passage.text)
            runs.extend(replace(run, start=run.start + position) for run in passage.runs)
            bold.extend(Span(s.start + position, s.end + position) for s in passage.bold)
            span = Span(position, position + len(passage.text))
            position = span.end
            cells.append(
                Cell(
                    number,
                    column,
                    cell.row_span,
                    cell.column_span,
                    number < header,
                    span,
                    (cell.box,),
                )
            )
    table = Table(len(rows), columns, tuple(cells), captioned.caption, captioned.unit_note)
    return Passage("".join(text), tuple(runs), tuple(bold)), table


def _rows(table: PageTable) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _texts(row: Sequence[TableCell]) -> list[str]:
    return [join_lines(cell.lines).text for cell in row]


def _header_rows(rows: Sequence[Sequence[TableCell]]) -> int:
    """Rows at the top without a number of their own, as many as the first row's cells span."""
    if not rows:
        return 0
    texts = _texts(rows[0])
    if any(_NUMERIC.fullmatch(fold(text)) for text in texts) or not any(texts):
        return 0
    return min(len(rows), min((c.row_span for c in rows[0] if c.column == 0), default=1))
