"""Reading what a page draws beside text: rules of tables, and areas that are painted."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from archive.parser.sources.pdfium import (
    Matrix,
    Sides,
    displayed_bounds,
    multiply,
    object_matrix,
    objects_of,
)

_THIN = 3.0
"""Points: a filled rectangle at most this thick is a line."""
_SHORTEST = 4.0
_PALE = 0xE0
_DOTS_APART = 6.0
_FEWEST_DOTS = 8


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


def read_rulings(page: pdfium.PdfPage, to_frame: Matrix, limit: int) -> list[Ruling]:
    """Straight horizontal and vertical lines of a page, also those drawn as thin rectangles.

    ``to_frame`` leads from PDF user space to where places are wanted. A rectangle that is not thin
    gives its four sides. Raises :class:`OverflowError` when the page has more than ``limit`` paths.
    """
    rulings: list[Ruling] = []
    dots: list[Ruling] = []
    for count, (path, matrix) in enumerate(objects_of(page, raw.FPDF_PAGEOBJ_PATH), 1):
        if count > limit:
            raise OverflowError(count)
        handle = ctypes.cast(path, raw.FPDF_PAGEOBJECT)
        for ruling in _rulings_of(handle, multiply(matrix, to_frame)):
            (rulings if ruling.length >= _SHORTEST else dots).append(ruling)
    return [*rulings, *_dotted(dots)]


def painted_areas(page: pdfium.PdfPage, to_frame: Matrix) -> list[Sides]:
    """Where the page itself paints something that is not white, as ``to_frame`` places it: filled
    shapes and images, on which white text can be read.
    """
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
        areas.append(displayed_bounds(found.raw, to_frame))
    return areas


def _rulings_of(path: Any, outer: Matrix) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = multiply(object_matrix(path), outer)
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
