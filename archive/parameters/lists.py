"""The parameters of the lists: a search, figures, issues."""

from __future__ import annotations

import datetime as dt
from typing import Any

from archive.errors import InvalidParameter
from archive.figures import FigureRequest
from archive.index.analyzer import MAX_QUERY_CHARACTERS
from archive.index.port import Sort
from archive.issues import IssuesRequest
from archive.model import PeriodType
from archive.paging import DEFAULT_PER_PAGE, MAX_PER_PAGE
from archive.parameters.kinds import Kind, Pairs, Parameter, pairs_of, read
from archive.query import SUGGESTED
from archive.search import SearchRequest
from archive.series import titles
from archive.store.conditions import FigureSort, IssueSort
from archive.suggestions import MAX_SUGGESTIONS
from archive.widening import Include

_DATES = "日期写作 2023-12-04、2023-12 或 2023"

DEPARTMENT = Parameter("department", "部门", "部门（全称、简称或编号）", repeatable=True)
OFFICIAL = Parameter("official", "官员", "官员（姓名或编号）", repeatable=True)
TOPIC = Parameter("topic", "专题", "专题", repeatable=True)
BULLETIN = Parameter("bulletin", "刊物", "刊物（名称或编号）", repeatable=True)
PUBLISHED = (
    Parameter(
        "from", "出版日期自", f"出版日期，自此日起（含）；{_DATES}", Kind.FIRST_DAY, "date_from"
    ),
    Parameter("to", "出版日期至", f"出版日期，至此日止（含）；{_DATES}", Kind.LAST_DAY, "date_to"),
)
IMPORTED = (
    Parameter(
        "imported_from", "导入日期自", "导入档案的日期（UTC），自此日起（含）", Kind.FIRST_DAY
    ),
    Parameter("imported_to", "导入日期至", "导入档案的日期（UTC），至此日止（含）", Kind.LAST_DAY),
)
PERIOD_TYPE = Parameter(
    "period_type",
    "时段",
    "数据所说时段的类型",
    Kind.CHOICE,
    choices=tuple(PeriodType),
    called=tuple(titles.PERIODS[one] for one in PeriodType),
)
PER_PAGE = Parameter(
    "per_page", "每页", "每页条数", Kind.COUNT, maximum=MAX_PER_PAGE, default=DEFAULT_PER_PAGE
)
PAGE = Parameter("page", "页码", "页码，自 1 起", Kind.COUNT, default=1)

