"""What a number counts: the noun phrase or verb before it, or the noun behind its unit."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.lexicon import Matcher
from archive.vocabulary import Vocabulary

_LONGEST_METRIC = 16
_NOT_HAN = re.compile(r"[^\u4e00-\u9fffA-Za-z·“”（）()]")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}|“[\u4e00-\u9fffA-Za-z]{1,12}”")
_CUT = re.compile(
    r"[的在与和及等中为由对将向从就并被把]|分别|进行|开展|参加|联合|实现|完成|全部|均|已|有关|相关|负责"
)
# 满意率提高0.5个百分点 says something of the 满意率.
_DIRECTION = re.compile(
    r"(?:提高|提升|增长|上升|增加|上涨|加快|净增|下降|下滑|降低|减少|回落|压缩|缩短|压减|精简)了?$"
)
_LEVEL = re.compile(
    r"^(?:省直|市直|县直|区直|省级|市级|县级|区级|相关|有关)+(?=[\u4e00-\u9fff]{2})"
)
# 占窗口受理总量的7.4%: what the share is called, not what it is a share of.
_SHARE = re.compile(r"(占|完成)[^，,。；;：:、！？\n]{1,24}的$|(?<=[，,；;。])占$")
_QUOTED = re.compile(r"“([^“”]{1,20})”$")
_EACH = re.compile(r"每[\u4e00-\u9fff]$")
# 拟开工项目: what is said of the noun in passing.
_IN_PASSING = re.compile(r"[拟未已新可需待][\u4e00-\u9fff]{0,2}")
_PLACES = frozenset("省市县区州旗乡镇村")
_NOMINAL = frozenset("najlbigzfs")
_EVERY = frozenset({"各类", "各项", "各种", "各", "等"})
_ENDINGS = frozenset("率额量数费值价站点员组项期")
"""Single characters that end a noun, which the segmenter may cut off."""


class MetricReader:
    """Reads metrics with the words of a vocabulary.

    Words are told apart by the segmenter's parts of speech (ICTCLAS tags: n noun, v verb …),
    which are rough; the vocabulary goes before them.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        metrics = vocabulary.metrics
        self._nouns = frozenset(metrics.nouns)
        self._known = frozenset([*metrics.metrics, *metrics.nouns])
        self._longest = max(map(len, self._known), default=0)
        self._empty = frozenset(metrics.empty_verbs)
        self._scopes = frozenset(metrics.scopes)
        self._adverbs = frozenset([*metrics.adverbs, *vocabulary.units.qualifiers_before])
        self._longest_adverb = max(map(len, self._adverbs), default=0)
        self._matcher = Matcher(metrics.nouns)
        self._modifiers = frozenset(metrics.modifiers)
        self._phrase = lru_cache(maxsize=4096)(self._read_phrase)
        self._counted = lru_cache(maxsize=4096)(self._read_counted)

    def before(self, text: str, floor: int, end: int) -> str | None:
        """The metric that ends before ``end``, reaching back at most to ``floor``."""
        floor = max(floor, end - 4 * _LONGEST_METRIC)
        if share := _SHARE.search(text, max(0, floor - 1), end):
            return share[1] or share[0]
        known = self._known_before(text, floor, end)
        if known is None:
            end = self.strip_end(text, floor, end)
            known = self._known_before(text, floor, end)
        if known is None and (direction := _DIRECTION.search(text, max(floor, end - 3), end)):
            stripped = self.strip_end(text, floor, direction.start())
            if (known := self._known_before(text, floor, stripped)) is not None:
                end = stripped
        if known in self._empty:
            end -= len(known or "")
        elif known is not None and known not in self._nouns:
            return known
        for match in _NOT_HAN.finditer(text, floor, end):
            floor = match.end()
        if each := _EACH.search(text, floor, end):
            end = each.start()
        phrase = text[floor:end]
        if quoted := _QUOTED.search(phrase):
            return quoted[1] if quoted[1] in self._known else quoted[0]
        if known in self._empty:
            return (phrase and self._phrase(phrase, None)) or known
        return (phrase and self._phrase(phrase, known)) or known

    def _read_phrase(self, phrase: str, known: str | None) -> str | None:
        """The last noun of a phrase with its modifiers and the verb that governs it; or the verb
        that the phrase ends with."""
        words = self._words(phrase)
        taken = ""
        nominal = False
        for word, noun in reversed(words):
            if word in _EVERY:
                continue
            if noun is None or (taken and word in self._scopes):
                break
            if not noun and nominal and word in self._empty:
                break
            taken = word + taken
            if not noun and nominal and word[0] != "可":
                break
            nominal = nominal or noun
        if known is not None and not taken.endswith(known):
            return known
        return taken if len(taken) > 1 else None

    def _words(self, phrase: str) -> list[tuple[str, bool | None]]:
        """The words of a phrase: nouns (True), verbs (False) and what belongs to neither."""
        words: list[tuple[str, bool | None]] = []
        for word, tag in rjieba.tag(phrase):
            if word in _ENDINGS and words and words[-1][1] is not None:
                words[-1] = (words[-1][0] + word, True)
            elif word in self._nouns or word in self._modifiers:
                words.append((word, True))
            elif word in self._adverbs:
                words.append((word, None))
            elif tag[0] == "v" and tag != "vn":
                words.append((word, False))
            else:
                noun = tag[0] in _NOMINAL or tag in ("vn", "eng")
                words.append((word, True if noun or (tag == "d" and len(word) > 1) else None))
        return words

    def last_known(self, text: str, floor: int, end: int) -> str | None:
        """The last metric of the vocabulary named in a stretch of text."""
        found = None
        for word, _, _ in self._matcher.find(text[max(floor, end - 5 * _LONGEST_METRIC) : end]):
            found = word
        return found

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

    def noun(self, text: str, start: int) -> str | None:
        """The noun behind a unit that counts things: 7个|部门, 2个|办理项, 36家|企业."""
        match = _NOUN.match(text, start)
        return None if match is None else self._counted(match[0])

    def _read_counted(self, phrase: str) -> str | None:
        phrase = _LEVEL.sub("", phrase)
        if phrase[0] == "“":
            return phrase
        if cut := _CUT.search(phrase):
            phrase = phrase[: cut.start()]
        if passing := _IN_PASSING.match(phrase):
            rest = [word for word, noun in self._words(phrase[passing.end() :]) if noun]
            if rest:
                return rest[0]
        words = self._words(phrase)
        if words and words[0][0] in _PLACES:
            return words[0][0]
        taken: list[str] = []
        for word, noun in words:
            if not noun and (taken or not self._compound(words)):
                break
            taken.append(word)
            if len(taken) == 3 or (len(taken) == 2 and sum(map(len, taken)) > 3):
                break
        return "".join(taken) or None

    @staticmethod
    def _compound(words: list[tuple[str, bool | None]]) -> bool:
        """Whether a verb begins a noun: 帮办|代办员."""
        return len(words) > 1 and words[1][1] is True and words[1][0][-1] in _ENDINGS


@lru_cache(maxsize=4)
def metric_reader(vocabulary: Vocabulary) -> MetricReader:
    """The reader for a vocabulary, built once."""
    return MetricReader(vocabulary)
