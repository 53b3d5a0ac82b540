"""Where lines and pages end, roughly: enough to let page breaks cut names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from scripts.corpus_maker.text import Block, Heading, Paragraph

LINES, CHARACTERS = 22, 28


def cut_names(blocks: Sequence[Block], head: float) -> int:
    """How many departments a page break would cut if the masthead took ``head`` lines."""
    line, cut = head, 0
    for block in blocks:
        if isinstance(block, Heading):
            line += 1
        elif isinstance(block, Paragraph):
            starts = _line_starts(block.number + block.text.text)
            shift = len(block.number)
            for index, start in enumerate(starts):
                at = start - shift
                if (line + index) % LINES < 1 and index:
                    cut += sum(d["start"] < at < d["end"] for d in block.text.departments)
            line += len(starts)
        else:
            # Nothing below a table is where this reckoning would put it.
            break
    return cut


def _line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a paragraph start; its first line is indented."""
    starts, used = [0], 2.0
    for at, character in enumerate(text):
        width = 0.5 if unicodedata.east_asian_width(character) in ("Na", "N", "H") else 1.0
        if used + width > CHARACTERS and character not in "，。、；：）》”":
            starts.append(at)
            used = 0.0
        used += width
    return starts
