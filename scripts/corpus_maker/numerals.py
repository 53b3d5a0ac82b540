"""Numbers as old bulletins print them."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
"""Half-width to full-width figures."""


def chinese(number: int) -> str:
    """A number below 100 million as it is read: 23 → 二十三, 1205 → 一千二百零五, 23000 → 二万三千."""
    ten_thousands, rest = divmod(number, 10_000)
    text = _below_ten_thousand(ten_thousands) + "万" if ten_thousands else ""
    if rest:
        text += ("零" if text and rest < 1000 else "") + _below_ten_thousand(rest)
    return text.removeprefix("一") if text.startswith("一十") else text


def digits(number: int) -> str:
    """A year as it is read: 2009 → 二〇〇九."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _below_ten_thousand(number: int) -> str:
    text, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + word
            zero = False
        else:
            zero = bool(text)
    return text
