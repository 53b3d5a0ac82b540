"""What an import tells while it runs and when it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from archive.errors import SourceError
from archive.index.port import Staleness


def encodable(name: str) -> str:
    """A file's name as UTF-8 can hold it; names from old archives may be GBK bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class Outcome(StrEnum):
    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """Told after every file: ``done`` of ``total`` files, ``pages`` imported so far."""

    done: int
    total: int
    pages: int
    path: Path
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Indexing:
    """Told while the index is brought up to the store: ``done`` of ``total`` issues are in it. It
    is built ``anew``, for a reason (``why``) or because somebody asks for it, or only takes in what
    an interruption left out."""

    done: int
    total: int
    anew: bool
    why: Staleness | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that could not be imported, and why."""

    path: str
    code: str
    message: str
    hint: str

    @classmethod
    def of(cls, path: Path, error: SourceError) -> Failure:
        return cls(encodable(str(path)), error.code, encodable(error.message), error.hint)


@dataclass(frozen=True, slots=True)
class Reissue:
    """A file took the place of an older one of the same issue, now readable as ``superseded``."""

    issue: str
    superseded: str


@dataclass(slots=True)
class Report:
    """What an import did. ``pages`` are those imported; ``seconds`` is wall time."""

    imported: int = 0
    unchanged: int = 0
    failed: list[Failure] = field(default_factory=list)
    reissued: list[Reissue] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    interrupted: bool = False
