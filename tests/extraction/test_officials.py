from __future__ import annotations

import pytest

from archive.extraction.extract import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import (
    CITY,
    CITY_NAME,
    PROVINCE,
    departments_of,
    make_issue,
    make_table,
    officials_of,
)

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


def test_a_post_that_nobody_at_hand_can_have_has_no_department(vocabulary: Vocabulary) -> None:
    found = officials_of(extract(make_issue("局长王建国主持会议。"), vocabulary))
    assert found == [("王建国", ("局长",), None)]


def test_heads_of_places_belong_to_their_governments(vocabulary: Vocabulary) -> None:
    text = "副省长王建国主持会议，岚江市商务局参会，副市长李梅发言。"
    found = officials_of(extract(make_issue(text), vocabulary))
    assert found == [
        ("王建国", ("副省长",), "云川省人民政府"),
        ("李梅", ("副市长",), "岚江市人民政府"),
    ]


def test_a_unit_named_alone_before_a_post_is_one_of_the_office_named_last(
    vocabulary: Vocabulary,
) -> None:
    text = "省商务厅召开会议，口岸协调处处长王桦汇报。"
    findings = extract(make_issue(text), vocabulary)
    assert officials_of(findings) == [("王桦", ("处长",), f"{COMMERCE}口岸协调处")]
    assert ("口岸协调处", f"{COMMERCE}口岸协调处") in departments_of(findings)


def test_the_official_is_the_name_at_the_department(vocabulary: Vocabulary) -> None:
    mention = extract(make_issue("商务厅厅长方一鸣讲话。"), vocabulary).official_mentions[0]
    assert mention.official == f"方一鸣@{COMMERCE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张明（省商务厅副厅长）、李四（省水利厅副厅长）参加。",
         [("张明", ("副厅长",), COMMERCE), ("李四", ("副厅长",), WATER)]),
        ("省商务厅张明副厅长、省水利厅李华处长一行到访。",
         [("张明", ("副厅长",), COMMERCE), ("李华", ("处长",), WATER)]),
        ("省商务厅张明副厅长、一级调研员李华到访。",
         [("张明", ("副厅长",), COMMERCE), ("李华", ("一级调研员",), COMMERCE)]),
        ("省水利厅厅长王桦、省商务厅副厅长张明（女）、总经济师李华参加。",
         [("王桦", ("厅长",), WATER), ("张明", ("副厅长",), COMMERCE),
          ("李华", ("总经济师",), COMMERCE)]),
        ("省商务厅张明、李华两位副厅长到访。",
         [("张明", ("副厅长",), COMMERCE), ("李华", ("副厅长",), COMMERCE)]),
        ("任命张伟为省商务厅副厅长，免去李强的省水利厅副厅长职务。",
         [("张伟", ("副厅长",), COMMERCE), ("李强", ("副厅长",), WATER)]),
        ("免去赵磊省水利厅副厅长职务。", [("赵磊", ("副厅长",), WATER)]),
        ("省水利厅副厅长高原、方向、成功参加。",
         [(name, ("副厅长",), WATER) for name in ("高原", "方向", "成功")]),
        ("省水利厅厅长刘芳座谈。", [("刘芳", ("厅长",), WATER)]),
        ("省水利厅副厅长扎西顿珠、买买提·吐尔逊主持。",
         [("扎西顿珠", ("副厅长",), WATER), ("买买提·吐尔逊", ("副厅长",), WATER)]),
        ("省水利厅买买提·吐尔逊副厅长主持。", [("买买提·吐尔逊", ("副厅长",), WATER)]),
        ("省水利厅厅长司马光华、副厅长诸葛明等参加。",
         [("司马光华", ("厅长",), WATER), ("诸葛明", ("副厅长",), WATER)]),
        ("省水利厅代理厅长王桦、常务副厅长李梅讲话。",
         [("王桦", ("代理厅长",), WATER), ("李梅", ("常务副厅长",), WATER)]),
        ("省商务厅办公室主任赵刚发言。", [("赵刚", ("主任",), f"{COMMERCE}办公室")]),
        ("省水利厅厅长：王桦；副厅长：李梅、周海。",
         [(name, (title,), WATER) for name, title in
          (("王桦", "厅长"), ("李梅", "副厅长"), ("周海", "副厅长"))]),
        ("省商务厅召开会议，传达省委文件，党组书记方一鸣讲话。",
         [("方一鸣", ("党组书记",), COMMERCE)]),
    ],
)  # fmt: skip
def test_more_of_what_official_prose_writes(
    text: str, expected: list[tuple[str, tuple[str, ...], str]], vocabulary: Vocabulary
) -> None:
    assert officials_of(extract(make_issue(text), vocabulary)) == expected


