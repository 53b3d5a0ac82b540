"""Dates and periods as mastheads print them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from archive.model import Period
from archive.parser.ordinals import NUMERAL, to_int
from archive.parser.text import fold, squeeze

_YEAR = rf"(?:({NUMERAL}{{4}})年)"
_MONTH = rf"({NUMERAL}{{1,2}})月"
_DAY = rf"({NUMERAL}{{1,3}})日"
_TO = r"(?:[-—–―－─~～]{1,2}|至|到)"
_DATE = re.compile(rf"{_YEAR}{_MONTH}{_DAY}")
_ISO_DATE = re.compile(r"(?<![0-9])([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?![0-9])")
_PERIOD = re.compile(rf"{_YEAR}?{_MONTH}(?:{_DAY})?{_TO}{_YEAR}?(?:{_MONTH})?(?:{_DAY})?")
_DOTTED_PERIOD = re.compile(
    rf"(?:([0-9]{{4}})[.年])?([0-9]{{1,2}})[.]([0-9]{{1,2}}){_TO}"
    rf"(?:([0-9]{{4}})[.年])?(?:([0-9]{{1,2}})[.])?([0-9]{{1,2}})"
)
_DAY_ALONE = re.compile(rf"[(]?({_MONTH}{_DAY})[)]?(?:出版|印发|编印|印)?")
_MONTHS = re.compile(rf"[(（]?{_YEAR}?({NUMERAL}{{1,2}}){_TO}{_MONTH}(?:份)?[)）]?")
_PART = re.compile(
    rf"[(（]?{_YEAR}?(?:第?([一二三四1-4])季度|([上下])半年|{_MONTH}份?([上中下])旬)[)）]?"
)
_HOUR = re.compile(
    r"[(]?(?:(?:星期|周)[一二三四五六日天])?[)]?"
    r"(?:(?:上午|下午|晚|凌晨)?[0-9]{1,2}(?:时(?:[0-9]{1,2}分?)?|[:][0-9]{2}))?$"
)
_WHOLE_MONTH = re.compile(rf"[(（]?{_YEAR}?{_MONTH}(?:份|号)?[)）]?")


def find_date(text: str) -> dt.date | None:
    """The first full date in ``text``: 2023年12月15日, 二〇二三年十二月十五日, 2023-12-15."""
    plain = fold(squeeze(text))
    for match in (*_DATE.finditer(plain), *_ISO_DATE.finditer(plain)):
        if (date := _date(*map(_number, match.groups()))) is not None:
            return date
    return None


def is_date(text: str) -> bool:
    """Whether ``text`` is a date and nothing else, brackets, 印发, weekday and hour aside."""
    plain = fold(squeeze(text)).strip("()").removesuffix("印发").removesuffix("出版")
    plain = _HOUR.sub("", plain.removesuffix("编印").removesuffix("印"))
    return (_DATE.fullmatch(plain) or _ISO_DATE.fullmatch(plain)) is not None


def day_alone(text: str) -> str | None:
    """The day and month of a date that is printed without its year (3月15日出版)."""
    found = _DAY_ALONE.fullmatch(fold(squeeze(text)))
    return found[1] if found else None


def find_period(text: str, year: int | None, published: dt.date | None) -> Period | None:
    """The period a masthead prints, e.g. （12月4日—12月8日） or （2024年3月）.

    ``year`` is the issue's year, used where the period has none; ``published`` the date of
    publication, which a period does not follow by months. Across a year's end the start lies in
    the year before. A period without days covers whole months.
    """
    plain = fold(squeeze(text))
    for groups in _periods(plain):
        period = _period(groups, year, published)
        if period is not None:
            return period
    return None


def printed_year(text: str) -> int | None:
    """The last year that a period or date in ``text`` names."""
    years = [
        number
        for match in re.finditer(rf"({NUMERAL}{{4}})年", fold(squeeze(text)))
        if (number := _number(match[1])) is not None and 1949 <= number <= 2100
    ]
    return years[-1] if years else None


_Parts = tuple[int | None, int | None, int | None, int | None, int | None, int | None]


def _periods(plain: str) -> Iterator[_Parts]:
    for match in _PERIOD.finditer(plain):
        year, month, day, end_year, end_month, end_day = map(_number, match.groups())
        if end_month is not None or end_day is not None:
            yield year, month, day, end_year, end_month, end_day
    for match in _DOTTED_PERIOD.finditer(plain):
        year, month, day, end_year, end_month, end_day = map(_number, match.groups())
        yield year, month, day, end_year, end_month, end_day
    if whole := _WHOLE_MONTH.fullmatch(plain):
        year, month = map(_number, whole.groups())
        yield year, month, None, None, None, None
    if months := _MONTHS.fullmatch(plain):
        year, month, end_month = map(_number, months.groups())
        yield year, month, None, None, end_month, None
    if part := _PART.fullmatch(plain):
        yield _part(part)


def _part(part: re.Match[str]) -> _Parts:
    """The months of a quarter or a half-year, or the days of a third of a month (旬)."""
    year, quarter, half = _number(part[1]), _number(part[2]), part[3]
    if quarter is not None:
        return year, 3 * quarter - 2, None, None, 3 * quarter, None
    if half:
        return year, 1 if half == "上" else 7, None, None, 6 if half == "上" else 12, None
    month = _number(part[4])
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, None)}[part[5]]
    return year, month, first, None, month, last


def _period(parts: _Parts, issue_year: int | None, published: dt.date | None) -> Period | None:
    year, month, day, end_year, end_month, end_day = parts
    if month is None:
        return None
    end_month = end_month or month
    last_year = end_year or (year if year and end_month >= month else None)
    last_year = last_year or (year + 1 if year else issue_year)
    if last_year is None:
        return None
    first_year = year or (last_year if month <= end_month else last_year - 1)
    start = _date(first_year, month, day or 1)
    if end_day is None:
        end = _month_end(last_year, end_month)
    elif day is None:
        end = None
    else:
        end = _date(last_year, end_month, end_day)
    if start is None or end is None or start > end:
        return None
    if not year and not end_year and published and (end - published).days > 180:
        # 12月25日—12月29日 in an issue of the new year
        return _period((None, month, day, None, end_month, end_day), last_year - 1, published)
    return Period(start, end)


def _month_end(year: int, month: int) -> dt.date | None:
    try:
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _date(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else to_int(text)
    except ValueError:
        return None
