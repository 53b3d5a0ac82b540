"""Places: which one a publisher serves, and which one stands before an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import rjieba

from archive.vocabulary import Level, Vocabulary

_HAN = re.compile(r"[\u4e00-\u9fff]*")
_HAN_BEFORE = re.compile("[\u4e00-\u9fff](?<![赴到在与和及省市由])")
_PUBLISHER = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{1,8}?(?:省|自治区|特别行政区)))?"
    r"(?P<city>[\u4e00-\u9fff]{1,9}?(?:市(?!场)|自治州|州(?![市区县])|盟(?![市区县旗])|地区(?!域)))?"
    r"(?P<county>[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|县|新区|区|旗|市)(?![域块场]))?"
)
_TOWN = re.compile(
    r"(?:人民政府)?(?P<town>[\u4e00-\u9fff]{1,5}?(?:镇|街道|(?:民族)?乡|苏木))(?=人民政府|政府|党委|党工委|办事处|委员会|工作委员会|纪律检查|人民代表大会|[综为便])"
)
# What stands before the place in the names of organs of the centre, the party and their like.
_BEFORE_PUBLISHER = re.compile(
    "中国共产主义青年团|中国人民政治协商会议|中国国际贸易促进委员会|中华人民共和国|中国共产党|中共|共青团|民盟|民建|民革|民进"
    "|中国证券监督管理委员会|中国银行保险监督管理委员会|中国银行业监督管理委员会|国家矿山安全监察局|中国铁路|中国民用航空"
    "|国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|国家外汇管理局|财政部|国网|中国"
)
LEVEL_WORDS = {
    "地区": Level.CITY,
    "自治区": Level.PROVINCE,
    "自治州": Level.CITY,
    "自治县": Level.COUNTY,
    "自治旗": Level.COUNTY,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
}
CORPS = "新疆生产建设兵团"
"""Its divisions (师) and regiments (团) are what prefectures and towns are elsewhere."""
_NUMBERS = "一二三四五六七八九十"
_OF_CORPS = re.compile(
    f"{CORPS}(?P<division>第[{_NUMBERS}]{{1,3}}师)?(?P<regiment>[{_NUMBERS}〇○零百0-9]{{1,5}}团)?"
)
_CORPS_WORD = re.compile(
    rf"(?:(?:{CORPS}|兵团)?(?P<division>第?[{_NUMBERS}]{{1,3}}师)|(?P<word>{CORPS}|兵团|师))$"
)
_CORPS_ENDS = ("师", "团")
_ZONES = ("经开区", "高新区", "保税区", "综保区", "度假区", "示范区", "开发区")
"""Ends of zones, whose offices are named like those of a district."""
_PARTIES = ("党", "民革", "民盟", "民建", "民进", "九三学社", "九三", "台盟")
_AUTONOMOUS = ("自治州", "自治县", "自治旗")
_LEVEL_ENDS = frozenset(word[-1] for word in LEVEL_WORDS)
_BEFORE_PLACE = frozenset(
    "据因按赴到在由与和及对向从将经请让给同于往至为是的等并送发报含如即或跟各被受率带任"
)
_NOT_BEFORE_LEVEL = frozenset("全各外跨两某他个")
_NOT_LAST = _NOT_BEFORE_LEVEL | _BEFORE_PLACE | frozenset("厅局委任兼")
_NO_PLACES = frozenset(("建议", "部门", "单位", "全体", "方面", "情况"))
_BEFORE_PERSON = ("免去", "任命", "聘任", "提名")
_LONGEST_PLACE = 12
_LEVEL_END = re.compile("[省市县区州盟旗]")
_MOST_READ = 20_000
_AWAY = frozenset("赴自往")
"""Before a place, what says that it is another's: 赴杭州市考察, 来自临江市."""
_FEW = frozenset("省州盟")
"""Levels with so few places that what is a noun otherwise is none of them: 资金|省水利厅."""