def test_posts_in_two_organisations_keep_their_own(vocabulary: Vocabulary) -> None:
    text = "省市场监管局党组成员、省知识产权局局长李海涛讲话。"
    (mention,) = extract(make_issue(text), vocabulary).official_mentions
    assert mention.titles == ("党组成员", "局长")
    assert mention.department == "云川省市场监督管理局"
    assert mention.post_departments == ("云川省市场监督管理局", "云川省知识产权局")


def test_a_citys_officials_belong_to_its_organs(vocabulary: Vocabulary) -> None:
    text = "市委常委、组织部部长孙浩，市法院院长郑凯出席；云溪区委副书记、区长刘志刚陪同。"
    found = officials_of(extract(make_issue(text, publisher=CITY), vocabulary))
    assert found == [
        ("孙浩", ("常委", "部长"), "中国共产党岚江市委员会"),
        ("郑凯", ("院长",), "岚江市中级人民法院"),
        ("刘志刚", ("副书记", "区长"), "中国共产党云溪区委员会"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会议由厅长主持，副主任带队，主任科员以上干部参加。",
        "局长信箱收到来信，市长热线接听，书记员记录在案。",
        "主任医师坐诊，院长查房，法官助理整理材料。",
        "厅长高度重视，局长反复强调，主任多次督办。",
        "各处处长、各科科长汇报工作进展。",
    ],
)
def test_posts_alone_name_nobody(text: str, vocabulary: Vocabulary) -> None:
    assert officials_of(extract(make_issue(text), vocabulary)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Appointments: brackets, lists, posts without an organisation before them.
        ("任命白玉山（回族）为市财政局副局长。", [("白玉山", ("副局长",), "岚江市财政局")]),
        ("任命尚可为、苟玉龙为市人民检察院检察员。",
         [(name, ("检察员",), "岚江市人民检察院") for name in ("尚可为", "苟玉龙")]),
        ("免去贾振海同志市粮食局局长职务。",
         [("贾振海", ("局长",), "岚江市粮食和物资储备局")]),
        ("区锦添任调研员，植振华任外贸管理科科长。",
         [("区锦添", ("调研员",), CITY_NAME), ("植振华", ("科长",), f"{CITY_NAME}外贸管理科")]),
        ("钟家俊不再担任市财政局办公室副主任。",
         [("钟家俊", ("副主任",), "岚江市财政局办公室")]),
        ("接受郗延年同志辞去岚江市人民政府副市长职务的请求。",
         [("郗延年", ("副市长",), "岚江市人民政府")]),
        # Concurrent posts.
        ("市商务局三级调研员乔以宁挂职任市财政局副局长，市审计局副局长火玉龙任组长。",
         [("乔以宁", ("三级调研员", "副局长"), "岚江市商务局"),
          ("火玉龙", ("副局长",), "岚江市审计局")]),
        ("副市长、市公安局局长郑孟林赶到现场。",
         [("郑孟林", ("副市长", "局长"), "岚江市公安局")]),
        ("副市长、公安局长雷霆带队。", [("雷霆", ("副市长", "局长"), "岚江市公安局")]),
        ("市财政局党组成员、市税务局局长甘棠，党组成员、市统计局局长冷月参会。",
         [("甘棠", ("党组成员", "局长"), "岚江市财政局"),
          ("冷月", ("党组成员", "局长"), "岚江市财政局")]),
        ("市委常委、市纪委书记、监委主任冉明讲话。",
         [("冉明", ("常委", "书记", "主任"), "中国共产党岚江市委员会")]),
        ("市森林防火指挥部由副市长甘棠任指挥长，市林业局局长秦川、市水利局局长石磊任副指挥长。",
         [("甘棠", ("副市长", "指挥长"), "岚江市森林防火指挥部"),
          ("秦川", ("局长", "副指挥长"), "岚江市林业局"),
          ("石磊", ("局长", "副指挥长"), "岚江市水利局")]),
        ("市委组织部到市第一中学宣布干部任免：丁一任党委书记，高远任校长。",
         [("丁一", ("党委书记",), "岚江市第一中学"), ("高远", ("校长",), "岚江市第一中学")]),
        ("规划科由副科长何平牵头，法规科由科长谢安负责。",
         [("何平", ("副科长",), f"{CITY_NAME}规划科"),
          ("谢安", ("科长",), f"{CITY_NAME}法规科")]),
        ("岚江军分区司令员石磊大校、政治委员何平上校到场，副司令员：白露（分管训练）、马立。",
         [("石磊", ("司令员", "大校"), "岚江军分区"), ("何平", ("政治委员", "上校"), "岚江军分区"),
          ("白露", ("副司令员",), "岚江军分区"), ("马立", ("副司令员",), "岚江军分区")]),
        ("市交通局老局长鲁大山、青石镇镇长谷雨、青石村支书秦岭在主席台前就座。",
         [("鲁大山", ("局长",), "岚江市交通运输局"), ("谷雨", ("镇长",), "青石镇人民政府"),
          ("秦岭", ("村支书",), None)]),
        ("县级河长、云溪区区长高洁陪同，组长何平、副组长谢安进驻市财政局。",
         [("高洁", ("县级河长", "区长"), "云溪区人民政府"), ("何平", ("组长",), None),
          ("谢安", ("副组长",), None)]),
        # A name that an organisation seems to begin with.
        ("市统计局局长穆青陪同，副市长武远山坐镇市防火办，副局长解铭已约桃园街道办事处主任冷月。",
         [("穆青", ("局长",), "岚江市统计局"), ("武远山", ("副市长",), "岚江市人民政府"),
          ("解铭", ("副局长",), "岚江市统计局"), ("冷月", ("主任",), "桃园街道办事处")]),
        ("任命惠安平为岚江路桥集团副董事长，经研究，高远任应急分队副组长。",
         [("惠安平", ("副董事长",), "岚江路桥集团"), ("高远", ("副组长",), None)]),
        ("市委常委、常务副市长，市统计局局长穆青踏勘，司马成每月参加，市统计局副局长端木成每月到场。",
         [("穆青", ("常委", "常务副市长", "局长"), "中国共产党岚江市委员会"),
          ("端木成", ("副局长",), "岚江市统计局")]),
        ("大会选举何平为市工商联主席，谢安等6人为副主席，秘书长为万红。",
         [("何平", ("主席",), "岚江市工商业联合会"), ("谢安", ("副主席",), "岚江市工商业联合会"),
          ("万红", ("秘书长",), "岚江市工商业联合会")]),
        ("市税务局税务所所长秦岭、税管员赵刚走访，石磊晋升为市总工会二级巡视员。",
         [("秦岭", ("所长",), "国家税务总局岚江市税务局税务所"),
          ("赵刚", ("税管员",), "国家税务总局岚江市税务局税务所"),
          ("石磊", ("二级巡视员",), "岚江市总工会")]),
        ("何平，男，汉族，1970年3月出生，现任市统计局局长。谢安：市统计局副局长。",
         [("何平", ("局长",), "岚江市统计局"), ("谢安", ("副局长",), "岚江市统计局")]),
        ("安全生产：市应急局局长，市消防支队支队长到场。石磊因年龄原因不再担任市统计局局长职务。",
         [("石磊", ("局长",), "岚江市统计局")]),
        ("组长：白露　副市长；副组长：穆青　市财政局局长；成员：何苗　市审计局局长。",
         [("白露", ("组长", "副市长"), "岚江市人民政府"),
          ("穆青", ("副组长", "局长"), "岚江市财政局"), ("何苗", ("局长",), "岚江市审计局")]),
        ("同意提名万红为岚江水务集团有限公司总经理人选，局长人选另行公布。",
         [("万红", ("总经理",), "岚江水务集团有限公司")]),
        # Occupations, by their form behind an organisation.
        ("市救助管理站社工林小雨、市公交公司驾驶员柴进宝、市殡仪馆火化工鲁大山受表彰。",
         [("林小雨", ("社工",), "岚江市救助管理站"), ("柴进宝", ("驾驶员",), "岚江市公交公司"),
          ("鲁大山", ("火化工",), "岚江市殡仪馆")]),
        ("市公安局驻所调解员乔安民、市公证处公证员助理祝英、市水投公司质量负责人弓平参会。",
         [("乔安民", ("驻所调解员",), "岚江市公安局"), ("祝英", ("公证员助理",), "岚江市公证处"),
          ("弓平", ("质量负责人",), "岚江市水投公司")]),
        ("市交警支队组织驾驶员王亮学习，企业职工李强向一线检验员请教，主任医师康健坐诊。",
         [("康健", ("主任医师",), None)]),
        # Whose post it is.
        ("市财政局原局长黄河被查。", [("黄河", ("局长",), "岚江市财政局")]),
        ("市统计局总统计师励宏飞带工业统计处处长邬思远调研。",
         [("励宏飞", ("总统计师",), "岚江市统计局"),
          ("邬思远", ("处长",), "岚江市统计局工业统计处")]),
        ("经市委组织部同意，逯清泉任监督一科科长。",
         [("逯清泉", ("科长",), f"{CITY_NAME}监督一科")]),
        ("青石镇镇长丁一、白杨乡乡长石磊参会。",
         [("丁一", ("镇长",), "青石镇人民政府"), ("石磊", ("乡长",), "白杨乡人民政府")]),
        ("青石镇党委书记廖华汇报。", [("廖华", ("书记",), "中国共产党青石镇委员会")]),
        ("市检察院检察委员会专职委员訾明出庭。",
         [("訾明", ("检察委员会专职委员",), "岚江市人民检察院")]),
        ("金穗种植专业合作社理事长秦川介绍。",
         [("秦川", ("理事长",), "金穗种植专业合作社")]),
        ("市统计局核对台账。局长甘棠说明，厅长冷月出席。", [("甘棠", ("局长",), CITY_NAME),
                                          ("冷月", ("厅长",), None)]),
        ("市水利局局长陶兆任常务副指挥长，副局长白桦任组长。",
         [("陶兆", ("局长", "常务副指挥长"), "岚江市水利局"),
          ("白桦", ("副局长",), "岚江市水利局")]),
        # Where a name ends.
        ("市统计局局长卢汉江挨家走访，副局长陈静挽起袖子，科长欧阳静走上讲台。",
         [("卢汉江", ("局长",), "岚江市统计局"), ("陈静", ("副局长",), "岚江市统计局"),
          ("欧阳静", ("科长",), "岚江市统计局")]),
        ("市统计局局长祁国平取样两次，副局长戴清照跑遍全区，科长路为民蹲在田头，副科长鲍泽登门。",
         [("祁国平", ("局长",), "岚江市统计局"), ("戴清照", ("副局长",), "岚江市统计局"),
          ("路为民", ("科长",), "岚江市统计局"), ("鲍泽", ("副科长",), "岚江市统计局")]),
        ("市统计局局长汪红和群众拉家常，副局长程永和主持，总统计师顾雪为企业送去政策。",
         [("汪红", ("局长",), "岚江市统计局"), ("程永和", ("副局长",), "岚江市统计局"),
          ("顾雪", ("总统计师",), "岚江市统计局")]),
        ("市统计局局长吴英抬担架，副局长雷飞检修机组，科长夏侯勇追赶车辆。",
         [("吴英", ("局长",), "岚江市统计局"), ("雷飞", ("副局长",), "岚江市统计局"),
          ("夏侯勇", ("科长",), "岚江市统计局")]),
        # Names that are words, and words that are none.
        ("市统计局局长水清和等参加。", [("水清和", ("局长",), "岚江市统计局")]),
        ("市统计局局长刘畅说，增长平稳。", [("刘畅", ("局长",), "岚江市统计局")]),
        ("青年干警读书，选派科技副乡长四十名，免去其市科委副主任职务。", []),
        ("市统计局局长丛培德、副局长初桂兰、忻国梁参会。",
         [("丛培德", ("局长",), "岚江市统计局"), ("初桂兰", ("副局长",), "岚江市统计局"),
          ("忻国梁", ("副局长",), "岚江市统计局")]),
        # Who visits and who is visited.
        ("省水利厅副厅长何平来我市检查，法规科科长谢安、督查室主任石磊陪同。",
         [("何平", ("副厅长",), WATER), ("谢安", ("科长",), f"{CITY_NAME}法规科"),
          ("石磊", ("主任",), f"{CITY_NAME}督查室")]),
        ("副市长何平到青石镇检查，镇党委书记谢安、镇长石磊汇报。",
         [("何平", ("副市长",), "岚江市人民政府"), ("谢安", ("书记",), "中国共产党青石镇委员会"),
          ("石磊", ("镇长",), "青石镇人民政府")]),
        ("副市长何平到云溪区调研，区财政局局长谢安、副区长石磊汇报。",
         [("何平", ("副市长",), "岚江市人民政府"), ("谢安", ("局长",), "云溪区财政局"),
          ("石磊", ("副区长",), "云溪区人民政府")]),
        # An office named again by its kind, or its unit alone.
        ("市税务局、云溪区税务局开展宣讲，区局局长何平主持。青石养老护理院添置床位，护理院院长谢安验收。",
         [("何平", ("局长",), "国家税务总局云溪区税务局"), ("谢安", ("院长",), "青石养老护理院")]),
        ("市公安局网安大队清理信息12条。网安大队大队长何平介绍，云溪区法院执行局办结7件；"
         "白石县法院院长谢安、执行局局长石磊到场。",
         [("何平", ("大队长",), "岚江市公安局网络安全保卫大队"),
          ("谢安", ("院长",), "白石县人民法院"), ("石磊", ("局长",), "白石县人民法院执行局")]),
        ("岚江林场：场长何平带队巡护。", [("何平", ("场长",), "岚江林场")]),
        ("成立工作专班，组长：何平（副市长）；副组长：谢安（市财政局局长）、石磊（市水利局副局长）。",
         [("何平", ("组长", "副市长"), "岚江市人民政府"),
          ("谢安", ("副组长", "局长"), "岚江市财政局"),
          ("石磊", ("副组长", "副局长"), "岚江市水利局")]),
        ("市总工会到云溪区总工会调研，主席何平介绍做法；市统计局到岚江供水公司检查，经理谢安汇报。",
         [("何平", ("主席",), "云溪区总工会"), ("谢安", ("经理",), "岚江供水公司")]),
        ("青石镇妇联主席何平、石桥村妇联主席谢安，白石县第二中学团委书记石磊参会。",
         [("何平", ("主席",), "青石镇妇女联合会"), ("谢安", ("主席",), "石桥村妇女联合会"),
          ("石磊", ("书记",), "中国共产主义青年团白石县第二中学委员会")]),
        ("何平任督查室主任；谢安晋升为四级调研员；法规科工作由副科长石磊主持。",
         [("何平", ("主任",), f"{CITY_NAME}督查室"), ("谢安", ("四级调研员",), CITY_NAME),
          ("石磊", ("副科长",), f"{CITY_NAME}法规科")]),
        ("岚江水务公司抢修队队长郭东带领队员上山，岚江市陶瓷商会到访，会长何平发言。",
         [("郭东", ("队长",), "岚江水务公司抢修队"), ("何平", ("会长",), "岚江市陶瓷商会")]),
        ("何平任市公安局党委委员、政治部主任；市水利局局长谢安任组长、市审计局局长石磊任副组长。",
         [("何平", ("党委委员", "主任"), "岚江市公安局"), ("谢安", ("局长",), "岚江市水利局"),
          ("石磊", ("局长",), "岚江市审计局")]),
        ("经市国资委同意，何平任市水务集团副总经理，免去谢安的总工程师职务。",
         [("何平", ("副总经理",), "岚江市水务集团"), ("谢安", ("总工程师",), "岚江市水务集团")]),
        ("慰问退休干警和教师。市委书记、市级总林长何平巡林。",
         [("何平", ("书记", "市级总林长"), "中国共产党岚江市委员会")]),
        # Behind a place, a post is none of the publisher's, but of who sent someone there.
        ("石桥村网格员何平报告险情，市税务局驻石桥村第一书记谢安到场。",
         [("何平", ("网格员",), None), ("谢安", ("第一书记",), "国家税务总局岚江市税务局")]),
        # Units: one printed wins over what is implied; what follows is a unit of the whole.
        ("市公安局党委书记、局长何平，党委委员、政治部主任谢安，二级巡视员石磊到会。",
         [("何平", ("党委书记", "局长"), "岚江市公安局"),
          ("谢安", ("党委委员", "主任"), "岚江市公安局政治部"),
          ("石磊", ("二级巡视员",), "岚江市公安局")]),
        ("何平任特勤支队党委书记、支队长，免去谢安法规科副科长职务。",
         [("何平", ("党委书记", "支队长"), f"{CITY_NAME}特勤支队"),
          ("谢安", ("副科长",), f"{CITY_NAME}法规科")]),
        # What is no post, and posts by their form.
        ("市中级人民法院刑一庭庭长何平任审判长，岚江监狱政委谢安旁听。",
         [("何平", ("庭长",), "岚江市中级人民法院刑一庭"), ("谢安", ("政委",), "岚江监狱")]),
        ("岚江银行云溪支行行长何平、客户经理谢安到访，市公安局正处级侦查员石磊在座。",
         [("何平", ("行长",), "岚江银行云溪支行"), ("谢安", ("客户经理",), "岚江银行云溪支行"),
          ("石磊", ("正处级侦查员",), "岚江市公安局")]),
        # Where a name ends that holds a word.
        ("市统计局局长王清任、副局长蒋含笑汇报，科长杨科参加，副科长盘石获三等功。",
         [("王清任", ("局长",), "岚江市统计局"), ("蒋含笑", ("副局长",), "岚江市统计局"),
          ("杨科", ("科长",), "岚江市统计局"), ("盘石", ("副科长",), "岚江市统计局")]),
        ("岚江军分区副司令员汤武少将、市消防救援支队支队长施展，政委白露到场。",
         [("汤武", ("副司令员", "少将"), "岚江军分区"),
          ("施展", ("支队长",), "岚江市消防救援支队"), ("白露", ("政委",), "岚江市消防救援支队")]),
    ],
)  # fmt: skip
def test_posts_as_bulletins_of_many_places_print_them(
    text: str, expected: list[tuple[str, tuple[str, ...], str]], vocabulary: Vocabulary
) -> None:
    assert officials_of(extract(make_issue(text, publisher=CITY), vocabulary)) == expected


