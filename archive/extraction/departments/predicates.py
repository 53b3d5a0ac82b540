"""What is said of an organisation beside its name: 镇水利站|开动电灌站, 已送|云川大学.

An organisation may be named for what it does (执法监察大队, 质量监督站), so a verb alone decides
nothing. It is the predicate of its clause where it has an object of its own: something is done
to a station, a home or a company.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import rjieba

from archive.extraction.departments.name_forms import is_proper
from archive.extraction.lexicon import Lexicon

_OFFICES = ("科", "处", "股", "室", "办", "办公室", "司", "庭", "领导小组")
"""Ends of offices, which may be named for a task with its object: 打击走私办公室."""
_NO_VERBS = frozenset(("超市", "诊所", "连锁"))
"""What the dictionary takes for verbs."""
_OFFICE_ENDS = frozenset("局委厅办府院会署部协联心队社")
_NAME_ENDS = _OFFICE_ENDS | frozenset("司团行校学园厂场馆站所处科室台关庭组矿店")
_BELONGS = ("直属", "所属", "下属", "派驻", "驻", "分管", "主管", "稽查")
"""What stands between an office and the place of its own."""
_LONGEST_DEED = 4
_TAKES = frozenset("把被")
"""What stands before an object or an agent, and in no name."""
_KIND = re.compile(
    "(?:中心|公司|集团|银行|大学|学院|小学|中学|学校|医院|[总支大中]队|分局|协会|.)$"
)
_CERTAIN, _POSSIBLE, _UNKNOWN = 2, 1, 0
"""How certain a run begins with a verb: it can be nothing else, it may be one, it is no word."""
_NUMBER = (
    "[0-9０-９一二两三四五六七八九十百]+[.0-9多余]*万?"
    "(?![0-9一二三四五六七八九十]*[年月日时号届期名人])"
)
_COUNTED = re.compile(_NUMBER)
_PIECES = re.compile(f"{_NUMBER}[个座处所家台套间](?![\u4e00-\u9fff])")
_HAS_COUNT = re.compile(
    "[\u4e00-\u9fff]{0,8}?[0-9０-９一二两三四五六七八九十百]+(?![0-9]*[年月日时号])"
)
_CLAUSE = re.compile(r"[^，。；：！？\n\t]{0,40}")
_OPENS = re.compile(r"(?:^|[^\u4e00-\u9fff])[由经]?$|[为给替帮]$")
"""What stands before an organisation that acts, or for which something is done."""
_PARTS = frozenset("分总")
_MATTERS = frozenset(("规划", "技术", "信息", "工程", "事务", "标准", "质量", "安全", "经济"))
"""Nouns for what an office does rather than for a thing: 免疫规划|所."""
_ADVERBS = ("d", "t", "ad")
_SAYS = frozenset("称指送交")
"""Verbs of one character that a name does not begin with where a place follows."""
_DONE = frozenset("已未均拟曾")
"""What begins a word of the dictionary's that is none: 已送."""


@lru_cache(maxsize=20_000)
def is_done(word: str) -> bool:
    """Whether the dictionary knows a word only as what is done: 核查|县医院, but 建设|局."""
    known = len(word) > 1 and word not in _NO_VERBS and rjieba.has_word(word)
    return known and rjieba.tag(word) == [(word, "v")]


@lru_cache(maxsize=20_000)
def is_verb(word: str) -> bool:
    """Whether the dictionary knows a word as a verb, or as one that is a noun as well: 整修."""
    return len(word) > 1 and [tag[0] for _, tag in rjieba.tag(word)] == ["v"]


