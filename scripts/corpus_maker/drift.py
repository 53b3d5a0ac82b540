"""A city weekly of which the clerks change and with them the words: what is counted stays the same,
metrics, units and headings do not.

Every figure says under ``series`` what it counts whatever its words, so that the joining of series
can be measured. Within a sentence stand numbers that are like each other and must stay apart.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from scripts.corpus_maker.places import LINJIANG
from scripts.corpus_maker.text import Block, Heading, Issue, Paragraph, Text

FIRST = dt.date(2023, 1, 2)
ISSUES = 40
LOST = (17, 18)
"""Numbers of issues that were printed but are in no archive."""
STAYS = 0.65
"""How often a clerk writes as the week before."""

Wordings = tuple[tuple[str, str, str], ...]
"""Words before the number, its unit, and the metric that they say."""
RECEIVED: Wordings = (
    ("接待", "人次", "接待"),
    ("共接待", "人次", "接待"),
    ("接待群众", "人次", "接待群众"),
    ("接待办事群众", "次", "接待办事群众"),
    ("接待量", "人次", "接待量"),
)
ACCEPTED: Wordings = (
    ("受理", "件", "受理"),
    ("共受理", "件", "受理"),
    ("受理件", "件", "受理件"),
    ("受理办件量", "件", "受理办件量"),
    ("受理量为", "件", "受理量"),
    ("受理各类申请", "件", "受理申请"),
    ("收件", "件", "收件"),
)
FINISHED: Wordings = (
    ("办结", "件", "办结"),
    ("共办结", "件", "办结"),
    ("办结件", "件", "办结件"),
    ("办结办件量", "件", "办结办件量"),
    ("办结总量", "件", "办结总量"),
    ("完成办结", "件", "办结"),
)
ISSUED: Wordings = (
    ("出证", "件", "出证"),
    ("制证", "件", "制证"),
    ("发证", "件", "发证"),
    ("核发证照", "件", "核发证照"),
)
ADVISED: Wordings = (
    ("提供咨询", "人次", "提供咨询"),
    ("接受咨询", "人次", "接受咨询"),
    ("解答咨询", "人次", "解答咨询"),
    ("咨询服务", "次", "咨询服务"),
    ("来电来访咨询", "人次", "来电来访咨询"),
)
ANSWERED: Wordings = (
    ("接听来电", "次", "接听来电"),
    ("接听", "次", "接听"),
    ("接听电话", "人次", "接听电话"),
    ("共接听来电", "次", "接听来电"),
)
ORDERS: Wordings = (
    ("受理工单", "件", "受理工单"),
    ("受理诉求工单", "件", "受理诉求工单"),
)
CLOSED: Wordings = (("办结工单", "件", "办结工单"), ("工单办结", "件", "工单办结"))
PLEASED: Wordings = (
    ("满意率", "%", "满意率"),
    ("群众满意率", "%", "群众满意率"),
    ("满意度", "%", "满意度"),
    ("回访满意率", "%", "回访满意率"),
)
PAID: Wordings = (
    ("兑付资金", "万元", "兑付资金"),
    ("兑付", "万元", "兑付"),
    ("兑付金额", "万元", "兑付金额"),
    ("共兑付奖补资金", "万元", "兑付奖补资金"),
)
FIRMS: Wordings = (("惠及企业", "家", "惠及企业"), ("受益企业", "户", "受益企业"))
HEADINGS = {
    "counters": ("窗口办件", "窗口运行", "大厅运行情况"),
    "hotline": ("热线办理", "热线服务"),
    "policy": ("惠企政策兑现", "政策兑现情况"),
}
SLIPS = {12: ("受理", 300), 29: ("接待", -2000)}
"""By issue: the total that is printed wrong, and by how much; the next goes on from the right
one."""


class _Clerk:
    """Chooses words, mostly those of the week before."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def words(self, rng: random.Random, name: str, choices: Wordings) -> tuple[str, str, str]:
        if name not in self._last or rng.random() > STAYS:
            self._last[name] = rng.randrange(len(choices))
        return choices[self._last[name]]

    def heading(self, rng: random.Random, name: str) -> str:
        choices = tuple((one, "", "") for one in HEADINGS[name])
        return self.words(rng, f"heading {name}", choices)[0]


