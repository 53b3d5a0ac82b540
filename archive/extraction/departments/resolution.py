"""Which organ of which place a printed name means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba

from archive.extraction.context import IssueContext, is_han
from archive.extraction.departments.authority import NATION, Authority, authority
from archive.extraction.departments.name_forms import LONGEST_NAME
from archive.extraction.departments.predicates import acts_on_placed, is_done
from archive.extraction.departments.publisher import (
    in_short,
    parent_of,
    publisher_department,
    publisher_names,
)
from archive.extraction.jurisdiction import Place
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.extraction.place_before import Prefix, prefix_before
from archive.model import Department
from archive.vocabulary import Level, Organ, Vocabulary

_CLASS_BEFORE = re.compile(
    r"(?:[各大小全]|(?<![该本我])[省市县区]|[0-9一二两三四五六七八九十百余多][名位]|各[省市县区州盟旗][、和及]|所在|当地|属地|[各省市县区乡镇两三上下]级|基层|相关|有关|各[^，。；]{0,10}[）)])$"
)
_LONGEST_CLASS = 12
_PLACE, _SHORT = "\0", "\1"
"""What stands for a place and its short name in the form of a full name."""

_PREFECTURES = ("行署", "行政公署")
_MOST_BACK = 8
_LONG = 4
_PARTY_BEFORE = ("中国共产党", "中共")
_PARTY_COMMITTEE = re.compile("中国共产党(?!.*纪律检查)")
_LONGEST_CLAUSE = 60
_ELSEWHERE = re.compile("[。！？；\\n]|[来赴到驻]|考察|陪同|接待|[我本全][省市州县区]")
"""Between an organisation and another one's level, what says that this may be at home again."""

Entries = Sequence[tuple[Organ, Level]]


@dataclass(slots=True)
class PlacesNamed:
    """The places that the organisations of a text have been named with so far, in order."""

    text: str
    _starts: list[int] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)

    def add(self, start: int, place: Place) -> None:
        index = bisect_right(self._starts, start)
        self._starts.insert(index, start)
        self._places.insert(index, place)

    def last(self, level: Level, word: str, position: int) -> Place | None:
        """The last place before ``position`` if it is of that level and called so (市, 州)."""
        index = bisect_right(self._starts, position) - 1
        for place in reversed(self._places[max(0, index - _MOST_BACK) : index + 1]):
            if place.level == level or place.name.endswith(word):
                return place if place.name.endswith(word) else None
        return None

    def of_actor(self, word: str, position: int) -> Place | None:
        """The place of who acts in the clause: in 瓦房店市国税局依托市地税局 it is 瓦房店市."""
        index = bisect_right(self._starts, position) - 1
        for start, place in reversed(
            [*zip(self._starts, self._places, strict=True)][max(0, index - 3) : index + 1]
        ):
            between = self.text[start:position]
            if len(between) > _LONGEST_CLAUSE or _ELSEWHERE.search(between):
                return None
            leads = start == 0 or not is_han(self.text[start - 1]) or self.text[start - 1] in "据由"
            if leads and place.name.endswith(word):
                return place
        return None


