from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from archive.extraction.extract import extract
from archive.model import Colophon, ColophonEntry, MentionRole, Period
from archive.vocabulary import Vocabulary, load_vocabulary
from tests.extraction.issues import CITY, CITY_NAME, PROVINCE, departments_of, make_issue


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
        ("岚江市云溪区行政审批局", [("岚江市云溪区行政审批局", "云溪区行政审批局")]),
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
        ("市商务局", "岚江市商务局"),
        ("商务局", "岚江市商务局"),
        ("商务厅", "云川省商务厅"),
    ]


@pytest.mark.parametrize("when", ["会后", "当晚", "接到报警后", "上半年", "结合实际", "一周内"])
def test_a_time_is_no_place(vocabulary: Vocabulary, when: str) -> None:
    findings = extract(make_issue(f"{when}市商务局检查。", publisher=CITY), vocabulary)
    assert departments_of(findings) == [("市商务局", "岚江市商务局")]


@pytest.mark.parametrize("unit", ["第四检察部", "第五纪检监察室", "第二审判庭"])
def test_a_numbered_unit_behind_its_organ_is_part_of_it(vocabulary: Vocabulary, unit: str) -> None:
    (named,) = departments_of(extract(make_issue(f"省检察院{unit}走访企业。"), vocabulary))
    assert named == (f"省检察院{unit}", f"云川省人民检察院{unit}")


def test_a_government_that_invests_is_one(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("云溪县政府投资2亿元。政府投资项目3个。"), vocabulary)
    assert departments_of(findings) == [("云溪县政府", "云溪县人民政府")]


def test_the_publisher_is_meant_by_its_self_references(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省中心召开会议，本中心各处室参加。"), vocabulary)
    assert departments_of(findings) == [("省中心", PROVINCE), ("本中心", PROVINCE)]
    assert findings.publisher == PROVINCE
    findings = extract(make_issue("我局走访企业。", publisher=CITY), vocabulary)
    assert departments_of(findings) == [("我局", CITY_NAME)]


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
        "音乐厅、展厅和省政务服务中心大厅",
        "各市（州）政务服务局、各县（市、区）人民政府",
        "工作格局、全省布局、以群众为中心",
        "市政府部门和市政府采购中心城区",
    ],
)
def test_no_organisation_where_none_is_named(text: str, vocabulary: Vocabulary) -> None:
    assert departments_of(extract(make_issue(text), vocabulary)) == []


def test_without_a_publisher_nothing_is_guessed(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("省商务厅参会。", publisher=None), vocabulary)
    assert departments_of(findings) == [("省商务厅", None)]
    assert findings.publisher is None


COUNTY = "青屏县人民政府办公室"


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        (COUNTY, "县委、县政府", ["中国共产党青屏县委员会", "青屏县人民政府"]),
        (COUNTY, "县纪委、县监委", ["中国共产党青屏县纪律检查委员会", "青屏县监察委员会"]),
        (COUNTY, "县法院、县检察院", ["青屏县人民法院", "青屏县人民检察院"]),
        (COUNTY, "县教育体育局、县水务局", ["青屏县教育体育局", "青屏县水务局"]),
        (COUNTY, "青石镇政府、河口街道办事处", ["青石镇人民政府", "河口街道办事处"]),
        ("北岭自治区政务服务局", "自治区党委、自治区商务厅",
         ["中国共产党北岭自治区委员会", "北岭自治区商务厅"]),
        ("云岭自治州政务服务管理局", "州商务局、州政务服务中心",
         ["云岭自治州商务局", "云岭自治州政务服务中心"]),
        ("上海市浦江区行政服务中心", "区商务委、市商务委",
         ["浦江区商务委员会", "上海市商务委员会"]),
        ("国家税务总局岚江市税务局", "市税务局、市局、市商务局",
         ["国家税务总局岚江市税务局", "国家税务总局岚江市税务局", "岚江市商务局"]),
        ("云川省岚江市商务局", "省厅、市局、本局",
         ["云川省商务厅", "岚江市商务局", "岚江市商务局"]),
        ("海州区行政审批局", "区商务局", ["海州区商务局"]),
        ("岚江市中级人民法院", "本院、市检察院", ["岚江市中级人民法院", "岚江市人民检察院"]),
    ],
)  # fmt: skip
def test_the_publisher_says_which_place_is_meant(
    publisher: str, text: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    findings = extract(make_issue(f"{text}参加会议。", publisher=publisher), vocabulary)
    assert [name for _, name in departments_of(findings)] == expected


def test_a_place_that_the_issue_puts_around_the_publishers_is_its_province(
    vocabulary: Vocabulary,
) -> None:
    issue = make_issue("云川省岚江市召开会议。", "省商务厅参会。", publisher="岚江市行政审批局")
    assert ("省商务厅", "云川省商务厅") in departments_of(extract(issue, vocabulary))


def test_the_last_place_named_is_meant_where_the_publisher_has_none(vocabulary: Vocabulary) -> None:
    text = "岚江市政务服务管理局办件120件；市商务局办件3件。平海市：市商务局办件5件。"
    names = [name for _, name in departments_of(extract(make_issue(text), vocabulary))]
    assert names[:2] == ["岚江市政务服务管理局", "岚江市商务局"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省水利厅反馈意见，该厅将按期办结。", ["云川省水利厅", "云川省水利厅"]),
        ("省林草局和省水利厅参会，该局发言。",
         ["云川省林业和草原局", "云川省水利厅", "云川省林业和草原局"]),
        ("该厅按期办结，该办法、该行业。", []),
    ],
)  # fmt: skip
def test_that_office_is_the_last_of_its_kind(
    text: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    found = departments_of(extract(make_issue(text), vocabulary))
    assert [name for _, name in found] == expected


def test_a_short_name_holds_for_the_whole_issue_that_gives_it(vocabulary: Vocabulary) -> None:
    issue = make_issue("省林长办到访。", "云川省林长制工作办公室（以下简称“省林长办”）公布名单。")
    names = {name for _, name in departments_of(extract(issue, vocabulary))}
    assert names == {"云川省林长制工作办公室"}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("云川证监局", "云川证监局", "中国证券监督管理委员会云川监管局"),
        ("金融监管总局云川监管局", "金融监管总局云川监管局", "国家金融监督管理总局云川监管局"),
        ("国家税务总局云川省税务局", "国家税务总局云川省税务局", "国家税务总局云川省税务局"),
        ("中国建设银行云川省分行", "中国建设银行云川省分行", "中国建设银行云川省分行"),
        ("岚江经济开发区管委会", "岚江经济开发区管委会", "岚江经济开发区管理委员会"),
    ],
)
def test_organs_of_the_centre_stationed_locally(
    text: str, surface: str, name: str, vocabulary: Vocabulary
) -> None:
    findings = extract(make_issue(f"会同{text}印发通知。"), vocabulary)
    assert departments_of(findings) == [(surface, name)]


