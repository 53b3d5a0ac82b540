"""Reading a page's characters through PDFium's C interface.

What does not change within a text object (size, font, colour) is asked once for each object.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, groupby, repeat
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from archive.parser.sources.lost import LostText, find_lost, place
from archive.parser.sources.mined import MinedPage
from archive.parser.sources.pdfium import (
    IDENTITY,
    INT,
    POINTER,
    UINT,
    Matrix,
    Sides,
    address_of,
    apply,
    displayed_bounds,
    function,
    multiply,
    objects_of,
)

_FORCE_BOLD = 1 << 18
"""Bit of a font descriptor's flags (ISO 32000-1, table 123)."""
_FAINT = 102
"""Of 255: less opaque text is a watermark."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a page: its PostScript name with any subset prefix, ``""`` if PDFium knows none.

    ``forced_bold`` is the flag of that name in the font's descriptor.
    """

    name: str
    forced_bold: bool


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What all characters of one text object share.

    ``size`` is in points, ``direction`` the degrees by which the text is turned clockwise from
    left to right (0, 90, 180 or 270; None if askew), ``invisible`` that it is neither filled nor
    stroked, ``faint`` that what is below shows through, ``doubled`` that it is drawn twice, a
    little apart, to look bold.
    """

    size: float
    font: Font
    stroked: bool
    color: str
    direction: int | None
    invisible: bool = False
    faint: bool = False
    doubled: bool = False


class GlyphRun(NamedTuple):
    """The characters ``start`` to ``stop``, which share style and baseline, in paint order and
    without a gap wider than a character."""

    start: int
    stop: int
    style: TextStyle
    baseline: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in paint order.

    ``codes`` are Unicode code points, ``x0`` and ``x1`` their sides in points from the left of the
    frame; baselines count from its top. Characters that PDFium inferred (spaces and
    line breaks that are not drawn) are in no run.
    """

    codes: list[int]
    x0: list[float]
    x1: list[float]
    runs: list[GlyphRun]


def count_characters(textpage: pdfium.PdfTextPage) -> int:
    """The number of characters of a page, inferred ones included."""
    return int(raw.FPDFText_CountChars(textpage))


def read_glyphs(
    page: pdfium.PdfPage,
    textpage: pdfium.PdfTextPage,
    to_frame: Matrix,
    mined: MinedPage | None = None,
) -> Glyphs:
    """All characters of ``page``, whose text page is ``textpage``.

    ``to_frame`` leads from PDF user space to where places are wanted: to the page as displayed,
    or to that turned by right angles.
    ``mined`` is asked when PDFium has no name for a font or leaves out text.
    """
    handle = address_of(textpage.raw)
    count = count_characters(textpage)
    indices = range(count)
    codes = list(map(function("FPDFText_GetUnicode", UINT, POINTER, INT), repeat(handle), indices))
    objects = list(
        map(function("FPDFText_GetTextObject", POINTER, POINTER, INT), repeat(handle), indices)
    )
    # FS_RECTF: left, top, right, bottom, four floats.
    rectangles = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(rectangles)
    loose_box = function("FPDFText_GetLooseCharBox", INT, POINTER, INT, POINTER)
    deque(map(loose_box, repeat(handle), indices, range(start, start + 16 * count, 16)), maxlen=0)
    x0, x1 = _displayed_sides(rectangles, to_frame)
    starts: list[int] = []
    stops: list[int] = []
    drawn: list[int] = []
    position = 0
    for text_object, group in groupby(objects):
        start, position = position, position + len(list(group))
        if text_object is not None:
            starts.append(start)
            stops.append(position)
            drawn.append(text_object)
    sizes = map(
        function("FPDFText_GetFontSize", ctypes.c_double, POINTER, INT), repeat(handle), starts
    )
    matrices = (ctypes.c_float * (6 * len(starts)))()
    start = ctypes.addressof(matrices)
    get_matrix = function("FPDFText_GetMatrix", INT, POINTER, INT, POINTER)
    slots = range(start, start + 24 * len(starts), 24)
    deque(map(get_matrix, repeat(handle), starts, slots), maxlen=0)
    placed = _placed_styles(page, drawn, sizes, matrices, to_frame, mined)
    glyphs = Glyphs(codes, x0, x1, list(map(GlyphRun, starts, stops, *placed)))
    known = set(drawn)
    doubles: list[Sides] = []
    lost: list[tuple[int, Matrix]] = []
    for address, matrix in objects_of(page, raw.FPDF_PAGEOBJ_TEXT):
        if address in known:
            continue
        left, top, right, bottom = displayed_bounds(address, IDENTITY)
        if (left == right or top == bottom) and not _is_embedded(address):
            lost.append((address, matrix))
        elif left < right:
            doubles.append(displayed_bounds(address, multiply(matrix, to_frame)))
    if lost and mined is not None:
        kept = {
            (codes[start], *place(*matrices[6 * number + 4 : 6 * number + 6]))
            for number, start in enumerate(starts)
        }
        found, again = find_lost(lost, kept, mined.texts())
        glyphs = _with_lost(glyphs, page, found, to_frame)
        doubles += [displayed_bounds(o, multiply(matrix, to_frame)) for o, matrix in again]
    return _merged(_with_doubles(glyphs, doubles) if doubles else glyphs)