# Tags of jieba's dictionary (the ICTPOS set): what is no name of a place.
_LINKING = frozenset(("p", "c", "r", "d", "m", "ul", "uj", "uz", "ug"))
_VERBAL = _LINKING | {"v", "vn", "vd", "ad", "l", "i"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its level; ``short`` is its name without 省, 市 …"""

    name: str
    level: Level
    short: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The places a publisher belongs to, from the outermost to its own (the last); ``town`` is the
    township or street office below them, if it is one's."""

    places: tuple[Place, ...] = ()
    town: str = ""

    @property
    def own(self) -> Place | None:
        return self.places[-1] if self.places else None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(place.name for place in self.places)

    def within(self, place: Place) -> Jurisdiction:
        """The same, known to lie in ``place``."""
        return Jurisdiction((place, *self.places), self.town)

    def at(self, level: Level) -> Place | None:
        """The place of that level in the chain."""
        return next((place for place in self.places if place.level == level), None)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names of places and the words that may stand before an unknown one."""

    provinces: tuple[Place, ...]
    prefectures: tuple[Place, ...]
    """Places between province and county whose short names are of one place only."""
    known: Mapping[str, Place]
    """Every name of a known place that is no word, short forms (延边州) included."""
    parents: Mapping[str, str]
    """Place → the place it lies in; without those whose names several places bear."""
    within: Mapping[str, tuple[Place, ...]]
    """Prefecture or province → the places right below it."""
    municipalities: frozenset[str]
    words_before: Collection[str]
    not_places: frozenset[str]

    def place(self, name: str) -> Place:
        """The place of that name; that of an unknown one has its level from its end."""
        return self.known.get(name) or _place(name)

    def outer(self, place: Place) -> tuple[Place, ...]:
        """The places that ``place`` lies in, the outermost first."""
        chain: list[Place] = []
        name = place.name
        while (name := self.parents.get(name, "")) != "":
            chain.insert(0, self.place(name))
        return tuple(chain)


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before an organisation: a named place, or only a level (``word``: 省, 市)."""

    start: int
    word: str
    level: Level
    place: Place | None


def gazetteer_of(vocabulary: Vocabulary, words_before: Collection[str]) -> Gazetteer:
    """The places of a vocabulary; ``words_before`` may stand before one that it does not know."""
    known: dict[str, Place] = {}
    parents: dict[str, set[str]] = {}
    for province in vocabulary.provinces:
        known[province.name] = Place(
            province.name, Level.PROVINCE, province.short or _without_level(province.name)
        )
    provinces = tuple(known.values())
    written = [(p.name, p.counties) for p in vocabulary.provinces]
    shorts: dict[str, list[Place]] = {}
    for prefecture in vocabulary.prefectures:
        place = _place(prefecture.name)
        printed = prefecture.printed.split()
        if printed:
            place = replace(place, short=_short_of(place.name, printed[0]))
        known.update(dict.fromkeys([*printed, *_less(place), place.name], place))
        shorts.setdefault(place.short, []).append(place)
        parents.setdefault(place.name, set()).add(prefecture.province)
        written.append((prefecture.name, prefecture.counties))
    for outer, counties in written:
        for county in counties.split():
            name, *printed = county.split("/")
            place = replace(_place(name), level=Level.COUNTY)
            if printed:
                place = replace(place, short=_short_of(name, printed[0]))
            for way in (name, *printed, *_less(place)):
                known.setdefault(way, place)
            parents.setdefault(name, set()).add(outer)
    only_parents = {name: min(outer) for name, outer in parents.items() if len(outer) == 1}
    within: dict[str, list[Place]] = {}
    for name, outer_name in only_parents.items():
        within.setdefault(outer_name, []).append(known[name])
    return Gazetteer(
        provinces=provinces,
        prefectures=tuple(only for places in shorts.values() if (only := _only(places))),
        known=known,
        parents=only_parents,
        within={name: tuple(places) for name, places in within.items()},
        municipalities=frozenset(p.name for p in vocabulary.provinces if p.municipality),
        words_before=words_before,
        not_places=frozenset(vocabulary.cues.not_places),
    )


def _only(places: Sequence[Place]) -> Place | None:
    """The one place of a short name, or the city that a prefecture of that name became."""
    cities = [place for place in places if place.name.endswith("市")]
    return places[0] if len(places) == 1 else cities[0] if len(cities) == 1 else None


def _short_of(name: str, printed: str) -> str:
    """延边 of 延边州; but 锡林郭勒 of 锡林郭勒盟, which is printed 锡盟."""
    return _without_level(printed if printed[:2] == name[:2] else name)


def _less(place: Place) -> list[str]:
    """湘西自治州: the short name of an autonomous place with its whole rank."""
    return [place.short + rank for rank in _AUTONOMOUS if place.name.endswith(rank)]


def _place(name: str) -> Place:
    level = next((lv for end, lv in LEVEL_WORDS.items() if name.endswith(end)), Level.PROVINCE)
    return Place(name, level, _without_level(name))


def _without_level(name: str) -> str:
    for end in LEVEL_WORDS:
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name


def of_publisher(name: str, gazetteer: Gazetteer) -> Jurisdiction:
    """The places at the head of a publisher's full name: 云川省临江市商务局 → 云川省, 临江市."""
    head = _BEFORE_PUBLISHER.match(name)
    if corps := _OF_CORPS.match(name, head.end() if head else 0):
        places = [gazetteer.place(CORPS)]
        places += [_division(corps["division"])] if corps["division"] else []
        return Jurisdiction(tuple(places), corps["regiment"] or "")
    match = _PUBLISHER.match(name, head.end() if head else 0)
    if match is None:
        return Jurisdiction()
    names = [place for place in match.groups() if place]
    names = [n for n in names if n not in gazetteer.not_places]  # 合肥市|城市管理局
    # 湖州 of 湖州调查队 is no 州.
    known = gazetteer.known
    names = [f"{n}市" if n not in known and f"{n}市" in known else n for n in names]
    if not names:
        # 广州铁路监督管理局, 中国证券监督管理委员会深圳监管局.
        begin = match.start()
        shorts = {p.short: p.name for p in (*gazetteer.prefectures, *gazetteer.provinces)}
        names = [shorts[s] for n in (2, 3, 4) if (s := name[begin : begin + n]) in shorts][:1]
        # 中国农业银行四川省分行
        names = names or [place.name for _, place in known_places(name, gazetteer)][:1]
    town = _TOWN.match(name, match.end())
    return Jurisdiction(tuple(map(gazetteer.place, names)), town["town"] if town else "")


def known_places(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, Place]]:
    """Where a text names known places with their levels, in order."""
    for match in _LEVEL_END.finditer(text):
        end = match.end()
        longest = range(min(_LONGEST_PLACE, end), 2, -1)
        name = next((n for k in longest if (n := text[end - k : end]) in gazetteer.known), None)
        if name is not None:
            yield end - len(name), gazetteer.place(name)


