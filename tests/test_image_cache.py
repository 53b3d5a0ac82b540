"""The folder of page images: what is kept, and what goes."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from archive import images
from archive.image_cache import ImageCache
from archive.images import PageImages
from archive.model import Box, PageInfo
from tests.parser.typeset import Sheet


def test_what_was_not_read_for_longest_goes(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 100)
    for second, key in enumerate(("aa1", "bb1", "cc1")):
        cache.put(key, b"x" * 30)
        os.utime(tmp_path / key[:2] / key, (second, second))
    assert cache.get("aa1") == b"x" * 30
    cache.put("dd1", b"y" * 30)
    assert cache.get("bb1") is None
    assert cache.get("aa1") and cache.get("dd1")


def test_the_bound_holds_whatever_is_asked(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 1000)
    for number in range(200):
        cache.put(f"{number:03}", bytes(number))
        assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 1000
    cache.put("huge", bytes(1001))
    assert cache.get("huge") is None
    # Another process finds what this one left, and keeps to the bound with it.
    again = ImageCache(tmp_path, 1000)
    again.put("zz1", bytes(900))
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 1000


def test_a_boxed_page_is_drawn_once(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.paragraph("本周受理申请608件。")
    original = sheet.save(tmp_path / "a.pdf")
    info = PageInfo(1, 595.0, 842.0)
    one, other = Box(1, 50, 50, 90, 60), Box(1, 50, 70, 90, 80)
    pages = PageImages(tmp_path / "cache")
    try:
        boxed = pages.png(original, "ab" * 32, info, 480, (one,))
        assert boxed != pages.png(original, "ab" * 32, info, 480, (other,))
        with patch.object(images, "_outlined") as drawn:
            assert pages.png(original, "ab" * 32, info, 480, (one,)) == boxed
        drawn.assert_not_called()
    finally:
        pages.close()
