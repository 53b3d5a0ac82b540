"""Issues made by hand: invented places, organisations and persons only."""

from __future__ import annotations

import datetime as dt

from archive.model import (
    Cell,
    Colophon,
    Findings,
    Issue,
    Item,
    ItemKind,
    Masthead,
    Period,
    Section,
    SourceFile,
    Span,
    Table,
)

PROVINCE = "云川省政务服务和公共资源交易中心"
CITY = "云川省岚江市行政审批局"
CITY_NAME = "岚江市行政审批局"
"""The office of that name: without the province before its city."""
WEEK = Period(dt.date(2023, 12, 4), dt.date(2023, 12, 8))


def make_issue(
    *items: str | Item,
    publisher: str | None = PROVINCE,
    title: str = "窗口工作周报",
    heading: str = "工作动态",
    period: Period | None = WEEK,
) -> Issue:
    """An issue of a weekly with one section that holds ``items``."""
    made = tuple(
        item if isinstance(item, Item) else Item(f"1-{number}", "1", "", item, ())
        for number, item in enumerate(items, 1)
    )
    return Issue(
        source=SourceFile("ab" * 32, "示例.pdf", "application/pdf", 1),
        pages=(),
        masthead=Masthead(title, (publisher,) if publisher else (), 2023, 48, period=period),
        sections=(Section("1", "", 1, "一、", heading),),
        items=made,
        colophon=Colophon(),
    )


def make_table(
    rows: list[list[str]], *, caption: str | None = None, unit_note: str | None = None
) -> Item:
    """A table item whose first row is its header."""
    cells = []
    position = 0
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            span = Span(position, position + len(text))
            cells.append(Cell(row, column, 1, 1, row == 0, span, ()))
            position += len(text) + 1
    table = Table(len(rows), len(rows[0]), tuple(cells), caption, unit_note)
    text = "\n".join("\t".join(row) for row in rows)
    return Item("1-1", "1", "", text, (), kind=ItemKind.TABLE, table=table)


def texts_of(issue: Issue) -> dict[str, str]:
    return {item.key: item.text for item in issue.items}


def departments_of(findings: Findings) -> list[tuple[str, str | None]]:
    return [(mention.surface, mention.department) for mention in findings.department_mentions]


def officials_of(findings: Findings) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(m.name, m.titles, m.department) for m in findings.official_mentions]
