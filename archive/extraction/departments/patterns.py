"""Organisations that no vocabulary knows, by the shape of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.context import is_han
from archive.extraction.departments.acting_units import acts
from archive.extraction.departments.by_ends import BRANCHES, EndReader, provisional
from archive.extraction.departments.name_forms import (
    APPOINTED,
    BODY_STOP,
    LEVEL,
    continues,
    in_full,
    is_body,
    name_floor,
    of_party,
)
from archive.extraction.departments.predicates import does_something
from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.departments.towns import TownReader
from archive.extraction.departments.zones import ZoneReader
from archive.extraction.jurisdiction import CORPS, LEVEL_WORDS, LONGEST_PLACE
from archive.extraction.named import Named, merge
from archive.model import Department
from archive.vocabulary import Level

_LONGEST_BODY = 20
_LONGEST_SHORT = 10
_SCHOOLS = ("中学", "大学", "师专", "医院")
# 本溪钢铁（集团）有限责任公司
_GROUP_COMPANY = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[对与和由据到赴]))(?P<name>[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)]"
    r"(?:[\u4e00-\u9fff]{0,8}(?:有限责任公司|股份有限公司|有限公司)|公司))"
)
_LEGAL_FORM = re.compile("(?:股份)?有限(?:责任)?公司")
_COUNTED = re.compile(
    "(?:共|分别)?[0-9０-９一二两三四五六七八九十百]+[多余]?[家所个户间处座](?![\u4e00-\u9fff](?<!和))"
)
# 中铁二十局, 中建三局集团有限公司
_BUILDERS = re.compile(
    "中(?:铁|建|交|冶|电建|水电|化|核)[一二三四五六七八九十]{1,3}(?:航务?|公)?局(?:集团)?(?:股份)?(?:有限公司|公司)?(?![长面部])"
)
# 安徽路港|5号线二标项目部
_ON_LINE = re.compile(
    "(?:^|(?<=[^\u4e00-\u9fff])|(?<=[由对向到赴]))[\u4e00-\u9fff]{2,10}[0-9]{1,2}号线"
    "[\u4e00-\u9fff0-9]{0,8}?(?:项目(?:经理)?部|指挥部|经理部)"
)
# 12345热线办, 12315投诉举报中心
_HOTLINE = re.compile(
    "(?<![\u4e00-\u9fff0-9])1[0-9]{4}(?:[\u4e00-\u9fff]{2,8}?)?(?:办公室|办(?![公理事法好结件])|中心)"
)
# 中央第六生态环境保护督察组
_OF_THE_CENTRE = re.compile(
    "(?:中央|国务院|国家)第[一二三四五六七八九十0-9]{1,3}[\u4e00-\u9fff]{0,10}?(?:督察|督查|督导|巡视|巡察|指导|检查|考核)组"
    "|中国(?:渔政|海监|海警)[\u4e00-\u9fff]{1,8}?(?:[总支大]队)(?![长员伍])"
)
_BRANCHES = (*BRANCHES, "公司")
_COMPANY_ENDS = (
    "保险",
    "人寿",
    "财险",
    "证券",
    "银行",
    "石油",
    "石化",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "烟草",
    "电网",
    "集团",
    "公司",
)
_NUMBERED_SCHOOL = re.compile(
    "(?<=[\u4e00-\u9fff])[一二三四五六七八九十]{1,2}(?:中(?![学心全队央间期型小院医等级])|小(?![时学组型区队微班程麦])"
    "|院(?![长校系办子内士墙落]))"
)
_SESSION = re.compile("第?[一二三四五六七八九十]{1,3}届")
_COUNTED_ONE = ("一", "某", "两", "几", "多")
_NUMBERED_KINDS = ("中", "小", "医院", "人民医院", "院", "幼儿园", "高级")
_SHORT_ENDS = ("所", "馆")
_LEAST_SHORT = 4
_AND = re.compile(r"[和与及]")
_NO_BODY = frozenset(
    (
        "中心",
        "公司",
        "集团",
        "学院",
        "大学",
        "学校",
        "小学",
        "中学",
        "协会",
        "学会",
        "商会",
        "银行",
        "分行",
        "支行",
        "分局",
        "法院",
        "海关",
        "机场",
        "总站",
        "总院",
        "总会",
        "总队",
        "支队",
        "大队",
    )
)
"""Ends that name nothing behind a level alone: 省中心 and 市局; 县医院, 省图书馆, 县党校 do."""
_NOT_FIRST = re.compile("[级内直里外某属局厅]|长(?![江城途沙春治航白])|中(?![小医央学华青西])")
_CENTRAL = re.compile("中心(?:(?:人民)?医院|血站|支行|小学|学校|卫生院|粮库)")
_LEVEL_IN_CORPS = re.compile(f"{LEVEL.pattern}|兵团|(?<![教医律军老])师(?![生资傅长])")
_REGIMENT = re.compile(
    "(?:[一二三四五六七八九十〇○零百]{2,5}|(?<![0-9])[0-9]{1,3})团场?(?![长员结体圆聚队购支])"
    "(?:医院|中学|小学|学校|幼儿园|派出所)?"
)


class PatternReader:
    """Finds organisations by the ends of their names and what stands before these."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._corps = CORPS in resolver.context.places
        self._level = _LEVEL_IN_CORPS if self._corps else LEVEL
        self._towns = TownReader(resolver)
        self._zones = ZoneReader(resolver)
        self._ends = EndReader(resolver)

    def find(self, text: str, found: list[Named], places: PlacesNamed) -> Iterator[Named]:
        """Organisations beside those ``found`` already."""
        places_own = [
            *self._regiments(text),
            *self._zones.find(text),
            *self._towns.find(text),
        ]
        groups = [*_GROUP_COMPANY.finditer(text)]
        places_own += [provisional(text, *one.span("name"), "departments.group") for one in groups]
        builders = _BUILDERS.finditer(text)
        places_own += [provisional(text, *one.span(), "departments.group") for one in builders]
        on_line = _ON_LINE.finditer(text)
        places_own += [provisional(text, *one.span(), "departments.group") for one in on_line]
        teams = _OF_THE_CENTRE.finditer(text)
        places_own += [provisional(text, *one.span(), "departments.team") for one in teams]
        own = self._resolver.context.jurisdiction.own
        for hotline in _HOTLINE.finditer(text) if own else ():
            name = in_full(hotline[0])
            if own is not None and is_body(name, self._lexicon):
                record = Department(own.name + name, own.name, provisional=True)
                places_own.append(Named(*hotline.span(), record, "departments.hotline"))
        places_own += self._schools(text, places)
        yield from places_own
        found = merge(found, places_own)
        cursor = last = joined = 0
        for word, start, end in self._lexicon.organisation_ends.find(text):
            while cursor < len(found) and found[cursor].end <= start:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end <= found[cursor].end:
                continue
            if word in self._lexicon.not_organisations or continues(text, end, word):
                continue
            if word == "委" and text[start - 1 : start] in ("党", "政", "主"):
                continue  # 监狱政委, 市委会主委: posts
            if text.endswith(word, 0, start) and (len(word) == 1 or text[end : end + 1] == "长"):
                continue  # 烟叶复烤厂|厂长, 江陵监狱|监狱长
            floor = max(name_floor(text, start), found[cursor - 1].end if cursor else 0)
            if last > floor and _AND.search(text, last, start):
                joined = last
            floor = max(floor, joined)
            named = self.behind_place(text, floor, start, end, places)
            named = named or self._alone(text, floor, last, start, end)
            if named is None or not self._is_one(text, named, word):
                continue
            named = _with_legal_form(text, named)
            last = named.end
            yield named

    def _is_one(self, text: str, named: Named, end: str) -> bool:
        """Whether one organisation is meant, no number of them (组建劳务公司|五个); a short end
        takes more to show one: 区文物保护|所, which acts."""
        if named.rule == "departments.pattern" and _COUNTED.match(text, named.end):
            return False
        if end not in _SHORT_ENDS:
            return True
        if named.end - named.start < _LEAST_SHORT or named.rule == "departments.pattern":
            return False
        alone = named.end == len(text) or not is_han(text[named.end])
        post = self._lexicon.title_ahead.match(text, named.end)
        return alone or post is not None or acts(text, named.end, self._lexicon)

    def _schools(self, text: str, places: PlacesNamed) -> Iterator[Named]:
        """县一中, 绍兴二中."""
        for school in _NUMBERED_SCHOOL.finditer(text):
            start, end = school.span()
            if text[start - 1] in LEVEL_WORDS:
                floor = name_floor(text, start)
                if named := self.behind_place(text, floor, start, end, places):
                    yield named
                continue
            for begin in (start - 3, start - 2):
                place = self._resolver.place_of_short(text[max(0, begin) : start])
                if place is not None and self._resolver.is_boundary(text, begin, 0):
                    name = place.name + in_full(school[0])
                    record = Department(name, place.name, provisional=True)
                    yield Named(begin, end, record, "departments.pattern")

    def _alone(self, text: str, floor: int, last: int, start: int, end: int) -> Named | None:
        """A name without a place and its level before it; read again from the end of the ``last``
        name if it begins there or not at all (县供水公司|收购|清河水厂)."""
        named = self._behind_short(text, floor, start, end) or self._ends.find(
            text, floor, start, end
        )
        if last <= floor or (named is not None and named.start != last):
            return named
        return self._behind_short(text, last, start, end) or self._ends.find(text, last, start, end)

    def behind_place(
        self, text: str, floor: int, start: int, end: int, places: PlacesNamed
    ) -> Named | None:
        """省政务服务技术公司: a name whose end stands at ``start .. end``, from the place or
        level before it."""
        for match in self._level.finditer(text, floor, start):
            body_start = match.end()
            body = text[body_start:start]
            if self._begins_place(text, match.start(), match.end()):
                continue  # 市北区慈善总会 in 青岛市市北区
            if self._resolver.place_of_short(text[match.end() - 2 : match.end()]):
                continue  # 台州|交通投资集团
            if not body and (end - start < 2 or text[start:end] in _NO_BODY):
                continue
            counted = body in _COUNTED_ONE and not text.startswith(_NUMBERED_KINDS, start)
            if (
                counted  # 恒山区|一|煤矿
                or len(body) > _LONGEST_BODY
                or (_NOT_FIRST.match(text, body_start) and not _CENTRAL.match(text, body_start))
                or APPOINTED.search(body)
                or not (is_body(body, self._lexicon) or _is_group(body, text[start:end]))
            ):
                continue
            prefix = self._resolver.prefix(text, body_start, floor)
            if prefix is None or (
                prefix.place is None and self._resolver.is_class(text, prefix.start)
            ):
                continue
            known = prefix.place is not None and self._begins_known(text, body_start, start)
            if known or does_something(text, prefix.start, start, end, self._lexicon):
                continue  # 临江市|青溪区人民医院
            place = self._resolver.place(prefix, places)
            if prefix.place is None and not self._resolver.is_boundary(
                text, prefix.start, floor, placed=True
            ):
                continue
            record = None
            session = _SESSION.match(body)
            organs = (
                self._lexicon.organs.get(body[session.end() :] + text[start:end])
                if session
                else None
            )
            if place is not None and organs:
                local = [one for one in organs if one[1] != Level.NATIONAL]
                record = self._resolver.best(local, self._resolver.level_for(local, place), place)
            elif place is not None and self._resolver.is_short_of_publisher(
                text[body_start:end], place
            ):
                record = self._resolver.owner
            elif place is not None:
                name = self._resolver.own_name_in_short(text[body_start:end])
                full = place.name + (name or in_full(text[body_start:end]))
                record = Department(
                    id=of_party(full) if body else full,
                    jurisdiction=place.name,
                    provisional=True,
                )
            company = self._company_before(text, prefix.start, floor, text[start:end])
            if company is not None:
                return provisional(text, company, end, "departments.pattern")
            begin = prefix.start
            begin = self._resolver.outer_place(text, begin, floor) if prefix.place else begin
            return Named(begin, end, record, "departments.pattern_with_place")
        return None

    def _begins_known(self, text: str, start: int, end: int) -> bool:
        """Whether a known place begins at ``start`` and ends before ``end``."""
        known = self._lexicon.gazetteer.known
        longest = min(LONGEST_PLACE, end - start)
        return any(text[start : start + n] in known for n in range(2, longest + 1))

    def _begins_place(self, text: str, start: int, end: int) -> bool:
        """Whether a level at ``start .. end`` begins the name of the publisher's place."""
        places = self._resolver.context.jurisdiction.places
        names = [name for place in places for name in (place.name, place.short)]
        return any(text.startswith(name, start) and len(name) > end - start for name in names)

    def _company_before(self, text: str, end: int, floor: int, branch: str) -> int | None:
        """Where the company begins whose branch a place's is: 中国人民财产保险|岳阳市分公司."""
        if branch not in _BRANCHES or not text.endswith(_COMPANY_ENDS, floor, end):
            return None
        begin = floor
        for word in self._lexicon.words_before.finditer(text, floor, end):
            begin = word.end()
        return begin if end - begin > 1 else None

    def _behind_short(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """大连机床厂, 本溪轴承厂: behind a known place without its level."""
        for begin in range(floor, start):
            for length in (2, 3, 4):
                body_start = begin + length
                if body_start > start or not self._resolver.place_of_short(text[begin:body_start]):
                    continue
                body = text[body_start:start]
                if text[body_start] in "省市县区州盟旗" or len(body) > _LONGEST_SHORT:
                    continue
                short = end - start < 3 and not text.endswith((*_SCHOOLS, "厂"), start, end)
                if not body and short:
                    continue
                whole = text[start:end] not in _BRANCHES  # 哈啰出行|株洲分公司
                begins = self._resolver.is_boundary(text, begin, floor, placed=whole)
                if does_something(text, begin, start, end, self._lexicon):
                    continue  # 云川大学|共建实验室
                if begins and is_body(body, self._lexicon):
                    return provisional(text, begin, end, "departments.pattern")
        return None

    def _regiments(self, text: str) -> Iterator[Named]:
        """一六四团, 一六一团医院: what a town is elsewhere."""
        for match in _REGIMENT.finditer(text) if self._corps else ():
            if self._resolver.is_boundary(text, match.start(), 0):
                yield provisional(text, *match.span(), "departments.regiment")


def _with_legal_form(text: str, named: Named) -> Named:
    """云川设计研究院|有限公司: a company that an institution became, in full."""
    form = _LEGAL_FORM.match(text, named.end)
    if form is None or named.rule != "departments.pattern":
        return named
    return provisional(text, named.start, form.end(), named.rule)


def _is_group(body: str, end: str) -> bool:
    """选举工作|领导小组办公室: a group may be named for what it does."""
    named = body.endswith("工作") and len(body) <= _LONGEST_SHORT
    return named and end.startswith("领导小组") and BODY_STOP.search(body) is None
