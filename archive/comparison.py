"""Two issues of one bulletin side by side: what is new and which figures moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.model import Figure, IssueRecord
from archive.store.nouns import StoredFigure


@dataclass(frozen=True, slots=True)
class Movement:
    """The same figure in both issues: same metric, subject, unit and kind of period."""

    earlier: StoredFigure
    later: StoredFigure

    @property
    def difference(self) -> Decimal:
        """Later less earlier value, in the figures' unit."""
        return self.later.figure.value - self.earlier.figure.value


@dataclass(frozen=True, slots=True)
class Difference:
    """Names that only the earlier or only the later issue has, in the order of the text."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueComparison:
    """``headings``, ``departments`` and ``officials`` (ids) tell what only one issue has;
    ``movements`` are the figures both have, in the order of the later issue."""

    movements: tuple[Movement, ...]
    headings: Difference
    departments: Difference
    officials: Difference


def compare(
    earlier: IssueRecord,
    later: IssueRecord,
    earlier_figures: Sequence[StoredFigure],
    later_figures: Sequence[StoredFigure],
) -> IssueComparison:
    """Compare two records; the figures are those of the records with their provenance.

    Of several figures that cannot be told apart (the same metric twice without a subject) the
    first goes with the first, the second with the second."""
    waiting: defaultdict[tuple[object, ...], list[StoredFigure]] = defaultdict(list)
    for stored in reversed(earlier_figures):
        waiting[_identity(stored.figure)].append(stored)
    movements = [
        Movement(waiting[key].pop(), stored)
        for stored in later_figures
        if stored.figure.metric and waiting.get(key := _identity(stored.figure))
    ]
    return IssueComparison(
        tuple(movements),
        _difference(_headings(earlier), _headings(later)),
        _difference(_departments(earlier), _departments(later)),
        _difference(_officials(earlier), _officials(later)),
    )


def _identity(figure: Figure) -> tuple[object, ...]:
    comparison = figure.comparison and figure.comparison.kind
    return (figure.metric, figure.subject, figure.unit, figure.period_type, comparison)


def _difference(earlier: Iterable[str], later: Iterable[str]) -> Difference:
    before, after = dict.fromkeys(earlier), dict.fromkeys(later)
    return Difference(
        tuple(name for name in before if name not in after),
        tuple(name for name in after if name not in before),
    )


def _headings(record: IssueRecord) -> Iterable[str]:
    return (section.heading for section in record.issue.sections)


def _departments(record: IssueRecord) -> Iterable[str]:
    mentions = record.findings.department_mentions
    return (mention.department for mention in mentions if mention.department)


def _officials(record: IssueRecord) -> Iterable[str]:
    mentions = record.findings.official_mentions
    return (mention.official for mention in mentions if mention.official)
