"""Which wordings count the same: metrics, units and headings brought to one form.

Nothing here knows a place or an office; what is particular stands in the vocabulary
(``series.toml`` and ``metrics.toml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.vocabulary import Vocabulary

_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_TABLE_NUMBER = re.compile(r"^[附图]?表[一二三四五六七八九十0-9０-９]*[：:、.．\s]*")
_UNIT_NOTE = re.compile(r"[（(]单位[：:][^（）()]*[）)]")


class Rule(StrEnum):
    """Why a wording belongs to a series."""

    PRINTED = "printed"
    ADVERB = "adverb"
    SUFFIX = "suffix"
    SYNONYM = "synonym"
    UNIT = "unit"
    HEADING = "heading"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a metric as printed means, and the rules that say so, in the order they were used."""

    name: str
    rules: tuple[Rule, ...] = ()


class Wording:
    """Reads metrics, units and headings by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.series
        self._canonical = {name: names[0] for names in words.synonyms for name in names}
        self._known = frozenset(vocabulary.metrics.metrics) | self._canonical.keys()
        self._adverbs = sorted(vocabulary.metrics.adverbs, key=len, reverse=True)
        self._suffixes = sorted(words.suffixes, key=len, reverse=True)
        self._units: dict[str, str] = {}
        for units in words.units:
            for unit in units:
                self._units.setdefault(unit, units[0])
        self._not_additive = frozenset(words.not_additive)

    def metric(self, printed: str) -> Reading:
        """The metric's name. The parts of a table's metric (法定时限·食品经营许可) are read one by
        one."""
        readings = [self._part(part.strip()) for part in printed.split("·")]
        rules = dict.fromkeys(rule for reading in readings for rule in reading.rules)
        return Reading("·".join(reading.name for reading in readings), tuple(rules))

    def unit(self, printed: str) -> tuple[str, Decimal]:
        """The unit without its scale, and by what a value is multiplied: 万亩 is 10000 亩."""
        scale = _SCALES.get(printed[:1])
        if scale is not None and len(printed) > 1:
            return printed[1:], scale
        return printed, Decimal(1)

    def unit_class(self, unit: str) -> str:
        """What units that are used for one another have in common."""
        return self._units.get(unit, unit)

    def additive(self, unit: str) -> bool:
        """Whether the sum of two values means anything."""
        return unit not in self._not_additive

    @staticmethod
    def heading(printed: str) -> str:
        """A heading or caption without the number of a table and the note of its unit."""
        plain = _TABLE_NUMBER.sub("", _UNIT_NOTE.sub("", printed)).strip()
        return plain or printed.strip()

    def _part(self, printed: str) -> Reading:
        name, rules = printed, []
        if name not in self._known:
            for adverb in self._adverbs:
                if name.startswith(adverb) and self._is_known(name[len(adverb) :]):
                    name = name[len(adverb) :]
                    rules.append(Rule.ADVERB)
                    break
        if (rest := self._without_suffix(name)) is not None:
            name = rest
            rules.append(Rule.SUFFIX)
        if (canonical := self._canonical.get(name, name)) != name:
            name = canonical
            rules.append(Rule.SYNONYM)
        return Reading(name, tuple(rules))

    def _is_known(self, name: str) -> bool:
        return name in self._known or self._without_suffix(name) is not None

    def _without_suffix(self, name: str) -> str | None:
        if name in self._canonical:
            return None
        for suffix in self._suffixes:
            rest = name.removesuffix(suffix)
            if rest != name and rest in self._known:
                return rest
        return None
