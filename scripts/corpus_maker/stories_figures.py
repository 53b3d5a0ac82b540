"""Stories that report numbers: limits cut, applications handled, money paid, ratings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scripts.corpus_maker.phrases import METHODS, RESULTS
from scripts.corpus_maker.places import named
from scripts.corpus_maker.teller import Story, Teller
from scripts.corpus_maker.text import Text

LIMITS = ("审批时限", "办理时限", "办件周期", "平均用时", "承诺时限")


def _opening(t: Teller, metric: str, *, lead: bool = False) -> tuple[Text, str, str]:
    """本周，商务厅: the text, the canonical name of the department that acts, which has not reported
    ``metric`` before, and a service of its own."""
    text = Text()
    if t.chance(0.5):
        text.mark(f"{t.now}，", t.period)
    department = t.subject(text, t.untold(metric), lead=lead)
    return text, department.name, t.service(department)


def shortened(t: Teller) -> Text:
    limit = t.of(LIMITS)
    text, name, service = _opening(t, limit, lead=t.chance(0.5))
    a, b = t.number(8, 30), t.number(1, 6)
    text.add(f"依托{t.platform()}推行", service, t.pick("智能审批", "全程网办", "告知承诺"), "，")
    text.add(limit, f"由{a}个工作日", t.pick("压缩至", "缩短至", "缩短为", "压减至"))
    text.figure(f"{b}个工作日", b, "工作日", limit, subject=name, change_from=a)
    return text.add("，", t.of(RESULTS), "。")


def same_day(t: Teller) -> Text:
    text, name, service = _opening(t, "办件周期")
    a = t.number(3, 20)
    text.add("优化", service, f"流程，办件周期由{a}个工作日", t.pick("压缩至", "缩短至"))
    text.figure("当日", 0, "工作日", "办件周期", subject=name, change_from=a)
    return text.add(t.pick("办结", "出证", ""), "，", t.of(RESULTS), "。")


def other_unit(t: Teller) -> Text:
    text, name, service = _opening(t, "办理时限", lead=t.chance(0.4))
    a, b = t.number(2, 5), t.pick(5, 10, 15, 20, 30)
    text.add("推出", service, "秒批服务，办理时限由")
    given: dict[str, Any] = {"subject": name}
    text.figure(f"{a}个工作日", a, "工作日", "办理时限", **given).add("缩短至")
    unit = t.pick("分钟", "小时")
    surface = f"{b}分钟" if unit == "分钟" else f"{b}个小时"
    return text.figure(surface, b, unit, "办理时限", **given).add("，", t.of(RESULTS), "。")


def fewer_materials(t: Teller) -> Text:
    text, name, service = _opening(t, "申请材料", lead=t.chance(0.3))
    a, b, c, d = t.number(9, 18), t.number(2, 8), t.number(5, 8), t.number(1, 4)
    text.add(t.of(METHODS), "推进", service, f"集成办理，申请材料由{a}份")
    text.add(t.pick("精简至", "减少至", "精简为")).count(
        b, "份", "申请材料", subject=name, change_from=a
    )
    text.add(f"，办理环节由{c}个").add(t.pick("压减至", "减少为"))
    return text.count(d, "个", "办理环节", subject=name, change_from=c).add(
        "，", t.of(RESULTS), "。"
    )


def launched(t: Teller) -> Text:
    text, _, service = _opening(t, "智能审批")
    text.add("建设的", service, "智能审批系统上线运行").stop()
    text.mark(f"该系统{t.number(2, 11)}月中旬启用以来，", "cumulative").add("已", "智能审批")
    text.count(t.running("智能审批", 700, 60, 900), "件", "智能审批")
    if t.chance(0.5):
        rate = Decimal(t.number(600, 990)) / 10
        text.add("，自动通过率").figure(f"{rate}%", rate, "%", "自动通过率")
    return text.add("，", t.of(RESULTS), "。")


def adjusted(t: Teller) -> Text:
    text, name, _ = _opening(t, "调整")
    a, b = t.changed(f"承诺事项 {name}", 30, 60)
    c, d = t.changed(f"即办事项 {name}", 60, 90)
    # A bulletin's clerks drop 为 now and then.
    becomes = t.pick("调整为", "调整为", "调整")
    text.add("动态调整进驻清单，即办事项由", f"{c}项{becomes}")
    text.count(d, "项", "即办事项", subject=name, change_from=c).add(f"，承诺事项由{a}项调整为")
    text.count(b, "项", "承诺事项", subject=name, change_from=a)
    return text.add("，授权文书已重新签订，进驻目录同步向社会公布。")


def satisfaction(t: Teller) -> Text:
    rate, up = Decimal(t.number(9700, 9990)) / 100, Decimal(t.number(2, 19)) / 10
    text = Text().mark(f"{t.now}，", t.period).add("大厅评价器和网上渠道共收到")
    text.count(t.number(1100, 9000), "条", "评价").add("评价，满意率")
    text.figure(f"{rate}%", rate, "%", "满意率")
    # A rise since the issue before would have to agree with what that one printed.
    if t.day.toordinal() - t.memory.get("满意率", 0) > 40:
        versus = t.pick("环比", "较上周" if t.period == "week" else "较上月")
        word, sign = t.pick(("提高", 1), ("上升", 1), ("下降", -1))
        text.add(f"，{versus}{word}").figure(
            f"{up}个百分点", up, "个百分点", "满意率", comparison=("period_on_period", sign)
        )
    t.memory["满意率"] = t.day.toordinal()
    return text.add("。对差评件实行专人回访、逐件销号，", t.of(RESULTS), "。")


def distributed(t: Teller) -> Text:
    text = Text().mark(f"{t.now}，", t.period)
    name = t.subject(text).name
    a = t.number(200, 900)
    b = a - t.number(1, 30)
    text.add("窗口受理、办结分别为").count(a, "件", "受理", subject=name).add("、")
    return text.count(b, "件", "办结", subject=name).add("，无超期办件，", t.of(RESULTS), "。")


def funds(t: Teller) -> Text:
    text = Text().mark("今年以来，", "year_to_date")
    name = t.subject(text).name
    cents = Decimal(t.running(f"兑现 {t.day.year} {name}", t.number(105, 700), 1, 90)) / 100
    growth = Decimal(t.number(21, 389)) / 10
    text.add("通过免申即享方式兑现")
    text.figure(f"{cents}亿元", int(cents * 100_000_000), "元", "兑现", subject=name)
    word, sign = t.pick(("增长", 1), ("增长", 1), ("下降", -1))
    text.add(f"，同比{word}").figure(
        f"{growth}%", growth, "%", "兑现", subject=name, comparison=("year_on_year", sign)
    )
    text.add("，惠及").count(
        t.running(f"企业 {t.day.year} {name}", t.number(80, 900), 1, 400),
        "家",
        "企业",
        subject=name,
    ).add("企业。")
    return text.add(t.of(METHODS), "，政策申报实现一次不跑、资金直达。")


def vouchers(t: Teller) -> Text:
    tenths = t.running("注册用户", 31, 1, 7)
    text = Text().mark("截至目前，", "cumulative").add(f"{t.place.app}惠企专区注册用户")
    text.figure(f"{Decimal(tenths) / 10}万户", tenths * 1000, "户", "注册用户").add("，归集")
    text.count(t.running("政策", 210, 3, 60), "条", "政策").add("政策，").add("累计兑付")
    money = t.running("累计兑付", 21_300, 1100, 3800)
    text.figure(f"{money}万元", money * 10_000, "元", "兑付").add("。平台")
    return text.add(t.of(METHODS), "自动比对企业画像，", t.of(RESULTS), "。")


def calls(t: Teller) -> Text:
    n = t.running("调用", 11, 1, 4)
    text = Text().mark("截至目前，", "cumulative").add(f"全{t.place.short}电子证照累计调用")
    match t.rng.randrange(3):
        case 0:
            text.add("超过").figure(f"{n}万次", n * 10_000, "次", "电子证照调用", qualifier="超过")
        case 1:
            text.figure(f"{n}万余次", n * 10_000, "次", "电子证照调用", qualifier="余")
        case _:
            text.add("近").figure(
                f"{n}.5万次", n * 10_000 + 5000, "次", "电子证照调用", qualifier="近"
            )
    text.add("。窗口平均等候时间控制在")
    low = t.number(3, 6)
    high = low + t.number(2, 6)
    text.figure(f"{low}—{high}分钟", low, "分钟", "平均等候时间", high=high)
    return text.add("，", t.of(RESULTS), "。")


def supervised(t: Teller) -> Text:
    text = Text().mark(f"{t.now}，", t.period).add(t.publisher(), "对各窗口开展")
    text.add(t.pick("明察暗访", "随机抽查", "视频巡查"), "，发现")
    found = t.number(3, 19)
    text.count(found, "个", "问题", subject=t.place.publisher).add("问题，已全部交办")
    text.stop().add(
        "其中涉及",
        named(t.rng, t.department()),
        "窗口的",
        t.pick("着装不规范", "指南过期", "人员脱岗"),
    )
    return text.add("问题已当场纠正，", t.of(METHODS), "健全长效机制。")


def hotline(t: Teller) -> Text:
    text = (
        Text()
        .mark(f"{t.now}，", t.period)
        .add("12345热线转来涉及政务服务的")
        .count(t.number(60, 800), "件", "诉求")
    )
    rate = t.number(93, 99)
    text.add("诉求，按期办结率").figure(f"{rate}%", rate, "%", "按期办结率")
    n = t.number(11, 90)
    text.add("；回访").count(n, "人次", "回访").add("，群众反映的", t.service(), "问题已转交")
    return text.add(named(t.rng, t.department()), "研究处理。")


def goals(t: Teller) -> Text:
    text = Text()
    department = t.subject(text, lead=True)
    text.add("制定", t.service(department), "提升方案，提出")
    text.mark("年内", "year").add("网上可办事项不少于")
    text.count(t.number(30, 90), "项", "网上可办事项", qualifier="不少于").add("，申请材料精简率超")
    rate = t.number(40, 70)
    text.figure(f"{rate}%", rate, "%", "申请材料精简率", qualifier="超")
    return text.add("，", t.of(METHODS), "逐项推动落地。")


def stations(t: Teller) -> Text:
    town = t.town()
    bureau = f"{town}行政审批局"
    text = Text(t.date(), "，").department(bureau, bureau).add("通报基层服务网点建设情况。")
    text.mark("目前，", "point").add(f"{town}已建成").count(
        t.running(f"便民服务站 {town}", t.number(12, 90), 1, 9), "个", "便民服务站"
    )
    text.add("便民服务站，").add("配备").count(t.number(30, 400), "名", "帮办代办员")
    return text.add("帮办代办员，", t.of(RESULTS), "。")


def last_year(t: Teller) -> Text:
    year = t.day.year - 1
    text = Text().mark(f"{year}年，", "year")
    department = t.subject(text)
    name = department.name
    key = f"办理 {year} {name}"
    n = t.memory.setdefault(key, t.number(8000, 90_000))
    text.add("共办理").count(n, "件", "办理", subject=name).add("，网办率达")
    rate = Decimal(t.memory.setdefault(f"网办率 {key}", t.number(700, 990))) / 10
    text.figure(f"{rate}%", rate, "%", "网办率", subject=name)
    return text.add("。今后将", t.of(METHODS), "进一步提升服务质效。")


FIGURES: tuple[Story, ...] = (
    shortened, same_day, other_unit, fewer_materials, launched, adjusted, satisfaction, distributed,
    funds, vouchers, calls, supervised, hotline, goals, stations, last_year,
)  # fmt: skip
