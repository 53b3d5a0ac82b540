from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from archive.extraction.extract import extract
from archive.model import Comparison, ComparisonKind, Figure, Period, PeriodType
from archive.vocabulary import Vocabulary
from tests.extraction.issues import WEEK, make_issue, make_table

Read = Callable[[str], list[Figure]]


@pytest.fixture
def figures(vocabulary: Vocabulary) -> Read:
    def read(text: str) -> list[Figure]:
        return list(extract(make_issue(text), vocabulary).figures)

    return read


def brief(figure: Figure) -> tuple[str, Decimal, str, str | None]:
    return figure.surface, figure.value, figure.unit, figure.metric


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("省商务厅会同省财政厅检查企业12家。", "云川省商务厅"),
        ("省商务厅与省财政厅联合检查企业12家。", "云川省商务厅"),
        ("省商务厅、省财政厅检查企业12家。", None),
        ("据省商务厅统计，新增企业12家。", None),
        ("省商务厅副厅长王明介绍，新增企业12家。", None),
        ("省商务厅：早稻已收割过半。截至昨日，新增企业12家。", "云川省商务厅"),
        ("【省商务厅】工作推进顺利。检查企业12家。", "云川省商务厅"),
        ("【预警】省商务厅检查企业12家。", "云川省商务厅"),
        ("省商务厅举办招聘会，47家企业提供岗位1820个。", None),
        ("省商务厅督促省财政厅检查企业12家。", "云川省财政厅"),
        ("省商务厅监管企业实现利润12亿元。", None),
        ("办件量居前的是省商务厅（12件）。", "云川省商务厅"),
        ("省商务厅与省财政厅的名单相差12家。", None),
        ("省商务厅介绍情况，新增企业12家。", None),
        ("省商务厅发布预警，预计新增企业12家。", None),
        ("省商务厅聘请省财政厅、省水利厅12名业务骨干。", "云川省商务厅"),
        ("副省长王明带队走访企业12家。", "云川省人民政府"),
        ("省商务厅列入计划的42户企业已改制29户。", None),
        ("省商务厅承办的42件积案已化解29件。", "云川省商务厅"),
        ("省水利厅牵头实施的引水工程已完成投资3亿元。", None),
        ("省水利厅召开有关单位参加的协调会，收集意见42条。", "云川省水利厅"),
        ("省商务厅副厅长王明到会介绍了筹备情况，参展企业已达300家。", None),
        ("省商务厅通报典型案例6起，约谈企业9家。", "云川省商务厅"),
        ("省商务厅约谈企业9家，要求6月底前退款300万元。", None),
        ("省水利厅初步核查，受损堤防3公里。", None),
        ("省商务厅厅长王明、副厅长李刚带队走访企业12家。", "云川省商务厅"),
        ("省商务厅厅长王明，省财政厅厅长李刚参加座谈，收集建议12条。", None),
        ("省商务厅副厅长王明等走访企业12家。", None),
        ("省商务厅会同水利、农业农村等5个部门检查。", "云川省商务厅"),
        ("省商务厅受理投诉30件，移送省公安厅9件。", "云川省商务厅"),
        ("省民政厅发放米面200份，群众送来锦旗2面。", None),
        ("省商务厅副厅长王明由省财政厅副厅长李刚陪同，慰问群众30户。", "云川省商务厅"),
        ("省商务厅完成改造；11月底前，更换水管3公里。", None),
        ("招商引资省商务厅引进项目12个。", "云川省商务厅"),
        ("省商务厅开展随机抽查，发现问题16个。", "云川省商务厅"),
        ("省商务厅建议，改造市场12个。", None),
        ("省商务厅成立以来，走访企业12家。", "云川省商务厅"),
        ("省商务厅责成省水利厅限期归还8万元。", "云川省水利厅"),
        ("省商务厅联系省水利厅资助学生35名。", "云川省水利厅"),
        ("省商务厅公布最新数据：出口增长3%。", None),
        ("省商务厅主办的展会闭幕，观众3万人次。", None),
        ("省商务厅根据省水利厅要求，加密班次30班。", "云川省商务厅"),
        ("省商务厅回复已整改工地12处。", None),
        ("省商务厅查封加油机2台，经省水利厅检定，误差5%。", None),
        ("省商务厅厅长王明、省水利厅厅长李刚分别走访5户和6户。", "云川省水利厅"),
        ("省商务厅开展商品抽检：抽检12批次。", "云川省商务厅"),
        ("省商务厅上报抽检结果：合格12批次。", None),
        ("共办理900件，其中省商务厅300件，占33.3%。", "云川省商务厅"),
        ("省商务厅走访企业9家，企业负责人介绍，已整改隐患12处。", None),
        ("省商务厅推行证照审批告知承诺，承诺时限压缩3天。", "云川省商务厅"),
        ("据省商务厅对3200户企业的调查。", "云川省商务厅"),
        ("建议省水利厅协调增加车位60个。", "云川省水利厅"),
        ("省商务厅牵头，省水利厅、省财政厅配合，检查企业12家。", "云川省商务厅"),
        ("省商务厅副厅长王明：今年检查企业12家。", None),
        ("副省长、省公安厅厅长王明带队检查企业12家。", "云川省公安厅"),
        ("省商务厅窗口：运行平稳。受理12件。", "云川省商务厅"),
        ("省气象局：预计降雨12毫米。", None),
        ("省水利厅副厅长王明到县评估，翻阅卷宗150册。", "云川省水利厅"),
        ("省财政厅同步公布，通过率升至78%。", None),
        ("省商务厅，省财政厅联合检查企业12家。", None),
        ("省商务厅安置职工300人重新上岗。", "云川省商务厅"),
        ("6日下午3时省商务厅检查企业12家。", "云川省商务厅"),
        ("省商务厅促成省水利厅每周开放展厅12次。", "云川省水利厅"),
        ("省商务厅帮助省水利厅招聘12人。", "云川省商务厅"),
        ("省水利厅责令省商务厅拆除仓库2处，罚款3万元。", "云川省水利厅"),
        ("该工程由省水利厅承建，总投资3亿元。", None),
        ("省商务厅检查仓库9处，由省水利厅跟踪，限期15日。", None),
        ("省商务厅指出省水利厅漏报隐患3处。", "云川省水利厅"),
        ("省商务厅旗下3家企业复产。", None),
        ("省商务厅受理投诉90件。其中，物价投诉占34%。", "云川省商务厅"),
        ("省商务厅明确答复时限为15日。", None),
        ("省水利厅承诺年内办结的手续8宗。", "云川省水利厅"),
        ("省水利厅厅长王明包联的引水工程延误40天。", None),
        ("省水利厅启动预案，38艘渔船回港。", None),
        ("省水利厅厅长王明作了发言，水库蓄水3亿立方米。", None),
        ("近两年省水利厅建成泵站3座。", "云川省水利厅"),
        ("专项整治中省水利厅检查泵站3座。", "云川省水利厅"),
        ("省商务厅仅到场2次，而省水利厅检查泵站3座。", "云川省水利厅"),
        ("满意率最高的是省水利厅，达99%。", "云川省水利厅"),
        ("省商务厅、云阳中学开展演练，疏散12人。", None),
        ("省商务厅举办培训班，首期210名学员结业。", None),
        ("省水利厅所属3座水库竣工。", None),
        ("省商务厅监测的168家企业，产销率97%。", None),
        ("省商务厅组织暗访，平均等候26分钟。", None),
        ("省商务厅厅长王明就拟修改的9条条款作说明。", "云川省商务厅"),
        ("省商务厅扶持企业扩产，企业每年提供岗位不少于60个。", None),
        ("省水利厅下达命令，7月12日前21座水库全部开闸。", None),
        ("省商务厅重点监测的468家企业销售额3亿元。", None),
        ("省商务厅设便民点9处，渔民续保2306人。", None),
        ("省商务厅承办的展会开放报名，首日报名87人。", None),
        ("省水利厅承建的2座泵站逾期47天。", "云川省水利厅"),
        ("省商务厅受理投诉90件。物价类投诉占近四成。", "云川省商务厅"),
        ("由省水利厅牵头，建成泵站3座。", "云川省水利厅"),
        ("省商务厅受理投诉8件；全省投诉下降3%。", None),
        ("责任单位：省商务厅。时限：6个月。", None),
        ("省商务厅处长王明告诉调查人员，库存已降至12万吨。", None),
        ("省商务厅公布抽检结果，不合格饮料12批次。", None),
        ("省商务厅举办招聘会，求职者投递简历820份。", None),
        ("省水利厅发布预警后，沿河村民转移420人。", None),
        ("省商务厅争取到资金，项目单位已开工12个。", None),
        ("省商务厅推行容缺办理，企业申报材料减少5份。", "云川省商务厅"),
        ("省水利厅争取省财政厅补助资金3亿元。", "云川省水利厅"),
        ("省商务厅查出省水利厅滞拨资金3亿元。", "云川省水利厅"),
        ("省商务厅牵头，省水利厅、省财政厅参加，检查企业12家。", "云川省商务厅"),
        ("（三）省商务厅：检查企业12家。", "云川省商务厅"),
        ("省商务厅委托的第三方机构评估项目16个。", None),
        ("旧城改造由省水利厅牵头推进，已开工46个。", None),
        ("省水利厅等12个部门检查企业12家。", None),
        ("省水利厅主管的省设计院完成测量12公里。", "云川省设计院"),
        ("省水利厅和省财政厅联合检查企业12家。", "云川省水利厅"),
        ("省水利厅与省财政厅各检查企业12家。", None),
        ("副省长王明要求省水利厅新建泵站3座。", "云川省水利厅"),
        ("挂职干部、省水利厅副厅长王明检查企业12家。", "云川省水利厅"),
        ("省水利厅采纳来电人建议，增设泵站3座。", "云川省水利厅"),
        ("省水利厅根据群众反映，检查企业12家。", "云川省水利厅"),
        ("省水利厅印发通报，检查企业12家。", "云川省水利厅"),
        ("省水利厅现场核查，检查企业12家。", "云川省水利厅"),
        ("省水利厅现场核查，投资12亿元。", None),
        ("省水利厅来电祝贺我省选手获奖牌12枚。", None),
        ("尤其是省水利厅检查企业12家。", "云川省水利厅"),
        ("〔简讯〕省水利厅检查企业12家。", "云川省水利厅"),
        ("开学前省水利厅检查企业12家。", "云川省水利厅"),
        ("省水利厅受理投诉90件。物业类投诉占近两成。", "云川省水利厅"),
        ("省教育厅补助省水利厅36万元。", "云川省教育厅"),
        ("《实施方案》由省水利厅印发，共12条。", None),
        ("省水利厅与省财政厅联合明察暗访，检查窗口46个。", "云川省水利厅"),
        ("副省长王明到大厅暗访，随机回访来电人6名。", "云川省人民政府"),
        ("省水利厅300名职工认养树木9株。", None),
        ("省水利厅约谈施工企业负责人7名。", "云川省水利厅"),
        ("对4名超载驾驶人，省公安厅依法拘留。", "云川省公安厅"),
        ("省水利厅承诺发放补助3万元。", "云川省水利厅"),
        ("省水利厅厅长王明承诺发放补助3万元。", None),
        ("省水利厅厅长王明列席例会，要求对积压事项在3天内办结。", None),
        ("省税务厅推行改革，企业降低成本3亿元。", None),
        ("省公安厅侦破诈骗案，张某退赃36万元。", None),
        ("省水利厅推进工程，施工单位云川省水利集团完成投资3亿元。", "云川省水利集团"),
        ("省水利厅加密雨情监测，每4小时会商1次。", "云川省水利厅"),
        ("省水利厅召开联席会，发改、水务等4个部门认领任务19项。", None),
        ("省水利厅到邻省学习，双方互认专家300名。", None),
        ("省水利厅受理投诉30件，移送省公安厅9件、省财政厅2件。", "云川省水利厅"),
        ("省水利厅选派干部43名；网格员上报事件3914件。", None),
        ("省水利厅厅长王明领衔的团队编制方案12份。", None),
        ("系统承建方云川省水利集团派驻工程师3名。", "云川省水利集团"),
        ("省人大常委会听取预算报告，提出意见12条。", "云川省人民代表大会常务委员会"),
    ],
)
def test_the_subject_is_who_acts(figures: Read, text: str, subject: str | None) -> None:
    assert figures(text)[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("咨询1471人次、受理608件",
         [("1471人次", 1471, "人次", "咨询"), ("608件", 608, "件", "受理")]),
        ("共计咨询1471人次", [("1471人次", 1471, "人次", "咨询")]),
        ("占比65.59%", [("65.59%", "65.59", "%", "占比")]),
        ("已智能审批940件", [("940件", 940, "件", "智能审批")]),
        ("完成1079个办理项的编制", [("1079个", 1079, "个", "办理项")]),
        ("召集7个省直部门（单位）", [("7个", 7, "个", "省直部门")]),
        ("归集证照两万三千条", [("两万三千条", 23000, "条", "归集证照")]),
        ("受理１２０件", [("１２０件", 120, "件", "受理")]),
        ("累计受理1.2万件", [("1.2万件", 12000, "件", "受理")]),
        ("交易额达12.5亿元", [("12.5亿元", 1_250_000_000, "元", "交易额")]),
        ("满意率百分之九十九点五", [("百分之九十九点五", "99.5", "%", "满意率")]),
        ("等候时间缩短至3个小时", [("3个小时", 3, "小时", "等候时间")]),
        ("满意率提高0.5个百分点", [("0.5个百分点", "0.5", "个百分点", "满意率")]),
        ("办理业务１，２３４件", [("１，２３４件", 1234, "件", "办理业务")]),
        ("参训人员百余名", [("百余名", 100, "名", "参训人员")]),
        ("占总量的三分之二", [("三分之二", 2, "1/3", "占")]),
        ("七成以上企业上线", [("七成", 7, "成", "企业")]),
        ("净利润-320万元", [("-320万元", -3_200_000, "元", "净利润")]),
        ("最低气温零下12℃", [("零下12℃", -12, "℃", "最低气温")]),
        ("工资翻了一番", [("一番", 1, "番", "工资")]),
        ("利率下调10个基点", [("10个基点", 10, "个基点", "利率")]),
        ("整改时限20日", [("20日", 20, "日", "整改时限")]),
        ("查获农药一吨半", [("一吨半", "1.5", "吨", "查获农药")]),
        ("收缴炸药半吨", [("半吨", "0.5", "吨", "收缴炸药")]),
        ("鸡蛋每斤二元八角五分", [("二元八角五分", "2.85", "元", "鸡蛋")]),
        ("接产仔畜118.6万头（只）", [("118.6万头（只）", 1_186_000, "头（只）", "接产仔畜")]),
        ("新建管网3.6千米", [("3.6千米", "3.6", "千米", "新建管网")]),
        ("新打机井5口", [("5口", 5, "口", "新打机井")]),
        ("拆除渔排1.2万口", [("1.2万口", 12_000, "口", "拆除渔排")]),
        ("网办量是去年同期的2.4倍", [("2.4倍", "2.4", "倍", "网办量")]),
        ("办理3120件，日均624件",
         [("3120件", 3120, "件", "办理"), ("624件", 624, "件", "办理")]),
        ("惠及牧民4317户1.3万人",
         [("4317户", 4317, "户", "惠及牧民"), ("1.3万人", 13000, "人", "惠及牧民")]),
        ("死亡人数分别占71.2%、4.6%", [("71.2%", "71.2", "%", "占"), ("4.6%", "4.6", "%", "占")]),
    ],
)  # fmt: skip
def test_value_unit_and_metric(
    figures: Read, text: str, expected: list[tuple[str, int | str, str, str]]
) -> None:
    wanted = [(surface, Decimal(str(v)), unit, metric) for surface, v, unit, metric in expected]
    assert [brief(figure) for figure in figures(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "12月6日上午9时30分，2023年第11次会议",
        "云政发〔2021〕12号，第三批清单，第5期",
        "拨打12345热线，推进“一网通办”和“三化”建设",
        "一次性告知，一件事一次办，进一步统一标准",
        "印发《关于印发20项措施的通知》",
        "两级联动，第一，残疾人两项补贴",
        "到二道江区、三家子屯察看",
        "一、二类苗长势良好，前10名受到表彰",
        "为60周岁以上老人免费体检，3至6岁儿童入园",
    ],
)
def test_what_states_no_fact_is_no_figure(figures: Read, text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["主项由23项调整为20项", "主项由23项调整20项", "主项从23项减至20项"]
)
def test_a_change_is_one_figure(figures: Read, text: str) -> None:
    (figure,) = figures(text)
    assert brief(figure) == ("20项", 20, "项", "主项")
    assert figure.change_from == 23
    assert figure.rule == "figures.change"


