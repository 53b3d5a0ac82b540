"""How far a text speaks of the same as another: by the rarer words the two have in common."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable

_TELLING_WORDS = 24
LEAST_SHARE = 0.25
"""Texts that have less in common than this share of the telling words are not alike."""

# Numbers differ from week to week; single characters and what stands everywhere tell nothing.
_WORD = re.compile(r"[^\d\W]{2,}")
_EVERYWHERE = 0.25
_FEW = 8


def telling_words(
    words: Iterable[str], documents_with: Callable[[str], int], documents: int
) -> dict[str, float]:
    """The words that tell a text best from the other ``documents``, each with its weight; the
    weights sum to 1. Empty if there are none.

    They are chosen by tf·idf (Salton & Buckley 1988) and weigh by their idf."""
    chosen: list[tuple[float, str, float]] = []
    for word, times in Counter(words).items():
        if not _WORD.fullmatch(word):
            continue
        frequency = documents_with(word)
        # One document has it: the text itself.
        if 1 < frequency <= max(_FEW, documents * _EVERYWHERE):
            rarity = math.log(1 + documents / frequency)
            chosen.append(((1 + math.log(times)) * rarity, word, rarity))
    best = sorted(chosen, key=lambda one: (-one[0], one[1]))[:_TELLING_WORDS]
    total = sum(rarity for _, _, rarity in best)
    return {word: rarity / total for _, word, rarity in best}
