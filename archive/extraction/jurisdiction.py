"""Places: which one a publisher serves, and which one stands before an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from archive.vocabulary import Level

_HAN = re.compile(r"[\u4e00-\u9fff]*")
_PUBLISHER = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{1,8}?(?:省|自治区|特别行政区)))?"
    r"(?P<city>[\u4e00-\u9fff]{1,9}?(?:市|自治州|州|盟|地区)(?!场))?"
    r"(?P<county>[\u4e00-\u9fff]{1,9}?(?:自治县|县|新区|区|旗|市)(?!域|块))?"
)
LEVEL_WORDS = {
    "自治区": Level.PROVINCE,
    "自治州": Level.CITY,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
}
_BEFORE_PLACE = frozenset("赴到在由与和及对向从将经请让给同于往至为是的等并送发报含如即或跟各")
_NOT_BEFORE_LEVEL = frozenset("全各外跨两某他")
_NOT_LAST = _NOT_BEFORE_LEVEL | _BEFORE_PLACE | frozenset("厅局委")
_LONGEST_PLACE = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its level; ``short`` is its name without 省, 市 …"""

    name: str
    level: Level
    short: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The places a publisher belongs to, from the outermost to its own (the last)."""

    places: tuple[Place, ...] = ()

    @property
    def own(self) -> Place | None:
        return self.places[-1] if self.places else None

    def at(self, level: Level) -> Place | None:
        """The place of that level in the chain."""
        return next((place for place in self.places if place.level == level), None)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names of places and the words that may stand before an unknown one."""

    shorts: dict[str, str]
    municipalities: frozenset[str]
    words_before: Collection[str]
    not_places: frozenset[str]

    def place(self, name: str) -> Place:
        """The place of that name, its level read from its end."""
        level = next((lv for end, lv in LEVEL_WORDS.items() if name.endswith(end)), Level.PROVINCE)
        if name in self.municipalities:
            level = Level.PROVINCE
        return Place(name, level, self.shorts.get(name) or _without_level(name))


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before an organisation: a named place, or only a level (省, 市)."""

    start: int
    level: Level
    place: Place | None


def _without_level(name: str) -> str:
    for end in LEVEL_WORDS:
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name


def of_publisher(name: str, gazetteer: Gazetteer) -> Jurisdiction:
    """The places at the head of a publisher's full name: 云川省临江市商务局 → 云川省, 临江市."""
    match = _PUBLISHER.match(name)
    if match is None:
        return Jurisdiction()
    names = [place for place in match.groups() if place]
    return Jurisdiction(tuple(gazetteer.place(place) for place in names))


def prefix_before(
    text: str, end: int, floor: int, known: Collection[str], gazetteer: Gazetteer
) -> Prefix | None:
    """The place or level directly before ``end``, not reaching back beyond ``floor``.

    A place is taken when it is known, or when what stands before it cannot belong to it: so
    赴清河省应急管理厅 gives 清河省, while 会同省应急管理厅 gives only the level.
    """
    word = next((w for w in LEVEL_WORDS if text.endswith(w, floor, end)), None)
    if word is None:
        return None
    level = LEVEL_WORDS[word]
    if any(text[end - n : end] in gazetteer.not_places for n in (2, 3, 4) if n <= end):
        return None
    for length in range(min(_LONGEST_PLACE, end - floor), len(word), -1):
        name = text[end - length : end]
        if name in known:
            return Prefix(end - length, gazetteer.place(name).level, gazetteer.place(name))
    body_end = end - len(word)
    for length in (2, 3, 4, 5, 6):
        start = body_end - length
        if start < floor:
            break
        if _is_unknown_place(text, start, body_end, floor, gazetteer):
            return Prefix(start, level, gazetteer.place(text[start:end]))
    start = end - len(word)
    if start > floor and text[start - 1] in _NOT_BEFORE_LEVEL:
        return None
    return Prefix(start, level, None)


def _is_unknown_place(text: str, start: int, end: int, floor: int, gazetteer: Gazetteer) -> bool:
    body = text[start:end]
    if _HAN.fullmatch(body) is None or body[0] in _BEFORE_PLACE or body[-1] in _NOT_LAST:
        return False
    if any(body.startswith(word) or body.endswith(word) for word in _parts(body, gazetteer)):
        return False
    if start <= floor or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return True
    before = text[max(floor, start - 4) : start]
    if before[-1] in _BEFORE_PLACE:
        return True
    return any(before[-n:] in gazetteer.words_before for n in (2, 3, 4) if n <= len(before))


def _parts(body: str, gazetteer: Gazetteer) -> list[str]:
    """Heads and tails of ``body`` that are words rather than parts of a place's name."""
    pieces = [body[:n] for n in (1, 2, 3, 4)] + [body[-n:] for n in (2, 3, 4)]
    return [piece for piece in pieces if piece in gazetteer.words_before]
