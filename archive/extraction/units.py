"""Units inside organisations: 省市场监管局特种设备处, 执行局局长, 建设银行云川省分行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.jurisdiction import LEVEL_WORDS, Prefix
from archive.extraction.named import Named
from archive.extraction.patterns import BODY_STOP, CLASS, is_body, name_floor
from archive.extraction.resolution import Resolver
from archive.model import Department

_LONGEST_UNIT = 16
_BRANCH = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司)?[\u4e00-\u9fff]{2,10}?(?:分行|支行|分公司|营业部|中心支公司|支公司)"
)
_HAS_BRANCHES = (
    "银行",
    "公司",
    "集团",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "保险",
    "人寿",
    "财险",
)
# The end of a unit right before the post of who heads it.
_HEADED = (
    "(?:处(?=副?处长)|科(?=副?科长)|股(?=副?股长)|庭(?=副?庭长)|局(?=副?局长|政委)|队(?=副?队长)"
    "|部(?=副?部长)|司(?=副?司长)|所(?=副?所长)|站(?=副?站长)|(?:室|中心|处|办)(?=副?主任))"
)
_UNIT_ALONE = re.compile(rf"(?<![\u4e00-\u9fff])(?P<unit>[\u4e00-\u9fff]{{2,10}}?{_HEADED})")
_UNIT_LED = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,12}}?){_HEADED}")
# 香港工联会会长, 县化肥厂厂长: an organisation that nothing but its head's post shows to be one.
_HEADED_ALONE = re.compile(
    "(?:会(?=副?会长|副?理事长)|厂(?=副?厂长)|馆(?=副?馆长)|台(?=副?台长)|社(?=副?社长)|[校学](?=副?校长)"
    "|园(?=副?园长)|场(?=副?场长)|矿(?=副?矿长)|段(?=副?段长)|院(?=副?院长)"
    "|(?:证券|保险|银行|集团|公司)(?=董事长|副?总经理|副?总裁|副?行长))"
)
_LONGEST_HEADED = 16
# 请督查处于12月10日前报告: a unit of the office that speaks, asked to do something.
_UNIT_ASKED = re.compile(
    r"(?:请|由|交|责成|责令)(?P<unit>[\u4e00-\u9fff]{2,8}?[处科室股])"
    r"(?=于|负责|牵头|办理|汇总|会同|组织|落实|跟进|督办|[，、。；])"
)
_PARTY = re.compile("中国共产党(?P<place>.+)委员会")
_SECRETARIES = re.compile(r"秘书[一二三四五六七八九十]?")
_OFFICE, _PART = "局", "部"
"""Ends of units that end much else as well."""

_WORD_AFTER_UNIT = {
    "局": "面限部势长",
    "部": "门分署队件位委长",
    "处": "理置罚境所分于在方长",
    "科": "技学研目普长员",
    "室": "内外主",
    "所": "有以在属需长",
    "站": "点位式长",
    "队": "伍长员",
    "中心": "城区",
    "司": "法机令仪",
    "庭": "审外",
    "股": "份权东",
    "委": "员书",
}


class UnitReader:
    """Finds units by the organisation before them, or by the post of their head behind them."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._unit = _unit_pattern(resolver.lexicon.vocabulary.cues.unit_suffixes)

    def with_unit(self, text: str, named: Named, ceiling: int) -> Named:
        """省市场监管局特种设备处, 建设银行云川省分行: the unit or branch directly behind is part of
        the name; it must end before ``ceiling``."""
        ceiling = min(ceiling, named.end + _LONGEST_UNIT)
        if named.department is not None and named.department.id.endswith(_HAS_BRANCHES):
            branch = _BRANCH.match(text, named.end, ceiling)
            if branch is not None and is_body(branch[0], self._lexicon):
                return inner(named, branch[0], "departments.branch")
        led = _UNIT_LED.match(text, named.end, ceiling)
        if led is not None and self._is_led(led["body"]):
            return inner(named, led[0], "departments.inner_unit")
        unit = self._unit.match(text, named.end, ceiling)
        if unit is not None and self._is_unit(unit["body"], unit["end"]):
            return inner(named, unit[0], "departments.inner_unit")
        return named

    def is_part(self, text: str, office: Named, named: Named) -> bool:
        """Whether a name without a place ends a unit of ``office``: 省公安厅|森林|公安局."""
        if named.rule != "departments.bare_name" or not 0 <= named.start - office.end <= 4:
            return False
        if named.start == office.end:
            return True  # 省政协|经济委员会, 省交通运输厅|公路局
        between = text[office.end : named.start]
        return all(map(is_han, between)) and self._is_unit(between, _OFFICE)

    def _is_led(self, body: str) -> bool:
        """Whether a unit right before its head's post is one: of 基础研究处|处长 the verb is a
        noun, and 督查科|科长 is one; but 会同法规科|科长 and 处长|李科|科长 name none."""
        leading = body not in self._lexicon.before_organisations and (
            self._lexicon.words_before.match(body)
        )
        return not (BODY_STOP.search(body) or leading or self._is_titled(body))

    def _is_unit(self, body: str, end: str) -> bool:
        if not is_body(body, self._lexicon) or self._lexicon.words_before.match(body):
            return False
        if end in (_OFFICE, _PART) and not _is_subject_matter(body):
            return False
        return not self._is_titled(body)

    def _is_titled(self, body: str) -> bool:
        """Whether ``body`` holds a post: 省水利厅厅长司|马光华. 秘书三处 does not."""
        return self._lexicon.titles.count(body) > 0 and _SECRETARIES.fullmatch(body) is None

    def units_before_titles(self, text: str, found: list[Named]) -> Iterator[Named]:
        """执行局局长, 请督查处办理: a unit named alone before the post of its head, or asked to do
        something, is one of the office that was named last, else of the publisher."""
        cursor = 0
        last: Department | None = self._resolver.publisher
        units = [*_UNIT_ALONE.finditer(text), *_UNIT_ASKED.finditer(text)]
        for match in sorted(units, key=lambda match: match.start("unit")):
            start, end = match.span("unit")
            while cursor < len(found) and found[cursor].start < end:
                if (department := found[cursor].department) is not None:
                    last = department
                cursor += 1
            taken = cursor > 0 and found[cursor - 1].end > start
            if taken and found[cursor - 1].rule == "departments.bare_name":
                # 环境|监察局 is a unit, no 监察局.
                taken = found[cursor - 1].start <= start or (
                    cursor > 1 and found[cursor - 2].end > start
                )
                last = self._last_before(found, cursor - 1)
            if taken or last is None or not self._resolver.is_boundary(text, start, 0):
                continue
            if BODY_STOP.search(match["unit"]) or CLASS.search(match["unit"][:2]):
                continue
            unit = (
                self._resolver.party_unit(last, match["unit"])
                or self._placed(match["unit"])
                or self._unit_of(last, match["unit"])
            )
            yield Named(start, end, unit, "departments.unit_before_title")

    def headed(self, text: str, found: list[Named]) -> Iterator[Named]:
        """Organisations that only the post of their head shows, beside those ``found``."""
        cursor = 0
        for match in _HEADED_ALONE.finditer(text):
            end = match.end()
            while cursor < len(found) and found[cursor].end < end:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end:
                continue
            floor = max(name_floor(text, match.start()), found[cursor - 1].end if cursor else 0)
            begin = floor
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                begin = word.end()
            name = text[begin:end]
            fits = 3 <= len(name) <= _LONGEST_HEADED and not CLASS.search(name[:2])
            if not fits or not is_body(name, self._lexicon) or self._is_titled(name):
                continue
            placed = self._placed(name)
            record = placed or Department(id=name, provisional=True)
            yield Named(begin, end, record, "departments.headed")

    def _placed(self, name: str) -> Department | None:
        """县化肥厂, 省植保站: the level a name begins with is that of the publisher's place, unless
        it begins a word (市容科)."""
        level = next((word for word in LEVEL_WORDS if name.startswith(word)), None)
        if level is None or len(name) < 3 or rjieba.has_word(name[:2]):
            return None
        place = self._resolver.place(Prefix(0, level, LEVEL_WORDS[level], None))
        if place is None:
            return None
        rest = name.removeprefix(level)
        return Department(place.name + rest, place.name, provisional=True)

    def _last_before(self, found: list[Named], index: int) -> Department | None:
        """The organisation that is named last before the one at ``index``."""
        named = (found[n].department for n in range(index - 1, -1, -1))
        return next((department for department in named if department), self._resolver.publisher)

    @staticmethod
    def _unit_of(office: Department, unit: str) -> Department:
        parent = office.parent if office.parent and office.provisional else office.id
        return Department(
            id=parent + unit, jurisdiction=office.jurisdiction, parent=parent, provisional=True
        )


@lru_cache(maxsize=4)
def _unit_pattern(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(suffixes, key=len, reverse=True)
    ends = "|".join(
        f"{end}(?![{more}])" if (more := _WORD_AFTER_UNIT.get(end)) else end
        for end in longest_first
    )
    whole = "办公室|纪检监察组|纪检组"
    return re.compile(rf"(?P<body>(?={whole})|[\u4e00-\u9fff]{{2,8}}?)(?P<end>{whole}|{ends})")


@lru_cache(maxsize=5_000)
def _is_subject_matter(body: str) -> bool:
    """Whether ``body`` says what an office is for: 交管, 森林公安, not 破获跨境."""
    return all(tag[0] in "nbjf" or tag == "vn" for _, tag in rjieba.tag(body))


def inner(named: Named, unit: str, rule: str) -> Named:
    """A unit of ``named`` that is printed right behind it."""
    department = named.department
    if department is not None:
        party = _PARTY.fullmatch(department.id)
        department = Department(
            id=(f"中共{party['place']}委" if party else department.id) + unit,
            jurisdiction=department.jurisdiction,
            parent=department.id,
            provisional=True,
        )
    return Named(named.start, named.end + len(unit), department, rule)