@pytest.mark.parametrize("verb", ["压缩至考试结果", "压到", "提速至", "改为"])
def test_a_change_to_the_same_day_is_zero(figures: Read, verb: str) -> None:
    (figure,) = figures(f"审批时限由20个工作日{verb}当日推送。")
    assert brief(figure) == ("当日", 0, "工作日", "审批时限")
    assert figure.change_from == 20


def test_a_change_to_a_number_and_a_half(figures: Read) -> None:
    (figure,) = figures("检修周期由5天缩短到三天半。")
    assert (figure.value, figure.change_from) == (Decimal("3.5"), 5)


def test_a_change_of_unit_gives_two_figures(figures: Read) -> None:
    before, after = figures("办件周期由3个工作日缩短至10分钟。")
    assert brief(before) == ("3个工作日", 3, "工作日", "办件周期")
    assert brief(after) == ("10分钟", 10, "分钟", "办件周期")
    assert after.change_from is None


@pytest.mark.parametrize(
    ("text", "value", "high", "qualifier"),
    [
        ("压缩15—20个工作日", 15, 20, None),
        ("压缩3至5个工作日", 3, 5, None),
        ("兑现3亿多元", 300_000_000, None, "多"),
        ("受理10余万件", 100_000, None, "余"),
        ("受理近1.2万件", 12000, None, "近"),
        ("满意率80%以上", 80, None, "以上"),
        ("损失约300万元", 3_000_000, None, "约"),
        ("附近3家企业", 3, None, None),
        ("约占三成", 3, None, "约"),
    ],
)
def test_ranges_and_qualifiers(
    figures: Read, text: str, value: int, high: int | None, qualifier: str | None
) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.value_high, figure.qualifier) == (value, high, qualifier)