def _is_embedded(address: int) -> bool:
    font = function("FPDFTextObj_GetFont", POINTER, POINTER)(address)
    return bool(font) and function("FPDFFont_GetIsEmbedded", INT, POINTER)(font) == 1


def _with_lost(
    glyphs: Glyphs, page: pdfium.PdfPage, lost: Sequence[LostText], to_frame: Matrix
) -> Glyphs:
    """``glyphs`` with texts that PDFium leaves out, each a run."""
    codes, x0, x1, runs = list(glyphs.codes), list(glyphs.x0), list(glyphs.x1), list(glyphs.runs)
    placed = _placed_styles(
        page,
        [text.drawn for text in lost],
        [_font_size(text.drawn) for text in lost],
        (ctypes.c_float * (6 * len(lost)))(*chain.from_iterable(text.matrix for text in lost)),
        to_frame,
        None,
    )
    for text, style, baseline in zip(lost, *placed, strict=True):
        runs.append(GlyphRun(len(codes), len(codes) + len(text.characters), style, baseline))
        for character in text.characters:
            start, _ = apply(to_frame, *character.first)
            end, _ = apply(to_frame, *character.second)
            codes.append(character.code)
            x0.append(min(start, end))
            x1.append(max(start, end))
    return Glyphs(codes, x0, x1, runs)


def _font_size(address: int) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(ctypes.cast(address, raw.FPDF_PAGEOBJECT), size)
    return size.value


def _merged(glyphs: Glyphs) -> Glyphs:
    """``glyphs`` with runs that go on where the one before ended made one: some producers draw
    every character by itself."""
    x0, x1 = glyphs.x0, glyphs.x1
    runs = glyphs.runs[:1]
    for run in glyphs.runs[1:]:
        last = runs[-1]
        if (
            last.style is run.style
            and last.baseline == run.baseline
            and last.stop == run.start
            and -1.0 < x0[run.start] - x1[run.start - 1] < run.style.size
        ):
            runs[-1] = last._replace(stop=run.stop)
        else:
            runs.append(run)
    return replace(glyphs, runs=runs)


def _with_doubles(glyphs: Glyphs, doubles: Iterable[Sides]) -> Glyphs:
    """``glyphs`` with the runs under ``doubles`` marked: PDFium leaves out text that is drawn
    again nearly where it stands, and only its objects tell of it."""
    rows: defaultdict[int, list[Sides]] = defaultdict(list)
    for x0, top, x1, bottom in doubles:
        for row in range(int(top), int(bottom) + 2):
            rows[row].append((x0, top, x1, bottom))

    def is_doubled(run: GlyphRun) -> bool:
        middle = (glyphs.x0[run.start] + glyphs.x1[run.stop - 1]) / 2
        return any(x0 <= middle <= x1 for x0, _, x1, _ in rows.get(int(run.baseline), ()))

    doubled = cache(partial(replace, doubled=True))
    return replace(
        glyphs,
        runs=[
            run._replace(style=doubled(run.style)) if is_doubled(run) else run
            for run in glyphs.runs
        ],
    )


