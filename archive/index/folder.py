"""The folder of an index: which data are current, what made them, and who may write.

``index/CURRENT`` names the data folder in use and the fingerprint of what built it; it is
replaced atomically, so that readers see either the old index or the new one.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import ArchiveBusy, StoreError
from archive.index.port import Staleness


class IndexFolder:
    """``path`` need not exist yet; nothing is written before :meth:`reset` or :meth:`lock`."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint
        self._pointer = path / "CURRENT"

    def current(self) -> Path | None:
        """The data in use, or None if nothing was ever indexed here.

        Raises :class:`StoreError` (``index.stale``) if another analyzer, engine or schema made
        them, and (``index.damaged``) if they cannot be told."""
        pointer = self._read()
        if pointer is None:
            return None
        fingerprint, data = pointer
        if fingerprint != self.fingerprint:
            raise StoreError(
                f"检索索引 {self.path} 由不同的词典、引擎或版本建立，不能使用",
                code="index.stale",
                hint="请运行 bulletin reindex 重建索引",
            )
        return data

    @property
    def stale(self) -> Staleness | None:
        """See :attr:`archive.index.port.SearchIndex.stale`."""
        try:
            pointer = self._read()
        except StoreError:
            return Staleness.DAMAGED
        if pointer is None:
            return Staleness.MISSING
        fingerprint, data = pointer
        if (difference := _difference(fingerprint, self.fingerprint)) is not None:
            return difference
        return None if data.is_dir() else Staleness.DAMAGED

    def reset(self, create: Callable[[Path], None]) -> Path:
        """Start over with empty data, which ``create`` makes in a new folder; returns it.

        The caller holds the lock. Readers go on with the old data until the new are in place."""
        data = self.path / f"data-{uuid.uuid4().hex}"
        data.mkdir(parents=True)
        create(data)
        draft = self._pointer.with_suffix(".new")
        draft.write_text(
            json.dumps({"fingerprint": self.fingerprint, "data": data.name}), encoding="utf-8"
        )
        draft.replace(self._pointer)
        for other in self.path.glob("data-*"):
            if other != data:
                # A reader on another system may hold files open; the next reset tries again.
                shutil.rmtree(other, ignore_errors=True)
        return data

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer. Raises :class:`ArchiveBusy` at once if another one is at work."""
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / "writer.lock", timeout=0, is_singleton=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise ArchiveBusy(
                f"另一个进程正在写检索索引 {self.path}", hint="请等它结束后再试"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> tuple[str, Path] | None:
        try:
            text = self._pointer.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            pointer = json.loads(text)
            return str(pointer["fingerprint"]), self.path / Path(str(pointer["data"])).name
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._pointer) from error


def _difference(fingerprint: str, ours: str) -> Staleness | None:
    """What tells two fingerprints apart: the engine in front, the words behind, or the versions
    between them."""
    if fingerprint == ours:
        return None
    (engine, _, rest), (our_engine, _, our_rest) = fingerprint.partition("-"), ours.partition("-")
    if engine != our_engine:
        return Staleness.ENGINE
    same_version = rest.rpartition("-")[0] == our_rest.rpartition("-")[0]
    return Staleness.WORDS if same_version else Staleness.VERSION


def damaged(path: Path) -> StoreError:
    """For an engine whose data cannot be opened."""
    return StoreError(
        f"检索索引已损坏：{path} 无法读取",
        code="index.damaged",
        hint="请运行 bulletin reindex 重建索引",
    )
