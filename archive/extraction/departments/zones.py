"""Managements of zones: 高新技术产业开发区管理委员会, 经开区党工委."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction import zone_names
from archive.extraction.departments.name_forms import is_body, name_floor
from archive.extraction.departments.predicates import said_before
from archive.extraction.departments.resolution import Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named
from archive.model import Department
from archive.vocabulary import Level

_LONGEST_ZONE = 10
_MANAGEMENTS = ("管理委员会", "管委会", "党工委")
# 高新技术产业开发区管理委员会, 经开区党工委: the zone is part of the name.
_ZONE = re.compile(rf"(?:{alternatives(zone_names.ENDS)})(?:管理委员会|管委会|党工委)")
_LISTED_ZONE = re.compile(
    "(?:^|(?<=[^\u4e00-\u9fff]))(?P<zone>[\u4e00-\u9fff]{0,6}?(?:开发区|高新区|经开区|新区|保税区|示范区|度假区|合作区))[、和与及]$"
)


class ZoneReader:
    """Finds the managements of zones, the publisher among them."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon

    def find(self, text: str) -> Iterator[Named]:
        """The zones whose management ``text`` names, those that share its end among them."""
        if not any(mark in text for mark in _MANAGEMENTS):
            return
        for match in _ZONE.finditer(text):
            floor = name_floor(text, match.start())
            begin = floor
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                begin = word.end()
            for deed in self._lexicon.deeds.finditer(text, begin, match.start()):
                begin = deed.end()  # 技术人员夜查|石化园区管委会
            begin = self._at_place(text, begin, match.start())
            if is_body(text[begin : match.start()], self._lexicon):
                name = text[begin : match.end()].replace("管委会", "管理委员会")
                level = next((one for one in LEVEL_WORDS if name.startswith(one)), None)
                own = self._resolver.prefix(text, begin + 1, begin) if level else None
                if own is not None and own.place is None:  # 县|工业园区管委会
                    place = self._resolver.place(own)
                    name = name.replace(name[0], place.name, 1) if place else name
                department = self._own_zone(name) or Department(self._full(name), provisional=True)
                yield Named(begin, match.end(), department, "departments.zone")
                yield from self._zones_before(text, begin)

    def _at_place(self, text: str, begin: int, end: int) -> int:
        """Where a zone's name begins: with a place or behind what is done to it, if one of these
        stands before its end: 技术人员夜查|九江石化|园区."""
        for start in range(begin, end - 1):
            if any(self._resolver.place_of_short(text[start : start + n]) for n in (4, 3, 2)):
                return start
        run = text[begin:end]
        return (
            begin + said_before(run, self._lexicon, self._resolver.place_of_short) if run else begin
        )

    def _full(self, name: str) -> str:
        """The management's or party committee's full name, with that of the publisher's own zone
        or of the zone of its kind in the publisher's city."""
        party = name.endswith("党工委")
        zone = name.removesuffix("党工委" if party else "管理委员会")
        jurisdiction = self._resolver.context.jurisdiction
        own, city = jurisdiction.own, jurisdiction.at(Level.CITY)
        if own is not None and zone_names.is_short_for(zone, own.name):
            zone = own.name
        elif city is not None and zone in zone_names.SHORT:
            zone = city.short + zone_names.usual(zone)
        else:
            zone = zone_names.in_full(zone)
        return f"中共{zone}工作委员会" if party else f"{zone}管理委员会"

    def _zones_before(self, text: str, end: int) -> Iterator[Named]:
        """经开区、高新区管委会: zones that share the last one's end."""
        while (match := _LISTED_ZONE.search(text, max(0, end - _LONGEST_ZONE), end)) is not None:
            name = self._full(f"{match['zone']}管理委员会")
            span = match.span("zone")
            yield Named(*span, Department(id=name, provisional=True), "departments.shared_suffix")
            end = match.start()

    def _own_zone(self, name: str) -> Department | None:
        """The publisher, if 新站高新区管委会 is short for its name."""
        publisher = self._resolver.publisher
        if publisher is None or not publisher.id.endswith("管理委员会"):
            return None
        zone, own = name.removesuffix("管理委员会"), publisher.id.removesuffix("管理委员会")
        return publisher if own.endswith(zone) or zone_names.is_short_for(zone, own) else None
