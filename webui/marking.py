"""Texts with overlapping marks, cut into segments that HTML can nest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: ``kind`` (a CSS class), and where it links to, if anywhere."""

    span: Span
    kind: str
    href: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, where it begins, and the marks that cover all of it, in the order they
    were given."""

    text: str
    start: int
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def title(self) -> str:
        """What the marks that lead nowhere say."""
        return "；".join(mark.title for mark in self.marks if mark.title and not mark.href)

    @property
    def link(self) -> Mark | None:
        """The first mark that leads somewhere: links cannot be nested."""
        return next((mark for mark in self.marks if mark.href), None)


def segments(text: str, marks: Sequence[Mark], parts: Sequence[Span] = ()) -> list[Segment]:
    """Cut ``text`` at every border of a mark and of ``parts`` (cells). The segments' texts make
    up ``text``; marks that reach beyond it count as far as they lie within."""
    borders = {0, len(text)}
    for span in (*(mark.span for mark in marks), *parts):
        borders |= {min(max(span.start, 0), len(text)), min(max(span.end, 0), len(text))}
    cuts = sorted(borders)
    ordered = sorted(enumerate(marks), key=lambda pair: pair[1].span.start)
    open_marks: list[tuple[int, Mark]] = []
    upcoming = 0
    pieces: list[Segment] = []
    for start, end in pairwise(cuts):
        while upcoming < len(ordered) and ordered[upcoming][1].span.start <= start:
            open_marks.append(ordered[upcoming])
            upcoming += 1
        open_marks = [pair for pair in open_marks if pair[1].span.end > start]
        covering = tuple(mark for _, mark in sorted(open_marks, key=lambda pair: pair[0]))
        pieces.append(Segment(text[start:end], start, covering))
    return pieces
