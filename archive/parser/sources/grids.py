"""Ruled tables: pdfplumber's table finder on rulings that PDFium has read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from pdfplumber.container import Container
from pdfplumber.table import TableFinder, merge_edges

from archive.model import Box, Line, PageTable, Span, TableCell
from archive.parser.sources.rulings import Ruling

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

_FEWEST_RULINGS = 6
"""A page with fewer lines has no table: two rows of two columns need six, a frame four."""
_MOST_RULINGS = 20_000
_MOST_CROSSINGS = 6000
"""pdfplumber compares every crossing with every other; more is a drawing, not a table."""

_SNAP = 3.0
"""Points within which pdfplumber takes two rulings for one, its own default."""


class _Rulings(Container):
    """The part of a pdfplumber page that its table finder looks at."""

    def __init__(self, rulings: Sequence[Ruling], bbox: tuple[float, float, float, float]) -> None:
        self.bbox = bbox
        self._lines = [
            {
                "object_type": "line",
                "x0": r.x0,
                "x1": r.x1,
                "top": r.top,
                "bottom": r.bottom,
                "width": r.x1 - r.x0,
                "height": r.bottom - r.top,
            }
            for r in rulings
        ]

    @property
    def objects(self) -> dict[str, list[dict[str, Any]]]:
        return {"line": self._lines}


def find_tables(
    rulings: Sequence[Ruling], lines: Sequence[Line], page: int, width: float, height: float
) -> tuple[list[PageTable], list[Line]]:
    """Tables of a page and the lines that stand in none of them.

    A line is cut where it crosses from one cell into another. Raises :class:`OverflowError` when
    there are more rulings than any table has.
    """
    if len(rulings) < _FEWEST_RULINGS:
        return [], list(lines)
    if len(rulings) > _MOST_RULINGS:
        raise OverflowError(len(rulings))
    container = _Rulings(rulings, (0, 0, width, height))
    merged = merge_edges(container.edges, _SNAP, _SNAP, _SNAP, _SNAP)
    horizontal = sum(edge["orientation"] == "h" for edge in merged)
    if horizontal * (len(merged) - horizontal) > _MOST_CROSSINGS:
        raise OverflowError(len(merged))
    closed = [*rulings, *_open_sides(merged)]
    finder = TableFinder(cast("PdfPage", _Rulings(closed, container.bbox)))
    outside = list(lines)
    tables: list[PageTable] = []
    for found in finder.tables:
        box = Box(page, *map(float, found.bbox))
        inside = [line for line in outside if _within(line, box)]
        cells = _cells(found.cells, inside, page)
        filled = [cell for cell in cells if cell.lines]
        if len(filled) < 2 or len({c.column for c in filled}) < 2:
            continue  # a frame around text
        outside = [line for line in outside if not _within(line, box)]
        tables.append(
            PageTable(
                box,
                rows=max(c.row + c.row_span for c in cells),
                columns=max(c.column + c.column_span for c in cells),
                cells=tuple(cells),
            )
        )
    return tables, outside


def _open_sides(edges: Sequence[dict[str, Any]]) -> Iterator[Ruling]:
    """The left and right sides that tables with open sides do not draw.

    Two horizontal rules of the same extent belong to one table where a vertical stands between
    them.
    """
    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    extents: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        if edge["orientation"] == "h":
            extents[round(edge["x0"] / _SNAP), round(edge["x1"] / _SNAP)].append(edge)
    for rules in extents.values():
        rules.sort(key=itemgetter("top"))
        for upper, lower in pairwise(rules):
            middle = (upper["top"] + lower["top"]) / 2
            between = [
                v["x0"]
                for v in verticals
                if v["top"] <= middle <= v["bottom"]
                and upper["x0"] - _SNAP <= v["x0"] <= upper["x1"] + _SNAP
            ]
            for side in (upper["x0"], upper["x1"]):
                if between and all(abs(x - side) > _SNAP for x in between):
                    yield Ruling(side, upper["top"], side, lower["top"])


def _within(line: Line, box: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    return box.top <= middle < box.bottom and line.x1 > box.x0 and line.x0 < box.x1


def _cells(
    found: Sequence[tuple[float, float, float, float]], lines: Sequence[Line], page: int
) -> list[TableCell]:
    columns = sorted({x for cell in found for x in (cell[0], cell[2])})
    rows = sorted({y for cell in found for y in (cell[1], cell[3])})
    column_of = {x: i for i, x in enumerate(columns)}
    row_of = {y: i for i, y in enumerate(rows)}
    cells: list[TableCell] = []
    for x0, top, x1, bottom in sorted(found, key=lambda cell: (cell[1], cell[0])):
        parts = [
            part
            for line in lines
            if top <= (line.top + line.bottom) / 2 < bottom
            and (part := _cut(line, x0, x1)) is not None
        ]
        cells.append(
            TableCell(
                row=row_of[top],
                column=column_of[x0],
                row_span=row_of[bottom] - row_of[top],
                column_span=column_of[x1] - column_of[x0],
                box=Box(page, x0, top, x1, bottom),
                lines=tuple(parts),
            )
        )
    return cells


def _cut(line: Line, x0: float, x1: float) -> Line | None:
    """The part of a line whose characters have their middle between two verticals."""
    edges = line.edges
    inside = [
        i
        for i, character in enumerate(line.text)
        if not character.isspace() and x0 <= (edges[i] + edges[i + 1]) / 2 < x1
    ]
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    return slice_line(line, start, end)


def slice_line(line: Line, start: int, end: int) -> Line:
    """The characters ``start`` to ``end`` of a line as a line of its own."""
    return Line(
        text=line.text[start:end],
        page=line.page,
        top=line.top,
        bottom=line.bottom,
        edges=line.edges[start : end + 1],
        size=line.size,
        bold=tuple(
            Span(max(span.start, start) - start, min(span.end, end) - start)
            for span in line.bold
            if span.start < end and span.end > start
        ),
        color=line.color,
        furniture=line.furniture,
        confidence=line.confidence,
        column=line.column,
    )