@pytest.mark.parametrize(
    ("year", "text", "expected"),
    [
        (2006, "省交通厅", "云川省交通厅"),
        (2023, "交通部", "交通运输部"),
        (2016, "省卫计委", "云川省卫生和计划生育委员会"),
        (2016, "省粮食局", "云川省粮食局"),
        (2023, "省粮食局", "云川省粮食和物资储备局"),
        (2016, "省林业厅", "云川省林业厅"),
    ],
)
def test_names_mean_the_organs_of_their_time(
    year: int, text: str, expected: str, vocabulary: Vocabulary
) -> None:
    week = Period(dt.date(year, 6, 5), dt.date(year, 6, 9))
    findings = extract(make_issue(f"{text}参会。", period=week), vocabulary)
    assert [name for _, name in departments_of(findings)] == [expected]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("省商务厅、省财政厅联合印发《通知》。", MentionRole.JOINT_ISSUER),
        ("省商务厅会同省财政厅印发《通知》。", MentionRole.JOINT_ISSUER),
        ("省商务厅、省财政厅等部门负责人参加会议。", MentionRole.ATTENDEE),
        ("会议邀请省商务厅、省财政厅到会指导。", MentionRole.ATTENDEE),
        ("省商务厅和省财政厅召开会议。", MentionRole.HOST),
        ("会议由省商务厅、省财政厅主办。", MentionRole.HOST),
        ("有关情况已报送省商务厅、省财政厅。", MentionRole.RECIPIENT),
        ("省商务厅、省财政厅窗口受理12件。", None),
    ],
)
def test_the_part_a_department_plays(
    text: str, role: MentionRole | None, vocabulary: Vocabulary
) -> None:
    mentions = extract(make_issue(text), vocabulary).department_mentions
    assert [mention.role for mention in mentions] == [role, role]


def test_the_colophon_says_who_gets_the_issue(vocabulary: Vocabulary) -> None:
    issue = make_issue("散会。")
    colophon = Colophon(
        (
            ColophonEntry("送", "省委办公厅，省直各部门。"),
            ColophonEntry("发", "各市（州）政务服务局，省商务厅。"),
            ColophonEntry("编辑", "省财政厅"),
        )
    )
    findings = extract(dataclasses.replace(issue, colophon=colophon), vocabulary)
    found = [(one.entry, one.surface, one.department) for one in findings.recipients]
    assert found == [
        (0, "省委办公厅", "中共云川省委办公厅"),
        (1, "省商务厅", "云川省商务厅"),
    ]
    assert {"中共云川省委办公厅", "云川省商务厅"} <= {one.id for one in findings.departments}


def test_stems_before_a_full_name_share_its_suffix(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("会同省发展改革、民政、财政厅研究。"), vocabulary)
    assert departments_of(findings) == [
        ("省发展改革", "云川省发展和改革委员会"),
        ("民政", "云川省民政厅"),
        ("财政厅", "云川省财政厅"),
    ]


def test_decisions_about_provisional_names_are_kept(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        '[[correction]]\nname = "云川省综合服务公司"\nno_organisation = true\n'
        '[[correction]]\nname = "云川省政务技术公司"\nsame_as = "云川省政务技术有限公司"\n'
        '[[correction]]\nname = "云川晨光物流有限公司"\nconfirmed = true\n',
        encoding="utf-8",
    )
    text = "走访省综合服务公司、省政务技术公司和云川晨光物流有限公司。"
    findings = extract(make_issue(text), load_vocabulary(tmp_path))
    assert departments_of(findings) == [
        ("省政务技术公司", "云川省政务技术有限公司"),
        ("云川晨光物流有限公司", "云川晨光物流有限公司"),
    ]
    records = {one.id: one for one in findings.departments}
    assert records["云川省政务技术有限公司"].aliases == ("云川省政务技术公司",)
    assert not any(one.provisional for one in records.values())


