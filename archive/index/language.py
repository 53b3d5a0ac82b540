"""The query language: what a reader typed becomes one small tree that every engine translates.

The language is documented for readers on the help page and in ``docs/search.md``. What cannot be
read as the language is searched as plain words, with a hint; only bombs are refused.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, cast

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, VisitError

from archive.errors import InvalidParameter
from archive.index.analyzer import (
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    Analyzer,
    QueryWord,
)
from archive.index.facet import Facet

MAX_DEPTH = 10
"""How deep parentheses may be nested."""

PLAIN_HINT = "检索式未能识别，已按普通词语检索。写法见“检索帮助”。"

FIELDS: dict[str, tuple[str, ...]] = {
    "department": ("部门", "department"),
    "official": ("官员", "official"),
    "topic": ("专题", "topic"),
    "bulletin": ("刊物", "bulletin"),
    "heading": ("标题", "title", "heading"),
    "number": ("期号", "number"),
    "date": ("日期", "date"),
}
"""The fields of the language with their names in a query."""


@dataclass(frozen=True, slots=True)
class Occurs:
    """The word occurs: in the text, heading or names, or in the ``heading`` alone."""

    word: QueryWord
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Starts:
    """A number or run of letters begins with ``prefix``."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Within:
    """The facet has one of ``values``."""

    facet: Facet
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The issue bears this number within its year."""

    number: int


@dataclass(frozen=True, slots=True)
class Dated:
    """The date lies between two days, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """All of ``parts`` hold; without any, everything matches."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of ``parts`` holds; without any, nothing matches."""

    parts: tuple[Condition, ...] = ()


Condition = Occurs | Starts | Within | Numbered | Dated | Not | All | Either


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as read.

    ``words`` are those a match may show, in order, without excluded ones; ``typed`` those of them
    that count in the ranking, the others having been included besides; ``ranked`` the entries of
    ``typed`` among the words of the ranking; ``near`` neighbouring words as one expression, which
    count more where they stand side by side, and so do the departments in ``named``, whom the words
    name. ``hint`` tells a reader how the query was understood if not as written.
    """

    condition: Condition
    words: tuple[QueryWord, ...] = ()
    typed: tuple[QueryWord, ...] = ()
    ranked: tuple[str, ...] = ()
    near: tuple[QueryWord, ...] = ()
    named: tuple[Within, ...] = ()
    hint: str = ""


_SPACE = r"\s"
_OPEN, _CLOSE = "(（", ")）"
_OPENING = '"＂“„「『'
_QUOTES = f"{_OPENING}”」』"  # full-width kin of the ASCII quote
_NAMES = "|".join(name for names in FIELDS.values() for name in names)
_GRAMMAR = rf"""
    start: any
    ?any: all (_OR all)*
    ?all: part (_AND? part)*
    ?part: _NOT part -> excluded
         | FIELD (_value | _OPEN _value (_OR _value)* _CLOSE) -> field
         | PHRASE -> phrase
         | PREFIX -> prefix
         | WORD -> word
         | _OPEN any _CLOSE
    _value: WORD | PHRASE

    FIELD.6: /(?<![^\s{_OPEN}|｜\-－])(?:{_NAMES})[:：][ \t　]*/i
    _OR.5: /(?<!\S)(?:OR|ＯＲ)(?!\S)|[|｜]+/
    _AND.5: /(?<!\S)(?:AND|ＡＮＤ)(?!\S)|&&/
    _NOT.5: /(?<![^\s{_OPEN}|｜])(?:[\-－−]|NOT(?=\s))(?=.)/
    PHRASE.4: /[{_OPENING}][^{_QUOTES}]*[{_QUOTES}]/
    PREFIX.4: /[^\s{_OPEN}{_CLOSE}{_QUOTES}|｜*＊]+[*＊](?=[\s{_OPEN}{_CLOSE}|｜]|$)/
    WORD: /[^\s{_OPEN}{_CLOSE}{_QUOTES}|｜]+/
    _OPEN: /[{_OPEN}]/
    _CLOSE: /[{_CLOSE}]/
    %ignore /\s+/
