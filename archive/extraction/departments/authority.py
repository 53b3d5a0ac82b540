"""Authority records of the organs in the vocabulary: names, terms and successions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.extraction.jurisdiction import Gazetteer, Place
from archive.extraction.lexicon import lexicon
from archive.model import Department
from archive.vocabulary import LOCAL_LEVELS, Level, Organ, Reform, Vocabulary

NATION = Place("", Level.NATIONAL, "")
"""Where the organs of the centre serve."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A step from one organ to the next: the ids of both, when and by which reform, and where
    that is written. The day is the reform's; a place may have changed earlier."""

    predecessor: str
    successor: str
    day: dt.date
    reform: str
    source: str


class Authority:
    """Makes the records of a vocabulary's organs for places."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer: Gazetteer = lexicon(vocabulary).gazetteer
        self._reforms = vocabulary.reforms
        self._by_key = {organ.key: organ for organ in vocabulary.organs}
        self._organs = vocabulary.organs
        self._made_from: dict[str, list[Organ]] = {}
        self._took_over: dict[str, list[Organ]] = {}
        for organ in vocabulary.organs:
            for key in organ.successors:
                self._made_from.setdefault(key, []).append(organ)
            for key in organ.absorbed_by:
                self._took_over.setdefault(key, []).append(organ)

    def record(self, organ: Organ, level: Level, place: Place) -> Department | None:
        """The record of an organ in a place; None where it has no name at any level."""
        level = _level_of(organ, level)
        name = organ.full_name(level, place.name, place.short)
        if name is None:
            return None
        ways = organ.names_at(level)
        aliases = ways if level == Level.NATIONAL else tuple(place.name + way for way in ways)
        begin, end = self.term(organ, level)
        successor = next(iter(self.successors(organ, level)), None)
        return Department(
            id=name,
            jurisdiction=place.name,
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
            successor=successor.full_name(level, place.name, place.short) if successor else None,
            valid_from=begin,
            valid_until=end,
        )

    def term(self, organ: Organ, level: Level) -> tuple[dt.date | None, dt.date | None]:
        """From when until when an organ was, as far as reforms say."""
        begins = [self._day(o, level) for o in self._made_from.get(organ.key, ()) if o.reform]
        if organ.founded:
            begins.append(self._reforms[organ.founded].day(level))
        return min(begins, default=None), self._day(organ, level) if organ.reform else None

    def in_force(self, organ: Organ, level: Level, day: dt.date | None) -> bool:
        """Whether an organ of that level was there on a day; on an unknown one, whether it is."""
        begin, end = self.term(organ, level)
        if day is None:
            return end is None
        # Places changed their organs in the year before the last day they had for it.
        early = dt.timedelta(days=365)
        return (begin is None or begin - early <= day) and (end is None or day <= end)

    def successors(self, organ: Organ, level: Level) -> list[Organ]:
        """The organs that took over at a level, those made by the reform first."""
        keys = (*organ.successors, *organ.absorbed_by)
        return [o for key in keys if (o := self._by_key[key]).full_name(level, "", "")]

    def successions(self, department: Department) -> tuple[Succession, ...]:
        """What a department goes back to and what came of it, oldest first; the steps of its
        predecessors and successors included."""
        found: dict[tuple[str, str], Succession] = {}
        for organ, level, place in self._organs_of(department):
            self._collect(found, organ, level, place, backwards=True)
            self._collect(found, organ, level, place, backwards=False)
        return tuple(sorted(found.values(), key=lambda step: (step.day, step.predecessor)))

    def _collect(
        self,
        found: dict[tuple[str, str], Succession],
        organ: Organ,
        level: Level,
        place: Place,
        *,
        backwards: bool,
    ) -> None:
        if backwards:
            earlier = [
                *self._made_from.get(organ.key, ()),
                *self._took_over.get(organ.key, ()),
            ]
            pairs = [(o, organ) for o in earlier if o.full_name(level, "", "")]
        else:
            pairs = [(organ, later) for later in self.successors(organ, level)]
        for old, new in pairs:
            step = self._step(old, new, level, place)
            if step is None or (key := (step.predecessor, step.successor)) in found:
                continue
            found[key] = step
            self._collect(found, old if backwards else new, level, place, backwards=backwards)

    def _step(self, old: Organ, new: Organ, level: Level, place: Place) -> Succession | None:
        before = old.full_name(level, place.name, place.short)
        after = new.full_name(level, place.name, place.short)
        if before is None or after is None or old.reform is None or before == after:
            return None
        reform: Reform = self._reforms[old.reform]
        source = old.source or reform.source
        return Succession(before, after, reform.day(level), reform.name, source)

    def _organs_of(self, department: Department) -> Iterator[tuple[Organ, Level, Place]]:
        if department.jurisdiction:
            place = self._gazetteer.place(department.jurisdiction)
            levels = [place.level]
        else:
            place, levels = NATION, [Level.NATIONAL]
        for organ in self._organs:
            for level in levels:
                if organ.full_name(level, place.name, place.short) == department.id:
                    yield organ, level, place

    def _day(self, organ: Organ, level: Level) -> dt.date:
        assert organ.reform is not None  # noqa: S101 - the loader demands it
        return self._reforms[organ.reform].day(level)


def _level_of(organ: Organ, level: Level) -> Level:
    """The level asked for, or the first local one at which the organ has a name."""
    if level == Level.NATIONAL or organ.full_name(level, "", ""):
        return level
    return next((lv for lv in LOCAL_LEVELS if organ.name_at(lv)), level)


@lru_cache(maxsize=4)
def authority(vocabulary: Vocabulary) -> Authority:
    """The records of a vocabulary, built once."""
    return Authority(vocabulary)
