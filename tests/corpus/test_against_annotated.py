"""What the archive finds is held against annotations by place and content."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.vocabulary import load_vocabulary
from scripts.evaluations.against_annotated import (
    FIELDS,
    FieldResult,
    evaluate_agreement,
    evaluate_set,
)
from scripts.evaluations.annotated import AnnotationError

HEAD = """# layout: weekly
# place: 云川省
# publisher: 云川省政务服务中心
窗口工作周报（示例）
2024年第3期
云川省政务服务中心
2024年1月19日

一、办件情况
"""


def evaluate(tmp_path: Path, body: str) -> dict[str, FieldResult]:
    (tmp_path / "one.annotated").write_text(HEAD + body, encoding="utf-8")
    count, results = evaluate_set(tmp_path, load_vocabulary(None))
    assert count == 1
    return results


def test_what_is_found_as_annotated_is_right(tmp_path: Path) -> None:
    results = evaluate(
        tmp_path,
        "1.{D 省商务厅=~商务厅}厅长{O 沙　晨|厅长|~商务厅}到{D 省中心=@}调研，"
        "受理 {F 608件|受理|~商务厅}。\n2.今天天气很好。\n",
    )
    assert list(results) == list(FIELDS)
    for name in ("departments", "officials.name", "officials", "figures"):
        score = results[name].score
        assert (score.right > 0, score.wrong, score.missed) == (True, 0, 0), name
        assert score.errors == []


def test_an_error_is_counted_under_the_rule_that_made_it(tmp_path: Path) -> None:
    results = evaluate(
        tmp_path, "1.{D 省商务厅=~财政厅}受理{F 608件=806 件|受理}，{D 我们}放心。\n"
    )
    departments, figures = results["departments"], results["figures"]
    (rule, kind), *rest = departments.confusion
    assert rule.startswith("departments.")
    assert (kind, rest) == ("wrong", [("(no rule)", "missed")])
    assert (figures.score.right, figures.score.wrong, figures.score.missed) == (0, 1, 1)
    assert "608" in figures.score.errors[0]
    assert "806" in figures.score.errors[0]


def test_what_is_not_annotated_is_made_up(tmp_path: Path) -> None:
    figures = evaluate(tmp_path, "1.各窗口受理608件。\n")["figures"]
    assert [kind for _, kind in figures.confusion] == ["made up"]
    assert figures.score.precision == 0


def write(folder: Path, body: str) -> Path:
    folder.mkdir()
    (folder / "one.annotated").write_text(HEAD + body, encoding="utf-8")
    return folder


def test_two_annotators_are_held_against_each_other(tmp_path: Path) -> None:
    first = write(tmp_path / "first", "1.{D 省商务厅=~商务厅}受理{F 608件|受理|~商务厅}。\n")
    second = write(tmp_path / "second", "1.{D 省商务厅=~商务厅}受理{F 608件|受理}。\n")
    count, results = evaluate_agreement(first, second)
    assert count == 1
    assert results["departments"].score.f1 == results["figures.metric"].score.f1 == 1
    assert results["figures.subject"].score.f1 == results["figures.full"].score.f1 == 0


@pytest.mark.parametrize("body", ["1.今天天气不好。\n", None])
def test_annotators_of_different_texts_are_not_compared(tmp_path: Path, body: str | None) -> None:
    second, first = write(tmp_path / "second", "1.今天天气很好。\n"), tmp_path / "first"
    if body is not None:
        write(first, body)
    with pytest.raises(AnnotationError, match="one: "):
        evaluate_agreement(first, second)
