"""The rules of tables on the image of a page."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.parser.sources.rulings import Ruling
from archive.parser.sources.scans import PageImage

_SHORTEST = 40.0
"""Points a horizontal rule is long at least; a dash of two characters is shorter."""
_SHORTEST_UPRIGHT = 18.0
"""Points an upright rule is long at least: a row of a table is higher than its characters."""
_THICKEST = 4.0
"""Points; what is thicker is a picture or a redaction."""
_GAP = 2
"""Pixels by which a rule may jump where noise or a rest of skew breaks it."""
_REACH = 3.0
"""Points within which an upright rule must meet a horizontal one; strokes of characters do not."""


def read_rules(image: Image.Image, scan: PageImage) -> list[Ruling]:
    """Straight rules on ``image``, which is the straightened image of ``scan``, in points."""
    grey = np.asarray(image.convert("L"))
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    dark = np.asarray(ink, dtype=np.uint8)
    level = list(_found(dark, scan, _SHORTEST, upright=False))
    upright = [
        rule
        for rule in _found(dark, scan, _SHORTEST_UPRIGHT, upright=True)
        if any(_meet(rule, other) for other in level)
    ]
    return [*level, *upright]


def _found(
    ink: NDArray[np.uint8], scan: PageImage, shortest: float, *, upright: bool
) -> Iterator[Ruling]:
    scale = scan.y_scale if upright else scan.x_scale
    length = max(8, round(shortest / scale))
    bridge = (2 * _GAP + 1, 1) if upright else (1, 2 * _GAP + 1)
    along = (1, length) if upright else (length, 1)
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
    kept = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    _, _, places, _ = cv2.connectedComponentsWithStats(kept)
    # As numbers of Python's: what is read goes on to other processes.
    for x, y, width, height, _ in places[1:].tolist():
        x0, x1 = scan.x0 + x * scan.x_scale, scan.x0 + (x + width) * scan.x_scale
        top, bottom = scan.top + y * scan.y_scale, scan.top + (y + height) * scan.y_scale
        if upright and x1 - x0 <= _THICKEST + 2 * _GAP * scan.x_scale:
            yield Ruling((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        elif not upright and bottom - top <= _THICKEST + 2 * _GAP * scan.y_scale:
            yield Ruling(x0, (top + bottom) / 2, x1, (top + bottom) / 2)


def _meet(upright: Ruling, level: Ruling) -> bool:
    return (
        level.x0 - _REACH <= upright.x0 <= level.x1 + _REACH
        and upright.top - _REACH <= level.top <= upright.bottom + _REACH
    )
