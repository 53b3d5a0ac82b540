"""Small issues, each of another layout: how offices number, head and end their bulletins.

Every other one, but for the second, belongs to the split ``test``.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from scripts.corpus_maker.people import Cast
from scripts.corpus_maker.places import PINGHAI
from scripts.corpus_maker.stories_work import WORK
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import (
    Block,
    Contents,
    Heading,
    Issue,
    Paragraph,
    Signature,
    Text,
)

Tell = Callable[[], Text]
Rows = list[tuple[str, str, str]]
OFFICE = PINGHAI.publisher
ALSO = "平海市大数据发展局"
BODY = ("总体情况", "主要做法", "存在问题", "下步打算")
TITLES = ("窗口服务标准化建设稳步推进", "一窗受理改革提速增效", "帮办代办队伍走进园区")


def medley_issues() -> Iterator[Issue]:
    """All issues in a fixed order."""
    cast = Cast(PINGHAI, "medley")
    memory: dict[str, int] = {}
    for index, (case, outline) in enumerate(zip(HEADS, OUTLINES, strict=True)):
        rng = random.Random(f"medley {index}")
        t = Teller(rng, cast, dt.date(2024, 3, 4), 5, "近期", None, memory)
        stories = iter(t.tell(WORK, 12))
        yield Issue(
            name=f"medley-2024-{index + 1:02d}",
            layout="medley",
            producer="reportlab",
            title=case.title,
            publishers=list(case.publishers),
            blocks=outline(partial(next, stories)),
            head=case.rows,
            number_printed=case.printed,
            year=case.year,
            number=case.number,
            number_last=case.last,
            serial=case.serial,
            period=case.period,
            date=case.date,
            colophon=case.colophon,
            copies=case.copies,
            split="test" if index % 2 and index > 1 else "dev",
        )


@dataclass
class Head:
    """A masthead and a colophon: what is printed, row by row, and what it says."""

    title: str
    rows: Rows
    printed: str = ""
    year: int = 2024
    number: int | None = None
    last: int | None = None
    serial: int | None = None
    publishers: tuple[str, ...] = (OFFICE,)
    period: tuple[str, str] | None = None
    date: str | None = "2024-03-11"
    colophon: list[tuple[str, str]] = field(default_factory=list)
    copies: int | None = None


def _title(text: str) -> tuple[str, str, str]:
    return ("title", text, "")


def _center(text: str) -> tuple[str, str, str]:
    return ("center", text, "")


RULE = ("rule", "", "")
HEADS = [
    Head(
        "督查通报（示例）",
        [_title("督查通报（示例）"), _center("〔2024〕12号"), ("pair", OFFICE, "2024年3月11日"), RULE],
        "〔2024〕12号", number=12,
        colophon=[("主送", "各区（县）人民政府。"), ("抄送", "市委办公室。")], copies=80,
    ),
    Head(
        "政务简报（样刊示例）",
        [_title("政务简报（样刊示例）"), _center("[2024]5号"), _center(OFFICE), _center("2024年3月11日"), RULE],
        "[2024]5号", number=5, colophon=[("报", "市委、市政府领导。"), ("送", "市直各部门。")],
    ),
    Head(
        "示例数据周报",
        [_title("示例数据周报"), _center("2024年第28周"), _center("（7月8日—7月14日）"), _center(OFFICE), RULE],
        "2024年第28周", number=28, period=("2024-07-08", "2024-07-14"), date=None,
        colophon=[("编辑", "沈知远"), ("联系电话", "0000-1234567")],
    ),
    Head(
        "示例工作动态",
        [_center(OFFICE), _title("示例工作动态"), _center("第十二期"), _center("2024年3月11日"), RULE],
        "第十二期", number=12, colophon=[("签发", "江望舒"), ("责任编辑", "沈知远")], copies=120,
    ),
    Head(
        "示例政务要情",
        [_title("示例政务要情"), _center("2024年第5、6期合刊"), _center(f"{OFFICE} {ALSO}"), _center("2024年3月11日"), RULE],
        "2024年第5、6期合刊", number=5, last=6, publishers=(OFFICE, ALSO),
        colophon=[("发", "各窗口单位。"), ("校对", "沈知远")],
    ),
    Head(
        "情况反映（示例）",
        [_title("情况反映（示例）"), ("pair", OFFICE, "2024年3月11日"), RULE],
        colophon=[("抄报", "省政务服务中心。"), ("抄送", "各区（县）政务服务中心。")],
    ),
    Head(
        "窗口信息（示例）",
        [("left", "内部资料　注意保存", ""), _title("窗口信息（示例）"), _center("１期（总第５７７期）"),
         ("pair", OFFICE, "２０２４年３月１１日"), RULE],
        "１期（总第５７７期）", number=1, serial=577, colophon=[("报", "市领导。")], copies=60,
    ),
    Head(
        "示例服务专报",
        [_title("示例服务专报"), ("pair", "第9期", "共4版"), ("pair", OFFICE, "2024年3月11日"), RULE],
        "第9期", number=9, colophon=[("签发人", "江望舒"), ("送", "市直各部门。")],
    ),
    Head(
        "示例运行季报",
        [_title("示例运行季报"), _center("2024年第一季度"), _center(OFFICE), _center("2024年4月11日"), RULE],
        period=("2024-01-01", "2024-03-31"), date="2024-04-11", colophon=[("编辑", "沈知远")],
    ),
    Head(
        "平海市示例公报",
        [_title("平海市示例公报"), _center("2024年第4号（总号：312）"), _center(OFFICE), _center("3月11日"), RULE],
        "2024年第4号（总号：312）", number=4, serial=312, colophon=[("主送", "各区（县）人民政府。")],
    ),
    Head(
        "示例岁末周报",
        [_title("示例岁末周报"), _center("第1期（总第53期）"), _center("2024年12月30日—2025年1月5日"),
         _center(OFFICE), RULE],
        "第1期（总第53期）", year=2025, number=1, serial=53,
        period=("2024-12-30", "2025-01-05"), date=None, colophon=[("报", "市领导。")],
    ),
    Head(
        "示例每日快讯",
        [_title("示例每日快讯"), _center("2024年3月11日　星期一　第65期"), _center(OFFICE), RULE],
        "第65期", number=65, colophon=[("发", "各窗口单位。")], copies=40,
    ),
]  # fmt: skip


def _chapters(tell: Tell) -> list[Block]:
    return [
        Heading(1, "第一章", BODY[0]), Paragraph(tell(), "第一条"), Paragraph(tell(), "第二条"),
        Heading(1, "第二章", BODY[1]), Paragraph(tell(), "第三条"), Paragraph(tell(), "第四条"),
    ]  # fmt: skip


def _columns(tell: Tell) -> list[Block]:
    blocks: list[Block] = []
    for column in ("要闻动态", "部门信息"):
        blocks.append(Heading(1, "", column, "【】"))
        for title in TITLES[:2]:
            blocks += [Heading(2, "", title), Paragraph(tell())]
    return blocks


def _bullets(tell: Tell) -> list[Block]:
    blocks: list[Block] = []
    for head in ("▲", "▲"):
        blocks.append(Heading(1, head, BODY[len(blocks) // 5]))
        for title in TITLES[:2]:
            blocks += [Heading(2, "◆", title), Paragraph(tell())]
    return blocks


def _circled(tell: Tell) -> list[Block]:
    blocks: list[Block] = []
    for title in BODY[:2]:
        blocks += [Heading(1, "■", title)]
        blocks += [Paragraph(tell(), mark) for mark in "①②③"]
    return blocks


def _posters(tell: Tell) -> list[Block]:
    blocks: list[Block] = []
    for number, title in enumerate(BODY[:3], 1):
        blocks += [Heading(1, f"0{number}", title), Paragraph(tell()), Paragraph(tell())]
    return blocks


def _listed(tell: Tell) -> list[Block]:
    return [
        Heading(1, "一、", BODY[0]), Paragraph(tell()),
        Heading(1, "二、", BODY[1]), Paragraph(tell(), "一是"), Paragraph(tell(), "二是"),
        Paragraph(tell(), "三是"),
    ]  # fmt: skip


def _plain(tell: Tell) -> list[Block]:
    return [Paragraph(tell()) for _ in range(6)]


def _by_size(tell: Tell) -> list[Block]:
    return [block for title in TITLES for block in (Heading(1, "", title), Paragraph(tell()))]


def _deep(tell: Tell) -> list[Block]:
    return [
        Heading(1, "一、", BODY[0]), Heading(2, "（一）", TITLES[0]), Heading(3, "1．", TITLES[1]),
        Paragraph(tell(), "（1）"), Paragraph(tell(), "（2）"),
        Heading(3, "2．", TITLES[2]), Paragraph(tell()),
        Heading(1, "二、", BODY[1]), Paragraph(tell(), "1﹒"), Paragraph(tell(), "2﹒"),
    ]  # fmt: skip


def _documents(tell: Tell) -> list[Block]:
    titles = [f"{OFFICE}关于印发窗口服务规范的通知", f"{OFFICE}关于做好汛期服务的通知"]
    blocks: list[Block] = [Contents("目　　录", [("本级文件", 0), (titles[0], 1), (titles[1], 2)])]
    for number, title in enumerate(titles, 7):
        blocks += [
            Heading(1, "", title), Paragraph(Text(f"平政服〔2024〕{number}号")),
            Paragraph(Text("各窗口单位：")), Paragraph(tell()),
            Heading(2, "一、", BODY[0]), Paragraph(tell()), Heading(2, "二、", BODY[3]),
            Paragraph(tell()), Signature([OFFICE, f"2024年3月{number}日"]),
        ]  # fmt: skip
    return blocks


def _corrected(tell: Tell) -> list[Block]:
    return [
        Heading(1, "", "编者按"), Paragraph(tell()),
        Heading(1, "", TITLES[0]), Paragraph(tell()), Paragraph(tell()),
        Heading(1, "", "更正"), Paragraph(Text("本刊上期标题中的“进驻”误印为“进住”，特此更正。")),
    ]  # fmt: skip


def _misnumbered(tell: Tell) -> list[Block]:
    return [
        Heading(1, "一、", BODY[0]),
        *(Paragraph(tell(), f"{number}.") for number in (1, 2, 2, 4)),
        Heading(1, "三、", BODY[1]), *(Paragraph(tell(), f"{number}.") for number in (1, 2)),
    ]  # fmt: skip


OUTLINES = (
    _chapters, _columns, _bullets, _circled, _posters, _listed,
    _plain, _by_size, _deep, _documents, _corrected, _misnumbered,
)  # fmt: skip
