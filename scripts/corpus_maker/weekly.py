"""The weekly: one bulletin over two and a half years whose totals add up, but for a few
deliberate contradictions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from scripts.corpus_maker import ledger
from scripts.corpus_maker.ledger import MANUALS, MEASURES, Week
from scripts.corpus_maker.paging import cut_names
from scripts.corpus_maker.people import Cast, posts_of
from scripts.corpus_maker.phrases import METHODS, RESULTS, VENUES
from scripts.corpus_maker.places import YUNCHUAN, listed, named
from scripts.corpus_maker.stories_figures import FIGURES, satisfaction, supervised
from scripts.corpus_maker.stories_work import WORK, classroom, trained
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import Block, Grid, Heading, Issue, Paragraph, Text

TITLE = "政务服务窗口周报（示例）"
HEAD_LINES = 7.5
TRIALS = 12
"""Drafts of an issue among which the one is taken whose page breaks cut the most names."""

CONTRADICTIONS: dict[str, tuple[str, str, int]] = {
    "2022-38": ("year_to_date_sum", "受理", 90),
    "2023-04": ("percentage", "占比", 2),
    "2023-15": ("year_to_date_falls", "出证", -4000),
    "2023-27": ("change_from", "进驻事项", 6),
    "2023-40": ("year_to_date_sum", "兑付", 1000),
    "2024-06": ("table_total", "受理", 13),
    "2024-19": ("percentage", "占比", -3),
    "2024-33": ("year_to_date_sum", "接待", -117),
    "2024-44": ("cumulative_falls", "主题", -5),
}
"""By issue: the kind, the metric, and by how much the printed number is off. What is printed wrong
is not carried on: the next issue goes on from the true number."""


class _Slips:
    """Misprints the contradiction of an issue into its numbers and keeps the record of it."""

    def __init__(self, name: str) -> None:
        self.kind, self.metric, self._off = CONTRADICTIONS.get(name, ("", "", 0))
        self.found: list[dict[str, object]] = []

    def printed(self, metric: str, right: Decimal | int, item: int, *kinds: str) -> Decimal | int:
        """The number that is printed for ``right``."""
        if metric != self.metric or self.kind not in kinds or self.found:
            return right
        wrong = right + self._off
        self.found.append(
            {
                "kind": self.kind,
                "item": item,
                "metric": metric,
                "printed": str(wrong),
                "expected": str(right),
            }
        )
        return wrong


def weekly_issues() -> Iterator[Issue]:
    """All issues in order of time."""
    cast = Cast(YUNCHUAN, "weekly")
    memory: dict[str, int] = {}
    for week in ledger.weeks():
        drafts = [_issue(week, cast, draft, dict(memory)) for draft in range(TRIALS)]
        issue, memory = max(drafts, key=lambda draft: cut_names(draft[0].blocks, HEAD_LINES))
        yield issue


def _producer(year: int) -> str:
    return {2022: "reportlab", 2023: "libreoffice"}.get(year, "chromium")


def _issue(
    week: Week, cast: Cast, draft: int, memory: dict[str, int]
) -> tuple[Issue, dict[str, int]]:
    """A draft of the issue, and what is remembered of it."""
    name = f"{week.year}-{week.number:02d}"
    rng = random.Random(f"weekly {name} {draft}")
    t = Teller(rng, cast, week.monday, 5, "本周", "week", memory)
    slips = _Slips(name)
    blocks: list[Block] = []
    _news(t, week, blocks)
    _duty(t, blocks)
    _policy(t, week, blocks, slips)
    _counters(t, week, blocks, slips)
    _quality(t, week, blocks)
    printed = week.friday + dt.timedelta(days=t.pick(3, 4, 7))
    first, last = week.monday, week.friday
    issue = Issue(
        name=f"weekly-{name}",
        layout="weekly",
        producer=_producer(week.year),
        title=TITLE,
        publishers=[t.place.publisher],
        blocks=blocks,
        number_printed=f"{week.year}年第{week.number}期（总第{week.serial}期）",
        year=week.year,
        number=week.number,
        serial=week.serial,
        period=(first.isoformat(), last.isoformat()),
        period_printed=f"（{first.month}月{first.day}日—{last.month}月{last.day}日）",
        date=printed.isoformat(),
        date_printed=f"{printed.year}年{printed.month}月{printed.day}日",
        colophon=[
            (
                "送",
                t.pick("省中心领导，省级有关部门（单位）。", "省中心领导，省级各部门（单位）。"),
            ),
            (
                "发",
                "省级有关部门（单位）窗口，各市（州）政务服务机构，省中心各处（室）、直属单位。",
            ),
        ],
        copies=t.pick(85, 90, 96, 110),
        contradictions=slips.found,
        split="test" if week.serial % 4 == 0 else "dev",
    )
    return issue, memory


def _items(blocks: list[Block]) -> int:
    return sum(not isinstance(block, Heading) for block in blocks)


def _news(t: Teller, week: Week, blocks: list[Block]) -> None:
    heading = {2022: "政务服务工作动态", 2023: "工作要情"}.get(week.year, "一周要闻")
    blocks.append(Heading(1, "一、", heading))
    texts = t.tell(WORK, t.number(2, 4)) + t.tell(FIGURES, t.number(1, 3))
    t.rng.shuffle(texts)
    blocks += [Paragraph(text, f"{index}.") for index, text in enumerate(texts, start=1)]


def _duty(t: Teller, blocks: list[Block]) -> None:
    """The heads of departments who sat at the counter."""
    blocks.append(Heading(1, "二、", "部门负责人驻窗值守"))
    first, second, third = t.led(3)
    text = Text().mark("本周，", "week").add(t.officer(first, lead=True))
    if t.chance(0.6):
        # A second official of a department that is not named again.
        titles, posts = posts_of(first)[1]
        if posts[-1] not in text.text:
            text.add("，", t.person(titles, posts, first.name, spaced=t.chance(0.5)))
    text.add("，", t.officer(second, lead=True))
    if t.chance(0.5):
        text.add("，", t.officer(third, lead=True))
    text.add("分别到", t.of(VENUES), t.pick("值守窗口", "开展体验式办事", "坐班接待"), "，现场协调")
    blocks.append(
        Paragraph(text.add(t.service(), "、", t.service(), "等办件，", t.of(RESULTS), "。"))
    )


def _policy(t: Teller, week: Week, blocks: list[Block], slips: _Slips) -> None:
    blocks.append(Heading(1, "三、", {2022: "惠企政策兑现", 2023: "惠企政策兑现"}.get(
        week.year, "惠企利民专项行动")))  # fmt: skip
    batch = t.pick("一", "二", "三")
    text = Text(
        t.pick("公布", "更新"), f"《{week.year}年{t.place.name}惠企政策清单（第{batch}批）》，"
    )
    blocks.append(Paragraph(text.add("同步上线“一键匹配”功能，", t.of(RESULTS), "。"), "（一）"))
    text = Text("组织", listed(t.rng, t.departments(t.number(7, 12))))
    text.add(
        "等省级部门（单位）开展政策解读、流程梳理和系统对接，", t.of(METHODS), "推进免申即享。"
    )
    blocks.append(Paragraph(text, "（二）"))
    text = Text().mark("本周，", "week").add("惠企资金平台兑付")
    paid, firms = week.paid, week.firms
    text.figure(f"{paid[0]}万元", paid[0] * 10_000, "元", "兑付").add("、惠及")
    text.count(firms[0], "家", "企业").add("企业；").mark("今年以来，", "year_to_date").add(
        "累计兑付"
    )
    total = slips.printed("兑付", paid[1], _items(blocks), "year_to_date_sum")
    text.figure(f"{total}万元", total * 10_000, "元", "兑付").add("、惠及")
    blocks.append(Paragraph(text.count(firms[1], "家", "企业").add("企业。"), "（三）"))


def _counters(t: Teller, week: Week, blocks: list[Block], slips: _Slips) -> None:
    blocks += [Heading(1, "四、", "综合窗口运行"), Heading(2, "（一）", "窗口办件")]
    text = Text().mark("本周，", "week").add(t.pick("各窗口共", "省级综合窗口共计", "大厅共"))
    for index, (name, unit, _) in enumerate(MEASURES):
        text.add("、" if index else "", name).count(week.counts[index], unit, name)
    text.add("；").mark("今年以来，", "year_to_date").add("累计")
    for index, (name, unit, _) in enumerate(MEASURES):
        kinds = ("year_to_date_sum", "year_to_date_falls")
        total = slips.printed(name, week.totals[index], _items(blocks), *kinds)
        text.add("、" if index else "", name).count(int(total), unit, name)
    blocks.append(Paragraph(text.add("。")))
    if week.number % 4 == 2:
        blocks.append(_windows(t, slips, _items(blocks)))

    blocks.append(Heading(2, "（二）", "受理手册编印"))
    text = Text().mark("本周，", "week").add("完成", named(t.rng, t.department()), "等窗口")
    text.count(week.manuals[0], "个", "办理项").add("办理项的手册编印。").mark(
        "截至目前，", "cumulative"
    )
    whole = MANUALS[week.year]
    text.add("应编手册的").count(whole, "个", "办理项").add("办理项中，已编印的办理项为")
    text.count(week.manuals[1], "个", "办理项").add("，占比")
    right = (Decimal(100 * week.manuals[1]) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    share = slips.printed("占比", right, _items(blocks), "percentage")
    blocks.append(Paragraph(text.figure(f"{share}%", share, "%", "占比").add("。")))

    blocks.append(Heading(2, "（三）", t.pick("事项进驻和专题服务", "进驻事项管理")))
    before, after = week.entries
    before = int(slips.printed("进驻事项", before, _items(blocks), "change_from"))
    text = Text()
    if before != after:
        text.add(named(t.rng, t.department()), "窗口进驻清单完成动态调整。").mark("目前，", "point")
        text.add(f"综合窗口进驻事项由{before}项", t.pick("调整为", "调整为", "调整"))
        text.count(after, "项", "进驻事项", change_from=before).add("。")
    else:
        text.mark("目前，", "point").add("综合窗口进驻事项为").count(after, "项", "进驻事项").add(
            "，保持不变。"
        )
    blocks.append(Paragraph(text, "1."))
    new, topics = week.topics
    text = Text()
    if new:
        text.mark("本周，", "week").add("“高效办成一件事”新上线").count(new, "个", "主题").add(
            "主题。"
        )
    text.mark("截至目前，", "cumulative").add("“高效办成一件事”累计上线")
    topics = int(slips.printed("主题", topics, _items(blocks), "cumulative_falls"))
    blocks.append(
        Paragraph(text.count(topics, "个", "主题").add("主题，", t.of(RESULTS), "。"), "2.")
    )


def _windows(t: Teller, slips: _Slips, item: int) -> Grid:
    """Applications by counter, with a line of totals."""
    rows: list[list[Text | None]] = [[Text("窗口"), Text("受理"), Text("办结")]]
    totals = [0, 0]
    for department in t.stemmed(t.number(4, 7)):
        accepted = t.number(40, 300)
        values = (accepted, accepted - t.number(0, 20))
        totals = [total + value for total, value in zip(totals, values, strict=True)]
        surface = department.forms[0]
        rows.append([Text().department(surface, department.name), *_cells(values, department.name)])
    printed = int(slips.printed("受理", totals[0], item, "table_total"))
    rows.append([Text("合计"), *_cells((printed, totals[1]), None)])
    return Grid(rows, caption="本周部分窗口办件情况", unit_note="单位：件")


def _cells(values: tuple[int, int], subject: str | None) -> list[Text]:
    return [
        Text().figure(str(value), value, "件", metric, period="week", subject=subject)
        for metric, value in zip(("受理", "办结"), values, strict=True)
    ]


def _quality(t: Teller, week: Week, blocks: list[Block]) -> None:
    heading = {2022: "监督评议", 2023: "监督评议和业务培训"}.get(week.year, "服务质效")
    blocks.append(Heading(1, "五、", heading))
    text = Text().mark("本周，", "week").add("共归集")
    text.count(week.rated[0], "条", "意见建议").add("意见建议，按期整改率")
    text.figure("100%", 100, "%", "按期整改率").add("；").mark("今年以来，", "year_to_date").add(
        "累计归集"
    )
    text.count(week.rated[1], "条", "意见建议").add("意见建议，", t.of(RESULTS), "。")
    blocks.append(Paragraph(text, "1."))
    text = (
        Text()
        .mark("本周，", "week")
        .add(t.publisher(), "培训")
        .count(week.trained[0], "人次", "培训", subject=t.place.publisher)
    )
    text.add("；").mark("今年以来，", "year_to_date").add("累计培训")
    text.count(week.trained[1], "人次", "培训", subject=t.place.publisher).add("。")
    blocks.append(Paragraph(text, "2."))
    blocks += [
        Paragraph(text, "3.") for text in t.tell((satisfaction, supervised, classroom, trained), 1)
    ]