def test_numbers_are_distributed_over_their_metrics(figures: Read) -> None:
    found = figures("省商务厅窗口受理、办结分别为120件、118件。")
    assert [(f.metric, f.value) for f in found] == [("受理", 120), ("办结", 118)]


def test_period_types_come_from_the_nearest_marker(figures: Read) -> None:
    week, year, cumulative, none = figures(
        "本周受理10件；今年以来，累计受理200件。截至目前，共受理300件。受理5件。"
    )
    assert (week.period_type, week.period) == (PeriodType.WEEK, WEEK)
    assert year.period_type == PeriodType.YEAR_TO_DATE
    assert year.period == Period(WEEK.start.replace(month=1, day=1), WEEK.end)
    assert cumulative.period_type == PeriodType.CUMULATIVE
    assert none.period_type is None


def test_a_comparison_has_the_metric_it_qualifies(figures: Read) -> None:
    amount, growth, week = figures("交易额5亿元，同比增长8.2%，环比下降1.5%。")
    assert amount.comparison is None
    assert growth.comparison == Comparison(ComparisonKind.YEAR_ON_YEAR, 1)
    assert week.comparison == Comparison(ComparisonKind.PERIOD_ON_PERIOD, -1)
    assert growth.metric == week.metric == "交易额"


def test_subjects_are_what_the_sentence_is_about(figures: Read) -> None:
    first, second = figures("自然资源厅优化流程，办理项由71项调整为61项。共受理5件。")
    assert first.subject == "云川省自然资源厅"
    assert second.subject is None
    assert figures("完成省商务厅2个办理项的编制。")[0].subject == "云川省商务厅"
    assert figures("商务厅、水利厅等7个部门参会。")[0].subject is None


def test_table_cells_take_their_meaning_from_the_table(vocabulary: Vocabulary) -> None:
    table = make_table(
        [["窗口", "本周受理", "办结率（%）"], ["省商务厅", "120", "98.5"], ["合计", "1,320", "99"]],
        caption="窗口办件情况",
        unit_note="单位：件",
    )
    found = extract(make_issue(table), vocabulary).figures
    assert [(f.surface, f.value, f.unit, f.metric, f.subject) for f in found] == [
        ("120", 120, "件", "受理", "云川省商务厅"),
        ("98.5", Decimal("98.5"), "%", "办结率", "云川省商务厅"),
        ("1,320", 1320, "件", "受理", None),
        ("99", 99, "%", "办结率", None),
    ]
    assert found[0].period_type == PeriodType.WEEK


def test_measures_in_the_stub_join_the_header(vocabulary: Vocabulary) -> None:
    table = make_table([["指标", "数量（万元）"], ["交易额", "12.5"]])
    (figure,) = extract(make_issue(table), vocabulary).figures
    assert (figure.value, figure.unit, figure.metric) == (125_000, "元", "交易额")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客运周转量1.93亿人公里", [(193_000_000, "人公里")]),
        ("入库流量850立方米每秒", [(850, "立方米每秒")]),
        (
            "奖补标准2000元/亩，物业费1.8元/平方米·月",
            [(2000, "元/亩"), (Decimal("1.8"), "元/平方米·月")],
        ),
        ("检疫出有害生物31种次，分3个层次", [(31, "种次"), (3, "个")]),
        ("堤身加高半米，上半年完成", [(Decimal("0.5"), "米")]),
        ("外运渣土3.5万方，三方签约", [(35_000, "方")]),
        ("停业整顿30日至90日，处10日以上拘留，自5日起施行", [(30, "日"), (10, "日")]),
        ("九座及以上客车占12%", [(12, "%")]),
        ("光伏并网3.5GW，接入监控5600路，乘12路公交", [(Decimal("3.5"), "GW"), (5600, "路")]),
        ("提前半个月完成，前半年平稳", [(Decimal("0.5"), "个月")]),
    ],
)
def test_units_put_together(
    figures: Read, text: str, expected: list[tuple[Decimal | int, str]]
) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == expected


