"""The names an issue calls organisations by, once all are known: short forms of names that it
prints elsewhere (市热线中心), and units named without their office (讲师团 of 县委讲师团)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

import rjieba

from archive.extraction import zone_names
from archive.extraction.departments.acting_units import acts
from archive.extraction.departments.name_forms import continues, full_name
from archive.extraction.departments.publisher import PARTY_UNIT, STATE
from archive.extraction.departments.resolution import Resolver
from archive.extraction.departments.short_names import is_short_for
from archive.extraction.departments.units import UnitReader, inner
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named, merge
from archive.model import Department

_ALONE = frozenset(
    f"departments.{rule}" for rule in ("unit_acts", "unit_before_title", "headed", "pattern")
)
"""Rules that find a name without its place or office."""

_COMMON = re.compile(
    "办公[室厅]|(?:综合|人事|财务|政治|法制|法规|政策法规|组织|宣传|督查|监察|研究|行政|计划财务|规划财务|党政)"
    "(?:教育|干部|综合)?[处科室部股]|党[组委]|纪委|工会|团委|机关党委|[一二三四五六七八九十]{1,2}[处科室部庭中大支]?队?"
)
"""Units that every office has."""

_TEAMS = ("组", "考察团", "代表团", "访问团", "服务团", "工作队", "团队")
_KIND = 2
"""Last characters of names that say that two offices are of one kind."""
_KINDS = (
    ("管理委员会", "管委会"),
    ("指挥部", "指挥部"),
    ("专班", "专班"),
    ("联席会议", "联席会议"),
    ("理事会", "理事会"),
)
"""Ends that stand for the whole name, in full and in short."""
_BODIES = ("中心", "总队", "支队", "大队", "站", "馆", "研究院", "设计院", "研究所")
"""Ends of names that units share with organisations of their own."""
_CENTRES = ("中心", "研究院", "设计院", "监测站")
_GENERAL = ("服务", "管理", "综合", "活动", "文化", "培训", "研究", "中心", "保障", "发展", "指导")
"""Words that many names of centres begin their ends with."""
_ZONES = "管理委员会"
_LEAST_TAIL = 3
_TRADE = 4
"""First characters of the publisher's name, without its place, that say what it is for."""
_MOST_NAMES = 500
_LONGEST_UNIT = 16