def drift_issues() -> Iterator[Issue]:
    """All issues in order of time that are not lost."""
    clerk = _Clerk()
    totals = {"接待": 0, "受理": 0, "兑付": 0}
    units: dict[tuple[object, object], str] = {}
    for number in range(1, ISSUES + 1):
        rng = random.Random(f"drift {number}")
        slips: list[dict[str, object]] = []
        issue = _issue(rng, clerk, number, totals, slips)
        if number not in LOST:
            slips += _other_units(issue, units)
            yield issue


def _other_units(
    issue: Issue, units: dict[tuple[object, object], str]
) -> Iterator[dict[str, object]]:
    """What is counted in another unit than in the issue before; ``units`` are those."""
    for block in issue.blocks:
        for figure in block.text.figures if isinstance(block, Paragraph) else ():
            key = figure["series"], figure["period_type"]
            if units.setdefault(key, figure["unit"]) != figure["unit"]:
                yield {
                    "kind": "unit_drift",
                    "item": 0,
                    "metric": figure["metric"],
                    "printed": figure["value"],
                    "expected": figure["value"],
                }
            units[key] = figure["unit"]


def _issue(
    rng: random.Random,
    clerk: _Clerk,
    number: int,
    totals: dict[str, int],
    slips: list[dict[str, object]],
) -> Issue:
    monday = FIRST + dt.timedelta(weeks=number - 1)
    friday, printed = monday + dt.timedelta(days=4), monday + dt.timedelta(days=7)
    blocks: list[Block] = [
        Heading(1, "一、", clerk.heading(rng, "counters")),
        Paragraph(_counters(rng, clerk, number, totals, slips), "1."),
        Heading(1, "二、", clerk.heading(rng, "hotline")),
        Paragraph(_hotline(rng, clerk), "1."),
        Heading(1, "三、", clerk.heading(rng, "policy")),
        Paragraph(_policy(rng, clerk, totals), "1."),
    ]
    return Issue(
        name=f"drift-2023-{number:02d}",
        layout="drift",
        producer="text",
        title="临江政务服务周报（示例）",
        publishers=[LINJIANG.publisher],
        blocks=blocks,
        number_printed=f"2023年第{number}期（总第{number + 210}期）",
        year=2023,
        number=number,
        serial=number + 210,
        period=(monday.isoformat(), friday.isoformat()),
        period_printed=f"（{monday.month}月{monday.day}日—{friday.month}月{friday.day}日）",
        date=printed.isoformat(),
        date_printed=f"{printed.year}年{printed.month}月{printed.day}日",
        contradictions=slips,
        printed_as=("weekly", "reportlab"),
    )


