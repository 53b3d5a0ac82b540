"""Worker processes that read files: each file in a child of its own, each failure its own."""

from __future__ import annotations

import logging
import multiprocessing
import os
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import partial
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from archive.config import Limits
from archive.errors import SourceError
from archive.isolation import Crashed, Defect, Isolation, TookTooLong, run_isolated
from archive.pipeline.reading import Reader, Reading, decode_reading

_log = logging.getLogger(__name__)

_GRACE = 30
"""Seconds a worker has beyond its child's; it ends the child itself."""


def worker_count(asked: int, files: int) -> int:
    """``asked`` workers, or one for each core where that is 0, but no more than files."""
    return max(1, min(asked or len(os.sched_getaffinity(0)), files))


class Workers:
    """A pool of processes that apply ``reader`` to files."""

    def __init__(self, reader: Reader, limits: Limits, count: int) -> None:
        self._limits = limits
        self._reader = reader
        self._pool = ProcessPool(
            max_workers=count,
            initializer=reader.load,
            initargs=(frozenset(),),
            # Not forked: a thread of ours may hold a lock at the time of the fork.
            context=multiprocessing.get_context("spawn"),
        )

    def read(self, path: Path) -> Future[bytes]:
        """Begin to read a file; :meth:`result` waits for it."""
        future: Future[bytes] = self._pool.schedule(
            _read, (self._reader, self._limits, path), timeout=self._limits.seconds + _GRACE
        )
        return future

    def result(self, path: Path, future: Future[bytes]) -> Reading:
        """Raises :class:`SourceError`, also when the child died or took too long."""
        try:
            return decode_reading(future.result())
        except SourceError:
            raise
        except (TookTooLong, FutureTimeoutError) as error:
            seconds = error.seconds if isinstance(error, TookTooLong) else self._limits.seconds
            raise SourceError(
                f"{path.name} 在 {seconds:g} 秒内未能读完",
                code="source.timeout",
                hint="请检查文件是否异常，或在设置 limits.seconds、limits.cpu_seconds 中提高上限",
            ) from error
        except (Crashed, ProcessExpired, MemoryError) as error:
            raise SourceError(
                f"{path.name} 使读取进程异常退出，可能超出内存上限",
                code="source.crashed",
                hint="请检查文件是否异常，或在设置 limits.memory_megabytes 中提高上限",
            ) from error
        except Exception as error:
            # A defect of ours that this file brings to light; the other files go on.
            _log.exception("reading %s failed", path)
            raise SourceError(
                f"{path.name} 读取时发生程序错误：{_last_line(error)}",
                code="source.crashed",
                hint="详情见日志；请将该文件和日志报告给开发者",
            ) from error

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.stop()
        self._pool.join()


def _last_line(error: Exception) -> str:
    """The name of the error; the child's own where it sent its traceback."""
    if isinstance(error, Defect):
        return str(error).strip().rpartition("\n")[2].partition(":")[0]
    return type(error).__name__


def _read(reader: Reader, limits: Limits, path: Path) -> bytes:
    """In the worker: read one file in a child, and load what the child had to load itself."""
    answer = run_isolated(partial(_read_alone, reader, path), Isolation.of(limits))
    length = answer[0]
    reader.load(frozenset(answer[1 : 1 + length].decode().split()))
    return answer[1 + length :]


def _read_alone(reader: Reader, path: Path) -> bytes:
    encoded = reader(path)
    parts = " ".join(sorted(reader.loaded())).encode()
    return bytes([len(parts)]) + parts + encoded
