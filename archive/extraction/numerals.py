"""Numerals as printed: Arabic, full-width, Chinese and mixed, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = "万亿"

_PARTS = re.compile(r"[0-9.,]+|.", re.DOTALL)

HAN_NUMERALS = "".join(_DIGITS) + "".join(_SMALL) + _LARGE
"""Characters that make up Chinese numerals."""

ARABIC = (
    r"[0-9０-９]{1,15}+(?:,[0-9]{3}(?![0-9])|，[０-９]{3}(?![０-９])){0,5}+"
    r"(?:[.．][0-9０-９]{1,8}+)?+"
)
"""Digits with thousands separators and decimals; possessive, so that it stays linear."""

NUMERAL = (
    rf"(?:(?:{ARABIC})(?:[十百千]?[万亿]{{1,2}}+(?:[0-9０-９]{{1,8}}+[百千万]?)?+|[百千](?![米克瓦伏帕卡]))?+"
    rf"|[{HAN_NUMERALS}]{{1,20}}+(?:点[零〇一二三四五六七八九]{{1,8}}+)?+)"
)
"""A regular expression for what :func:`parse_numeral` reads."""


def parse_numeral(text: str) -> Decimal | None:
    """The value of ``1,471``, ``１２．５``, ``1.2万``, ``两万三千``, ``二〇二三``, ``3亿2000万``.

    None when the characters do not make up one number (``三五``, ``万一``).
    """
    plain = text.translate(_FULL_WIDTH)
    if plain.isascii():
        return parse_arabic(plain)
    if "点" in plain:
        whole, _, fraction = plain.partition("点")
        value = parse_numeral(whole)
        if value is None or not fraction or any(c not in _DIGITS for c in fraction):
            return None
        digits = "".join(str(_DIGITS[c]) for c in fraction)
        return value + Decimal(f"0.{digits}")
    if all(c in _DIGITS for c in plain):
        return _positional(plain)
    return _with_units(plain)


def scaled(value: Decimal, scale: Decimal | int) -> Decimal:
    """``value * scale`` without the zeros that a decimal fraction leaves: 1.2万 is 12000."""
    product = value * scale
    whole = product.to_integral_value()
    return whole if whole == product else product


def parse_arabic(text: str) -> Decimal | None:
    """The value of ASCII digits with thousands separators and decimals."""
    digits = text.replace(",", "")
    whole, _, fraction = digits.partition(".")
    if not whole.isdigit() or (fraction and not fraction.isdigit()) or digits.endswith("."):
        return None
    return Decimal(digits)


def _positional(text: str) -> Decimal | None:
    # 三五 and 七八 mean "three to five"; only years and numbers with 〇 are read by position.
    if len(text) == 1 or len(text) > 2 or any(_DIGITS[c] == 0 for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    return None


def _with_units(text: str) -> Decimal | None:
    for mark, scale, last in (("亿", 10**8, True), ("万", 10**4, False)):
        head, found, tail = text.rpartition(mark) if last else text.partition(mark)
        if not found:
            continue
        high = _with_units(head) if head else Decimal(1)
        low = _tail(tail, scale)
        if not high or low is None or low >= scale:
            return None
        return scaled(high, scale) + low
    return _below_ten_thousand(text)


def _tail(text: str, scale: int) -> Decimal | None:
    """What follows 亿 or 万: 两万三 is 23000, 两万零三 is 20003."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and _DIGITS.get(text):
        return Decimal(_DIGITS[text] * scale // 10)
    return _with_units(text)


def _below_ten_thousand(text: str) -> Decimal | None:
    total = Decimal(0)
    last_unit = 10**4
    digit: Decimal | None = None
    zero = False
    for part in _PARTS.findall(text):
        if part in _SMALL:
            unit = _SMALL[part]
            if unit >= last_unit or (zero and digit is None):
                return None
            total += (Decimal(1) if digit is None else digit) * unit
            digit, last_unit, zero = None, unit, False
            continue
        value = Decimal(_DIGITS[part]) if part in _DIGITS else parse_arabic(part)
        if value is None or digit is not None:
            return None
        digit, zero = (value, zero) if value or part not in _DIGITS else (None, True)
    if digit is None:
        return total
    shortened = text[-1] in _DIGITS and 100 <= last_unit < 10**4 and not zero
    return total + digit * (last_unit // 10 if shortened else 1)
