"""Which place or level stands before an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from archive.extraction import zone_names
from archive.extraction.jurisdiction import (
    CORPS,
    LEVEL_WORDS,
    LONGEST_PLACE,
    NUMBERS,
    Gazetteer,
    Place,
    division,
)
from archive.vocabulary import Level

_HAN = re.compile(r"[\u4e00-\u9fff]*")
_HAN_BEFORE = re.compile("[\u4e00-\u9fff](?<![赴到在与和及省市由])")
_CORPS_WORD = re.compile(
    rf"(?:(?:{CORPS}|兵团)?(?P<division>第?[{NUMBERS}]{{1,3}}师)|(?P<word>{CORPS}|兵团|师))$"
)
_CORPS_ENDS = ("师", "团")
_PARTIES = ("党", "民革", "民盟", "民建", "民进", "九三学社", "九三", "台盟")
_LEVEL_ENDS = frozenset(word[-1] for word in LEVEL_WORDS)
_BEFORE_PLACE = frozenset(
    "据因按赴到在由与和及对向从将经请让给同于往至为是的等并送发报含如即或跟各被受率带任"
)
_NOT_BEFORE_LEVEL = frozenset("全各外跨两某他个")
_NOT_LAST = _NOT_BEFORE_LEVEL | _BEFORE_PLACE | frozenset("厅局委任兼后前内许份转表派")
_NO_PLACES = frozenset(("建议", "部门", "单位", "全体", "方面", "情况"))
_BEFORE_PERSON = ("免去", "任命", "聘任", "提名")

# Tags of jieba's dictionary (the ICTPOS set): what is no name of a place.
_LINKING = frozenset(("p", "c", "r", "d", "m", "ul", "uj", "uz", "ug"))
_VERBAL = _LINKING | {"v", "vn", "vd", "ad", "l", "i"}
_OF_TIME = frozenset(("t", "f", "mq"))
_AFTER_NUMBER = frozenset("年月日时点分号")
_AFTER = frozenset("后前内中间来")


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before an organisation: a named place, or only a level (``word``: 省, 市)."""

    start: int
    word: str
    level: Level
    place: Place | None


def enclosing(
    own: Place, texts: Iterable[str], known: Collection[str], gazetteer: Gazetteer
) -> Place | None:
    """The place that some text prints right before ``own``: 云川省 in 云川省临江市."""
    for text in texts:
        start = text.find(own.name)
        while start > 0:
            prefix = prefix_before(text, start, max(0, start - 40), known, gazetteer)
            if prefix is not None and prefix.place is not None and _above(prefix.place, own):
                return prefix.place
            start = text.find(own.name, start + 1)
    return None


def _above(upper: Place, lower: Place) -> bool:
    order = list(Level)
    return order.index(upper.level) < order.index(lower.level)


def _corps_before(text: str, end: int, floor: int, known: Collection[str]) -> Prefix | None:
    """The same in the corps: 师教育局, 第九师教育局, 兵团教育局."""
    match = _CORPS_WORD.search(text, floor, end) if CORPS in known else None
    if match is None:
        return None
    if match["division"]:
        return Prefix(match.start(), "师", Level.CITY, division(match["division"]))
    if match["word"] == "师":
        return Prefix(match.start(), "师", Level.CITY, None)
    return Prefix(match.start(), "兵团", Level.PROVINCE, None)


def prefix_before(
    text: str, end: int, floor: int, known: Collection[str], gazetteer: Gazetteer
) -> Prefix | None:
    """The place or level directly before ``end``, not reaching back beyond ``floor``.

    A place is taken when it is known, or when what stands before it cannot belong to it: so
    赴清河省应急管理厅 gives 清河省, while 会同省应急管理厅 gives only the level.
    """
    if end <= floor or text[end - 1] not in _LEVEL_ENDS:
        return (
            _corps_before(text, end, floor, known) if text[end - 1 : end] in _CORPS_ENDS else None
        )
    word = next(word for word in LEVEL_WORDS if text.endswith(word, 0, end))
    if len(word) == 1 and text[end - 2 : end - 1] == word:
        doubled = prefix_before(text, end - 1, floor, known, gazetteer)
        if doubled is not None and doubled.place is not None:
            return doubled  # 易县|县委
    start = _known_place(text, end, floor, known, gazetteer)
    if start is None:
        start = _zone(text, end, floor, gazetteer)
    if start is None:
        if any(text[end - n : end] in gazetteer.not_places for n in (2, 3, 4) if n <= end):
            return _own_region(text, end, floor, word, known)
        start = _unknown_place(text, end - len(word), floor, end, gazetteer)
    if start is not None:
        printed = text[start:end]
        if printed.endswith(zone_names.SHORT_ENDS):
            own_zone = (name for name in known if zone_names.is_short_for(printed, name))
            printed = next(own_zone, printed)
        place = gazetteer.place(printed)
        return Prefix(start, word, place.level, place)
    start = end - len(word)
    if start < floor or (start > floor and text[start - 1] in _NOT_BEFORE_LEVEL):
        return None
    return Prefix(start, word, LEVEL_WORDS[word], None)


def _own_region(
    text: str, end: int, floor: int, word: str, known: Collection[str]
) -> Prefix | None:
    """地区财政局 names an organ in the bulletin of a 地区, and where no word goes on to 地区."""
    if word != "地区" or end - 2 < floor:
        return None
    alone = end == 2 or not "\u4e00" <= text[end - 3] <= "\u9fff"
    if not alone and not any(name.endswith(word) for name in known):
        return None
    return Prefix(end - 2, word, Level.CITY, None)


