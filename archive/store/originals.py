"""Original files, kept by the hash of their content so that everything can be read again."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from archive.errors import NotFound, SourceError

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Originals:
    """Files under ``folder`` as ``ab/abcd….pdf``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source: Path, sha256: str) -> None:
        """Copy ``source`` here unless it is already kept.

        Raises :class:`SourceError` (``source.changed``) if its content is not ``sha256``, and
        :class:`OSError` if it cannot be read or written.
        """
        target = self._path(sha256)
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        # A fixed name: what a killed import leaves behind is overwritten by the next one.
        part = target.with_suffix(".part")
        digest = hashlib.sha256()
        with source.open("rb") as reader, part.open("wb") as writer:
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                writer.write(chunk)
            writer.flush()
            os.fsync(writer.fileno())
        if digest.hexdigest() != sha256:
            part.unlink()
            raise SourceError(
                f"{source.name} 在导入过程中被改动", code="source.changed", hint="请重新导入该文件"
            )
        part.replace(target)
        _sync_folder(target.parent)

    def path(self, sha256: str) -> Path:
        """Where the file is kept. Raises :class:`NotFound`."""
        if _SHA256.fullmatch(sha256) and (path := self._path(sha256)).is_file():
            return path
        raise NotFound(f"没有哈希为 {sha256[:64]} 的原件")

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.pdf"


def _sync_folder(folder: Path) -> None:
    # The rename itself is durable only once the folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
