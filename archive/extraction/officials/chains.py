"""Titles that follow one another (党组书记、厅长), one person's posts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.extraction.officials.occupations import begin_of_post, listed_occupations, occupation

_BRACKET = re.compile(r"[（(][^（()）《》\n]{1,12}[）)]")
_POST_BRACKET = re.compile(
    r"主持|兼|代理|挂职|正厅|副厅|正处|副处|正局|副局|级|试用|代|分管|专职|党外|非领导"
)
_DEPUTY = "人大代表"
_ASSISTANT = "助理"
_ONCE = re.compile("(?:原任?|老|前任?|[现时新首历继候拟]任|分管)$")
_LINK = re.compile(r"[、，]?(?:兼任?|暨|并兼任?)|、")
MOST_TITLES = 8


@dataclass(frozen=True, slots=True)
class Chain:
    """Posts of one person as printed side by side: ``titles`` between ``start`` and ``end``,
    ``departments`` the organisation printed right before each (None where there is none)."""

    start: int
    end: int
    titles: tuple[str, ...]
    departments: tuple[Named | None, ...]

    @property
    def first(self) -> Named | None:
        """The first organisation that the chain prints."""
        return next((named for named in self.departments if named is not None), None)

    @property
    def begin(self) -> int:
        """Where the chain begins with the organisation before its first title."""
        named = self.departments[0]
        return named.start if named is not None else self.start


def joined(first: Chain, second: Chain) -> Chain:
    """Both as the posts of one person."""
    return Chain(
        first.start,
        second.end,
        (*first.titles, *second.titles),
        (*first.departments, *second.departments),
    )


def read_chains(text: str, departments: Sequence[Named], lexicon: Lexicon) -> list[Chain]:
    """The chains of a text, in order. What belongs to an organisation's name is no title:
    of 县政府办公室主任, only 主任 is."""
    chains: list[Chain] = []
    cursor = 0
    for start, title_end in _posts(text, departments, lexicon):
        word_end = title_end
        while cursor < len(departments) and departments[cursor].end <= start:
            cursor += 1
        begin = start
        if cursor < len(departments) and departments[cursor].start < word_end:
            named = departments[cursor]
            rest = text[named.end : word_end]
            head = text[named.end - 1 : word_end]
            if rest == "长" and head in lexicon.title_words:  # 县公安局|长: 局长
                chains.append(Chain(named.end, word_end, (head,), (named,)))
                continue
            post = lexicon.title_ahead.match(text, named.end)  # 内分泌科|主任医师
            deputy = text[start:title_end] == _DEPUTY and text.startswith("代表", named.end)
            if named.end >= word_end or not (deputy or (post and post.end() >= word_end)):
                continue
            begin, word_end = named.end, post.end() if post else word_end  # 省人大|代表
        begin = begin_of_post(text, begin, word_end)
        before = _ending_at(departments, cursor, begin)
        if before is None and (then := _ONCE.search(text, max(0, begin - 2), begin)):
            before = _ending_at(departments, cursor, then.start())  # 县交通局原局长
        if text.startswith(_ASSISTANT, word_end):
            word_end += len(_ASSISTANT)  # 公证员|助理
        end = _behind_bracket(text, word_end)
        chain = Chain(begin, end, (text[begin:end],), (before,))
        last = chains[-1] if chains else None
        if last is not None and begin < last.end:
            continue
        linked = last is not None and before is None and len(last.titles) < MOST_TITLES
        if linked and last is not None and _LINK.fullmatch(text, last.end, begin):
            chains[-1] = joined(last, chain)
        else:
            chains.append(chain)
    return chains


def _posts(text: str, departments: Sequence[Named], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the posts stand that the vocabulary has, and those that only their form shows."""
    found = [
        (start, end)
        for word, start, end in lexicon.titles.find(text)
        if word not in lexicon.title_groups
    ]
    starts = [start for start, _ in found]
    others: list[tuple[int, int]] = []
    covered: set[int] = set()
    for named in departments:
        end = occupation(text, named.end, lexicon)
        if end is None:
            continue
        within = range(bisect_left(starts, named.end), bisect_left(starts, end))
        led = starts[within.stop : within.stop + 1] == [end]  # 助理|巡视员
        if not led and not any(
            found[index][1] > end or found[index][0] == named.end for index in within
        ):
            others.append((named.end, end))
            covered.update(within)
    for start, end in listed_occupations(text, lexicon):
        index = bisect_left(starts, end)
        if not index or found[index - 1][1] <= start:
            others.append((start, end))
        elif start < found[index - 1][0] and found[index - 1][1] == end:
            others.append((start, end))
            covered.add(index - 1)  # 客户|经理
    if not others:
        return found
    kept = (post for index, post in enumerate(found) if index not in covered)
    return sorted([*kept, *others])


def _ending_at(departments: Sequence[Named], cursor: int, position: int) -> Named | None:
    for index in (cursor, cursor - 1):
        if 0 <= index < len(departments) and departments[index].end == position:
            return departments[index]
    return None


def _behind_bracket(text: str, end: int) -> int:
    match = _BRACKET.match(text, end)
    return match.end() if match and _POST_BRACKET.search(match[0]) else end
