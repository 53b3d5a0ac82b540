"""Officials who act: whose post begins with a department, where their posts begin, their lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from archive.extraction.context import ItemText
from archive.extraction.named import Named
from archive.model import OfficialMention

# 局长张某、|副局长李某; 教授汪某等|11位专家
_NEXT = re.compile("(?:同志|（[^（）]{1,8}）)?(?:[、和与及，,]|以及)")
_AMONG = re.compile(
    "(?:同志)?(?:等|(?:[及和]|以及)[\u4e00-\u9fff]{1,6}?"
    "(?:[0-9]{1,4}|[一二三四五六七八九十百余]{1,5})[名人位])"
)
_OWN_BODY = re.compile("[我本]?[厅局院校委会部署台站社行]$")
_LONGEST_TITLES = 20
_LONGEST_LIST = 12
_LONGEST_DEED = 4


class ActingOfficials:
    """The officials of one item, beside its departments."""

    def __init__(
        self, item: ItemText, departments: Sequence[Named], officials: Sequence[OfficialMention]
    ) -> None:
        self._item = item
        self._departments = departments
        self._officials = officials

    def of(self, named: Named) -> OfficialMention | None:
        """The official whose post begins with this department."""
        index = bisect_left(self._officials, named.end, key=lambda one: one.span.start)
        if index == len(self._officials):
            return None
        official = self._officials[index]
        near = official.span.start - named.end <= _LONGEST_TITLES
        clauses = self._item.clauses
        same = clauses.start(official.span.start) == clauses.start(named.start)
        return official if near and same else None

    def hold_office_in(self, named: Named) -> bool:
        """Whether an official named behind this department holds office in it."""
        official = self.of(named)
        return (
            official is not None
            and named.department is not None
            and official.department == named.department.id
        )

    def end(self, named: Named) -> int:
        """Where who acts has been named: behind the official, or the last of a list of them."""
        official = self.of(named)
        if official is None:
            return named.end
        index = bisect_left(self._officials, official.span.start, key=lambda one: one.span.start)
        for one, other in pairwise(self._officials[index : index + _LONGEST_LIST]):
            if not self._follows(one, other):
                break
            official = other
        return official.span.end

    def share(self, official: OfficialMention) -> bool:
        """Whether an official acts together with one of another department, or with others that
        are not named: 甲局局长张某、乙局局长李某; 教授汪某等11位专家."""
        if _AMONG.match(self._item.text, official.span.end):
            return True
        index = bisect_left(self._officials, official.span.start, key=lambda one: one.span.start)
        pairs = pairwise(self._officials[max(0, index - 1) : index + 2])
        return any(
            one.department != other.department and self._follows(one, other) for one, other in pairs
        )

    def listed(self, position: int) -> list[OfficialMention]:
        """The list of officials that ends right before ``position``: 甲局长、乙局长|分别."""
        index = bisect_right(self._officials, position, key=lambda one: one.span.end)
        if not index or position - self._officials[index - 1].span.end > _LONGEST_DEED:
            return []
        listed = [self._officials[index - 1]]
        for one in self._officials[max(0, index - _LONGEST_LIST) : index - 1][::-1]:
            if not self._follows(one, listed[0]):
                break
            listed.insert(0, one)
        return listed

    def posts_start(self, official: OfficialMention) -> int:
        """Where the posts of an official begin, if they stand before the name. A department that
        only the last of them names (副市长、公安局局长) stands between them."""
        text = self._item.text
        begin = official.span.start
        for title in reversed(official.titles):
            if not text.endswith(title, 0, begin):
                break
            begin -= len(title)
            index = bisect_left(self._departments, begin, key=lambda named: named.end)
            if index < len(self._departments) and self._departments[index].end == begin:
                if title is official.titles[0]:
                    break
                begin = self._departments[index].start
            begin -= text.endswith(("、", "兼"), 0, begin)
        own = _OWN_BODY.search(text, max(0, begin - 2), begin)
        return own.start() if own else begin

    def _follows(self, one: OfficialMention, other: OfficialMention) -> bool:
        """Whether two officials stand in one list, with nothing between them but the posts of
        the second."""
        joined = _NEXT.match(self._item.text, one.span.end)
        if joined is None or other.span.start - joined.end() > 2 * _LONGEST_TITLES:
            return False
        if self.posts_start(other) <= joined.end():
            return True
        index = bisect_left(self._departments, joined.end(), key=lambda named: named.start)
        return index < len(self._departments) and self._departments[index].start == joined.end()
