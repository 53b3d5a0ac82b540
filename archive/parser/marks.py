"""Numbering at the start of a paragraph: 第一章, 一、, （一）, 1., (1), ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from archive.parser.ordinals import to_int
from archive.parser.text import fold


class MarkKind(IntEnum):
    """Kinds of numbering from the outermost to the innermost, as GB/T 9704-2012 orders them."""

    CHAPTER = 0
    HAN = 1
    HAN_BRACKET = 2
    ARABIC = 3
    ARABIC_BRACKET = 4
    CIRCLED = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering: its kind, its value and the length of what is printed."""

    kind: MarkKind
    value: int
    length: int


_HAN = "[〇零一二三四五六七八九十百]{1,5}"
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (MarkKind.CHAPTER, rf"第({_HAN}|[0-9]{{1,3}})(?:章|编|篇|部分)"),
        (MarkKind.HAN, rf"({_HAN})[、.]"),
        (MarkKind.HAN_BRACKET, rf"[(〔]({_HAN})[)〕]、?"),
        (MarkKind.ARABIC, r"([0-9]{1,3})(?:[.](?![0-9]+(?:[.]|[0-9]*\s?[%万亿]))|、)"),
        (MarkKind.ARABIC_BRACKET, r"[(]?([0-9]{1,3})[)]、?"),
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def read_mark(text: str) -> Mark | None:
    """The numbering at the start of ``text``, if there is one."""
    start = text[:12]
    if start and start[0] in _CIRCLED:
        return Mark(MarkKind.CIRCLED, _CIRCLED.index(start[0]) + 1, 1)
    # Only ASCII punctuation needs patterns after folding; 、 has no ASCII form.
    folded = fold(start)
    for kind, pattern in _PATTERNS:
        if match := pattern.match(folded):
            try:
                return Mark(kind, to_int(match[1]), match.end())
            except ValueError:
                return None
    return None
