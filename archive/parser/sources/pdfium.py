"""Reading a page's characters and rulings through PDFium's C interface.

pypdfium2's wrappers cost several Python calls for a character. Here the same C functions are
given flat prototypes and driven by ``map``, so that the loop over a page's characters runs in C;
what does not change within a text object (size, font, colour) is asked once for each object.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, repeat
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_POINTER, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_FORCE_BOLD = 1 << 18
"""Bit of a font descriptor's flags (ISO 32000-1, table 123)."""
_FORM_DEPTH = 4
"""Forms nested deeper than this are drawings, not rulings of a table."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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

    ``size`` is in points as displayed, ``upright`` says whether the text runs left to right on
    the page as displayed, ``invisible`` that it is neither filled nor stroked.
    """

    size: float
    font: Font
    stroked: bool
    color: str
    upright: bool
    invisible: bool = False


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """The characters ``start`` to ``stop`` of one text object, which share style and baseline."""

    start: int
    stop: int
    style: TextStyle
    baseline: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in paint order.

    ``codes`` are Unicode code points, ``x0`` and ``x1`` their sides in points from the left of the
    page as displayed; baselines count from its top. Characters that PDFium inferred (spaces and
    line breaks that are not drawn) are in no run.
    """

    codes: list[int]
    x0: list[float]
    x1: list[float]
    runs: list[GlyphRun]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A thin line or the side of a rectangle, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def length(self) -> float:
        """The longer of its extents."""
        return max(self.x1 - self.x0, self.bottom - self.top)


def count_characters(textpage: pdfium.PdfTextPage) -> int:
    """The number of characters of a page, inferred ones included."""
    return int(raw.FPDFText_CountChars(textpage))


def read_glyphs(
    page: pdfium.PdfPage,
    textpage: pdfium.PdfTextPage,
    name_fonts: Callable[[list[int]], dict[int, str]] | None = None,
) -> Glyphs:
    """All characters of ``page``, whose text page is ``textpage``.

    ``name_fonts`` is asked when PDFium has no name for a font: it is given the font of every text
    object in paint order, as opaque numbers, and answers with names for these numbers.
    """
    handle = _address(textpage.raw)
    count = count_characters(textpage)
    indices = range(count)
    codes = list(
        map(_function("FPDFText_GetUnicode", _UINT, _POINTER, _INT), repeat(handle), indices)
    )
    objects = list(
        map(_function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT), repeat(handle), indices)
    )
    # FS_RECTF: left, top, right, bottom, four floats.
    rectangles = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(rectangles)
    loose_box = _function("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
    deque(map(loose_box, repeat(handle), indices, range(start, start + 16 * count, 16)), maxlen=0)
    to_display = display_matrix(page)
    x0, x1 = _displayed_sides(list(rectangles), to_display)
    spans: list[tuple[int, int, int]] = []
    position = 0
    for text_object, group in groupby(objects):
        start, position = position, position + sum(1 for _ in group)
        if text_object is not None:
            spans.append((start, position, text_object))
    placed = _placed_styles(page, handle, [span[0] for span in spans], to_display, name_fonts)
    runs = [
        GlyphRun(start, stop, style, baseline)
        for (start, stop, _), (style, baseline) in zip(spans, placed, strict=True)
    ]
    return Glyphs(codes, x0, x1, runs)


def _painted_fonts(page: pdfium.PdfPage) -> list[int]:
    """The font of every text object of the page itself, in paint order."""
    get = _function("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
    kind_of = _function("FPDFPageObj_GetType", _INT, _POINTER)
    font_of = _function("FPDFTextObj_GetFont", _POINTER, _POINTER)
    objects = map(get, repeat(_address(page.raw)), range(raw.FPDFPage_CountObjects(page)))
    return [font_of(o) for o in objects if kind_of(o) == raw.FPDF_PAGEOBJ_TEXT]


def read_rulings(page: pdfium.PdfPage, limit: int) -> list[Ruling]:
    """Straight horizontal and vertical lines of a page, also those drawn as thin rectangles.

    A rectangle that is not thin gives its four sides. Raises :class:`OverflowError` when the page
    has more than ``limit`` paths.
    """
    rulings: list[Ruling] = []
    dots: list[Ruling] = []
    to_display = display_matrix(page)
    for count, (path, matrix) in enumerate(_paths(page), 1):
        if count > limit:
            raise OverflowError(count)
        for ruling in _rulings_of(path, multiply(matrix, to_display)):
            (rulings if ruling.length >= _SHORTEST else dots).append(ruling)
    return [*rulings, *_dotted(dots)]


def painted_areas(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where the page itself paints something that is not white, as (x0, top, x1, bottom) in points
    as displayed: filled shapes and images, on which white text can be read.
    """
    to_display = display_matrix(page)
    areas = []
    for found in page.get_objects(max_depth=1):
        if found.type == raw.FPDF_PAGEOBJ_PATH:
            color = [ctypes.c_uint() for _ in range(4)]
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(found, fill, stroke)
            raw.FPDFPageObj_GetFillColor(found, *color)
            if not fill.value or min(channel.value for channel in color[:3]) >= _PALE:
                continue
        elif found.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = found.get_bounds()
        (x0, y0), (x1, y1) = _apply(to_display, left, bottom), _apply(to_display, right, top)
        areas.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return areas


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@cache
def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def display_matrix(page: pdfium.PdfPage) -> Matrix:
    """From PDF user space (origin bottom left, /Rotate ignored) to the page as displayed."""
    x0, y0, x1, y1 = page.get_cropbox()
    media = page.get_mediabox()
    x0, y0, x1, y1 = max(x0, media[0]), max(y0, media[1]), min(x1, media[2]), min(y1, media[3])
    match page.get_rotation():
        case 90:
            return (0.0, 1.0, 1.0, 0.0, -y0, -x0)
        case 180:
            return (-1.0, 0.0, 0.0, 1.0, x1, -y0)
        case 270:
            return (0.0, -1.0, -1.0, 0.0, y1, x1)
        case _:
            return (1.0, 0.0, 0.0, -1.0, -x0, y1)


