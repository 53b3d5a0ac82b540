"""Whose number a figure is: the department that the sentence, clause or phrase is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from archive.extraction.context import ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.figures.acting_officials import ActingOfficials
from archive.extraction.figures.actors import Actor, ActorReader
from archive.extraction.named import Named
from archive.model import OfficialMention

_EQUAL = re.compile(r"[、和及]|以及")
_BESIDE = re.compile(r"(?:窗口|系统|本级)?[（(]?")
# 移送公安局9条: to whom it goes.
_TO = re.compile(r"(?:移[送交]|转[交送办播]?|交[办由]?|[送报拨划]|上报)(?:给|至|到)?$")
_SHARE = re.compile("[0-9一二两三四五六七八九十百千万余多.]{1,8}[\u4e00-\u9fff]{1,2}[、和]")
_LIST_BEFORE_NUMBER = re.compile(r"等(?:共|近|约|超)?$")


_LONGEST_DEED = 4
# 是省商务厅12件, 有省商务厅12件: no deeds.
_THERE_IS = frozenset("是有为达占属含")


class SubjectReader:
    """Reads the subjects of one item's figures.

    ``others`` are the starts of numbers where others than departments act: 47家企业提供岗位1820个.
    """

    def __init__(
        self,
        item: ItemText,
        departments: Sequence[Named],
        others: Sequence[int] = (),
        officials: Sequence[OfficialMention] = (),
        times: Sequence[TimeExpression] = (),
    ) -> None:
        self._item = item
        self._departments = departments
        self._ends = [named.end for named in departments]
        self._posts = ActingOfficials(item, departments, officials)
        self._reader = ActorReader(item, departments, officials, times)
        self._others = frozenset(start for start in others if self._stand_alone(start))
        actors, self._labels = self._reader.read()
        if actors:
            actors += [Actor(start, None) for start in self._others]
            actors.sort(key=lambda actor: actor.start)
        self._actors = actors
        self._actor_starts = [actor.start for actor in self._actors]
        self._label_starts = [label.start for label in self._labels]
        self._turns = self._reader.turns()

    def _stand_alone(self, start: int) -> bool:
        """Whether those counted at ``start`` are nobody's object: 第一小学|300名师生认养树木, but
        not 聘请水利厅|12名骨干."""
        index = bisect_right(self._ends, start) - 1
        nearest = self._departments[index] if index >= 0 else None
        return nearest is None or nearest.end != start or self._reader.leads(nearest)

    def of(self, position: int) -> str | None:
        """The id of the department whose number stands at ``position``, or None."""
        text = self._item.text
        sentence = self._item.sentences.start(position)
        index = bisect_right(self._ends, position) - 1
        nearest = self._departments[index] if index >= 0 else None
        if nearest is not None and nearest.start >= sentence:
            if _LIST_BEFORE_NUMBER.fullmatch(text, nearest.end, position):
                if self._reader.leads(self._departments[self._first_listed(index)]):
                    return None
            elif (
                _BESIDE.fullmatch(text, nearest.end, position)
                and position not in self._others
                and not self._joined(index)
                and nearest.department is not None
                and not self._given(index, sentence)
                and not self._acted_on(nearest)
            ):
                return nearest.department.id
        actor = _last(self._actors, self._actor_starts, position)
        if actor is not None and actor.start >= sentence and (actor.department or actor.told):
            return actor.department
        label = _last(self._labels, self._label_starts, position)
        if label is None or "\n" in text[label.start : position]:
            return None
        return label.department

    def _given(self, index: int, sentence: int) -> bool:
        """Whether a department, or the first of those who share out with it, is to whom something
        goes: 移送公安局9条、交通局2条."""
        text = self._item.text
        named = self._departments[index]
        while not _TO.search(text, max(sentence, named.start - 4), named.start):
            before = self._departments[index - 1] if index > 0 else None
            if before is None or _SHARE.fullmatch(text, before.end, named.start) is None:
                return False
            index, named = index - 1, before
        return True

    def _acted_on(self, named: Named) -> bool:
        """Whether another, who leads the clause, does something to the department right before a
        number: 市教育局补助|外国语学校|36万元."""
        clause = self._item.clauses.start(named.start)
        actor = _last(self._actors, self._actor_starts, named.start)
        if actor is None or actor.start <= clause or actor.department is None:
            return False
        deed = self._item.text[max(actor.start, named.start - _LONGEST_DEED) : named.start]
        return bool(deed) and _is_deed(deed)

    def of_share(self, position: int, base: int, sentence: int) -> str | None:
        """Whose the share or comparison at ``position`` is that qualifies the figure at ``base``:
        市公安局30件，占10%. ``sentence`` is where the sentences begin that belong together."""
        named = bisect_right(self._ends, position) > bisect_right(self._ends, base)
        return self.of(position if named or base < sentence else base)

    def turn(self, position: int) -> int:
        """The last place up to ``position`` where another department took over behind a ；, 0 if
        there is none."""
        index = bisect_right(self._turns, position) - 1
        return self._turns[index] if index >= 0 else 0

    def respectively(self, position: int, count: int) -> list[str] | None:
        """The departments of a list that acts in the sentence of ``position``, where they are as
        many as ``count``: 甲、乙分别完成14户和9户."""
        sentence = self._item.sentences.start(position)
        if officials := self._posts.listed(position):
            held = [one.department for one in officials if one.department is not None]
            return held if len(held) == count and officials[0].span.start > sentence else None
        index = bisect_right(self._ends, position) - 1
        if index < 0:
            return None
        first = self._first_listed(index)
        listed = self._departments[first : index + 1]
        if len(listed) != count or listed[0].start < sentence or not self._reader.leads(listed[0]):
            return None
        known = [named.department.id for named in listed if named.department is not None]
        return known if len(known) == count else None

    def _first_listed(self, index: int) -> int:
        """The first of the list that the department at ``index`` stands in."""
        while self._joined(index):
            index -= 1
        return index

    def _joined(self, index: int) -> bool:
        """Whether it shares its number with the one before: 省发改委、省财政厅12家."""
        if index <= 0:
            return False
        before, named = self._departments[index - 1], self._departments[index]
        return _EQUAL.fullmatch(self._item.text, before.end, named.start) is not None


def _last(actors: Sequence[Actor], starts: Sequence[int], position: int) -> Actor | None:
    """The last that acts from ``position`` or before it."""
    index = bisect_right(starts, position) - 1
    return actors[index] if index >= 0 else None


def last_before(departments: Sequence[Named], position: int) -> Named | None:
    """The last department that ends at or before ``position``."""
    index = bisect_right(departments, position, key=lambda named: named.end) - 1
    return departments[index] if index >= 0 else None


@lru_cache(maxsize=1000)
def _is_deed(phrase: str) -> bool:
    """Whether a phrase ends with a verb that acts on what stands behind it."""
    word, tag = rjieba.tag(phrase)[-1]
    return tag == "v" and word[-1] not in _THERE_IS
