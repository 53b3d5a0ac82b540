"""What recognition reads differently from line to line of a document made one: the script, the
sizes of type and the width of digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from statistics import median

from opencc import OpenCC

from archive.model import Line

_SAME_SIZE, _SAME_SIZE_OF_SHORT, _SHORT_LINE = 0.15, 0.3, 4
"""Sizes that differ from the text's by less than this part are its size, measured badly; so are
those of lines shorter than this many ems with twice the difference."""
_SAME_OTHER_SIZE = 0.2
"""The same between sizes that are not the text's: those of titles, which are short."""
_MOST_TRADITIONAL = 0.02
_HALF_WIDE = 0.5
"""Ems a character of ASCII takes."""
_FULL_WIDTH = 0.8
"""Ems from which digits are printed full-width: half-width ones take half an em."""
_FEWEST_DIGITS = 12
_DIGITS = re.compile(r"[0-9]+(?:[.:%][0-9]*)*")
_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in map(ord, "0123456789.:%")}


def evened(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of a document's scanned pages with all that made one."""
    return with_printed_digits(with_even_sizes(with_one_script(pages)))


def with_one_script(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of all pages of a document with single traditional characters made simplified.

    The engine knows both scripts and takes 减 for 減; a text printed in traditional characters
    has many of them.
    """
    text = "".join(line.text for page in pages for line in page)
    changed = sum(a != b for a, b in zip(text, _simplified(text), strict=True))
    if not changed or changed > _MOST_TRADITIONAL * len(text):
        return [list(page) for page in pages]
    return [[replace(line, text=_simplified(line.text)) for line in page] for page in pages]


def _simplified(text: str) -> str:
    """``text`` in simplified characters, character by character."""
    return "".join(map(_simple, text))


@cache
def _simple(character: str) -> str:
    return str(_converter().convert(character)) if character > "\u2e80" else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def with_even_sizes(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of all pages of a document, each in one of the few sizes it is printed in.

    A size is measured on every line by itself, and badly on short ones: those near the size that
    half of the characters have are that, and the others are told apart from each other.
    """
    lines = [line for page in pages for line in page]
    characters = sorted(line.size for line in lines for _ in line.text)
    if not characters:
        return [list(page) for page in pages]
    body = characters[len(characters) // 2]
    printed = {
        id(line): body for line in lines if abs(line.size - body) < _uncertainty(line) * body
    }
    group: list[Line] = []
    for line in sorted((line for line in lines if id(line) not in printed), key=_size):
        if group and line.size > group[0].size * (1 + _SAME_OTHER_SIZE):
            printed.update(_one_size(group))
            group = []
        group.append(line)
    printed.update(_one_size(group))
    return [[_sized(line, printed[id(line)]) for line in page] for page in pages]


_size = attrgetter("size")


def _uncertainty(line: Line) -> float:
    """The part by which the size of a line may be measured wrong."""
    return _SAME_SIZE if ems(line.text) >= _SHORT_LINE else _SAME_SIZE_OF_SHORT


def _one_size(group: Sequence[Line]) -> dict[int, float]:
    return {id(line): median(map(_size, group)) for line in group}


def _sized(line: Line, size: float) -> Line:
    middle = (line.top + line.bottom) / 2
    return replace(line, top=middle - size / 2, bottom=middle + size / 2, size=size)


def with_printed_digits(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of all pages of a document with their digits as wide as they are printed.

    The engine writes １２ as 12. How long lines of the text's size are, with many digits and with
    few, tells how wide a digit is beside a Han character: a fit by least squares.
    """
    lines = [line for page in pages for line in page]
    sizes = sorted(line.size for line in lines for _ in line.text)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    measured = [
        (line.x1 - line.x0, ems(_DIGITS.sub("", line.text)), sum(map(len, found)))
        for line in lines
        if line.size == body and " " not in line.text
        for found in [_DIGITS.findall(line.text)]
    ]
    digits = sum(count for _, _, count in measured)
    if digits < _FEWEST_DIGITS or _width_of_digits(measured) < _FULL_WIDTH:
        return [list(page) for page in pages]
    return [[_with_wide_digits(line) for line in page] for page in pages]


def _width_of_digits(measured: Sequence[tuple[float, float, int]]) -> float:
    """Ems that a digit takes, by lines of a length, ems without digits and digits."""
    aa = sum(others * others for _, others, _ in measured)
    ab = sum(others * count for _, others, count in measured)
    bb = sum(count * count for _, _, count in measured)
    ay = sum(others * length for length, others, _ in measured)
    by = sum(count * length for length, _, count in measured)
    em = ay * bb - by * ab
    return (by * aa - ay * ab) / em if em > 0 else 0.0


def _with_wide_digits(line: Line) -> Line:
    text = _DIGITS.sub(lambda found: found[0].translate(_TO_FULL_WIDTH), line.text)
    if text == line.text:
        return line
    edges = list(line.edges)
    for piece in re.finditer(r"[^ ]+", text):
        x0, x1 = edges[piece.start()], edges[piece.end()]
        step = (x1 - x0) / ems(piece[0])
        for offset in range(piece.start(), piece.end()):
            edges[offset] = x0
            x0 += step * width_of(text[offset])
    return replace(line, text=text, edges=tuple(edges))


def ems(text: str) -> float:
    """How wide a text is."""
    return sum(map(width_of, text))


def width_of(character: str) -> float:
    """How wide a character is in ems."""
    return _HALF_WIDE if character.isascii() else 1.0
