"""The judged queries of the search, and how answers to them are measured."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.evaluations.relevance import TrueItem, folded, grade, measures

QUERIES = Path(__file__).resolve().parents[2] / "scripts" / "search-queries.toml"
CLASSES = {
    "alias", "abbreviation", "traditional", "pinyin", "name", "number", "date", "segmentation",
    "topic", "words",
}  # fmt: skip


def test_there_are_enough_queries_of_every_class() -> None:
    queries = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]
    assert len(queries) >= 80
    classes = Counter(one["class"] for one in queries)
    assert set(classes) == CLASSES
    assert min(classes.values()) >= 8
    assert len({one["q"] for one in queries}) == len(queries)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"department": "云川省商务厅"}, 2),
        ({"department": "云川省教育厅"}, 0),
        ({"department_end": "商务厅"}, 2),
        ({"official": "郑远山"}, 2),
        ({"figure": "22629件"}, 2),
        ({"date": "2月6日"}, 0),
        ({"date": "12月6日"}, 2),
        ({"phrases": ["窗口", "受理"]}, 2),
        ({"phrases": ["窗口", "要闻"]}, 1),
        ({"phrases": ["窗口", "培训"]}, 0),
    ],
)
def test_items_are_judged_by_what_their_maker_wrote_down(
    asked: dict[str, Any], expected: int
) -> None:
    text = "12 月 6 日，省商务厅窗口受理２２，６２９件。"
    item = TrueItem(
        text,
        folded(text),
        "一周要闻",
        frozenset({"云川省商务厅"}),
        frozenset({"郑远山"}),
        frozenset({"22629件"}),
    )
    assert grade(asked, item) == expected


def test_measures_are_those_of_the_textbook() -> None:
    judged = {"a": 2, "b": 1, "c": 1}
    assert measures(["a", "b", "c"], judged) == (1, 1, 1)
    assert measures([], judged) == (0, 0, 0)
    recall, gain, first = measures(["x", "b"], judged)
    best = 3 + 1 / math.log2(3) + 1 / math.log2(4)
    assert (recall, first) == (pytest.approx(1 / 3), 0.5)
    assert gain == pytest.approx(1 / math.log2(3) / best)
