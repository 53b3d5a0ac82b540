"""Which of a page's text is printed: not what lies off the page, is invisible or a watermark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2 as pdfium

from archive.parser.sources.frames import Frame, is_vertical
from archive.parser.sources.glyphs import GlyphRun, Glyphs
from archive.parser.sources.rulings import painted_areas

_WHITE = 0xF4
_PALE = 0xC0
"""Text as light as this can be read on colour only; tiles of it are watermarks."""
_LIGHT = 0xA0
_LARGE = 24.0
"""Points from which light grey text is a watermark."""


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A page's printed glyphs, and how many characters run another way than these."""

    glyphs: Glyphs
    otherwise: int


def printed_text(
    glyphs: Glyphs, page: pdfium.PdfPage, frame: Frame, *, over_scan: bool
) -> PrintedText:
    """The part of ``glyphs``, placed in ``frame``, that a reader of the page sees.

    ``over_scan`` says that an image fills the page: invisible text is then the text of the image,
    and kept.
    """
    level: list[GlyphRun] = []
    otherwise = 0
    for run in glyphs.runs:
        if run.style.direction is None or _is_mark(run):
            continue
        if run.style.invisible and not over_scan:
            continue
        if run.style.direction != 0 or is_vertical(run, glyphs):
            otherwise += run.stop - run.start
        elif _on_page(run, glyphs, frame.width, frame.height):
            level.append(run)
    kept = [run for run in level if not _is_pale(run)]
    if len(kept) < len(level):
        areas = painted_areas(page, frame.matrix)
        kept = [run for run in level if not _is_pale(run) or _is_upon(run, glyphs, areas)]
    return PrintedText(replace(glyphs, runs=kept), otherwise)


def _on_page(run: GlyphRun, glyphs: Glyphs, width: float, height: float) -> bool:
    return (
        0 < run.baseline < height + run.style.size
        and glyphs.x0[run.start] < width
        and glyphs.x1[run.stop - 1] > 0
    )


@cache
def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _is_pale(run: GlyphRun) -> bool:
    return not run.style.invisible and min(_channels(run.style.color)) >= _PALE


def _is_mark(run: GlyphRun) -> bool:
    """Whether text that shines through, or large text in light grey: a watermark, though level."""
    if run.style.faint:
        return True
    if run.style.size < _LARGE:
        return False
    channels = _channels(run.style.color)
    return _LIGHT <= min(channels) < _WHITE and max(channels) - min(channels) < 24


def _is_upon(run: GlyphRun, glyphs: Glyphs, areas: Iterable[Sequence[float]]) -> bool:
    x = (glyphs.x0[run.start] + glyphs.x1[run.stop - 1]) / 2
    y = run.baseline - run.style.size / 3
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in areas)