def test_serial_numbers_of_rows_are_no_figures(vocabulary: Vocabulary) -> None:
    table = make_table([["序号", "窗口", "受理（件）"], ["1", "省商务厅", "5"]])
    assert [f.surface for f in extract(make_issue(table), vocabulary).figures] == ["5"]


def test_a_matter_beside_its_department_is_no_metric(vocabulary: Vocabulary) -> None:
    rows = [
        ["部门", "事项", "承诺时限"],
        ["省商务厅", "拍卖许可", "7"],
        ["省水利厅", "取水许可", "5"],
    ]
    found = extract(make_issue(make_table(rows, unit_note="单位：工作日")), vocabulary).figures
    assert [(f.metric, f.subject, f.value) for f in found] == [
        ("承诺时限", "云川省商务厅", 7),
        ("承诺时限", "云川省水利厅", 5),
    ]


def test_a_column_of_changes_compares_its_rows(vocabulary: Vocabulary) -> None:
    table = make_table([["指标", "1—11月累计（亿元）", "同比（%）"], ["税收收入", "130.5", "-5.2"]])
    value, change = extract(make_issue(table), vocabulary).figures
    assert (value.metric, value.period_type) == ("税收收入", PeriodType.YEAR_TO_DATE)
    assert (change.metric, change.value, change.surface) == ("税收收入", Decimal("5.2"), "-5.2")
    assert change.comparison == Comparison(ComparisonKind.YEAR_ON_YEAR, -1)
    table = make_table([["指标", "1—11月", "同比增长"], ["产值", "130.5亿元", "5.2%"]])
    found = extract(make_issue(table), vocabulary).figures
    assert [figure.period_type for figure in found] == [PeriodType.YEAR_TO_DATE] * 2


def test_changes_beside_several_measures_are_each_of_the_one_before(vocabulary: Vocabulary) -> None:
    rows = [
        ["单位", "保费收入（万元）", "同比（%）", "赔付支出（万元）", "比上年同期±%", "投保户数"],
        ["青山县", "120.5", "-3", "100", "2", "1210"],
    ]
    found = extract(make_issue(make_table(rows)), vocabulary).figures
    assert [(f.metric, f.value, f.unit, f.comparison and f.comparison.sign) for f in found] == [
        ("保费收入", 1_205_000, "元", None),
        ("保费收入", 3, "%", -1),
        ("赔付支出", 1_000_000, "元", None),
        ("赔付支出", 2, "%", 1),
        ("投保户数", 1210, "户", None),
    ]


def test_a_column_of_units_says_in_what_each_row_counts(vocabulary: Vocabulary) -> None:
    rows = [
        ["指标", "计量单位", "绝对量", "同比增长%"],
        ["社会用电量", "万千瓦时", "812.3", "6.1"],
        ["接待游客", "人次", "310", "8"],
    ]
    found = extract(make_issue(make_table(rows)), vocabulary).figures
    assert [(f.metric, f.value, f.unit) for f in found] == [
        ("社会用电量", 8_123_000, "千瓦时"),
        ("社会用电量", Decimal("6.1"), "%"),
        ("接待游客", 310, "人次"),
        ("接待游客", 8, "%"),
    ]


def test_a_table_takes_its_time_from_the_sentence_that_leads_to_it(vocabulary: Vocabulary) -> None:
    table = replace(make_table([["部门", "受理（件）"], ["省商务厅", "12"]]), key="1-2")
    (figure,) = extract(make_issue("今年以来各部门受理情况如下：", table), vocabulary).figures
    assert figure.period_type is PeriodType.YEAR_TO_DATE
    (figure,) = extract(
        make_issue("工作平稳。11月各部门受理情况见下表。", table), vocabulary
    ).figures
    assert figure.period_type is PeriodType.MONTH
    (figure,) = extract(make_issue("今年以来，工作平稳。", table), vocabulary).figures
    assert figure.period_type is None


def test_cells_of_chinese_numerals_and_the_unit_of_the_sentence_before(
    vocabulary: Vocabulary,
) -> None:
    table = replace(make_table([["单位", "立案", "结案"], ["省水利厅", "二十六", "七"]]), key="1-2")
    lead = "五月，各单位案件查处进度如下（单位：件）："
    figures = extract(make_issue(lead, table), vocabulary).figures
    assert [brief(figure) for figure in figures] == [
        ("二十六", 26, "件", "立案"),
        ("七", 7, "件", "结案"),
    ]


def test_a_measure_that_ends_like_a_place_is_none(vocabulary: Vocabulary) -> None:
    table = make_table([["指标", "单位", "本周"], ["蔬菜上市", "吨", "1965"]])
    (figure,) = extract(make_issue(table), vocabulary).figures
    assert (brief(figure), figure.subject) == (("1965", 1965, "吨", "蔬菜上市"), None)


def test_a_post_in_the_stub_is_not_its_departments_row(vocabulary: Vocabulary) -> None:
    table = make_table([["姓名", "职务", "赞成（票）"], ["王明", "省商务厅副厅长", "39"]])
    (figure,) = extract(make_issue(table), vocabulary).figures
    assert (figure.metric, figure.subject) == ("赞成", None)


def test_a_department_may_head_a_column(vocabulary: Vocabulary) -> None:
    table = make_table([["指标", "省商务厅", "云台市"], ["受理（件）", "12", "9"]])
    found = extract(make_issue(table), vocabulary).figures
    assert [(f.metric, f.subject) for f in found] == [("受理", "云川省商务厅"), ("受理", "云台市")]


def test_a_target_is_named_by_its_row(vocabulary: Vocabulary) -> None:
    rows = [
        ["序号", "指标", "单位", "2022年实际", "2025年目标"],
        ["1", "林木绿化率", "%", "41.2", "43"],
        ["2", "公共充电桩", "个", "1200", "3000"],
    ]
    found = extract(make_issue(make_table(rows)), vocabulary).figures
    assert [(f.metric, f.value, f.unit) for f in found] == [
        ("林木绿化率", Decimal("41.2"), "%"),
        ("林木绿化率", 43, "%"),
        ("公共充电桩", 1200, "个"),
        ("公共充电桩", 3000, "个"),
    ]


def test_who_is_to_do_it_stands_between_the_task_and_its_numbers(vocabulary: Vocabulary) -> None:
    rows = [
        ["任务", "责任单位", "计划数", "完成数"],
        ["改造老旧小区（个）", "省商务厅", "120", "86"],
    ]
    found = extract(make_issue(make_table(rows)), vocabulary).figures
    assert [(f.metric, f.value, f.unit) for f in found] == [
        ("改造老旧小区", 120, "个"),
        ("改造老旧小区", 86, "个"),
    ]


