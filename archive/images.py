"""Page images with boxes drawn on them: how a reader proves where a number stands.

Pages are rendered in a child process with a time limit, because a hostile page can keep PDFium
busy for minutes, and kept in a cache beside the archive.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import threading
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from PIL import Image, ImageDraw

from archive.errors import SourceError
from archive.image_cache import ImageCache
from archive.isolation import Isolation, limit_process
from archive.model import Box, PageInfo

RENDER_SECONDS = 20
_RENDERER = Isolation(memory_megabytes=2048, cpu_seconds=3600, seconds=RENDER_SECONDS)
"""The processor time is that of many pages; the pool ends a page that takes too long."""
_COMPRESSION = 3
"""Pages of text come out smaller than at zlib's usual 6, in two thirds of the time."""
_PLAIN_BYTES = 4 * 2**30
_BOXED_BYTES = 256 * 2**20
"""Apart from plain pages, which whoever asks for every place of a page would push out."""
_PAD = 1.5
"""Points between a boxed text and the line around it."""
_OUTLINE = (200, 22, 29, 255)
_FILL = (255, 214, 10, 70)


class PageImages:
    """Renders pages of originals and remembers them in the folder ``cache``."""

    def __init__(self, cache: Path) -> None:
        self._pages = ImageCache(cache / "plain", _PLAIN_BYTES)
        self._boxed = ImageCache(cache / "boxed", _BOXED_BYTES)
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def png(
        self, original: Path, sha256: str, page: PageInfo, width: int, boxes: tuple[Box, ...] = ()
    ) -> bytes:
        """The page as PNG bytes, ``width`` pixels wide, ``boxes`` (PDF points) outlined.

        Raises :class:`SourceError` (``source.timeout``, ``source.crashed`` …)."""
        if not boxes:
            return self._plain(original, sha256, page.number, width)
        # By the boxes, not by the text they surround: many spans have the same.
        places = hashlib.sha256(repr(boxes).encode()).hexdigest()
        key = f"{sha256}-{page.number}-{width}-{places}.png"
        if (kept := self._boxed.get(key)) is not None:
            return kept
        plain = self._plain(original, sha256, page.number, width)
        data = _outlined(plain, width / page.width, boxes)
        self._boxed.put(key, data)
        return data

    def close(self) -> None:
        """End the rendering process."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _plain(self, original: Path, sha256: str, page: int, width: int) -> bytes:
        key = f"{sha256}-{page}-{width}.png"
        if (kept := self._pages.get(key)) is not None:
            return kept
        future = self._renderer().schedule(_render, (original, page, width), timeout=RENDER_SECONDS)
        try:
            data = future.result()
        except FutureTimeoutError as error:
            raise SourceError(
                f"{original.name} 第 {page} 页在 {RENDER_SECONDS} 秒内未能生成图像",
                code="source.timeout",
                hint="可下载原件查看",
            ) from error
        except ProcessExpired as error:
            raise SourceError(
                f"{original.name} 第 {page} 页无法生成图像：渲染进程异常退出",
                code="source.crashed",
                hint="可下载原件查看",
            ) from error
        self._pages.put(key, data)
        return bytes(data)

    def _renderer(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                # Not forked: the web server's threads may hold locks at the time of the fork.
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=200,
                    initializer=limit_process,
                    initargs=(_RENDERER,),
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool


def _render(original: Path, page: int, width: int) -> bytes:
    # Only the child that renders needs the parser's libraries.
    from archive.parser.sources.render import render_page  # noqa: PLC0415

    buffer = io.BytesIO()
    render_page(original, page, width).save(buffer, "PNG", compress_level=_COMPRESSION)
    return buffer.getvalue()


def _outlined(png: bytes, scale: float, boxes: tuple[Box, ...]) -> bytes:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    draw = ImageDraw.Draw(image, "RGBA")
    for box in boxes:
        corners = (
            (box.x0 - _PAD) * scale,
            (box.top - _PAD) * scale,
            (box.x1 + _PAD) * scale,
            (box.bottom + _PAD) * scale,
        )
        draw.rectangle(corners, fill=_FILL, outline=_OUTLINE, width=max(2, round(scale * 1.2)))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=_COMPRESSION)
    return buffer.getvalue()
