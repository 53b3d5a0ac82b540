"""Ruled tables become items: text, grid, caption and unit note; across pages joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model import Box, Cell, Line, PageTable, Run, Span, Table
from archive.parser.layout import Block, Margins, Paragraph
from archive.parser.marks import read_mark
from archive.parser.text import Passage, ends_sentence, fold, join_lines

_UNIT_NOTE = re.compile(r"[(（【]?(?:计量)?单位[:：].{1,30}")
_UNIT_BESIDE = re.compile(r"(?<=.)[(（【]?(?:计量)?单位[:：].{1,30}$")
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
            if unit_note is None and (beside := _UNIT_BESIDE.search(caption)):
                caption, unit_note = caption[: beside.start()], beside[0]
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
    rows: list[list[_GridCell]] = []
    for part in captioned.parts:
        added = _rows(part)
        if rows and added:
            while added and _texts(added[0]) in (_texts(row) for row in rows[: _header_rows(rows)]):
                added = added[1:]
            if added and _is_rest(added[0], rows[-1]):
                rows[-1] = _joined(rows[-1], added[0])
                added = added[1:]
        rows.extend(added)
    rows, columns = _unfolded(rows, captioned.parts[0].columns)
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
                    cell.boxes,
                )
            )
    table = Table(len(rows), columns, tuple(cells), captioned.caption, captioned.unit_note)
    return Passage("".join(text), tuple(runs), tuple(bold)), table


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell on its way into the grid; one that a page break cuts has two boxes."""

    column: int
    row_span: int
    column_span: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def _rows(table: PageTable) -> list[list[_GridCell]]:
    rows: list[list[_GridCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(
            _GridCell(cell.column, cell.row_span, cell.column_span, (cell.box,), cell.lines)
        )
    return rows


def _texts(row: Sequence[_GridCell]) -> list[str]:
    return [join_lines(cell.lines).text for cell in row]


def _is_rest(row: Sequence[_GridCell], last: Sequence[_GridCell]) -> bool:
    """Whether the first row after a page break is what is left of the last one before it: its
    first cell is empty or the one before is full, some cell is empty that was not before, it has no
    number, and what it has goes on with text.
    """
    before = {cell.column: cell for cell in last if join_lines(cell.lines).text}
    texts = dict(zip((cell.column for cell in row), _texts(row), strict=True))
    filled = {column: text for column, text in texts.items() if text}
    return (
        bool(filled)
        and filled.keys() < before.keys()
        and (0 not in filled or _is_full(before[0]))
        and not any(
            ends_sentence(join_lines(before[column].lines).text) or _NUMERIC.fullmatch(fold(text))
            for column, text in filled.items()
        )
    )


def _is_full(cell: _GridCell) -> bool:
    """Whether the last line of a cell fills it."""
    line = cell.lines[-1]
    return cell.boxes[-1].x1 - line.x1 < 1.5 * line.size


def _joined(row: Sequence[_GridCell], rest: Sequence[_GridCell]) -> list[_GridCell]:
    more = {cell.column: cell for cell in rest}
    return [
        replace(
            cell,
            boxes=(*cell.boxes, *more[cell.column].boxes),
            lines=(*cell.lines, *more[cell.column].lines),
        )
        if cell.column in more
        else cell
        for cell in row
    ]


def _unfolded(
    rows: Sequence[Sequence[_GridCell]], columns: int
) -> tuple[list[list[_GridCell]], int]:
    """A table that is printed in two or more groups of columns side by side, as one below the
    other; any other as it is. The columns are those of one group.
    """
    grid = [list(row) for row in rows]
    header = _texts(grid[0]) if grid else []
    for groups in (2, 3, 4):
        width, left = divmod(columns, groups)
        if left or width < 2 or len(header) != columns or not all(header):
            continue
        if header == header[:width] * groups and all(
            cell.column_span == cell.row_span == 1 for row in grid for cell in row
        ):
            stacked = [grid[0][:width]]
            for group in range(groups):
                for row in grid[1:]:
                    part = [c for c in row if group * width <= c.column < (group + 1) * width]
                    if any(_texts(part)):
                        stacked.append([replace(c, column=c.column - group * width) for c in part])
            return stacked, width
    return grid, columns


def _header_rows(rows: Sequence[Sequence[_GridCell]]) -> int:
    """Rows at the top without a number of their own: as many as the first row's cells span, and
    one more below cells that span columns.
    """
    if not rows or not any(_texts(rows[0])) or _has_number(rows[0]):
        return 0
    count = min((cell.row_span for cell in rows[0] if cell.column == 0), default=1)
    while (
        count < len(rows)
        and any(cell.column_span > 1 for cell in rows[count - 1])
        and not _has_number(rows[count])
    ):
        count += 1
    return min(len(rows), count)


def _has_number(row: Sequence[_GridCell]) -> bool:
    return any(_NUMERIC.fullmatch(fold(text)) for text in _texts(row))
