"""The bulletins annotated by hand keep to their markup and can be read by the archive."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.config import Limits
from archive.parser import parse
from scripts.evaluations.against_annotated import evaluate_agreement
from scripts.evaluations.annotated import (
    Annotated,
    AnnotationError,
    FigureTruth,
    read_annotated,
    read_set,
)

SETS = Path(__file__).resolve().parents[2] / "corpus" / "annotated"
DEV, TEST = (list(read_set(SETS / name)) for name in ("dev", "test"))
NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万两半]|^当日$")
HEADER = "# layout: city brief\n# place: 甲市\n# publisher: 甲市人民政府办公室\n"


@pytest.mark.parametrize("annotated", [*DEV, *TEST], ids=lambda annotated: annotated.name)
def test_a_bulletin_is_annotated_where_it_says(annotated: Annotated, tmp_path: Path) -> None:
    text = annotated.squeezed
    truths: list[Any] = [*annotated.departments, *annotated.figures, *annotated.dates]
    for truth in truths:
        assert text[truth.start : truth.end] == truth.surface
    for official in annotated.officials:
        assert text[official.start : official.end] == official.name
        assert re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", official.name)
    spans = sorted((t.start, t.end) for t in [*truths, *annotated.officials])
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    for figure in annotated.figures:
        assert NUMERAL.search(figure.surface), figure.surface
    assert 500 <= len(text) <= 1400
    path = tmp_path / "bulletin.txt"
    path.write_text(annotated.text, encoding="utf-8")
    issue = parse(path, Limits())
    assert "示例" in issue.masthead.title
    assert issue.items


def test_the_sets_are_as_large_and_as_mixed_as_promised() -> None:
    assert len(DEV) >= 40
    assert len(TEST) >= 20
    assert len({annotated.layout for annotated in DEV}) >= 8
    assert len({annotated.layout for annotated in TEST}) >= 8
    places = [annotated.place for annotated in [*DEV, *TEST]]
    assert len(set(places)) >= 40


@pytest.mark.parametrize("annotator", ["first", "second"])
def test_independent_annotations_are_of_texts_of_the_test_set(annotator: str) -> None:
    count, results = evaluate_agreement(SETS / "test", SETS / "independent" / annotator)
    assert count == 20
    assert all(result.score.f1 > 0.85 for result in results.values())


def test_texts_are_different() -> None:
    texts = [annotated.squeezed for annotated in [*DEV, *TEST]]
    grams = [{text[i : i + 24] for i in range(len(text) - 24)} for text in texts]
    for number, first in enumerate(grams):
        for second in grams[:number]:
            assert not first & second


def read(tmp_path: Path, body: str) -> Annotated:
    path = tmp_path / "one.annotated"
    path.write_text(HEADER + body, encoding="utf-8")
    return read_annotated(path)


def test_marks_become_plain_text_and_truth(tmp_path: Path) -> None:
    one = read(
        tmp_path,
        "{T 5月=2024-05}，{D 市商务局=~商务局}局长{O 沙 晨|局长、党组书记|~商务局}说，"
        "办结{F 1.2万件|办结|month|@|yoy+}，由8份减至{F 3份|材料|from 8}，"
        "需{F 15—20个=15~20 工作日|时限|q 约}。",
    )
    assert one.text == "5月，市商务局局长沙 晨说，办结1.2万件，由8份减至3份，需15—20个。\n"
    assert [d.name for d in one.departments] == ["甲市商务局"]
    official = one.officials[0]
    assert (official.name, official.titles) == ("沙晨", ("局长", "党组书记"))
    assert one.squeezed[official.start : official.end] == "沙晨"
    done, papers, days = one.figures
    assert isinstance(done, FigureTruth)
    assert (done.value, done.unit, done.period_type) == (12000, "件", "month")
    assert (done.subject, done.comparison) == ("甲市人民政府办公室", ("year_on_year", 1))
    assert papers.change_from == 8
    assert (days.value, days.value_high, days.unit, days.qualifier) == (15, 20, "工作日", "约")
    assert (one.dates[0].first.isoformat(), one.dates[0].last.isoformat()) == (
        "2024-05-01",
        "2024-05-31",
    )


@pytest.mark.parametrize(
    "body",
    [
        "{F 若干件|受理}",
        "{T 5月=2024-13}",
        "{T 5月=2024-05/2024-04}",
        "{D 市商务局=X}",
        "{O 沙晨||~商务局}",
        "{F 3件|受理|甲市商务局|乙市商务局}",
        "{D 市商务局",
        "{X 市商务局}",
    ],
)
def test_a_mark_that_means_nothing_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(AnnotationError, match=re.escape("one.annotated")):
        read(tmp_path, body)


def test_a_header_must_say_place_and_publisher(tmp_path: Path) -> None:
    path = tmp_path / "one.annotated"
    path.write_text("# layout: city brief\n正文\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match="place, publisher"):
        read_annotated(path)
