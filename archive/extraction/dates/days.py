"""The days of printed parts of the calendar: 11月中旬, 6月底, 三季度."""

from __future__ import annotations

import calendar
import datetime as dt

from archive.extraction.numerals import parse_numeral
from archive.model import PeriodType

_QUARTER_NAMES = "一二三四"
_ERAS = {
    "民国": 1912,
    "宣统": 1909,
    "光绪": 1875,
    "同治": 1862,
    "咸丰": 1851,
    "道光": 1821,
    "嘉庆": 1796,
    "乾隆": 1736,
    "雍正": 1723,
    "康熙": 1662,
}

Resolved = tuple[dt.date | None, dt.date | None, PeriodType | None]
"""The first and the last day, and what a figure beside them speaks of."""


def number(printed: str) -> int:
    """The number of a month or day as printed: 十二, 廿一, 元. Raises ValueError for none."""
    if printed == "元":
        return 1  # 元月
    value = parse_numeral(printed.replace("廿", "二十").replace("卅", "三十"))
    if value is None:
        raise ValueError(printed)
    return int(value)


def era_year(era: str, year: int) -> int:
    """The year of an era: 民国, 26 → 1937. Raises KeyError for an era that is not known."""
    return _ERAS[era] + year - 1


def quarter_number(printed: str) -> int:
    """1 to 4: 二, 2 → 2."""
    return int(printed) if printed.isascii() else _QUARTER_NAMES.index(printed) + 1


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month. Raises ValueError for a month that there is not."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def part_of_month(year: int, month: int, part: str | None) -> Resolved:
    """The days of 上旬, 底 …, or of the whole month, of which alone a figure may speak."""
    first, last = day_or_part(year, month, None, part)
    return first, last, None if part else PeriodType.MONTH


def day_or_part(
    year: int, month: int, day: str | None, part: str | None
) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day of a month, of a part of it, or of all of it. Raises
    ValueError for a day that there is not."""
    if day is not None:
        named = dt.date(year, month, number(day))
        return named, named
    last = month_end(year, month)
    if part is None:
        return last.replace(day=1), last
    if part in "底末":
        return last, last
    begin, end = {
        "初": (1, 5),
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last.day),
        "上中旬": (1, 20),
        "中下旬": (11, last.day),
        "上半月": (1, 15),
        "下半月": (16, last.day),
    }[part]
    return last.replace(day=begin), last.replace(day=end)


def quarter_days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a quarter, 1 to 4."""
    return dt.date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)
