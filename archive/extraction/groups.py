"""Lists of organisations that share a suffix: 人社、民政、住建等部门, 省发展改革、财政厅."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.named import Named
from archive.extraction.resolution import Resolver

_SEPARATORS = "、和与及"
_LONGEST_STEM = 12
_GROUP = re.compile("部门|单位|厅（局）|厅局|委办局|局办")
_GROUP_HEAD = re.compile(
    r"等?(?:[0-9０-９一二三四五六七八九十]{1,3}个?|多个?|有关|相关|主管|行业主管|职能|审批)?"
    r"(?:省直|市直|县直|区直|省级|市级|县级|区级)?$"
)
_LONGEST_GROUP_HEAD = 8


class GroupReader:
    """Finds the members of lists whose last word says what they all are."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon

    def find(self, text: str, found: list[Named]) -> Iterator[Named]:
        """Members named by their stems alone, beside those ``found`` already."""
        ends = {named.end: named for named in found}
        for match in _GROUP.finditer(text):
            head = _GROUP_HEAD.search(
                text, max(0, match.start() - _LONGEST_GROUP_HEAD), match.start()
            )
            yield from self._members(text, head.start() if head else match.start(), ends)
        for named in found:
            # 发展改革、财政厅: stems before a full name, which ends the list as 部门 would.
            if named.start and text[named.start - 1] in _SEPARATORS and named.department:
                yield from self._before_name(text, named.start - 1, ends)

    def _before_name(self, text: str, end: int, ends: dict[int, Named]) -> list[Named]:
        members: list[Named] = []
        while end > 0 and end not in ends:
            member = self._stem_before(text, end)
            if member is None:
                break
            members.append(member)
            end = member.start
            if end == 0 or text[end - 1] not in _SEPARATORS:
                break
            end -= 1
        if not members:
            return []
        first = members[-1]
        led = text[first.start] in LEVEL_WORDS
        return members if led or self._resolver.is_boundary(text, first.start, 0) else []

    def _members(self, text: str, end: int, ends: dict[int, Named]) -> list[Named]:
        """The members of 人社、民政、住建 before ``end``, read backwards."""
        members: list[Named] = []
        count = 0
        while end > 0:
            if end in ends:
                start = ends[end].start
            else:
                member = self._stem_before(text, end)
                if member is None:
                    break
                members.append(member)
                start = member.start
            count += 1
            if start == 0 or text[start - 1] not in _SEPARATORS:
                end = start
                break
            end = start - 1
        single = count == 1 and members and text[members[0].start] in LEVEL_WORDS
        if (count < 2 and not single) or (end > 0 and text[end - 1] in "各级"):
            return []
        return members

    def _stem_before(self, text: str, end: int) -> Named | None:
        for length in range(min(_LONGEST_STEM, end), 1, -1):
            organs = self._lexicon.stems.get(text[end - length : end])
            if organs is None:
                continue
            start = end - length
            prefix = self._resolver.prefix(text, start, 0)
            own = self._resolver.context.jurisdiction.own
            place = self._resolver.place(prefix) if prefix else own
            record = None
            if place is not None:
                entries = [(organ, lv) for organ in organs for lv in organ.local_levels()]
                record = self._resolver.best(
                    entries, self._resolver.level_for(entries, place), place
                )
            begin = prefix.start if prefix else start
            return Named(begin, end, record, "departments.shared_suffix")
        return None
