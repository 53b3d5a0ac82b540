"""Organisations that their end shows without a place: companies and schools, and institutions
that a proper name makes one of (红星林场)."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.departments.acting_units import acts
from archive.extraction.departments.name_forms import (
    APPOINTED,
    CLASS,
    is_body,
    is_proper,
    of_party,
)
from archive.extraction.departments.predicates import (
    begin_of_object,
    does_something,
    is_done,
    is_told,
    leads,
    said_before,
)
from archive.extraction.departments.resolution import Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.named import Named
from archive.model import Department

_COUNTERS = tuple("家所个名间")
_NUMERAL = re.compile("[0-9０-９一二两三四五六七八九十百多余]")
_GIVEN = tuple("送交转报请派给")
_QUOTES = ("“", '"', "‘")
_OF_THE_STATE = ("海关", "海事局")
_LEGAL_FORM = ("有限", "有限责任")
_BY_PLACE = ("海关", "海事处", "监狱", "车务段", "机务段", "供电段", "工务段", "电务段")
"""What is always named by a place."""
_OF_PLACES = ("法庭", "派出所", "司法所", "税务所", "供电所", "监狱", "看守所")
"""What is named by a place where one word stands before it: 锦屏|法庭."""
_COMMON = ("v", "vn", "n", "b", "j", "a", "ad", "an", "d", "l", "zg")
_AND = re.compile(r"[和与及]")
BRANCHES = ("分公司", "支公司", "中心支公司", "分行", "支行", "营业部")
_OWN_COMPANIES = ("公司", "分公司", "集团", "厂")
_LONGEST_TRADE = 6
_NO_INSTITUTIONS = ("厅", "委", "办", "局", "中心", "队", "组", "室", "委员会", "部")
"""Ends that a proper name alone makes no institution of."""
_LONGEST_SCHOOL = 12
_LONGEST_SUBJECT = 6
_UNIVERSITIES = ("大学", "学院")


class EndReader:
    """Finds organisations from behind the last word that cannot belong to their names."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon

    def find(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """The organisation whose end stands at ``start .. end``, if its name shows it."""
        word = text[start:end]
        strong = word.endswith(self._lexicon.vocabulary.cues.strong_suffixes)
        if not strong and word not in ("管理局", "实验室") and word.endswith(_NO_INSTITUTIONS):
            return None
        named = self._behind_word(text, floor, start, end)
        return named if named and (strong or self._is_shown(text, named, start)) else None

    def _is_shown(self, text: str, named: Named, end: int) -> bool:
        """Whether an institution is one that only its proper name shows, which ends at ``end``:
        红星|林场, where it opens its clause, acts or stands in a list."""
        body = text[named.start : end]
        of_town = any(body + town in text for town in ("镇", "乡", "街道"))  # 锦屏|法庭
        own = named.rule == "departments.school"  # 冶炼|厂
        if not (own or of_town or is_proper(body)):
            return False
        if text[named.start - 1 : named.start].isdigit() or text[named.start - 1] in _QUOTES:
            return False  # 6|号线五标项目部, “红星超市”
        opens = named.start == 0 or not is_han(text[named.start - 1])
        alone = named.end == len(text) or not is_han(text[named.end])
        return opens or alone or acts(text, named.end, self._lexicon)

    def _behind_word(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """A company or school without a place: from behind the last word that cannot belong
        to its name."""
        begin = self._begin(text, floor, start, end)
        body, word = text[begin:start], text[start:end]
        publisher = self._resolver.publisher
        own = publisher is not None and self._is_own(publisher.id, body, word)
        if not self._may_be(text, begin, start, end):
            return None
        if not own and self._is_common(text, floor, begin, start, end):
            return None
        for organ, level in self._lexicon.organs.get(word, ()):
            if organ.form is not None and "{short}" in organ.form:  # 南京海关
                name = organ.full_name(level, body, body)
                return Named(begin, end, Department(id=str(name)), "departments.pattern")
        if publisher is not None and own:
            record = Department(
                publisher.id + text[begin:end],
                publisher.jurisdiction,
                parent=publisher.id,
                provisional=True,
            )
            return Named(begin, end, record, "departments.school")
        return provisional(text, begin, end, "departments.pattern")

    def _begin(self, text: str, floor: int, start: int, end: int) -> int:
        """Where a name whose end stands at ``start .. end`` begins, behind words that are part of
        no name, posts and what is done."""
        begin = floor
        school = text.startswith("学院", start)
        for match in self._lexicon.words_before.finditer(text, floor, start):
            if school and _AND.fullmatch(match[0]) and _is_subject(text[begin : match.start()]):
                continue  # 化学与|药学学院
            further = text[match.start() : match.end() + 1]
            if match.end() < start and len(match[0]) > 1 and rjieba.has_word(further):
                continue  # 研究|院有限公司
            begin = match.end()
        for match in APPOINTED.finditer(text, begin, start):
            begin = match.end()
        for _, _, title_end in self._lexicon.titles.find(text[begin:start]):
            begin += title_end  # 镇长|祁万仓引进|药材公司
            break
        begin = begin_of_object(text, begin, start) if begin == floor else begin
        if text.endswith(BRANCHES, start, end):
            return begin  # 哈啰出行|株洲分公司
        return begin + said_before(text[begin:start], self._lexicon, self._is_place)

    def _may_be(self, text: str, begin: int, start: int, end: int) -> bool:
        """Whether ``begin .. start`` may stand before the end of a name: no verb, no class."""
        body = text[begin:start]
        opens = begin == 0 or not is_han(text[begin - 1])
        publisher = self._resolver.publisher
        own = publisher is not None and self._is_own(publisher.id, body, text[start:end])
        acted = is_done(body) and not own and not (opens and acts(text, end, self._lexicon))
        if acted or leads(body):
            return False  # 整修|敬老院, 抓|党支部领办合作社
        counted = body[:1] in _COUNTERS and _NUMERAL.match(text, begin - 1)  # 7|家受托银行
        generic = counted or body in self._lexicon.vocabulary.cues.classes
        if len(body) < 2 or not is_body(body, self._lexicon) or CLASS.search(body) or generic:
            return False
        return not does_something(text, begin, start, end, self._lexicon)

    @staticmethod
    def _follows(text: str, begin: int, floor: int) -> bool:
        """Whether a run that begins at ``floor`` stands right behind the name of another."""
        return begin == floor > 0 and is_han(text[begin - 1])

    def _is_common(self, text: str, floor: int, begin: int, start: int, end: int) -> bool:
        """Whether a name holds only words that any of its kind may have (结算|医院, 农民|合作社)
        and nothing shows that one is meant: behind the name of another it may be a part of that
        (大学|体育学院), before a post its head's, and at the start of a clause a company that
        acts."""
        body, word = text[begin:start], text[start:end]
        words = rjieba.tag(body)
        if _is_named(body, word) or not all(t in _COMMON and rjieba.has_word(w) for w, t in words):
            return False
        publisher = self._resolver.publisher
        if publisher is not None and self._is_own(publisher.id, body, word):
            return False
        if self._follows(text, begin, floor):
            rest = body[len(words[0][0]) :]
            return rest in self._lexicon.vocabulary.cues.classes or is_told(body, self._lexicon)
        if self._lexicon.title_ahead.match(text, end) is not None:
            return False
        opens = begin == 0 or not is_han(text[begin - 1])
        acting = opens and len(words) == 1 and acts(text, end, self._lexicon)
        return not (acting and word in _OWN_COMPANIES)

    @staticmethod
    def _is_own(publisher: str, body: str, end: str) -> bool:
        """Whether a school of the publisher, a university, is meant, or one of its companies that
        is named by its trade alone: 物资供销|公司, 后勤|集团."""
        if end == "学院" and publisher.endswith(_UNIVERSITIES):
            return len(body) <= _LONGEST_SCHOOL and "大学" not in body
        owns = publisher.endswith((*_UNIVERSITIES, "公司", "集团"))
        trade = len(body) <= _LONGEST_TRADE and owns and end in _OWN_COMPANIES
        return trade and _is_trade(body)

    def _is_place(self, word: str) -> bool:
        """Whether a name may begin with ``word``, a place or its level."""
        level = word in LEVEL_WORDS or word in ("镇", "乡")
        return level or self._resolver.place_of_short(word) is not None


@lru_cache(maxsize=5_000)
def _is_named(body: str, end: str) -> bool:
    """Whether an institution bears a name by its form: 闸口|海关, 锦屏|法庭, 世界银行."""
    placed = end in _OF_PLACES and [tag for _, tag in rjieba.tag(body)] == ["n"]
    known = rjieba.tag(body + end) == [(body + end, "nt")]
    form = is_proper(body) or body.endswith(_LEGAL_FORM)
    return placed or known or form or end in _BY_PLACE


@lru_cache(maxsize=5_000)
def _is_subject(words: str) -> bool:
    """Whether ``words`` may be the first of two subjects in a school's name: 材料科学|与."""
    if not 2 <= len(words) <= _LONGEST_SUBJECT or words.endswith(("院", "处", "部", "中心")):
        return False
    return all(tag[0] in "nvbja" and not tag.startswith("nr") for _, tag in rjieba.tag(words))


@lru_cache(maxsize=5_000)
def _is_trade(words: str) -> bool:
    """Whether ``words`` say what a company does, and hold no name: 物资供销, 洗选."""
    tags = rjieba.tag(words)
    return all(
        tag in ("n", "vn", "v", "b", "j", "an") and rjieba.has_word(word) for word, tag in tags
    )


def provisional(text: str, start: int, end: int, rule: str) -> Named:
    name = text[start:end].replace("管委会", "管理委员会")
    if name.endswith(_OF_THE_STATE) and not name.startswith("中华人民共和国"):
        name = f"中华人民共和国{name}"
    return Named(start, end, Department(id=of_party(name), provisional=True), rule)
