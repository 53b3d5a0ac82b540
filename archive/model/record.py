"""An issue with its findings, as it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from archive.model.findings import Findings
from archive.model.issue import Issue


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A series of issues: one title of one publisher."""

    id: str
    title: str
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """One issue with its findings: the transaction, the golden file, the export."""

    id: str
    bulletin: Bulletin
    issue: Issue
    findings: Findings = field(default_factory=Findings)
    rules_version: str = ""

    @property
    def date(self) -> dt.date | None:
        """Publication date, else the last day of the period reported on."""
        masthead = self.issue.masthead
        return masthead.date or (masthead.period.end if masthead.period else None)
