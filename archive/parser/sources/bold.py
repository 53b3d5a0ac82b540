"""Which text is bold: by the font's name, or by how it is drawn."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from archive.parser.sources.glyphs import TextStyle

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|粗", re.IGNORECASE)
_BLACK_FACE = re.compile(r"hei|黑|gothic|sans.{0,4}cjk|hansans", re.IGNORECASE)
_SUBSET = re.compile(r"[A-Z]{6}\+(.+)")


def bold_styles(runs: Iterable[tuple[TextStyle, int]], producer: str) -> frozenset[TextStyle]:
    """The bold ones among a document's styles.

    ``runs`` gives styles with the number of characters that have them; ``producer`` is the
    document's producer. A black face (黑体) counts as bold in a document whose text is in another
    face, as it is used for emphasis there. The weight that PDFium reports is an estimate from the
    stem width and calls many regular CJK fonts bold, so it is not used.
    """
    # Styles are one object within a page; to hash one costs more than to count it.
    lengths: Counter[int] = Counter()
    styles: dict[int, TextStyle] = {}
    for style, length in runs:
        lengths[id(style)] += length
        styles[id(style)] = style
    uses: Counter[TextStyle] = Counter()
    for identity, length in lengths.items():
        uses[styles[identity]] += length
    heavy = _synthetic(uses) if "Skia" in producer else set()
    black = {style.font.name for style in uses if _BLACK_FACE.search(style.font.name)}
    if sum(count for style, count in uses.items() if style.font.name in black) < 0.5 * uses.total():
        heavy |= black
    return frozenset(
        style
        for style in uses
        if style.stroked
        or style.doubled
        or style.font.forced_bold
        or style.font.name in heavy
        or _BOLD_NAME.search(style.font.name)
    )


def _synthetic(uses: Counter[TextStyle]) -> set[str]:
    """Fonts that Chromium made bold itself.

    It embeds one subset for each typeface and each synthetic style of it, all under one name; the
    subset that draws most of the text is the regular one.
    """
    families: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for style, count in uses.items():
        if match := _SUBSET.fullmatch(style.font.name):
            families[match[1]][match[0]] += count
    return {name for subsets in families.values() for name, _ in subsets.most_common()[1:]}
