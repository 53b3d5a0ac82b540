"""Organisations that no vocabulary knows, by the shape of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from archive.extraction.departments.name_forms import (
    APPOINTED,
    BODY_STOP,
    CLASS,
    LEVEL,
    continues,
    full_name,
    in_full,
    is_body,
    name_floor,
)
from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.departments.towns import TownReader
from archive.extraction.departments.zones import ZoneReader
from archive.extraction.jurisdiction import CORPS
from archive.extraction.named import Named, merge
from archive.model import Department
from archive.vocabulary import Level

_LONGEST_BODY = 20
_LONGEST_SHORT = 10
_LONGEST_SCHOOL = 12
_LONGEST_SUBJECT = 6
_SCHOOLS = ("中学", "大学", "师专", "医院")
_UNIVERSITIES = ("大学", "学院")
# 本溪钢铁（集团）有限责任公司
_GROUP_COMPANY = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[对与和由据到赴]))(?P<name>[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)]"
    r"(?:[\u4e00-\u9fff]{0,8}(?:有限责任公司|股份有限公司|有限公司)|公司))"
)
_COUNTED = re.compile(r"(?:共|分别)?[0-9０-９一二两三四五六七八九十百]+[多余]?[家所个户间]")
# 中铁二十局, 中建三局集团有限公司
_BUILDERS = re.compile(
    "中(?:铁|建|交|冶|电建|水电|化|核)[一二三四五六七八九十]{1,3}(?:航务?|公)?局(?:集团)?(?:股份)?(?:有限公司|公司)?(?![长面部])"
)
# 中央第六生态环境保护督察组
_OF_THE_CENTRE = re.compile(
    "(?:中央|国务院|国家)第[一二三四五六七八九十0-9]{1,3}[\u4e00-\u9fff]{0,10}?(?:督察|督查|督导|巡视|巡察|指导|检查|考核)组"
    "|中国(?:渔政|海监|海警)[\u4e00-\u9fff]{1,8}?(?:[总支大]队)(?![长员伍])"
)
_BRANCHES = ("分公司", "支公司", "中心支公司", "分行", "支行", "营业部", "公司")
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
    "(?<=[市县区州盟旗])[一二三四五六七八九十]{1,2}(?:中(?![学心全队央间期型小院医等级])|小(?![时学组型区队微班程麦])"
    "|院(?![长校系办子内士墙落]))"
)
_PARTY_ORGANS = ("党委", "团委", "纪委")
_PARTY_WORDS = ("中国共产", "中共")
_SESSION = re.compile("第[一二三四五六七八九十]{1,3}届")
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
_NOT_FIRST = re.compile("[级内直里外某属]|长(?![江城途沙春治航白])|中(?![小医央学华青西])")
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

    def find(self, text: str, found: list[Named], places: PlacesNamed) -> Iterator[Named]:
        """Organisations beside those ``found`` already."""
        places_own = [
            *self._regiments(text),
            *self._zones.find(text),
            *self._towns.find(text),
        ]
        groups = [*_GROUP_COMPANY.finditer(text)]
        places_own += [_provisional(text, *one.span("name"), "departments.group") for one in groups]
        builders = _BUILDERS.finditer(text)
        places_own += [_provisional(text, *one.span(), "departments.group") for one in builders]
        teams = _OF_THE_CENTRE.finditer(text)
        places_own += [_provisional(text, *one.span(), "departments.team") for one in teams]
        for school in _NUMBERED_SCHOOL.finditer(text):
            floor = name_floor(text, school.start())
            if named := self.behind_place(text, floor, *school.span(), places):
                places_own.append(named)  # 县一中
        yield from places_own
        found = merge(found, places_own)
        strong = self._lexicon.vocabulary.cues.strong_suffixes
        cursor = last = 0
        for word, start, end in self._lexicon.organisation_ends.find(text):
            while cursor < len(found) and found[cursor].end <= start:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end <= found[cursor].end:
                continue
            if word in self._lexicon.not_organisations or continues(text, end, word):
                continue
            if word == "委" and text[start - 1 : start] == "党":
                continue
            if len(word) == 1 and text[start - 1 : start] == word:
                continue  # 烟叶复烤厂|厂长
            floor = max(name_floor(text, start), found[cursor - 1].end if cursor else 0)
            if last > floor and _AND.search(text, last, start):
                floor = last
            named = self.behind_place(text, floor, start, end, places)
            if named is None:
                named = self._behind_short(text, floor, start, end)
            if named is None and word.endswith(strong):
                named = self._behind_word(text, floor, start, end)
            if named is None or (named.rule == "departments.pattern" and _COUNTED.match(text, end)):
                continue  # 组建劳务公司五个
            last = end
            yield named

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
            if (
                len(body) > _LONGEST_BODY
                or (_NOT_FIRST.match(text, body_start) and not _CENTRAL.match(text, body_start))
                or APPOINTED.search(body)
                or not (is_body(body, self._lexicon) or _is_group(body, text[start:end]))
                or self._does_something(body, text[start:end])
            ):
                continue
            prefix = self._resolver.prefix(text, body_start, floor)
            if prefix is None or (
                prefix.place is None and self._resolver.is_class(text, prefix.start)
            ):
                continue
            place = self._resolver.place(prefix, places)
            if prefix.place is None and not (
                self._resolver.is_boundary(text, prefix.start, floor)
                or _is_done(text[max(floor, prefix.start - 2) : prefix.start])
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
                record = self._resolver.parent or self._resolver.publisher
            elif place is not None:
                name = self._resolver.own_name_in_short(text[body_start:end])
                record = Department(
                    id=place.name + (name or in_full(text[body_start:end])),
                    jurisdiction=place.name,
                    provisional=True,
                )
            company = self._company_before(text, prefix.start, floor, text[start:end])
            if company is not None:
                return _provisional(text, company, end, "departments.pattern")
            return Named(prefix.start, end, record, "departments.pattern_with_place")
        return None

    def _begins_place(self, text: str, start: int, end: int) -> bool:
        """Whether a level at ``start .. end`` begins the name of the publisher's place."""
        names = self._resolver.context.jurisdiction.names
        return any(text.startswith(name, start) and len(name) > end - start for name in names)

    def _does_something(self, body: str, end: str) -> bool:
        """Whether ``body`` is an organisation and its verb: 商会资助|大学, not 医院急救|中心."""
        if end in self._lexicon.vocabulary.cues.unit_suffixes:
            return False
        ends = self._lexicon.organisation_ends.find(body)
        return any(len(word) > 1 and self._is_deed(body[stop:]) for word, _, stop in ends)

    def _is_deed(self, word: str) -> bool:
        """Whether a word says only what is done: 资助, but 培训 is also what a school is for."""
        if _is_done(word):
            return True
        told = self._lexicon.after_names.fullmatch(word) is not None
        return told and [tag for _, tag in rjieba.tag(word)] == ["n"]

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
                if not body and end - start < 3 and text[start:end] not in _SCHOOLS:
                    continue
                if self._resolver.is_boundary(text, begin, floor) and is_body(body, self._lexicon):
                    return _provisional(text, begin, end, "departments.pattern")
        return None

    def _behind_word(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """A company or school without a place: from behind the last word that cannot belong
        to its name."""
        begin = floor
        school = text.startswith("学院", start)
        for match in self._lexicon.words_before.finditer(text, floor, start):
            if school and _AND.fullmatch(match[0]) and _is_subject(text[begin : match.start()]):
                continue  # 化学与|药学学院
            begin = match.end()
        for match in APPOINTED.finditer(text, begin, start):
            begin = match.end()
        for _, _, title_end in self._lexicon.titles.find(text[begin:start]):
            begin += title_end  # 镇长|祁万仓引进|药材公司
            break
        begin += self._behind_verb(text[begin:start])
        body = text[begin:start]
        if _leads(body):
            return None  # 抓|党支部领办合作社
        generic = body in self._lexicon.vocabulary.cues.classes
        if len(body) < 2 or not is_body(body, self._lexicon) or CLASS.search(body) or generic:
            return None
        word = text[start:end]
        if self._does_something(body, word):
            return None
        for organ, level in self._lexicon.organs.get(word, ()):
            if organ.form is not None and "{short}" in organ.form:  # 南京海关
                name = organ.full_name(level, body, body)
                return Named(begin, end, Department(id=str(name)), "departments.pattern")
        publisher = self._resolver.publisher
        if (
            publisher is not None
            and publisher.id.endswith(_UNIVERSITIES)
            and word == "学院"
            and len(body) <= _LONGEST_SCHOOL
            and "大学" not in body
        ):
            record = Department(
                publisher.id + text[begin:end],
                publisher.jurisdiction,
                parent=publisher.id,
                provisional=True,
            )
            return Named(begin, end, record, "departments.school")
        return _provisional(text, begin, end, "departments.pattern")

    def _behind_verb(self, body: str) -> int:
        """How much of ``body`` says who did something to the organisation (缪雨桐回访|郑陆镇), or
        what was done to one that a place begins (促成|昆山…公司)."""
        words = rjieba.tag(body)
        if len(words) > 1 and _is_done(words[0][0]):
            place, tag = words[1]
            return len(words[0][0]) * (tag == "ns" or bool(self._resolver.place_of_short(place)))
        if len(words) < 3 or not words[0][1].startswith("nr"):
            return 0
        done = words[1][0]
        if not (self._lexicon.after_names.fullmatch(done) or self._lexicon.deeds.fullmatch(done)):
            return 0
        return len(words[0][0] + words[1][0])

    def _regiments(self, text: str) -> Iterator[Named]:
        """一六四团, 一六一团医院: what a town is elsewhere."""
        for match in _REGIMENT.finditer(text) if self._corps else ():
            if self._resolver.is_boundary(text, match.start(), 0):
                yield _provisional(text, *match.span(), "departments.regiment")


@lru_cache(maxsize=5_000)
def _is_subject(words: str) -> bool:
    """Whether ``words`` may be the first of two subjects in a school's name: 材料科学|与."""
    if not 2 <= len(words) <= _LONGEST_SUBJECT or words.endswith(("院", "处", "部", "中心")):
        return False
    return all(tag[0] in "nvbja" and not tag.startswith("nr") for _, tag in rjieba.tag(words))


@lru_cache(maxsize=5_000)
def _is_done(word: str) -> bool:
    """Whether the dictionary knows a word only as what is done: 核查|县医院, but 建设|局."""
    return len(word) > 1 and rjieba.has_word(word) and rjieba.tag(word) == [(word, "v")]


@lru_cache(maxsize=5_000)
def _leads(body: str) -> bool:
    """Whether ``body`` begins with a verb of one character, as no name does."""
    words = rjieba.tag(body)
    return len(words) > 1 and words[0][1] == "v" and len(words[0][0]) == 1


def _is_group(body: str, end: str) -> bool:
    """选举工作|领导小组办公室: a group may be named for what it does."""
    named = body.endswith("工作") and len(body) <= _LONGEST_SHORT
    return named and end.startswith("领导小组") and BODY_STOP.search(body) is None


def _provisional(text: str, start: int, end: int, rule: str) -> Named:
    name = text[start:end].replace("管委会", "管理委员会")
    if name.endswith(_PARTY_ORGANS) and not name.startswith(_PARTY_WORDS):
        name = full_name(name[:-2], name[-2:])
    return Named(start, end, Department(id=name, provisional=True), rule)