def acts_on_placed(text: str, floor: int, start: int, *, placed: bool = True) -> bool:
    """Whether what stands between the organisation that ends at ``floor`` and the name that begins
    at ``start`` is done to that: 市环保局|勒令|岚江造纸厂. Between an office and a place
    (``placed``) even two characters that are no verb of the dictionary's are one."""
    head = text[floor:start]
    if not (floor and 0 < len(head) <= _LONGEST_DEED) or text[floor - 1] not in _NAME_ENDS:
        return False
    words = rjieba.tag(head)
    if head in _BELONGS or any(tag[0] in "jmb" for _, tag in words):
        return False  # 市公安局|交警|岚江大队
    verbal = all(tag in ("v", "vn", "vd", "d", "p") or not rjieba.has_word(w) for w, tag in words)
    last = words[-1][1] in ("v", "vn") or len(head) == len(words[0][0])
    return verbal or (placed and last and text[floor - 1] in _OFFICE_ENDS)


def begin_of_object(text: str, floor: int, end: int) -> int:
    """Where the proper name before ``end`` begins that something is done to by the organisation
    that ends at ``floor`` (市国资委|重组|云轨集团); ``floor`` if there is none."""
    start = floor
    for word in rjieba.cut(text[floor:end])[:-1]:
        start += len(word)
        if start - floor > _LONGEST_DEED:
            break
        placed = rjieba.tag(text[start:end])[0][1] == "ns"
        if is_proper(text[start:end]) and acts_on_placed(text, floor, start, placed=placed):
            return start
    return floor