def test_the_place_before_a_post_is_that_of_the_organs_behind_it(vocabulary: Vocabulary) -> None:
    text = "株洲市副市长杨跃、市水利局局长廖平汇报。"
    assert officials_of(extract(make_issue(text), vocabulary)) == [
        ("杨跃", ("副市长",), "株洲市人民政府"),
        ("廖平", ("局长",), "株洲市水利局"),
    ]


def test_posts_of_the_parent_are_its_own_in_the_bulletin_of_its_office(
    vocabulary: Vocabulary,
) -> None:
    issue = make_issue(
        "厅长王强主持，纪检组长李娜、办公室主任张伟出席。", publisher="云川省林业厅办公室"
    )
    posts = [(o.name, o.department) for o in extract(issue, vocabulary).official_mentions]
    assert posts == [
        ("王强", "云川省林业厅"),
        ("李娜", "云川省林业厅"),
        ("张伟", "云川省林业厅办公室"),
    ]


def test_the_mayor_who_receives_a_visit_is_the_publishers(vocabulary: Vocabulary) -> None:
    text = "清河市商务局局长王强来我市考察，副市长李娜陪同。"
    findings = extract(make_issue(text, publisher="岚江市人民政府办公室"), vocabulary)
    assert findings.official_mentions[1].department == "岚江市人民政府"


