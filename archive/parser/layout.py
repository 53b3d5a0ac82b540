"""Lines become blocks by geometry: margins, furniture, paragraphs across lines and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest
from statistics import median

from archive.model import Document, Line, Page, PageTable
from archive.parser.marks import read_mark
from archive.parser.text import Passage, ends_sentence, join_lines, squeeze

# --- Furniture ------------------------------------------------------------------------------

_AROUND = r"[-—–―－─·•~～|()（）\[\]〔〕【】<>]"
_PAGE_NUMBER = re.compile(
    rf"{_AROUND}*(?:(?:第|[Pp](?:age)?\.?)?([0-9０-９]{{1,4}})页?|第([一二三四五六七八九十百]{{1,5}})页)"
    rf"(?:(?:[/／，,、]?共?|of)[0-9０-９一二三四五六七八九十百]{{1,5}}页?)?{_AROUND}*"
)
_MARGIN = 0.14
"""Running heads and feet stand in this outer part of the page (GB/T 9704: 35 of 297 mm)."""
_OUTER_LINES = 3
_NUMBERS = re.compile(r"[0-9０-９]+|[一二三四五六七八九十]+")


def label_furniture(document: Document) -> Document:
    """Mark running heads, feet and page numbers; set each page's printed label."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in document.pages:
        seen.update({_repeating(line) for line in _outer(page)})
    needed = max(2, round(0.3 * len(document.pages)))
    running = {key for key, count in seen.items() if count >= needed}
    return replace(document, pages=tuple(_labelled(page, running) for page in document.pages))


def _outer(page: Page) -> list[Line]:
    """Lines at the very top or bottom of the page, within its margins."""
    lines = sorted(page.lines, key=lambda line: line.top)
    _, height = page.frame_size
    candidates = {id(line): line for line in (*lines[:_OUTER_LINES], *lines[-_OUTER_LINES:])}
    return [
        line
        for line in candidates.values()
        if line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
    ]


def _repeating(line: Line) -> tuple[str, int]:
    return _NUMBERS.sub("#", squeeze(line.text)), round(line.top / 8)


def _labelled(page: Page, running: set[tuple[str, int]]) -> Page:
    outer = {id(line) for line in _outer(page)}
    lines = sorted(page.lines, key=lambda line: line.top)
    leading = median(b.top - a.top for a, b in pairwise(lines)) if len(lines) > 1 else 0.0
    furniture: set[int] = set()
    label: str | None = None
    for inwards in (lines, lines[::-1]):
        found: list[Line] = []
        for line, following in zip_longest(inwards, inwards[1:]):
            number = _PAGE_NUMBER.fullmatch(squeeze(line.text))
            if id(line) not in outer or not (number or _repeating(line) in running):
                break
            found.append(line)
            # What repeats by chance at the end of the text stands as close as the text does.
            if number or following is None or _is_apart(line, following, leading):
                furniture.update(map(id, found))
            if number:
                label = number[1] or number[2]
    if not furniture:
        return page
    return replace(
        page,
        label=label,
        lines=tuple(
            replace(line, furniture=True) if id(line) in furniture else line for line in page.lines
        ),
    )


def _is_apart(line: Line, following: Line, leading: float) -> bool:
    return abs(line.size - following.size) > 1 or abs(line.top - following.top) > 1.25 * leading


_NOTE_SIZE = 0.88
"""Footnotes are at most this part of the text's size."""

# --- Margins --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Margins:
    """The text area: ``left`` and ``right`` for each page number and column, in points.

    ``middle`` is that of each page, where the text runs over its whole width. ``size`` is the
    body's font size, ``leading`` the usual distance of its lines. ``indented`` says whether
    paragraphs start with an indent.
    """

    left: dict[tuple[int, int], float]
    right: dict[tuple[int, int], float]
    middle: dict[tuple[int, int], float]
    size: float
    leading: float
    indented: bool


