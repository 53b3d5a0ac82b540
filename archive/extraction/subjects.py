"""Whose number a figure is: the department that the sentence, clause or phrase is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from archive.extraction.context import ItemText
from archive.extraction.named import Named

# What may stand between the start of a clause and the department it is about.
_LEAD = re.compile(
    r"(?:[◆●★△▲■○◇□☆※·\s【】]|据|由|目前|近日|日前|其中|本周|上周|本月|今年|去年|昨日|同时|截至目前"
    r"|[0-9一二三四五六七八九十]{1,3}[月日]份?)*"
)
_JOINED = re.compile(r"[、和与及]|以及|联合|会同")
_LIST_BEFORE_NUMBER = re.compile(r"等(?:共|近|约|超)?$")


class SubjectReader:
    """Reads the subjects of one item's figures."""

    def __init__(self, item: ItemText, departments: Sequence[Named]) -> None:
        self._item = item
        self._departments = departments
        self._leading = [named for named in departments if self._leads(named)]

    def of(self, position: int) -> str | None:
        """The id of the department whose number stands at ``position``, or None."""
        text = self._item.text
        sentence = self._item.sentences.start(position)
        if _LIST_BEFORE_NUMBER.search(text, max(sentence, position - 4), position):
            return None
        named = last_before(self._departments, position)
        if named is None or named.end != position:
            named = last_before(self._leading, position)
        if named is None or named.start < sentence or self._one_of_many(named, position):
            return None
        return named.department.id if named.department else None

    def _one_of_many(self, named: Named, position: int) -> bool:
        """Whether it shares its number with others: 省发改委、省财政厅联合检查12家."""
        index = bisect_right(self._departments, named.start, key=lambda other: other.start)
        text = self._item.text
        if index < len(self._departments):
            after = self._departments[index]
            if after.end <= position and _JOINED.fullmatch(text, named.end, after.start):
                return True
        if index < 2:
            return False
        before = self._departments[index - 2]
        return _JOINED.fullmatch(text, before.end, named.start) is not None

    def _leads(self, named: Named) -> bool:
        """Whether a clause begins with this department, or only a word of time before it."""
        clause = self._item.clauses.start(named.start)
        between = self._item.text[clause : named.start]
        return _LEAD.fullmatch(between) is not None


def last_before(departments: Sequence[Named], position: int) -> Named | None:
    """The last department that ends at or before ``position``."""
    index = bisect_right(departments, position, key=lambda named: named.end) - 1
    return departments[index] if index >= 0 else None
