"""A reader of text files that stand for bulletins, good and bad; runs in real worker processes."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SourceError
from archive.pipeline import Reading, encode_reading
from tests.pipeline.records import make_record, provenances_of


@dataclass(frozen=True)
class TextReader:
    """Reads ``number 3`` as the third issue, and other words as ways to fail."""

    rules_version: str = "rules-1"

    def load(self, parts: frozenset[str]) -> None:
        """Nothing is costly here."""
        assert not parts

    def loaded(self) -> frozenset[str]:
        return frozenset()

    def __call__(self, path: Path) -> bytes:
        content = path.read_bytes()
        match content.decode().split():
            case ["number", number, *_]:
                record = make_record(content, int(number), rules=self.rules_version)
                return encode_reading(Reading(record, provenances_of(record)))
            case ["hang"]:
                time.sleep(60)
            case ["die"]:
                os._exit(1)
            case ["eat"]:
                bytearray(1 << 40)
            case ["spin"]:
                while True:
                    pass
            case ["trip"]:
                raise KeyError("a defect")
        raise SourceError(f"{path.name} 不是公报", code="source.not_bulletin", hint="请检查")
