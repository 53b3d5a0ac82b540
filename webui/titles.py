"""What things are called on the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from archive.index.port import Facet, Sort
from archive.model import ComparisonKind, Period, PeriodType
from archive.series.nouns import Series
from archive.series.titles import KINDS
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


def series_name(series: Series) -> str:
    """A series in a few words: 受理·省商务厅."""
    parts = [series.metric]
    if series.comparison:
        parts.append(COMPARISON_TITLES[series.comparison])
    return "·".join([*parts, *filter(None, (series.subject, series.row))])


def series_names(some: Sequence[Series]) -> list[str]:
    """Several series side by side: what kind they are and where they stand is said where it
    differs."""
    kinds = {one.kind for one in some}
    scopes = {one.scope for one in some}
    names = []
    for one in some:
        more = [KINDS[one.kind]] if len(kinds) > 1 else []
        more += [one.scope] if len(scopes) > 1 and one.scope else []
        names.append(series_name(one) + (f"（{'，'.join(more)}）" if more else ""))
    return names


def date_text(day: dt.date) -> str:
    """2023年12月4日"""
    return f"{day.year}年{day.month}月{day.day}日"


def period_text(period: Period) -> str:
    """2023年12月4日—12月8日; the year is said again only if it changes, and a day only once."""
    start, end = period.start, period.end
    if start == end:
        return date_text(start)
    if start.year != end.year:
        return f"{date_text(start)}—{date_text(end)}"
    return f"{date_text(start)}—{end.month}月{end.day}日"