def test_a_table_gives_each_name_the_post_and_office_of_its_row(vocabulary: Vocabulary) -> None:
    table = make_table(
        [
            ["姓名", "单位", "拟任职务"],
            ["关　越", "市水利局", "副局长、一级调研员"],
            ["米雪", "", "市审计局总审计师"],
        ]
    )
    findings = extract(make_issue(table, publisher=CITY), vocabulary)
    assert officials_of(findings) == [
        ("关越", ("副局长", "一级调研员"), "岚江市水利局"),
        ("米雪", ("总审计师",), "岚江市审计局"),
    ]


def test_a_department_that_only_a_post_implies_has_a_record(vocabulary: Vocabulary) -> None:
    findings = extract(make_issue("副省长方一鸣走访企业12家。"), vocabulary)
    (government,) = [one for one in findings.departments if one.id == "云川省人民政府"]
    assert government.jurisdiction == "云川省"
    assert findings.figures[0].subject == government.id


def test_the_party_committee_of_a_zone_is_the_publishers(vocabulary: Vocabulary) -> None:
    text = "党工委副书记、管委会主任何平主持，龙山街道办事处主任谢安，党工委委员石磊参加。"
    findings = extract(make_issue(text, publisher="岚江经济技术开发区管理委员会"), vocabulary)
    assert officials_of(findings) == [
        ("何平", ("副书记", "主任"), "中共岚江经济技术开发区工作委员会"),
        ("谢安", ("主任",), "龙山街道办事处"),
        ("石磊", ("党工委委员",), "龙山街道办事处"),
    ]


def test_the_standing_committee_has_a_chairman_and_its_office_has_none(
    vocabulary: Vocabulary,
) -> None:
    text = "市五届人大常委会召开会议，常委会主任何平主持，副主任谢安，秘书长石磊出席。"
    findings = extract(make_issue(text, publisher="岚江市人大常委会办公室"), vocabulary)
    assert {o.department for o in findings.official_mentions} == {"岚江市人民代表大会常务委员会"}


def test_a_party_committee_with_the_mark_of_a_school_is_an_organ(vocabulary: Vocabulary) -> None:
    text = "校党委书记何平、校长谢安出席。人文学院教授石磊主讲。校党委副书记、副校长白露主持。"
    findings = extract(make_issue(text, publisher="岚江师范大学"), vocabulary)
    assert officials_of(findings) == [
        ("何平", ("书记",), "中国共产党岚江师范大学委员会"),
        ("谢安", ("校长",), "岚江师范大学"),
        ("石磊", ("教授",), "岚江师范大学人文学院"),
        ("白露", ("党委副书记", "副校长"), "岚江师范大学"),
    ]
