"""Numbering at the start of a paragraph: 第一章, 一、, （一）, 1., (1), ①, 一是, ◆."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from archive.parser.ordinals import to_int
from archive.parser.text import fold


class MarkKind(IntEnum):
    """Kinds of numbering from the outermost to the innermost.

    一、 （一） 1. (1) are ordered by GB/T 9704-2012, 7.3.3; chapters, sections and articles stand
    above them in regulations.
    """

    CHAPTER = 0
    SECTION = 1
    ARTICLE = 2
    POSTER = 3
    """01, as web pages and designed briefs number their parts."""
    HAN = 4
    HAN_BRACKET = 5
    ARABIC = 6
    ARABIC_BRACKET = 7
    CIRCLED = 8
    LISTED = 9
    BULLET = 10
    """◆, which has no value and stands wherever its first use puts it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering: its kind, its value (0 where it has none) and the length of what is printed."""

    kind: MarkKind
    value: int
    length: int


_HAN = "[〇零一二三四五六七八九十百]{1,5}"
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (MarkKind.CHAPTER, rf"第({_HAN}|[0-9]{{1,3}})(?:章|编|篇|部分)"),
        (MarkKind.SECTION, rf"第({_HAN}|[0-9]{{1,3}})节"),
        (MarkKind.ARTICLE, rf"第({_HAN}|[0-9]{{1,3}})条(?![、，,和至到及])"),
        (MarkKind.POSTER, r"(0[1-9])[.、]?(?=[\u4e00-\u9fff])"),
        (MarkKind.HAN, rf"({_HAN})[、.﹒]"),
        (MarkKind.HAN_BRACKET, rf"[(〔]({_HAN})[)〕]、?"),
        (MarkKind.ARABIC, r"([0-9]{1,3})(?:[.﹒](?![0-9]+(?:[.]|[0-9]*\s?[%万亿]))|、)"),
        (MarkKind.ARABIC_BRACKET, r"[(]?([0-9]{1,3})[)]、?"),
        (MarkKind.LISTED, r"([一二三四五六七八九十])是(?=[\u4e00-\u9fff])"),
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLETS = "◆◇■□▲△●○★☆►▶◎※"


def read_mark(text: str) -> Mark | None:
    """The numbering at the start of ``text``, if there is one."""
    start = text[:12]
    if not start:
        return None
    if start[0] in _CIRCLED:
        return Mark(MarkKind.CIRCLED, _CIRCLED.index(start[0]) + 1, 1)
    if start[0] in _BULLETS:
        # 〇 and ○ are printed for zero in dates, too.
        return (
            None if start[0] == "○" and len(start) > 1 and start[1] in "○一二" else _bullet(start)
        )
    # Only ASCII punctuation needs patterns after folding; 、 has no ASCII form.
    folded = fold(start)
    for kind, pattern in _PATTERNS:
        if match := pattern.match(folded):
            try:
                return Mark(kind, to_int(match[1]), match.end())
            except ValueError:
                return None
    return None


def _bullet(start: str) -> Mark | None:
    """A bullet; several of them are a rule, and ○ is printed for zero in dates, too."""
    if start[1:2] == start[0] or (start[0] == "○" and start[1:2] in "一二三四五六七八九十"):
        return None
    return Mark(MarkKind.BULLET, 0, 1)