"""
_WILDCARD = re.compile(r"(?<![^\s:：(（\-－])[*＊]+[^\s*＊]")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_TO = r"\.\.+|．．+|。。+|…+|至|到|[~～]|[-–—]{2,}"
_RANGE = re.compile(rf"(.*?)(?:{_TO})(.*)")
_SPACED_RANGE = re.compile(
    rf"((?:日期|date)[:：][ 　]*\d\S*?)[ 　]*({_TO})[ 　]*(?=\d)", re.IGNORECASE
)
_OPERATOR = re.compile(r"(?<!\S)(?:OR|AND|NOT|ＯＲ|ＡＮＤ|ＮＯＴ)(?!\S)")
_NUMBER = re.compile(r"第?(\d{1,6})期?")


def read_query(text: str, analyzer: Analyzer) -> Asked:
    """Read what a reader typed. Blank text asks for everything; text without any word (``。！``)
    for nothing.

    Raises :class:`InvalidParameter` (``q``) for a query longer, deeper or with more words than
    allowed, or with a wildcard in front of a word.
    """
    if len(text) > MAX_QUERY_CHARACTERS:
        raise _refused(f"检索词过长：{len(text)} 字，最多 {MAX_QUERY_CHARACTERS} 字")
    if not text.strip():
        return Asked(All())
    if _depth(text) > MAX_DEPTH:
        raise _refused(f"括号嵌套过深，最多 {MAX_DEPTH} 层")
    if _WILDCARD.search(text):
        raise _refused("* 只能放在词尾", hint="例如 226*；汉字不必加 *，任何连续的字都能找到")
    hint, read = "", _SPACED_RANGE.sub(r"\1\2", text)
    reader = _Reader(read, analyzer)
    try:
        condition = reader.transform(_parser().parse(read))
    except (UnexpectedInput, VisitError) as error:
        if isinstance(error, VisitError) and isinstance(error.orig_exc, InvalidParameter):
            raise error.orig_exc from None
        hint = PLAIN_HINT
        condition = reader.words(_OPERATOR.sub(" ", text)) or reader.words(text)
    asked = _asked(condition, analyzer, hint)
    if sum(1 for _ in _leaves(asked.condition)) > MAX_QUERY_WORDS:
        raise _refused(f"检索词过多，最多 {MAX_QUERY_WORDS} 个")
    return asked


def with_names(condition: Condition, ids: Callable[[Within], Within]) -> Condition:
    """The condition with every :class:`Within` put through ``ids``, which resolves names."""
    match condition:
        case Within():
            return ids(condition)
        case Not(part):
            return Not(with_names(part, ids))
        case All(parts) | Either(parts):
            return replace(condition, parts=tuple(with_names(part, ids) for part in parts))
        case _:
            return condition


def _asked(condition: Condition | None, analyzer: Analyzer, hint: str) -> Asked:
    if condition is None:
        return Asked(Either(), hint=hint)
    words = tuple(dict.fromkeys(leaf.word for leaf in _shown(condition)))
    ranked: list[str] = []
    for word in words:
        ranked.extend((word.text, *(w.text for w in analyzer.query_terms(word.text))))
    near = tuple(
        analyzer.phrase(left.word.text + right.word.text)
        for left, right in pairwise(_shown(condition))
        if left.word != right.word
    )
    return Asked(
        condition,
        words,
        typed=words,
        ranked=tuple(dict.fromkeys(ranked)),
        near=tuple(dict.fromkeys(near)),
        hint=hint,
    )


def _shown(condition: Condition) -> Iterator[Occurs]:
    """The words a match may show: all but the excluded ones."""
    match condition:
        case Occurs():
            yield condition
        case All(parts) | Either(parts):
            for part in parts:
                yield from _shown(part)


def _leaves(condition: Condition) -> Iterator[Condition]:
    match condition:
        case Not(part):
            yield from _leaves(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from _leaves(part)
        case _:
            yield condition


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=False)


@dataclass(frozen=True, slots=True)
class _Plain:
    """Words as typed, from ``start`` to ``end`` of the query. Neighbours are put together again
    before they are cut: ``12 月 6 日``, but not what was copied from two lines or cells."""

    text: str
    start: int
    end: int


_Part = Condition | _Plain | None


@v_args(inline=True)
class _Reader(Transformer[Token, Any]):
    def __init__(self, query: str, analyzer: Analyzer) -> None:
        super().__init__()
        self._query = query
        self._analyzer = analyzer

    def start(self, part: _Part) -> Condition | None:
        return self._cut(part)

    def any(self, *parts: _Part) -> Condition | None:
        return _one(Either, [self._cut(part) for part in parts])

    def all(self, *parts: _Part) -> Condition | None:
        merged: list[_Part] = []
        for part in parts:
            last = merged[-1] if merged else None
            if isinstance(part, _Plain) and isinstance(last, _Plain):
                between = self._query[last.end : part.start]
                apart = "\n" if set(between) & set("\t\r\n") else " "
                merged[-1] = _Plain(f"{last.text}{apart}{part.text}", last.start, part.end)
            else:
                merged.append(part)
        return _one(All, [self._cut(part) for part in merged])

    def excluded(self, part: _Part) -> Condition | None:
        condition = self._cut(part)
        return None if condition is None else Not(condition)

    def word(self, text: Token) -> _Part:
        if _OPERATOR.fullmatch(text):
            raise ValueError(text)
        return _Plain(str(text), cast("int", text.start_pos), cast("int", text.end_pos))

    def phrase(self, text: Token) -> Condition | None:
        return _one(All, [Occurs(word) for word in self._analyzer.phrases(text[1:-1])])

    def prefix(self, text: Token) -> Condition | None:
        word = self._analyzer.phrase(text[:-1])
        if not word.units:
            return None
        # Any characters in a row are found, so a prefix of Chinese is the characters themselves.
        if not word.units[-1].isascii():
            return Occurs(word)
        before = "".join(word.units[:-1])
        starts = Starts(word.units[-1])
        return All((Occurs(self._analyzer.phrase(before)), starts)) if before else starts

    def field(self, name: Token, *values: Token) -> Condition | None:
        named = name.strip().rstrip(":：").lower()
        field = next(field for field, names in FIELDS.items() if named in names)
        return _one(Either, [self._value(field, value) for value in values])

    def _value(self, field: str, value: Token) -> Condition | None:
        text = value[1:-1] if value.type == "PHRASE" else str(value)
        match field:
            case "heading":
                words = (
                    self._analyzer.phrases(text)
                    if value.type == "PHRASE"
                    else self._analyzer.query_terms(text)
                )
                return _one(All, [Occurs(word, heading=True) for word in words])
            case "number":
                if number := _NUMBER.fullmatch(text):
                    return Numbered(int(number[1]))
                raise ValueError(text)
            case "date":
                return _dates(unicodedata.normalize("NFKC", text))
            case _:
                return Within(Facet(field), (text,))

    def words(self, text: str) -> Condition | None:
        """All words of ``text``, whatever signs stand between them."""
        return self._cut(_Plain(text, 0, len(text)))

    def _cut(self, part: _Part) -> Condition | None:
        if isinstance(part, _Plain):
            return _one(All, [Occurs(word) for word in self._analyzer.query_terms(part.text)])
        return part


def _one(kind: type[All | Either], parts: list[Condition | None]) -> Condition | None:
    real = tuple(part for part in parts if part is not None)
    if len(real) <= 1:
        return real[0] if real else None
    return kind(real)


def _dates(text: str) -> Dated:
    """A day, month or year, or a range of them, either end of which may be open."""
    if whole := _RANGE.fullmatch(text):
        low, high = whole[1].strip(), whole[2].strip()
        if not low and not high:
            raise ValueError(text)
        first = _days(low)[0] if low else dt.date.min
        return Dated(first, _days(high)[1] if high else dt.date.max)
    return Dated(*_days(text))


def _days(text: str) -> tuple[dt.date, dt.date]:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    year = cast("int", year)
    first = dt.date(year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or 12
    return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in _OPEN:
            depth += 1
            deepest = max(deepest, depth)
        elif character in _CLOSE:
            depth = max(0, depth - 1)
    return deepest


def _refused(message: str, hint: str = "请缩短或拆开检索式") -> InvalidParameter:
    return InvalidParameter(message, parameter="q", hint=hint)
