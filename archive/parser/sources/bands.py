"""Tables without a grid: columns told by the white bands between them.

Three-line tables have horizontal rules only, others none at all. pdfplumber's strategy for such
tables looks at words and finds none of their rows where cells are Chinese; here the gaps between
the pieces of successive lines are looked at (measured in PDF-NOTES: 9 to 10 of 10 rows).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from archive.model import Box, Line, PageTable, TableCell
from archive.parser.sources.grids import slice_line
from archive.parser.sources.rulings import Ruling

_GAP = 1.0
"""Ems of white between two cells of a row at least."""
_FEWEST_ROWS = 3
"""Rows a table without any rule has at least; between two rules two will do."""
_FARTHEST = 2.6
"""Ems from one row's top to the next one's at most."""
_SAME_ROW = 1.1
"""Ems from one line's top to the next one's below which they are no two rows."""
_NUMERIC = re.compile(r"[-+－—]?[0-9０-９][0-9０-９,，.．]*[%％‰]?|[-—－/]")
_SAME = 4.0
"""Points by which rules of one table may differ in extent."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line as the pieces that wide gaps part it into."""

    line: Line
    pieces: tuple[Line, ...]


def find_banded_tables(
    rulings: Sequence[Ruling], lines: Sequence[Line], page: int
) -> tuple[list[PageTable], list[Line]]:
    """Tables of a page that have no grid, and the lines that stand in none of them.

    ``lines`` are those outside ruled tables, from the top; ``rulings`` are all of the page.
    """
    rows = [_Row(line, tuple(pieces_of(line))) for line in lines]
    tables: list[PageTable] = []
    taken: set[int] = set()
    for start, stop, ruled in _candidates(rows, rulings):
        if taken.intersection(range(start, stop)):
            continue
        table = _table(rows[start:stop], page, ruled=ruled)
        if table is not None:
            tables.append(table)
            taken.update(range(start, stop))
    return tables, [line for index, line in enumerate(lines) if index not in taken]


def pieces_of(line: Line) -> Iterator[Line]:
    """The parts of a line that white parts; a letter-spaced line is one piece."""
    text, edges = line.text, line.edges
    inked = [i for i, c in enumerate(text) if not c.isspace()]
    if not inked:
        return
    if len(inked) == len(text):
        yield line
        return
    gaps = [edges[b] - edges[a + 1] if b > a + 1 else 0.0 for a, b in pairwise(inked)]
    spaced = [
        gap
        for (before, after), gap in zip(pairwise(inked), gaps, strict=True)
        if not text[before].isascii() and not text[after].isascii()
    ]
    limit = max(_GAP * line.size, 2 * min(spaced) if len(spaced) > 1 else 0.0)
    start = inked[0]
    for (before, after), gap in zip(pairwise(inked), gaps, strict=True):
        if gap > limit:
            yield slice_line(line, start, before + 1)
            start = after
    yield slice_line(line, start, inked[-1] + 1)


def _candidates(rows: Sequence[_Row], rulings: Sequence[Ruling]) -> Iterator[tuple[int, int, bool]]:
    """Ranges of rows that may be tables: those between rules, then those that rows alone tell."""
    for upper, lower in _frames(rulings):
        inside = [
            index
            for index, row in enumerate(rows)
            if upper.top < (row.line.top + row.line.bottom) / 2 < lower.top
            and row.line.x1 > upper.x0
            and row.line.x0 < upper.x1
        ]
        if inside and inside == list(range(inside[0], inside[-1] + 1)):
            yield inside[0], inside[-1] + 1, True
    start: int | None = None
    for index, row in enumerate(rows):
        apart = index > 0 and (row.line.top - rows[index - 1].line.top > _FARTHEST * row.line.size)
        if start is not None and (apart or not _goes_on(rows, start, index)):
            yield start, _end(rows, start, index), False
            start = None
        if start is None and len(row.pieces) > 1:
            start = index
    if start is not None:
        yield start, _end(rows, start, len(rows)), False


def _goes_on(rows: Sequence[_Row], start: int, index: int) -> bool:
    """Whether a row can belong to the table above: it has cells, or goes on within one."""
    row = rows[index]
    if len(row.pieces) > 1:
        return True
    above = rows[index - 1].pieces
    return len(above) > 1 and any(
        piece.x0 - row.line.size <= row.line.x0 and row.line.x1 < following
        for piece, following in zip(above, [*(p.x0 for p in above[1:]), inf], strict=True)
    )


def _end(rows: Sequence[_Row], start: int, stop: int) -> int:
    """``stop`` without the rows of one piece at the end."""
    while stop > start and len(rows[stop - 1].pieces) < 2:
        stop -= 1
    return stop


def _frames(rulings: Sequence[Ruling]) -> Iterator[tuple[Ruling, Ruling]]:
    """The first and the last of horizontal rules of one extent, from the top."""
    level = sorted((r for r in rulings if r.x1 - r.x0 > 60), key=lambda rule: rule.top)
    groups: list[list[Ruling]] = []
    for rule in level:
        for group in groups:
            if abs(group[0].x0 - rule.x0) < _SAME and abs(group[0].x1 - rule.x1) < _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    for group in groups:
        if len(group) >= 3:
            yield group[0], group[-1]


def _table(rows: Sequence[_Row], page: int, *, ruled: bool) -> PageTable | None:
    counts = Counter(len(row.pieces) for row in rows if len(row.pieces) > 1)
    if not counts:
        return None
    columns, regular = max(counts.items(), key=lambda item: (item[1], item[0]))
    if regular < (2 if ruled else _FEWEST_ROWS):
        return None
    bands = _bands([row for row in rows if len(row.pieces) == columns])
    if len(bands) != columns:
        return None
    grid: list[_GridRow] = []
    for index, row in enumerate(rows):
        cells = _placed(row, bands)
        if cells is None:
            return None
        following = rows[index + 1] if index + 1 < len(rows) else None
        if not (grid and _joins(row, cells, grid, following)):
            grid.append(_GridRow(row.line.top, row.line.top, cells))
    _spread_heads(grid, bands)
    cells_of = [row.cells for row in grid]
    if not ruled and not _has_numbers(cells_of, columns):
        return None
    return _page_table(rows, cells_of, bands, page)