def of_texts(texts: Iterable[str], gazetteer: Gazetteer, *, county: bool = False) -> Jurisdiction:
    """The prefecture, else the province, that most known places named in the texts lie in: what a
    publisher without a place in its name serves; for a town, the ``county``. None without a clear
    majority."""
    levels = (Level.COUNTY, Level.CITY, Level.PROVINCE)[0 if county else 1 :]
    counts: dict[Level, dict[str, int]] = {level: {} for level in levels}
    left = _MOST_READ
    for text in texts:
        for start, place in known_places(text[:left], gazetteer):
            if start and text[start - 1] in _AWAY:
                continue
            for one in (*gazetteer.outer(place), place):
                if one.level in counts:
                    found = counts[one.level]
                    found[one.name] = found.get(one.name, 0) + 1
        left -= len(text)
        if left <= 0:
            break
    for found in counts.values():
        name = max(found, key=lambda one: found[one], default="")
        if name and 2 * found[name] > sum(found.values()):
            place = gazetteer.place(name)
            return Jurisdiction((*gazetteer.outer(place), place))
    return Jurisdiction()


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


def _division(printed: str) -> Place:
    """第九师 or 九师 of the corps, which is what a prefecture is elsewhere."""
    short = printed if printed.startswith("第") else f"第{printed}"
    return Place(CORPS + short, Level.CITY, short)


def _corps_before(text: str, end: int, floor: int, known: Collection[str]) -> Prefix | None:
    """The same in the corps: 师教育局, 第九师教育局, 兵团教育局."""
    match = _CORPS_WORD.search(text, floor, end) if CORPS in known else None
    if match is None:
        return None
    if match["division"]:
        return Prefix(match.start(), "师", Level.CITY, _division(match["division"]))
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
        place = gazetteer.place(text[start:end])
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
    for length in range(min(_LONGEST_PLACE, end - floor), 1, -1):
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
    word = next((word for word in _ZONES if text.endswith(word, floor, end)), None)
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
    if not known and (_is_word(body, gazetteer) or (level in _FEW and _is_noun(body))):
        return False
    return _begins(text, start, floor, gazetteer)


def _begins(text: str, start: int, floor: int, gazetteer: Gazetteer) -> bool:
    """Whether the name of a place can begin at ``start``."""
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
        return (words[0][1] in _VERBAL and rjieba.has_word(body)) or body in _NO_PLACES
    return any(tag in _VERBAL and (len(word) > 1 or tag in _LINKING) for word, tag in words)


@lru_cache(maxsize=50_000)
def _is_noun(body: str) -> bool:
    return rjieba.has_word(body) and {tag for _, tag in rjieba.tag(body)} <= {"n", "vn", "an"}


def _parts(body: str, gazetteer: Gazetteer) -> list[str]:
    """Heads and tails of ``body`` that are words rather than parts of a place's name."""
    pieces = [body[:n] for n in (2, 3, 4)] + [body[-n:] for n in (2, 3, 4)]
    return [piece for piece in pieces if piece in gazetteer.words_before]
