"""Series of figures through time, their observations, and the audit of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.errors import InvalidParameter, NotFound
from archive.export import series_answers as answers
from archive.export import tables
from archive.export.answers import Answer
from archive.export.series_answers import Links
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.parameters import (
    AUDIT,
    OBSERVATIONS,
    SERIES,
    audit_request,
    observations_request,
    series_request,
)
from archive.parameters.lists import PAGE, PER_PAGE
from archive.parameters.series import ObservationsRequest
from archive.query import Query
from archive.selection import EntryRequest, paged
from archive.series.audit.nouns import Finding
from archive.series.auditing import AuditRequest
from archive.series.frequency import converted
from archive.series.nouns import Aggregates, Observations, Order, Series
from webui.api import schemas
from webui.api.operations import IDS, Listed, ListOperation, OneOperation, Operation, Values

_PAGE = ("ids", "page", "per_page")
_SHOWN = ("period_from", "period_to", "frequency", "aggregation")
"""Parameters of observations that the page of a series knows."""


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """``/series``, ``/series/{id}``, ``/series/{id}/observations`` and ``/audit``."""
    return (*_series(query, links), _observations(query, links), _audit(query, links))


def _series(query: Query, links: Links) -> tuple[Operation, ...]:
    def found(values: Values) -> Sequence[Series]:
        ids = values.get("ids")
        every = query.series.every(
            series_request({name: value for name, value in values.items() if name not in _PAGE})
        )
        return every if ids is None else [one for one in every if one.id in ids]

    def ask(values: Values) -> Listed:
        page = EntryRequest(**{name: values[name] for name in _PAGE if name in values})
        shown = paged(found(values), page, lambda one: (one.id,))
        results = [answers.series(one, links) for one in shown.entries]
        return Listed(shown.total, shown.pages, results, missing=shown.missing)

    def every(values: Values) -> Iterable[Answer]:
        return (answers.series(one, links) for one in found(values))

    return (
        ListOperation(
            "series",
            "/series",
            "序列",
            "数据的时间序列",
            (*SERIES, IDS),
            "Series",
            tables.SERIES,
            ask,
            every,
            html="/series",
            html_parameters=SERIES,
        ),
        OneOperation(
            "one_series",
            "/series/{id}",
            "序列",
            "一个序列：编号 刊物:指标:对象:单位:时段:标题，及各种写法如何归为一个序列",
            "Series",
            lambda values: answers.series(query.series.get(values["id"]), links),
        ),
    )


def _observations(query: Query, links: Links) -> Operation:
    def asked(values: Values) -> ObservationsRequest:
        request = observations_request(
            {name: value for name, value in values.items() if name not in ("id", *_PAGE)}
        )
        if request.aggregation is not None and request.frequency is None:
            raise InvalidParameter("汇总办法须与频率一同给出", parameter="aggregation")
        if request.vintages and request.frequency is not None:
            raise InvalidParameter("换算频率只用最近一次报告的数", parameter="vintages")
        return request

    def observed(values: Values, part: slice = slice(None)) -> Observations:
        request = asked(values)
        return query.series.observations(
            values["id"],
            period_from=request.period_from,
            period_to=request.period_to,
            vintages=request.vintages,
            # What is converted is put in order afterwards.
            order=Order.OLDEST if request.frequency else request.sort,
            part=part,
        )

    def ask(values: Values) -> Listed:
        page, per_page = values.get("page", 1), values.get("per_page", DEFAULT_PER_PAGE)
        check_page(page, per_page)
        part = slice((page - 1) * per_page, page * per_page)
        request = asked(values)
        if request.frequency is None:
            found = observed(values, part)
            total, gaps = found.total, found.gaps
            results = list(answers.observations(found, links))
        else:
            found = observed(values)
            taken = _converted(found, request)
            total, some = len(taken.aggregates), taken.aggregates[part]
            results = list(answers.aggregates(replace(taken, aggregates=some)))
            shown = {one.as_reported_in for aggregate in some for one in aggregate.of}
            gaps = tuple(gap for gap in found.gaps if gap.before in shown)
        extra = {
            "series": answers.series(found.series, links),
            "gaps": [answers.gap(one) for one in gaps],
        }
        return Listed(total, page_count(total, page, per_page), results, extra=extra)

    def every(values: Values) -> Iterator[Answer]:
        request, found = asked(values), observed(values)
        if request.frequency is None:
            return answers.observations(found, links)
        return answers.aggregates(_converted(found, request))

    return ListOperation(
        "observations",
        "/series/{id}/observations",
        "序列",
        "序列的各期数值，按时间排列，连同出处",
        (*OBSERVATIONS, PAGE, PER_PAGE),
        "Observation",
        tables.OBSERVATIONS,
        ask,
        every,
        html="/series/{id}",
        html_parameters=tuple(one for one in OBSERVATIONS if one.name in _SHOWN),
        description="默认只给每期最新的数；vintages=true 给出历次报告的数。",
        extra={"series": schemas.reference("Series"), "gaps": schemas.many("Gap")},
        path_parameters=("id",),
    )


def _converted(found: Observations, request: ObservationsRequest) -> Aggregates:
    assert request.frequency is not None  # noqa: S101
    taken = converted(found, request.frequency, request.aggregation)
    if request.sort is Order.NEWEST:
        return replace(taken, aggregates=taken.aggregates[::-1])
    return taken


def _audit(query: Query, links: Links) -> Operation:
    def found(values: Values) -> tuple[AuditRequest, Sequence[Finding]]:
        asked = audit_request(values)
        try:
            return asked, query.audit.every(asked)
        except NotFound as error:
            name = "series" if asked.series is not None else "issue"
            raise InvalidParameter(error.message, parameter=name, hint=error.hint) from error

    def ask(values: Values) -> Listed:
        asked, findings = found(values)
        check_page(asked.page, asked.per_page)
        pages = page_count(len(findings), asked.page, asked.per_page)
        shown = findings[(asked.page - 1) * asked.per_page : asked.page * asked.per_page]
        facets = {
            "check": _counted(one.check.value for one in findings),
            "verdict": _counted(one.verdict.value for one in findings),
        }
        results = [answers.finding(one, links) for one in shown]
        return Listed(len(findings), pages, results, facets=facets)

    def every(values: Values) -> Iterable[Answer]:
        return (answers.finding(one, links) for one in found(values)[1])

    return ListOperation(
        "audit",
        "/audit",
        "核对",
        "公报中的数据何处彼此不符",
        AUDIT,
        "Finding",
        tables.AUDIT,
        ask,
        every,
        description="数据只标明，从不改动。",
        html="/audit",
        html_parameters=AUDIT,
        facets=True,
    )


def _counted(values: Iterable[str]) -> list[Answer]:
    return [{"value": value, "count": count} for value, count in Counter(values).most_common()]
