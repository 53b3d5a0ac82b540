"""Precision, recall and F1 of what was found against what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Score:
    """True positives, what was made up, what was missed; ``errors`` names some of the latter."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.errors += other.errors

    @property
    def precision(self) -> float:
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / **{self.f1:.3f}**"


def compare(expected: Iterable[Any], found: Iterable[Any]) -> Score:
    """Score two multisets of hashable keys."""
    there, seen = Counter(expected), Counter(found)
    right = there & seen
    errors = [f"missed   {key}" for key in (there - seen).elements()]
    errors += [f"made up  {key}" for key in (seen - there).elements()]
    return Score(right.total(), (seen - there).total(), (there - seen).total(), errors)