def test_who_stands_in_the_stub_is_no_metric(vocabulary: Vocabulary) -> None:
    rows = [["单位", "立案", "罚没"], ["清河片区组", "16件", "41.2万元"]]
    found = extract(make_issue(make_table(rows)), vocabulary).figures
    assert [f.metric for f in found] == ["立案", "罚没"]


def test_numbers_in_times_are_none(figures: Read) -> None:
    assert [f.surface for f in figures("民国三十六年有学校5所，近三年新建8所。")] == ["5所", "8所"]
    assert [f.surface for f in figures("历时近三年，新建8所。")] == ["三年", "8所"]


def test_a_header_names_the_measure_that_its_column_compares(vocabulary: Vocabulary) -> None:
    table = make_table([["部门", "结案（件）", "结案同比（%）"], ["省商务厅", "49", "-7.5"]])
    _, compared = extract(make_issue(table), vocabulary).figures
    assert (compared.metric, compared.value) == ("结案", Decimal("7.5"))
    assert compared.comparison == Comparison(ComparisonKind.YEAR_ON_YEAR, -1)


def test_a_total_over_a_column_is_no_part_of_the_metric(vocabulary: Vocabulary) -> None:
    table = make_table([["项目", "省商务厅", "合计"], ["受理量（件）", "12", "30"]])
    own, total = extract(make_issue(table), vocabulary).figures
    assert (own.metric, own.subject) == ("受理量", "云川省商务厅")
    assert (total.metric, total.subject) == ("受理量", None)