QUERY_LANGUAGE = (
    "检索式：空格隔开的词都须出现；“短语”；-排除；OR 或 |；（括号）；226* 前缀；"
    "部门:、官员:、专题:、刊物:、标题:、期号:48、日期:2023-01..2023-06"
    "（department:、official:、topic:、bulletin:、title:、number:、date:）；全角标点通用。"
    "不能识别的写法按普通词语检索，并在 hint 中说明；最长 500 字、40 个词、10 层括号。详见 /help"
)
SEARCH = (
    Parameter("q", "检索词", QUERY_LANGUAGE, longest=MAX_QUERY_CHARACTERS),
    DEPARTMENT,
    OFFICIAL,
    TOPIC,
    BULLETIN,
    Parameter("month", "月份", "出版月份，写作 2023-12", Kind.MONTH, repeatable=True),
    *PUBLISHED,
    Parameter(
        "sort", "排序", "排序", Kind.CHOICE, choices=tuple(Sort), default=Sort.RELEVANCE.value
    ),
    Parameter(
        "include",
        "包含",
        "names 也找部门的其他名称、同义词和拼音；lineage 另含前身和后继部门；none 只找所写的词",
        Kind.CHOICE,
        choices=tuple(Include),
        default=Include.NAMES.value,
    ),
    PAGE,
    PER_PAGE,
)
FIGURES = (
    Parameter("metric", "指标含", "指标名中的文字，如 受理"),
    Parameter("q", "语句含", "所在语句、指标或对象中的词，以空格分开，须同时出现"),
    DEPARTMENT,
    OFFICIAL,
    TOPIC,
    BULLETIN,
    Parameter("issue", "期", "只要这一期（编号）"),
    Parameter("unit", "单位", "单位，如 件"),
    PERIOD_TYPE,
    *PUBLISHED,
    Parameter("period_from", "时段自", f"数据所说的时段，自此日起（含）；{_DATES}", Kind.FIRST_DAY),
    Parameter("period_to", "时段至", f"数据所说的时段，至此日止（含）；{_DATES}", Kind.LAST_DAY),
    *IMPORTED,
    Parameter("min", "数值不小于", "数值下限（含）", Kind.DECIMAL, "value_min"),
    Parameter("max", "数值不大于", "数值上限（含）", Kind.DECIMAL, "value_max"),
    Parameter("has_change", "有无变动", "是否说明了变动（由……调整为……、同比、环比）", Kind.FLAG),
    Parameter(
        "sort",
        "排序",
        "排序：newest、oldest 按出版日期，largest、smallest 按数值",
        Kind.CHOICE,
        choices=tuple(FigureSort),
        called=("近的在前", "早的在前", "大的在前", "小的在前"),
        default=FigureSort.NEWEST.value,
    ),
    PAGE,
    PER_PAGE,
)
ISSUES = (
    Parameter("bulletin", "刊物", "刊物（编号）"),
    *PUBLISHED,
    *IMPORTED,
    Parameter(
        "sort",
        "排序",
        "排序：newest、oldest 按出版日期，imported 按导入时间，最近导入的在前",
        Kind.CHOICE,
        choices=tuple(IssueSort),
        called=("近的在前", "早的在前", "最近导入的在前"),
        default=IssueSort.NEWEST.value,
    ),
    PAGE,
    PER_PAGE,
)
SUGGEST = (
    Parameter("q", "已键入", "名称的开头或部分、繁体、拼音或拼音首字母，如 swt"),
    Parameter("limit", "条数", "最多几条", Kind.COUNT, maximum=MAX_SUGGESTIONS, default=SUGGESTED),
)
ENTRIES = (Parameter("q", "名称含", "名称中的文字"), PAGE, PER_PAGE)


def parse_search(pairs: Pairs) -> SearchRequest:
    """Check the parameters of a search. Raises :class:`InvalidParameter`."""
    return search_request(read(pairs, SEARCH))


def parse_figures(pairs: Pairs) -> FigureRequest:
    """Check the parameters of a request for figures. Raises :class:`InvalidParameter`."""
    return figure_request(read(pairs, FIGURES))


def parse_issues(pairs: Pairs) -> IssuesRequest:
    """Check the parameters of a list of issues. Raises :class:`InvalidParameter`."""
    return issues_request(read(pairs, ISSUES))


def search_request(values: dict[str, Any]) -> SearchRequest:
    """A search from values that :func:`read` gave. Raises :class:`InvalidParameter`."""
    request = SearchRequest(**values)
    in_order("from", request.date_from, request.date_to)
    return request


def figure_request(values: dict[str, Any]) -> FigureRequest:
    """A request for figures from values that :func:`read` gave.

    Raises :class:`InvalidParameter`."""
    request = FigureRequest(**values)
    in_order("from", request.date_from, request.date_to)
    in_order("period_from", request.period_from, request.period_to)
    in_order("imported_from", request.imported_from, request.imported_to)
    low, high = request.value_min, request.value_max
    if low is not None and high is not None and low > high:
        raise InvalidParameter(f"数值下限 {low} 大于上限 {high}", parameter="min")
    return request


def issues_request(values: dict[str, Any]) -> IssuesRequest:
    """A request for issues from values that :func:`read` gave.

    Raises :class:`InvalidParameter`."""
    request = IssuesRequest(**values)
    in_order("from", request.date_from, request.date_to)
    in_order("imported_from", request.imported_from, request.imported_to)
    return request


def search_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    return pairs_of(request, SEARCH)


def figure_pairs(request: FigureRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    return pairs_of(request, FIGURES)


def issue_pairs(request: IssuesRequest) -> list[tuple[str, str]]:
    """The parameters that ask for ``request`` again; defaults are left out."""
    return pairs_of(request, ISSUES)


def in_order(parameter: str, first: dt.date | None, last: dt.date | None) -> None:
    """Raises :class:`InvalidParameter` where a range ends before it begins."""
    if first and last and first > last:
        raise InvalidParameter(f"起始日期 {first} 晚于截止日期 {last}", parameter=parameter)
