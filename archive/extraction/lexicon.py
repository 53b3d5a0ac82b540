"""The vocabulary made ready for matching: automata, sets and expressions, built once.

A name is looked for with Aho-Corasick automata (leftmost-longest), so that the cost of a text
does not depend on the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from archive.extraction.jurisdiction import Gazetteer, gazetteer_of
from archive.vocabulary import Level, Organ, Vocabulary

_NEVER_IN_NAMES = "赴到的了在由向从与和及"


class Matcher:
    """Finds the longest of many words at each place of a text, in one pass."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(word for word in words if word))
        self._automaton = AhoCorasick(self.words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Word, start and end of each match, in order, not overlapping."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield self.words[index], start, end

    def count(self, text: str) -> int:
        return len(self._automaton.find_matches_as_indexes(text))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the extractors look things up in."""

    vocabulary: Vocabulary
    organs: dict[str, tuple[tuple[Organ, Level], ...]]
    """Printed name without place → the organs and levels that bear it."""
    stems: dict[str, tuple[Organ, ...]]
    organ_names: Matcher
    embedded: re.Pattern[str] | None
    embedded_organs: tuple[Organ, ...]
    """The organ of each group of ``embedded``."""
    organisation_ends: Matcher
    titles: Matcher
    title_words: frozenset[str]
    title_ahead: re.Pattern[str]
    gazetteer: Gazetteer
    not_organisations: frozenset[str]
    title_groups: frozenset[str]
    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    doubtful_surnames: frozenset[str]
    after_names: re.Pattern[str]
    """What may stand behind a personal name: mostly what someone does."""
    name_beginnings: re.Pattern[str]
    """How names of peoples without Chinese surnames begin."""
    before_organisations: frozenset[str]
    verbs_before: re.Pattern[str]
    """Words of two characters and more that stand before an organisation."""
    deeds: re.Pattern[str]
    """What an organisation does, behind its name."""
    verbs_at_end: re.Pattern[str]
    """One of these at the end of a text: 经济检查."""
    words_before: re.Pattern[str]
    """The same, and the single characters that are never part of a name."""

    def count_names(self, text: str) -> int:
        """How many words of ``text`` may belong to a name of an organisation or be a title."""
        matchers = (self.organ_names, self.organisation_ends, self.titles)
        return sum(matcher.count(text) for matcher in matchers)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, longer ones first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=4)
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Compile a vocabulary; kept for the few vocabularies a process uses."""
    organs: dict[str, list[tuple[Organ, Level]]] = {}
    stems: dict[str, list[Organ]] = {}
    embedded: list[tuple[str, Organ]] = []
    for organ in vocabulary.organs:
        for level in Level:
            for name in organ.names_at(level):
                organs.setdefault(name, []).append((organ, level))
        for stem in organ.stems:
            stems.setdefault(stem, []).append(organ)
        embedded += ((form, organ) for form in organ.embedded)
    embedded.sort(key=lambda entry: len(entry[0]), reverse=True)
    words = vocabulary.cues
    surnames = vocabulary.surnames
    singles = frozenset("".join(surnames.single.split()))
    before = frozenset(words.before_organisations)
    verbs = alternatives(word for word in before if len(word) > 1)
    return Lexicon(
        vocabulary=vocabulary,
        organs={name: tuple(entries) for name, entries in organs.items()},
        stems={name: tuple(entries) for name, entries in stems.items()},
        organ_names=Matcher([*organs, *words.not_organisations]),
        embedded=_embedded(form for form, _ in embedded),
        embedded_organs=tuple(organ for _, organ in embedded),
        organisation_ends=Matcher([*words.organisation_suffixes, *words.not_organisations]),
        titles=Matcher([*vocabulary.titles.names(), *vocabulary.titles.groups]),
        title_words=frozenset(vocabulary.titles.names()),
        title_ahead=re.compile(alternatives(vocabulary.titles.names())),
        gazetteer=gazetteer_of(vocabulary, before),
        not_organisations=frozenset(words.not_organisations),
        title_groups=frozenset(vocabulary.titles.groups),
        surnames=singles,
        compound_surnames=frozenset(surnames.compound.split()),
        doubtful_surnames=frozenset("".join(surnames.doubtful.split())),
        after_names=re.compile(alternatives(words.after_names)),
        name_beginnings=re.compile(alternatives(surnames.beginnings.split()) or "(?!)"),
        before_organisations=before,
        verbs_before=re.compile(verbs),
        deeds=re.compile(alternatives(words.deeds) or "(?!)"),
        verbs_at_end=re.compile(f"(?:{verbs})$"),
        words_before=re.compile(f"{verbs}|对(?!外)|[{_NEVER_IN_NAMES}]"),
    )


def _embedded(forms: Iterable[str]) -> re.Pattern[str] | None:
    """人民银行{}分行: one group a form, holding a place of at most ten characters."""
    alternatives = []
    for form in forms:
        head, _, tail = form.partition("{}")
        alternatives.append(rf"{re.escape(head)}([\u4e00-\u9fff]{{1,10}}?){re.escape(tail)}")
    return re.compile("|".join(alternatives)) if alternatives else None
