"""The ledger of missing issues: what numbers and serial numbers (总第N期) say is not there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from archive.series.nouns import MissingIssue
from archive.store.nouns import IssueSummary

_MOST_MISSING = 400
"""More than a daily prints in a year: numbers that jump further were given another way."""


def missing_issues(issues: Sequence[IssueSummary]) -> tuple[MissingIssue, ...]:
    """The issues missing between those of one bulletin, which are given in order of time.

    Before the first and after the last nothing is known to be missing."""
    current = [issue for issue in issues if issue.superseded_by is None]
    return tuple(one for pair in pairwise(current) for one in missing_between(*pair))


def missing_between(earlier: IssueSummary, later: IssueSummary) -> tuple[MissingIssue, ...]:
    """What is missing between two issues that follow one another in the archive.

    Within a year the numbers tell. From one year to another the serial numbers tell how many are
    missing: as many as the later year's numbers leave room for are its own, the others close the
    year before. Without serial numbers only those the later year lacks are known, and none where
    its numbers run on from the year before. Where more would be missing than a year can hold,
    nothing is said."""
    first = (earlier.number_last or earlier.number or 0) + 1
    count = _serials(earlier, later)
    numbers: list[tuple[int | None, int | None]]
    if later.number is not None and earlier.number is not None:
        if earlier.year == later.year:
            count = later.number - first
        elif count is None:
            count = 0 if later.number == first else later.number - 1
    if count is None or not 0 < count <= _MOST_MISSING:
        return ()
    if earlier.number is None or later.number is None:
        numbers = [(None, None)] * count
    elif earlier.year == later.year:
        numbers = [(later.year, number) for number in range(first, later.number)]
    else:
        own = min(count, later.number - 1)
        if later.year is not None and earlier.year == later.year - 1:
            numbers = [(earlier.year, first + index) for index in range(count - own)]
        else:
            # How many issues the years between had is not known.
            numbers = [(None, None)] * (count - own)
        numbers += [(later.year, number) for number in range(later.number - own, later.number)]
    serials: Sequence[int | None] = [None] * len(numbers)
    if later.serial is not None and _serials(earlier, later) == len(numbers):
        serials = range(later.serial - len(numbers), later.serial)
    return tuple(
        MissingIssue(later.bulletin, year, number, serial, earlier.id, later.id)
        for (year, number), serial in zip(numbers, serials, strict=True)
    )


def _serials(earlier: IssueSummary, later: IssueSummary) -> int | None:
    """How many serial numbers lie between; None where an issue has none or they go astray.

    A joint issue (第5、6期) has one serial number or two: its own is taken to be the last."""
    if earlier.serial is None or later.serial is None:
        return None
    joint = (later.number_last or later.number or 0) - (later.number or 0)
    between = later.serial - earlier.serial - 1 - joint
    return between if between >= 0 else None
