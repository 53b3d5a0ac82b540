from __future__ import annotations

import pytest

from archive.extraction import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import CITY, PROVINCE, departments_of, make_issue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("商务厅参会。", [("商务厅", "云川省商务厅")]),
        ("省林草局参会。", [("省林草局", "云川省林业和草原局")]),
        ("省发展改革委印发通知。", [("省发展改革委", "云川省发展和改革委员会")]),
        ("云川省税务局和省税务局", [("云川省税务局", "国家税务总局云川省税务局"),
                            ("省税务局", "国家税务总局云川省税务局")]),
        ("会同人行云川省分行", [("人行云川省分行", "中国人民银行云川省分行")]),
        ("赴清河省应急管理厅调研", [("清河省应急管理厅", "清河省应急管理厅")]),
        ("会同省应急管理厅调研", [("省应急管理厅", "云川省应急管理厅")]),
        ("临江市云溪区行政审批局", [("临江市云溪区行政审批局", "云溪区行政审批局")]),
        ("商务部、国家发展改革委", [("商务部", "商务部"),
                             ("国家发展改革委", "国家发展和改革委员会")]),
        ("省委组织部、团省委", [("省委组织部", "中共云川省委组织部"),
                          ("团省委", "中国共产主义青年团云川省委员会")]),
    ],
)  # fmt: skip
def test_names_are_resolved_by_jurisdiction(
    text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text), vocabulary)) == expected


def test_a_citys_bulletin_means_its_own_organs(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("市商务局、商务局和商务厅参会。", publisher=CITY), vocabulary)
    assert departments_of(findings) == [
        ("市商务局", "临江市商务局"),
        ("商务局", "临江市商务局"),
        ("商务厅", "云川省商务厅"),
    ]


def test_the_publisher_is_meant_by_its_self_references(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省中心召开会议，本中心各处室参加。"), vocabulary)
    assert departments_of(findings) == [("省中心", PROVINCE), ("本中心", PROVINCE)]
    assert findings.publisher == PROVINCE
    findings = extract(make_issue("我局走访企业。", publisher=CITY), vocabulary)
    assert departments_of(findings) == [("我局", CITY)]


def test_a_list_that_shares_a_suffix_names_each_member(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省中心组织人社、民政、住建等部门会商。"), vocabulary)
    assert departments_of(findings)[1:] == [
        ("人社", "云川省人力资源和社会保障厅"),
        ("民政", "云川省民政厅"),
        ("住建", "云川省住房和城乡建设厅"),
    ]
    assert departments_of(extract(make_issue("各级财政、民政部门"), vocabulary)) == []


def test_a_bracket_names_a_second_organisation(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省市场监管局（省大数据中心）参会。"), vocabulary)
    assert [name for name, _ in departments_of(findings)] == ["省市场监管局", "省大数据中心"]


def test_an_inner_unit_belongs_to_its_department(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省市场监管局特种设备处参会。"), vocabulary)
    name = "云川省市场监督管理局特种设备处"
    assert departments_of(findings) == [("省市场监管局特种设备处", name)]
    record = next(d for d in findings.departments if d.id == name)
    assert record.parent == "云川省市场监督管理局"
    assert record.parent in {department.id for department in findings.departments}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("实地走访省政务服务技术公司。", "省政务服务技术公司", "云川省政务服务技术公司"),
        ("调研云川晨光物流有限公司。", "云川晨光物流有限公司", "云川晨光物流有限公司"),
    ],
)
def test_unknown_organisations_become_provisional_records(
    text: str, surface: str, name: str, vocabulary: Vocabulary
) -> None:
    findings = extract(make_issue(text), vocabulary)
    assert departments_of(findings) == [(surface, name)]
    assert next(d for d in findings.departments if d.id == name).provisional


@pytest.mark.parametrize(
    "text",
    [
        "政务服务大厅和办公厅楼",
        "各部门、省级相关部门（单位）、各处（室）、各市（州）",
        "小组成员和首席代表",
        "印发《云川省商务厅关于窗口的通知》",
        "建成园区政务服务驿站，市中心区域",
        "全省各级政务服务中心",
        "推进园区政务服务中心建设",
        "财政部门、省级部门",
        "政府采购和市政府采购目录",
    ],
)
def test_no_organisation_where_none_is_named(text: str, vocabulary: Vocabulary) -> None:
    assert departments_of(extract(make_issue(text), vocabulary)) == []


def test_without_a_publisher_nothing_is_guessed(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省商务厅参会。", publisher=None), vocabulary)
    assert departments_of(findings) == [("省商务厅", None)]
    assert findings.publisher is None
