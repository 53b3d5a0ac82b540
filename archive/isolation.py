"""A hostile file ends a child of ours, never us: work in a process forked from a warm one.

Forking costs next to nothing, and a child for each document means that whatever one document
does to a library's memory is gone with it.
"""

from __future__ import annotations

import ctypes
import logging
import os
import pickle
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from archive.config import Limits
from archive.errors import ArchiveError

_MEGABYTE = 1 << 20
_CHUNK = 1 << 20
_PR_SET_PDEATHSIG = 1
_DONE, _REFUSED, _NO_MEMORY, _DEFECT = b"0", b"1", b"2", b"3"


@dataclass(frozen=True, slots=True)
class Isolation:
    """What a child may use: address space, processor time and wall time."""

    memory_megabytes: int
    cpu_seconds: int
    seconds: float

    @classmethod
    def of(cls, limits: Limits) -> Isolation:
        """What the settings allow for one file."""
        return cls(limits.memory_megabytes, limits.cpu_seconds, limits.seconds)


class TookTooLong(Exception):
    """The child used up its wall or processor time; ``seconds`` is the limit it met."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class Crashed(Exception):
    """The child died, or asked for more memory than it may have."""


class Defect(Exception):
    """The child met an error that nobody foresaw; carries the child's traceback for the log."""


def run_isolated(task: Callable[[], bytes], isolation: Isolation) -> bytes:
    """Run ``task`` in a forked child and return what it returns.

    The caller must have no thread that could hold a lock a child needs. Raises the
    :class:`ArchiveError` that ``task`` raises, :class:`TookTooLong`, :class:`Crashed` or
    :class:`Defect`.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(task, isolation, writing)
    os.close(writing)
    status = 0
    try:
        answer = _receive(reading, time.monotonic() + isolation.seconds)
        if answer is None:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(reading)
        _, status = os.waitpid(child, 0)
    if answer is None:
        raise TookTooLong(isolation.seconds)
    return _understood(answer, status, isolation)


def _understood(answer: bytes, status: int, isolation: Isolation) -> bytes:
    kind, payload = answer[:1], answer[1:]
    if kind == _DONE and status == 0:
        return payload
    if kind == _REFUSED:
        # Our own bytes from our own child; what a file makes of a child cannot reach past a crash.
        error = pickle.loads(payload)  # noqa: S301
        if isinstance(error, ArchiveError):
            raise error
    if kind == _DEFECT:
        raise Defect(payload.decode("utf-8", "replace"))
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        raise TookTooLong(isolation.cpu_seconds)
    raise Crashed


def _receive(reading: int, deadline: float) -> bytes | None:
    """All that the child writes until it ends, or None when the deadline comes first."""
    parts: list[bytes] = []
    poll = select.poll()
    poll.register(reading, select.POLLIN | select.POLLHUP)
    while (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            break
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None


def _run(task: Callable[[], bytes], isolation: Isolation, writing: int) -> NoReturn:
    code = 1
    try:
        limit_process(isolation)
        answer = _answer(task)
        view = memoryview(answer)
        while view:
            view = view[os.write(writing, view) :]
        code = 0
    finally:
        # Not sys.exit: what the parent registered to be done at its end is not the child's.
        os._exit(code)


def _answer(task: Callable[[], bytes]) -> bytes:
    try:
        return _DONE + task()
    except ArchiveError as error:
        return _REFUSED + pickle.dumps(error)
    except MemoryError:
        return _NO_MEMORY
    except Exception:
        return _DEFECT + traceback.format_exc().encode()


def limit_process(isolation: Isolation) -> None:
    """Put the limits on this process for good, and end it with its parent."""
    memory = isolation.memory_megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # A little more for the hard limit: the soft one says by its signal what happened.
    seconds = isolation.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # What libraries grumble about a bad file is not for the user's screen.
    logging.getLogger().addHandler(logging.NullHandler())
