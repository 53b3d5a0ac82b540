"""The parameters of series, observations and the audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from archive.parameters.kinds import Kind, Pairs, Parameter, read
from archive.parameters.lists import (
    BULLETIN,
    DEPARTMENT,
    PAGE,
    PER_PAGE,
    PERIOD_TYPE,
    PUBLISHED,
    in_order,
)
from archive.series import titles
from archive.series.audit.nouns import Check, Verdict
from archive.series.auditing import AuditRequest, AuditSort
from archive.series.book import SeriesRequest
from archive.series.nouns import Aggregation, Frequency, Order, SeriesKind, SeriesSort

SERIES = (
    Parameter("metric", "指标含", "指标名或其任一写法中的文字，如 受理"),
    DEPARTMENT,
    BULLETIN,
    Parameter("unit", "单位", "单位，如 件"),
    PERIOD_TYPE,
    Parameter(
        "kind",
        "种类",
        "flow 为各期发生的数，year_to_date 为年初以来的数，stock 为累计或某时的数",
        Kind.CHOICE,
        choices=tuple(SeriesKind),
        called=tuple(titles.KINDS[one] for one in SeriesKind),
    ),
    *PUBLISHED,
    Parameter("least", "观测不少于", "至少有这么多个观测", Kind.COUNT, default=1),
    Parameter(
        "sort",
        "排序",
        "排序：observations 观测多的在前，newest 最近仍有报告的在前，metric 按指标名的拼音",
        Kind.CHOICE,
        choices=tuple(SeriesSort),
        called=("观测多的在前", "近的在前", "按指标名"),
        default=SeriesSort.OBSERVATIONS.value,
    ),
    PAGE,
    PER_PAGE,
)
OBSERVATIONS = (
    Parameter("period_from", "时段自", "观测的时段止于此日或其后", Kind.FIRST_DAY),
    Parameter("period_to", "时段至", "观测的时段止于此日或其前", Kind.LAST_DAY),
    Parameter(
        "frequency",
        "频率",
        "换算为更低的频率：week、month、quarter、year",
        Kind.CHOICE,
        choices=tuple(Frequency),
        called=tuple(titles.FREQUENCIES[one] for one in Frequency),
    ),
    Parameter(
        "aggregation",
        "汇总",
        "换算频率时的汇总办法：sum 求和、mean 平均、last 取期末；默认各期发生的数求和，其余取期末",
        Kind.CHOICE,
        choices=tuple(Aggregation),
        called=tuple(titles.AGGREGATIONS[one] for one in Aggregation),
    ),
    Parameter(
        "vintages", "各次报告", "true 时同一时段的各次报告都列出，否则只列最近一次", Kind.FLAG
    ),
    Parameter(
        "sort",
        "排序",
        "oldest 早的在前，newest 近的在前",
        Kind.CHOICE,
        choices=tuple(Order),
        called=("早的在前", "近的在前"),
        default=Order.OLDEST.value,
    ),
)
AUDIT = (
    BULLETIN,
    Parameter("issue", "期", "涉及这一期（编号）的核对"),
    Parameter("series", "序列", "涉及这一序列（编号）的核对"),
    Parameter(
        "check",
        "项目",
        "核对项目",
        Kind.CHOICE,
        repeatable=True,
        choices=tuple(Check),
        called=tuple(titles.CHECKS[one] for one in Check),
    ),
    Parameter(
        "verdict",
        "结论",
        "ok 相符、mismatch 不符、gap 缺期、revised 已更正；默认为 ok 以外的全部",
        Kind.CHOICE,
        repeatable=True,
        choices=tuple(Verdict),
        called=tuple(titles.VERDICTS[one] for one in Verdict),
    ),
    *PUBLISHED,
    Parameter(
        "sort",
        "排序",
        "排序：newest、oldest 按出版日期；largest 按偏差与应有之数的比例，大的在前，没有偏差的在后",
        Kind.CHOICE,
        choices=tuple(AuditSort),
        called=("近的在前", "早的在前", "偏差大的在前"),
        default=AuditSort.NEWEST.value,
    ),
    PAGE,
    PER_PAGE,
)


@dataclass(frozen=True, slots=True)
class ObservationsRequest:
    """Observations of a series as asked, see :class:`archive.series.book.SeriesBook`."""

    period_from: dt.date | None = None
    period_to: dt.date | None = None
    frequency: Frequency | None = None
    aggregation: Aggregation | None = None
    vintages: bool = False
    sort: Order = Order.OLDEST


def parse_series(pairs: Pairs) -> SeriesRequest:
    """Check the parameters of a list of series. Raises :class:`InvalidParameter`."""
    return series_request(read(pairs, SERIES))


def parse_observations(pairs: Pairs) -> ObservationsRequest:
    """Check the parameters of observations. Raises :class:`InvalidParameter`."""
    return observations_request(read(pairs, OBSERVATIONS))


def parse_audit(pairs: Pairs) -> AuditRequest:
    """Check the parameters of a list of findings. Raises :class:`InvalidParameter`."""
    return audit_request(read(pairs, AUDIT))


def series_request(values: dict[str, Any]) -> SeriesRequest:
    """Series from values that :func:`read` gave. Raises :class:`InvalidParameter`."""
    request = SeriesRequest(**values)
    in_order("from", request.date_from, request.date_to)
    return request


def observations_request(values: dict[str, Any]) -> ObservationsRequest:
    """Observations from values that :func:`read` gave. Raises :class:`InvalidParameter`."""
    request = ObservationsRequest(**values)
    in_order("period_from", request.period_from, request.period_to)
    return request


def audit_request(values: dict[str, Any]) -> AuditRequest:
    """Findings from values that :func:`read` gave. Raises :class:`InvalidParameter`."""
    request = AuditRequest(**values)
    in_order("from", request.date_from, request.date_to)
    return request
