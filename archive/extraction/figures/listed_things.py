"""Things listed before a number that one metric names together: 采集生猪、禽类样品84份."""

from __future__ import annotations

import re
from collections.abc import Callable

import rjieba

from archive.extraction.figures.clause_words import ClauseWords, is_object

_LISTED = re.compile("[\u4e00-\u9fffA-Za-z]{2,10}")
_SHORTEST_LISTED = 2
_WHERE = frozenset("在从向对为于")
_LONGEST_LIST = 32


class ListedThings:
    """Joins the last of several things to those listed before it; ``read`` reads the metric of a
    phrase."""

    def __init__(self, words: ClauseWords, read: Callable[[str], str | None]) -> None:
        self._words = words
        self._read = read

    def with_those_before(self, text: str, floor: int, start: int, metric: str) -> str:
        """The ``metric`` that begins at ``start``, behind 、, with the things listed before it and
        the verb that acts on all: 采集生猪、|禽类样品, 芯片、|面板企业用工缺口. The clause begins
        at ``floor``. A ``metric`` with a verb of its own stands alone (受理、|办结)."""
        items = text[floor : start - 1].split("、")
        words = self._words.tagged(metric)
        if (
            any(not _LISTED.fullmatch(item) for item in items)
            or words[0][0] in self._words.verbs
            or self._words.acts_on(words[0][0])
            or words[0][1][0] in "dpcr"
            or words[0][0] in self._words.modifiers
            or not (self._words.names(words[-1]) or len(words) > 1)
        ):
            return metric
        first = self._read(items[0])
        if first is None or len(first) < _SHORTEST_LISTED:
            return metric
        begins = self._words.tagged(first)
        acts = any(
            self._words.acts_on(word) or word in self._words.verbs or tag == "v"
            for word, tag in begins[:2]
        )
        common = items[0].endswith(first) and _WHERE.isdisjoint(items[0])
        if not (len(begins) > 1 and acts) and not (
            common
            and is_object(*words[-1])
            and all(self._is_common(*word) for word in (*begins, *words))
        ):
            return metric
        together = "、".join([first, *items[1:], metric])
        return together if len(together) <= _LONGEST_LIST else metric

    def _is_common(self, word: str, tag: str) -> bool:
        """Whether a word is a noun that names no one and no place."""
        proper = tag in ("ns", "nt") or (tag == "nr" and not rjieba.has_word(word))
        return tag[0] in "nbjz" and not proper and word not in self._words.scopes
