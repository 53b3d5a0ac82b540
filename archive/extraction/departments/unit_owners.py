"""Whose a unit is that a text names alone: of the office its sentence or the one before is about,
of a unit named before, or of the publisher."""

from __future__ import annotations

import re
from bisect import bisect_left

from archive.extraction.departments.resolution import Resolver
from archive.extraction.named import Named
from archive.model import Department

MARKS = "局厅委院办署部"
"""What stands before a unit for its office: 厅办公室, 局投资科."""
LEVEL_BEFORE_UNIT = re.compile(rf"[{MARKS}](?=[\u4e00-\u9fff]{{2,}}[处科室股]|办公室)")
_VISITED = re.compile(
    "(?:与|同|会同|联合|邀请|向|对|请|到|赴|走访|深入|前往|考察)(?:[\u4e00-\u9fff]{2,10}、)?$"
)
_VISITS = re.compile("(?<![以本未近历将原])来(?![自源函电信])|莅临|到[我本]|一行")
"""Behind an office, what says that it came to the publisher: 省高院庭长甲来院调研."""
_ATTENDS = re.compile("(?:参加|出席|列席|参会|到会|到场)[^，。；]{0,6}，")
"""Behind an office, what says that it was a guest: 市委办公室主任甲参加评审，编研科科长乙主持."""
_CONSENT = re.compile("同意|批准|批复|考察|研究决定|审定|核准")
_OF_TOWN = re.compile("(?:[镇乡]|街道)(?!人民政府|办事处|委员会|工作委员会)[\u4e00-\u9fff]{2,}$")
_GOVERNS = re.compile("人民政府$|^中国共产党(?!.*纪律检查)")
_NO_TEAMS = ("派出所", "大队", "中队", "学校", "公司", "中学", "小学", "医院")
_TASK_OFFICES = tuple(f"{body}办公室" for body in ("指挥部", "领导小组", "委员会", "联席会议"))
_OFFICES = ("科", "处", "股", "办", "办公室")
_NO_OFFICES = ("队", "派出所", "中学", "小学", "学校", "幼儿园")
_MOST_BACK = 6
_NEAR = 12
_LEAST_SENTENCE = 2
_NO_ORGANS = ("科", "处", "室", "中心", "所", "站", "院", "队")
"""Ends of units that governments and party committees have none of."""
_POLICE_TEAM = re.compile(
    "(?:网安|经侦|刑侦|刑警|特警|巡警|巡特警|治安|禁毒|国保|出入境|户政|法制|情指)(?:管理)?[总支大中]队"
)
_COMPANIES = ("公司", "集团", "银行", "分行", "支行")
_HAVE_PARTS = (*_COMPANIES, "总工会", "联合会", "检察院", "委员会", "部", "大学", "学院", "医院")
"""Offices whose own units are as often called 部."""
_INNER = (
    (("医院",), ("科", "病区", "室", "部")),
    (("总队",), ("支队", "大队", "中队", "站")),
    (("支队",), ("大队", "中队", "站")),
    (("大队",), ("中队",)),
    (("分公司", "公司"), ("部", "科", "车间", "队")),
    (("分局",), ("科", "股", "所", "队")),
)
"""Which units are those of another unit: a 中队 one of the 大队 named before it."""


