"""Pages set in two columns: their lines parted and put into reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

from archive.model import Line
from archive.parser.sources.bands import pieces_of

_FEWEST_LINES = 6
"""Lines that must show the gutter; fewer are a table or chance."""
_MIDDLE = (0.35, 0.65)
"""The gutter lies in this part of the text's width."""
_FULL = 0.75
"""Columns of text are filled to this part on average; those of a table are not."""
_NARROWEST = 0.8
"""Ems of white between two columns at least."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: float
    right: float


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """``lines`` of a page from the top; where it has two columns, each is read before the next.

    Lines that run over both columns, such as titles, part what is above them from what is below.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        sides = _sides(line, gutter)
        if sides is None:
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        first, second = sides
        if first is not None:
            left.append(replace(first, column=1))
        if second is not None:
            right.append(replace(second, column=2))
    return [*ordered, *left, *right]


def _gutter(lines: Sequence[Line]) -> _Gutter | None:
    if len(lines) < _FEWEST_LINES:
        return None
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = (start + part * (end - start) for part in _MIDDLE)
    parted = [
        pieces
        for line in lines
        if len(pieces := list(pieces_of(line))) == 2
        and low <= (pieces[0].x1 + pieces[1].x0) / 2 <= high
    ]
    if len(parted) < _FEWEST_LINES:
        return None
    ends = sorted(first.x1 for first, _ in parted)
    starts = sorted(second.x0 for _, second in parted)
    gutter = _Gutter(ends[int(0.9 * len(ends))], starts[int(0.1 * len(starts))])
    size = parted[0][0].size
    left_full = mean((first.x1 - first.x0) / (gutter.left - start) for first, _ in parted)
    right_full = mean((second.x1 - second.x0) / (end - gutter.right) for _, second in parted)
    narrow = gutter.right - gutter.left < _NARROWEST * size
    return None if narrow or min(left_full, right_full) < _FULL else gutter


def _sides(line: Line, gutter: _Gutter) -> tuple[Line | None, Line | None] | None:
    """The parts of a line left and right of the gutter; None where it runs across."""
    if line.x1 <= gutter.left + 1:
        return line, None
    if line.x0 >= gutter.right - 1:
        return None, line
    pieces = list(pieces_of(line))
    middle = (gutter.left + gutter.right) / 2
    if len(pieces) == 2 and pieces[0].x1 <= middle <= pieces[1].x0:
        return pieces[0], pieces[1]
    return None
