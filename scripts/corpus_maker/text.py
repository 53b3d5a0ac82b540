"""Texts that know what they say: findings are recorded while the text is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Number = int | str | Decimal


class Text:
    """A text under construction. Every method appends and returns the text itself; offsets are
    code points. Nothing is ever found by reading the text again.

    A figure belongs to the last :meth:`mark` of its sentence (本周 …) and, unless it names a
    subject, to the last bold lead of its text."""

    def __init__(self, *parts: str | Text) -> None:
        self.text = ""
        self.departments: list[dict[str, Any]] = []
        self.officials: list[dict[str, Any]] = []
        self.figures: list[dict[str, Any]] = []
        self.bold: list[tuple[int, int]] = []
        self.gaps: list[int] = []
        """Offsets at which a wide space is printed that is no part of the text (王　华)."""
        self._period: str | None = None
        self._lead: str | None = None
        self.add(*parts)

    def add(self, *parts: str | Text) -> Text:
        """Append plain strings and other texts with their findings."""
        for part in parts:
            if "。" in (part if isinstance(part, str) else part.text):
                self._period = None
            if isinstance(part, str):
                self.text += part
                continue
            shift = len(self.text)
            self.text += part.text
            self.bold += [(start + shift, end + shift) for start, end in part.bold]
            self.gaps += [gap + shift for gap in part.gaps]
            for mine, theirs in (
                (self.departments, part.departments),
                (self.officials, part.officials),
                (self.figures, part.figures),
            ):
                for found in theirs:
                    moved = dict(found, start=found["start"] + shift, end=found["end"] + shift)
                    mine.append(moved)
        return self

    def mark(self, words: str, period: str | None) -> Text:
        """Append words that say of what time the figures up to the end of the sentence are."""
        self._period = period
        return self.add(words)

    def stop(self) -> Text:
        """End a sentence, and with it the reach of its period."""
        return self.add("。")

    def department(self, surface: str, name: str, *, lead: bool = False) -> Text:
        """Name a department; ``name`` is its canonical name. A ``lead`` is bold."""
        start, end = self._append(surface)
        self.departments.append({"start": start, "end": end, "surface": surface, "name": name})
        if lead:
            self.bold.append((start, end))
        return self

    def lead(self, name: str | None) -> Text:
        """From here on figures without a subject are those of this department."""
        self._lead = name
        return self

    def official(
        self, name: str, titles: list[str], department: str | None, *, spaced: bool = False
    ) -> Text:
        """Name an official; the titles are printed by the caller. ``spaced`` sets the two
        characters of a short name apart in print."""
        start, end = self._append(name)
        if spaced and len(name) == 2:
            self.gaps.append(start + 1)
        self.officials.append(
            {"start": start, "end": end, "name": name, "titles": titles, "department": department}
        )
        return self

    def figure(
        self,
        surface: str,
        value: Number,
        unit: str,
        metric: str | None,
        *,
        period: str | None = None,
        subject: str | None = None,
        qualifier: str | None = None,
        change_from: Number | None = None,
        high: Number | None = None,
        comparison: tuple[str, int] | None = None,
    ) -> Text:
        """Report a number, printed as ``surface``; its period is the sentence's unless given."""
        start, end = self._append(surface)
        self.figures.append(
            {
                "start": start,
                "end": end,
                "surface": surface,
                "value": str(value),
                "value_high": None if high is None else str(high),
                "unit": unit,
                "metric": metric,
                "subject": subject or self._lead,
                "period_type": period or self._period,
                "qualifier": qualifier,
                "change_from": None if change_from is None else str(change_from),
                "comparison": comparison and {"kind": comparison[0], "sign": comparison[1]},
            }
        )
        return self

    def count(self, value: int, unit: str, metric: str | None, **options: Any) -> Text:
        """Report a number printed as digits and unit."""
        return self.figure(f"{value}{unit}", value, unit, metric, **options)

    def strong(self, words: str) -> Text:
        """Append bold words."""
        self.bold.append(self._append(words))
        return self

    def translated(self, table: dict[int, int]) -> Text:
        """The text with single characters replaced by others (１ for 1) wherever it is printed."""
        text = Text(self)
        text.text = text.text.translate(table)
        for found in (*text.departments, *text.figures):
            found["surface"] = found["surface"].translate(table)
        return text

    def pieces(self) -> list[tuple[str, bool]]:
        """The text as printed, wide spaces included, cut into (words, whether bold)."""
        bold = {at for start, end in self.bold for at in range(start, end)}
        pieces: list[tuple[str, bool]] = []
        for at, character in enumerate(self.text):
            printed = ("　" if at in self.gaps else "") + character
            if pieces and pieces[-1][1] == (at in bold):
                pieces[-1] = (pieces[-1][0] + printed, pieces[-1][1])
            else:
                pieces.append((printed, at in bold))
        return pieces

    def _append(self, surface: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += surface
        return start, len(self.text)


def join(texts: list[Text], separator: str) -> Text:
    """The texts with ``separator`` between them."""
    joined = Text()
    for index, text in enumerate(texts):
        joined.add(*([separator] if index else []), text)
    return joined


@dataclass
class Heading:
    """A line of its own; ``number`` is the printed mark, ``around`` what is printed about it
    (【】)."""

    level: int
    number: str
    text: str
    around: str = ""

    @property
    def printed(self) -> str:
        first, last = self.around[:1], self.around[1:]
        return f"{self.number}{first}{self.text}{last}"


@dataclass
class Paragraph:
    """An item: ``number`` is the printed mark, ``text`` what follows."""

    text: Text
    number: str = ""


@dataclass
class Grid:
    """A table item. ``spans`` maps (row, column) to (row span, column span) of merged cells,
    whose covered cells hold ``None``."""

    rows: list[list[Text | None]]
    caption: str = ""
    unit_note: str = ""
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass
class Signature:
    """Who signed a document and when: printed at the right, no item."""

    lines: list[str]


@dataclass
class Contents:
    """A table of contents: what it is called and its lines with their pages, printed and no item."""

    name: str
    lines: list[tuple[str, int]]


Block = Heading | Paragraph | Grid | Signature | Contents


@dataclass
class Issue:
    """An issue as its maker wrote it."""

    name: str
    layout: str
    producer: str
    title: str
    publishers: list[str]
    blocks: list[Block]
    number_printed: str
    year: int
    number: int | None
    number_last: int | None = None
    serial: int | None = None
    period: tuple[str, str] | None = None
    period_printed: str = ""
    date: str | None = None
    date_printed: str = ""
    title_printed: str = ""
    colophon: list[tuple[str, str]] = field(default_factory=list)
    copies: int | None = None
    copies_printed: str = ""
    contradictions: list[dict[str, Any]] = field(default_factory=list)
    split: str = "dev"
    head: list[tuple[str, str, str]] = field(default_factory=list)
    """The rows of its masthead (kind, text, text at the right), where the layout has none of its
    own."""
    printed_as: tuple[str, str] | None = None
    """Layout and producer whose look it has, if not its own."""
