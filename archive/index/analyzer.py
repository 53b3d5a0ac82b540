"""One analyzer makes what is indexed and what is asked for, so that the two always meet.

A text is *folded* (NFKC, case, traditional to simplified) and read as *units*: one Chinese
character, one number (``22629``, ``65.59``) or one run of letters (``etc``). Whether a word occurs
in a text is defined on units, never on how the text was segmented; segmentation splits queries
and serves the ranking. The reasons are in ``docs/search.md``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import rjieba
from opencc import OpenCC

from archive.errors import InvalidParameter
from archive.model import Span

ANALYZER_VERSION = 1
"""Part of the fingerprint: raise it with every change of what this module puts out."""

MAX_QUERY_CHARACTERS = 500
MAX_QUERY_WORDS = 40

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
# The bounds keep the reading of hostile text linear and index terms short.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,30})?|\d{1,30}(?:\.\d{1,30}){0,3}"
_LATIN = rf"[^\W\d_{_HAN}]{{1,60}}"
_UNIT = re.compile(f"{_NUMBER}|{_LATIN}|[{_HAN}]")
_PLAIN = re.compile(f"{_NUMBER}|{_LATIN}")
# Units side by side, also with spaces between: 王　华 is one name.
_RUN = re.compile(f"(?:(?:{_UNIT.pattern}) *)+")
# Bulletins print spaces around numbers, and people type them: 12 月 6 日 is one expression.
_SPACE_AT_NUMBER = re.compile(rf"(?<=\d) +(?=[{_HAN}])|(?<=[{_HAN}]) +(?=\d)")
_FUNCTION_WORDS = frozenset("的了和与及在等是对从由至到于将为以把被并或而也都")
_REPEATED = 4096
_RUN_BREAK = "|"
"""Stands behind every run, so that no word reaches from one into the next."""


class Token(NamedTuple):
    """A folded token; ``start`` and ``end`` are offsets into the original text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """What of a text goes into the index.

    ``lookups`` are distinct: every unit, and every word of the dictionary that occurs anywhere
    in the text. ``grams`` are pairs of neighbouring units in
    order. ``line`` is the text as units, each between spaces, see :attr:`QueryWord.needle`.
    ``words`` are the text segmented as for search, for the ranking.
    """

    lookups: frozenset[str]
    grams: tuple[str, ...]
    line: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query and what in the index decides whether a text contains it.

    If ``lookup`` is set, exactly the texts with that lookup contain the word; else exactly those
    with ``grams`` one behind the other, or with ``needle`` in their line. ``text`` is the word's
    entry among the words of the ranking.
    """

    text: str
    units: tuple[str, ...]
    lookup: str | None
    grams: tuple[str, ...]

    @property
    def needle(self) -> str:
        return f" {' '.join(self.units)} "


class Analyzer:
    """Folds and segments text. ``words`` (names from the vocabulary) are kept whole.

    Building one takes about 0.15 s; it can be shared between threads.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._jieba = rjieba.Jieba()
        digest = hashlib.sha256(unicodedata.unidata_version.encode())
        # In a fixed order: the weight jieba gives a new word depends on those it knows.
        for word in sorted({_fold(word).text for word in words}):
            # Segmentation sees runs of Chinese characters only.
            if len(word) > 1 and _HAN_RUN.fullmatch(word):
                self._jieba.add_word(word, None, None)
                digest.update(f"{word}\n".encode())
        self.fingerprint = f"{ANALYZER_VERSION}-{digest.hexdigest()[:16]}"
        """Two analyzers with the same fingerprint put out the same."""
        self.repeated_terms = lru_cache(_REPEATED)(self.index_terms)
        """:meth:`index_terms` for what comes again and again: headings and names."""

    def document_tokens(self, text: str) -> list[Token]:
        """The words of a text as for search: long words also give the shorter ones in them."""
        tokens: list[Token] = []
        for run in _runs(_fold(text)):
            for han, units in _stretches(run):
                if not han:
                    tokens.extend(units)
                    continue
                joined = "".join(unit.text for unit in units)
                tokens.extend(
                    Token(word, units[start].start, units[end - 1].end)
                    for word, start, end in self._jieba.tokenize(joined, mode="search")
                )
        return tokens

    def index_terms(self, text: str) -> IndexTerms:
        """What makes ``text`` findable."""
        lookups: set[str] = set()
        grams: list[str] = []
        line: list[str] = []
        words: list[str] = []
        stretches: list[str] = []
        for run in map(_plain, _RUN.findall(_fold(text).text)):
            units = _UNIT.findall(run)
            lookups.update(units)
            line.append(f" {' '.join(units)} {_RUN_BREAK}")
            if len(units) > 1:
                grams.extend(_grams(units))
                grams.append(_RUN_BREAK)
            words.extend(_PLAIN.findall(run))
            stretches.extend(_HAN_RUN.findall(run.replace(" ", "")))
        # One call for the whole text: crossing into Rust costs more than short stretches do.
        joined = "\n".join(stretches)
        words.extend(word for word in self._jieba.cut_for_search(joined) if word != "\n")
        lookups.update(word for word in self._jieba.cut_all(joined) if len(word) > 1)
        return IndexTerms(frozenset(lookups), tuple(grams), "".join(line), tuple(words))

    def query_terms(self, text: str) -> tuple[QueryWord, ...]:
        """The words of a query, all of which must occur; function words do not count.

        Empty if ``text`` holds nothing that could be searched for. Raises
        :class:`InvalidParameter` (``q``) if it is longer than a query may be.
        """
        if len(text) > MAX_QUERY_CHARACTERS:
            raise InvalidParameter(
                f"检索词过长：{len(text)} 字，最多 {MAX_QUERY_CHARACTERS} 字", parameter="q"
            )
        # Spaces separate the words of a query; line feeds end a run.
        folded = _SPACE_AT_NUMBER.sub("", _fold(text).text).replace(" ", "\n")
        segments: list[list[str]] = []
        for run in _runs(_Folded(folded, None)):
            tokens: list[str] = []
            for han, units in _stretches(run):
                texts = [unit.text for unit in units]
                tokens.extend(self._jieba.cut("".join(texts)) if han else texts)
            segments.append(tokens)
        content = [word for tokens in segments for word in _glue(tokens)]
        if not content:
            content = [token for tokens in segments for token in tokens]
        words = tuple(self._query_word(word) for word in dict.fromkeys(content))
        if len(words) > MAX_QUERY_WORDS:
            raise InvalidParameter(
                f"检索词过多：{len(words)} 个，最多 {MAX_QUERY_WORDS} 个", parameter="q"
            )
        return words

    def phrase(self, text: str) -> QueryWord:
        """All of ``text`` as one expression: its units side by side, however they are cut.

        Without units if ``text`` holds nothing that could be searched for."""
        return self._query_word("".join(_UNIT.findall(_plain(_fold(text).text))))

    def phrases(self, text: str) -> tuple[QueryWord, ...]:
        """Each stretch of ``text`` between punctuation as one expression, which no expression
        reaches across."""
        runs = (_plain(run).replace(" ", "") for run in _RUN.findall(_fold(text).text))
        return tuple(map(self._query_word, dict.fromkeys(runs)))

    def _query_word(self, text: str) -> QueryWord:
        units = tuple(_UNIT.findall(text))
        lookup = None
        if len(units) == 1:
            lookup = units[0]
        elif _HAN_RUN.fullmatch(text) and text in self._jieba.cut_all(text):
            lookup = text
        return QueryWord(text, units, lookup, tuple(_grams(units)))


