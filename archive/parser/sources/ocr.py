"""The text of a page's image, through RapidOCR (the extra ``bulletin-archive[ocr]``).

The engine's models come with its package, so nothing is fetched at run time. Its classifier of
directions is off: it turns upright lines over and loses them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from archive.model import Line
from archive.parser.sources.evened import ems, width_of
from archive.parser.sources.rulings import Ruling
from archive.parser.sources.scan_rules import read_rules
from archive.parser.sources.scans import PageImage

_LEAST_CONFIDENCE = 0.3
"""Below this, what looks like a line is a speck or a seal."""
_PADDING = 0.1
"""Ems by which the engine's boxes are wider than the text, on each side."""
_SAME_ROW = 0.5
_STEEPEST = 5.0
"""Degrees of skew that are looked for; scanners' feeders stay below."""
_UNSURE = 0.7
"""Pages read with less confidence are tried upside down."""
_INK = 160
_WHITE = 0.1
"""A row of pixels with less ink than this part of the usual is white between lines."""
_STRAIGHT = 0.15
"""Degrees of skew that do not matter."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Lines of a page in reading order and the rules between them, placed as if it were straight
    (``skew`` and ``turn`` of :class:`archive.model.Page`).
    """

    lines: tuple[Line, ...]
    rules: tuple[Ruling, ...]
    skew: float
    turn: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a line as the engine finds it, in pixels."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def is_level(self) -> bool:
        return len(self.text) == 1 or self.x1 - self.x0 > self.bottom - self.top

    @property
    def em(self) -> float:
        """The size of its characters by its length, or by its height where that is less: letters
        may be spaced."""
        height = 0.8 * (self.bottom - self.top)
        return min(height, (self.x1 - self.x0) / (ems(self.text) + 2 * _PADDING))


def recognise(scan: PageImage, page: int, width: float, height: float) -> Recognised:
    """Read the image of page number ``page``, which measures ``width`` by ``height`` points.

    The extra must be installed (:func:`archive.parser.sources.scans.can_recognise`).
    """
    turns = (0, 90, 270) if _may_lie_sideways(scan.image) else (0,)
    tries = [_read_turned(scan, turn, width, height) for turn in turns]
    best = max(tries, key=attrgetter("certainty"))
    if best.turn == 0 and best.certainty < _UNSURE:
        best = max(best, _read_turned(scan, 180, width, height), key=attrgetter("certainty"))
    rows = _rows(best.pieces)
    lines = (_line(row, best.scan, page) for row in rows)
    rules = tuple(read_rules(best.scan.image, best.scan))
    return Recognised(tuple(lines), rules, best.skew, best.turn)


@dataclass(frozen=True, slots=True)
class _Try:
    """What the engine finds on the page turned back by ``turn`` degrees and then deskewed."""

    scan: PageImage
    pieces: list[_Piece]
    skew: float
    turn: int

    @property
    def certainty(self) -> float:
        """The confidence of the characters on level lines, the others counting as none. The engine
        reads lines that lie on their side as well, but each as a line of its own."""
        characters = sum(len(piece.text) for piece in self.pieces)
        level = (piece for piece in self.pieces if piece.is_level)
        sure = sum(len(piece.text) * piece.confidence for piece in level)
        return sure / characters if characters else 0.0


def _read_turned(scan: PageImage, turn: int, width: float, height: float) -> _Try:
    scan = _turned_back(scan, turn, width, height)
    if turn in (90, 270):
        width, height = height, width
    skew = _skew(scan.image)
    if skew:
        # Turned about the middle of the page, which need not be the middle of the image.
        centre = ((width / 2 - scan.x0) / scan.x_scale, (height / 2 - scan.top) / scan.y_scale)
        image = scan.image.rotate(skew, Image.Resampling.BICUBIC, center=centre, fillcolor=255)
        scan = replace(scan, image=image)
    return _Try(scan, _pieces(scan.image), skew, turn)


def _turned_back(scan: PageImage, turn: int, width: float, height: float) -> PageImage:
    """The image and its place on the page turned counter-clockwise by ``turn`` degrees."""
    if turn == 0:
        return scan
    right = scan.x0 + scan.image.width * scan.x_scale
    bottom = scan.top + scan.image.height * scan.y_scale
    match turn:
        case 90:
            image = scan.image.transpose(Image.Transpose.ROTATE_90)
            return PageImage(image, scan.top, width - right, scan.y_scale, scan.x_scale)
        case 180:
            image = scan.image.transpose(Image.Transpose.ROTATE_180)
            return PageImage(image, width - right, height - bottom, scan.x_scale, scan.y_scale)
        case _:
            image = scan.image.transpose(Image.Transpose.ROTATE_270)
            return PageImage(image, height - bottom, scan.x0, scan.y_scale, scan.x_scale)


def _may_lie_sideways(image: Image.Image) -> bool:
    """Whether there is more white between what stands side by side than between lines."""
    ink = np.asarray(image.resize((600, 600))) < _INK
    between_lines, beside = (
        float((sums < _WHITE * sums.mean()).mean()) for sums in (ink.sum(axis=1), ink.sum(axis=0))
    )
    return beside > between_lines


