"""Which year a time without one lies in, or one that is named by a word: 去年, 上年, 98年."""

from __future__ import annotations

import datetime as dt
import re

from archive.extraction.context import IssueContext
from archive.extraction.numerals import parse_numeral

_FORWARD_BEHIND = re.compile(r"底?之?前")
_FORWARD_BEFORE = re.compile(r"(?:将|拟|限|计划|力争|预计|确保|定于|安排|到|自)[^，,。；;]{0,6}$")
_NEAR = 6
_LATE_IN_YEAR = 9
_OFFSETS = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}
# 2019年立项，|次年3月|开工
_BESIDE_SPOKEN = {"同年": 0, "次年": 1, "翌年": 1}
_CENTURIES = {
    "8": "19",
    "9": "19",
    "0": "20",
    "八": "一九",
    "九": "一九",
    "1": "20",
    "2": "20",
} | dict.fromkeys("零〇○", "二〇")


class YearReader:
    """Reads the years of one issue's times; ``as_of`` is the day up to which it reports."""

    def __init__(self, context: IssueContext, as_of: dt.date | None) -> None:
        days = [day for day in (context.printed, context.period and context.period.end) if day]
        self.reference = max(days, default=None)
        # 今年 of a weekly of December that came out in January is the year it reports on.
        self.year = as_of.year if as_of else context.year
        # 2022年，…比上年增长: the year before the one that the sentence speaks of.
        self.spoken: int | None = None

    def of(self, printed: str | None) -> int | None:
        """The year printed, else None. Raises ValueError for 今年 in an issue without a year."""
        if printed is None:
            return None
        if printed == "上年" and self.spoken is not None:
            return self.spoken - 1
        if printed in _BESIDE_SPOKEN:
            year = self.spoken or self.year
            if year is None:
                raise ValueError(printed)
            return year + _BESIDE_SPOKEN[printed]
        if printed[0] in "今本去上明前":
            if self.year is None:
                raise ValueError(printed)
            return self.year + _OFFSETS.get(printed, 0)
        century = _CENTURIES.get(printed[0], "") if len(printed) == len("98年") else ""
        value = parse_numeral(century + printed[:-1])
        if value is None or not 1900 <= value < 2100:
            raise ValueError(printed)
        return int(value)

    def for_month(self, match: re.Match[str], month: int) -> int:
        """The year of a month without one: the issue's, or the one before for a later month,
        unless the text looks forward."""
        if self.reference is None:
            if self.year is None:
                raise ValueError("an issue without a year")
            return self.year
        year = self.reference.year
        text = match.string
        deadline = _FORWARD_BEHIND.match(text, match.end()) is not None
        before = _FORWARD_BEFORE.search(text, max(0, match.start() - 10), match.start())
        if month > self.reference.month:
            # The nearer one: in May 六月 is to come, in January 十二月 is over.
            to_come = month - self.reference.month <= _NEAR or deadline or before
            return year if to_come else year - 1
        if month < self.reference.month:
            # 1月5日前 in December is to come.
            late = self.reference.month - month >= _LATE_IN_YEAR
            return year + 1 if deadline and (before or late) else year
        return year

    def nearest(self, month: int) -> int:
        """The year in which a month is nearest to the issue."""
        reference = self.reference
        if reference is None:
            return self.year or 1
        return reference.year + (reference.month - month > _NEAR)

    def of_both(
        self, match: re.Match[str], first: str | None, begin: int, last: str | None, end: int
    ) -> tuple[int, int]:
        """The years of two months, of which neither, one or both are printed with one."""
        year, last_year = self.of(first), self.of(last)
        if last_year is None:
            last_year = year + (end < begin) if year else self.for_month(match, end)
        return year or last_year - (end < begin), last_year