def occurrences(text: str, words: Sequence[QueryWord]) -> list[tuple[Span, int]]:
    """Where ``words`` stand in ``text``, sorted: spans with the index of the word.

    A text contains a word in this sense exactly when the index says so.
    """
    folded = _fold(text)
    found: list[tuple[Span, int]] = []
    others: list[tuple[int, QueryWord]] = []
    for index, word in enumerate(words):
        if _HAN_RUN.fullmatch("".join(word.units)):
            # Every Chinese character is a unit wherever it stands, so the text need not be cut.
            pattern = re.compile(" *".join(word.units))
            match = pattern.search(folded.text)
            while match:
                found.append((folded.span(match.start(), match.end()), index))
                match = pattern.search(folded.text, match.start() + 1)
        else:
            others.append((index, word))
    if others:
        found.extend(_among_units(folded, others))
    return sorted(found)


def _among_units(
    folded: _Folded, words: Sequence[tuple[int, QueryWord]]
) -> Iterator[tuple[Span, int]]:
    """As :func:`occurrences`, for words with numbers or letters, which must be whole."""
    for run in _RUN.finditer(folded.text):
        # Most stretches of a text hold none of the words; to cut them costs most.
        plain = _plain(run[0])
        held = [one for one in words if all(unit in plain for unit in one[1].units)]
        if not held:
            continue
        units = _units_of(folded, run)
        line = "".join(f" {unit.text}" for unit in units) + " "
        places = list(accumulate((len(unit.text) + 1 for unit in units), initial=0))
        for index, word in held:
            at = line.find(word.needle)
            while at >= 0:
                first = bisect_left(places, at)
                last = first + len(word.units) - 1
                yield Span(units[first].start, units[last].end), index
                at = line.find(word.needle, at + 1)


