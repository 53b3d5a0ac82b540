"""Numbers of issues, chapters and years, in Arabic or Chinese numerals."""

from __future__ import annotations

from archive.parser.text import fold

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[0-9０-９零〇○一二三四五六七八九十百千两]"
"""A character class for the numerals that :func:`to_int` reads."""


def to_int(text: str) -> int:
    """The value of ``48``, ``４８``, ``四十八``, ``二〇二三``. Raises :class:`ValueError`."""
    plain = fold(text)
    if plain.isascii() and plain.isdigit() and len(plain) <= 9:
        return int(plain)
    if not text or len(text) > 9:
        raise ValueError(f"not a number: {text[:20]!r}")
    if not any(c in _UNITS for c in text):
        return int("".join(str(_digit(c)) for c in text))
    total = current = 0
    last_unit = 10_000
    for character in text:
        unit = _UNITS.get(character)
        if unit is None:
            current = _digit(character)
            continue
        if unit >= last_unit:
            raise ValueError(f"not a number: {text!r}")
        total += (current or 1) * unit
        current, last_unit = 0, unit
    return total + current


def to_chinese(number: int) -> str:
    """``48`` → ``四十八``, for numbers from 1 to 9999; used to name what is missing."""
    digits = "零一二三四五六七八九"
    text = ""
    pending_zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if pending_zero else "") + digits[digit] + name
            pending_zero = False
        else:
            pending_zero = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


def _digit(character: str) -> int:
    if character in _DIGITS:
        return _DIGITS[character]
    plain = fold(character)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    raise ValueError(f"not a digit: {character!r}")
