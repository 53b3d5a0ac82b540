"""PDFium's C interface, called without pypdfium2's wrappers.

These cost several Python calls for a character. Here the same C functions are given flat
prototypes and driven by ``map``, so that the loop over a page's characters runs in C.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

POINTER, INT, UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_FORM_DEPTH = 4
"""Forms nested deeper than this are drawings, not text or rulings of a table."""

Matrix = tuple[float, float, float, float, float, float]
Sides = tuple[float, float, float, float]
"""x0, top, x1, bottom in points as displayed."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@cache
def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


def address_of(handle: Any) -> int:
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


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def displayed_bounds(handle: Any, matrix: Matrix) -> Sides:
    """The bounds of a page object, which ``matrix`` takes to the page as displayed."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), left, bottom, right, top)
    x0, y0 = apply(matrix, left.value, bottom.value)
    x1, y1 = apply(matrix, right.value, top.value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


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


def object_matrix(handle: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def objects_of(page: pdfium.PdfPage, wanted: int) -> Iterator[tuple[int, Matrix]]:
    """The addresses of a page's objects of one kind (``FPDF_PAGEOBJ_…``) with the matrix of the
    forms around them, in paint order."""
    kind_of = function("FPDFPageObj_GetType", INT, POINTER)

    def walk(
        count: int, get: Any, holder: Any, outer: Matrix, depth: int
    ) -> Iterator[tuple[int, Matrix]]:
        handles = list(map(get, repeat(holder), range(count)))
        for address, kind in zip(handles, map(kind_of, handles), strict=True):
            if kind == wanted:
                yield address, outer
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                form = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
                yield from walk(
                    raw.FPDFFormObj_CountObjects(form),
                    function("FPDFFormObj_GetObject", POINTER, POINTER, ctypes.c_ulong),
                    address,
                    multiply(object_matrix(form), outer),
                    depth + 1,
                )

    yield from walk(
        raw.FPDFPage_CountObjects(page),
        function("FPDFPage_GetObject", POINTER, POINTER, INT),
        address_of(page.raw),
        IDENTITY,
        0,
    )