def _known_place(
    text: str, end: int, floor: int, known: Collection[str], gazetteer: Gazetteer
) -> int | None:
    """Where the longest known place that ends at ``end`` begins. One of two characters may be
    the end of another's name, unless it is the publisher's or near it."""
    for length in range(min(LONGEST_PLACE, end - floor), 1, -1):
        name = text[end - length : end]
        if _is_appointed(text, end - length, floor):
            continue
        if name in known:
            return end - length
        if length > 2 and name in gazetteer.known and name[:-1] not in gazetteer.words_before:
            return end - length
    return None


def _zone(text: str, end: int, floor: int, gazetteer: Gazetteer) -> int | None:
    """Where a development zone begins that ends at ``end``, with the name before it: 新站高新区."""
    word = next((word for word in zone_names.WITH_OFFICES if text.endswith(word, floor, end)), None)
    if word is None:
        return None
    body_end = end - len(word)
    for length in (4, 3, 2, 0):
        start = body_end - length
        body = text[start:body_end]
        whole = start >= floor and _HAN.fullmatch(body) and not (body and _is_word(body, gazetteer))
        if whole and _begins(text, start, floor, gazetteer):
            return start
    return None


def _is_appointed(text: str, start: int, floor: int) -> bool:
    """Whether 任 at ``start`` gives a post: 同志|任|县卫生局局长, though there is a 任县."""
    return text[start] == "任" and start > floor and _HAN_BEFORE.match(text, start - 1) is not None


def _unknown_place(
    text: str, body_end: int, floor: int, end: int, gazetteer: Gazetteer
) -> int | None:
    for start in range(body_end - 2, max(floor, body_end - 6) - 1, -1):
        if _is_unknown_place(text, start, body_end, floor, gazetteer):
            return start
    # 忠县, 绛县: known ones of two characters, where nothing else can end so.
    start = body_end - 1
    known = start >= floor and text[start:end] in gazetteer.known
    if known and not _is_appointed(text, start, floor) and _begins(text, start, floor, gazetteer):
        return start
    return None


def _is_unknown_place(text: str, start: int, end: int, floor: int, gazetteer: Gazetteer) -> bool:
    body = text[start:end]
    level = text[end : end + 1]
    known = body not in gazetteer.words_before and (
        rjieba.has_word(body + level)
        or _is_known_place(body)
        or any(body + other in gazetteer.known for other in "县市区")  # 无为县 became 无为市
    )
    if _HAN.fullmatch(body) is None:
        return False
    if not known and (_is_word(body, gazetteer) or _is_noun(body)):
        return False
    if _begins(text, start, floor, gazetteer):
        return True
    # 指出|赣榆县, now 赣榆区: a known stem where the dictionary parts the words.
    was_one = any(body + other in gazetteer.known for other in "县市区")
    return was_one and len(rjieba.cut(text[start - 2 : start])) == 1


def _begins(text: str, start: int, floor: int, gazetteer: Gazetteer) -> bool:
    """Whether the name of a place can begin at ``start``."""
    if text[start : start + 1] in _AFTER_NUMBER and text[start - 1 : start].isdigit():
        return False  # 6月9|日约谈东区
    if start <= floor or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return True
    before = text[max(floor, start - 4) : start]
    if before.endswith(_BEFORE_PERSON):
        return False
    if before[-1] in _BEFORE_PLACE or before[-1] in _LEVEL_ENDS:
        return True
    return any(before[-n:] in gazetteer.words_before for n in (2, 3, 4) if n <= len(before))


@lru_cache(maxsize=50_000)
def _is_known_place(body: str) -> bool:
    """Whether the dictionary knows a place of that name; 即墨 is one since it has 即墨市."""
    places = (body + level for level in "市县区州旗盟省")
    if any(rjieba.has_word(place) and _is_place(place) for place in places):
        return True
    return rjieba.has_word(body) and _is_place(body)


def _is_place(word: str) -> bool:
    return {tag for _, tag in rjieba.tag(word)} == {"ns"}


def _is_word(body: str, gazetteer: Gazetteer) -> bool:
    """Whether ``body`` is, begins or ends with what is no part of a place's name."""
    if body[0] in _BEFORE_PLACE or body[-1] in _NOT_LAST or "任" in body:
        return True
    if body.endswith(_PARTIES):
        return True  # 农工党|市委
    if any(body.startswith(word) or body.endswith(word) for word in _parts(body, gazetteer)):
        return True
    return _is_phrase(body)


@lru_cache(maxsize=50_000)
def _is_phrase(body: str) -> bool:
    """Whether the dictionary takes ``body`` for words that are no name: 传达, 会议通过了."""
    words = rjieba.tag(body)
    if len(words) == 1:
        # 雁回: a verb only by the shape of it is none.
        word = words[0][1] in (_VERBAL | _OF_TIME) and rjieba.has_word(body)
        return word or body in _NO_PLACES
    # 当晚|市水利局, 接警后|市公安局: a time is no place.
    last, tag = words[-1]
    if tag in _OF_TIME and (len(last) > 1 or last in _AFTER):
        return True
    return any(tag in _VERBAL and (len(word) > 1 or tag in _LINKING) for word, tag in words)


@lru_cache(maxsize=50_000)
def _is_noun(body: str) -> bool:
    return rjieba.has_word(body) and {tag for _, tag in rjieba.tag(body)} <= {"n", "vn", "an"}


def _parts(body: str, gazetteer: Gazetteer) -> list[str]:
    """Heads and tails of ``body`` that are words rather than parts of a place's name."""
    pieces = [body[:n] for n in (2, 3, 4)] + [body[-n:] for n in (2, 3, 4)]
    return [piece for piece in pieces if piece in gazetteer.words_before]
