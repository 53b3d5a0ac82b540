"""Personal names that were read as the beginning of an organisation: 主任|穆青|代表县政府."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from archive.extraction.context import ItemText
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.extraction.officials.names import NameReader

_MAY_BECOME = re.compile(".{2,4}(?:同志)?[任为]")
_BECOMES = re.compile("(?:同志)?[任为]")
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
    if not hidden:
        return None
    characters = list(text)
    for start, end in hidden:
        characters[start:end] = _HIDDEN * (end - start)
    return ItemText(replace(item.item, text="".join(characters)))
