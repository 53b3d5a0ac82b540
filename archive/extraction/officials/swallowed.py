"""Personal names that were read as the beginning of an organisation: 主任|穆青|代表县政府."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import rjieba

from archive.extraction.context import ItemText
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.extraction.officials.names import NameReader

_BECOMES = re.compile("(?<![镇乡县市区村])(?:同志)?(?:任(?![命务期])|为(?![民企侨老农]))")
_MAY_BECOME = re.compile(f".{{2,4}}{_BECOMES.pattern}")
_DISMISSED = re.compile("免去|解聘|撤销")
_HELD = re.compile("(?:的)?(?:职务|一职|职位)")
_BEHIND_LONG = "江城途沙春治航白安"
"""What makes a word or a place with 长."""
_HIDDEN = "○"
"""Stands for a character of a name that is hidden; no part of any organisation's name."""


def without_swallowed(
    item: ItemText, departments: Sequence[Named], lexicon: Lexicon, names: NameReader
) -> ItemText | None:
    """The item with those personal names hidden, each character by another, that an organisation
    was found to begin with though a post stands before them or they are appointed (惠安平|为…集团);
    None where there are none."""
    text = item.text
    starts = [named.start for named in departments]
    hidden = [
        (named.start, end)
        for named in departments
        if _MAY_BECOME.match(text, named.start)
        and (end := names.end_of(text, named.start, strict=True)) is not None
        and end < named.end
        and _BECOMES.match(text, end)
    ]
    for word, start, end in lexicon.titles.find(text):
        index = bisect_right(starts, end + 1)  # 科长解|铭已约…街道办事处
        if not index or word in lexicon.title_groups:
            continue
        named = departments[index - 1]
        in_title = start < named.start < end  # 副县|长武远山坐镇县防火办
        if named.start < end and (not in_title or text[end] in _BEHIND_LONG):
            continue  # 县|长白山管理局
        behind = names.end_of(text, end)
        if behind is not None and behind < named.end:
            hidden.append((end, behind))
    for match in _DISMISSED.finditer(text):
        index = bisect_right(starts, match.end())
        for named in departments[max(0, index - 1) : index + 1]:
            end = _dismissed(text, match.end(), named, lexicon)
            if end is not None:
                hidden.append((match.end(), end))
                break
    if not hidden:
        return None
    characters = list(text)
    for start, end in hidden:
        characters[start:end] = _HIDDEN * (end - start)
    return ItemText(replace(item.item, text="".join(characters)))


def _dismissed(text: str, start: int, named: Named, lexicon: Lexicon) -> int | None:
    """The end of the name that an organisation was found to begin with whose post, printed behind
    it, someone loses: 免去|秦三元|物流分公司总经理职务."""
    post = lexicon.title_ahead.match(text, named.end)
    if named.start != start or post is None or not _HELD.match(text, post.end()):
        return None
    if text[start] not in lexicon.surnames:
        return None
    for end in (start + 3, start + 2):
        rest = text[end : named.end]
        first = rjieba.cut(rest)[0] if rest else ""
        if len(first) > 1 and not rjieba.has_word(text[end - 1 : end + 1]):
            return end
    return None
