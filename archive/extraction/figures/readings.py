"""Numbers on their way to figures, and which of them stand together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.extraction.figures.change_words import alternatives
from archive.extraction.figures.numbers import Number
from archive.model import Comparison

AND = re.compile(r"[、和及与]")
_AND_CHANGES = re.compile(f"[、和及与](?:{alternatives(least=2)})?")
_BOUNDARY = re.compile(r"[，,。；;：:、！？!?\n（）()]")
CLAUSE_MARK = re.compile(r"[，,。；;：:！？!?\n]")
LONGEST_CONTEXT = 80
LONGEST_LIST = 12
SHARES = frozenset({"%", "成", "‰", "1/2", "1/3", "1/4", "1/5", "1/10"})
TIME_LIMITS = frozenset({"工作日", "日", "天", "小时", "个月", "年", "自然日", "分钟"})
EACH_OF_THEM = re.compile("分别|依次")


@dataclass(slots=True)
class Reading:
    """One number on its way to a figure."""

    number: Number
    floor: int
    """Where its own context begins: behind the last boundary or number before it."""
    metric: str | None = None
    rule: str = "figures.number"
    change_from: Decimal | None = None
    comparison: Comparison | None = None
    dropped: bool = False
    begins: int = 0
    """Where what says its metric begins: behind the names and times in its context."""


def in_context(text: str, numbers: Sequence[Number]) -> list[Reading]:
    """The numbers with where their context begins: behind the last boundary or number."""
    boundaries = [match.end() for match in _BOUNDARY.finditer(text)]
    readings = []
    previous = 0
    for number in numbers:
        start = number.start
        index = bisect_right(boundaries, start)
        floor = max(previous, start - LONGEST_CONTEXT, boundaries[index - 1] if index else 0)
        readings.append(Reading(number, floor))
        previous = number.end
    return readings


def of_clause(text: str, readings: list[Reading], index: int) -> list[Reading]:
    """The numbers of a clause from the one at ``index`` on; not more than lists have."""
    start = readings[index].number.end
    mark = CLAUSE_MARK.search(text, start, start + 2 * LONGEST_CONTEXT)
    end = mark.start() if mark else start + 2 * LONGEST_CONTEXT
    following = readings[index : index + LONGEST_LIST]
    return [reading for reading in following if reading.number.start < end]


def joined_with(text: str, readings: list[Reading], index: int) -> list[Reading]:
    """The numbers joined by 、和 that begin with the one at ``index``."""
    found = [readings[index]]
    for following in range(index + 1, len(readings)):
        reading = readings[following]
        if not _AND_CHANGES.fullmatch(text[found[-1].number.end : reading.number.start]):
            break
        found.append(reading)
    return found


def start_of_clause(text: str, floor: int, position: int) -> int:
    """Where the clause of ``position`` begins, not before ``floor``."""
    start = max(floor, position - LONGEST_CONTEXT)
    for mark in CLAUSE_MARK.finditer(text, start, position):
        start = mark.end()
    return start