def acts_on(text: str, start: int, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the run ``begin .. end`` behind the organisation that begins at ``start``, which ends
    like the name of an institution, says what is done to one: 开动电灌站, 认定工程研究中心;
    指挥中心, 执法监察大队 are parts of it.

    Where the verb may be part of a name (检修, 培训) or is no word of the dictionary's (新招), or
    the institution is named for what it does itself (工程研究), this is the predicate only if the
    clause has no other: 镇水利站|检修机电泵站二十座.
    """
    run = text[begin:end]
    if run[:1] in _TAKES:
        return True
    kind = _KIND.search(run)
    deed, certainty = _deed(run, lexicon)
    if kind is None or not deed:
        return False
    certain = certainty == _CERTAIN
    if run.endswith(_OFFICES):
        word = rjieba.cut(run)[-1]  # 腾出|教室, 结成脊柱|专科
        return certain and len(kind[0]) < len(word) < len(run) and rjieba.has_word(word)
    thing, alone = _object(run[len(deed) : kind.start()], kind[0])
    pieces = certain and _PIECES.match(text, end) is not None  # 抢修自动|站|42个
    if not (thing or pieces) or (certain and alone and thing):
        return thing
    opens = _OPENS.search(text, max(0, start - 2), start) is not None
    told = certainty > _UNKNOWN or _HAS_COUNT.match(text, end) is not None
    only = _COUNTED.match(text, end) is not None or (told and not _goes_on(text, end))
    return opens and only


def _deed(run: str, lexicon: Lexicon) -> tuple[str, int]:
    """The verbs that a run begins with, and how certain it is that they are some."""
    words = rjieba.tag(run)
    deed, certainty = "", _POSSIBLE
    for word, tag in words[:-1]:
        if tag not in ("v", "vn") or not rjieba.has_word(word):
            break
        deed += word
        certainty = _CERTAIN if is_done(word) else certainty
    if deed:
        return deed, certainty
    for words_told in (lexicon.after_names, lexicon.deeds):
        told = words_told.match(run)
        if told is not None and len(told[0]) > 1:
            return told[0], _POSSIBLE
    first = words[0][0]
    unknown = len(words) > 1 and len(first) > 1 and not rjieba.has_word(first)
    return (first, _UNKNOWN) if unknown else ("", _POSSIBLE)


@lru_cache(maxsize=20_000)
def _object(stem: str, kind: str) -> tuple[bool, bool]:
    """Whether the name of an institution, ``stem`` before its ``kind``, holds a thing (电灌|站,
    职工服务|中心; not 监测|中心), and whether it is named for nothing else."""
    if len(stem) < 2:
        return bool(stem) and stem not in _PARTS, True
    words = rjieba.tag(stem)
    last, tag = words[-1]
    if any(tag[0] in "nsabd" for _, tag in words):
        return True, tag not in ("v", "vn") and last not in _MATTERS
    word = rjieba.cut(stem + kind)[-1]
    return len(kind) < len(word) and rjieba.has_word(word), False  # 变电|站, 看守|所


def is_told(run: str, lexicon: Lexicon) -> bool:
    """Whether a run says only what is done: 资助, but 培训 is also what a school is for."""
    told = lexicon.after_names.fullmatch(run) is not None
    return is_done(run) or (told and [tag for _, tag in rjieba.tag(run)] == ["n"])


def does_something(text: str, begin: int, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands before the end of a name at ``start .. end``, which begins at ``begin``,
    is an organisation and what it does: 商会资助|大学, 供水公司并入水务|集团; not 医院急救|中心."""
    if text[start:end] in lexicon.vocabulary.cues.unit_suffixes:
        return False
    body = text[begin:start]
    for word, _, stop in lexicon.organisation_ends.find(body):
        run = body[stop:]
        behind = begin + stop
        if (
            len(word) > 1
            and run
            and (
                is_told(run, lexicon)
                or begin_of_object(text, behind, start) > behind
                or acts_on(text, begin, behind, end, lexicon)
            )
        ):
            return True
    return False


def said_before(run: str, lexicon: Lexicon, is_place: Callable[[str], object]) -> int:
    """How much of the run before the end of a name says who did something to the organisation
    (缪雨桐回访|郑陆镇), or what was done (昨日汇入|云川, 已送|东北林业)."""
    words = rjieba.tag(run)
    said = reached = 0
    for index, (word, tag) in enumerate(words[:-1]):
        reached += len(word)
        following, kind = words[index + 1]
        last = words[index - 1][1] if index else ""
        said_so = index == 0 and word in _SAYS
        done = said_so or is_done(word) or lexicon.deeds.fullmatch(word) is not None
        placed = done and (kind == "ns" or is_place(following))
        adverbial = last in _ADVERBS or (word[0] in _DONE and not rjieba.has_word(word))
        person = index == 1 and last.startswith("nr") and len(words) > 2
        told = person and (lexicon.after_names.fullmatch(word) or lexicon.deeds.fullmatch(word))
        if told or (tag == "v" and (placed or adverbial)):
            said = reached
    return said


def said_before_town(run: str) -> int:
    """The same before the name of a town, which no dictionary knows: 政局扣减|楠杆."""
    words = rjieba.tag(run)
    reached = said = 0
    for word, tag in words[:-1]:
        reached += len(word)
        # 跑马路社区: one character that begins a name is no verb.
        if tag in ("v", "d") and len(run) - reached > 1 and reached > 1:
            said = reached
    return said


def begins_with_particle(run: str, lexicon: Lexicon) -> bool:
    """Whether a run begins with a word that stands before names: 向|组织科, but 对外贸易|处."""
    word = lexicon.words_before.match(run)
    if word is None or len(word[0]) > 1:
        return word is not None
    first = rjieba.cut(run)[0]
    return first == word[0] or not rjieba.has_word(first)


@lru_cache(maxsize=20_000)
def leads(body: str) -> bool:
    """Whether ``body`` begins with a verb of one character, as no name does."""
    words = rjieba.tag(body)
    return len(words) > 1 and words[0][1] == "v" and len(words[0][0]) == 1


def _goes_on(text: str, position: int) -> bool:
    """Whether a predicate stands in the rest of the clause behind ``position``."""
    clause = _CLAUSE.match(text, position)
    words = rjieba.tag(clause[0]) if clause is not None else []
    return any(
        tag in ("p", "d", "ad", "v") or (tag == "vn" and index < len(words) - 1)
        for index, (_, tag) in enumerate(words)
    )
