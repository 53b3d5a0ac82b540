"""Which way the text of a page runs, and the frame in which it runs from left to right.

Pages are printed sideways (a wide table on an upright page), upside down, and in vertical lines
from the right. Each is read in the frame of the page turned back by right angles; vertical lines
are rows of the page turned by 90 degrees.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from archive.parser.sources.glyphs import GlyphRun, Glyphs
from archive.parser.sources.pdfium import Matrix, display_matrix, multiply

_SHORT_RUN = 2
_CENTRE = 0.37
"""Ems from the middle of a character down to its baseline."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as displayed, turned back by ``turn`` degrees: its size in points, and the matrix
    that leads to it from PDF user space."""

    turn: int
    width: float
    height: float
    matrix: Matrix


def frame_of(page: pdfium.PdfPage, turn: int) -> Frame:
    """The frame in which text that is turned clockwise by ``turn`` (0, 90, 180, 270) is level."""
    width, height = page.get_size()
    back: dict[int, Matrix] = {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        90: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }
    across, down = (height, width) if turn in (90, 270) else (width, height)
    return Frame(turn, across, down, multiply(display_matrix(page), back[turn]))


def prevailing_turn(glyphs: Glyphs) -> int:
    """By how many degrees most of a page's text is turned; ``glyphs`` are read as displayed."""
    turns: Counter[int | None] = Counter()
    for run in glyphs.runs:
        turns[run.style.direction] += run.stop - run.start
    level = turns[0]
    del turns[None]
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if turn is not None and count > level else 0


def may_be_vertical(glyphs: Glyphs) -> bool:
    """Whether most characters stand alone on their baseline or straight below each other."""
    characters = suspicious = 0
    for run in glyphs.runs:
        length = run.stop - run.start
        characters += length
        if length <= _SHORT_RUN or is_vertical(run, glyphs):
            suspicious += length
    return suspicious > characters / 2


def is_vertical(run: GlyphRun, glyphs: Glyphs) -> bool:
    """Whether the characters of a run, three or more, stand below each other, but for punctuation
    that keeps to a side."""
    lefts = glyphs.x0[run.start : run.stop]
    if len(lefts) <= _SHORT_RUN or max(lefts) - min(lefts) > 1.2 * run.style.size:
        return False
    usual = median(lefts)
    return sum(abs(x - usual) < 0.1 * run.style.size for x in lefts) > 0.6 * len(lefts)


def vertical_lines(displayed: Glyphs, turned: Glyphs, width: float) -> Glyphs | None:
    """The characters of a page of vertical lines in the frame turned by 90 degrees; None if most
    do not stand below the one drawn before them.

    ``displayed`` and ``turned`` are the page's characters in both frames, ``width`` is that of the
    page as displayed.
    """
    runs: list[GlyphRun] = []
    for run in displayed.runs:
        indices = range(run.start, run.stop)
        middles = [(displayed.x0[index] + displayed.x1[index]) / 2 for index in indices]
        if is_vertical(run, displayed):
            middles = [median(middles)] * len(middles)
        for index, middle in zip(indices, middles, strict=True):
            baseline = round(width - middle + _CENTRE * run.style.size, 1)
            runs.append(GlyphRun(index, index + 1, run.style, baseline))
    stacked = sum(
        abs(after.baseline - before.baseline) < 0.3 * after.style.size
        and 0.5 < (turned.x0[after.start] - turned.x0[before.start]) / after.style.size < 2
        for before, after in pairwise(runs)
    )
    return replace(turned, runs=runs) if stacked > len(runs) / 2 else None
