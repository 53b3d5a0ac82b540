"""A city-level bulletin: headings and items are told apart by bold type alone, without numbers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from scripts.corpus_maker.paging import cut_names
from scripts.corpus_maker.people import Cast
from scripts.corpus_maker.phrases import METHODS, RESULTS
from scripts.corpus_maker.places import LINJIANG
from scripts.corpus_maker.stories_figures import (
    FIGURES,
    fewer_materials,
    goals,
    other_unit,
    shortened,
)
from scripts.corpus_maker.stories_work import WORK
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import Block, Heading, Issue, Paragraph, Text

ISSUES = 8
FIRST = dt.date(2024, 3, 4)
JOINT = 4
"""The issue that appears as a double number."""
HEAD_LINES = 6.5
TRIALS = 8
LEADS = ("流程再造。", "审管联动。", "帮办代办。", "数据共享。", "上门服务。", "靠前辅导。")


def city_issues() -> Iterator[Issue]:
    """All issues in order of time."""
    cast = Cast(LINJIANG, "city")
    memory: dict[str, int] = {}
    number, first, total = 1, FIRST, 18_420
    for index in range(ISSUES):
        numbers = 2 if index == JOINT else 1
        drafts = [
            _issue(cast, index, draft, number, numbers, first, total, dict(memory))
            for draft in range(TRIALS)
        ]
        issue, memory, total = max(drafts, key=lambda d: cut_names(d[0].blocks, HEAD_LINES))
        number += numbers
        first += dt.timedelta(weeks=2 * numbers)
        yield issue


def _issue(
    cast: Cast, index: int, draft: int, number: int, numbers: int, first: dt.date, total: int,
    memory: dict[str, int],
) -> tuple[Issue, dict[str, int], int]:  # fmt: skip
    """A draft, what is remembered of it and the year's total after it."""
    last = first + dt.timedelta(days=14 * numbers - 3)
    printed = last + dt.timedelta(days=3)
    rng = random.Random(f"city {index} {draft}")
    t = Teller(rng, cast, first, (last - first).days + 1, "近期", None, memory)
    counted = t.number(1000, 3000) * numbers
    total += counted
    bold = t.tell((shortened, fewer_materials, other_unit), 2) + t.tell((goals,), 1)
    leads = t.rng.sample(LEADS, 3)
    blocks: list[Block] = [Heading(1, "", "重点工作")]
    blocks += [Paragraph(text) for text in bold]
    blocks += [Paragraph(_led(t, lead)) for lead in leads[:2]]
    blocks += [Heading(1, "", "工作动态"), *(Paragraph(text) for text in t.tell(WORK, 4))]
    blocks += [Heading(1, "", "窗口运行"), Paragraph(_counts(t, total))]
    blocks += [Paragraph(text) for text in t.tell(FIGURES, 2)]
    blocks += [Heading(1, "", "区县动态"), Paragraph(_county(t)), Paragraph(_county(t))]
    mark = f"第{number}期" if numbers == 1 else f"第{number}、{number + 1}期"
    issue = Issue(
        name=f"city-2024-{number:02d}",
        layout="city",
        producer="chromium" if index % 2 else "reportlab",
        title="临江营商环境快报（示例）",
        publishers=[LINJIANG.publisher],
        blocks=blocks,
        number_printed=f"2024年{mark}",
        year=2024,
        number=number,
        number_last=number + 1 if numbers > 1 else None,
        period=(first.isoformat(), last.isoformat()),
        period_printed=f"（{first.month}月{first.day}日—{last.month}月{last.day}日）",
        date=printed.isoformat(),
        date_printed=f"{printed.year}年{printed.month}月{printed.day}日",
        colophon=[
            ("主送", "市委、市政府领导。"),
            ("抄送", "各区（县）人民政府，市直有关部门（单位）。"),
            ("责任编辑", cast.person("", "编辑", first)),
        ],
    )
    return issue, memory, total


def _led(t: Teller, lead: str) -> Text:
    """A paragraph whose lead is a catchword."""
    text = Text().strong(lead)
    department = t.subject(text)
    text.add("针对", t.service(department), "办理中的难点，", t.of(METHODS))
    text.add("组织专人跟进，").mark("今年以来", "year_to_date").add("已为")
    key = f"企业 {t.day.year} {department.name}"
    many = t.running(key, t.number(80, 900), 3, 60)
    text.count(many, "家", "企业", subject=department.name).add("企业提供上门服务")
    return text.add("，", t.of(RESULTS), "。")


def _counts(t: Teller, total: int) -> Text:
    text = Text().mark("今年以来，", "year_to_date").add("全市窗口累计受理")
    text.count(total, "件", "受理").add("。").mark("目前，", "point").add("进驻大厅的单位为")
    text.count(t.running("单位", 41, 0, 1), "家", "单位").add("，", t.of(RESULTS), "。")
    return text


def _county(t: Teller) -> Text:
    town = t.town()
    bureau = f"{town}{t.pick('行政审批局', '商务局', '农业农村局', '人力资源和社会保障局')}"
    text = Text().department(bureau, bureau, lead=True).lead(bureau).add(t.of(METHODS), "，")
    text.add("在乡镇布设自助终端，").mark("截至目前，", "cumulative").add("已开通")
    text.count(t.running(f"服务点 {bureau}", t.number(6, 40), 1, 5), "个", "服务点").add("服务点，")
    return text.add(t.of(RESULTS), "。")
