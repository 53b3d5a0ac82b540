"""Sentences and clauses, with their places in the text kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Span

QUOTE_LIMIT = 400
"""How far a quote may reach to each side of a finding: hostile text has no sentence ends."""

_ENDS = "。！？!?\n"
_CLOSERS = "”’）)】》」』"
_SENTENCE_END = re.compile(rf"[{_ENDS}][{_CLOSERS}]*")
_CLAUSE_END = re.compile(r"[，,：:。！？!?；;\n]")


@dataclass(frozen=True, slots=True)
class Breaks:
    """Sorted starts of the parts of a text, for finding the part a position lies in."""

    starts: Sequence[int]
    length: int

    def start(self, position: int) -> int:
        """Where the part begins that holds ``position``."""
        return self.starts[bisect_right(self.starts, position) - 1]

    def end(self, position: int) -> int:
        """Where that part ends, its mark included."""
        index = bisect_right(self.starts, position)
        return self.starts[index] if index < len(self.starts) else self.length


def sentences(text: str) -> Breaks:
    """The sentences of ``text``: they end at 。！？ and line feeds."""
    return Breaks([0, *(m.end() for m in _SENTENCE_END.finditer(text))], len(text))


def clauses(text: str) -> Breaks:
    """The clauses of ``text``: they also end at ，；：."""
    return Breaks([0, *(m.end() for m in _CLAUSE_END.finditer(text))], len(text))


def sentence_at(text: str, span: Span) -> Span:
    """The sentence (or sentences) around ``span``, for a quote.

    It ends at 。！？ (closing quotation marks and brackets belong to it) or a line feed, and
    reaches at most :data:`QUOTE_LIMIT` characters beyond the span to each side.
    """
    floor = max(0, span.start - QUOTE_LIMIT)
    start = floor
    for match in _SENTENCE_END.finditer(text, floor, span.start):
        start = match.end()
    ceiling = min(len(text), span.end + QUOTE_LIMIT)
    found = _SENTENCE_END.search(text, max(span.start, span.end - 1), ceiling)
    end = ceiling if found is None else found.end()
    if found is not None and found[0].startswith("\n") and found.start() >= span.end:
        end = found.start()
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, max(end, span.end))
