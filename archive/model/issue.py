"""An issue with its structure recovered: masthead, sections, items, tables, colophon."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from archive.model.document import Box, Origin, Problem, SourceFile, Span

_WORDS = re.compile(r"[^0-9０-９]*[\u4e00-\u9fff]")
"""What begins with words: neither a number nor a number with its unit."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of a text that stand side by side on one printed line.

    The run covers text offsets ``start .. start + len(edges) - 1``; ``edges`` are the
    x-coordinates between its characters (one more than characters).
    """

    start: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.edges) - 1


def boxes_of(runs: tuple[Run, ...], span: Span) -> tuple[Box, ...]:
    """Lead a span of text back to the page: one box per printed line it touches.

    ``runs`` is a *text map*: sorted by ``start``, not overlapping. Characters without a place
    on a page (a line feed between paragraphs) simply give no box. Sides are given to a hundredth
    of a point: finer than any printer, and what people quote stays short.
    """
    first = max(0, bisect_right(runs, span.start, key=lambda run: run.start) - 1)
    boxes: list[Box] = []
    for run in runs[first:]:
        if run.start >= span.end:
            break
        start, end = max(span.start, run.start), min(span.end, run.end)
        if start < end:
            x0, x1 = run.edges[start - run.start], run.edges[end - run.start]
            sides = (round(side, 2) for side in (x0, run.top, x1, run.bottom))
            boxes.append(Box(run.page, *sides))
    return tuple(boxes)


@dataclass(frozen=True, slots=True)
class Period:
    """A closed range of days, e.g. the week an issue reports on."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of an issue prints, as far as it prints it.

    ``title`` is the bulletin's name without inner spaces (窗口工作周报), ``publishers`` the full
    names as printed, ``number`` the issue number within ``year``, ``serial`` the running
    number (总第N期), ``number_printed`` the number line as printed (``2023年第48期（总第468期）``,
    ``〔2021〕12号``). A joint issue (第5、6期) has ``number`` 5 and ``number_last`` 6.
    """

    title: str
    publishers: tuple[str, ...] = ()
    year: int | None = None
    number: int | None = None
    number_last: int | None = None
    serial: int | None = None
    number_printed: str | None = None
    period: Period | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its place in the outline.

    ``key`` is the path of ordinals (``4.1``: first subsection of the fourth section), ``parent``
    the key of the enclosing section or ``""``. ``number`` is the numbering as printed (``一、``,
    ``（一）``) or ``""``; ``heading`` is the text without it. ``runs`` map ``heading``.
    """

    key: str
    parent: str
    level: int
    number: str
    heading: str
    runs: tuple[Run, ...] = ()


class ItemKind(StrEnum):
    """``SIGNATURE``: who issued a document and when (落款), a line each."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``span`` is its text within the item's text."""

    row: int
    column: int
    row_span: int
    column_span: int
    header: bool
    span: Span
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The grid of a table item.

    The item's text holds the rows separated by line feeds and the cells by tabs; a merged
    cell stands once, at its upper left position. ``caption`` and ``unit_note`` (单位：件) are as
    printed, without being part of the grid.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    unit_note: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """The unit of search: one numbered item, paragraph or table under its section.

    ``key`` is ``{section key}-{ordinal}`` (``4.1-2``; ``0-1`` before any section). ``number`` is
    the numbering as printed (``1.``, ``（一）``) and no part of ``text``. ``bold`` are the spans
    printed bold, e.g. the lead of an item. Paragraphs of one item are separated by line feeds.
    """

    key: str
    section: str
    number: str
    text: str
    runs: tuple[Run, ...]
    kind: ItemKind = ItemKind.PARAGRAPH
    bold: tuple[Span, ...] = ()
    table: Table | None = None

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """The places of ``span`` on the pages, one box per printed line."""
        return boxes_of(self.runs, span)

    def row_label(self, span: Span) -> str | None:
        """What names the row of a table that ``span`` stands in: the nearest cell on its left
        that holds words. None outside a table and in a row without words."""
        cells = self.table.cells if self.table else ()
        here = next((c for c in cells if c.span.start <= span.start < c.span.end), None)
        if here is None:
            return None
        labels = (
            (cell.column, self.text[cell.span.start : cell.span.end].strip())
            for cell in cells
            if cell.row <= here.row < cell.row + cell.row_span and cell.column < here.column
        )
        return max(((n, text) for n, text in labels if _WORDS.match(text)), default=(0, None))[1]


@dataclass(frozen=True, slots=True)
class ColophonEntry:
    """One line of the colophon: ``label`` as printed (送, 发, 抄送, 签发, 编辑 …) and its text."""

    label: str
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Colophon:
    """The end matter 版记. ``copies`` is the print run (共印91份)."""

    entries: tuple[ColophonEntry, ...] = ()
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What remains of a page in the record: enough to place boxes on its image."""

    number: int
    width: float
    height: float
    label: str | None = None
    origin: Origin = Origin.TEXT_LAYER


@dataclass(frozen=True, slots=True)
class Erratum:
    """An item (by key) that corrects an earlier issue of the bulletin, named by ``year`` and
    ``number`` or by its ``serial`` number, as far as printed.
    """

    item: str
    year: int | None
    number: int | None
    serial: int | None


@dataclass(frozen=True, slots=True)
class Issue:
    """A bulletin's issue with its structure recovered."""

    source: SourceFile
    pages: tuple[PageInfo, ...]
    masthead: Masthead
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    colophon: Colophon
    problems: tuple[Problem, ...] = ()
    errata: tuple[Erratum, ...] = ()

    def section_path(self, key: str) -> tuple[Section, ...]:
        """The sections from the outermost down to ``key``; empty for ``""``."""
        by_key = {section.key: section for section in self.sections}
        path: list[Section] = []
        while key:
            path.append(by_key[key])
            key = by_key[key].parent
        return tuple(reversed(path))