def test_a_place_in_the_stub_is_the_subject(vocabulary: Vocabulary) -> None:
    table = make_table([["市", "受理（件）"], ["云台市", "12"], ["合计", "12"]])
    found = extract(make_issue(table), vocabulary).figures
    assert [(f.metric, f.subject) for f in found] == [("受理", "云台市"), ("受理", None)]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("今年以来，惠及3667家企业。", "企业"),
        ("走访了36家企业。", "企业"),
        ("与9名企业代表交流。", "企业代表"),
        ("共收到2578条评价。", "评价"),
        ("配备326名帮办代办员。", "帮办代办员"),
        ("建档218个拟开工项目。", "拟开工项目"),
        ("全省14个县完成改造。", "县"),
        ("检查企业320家。", "检查企业"),
        ("收到书面意见11条。", "收到书面意见"),
        ("受理投诉3起。", "受理投诉"),
        ("综合窗口进驻事项为681项。", "进驻事项"),
        ("转来753件诉求，按期办结率93%。", "按期办结率"),
        ("共办理各类事项24118件。", "办理事项"),
        ("“好评率”均为100%。", "好评率"),
        ("紧急调运帐篷20顶。", "调运帐篷"),
        ("紧急转移安置867人。", "紧急转移安置"),
        ("向灾区调运大米460吨。", "调运大米"),
        ("在危房改造中发现问题9个。", "发现问题"),
        ("9个县滞留专项资金18万元。", "滞留专项资金"),
        ("12月5日起巡查菜场204家。", "巡查菜场"),
        ("固定电话普及率每百人7.6部。", "固定电话普及率"),
        ("水质达标的有61个。", "水质达标"),
        ("对7家问题突出的供热企业约谈。", "供热企业"),
        ("群众满意率99.1%。", "群众满意率"),
        ("首批试点项目25个。", "试点项目"),
        ("实现营业收入5亿元。", "营业收入"),
        ("平均气温较常年偏低2℃。", "平均气温"),
        ("夜间受理186件，占窗口受理总量的7.4%。", "占"),
        ("木玩企业签下订单12份。", "签下订单"),
        ("预计每年可减少污水排放12吨。", "减少污水排放"),
        ("供水分公司改造老旧庭院34个。", "改造老旧庭院"),
        ("惠及农户211万户。", "惠及农户"),
        ("油茶低改完成3.6万亩。", "油茶低改"),
        ("尚未办结21件。", "尚未办结"),
        ("新增“幸福食堂”12处。", "新增“幸福食堂”"),
        ("爆管抢修成本每处达2.3万元。", "爆管抢修成本"),
        ("检查旗县14个。", "检查旗县"),
        ("走访2家肉羊加工企业。", "肉羊加工企业"),
        ("查处11名责任人。", "责任人"),
        ("对42户国有企业清产核资。", "国有企业"),
        ("派出测温人员120名入户测温。", "派出测温人员"),
        ("修建2座垃圾中转站。", "垃圾中转站"),
        ("省商务厅厅长王明走访企业12家。", "走访企业"),
        ("12个派驻机构作了述职。", "派驻机构"),
        ("对67个亿元以上项目逐个过堂。", "亿元以上项目"),
        ("带领8名州人大代表视察。", "州人大代表"),
        ("为316户葡萄种植户授信。", "葡萄种植户"),
        ("受理300件，其中网上受理100件。", "网上受理"),
        ("网上受理投诉20件。", "受理投诉"),
        ("网上可办事项89项。", "网上可办事项"),
        ("小型湖泊9个。", "小型湖泊"),
        ("送检抗原8.4万份。", "送检抗原"),
        ("重复投诉占37.8%。", "占"),
        ("因漏水报修率仅76.3%。", "漏水报修率"),
        ("给每个村配发消毒粉两吨。", "配发消毒粉"),
        ("用电量5亿千瓦时，经测算同比增长3%。", "用电量"),
        ("职工统筹基金支出61亿元。", "职工统筹基金支出"),
        ("入库率100%。", "入库率"),
        ("注册商户净增5万户。", "注册商户净增"),
        ("空置率减少5个百分点。", "空置率"),
        ("用电量增长8%，增幅较上月收窄0.8个百分点。", "增幅"),
        ("贸易顺差24亿元，扩大6%。", "贸易顺差"),
        ("出口占比33.2%，占全区的三成，同比提升2.6个百分点。", "占"),
        ("每季度巡查一次。", "巡查"),
        ("申请人自收到决定之日起15日内提起诉讼。", "提起诉讼"),
        ("逾期不缴的，处2000元以上1万元以下的罚金。", "罚金"),
        ("对达标的合作社给予8万元资助。", "资助"),
        ("市财政安排2亿元配套资金。", "配套资金"),
        ("救助标准调整为每人每年1200元。", "救助标准"),
        ("履约保函不得超过合同价款的10%。", "履约保函"),
        ("监理人员不得少于3人。", "监理人员"),
        ("表彰李小明等20名工匠。", "工匠"),
        ("许可证累计换发3万本。", "许可证换发"),
        ("平湖站洪峰流量每秒3180立方米。", "洪峰流量"),
        ("12个村党建经费拨付滞后。", "村"),
        ("抽查5个部门结存资金2亿元。", "结存资金"),
        ("约谈300名慢性病患者。", "慢性病患者"),
        ("助餐价格每份8元。", "助餐价格"),
        ("PM10平均浓度24微克/立方米。", "PM10平均浓度"),
        ("管网更换12.6公里。", "管网更换"),
        ("由村集体抽出劳力34人护堤。", "抽出劳力"),
        ("菜农种植大棚番茄320亩。", "种植大棚番茄"),
        ("稽核组抽审合同23份。", "抽审合同"),
        ("红星水库蓄水量2100万立方米。", "蓄水量"),
        ("帮助集体增收12万元。", "集体增收"),
        ("巡查发现停工超过40天。", "停工"),
        ("入库率要在5月底前达到100%。", "入库率"),
        ("甲醇、纯碱行业分别完成产值8亿元、7亿元。", "产值"),
        ("今年职业院校计划招生3万人。", "职业院校招生"),
        ("列车起降3200架次。", "列车起降"),
        ("完成技改投资120亿元，折合18亿美元。", "技改投资"),
        ("出席会议的有120多名居民。", "居民"),
        ("办理时限由法定的20个工作日压缩为7个工作日。", "办理时限"),
        ("市民对夜市管理知晓率为92.4%。", "夜市管理知晓率"),
        ("稻瘟病发生面积12万亩。", "稻瘟病发生面积"),
        ("完成投资占年度计划的63.5%。", "占"),
        ("非税收入完成68.5亿元，为年度预算的76%。", "非税收入"),
        ("面向山区县招生200名。", "招生"),
        ("农技员分片督导合作社31家。", "督导合作社"),
        ("征求业主意见820条，赞成率88%，同意率91.2%。", "同意率"),
        ("二季度清欠农民工欠薪860万元。", "清欠农民工欠薪"),
        ("困难家庭门诊结算医院增至26家。", "困难家庭门诊结算医院"),
        ("市编办批复增设股室4个。", "增设股室"),
        ("县医保局借助卡口、药店、结算数据筛查疑点340条。", "筛查疑点"),
        ("县城管局对占道经营立案12起。", "立案"),
        ("取水成本由户均80元降为30元。", "取水成本"),
        ("八成以上事项线上办理。", "事项"),
        ("在7个村开办老年食堂。", "村"),
        ("选派6名业务骨干驻厂指导。", "业务骨干"),
        ("约谈3名村会计。", "村会计"),
        ("村镇银行向果农发放贷款600万元。", "发放贷款"),
        ("县民政局紧急下拨冬令补助费90万元。", "下拨冬令补助费"),
        ("有6家单位未按规定上缴结余资金320万元。", "未上缴结余资金"),
        ("交警在高速入口设检查站4处。", "设检查站"),
        ("支部书记讲授廉政党课9场。", "讲授廉政党课"),
        ("清运垃圾30车计150吨。", "清运垃圾"),
        ("督查发现停水超过6小时。", "停水"),
        ("发现及时率95%。", "发现及时率"),
        ("安庆段水位降至16.2米。", "水位"),
        ("局长信箱收到来信22封。", "收到来信"),
        ("电话诈骗案件下降12%。", "电话诈骗案件"),
        ("在北侧栽植苗木300株。", "栽植苗木"),
        ("救助困难家庭12户，每户3000元。", "救助困难家庭"),
        ("有线电视入户率每百户86户。", "有线电视入户率"),
        ("护林员每3天巡护一次。", "巡护"),
        ("居民每月用水量12吨。", "居民用水量"),
        ("收割机手一天收麦60亩。", "收麦"),
        ("常住人口城镇化率年内升至61%。", "常住人口城镇化率"),
        ("公司发放3月份高温津贴46万元。", "发放高温津贴"),
        ("省检察院受理省税务局移送案件7件。", "受理移送案件"),
        ("省水利厅督促省商务厅整改隐患12处。", "整改隐患"),
        ("干部们跑了6趟。", "跑"),
        ("村集体把荒地出租20年。", "出租"),
        ("公安、医保、民政等7个部门数据互通。", "部门"),
        ("让5200名职工告别烧煤取暖的冬天。", "职工"),
        ("15名社区矫正对象参加劳动。", "社区矫正对象"),
        ("12家4A级景区开门迎客。", "4A级景区"),
        ("窗口代办企业注销登记64件。", "代办企业注销登记"),
        ("引导行业商会捐赠图书2万册。", "捐赠图书"),
        ("新建家庭养老床位300张。", "新建家庭养老床位"),
        ("全市老年食堂62个。", "老年食堂"),
        ("街道社保所受理失业登记45件。", "受理失业登记"),
        ("道路运输行车事故3起。", "道路运输行车事故"),
        ("小微贷款利率大多在4%左右。", "小微贷款利率"),
        ("最大积雪深度出现在青石镇，达21厘米。", "最大积雪深度"),
        ("放学时间推后20分钟。", "放学时间"),
        ("接待游客48万人次，可比口径同比增长7.1%。", "接待游客"),
        ("到位内资12亿元，完成目标的84.5%，同比增长16.3%。", "到位内资"),
        ("举办轮训4期，每期5天。", "举办轮训"),
        ("46辆建筑垃圾运输车停运。", "建筑垃圾运输车"),
        ("5家联合惩戒单位共享名单。", "联合惩戒单位"),
        ("新招16名见习法官。", "见习法官"),
        ("技术员老何嫁接果树400株。", "嫁接果树"),
        ("在服务大厅受理诉求36件。", "受理诉求"),
        ("全县39个村中已有35个建起卫生室。", "村"),
        ("四分之一的参训学员来自山区。", "参训学员"),
        ("在学校、车站周边施划停车位310个。", "施划停车位"),
        ("为13万户纳税人办理退税。", "纳税人"),
        ("国务院扶贫办下达我省专项资金3亿元。", "下达专项资金"),
        ("抽检加工企业36家。", "抽检加工企业"),
        ("约谈6个派驻单位。", "派驻单位"),
        ("给予党内警告4人。", "党内警告"),
        ("三类问题依然突出。", "问题"),
        ("养护队伍6支。", "养护队伍"),
        ("组织巡诊12次。", "巡诊"),
        ("对5起串标案件立案侦查。", "串标案件"),
        ("对违规驾驶员记分21人次。", "记分"),
        ("抽调住建、交通等3个单位人员组成专班。", "单位"),
        ("派出4个工作组进村排查。", "工作组"),
        ("17个县面雨量超过100毫米。", "面雨量"),
        ("企业从立项到开工平均用时46天。", "企业平均用时"),
        ("执行标的1370万元。", "执行标的"),
        ("派检察官四人全程监督。", "派检察官"),
        ("移送8条知识产权犯罪线索。", "知识产权犯罪线索"),
        ("公厕改造今年以来开工15座。", "公厕改造开工"),
        ("摘金7枚、银5枚。", "银"),
        ("连续停气两天。", "连续停气"),
        ("连续接访86批。", "接访"),
        ("签订爱林公约173份。", "签订爱林公约"),
        ("大班额比例下降2个百分点。", "大班额比例"),
        ("判处五年以上有期徒刑45人。", "有期徒刑"),
        ("进出口总额由去年同期的32亿元增至38.5亿元。", "进出口总额"),
        ("全区共有大型超市23家。", "大型超市"),
        ("每辆车最高补贴2万元。", "补贴"),
        ("力争新引进项目60个。", "新引进项目"),
        ("零售额增长7.2%，增速居全省第3位，较上年同期提高1.4个百分点。", "增速"),
        ("共设降雨站点1268个。", "设降雨站点"),
        ("3名同志荣立二等功。", "同志"),
        ("工期提前47天。", "工期"),
        ("掩埋挖掘机一台。", "掩埋挖掘机"),
        ("增幅比1—8月收窄2.4个百分点。", "增幅"),
        ("社区矫正再犯罪率0.1%。", "社区矫正再犯罪率"),
        ("省审计厅指出省水利厅违规问题9个。", "违规问题"),
        ("每个工作日开放窗口14个。", "开放窗口"),
        ("为80岁以上老人发放津贴46万元。", "发放津贴"),
        ("采集牛羊、家禽血样84份。", "采集牛羊、家禽血样"),
        ("支行因放款超时被扣3分。", "扣"),
        ("渗滤液铜浓度每升3毫克。", "渗滤液铜浓度"),
        ("省商务厅提前6小时发出预警。", "提前"),
        ("5项问题列为督办事项。", "问题"),
        ("比对发放数据11万条。", "比对发放数据"),
        ("覆盖集贸市场21家、超市34家。", "超市"),
        ("查获非法营运“黑车”26台。", "查获非法营运“黑车”"),
        ("超速报警次数周环比减少137次。", "超速报警次数"),
        ("接待祭扫群众单日最高1.6万人次。", "接待祭扫群众"),
        ("透水事故造成3人死亡。", "死亡"),
        ("去年培训班组长1.9万人次，今年将增至2.5万人次。", "培训班组长"),
        ("资助贫困学生3—5年。", "资助贫困学生"),
        ("将2318户规模以上工业企业纳入名录。", "规模以上工业企业"),
        ("终端下沉到村（社区）780台。", "下沉到村"),
        ("煤矿百万吨死亡率下降21%。", "煤矿百万吨死亡率"),
        ("夜间突击检查印染企业14家。", "检查印染企业"),
        ("组织专精特新企业申报辅导会3场。", "组织专精特新企业申报辅导会"),
        ("支出3亿元，名义增长6%。", "支出"),
        ("初步认定违规金额43万元。", "认定违规金额"),
        ("以妨害公务罪批准逮捕5人。", "批准逮捕"),
        ("逐条分解为11项整改清单。", "整改清单"),
        ("与5个县（区）签约。", "县（区）"),
        ("对扯皮问题在10个工作日内办结。", "办结"),
        ("给予2%的贷款贴息。", "贷款贴息"),
        ("备足7天的防疫物资。", "防疫物资"),
        ("提供24小时预约查验。", "预约查验"),
        ("抢夺警情由日均6起降至2起。", "抢夺警情"),
        ("教务处把转专业审批由10天缩短为4天。", "转专业审批"),
        ("来皖查勘水毁工程6处。", "查勘水毁工程"),
        ("为育龄妇女查环查孕287人次。", "查环查孕"),
        ("受案402件，标的额6.8亿元。", "标的额"),
        ("经调解结案63件。", "结案"),
        ("组织集中点验3次。", "集中点验"),
        ("组建12支法治体检服务团。", "法治体检服务团"),
        ("抽查巡护日志12本。", "抽查巡护日志"),
        ("抢通率当晚达到88%。", "抢通率"),
        ("人民调解员917名，其中近三分之一为退休干警。", "人民调解员"),
        ("营救被困旅客6人。", "营救被困旅客"),
        ("选手在射箭预赛中获银牌3枚。", "获银牌"),
        ("发运对俄包裹46吨。", "发运对俄包裹"),
        ("延长夜间开放时间2小时。", "夜间开放时间"),
        ("申报材料精简4份。", "申报材料"),
        ("签订了为期三年的协议。", "为期"),
        ("家长们提出意见7条。", "提出意见"),
        ("到检率96%。", "到检率"),
        ("每千名老年人养老床位35张。", "养老床位"),
        ("代征车船税金30万元。", "代征车船税金"),
        ("组织干部入户宣传两次。", "入户宣传"),
        ("国道杨湾至柳林段中断8小时。", "中断"),
        ("企业注销环节由4个减为1个。", "企业注销环节"),
        ("秋季学期资助新生80名。", "资助新生"),
        ("走访46个司法所。", "司法所"),
        ("将63家医养结合机构纳入定点。", "医养结合机构"),
        ("新设防汛抢险演练一次。", "新设防汛抢险演练"),
        ("轴承、阀门企业用电缺口3000户。", "轴承、阀门企业用电缺口"),
        ("受理、办结120件。", "办结"),
        ("引导摄影协会减免场租4万元。", "减免场租"),
        ("责令业主拆除阳光房6处。", "拆除阳光房"),
        ("推动平均电价下降3%。", "平均电价"),
        ("嫌疑人祝某退赃12万元。", "退赃"),
        ("化工等行业检查车间46个。", "检查车间"),
        ("仍超汛限0.8米。", "超汛限"),
        ("到位补助资金3亿元。", "到位补助资金"),
        ("监测断面Ⅲ类以上比例92%。", "监测断面Ⅲ类以上比例"),
        ("化解率比去年同期高2个百分点，审理进度慢1个百分点。", "审理进度"),
        ("鉴定意见形成周期过长，平均要23天。", "鉴定意见形成周期"),
        ("助学贷款人均8600元。", "助学贷款"),
        ("旅游收入6亿元，恢复到2019年的109%。", "旅游收入"),
        ("征收费款51亿元，增收2亿元，增长4%。", "征收费款"),
        ("占同类纠纷近四成。", "占"),
        ("答题错一次扣2分。", "扣"),
        ("抢险队员24小时轮守。", "轮守"),
        ("仍有3.6万人未就业。", "未就业"),
        ("受理来信9件，办结率98%。其中城东4件。", "受理来信"),
        ("听证员7名一致同意。", "听证员"),
        ("为216户小微企业和个体工商户减租。", "小微企业和个体工商户"),
        ("12个县滞拨资金。", "县"),
        ("民政等12个州直单位认领任务。", "州直单位"),
        ("11个项目卡在用林手续上。", "项目"),
        ("29名财政供养人员退休。", "财政供养人员"),
        ("5个库点库容缺口较大。", "库点"),
    ],
)
def test_the_noun_beside_the_number_is_the_metric(figures: Read, text: str, metric: str) -> None:
    assert figures(text)[-1].metric == metric