def _painted_fonts(page: pdfium.PdfPage) -> list[int]:
    """The font of every text object of the page itself, in paint order."""
    get = function("FPDFPage_GetObject", POINTER, POINTER, INT)
    kind_of = function("FPDFPageObj_GetType", INT, POINTER)
    font_of = function("FPDFTextObj_GetFont", POINTER, POINTER)
    objects = map(get, repeat(address_of(page.raw)), range(raw.FPDFPage_CountObjects(page)))
    return [font_of(o) for o in objects if kind_of(o) == raw.FPDF_PAGEOBJ_TEXT]


def _displayed_sides(
    flat: ctypes.Array[ctypes.c_float], matrix: Matrix
) -> tuple[list[float], list[float]]:
    """Left and right sides of rectangles (left, top, right, bottom in a row)."""
    a, b, c, _, e, _ = matrix
    if b == 0.0:
        first, second = flat[0::4], flat[2::4]
        scale = a
    else:
        first, second = flat[3::4], flat[1::4]
        scale = c
    if scale < 0:
        first, second = second, first
    if scale == 1.0 and e == 0.0:
        return first, second
    return [scale * v + e for v in first], [scale * v + e for v in second]


_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


def _placed_styles(
    page: pdfium.PdfPage,
    objects: list[int],
    sizes: Iterable[float],
    matrices: ctypes.Array[ctypes.c_float],
    to_frame: Matrix,
    mined: MinedPage | None,
) -> tuple[list[TextStyle], list[float]]:
    """Styles and baselines of the text ``objects``, of which the unscaled sizes of type and the
    matrices are given, the latter one behind the other."""
    count = len(objects)
    colors = (ctypes.c_uint * (4 * count))()
    start = ctypes.addressof(colors)
    slots = [range(start + 4 * part, start + 16 * count, 16) for part in range(4)]
    get_color = function("FPDFPageObj_GetFillColor", INT, *(POINTER,) * 5)
    deque(map(get_color, objects, *slots), maxlen=0)
    modes = map(function("FPDFTextObj_GetTextRenderMode", INT, POINTER), objects)
    handles = list(map(function("FPDFTextObj_GetFont", POINTER, POINTER), objects))
    fonts = _fonts(page, handles, mined)
    known: dict[tuple[object, ...], TextStyle] = {}
    styles: list[TextStyle] = []
    matrix_bytes, color_bytes = bytes(matrices), bytes(colors)
    for number, (size, mode, handle) in enumerate(zip(sizes, modes, handles, strict=True)):
        shape = matrix_bytes[24 * number : 24 * number + 16]
        color = color_bytes[16 * number : 16 * number + 16]
        key = (size, mode, handle, shape, color)
        style = known.get(key)
        if style is None:
            a, b, c, d, e, f = matrices[6 * number : 6 * number + 6]
            a, b, c, d, _, _ = multiply((a, b, c, d, e, f), to_frame)
            known[key] = style = TextStyle(
                # The height of an em as displayed: scaling may sit in the matrix alone.
                size=round(size * (c * c + d * d) ** 0.5, 2),
                font=fonts[handle],
                stroked=mode in _STROKED,
                color="#{:02x}{:02x}{:02x}".format(*colors[4 * number : 4 * number + 3]),
                direction=_direction(a, b),
                invisible=mode in _INVISIBLE,
                faint=colors[4 * number + 3] < _FAINT,
            )
        styles.append(style)
    _, across, _, down, _, offset = to_frame
    return styles, [
        x * across + y * down + offset for x, y in zip(matrices[4::6], matrices[5::6], strict=True)
    ]


def _direction(a: float, b: float) -> int | None:
    """The direction of the vector (a, b), which runs down the page with growing b."""
    if abs(b) < 0.1 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) < 0.1 * abs(b):
        return 90 if b > 0 else 270
    return None


def _fonts(
    page: pdfium.PdfPage,
    handles: Iterable[int],
    mined: MinedPage | None,
) -> dict[int, Font]:
    fonts = {handle: _font(handle) for handle in set(handles)}
    if mined is not None and any(not font.name for font in fonts.values()):
        for handle, name in mined.font_names(_painted_fonts(page)).items():
            if handle in fonts and not fonts[handle].name:
                fonts[handle] = Font(name, fonts[handle].forced_bold)
    return fonts


def _font(address: int) -> Font:
    handle = ctypes.cast(address, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
    forced_bold = bool(raw.FPDFFont_GetFlags(handle) & _FORCE_BOLD)
    return Font(buffer.value.decode("utf-8", "replace"), forced_bold)
