"""A folder of images that does not grow beyond its bound."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from pathlib import Path

_KEPT = 0.75
"""Share of the bound that is left when images go, so that not every write has to look for some."""


class ImageCache:
    """Images by key in ``folder``, ``bound`` bytes at most; what was not read for longest goes.

    Several processes may share a folder: each then counts what it wrote itself, and all of it
    whenever it makes room."""

    def __init__(self, folder: Path, bound: int) -> None:
        self._folder = folder
        self._bound = bound
        self._held: int | None = None
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The image kept as ``key``, a file name that begins with a hash."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` as ``key``, unless it alone goes beyond the bound."""
        if len(data) > self._bound:
            return
        with self._lock:
            if self._held is None or self._held + len(data) > self._bound:
                self._held = self._make_room(len(data))
            self._held += len(data)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed, so that no reader meets half an image.
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _make_room(self, wanted: int) -> int:
        """The bytes held; if ``wanted`` more would be too many, after images went."""
        found = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):
                stat = path.stat()
                found.append((stat.st_mtime_ns, stat.st_size, path))
        held = sum(size for _, size, _ in found)
        if held + wanted <= self._bound:
            return held
        for _, size, path in sorted(found):
            if held + wanted <= self._bound * _KEPT or not held:
                break
            path.unlink(missing_ok=True)
            held -= size
        return held
