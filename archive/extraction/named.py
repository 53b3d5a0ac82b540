"""An organisation found in a text, before it becomes a mention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.model import Department


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation found in a text: where, who it is (if resolved), and by which rule."""

    start: int
    end: int
    department: Department | None
    rule: str


def merge(first: list[Named], second: Iterable[Named]) -> list[Named]:
    """Both, in order, without overlaps: a longer name wins, then the first list."""
    added = list(second)
    if not added:
        return first
    # The sort is stable: of equal spans, the first list's come first.
    ranked = sorted([*first, *added], key=lambda named: (named.start, -named.end))
    merged: list[Named] = []
    for named in ranked:
        if merged and named.start < merged[-1].end:
            if named.end - named.start > merged[-1].end - merged[-1].start:
                merged[-1] = named
            continue
        merged.append(named)
    return merged