def test_shares_of_a_total_carry_its_metric(figures: Read) -> None:
    found = figures("共办理事项900件，其中东部地区500件、西部地区400件。")
    assert [f.metric for f in found] == ["办理事项"] * 3
    assert found[1].rule == "figures.carried"


def test_comparisons_are_distributed(figures: Read) -> None:
    found = figures("新收案件20件，审结18件，同比分别上升5.8%和7.2%。")
    assert [(f.metric, f.comparison) for f in found[2:]] == [
        ("新收案件", Comparison(ComparisonKind.YEAR_ON_YEAR, 1)),
        ("审结", Comparison(ComparisonKind.YEAR_ON_YEAR, 1)),
    ]


def test_each_comparison_of_a_list_has_its_own_direction(figures: Read) -> None:
    found = figures("立案40件，结案36件，罚款31万元，环比分别下降4%、上升2%和增长11%。")[3:]
    wanted = [("立案", -1), ("结案", 1), ("罚款", 1)]
    assert [(f.metric, f.comparison and f.comparison.sign) for f in found] == wanted


def test_a_change_from_what_was_said_of_it_is_one_figure(figures: Read) -> None:
    (figure,) = figures("不良率由账面的3.1%还原为7.8%。")
    assert (figure.metric, figure.value, figure.change_from) == (
        "不良率",
        Decimal("7.8"),
        Decimal("3.1"),
    )


