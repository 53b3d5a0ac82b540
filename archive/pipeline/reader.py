"""Reading a bulletin: the parser and the extraction, as they run in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from archive.config import Limits
from archive.extraction.provenance import provenance
from archive.extraction.record import make_record, prepare
from archive.parser import is_recognition_loaded, load_recognition, parse
from archive.pipeline.reading import Reading, encode_reading
from archive.pipeline.report import encodable
from archive.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class BulletinReader:
    """Parses a bulletin and extracts its findings; ``vocabulary`` is the user's own folder."""

    limits: Limits
    vocabulary: Path | None
    rules_version: str

    def load(self, parts: frozenset[str]) -> None:
        """The vocabulary and what is built for it, and for scans the recognition engine."""
        _vocabulary(self.vocabulary)
        if "recognition" in parts:
            load_recognition()

    def loaded(self) -> frozenset[str]:
        """Whether the recognition engine is ready."""
        return frozenset({"recognition"} if is_recognition_loaded() else ())

    def __call__(self, path: Path) -> bytes:
        issue = parse(path, self.limits)
        issue = replace(issue, source=replace(issue.source, name=encodable(issue.source.name)))
        record = make_record(issue, _vocabulary(self.vocabulary))
        provenances = tuple(
            provenance(record, figure.item, figure.span, figure.rule)
            for figure in record.findings.figures
        )
        return encode_reading(Reading(record, provenances))


@cache
def _vocabulary(folder: Path | None) -> Vocabulary:
    vocabulary = load_vocabulary(folder)
    prepare(vocabulary)
    return vocabulary