class UnitOwnerReader:
    """Says whose the units are that one issue names alone."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def of(self, text: str, before: list[Named], start: int, unit: str) -> Department | None:
        """Whose unit it is: in its sentence, the office named last; else the one that the sentence
        before is about; else the publisher."""
        publisher = self._resolver.publisher
        own = publisher is not None and self._is_own(publisher, unit)
        only = publisher if own else self.police(unit) or self.marked(before, unit)
        if only is not None:
            return only
        if text[start - 1 : start] in ("任", "兼", "为"):
            return self._taken(before, unit)
        sentence = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
        named_before = [
            named
            for named in reversed(before[-_MOST_BACK:])
            if named.department
            and named.start >= sentence
            and not _CONSENT.match(text, named.end)
            and not _VISITS.search(text, named.end, start)
            and not _ATTENDS.search(text, named.end, start)
            and (  # 集团公司副总经理甲到分公司检查: the publisher is visited
                named.department == publisher
                or not _VISITED.search(text, max(sentence, named.start - _NEAR), named.start)
            )
        ]
        for named in named_before:
            if named.department and self._has_unit(named.department, unit):
                return named.department
        if named_before or sentence < _LEAST_SENTENCE:
            return publisher
        return self._earlier(text, before, sentence, unit) or publisher

    def _is_own(self, publisher: Department, unit: str) -> bool:
        """Whether a unit can be the publisher's only: 厅办公室, 组织部 in its own bulletin, and
        涪城管理部, which is named for a place in the publisher's own."""
        marked = LEVEL_BEFORE_UNIT.match(unit) and unit[0] in publisher.id[-3:]
        return bool(marked) or publisher.id.endswith(unit) or self._is_within(unit)

    def marked(self, before: list[Named], unit: str) -> Department | None:
        """The office of another kind that a unit bears the mark of: 省教育厅…，厅职成处…."""
        publisher = self._resolver.owner
        if not LEVEL_BEFORE_UNIT.match(unit) or publisher is None:
            return None
        if publisher.id.removesuffix("员会").endswith(unit[0]):
            return None
        offices = (named.department for named in reversed(before[-_MOST_BACK:]))
        alike = (one for one in offices if one and one.id.removesuffix("员会").endswith(unit[0]))
        return next(alike, None)

    def police(self, unit: str) -> Department | None:
        """The police of the publisher's place, whose teams are known by what they do: 网安大队."""
        publisher, own = self._resolver.publisher, self._resolver.context.jurisdiction.own
        if _POLICE_TEAM.fullmatch(unit) is None or own is None or publisher is None:
            return None
        if any(word in publisher.id for word in ("公安", "警")):
            return None
        organs = self._resolver.lexicon.organs.get("公安局", ())
        return self._resolver.best(organs, self._resolver.level_for(organs, own), own)

    def company(self, text: str, found: list[Named], start: int, unit: str) -> Department | None:
        """The company a sentence is about, whose 部 a later clause names: 供电公司…，营销部…."""
        owner = self._resolver.owner
        if not unit.endswith("部") or owner is None or owner.id.endswith(_HAVE_PARTS):
            return None
        sentence = max(text.rfind(mark, 0, start) for mark in "。！？；\n") + 1
        index = bisect_left(found, start, key=lambda named: named.start)
        within = [named for named in found[max(0, index - 2) : index] if named.start >= sentence]
        office = within[0].department if len(within) == 1 else None
        return office if office is not None and office.id.endswith(_COMPANIES) else None

    def _is_within(self, unit: str) -> bool:
        """Whether a unit is named for a place in the publisher's own."""
        own = self._resolver.context.jurisdiction.own
        shorts = self._resolver.lexicon.gazetteer.within.get(own.name, ()) if own else ()
        return unit.startswith(tuple(place.short for place in shorts)) if shorts else False

    def _earlier(
        self, text: str, before: list[Named], sentence: int, unit: str
    ) -> Department | None:
        """The office that the sentence before is about, if it may have the unit rather than the
        publisher."""
        earlier = max(text.rfind(mark, 0, sentence - 1) for mark in "。！？\n") + 1
        there = [named for named in before if named.start >= earlier]
        office = there[0].department if there and there[0].start - earlier <= _NEAR else None
        if office is None or not (self._is_below(office) or self._is_inner(office, unit)):
            return None
        return office if self._has_unit(office, unit) else None

    def _taken(self, before: list[Named], unit: str) -> Department | None:
        """Whose unit someone takes over: the publisher's (免去…，宫丽娜任|政策法规处副处长), but
        指挥部办公室设在市水利局，局长…兼任|办公室主任."""
        if unit == "办公室":
            for named in reversed(before[-_MOST_BACK:]):
                if named.department and named.department.id.endswith(_TASK_OFFICES):
                    return named.department
        return self._resolver.publisher

    def _is_below(self, office: Department) -> bool:
        """Whether it is an office of the publisher's kind in another place."""
        publisher = self._resolver.publisher
        if publisher is None:
            return True
        alike = office.id[-2:] == publisher.id[-2:] and not _GOVERNS.search(office.id)
        return alike and office.jurisdiction != publisher.jurisdiction

    def _is_inner(self, office: Department, unit: str) -> bool:
        """Whether a unit is rather one of the team its text is about than of the publisher."""
        publisher = self._resolver.publisher
        teams = office.id.endswith(("总队", "支队", "大队")) and unit.endswith("队")
        inner = teams and has_inner(office, unit)
        return inner and not (publisher is not None and has_inner(publisher, unit))

    @staticmethod
    def _has_unit(office: Department, unit: str) -> bool:
        """Whether an office may have such a unit: a 庭 is one of a court, and governments and party
        committees have no 科 of their own."""
        parent = office.parent if office.parent and office.provisional else office.id
        if unit in ("办公室", "办公厅") and parent.endswith("人民政府"):
            return True
        if unit.endswith("庭"):
            return "法院" in parent
        if unit.endswith("司") and office.jurisdiction:
            return False  # only ministries have them
        teams = parent.endswith(_NO_TEAMS) or (unit.endswith("大队") and parent.endswith("总队"))
        if unit.endswith("队") and teams:
            return False
        if unit.endswith(_OFFICES) and parent.endswith(_NO_OFFICES):
            return False
        of_a_town = not office.parent and _OF_TOWN.search(office.id)  # 镇农业农村办公室
        return not (of_a_town or (unit.endswith(_NO_ORGANS) and _GOVERNS.search(parent)))


def named_in_full(text: str, before: list[Named], start: int, unit: str) -> Department | None:
    """The unit that this sentence or the one before names with its office: 市公安局网安大队约谈…。
    网安大队|大队长."""
    sentence = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    earlier = max(text.rfind(mark, 0, max(0, sentence - 1)) for mark in "。！？\n") + 1
    kinds: set[str] = set()
    for named in reversed(before[-_MOST_BACK:]):
        if named.start < earlier or named.department is None:
            return None
        whole = named.department
        if named.end - named.start > len(unit) and text.endswith(unit, named.start, named.end):
            owner = whole.parent or whole.id
            return whole if owner[-2:] not in kinds else None  # of the court named since
        kinds.add(whole.id[-2:])
    return None


def has_inner(office: Department, unit: str) -> bool:
    """Whether a unit may be one of another unit rather than of the office that has both."""
    ends = (units for offices, units in _INNER if office.id.endswith(offices))
    return unit.endswith(next(ends, ("-",)))
