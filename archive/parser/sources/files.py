"""A file to import, held to the limits before it is opened."""

from __future__ import annotations

from pathlib import Path

from archive.config import Limits
from archive.errors import SourceError


def check_file(path: Path, limits: Limits) -> None:
    """Hold the file at ``path`` to the limits.

    Raises :class:`SourceError`: ``source.unreadable``, ``source.empty`` or ``source.too_large``.
    """
    try:
        if not path.is_file():
            raise SourceError(f"{path.name} 不是普通文件", hint="请给出文件的路径")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise _unreadable(path, error) from error
    if size == 0:
        raise SourceError(f"{path.name} 是空文件", code="source.empty", hint="请重新获取文件")
    if size > limits.file_megabytes * 1_000_000:
        raise SourceError(
            f"{path.name} 有 {size / 1e6:.0f} MB，超过上限 {limits.file_megabytes} MB",
            code="source.too_large",
            hint="请压缩或拆分文件，或在设置 limits.file_megabytes 中提高上限",
        )


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The content of ``path``. Raises :class:`SourceError` as :func:`check_file` does."""
    check_file(path, limits)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(f"{path.name} 无法读取：{reason}", hint="请检查文件及其权限")