def test_an_earlier_term_is_a_base_in_time(figures: Read) -> None:
    found = figures("交叉任职3870个，较上届增加1142个。")
    assert found[1].comparison == Comparison(ComparisonKind.PERIOD_ON_PERIOD, 1)


def test_measures_named_together_are_compared_each(figures: Read) -> None:
    found = figures("接待来访3160批8420人次，其中集体访412批，同比分别下降14%和21%。")
    assert [f.metric for f in found[3:]] == ["接待来访", "集体访"]
    found = figures("查处酒驾57起，暂扣驾驶证49本，事故起数、亡人数同比分别下降18%和25%。")
    assert [f.metric for f in found[2:]] == ["事故起数", "亡人数"]


def test_a_comparison_goes_on(figures: Read) -> None:
    found = figures("录取新生78634人，比上年净增9210人，增长13.3%，低于全国平均水平2个百分点。")
    year = Comparison(ComparisonKind.YEAR_ON_YEAR, 1)
    assert [f.metric for f in found] == ["录取新生"] * 4
    assert [f.comparison for f in found] == [None, year, year, None]


def test_what_several_departments_did_is_no_single_subjects(figures: Read) -> None:
    assert figures("省商务厅、省水利厅联合检查企业12家。")[0].subject is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("瘦肉零售价每斤降至九元二角。", "9.2", "元"),
        ("平均浓度每立方米98微克。", 98, "微克"),
        ("最高气温38.5℃。", "38.5", "℃"),
        ("近百人参会。", 100, "人"),
        ("减少排放近百万吨。", 1_000_000, "吨"),
        ("受理百分之四十二。", 42, "%"),
        ("营收1.36万亿元。", 1_360_000_000_000, "元"),
        ("借阅量增长1.5倍。", "1.5", "倍"),
        ("抽检指标1.94万点。", 19400, "点"),
        ("收缴刀具214把。", 214, "把"),
        ("连续四晚值守。", 4, "晚"),
        ("职工培训一周。", 1, "周"),
        ("暂扣许可证30日。", 30, "日"),
        ("意见不一两个方面。", 2, "个"),
    ],
)
def test_units_and_values(figures: Read, text: str, value: int | str, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit) == (Decimal(str(value)), unit)


@pytest.mark.parametrize(
    "text",
    [
        "批复二期工程可行性报告",
        "秘书三处副处长",
        "为百岁老人祝寿",
        "每百人拥有量",
        "走访陆家咀社区",
        "三口之家",
        "全家共12口。",
        "定于20日、21日召开",
        "上午9点到岗",
        "再查一遍。",
        "两班倒值守",
    ],
)
def test_which_one_is_not_how_many(figures: Read, text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("今年以来，受理5件。", "year_to_date", "2023-01-01/2023-12-08"),
        ("截至目前，受理5件。", "cumulative", "2023-12-08/2023-12-08"),
        ("截至11月底，受理5件。", "cumulative", "2023-11-30/2023-11-30"),
        ("1—10月，受理5件。", "year_to_date", "2023-01-01/2023-10-31"),
        ("前三季度，受理5件。", "year_to_date", "2023-01-01/2023-09-30"),
        ("2022年，受理5件。", "year", "2022-01-01/2022-12-31"),
        ("上周，受理5件。", "week", "2023-11-27/2023-12-03"),
        ("该系统11月中旬启用以来，受理5件。", "cumulative", "2023-11-11/2023-12-08"),
        ("该系统启用以来，受理5件。", "cumulative", None),
        ("2020年以来，受理5件。", "cumulative", "2020-01-01/2023-12-08"),
        ("三季度，受理5件。", "quarter", "2023-07-01/2023-09-30"),
        ("11月，受理5件。", "month", "2023-11-01/2023-11-30"),
        ("12月5日，受理5件。", None, "2023-12-05/2023-12-05"),
        ("与上周相比，受理5件。", None, None),
        ("本周受理8件，与上周持平，办结5件。", "week", "2023-12-04/2023-12-08"),
        ("11月受理8件，超过去年全年，办结5件。", "month", "2023-11-01/2023-11-30"),
        ("本周受理8件。其中，办结5件。", "week", "2023-12-04/2023-12-08"),
        ("本周受理8件；省商务厅办结5件。", None, None),
        ("本周，省商务厅受理8件；办结5件。", "week", "2023-12-04/2023-12-08"),
        ("完成全年目标的95%。", None, None),
        ("今年，累计受理5件。", "year_to_date", "2023-01-01/2023-12-08"),
        ("至11月底，受理5件。", "cumulative", "2023-11-30/2023-11-30"),
        ("到11月底，受理5件。", "cumulative", "2023-11-30/2023-11-30"),
        ("到年底，将受理5件。", None, "2023-12-31/2023-12-31"),
        ("全年计划受理5件。", "year", "2023-01-01/2023-12-31"),
        ("2022年15件实事全部办结。", "year", "2022-01-01/2022-12-31"),
        ("零售额由去年同期的3亿元增至5亿元。", None, None),
        ("与去年首轮检查相比，受理5件。", None, None),
        ("2024年前建成5座。", None, None),
        ("11月以来至12月8日，受理5件。", "cumulative", "2023-11-01/2023-12-08"),
        ("第一至第三季度受理5件。", "year_to_date", "2023-01-01/2023-09-30"),
        ("该系统启用至今，受理5件。", "cumulative", "2023-12-08/2023-12-08"),
        ("到目前为止，受理5件。", "cumulative", "2023-12-08/2023-12-08"),
        ("今年，省商务厅受理8件，过去三年受理5件。", None, None),
        ("累计完成3亿元，完成年度计划的95%。", "cumulative", "2023-12-08/2023-12-08"),
    ],
)
def test_periods(figures: Read, text: str, kind: str | None, days: str | None) -> None:
    figure = figures(text)[-1]
    assert figure.period_type == kind
    period = figure.period
    assert (f"{period.start}/{period.end}" if period else None) == days


def test_what_something_was_before_is_no_marker(figures: Read) -> None:
    was, since = figures("储量由去年的32吨增至38吨。本周，满意率由上周的92%升至95%。")
    assert (was.period_type, since.period_type) == (None, PeriodType.WEEK)


def test_two_comparisons_take_their_numbers_in_turn(figures: Read) -> None:
    found = figures("受理投诉120件，环比、同比分别下降3%和2%。")
    assert [(f.metric, f.comparison and f.comparison.kind.value) for f in found] == [
        ("受理投诉", None),
        ("受理投诉", "period_on_period"),
        ("受理投诉", "year_on_year"),
    ]


def test_a_column_of_organisations_names_them(vocabulary: Vocabulary) -> None:
    rows = [
        ["施工单位", "开挖（米）"],
        ["云建二局3标项目部", "120"],
        ["各区单位", "80"],
        ["蔬菜上市", "40"],
    ]
    findings = extract(make_issue("云建二局3标项目部浇筑9段。", make_table(rows)), vocabulary)
    name = "云建二局3标项目部"
    assert [f.subject for f in findings.figures] == [name, name, None, None]
    assert [m.surface for m in findings.department_mentions] == [name, name]


def test_officials_of_a_list_are_no_metrics(figures: Read) -> None:
    found = figures("省商务厅厅长王明、副厅长李刚分别走访企业5户和6户。")
    assert [f.metric for f in found] == ["走访企业", "走访企业"]
