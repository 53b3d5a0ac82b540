"""What comes out of reading one file, on its way between processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from archive.model import IssueRecord, Provenance


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its record and where each of its figures stands."""

    record: IssueRecord
    provenances: tuple[Provenance, ...]


def encode_reading(reading: Reading) -> bytes:
    """For the way between processes; pickling hundreds of thousands of small objects is slower
    than the reading itself."""
    return msgspec.msgpack.encode(reading)


def decode_reading(data: bytes) -> Reading:
    return msgspec.msgpack.decode(data, type=Reading)


class Reader(Protocol):
    """Reads one file in a worker process; must be picklable."""

    @property
    def rules_version(self) -> str:
        """What files are read by; files that another version has read are read again."""

    def load(self, parts: frozenset[str]) -> None:
        """Make ready what every file needs, and the costly ``parts`` that some need: children
        forked from this process have them at once."""

    def loaded(self) -> frozenset[str]:
        """The names of the costly parts that this process has ready, letters and spaces only."""

    def __call__(self, path: Path) -> bytes:
        """The encoded :class:`Reading`. Raises :class:`archive.errors.SourceError`."""