def _displayed_sides(flat: list[float], matrix: Matrix) -> tuple[list[float], list[float]]:
    """Left and right sides as displayed of rectangles (left, top, right, bottom in a row)."""
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
    textpage: int,
    indices: list[int],
    to_display: Matrix,
    name_fonts: Callable[[list[int]], dict[int, str]] | None,
) -> Iterator[tuple[TextStyle, float]]:
    """Style and baseline of the text objects of the characters ``indices``."""
    count = len(indices)
    objects = list(
        map(
            _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT), repeat(textpage), indices
        )
    )
    sizes = map(
        _function("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT),
        repeat(textpage),
        indices,
    )
    matrices = (ctypes.c_float * (6 * count))()
    start = ctypes.addressof(matrices)
    get_matrix = _function("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
    deque(
        map(get_matrix, repeat(textpage), indices, range(start, start + 24 * count, 24)), maxlen=0
    )
    colors = (ctypes.c_uint * (4 * count))()
    start = ctypes.addressof(colors)
    slots = [range(start + 4 * part, start + 16 * count, 16) for part in range(4)]
    get_color = _function("FPDFPageObj_GetFillColor", _INT, *(_POINTER,) * 5)
    deque(map(get_color, objects, *slots), maxlen=0)
    modes = map(_function("FPDFTextObj_GetTextRenderMode", _INT, _POINTER), objects)
    handles = list(map(_function("FPDFTextObj_GetFont", _POINTER, _POINTER), objects))
    fonts = _fonts(page, handles, name_fonts)
    known: dict[tuple[object, ...], TextStyle] = {}
    _, across, _, down, _, offset = to_display
    numbers = iter(matrices)
    channels = iter(colors)
    for size, mode, handle, matrix, color in zip(
        sizes,
        modes,
        handles,
        zip(*[numbers] * 6, strict=True),
        zip(*[channels] * 4, strict=True),
        strict=True,
    ):
        key = (size, mode, handle, matrix[:4], color)
        style = known.get(key)
        if style is None:
            a, b, c, d, _, _ = multiply(matrix, to_display)
            known[key] = style = TextStyle(
                # The height of an em as displayed: scaling may sit in the matrix alone.
                size=round(size * (c * c + d * d) ** 0.5, 2),
                font=fonts[handle],
                stroked=mode in _STROKED,
                color="#{:02x}{:02x}{:02x}".format(*color[:3]),
                upright=a > 0 and abs(b) < 0.1 * a,
                invisible=mode in _INVISIBLE,
            )
        yield style, matrix[4] * across + matrix[5] * down + offset


def _fonts(
    page: pdfium.PdfPage,
    handles: Iterable[int],
    name_fonts: Callable[[list[int]], dict[int, str]] | None,
) -> dict[int, Font]:
    fonts = {handle: _font(handle) for handle in set(handles)}
    if name_fonts is not None and any(not font.name for font in fonts.values()):
        for handle, name in name_fonts(_painted_fonts(page)).items():
            if handle in fonts and not fonts[handle].name:
                fonts[handle] = Font(name, fonts[handle].forced_bold)
    return fonts


def _font(address: int) -> Font:
    handle = ctypes.cast(address, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
    forced_bold = bool(raw.FPDFFont_GetFlags(handle) & _FORCE_BOLD)
    return Font(buffer.value.decode("utf-8", "replace"), forced_bold)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _object_matrix(handle: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    """Path objects with the matrix of the forms around them, in paint order."""
    kind_of = _function("FPDFPageObj_GetType", _INT, _POINTER)

    def walk(
        count: int, get: Any, holder: Any, outer: Matrix, depth: int
    ) -> Iterator[tuple[Any, Matrix]]:
        handles = list(map(get, repeat(holder), range(count)))
        for address, kind in zip(handles, map(kind_of, handles), strict=True):
            if kind == raw.FPDF_PAGEOBJ_PATH:
                yield ctypes.cast(address, raw.FPDF_PAGEOBJECT), outer
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                form = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
                yield from walk(
                    raw.FPDFFormObj_CountObjects(form),
                    _function("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong),
                    address,
                    multiply(_object_matrix(form), outer),
                    depth + 1,
                )

    yield from walk(
        raw.FPDFPage_CountObjects(page),
        _function("FPDFPage_GetObject", _POINTER, _POINTER, _INT),
        _address(page.raw),
        _IDENTITY,
        0,
    )


_THIN = 3.0
"""Points: a filled rectangle at most this thick is a line."""
_SHORTEST = 4.0
_PALE = 0xE0
_DOTS_APART = 6.0
_FEWEST_DOTS = 8


def _rulings_of(path: Any, outer: Matrix) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = multiply(_object_matrix(path), outer)
    for points in _subpaths(path):
        placed = [
            (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
            for x, y in points
        ]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, bottom - top) <= _THIN:
            yield _flat(x0, top, x1, bottom)
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(placed):
                if (
                    min(abs(ax - bx), abs(ay - by)) <= 0.5
                    and max(abs(ax - bx), abs(ay - by)) >= _SHORTEST
                ):
                    yield _flat(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _dotted(dots: Sequence[Ruling]) -> Iterator[Ruling]:
    """Rules drawn dot by dot, as rows and columns of short pieces near each other."""
    for along, across in ((_left, _height), (_height, _left)):
        lines: defaultdict[int, list[Ruling]] = defaultdict(list)
        for dot in dots:
            lines[round(across(dot))].append(dot)
        for line in lines.values():
            line.sort(key=along)
            for near in _split_at_gaps(line, along):
                if len(near) >= _FEWEST_DOTS:
                    yield _flat(
                        min(dot.x0 for dot in near),
                        min(dot.top for dot in near),
                        max(dot.x1 for dot in near),
                        max(dot.bottom for dot in near),
                    )


def _left(ruling: Ruling) -> float:
    return (ruling.x0 + ruling.x1) / 2


def _height(ruling: Ruling) -> float:
    return (ruling.top + ruling.bottom) / 2


def _split_at_gaps(
    dots: Sequence[Ruling], along: Callable[[Ruling], float]
) -> Iterator[list[Ruling]]:
    near: list[Ruling] = []
    for dot in dots:
        if near and along(dot) - along(near[-1]) > _DOTS_APART:
            yield near
            near = []
        near.append(dot)
    yield near


def _flat(x0: float, top: float, x1: float, bottom: float) -> Ruling:
    """The middle line of a thin rectangle."""
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Ruling(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Ruling(middle, top, middle, bottom)


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The straight-lined subpaths of a path; one with a curve is left out."""
    points: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            straight = False
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points
