"""Times that are told from the issue's own days: 本月, 上周五, 昨日, 年底, and a bare 12日."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from archive.extraction.context import IssueContext
from archive.extraction.dates.days import Resolved, month_end, number, part_of_month, quarter_days
from archive.extraction.dates.years import YearReader
from archive.model import PeriodType

_LATE = 20
_WEEKDAYS = "一二三四五六日"


class RelativeReader:
    """Resolves the relative times of one issue; ``as_of`` is the day up to which it reports."""

    def __init__(self, context: IssueContext, as_of: dt.date | None, years: YearReader) -> None:
        self._context = context
        self._as_of = as_of
        self._years = years
        self.last_named: dt.date | None = None
        """The last day of the day or month that the text named last."""
        self.document: int | None = None
        """The year of the document that the text belongs to."""

    @property
    def resolvers(self) -> dict[str, Callable[[re.Match[str]], Resolved]]:
        """What resolves each form, by the name of its rule."""
        return {
            "this_month": self._this_month,
            "part": self._part,
            "this_quarter": self._this_quarter,
            "since": self._since,
            "week": self._week,
            "near": self._near,
            "bare": self._bare,
            "within": self._within,
        }

    def _this_month(self, match: re.Match[str]) -> Resolved:
        day = self._as_of
        if day is None:
            return None, None, None if match["tp"] or match["td"] else PeriodType.MONTH
        step = {"上": -1, "下": 1}.get(match["tm"][0], 0)
        if match["tm"] == "当月" and self.last_named is not None:
            day = self.last_named  # 11月|当月
        elif self._context.period is None and self._context.monthly and day.day <= _LATE:
            step -= 1  # a monthly printed early in a month reports on the one before
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        if match["td"]:
            named = dt.date(year, month + 1, number(match["td"]))
            until = number(match["td2"]) if match["td2"] else named.day
            if until < named.day:
                raise ValueError(match[0])
            return named, named.replace(day=until), None
        return part_of_month(year, month + 1, match["tp"])

    def _part(self, match: re.Match[str]) -> Resolved:
        """下旬: of the month named last, else of the issue's."""
        day = self.last_named or self._years.reference
        if day is None:
            return None, None, None
        return part_of_month(day.year, day.month, match["xp"])

    def _this_quarter(self, match: re.Match[str]) -> Resolved:
        day = self._as_of
        if day is None:
            return None, None, PeriodType.QUARTER
        step = -1 if match["tq"].startswith("上") else 0
        year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + step, 4)
        return *quarter_days(year, quarter + 1), PeriodType.QUARTER

    def _since(self, _: re.Match[str]) -> Resolved:
        day = self._as_of
        first = dt.date(day.year, 1, 1) if day else None
        return first, day, PeriodType.YEAR_TO_DATE

    def _week(self, match: re.Match[str]) -> Resolved:
        period, kind = self._context.period, PeriodType.WEEK
        day = self._as_of
        if day is None:
            return None, None, kind
        monday = day - dt.timedelta(days=day.weekday())
        this_week = match["w"] not in ("上周", "上一周", "下周")
        if not this_week:
            monday += dt.timedelta(days=7 if match["w"] == "下周" else -7)
        if match["wd"]:
            first = monday + dt.timedelta(days=_weekday(match["wd"]))
            last = monday + dt.timedelta(days=_weekday(match["wd2"] or match["wd"]))
            if last < first:
                raise ValueError(match[0])
            return first, last, None
        if this_week and period and (period.end - period.start).days <= 7:
            return period.start, period.end, kind
        return monday, monday + dt.timedelta(days=6), kind

    def _near(self, match: re.Match[str]) -> Resolved:
        day = self._context.printed or self._as_of
        if day is None:
            return None, None, None
        day += dt.timedelta(days={"昨": -1, "前": -2, "明": 1, "后": 2}.get(match["r"][0], 0))
        return day, day, None

    def _bare(self, match: re.Match[str]) -> Resolved:
        """12日8时: of the month named last, else of the issue's."""
        day = self.last_named or self._years.reference
        if day is None:
            return None, None, None
        first = day.replace(day=number(match["bd"]))
        last = day.replace(day=number(match["bd2"])) if match["bd2"] else first
        if last < first:
            raise ValueError(match[0])
        return first, last, None

    def _within(self, match: re.Match[str]) -> Resolved:
        day = self._years.reference
        if day is None:
            return None, None, None
        year = self.document or day.year
        if match["e"] == "年内":
            return dt.date(year, 1, 1), dt.date(year, 12, 31), PeriodType.YEAR
        last = month_end(year, 12) if match["e"][0] == "年" else month_end(day.year, day.month)
        if match["e"] == "月内":
            return last.replace(day=1), last, None
        return last, last, None


def _weekday(printed: str) -> int:
    """0 for Monday: 一."""
    return _WEEKDAYS.index(printed.replace("天", "日"))
