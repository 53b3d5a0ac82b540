"""Where the name of an organisation begins and ends: what is done stands outside it.

In each sentence the names stand in 【】; the brackets are taken out before it is read.
"""

from __future__ import annotations

import re

import pytest

from archive.extraction.extract import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import departments_of, make_issue

COUNTY = "云川省清河县人民政府办公室"
TOWN = "云川省清河县青石镇人民政府"


def surfaces(marked: str, publisher: str, vocabulary: Vocabulary) -> list[str]:
    """What is found in the sentence without its marks."""
    text = re.sub("[【】]", "", marked)
    return [
        surface
        for surface, _ in departments_of(extract(make_issue(text, publisher=publisher), vocabulary))
    ]


def marked_names(marked: str) -> list[str]:
    return re.findall("【(.+?)】", marked)


@pytest.mark.parametrize(
    "sentence",
    [
        "【县水利局】抢修泵站4座。",  # the verb has an object
        "【县气象局】布设自动气象站24个。",
        "【县总工会】筹建职工服务中心。",  # no other predicate in the clause
        "【县科技局】认定工程技术研究中心7家。",
        "【县计量院】校准加油站税控机30台。",
        "【县文旅局】捐建希望小学一所。",
        "【县环保局】关停砖瓦厂9家。",
        "【清河水务集团】代管乡镇水厂9座。",
        "上门为【清河佳禾食品有限公司】办理住所变更。",
        "【青石镇党委】把村党组织书记集中轮训一遍。",
        "【县公安局执法办案管理中心】启用。",  # named for what it does
        "【县执法局执法监察大队】巡查工地。",
        "【县疾控中心免疫规划所】开展培训。",
    ],
)
def test_a_verb_with_its_object_is_no_unit(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "【镇水利站】检修机电泵站二十座。",
        "【镇派出所】突查网吧3家。",
        "【镇政府】拿出1.8万元翻修【镇中心小学】。",
        "【柳沟村村委会】借用【镇中学】操场。",
        "他把课堂搬进【石门镇柳沟村村委会】大院。",
    ],
)
def test_a_towns_organs_begin_behind_the_verb(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, TOWN, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "样品已送【云川农业大学】鉴定。",
        "赔偿款昨日汇入【云川银行】。",
        "【清河县供水公司】并入【清河水务集团】。",
        "【县民政局】整修敬老院三处。",
        "设备交给【石涧镇为民服务中心】使用。",
        "技术人员夜查【清河石化园区管委会】辖区企业。",
    ],
)
def test_a_name_begins_behind_what_is_done(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "【县教育局】新招幼儿园教师120名。",  # 新招 is no word
        "【县图书馆】流动服务敬老院4次。",
        "【县国资办】重组【云轨集团】。",
        "【县供电公司】改造变电站3座。",
        "由【县水利局】抢修自动站42个。",
        "【县农业局种子检验站】已建成。",
        "出席的有【县司法局法律援助中心】。",
    ],
)
def test_the_only_predicate_of_a_clause_is_no_name(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "结算医院增至47家。",
        "深化公安派出所改革。",
        "支持农民合作社发展，督促物业公司履责。",
        "【阳光集团】捐款20万元。",  # a company that acts
        "【药材公司】经理曲明到会。",  # whose head it is
        "【世界银行】贷款项目通过检查。",
        "【东风汽车集团有限公司】来访。",
        "【云川设计研究院有限公司】来访。",
    ],
)
def test_words_that_any_may_bear_make_no_name(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "据【综合科】科长李川介绍，窗口运行平稳。",
        "经【法规科】科长周敏审核，文件印发。",
        "【经审办】主任周敏审核了文件。",
        "【归集管理科】比照标准执行。",
    ],
)
def test_what_leads_a_unit_is_no_part_of_it(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "【县环保局】勒令【清河造纸厂】停产。",  # a noun to the dictionary
        "【县供销社】立案调查【清河惠民药房连锁公司】。",
        "【县教育局】调剂【县第三中学】教师支教。",
        "【县应急局】复查【云川石化清河分公司】隐患。",
        "【县供水公司】复查【清河自来水厂】水质。",
        "【县水利局】调度【青溪水库管理处】放水。",
        "【县公安局交警清河大队】查处酒驾3起。",
        "【哈啰出行清河分公司】清运单车。",
    ],
)
def test_what_an_office_does_to_one_of_a_place_is_no_name(
    vocabulary: Vocabulary, sentence: str
) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "【县商务局对外贸易科】科长步川讲解政策。",
        "要从严查处乱采滥挖行为。",
        "【青石乡政府】乡长马同喜领办合作社3家。",
    ],
)
def test_a_particle_inside_a_word_parts_nothing(vocabulary: Vocabulary, sentence: str) -> None:
    assert surfaces(sentence, COUNTY, vocabulary) == marked_names(sentence)
