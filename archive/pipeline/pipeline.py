"""The writing side of an archive: import and indexing, by one process at a time.

What is stored is marked pending until the index has it, so that a crash costs a catch-up.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import filelock

from archive.config import Limits
from archive.errors import ArchiveBusy, ArchiveError, SourceError
from archive.index.port import SearchIndex, Staleness
from archive.pipeline.discovery import find_files, unreadable_path
from archive.pipeline.indexing import catch_up
from archive.pipeline.reading import Reader, Reading
from archive.pipeline.report import Failure, Indexing, Outcome, Progress, Reissue, Report
from archive.pipeline.workers import Workers, worker_count
from archive.store.nouns import Saved
from archive.store.port import Store

_log = logging.getLogger(__name__)

_FILES_BETWEEN_CATCH_UPS = 200

_IN_FLIGHT_PER_WORKER = 3
"""Files handed out ahead, so that no worker waits for the store."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A file on its way: being read (``future``), failed before it could be, or neither because
    it is stored already or a copy of one that is on its way too."""

    path: Path
    sha256: str = ""
    future: Future[bytes] | None = None
    failure: SourceError | None = None


class Pipeline:
    """The write path of one archive."""

    def __init__(
        self, store: Store, index: SearchIndex, reader: Reader, home: Path, limits: Limits
    ) -> None:
        """``home`` is the archive's folder."""
        self._store = store
        self._index = index
        self._reader = reader
        self._home = home
        self._limits = limits
        self._lock = filelock.FileLock(home / "write.lock", timeout=0)

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        workers: int = 0,
        progress: Callable[[Progress], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Report:
        """Import files and, recursively, those of folders, in order of their names.

        ``workers`` 0 means one for each core. Bad files are reported and the rest goes on. When
        ``stopping`` turns true, the import ends after the current file. Raises
        :class:`ArchiveBusy` if another process writes, and :class:`archive.errors.StoreError` if
        the archive cannot be written.
        """
        started = time.monotonic()
        report = Report()
        with self._writing():
            files, report.failed = find_files(paths, leave_out=self._home)
            count = worker_count(workers, len(files))
            pool = Workers(self._reader, self._limits, count)
            try:
                jobs = self._jobs(files, pool, ahead=_IN_FLIGHT_PER_WORKER * count)
                for done, job in enumerate(jobs, start=1):
                    outcome = self._finish(job, pool, report)
                    progress(Progress(done, len(files), report.pages, job.path, outcome))
                    if stopping() and done < len(files):
                        report.interrupted = True
                        break
                    if done % _FILES_BETWEEN_CATCH_UPS == 0:
                        catch_up(self._store, self._index)
            finally:
                pool.stop()
            catch_up(self._store, self._index)
        report.seconds = time.monotonic() - started
        return report

    def bring_up_to_date(self, progress: Callable[[Indexing], None] = lambda _: None) -> None:
        """Make the index hold what the store holds; cheap when it does. ``progress`` is told from
        the beginning.

        Raises :class:`ArchiveBusy` if another process writes, which will do the same.
        """
        if self._index.stale is not None:
            self.reindex(progress)
        elif self._store.pending(1):
            with self._writing():
                self._catch_up(progress, anew=False)

    def reindex(self, progress: Callable[[Indexing], None] = lambda _: None) -> int:
        """Build the index anew from the store; the number of items in it. Raises
        :class:`ArchiveBusy`."""
        why = self._index.stale
        with self._writing():
            # In this order a crash at any point leaves the rest to a catch-up.
            self._store.mark_all_pending()
            self._index.reset()
            self._catch_up(progress, anew=True, why=why)
        return self._index.count()

    def _catch_up(
        self,
        progress: Callable[[Indexing], None],
        *,
        anew: bool,
        why: Staleness | None = None,
    ) -> None:
        begun = Indexing(0, self._store.count_pending(), anew, why)
        if not begun.total:
            return
        started = time.monotonic()
        done = 0

        def indexed(number: int) -> None:
            nonlocal done
            done += number
            _log.info("search index: %s of %s issues", done, begun.total)
            progress(replace(begun, done=done))

        # Whoever serves an archive has to know why it does not answer yet.
        reason = f"is built anew ({why or 'asked for'})" if anew else "takes in what was left out"
        _log.warning("the search index %s: %s issues", reason, begun.total)
        progress(begun)
        catch_up(self._store, self._index, indexed)
        _log.warning("the search index is complete after %.1f s", time.monotonic() - started)

    def _jobs(self, files: Sequence[Path], pool: Workers, ahead: int) -> Iterator[_Job]:
        """The files in their order, so that which one supersedes which is not left to chance,
        with up to ``ahead`` of them begun."""
        waiting = iter(files)
        begun: deque[_Job] = deque()
        while True:
            while len(begun) < ahead and (path := next(waiting, None)) is not None:
                begun.append(self._begin(path, pool, begun))
            if not begun:
                return
            yield begun.popleft()

    def _begin(self, path: Path, pool: Workers, begun: Sequence[_Job]) -> _Job:
        try:
            # The reader refuses a file over the limit; hashing it would only take time.
            too_large = path.stat().st_size > self._limits.file_megabytes * 1_000_000
            sha256 = "" if too_large else _sha256(path)
        except OSError as error:
            return _Job(path, failure=unreadable_path(error))
        copy = bool(sha256) and any(job.sha256 == sha256 for job in begun)
        if copy or self._is_known(sha256):
            return _Job(path, sha256)
        return _Job(path, sha256, pool.read(path))

    def _is_known(self, sha256: str) -> bool:
        return self._store.known(sha256, self._reader.rules_version) is not None

    def _finish(self, job: _Job, pool: Workers, report: Report) -> Outcome:
        """Wait for the file's reading and store it."""
        try:
            if job.failure is not None:
                raise job.failure
            # A copy was begun when its twin was on its way; the twin may have failed since.
            if job.future is None and self._is_known(job.sha256):
                report.unchanged += 1
                return Outcome.UNCHANGED
            reading = pool.result(job.path, job.future or pool.read(job.path))
            saved = self._save(job.path, reading)
        except SourceError as error:
            report.failed.append(Failure.of(job.path, error))
            return Outcome.FAILED
        report.imported += 1
        report.pages += len(reading.record.issue.pages)
        if saved.superseded is not None:
            report.reissued.append(Reissue(saved.issue, saved.superseded))
        return Outcome.IMPORTED

    def _save(self, path: Path, reading: Reading) -> Saved:
        try:
            return self._store.save(reading.record, path, reading.provenances)
        except ArchiveError:
            raise
        except Exception as error:
            # A record the store cannot hold, e.g. an issue number of thirty digits.
            _log.exception("storing %s failed", path)
            raise SourceError(
                f"{path.name} 的内容无法存入档案库：{error}",
                code="source.unstorable",
                hint="详情见日志；请将该文件和日志报告给开发者",
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise ArchiveBusy(
                f"档案库 {self._home} 正被另一个进程写入",
                hint="请待另一个导入或重建索引结束后再试",
            ) from error
        try:
            yield
        finally:
            self._lock.release()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
