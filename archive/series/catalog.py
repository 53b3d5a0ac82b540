"""The series of one bulletin: which strands of figures belong together.

Two strands become one series only where nothing but wording keeps them apart and **no issue
prints both**: what stands side by side in one issue is two things. The rules that joined a
strand are kept with it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from archive.model import PeriodType
from archive.series.corrections import Corrections
from archive.series.nouns import Frequency, Member, Series, SeriesKind
from archive.series.wording import Rule, Wording
from archive.store.nouns import IssueSummary, Strand

_KINDS = {
    PeriodType.WEEK: SeriesKind.FLOW,
    PeriodType.MONTH: SeriesKind.FLOW,
    PeriodType.QUARTER: SeriesKind.FLOW,
    PeriodType.YEAR: SeriesKind.FLOW,
    PeriodType.YEAR_TO_DATE: SeriesKind.YEAR_TO_DATE,
    PeriodType.CUMULATIVE: SeriesKind.STOCK,
    PeriodType.POINT: SeriesKind.STOCK,
}
_FREQUENCIES = {
    PeriodType.WEEK: Frequency.WEEK,
    PeriodType.MONTH: Frequency.MONTH,
    PeriodType.QUARTER: Frequency.QUARTER,
    PeriodType.YEAR: Frequency.YEAR,
}
_LONGEST_INTERVALS = (
    (10, Frequency.WEEK),
    (45, Frequency.MONTH),
    (120, Frequency.QUARTER),
    (400, Frequency.YEAR),
)
"""Days from one issue to the next; a fortnightly counts as monthly."""
_NOT_SAID = "-"


@dataclass(slots=True)
class _Cluster:
    """Strands on their way to a series; ``printed`` are the issues that print one of them."""

    strands: list[Strand]
    printed: set[str]
    corrected: set[int] = field(default_factory=set)
    """Keys of the strands that a correction put here."""

    def takes(self, strand: Strand) -> bool:
        return self.printed.isdisjoint(strand.issues)

    def add(self, strand: Strand) -> None:
        self.strands.append(strand)
        self.printed.update(strand.issues)


class Catalog:
    """The series of a bulletin, from its ``strands`` in the order they first appear.

    ``problems`` says in Chinese which corrections could not be made."""

    def __init__(
        self,
        bulletin: str,
        strands: Sequence[Strand],
        wording: Wording,
        corrections: Corrections,
        rhythm: Frequency | None,
    ) -> None:
        self._wording = wording
        self._rhythm = rhythm
        self._order = {strand.pk: index for index, strand in enumerate(strands)}
        self._readings = {strand.pk: wording.metric(strand.metric) for strand in strands}
        self.problems: tuple[str, ...] = ()
        clusters = self._clusters(strands)
        clusters = self._corrected(bulletin, clusters, corrections)
        clusters.sort(key=lambda cluster: self._order[cluster.strands[0].pk])
        self.series: Mapping[str, Series] = self._series(clusters)
        self.of_strand: Mapping[int, Series] = {
            member.strand: series for series in self.series.values() for member in series.members
        }
        self._aliases: dict[str, str] = {}
        for series in self.series.values():
            for member in series.members:
                self._aliases.setdefault(member.id, series.id)
        for cluster in clusters:
            found = self.of_strand[cluster.strands[0].pk].id
            for strand in cluster.strands:
                self._aliases.setdefault(self._id(strand, self._readings[strand.pk].name), found)

    def find(self, name: str) -> Series | None:
        """A series by its id, or by that of a member or of what a member was once called."""
        return self.series.get(name) or self.series.get(self._aliases.get(name, ""))

    # --- Joining ---------------------------------------------------------------------------

    def _clusters(self, strands: Iterable[Strand]) -> list[_Cluster]:
        alike: defaultdict[tuple[object, ...], list[Strand]] = defaultdict(list)
        for strand in strands:
            unit, _ = self._wording.unit(strand.unit)
            key = (
                self._readings[strand.pk].name,
                strand.subject,
                self._wording.unit_class(unit),
                strand.period_type,
                strand.comparison,
                strand.tabular,
                strand.row,
                strand.nth,
            )
            alike[key].append(strand)
        return [cluster for some in alike.values() for cluster in self._joined(some)]

    def _joined(self, strands: list[Strand]) -> list[_Cluster]:
        """The most printed strands first; each goes where it fits best without a clash."""
        clusters: list[_Cluster] = []
        for strand in sorted(strands, key=lambda one: (-len(one.issues), self._order[one.pk])):
            fitting = [cluster for cluster in clusters if cluster.takes(strand)]
            if fitting:
                max(fitting, key=lambda cluster: self._likeness(cluster, strand)).add(strand)
            else:
                clusters.append(_Cluster([strand], set(strand.issues)))
        for cluster in clusters:
            cluster.strands.sort(key=lambda one: self._order[one.pk])
        return clusters

    def _likeness(self, cluster: _Cluster, strand: Strand) -> tuple[bool, bool, int]:
        heading = self._wording.heading(strand.scope)
        return (
            any(self._wording.heading(one.scope) == heading for one in cluster.strands),
            any((one.metric, one.unit) == (strand.metric, strand.unit) for one in cluster.strands),
            len(cluster.printed),
        )

    # --- Corrections -----------------------------------------------------------------------

    def _corrected(
        self, bulletin: str, clusters: list[_Cluster], corrections: Corrections
    ) -> list[_Cluster]:
        problems: list[str] = []
        for split in corrections.split:
            if split.series.partition(":")[0] == bulletin:
                problems += self._split(clusters, split.members)
        for join in corrections.join:
            if any(name.partition(":")[0] == bulletin for name in join.series):
                problems += self._join(clusters, join.series)
        self.problems = tuple(problems)
        return clusters

    def _split(self, clusters: list[_Cluster], names: Sequence[str]) -> list[str]:
        apart: list[Strand] = []
        for name in names:
            if (found := self._named(clusters, name)) is None:
                return [f"拆分：没有名为 {name} 的成员"]
            apart += [strand for strand in found.strands if name in self._names(strand)]
        keys = {strand.pk for strand in apart}
        for cluster in list(clusters):
            cluster.strands = [strand for strand in cluster.strands if strand.pk not in keys]
            cluster.printed = {issue for strand in cluster.strands for issue in strand.issues}
            if not cluster.strands:
                clusters.remove(cluster)
        apart.sort(key=lambda one: self._order[one.pk])
        clusters.append(_Cluster(apart, {i for one in apart for i in one.issues}, keys))
        return []

    def _join(self, clusters: list[_Cluster], names: Sequence[str]) -> list[str]:
        found = [self._named(clusters, name) for name in names]
        for name, cluster in zip(names, found, strict=True):
            if cluster is None:
                return [f"合并：没有名为 {name} 的序列"]
        into, *others = [cluster for cluster in found if cluster is not None]
        for other in others:
            if other is into:
                continue
            if both := sorted(into.printed & other.printed):
                return [f"合并：{both[0]} 同时载有 {names[0]} 与其他待合并的数，不能合为一个序列"]
            # The first of the file comes first, and so gives the series its name.
            into.strands += other.strands
            into.printed |= other.printed
            into.corrected |= {strand.pk for strand in other.strands}
            clusters.remove(other)
        return []

    def _named(self, clusters: list[_Cluster], name: str) -> _Cluster | None:
        return next(
            (c for c in clusters if any(name in self._names(strand) for strand in c.strands)), None
        )

    def _names(self, strand: Strand) -> tuple[str, str]:
        return (
            self._id(strand, strand.metric),
            self._id(strand, self._readings[strand.pk].name),
        )

    # --- The series ------------------------------------------------------------------------

    def _series(self, clusters: Iterable[_Cluster]) -> dict[str, Series]:
        found: dict[str, Series] = {}
        for cluster in clusters:
            head = cluster.strands[0]
            names = (self._names(head)[1], self._names(head)[0])
            # Two clusters can come to one name only where an issue prints both wordings.
            name = next((name for name in names if name not in found), f"{names[1]}~{head.pk}")
            found[name] = self._one(name, cluster)
        return found

    def _one(self, name: str, cluster: _Cluster) -> Series:
        head = cluster.strands[0]
        reading = self._readings[head.pk]
        dates = [d for s in cluster.strands for d in (s.first, s.last) if d is not None]
        unit, _ = self._wording.unit(head.unit)
        period = head.period_type
        kind = _KINDS.get(period, SeriesKind.UNKNOWN) if period else SeriesKind.UNKNOWN
        frequency = _FREQUENCIES.get(period) if period else None
        return Series(
            id=name,
            bulletin=head.bulletin,
            metric=reading.name,
            subject=head.subject,
            unit=unit,
            period_type=period,
            comparison=head.comparison,
            scope=self._wording.heading(head.scope),
            tabular=head.tabular,
            row=head.row,
            kind=kind,
            frequency=frequency or (self._rhythm if kind is not SeriesKind.UNKNOWN else None),
            additive=head.comparison is None and self._wording.additive(unit),
            observations=len(cluster.printed),
            first=min(dates, default=None),
            last=max(dates, default=None),
            members=tuple(self._member(strand, head, cluster) for strand in cluster.strands),
        )

    def _member(self, strand: Strand, head: Strand, cluster: _Cluster) -> Member:
        rules = [*self._readings[strand.pk].rules]
        if strand is not head:
            if strand.unit != head.unit:
                rules.append(Rule.UNIT)
            if strand.scope != head.scope:
                rules.append(Rule.HEADING)
        if strand.pk in cluster.corrected:
            rules.append(Rule.CORRECTION)
        return Member(
            id=self._id(strand, strand.metric),
            strand=strand.pk,
            metric=strand.metric,
            unit=strand.unit,
            heading=strand.scope,
            issues=len(strand.issues),
            first=strand.first,
            last=strand.last,
            rules=tuple(rules) or (Rule.PRINTED,),
        )

    def _id(self, strand: Strand, metric: str) -> str:
        unit, _ = self._wording.unit(strand.unit)
        period = strand.period_type or _NOT_SAID
        if strand.comparison:
            period = f"{period}.{strand.comparison}"
        scope = self._wording.heading(strand.scope) or _NOT_SAID
        if strand.tabular:
            scope = f"表.{scope}"
        if strand.row:
            scope = f"{scope}.{strand.row}"
        if strand.nth > 1:
            scope = f"{scope}.{strand.nth}"
        parts = (metric, strand.subject or _NOT_SAID, unit, period, scope)
        return ":".join((strand.bulletin, *map(_safe, parts)))


def _safe(part: str) -> str:
    """Without what parts an id or a path."""
    return part.translate(_WIDE)


_WIDE = str.maketrans({":": "：", "/": "／", "?": "？", "#": "＃", "%": "％", "\n": " "})


def rhythm(issues: Sequence[IssueSummary]) -> Frequency | None:
    """How often a bulletin appears: the usual number of days between its issues."""
    dates = sorted({issue.date for issue in issues if issue.date is not None})
    intervals = [(later - earlier) // dt.timedelta(days=1) for earlier, later in pairwise(dates)]
    if not intervals:
        return None
    usual = median(intervals)
    return next((name for longest, name in _LONGEST_INTERVALS if usual <= longest), None)