def _counters(
    rng: random.Random,
    clerk: _Clerk,
    number: int,
    totals: dict[str, int],
    slips: list[dict[str, object]],
) -> Text:
    received, accepted = rng.randint(900, 2400), rng.randint(2100, 5200)
    finished = accepted - rng.randint(20, 300)
    online = accepted * rng.randint(20, 60) // 100
    totals["接待"] += received
    totals["受理"] += accepted
    text = Text().mark("本周，", "week").add("全市各级大厅")
    _count(text, clerk.words(rng, "received", RECEIVED), received, "接待")
    text.add("、")
    _count(text, clerk.words(rng, "accepted", ACCEPTED), accepted, "受理")
    text.add("、")
    _count(text, clerk.words(rng, "finished", FINISHED), finished, "办结")
    text.add("、")
    _count(text, clerk.words(rng, "issued", ISSUED), rng.randint(700, 1900), "出证")
    text.add("，其中")
    _count(text, ("网上受理", "件", "网上受理"), online, "网上受理")
    text.add("。").mark("本周，", "week").add("各咨询台")
    _count(text, clerk.words(rng, "advised", ADVISED), rng.randint(300, 1500), "咨询")
    text.add("。").mark("今年以来，", "year_to_date").add("累计")
    words = _plain(clerk.words(rng, "received", RECEIVED))
    _total(text, words, "接待", number, totals, slips)
    text.add("、")
    words = _plain(clerk.words(rng, "accepted", ACCEPTED))
    if rng.random() < 0.3 and number not in SLIPS:
        rounded = (Decimal(totals["受理"]) / 10_000).quantize(Decimal("0.01"))
        text.add(words[0])
        text.figure(f"{rounded}万件", int(rounded * 10_000), "件", words[2])
        text.figures[-1]["series"] = "受理"
    else:
        _total(text, words, "受理", number, totals, slips)
    return text.add("。")


def _hotline(rng: random.Random, clerk: _Clerk) -> Text:
    orders = rng.randint(400, 900)
    text = Text().mark("本周，", "week").add("市政务服务热线")
    _count(text, clerk.words(rng, "answered", ANSWERED), rng.randint(1500, 4000), "接听")
    text.add("，")
    _count(text, clerk.words(rng, "orders", ORDERS), orders, "受理工单")
    text.add("，")
    _count(text, clerk.words(rng, "closed", CLOSED), orders - rng.randint(0, 60), "办结工单")
    text.add("，")
    before, unit, metric = clerk.words(rng, "pleased", PLEASED)
    rate = Decimal(rng.randint(9600, 9990)) / 100
    text.add(before).figure(f"{rate}{unit}", rate, unit, metric)
    text.figures[-1]["series"] = "满意率"
    return text.add("。")


def _policy(rng: random.Random, clerk: _Clerk, totals: dict[str, int]) -> Text:
    paid = rng.randint(90, 700)
    totals["兑付"] += paid
    text = Text().mark("本周，", "week").add("惠企专窗")
    words = clerk.words(rng, "paid", PAID)
    _money(text, words, paid)
    text.add("，")
    _count(text, clerk.words(rng, "firms", FIRMS), rng.randint(12, 90), "惠及企业")
    text.add("；").mark("今年以来，", "year_to_date").add("累计")
    total = totals["兑付"]
    if total >= 10_000 and rng.random() < 0.5:
        words = (words[0], "亿元", words[2])
    _money(text, _plain(words), total)
    return text.add("。")


def _plain(words: tuple[str, str, str]) -> tuple[str, str, str]:
    """Words that 累计 stands before."""
    return words[0].removeprefix("共"), words[1], words[2]


def _count(text: Text, words: tuple[str, str, str], value: int, series: str) -> None:
    before, unit, metric = words
    text.add(before).count(value, unit, metric)
    text.figures[-1]["series"] = series


def _money(text: Text, words: tuple[str, str, str], value: int) -> None:
    """``value`` in 万元, which may be printed in 亿元 to the last digit."""
    before, unit, metric = words
    printed = Decimal(value) / 10_000 if unit == "亿元" else Decimal(value)
    text.add(before).figure(f"{printed}{unit}", value * 10_000, "元", metric)
    text.figures[-1]["series"] = "兑付"


def _total(
    text: Text,
    words: tuple[str, str, str],
    series: str,
    number: int,
    totals: dict[str, int],
    slips: list[dict[str, object]],
) -> None:
    right = totals[series]
    metric, off = SLIPS.get(number, ("", 0))
    wrong = right + off if metric == series else right
    _count(text, words, wrong, series)
    if wrong != right:
        slips.append(
            {
                "kind": "year_to_date_sum",
                "item": 0,
                "metric": words[2],
                "printed": str(wrong),
                "expected": str(right),
            }
        )