CITY_OFFICE = "岚江市人民政府办公室"


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        # Units named alone are the publisher's, or those of whom the sentence is about.
        ("岚江市商务局", "外贸管理科组织企业参展。", ["岚江市商务局外贸管理科"]),
        ("岚江市公安局", "网安支队、禁毒支队分别推出措施。",
         ["岚江市公安局网络安全保卫支队", "岚江市公安局禁毒支队"]),
        ("国家安全生产监督管理总局", "监管三司、监管四司分别组织检查。",
         ["国家安全生产监督管理总局监管三司", "国家安全生产监督管理总局监管四司"]),
        ("岚江市中心医院", "医务部、护理部、医保办等9个部门汇报。",
         ["岚江市中心医院医务部", "岚江市中心医院护理部", "岚江市中心医院医保办"]),
        ("岚江高新技术产业开发区管理委员会", "管委会召开会议，经济发展局参会。",
         ["岚江高新技术产业开发区管理委员会", "岚江高新技术产业开发区管理委员会经济发展局"]),
        ("岚江高新技术产业开发区管理委员会", "岚江高新区管委会召开会议。",
         ["岚江高新技术产业开发区管理委员会"]),
        ("岚江水务集团有限公司", "集团公司召开会议。", ["岚江水务集团有限公司"]),
        ("国家林业局办公室", "我局召开会议。", ["国家林业局"]),
        ("云川大学", "音乐学院召开会议。", ["云川大学音乐学院"]),
        ("岚江高新技术产业开发区管理委员会", "据人力资源部摸底，缺工两成。",
         ["岚江高新技术产业开发区管理委员会人力资源部"]),
        # Inner units of every kind.
        (CITY_OFFICE, "市政协提案委员会到访。",
         ["中国人民政治协商会议岚江市委员会提案委员会"]),
        (CITY_OFFICE, "市人大常委会农业与农村工作委员会到访。",
         ["岚江市人民代表大会常务委员会农业与农村工作委员会"]),
        (CITY_OFFICE, "市政府教育督导委员会办公室到访。",
         ["岚江市人民政府教育督导委员会办公室"]),
        (CITY_OFFICE, "市委远程教育办到访。", ["中共岚江市委远程教育办"]),
        (CITY_OFFICE, "市纪委监委派驻市财政局纪检监察组到访。",
         ["中国共产党岚江市纪律检查委员会岚江市监察委员会派驻岚江市财政局纪检监察组"]),
        (CITY_OFFICE, "市公安局特警支队一大队到访。", ["岚江市公安局特种警察支队一大队"]),
        (CITY_OFFICE, "市中级人民法院执行局到访。", ["岚江市中级人民法院执行局"]),
        (CITY_OFFICE, "团市委组织部到访。", ["中国共产主义青年团岚江市委员会组织部"]),
        # Branches and what is stationed locally.
        (CITY_OFFICE, "桥西工商分局到访。", ["岚江市工商行政管理局桥西分局"]),
        (CITY_OFFICE, "中国移动岚江公司到访。", ["中国移动岚江公司"]),
        (CITY_OFFICE, "农行岚江分行到访。", ["中国农业银行岚江分行"]),
        (CITY_OFFICE, "人民银行岚江市中心支行到访。", ["中国人民银行岚江市中心支行"]),
        (CITY_OFFICE, "岚江军分区、武警岚江支队到访。",
         ["岚江军分区", "中国人民武装警察部队岚江支队"]),
        (CITY_OFFICE, "岚江机床厂到访。", ["岚江机床厂"]),
        (CITY_OFFICE, "云川钢铁（集团）有限责任公司到访。",
         ["云川钢铁（集团）有限责任公司"]),
        # Townships, with the county that is printed before them.
        (CITY_OFFICE, "青屏县青石镇政府到访。", ["青屏县青石镇人民政府"]),
        (CITY_OFFICE, "青石镇党委、河口街道党工委到访。",
         ["中国共产党青石镇委员会", "中共河口街道工作委员会"]),
        (CITY_OFFICE, "云溪社区居委会到访。", ["云溪社区居民委员会"]),
        (CITY_OFFICE, "青石镇政府走访农户。镇党委书记带队。",
         ["青石镇人民政府", "中国共产党青石镇委员会"]),
        # The place of who acts holds for the organs in its clause.
        (CITY_OFFICE, "平海市商务局会同市财政局检查。", ["平海市商务局", "平海市财政局"]),
        (CITY_OFFICE, "临山县县委召开会议。", ["中国共产党临山县委员会"]),
        (CITY_OFFICE, "岚江市第三届人民代表大会常务委员会召开会议。",
         ["岚江市人民代表大会常务委员会"]),
    ],
)  # fmt: skip
def test_organisations_of_every_kind(
    publisher: str, text: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    findings = extract(make_issue(text, publisher=publisher), vocabulary)
    assert [name for _, name in departments_of(findings)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "鼓励银行、保险公司、担保公司加大信贷投放。",
        "三级公立医院和12家市属医院完成改革。",
        "会议室、实验室、教室全面消毒。",
        "开展护农行动，给予责任人行政处分。",
        "林地权属争议会商会和加装电梯协商会召开。",
        "各县（市、区）政务服务中心抓好落实。",
        "已查处七处，收缴炸药半吨。",
        "干部职工、党支部、内部监督和全部窗口。",
        "资金省下一半，生产州际货物。",
    ],
)
def test_words_that_look_like_organisations_are_none(text: str, vocabulary: Vocabulary) -> None:
    assert departments_of(extract(make_issue(text), vocabulary)) == []


def test_a_unit_ends_before_what_its_department_does(vocabulary: Vocabulary) -> None:
    text = "青屏县旅游局扶持家庭旅馆五十二家，清河县煤炭局炸封私开井口七处。"
    names = [name for _, name in departments_of(extract(make_issue(text), vocabulary))]
    assert names == ["青屏县旅游局", "清河县煤炭局"]


