"""What a search includes besides the words as typed: other names of the same organ, the organs
before and after it, synonyms, and names spelled in pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from archive.index.analyzer import Analyzer, fold
from archive.index.facet import Facet
from archive.index.language import All, Asked, Condition, Either, Occurs, Within
from archive.index.port import IndexQuery, SearchIndex
from archive.suggestions import SuggestionKind, Suggestions
from archive.vocabulary import Level, Organ, Vocabulary

_LETTERS = re.compile(r"[a-z]{3,40}")
_MOST = 12
"""Other names that are looked for instead of one word."""
_LEVELS = {
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
}
_FACETS = {
    SuggestionKind.DEPARTMENT: Facet.DEPARTMENT,
    SuggestionKind.OFFICIAL: Facet.OFFICIAL,
    SuggestionKind.TOPIC: Facet.TOPIC,
}


class Include(StrEnum):
    """``NONE``: the words as typed; ``NAMES``: also other names of the same organ, synonyms and
    pinyin; ``LINEAGE``: also the organs that it was made from and those that took it over."""

    NONE = "none"
    NAMES = "names"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """``names`` were looked for as well as ``word``."""

    word: str
    names: tuple[str, ...]


class Thesaurus:
    """Other wordings of a word: names of organs and groups of synonyms, from the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        by_key = {organ.key: organ for organ in vocabulary.organs}
        self._beside: dict[str, list[Organ]] = {}
        self._called: dict[str, list[tuple[Organ, Level]]] = {}
        self._synonyms: dict[str, list[str]] = {}
        for organ in vocabulary.organs:
            for key in (*organ.successors, *organ.absorbed_by):
                self._beside.setdefault(organ.key, []).append(by_key[key])
                self._beside.setdefault(key, []).append(organ)
            for level in Level:
                for name in organ.names_at(level):
                    self._called.setdefault(fold(name), []).append((organ, level))
        for group in vocabulary.synonyms.groups:
            for word in group:
                self._synonyms.setdefault(fold(word), []).extend(group)

    def wordings(self, word: str, *, lineage: bool) -> tuple[str, ...]:
        """What else is said for ``word`` (folded): 省林草局 → 省林业和草原局."""
        found = [*self._synonyms.get(word, ()), *self._names(word, lineage=lineage)]
        return tuple(name for name in dict.fromkeys(found) if fold(name) != word)[:_MOST]

    def _names(self, word: str, *, lineage: bool) -> Iterator[str]:
        for length in range(len(word)):
            # The longest name of an organ at the end, behind a place or nothing: 省|林草局.
            place, known = word[:length], self._called.get(word[length:])
            if known is None:
                continue
            wanted = _LEVELS.get(place[-1:])
            if place and wanted is None:
                return
            for organ, level in known:
                if wanted in (None, level):
                    others = self._beside.get(organ.key, ()) if lineage else ()
                    for one in (organ, *others):
                        yield from (place + name for name in one.names_at(level))
            return


class Widening:
    """Widens queries by what the vocabulary and the archive know."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        index: SearchIndex,
        analyzer: Analyzer,
        suggestions: Suggestions,
    ) -> None:
        self._thesaurus = Thesaurus(vocabulary)
        self._index = index
        self._analyzer = analyzer
        self._suggestions = suggestions

    def widen(self, asked: Asked, include: Include) -> tuple[Asked, tuple[Inclusion, ...]]:
        """The query with what is included, and what that is. Excluded words and words looked for
        in headings only are left as they are, and so is the ranking: what was typed counts most."""
        if include is Include.NONE:
            return asked, ()
        found: dict[str, Inclusion] = {}
        condition = self._widened(asked.condition, include, found)
        if not found:
            return asked, ()
        more = (self._analyzer.phrase(name) for one in found.values() for name in one.names)
        words = tuple(dict.fromkeys((*asked.words, *(word for word in more if word.units))))
        return replace(asked, condition=condition, words=words), tuple(found.values())

    def called(self, name: str, kind: SuggestionKind) -> tuple[str, ...]:
        """Ids of what the archive knows under a part of its name, its pinyin or its initials."""
        suggested = self._suggestions.meant(name, _MOST)
        return tuple(one.value for one in suggested if one.kind is kind)

    def _widened(
        self, condition: Condition, include: Include, found: dict[str, Inclusion]
    ) -> Condition:
        match condition:
            case Occurs(word, False):
                names = self._thesaurus.wordings(word.text, lineage=include is Include.LINEAGE)
                more: Sequence[Condition] = [Occurs(self._analyzer.phrase(n)) for n in names]
                if not more:
                    names, more = self._spelled(condition)
                if not more:
                    return condition
                found[word.text] = Inclusion(word.text, names)
                return Either((condition, *more))
            case All(parts) | Either(parts):
                widened = tuple(self._widened(part, include, found) for part in parts)
                return replace(condition, parts=widened)
            case _:
                return condition

    def _spelled(self, occurs: Occurs) -> tuple[tuple[str, ...], Sequence[Condition]]:
        """Whom letters that stand in no text spell in pinyin: shangwuting, swt."""
        if not _LETTERS.fullmatch(occurs.word.text):
            return (), ()
        if self._index.search(IndexQuery(Asked(occurs), limit=0)).total:
            return (), ()
        meant = [
            one for one in self._suggestions.meant(occurs.word.text, _MOST) if one.kind in _FACETS
        ]
        labels = tuple(dict.fromkeys(one.value.partition("@")[0] for one in meant))
        return labels, tuple(_by_facet((_FACETS[one.kind], one.value) for one in meant))


def _by_facet(values: Iterable[tuple[Facet, str]]) -> Iterator[Within]:
    grouped: dict[Facet, list[str]] = {}
    for facet, value in values:
        grouped.setdefault(facet, []).append(value)
    return (Within(facet, tuple(of_it)) for facet, of_it in grouped.items())
