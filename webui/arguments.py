"""The parameters of pages that ask for one thing; lists have :mod:`archive.parameters`."""

from __future__ import annotations

import re

from flask import request

from archive.errors import InvalidParameter
from archive.model import Span

_HIGHLIGHT = re.compile(r"([0-9.]{1,40}-[0-9]{1,6}):([0-9]{1,7})-([0-9]{1,7})")


def given(*known: str) -> dict[str, str]:
    """The parameters of the request. Raises :class:`InvalidParameter` for any that is not
    ``known`` or is repeated."""
    values: dict[str, str] = {}
    for name, value in request.args.items(multi=True):
        if name not in known:
            hint = f"可用的参数：{'、'.join(known)}" if known else "此地址没有参数"
            raise InvalidParameter(f"未知的参数 {name}", parameter=name, hint=hint)
        if name in values:
            raise InvalidParameter(f"参数 {name} 只能给一次", parameter=name)
        values[name] = value
    return values


def place(value: str | None) -> tuple[str, Span] | None:
    """What ``highlight`` asks for: ``4.1-1:12-18`` is a span of an item."""
    if value is None:
        return None
    match = _HIGHLIGHT.fullmatch(value)
    if match is None:
        raise InvalidParameter(
            "参数 highlight 须写作 条目:起-止，如 4.1-1:12-18", parameter="highlight"
        )
    return match[1], Span(int(match[2]), int(match[3]))
