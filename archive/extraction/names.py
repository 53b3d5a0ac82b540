"""Personal names: where one ends that begins here, where one begins that ends here."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.lexicon import Lexicon, lexicon
from archive.vocabulary import Vocabulary

_HAN = re.compile(r"[\u4e00-\u9fff×]+")
_SPACED = re.compile(r"([\u4e00-\u9fff])[ \u3000]{1,2}([\u4e00-\u9fff])")
_ETHNIC = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")
_FUNCTION = frozenset("到赴在和与及率对向就从以于为等")
# Ends of words that look like names by their surname: 高新区, 云川省, 水利厅.
_NOT_LAST = frozenset("省市县区州厅局委处科室部院会司们级等的了性化")
_LONGEST_LOOKAHEAD = 8


class NameReader:
    """Reads personal names with the surnames and neighbouring words of a vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words = lexicon.vocabulary.cues
        self._not_names = frozenset(words.not_names)
        self._after = _alternatives(words.after_names)
        self._titles = _alternatives(lexicon.vocabulary.titles.names())

    def end_of(self, text: str, start: int, *, strict: bool = False) -> int | None:
        """The end of the name that begins at ``start``, or None.

        A name needs a surname and something behind it that may follow a name; where that
        leaves doubt, segmentation decides, unless ``strict``.
        """
        spaced = _SPACED.match(text, start)
        if spaced and spaced[1] in self._lexicon.surnames and self._may_end(text, spaced.end()):
            return spaced.end()
        if match := _ETHNIC.match(text, start):
            return self._trim_ethnic(text, match)
        lengths = self._lengths(text, start)
        fits = [n for n in lengths if self._may_end(text, start + n)]
        if fits:
            return start + self._choose(text, start, fits)
        if self._is_long(text, start):
            return start + 4
        if strict or not lengths or text[start] in self._lexicon.doubtful_surnames:
            return None
        return self._by_segmentation(text, start, lengths)

    def _choose(self, text: str, start: int, fits: list[int]) -> int:
        """Of two lengths that fit, the longer, unless its last character is a word (到, 和)
        with more text behind it."""
        longest, shortest = fits[0], fits[-1]
        if longest == shortest:
            return longest
        following = self._after.match(text, start + shortest)
        if following and len(following[0]) > 1 and following.end() > start + longest:
            return shortest  # 何欢|陪同, 林晓|主持
        if (
            not _HAN.match(text, start + longest, start + longest + 1)
            or text[start + shortest] not in _FUNCTION
        ):
            return longest
        return shortest

    def start_of(self, text: str, end: int, floor: int) -> int | None:
        """The start of the name that ends at ``end``, not before ``floor``, or None.

        What stands before it must be no part of a word: punctuation, ``floor`` or a word that
        may precede a name.
        """
        before = self._lexicon.before_organisations
        for length in (3, 2, 4):
            start = end - length
            if start < floor or length not in self._lengths(text, start):
                continue
            if start == floor or not _HAN.match(text[start - 1]):
                return start
            context = text[max(floor, start - 4) : start]
            if any(context[-n:] in before for n in (1, 2, 3, 4)):
                return start
        return None

    def _lengths(self, text: str, start: int) -> list[int]:
        """Possible lengths of a name at ``start``, longest first."""
        head = text[start : start + 4]
        if not head or head[:2] in self._not_names:
            return []
        if head[:2] in self._lexicon.compound_surnames:
            possible = (4, 3)
        elif head[0] in self._lexicon.surnames:
            possible = (3, 2)
        else:
            return []
        match = _HAN.match(text, start, start + len(head))
        run = match.end() - start if match else 0
        return [n for n in possible if n <= run and head[n - 1] not in _NOT_LAST]

    def _is_long(self, text: str, start: int) -> bool:
        """Whether four characters of one surname are a name: nothing shorter is."""
        name = text[start : start + 4]
        return (
            len(name) == 4
            and name[0] in self._lexicon.surnames
            and name[:2] not in self._not_names
            and _HAN.fullmatch(name) is not None
            and name[-1] not in _NOT_LAST
            and self._may_end(text, start + 4)
        )

    def _may_end(self, text: str, end: int) -> bool:
        if end >= len(text) or not _HAN.match(text, end, end + 1):
            return True
        return bool(self._after.match(text, end) or self._titles.match(text, end))

    def _trim_ethnic(self, text: str, match: re.Match[str]) -> int | None:
        last = max(match[0].rfind(dot) for dot in "·•・") + match.start() + 1
        for end in range(match.end(), last, -1):
            if self._may_end(text, end):
                # The shortest end that is followed by a word like 主持 wins over a longer one.
                shorter = [e for e in range(last + 2, end) if self._after.match(text, e)]
                return shorter[0] if shorter else end
        return None

    def _by_segmentation(self, text: str, start: int, lengths: list[int]) -> int | None:
        words = rjieba.cut(text[start : start + _LONGEST_LOOKAHEAD])
        first = len(words[0])
        if first == 1 and len(words) > 1:
            first += len(words[1])
        return start + first if first in lengths else None


def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=4)
def name_reader(vocabulary: Vocabulary) -> NameReader:
    """The reader for a vocabulary, built once."""
    return NameReader(lexicon(vocabulary))
