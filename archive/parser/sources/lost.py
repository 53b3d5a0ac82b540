"""Text that PDFium leaves out of a page.

A font that is not embedded, and for which the machine has no substitute, has glyphs of no extent.
A text object that has none across the page (one such character, or many of them turned sideways)
is nothing to PDFium. pdfminer reads it by the font's CMap.
"""

from __future__ import annotations

import ctypes
from collections.abc import Container, Iterable
from typing import NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt
from pypdfium2 import raw

from archive.parser.sources.pdfium import Matrix, multiply, object_matrix

Place = tuple[int, int]
"""Where a text starts on its baseline, in whole points of PDF user space."""


class LostCharacter(NamedTuple):
    """A code point, and two opposite corners of its box in PDF user space."""

    code: int
    first: tuple[float, float]
    second: tuple[float, float]


_ASCENT, _DESCENT = 0.88, 0.12
"""Ems above and below the baseline; the font tells none."""

ShownTexts = dict[Place, tuple[LostCharacter, ...]]
"""What operators show, by the places of the first characters."""


class LostText(NamedTuple):
    """A text object of PDFium's (its address), where it stands in user space, and what it says."""

    drawn: int
    matrix: Matrix
    characters: tuple[LostCharacter, ...]


def find_lost(
    objects: Iterable[tuple[int, Matrix]],
    kept: Container[tuple[int, int, int]],
    texts: ShownTexts,
) -> tuple[list[LostText], list[tuple[int, Matrix]]]:
    """What the text ``objects`` that PDFium leaves out say, each given with the matrix of the forms
    around it; and those that only draw again, a little apart, what is there, so that it looks bold.

    ``kept`` are the texts that PDFium does not leave out: first code points and their places.
    """
    found: dict[tuple[int, int, int], LostText] = {}
    again: list[tuple[int, Matrix]] = []
    for address, outer in objects:
        matrix = multiply(object_matrix(ctypes.cast(address, raw.FPDF_PAGEOBJECT)), outer)
        near = _near(*place(matrix[4], matrix[5]))
        text = next((texts[at] for at in near if at in texts), ())
        if all(chr(character.code).isspace() for character in text):
            continue
        first = text[0].code
        if any((first, *at) in found or (first, *at) in kept for at in near):
            again.append((address, outer))
        else:
            found[first, *near[0]] = LostText(address, matrix, text)
    return list(found.values()), again


def _near(column: int, row: int) -> list[Place]:
    return [(column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)]


def place(x: float, y: float) -> Place:
    """The place of a text that starts at (x, y) in PDF user space."""
    return round(x), round(y)


def texts_of(page: PDFPage) -> ShownTexts:
    """All that a page's operators show."""
    resources = PDFResourceManager()
    device = _Places(resources)
    # In user space, as PDFium's objects are, whatever /Rotate says.
    PDFPageInterpreter(resources, device).render_contents(page.resources, page.contents)
    return device.found


class _Places(PDFTextDevice):
    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.found: ShownTexts = {}
        self._start: Place = (0, 0)
        self._shown: list[LostCharacter] = []

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        self._shown = []
        super().render_string(textstate, seq, ncs, graphicstate)
        if self._shown:
            self.found[self._start] = tuple(self._shown)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        if len(text) == 1:
            if not self._shown:
                self._start = place(matrix[4], matrix[5])
            if font.is_vertical():
                left, bottom, right, top = -fontsize / 2, advance, fontsize / 2, 0.0
            else:
                left, bottom, right, top = 0.0, -_DESCENT * fontsize, advance, _ASCENT * fontsize
            self._shown.append(
                LostCharacter(
                    ord(text),
                    apply_matrix_pt(matrix, (left, bottom)),
                    apply_matrix_pt(matrix, (right, top)),
                )
            )
        return advance
