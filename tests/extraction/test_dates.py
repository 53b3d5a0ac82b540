"""Dates: absolute and relative ones, resolved against the issue."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extraction.extract import extract
from archive.model import DateMention, Period, PeriodType
from archive.vocabulary import Vocabulary
from tests.extraction.issues import make_issue


def days(text: str, vocabulary: Vocabulary, period: Period | None = None) -> list[DateMention]:
    sentence = text if text.endswith("。") else f"{text}。"
    issue = make_issue(sentence, period=period) if period else make_issue(sentence)
    return list(extract(issue, vocabulary).dates)


@pytest.mark.parametrize(
    ("text", "surface", "first", "last"),
    [
        ("12月6日，省中心召开会议", "12月6日", "2023-12-06", "2023-12-06"),
        ("12月6日—8日举办培训", "12月6日—8日", "2023-12-06", "2023-12-08"),
        ("12月28日至1月3日值班", "12月28日至1月3日", "2023-12-28", "2024-01-03"),
        ("1月5日前报送", "1月5日", "2024-01-05", "2024-01-05"),
        ("5至7日调研", "5至7日", "2023-12-05", "2023-12-07"),
        ("王明6日看望群众", "6日", "2023-12-06", "2023-12-06"),
        ("本月6日调研", "本月6日", "2023-12-06", "2023-12-06"),
        ("2021年15件实事", "2021年", "2021-01-01", "2021-12-31"),
        ("9日常委会召开", "9日", "2023-12-09", "2023-12-09"),
        ("限15日前整改", "15日", "2023-12-15", "2023-12-15"),
        ("11月上半月受理12件", "11月上半月", "2023-11-01", "2023-11-15"),
        ("2021年至今", "2021年至今", "2021-01-01", "2023-12-08"),
        ("2021—2022年", "2021—2022年", "2021-01-01", "2022-12-31"),
        ("12月6—8日举办培训", "12月6—8日", "2023-12-06", "2023-12-08"),
        ("11月30日至12月2日举办", "11月30日至12月2日", "2023-11-30", "2023-12-02"),
        (
            "2022年12月28日至2023年1月3日",
            "2022年12月28日至2023年1月3日",
            "2022-12-28",
            "2023-01-03",
        ),
        ("二〇二三年五月一日起施行", "二〇二三年五月一日", "2023-05-01", "2023-05-01"),
        ("２０２３年５月起", "２０２３年５月", "2023-05-01", "2023-05-31"),
        ("该系统11月中旬启用", "11月中旬", "2023-11-11", "2023-11-20"),
        ("截至9月底", "9月底", "2023-09-30", "2023-09-30"),
        ("前三季度", "前三季度", "2023-01-01", "2023-09-30"),
        ("今年上半年", "今年上半年", "2023-01-01", "2023-06-30"),
        ("年内完成", "年内", "2023-01-01", "2023-12-31"),
        ("2021年以来", "2021年以来", "2021-01-01", "2023-12-08"),
        ("本周受理", "本周", "2023-12-04", "2023-12-08"),
        ("上周五召开", "上周五", "2023-12-01", "2023-12-01"),
        ("上月底完成", "上月底", "2023-11-30", "2023-11-30"),
        ("去年12月", "去年12月", "2022-12-01", "2022-12-31"),
        ("1—10月份", "1—10月份", "2023-01-01", "2023-10-31"),
        ("2024-03-05印发", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("限12月20日前报送", "12月20日", "2023-12-20", "2023-12-20"),
        ("比去年同期多", "去年", "2022-01-01", "2022-12-31"),
        ("完成全年目标", "全年", "2023-01-01", "2023-12-31"),
        ("4月中旬至5月下旬", "4月中旬至5月下旬", "2023-04-11", "2023-05-31"),
        ("9月20日至10月上旬", "9月20日至10月上旬", "2023-09-20", "2023-10-10"),
        ("去年12月底—1月5日", "去年12月底—1月5日", "2022-12-31", "2023-01-05"),
        ("一至三季度", "一至三季度", "2023-01-01", "2023-09-30"),
        ("元月份召开", "元月份", "2023-01-01", "2023-01-31"),
        ("十月廿三日召开", "十月廿三日", "2023-10-23", "2023-10-23"),
        ("九八年十月竣工", "九八年十月", "1998-10-01", "1998-10-31"),
        ("本月4日至6日召开", "本月4日至6日", "2023-12-04", "2023-12-06"),
        ("23年11月28日印发", "23年11月28日", "2023-11-28", "2023-11-28"),
        ("本周转办诉求12件", "本周", "2023-12-04", "2023-12-08"),
        ("本周一至周五值守", "本周一至周五", "2023-12-04", "2023-12-08"),
        ("12月1日起至12月8日公示", "12月1日起至12月8日", "2023-12-01", "2023-12-08"),
        ("2023—2024年度计划", "2023—2024年度", "2023-01-01", "2024-12-31"),
        ("民国二十六年建校", "民国二十六年", "1937-01-01", "1937-12-31"),
        ("上月20日至本月5日开展", "上月20日至本月5日", "2023-11-20", "2023-12-05"),
    ],
)
def test_a_date_is_resolved(
    vocabulary: Vocabulary, text: str, surface: str, first: str, last: str
) -> None:
    (date,) = days(text, vocabulary)
    assert (date.surface, str(date.first), str(date.last)) == (surface, first, last)
    assert text[date.span.start : date.span.end] == surface


def test_the_year_before_is_that_of_the_year_the_sentence_speaks_of(
    vocabulary: Vocabulary,
) -> None:
    spoken, before = days("2020年，出口12亿元，比上年增长5%。", vocabulary)
    assert (spoken.first.year, before.first.year) == (2020, 2019)
    _, current = days("2020年，出口12亿元。投资比上年增长5%。", vocabulary)
    assert current.first.year == 2022


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市局6、7日巡查", [("6", 6), ("7日", 7)]),
        ("预计二、三季度投产", [("二", 6), ("三季度", 9)]),
        ("与2021、2022年持平", [("2021", 12), ("2022年", 12)]),
        ("2021、2022年投产", [("2021", 12), ("2022年", 12)]),
        (
            "2019年3月立项，同年10月开工，次年6月投产",
            [("2019年3月", 3), ("同年10月", 10), ("次年6月", 6)],
        ),
        ("11月当月", [("11月", 11), ("当月", 11)]),
    ],
)
def test_times_that_share_their_word_are_several(
    vocabulary: Vocabulary, text: str, expected: list[tuple[str, int]]
) -> None:
    found = days(text, vocabulary)
    of = [d.last.day if text.endswith("巡查") else d.last.month for d in found]
    assert list(zip([date.surface for date in found], of, strict=True)) == expected


def test_a_year_of_before_goes_on_in_its_sentence(vocabulary: Vocabulary) -> None:
    found = days("2019年3月立项，同年10月开工，次年6月投产。", vocabulary)
    assert [date.last.year for date in found] == [2019, 2019, 2020]


def test_a_heading_says_of_which_year_a_document_speaks(vocabulary: Vocabulary) -> None:
    issue = make_issue("年末存栏3万头，全年出栏9万头。", heading="2021年统计公报（节选）")
    assert [date.last.year for date in extract(issue, vocabulary).dates] == [2021, 2021]
    plain = make_issue("一条消息。", "2020年统计资料", "全年出栏9万头。")
    assert [date.last.year for date in extract(plain, vocabulary).dates] == [2020]


def test_a_later_month_is_last_years(vocabulary: Vocabulary) -> None:
    turn = Period(dt.date(2024, 1, 1), dt.date(2024, 1, 5))
    december, across = days("12月29日召开会议。12月28日—1月3日休假。", vocabulary, turn)
    assert december.first == dt.date(2023, 12, 29)
    assert (across.first, across.last) == (dt.date(2023, 12, 28), dt.date(2024, 1, 3))


def test_an_issue_printed_after_new_year_speaks_of_the_year_it_reports_on(
    vocabulary: Vocabulary,
) -> None:
    issue = make_issue(
        "今年以来，累计培训6550人次。", period=Period(dt.date(2024, 12, 23), dt.date(2024, 12, 27))
    )
    late = replace(issue, masthead=replace(issue.masthead, date=dt.date(2025, 1, 3)))
    findings = extract(late, vocabulary)
    (date,) = findings.dates
    assert (date.first, date.last) == (dt.date(2024, 1, 1), dt.date(2024, 12, 27))
    assert findings.figures[0].period_type is PeriodType.YEAR_TO_DATE


def test_a_bulletin_numbered_by_months_speaks_of_the_month_before(vocabulary: Vocabulary) -> None:
    issue = make_issue("本月受理12件。", title="工作简报", period=None)
    masthead = replace(issue.masthead, year=2023, number=11, date=dt.date(2023, 12, 3))
    findings = extract(replace(issue, masthead=masthead), vocabulary)
    assert findings.dates[0].first == dt.date(2023, 11, 1)
    irregular = replace(masthead, number=31)
    findings = extract(replace(issue, masthead=irregular), vocabulary)
    assert findings.dates[0].first == dt.date(2023, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "13月45日",
        "2月30日",
        "近日，日前，近年来",
        "印发《2023年12月6日纪要》",
        "2023年第48期",
        "3个月",
        "整改时限20日",
        "由25日压缩到10日",
        "建校98年",
        "提前3个月完工，三年内建成，一个月内整改",
        "健全年度考核机制，全年级学生",
        "每年12月，每月5日，一月一调度",
        "60岁以上年龄组，成本年均下降，说明年限",
        "资本周转，成本周期，海上周边",
        "5月龄仔猪，10日龄鸡苗，一日三餐",
        "壮族三月三",
        "三月初三赶集，农历十二月初八，农历正月初六，每逢5日赶集",
        "近三年，过去五年，未来24小时，两年来",
        "2024年版目录",
        "20日内办结",
        "证件最快2日可取，网上年检率",
        "答复缩短为十五日，结果公示7日",
    ],
)
def test_what_names_no_day_is_no_date(vocabulary: Vocabulary, text: str) -> None:
    assert days(text, vocabulary) == []


def test_a_heading_taken_for_a_paragraph_names_no_date(vocabulary: Vocabulary) -> None:
    assert extract(make_issue("一季度生产平稳"), vocabulary).dates == ()


@given(st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)))
def test_every_full_date_is_read(vocabulary: Vocabulary, day: dt.date) -> None:
    (date,) = days(f"于{day.year}年{day.month}月{day.day}日印发。", vocabulary)
    assert (date.first, date.last) == (day, day)


@given(st.text("0123456789一二三十月日年—至今去本上前底初旬以来季度半", max_size=60))
def test_no_text_breaks_it_and_no_stretch_ends_before_it_begins(
    vocabulary: Vocabulary, text: str
) -> None:
    assert all(date.first <= date.last for date in days(text, vocabulary))
