"""Worker processes that read files: each file within its limits, each failure its own."""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from archive.config import Limits
from archive.errors import SourceError
from archive.pipeline.reading import Reader, Reading, decode_reading

_log = logging.getLogger(__name__)

_MEGABYTE = 1 << 20


def worker_count(asked: int, files: int) -> int:
    """``asked`` workers, or one for each core where that is 0, but no more than files."""
    return max(1, min(asked or len(os.sched_getaffinity(0)), files))


class Workers:
    """A pool of processes that apply ``reader`` to files."""

    def __init__(self, reader: Reader, limits: Limits, count: int) -> None:
        self._reader = reader
        self._seconds = limits.seconds
        self._pool = ProcessPool(
            max_workers=count,
            initializer=_prepare,
            initargs=(limits.memory_megabytes,),
            # Not forked: a thread of ours may hold a lock at the time of the fork.
            context=multiprocessing.get_context("spawn"),
        )

    def read(self, path: Path) -> Future[bytes]:
        """Begin to read a file; :meth:`result` waits for it."""
        future: Future[bytes] = self._pool.schedule(self._reader, (path,), timeout=self._seconds)
        return future

    def result(self, path: Path, future: Future[bytes]) -> Reading:
        """Raises :class:`SourceError`, also when the worker died or took too long."""
        try:
            return decode_reading(future.result())
        except SourceError:
            raise
        except FutureTimeoutError as error:
            raise SourceError(
                f"{path.name} 在 {self._seconds} 秒内未能读完",
                code="source.timeout",
                hint="请检查文件是否异常，或在设置 limits.seconds 中提高上限",
            ) from error
        except (ProcessExpired, MemoryError) as error:
            raise SourceError(
                f"{path.name} 使读取进程异常退出，可能超出内存上限",
                code="source.crashed",
                hint="请检查文件是否异常，或在设置 limits.memory_megabytes 中提高上限",
            ) from error
        except Exception as error:
            # A defect of ours that this file brings to light; the other files go on.
            _log.exception("reading %s failed", path)
            raise SourceError(
                f"{path.name} 读取时发生程序错误：{type(error).__name__}",
                code="source.crashed",
                hint="详情见日志；请将该文件和日志报告给开发者",
            ) from error

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.stop()
        self._pool.join()


def _prepare(megabytes: int) -> None:
    limit = megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # What libraries grumble about a bad file is not for the user's screen.
    logging.getLogger().addHandler(logging.NullHandler())