class Resolver:
    """Resolves the names of one issue. It abstains where nothing decides."""

    def __init__(self, context: IssueContext) -> None:
        self.context = context
        self.lexicon: Lexicon = context.lexicon
        self.authority: Authority = authority(context.lexicon.vocabulary)
        self.publisher = publisher_department(context)
        self.parent = parent_of(self.publisher)
        """Whose general office the publisher is."""
        self.owner = self.parent or self.publisher
        """Whose units the texts name alone."""
        self._publisher_names = publisher_names(context)
        self._declared: dict[tuple[int, Level], bool] = {}
        own = context.jurisdiction.own
        self._publishing = self.publishing_organs(own) if own else []
        self._records: dict[tuple[int, Level, str], Department | None] = {}
        gazetteer = self.lexicon.gazetteer
        city = context.jurisdiction.at(Level.CITY)
        known = (
            *context.jurisdiction.places,
            *gazetteer.provinces,
            *gazetteer.prefectures,
            *(gazetteer.within.get(city.name, ()) if city else ()),
        )
        self._by_short = {place.short: place for place in reversed(known)}

    def prefix(self, text: str, end: int, floor: int) -> Prefix | None:
        """The place or level before ``end``, not reaching back beyond ``floor``."""
        floor = max(floor, end - LONGEST_NAME)
        return prefix_before(text, end, floor, self.context.places, self.lexicon.gazetteer)

    def resolve(
        self, text: str, name: str, start: int, end: int, floor: int, places: PlacesNamed
    ) -> Named | None:
        """What a name of the vocabulary means at ``start .. end``."""
        entries = self.lexicon.organs[name]
        local = [entry for entry in entries if entry[1] != Level.NATIONAL]
        prefix = self.prefix(text, start, floor)
        short = self._short_before(text, start, floor)
        led = prefix is not None and (prefix.place is not None or short is None)  # 广州|海关
        if prefix is not None and local and led:
            return self._behind_prefix(text, name, prefix, local, end, floor, places)
        if short is not None and local:
            record = self.best(local, self.level_for(local, short), short, name)
            begin = start - len(short.short)
            if name in self.lexicon.vocabulary.cues.named_by_short_place:
                record = Department(text[begin:end], short.name)  # 洛阳广播电视台
            if self.context.jurisdiction.at(short.level) is None:
                places.add(begin, short)  # 上饶中院会同市人社局
            return Named(begin, end, record, "departments.short_place_and_name")
        national = [entry for entry in entries if entry[1] == Level.NATIONAL]
        if national:
            if len(name) < _LONG and not self.is_boundary(text, start, floor):
                return None  # 护|农行|动, 安全|环保部
            record = self.best(national, Level.NATIONAL, NATION, name)
            return Named(start, end, record, "departments.national")
        local = [entry for entry in local if not entry[0].prefix_required]
        if not local or self.is_class(text, start):
            return None  # 各级政务服务中心, 园区政务服务中心: a class, none of its members
        own = self._of_zone(name, local) or self._bare(local, name) or self._of_company(name)
        return Named(start, end, own, "departments.bare_name")

    def _of_zone(self, name: str, entries: Entries) -> Department | None:
        """经发局 in the bulletin of a development zone is one of its own, 经济发展局."""
        zone = self.publisher
        if zone is None or not zone.id.endswith("管理委员会"):
            return None
        full = next((organ.name_at(Level.CITY) for organ, _ in entries), None)
        name = full if full is not None and full[-1] == name[-1] else name
        return Department(zone.id + name, zone.jurisdiction, parent=zone.id, provisional=True)

    def _of_company(self, name: str) -> Department | None:
        """安监局 in the bulletin of a company that no place is known of: one of its own."""
        company = self.publisher
        if company is None or not company.id.endswith(("公司", "集团")):
            return None
        return Department(
            company.id + name, company.jurisdiction, parent=company.id, provisional=True
        )

    @staticmethod
    def is_class(text: str, start: int) -> bool:
        """Whether what stands before ``start`` makes a class of the name there: 各级, 所在."""
        return _CLASS_BEFORE.search(text, max(0, start - _LONGEST_CLASS), start) is not None

    def _behind_prefix(
        self,
        text: str,
        name: str,
        prefix: Prefix,
        entries: Entries,
        end: int,
        floor: int,
        places: PlacesNamed,
    ) -> Named | None:
        if prefix.place is None and self.is_class(text, prefix.start):
            return None  # 各区（市）县团委
        place = self.place(prefix, places)
        own = self.context.jurisdiction.own
        if prefix.place is None and own is not None and own.name.endswith(prefix.word):
            record = self.best(entries, self.level_for(entries, own), own, name)
            place = own if record == self.publisher else place  # its own, whoever acts
        begin = self.outer_place(text, prefix.start, floor)
        for party in _PARTY_BEFORE:
            if text.endswith(party, floor, begin):
                begin -= len(party)  # 中共|渭源县委
        rule = "departments.place_and_name" if prefix.place else "departments.level_and_name"
        if place is None:
            return Named(begin, end, None, rule)
        if prefix.place is not None:
            places.add(begin, place)
        record = self.best(entries, self.level_for(entries, place), place, name)
        if own == place and self.publisher is not None and self.publisher.id.endswith(name):
            record = self.publisher
        elif self.is_short_of_publisher(name, place) and record and not record.id.endswith(name):
            record = self.parent or self.publisher
        return Named(begin, end, record, rule)

    def is_short_of_publisher(self, name: str, place: Place) -> bool:
        """Whether 港航局 is short for the publisher, 港口航运管理局: its first character, others of
        it in their order, and its end."""
        return self.context.jurisdiction.own == place and self.own_name_in_short(name) is not None

    def own_name_in_short(self, name: str) -> str | None:
        """The publisher's name without its place, if ``name`` is short for it."""
        publisher, own = self.parent or self.publisher, self.context.jurisdiction.own
        if publisher is None or own is None:
            return None
        return in_short(publisher.id.partition(own.name)[2], name)

    def level_for(self, entries: Entries, place: Place) -> Level:
        """At which level's names the organs of ``place`` go by: a municipality's mostly bear
        those of a city."""
        levels = [level for _, level in entries]
        if place.name in self.lexicon.gazetteer.municipalities and Level.CITY in levels:
            return Level.CITY
        return place.level if place.level in levels else levels[0]

    def best(
        self, entries: Iterable[tuple[Organ, Level]], level: Level, place: Place, printed: str = ""
    ) -> Department | None:
        """Of organs that share the name ``printed``: the publisher if it is one of them, else one
        whose full name the issue prints elsewhere, else the first that was there at the time."""
        organs = [organ for organ, lv in entries if lv == level]
        records = [self.record(organ, level, place) for organ in organs]
        if self.publisher is not None and self.publisher in records:
            return self.publisher
        best: Department | None = None
        rank = (False, False, False, False, False)
        for organ, record in zip(organs, records, strict=True):
            full = organ.name_at(level)
            declared = full != printed and self._is_declared(organ, level)
            alike = organ in self._publishing  # 区城管局 is what the city's, the publisher, is
            alone = not organ.joint or full == printed or declared or alike
            there = self.authority.in_force(organ, level, self.context.date)
            own_name = full == printed and there
            mine = (alone, own_name, alike, declared, there)
            if record is not None and (best is None or mine > rank):
                best, rank = record, mine
        return best and _ending_as(printed, best)

    def _is_declared(self, organ: Organ, level: Level) -> bool:
        """Whether the issue prints the organ's full name or a short one that no other has."""
        key = (id(organ), level)
        if key not in self._declared:
            printed = self.context.declared.intersection(organ.names_at(level))
            full = organ.name_at(level)
            self._declared[key] = any(
                name == full or {id(other) for other, _ in self.lexicon.organs[name]} == {id(organ)}
                for name in printed
            )
        return self._declared[key]

    def _bare(self, entries: Entries, name: str) -> Department | None:
        """商务厅 without a place: the publisher's level if it has one so named, else the
        level above that has."""
        chain = self.context.jurisdiction.places
        for place in reversed(chain):
            level = self.level_for(entries, place)
            municipal = place.name in self.lexicon.gazetteer.municipalities
            if level == place.level or municipal:
                record = self.best(entries, level, place, name)
                if record is not None:
                    return record
        return None

    def outer_place(self, text: str, start: int, floor: int) -> int:
        """云川省临江市商务局: the name begins with the outermost place."""
        for _ in range(2):
            prefix = self.prefix(text, start, floor)
            if prefix is None or prefix.place is None:
                return start
            start = prefix.start
        return start

    def place(self, prefix: Prefix, places: PlacesNamed | None = None) -> Place | None:
        """The place a prefix means: the one it names; that of the publisher at its level; else
        the last one of its level that the text has named."""
        if prefix.place is not None:
            return prefix.place
        actor = places.of_actor(prefix.word, prefix.start) if places else None
        if actor is not None:
            return actor
        # 市商务局 in the bulletin of a county-level city is its own, in that of a district the
        # city's, or the municipality's; 州商务局 in a city's bulletin is another's.
        for place in reversed(self.context.jurisdiction.places):
            if place.name.endswith(prefix.word) and (
                place.level != Level.PROVINCE or prefix.word != "区"
            ):
                return place
        if self.context.jurisdiction.at(prefix.level) is not None:
            return None
        return places.last(prefix.level, prefix.word, prefix.start) if places else None

    def place_of_short(self, short: str) -> Place | None:
        """A place of the publisher's, or of province level, by its name without 省, 市 …"""
        return self._by_short.get(short)

    def _short_before(self, text: str, start: int, floor: int) -> Place | None:
        """云川证监局: a known place without its level, with the end of a word before it."""
        for length in (4, 3, 2):
            begin = start - length
            if begin < floor or (place := self.place_of_short(text[begin:start])) is None:
                continue
            if text.startswith(_PREFECTURES, start) and place.name.endswith("市"):
                place = Place(f"{place.short}地区", place.level, place.short)
            if self.is_boundary(text, begin, floor, placed=True):
                return place
        return None

    def is_boundary(self, text: str, position: int, floor: int, *, placed: bool = False) -> bool:
        """Whether a name can begin at ``position``: no Chinese character stands before it, or a
        word that is part of no name; before one that begins with a place or its level
        (``placed``) also any verb: 并入|岚江水务集团."""
        if position <= floor or not is_han(text[position - 1]):
            return True
        before = text[max(floor, position - 4) : position]
        if before.endswith("任") and not before.endswith(("责任", "信任", "主任")):
            return True  # 康若彤任|街道办事处副主任
        if placed and (is_done(before[-2:]) or acts_on_placed(text, floor, position)):
            return True
        known = self.lexicon.before_organisations
        if any(before[-n:] in known for n in (2, 3, 4)):
            return True
        if before[-1:] in known:
            return not _is_noun(before[-2:])  # 安全|环保部
        return False

    def record(self, organ: Organ, level: Level, place: Place) -> Department | None:
        """The authority record of an organ; the publisher's own if it is the publisher."""
        # By identity: organs live as long as the vocabulary, and hashing one is dear.
        key = (id(organ), level, place.name)
        if key not in self._records:
            record = self.authority.record(organ, level, place)
            if record is not None and record.id in self._publisher_names:
                record = self.publisher
            self._records[key] = record
        return self._records[key]

    def party_unit(self, office: Department, unit: str) -> Department | None:
        """组织部 of a party committee is an organ of its own in the vocabulary."""
        entries = self.lexicon.organs.get(f"委{unit}")
        if entries is None or not office.jurisdiction or not _PARTY_COMMITTEE.match(office.id):
            return None
        place = self.lexicon.gazetteer.place(office.jurisdiction)
        local = [entry for entry in entries if entry[1] != Level.NATIONAL]
        return self.best(local, self.level_for(local, place), place) if local else None

    def publishing_organs(self, place: Place) -> list[Organ]:
        """The organs whose full name in ``place`` is the publisher's, in the vocabulary's order."""
        named = _organs_by_form(self.lexicon.vocabulary, place.level)
        forms = {
            form
            for name in self._publisher_names
            for form in (
                name.replace(place.name, _PLACE, 1),
                name.replace(place.short, _SHORT, 1),
            )
        }
        found = dict(entry for form in forms for entry in named.get(form, ()))
        return [found[index] for index in sorted(found)]


