from __future__ import annotations

import pytest

from archive.extraction import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import PROVINCE, make_issue, officials_of

COMMERCE = "云川省商务厅"
WATER = "云川省水利厅"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党委书记、主任林晓主持会议。", [("林晓", ("党委书记", "主任"), PROVINCE)]),
        ("商务厅党组书记、厅长方一鸣到窗口调研。", [("方一鸣", ("党组书记", "厅长"), COMMERCE)]),
        ("水利厅副厅长王桦，二级巡视员李金川值守。",
         [("王桦", ("副厅长",), WATER), ("李金川", ("二级巡视员",), WATER)]),
        ("副主任张三、李四和王五分别带队。",
         [(name, ("副主任",), PROVINCE) for name in ("张三", "李四", "王五")]),
        ("省商务厅副厅长（主持工作）赵一鸣同志讲话。",
         [("赵一鸣", ("副厅长（主持工作）",), COMMERCE)]),
        ("省商务厅欧阳志远副厅长陪同调研。", [("欧阳志远", ("副厅长",), COMMERCE)]),
        ("水利厅厅长买买提·吐尔逊主持会议。", [("买买提·吐尔逊", ("厅长",), WATER)]),
        ("水利厅厅长王　桦主持会议。", [("王桦", ("厅长",), WATER)]),
        ("任命周正为云川省商务厅厅长。", [("周正", ("厅长",), COMMERCE)]),
        ("副主任何平、高原出席。",
         [(name, ("副主任",), PROVINCE) for name in ("何平", "高原")]),
        ("水利厅副厅长何欢陪同。", [("何欢", ("副厅长",), WATER)]),
        ("水利厅副厅长刘泽民轩，散会。", [("刘泽民轩", ("副厅长",), WATER)]),
        ("商务厅召开会议，厅长方一鸣讲话。", [("方一鸣", ("厅长",), COMMERCE)]),
    ],
)  # fmt: skip
def test_names_titles_and_departments(
    text: str, expected: list[tuple[str, tuple[str, ...], str]], vocabulary: Vocabulary
) -> None:
    assert officials_of(extract(make_issue(text), vocabulary)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "首席代表分别作交流发言",
        "厅长主持会议，主任任期三年",
        "领导小组成员高度重视",
        "各处处长参加会议，副主任向与会人员介绍情况",
        "印发《主任林晓同志讲话》",
    ],
)
def test_titles_without_a_name_are_no_officials(text: str, vocabulary: Vocabulary) -> None:
    assert officials_of(extract(make_issue(text), vocabulary)) == []


def test_a_post_that_the_publisher_cannot_have_has_no_department(vocabulary: Vocabulary) -> None:
    found = officials_of(extract(make_issue("副省长王建国主持会议。"), vocabulary))
    assert found == [("王建国", ("副省长",), None)]


def test_the_official_is_the_name_at_the_department(vocabulary: Vocabulary) -> None:
    mention = extract(make_issue("商务厅厅长方一鸣讲话。"), vocabulary).official_mentions[0]
    assert mention.official == f"方一鸣@{COMMERCE}"
