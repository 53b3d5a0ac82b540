"""What stands behind a personal name: how well a text goes on at a place where a name may end."""

from __future__ import annotations

import re

import rjieba

from archive.extraction.lexicon import Lexicon

HAN = re.compile(r"[\u3400-\u9fff×〇]+")
CERTAIN = 4.0
"""The end of a clause, a number, or words that hardly stand elsewhere."""
DEED = 3.0
"""A word that tells what someone does, an adverb, a time."""
_WORD = 2.5
_WITH_OBJECT = 2.75
_PARTICLE = 2.0
_UNKNOWN_WORD = 2.0
_BARE_VERB = 1.5
_POST = 1.0
_OTHER = 0.5
_LOOKAHEAD = 8
_ASPECTS = frozenset("着了过起出")
_BOUND = frozenset("着了过起得出")
"""What only stands behind a verb."""
_MILITARY_RANK = re.compile("[大上中少][将校尉](?![级军园])")
_OFFICES = tuple("部局委办处科厅院室")
_TAKES = frozenset("任兼为")
_LEADS = frozenset("为和同与及到对向给来经")
_MEANT = re.compile("[0-9０-９我本该]")
_DAY = re.compile("[0-9０-９]{1,4}[年月日]")
_FOLLOWS = frozenset(("v", "vn", "vd", "p", "d", "ad", "c", "u", "uj", "ul", "f", "t", "m"))
_ALSO = frozenset(("i", "l", "s"))
_VERBS = frozenset(("v", "d", "p", "c", "ad"))
_NOUNS = tuple("nbjms")


class Continuations:
    """Rates what follows a name, by the words of a vocabulary and the dictionary's."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._after = lexicon.after_names
        self._titles = lexicon.title_ahead
        self._last = frozenset(lexicon.vocabulary.surnames.last)
        self._never_last = frozenset(lexicon.vocabulary.surnames.never_last)

    def rate(self, text: str, position: int) -> float:
        """From 0 (no word begins here that may follow a name) to ``CERTAIN``."""
        if text[position : position + 1].isdigit():
            return CERTAIN if _DAY.match(text, position) else _OTHER
        if position >= len(text) or not HAN.match(text, position, position + 1):
            return CERTAIN
        known = self._after.match(text, position)
        if known is not None and self._is_office(text, known.end()):
            known = None
        if _MILITARY_RANK.match(text, position):
            return CERTAIN  # 汤武|少将
        post = self._titles.match(text, position)
        if post is not None and (known is None or post.end() > known.end()):
            return _POST
        takes = text[position] in _TAKES and self._titles.match(text, position + 1)
        if takes or (known is not None and len(known[0]) > 1):
            return CERTAIN  # 陶兆|任副指挥长
        return self._rate_word(text[position : position + _LOOKAHEAD], known is not None)

    def _is_office(self, text: str, position: int) -> bool:
        """检查|科, but 调任|厅长."""
        return text.startswith(_OFFICES, position) and not self._titles.match(text, position)

    def is_particle(self, text: str, position: int) -> bool:
        """Whether a character that hardly ends a name begins no longer word: 说, 到, 等."""
        known = self._after.match(text, position)
        return known is not None and len(known[0]) == 1 and known[0] in self._never_last

    def is_known(self, text: str, position: int) -> bool:
        """Whether a word of two characters and more that follows names begins here."""
        known = self._after.match(text, position)
        return known is not None and len(known[0]) > 1

    def _rate_word(self, text: str, known: bool) -> float:
        """By the word that begins ``text``, which may be ``known`` to follow names."""
        (word, tag), *others = rjieba.tag(text, hmm=False)
        if len(word) > 1:
            return DEED if tag in _FOLLOWS or tag in _ALSO else _WORD
        following, kind = others[0] if others else ("", "")
        if word in _LEADS:
            return CERTAIN if self._is_noun(text, kind) else _PARTICLE  # 和|群众
        if word in _BOUND or word in self._never_last:
            return 0.0 if word in _BOUND else DEED
        rates = [_PARTICLE] if known else [_of_single(tag)]
        if tag[:1] == "v" and word not in self._last:
            rates += [DEED] if following in _ASPECTS else []  # 扛|起
            rates += [_WITH_OBJECT] if kind[:1] == "n" and len(following) > 1 else []  # 抬|担架
        rates += [_UNKNOWN_WORD] if len(rjieba.cut(text)[0]) > 1 else []
        return max(rates)

    def _is_noun(self, text: str, kind: str) -> bool:
        """Whether a noun stands behind the first character; not 和|主持会议, which the dictionary
        calls one."""
        acts = self._after.match(text, 1)
        if acts is not None and len(acts[0]) > 1:
            return False
        return kind[:1] in _NOUNS or _MEANT.match(text, 1) is not None


def _of_single(tag: str) -> float:
    """What a word of one character says by its kind."""
    return _BARE_VERB if tag in _VERBS else _OTHER if tag in _FOLLOWS else 0.0
