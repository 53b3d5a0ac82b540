from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extraction.numerals import parse_numeral

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """The usual Chinese numeral, built from groups of four digits."""
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for index in reversed(range(len(groups))):
        group = groups[index]
        if group == 0:
            text += "" if text.endswith("零") or not text else "零"
            continue
        if text and group < 1000 and not text.endswith("零"):
            text += "零"
        text += _group(group) + ("", "万", "亿")[index]
    return text.rstrip("零")


def _group(group: int) -> str:
    text = ""
    pending = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // unit % 10
        if digit:
            text += ("零" if pending else "") + DIGITS[digit] + name
            pending = False
        else:
            pending = bool(text)
    return text


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_numeral(chinese(number)) == number


@given(st.integers(0, 10**12))
def test_arabic_numerals_round_trip_in_every_dress(number: int) -> None:
    full_width = str(number).translate({ord(str(n)): "０１２３４５６７８９"[n] for n in range(10)})
    assert parse_numeral(str(number)) == number
    assert parse_numeral(f"{number:,}") == number
    assert parse_numeral(full_width) == number


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_decimals_with_a_scale_are_exact(whole: int, part: int, scale: tuple[str, int]) -> None:
    name, factor = scale
    assert parse_numeral(f"{whole}.{part:02d}{name}") == Decimal(f"{whole}.{part:02d}") * factor


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万三千", 23000),
        ("两万三", 23000),
        ("两万零三", 20003),
        ("一百二", 120),
        ("十", 10),
        ("3亿2000万", 320_000_000),
        ("1万2千", 12000),
        ("一万亿", 10**12),
        ("二〇二三", 2023),
        ("六点五", Decimal("6.5")),
    ],
)
def test_numerals_of_official_prose(text: str, value: int | Decimal) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["三五", "", "十十", "百千", "点五", "1.2.3"])
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.text(alphabet="零〇一二两三九十百千万亿点0１９.,．", max_size=30))
def test_any_mixture_of_numeral_characters_ends(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0
