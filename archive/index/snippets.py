"""What of a text is shown for a hit, and which words of it are marked. The same for every engine,
since both are cut from the original text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.index.analyzer import QueryWord, occurrences
from archive.model import Span

MAX_SENTENCES = 3

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]*[”’」』）》]*|[。！？；!?;]+")
_CLAUSE = re.compile(r"[^，、：\s]+[，、：\s]*|[，、：\s]+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """``text`` is the original text from offset ``start`` on; ``marks`` are spans of ``text``."""

    text: str
    start: int
    marks: tuple[Span, ...] = ()


def highlights(text: str, words: Sequence[QueryWord]) -> tuple[Span, ...]:
    """Where ``words`` stand in ``text``, touching ones joined."""
    found = occurrences(text, words)
    return _joined([span for span, _ in found])


def snippet(text: str, words: Sequence[QueryWord], max_chars: int = 160) -> Snippet:
    """One to three sentences around the densest matches, at most ``max_chars`` characters.

    Whole sentences where they fit, else whole clauses, else characters. Most different words
    win, then most matches, then the earlier place. Without a match the text's beginning."""
    found = occurrences(text, words)
    pieces = _pieces(text, max_chars)
    if not pieces:
        return Snippet("", 0)
    start, end = _densest(pieces, found, max_chars)
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = [span for span, _ in found if start <= span.start and span.end <= end]
    marks = (Span(mark.start - start, mark.end - start) for mark in _joined(inside))
    return Snippet(text[start:end], start, tuple(marks))


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    sentence: int


def _pieces(text: str, max_chars: int) -> list[_Piece]:
    """The parts a snippet is put together from: sentences, or parts of too long ones."""
    pieces: list[_Piece] = []
    for sentence, match in enumerate(_SENTENCE.finditer(text)):
        if match.end() - match.start() <= max_chars:
            pieces.append(_Piece(match.start(), match.end(), sentence))
            continue
        for clause in _CLAUSE.finditer(text, match.start(), match.end()):
            pieces.extend(
                _Piece(start, min(start + max_chars, clause.end()), sentence)
                for start in range(clause.start(), clause.end(), max_chars)
            )
    return pieces


def _densest(
    pieces: Sequence[_Piece], found: Sequence[tuple[Span, int]], max_chars: int
) -> tuple[int, int]:
    starts = [span.start for span, _ in found]
    best: tuple[int, int, bool] | None = None
    window = (pieces[0].start, pieces[0].end)
    for start, end, first_end in _windows(pieces, max_chars):
        low = bisect_left(starts, start)
        inside = [word for span, word in found[low : bisect_left(starts, end)] if span.end <= end]
        # Among equals, one that begins with a match shows what follows it.
        rank = (len(set(inside)), len(inside), bool(inside) and starts[low] < first_end)
        if best is None or rank > best:
            best, window = rank, (start, end)
    return window


def _windows(pieces: Sequence[_Piece], max_chars: int) -> Iterator[tuple[int, int, int]]:
    """The longest window from every piece on: start, end, end of its first piece."""
    last = 0
    for first, piece in enumerate(pieces):
        last = max(last, first)
        while (
            last + 1 < len(pieces)
            and pieces[last + 1].end - piece.start <= max_chars
            and pieces[last + 1].sentence - piece.sentence < MAX_SENTENCES
        ):
            last += 1
        yield piece.start, pieces[last].end, piece.end


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
