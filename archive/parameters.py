"""Parameters of a request, written the same in URL, API and CLI, checked in one place.

A request is a list of ``(name, value)`` pairs; a value may be repeated where alternatives make
sense. Nothing is silently corrected: what is unknown or malformed is refused with a message
that says what is expected.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from archive.errors import InvalidParameter
from archive.index.port import Sort
from archive.model import PeriodType
from archive.query import DEFAULT_PER_PAGE, FigureRequest, SearchRequest

Pairs = Iterable[tuple[str, str]]

SEARCH_PARAMETERS = (
    "q", "department", "official", "topic", "bulletin", "month", "from", "to", "sort", "page",
    "per_page",
)  # fmt: skip
FIGURE_PARAMETERS = (
    "metric", "department", "bulletin", "issue", "unit", "period_type", "from", "to", "page",
    "per_page",
)  # fmt: skip

ISSUE_PARAMETERS = ("bulletin", "page", "per_page")

REPEATABLE = frozenset({"department", "official", "topic", "bulletin", "month"})
"""Parameters of which several values are alternatives."""
_MAX_VALUE = 2000
_MAX_VALUES = 50
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class IssuesRequest:
    """A list of issues as asked: of one bulletin (id), or of all."""

    bulletin: str | None = None
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


def parse_search(pairs: Pairs) -> SearchRequest:
    """Check the parameters of a search. Raises :class:`InvalidParameter`."""
    values = _collect(pairs, SEARCH_PARAMETERS)
    date_from, date_to = _date_range(values)
    for month in values.get("month", ()):
        if not _MONTH.fullmatch(month):
            raise InvalidParameter(f"月份 {month} 无效，须写作 2023-12", parameter="month")
    return SearchRequest(
        q=_one(values, "q") or "",
        department=tuple(values.get("department", ())),
        official=tuple(values.get("official", ())),
        topic=tuple(values.get("topic", ())),
        bulletin=tuple(values.get("bulletin", ())),
        month=tuple(values.get("month", ())),
        date_from=date_from,
        date_to=date_to,
        sort=_choice(values, "sort", Sort) or Sort.RELEVANCE,
        page=_positive(values, "page", 1),
        per_page=_positive(values, "per_page", DEFAULT_PER_PAGE),
    )


def parse_figures(pairs: Pairs) -> FigureRequest:
    """Check the parameters of a request for figures. Raises :class:`InvalidParameter`."""
    values = _collect(pairs, FIGURE_PARAMETERS)
    date_from, date_to = _date_range(values)
    return FigureRequest(
        metric=_one(values, "metric"),
        department=tuple(values.get("department", ())),
        bulletin=tuple(values.get("bulletin", ())),
        issue=_one(values, "issue"),
        unit=_one(values, "unit"),
        period_type=_choice(values, "period_type", PeriodType),
        date_from=date_from,
        date_to=date_to,
        page=_positive(values, "page", 1),
        per_page=_positive(values, "per_page", DEFAULT_PER_PAGE),
    )


def parse_issues(pairs: Pairs) -> IssuesRequest:
    """Check the parameters of a list of issues. Raises :class:`InvalidParameter`."""
    values = _collect(pairs, ISSUE_PARAMETERS, repeatable=frozenset())
    return IssuesRequest(
        bulletin=_one(values, "bulletin"),
        page=_positive(values, "page", 1),
        per_page=_positive(values, "per_page", DEFAULT_PER_PAGE),
    )


def search_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    names = ("q", "department", "official", "topic", "bulletin", "month", "date_from", "date_to",
             "sort", "page", "per_page")  # fmt: skip
    return _pairs(request, names)


def figure_pairs(request: FigureRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    names = ("metric", "department", "bulletin", "issue", "unit", "period_type", "date_from",
             "date_to", "page", "per_page")  # fmt: skip
    return _pairs(request, names)


def issue_pairs(request: IssuesRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    return _pairs(request, ISSUE_PARAMETERS)


def _pairs(
    request: SearchRequest | FigureRequest | IssuesRequest, names: tuple[str, ...]
) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    default = type(request)()
    for name in names:
        value = getattr(request, name)
        if value == getattr(default, name):
            continue
        values = value if isinstance(value, tuple) else (value,)
        pairs += [(name.removeprefix("date_"), str(one)) for one in values]
    return pairs


def parse_date(value: str, parameter: str, *, last: bool = False) -> dt.date:
    """``2023-12-04``, or a month or year, which mean their first (or ``last``) day.

    Raises :class:`InvalidParameter`."""
    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        year = int(match[1])
        month = int(match[2] or (12 if last else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return dt.date(year, month, day)
    except ValueError as error:
        raise InvalidParameter(
            f"日期 {value} 无效，须写作 2023-12-04、2023-12 或 2023", parameter=parameter
        ) from error


def _collect(
    pairs: Pairs, known: tuple[str, ...], repeatable: frozenset[str] = REPEATABLE
) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in known:
            raise InvalidParameter(
                f"未知的参数 {name}", parameter=name, hint=f"可用的参数：{'、'.join(known)}"
            )
        if len(value) > _MAX_VALUE:
            raise InvalidParameter(f"参数 {name} 超过 {_MAX_VALUE} 个字符", parameter=name)
        # An empty field of a form means that nothing was asked.
        if value := value.strip():
            values.setdefault(name, []).append(value)
    for name, given in values.items():
        if len(given) > (_MAX_VALUES if name in repeatable else 1):
            limit = f"最多可给 {_MAX_VALUES} 个值" if name in repeatable else "只能给一次"
            raise InvalidParameter(f"参数 {name} {limit}", parameter=name)
    return values


def _one(values: dict[str, list[str]], name: str) -> str | None:
    return values[name][0] if name in values else None


def _positive(values: dict[str, list[str]], name: str, default: int) -> int:
    value = _one(values, name)
    if value is None:
        return default
    # isascii keeps out ² and ٣, which isdigit accepts.
    if not (value.isascii() and value.isdigit() and 0 < len(value) <= 9 and int(value) > 0):
        raise InvalidParameter(f"参数 {name} 须为正整数，现为 {value}", parameter=name)
    return int(value)


def _choice(values: dict[str, list[str]], name: str, choices: type[E]) -> E | None:
    value = _one(values, name)
    if value is None:
        return None
    try:
        return choices(value)
    except ValueError as error:
        allowed = "、".join(choices)
        raise InvalidParameter(
            f"参数 {name} 须为 {allowed} 之一，现为 {value}", parameter=name
        ) from error


def _date_range(values: dict[str, list[str]]) -> tuple[dt.date | None, dt.date | None]:
    first, last = _one(values, "from"), _one(values, "to")
    date_from = parse_date(first, "from") if first else None
    date_to = parse_date(last, "to", last=True) if last else None
    if date_from and date_to and date_from > date_to:
        raise InvalidParameter(f"起始日期 {date_from} 晚于截止日期 {date_to}", parameter="from")
    return date_from, date_to