def _ending_as(printed: str, record: Department) -> Department:
    """The record of a commission where a short name says it is one, though its kind is a bureau
    elsewhere, and the other way round: 桂林市民宗委."""
    name = record.id
    if printed.endswith("委") and name.endswith("局"):
        name = name.removesuffix("局") + "委员会"
    elif printed.endswith("局") and name.endswith("委员会"):
        name = name.removesuffix("委员会") + "局"
    return record if name == record.id else Department(name, record.jurisdiction, provisional=True)


@lru_cache(maxsize=20_000)
def _is_noun(word: str) -> bool:
    """Whether the dictionary knows two characters as a noun: 安全, 社会."""
    if len(word) < 2 or not rjieba.has_word(word):
        return False
    return {tag[0] for _, tag in rjieba.tag(word)} <= set("nabst")


@lru_cache(maxsize=16)
def _organs_by_form(
    vocabulary: Vocabulary, level: Level
) -> dict[str, tuple[tuple[int, Organ], ...]]:
    """Full names with marks for the place and its short name → the organs that bear them, each
    with its rank in the vocabulary."""
    named: dict[str, list[tuple[int, Organ]]] = {}
    for index, organ in enumerate(vocabulary.organs):
        if form := organ.full_name(level, _PLACE, _SHORT):
            named.setdefault(form, []).append((index, organ))
    return {form: tuple(organs) for form, organs in named.items()}
