"""The nouns of the archive: frozen, typed records shared by every layer.

Conventions that hold for every record:

- Coordinates are PDF points with the origin at the top left of the page as displayed.
- A :class:`Span` is half-open and counts Unicode code points of an item's ``text``.
- Dates are :class:`datetime.date` (ISO 8601 when written).
- Numbers that a bulletin reports are :class:`decimal.Decimal`, never floats.
- ``None`` (or an empty tuple) means that the text does not say; nothing is guessed.

Terms for official documents (masthead 版头, colophon 版记 …) follow GB/T 9704-2012.
The records hold only types that serialise losslessly; see :mod:`archive.serial`.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

_WORDS = re.compile(r"[^0-9０-９]*[\u4e00-\u9fff]")
"""What begins with words: neither a number nor a number with its unit."""


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


# --- Document: what a source file says, before its structure is understood -----------------


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


# --- Issue: the structure of a bulletin ----------------------------------------------------


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


# --- Findings: what extraction reads out of an issue ---------------------------------------


@dataclass(frozen=True, slots=True)
class Department:
    """Authority record of an organisation. ``id`` is its canonical name (云川省商务厅).

    ``jurisdiction`` is the place it serves (``云川省``; ``""`` for national organs). A
    ``provisional`` record was made from a pattern and not from the vocabulary.
    """

    id: str
    jurisdiction: str = ""
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    successor: str | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    provisional: bool = False


class MentionRole(StrEnum):
    """What part a department plays where it is named."""

    HOST = "host"
    ATTENDEE = "attendee"
    JOINT_ISSUER = "joint_issuer"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class DepartmentMention:
    """A department named in an item; ``department`` is the id it was resolved to, if any, ``role``
    the part it plays there, if the text says."""

    item: str
    span: Span
    surface: str
    department: str | None
    rule: str
    role: MentionRole | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A department to which an issue goes by its colophon (送, 发, 抄送); ``span`` lies in the text
    of the colophon's entry number ``entry``, counted from 0."""

    entry: int
    span: Span
    surface: str
    department: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """An official named in an item; ``span`` covers the name.

    ``titles`` are the posts as printed, one each (``("党组书记", "厅长")``). ``official`` is the
    id of the authority record, ``{name}@{department}``, or None without a department. Where posts
    are in several departments (市政府副秘书长、市信访局局长), ``department`` is the first one's and
    ``post_departments`` has that of each title; it is empty where all are in ``department``.
    """

    item: str
    span: Span
    name: str
    titles: tuple[str, ...]
    department: str | None
    official: str | None
    rule: str
    post_departments: tuple[str | None, ...] = ()


class PeriodType(StrEnum):
    """What stretch of time a figure speaks of."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"
    CUMULATIVE = "cumulative"
    POINT = "point"


class ComparisonKind(StrEnum):
    """Against what a rate or difference is measured."""

    YEAR_ON_YEAR = "year_on_year"
    PERIOD_ON_PERIOD = "period_on_period"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated change against an earlier period: ``sign`` is +1 (增长) or -1 (下降)."""

    kind: ComparisonKind
    sign: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number. Conventions: ``docs/annotation.md``.

    ``surface`` is the number with its unit as printed at ``span``. ``value`` is the exact
    normalised number (1.2万 → 12000), ``value_high`` the upper bound of a range. ``change_from``
    is the earlier value of a change (由23项调整为20项 → value 20, change_from 23).
    """

    item: str
    span: Span
    surface: str
    value: Decimal
    unit: str
    metric: str | None
    subject: str | None
    rule: str
    value_high: Decimal | None = None
    period_type: PeriodType | None = None
    period: Period | None = None
    qualifier: str | None = None
    change_from: Decimal | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a stretch of days named in an item, resolved against the issue: ``first`` and
    ``last`` are its days, the same for a single one."""

    item: str
    span: Span
    surface: str
    first: dt.date
    last: dt.date
    rule: str


@dataclass(frozen=True, slots=True)
class TopicAssignment:
    """A topic of an item, and the rule that found it (a heading or the vocabulary)."""

    item: str
    topic: str
    rule: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that extraction found in one issue; mentions and figures in order of the text."""

    departments: tuple[Department, ...] = ()
    department_mentions: tuple[DepartmentMention, ...] = ()
    official_mentions: tuple[OfficialMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    topics: tuple[TopicAssignment, ...] = ()
    problems: tuple[Problem, ...] = ()
    publisher: str | None = None
    """Id of the publishing department."""
    recipients: tuple[Recipient, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """One issue with its findings: the transaction, the golden file, the export."""

    id: str
    bulletin: Bulletin
    issue: Issue
    findings: Findings = field(default_factory=Findings)
    rules_version: str = ""

    @property
    def date(self) -> dt.date | None:
        """Publication date, else the last day of the period reported on."""
        masthead = self.issue.masthead
        return masthead.date or (masthead.period.end if masthead.period else None)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A series of issues: one title of one publisher."""

    id: str
    title: str
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where in the source a finding stands, enough to prove it.

    ``quote`` is the sentence around the finding and ``quote_span`` the finding within the quote.
    """

    issue: str
    item: str
    span: Span
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]
    quote: str
    quote_span: Span
    source_sha256: str
    rule: str
    rules_version: str