def measure(document: Document) -> Margins:
    """Measure the text area from the lines that fill it, for each width of page and each column."""
    lines = [line for page in document.pages for line in page.lines if not line.furniture]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    page_widths = {page.number: page.frame_size[0] for page in document.pages}
    widths = {number: round(width / 10) for number, width in page_widths.items()}
    frames: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        frames[widths[line.page], line.column].append(line)
    left: dict[tuple[int, int], float] = {}
    right: dict[tuple[int, int], float] = {}
    starts = body_lines = 0
    for (_, column), framed in frames.items():
        body = [line for line in framed if abs(line.size - size) <= 1]
        edge = _leftmost(line.x0 for line in body)
        across = page_widths[framed[0].page]
        outermost = across - edge if column == 0 else max(line.x1 for line in framed)
        end = _right(body, outermost, size)
        by_page: defaultdict[int, list[Line]] = defaultdict(list)
        for line in framed:
            by_page[line.page].append(line)
        for page, on_page in by_page.items():
            shift = _shift(on_page, edge, size)
            left[page, column], right[page, column] = edge + shift, end + shift
        body_lines += len(body)
        starts += sum(1.2 * size < line.x0 - left[line.page, column] < 2.8 * size for line in body)
    distances = [
        b.top - a.top
        for a, b in pairwise(lines)
        if a.page == b.page and 0.8 * size < b.top - a.top < 4 * size
    ]
    return Margins(
        left=left,
        right=right,
        middle={(number, 0): width / 2 for number, width in page_widths.items()},
        size=size,
        leading=median(distances) if distances else 1.6 * size,
        indented=starts >= 0.1 * body_lines,
    )


def _leftmost(values: Iterable[float]) -> float:
    """The smallest of the values that occur often."""
    counts = Counter(round(value / 2) * 2 for value in values)
    total = sum(counts.values())
    return float(min((v for v, n in counts.items() if n >= 0.1 * total), default=0))


_FEW_LINES = 30


def _right(lines: Sequence[Line], mirrored: float, size: float) -> float:
    """Where full lines end: the rightmost edge that several lines share.

    ``mirrored`` is the left margin mirrored, which holds where too few lines are full to tell.
    """
    counts = Counter(round(line.x1 / 2) * 2 for line in lines)
    shared = [
        edge
        for edge in counts
        if sum(counts[edge + step] for step in (-2, 0, 2)) >= max(3, 0.1 * len(lines))
        # On a page or two, two lines must do.
        or (len(lines) < _FEW_LINES and counts[edge] > 1 and edge > mirrored - size)
    ]
    right = float(max(shared, default=0))
    return right if right > mirrored - 4 * size else mirrored - size


def _shift(page: Sequence[Line], left: float, size: float) -> float:
    """How far a page's margin is moved against the document's (mirrored margins)."""
    near = [line.x0 - left for line in page if abs(line.x0 - left) < 1.2 * size]
    return median(near) if len(near) >= 3 else 0.0


# --- Blocks ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, and the text they make."""

    lines: tuple[Line, ...]
    passage: Passage
    centered: bool

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return self.lines[0].size


Block = Paragraph | PageTable
"""What a page's flow consists of."""


def flow(document: Document) -> list[Line | PageTable]:
    """Lines and tables of all pages in reading order, without furniture."""
    result: list[Line | PageTable] = []
    for page in document.pages:
        placed: list[Line | PageTable] = [line for line in page.lines if not line.furniture]
        for table in page.tables:
            placed.insert(_place_of(table, placed), table)
        result.extend(placed)
    return result


def _place_of(table: PageTable, placed: Sequence[Line | PageTable]) -> int:
    """Before the first line below the table that does not stand in another column."""
    for index, element in enumerate(placed):
        if (
            isinstance(element, Line)
            and element.top > table.box.top
            and element.x0 < table.box.x1
            and element.x1 > table.box.x0
        ):
            return index
    return len(placed)


def build_blocks(elements: Sequence[Line | PageTable], margins: Margins) -> list[Block]:
    """Join lines into paragraphs.

    A line continues its paragraph when it starts flush left and the line before was full, across
    pages too; an indent of two characters starts a new one.
    """
    blocks: list[Block] = []
    pending: list[Line] = []
    notes: list[list[Line]] = []
    footnotes = _footnotes(elements, margins)

    def finish() -> None:
        if pending:
            blocks.append(_paragraph(pending, margins))
            pending.clear()
        # Footnotes stand between the two halves of a text that runs over the page.
        blocks.extend(_paragraph(note, margins) for note in notes)
        notes.clear()

    for element in elements:
        if id(element) in footnotes and isinstance(element, Line):
            if notes and not _FOOTNOTE.match(element.text):
                notes[-1].append(element)
            else:
                notes.append([element])
            continue
        if isinstance(element, PageTable):
            finish()
            blocks.append(element)
            continue
        if pending and not _continues(pending[-1], element, margins):
            finish()
        pending.append(element)
    finish()
    return blocks


