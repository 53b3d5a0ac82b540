"""Key phrases: what texts speak of more than the rest of the archive does.

TF-IDF over nouns and runs of nouns: the part of speech from jieba's dictionary, the document
frequency from the archive's own index, in which an item is a document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import rjieba

from archive.index.port import IndexQuery, SearchIndex

MOST_PHRASES = 12
_WEIGHED = 36
"""Phrases whose document frequency is asked for, the most frequent in the texts first."""
_REMEMBERED = 20_000
_LONGEST_TEXT = 50_000
_LONGEST = 8
# Tags of jieba's dictionary (the ICTPOS set). Names of persons, places and offices have pages of
# their own.
_NOUNS = frozenset(("n", "nz", "vn", "an", "s", "j", "l"))
_DEEDS = _NOUNS | {"v"}
"""What may stand behind a noun as part of a phrase: 智能审批."""


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A phrase, how often the texts have it, and the number of items of the archive that do."""

    phrase: str
    count: int
    items: int


class Frequencies:
    """In how many items of an index a phrase occurs, remembered until the archive changes: the
    issues of a bulletin speak of the same things."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._of: tuple[object, dict[str, int]] = (None, {})

    def at(self, state: object) -> Callable[[str], int]:
        """A function that answers for one ``state`` of the archive."""
        if self._of[0] != state or len(self._of[1]) > _REMEMBERED:
            self._of = (state, {})
        known = self._of[1]

        def frequency(phrase: str) -> int:
            if phrase not in known:
                known[phrase] = document_frequency(self._index, phrase)
            return known[phrase]

        return frequency


def document_frequency(index: SearchIndex, phrase: str) -> int:
    """The number of items in which ``phrase`` occurs."""
    return index.search(IndexQuery(text=f'"{phrase}"', limit=1)).total


def key_phrases(
    texts: Iterable[str],
    index: SearchIndex,
    frequency: Callable[[str], int] | None = None,
    without: Collection[str] = (),
) -> tuple[KeyPhrase, ...]:
    """The key phrases of ``texts``, the weightiest first; a phrase is printed at least twice.

    At most 50 000 characters are read and 36 questions asked of the index, or of what is known of
    it: ``frequency``. ``without`` are words that are no key phrases, though parts of some.
    """
    frequency = frequency or partial(document_frequency, index)
    counts = Counter(_phrases(texts))
    # 审批 says nothing beside 智能审批 where it stands in nothing else.
    inside = Counter[str]()
    for phrase, count in counts.items():
        for begin in range(len(phrase)):
            for end in range(begin + 2, len(phrase) + 1):
                if end - begin < len(phrase):
                    part = phrase[begin:end]
                    inside[part] = max(inside[part], count)
    often = [
        (phrase, count)
        for phrase, count in counts.most_common()
        if count > 1 and count > inside[phrase] and phrase not in without
    ][:_WEIGHED]
    total = index.count()
    weighed = []
    for phrase, count in often:
        items = frequency(phrase)
        weight = count * math.log((1 + total) / (1 + items))
        weighed.append((weight, KeyPhrase(phrase, count, items)))
    weighed.sort(key=lambda entry: (-entry[0], entry[1].phrase))
    return tuple(found for weight, found in weighed[:MOST_PHRASES] if weight > 0)


def _phrases(texts: Iterable[str]) -> Iterator[str]:
    left = _LONGEST_TEXT
    for text in texts:
        words = rjieba.tag(text[:left])
        left -= len(text)
        yield from (word for word, tag in words if tag in _NOUNS and len(word) > 1)
        for (first, tag), (second, behind) in pairwise(words):
            if tag in _NOUNS and behind in _DEEDS and 3 < len(first + second) <= _LONGEST:
                yield first + second
        if left <= 0:
            return
