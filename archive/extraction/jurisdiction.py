"""Places: those that are known, and which of them a publisher serves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.extraction import zone_names
from archive.vocabulary import Level, Vocabulary

_PUBLISHER = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{1,8}?(?:省|自治区|特别行政区)))?"
    r"(?P<city>(?:(?![县旗]|区城)[\u4e00-\u9fff]){1,9}?(?:市(?!场)|自治州|州(?![市区县])|盟(?![市区县旗])|地区(?!域)))?"
    r"(?P<county>(?!创建|全国|老旧|棚户|重[大点]|推进|城市)[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|县|新区|(?<![小社户灌库景校街])区|旗|市)(?![域块场])"
    r"|[\u4e00-\u9fff]{2,14}?(?:开发区|自治县))?"
)
_TOWN = re.compile(
    r"(?:人民政府)?(?P<town>[\u4e00-\u9fff]{1,5}?(?:(?<![乡城])镇(?![市化级])|街道(?!班子)"
    r"|(?:(?:民族)?乡|苏木)(?=人民政府|政府|党委|党工委|委员会|工作委员会|纪律检查|人民代表大会|人大|[综为便])))"
)
# What stands before the place in the names of organs of the centre, the party and their like.
_BEFORE_PUBLISHER = re.compile(
    "中国共产主义青年团|中国人民政治协商会议|政协|中国国际贸易促进委员会|中华人民共和国|中国共产党|中共|共青团|民盟|民建|民革|民进"
    "|中国证券监督管理委员会|中国银行保险监督管理委员会|中国银行业监督管理委员会|国家矿山安全监察局|中国铁路|中国民用航空"
    "|中国[\u4e00-\u9fff]{0,8}?(?:银行|保险|人寿|石油|石化|移动|电信|联通|邮政)(?:集团)?(?:股份)?(?:有限(?:责任)?公司)?"
    "|国家税务总局驻?|国家统计局|国家金融监督管理总局|中国人民银行|国家外汇管理局|财政部驻?|审计署驻?|国网|中国"
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
NUMBERS = "一二三四五六七八九十"
"""Which number the divisions of the corps, up to twenty."""
_OF_CORPS = re.compile(
    f"{CORPS}(?P<division>第[{NUMBERS}]{{1,3}}师)?(?P<regiment>[{NUMBERS}〇○零百0-9]{{1,5}}团)?"
)
_BRANCH_OF_CITY = re.compile(
    "局(?P<place>(?!直属|森林|水上|机场|铁路|轨道|公交|港航|高新|经开|稽查)[\u4e00-\u9fff]{2,4}?)[区县]?分局"
)
_AUTONOMOUS = ("自治州", "自治县", "自治旗")
LONGEST_PLACE = 12
_LEVEL_END = re.compile("[省市县区州盟旗]")
_MOST_READ = 20_000
WENT_TO = re.compile(
    "(?:[到赴]|深入|走进|前往)(?:[\u4e00-\u9fff]{2,5}?[省市州盟](?=[\u4e00-\u9fff]{2,5}[县区市旗镇乡]))?"
    "(?P<place>(?![各全该本我])[\u4e00-\u9fff]{2,5}?(?:[县区市旗镇乡]))(?![级区域长委政人场民])"
)
"""Where someone goes: 到广信区调研, which no gazetteer may know."""
_AWAY = frozenset("赴自往")
"""Before a place, what says that it is another's: 赴杭州市考察, 来自临江市."""


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
    if name.endswith("港区"):
        return name  # 外高桥港区|海关
    for end in LEVEL_WORDS:
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name


def of_publisher(name: str, gazetteer: Gazetteer) -> Jurisdiction:
    """The places at the head of a publisher's full name: 云川省临江市商务局 → 云川省, 临江市."""
    head = _BEFORE_PUBLISHER.match(name)
    if corps := _OF_CORPS.match(name, head.end() if head else 0):
        places = [gazetteer.place(CORPS)]
        places += [division(corps["division"])] if corps["division"] else []
        return Jurisdiction(tuple(places), corps["regiment"] or "")
    match = _PUBLISHER.match(name, head.end() if head else 0)
    if match is None:
        return Jurisdiction()
    shorts = {p.short: p.name for p in (*gazetteer.prefectures, *gazetteer.provinces)}
    # 湖州 of 湖州调查队 is no 州, nor 贵州 of 贵州贵安新区; 合肥市|城市管理局.
    names = [
        shorts[place] if place in shorts and place not in gazetteer.known else place
        for place in match.groups()
        if place and place not in gazetteer.not_places
    ]
    if names and names[-1] in zone_names.KINDS and match["city"] and match["county"]:
        names[-1] = match["city"] + match["county"]  # 苏州|工业园区
    town = _TOWN.match(name, match.end())
    if not names and town is None:  # 辽源路街道 is not in 辽源市
        # 广州铁路监督管理局, 中国证券监督管理委员会深圳监管局.
        begin = match.start()
        names = [shorts[s] for n in (2, 3, 4) if (s := name[begin : begin + n]) in shorts][:1]
        # 中国农业银行四川省分行
        names = names or [place.name for _, place in known_places(name, gazetteer)][:1]
    names = [*_city_of_zone(names[0], gazetteer), *names] if names else names
    branch = _BRANCH_OF_CITY.search(name, match.end()) if names else None
    if branch is not None and match["county"] is None:
        short = branch["place"]  # 岚江市公安局|青溪|分局 serves a district
        named = (short + end for end in "区县市" if short + end in gazetteer.known)
        names.append(next(named, f"{short}区"))
    return Jurisdiction(tuple(map(gazetteer.place, names)), town["town"] if town else "")


def _city_of_zone(name: str, gazetteer: Gazetteer) -> list[str]:
    """The city or county whose name a zone's begins with: 湘潭市 of 湘潭经济技术开发区."""
    if name in gazetteer.known or not name.endswith(zone_names.ENDS):
        return []
    cities = {place.short: place.name for place in gazetteer.prefectures}
    for length in (4, 3, 2):
        short, rest = name[:length], name[length:]
        if len(rest) > 2 and (city := cities.get(short)) is not None:
            return [city]
        county = next((c for end in "市县区" if (c := short + end) in gazetteer.known), None)
        if county is not None and rest in zone_names.KINDS:
            return [county]
    return []


def known_places(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, Place]]:
    """Where a text names known places with their levels, in order."""
    for match in _LEVEL_END.finditer(text):
        end = match.end()
        longest = range(min(LONGEST_PLACE, end), 1, -1)
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


def division(printed: str) -> Place:
    """第九师 or 九师 of the corps, which is what a prefecture is elsewhere."""
    short = printed if printed.startswith("第") else f"第{printed}"
    return Place(CORPS + short, Level.CITY, short)