_FOOTNOTE = re.compile(r"[①-⑳*＊†]|[\[〔【(（][0-9①-⑳]{1,2}[\]〕】)）]|注[0-9]{0,2}[:：]")


def _footnotes(elements: Sequence[Line | PageTable], margins: Margins) -> set[int]:
    """The lines at the end of a page, smaller than the text, that begin with a note's mark."""
    found: set[int] = set()
    for _, page in groupby(elements, key=_page_of):
        small: list[Line] = []
        for element in reversed(list(page)):
            if isinstance(element, PageTable) or element.size > _NOTE_SIZE * margins.size:
                break
            small.append(element)
        while small and not _FOOTNOTE.match(small[-1].text):
            small.pop()
        found.update(map(id, small))
    return found


def _page_of(element: Line | PageTable) -> int:
    return element.page if isinstance(element, Line) else element.box.page


def _paragraph(lines: list[Line], margins: Margins) -> Paragraph:
    return Paragraph(tuple(lines), join_lines(lines), is_centered(lines[0], margins))


def is_centered(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle of the text area or of the page, away from the margin."""
    frame = line.page, line.column
    before = line.x0 - margins.left[frame]
    after = margins.right[frame] - line.x1
    if before <= 2.5 * line.size:
        return False
    middle = margins.middle.get(frame)
    return abs(before - after) < 1.5 * line.size or (
        middle is not None and abs((line.x0 + line.x1) / 2 - middle) < 0.75 * line.size
    )


def _continues(before: Line, line: Line, margins: Margins) -> bool:
    if _goes_on_title(before, line, margins):
        return True
    if _changes_style(before, line) or not _is_full(before, line, margins):
        return False
    if (before.page, before.column) == (line.page, line.column):
        if not 0 < line.top - before.top <= 1.35 * max(margins.leading, before.size * 1.2):
            return False
    elif not _is_next_column(before, line):
        return False
    indent = line.x0 - margins.left[line.page, line.column]
    if indent < 0.8 * line.size:
        # Without indents, a numbering after the end of a sentence is all that shows a start.
        return (
            margins.indented
            or not ends_sentence(before.text)
            or read_mark(squeeze(line.text)) is None
        )
    shifted = (
        line.x0
        - before.x0
        - (margins.left[line.page, line.column] - margins.left[before.page, before.column])
    )
    return (
        abs(shifted) < 0.5 * line.size
        and not ends_sentence(before.text)
        and not is_centered(line, margins)
    )


def _is_next_column(before: Line, line: Line) -> bool:
    """Whether text that ends one column goes on in the other line's, or on the next page."""
    if before.page == line.page:
        return before.column > 0 and line.column == before.column + 1
    return line.page == before.page + 1


def _goes_on_title(before: Line, line: Line, margins: Margins) -> bool:
    """Whether two lines make one centred title in type larger than the text."""
    return (
        before.page == line.page
        and before.size > margins.size + 1
        and abs(before.size - line.size) < 0.5
        and 0 < line.top - before.top <= 1.8 * before.size
        and is_centered(line, margins)
        and (is_centered(before, margins) or _is_full(before, line, margins))
        and read_mark(squeeze(line.text)) is None
        and not _COLUMN.fullmatch(squeeze(before.text))
    )


_COLUMN = re.compile(r"【[^【】]{2,20}】")
"""The name of a column, which the title of its first article may follow in the same type."""


def _changes_style(before: Line, line: Line) -> bool:
    """Whether a line is set so unlike the one before that it begins something new.

    After the end of a sentence less is enough: a heading that is hardly larger, or only bold.
    """
    larger = abs(before.size - line.size)
    if larger > 1.0 or not ends_sentence(before.text):
        return larger > 1.0
    return larger > 0.4 or (_is_bold(line) and not before.bold)


def _is_bold(line: Line) -> bool:
    return sum(span.end - span.start for span in line.bold) >= 0.9 * len(line.text)


_UNBREAKABLE = re.compile(r"[0-9A-Za-z.,%/:_-]{0,40}[，。、；：！？）》”’\])]{0,3}")


def _is_full(before: Line, line: Line, margins: Margins) -> bool:
    """Whether the first piece of ``line`` that cannot be broken had no room after ``before``."""
    match = _UNBREAKABLE.match(line.text)
    length = max(1, match.end() if match else 1)
    piece = line.edges[min(length, len(line.text))] - line.x0
    room = margins.right[before.page, before.column] - before.x1
    return room < piece + 0.9 * line.size
