"""Managements of zones: 高新技术产业开发区管理委员会, 经开区党工委."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.departments.name_forms import is_body, name_floor
from archive.extraction.departments.resolution import Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.named import Named
from archive.model import Department

_LONGEST_ZONE = 10
_MANAGEMENTS = ("管理委员会", "管委会", "党工委")
# 高新技术产业开发区管理委员会, 经开区党工委: the zone is part of the name.
_ZONE = re.compile(
    r"(?:开发区|高新区|经开区|新区|园区|试验区|保税区|示范区|度假区|合作区|风景区|名胜区|先行区|集聚区|港区|片区)"
    r"(?:管理委员会|管委会|党工委)"
)
_LISTED_ZONE = re.compile(
    "(?:^|(?<=[^\u4e00-\u9fff]))(?P<zone>[\u4e00-\u9fff]{0,6}?(?:开发区|高新区|经开区|新区|保税区|示范区|度假区|合作区))[、和与及]$"
)
_ZONES = {
    "高新区": ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区"),
    "经开区": ("经济技术开发区", "经济开发区"),
    "开发区": ("经济技术开发区", "经济开发区"),
    "示范区": ("示范区",),
    "保税区": ("综合保税区", "保税港区"),
}


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
            if is_body(text[begin : match.start()], self._lexicon):
                name = text[begin : match.end()].replace("管委会", "管理委员会")
                if name.endswith("党工委"):
                    name = f"中共{name.removesuffix('党工委')}工作委员会"
                level = next((one for one in LEVEL_WORDS if name.startswith(one)), None)
                own = self._resolver.prefix(text, begin + 1, begin) if level else None
                if own is not None and own.place is None:  # 县|工业园区管委会
                    place = self._resolver.place(own)
                    name = name.replace(name[0], place.name, 1) if place else name
                department = self._own_zone(name) or Department(id=name, provisional=True)
                yield Named(begin, match.end(), department, "departments.zone")
                yield from self._zones_before(text, begin)

    @staticmethod
    def _zones_before(text: str, end: int) -> Iterator[Named]:
        """经开区、高新区管委会: zones that share the last one's end."""
        while (match := _LISTED_ZONE.search(text, max(0, end - _LONGEST_ZONE), end)) is not None:
            name = f"{match['zone']}管理委员会"
            span = match.span("zone")
            yield Named(*span, Department(id=name, provisional=True), "departments.shared_suffix")
            end = match.start()

    def _own_zone(self, name: str) -> Department | None:
        """The publisher, if 新站高新区管委会 is short for its name."""
        publisher = self._resolver.publisher
        if publisher is None or not publisher.id.endswith("管理委员会"):
            return None
        zone = name.removesuffix("管理委员会")
        kind = next((short for short in _ZONES if zone.endswith(short)), zone[-2:])
        begins = zone.removesuffix(kind)[:2] in publisher.id
        alike = any(full in publisher.id for full in (kind, *_ZONES.get(kind, ())))
        return publisher if begins and alike else None
