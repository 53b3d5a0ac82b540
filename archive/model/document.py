"""A source file read: pages, lines and boxes, before their structure is understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: ``page`` counts from 1, sides in PDF points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of an item's text."""

    start: int
    end: int


class Severity(StrEnum):
    """How much a problem costs the reader of the record."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader of the record must know, e.g. a misprinted numbering.

    ``code`` is stable and dotted (``outline.number_skipped``); ``message`` is Chinese and is
    shown to users.
    """

    code: str
    severity: Severity
    message: str
    page: int | None = None
    item: str | None = None


class Origin(StrEnum):
    """Where the text of a page comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The imported file. ``sha256`` is lower-case hex, ``size`` is in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, left to right.

    ``edges`` holds ``len(text) + 1`` x-coordinates: character ``i`` spans
    ``edges[i]..edges[i + 1]``. ``size`` is the font size in points. ``bold`` holds the
    half-open character ranges that are printed bold. ``furniture`` marks running heads, feet
    and page numbers, which are kept but are no part of the text. ``confidence`` is how sure the
    recognition of a scanned line is, from 0 to 1. ``column`` counts from 1 on a page set in columns
    and is 0 for what runs over the whole width.
    """

    text: str
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    size: float
    bold: tuple[Span, ...] = ()
    color: str = "#000000"
    furniture: bool = False
    confidence: float = 1.0
    column: int = 0

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as drawn: ``row`` and ``column`` count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page; ``box`` is its outline."""

    box: Box
    rows: int
    columns: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as displayed. ``label`` is the page number as printed, if any.

    ``lines`` are in reading order and do not repeat what stands in ``tables``. Text that stands
    askew on the page as displayed, as on a scan, is placed as if it were straight: ``skew`` is by
    how many degrees it is turned clockwise about the page's centre.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...] = ()
    label: str | None = None
    origin: Origin = Origin.TEXT_LAYER
    skew: float = 0.0
    turn: int = 0

    @property
    def frame_size(self) -> tuple[float, float]:
        """Width and height of the frame that the places of lines and tables count in."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file's own metadata says of it, e.g. a web page's of the bulletin it shows.

    It stands in where the text itself does not say.
    """

    title: str = ""
    publisher: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source file read: its pages and what went wrong on the way.

    A file without pages of its own (DOCX, HTML, plain text) is not ``paged``: its text stands on
    a page of our making, whose places mean nothing to a reader.
    """

    source: SourceFile
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    paged: bool = True
    declared: Declared | None = None
