"""How the layouts look: faces, sizes and the order of what stands in the masthead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.corpus_maker.text import Issue

RED = "#c8161d"
SIZE, LEADING, LINES, CHARACTERS = 16.0, 28.95, 22, 28
LEFT, TOP = 73.6, 105.0
"""Margins of the type area in points: 37 mm and 26 mm, as GB/T 9704 has them."""

FAMILIES = {
    "FangSong": "FandolFang",
    "Hei": "FandolHei",
    "Kai": "FandolKai",
    "Song": "FandolSong",
    "SungtiL": "AR PL SungtiL GB",
    "UMing": "AR PL UMing CN",
    "UKai": "AR PL UKai CN",
    "ZenHei": "WenQuanYi Zen Hei",
    "MicroHei": "WenQuanYi Micro Hei",
    "NotoSerif": "Noto Serif CJK SC",
    "NotoSans": "Noto Sans CJK SC",
}


@dataclass(frozen=True)
class Look:
    """Faces of body text, first and second level headings, bold words, title, tables and page
    numbers. ``synthetic`` bold thickens the body face instead of changing to ``strong``."""

    body: str = "FangSong"
    heading: str = "Hei"
    sub: str = "Kai"
    strong: str = "Hei"
    title: str = "Song"
    table: str = "Song"
    foot: str = "Song"
    title_size: float = 34.0
    plain_size: float = 18.0
    plain_centered: bool = True
    outer_foot: bool = False
    running_head: bool = False
    synthetic: bool = False


LOOKS = {
    ("weekly", "reportlab"): Look(),
    ("weekly", "libreoffice"): Look(synthetic=True),
    ("weekly", "chromium"): Look(),
    ("monthly", "libreoffice"): Look(
        body="SungtiL", heading="ZenHei", sub="UKai", strong="ZenHei", title="ZenHei",
        table="SungtiL", foot="SungtiL", title_size=30, running_head=True,
    ),
    ("monthly", "chromium"): Look(
        body="NotoSerif", heading="NotoSans", sub="NotoSerif", strong="NotoSans", title="NotoSerif",
        table="NotoSans", foot="NotoSerif", title_size=30, running_head=True,
    ),
    ("gazette", "reportlab"): Look(title_size=38, plain_size=20, outer_foot=True),
    ("gazette", "libreoffice"): Look(
        body="Song", sub="UKai", title_size=38, plain_size=20, outer_foot=True
    ),
    ("city", "reportlab"): Look(
        body="UMing", heading="ZenHei", strong="ZenHei", title="ZenHei", table="UMing", foot="UMing",
        title_size=32, plain_size=17, plain_centered=False,
    ),
    ("city", "chromium"): Look(
        body="MicroHei", heading="MicroHei", strong="MicroHei", title="UKai", table="MicroHei",
        foot="MicroHei", title_size=32, plain_size=17, plain_centered=False, synthetic=True,
    ),
    ("oldstyle", "reportlab"): Look(
        body="UMing", heading="UMing", strong="ZenHei", title="Kai", table="UMing",
        foot="UMing", title_size=40,
    ),
    ("oldstyle", "libreoffice"): Look(
        body="UMing", heading="ZenHei", strong="UMing", title="UKai", table="UMing",
        foot="UMing", title_size=40, synthetic=True,
    ),
    ("medley", "reportlab"): Look(
        body="ZenHei", heading="ZenHei", sub="ZenHei", strong="ZenHei", title="ZenHei",
        table="ZenHei", foot="ZenHei",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row of a masthead: ``center``, ``left``, ``title``, ``pair`` (text and ``right``) or
    ``rule``."""

    kind: str
    text: str = ""
    right: str = ""


def look_of(issue: Issue) -> Look:
    return LOOKS[issue.printed_as or (issue.layout, issue.producer)]


def masthead(issue: Issue) -> Iterator[Row]:
    """The rows of the masthead from the top."""
    title = Row("title", issue.title_printed or issue.title)
    publishers = "　".join(issue.publishers)
    match issue.printed_as[0] if issue.printed_as else issue.layout:
        case "weekly":
            yield from (Row("center", issue.number_printed), title)
            yield Row("center", issue.period_printed)
            yield from (Row("pair", publishers, issue.date_printed), Row("rule"))
        case "monthly":
            yield from (title, Row("center", issue.number_printed))
            yield Row("center", issue.period_printed)
            yield from (Row("pair", publishers, issue.date_printed), Row("rule"))
        case "gazette":
            yield from (title, Row("rule"), Row("center", issue.number_printed))
            yield from (Row("center", publisher) for publisher in issue.publishers)
            yield Row("center", issue.date_printed)
        case "medley":
            yield from (Row(*row) for row in issue.head)
        case "city":
            yield from (title, Row("pair", issue.number_printed, issue.date_printed))
            yield from (Row("rule"), Row("center", publishers), Row("center", issue.period_printed))
        case _:
            yield from (Row("left", "内部资料　注意保存"), title)
            yield Row("center", issue.number_printed)
            yield from (Row("pair", publishers, issue.date_printed), Row("rule"))
