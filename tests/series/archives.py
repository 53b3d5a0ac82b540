"""Small archives of invented weeklies: sentences go through the real extraction into a store."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archive.extraction.provenance import provenance
from archive.extraction.record import make_record
from archive.model import Erratum, Item, Period, SourceFile
from archive.series.auditing import AuditBook
from archive.series.book import SeriesBook
from archive.series.corrections import Corrections
from archive.series.wording import Wording
from archive.store.sql import SqlStore
from archive.vocabulary import load_vocabulary
from tests.extraction.issues import make_issue

VOCABULARY = load_vocabulary(None)
FIRST = dt.date(2023, 1, 2)


class Weekly:
    """A weekly under ``folder``: ``print`` adds an issue, ``series`` and ``audit`` answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.store = SqlStore(folder / "home")
        self.series = SeriesBook(self.store, Wording(VOCABULARY), Corrections())
        self.audit = AuditBook(self.store, self.series, VOCABULARY.series, folder / "audit", "test")

    def print(
        self,
        number: int,
        *items: str | Item,
        heading: str = "窗口办件",
        edition: str = "",
        errata: Sequence[int] = (),
    ) -> str:
        """Save the issue ``number`` of 2023 (of 2024 from 53); its id. ``errata`` are numbers of
        the issues of that year that its first item corrects."""
        monday = FIRST + dt.timedelta(weeks=number - 1)
        year, number = (2023, number) if number < 53 else (2024, number - 52)
        issue = make_issue(
            *items, heading=heading, period=Period(monday, monday + dt.timedelta(days=4))
        )
        content = f"{year}-{number}{edition}".encode()
        issue = replace(
            issue,
            source=SourceFile(hashlib.sha256(content).hexdigest(), "a.pdf", "application/pdf", 9),
            masthead=replace(
                issue.masthead,
                year=year,
                number=number,
                date=monday + dt.timedelta(days=7),
            ),
            errata=tuple(Erratum(issue.items[0].key, year, named, None) for named in errata),
        )
        record = make_record(issue, VOCABULARY)
        path = self._folder / f"{content.decode()}.pdf"
        path.write_bytes(content)
        proofs = [provenance(record, f.item, f.span, f.rule) for f in record.findings.figures]
        return self.store.save(record, path, proofs).issue

    def weeks(self, sentences: Sequence[str], heading: str = "窗口办件") -> None:
        """One issue for each sentence, numbered from 1."""
        for number, sentence in enumerate(sentences, 1):
            self.print(number, sentence, heading=heading)

    def close(self) -> None:
        self.store.close()
