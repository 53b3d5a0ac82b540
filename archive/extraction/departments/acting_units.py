"""Units named alone that no post shows, by what they do: 建设管理部协调…, 人事处：…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.departments.lone_units import LoneUnitReader
from archive.extraction.departments.name_forms import BODY_STOP, CLASS, name_floor
from archive.extraction.departments.resolution import Resolver
from archive.extraction.departments.unit_owners import MARKS
from archive.extraction.departments.units import (
    COURT_UNIT,
    HEADED,
    NUMBERED_WORDS,
    WARD,
    UnitReader,
    begins_no_unit,
    end_of_team,
    is_dealt_with,
    is_matter,
)
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named

_NUMERALS = "一二三四五六七八九十"
_UNIT_END = re.compile(
    "办公室(?!设[在立于])|处(?![长理置罚境级方]|分(?!别))|科(?![长员学技研目普室教]|中心)|室(?![内外主])"
    "|部(?![门分署队件位委长])|(?<!公)司(?![长法机令仪])|(?<!家)庭(?![长外院]|审(?![结理判]))|股(?![长份权东])"
    "|办(?![公理事法好结件学得])|局(?![长面部限势里])"
    "|(?:支队|大队|中队)(?![长伍员])|中心(?![城区])|组(?![长织成建合员别])|所(?![长有以在属需])"
)
_STRONG = ("处", "科", "室", "部", "司", "庭", "股", "局", "支队", "大队", "中队")
"""Ends that need no more than a verb behind them; the others end much else."""
_NUMBERED = re.compile(f"第?[{_NUMERALS}]{{1,3}}")
_NUMBERED_ALONE = ("处", "科", "室", "部", "司", "庭", "支队", "大队", "中队")
_HAVE_BUREAUS = (
    "税务局",
    "法院",
    "检察院",
    "公安局",
    "海关",
    "管理委员会",
    "公司",
    "集团",
    "铁路局",
    "厅",
)
_HAVE_GROUPS = ("指挥部", "领导小组", "专班", "联席会议")
_HAVE_STATIONS = ("局", "厅", "支队", "总队", "中心", "公司", "站")
_HAVING = {"局": _HAVE_BUREAUS, "组": _HAVE_GROUPS, "所": _HAVE_STATIONS}
"""Ends of units that only some offices have."""
_LINK = re.compile("[、和与及]")
_LABEL = ("：", ":")
_PEOPLE = re.compile(
    "负责同志|工作(?:由|经)|负责人|工作人员|干部|干警|民警|辅警|同志|全体|党支部|医护人员|有关人员"
)
_AND_SO_ON = re.compile("等[^，。；]{0,6}(?:部门|处室|科室|科所|单位|股室)")
_HEADED = re.compile(HEADED)
_NESTED = re.compile("[\u4e00-\u9fff]{1,6}?(?:处|科|室|大队|中队|支队)(?![长置理])")
_BRACKET = re.compile(r"（[^（）]{2,16}）")
_REPORTED = re.compile(r"(?![的等及和与、])[\u4e00-\u9fff]{2,10}(?:（[^（）]{1,8}）)?[0-9]")
_PREDICATE = re.compile("(?!中心|[的等及和与或、内外里前后上下])[\u4e00-\u9fff]{3,30}[，。；]")
"""The rest of a clause that begins with a unit: 运营管理部|加密班次，"""
_GIVEN_TO = re.compile("(?:报送?|送|转|交由?|反馈[给至]?|提交|报请|联系|请|由|责成|责令)$")
_ADVERBS = ("各", "拟", "已", "将", "共", "另", "正", "新", "现")
_NO_PART = frozenset("干全内外局支总本各")
_ROOMS = ("室", "部", "中心")
_RATES = ("人均", "户均", "每人", "日", "月", "年", "周", "年均", "月均", "日均")
_CENTRES = ("暴雨", "台风", "降雨", "风暴", "震", "疫情", "事故", "爆炸")
"""Of what a centre is no office."""
_PLACES_OF_EVENTS = re.compile(
    "举[行办]|召开|落成|建成(?![\u4e00-\u9fff]{3})|开[放业馆幕展]|揭牌|竣工|启用|投用|成立"
)
_SEEN = re.compile(
    "(?:在|(?:[查察]看|参观|走[进访]|来到|视察|[建设]有|[建设]立|建成|新建|打造)了?)$"
)
# 本月|行政审批处, 财务科|8月份: when a unit did something, before or behind it.
_WHEN_BEFORE = re.compile(
    "(?:截至|到)?(?:[本上当][月周季]度?|[本今去当]年|[本上下]半?年|近[日期]|同[日期]|当[天日]|目前|日前|月底前?|[一二三四]季度)(?:以来)?"
)
_WHEN_BEHIND = re.compile(
    "(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|份|[上中下]旬|底|初)?(?<=[年月日份旬底初])(?:之?前|内)?|(?:[本上当][月周]|[本今当]年|近[日期]|[上下]半年|[一二三四]季度)"
)
_LONGEST = 16
_OFFICES_AWAY = ("办事处", "联络处", "代表处")
_LONGEST_PLACE = 4
_LEAST_BODY = 2
_ONE_TO_TEN = tuple("一二三四五六七八九十")
_LONGER = ("中心", "办")
_LEAST_LONGER = 4
_TEAMS = ("支队", "大队", "中队", "总队")
_CELL_BEFORE, _CELL_BEHIND = "\n\t", "\n\t"


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    shown: bool
    """Whether what stands around it shows that a unit is meant."""


class ActingUnitReader:
    """Finds units of the publisher, or of the office that their sentence is about, by what is
    said of them."""

    def __init__(self, resolver: Resolver, units: UnitReader, lone: LoneUnitReader) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._units = units
        self._lone = lone

    @property
    def _owner(self) -> str:
        """Whose units are named alone: the publisher's, or those of the office it is a part of."""
        owner = self._resolver.owner
        return owner.id if owner is not None else ""

    @property
    def _of_court(self) -> bool:
        return self._owner.endswith(("法院", "检察院"))

    @property
    def _is_clinical(self) -> bool:
        return self._owner.endswith("医院")

    def find(self, text: str, found: list[Named], *, table: bool) -> Iterator[Named]:
        """建设管理部协调…, 监管三司、监管四司分别…, 人事处：…; in a table, whole cells."""
        if self._resolver.publisher is None:
            return
        # 投诉|接待办 is a unit, no 接待办公室.
        found = [
            named
            for named in found
            if named.rule != "departments.bare_name"
            or self._resolver.is_boundary(text, named.start, 0)
        ]
        units = self._in_cells(text, found) if table else self._in_prose(text, found)
        for unit in units:
            if not table and _HEADED.match(text, unit.end - 1):
                continue  # whose it is, its head's post tells better
            record = self._lone.whose(text, found, unit.start, text[unit.start : unit.end])
            yield Named(unit.start, unit.end, record, "departments.unit_acts")

    def _in_cells(self, text: str, found: list[Named]) -> list[_Unit]:
        """Units that fill a cell each, two and more in a table."""
        units = [
            unit
            for unit in self._candidates(text, found)
            if (unit.start == 0 or text[unit.start - 1] in _CELL_BEFORE)
            and (unit.end == len(text) or text[unit.end] in _CELL_BEHIND)
        ]
        return units if len(units) > 1 else []

    def _in_prose(self, text: str, found: list[Named]) -> list[_Unit]:
        """Those that something shows, and those listed with one of these."""
        units = self._candidates(text, found)
        shown = [unit.shown for unit in units]
        for index in range(len(units) - 2, -1, -1):
            shown[index] |= shown[index + 1] and self._listed(text, units[index], units[index + 1])
        for index in range(1, len(units)):
            shown[index] |= shown[index - 1] and self._listed(text, units[index - 1], units[index])
        return [unit for unit, accepted in zip(units, shown, strict=True) if accepted]

    @staticmethod
    def _listed(text: str, first: _Unit, second: _Unit) -> bool:
        return _LINK.fullmatch(text, first.end, second.start) is not None

    def _candidates(self, text: str, found: list[Named]) -> list[_Unit]:
        units: list[_Unit] = []
        cursor = 0
        for match in _UNIT_END.finditer(text):
            end = match.end()
            while cursor < len(found) and found[cursor].end <= match.start():
                cursor += 1
            if cursor < len(found) and found[cursor].start < end:
                continue
            floor = found[cursor - 1].end if cursor else 0
            floor = max(floor, units[-1].end if units else 0, end - _LONGEST)
            start = self._begin(
                text, max(floor, name_floor(text, match.start())), match.start(), end
            )
            if start is None or not self._is_unit(text[start : match.start()], match[0]):
                continue
            if match[0] == "局" and (unit := _NESTED.match(text, end)) is not None:
                end = unit.end()  # 缉私局|海缉处
            end = end_of_team(text, end, len(text))
            listed = text[start - 1 : start] == "、"
            before = found[cursor - 1] if cursor else None
            behind = found[cursor] if cursor < len(found) else None
            last = max(before.end if before else -1, units[-1].end if units else -1)
            goes_on = listed and last == start - 1
            cut = text[start - 1 : start].isdigit() or (listed and not goes_on)
            shown = not cut and (
                self._is_shown(text, start, end, listed) or self._acts_then(text, start, end)
            )
            shown = shown or (
                not cut and opens_clause(text, start) and self._is_known(text[start:end])
            )
            shown = shown or (
                match[0] in _STRONG and self._stands_beside(text, start, end, before, behind)
            )
            units.append(_Unit(start, end, shown))
        return units

    @staticmethod
    def _stands_beside(
        text: str, start: int, end: int, before: Named | None, behind: Named | None
    ) -> bool:
        """省科技厅农村处、社发处; 种植业管理处、省植保总站组织…: listed with another's unit before
        it, or before an organisation in its clause."""
        if before is not None and before.end == start - 1:
            return before.rule == "departments.inner_unit" and text[start - 1] in "、和与及"
        opens = opens_clause(text, start)
        return opens and behind is not None and behind.start == end + 1 and text[end] in "、和与及"

    def _begin(self, text: str, floor: int, body_end: int, end: int) -> int | None:
        """Where the unit begins that ends at ``end``: behind what cannot belong to its name."""
        if text.startswith("办公室", body_end) and floor == body_end:
            return body_end if self._resolver.is_boundary(text, floor, 0) else None
        when = _WHEN_BEFORE.match(text, floor, body_end)
        if when is not None and self._resolver.is_boundary(text, floor, 0):
            begin = self._lone.begin_of_unit(text, when.end(), end, opens=True)
            if begin is not None:
                return begin
        return self._lone.begin_of_unit(text, floor, end)

    def _is_unit(self, body: str, end: str) -> bool:
        """Whether a word is the name of a unit, no word of its own (好处, 教室, 外部)."""
        known_one = self._is_known(body + end)
        if len(body) < _LEAST_BODY and body not in _ONE_TO_TEN:
            return known_one or (
                end == "办公室" and (not body or (body in MARKS and self._marks(body)))
            )
        if body[0] in MARKS and len(body) > 2 and self._marks(body[0]):
            body = body[1:]  # 厅|运输处
        unit = body + end
        known = any(unit[-n:] in self._lexicon.not_organisations for n in (2, 3, 4))
        natural = end == "中心" and body.endswith(_CENTRES)
        if known or natural or unit.endswith(_OFFICES_AWAY) or is_dealt_with(body, end):
            return False
        numbered = None if body.startswith(NUMBERED_WORDS) else _NUMBERED.match(body)
        if numbered is not None:
            rest = body[numbered.end() :]
            if rest:
                return len(rest) > 1 and body[0] == "第" and is_matter(rest)
            return end in _NUMBERED_ALONE and self._is_numbered(end)
        named = not (CLASS.search(body[:2]) or begins_no_unit(body))
        if not named or BODY_STOP.search(body) or self._units.is_titled(body):
            return False
        fits = self._may_have(body, end) and is_matter(body) and not self._is_word(unit, end)
        return known_one or fits

    def _is_known(self, unit: str) -> bool:
        """Whether a unit is one that all of the owner's kind have: 刑庭, 骨科."""
        known = WARD if self._is_clinical else COURT_UNIT if self._of_court else None
        return known is not None and known.fullmatch(unit) is not None

    def _marks(self, mark: str) -> bool:
        """Whether the publisher's units bear ``mark`` before their names."""
        owner = self._resolver.owner
        name = owner.id.removesuffix("员会") if owner is not None else ""
        return name.endswith(mark)

    def _may_have(self, body: str, end: str) -> bool:
        """Whether the publisher may have a unit with such a name."""
        having = _HAVING.get(end)
        if having is not None:
            placed = end == "局" and body[0] in LEVEL_WORDS
            return self._owner.endswith(having) and not placed
        organs = self._lexicon.organs.get(body + end, ())
        if any(not organ.prefix_required for organ, _ in organs):
            return False  # 各县（市、区）政务服务中心
        if end in _TEAMS and self._resolver.place_of_short(body[-2:]) is not None:
            return False  # 交警碑林大队
        # 昭通支队, but 金川峡水库管理处
        return len(body) > _LONGEST_PLACE or self._resolver.place_of_short(body[:2]) is None

    def _is_word(self, unit: str, end: str) -> bool:
        """Whether the end of a unit ends another word: 领导|干部, 家庭|全部."""
        body = unit.removesuffix(end)
        if end == "部" and body[-1] in _NO_PART:
            return True  # 驻村干|部
        if len(rjieba.cut(unit)[-1]) != len(end) + 1 or len(rjieba.cut(body)[-1]) > 1:
            return False  # 热线受理|科, though there is a 理科
        clinical = end == "科" and self._is_clinical
        return len(end) == 1 and body[-1] not in _NUMERALS and not clinical

    def _is_numbered(self, end: str) -> bool:
        """Whether the publisher may have units that only a number tells apart: 一大队."""
        owner = self._resolver.owner
        if owner is None:
            return False
        name = owner.id
        return end not in _TEAMS or name.endswith((*_TEAMS, "公安局", "执法局"))

    def _is_shown(self, text: str, start: int, end: int, listed: bool) -> bool:
        before = text[max(0, start - 4) : start]
        opens = not before or not is_han(before[-1])
        if _HEADED.match(text, end - 1):
            return False  # the post of its head shows it better
        if text.startswith(_LABEL, end):
            return opens
        if _PEOPLE.match(text, end) or (listed and _AND_SO_ON.match(text, end)):
            return True
        if bracket := _BRACKET.match(text, end):
            end = bracket.end()
        if end == len(text) or not is_han(text[end]):
            return _GIVEN_TO.search(before) is not None
        if self._is_place(text, start, end):
            return False
        # 组织部|发展会员2300人: what is reported of a unit that opens its clause.
        told = _REPORTED.match(text, end) if opens else None
        reported = told is not None and not self._units.is_titled(told[0])
        strong = opens and text.endswith(_STRONG, start, end)
        clause = _PREDICATE.match(text, end) if strong else None
        noun = clause is not None and rjieba.tag(text[start:end])[0][1] not in ("v", "d", "p")
        return reported or noun or acts(text, end, self._lexicon)

    def _acts_then(self, text: str, start: int, end: int) -> bool:
        """Whether a unit that opens its clause did something at the time behind it: 财务科|8月份|
        组织."""
        opens = opens_clause(text, start)
        when = _WHEN_BEHIND.match(text, end) if opens else None
        return when is not None and acts(text, when.end(), self._lexicon)

    def _is_place(self, text: str, start: int, end: int) -> bool:
        """Whether a room or a centre is where something happens: 在执行指挥室|下达指令; or is
        what is seen: 察看了|样品室."""
        if text.endswith("所", start, end):
            return not (start == 0 or not is_han(text[start - 1]))
        if text.endswith(_ROOMS, start, end) and _SEEN.search(text, max(0, start - 4), start):
            return True
        if not text.endswith(_LONGER, start, end):
            return False
        office = text.endswith("办", start, end)
        # 审管办 of a court, 经责办: no word of the dictionary as 马上办 is.
        named = self._of_court or (
            end - start > _LEAST_BODY and not _is_word(text[start : end - 1])
        )
        short = end - start < _LEAST_LONGER and not (office and named)
        return short or _PLACES_OF_EVENTS.match(text, end) is not None


def opens_clause(text: str, start: int) -> bool:
    """Whether nothing that may belong to a name stands before ``start``."""
    return start == 0 or not is_han(text[start - 1])


@lru_cache(maxsize=5_000)
def _is_word(word: str) -> bool:
    return rjieba.tag(word)[0][1][0] not in "nj"


def _is_longer(word: tuple[str, str], told: str) -> bool:
    """Whether a verb is the beginning of a noun only: 覆盖|率."""
    noun = (
        word[1] == "n"
        and rjieba.has_word(word[0])
        and not word[0].endswith(("员", "县", "市", "区"))
    )
    return noun and len(word[0]) > len(told)


def acts(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what follows says what a unit does."""
    following = rjieba.tag(text[end : end + 6])
    if len(following) > 1 and following[0][0] in _RATES:  # 日|检测
        return following[1][1] in ("v", "vn", "n")
    return bool(following) and (
        following[0][1] in ("v", "vd", "d", "p", "ad")
        or following[0][0] in _ADVERBS
        or any(
            (told := words.match(text, end)) is not None
            and not _is_longer(following[0], told[0])  # 覆盖|率
            for words in (lexicon.after_names, lexicon.deeds, lexicon.verbs_before)
        )
    )
