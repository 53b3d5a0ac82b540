"""What a parameter is, and how its values are read and written down again."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from archive.errors import InvalidParameter

Pairs = Iterable[tuple[str, str]]

MAX_CHARACTERS = 2000
MAX_VALUES = 50
DATE_PATTERN = "[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
MONTH_PATTERN = "[1-9][0-9]{3}-(0[1-9]|1[0-2])"
DECIMAL_PATTERN = r"-?[0-9]{1,18}(\.[0-9]{1,9})?"
MAX_COUNT = 999_999_999


class Kind(StrEnum):
    """What the value of a parameter is. ``FIRST_DAY`` and ``LAST_DAY`` are dates that may be
    written as a month or year, of which they mean the first or last day; ``LIST`` is one value of
    choices joined by commas."""

    TEXT = "text"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    MONTH = "month"
    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``title`` and ``description`` are Chinese and shown to users; ``attribute``
    is the field of the request it sets, if that has another name. Of a ``repeatable`` parameter
    several values are alternatives. ``called`` are the choices in Chinese, where they are called
    otherwise. ``default`` is said, not set: requests have their own; a value
    has at most ``longest`` characters."""

    name: str
    title: str
    description: str
    kind: Kind = Kind.TEXT
    attribute: str = ""
    repeatable: bool = False
    choices: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    maximum: int = MAX_COUNT
    default: str | int | None = None
    longest: int = MAX_CHARACTERS

    @property
    def field(self) -> str:
        return self.attribute or self.name


def read(pairs: Pairs, known: Sequence[Parameter], *, blank: bool = True) -> dict[str, Any]:
    """The values of a request by the fields they set, a tuple where a parameter is repeatable.

    An empty field of a form means that nothing was asked (``blank``); where no form asks, it is
    refused. Raises :class:`InvalidParameter`."""
    declared = {parameter.name: parameter for parameter in known}
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in declared:
            hint = f"可用的参数：{'、'.join(declared)}" if declared else "此地址没有参数"
            raise InvalidParameter(f"未知的参数 {name}", parameter=name, hint=hint)
        if len(value) > (longest := declared[name].longest):
            raise InvalidParameter(
                f"参数 {name} 过长：{len(value)} 字，最多 {longest} 字", parameter=name
            )
        if stripped := value.strip():
            values.setdefault(name, []).append(stripped if blank else value)
        elif not blank:
            raise InvalidParameter(f"参数 {name} 没有值", parameter=name)
    asked: dict[str, Any] = {}
    for name, given in values.items():
        parameter = declared[name]
        if len(given) > (MAX_VALUES if parameter.repeatable else 1):
            many = f"参数 {name} 最多可给 {MAX_VALUES} 个值"
            once = f"参数 {name} 只能给一次"
            raise InvalidParameter(many if parameter.repeatable else once, parameter=name)
        read_values = tuple(_READERS[parameter.kind](parameter, value) for value in given)
        asked[parameter.field] = read_values if parameter.repeatable else read_values[0]
    return asked


def pairs_of(request: object, known: Sequence[Parameter]) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; what is as by default is left out."""
    default = type(request)()
    return [
        (parameter.name, written)
        for parameter in known
        if (value := getattr(request, parameter.field)) != getattr(default, parameter.field)
        for written in _written(parameter, value)
    ]


def in_words(pairs: Pairs, known: Sequence[Parameter]) -> str:
    """What is asked, for people: ``指标含：受理；出版日期自：2024-01-01``."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return "；".join(
        f"{parameter.title}：{' 或 '.join(_called(parameter, values[parameter.name]))}"
        for parameter in known
        if parameter.name in values
    )


def _called(parameter: Parameter, values: Sequence[str]) -> Iterator[str]:
    """The values as they are called in Chinese."""
    called = dict(zip(parameter.choices, parameter.called, strict=False))
    if parameter.kind is Kind.FLAG:
        called = {"true": "是", "false": "否"}
    return (called.get(value, value) for value in values)


def parse_date(value: str, parameter: str, *, last: bool = False) -> dt.date:
    """``2023-12-04``, or a month or year, which mean their first (or ``last``) day.

    Raises :class:`InvalidParameter`."""
    try:
        if not re.fullmatch(DATE_PATTERN, value):
            raise ValueError(value)
        parts = [int(part) for part in value.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        end = calendar.monthrange(year, month)[1] if last else 1
        return dt.date(year, month, parts[2] if len(parts) > 2 else end)
    except ValueError as error:
        raise InvalidParameter(
            f"日期 {value} 无效，须写作 2023-12-04、2023-12 或 2023", parameter=parameter
        ) from error


def _text(_: Parameter, value: str) -> str:
    return value


def _first_day(parameter: Parameter, value: str) -> dt.date:
    return parse_date(value, parameter.name)


def _last_day(parameter: Parameter, value: str) -> dt.date:
    return parse_date(value, parameter.name, last=True)


def _month(parameter: Parameter, value: str) -> str:
    if not re.fullmatch(MONTH_PATTERN, value):
        raise InvalidParameter(f"月份 {value} 无效，须写作 2023-12", parameter=parameter.name)
    return value


def _decimal(parameter: Parameter, value: str) -> Decimal:
    name = parameter.name
    if not re.fullmatch(DECIMAL_PATTERN, value):
        raise InvalidParameter(
            f"参数 {name} 须为数字，如 -12 或 65.59，现为 {value}", parameter=name
        )
    return Decimal(value)


def _flag(parameter: Parameter, value: str) -> bool:
    return _choice(parameter, value, ("true", "false")) == "true"


def _list(parameter: Parameter, value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_choice(parameter, part) for part in value.split(",")))


def _count(parameter: Parameter, value: str) -> int:
    # Only ASCII: isdigit accepts ² and ٣.
    if not (re.fullmatch("[0-9]{1,9}", value) and int(value) > 0):
        raise InvalidParameter(
            f"参数 {parameter.name} 须为正整数，现为 {value}", parameter=parameter.name
        )
    if int(value) > parameter.maximum:
        raise InvalidParameter(
            f"参数 {parameter.name} 最大为 {parameter.maximum}，现为 {value}",
            parameter=parameter.name,
        )
    return int(value)


def _choice(parameter: Parameter, value: str, choices: Sequence[str] = ()) -> str:
    choices = choices or parameter.choices
    for choice in choices:
        if choice == value:
            # The member of the enumeration, where the choices are one.
            return choice
    raise InvalidParameter(
        f"参数 {parameter.name} 须为 {'、'.join(choices)} 之一，现为 {value}",
        parameter=parameter.name,
    )


_READERS: dict[Kind, Callable[[Parameter, str], Any]] = {
    Kind.TEXT: _text,
    Kind.FIRST_DAY: _first_day,
    Kind.LAST_DAY: _last_day,
    Kind.MONTH: _month,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.LIST: _list,
}


def _written(parameter: Parameter, value: Any) -> list[str]:
    match parameter.kind:
        case Kind.LIST:
            return [",".join(value)]
        case Kind.FLAG:
            return ["true" if value else "false"]
        case Kind.DECIMAL:
            return [f"{value:f}"]
        case _:
            return [str(one) for one in (value if parameter.repeatable else (value,))]