def test_a_publisher_without_a_place_serves_where_its_issue_is_at_home(
    vocabulary: Vocabulary,
) -> None:
    issue = make_issue(
        "株洲市召开会议。", "走访株洲市企业，市商务局参会。", publisher="星火机械集团"
    )
    assert ("市商务局", "株洲市商务局") in departments_of(extract(issue, vocabulary))


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("中共岚江市花桥镇委员会", "镇党委、镇人大和镇司法所参会，花桥供电所到场。",
         [("镇党委", "中共岚江市花桥镇委员会"), ("镇人大", "花桥镇人民代表大会"),
          ("镇司法所", "花桥镇司法所"), ("花桥供电所", "花桥供电所")]),
        ("中共岚江市花桥镇委员会", "大埔村党委书记王强说，村委会主任李娜参加。",
         [("大埔村党委", "中国共产党大埔村委员会"), ("村委会", "大埔村村民委员会")]),
        ("岚江师范学院", "经院党委研究，院工会组织植树。",
         [("院党委", "中国共产党岚江师范学院委员会"), ("院工会", "岚江师范学院工会")]),
        ("云川师范大学", "人事处、离退休工作处负责同志参加，学生资助管理中心发放助学金。",
         [("人事处", "云川师范大学人事处"), ("离退休工作处", "云川师范大学离退休工作处"),
          ("学生资助管理中心", "云川师范大学学生资助管理中心")]),
        ("云川师范大学", "学校召开会议，古籍文献与考古学院参加，回到学校食堂。",
         [("学校", "云川师范大学"), ("古籍文献与考古学院", "云川师范大学古籍文献与考古学院")]),
        ("岚江市人民法院", "接访室：接待群众12人，机关党委专职副书记王强到场。",
         [("接访室", "岚江市人民法院接访室"),
          ("机关党委", "中国共产党岚江市人民法院机关委员会")]),
        ("岚江市人民代表大会常务委员会",
         "常委会举行会议，侨务与外事工作委员会报告，社会建设委员会审议。",
         [("常委会", "岚江市人民代表大会常务委员会"),
          ("侨务与外事工作委员会", "岚江市人民代表大会常务委员会侨务与外事工作委员会"),
          ("社会建设委员会", "岚江市人民代表大会社会建设委员会")]),
        ("青枫街道办事处", "街道党工委部署，街道园林中队清理杂物，街道综治办登记。",
         [("街道党工委", "中共青枫街道工作委员会"), ("街道园林中队", "青枫街道园林中队"),
          ("街道综治办", "青枫街道综治办公室")]),
        ("新疆生产建设兵团第七师办公室", "师党委研究，师畜牧局会同一三七团农技站核查。",
         [("师党委", "中国共产党新疆生产建设兵团第七师委员会"),
          ("师畜牧局", "新疆生产建设兵团第七师畜牧局"), ("一三七团农技站", "一三七团农技站")]),
        (CITY, "市财政局党组研究，市审计局督查组进驻，市民政局派出工作组。",
         [("市财政局党组", "岚江市财政局党组"), ("市审计局督查组", "岚江市审计局督查组"),
          ("市民政局", "岚江市民政局")]),
        (CITY, "岚江市防汛抗旱指挥部部署，指挥部办公室每日调度。",
         [("岚江市防汛抗旱指挥部", "岚江市防汛抗旱指挥部"),
          ("指挥部办公室", "岚江市防汛抗旱指挥部办公室")]),
        ("云川省林业厅办公室", "厅办公室主任王强、计财处处长李娜参加。",
         [("厅办公室", "云川省林业厅办公室"), ("计财处", "云川省林业厅计财处")]),
        (CITY, "兵团第二师三十六团来访。",
         [("兵团第二师三十六团", "新疆生产建设兵团第二师三十六团")]),
        (CITY, "市人大财经委听取汇报。",
         [("市人大财经委", "岚江市人民代表大会财政经济委员会")]),
        (CITY, "云川大学经济与管理学院参加。",
         [("云川大学经济与管理学院", "云川大学经济与管理学院")]),
        ("岚江市发改委", "我委走访企业，岚江市发展和改革委员会发文。",
         [("我委", "岚江市发展和改革委员会"),
          ("岚江市发展和改革委员会", "岚江市发展和改革委员会")]),
        ("青石镇人大主席团", "镇人大主席团视察，镇河长办巡河。",
         [("镇人大主席团", "青石镇人民代表大会主席团"), ("镇河长办", "青石镇河长制办公室")]),
        ("襄阳高新技术产业开发区管理委员会", "高新区党工委部署，市商务局、高新区财政局参加。",
         [("高新区党工委", "中共襄阳高新技术产业开发区工作委员会"), ("市商务局", "襄阳市商务局"),
          ("高新区财政局", "襄阳高新技术产业开发区财政局")]),
        ("青枫街道办事处党政办公室", "办事处重划网格。", [("办事处", "青枫街道办事处")]),
        ("南通海关办公室", "我关、法制科检查，受省委组织部委托。",
         [("我关", "中华人民共和国南通海关"), ("法制科", "中华人民共和国南通海关法制科"),
          ("省委组织部", "中共江苏省委组织部")]),
        ("襄阳市轨道交通建设指挥部", "指挥部征迁协调组入户，市中院刑庭、市检察院案管中心派员。",
         [("指挥部征迁协调组", "襄阳市轨道交通建设指挥部征迁协调组"),
          ("市中院刑庭", "襄阳市中级人民法院刑庭"),
          ("市检察院案管中心", "襄阳市人民检察院案件管理中心")]),
        (CITY, "达岭镇学校、白马街道综合执法队参加，全市城镇学校、各乡镇学校开学。",
         [("达岭镇学校", "达岭镇学校"), ("白马街道综合执法队", "白马街道综合执法队")]),
        ("云川省国有资产监督管理委员会", "企业改革处11月底前拿出方案。",
         [("企业改革处", "云川省国有资产监督管理委员会企业改革处")]),
        ("湖北省人民政府国有资产监督管理委员会", "省国资委监事会工作处移交线索。",
         [("省国资委监事会工作处",
           "湖北省人民政府国有资产监督管理委员会监事会工作处")]),
        ("岚江市大数据局", "我局、市大数据局通报。",
         [("我局", "岚江市大数据局"), ("市大数据局", "岚江市大数据局")]),
        ("岚江市公安局青溪分局", "市局部署，青溪分局落实，我局检查。",
         [("市局", "岚江市公安局"), ("青溪分局", "岚江市公安局青溪分局"),
          ("我局", "岚江市公安局青溪分局")]),
        ("岚江市疫情防控指挥部办公室", "市指挥部下令，指挥部办公室督办。",
         [("市指挥部", "岚江市疫情防控指挥部"),
          ("指挥部办公室", "岚江市疫情防控指挥部办公室")]),
        ("云川省交通投资集团有限公司", "省交投集团中标。",
         [("省交投集团", "云川省交通投资集团有限公司")]),
        ("襄阳市商务局", "综保区管委会参加。", [("综保区管委会", "襄阳综合保税区管理委员会")]),
        ("云川省教育厅", "厅信息中心建成平台，厅农村社会保险处通报。",
         [("厅信息中心", "云川省教育厅信息中心"),
          ("厅农村社会保险处", "云川省教育厅农村社会保险处")]),
        ("云川省民政厅", "海城市民政局会同公安、残联等12家单位检查。",
         [("海城市民政局", "海城市民政局"), ("公安", "海城市公安局"),
          ("残联", "海城市残疾人联合会")]),
        (CITY, "市农行放贷，市12345热线中心转办，市公安局刑警支队破案。",
         [("市农行", "中国农业银行岚江市分行"), ("市12345热线中心", "岚江市12345热线中心"),
          ("市公安局刑警支队", "岚江市公安局刑事警察支队")]),
        (CITY, "市二院、青石河小学联合举办活动。",
         [("市二院", "岚江市第二人民医院"), ("青石河小学", "青石河小学")]),
        ("云川省高级人民法院", "襄阳中院会同市人社局发放，省纪委省监委驻省法院纪检监察组督办。",
         [("襄阳中院", "襄阳市中级人民法院"), ("市人社局", "襄阳市人力资源和社会保障局"),
          ("省纪委省监委驻省法院纪检监察组",
           "中国共产党云川省纪律检查委员会云川省监察委员会驻云川省高级人民法院纪检监察组")]),
        (CITY, "促成昆山禾方机械有限公司落地，市消防救援支队排查娱乐场所。",
         [("昆山禾方机械有限公司", "昆山禾方机械有限公司"),
          ("市消防救援支队", "岚江市消防救援支队")]),
    ],
)  # fmt: skip
def test_a_publishers_own_organs_and_the_long_names_of_others(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("岚江市卫生健康委员会",
         "市三人民医院开设门诊，市二中医院参加，市八中新建食堂，市一中院开庭。",
         [("市三人民医院", "岚江市第三人民医院"), ("市二中医院", "岚江市第二中医院"),
          ("市八中", "岚江市第八中学")]),
        ("岚江市审计局", "财务审计科6月份开展审计3项。今年以来经济责任审计科完成项目3个。",
         [("财务审计科", "岚江市审计局财务审计科"),
          ("经济责任审计科", "岚江市审计局经济责任审计科")]),
        ("岚江市审计局", "市财政局核定处级职数5名，市民政局增设科级机构2个。",
         [("市财政局", "岚江市财政局"), ("市民政局", "岚江市民政局")]),
        ("岚江市审计局", "领导察看了样品室和机房，为困难职工家庭送温暖12户。档案室整理卷宗120卷。",
         [("档案室", "岚江市审计局档案室")]),
        ("岚江市审计局",
         "市家具商会资助小学40套课桌，市志愿者协会培训学校开课，图书捐给青山乡中心学校。",
         [("市家具商会", "岚江市家具商会"), ("市志愿者协会培训学校", "岚江市志愿者协会培训学校"),
          ("青山乡中心学校", "青山乡中心学校")]),
    ],
)  # fmt: skip
def test_names_end_where_a_deed_or_a_time_begins(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("year", "name"), [(2015, "机构编制委员会办公室"), (2022, "委机构编制委员会办公室")]
)
def test_the_office_for_posts_was_one_of_the_commission_before_2018(
    year: int, name: str, vocabulary: Vocabulary
) -> None:
    issue = make_issue("市编办公开招聘12人。", publisher="岚江市审计局", period=None)
    issue = dataclasses.replace(issue, masthead=dataclasses.replace(issue.masthead, year=year))
    [(printed, full)] = departments_of(extract(issue, vocabulary))
    assert printed == "市编办"
    assert full.removeprefix("中共") == f"岚江市{name}"


