"""Numerals, numberings, number lines and periods, as mastheads and outlines print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Period
from archive.parser.dates import find_date, find_period, is_date
from archive.parser.marks import MarkKind, read_mark
from archive.parser.masthead import NumberLine, parse_number
from archive.parser.ordinals import to_chinese, to_int

NUMBERS = st.integers(1, 9999)


@given(NUMBERS)
def test_chinese_numerals_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(NUMBERS)
def test_arabic_numerals_full_and_half_width(number: int) -> None:
    full = str(number).translate({ord(str(d)): 0xFF10 + d for d in range(10)})
    assert to_int(str(number)) == to_int(full) == number


@pytest.mark.parametrize("text", ["", "二〇二x", "1.5", "第一", "百百", "一" * 40])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        to_int(text)


YEARS = st.integers(1950, 2099)
ISSUES = st.integers(1, 999)


@given(YEARS, ISSUES, ISSUES)
def test_number_line_with_serial(year: int, number: int, serial: int) -> None:
    for text in (
        f"{year}年第{number}期（总第{serial}期）",
        f"{year} 年 第 {number} 期  （总第 {serial} 期）",
        f"{year}年第{to_chinese(number)}期(总第{serial}期)",
        f"（总第{serial}期）{year}年第{number}期",
    ):
        assert parse_number(text) == NumberLine(year, number, None, serial)


@given(YEARS, ISSUES)
def test_document_number(year: int, number: int) -> None:
    for text in (f"〔{year}〕{number}号", f"临政办简〔{year}〕第{number}号", f"[{year}]{number}号"):
        assert parse_number(text) == NumberLine(year, number, None, None)


@given(ISSUES)
def test_bare_and_joint_numbers(number: int) -> None:
    assert parse_number(f"第{to_chinese(number)}期") == NumberLine(None, number, None, None)
    joint = NumberLine(None, number, number + 1, None)
    assert parse_number(f"第{number}、{number + 1}期") == joint
    assert parse_number(f"第{number}-{number + 1}期合刊") == joint


def test_full_width_number() -> None:
    assert parse_number("１期") == NumberLine(None, 1, None, None)


@pytest.mark.parametrize("text", ["", "窗口工作简报", "受理3期申请材料", "第一批"])
def test_no_number_line(text: str) -> None:
    assert parse_number(text) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_dates(date: dt.date) -> None:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(d)] for d in str(date.year))
    for text in (
        f"{date.year}年{date.month}月{date.day}日",
        f"{date.year} 年 {date.month} 月 {date.day} 日",
        f"{year}年{to_chinese(date.month)}月{to_chinese(date.day)}日",
    ):
        assert find_date(text) == date
        assert is_date(text)


@given(st.dates(dt.date(1950, 1, 8), dt.date(2099, 12, 24)), st.integers(1, 30))
def test_period_takes_its_year_from_the_issue(end: dt.date, days: int) -> None:
    start = end - dt.timedelta(days)
    text = f"（{start.month}月{start.day}日—{end.month}月{end.day}日）"
    if (start.month, start.day) < (end.month, end.day):
        start = start.replace(year=end.year)
    assert find_period(text, end.year, None) == Period(start, end)


@pytest.mark.parametrize(
    ("text", "year", "published", "start", "end"),
    [
        ("（12月30日—1月3日）", 2025, None, (2024, 12, 30), (2025, 1, 3)),
        ("2024年12月30日至2025年1月3日", None, None, (2024, 12, 30), (2025, 1, 3)),
        ("（12月25日—12月29日）", 2024, dt.date(2024, 1, 5), (2023, 12, 25), (2023, 12, 29)),
        ("（3月4日－8日）", 2024, None, (2024, 3, 4), (2024, 3, 8)),
        ("（2024年2月）", None, None, (2024, 2, 1), (2024, 2, 29)),
        ("2024年1—3月", None, None, (2024, 1, 1), (2024, 3, 31)),
        ("（2024年第二季度）", None, None, (2024, 4, 1), (2024, 6, 30)),
        ("2023年下半年", None, None, (2023, 7, 1), (2023, 12, 31)),
        ("2月下旬", 2024, None, (2024, 2, 21), (2024, 2, 29)),
        ("2024年0—13月", None, None, None, None),
        ("（３月４日～３月８日）", 2024, None, (2024, 3, 4), (2024, 3, 8)),
        ("（3.4-3.8）", 2024, None, (2024, 3, 4), (2024, 3, 8)),
        ("（2月30日—3月1日）", 2024, None, None, None),
        ("（3月4日—3月8日）", None, None, None, None),
    ],
)
def test_periods(
    text: str,
    year: int | None,
    published: dt.date | None,
    start: tuple[int, int, int] | None,
    end: tuple[int, int, int] | None,
) -> None:
    expected = Period(dt.date(*start), dt.date(*end)) if start and end else None
    assert find_period(text, year, published) == expected


@pytest.mark.parametrize(
    ("text", "kind", "value", "printed"),
    [
        ("第一章总则", MarkKind.CHAPTER, 1, "第一章"),
        ("一、工作动态", MarkKind.HAN, 1, "一、"),
        ("十二、其他", MarkKind.HAN, 12, "十二、"),
        ("（三）其他", MarkKind.HAN_BRACKET, 3, "（三）"),
        ("(三)其他", MarkKind.HAN_BRACKET, 3, "(三)"),
        ("1.12月6日，召开会议", MarkKind.ARABIC, 1, "1."),
        ("１．省中心", MarkKind.ARABIC, 1, "１．"),
        ("12、省中心", MarkKind.ARABIC, 12, "12、"),
        ("1.2023年，省中心", MarkKind.ARABIC, 1, "1."),
        ("（2）省中心", MarkKind.ARABIC_BRACKET, 2, "（2）"),
        ("2）省中心", MarkKind.ARABIC_BRACKET, 2, "2）"),
        ("③省中心", MarkKind.CIRCLED, 3, "③"),
        ("1﹒省中心", MarkKind.ARABIC, 1, "1﹒"),
        ("第二节监督", MarkKind.SECTION, 2, "第二节"),
        ("第十二条本办法", MarkKind.ARTICLE, 12, "第十二条"),
        ("01总体情况", MarkKind.POSTER, 1, "01"),
        ("二是加强", MarkKind.LISTED, 2, "二是"),
        ("◆工作动态", MarkKind.BULLET, 0, "◆"),
    ],
)
def test_marks(text: str, kind: MarkKind, value: int, printed: str) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.kind, mark.value, text[: mark.length]) == (kind, value, printed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本周，省中心",
        "1.5万件",
        "65.59%的事项",
        "2023年以来",
        "一是。",
        "◆◆◆◆",
        "○九年",
        "第三条、第四条",
        "（试行）",
        "12月6日",
    ],
)
def test_no_marks(text: str) -> None:
    assert read_mark(text) is None
