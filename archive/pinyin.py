"""How names and headings sound: pinyin without tones, by syllable."""

from __future__ import annotations

from collections.abc import Mapping


def syllables(text: str, surnames: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The reading of each Chinese character of ``text``; other characters stay together as they
    are. ``surnames`` are those whose reading is not that of the word: given for people's names."""
    # Its dictionaries take a third of a second to load; most commands do without.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    for length in (2, 1):
        if surnames and (reading := surnames.get(text[:length])):
            return (*reading.split(), *lazy_pinyin(text[length:], v_to_u=False))
    return tuple(lazy_pinyin(text, v_to_u=False))