def load() -> None:
    """Load the engine's models."""
    bare_engine()


def is_loaded() -> bool:
    """Whether the models are loaded."""
    return bare_engine.cache_info().currsize > 0


@cache
def bare_engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and two seconds to load

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            # By default the engine drops lines it is not sure of without a word.
            "Global.text_score": _LEAST_CONFIDENCE,
            # One process a core reads files; and a forked child has none of its parent's threads.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _pieces(image: Image.Image) -> list[_Piece]:
    result = bare_engine()(np.asarray(image.convert("RGB"))[:, :, ::-1], use_cls=False)
    if result.boxes is None:
        return []
    pieces = []
    for corners, text, confidence in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if printed := _punctuated(text.strip()):
            pieces.append(_Piece(printed, min(xs), min(ys), max(xs), max(ys), float(confidence)))
    return pieces


_WIDE = {
    "(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！",
}  # fmt: skip
_LONG_DASH = re.compile(r"(?<=[\u4e00-\u9fff”》）])[—一]{2}(?=[\u4e00-\u9fff“《（])")
_TO = re.compile(r"(?<=[年月日期])一(?=[0-9]{1,4}[年月日])")
_PAGE_NUMBER = re.compile(r"[—一-] ?([0-9]{1,4}) ?[—一-]")
_HAN = r"[\u3007\u4e00-\u9fff，。、；：？！（）《》“”‘’【】〔〕]"
_NEAR_HAN = re.compile(rf"(?<={_HAN})[(),:;?!]|[(),:;?!](?={_HAN})")
_BRACKETED = re.compile(r"\(([^()（）]{1,60})[)）]|（([^()（）]{1,60})\)")


def is_page_number(text: str) -> bool:
    """Whether a line is a page number between dashes, which the engine is never sure of."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def _punctuated(text: str) -> str:
    """Half-width punctuation in Chinese text made full-width, brackets in pairs; dashes that the
    engine takes for 一 made dashes again.
    """
    if number := _PAGE_NUMBER.fullmatch(text):
        return f"— {number[1]} —"
    wide = _NEAR_HAN.sub(lambda found: _WIDE[found[0]], text)
    wide = _BRACKETED.sub(_paired, wide)
    return _TO.sub("—", _LONG_DASH.sub("——", wide))


def _paired(found: re.Match[str]) -> str:
    inner = found[1] or found[2]
    return found[0] if inner.isascii() and found[0].isascii() else f"（{inner}）"


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand side by side, from the top; each row from the left."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if rows and piece.middle - rows[-1][0].middle < _SAME_ROW * min(piece.em, rows[-1][0].em):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _line(row: Sequence[_Piece], scan: PageImage, page: int) -> Line:
    size = median(piece.em for piece in row) * scan.y_scale
    text = ""
    edges: list[float] = []
    end = 0.0
    for piece in row:
        x0 = scan.x0 + piece.x0 * scan.x_scale
        x1 = scan.x0 + piece.x1 * scan.x_scale
        padding = min(_PADDING * size, (x1 - x0) / 4)
        x0, x1 = x0 + padding, x1 - padding
        if text:
            text += " "
            edges.append(min(end, x0))
        step = (x1 - x0) / ems(piece.text)
        x = x0
        for character in piece.text:
            edges.append(x)
            x += step * width_of(character)
        text += piece.text
        end = x1
    edges.append(end)
    middle = scan.top + median(piece.middle for piece in row) * scan.y_scale
    return Line(
        text=text,
        page=page,
        top=middle - size / 2,
        bottom=middle + size / 2,
        edges=tuple(edges),
        size=round(size, 2),
        confidence=min(piece.confidence for piece in row),
    )


def _skew(image: Image.Image) -> float:
    """Degrees by which the text is turned clockwise, 0.0 where that does not matter.

    Rows of text and the white between them are told apart most sharply along the lines: the sums
    of ink along slanted rows vary most at the right slant.
    """
    small = image.resize((600, max(1, round(image.height * 600 / image.width))))
    ink = np.asarray(small) < _INK
    best = _sharpest(ink, np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.5))
    best = _sharpest(ink, np.arange(best - 0.4, best + 0.41, 0.1))
    return best if abs(best) > _STRAIGHT else 0.0


def _sharpest(ink: np.ndarray[Any, Any], angles: np.ndarray[Any, Any]) -> float:
    ys, xs = np.nonzero(ink)
    if not len(ys):
        return 0.0
    rows = ink.shape[0]
    best, sharpest = 0.0, -1.0
    for angle in angles:
        slanted = np.rint(ys - xs * np.tan(np.radians(angle))).astype(np.int64)
        sums = np.bincount(np.clip(slanted + rows, 0, 3 * rows - 1), minlength=3 * rows)
        sharpness = float(np.square(np.diff(sums)).sum())
        if sharpness > sharpest:
            best, sharpest = float(angle), sharpness
    return round(best, 2)
