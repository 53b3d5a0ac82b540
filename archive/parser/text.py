"""Printed lines become continuous text without losing the place of any character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.model import Line, Run, Span

_FULL_WIDTH_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its text map and its bold spans."""

    text: str
    runs: tuple[Run, ...] = ()
    bold: tuple[Span, ...] = ()

    def slice(self, start: int, end: int | None = None) -> Passage:
        """The passage from offset ``start`` up to ``end``, offsets moved accordingly."""
        stop = len(self.text) if end is None else end
        return Passage(
            self.text[start:stop],
            tuple(_cut_runs(self.runs, start, stop)),
            tuple(
                Span(max(span.start, start) - start, min(span.end, stop) - start)
                for span in self.bold
                if span.start < stop and span.end > start
            ),
        )

    @property
    def all_bold(self) -> bool:
        """Whether every character but punctuation is bold."""
        covered = sum(span.end - span.start for span in self.bold)
        return bool(self.text) and covered >= 0.9 * len(self.text)


def _cut_runs(runs: tuple[Run, ...], start: int, stop: int) -> Iterator[Run]:
    for run in runs:
        first, last = max(run.start, start), min(run.end, stop)
        if first < last:
            edges = run.edges[first - run.start : last - run.start + 1]
            yield Run(first - start, run.page, run.top, run.bottom, edges)


def join_lines(lines: Iterable[Line]) -> Passage:
    """Join lines into one text: spaces stay only inside Latin phrases.

    Where a Latin phrase is broken between two words, a space without a place is put in.
    """
    parts: list[str] = []
    runs: list[Run] = []
    bold: list[Span] = []
    position = 0
    last = ""
    for line in lines:
        if last.isascii() and last.isalpha() and line.text[0].isascii() and line.text[0].isalpha():
            parts.append(" ")
            position += 1
        for start, end in _kept(line.text):
            shift = position - start
            runs.append(
                Run(position, line.page, line.top, line.bottom, line.edges[start : end + 1])
            )
            for span in line.bold:
                first, stop = max(span.start, start) + shift, min(span.end, end) + shift
                if first < stop:
                    _add(bold, Span(first, stop))
            parts.append(line.text[start:end])
            position += end - start
        last = line.text[-1]
    return Passage("".join(parts), tuple(runs), tuple(bold))


def concatenate(passages: Iterable[Passage], separator: str) -> Passage:
    """One passage of several, with ``separator``, which stands nowhere, between them."""
    text = ""
    runs: list[Run] = []
    bold: list[Span] = []
    for passage in passages:
        text += separator if text else ""
        start = len(text)
        runs.extend(replace(run, start=run.start + start) for run in passage.runs)
        bold.extend(Span(span.start + start, span.end + start) for span in passage.bold)
        text += passage.text
    return Passage(text, tuple(runs), tuple(bold))


def _add(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].end == span.start:
        spans[-1] = Span(spans[-1].start, span.end)
    else:
        spans.append(span)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a line's text that stay when spaces next to CJK characters go."""
    start = 0
    for space in _SPACES.finditer(text):
        if _inside_latin(text, space.start(), space.end()):
            # One of several spaces is enough.
            yield start, space.start() + 1
        elif start < space.start():
            yield start, space.start()
        start = space.end()
    if start < len(text):
        yield start, len(text)


def _inside_latin(text: str, start: int, end: int) -> bool:
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    return (
        before.isascii()
        and after.isascii()
        and (before.isalnum() or before in ",.;:)&%")
        and (after.isalnum() or after in "(&")
        and (before.isalnum() or after.isalpha())
        and (before.isalpha() or after.isalpha() or (before.isdigit() and after.isdigit()))
    )


def squeeze(text: str) -> str:
    """``text`` without any spaces, as the masthead's fields are kept."""
    return _SPACES.sub("", text)


def fold(text: str) -> str:
    """Full-width ASCII as ASCII, same length: for matching, never for output."""
    return text.translate(_FULL_WIDTH_ASCII)


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, closing quotes and brackets aside."""
    return text.rstrip("”’」』）)》\"'").endswith(("。", "；", "！", "？", ";", "!", "?"))