def fold(text: str) -> str:
    """``text`` without differences that readers do not mean: width, case, traditional forms."""
    return _fold(text).text


class _Folding(dict[int, str]):
    """Character → folded character(s), worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", chr(code)).casefold())
        folded = "".join(_simplifier().convert(character) for character in folded)
        self[code] = folded
        return folded


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


_FOLDING = _Folding()


class _Folded(NamedTuple):
    """A folded text; ``origins`` holds the original offset of every character unless the same."""

    text: str
    origins: list[int] | None

    def token(self, text: str, start: int, end: int) -> Token:
        if self.origins is None:
            return Token(text, start, end)
        return Token(text, self.origins[start], self.origins[end - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        token = self.token("", start, end)
        return Span(token.start, token.end)


def _fold(text: str) -> _Folded:
    folded = text.translate(_FOLDING)
    # Folding lengthens single characters (㎡ → m2) and never drops one.
    if len(folded) == len(text):
        return _Folded(folded, None)
    return _Folded(folded, [i for i, c in enumerate(text) for _ in _FOLDING[ord(c)]])


def _runs(folded: _Folded) -> Iterator[list[Token]]:
    """The units of each run, with their places in the original text."""
    for run in _RUN.finditer(folded.text):
        yield _units_of(folded, run)


def _units_of(folded: _Folded, run: re.Match[str]) -> list[Token]:
    return [
        folded.token(_plain(match[0]), match.start(), match.end())
        for match in _UNIT.finditer(folded.text, run.start(), run.end())
    ]


def _plain(run: str) -> str:
    """Without the commas of thousands, the only ones there are in a run."""
    return run.replace(",", "")


def _stretches(run: Sequence[Token]) -> Iterator[tuple[bool, Sequence[Token]]]:
    """Split a run where Chinese characters meet other units: (is Chinese, units)."""
    start = 0
    for i in range(1, len(run) + 1):
        han = _is_han(run[start].text)
        if i == len(run) or _is_han(run[i].text) != han:
            yield han, run[start:i]
            start = i


def _is_han(unit: str) -> bool:
    return len(unit) == 1 and (
        "\u4e00" <= unit <= "\u9fff" or (unit >= "〇" and _HAN_RUN.match(unit) is not None)
    )


def _grams(units: Sequence[str]) -> Iterator[str]:
    return (f"{left}_{right}" for left, right in pairwise(units))


def _glue(tokens: Sequence[str]) -> Iterator[str]:
    """Join what segmentation leaves in pieces that alone would match nearly every text, and drop
    function words: 12|月|6|日, 第|11|次, 5|g, 省|商务厅, 办件|量.

    A single character goes with the number before it, else with what follows, else with what
    stands before; numbers and letters go with each other."""
    group: list[str] = []
    joins_next = False
    for place, token in enumerate(tokens):
        if token in _FUNCTION_WORDS:
            if group:
                yield "".join(group)
            group, joins_next = [], False
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        single, plain = _is_han(token), not _HAN_RUN.match(token)
        after_plain = bool(group) and not _HAN_RUN.match(group[-1])
        joins = joins_next or (after_plain and (single or plain)) or (single and not following)
        if group and not joins:
            yield "".join(group)
            group = []
        group.append(token)
        counter = single and after_plain
        joins_next = single and (not counter or not _HAN_RUN.match(following or "无"))
    if group:
        yield "".join(group)
