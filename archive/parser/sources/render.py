"""Page images for readers. Rendering hostile pages can take minutes: call it in a child."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from archive.config import Limits
from archive.errors import NotFound, SourceError
from archive.parser.sources.pdf import open_pdf

WIDEST = 4000
MOST_PIXELS = 40_000_000


def render_page(path: Path, page: int, width: int) -> Image.Image:
    """Render page ``page`` (from 1) of the file at ``path``, ``width`` pixels wide.

    The width is bounded by :data:`WIDEST` and the area by :data:`MOST_PIXELS`. Raises
    :class:`NotFound` for a page that does not exist and :class:`SourceError` for a file or page
    that cannot be drawn.
    """
    with open_pdf(path, Limits()) as (document, _):
        if not 1 <= page <= len(document):
            raise NotFound(f"没有第 {page} 页：{path.name} 共 {len(document)} 页")
        try:
            drawn = document[page - 1]
            points, height = drawn.get_size()
            if points <= 0 or height <= 0:
                raise SourceError(f"{path.name} 第 {page} 页尺寸无效，无法生成图像")
            scale = min(
                max(1, min(width, WIDEST)) / points, (MOST_PIXELS / (points * height)) ** 0.5
            )
            image: Image.Image = drawn.render(scale=scale).to_pil().convert("RGB")
        except pdfium.PdfiumError as error:
            raise SourceError(f"{path.name} 第 {page} 页无法生成图像") from error
        return image
