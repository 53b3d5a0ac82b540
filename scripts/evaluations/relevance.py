"""What a query is about, judged by what the corpus maker wrote down; measures of answers."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEPTH = 50
TOP = 10
MEASURES = ("recall@50", "nDCG@10", "MRR")

Judged = Mapping[str, int]
"""Relevant items by id: 2 about what is asked for, 1 under a heading about it."""


@dataclass(frozen=True, slots=True)
class TrueItem:
    """An item as its maker wrote it. ``folded`` is its text without spaces and width."""

    text: str
    folded: str
    headings: str
    departments: frozenset[str]
    officials: frozenset[str]
    figures: frozenset[str]


def folded(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


def true_items(path: Path) -> list[TrueItem]:
    """The items of a file in their order."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    sections = {section["key"]: section for section in truth["sections"]}

    def headings(key: str) -> Iterator[str]:
        while key:
            yield sections[key]["heading"]
            key = sections[key]["parent"]

    return [
        TrueItem(
            item["text"],
            folded(item["text"]),
            folded("\n".join(headings(item["section"]))),
            frozenset(one["name"] for one in item["departments"]),
            frozenset(one["name"] for one in item["officials"]),
            frozenset(folded(one["surface"]) for one in item["figures"]),
        )
        for item in truth["items"]
    ]


def grade(asked: Mapping[str, Any], item: TrueItem) -> int:  # noqa: PLR0911
    """How far an item is about a query."""
    match asked:
        case {"department": name}:
            return 2 * (name in item.departments)
        case {"department_end": end}:
            return 2 * any(name.endswith(end) for name in item.departments)
        case {"official": name}:
            return 2 * (name in item.officials)
        case {"figure": surface}:
            return 2 * (folded(surface) in item.figures)
        case {"date": day}:
            return 2 * bool(re.search(rf"(?<!\d){day}", item.folded))
        case {"phrases": phrases}:
            if all(phrase in item.folded for phrase in phrases):
                return 2
            return int(all(phrase in item.folded + "\n" + item.headings for phrase in phrases))
    raise ValueError(f"nothing to judge by: {asked}")


def measures(found: Sequence[str], judged: Judged) -> tuple[float, float, float]:
    """recall@50, nDCG@10, MRR."""
    right = [judged.get(one, 0) for one in found[:DEPTH]]
    recall = sum(1 for gain in right if gain) / min(len(judged), DEPTH)
    best = dcg(sorted(judged.values(), reverse=True)[:TOP])
    first = next((place for place, gain in enumerate(right, 1) if gain), None)
    return recall, dcg(right[:TOP]) / best, 1 / first if first else 0.0


def dcg(gains: Iterable[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, 1))
