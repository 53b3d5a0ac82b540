"""Characters become printed lines, by geometry alone.

Paint order is not reading order (WPS places characters one by one, digits sometimes last), so
characters are grouped by height on the page and sorted from left to right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from archive.model import Line, Span
from archive.parser.sources.pdfium import Glyphs
from archive.parser.sources.radicals import plain_han

_SAME_LINE = 0.4
"""Characters whose middles differ by less than this part of their height share a line."""
_WIDE_GAP = 1.0
"""Ems of white between two characters that count as a printed space."""
_LATIN_GAP = 0.2
"""The same between two ASCII characters; producers draw spaces between words by moving."""


@dataclass(frozen=True, slots=True)
class StyledLine:
    """A line and, for each of its characters, the index of its style (-1 for a space)."""

    line: Line
    styles: tuple[int, ...]

    def with_bold(self, bold: frozenset[int]) -> Line:
        """The line with the ranges whose style is among ``bold`` marked."""
        spans: list[Span] = []
        position = 0
        for is_bold, group in groupby(self.styles, key=bold.__contains__):
            length = sum(1 for _ in group)
            if is_bold:
                spans.append(Span(position, position + length))
            position += length
        return replace(self.line, bold=tuple(spans)) if spans else self.line


def build_lines(glyphs: Glyphs, page: int, width: float, height: float) -> list[StyledLine]:
    """The lines of a page from top to bottom. Rotated and off-page text is left out."""
    rows = _rows(glyphs, _visible(glyphs, width, height))
    lines = [_line(glyphs, row, page) for row in rows]
    return [line for line in lines if line is not None]


def _visible(glyphs: Glyphs, width: float, height: float) -> list[int]:
    upright = [style.upright for style in glyphs.table]
    return [
        index
        for index, (style, x0, x1, top, bottom) in enumerate(
            zip(glyphs.styles, glyphs.x0, glyphs.x1, glyphs.top, glyphs.bottom, strict=True)
        )
        if style >= 0 and upright[style] and x0 < width and x1 > 0 and top < height and bottom > 0
    ]


def _rows(glyphs: Glyphs, indices: Sequence[int]) -> list[list[int]]:
    """Group characters by height. First neighbours in paint order, then such groups."""
    fragments: list[tuple[float, float, list[int]]] = []
    tops, bottoms = glyphs.top, glyphs.bottom
    middle = reach = -1.0
    row: list[int] = []
    for index in indices:
        top, bottom = tops[index], bottoms[index]
        here = (top + bottom) / 2
        if not -reach < here - middle < reach:
            middle, reach, row = here, max(1.0, bottom - top) * _SAME_LINE, []
            fragments.append((middle, reach, row))
        row.append(index)
    fragments.sort(key=itemgetter(0))
    rows: list[list[int]] = []
    last_middle, last_reach = -1.0, -1.0
    for middle, reach, row in fragments:
        if rows and middle - last_middle < min(reach, last_reach):
            rows[-1].extend(row)
        else:
            rows.append(row)
            last_middle, last_reach = middle, reach
    return rows


def _line(glyphs: Glyphs, row: list[int], page: int) -> StyledLine | None:
    x0, x1, codes = glyphs.x0, glyphs.x1, glyphs.codes
    if any(x0[b] < x0[a] for a, b in pairwise(row)):
        row = sorted(row, key=x0.__getitem__)
    size, color = _prevailing(glyphs, row)
    text: list[str] = []
    edges: list[float] = []
    styles: list[int] = []
    end = x0[row[0]]
    for index, character in _decoded(codes, row):
        gap = x0[index] - end
        if text and gap > _LATIN_GAP * size and _is_space(text[-1], character, gap / size):
            text.append(" ")
            edges.append(end)
            styles.append(-1)
        text.append(character)
        edges.append(x0[index])
        styles.append(-1 if character.isspace() else glyphs.styles[index])
        end = max(end, x1[index])
    while text and text[-1].isspace():
        end = edges.pop()
        text.pop()
        styles.pop()
    start = next((i for i, c in enumerate(text) if not c.isspace()), len(text))
    if start == len(text):
        return None
    printed = [i for i in row if codes[i] != 0x20]
    line = Line(
        text=plain_han("".join(text[start:])),
        page=page,
        top=_median([glyphs.top[i] for i in printed]),
        bottom=_median([glyphs.bottom[i] for i in printed]),
        edges=(*edges[start:], end),
        size=size,
        color=color,
    )
    return StyledLine(line, tuple(styles[start:]))


def _decoded(codes: list[int], row: list[int]) -> Iterator[tuple[int, str]]:
    """Characters with their index: surrogate pairs joined, control characters left out."""
    high = 0
    for index in row:
        code = codes[index]
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if high:
                yield index, chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
            high = 0
        elif code == 0x02:  # PDFium's mark for a hyphen at the end of a line
            yield index, "-"
        elif (code > 0x1F and code < 0xFFFE) or code > 0xFFFF:
            yield index, chr(code)


def _is_space(before: str, after: str, ems: float) -> bool:
    if before.isspace() or after.isspace():
        return False
    return ems > _WIDE_GAP or (
        before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    )


def _prevailing(glyphs: Glyphs, row: list[int]) -> tuple[float, str]:
    """Size and colour of most of the characters."""
    table = glyphs.table
    counts = Counter(map(glyphs.styles.__getitem__, row))
    if len(counts) == 1:
        style = table[next(iter(counts))]
        return style.size or 1.0, style.color
    sizes: Counter[float] = Counter()
    colors: Counter[str] = Counter()
    for index, count in counts.items():
        sizes[table[index].size] += count
        colors[table[index].color] += count
    return sizes.most_common(1)[0][0] or 1.0, colors.most_common(1)[0][0]


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
