"""Issues printed and scanned: grey or black-and-white images, askew and noisy, in a PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from scripts.corpus_maker.text import Issue

Printer = Callable[[Sequence[Issue], Path], None]
_SKEWS = (0.8, -1.3, 0.4, -0.6, 1.7, -0.9)
_NOISE = 14.0
"""Standard deviation of the sensor's noise, of 255."""
_SALT = 2e-5
"""Part of a sheet's pixels that dust darkens."""


def scan_all(issues: Sequence[Issue], folder: Path, printers: Mapping[str, Printer]) -> None:
    """Print each issue as it is ``printed_as`` and scan it to ``folder``/{layout}/{name}.pdf.

    Its producer names the resolution: ``scan-200``.
    """
    for number, issue in enumerate(issues):
        layout, producer = issue.printed_as or (issue.layout, issue.producer)
        dpi = int(issue.producer.partition("-")[2])
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / layout).mkdir()
            printed = replace(issue, layout=layout, producer=producer)
            printers[producer]([printed], Path(scratch))
            pages = _pages(Path(scratch) / layout / f"{issue.name}.pdf", dpi, _SKEWS[number % 6])
        target = folder / issue.layout / f"{issue.name}.pdf"
        # An office's copier keeps ink and paper alone; a cheap scanner of 150 dpi keeps greys.
        if dpi >= 200:
            pages = [page.convert("1", dither=Image.Dither.NONE) for page in pages]
        quality = {} if dpi >= 200 else {"quality": 35}
        pages[0].save(
            target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, **quality
        )


def _pages(pdf: Path, dpi: int, skew: float) -> list[Image.Image]:
    noise = np.random.default_rng(dpi)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=250)
        grey = np.asarray(image) + noise.normal(0, _NOISE, (image.height, image.width))
        grey[noise.random(grey.shape) < _SALT] = 0
        pages.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    document.close()
    return pages
