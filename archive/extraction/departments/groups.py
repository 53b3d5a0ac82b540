"""Lists of organisations that share a suffix: 人社、民政、住建等部门, 省发展改革、财政厅."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from archive.extraction.context import is_han
from archive.extraction.departments.name_forms import is_body
from archive.extraction.departments.resolution import Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS, Place
from archive.extraction.named import Named
from archive.model import Department
from archive.vocabulary import Level

_PLACED = re.compile("[\u4e00-\u9fff]{1,5}[市县区旗][\u4e00-\u9fff]{1,6}[局委办]")
_TOWN = re.compile("街道|[镇乡]")
_SEPARATORS = "、和与及"
_LONGEST_STEM = 12
_GROUP = re.compile("部门|单位|厅（局）|厅局|委办局|局办")
_GROUP_HEAD = re.compile(
    r"等?(?:[0-9０-９一二三四五六七八九十]{1,3}[个家]?|多[个家]?|有关|相关|主管|行业主管|职能|审批)?"
    r"(?:省直|市直|州直|盟直|县直|区直|旗直|省级|市级|县级|区级)?$"
)
_LONGEST_GROUP_HEAD = 8
_UNKNOWN = re.compile("(?<=、)[\u4e00-\u9fff]{2,3}$")
"""A member that no vocabulary knows, between others: 公安、|通信|、住建等部门."""
_LONGEST_UNKNOWN, _MOST_SKIPPED = 4, 2
_SENTENCE = re.compile("[。！？\n]")
_MOST_BACK = 6
_NAMED_ALONE = ("联", "协", "会", "院", "社")
"""Ends of the names of organs that lists with 等部门 print whole: 人社、残联、法院等部门."""
# 县农业局、邮电局、供电局: offices without a place behind one that has its.
_NEXT = re.compile(
    r"[、和与及](?P<name>[\u4e00-\u9fff]{2,10}?(?:局|委|厅|办公室|办|管委会))"
    r"(?=[、，。；（(和与及等]|联合|负责|主要|共同|分别|参加|领导|有关|相关|$)"
)


class GroupReader:
    """Finds the members of lists whose last word says what they all are."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._found: list[Named] = []

    def find(self, text: str, found: list[Named]) -> Iterator[Named]:
        """Members named by their stems alone, beside those ``found`` already."""
        ends = {named.end: named for named in found}
        self._found = sorted(found, key=lambda named: named.start)
        for match in _GROUP.finditer(text):
            head = _GROUP_HEAD.search(
                text, max(0, match.start() - _LONGEST_GROUP_HEAD), match.start()
            )
            end = head.start() if head else match.start()
            yield from self._members(text, end, ends)
        for named in found:
            # 发展改革、财政厅: stems before a full name, which ends the list as 部门 would.
            if named.start and text[named.start - 1] in _SEPARATORS and named.department:
                yield from self._before_name(text, named.start - 1, ends)
        starts = {named.start for named in found}
        for named in found:
            yield from self._behind_name(text, named, starts)

    def _behind_name(self, text: str, named: Named, starts: set[int]) -> Iterator[Named]:
        """Offices that no vocabulary knows, listed behind one of the same place."""
        department = named.department
        if department is None or not department.id.startswith(department.jurisdiction or "-"):
            return
        match = _NEXT.match(text, named.end)
        while match is not None and match.start("name") not in starts:
            name = match["name"]
            if _TOWN.search(name[:6]) or _PLACED.match(name):
                break
            if not is_body(name, self._lexicon) or name in self._lexicon.not_organisations:
                return
            record = Department(
                department.jurisdiction + name, department.jurisdiction, provisional=True
            )
            yield Named(*match.span("name"), record, "departments.listed")
            match = _NEXT.match(text, match.end())

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
        count = skipped = 0
        while end > 0:
            if end in ends:
                start = ends[end].start
            else:
                member = self._stem_before(text, end)
                unknown = _UNKNOWN.search(text, max(0, end - _LONGEST_UNKNOWN), end)
                if member is None and (unknown is None or skipped == _MOST_SKIPPED):
                    break
                if member is None and unknown is not None:
                    skipped += 1
                    end = unknown.start() - 1
                    continue
                assert member is not None  # noqa: S101 - one of the two is there
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

    def _place_of(self, text: str, position: int) -> Place | None:
        """Whose offices are meant that no place stands before: those of the place whose office
        acts in the sentence (海城市民政局会同|公安、住建等部门), else the publisher's."""
        own = self._resolver.context.jurisdiction.own
        index = bisect_left(self._found, position, key=lambda named: named.end + 1)
        for named in reversed(self._found[max(0, index - _MOST_BACK) : index]):
            if _SENTENCE.search(text, named.end, position):
                break
            department = named.department
            leads = named.start == 0 or not is_han(text[named.start - 1])
            if leads and department is not None and department.jurisdiction:
                return self._lexicon.gazetteer.place(department.jurisdiction)
        return own

    def _stem_before(self, text: str, end: int) -> Named | None:
        for length in range(min(_LONGEST_STEM, end), 1, -1):
            name = text[end - length : end]
            organs = self._lexicon.stems.get(name)
            entries = [(organ, lv) for organ in organs or () for lv in organ.local_levels()]
            if organs is None and name.endswith(_NAMED_ALONE):
                local = self._lexicon.organs.get(name, ())  # 残联, 妇联
                entries = [(organ, lv) for organ, lv in local if lv != Level.NATIONAL]
            if not entries:
                continue
            start = end - length
            prefix = self._resolver.prefix(text, start, 0)
            place = self._resolver.place(prefix) if prefix else self._place_of(text, start)
            record = None
            if place is not None:
                record = self._resolver.best(
                    entries, self._resolver.level_for(entries, place), place
                )
            begin = prefix.start if prefix else start
            return Named(begin, end, record, "departments.shared_suffix")
        return None
