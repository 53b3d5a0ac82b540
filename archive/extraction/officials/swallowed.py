"""Personal names that were read as the beginning of an organisation: 主任|穆青|代表县政府."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from archive.extraction.context import ItemText
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.extraction.officials.names import NameReader

_HIDDEN = "○"
"""Stands for a character of a name that is hidden; no part of any organisation's name."""


def without_swallowed(
    item: ItemText, departments: Sequence[Named], lexicon: Lexicon, names: NameReader
) -> ItemText | None:
    """The item with those personal names hidden, each character by another, that a post stands
    before and an organisation was found to begin with; None where there are none."""
    text = item.text
    starts = [named.start for named in departments]
    hidden = []
    for word, _, end in lexicon.titles.find(text):
        index = bisect_right(starts, end + 1)  # 科长鄂|铭已约…街道办事处
        if not index or word in lexicon.title_groups or departments[index - 1].start < end:
            continue
        behind = names.end_of(text, end)
        if behind is not None and behind < departments[index - 1].end:
            hidden.append((end, behind))
    if not hidden:
        return None
    characters = list(text)
    for start, end in hidden:
        characters[start:end] = _HIDDEN * (end - start)
    return ItemText(replace(item.item, text="".join(characters)))
