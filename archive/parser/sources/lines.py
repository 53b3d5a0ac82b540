"""Characters become printed lines, by geometry alone.

Paint order is not reading order (WPS places characters one by one, digits sometimes last), so
text is grouped by baseline and sorted from left to right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from archive.model import Line, Span
from archive.parser.sources.glyphs import GlyphRun, Glyphs, TextStyle
from archive.parser.sources.radicals import plain_han

_SAME_LINE = 0.4
"""Baselines that differ by less than this part of the font size make one line."""
_ASCENT, _DESCENT = 0.88, 0.14
"""Ems above and below the baseline that characters take; fonts' own metrics vary widely."""
_WIDE_GAP = 1.0
"""Ems of white between two characters that count as a printed space."""
_LATIN_GAP = 0.2
"""The same between two ASCII characters; producers draw spaces between words by moving."""


@dataclass(frozen=True, slots=True)
class StyledLine:
    """A line and its styles: each with the number of successive characters that have it."""

    line: Line
    styles: tuple[tuple[TextStyle, int], ...]

    def with_bold(self, bold: frozenset[TextStyle]) -> Line:
        """The line with the ranges whose style is among ``bold`` marked."""
        spans: list[Span] = []
        position = 0
        for style, length in self.styles:
            if style in bold:
                start = spans.pop().start if spans and spans[-1].end == position else position
                spans.append(Span(start, min(position + length, len(self.line.text))))
            position += length
        return replace(self.line, bold=tuple(spans)) if spans else self.line


def build_lines(glyphs: Glyphs, page: int) -> list[StyledLine]:
    """The lines of a page from top to bottom."""
    lines = (_line(glyphs, row, page) for row in _rows(glyphs.runs))
    return [line for line in lines if line is not None]


def _rows(runs: Sequence[GlyphRun]) -> list[list[GlyphRun]]:
    """Group runs by baseline, from the top of the page."""
    rows: list[list[GlyphRun]] = []
    last: GlyphRun | None = None
    for run in sorted(runs, key=attrgetter("baseline")):
        if last is not None and run.baseline - last.baseline < _SAME_LINE * min(
            run.style.size, last.style.size
        ):
            rows[-1].append(run)
        else:
            rows.append([run])
            last = run
    return rows


def _line(glyphs: Glyphs, row: list[GlyphRun], page: int) -> StyledLine | None:
    x0, x1 = glyphs.x0, glyphs.x1
    style_of = {index: run.style for run in row for index in range(run.start, run.stop)}
    indices = list(style_of)
    if any(x0[b] < x0[a] for a, b in pairwise(indices)):
        indices.sort(key=x0.__getitem__)
    main = _prevailing(row)
    size = main.style.size or 1.0
    text: list[str] = []
    edges: list[float] = []
    styles: list[tuple[TextStyle, int]] = []
    end = x0[indices[0]]

    def add(character: str, x: float, style: TextStyle) -> None:
        text.append(character)
        edges.append(x)
        if styles and styles[-1][0] is style:
            styles[-1] = (style, styles[-1][1] + 1)
        else:
            styles.append((style, 1))

    for index, character in _decoded(glyphs.codes, indices):
        if not text and character.isspace():
            continue
        style = style_of[index]
        gap = x0[index] - end
        if text and gap > _LATIN_GAP * size and _is_space(text[-1], character, gap / size):
            add(" ", end, style)
        add(character, x0[index], style)
        end = max(end, x1[index])
    printed = "".join(text).rstrip()
    if not printed:
        return None
    edges.append(end)
    line = Line(
        text=plain_han(printed),
        page=page,
        top=main.baseline - _ASCENT * size,
        bottom=main.baseline + _DESCENT * size,
        edges=tuple(edges[: len(printed) + 1]),
        size=size,
        color=main.style.color,
    )
    return StyledLine(line, tuple(styles))


def _decoded(codes: list[int], indices: list[int]) -> Iterator[tuple[int, str]]:
    """Characters with their index: surrogate pairs joined, control characters left out."""
    high = 0
    for index in indices:
        code = codes[index]
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                yield index, chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
            high = 0
        elif code == 0x02:  # PDFium's mark for a hyphen at the end of a line
            yield index, "-"
        elif code > 0x1F and not 0xFFFE <= code <= 0xFFFF:
            yield index, chr(code)


def _is_space(before: str, after: str, ems: float) -> bool:
    if before.isspace() or after.isspace():
        return False
    return ems > _WIDE_GAP or (
        before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    )


def _prevailing(row: Sequence[GlyphRun]) -> GlyphRun:
    """A run of the size and colour that most of the row's characters have."""
    if len(row) == 1:
        return row[0]
    counts: Counter[tuple[float, str]] = Counter()
    for run in row:
        counts[run.style.size, run.style.color] += run.stop - run.start
    size_and_color = counts.most_common(1)[0][0]
    return next(run for run in row if (run.style.size, run.style.color) == size_and_color)
