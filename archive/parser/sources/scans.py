"""Which pages of a PDF must be read from their image, and that image.

Thresholds: measured on 921 public PDFs; see ``docs/reading.md``.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass
from itertools import islice, pairwise

import pypdfium2 as pdfium
import rjieba
from PIL import Image, ImageStat
from pypdfium2 import raw

from archive.parser.sources.pdfium import display_matrix, multiply

INSTALL_HINT = "请安装文字识别组件：pip install 'bulletin-archive[ocr]'"
_FEW_CHARACTERS = 30
_SOME_IMAGE = 0.3
"""A page with fewer characters whose images cover more than this part of it is a scan."""
_STAMP_CHARACTERS = 100
_WHOLE_IMAGE = 0.8
"""So is one with that few characters over an image that covers nearly all of it: a stamp or a page
number was put over a scan."""
_LEAST_CHARACTERS = 20
"""Fewer characters outside ASCII say nothing about the font's encoding."""
_MOST_PRIVATE = 0.03
_LEAST_KNOWN = 0.9
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_FEWEST_PAIRS = 100
_CLEARLY_WORDS = 0.3
"""Where that part of the first of them are words, the others need not be looked up."""
_MOST_PAIRS = 400
"""How many pairs of neighbouring Han characters are looked up: fewer tell nothing, more no more."""
_LEAST_WORDS = 0.12
"""The part of them that must be words. In bulletins half of them are, and a third where the text is
mostly names; in lists of nothing but names a fifth, among characters exchanged for others 0.08."""
_MOST_OBJECTS = 2000
_RENDER_DPI = 200
_FINEST_DPI = 300
"""Finer images are reduced; recognition gains nothing from more."""
_DARKEST_PAPER = 100
"""Mean brightness (0 to 255) below which a page would be more ink than paper."""
_MOST_PIXELS = 40_000_000
"""A4 at 600 dpi has 35 million."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A grey image of a page, or of the part of it that a scan covers.

    ``x0`` and ``top`` are its upper left corner in points as displayed, ``x_scale`` and
    ``y_scale`` the points a pixel takes.
    """

    image: Image.Image
    x0: float
    top: float
    x_scale: float
    y_scale: float


def can_recognise() -> bool:
    """Whether the extra ``bulletin-archive[ocr]`` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def is_recognition_loaded() -> bool:
    """Whether this process has read a scan, or is ready to without loading models first."""
    ocr = sys.modules.get("archive.parser.sources.ocr")
    return ocr is not None and ocr.is_loaded()


def load_recognition() -> None:
    """Load the models, which takes seconds; processes forked afterwards have them."""
    from archive.parser.sources.ocr import load  # noqa: PLC0415 - an extra

    load()


def is_rubbish(text: str) -> bool:
    """Whether a text layer is what fonts without a usable ToUnicode map leave.

    Private-use and replacement characters tell, and Han characters drawn at random: real text
    keeps to GB 2312 or to Big5. So do common characters of which no two make a word, which is what
    a wrong map leaves.
    """
    foreign = [character for character in text if not character.isascii()]
    if len(foreign) < _LEAST_CHARACTERS:
        return False
    private = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in foreign)
    if private > _MOST_PRIVATE * len(text):
        return True
    printed = "".join(foreign)
    simplified, traditional = (
        len(printed.encode(encoding, "ignore").decode(encoding)) for encoding in ("gb2312", "big5")
    )
    least = _LEAST_KNOWN * len(foreign)
    # The dictionary knows simplified words only.
    return max(simplified, traditional) < least or (simplified >= least and _is_wordless(text))


def _is_wordless(text: str) -> bool:
    """Whether characters stand beside each other as they do in no language."""
    runs = (match[0] for match in _HAN.finditer(text))
    pairs = (first + second for run in runs for first, second in pairwise(run))
    words = [rjieba.has_word(pair) for pair in islice(pairs, _FEWEST_PAIRS)]
    if len(words) < _FEWEST_PAIRS or sum(words) >= _CLEARLY_WORDS * len(words):
        return False
    words += [rjieba.has_word(pair) for pair in islice(pairs, _MOST_PAIRS - _FEWEST_PAIRS)]
    return sum(words) < _LEAST_WORDS * len(words)


def is_scan(page: pdfium.PdfPage, characters: int) -> bool:
    """Whether a page with that many printed characters shows its text as an image or as curves."""
    if characters > _STAMP_CHARACTERS:
        return False
    if not characters:
        return bool(raw.FPDFPage_CountObjects(page))
    share = _covered(page)
    return share > _WHOLE_IMAGE or (characters < _FEW_CHARACTERS and share > _SOME_IMAGE)


def is_covered(page: pdfium.PdfPage) -> bool:
    """Whether an image fills the page, or nearly."""
    return _covered(page) > _WHOLE_IMAGE


def _covered(page: pdfium.PdfPage) -> float:
    """The part of the page under images, counted twice where they overlap."""
    width, height = page.get_size()
    area = 0.0
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return area / (width * height) if width > 0 and height > 0 else 0.0


def _images(page: pdfium.PdfPage) -> list[pdfium.PdfImage]:
    objects = islice(page.get_objects(max_depth=3), _MOST_OBJECTS)
    return [found for found in objects if found.type == raw.FPDF_PAGEOBJ_IMAGE]


def page_image(page: pdfium.PdfPage) -> PageImage:
    """The page's own embedded image where one covers it, else a rendering.

    Raises :class:`pypdfium2.PdfiumError` for an image that cannot be decoded.
    """
    return _embedded(page) or _rendered(page)


def _embedded(page: pdfium.PdfPage) -> PageImage | None:
    images = _images(page)
    if len(images) != 1 or _covered(page) < _WHOLE_IMAGE:
        return None
    image = images[0]
    if image.level > 0:
        # The form around it may turn or clip it.
        return None
    columns, rows = image.get_px_size()
    a, b, c, d, e, f = multiply(image.get_matrix().get(), display_matrix(page))
    # An upright image has its upper left corner at (0, 1) of the unit square.
    upright = a > 0 > d and abs(b) < 1e-3 * a and abs(c) < -1e-3 * d
    if not upright or not 0 < columns * rows <= _MOST_PIXELS:
        return None
    grey = image.get_bitmap().to_pil().convert("L")
    if ImageStat.Stat(grey).mean[0] < _DARKEST_PAPER:
        # Raw samples of a stencil or an inverted palette; only rendering knows how they show.
        return None
    return _reduced(grey, e, f + d, a, -d)


def _reduced(grey: Image.Image, x0: float, top: float, width: float, height: float) -> PageImage:
    columns = min(grey.width, max(1, round(width / 72 * _FINEST_DPI)))
    if columns < grey.width:
        rows = max(1, round(grey.height * columns / grey.width))
        grey = grey.resize((columns, rows), Image.Resampling.LANCZOS)
    return PageImage(grey, x0, top, width / grey.width, height / grey.height)


def _rendered(page: pdfium.PdfPage) -> PageImage:
    width, height = page.get_size()
    scale = min(_RENDER_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
    grey = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return PageImage(grey, 0.0, 0.0, width / grey.width, height / grey.height)
