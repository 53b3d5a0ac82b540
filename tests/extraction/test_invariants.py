"""What holds for every text, ordinary or hostile."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.extraction.extract import LONGEST_ITEM, MOST_NAMES, MOST_NUMBERS, extract
from archive.extraction.sentences import sentence_at
from archive.model import Span
from archive.vocabulary import Vocabulary
from tests.extraction.issues import make_issue, texts_of

WORDS = """
    省商务厅 市 云川省 岚江市 厅长 副主任 党组书记、 张三 欧阳 买买提· （主持工作） 同志 处 个 😀 各
    本中心 本周 今年以来，累计 受理 120件 1.2万 由 调整为 20个工作日 至 当日 分别为 、 ， 。 《
    》 “ ” （ ） 同比增长 5% 人社、民政 等部门 百分之 两万三千 项 第 2023年 12月6日 技术公司
    人民银行 分行 三亿
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\t", " ", "\u3000"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@given(st.lists(TEXTS, min_size=1, max_size=3), st.one_of(st.none(), TEXTS))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_findings_stand_where_they_say(
    vocabulary: Vocabulary, texts: list[str], publisher: str | None
) -> None:
    issue = make_issue(*texts, publisher=publisher)
    by_key = texts_of(issue)
    findings = extract(issue, vocabulary)
    known = {department.id for department in findings.departments}
    for mention in findings.department_mentions:
        assert by_key[mention.item][mention.span.start : mention.span.end] == mention.surface
        assert mention.department is None or mention.department in known
    for official in findings.official_mentions:
        printed = by_key[official.item][official.span.start : official.span.end]
        assert printed.replace(" ", "").replace("\u3000", "") == official.name
        assert official.titles
    for figure in findings.figures:
        assert by_key[figure.item][figure.span.start : figure.span.end] == figure.surface
        assert figure.value_high is None or figure.value_high > figure.value
        assert figure.unit and figure.rule.startswith("figures.")
    for found in (findings.department_mentions, findings.figures):
        places = [(entry.item, entry.span) for entry in found]
        assert len(places) == len(set(places))
    assert extract(issue, vocabulary) == findings


@given(st.text(max_size=60), st.data())
def test_a_quote_holds_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = sentence_at(text, Span(start, end))
    assert 0 <= quote.start <= start <= end <= quote.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "省商务厅",
        "副厅长张三、",
        "受理1件、",
        "由1件至2件",
        "技术公司",
        "厅长、",
        "分别为1件",
        "《",
        "1,",
        "一",
        "中",
    ],
)
def test_findings_grow_with_the_text(unit: str, vocabulary: Vocabulary) -> None:
    """Twice the text gives at most twice the findings and one more: no rule reads pairs."""

    def count(times: int) -> int:
        findings = extract(make_issue(unit * times), vocabulary)
        return len(findings.figures) + len(findings.official_mentions)

    assert count(400) <= 2 * count(200) + 1


def test_an_endless_item_is_refused_by_name(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("受理5件。" * LONGEST_ITEM, "受理7件。"), vocabulary)
    assert [figure.surface for figure in findings.figures] == ["7件"]
    (problem,) = findings.problems
    assert (problem.code, problem.item) == ("extraction.item_too_long", "1-1")


def test_more_names_than_any_bulletin_has_are_refused_by_name(vocabulary: Vocabulary) -> None:
    dense = "省商务厅厅长、" * (MOST_NAMES // 5)
    findings = extract(make_issue("受理7件。", dense, dense, "受理9件。"), vocabulary)
    (problem,) = findings.problems
    assert (problem.code, problem.item) == ("extraction.too_many_names", "1-3")
    assert "7件" in {figure.surface for figure in findings.figures}


def test_more_numbers_than_any_bulletin_has_are_refused_by_name(vocabulary: Vocabulary) -> None:
    dense = "受理1件、" * (MOST_NUMBERS * 2 // 3)
    findings = extract(make_issue("受理7件。", dense, dense, "受理9件。"), vocabulary)
    (problem,) = findings.problems
    assert (problem.code, problem.item) == ("extraction.too_many_numbers", "1-3")
    assert "7件" in {figure.surface for figure in findings.figures}


_MEGABYTE = 350_000
"""Characters of a Chinese text of one megabyte."""

_HOSTILE = """
from archive.extraction.extract import extract
from archive.vocabulary import load_vocabulary
from tests.extraction.issues import make_issue
text = {unit!r} * ({size} // len({unit!r}))
parts = [text[i : i + 90_000] for i in range(0, len(text), 90_000)]
extract(make_issue(*parts), load_vocabulary(None))
"""


@pytest.mark.parametrize(
    "unit", ["区委书记、", "受理1件、", "开发区管委会", "（以下简称“省政管办”）", "处处长张"]
)
def test_a_hostile_megabyte_ends(unit: str) -> None:
    """The process is killed, and the test with it, long after any reading that is linear."""
    program = _HOSTILE.format(unit=unit, size=_MEGABYTE)
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert done.returncode == 0
