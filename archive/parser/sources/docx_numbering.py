"""Automatic numbering of Word files: the labels are nowhere in the text and must be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.parser.ordinals import to_chinese
from archive.parser.sources.docx_package import W

_PLACEHOLDER = re.compile(r"%([1-9])")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
        "taiwaneseCountingThousand", "ideographDigital",
    }
)  # fmt: skip
_SILENT = frozenset({"none", "bullet"})


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list (ISO/IEC 29500-1, 17.9.6): its format and text, e.g. ``（%1）``."""

    start: int
    format: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        """``root`` is that of ``numbering.xml``, if the document has one."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iterchildren(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = dict(_levels(abstract))
        for number in root.iterchildren(W + "num"):
            name = number.get(W + "numId", "")
            to = number.find(W + "abstractNumId")
            base = to.get(W + "val", "") if to is not None else ""
            overrides = list(number.iterchildren(W + "lvlOverride"))
            if overrides:
                # A list of its own that starts again.
                self._levels[f"num {name}"] = self._levels.get(base, {}) | {
                    level: changed
                    for part in overrides
                    for level, changed in self._override(part, base)
                }
                base = f"num {name}"
            self._abstract[name] = base

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph at ``level`` (from 0) of the list ``number``."""
        base = self._abstract.get(number, "")
        levels = self._levels.get(base, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(base, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if levels[level].format in _SILENT:
            return ""

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if at not in levels:
                return ""
            return _printed(counts.get(at, levels[at].start), levels[at].format)

        return _PLACEHOLDER.sub(printed, levels[level].text)

    def _override(self, part: etree._Element, base: str) -> Iterator[tuple[int, _Level]]:
        yield from _levels(part)
        start = part.find(W + "startOverride")
        at = _integer(part.get(W + "ilvl"), 0)
        known = self._levels.get(base, {}).get(at)
        if start is not None and known is not None:
            yield at, _Level(_integer(start.get(W + "val"), 1), known.format, known.text)


def _levels(holder: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in holder.iterchildren(W + "lvl"):
        values = {child.tag: child.get(W + "val", "") for child in level}
        yield (
            _integer(level.get(W + "ilvl"), 0),
            _Level(
                _integer(values.get(W + "start"), 1),
                values.get(W + "numFmt", "decimal"),
                values.get(W + "lvlText", ""),
            ),
        )


def _integer(value: str | None, default: int) -> int:
    text = value or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _printed(value: int, numbering: str) -> str:
    if numbering in _CHINESE and 0 < value < 100:
        return to_chinese(value)
    if numbering.startswith("decimalEnclosedCircle") and 0 < value <= len(_CIRCLED):
        return _CIRCLED[value - 1]
    if numbering == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if numbering in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        return chr(ord("A" if numbering == "upperLetter" else "a") + value - 1)
    return str(value)
