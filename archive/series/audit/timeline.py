"""The issues of a bulletin in order, and what is missing between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from archive.series.audit.nouns import Point
from archive.series.ledger import missing_between
from archive.store.nouns import IssueSummary


class Timeline:
    """The current issues of a bulletin, which points count by their ``place``."""

    def __init__(self, issues: Sequence[IssueSummary]) -> None:
        self._issues = [issue for issue in issues if issue.superseded_by is None]
        absent = (len(missing_between(*pair)) for pair in pairwise(self._issues))
        self._missing = list(accumulate(absent, initial=0))
        self.places = {issue.id: place for place, issue in enumerate(self._issues)}

    def adjacent(self, earlier: int, later: int) -> bool:
        """Whether the issues follow one another in the archive and nothing is missing between."""
        return later == earlier + 1 and not self.missing(earlier, later)

    def missing(self, earlier: int, later: int) -> int:
        """How many issues are missing between two."""
        return self._missing[later] - self._missing[earlier]

    def issues(self, first: int, last: int) -> int:
        """How many issues appeared from one to another, both and what is missing included."""
        return last - first + 1 + self.missing(first, last)

    def same_year(self, one: Point, other: Point) -> bool:
        """Whether two points speak of the same year."""
        return self.year(one) == self.year(other)

    def year(self, point: Point) -> int | None:
        """The year a point speaks of: that of its period, else of its issue."""
        if point.period is not None:
            return point.period.end.year
        issue = self._issues[point.place]
        return issue.year or (issue.date.year if issue.date else None)