@dataclass(slots=True)
class _GridCell:
    """A cell on its way into a table: the columns and rows it spans, and its lines."""

    columns: int
    lines: list[Line]
    rows: int = 1

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class _GridRow:
    """Cells by their first column, and the tops of the first and the last line they are made of."""

    top: float
    last: float
    cells: dict[int, _GridCell]


def _joins(
    row: _Row, cells: dict[int, _GridCell], grid: Sequence[_GridRow], following: _Row | None
) -> bool:
    """Put a printed line into the row above, where it is a part of it: one that goes on with a
    cell, or one that stands too close to be a row, as where cells of one line are centred between
    those of two.
    """
    above = grid[-1]
    size = row.line.size
    if row.line.top - above.last < _SAME_ROW * size:
        for column, cell in cells.items():
            if column in above.cells:
                above.cells[column].lines.extend(cell.lines)
            else:
                above.cells[column] = cell
    elif _wraps(row, cells, above.cells):
        for column, cell in cells.items():
            above.cells[column].lines.extend(cell.lines)
    elif (
        following is not None
        and len(row.pieces) == 1
        and min(len(above.cells), len(following.pieces)) > 1
        and following.line.top - above.last < _FARTHEST * size
        and not cells.keys() & above.cells.keys()
    ):
        # A head centred between two rows of heads.
        for column, cell in cells.items():
            above.cells[column] = replace(cell, rows=2)
        return True
    else:
        return False
    above.last = row.line.top
    return True


def _spread_heads(grid: Sequence[_GridRow], bands: Sequence[tuple[float, float]]) -> None:
    """Let each head that stands in the middle above several heads span their columns."""
    for upper, lower in pairwise(grid):
        if _has_number(upper) or _has_number(lower):
            return
        for column, cell in sorted(upper.cells.items()):
            if cell.rows > 1 or cell.columns > 1:
                continue
            free = [
                other
                for other in range(len(bands))
                if other == column or (other not in upper.cells and other in lower.cells)
            ]
            middle = (cell.lines[0].x0 + cell.lines[0].x1) / 2
            spans = [
                (first, last)
                for first in free
                for last in free
                if first <= column <= last
                and all(between in free for between in range(first, last + 1))
                and abs((bands[first][0] + bands[last][1]) / 2 - middle) < cell.lines[0].size
            ]
            first, last = max(spans, key=lambda span: span[1] - span[0], default=(column, column))
            if last > first:
                del upper.cells[column]
                upper.cells[first] = replace(cell, columns=last - first + 1)


def _has_number(row: _GridRow) -> bool:
    return any(_NUMERIC.fullmatch(cell.text) for cell in row.cells.values())


def _bands(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """The extents of columns: where pieces of any row stand."""
    bands: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in rows for piece in row.pieces):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def _placed(row: _Row, bands: Sequence[tuple[float, float]]) -> dict[int, _GridCell] | None:
    """Each piece of a row by its first column.

    A piece over no column, as in a heading set between two, stands in the nearest one. None
    where two pieces claim a column.
    """
    cells: dict[int, _GridCell] = {}
    free = 0
    for piece in row.pieces:
        over = [i for i, (x0, x1) in enumerate(bands) if piece.x0 < x1 and piece.x1 > x0]
        if not over:
            middle = (piece.x0 + piece.x1) / 2
            over = [min(range(len(bands)), key=lambda i: abs(sum(bands[i]) / 2 - middle))]
        if over[0] < free:
            return None
        cells[over[0]] = _GridCell(len(over), [piece])
        free = over[-1] + 1
    return cells


def _wraps(row: _Row, cells: dict[int, _GridCell], above: dict[int, _GridCell]) -> bool:
    """Whether a row of one piece goes on with the cell above it."""
    if len(row.pieces) != 1:
        return False
    (column,) = cells
    return column in above and _NUMERIC.fullmatch(row.pieces[0].text) is None


def _has_numbers(grid: Sequence[dict[int, _GridCell]], columns: int) -> bool:
    """Whether some column is one of numbers below its heading: text in two columns is no table."""
    body = grid[1:]
    for column in range(columns):
        texts = [row[column].text for row in body if column in row]
        numeric = sum(_NUMERIC.fullmatch(text.strip()) is not None for text in texts)
        if texts and numeric >= 0.6 * len(body):
            return True
    return False


def _page_table(
    rows: Sequence[_Row],
    grid: Sequence[dict[int, _GridCell]],
    bands: Sequence[tuple[float, float]],
    page: int,
) -> PageTable:
    cells = []
    for number, row in enumerate(grid):
        for column, cell in sorted(row.items()):
            span, lines = cell.columns, cell.lines
            box = Box(
                page,
                min(bands[column][0], *(line.x0 for line in lines)),
                min(line.top for line in lines),
                max(bands[column + span - 1][1], *(line.x1 for line in lines)),
                max(line.bottom for line in lines),
            )
            cells.append(TableCell(number, column, cell.rows, span, box, tuple(lines)))
    outline = Box(
        page,
        min(row.line.x0 for row in rows),
        min(row.line.top for row in rows),
        max(row.line.x1 for row in rows),
        max(row.line.bottom for row in rows),
    )
    return PageTable(outline, len(grid), len(bands), tuple(cells))
