"""What things are called on the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from archive.index.port import Facet, Sort
from archive.model import ComparisonKind, Period, PeriodType
from archive.series.nouns import Series
from archive.series.titles import KINDS
from archive.store.nouns import IssueSummary, StoredFigure
from webui.language import _, english, english_date, lazy

FACET_TITLES = {
    Facet.DEPARTMENT: lazy("部门"),
    Facet.OFFICIAL: lazy("官员"),
    Facet.TOPIC: lazy("专题"),
    Facet.BULLETIN: lazy("刊物"),
    Facet.MONTH: lazy("月份"),
}
SORT_TITLES = {Sort.RELEVANCE: lazy("相关度"), Sort.NEWEST: lazy("最新"), Sort.OLDEST: lazy("最早")}
PERIOD_TITLES = {
    PeriodType.WEEK: lazy("本周"),
    PeriodType.MONTH: lazy("本月"),
    PeriodType.QUARTER: lazy("本季度"),
    PeriodType.YEAR: lazy("全年"),
    PeriodType.YEAR_TO_DATE: lazy("今年以来"),
    PeriodType.CUMULATIVE: lazy("累计"),
    PeriodType.POINT: lazy("时点"),
}
COMPARISON_TITLES = {
    ComparisonKind.YEAR_ON_YEAR: lazy("同比"),
    ComparisonKind.PERIOD_ON_PERIOD: lazy("环比"),
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
    text = " ".join(part for part in parts if part)
    if figure.period_type is None:
        return text
    return _("%(figure)s（%(period)s）", figure=text, period=PERIOD_TITLES[figure.period_type])


def series_name(series: Series) -> str:
    """A series in a few words: 受理·省商务厅."""
    parts = [series.metric]
    if series.comparison:
        parts.append(str(COMPARISON_TITLES[series.comparison]))
    return "·".join([*parts, *filter(None, (series.subject, series.row))])


def series_names(some: Sequence[Series]) -> list[str]:
    """Several series side by side: what kind they are and where they stand is said where it
    differs."""
    kinds = {one.kind for one in some}
    scopes = {one.scope for one in some}
    names = []
    for one in some:
        more = [_(KINDS[one.kind])] if len(kinds) > 1 else []
        more += [one.scope] if len(scopes) > 1 and one.scope else []
        names.append(series_name(one) + (f"（{'，'.join(more)}）" if more else ""))
    return names


def date_text(day: dt.date) -> str:
    """2023年12月4日; 4 Dec 2023 for readers of English."""
    if english():
        return english_date(day, "d MMM y")
    return f"{day.year}年{day.month}月{day.day}日"


def month_text(month: int) -> str:
    """12月; Dec for readers of English."""
    if english():
        return english_date(dt.date(2000, month, 1), "MMM")
    return f"{month}月"


def period_text(period: Period) -> str:
    """2023年12月4日—12月8日; in Chinese the year is said again only if it changes, and a day only
    once."""
    start, end = period.start, period.end
    if start == end:
        return date_text(start)
    if english():
        return f"{date_text(start)} – {date_text(end)}"
    if start.year != end.year:
        return f"{date_text(start)}—{date_text(end)}"
    return f"{date_text(start)}—{end.month}月{end.day}日"
