"""What a number counts: the metric before it, or the noun behind 个."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.lexicon import Matcher
from archive.vocabulary import Vocabulary

_LONGEST_METRIC = 16
_NOT_HAN = re.compile(r"[^\u4e00-\u9fffA-Za-z·“”（）()]")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}")
_CUT = re.compile(
    r"[的在与和及等中为由对将向从就由并]|分别|进行|开展|参加|联合|实现|完成|全部|均|已"
)

# 满意率提高0.5个百分点 says something of the 满意率.
_DIRECTION = re.compile(r"(?:提高|提升|增长|上升|增加|上涨|下降|降低|减少|回落|压缩|缩短|压减)了?$")
_LEVEL = re.compile(
    r"^(?:省直|市直|县直|区直|省级|市级|县级|区级|相关|有关)+(?=[\u4e00-\u9fff]{2})"
)


class MetricReader:
    """Reads metrics with the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        metrics = vocabulary.metrics
        self._known = frozenset(metrics.metrics)
        self._longest = max(map(len, self._known), default=0)
        self._adverbs = frozenset([*metrics.adverbs, *vocabulary.units.qualifiers_before])
        self._longest_adverb = max(map(len, self._adverbs), default=0)
        self._matcher = Matcher(metrics.metrics)

    def before(self, text: str, floor: int, end: int) -> str | None:
        """The metric that ends before ``end``, reaching back at most to ``floor``."""
        floor = max(floor, end - 4 * _LONGEST_METRIC)
        if (known := self._known_before(text, floor, end)) is not None:
            return known
        end = self.strip_end(text, floor, end)
        if (known := self._known_before(text, floor, end)) is not None:
            return known
        if direction := _DIRECTION.search(text, max(floor, end - 3), end):
            stripped = self.strip_end(text, floor, direction.start())
            if (known := self._known_before(text, floor, stripped)) is not None:
                return known
        for match in _NOT_HAN.finditer(text, floor, end):
            floor = match.end()
        floor = self.strip_start(text, floor, end)
        phrase = text[floor:end]
        if not len(phrase) > 1:
            return None
        if len(phrase) <= 6:
            return phrase
        words = rjieba.cut(phrase)
        tail = words[-1]
        return tail if len(tail) > 1 else "".join(words[-2:])

    def _known_before(self, text: str, floor: int, end: int) -> str | None:
        for length in range(min(self._longest, end - floor), 1, -1):
            if text[end - length : end] in self._known:
                return text[end - length : end]
        return None

    def strip_end(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs (共计, 累计, 分别为) that end at ``end``."""
        while end > floor:
            length = next(
                (
                    n
                    for n in range(min(self._longest_adverb, end - floor), 0, -1)
                    if text[end - n : end] in self._adverbs
                ),
                0,
            )
            if length == 0 or text[end - length : end] in self._known:
                break
            end -= length
        return end

    def strip_start(self, text: str, start: int, end: int) -> int:
        """Step over adverbs that begin at ``start``."""
        while start < end:
            length = next(
                (
                    n
                    for n in range(min(self._longest_adverb, end - start), 0, -1)
                    if text[start : start + n] in self._adverbs
                ),
                0,
            )
            if length == 0:
                break
            start += length
        return start

    def noun(self, text: str, start: int) -> str | None:
        """The noun behind 个: 7个|部门, 2个|办理项."""
        match = _NOUN.match(text, start)
        if match is None:
            return None
        phrase = _LEVEL.sub("", match[0])
        if cut := _CUT.search(phrase):
            phrase = phrase[: cut.start()]
        for word, first, end in self._matcher.find(phrase):
            if first == 0:
                return word if end < len(phrase) else phrase
        if len(phrase) <= 4:
            return phrase or None
        words = rjieba.cut(phrase)
        return words[0] if len(words[0]) > 1 else "".join(words[:2])


@lru_cache(maxsize=4)
def metric_reader(vocabulary: Vocabulary) -> MetricReader:
    """The reader for a vocabulary, built once."""
    return MetricReader(vocabulary)
