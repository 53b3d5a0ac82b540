"""What things are called on the pages."""

from __future__ import annotations

import datetime as dt

from archive.index.port import Facet, Sort
from archive.model import ComparisonKind, Period, PeriodType
from archive.store.port import IssueSummary, StoredFigure

FACET_TITLES = {
    Facet.DEPARTMENT: "部门",
    Facet.OFFICIAL: "官员",
    Facet.TOPIC: "专题",
    Facet.BULLETIN: "刊物",
    Facet.MONTH: "月份",
}
SORT_TITLES = {Sort.RELEVANCE: "相关度", Sort.NEWEST: "最新", Sort.OLDEST: "最早"}
PERIOD_TITLES = {
    PeriodType.WEEK: "本周",
    PeriodType.MONTH: "本月",
    PeriodType.QUARTER: "本季度",
    PeriodType.YEAR: "全年",
    PeriodType.YEAR_TO_DATE: "今年以来",
    PeriodType.CUMULATIVE: "累计",
    PeriodType.POINT: "时点",
}
COMPARISON_TITLES = {
    ComparisonKind.YEAR_ON_YEAR: "同比",
    ComparisonKind.PERIOD_ON_PERIOD: "环比",
}


def issue_number(row: IssueSummary) -> str:
    """2023年第48期; empty if the issue bears no number."""
    if row.number is None:
        return ""
    return f"{row.year}年第{row.number}期" if row.year else f"第{row.number}期"


def issue_title(row: IssueSummary) -> str:
    """政务服务窗口周报 2023年第48期"""
    return f"{row.title} {issue_number(row)}".rstrip()


def figure_text(stored: StoredFigure) -> str:
    """A figure in a few words: 受理 608件（本周）."""
    figure = stored.figure
    parts = [figure.metric or "", figure.surface]
    period = f"（{PERIOD_TITLES[figure.period_type]}）" if figure.period_type else ""
    return " ".join(part for part in parts if part) + period


def date_text(day: dt.date) -> str:
    """2023年12月4日"""
    return f"{day.year}年{day.month}月{day.day}日"


def period_text(period: Period) -> str:
    """2023年12月4日—12月8日; the year is said again only if it changes."""
    start, end = period.start, period.end
    if start.year != end.year:
        return f"{date_text(start)}—{date_text(end)}"
    return f"{date_text(start)}—{end.month}月{end.day}日"