def test_of_several_publishers_the_one_is_meant_that_speaks(vocabulary: Vocabulary) -> None:
    issue = make_issue("省教育厅拨款。", "我院开设课程，本院教务处通报。", publisher="云川省教育厅")
    masthead = dataclasses.replace(issue.masthead, publishers=("云川省教育厅", "云川职业技术学院"))
    findings = extract(dataclasses.replace(issue, masthead=masthead), vocabulary)
    assert departments_of(findings) == [
        ("省教育厅", "云川省教育厅"),
        ("我院", "云川职业技术学院"),
        ("本院教务处", "云川职业技术学院教务处"),
    ]
    assert findings.publisher == "云川省教育厅"


@pytest.mark.parametrize(
    ("title", "imprint"),
    [("襄阳市商务局工作简报", ""), ("工作简报", "襄阳市商务局2024年3月1日")],
)
def test_a_publisher_that_only_title_or_imprint_names(
    title: str, imprint: str, vocabulary: Vocabulary
) -> None:
    issue = make_issue("我局走访，市财政局拨款。", publisher=None, title=title)
    colophon = Colophon((ColophonEntry("印发", imprint),) if imprint else ())
    findings = extract(dataclasses.replace(issue, colophon=colophon), vocabulary)
    assert departments_of(findings) == [("我局", "襄阳市商务局"), ("市财政局", "襄阳市财政局")]
    assert findings.publisher == "襄阳市商务局"


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("岚江市林业局",
         "红星林场、柳河水文站补植苗木，国有林场停伐，停产煤矿复查。到石门沟铁矿检查，一批农场受灾。",
         [("红星林场", "红星林场"), ("柳河水文站", "柳河水文站"), ("石门沟铁矿", "石门沟铁矿")]),
        ("岚江市轨道交通建设指挥部",
         "中建八局5号线二标项目部浇筑混凝土，中铁四局集团有限公司三标项目部停工。",
         [("中建八局5号线二标项目部", "中建八局5号线二标项目部"),
          ("中铁四局集团有限公司三标项目部", "中铁四局集团有限公司三标项目部")]),
        ("青石煤业集团有限责任公司",
         "青石煤业集团减亏，物资供销公司清欠，安监局查处违章，岚江市阳光物业公司中标。",
         [("青石煤业集团", "青石煤业集团有限责任公司"),
          ("物资供销公司", "青石煤业集团有限责任公司物资供销公司"),
          ("安监局", "青石煤业集团有限责任公司安监局"),
          ("岚江市阳光物业公司", "岚江市阳光物业公司")]),
        ("岚江市人民医院", "骨科完成手术86台。", [("骨科", "岚江市人民医院骨科")]),
        ("清和县统计局", "经岚江市统计局审定，县统计局公布。",
         [("岚江市统计局", "岚江市统计局"), ("县统计局", "清和县统计局")]),
        ("襄阳经济技术开发区管理委员会", "党工委部署，管委会落实。",
         [("党工委", "中共襄阳经济技术开发区工作委员会"),
          ("管委会", "襄阳经济技术开发区管理委员会")]),
        ("岚江市农业农村局", "青石乡乡林业站育苗，大仓镇镇党委开会。",
         [("乡林业站", "青石乡林业站"), ("镇党委", "中国共产党大仓镇委员会")]),
        ("岚江市工商业联合会",
         "岚江市茶业商会捐茶，该商会会长致谢。市光彩会授牌，该会发函。该会议结束。",
         [("岚江市茶业商会", "岚江市茶业商会"), ("该商会", "岚江市茶业商会"),
          ("市光彩会", "岚江市光彩事业促进会"), ("该会", "岚江市光彩事业促进会")]),
        ("云川省农业农村厅", "省农业科学院襄阳农科所指导。",
         [("省农业科学院襄阳农科所", "云川省农业科学院襄阳农业科学研究所")]),
    ],
)  # fmt: skip
def test_institutions_and_units_by_their_own_names(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("营口海事局",
         "营口海事局部署，仙人岛海事处登轮，船员管理处组织考试，赴大连港区海关学习。",
         [("营口海事局", "中华人民共和国营口海事局"),
          ("仙人岛海事处", "中华人民共和国营口海事局仙人岛海事处"),
          ("船员管理处", "中华人民共和国营口海事局船员管理处"),
          ("大连港区海关", "中华人民共和国大连港区海关")]),
        ("岚江市12345政务服务便民热线服务中心",
         "市热线中心受理1件，本中心督办，8月，中心主任值班。",
         [("市热线中心", "岚江市12345政务服务便民热线服务中心"),
          ("本中心", "岚江市12345政务服务便民热线服务中心"),
          ("中心", "岚江市12345政务服务便民热线服务中心")]),
        ("岚江市新冠肺炎疫情防控指挥部", "市疫情防控指挥部调度，市指挥部督查组暗访。",
         [("市疫情防控指挥部", "岚江市新冠肺炎疫情防控指挥部"),
          ("市指挥部督查组", "岚江市新冠肺炎疫情防控指挥部督查组")]),
        ("岚江市总工会", "市总经济技术部组织竞赛，市总工会表彰，机关党委开会。",
         [("市总经济技术部", "岚江市总工会经济技术部"), ("市总工会", "岚江市总工会"),
          ("机关党委", "中国共产党岚江市总工会机关委员会")]),
        ("中共岚江市委组织部", "市审计局移交线索，组织部副部长交办，网安大队大队长到会。",
         [("市审计局", "岚江市审计局"), ("组织部", "中共岚江市委组织部"),
          ("网安大队", "岚江市公安局网络安全保卫大队")]),
        ("绵阳市住房公积金管理中心",
         "成都住房公积金管理中心来访。涪城管理部主任介绍，对7家受托银行考核。会议听取中心主任报告。",
         [("成都住房公积金管理中心", "成都住房公积金管理中心"),
          ("涪城管理部", "绵阳市住房公积金管理中心涪城管理部"),
          ("中心", "绵阳市住房公积金管理中心")]),
        ("戴窑镇人民政府", "镇水利站开动电灌站，镇农机站抢收，镇团委、镇工业公司拨款整修镇敬老院。",
         [("镇水利站", "戴窑镇水利站"), ("镇农机站", "戴窑镇农业机械管理站"),
          ("镇团委", "中国共产主义青年团戴窑镇委员会"), ("镇工业公司", "戴窑镇工业公司"),
          ("镇敬老院", "戴窑镇敬老院")]),
        ("岚江市卫生健康委员会",
         "市中医医院与兰州大学第二医院结盟，6月24日走访牡丹江康乐堂药房，在“红星药店”购药。",
         [("市中医医院", "岚江市中医医院"), ("兰州大学第二医院", "兰州大学第二医院"),
          ("牡丹江康乐堂药房", "牡丹江康乐堂药房")]),
    ],
)  # fmt: skip
def test_branches_by_place_and_publishers_by_a_part_of_their_names(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("襄阳市卫生健康委员会", "到鸡西市恒山区人民医院学习。",
         [("鸡西市恒山区人民医院", "恒山区人民医院")]),
        ("荆州市供销合作社联合社", "松滋市供销社带头，市供销社督导。",
         [("松滋市供销社", "松滋市供销合作社联合社"),
          ("市供销社", "荆州市供销合作社联合社")]),
        ("岚江市营商环境局", "12345热线办转办，12315投诉举报中心受理。",
         [("12345热线办", "岚江市12345热线办公室"),
          ("12315投诉举报中心", "岚江市12315投诉举报中心")]),
        ("岚江市综治中心", "青石街道某小区发生纠纷，街道综治中心调解。",
         [("街道综治中心", "青石街道社会治安综合治理中心")]),
        ("岚江市商务局", "市商务局对外贸易处处长讲解，样品已送东北林业大学鉴定，经开区管委会到会。",
         [("市商务局对外贸易处", "岚江市商务局对外贸易处"), ("东北林业大学", "东北林业大学"),
          ("经开区管委会", "岚江经济技术开发区管理委员会")]),
        ("岚江市退役军人事务局", "移交安置科科长说明，安置科工作由副科长主持。",
         [("移交安置科", "岚江市退役军人事务局移交安置科"),
          ("安置科", "岚江市退役军人事务局安置科")]),
        ("滁州市消防救援支队", "政委到天长大队蹲点，市森防指办发布预警。",
         [("天长大队", "滁州市消防救援支队天长大队"),
          ("市森防指办", "滁州市森林草原防灭火指挥部办公室")]),
        ("岚江市发展和改革委员会",
         "安徽路港5号线二标项目部停工，本钢南芬露天矿增产，之江实验室签约。",
         [("安徽路港5号线二标项目部", "安徽路港5号线二标项目部"),
          ("本钢南芬露天矿", "本钢南芬露天矿"), ("之江实验室", "之江实验室")]),
    ],
)  # fmt: skip
def test_offices_by_number_place_and_what_stands_before(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("鱼峰区住房和城乡建设局", "会同天马、驾鹤、五里亭街道办事处拆违，青石镇派出所到场。",
         [("天马", "天马街道办事处"), ("驾鹤", "驾鹤街道办事处"),
          ("五里亭街道办事处", "五里亭街道办事处"), ("青石镇派出所", "青石镇派出所")]),
        ("岚江市林业局",
         "国家林业和草原局驻西安森林资源监督专员办事处督办，称陕西秦塬鲜果贮藏有限公司停电。",
         [("国家林业和草原局驻西安森林资源监督专员办事处",
           "国家林业和草原局驻西安森林资源监督专员办事处"),
          ("陕西秦塬鲜果贮藏有限公司", "陕西秦塬鲜果贮藏有限公司")]),
        ("岚江市水务集团有限公司",
         "集团党委书记兼董事长检查，总承包方岚江凤城建工有限公司承诺整改。",
         [("集团", "岚江市水务集团有限公司"), ("岚江凤城建工有限公司", "岚江凤城建工有限公司")]),
        ("岚江市气象局", "市气象台发布预警，该台会商，督促沿河学校停课。局水科核对，经责办移送。",
         [("市气象台", "岚江市气象台"), ("该台", "岚江市气象台"),
          ("局水科", "岚江市气象局水科"), ("经责办", "岚江市气象局经责办")]),
        ("中国农业银行宜昌市分行", "三农金融部培训，省分行派员，总行批复。",
         [("三农金融部", "中国农业银行宜昌市分行三农金融部"),
          ("省分行", "中国农业银行湖北省分行"), ("总行", "中国农业银行")]),
        ("屏山县司法局", "锦屏镇派出所、锦屏法庭联动，望京街道工委部署。",
         [("锦屏镇派出所", "锦屏镇派出所"), ("锦屏法庭", "锦屏法庭"),
          ("望京街道工委", "中共望京街道工作委员会")]),
    ],
)  # fmt: skip
def test_towns_in_lists_offices_of_others_in_a_place_and_what_is_above(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(text, publisher=publisher), vocabulary)) == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("岚江市人民法院审判管理办公室",
         "刑庭公开审理一起案件，执行局开展行动，7月3日到青溪人民法庭调研。",
         [("刑庭", "岚江市人民法院刑庭"), ("执行局", "岚江市人民法院执行局"),
          ("青溪人民法庭", "岚江市人民法院青溪人民法庭")]),
        ("岚江市公安局",
         "交警支队车管所注销证件，岚江银监分局到会。从严查处乱采，暴雨中心雨强最大。",
         [("交警支队车管所", "岚江市公安局交通警察支队车辆管理所"),
          ("岚江银监分局", "中国银行业监督管理委员会岚江监管分局")]),
        ("云川理工大学",
         "食堂、图书馆等重点场所消杀。校医院采样，党委组织部宣布：涂雁秋任机械工程学院党委书记。",
         [("校医院", "云川理工大学医院"), ("党委组织部", "中共云川理工大学委员会组织部"),
          ("机械工程学院党委", "中国共产党云川理工大学机械工程学院委员会")]),
        ("岚江市水务局", "仁和镇水利站：清淤。区纪委监委派驻纪检监察组到会，市大数据管理局派员。",
         [("仁和镇水利站", "仁和镇水利站"), ("市大数据管理局", "岚江市大数据管理局")]),
    ],
)  # fmt: skip
def test_units_that_all_of_a_kind_have_and_names_printed_in_full(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    found = departments_of(extract(make_issue(text, publisher=publisher), vocabulary))
    assert [one for one in found if one[1]] == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("西川铜业股份有限公司",
         "冶炼厂产铜，西川铜业选矿厂停机，到硫酸厂检查。",
         [("冶炼厂", "西川铜业股份有限公司冶炼厂"),
          ("西川铜业选矿厂", "西川铜业股份有限公司选矿厂"),
          ("硫酸厂", "西川铜业股份有限公司硫酸厂")]),
        ("岚江市人民代表大会常务委员会",
         "代表工委培训，市粮油质检站、白音锡勒牧场列席，区文物保护所布展。",
         [("代表工委", "岚江市人民代表大会常务委员会代表工作委员会"),
          ("市粮油质检站", "岚江市粮油质检站"), ("白音锡勒牧场", "白音锡勒牧场")]),
        ("岚江市中医院", "医保办核查病历，马上办好一件事。", [("医保办", "岚江市中医院医保办")]),
        ("岚江市旅游局", "市动物疫控中心、市旅游协会饭店分会到会。",
         [("市动物疫控中心", "岚江市动物疫病预防控制中心"),
          ("市旅游协会饭店分会", "岚江市旅游协会饭店分会")]),
    ],
)  # fmt: skip
def test_plants_of_a_company_committees_and_institutions_of_a_level(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    found = departments_of(extract(make_issue(text, publisher=publisher), vocabulary))
    assert [one for one in found if one[1]] == expected


def test_a_branch_of_the_police_serves_its_district(vocabulary: Vocabulary) -> None:
    issue = make_issue(
        "市局部署，区禁毒办发函，云冈区检察院到会，分局法制大队审核。",
        publisher="大同市公安局云冈分局",
    )
    assert departments_of(extract(issue, vocabulary)) == [
        ("市局", "大同市公安局"),
        ("区禁毒办", "云冈区禁毒委员会办公室"),
        ("云冈区检察院", "云冈区人民检察院"),
        ("分局法制大队", "大同市公安局云冈分局法制大队"),
    ]


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("岚江市政务服务局", "发改、资规、通信、住建等4个部门认领，公安、消防等部门到场。",
         [("发改", "岚江市发展和改革委员会"), ("资规", "岚江市自然资源和规划局"),
          ("住建", "岚江市住房和城乡建设局"), ("公安", "岚江市公安局"),
          ("消防", "岚江市消防救援支队")]),
        ("岚江市民政局", "市社会组织管理局登记，市财政监督检查局检查，市红十字会医院开诊。",
         [("市社会组织管理局", "岚江市社会组织管理局"),
          ("市财政监督检查局", "岚江市财政监督检查局"),
          ("市红十字会医院", "岚江市红十字会医院")]),
        ("云川省应急管理厅", "鸡西市恒山区一煤矿发生事故，某公司停产，市一中复课。",
         [("市一中", "鸡西市第一中学")]),
    ],
)  # fmt: skip
def test_lists_with_unknown_members_and_nouns_that_hold_verbs(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    found = departments_of(extract(make_issue(text, publisher=publisher), vocabulary))
    assert [one for one in found if one[1]] == expected


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("襄阳市财政局",
         "省财政厅副厅长来访，厅国库处座谈。市教育局派市教科所听课，市纪委监委派驻纪检监察组到会。",
         [("省财政厅", "湖北省财政厅"), ("厅国库处", "湖北省财政厅国库处"),
          ("市教育局", "襄阳市教育局"), ("市教科所", "襄阳市教科所"),
          ("市纪委监委派驻纪检监察组",
           "中国共产党襄阳市纪律检查委员会襄阳市监察委员会派驻纪检监察组")]),
        ("岚江矿业（集团）有限责任公司", "集团公司表彰，集团部署。",
         [("集团公司", "岚江矿业（集团）有限责任公司"),
          ("集团", "岚江矿业（集团）有限责任公司")]),
    ],
)  # fmt: skip
def test_units_marked_as_anothers_and_who_is_sent(
    publisher: str, text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    found = departments_of(extract(make_issue(text, publisher=publisher), vocabulary))
    assert [one for one in found if one[1]] == expected


def test_the_partys_committee_of_a_street_publishes(vocabulary: Vocabulary) -> None:
    issue = make_issue(
        "街道党工委会议研究，街道纪工委跟踪，技术人员夜查青石园区管委会，市失业保险处返还。",
        publisher="中共青溪区丰产路街道工作委员会",
    )
    found = dict(departments_of(extract(issue, vocabulary)))
    assert found["街道党工委"] == "中共青溪区丰产路街道工作委员会"
    assert found["街道纪工委"] == "中国共产党丰产路街道纪律检查工作委员会"
    assert found["青石园区管委会"] == "青石园区管理委员会"
    assert "市失业保险处" in found
