"""A scanner: pages of a real PDF become grey images, askew and noisy, in a PDF without text."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def scan(
    source: Path, target: Path, *, dpi: int = 150, skew: float = 0, blur: float = 0, turn: int = 0
) -> Path:
    """Scan ``source`` at ``dpi``, its pages askew by ``skew`` degrees clockwise, then laid on their
    side by ``turn`` degrees.
    """
    document = pdfium.PdfDocument(source)
    pages: list[Image.Image] = []
    for page in document:
        image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.rotate(-turn, expand=True)
        pages.append(image.filter(ImageFilter.GaussianBlur(blur)))
    document.close()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return target