class IssueNames:
    """The organisations of one issue, by which its short forms are understood."""

    def __init__(self, resolver: Resolver, units: UnitReader) -> None:
        self._resolver = resolver
        self._reader = units
        self._lexicon = resolver.lexicon
        self._known: dict[str, Department] = {}
        self._tails: dict[str, dict[str, Department]] = {}
        """Unit or end of a name → the organisations it may stand for, by their ids."""
        self._meant: dict[str, Department | None] = {}
        self._pattern: re.Pattern[str] | None = None
        self._owners = [one for one in (resolver.parent, resolver.publisher) if one is not None]
        for owner in self._owners:
            self._known[owner.id] = owner
            self._add_tails(owner, _ends_of(owner))

    def learn(self, text: str, found: Iterable[Named]) -> None:
        """Take in the organisations ``found`` in a text of the issue."""
        for named in found:
            record = named.department
            if record is None or len(self._known) >= _MOST_NAMES:
                continue
            self._known.setdefault(record.id, record)
            if named.rule not in _ALONE:
                surface = text[named.start : named.end]
                self._add_tails(record, self._tails_of(surface, record))
                self._add_tails(record, _ends_of(record))

    def _add_tails(self, record: Department, tails: Iterable[str]) -> None:
        for tail in tails:
            self._tails.setdefault(tail, {})[record.id] = record

    def _tails_of(self, surface: str, record: Department) -> Iterator[str]:
        """讲师团 of 县委讲师团: what may stand for a name later."""
        if (unit := PARTY_UNIT.fullmatch(record.id)) and surface.endswith(unit["unit"]):
            yield unit["unit"]
        parent, publisher = record.parent, self._resolver.publisher
        if parent is None or surface.endswith(_TEAMS):
            return
        if publisher is not None and parent.endswith(publisher.id[-_KIND:]):
            return  # 执行局 is the publisher's, though another court's was named
        for length in range(_LEAST_TAIL, min(_LONGEST_UNIT, len(surface) - 1) + 1):
            tail = surface[-length:]
            whole = full_name(parent, tail) == record.id
            if whole and not _COMMON.fullmatch(tail):
                yield tail

    def settle(self, text: str, found: list[Named]) -> list[Named]:
        """The organisations of a text, short forms and units alone with the names they stand
        for."""
        settled = [self._in_full(text, named) for named in found]
        return merge(settled, self._units(text, settled))

    def _in_full(self, text: str, named: Named) -> Named:
        record = named.department
        if record is None or not _is_guess(record):
            return named
        surface = text[named.start : named.end]
        owners = tuple(owner.id for owner in self._owners)
        guessed = record.parent is None or record.parent.startswith(owners)
        if guessed and (whole := self._named_before(surface)) is not None:
            return replace(named, department=whole, rule="departments.unit_named_before")
        named_short = guessed and record.parent in owners and surface.endswith(_BODIES)
        meant = self._longer(surface) if named_short else self._meaning(record)
        rule = "departments.short_form"
        return replace(named, department=meant, rule=rule) if meant is not None else named

    def _longer(self, surface: str) -> Department | None:
        """人才中心 alone, if an organisation of the place is so called, 人才服务中心."""
        own = self._resolver.context.jurisdiction.own
        place = own.name if own is not None else ""
        longer = [
            one
            for one in self._known.values()
            if one.jurisdiction == place and is_short_for(surface, one.id.removeprefix(place))
        ]
        owners = tuple(owner.id for owner in self._owners)
        return self._nearest([one for one in longer if not one.id.startswith(owners)])

    def _named_before(self, surface: str) -> Department | None:
        """The unit that stands alone here and was named with its office, or one of an office that
        is named by the end of its name (搜救中心|值班室)."""
        if owners := self._tails.get(surface):
            return next(iter(owners.values())) if len(owners) == 1 else None
        for length in range(len(surface) - 2, _LEAST_TAIL, -1):
            owner = self._nearest([*self._tails.get(surface[:length], {}).values()])
            if owner is not None:
                return inner(Named(0, length, owner, ""), surface[length:], "").department
        return None

    def _meaning(self, record: Department) -> Department | None:
        """The one organisation of the issue that a record's name is short for."""
        if record.id not in self._meant:
            self._meant[record.id] = self._find_meaning(record)
        return self._meant[record.id]

    def _find_meaning(self, record: Department) -> Department | None:
        if not _is_guess(record):
            return None
        if record.parent is not None and record.id.startswith(record.parent):
            above = self._known.get(record.parent) or Department(
                record.parent, record.jurisdiction, provisional=True
            )
            office = self._meaning(above)
            if office is None:
                return None
            name = office.id + record.id.removeprefix(record.parent)
            return replace(record, id=name, parent=office.id)
        place = record.jurisdiction
        rest = record.id.removeprefix(place)
        if not place:
            part = record.id.removeprefix(STATE)
            whole = [one for one in self._known.values() if one.id.endswith(part)]
            whole = [one for one in whole if one.id != record.id]
            return self._nearest(whole)  # 机场海关, 白山监狱
        longer = [
            one
            for one in self._known.values()
            if not one.id.startswith(record.id)
            and one.jurisdiction == place
            and one.id.startswith(place)
            and _means(rest, one.id.removeprefix(place))
        ]
        for owner in self._owners:
            if owner in longer:
                return owner
        meant = {one.id: one for one in (self._meaning(name) or name for name in longer)}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _nearest(self, several: list[Department]) -> Department | None:
        """The only one of several organisations, or the only one of the publisher's trade or
        place: 管委会 is the 住房公积金管理委员会 in the bulletin of that 管理中心."""
        if len(several) > 1:
            own, publisher = self._resolver.context.jurisdiction.own, self._resolver.publisher
            if own is None or publisher is None:
                return None
            trade = publisher.id.partition(own.name)[2][:_TRADE]
            near = [one for one in several if len(trade) == _TRADE and trade in one.id]
            several = near or [one for one in several if own.short in one.id]
        return several[0] if len(several) == 1 else None

    def _units(self, text: str, found: list[Named]) -> Iterator[Named]:
        """讲师团|编写…, 搜救中心|值班室|接报后: what stands for a name and acts or has a post."""
        if self._pattern is None:
            self._pattern = re.compile(alternatives(self._tails) or "(?!)")
        for match in self._pattern.finditer(text):
            start, end = match.span()
            owner = self._nearest([*self._tails[match[0]].values()])
            if owner is None or not self._resolver.is_boundary(text, start, 0):
                continue
            index = bisect_left(found, end, key=lambda named: named.start)
            ceiling = found[index].start if index < len(found) else len(text)
            alone = Named(start, end, owner, "departments.unit_named_before")
            named = self._reader.with_unit(text, alone, ceiling)
            post = self._lexicon.title_ahead.match(text, named.end)
            shown = post is not None or acts(text, named.end, self._lexicon)
            if shown and not continues(text, named.end, text[start : named.end]):
                yield named


def _is_guess(record: Department) -> bool:
    """Whether a record was put together from what is printed: 机场海关 among them."""
    return record.provisional or record.id.startswith(STATE)


def _ends_of(record: Department) -> Iterator[str]:
    """What a name ends with that may stand for it: 管委会, 搜救中心 of 海上搜救中心."""
    name = record.id.removeprefix(record.jurisdiction)
    for end, short in _KINDS:
        if name.endswith(end) and len(name) > len(end):
            yield from {end, short}
            return
    if name.endswith(_CENTRES):
        words = rjieba.cut(name)
        for count in range(1, len(words) - 1):
            tail = "".join(words[count:])
            if words[count] not in _GENERAL and len(tail) > _LEAST_TAIL:
                yield tail


def _means(short: str, full: str) -> bool:
    if short.endswith(_ZONES) and full.endswith(_ZONES):
        zones = short.removesuffix(_ZONES), full.removesuffix(_ZONES)
        if zone_names.is_short_for(*zones):
            return True
    return is_short_for(short, full)
