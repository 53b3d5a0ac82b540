"""Questions about the audit: what contradicts what in an archive, kept until a bulletin changes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.series.audit import Audit
from archive.series.audit.nouns import Check, Finding, Verdict
from archive.series.book import PerBulletin, SeriesBook
from archive.store.nouns import StoredItem
from archive.store.port import Store
from archive.vocabulary.schema import SeriesWords

AUDIT_VERSION = "3"
"""Raise it with every change of what the audit finds: what was kept is found anew."""

FLAGGED = (Verdict.MISMATCH, Verdict.GAP, Verdict.REVISED)
"""What a reader has to know of; these findings are kept, what agrees is only counted."""

_FEW_FIGURES = 10_000
"""An archive that small is audited while a page waits."""


class AuditSort(StrEnum):
    """How findings follow one another: by the date of the issue, or by the size of the deviation
    as a share of what was expected, without which a finding stands last. What is equal stands
    newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """Findings as asked; all conditions must hold. ``bulletin`` (ids or titles), ``check`` and
    ``verdict`` are alternatives, without ``verdict`` all but what agrees. ``issue`` and ``series``
    are ids, and a finding is of every issue and series it rests on. The dates are those of the
    issue that prints what was checked."""

    bulletin: tuple[str, ...] = ()
    issue: str | None = None
    series: str | None = None
    check: tuple[Check, ...] = ()
    verdict: tuple[Verdict, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    sort: AuditSort = AuditSort.NEWEST
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of findings; ``total`` counts all that were asked for."""

    request: AuditRequest
    total: int
    pages: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How often a check came to a verdict."""

    check: Check
    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """What remains of the audit of one bulletin."""

    revision: int
    fingerprint: str
    findings: tuple[Finding, ...]
    counts: tuple[CheckCount, ...]


class AuditBook:
    """The audits of an archive. ``cache`` is a folder for what was found, which may be deleted at
    any time; ``fingerprint`` changes with the vocabulary and the corrections. Safe to share
    between threads."""

    def __init__(
        self, store: Store, series: SeriesBook, words: SeriesWords, cache: Path, fingerprint: str
    ) -> None:
        self._store = store
        self._series = series
        self._words = words
        self._cache = cache
        self.fingerprint = f"{AUDIT_VERSION}-{fingerprint}"
        self._kept = PerBulletin(self._found)
        self._small: tuple[str, bool] | None = None

    def page(self, request: AuditRequest) -> AuditPage:
        """A page of findings. Raises :class:`archive.errors.InvalidParameter` for a page that
        there is not, :class:`archive.errors.NotFound` for an unknown issue or series."""
        check_page(request.page, request.per_page)
        found = self.every(request)
        pages = page_count(len(found), request.page, request.per_page)
        offset = (request.page - 1) * request.per_page
        shown = found[offset : offset + request.per_page]
        return AuditPage(request, len(found), pages, tuple(shown))

    def every(self, request: AuditRequest) -> Sequence[Finding]:
        """All findings asked for, in the order asked for. Raises as :meth:`page`."""
        found = [
            finding
            for bulletin in self._bulletins(request)
            for finding in self._of(bulletin, request.verdict)
            if _meets(finding, request)
        ]
        return sorted(found, key=_ORDERS[request.sort])

    def counts(self, bulletin: tuple[str, ...] = ()) -> Sequence[CheckCount]:
        """How often each check came to each verdict."""
        total: Counter[tuple[Check, Verdict]] = Counter()
        revisions = self._store.revisions()
        for name in self._bulletins(AuditRequest(bulletin=bulletin)):
            for one in self._kept.get(name, revisions[name]).counts:
                total[one.check, one.verdict] += one.count
        return [
            CheckCount(check, verdict, total[check, verdict])
            for check in Check
            for verdict in Verdict
            if total[check, verdict]
        ]

    def at_hand(self, request: AuditRequest) -> Sequence[Finding]:
        """As :meth:`every`, newest first, but only of bulletins whose audit is at hand or quickly
        made: a page that only mentions findings does not wait for that of a large archive."""
        revisions = self._store.revisions()
        small = self._is_small()
        found = [
            finding
            for bulletin in self._bulletins(request)
            if (kept := self._at_hand(bulletin, revisions[bulletin], make=small)) is not None
            for finding in kept.findings
            if _meets(finding, request)
        ]
        return sorted(found, key=_newest)

    def _is_small(self) -> bool:
        """Whether the whole archive has few figures; counted once until it changes."""
        mark = self._store.state().mark
        if self._small is None or self._small[0] != mark:
            self._small = (mark, self._store.stats().figures <= _FEW_FIGURES)
        return self._small[1]

    def _bulletins(self, request: AuditRequest) -> Sequence[str]:
        known = self._store.revisions()
        if request.series is not None:
            return [self._series.get(request.series).bulletin]
        if request.issue is not None:
            return [self._store.summary(request.issue).bulletin]
        if not request.bulletin:
            return sorted(known)
        names = [one for name in request.bulletin for one in self._store.match_bulletins(name)]
        return [name for name in dict.fromkeys(names) if name in known]

    def _of(self, bulletin: str, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
        if Verdict.OK in verdicts:
            return self._audited(bulletin)
        return iter(self._kept.get(bulletin, self._store.revisions()[bulletin]).findings)

    def _audited(self, bulletin: str) -> Iterator[Finding]:
        audit = Audit(
            self._series.catalog(bulletin),
            self._store.issues_of(bulletin),
            self._store.items,
            self._correcting,
            self._words,
            self._series.wording,
            bulletin,
        )
        return audit.findings(self._store.reported(bulletin))

    def _correcting(self, issue: str) -> Sequence[StoredItem]:
        links = self._store.errata(issue).corrected_by
        return list(self._store.items([f"{link.issue}:{link.item}" for link in links]).values())

    def _found(self, bulletin: str) -> _Kept:
        revision = self._store.revisions()[bulletin]
        if (kept := self._read(bulletin, revision)) is not None:
            return kept
        flagged: list[Finding] = []
        counts: Counter[tuple[Check, Verdict]] = Counter()
        for finding in self._audited(bulletin):
            counts[finding.check, finding.verdict] += 1
            if finding.verdict in FLAGGED:
                flagged.append(finding)
        kept = _Kept(
            revision,
            self.fingerprint,
            tuple(flagged),
            tuple(CheckCount(*key, count) for key, count in counts.items()),
        )
        self._write(bulletin, kept)
        return kept

    def _at_hand(self, bulletin: str, revision: int, *, make: bool) -> _Kept | None:
        if make or self._kept.has(bulletin, revision):
            return self._kept.get(bulletin, revision)
        return self._read(bulletin, revision)

    def _path(self, bulletin: str) -> Path:
        return self._cache / f"{hashlib.sha256(bulletin.encode()).hexdigest()[:16]}.json"

    def _read(self, bulletin: str, revision: int) -> _Kept | None:
        with suppress(OSError, msgspec.DecodeError):
            kept = msgspec.json.decode(self._path(bulletin).read_bytes(), type=_Kept)
            if (kept.revision, kept.fingerprint) == (revision, self.fingerprint):
                return kept
        return None

    def _write(self, bulletin: str, kept: _Kept) -> None:
        # A folder that cannot be written costs time, not answers.
        with suppress(OSError):
            self._cache.mkdir(parents=True, exist_ok=True)
            part = self._path(bulletin).with_suffix(".part")
            part.write_bytes(msgspec.json.encode(kept))
            part.replace(self._path(bulletin))


def _meets(finding: Finding, asked: AuditRequest) -> bool:
    day = finding.issue_date
    return (
        finding.verdict in (asked.verdict or FLAGGED)
        and (not asked.check or finding.check in asked.check)
        and (asked.issue is None or asked.issue in {one.issue for one in finding.observations})
        and (asked.series is None or asked.series in finding.of_series)
        and (asked.date_from is None or (day is not None and day >= asked.date_from))
        and (asked.date_to is None or (day is not None and day <= asked.date_to))
    )


def _newest(finding: Finding) -> tuple[int, str, str]:
    day = finding.issue_date or dt.date.min
    return (-day.toordinal(), finding.issue, finding.id)


def _oldest(finding: Finding) -> tuple[int, str, str]:
    # An unknown date stands last here too.
    day = finding.issue_date or dt.date.max
    return (day.toordinal(), finding.issue, finding.id)


def _largest(finding: Finding) -> tuple[Decimal, tuple[int, str, str]]:
    return (-_deviation(finding), _newest(finding))


def _deviation(finding: Finding) -> Decimal:
    """How far what is printed is off, as a share of what was expected; -1 where it is not known."""
    if finding.expected is None or finding.difference is None:
        return Decimal(-1)
    if not finding.expected:
        return Decimal("Infinity") if finding.difference else Decimal(0)
    return abs(finding.difference / finding.expected)


_ORDERS: Mapping[AuditSort, Callable[[Finding], Any]] = {
    AuditSort.NEWEST: _newest,
    AuditSort.OLDEST: _oldest,
    AuditSort.LARGEST: _largest,
}
