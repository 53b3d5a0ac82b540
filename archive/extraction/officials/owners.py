"""Whose posts someone has: of the organisation printed, listed, set up, announced or meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from archive.extraction.context import ItemText
from archive.extraction.named import Named
from archive.extraction.officials.chains import Chain
from archive.extraction.officials.offices import OfficeReader

_LIST_GAP = re.compile(
    r"(?:同志|先生|女士)?(?:[（(][^（()）\n]{1,16}[）)])?(?:[，、；和与及以]|其中|还有|同时|免去|解聘|任命|聘任)*"
)
# What may stand before the organisation that a sentence is about: 12月6日上午，商务厅召开会议.
_TIME = re.compile(
    r"(?:[^\u4e00-\u9fff。；]|[年月日号上下午至]|近日|日前|本周|当天|随后|同时|今年|以来|期间|[，,：:])*"
)
_MOST_BACK = 12
_RUN_BY = re.compile(r"[^，。；：、]{0,8}由")
_RECEIVES = re.compile(
    "[\u4e00-\u9fff·]{2,8}?(?:、[^，。；]{2,30})?(?:作?介绍|作?汇报|陪同|接待|讲解|演示|领着|引导|回应|答复|答疑)"
)
_SECRETARY = re.compile("(?:常务|专职|第一)?副?书记")
_COMMITTEE = re.compile("^(?:中国共产党|中共).*委员会$|^中国共产主义青年团|党(?:支部|总支|组)$")
_CONSENTS = re.compile("研究|同意|批准|批复|决定|考察|组织部|要求|部署|召开")
_VISITS = re.compile("(?<![以本未近历将原])来(?![自源函电信])|莅临|到[我本]")
_AT = re.compile(r"(?:到|在|赴|来|向|前往)$")
_OF_THE_WHOLE = re.compile("^总.{1,3}师$|巡视员$|^工会副?主席$")
_OF_A_PLACE = re.compile(
    "[\u4e00-\u9fff](?<![全各本我该驻到进下包联整])[村镇乡屯寨队站厂矿店](?<!车站)(?<!部队)(?:原|时任|前任|老)?$"
)
"""Right before a post, what nobody took for an organisation and is none of the publisher's."""
_SENT = re.compile("(?:选派|派出|派驻|下派|派|驻|挂职)[^，。；、]{2,20}")
_OF_THE_TOWN = re.compile("(?<![\u4e00-\u9fff])[镇乡村]$")
_LONGEST_PLACE = 6
_ANNOUNCED = re.compile(r"宣布|任免|任命|任职|人事")
_LONGEST_ANNOUNCED = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named with posts, and the department of each."""

    start: int
    end: int
    chain: Chain
    departments: tuple[str | None, ...]
    department: str | None
    """That of the first title; where nothing printed says it (副市长、市公安局局长), the one that
    the posts print."""
    rule: str


class OwnerReader:
    """Says whose posts they are that one item names."""

    def __init__(self, item: ItemText, departments: list[Named], offices: OfficeReader) -> None:
        self.item = item
        self.text = item.text
        self.departments = departments
        self.offices = offices

    @cached_property
    def _ends(self) -> dict[int, Named]:
        return {named.end: named for named in self.departments}

    def body(self, chain: Chain) -> str | None:
        """What a post of someone named is a post of: 市防汛指挥部|由副市长甲任指挥长."""
        sentence = self.item.sentences.start(chain.begin)
        index = bisect_right(self.departments, chain.begin, key=lambda named: named.end)
        for named in reversed(self.departments[max(0, index - _MOST_BACK) : index]):
            if named.start < sentence:
                break
            said = self.offices.ends(chain.titles[0]) and named.department is not None
            if said and named.department and self.offices.fits(chain.titles, named.department.id):
                return named.department.id
        return self._governed(chain, chain.titles, chain.begin) or self.offices.government(
            self.text, chain.begin, chain.titles, self.departments[:index]
        )

    def departments_of(
        self, chain: Chain, start: int, last: Person | None
    ) -> tuple[str | None, ...]:
        """The department of each title of someone named at ``start``: the one printed before it,
        else that of the title before if it may have the post, for the first ones what the context
        says; ``last`` is who was named before."""
        first = chain.first
        current: str | None = None
        if chain.departments[0] is None:
            before = self._ends.get(start)
            if start < chain.start and before is not None:  # 省商务厅|张明|副厅长
                current = before.department.id if before.department else None
            else:
                current = self._implied(chain, min(start, chain.begin), last)
            if current is None and first is not None and first.department is not None:
                current = first.department.id
        found: list[str | None] = []
        for named in chain.departments:
            if named is not None:
                current = named.department.id if named.department else None
            found.append(current)
        return tuple(found)

    def is_named(self, department: str | None, start: int, end: int) -> bool:
        """Whether the text prints an organisation between ``start`` and ``end``."""
        index = bisect_right(self.departments, end, key=lambda named: named.end)
        for named in reversed(self.departments[max(0, index - _MOST_BACK) : index]):
            if named.start < start:
                return False
            if named.department is not None and named.department.id == department:
                return True
        return False

    def _implied(self, chain: Chain, position: int, last: Person | None) -> str | None:
        """In a list, the last organisation named; in the sentence, the one it is about or the last
        that has such a post; else the publisher, if it has."""
        own = tuple(
            title
            for title, named in zip(chain.titles, chain.departments, strict=True)
            if named is None
        )
        sentence = self.item.sentences.start(position)
        index = bisect_right(self.departments, position, key=lambda named: named.end)
        begin = max(0, position - _LONGEST_PLACE)
        of_a_town = not self.offices.of_a_town and _OF_THE_TOWN.search(self.text, begin, position)
        if of_a_town or _OF_A_PLACE.search(self.text, begin, position):
            return self._sent_there(index, position) or self._governed(chain, own, position)
        previous = self.departments[index - 1] if index else None
        if last is not None and last.end >= sentence:
            gap = self.text[max(last.end, last.chain.end) : position]
            near = previous is None or previous.end <= max(last.end, last.chain.end)
            # 党组成员、省能源局局长甲，党组成员、省物价局局长乙: members of the same 党组.
            theirs = last.departments[0 if own[:1] == last.chain.titles[:1] else -1]
            apart = position < chain.begin and "；" in gap  # 甲任督导室主任；乙晋升为四级调研员
            theirs = self._whole(own, theirs or last.department, apart=apart)
            if (
                near
                and _LIST_GAP.fullmatch(gap)
                and (theirs is None or self.offices.fits(own, theirs))
            ):
                return theirs
        meant = (
            self._party(own, index, sentence)
            or self._at_hand(own, position, chain.end)
            or self._governed(chain, own, position)
            or self.offices.government(self.text, position, own, self.departments[:index])
        )
        if meant is not None:
            return meant
        said = any(self.offices.ends(title) for title in own)
        publisher, above = self.offices.publisher, self.offices.parent
        at_home = publisher is not None and self.offices.fits(own, publisher.id)
        if above is not None and not (said and at_home) and self.offices.fits(own, above.id):
            publisher, at_home = above, True  # 厅长 in the bulletin of 省林业厅办公室
        for named in reversed(self.departments[max(0, index - _MOST_BACK) : index]):
            if named.start < sentence:
                break
            if named.department is None or not self.offices.fits(own, named.department.id):
                continue
            if at_home and _VISITS.search(self.text, named.end, position):
                continue  # 省总站副站长甲来站督导，副站长|乙陪同
            if self._leads(named, sentence) or (said and not at_home):
                return named.department.id
        return publisher.id if publisher is not None and at_home else None

    def _party(self, titles: tuple[str, ...], index: int, sentence: int) -> str | None:
        """The committee that a sentence is about, for its secretaries: 校党委书记甲主持，副书记、
        校长|乙."""
        if not titles or not _SECRETARY.fullmatch(titles[0]):
            return None
        for named in reversed(self.departments[max(0, index - _MOST_BACK) : index]):
            if named.start < sentence:
                return None
            if named.department is not None and _COMMITTEE.search(named.department.id):
                consents = _CONSENTS.match(self.text, named.end)
                return None if consents else named.department.id
        return None

    def _sent_there(self, index: int, position: int) -> str | None:
        """Whose post it is that a place stands before: of who sent someone there (县税务局驻石桥村|
        第一书记), not of the publisher (石桥村|网格员)."""
        named = self.departments[index - 1] if index else None
        if named is None or named.department is None:
            return None
        sent = _SENT.fullmatch(self.text, named.end, position)
        return named.department.id if sent else None

    def _whole(self, titles: tuple[str, ...], department: str | None, *, apart: bool) -> str | None:
        """The office of a unit where a title is one of the whole (政治部主任甲，总工程师|乙), or
        where who has it stands ``apart``."""
        if department is None or not (apart or any(map(_OF_THE_WHOLE.search, titles))):
            return department
        records = (named.department for named in self.departments)
        unit = next((one for one in records if one is not None and one.id == department), None)
        return unit.parent if unit is not None and unit.parent else department

    def _governed(self, chain: Chain, titles: tuple[str, ...], position: int) -> str | None:
        """The government of the place before one of the titles: 县级河长、云溪区|区长."""
        for title in titles:
            at = self.text.find(title, chain.start, chain.end)
            before = position if title == chain.titles[0] or at < 0 else at
            if (government := self.offices.governed(self.text, before, (title,))) is not None:
                return government
        return None

    def _at_hand(self, titles: tuple[str, ...], position: int, end: int) -> str | None:
        """The office whose head is named in its own clause (规划科由副科长甲牵头), the one at which
        posts are announced (到市一中宣布任免：甲任校长), or the one visited, whose head, named
        behind the posts that ``end`` there, receives the visitors."""
        sentence = self.item.sentences.start(position)
        index = bisect_right(self.departments, position, key=lambda named: named.end)
        for named in reversed(self.departments[max(0, index - _MOST_BACK) : index]):
            if named.start < sentence:
                return None
            if named.department is None or not self.offices.fits(titles, named.department.id):
                continue
            name, gap = named.department.id, self.text[named.end : position]
            if self.offices.heads(titles, name) and _RUN_BY.fullmatch(gap):
                return name
            at = _AT.search(self.text, max(sentence, named.start - 3), named.start)
            if at and self.offices.ends(titles[0]) and _RECEIVES.match(self.text, end):
                return name
            if at and len(gap) <= _LONGEST_ANNOUNCED and _ANNOUNCED.search(gap):
                return name
        return None

    def _leads(self, named: Named, sentence: int) -> bool:
        """Whether the sentence, or a clause of it, is about an organisation."""
        clause = self.item.clauses.start(named.start)
        between = self.text[max(clause, sentence) : named.start]
        return len(between) <= 20 and _TIME.fullmatch(between) is not None
