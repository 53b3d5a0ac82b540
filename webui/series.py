"""The pages of figures through time: the list of series, and one series with its chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request

from archive.errors import InvalidParameter
from archive.parameters import (
    OBSERVATIONS,
    SERIES,
    Parameter,
    observations_request,
    pairs_of,
    parse_series,
    read,
)
from archive.query import Query
from archive.series import titles as names
from archive.series.audit.nouns import Finding, Role, Verdict
from archive.series.auditing import AuditRequest
from archive.series.book import SeriesRequest
from archive.series.frequency import allowed, frequencies
from archive.series.nouns import (
    Aggregate,
    Aggregation,
    Frequency,
    Gap,
    Observation,
    Series,
)
from archive.store.nouns import StoredFigure
from webui import addresses
from webui.language import _, counted
from webui.marking import Mark, Segment, segments
from webui.paging import page_links
from webui.titles import period_text, series_names

_WITH = Parameter("with", "比较", "与之比较的序列（编号）", attribute="others", repeatable=True)
_SHOWN = ("period_from", "period_to", "frequency", "aggregation")
_MOST_COMPARED = 6
"""More lines than this cannot be told apart."""
_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the table under a chart, and so a point of the chart. ``day`` is where it stands
    on the axis of time, if that is known; ``quote`` and ``figure`` prove it, unless it is put
    together from ``count`` observations. ``gap`` says what is missing before it, ``no_period`` why
    its period is not known."""

    label: str
    day: dt.date | None
    value: Decimal
    printed: str
    figure: StoredFigure | None
    quote: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    gap: str
    no_period: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A series as it is drawn, under a ``name`` that tells it from those beside it."""

    series: Series
    name: str
    points: tuple[Point, ...]


def blueprint(query: Query) -> Blueprint:
    """The routes of the pages."""
    pages = Blueprint("series", __name__)

    @pages.get("/series")
    def listing() -> str:
        page = query.series.page(parse_series(request.args.items(multi=True)))
        asked = page.request
        return render_template(
            "series_list.html",
            page=page,
            asked=asked,
            kept=pairs_of(
                SeriesRequest(bulletin=asked.bulletin, sort=asked.sort, per_page=asked.per_page),
                SERIES,
            ),
            links=page_links(asked.page, page.pages, lambda page: _listing(asked, page=page)),
            api=addresses.with_query(addresses.API + "/series", pairs_of(asked, SERIES)),
        )

    @pages.get("/series/<path:name>")
    def one(name: str) -> str:
        known = (*(p for p in OBSERVATIONS if p.name in _SHOWN), _WITH)
        values = read(request.args.items(multi=True), known)
        others: tuple[str, ...] = values.pop("others", ())
        asked = observations_request(values)
        if asked.aggregation is not None and asked.frequency is None:
            raise InvalidParameter("汇总须与频率一同给出", parameter="aggregation")
        chosen = [query.series.get(one) for one in dict.fromkeys((name, *others))]
        if len(chosen) > _MOST_COMPARED:
            raise InvalidParameter(f"最多可比较 {_MOST_COMPARED} 个序列", parameter="with")
        first = chosen[0]
        dates = {"period_from": asked.period_from, "period_to": asked.period_to}
        lines = [
            line_of(
                query,
                one,
                called,
                frequency=asked.frequency,
                aggregation=asked.aggregation,
                **dates,
            )
            for one, called in zip(chosen, series_names(chosen), strict=True)
        ]
        written = pairs_of(asked, OBSERVATIONS)
        issues = query.series.issues(first.bulletin)
        return render_template(
            "series.html",
            series=first,
            title=issues[-1].title,
            issues={one.id: one for one in issues},
            lines=lines,
            asked=asked,
            frequencies=[f for f in Frequency if all(f in frequencies(one) for one in chosen)],
            aggregations=[a for a in Aggregation if all(a in allowed(one) for one in chosen)],
            others=list(zip(chosen, lines, strict=True))[1:],
            kept=[("with", one.id) for one in chosen[1:]],
            without=lambda other: _one(first, [o for o in chosen[1:] if o is not other], written),
            alike=[
                (one, _one(first, [*chosen[1:], one], written))
                for one in _alike(query, first, chosen)
                if len(chosen) < _MOST_COMPARED
            ],
            findings=[
                finding
                for finding in query.audit.every(AuditRequest(series=first.id))
                if finding.verdict is not Verdict.GAP
            ],
            api=addresses.with_query(
                f"{addresses.API}{addresses.series(first.id)}/observations", written
            ),
        )

    return pages


def line_of(
    query: Query,
    series: Series,
    name: str,
    *,
    frequency: Frequency | None = None,
    aggregation: Aggregation | None = None,
    period_from: dt.date | None = None,
    period_to: dt.date | None = None,
) -> Line:
    """A series as it is drawn, at a lower ``frequency`` if one is given.

    Raises :class:`InvalidParameter` where that means nothing."""
    book = query.series
    if frequency is not None:
        found = book.converted(
            series.id, frequency, aggregation, period_from=period_from, period_to=period_to
        )
        return Line(series, name, tuple(_aggregated(one) for one in found.aggregates))
    observed = book.observations(series.id, period_from=period_from, period_to=period_to)
    gaps = {gap.before: gap for gap in observed.gaps}
    findings: dict[str, list[Finding]] = {}
    for finding in query.audit.every(AuditRequest(series=series.id)):
        stated = finding.observations[0]
        if stated.role is Role.STATED and finding.verdict is not Verdict.GAP:
            findings.setdefault(stated.figure, []).append(finding)
    return Line(
        series,
        name,
        tuple(
            _observed(one, gaps.get(one.as_reported_in), findings) for one in observed.observations
        ),
    )


def _observed(
    one: Observation, gap: Gap | None, findings: Mapping[str, Sequence[Finding]]
) -> Point:
    proof = one.figure.provenance
    return Point(
        label=period_text(one.period) if one.period else _reported(one.reported_on),
        day=one.period.end if one.period else one.reported_on,
        value=one.value,
        printed=one.printed,
        figure=one.figure,
        quote=tuple(segments(proof.quote, [Mark(proof.quote_span, "hit")])),
        findings=tuple(findings.get(one.figure.id, ())),
        gap=_gap_text(gap) if gap else "",
        no_period=one.no_period or "",
        count=1,
    )


def _reported(day: dt.date | None) -> str:
    return _("%(day)s 刊发", day=day) if day else _("日期不详")


def _aggregated(one: Aggregate) -> Point:
    return Point(
        label=period_text(one.period),
        day=one.period.end,
        value=one.value,
        printed="",
        figure=None,
        quote=(),
        findings=(),
        gap=_("其中有缺") if one.gaps else "",
        no_period="",
        count=len(one.of),
    )


def _gap_text(gap: Gap) -> str:
    """缺2023年第5期；2 期未载"""
    parts = []
    if gap.missing:
        first, last = gap.missing[0], gap.missing[-1]
        numbers = names.missing_number(first)
        if first != last:
            numbers = _(
                "%(first)s至%(last)s，共 %(count)s 期",
                first=numbers,
                last=names.missing_number(last),
                count=len(gap.missing),
            )
        parts.append(_("缺%(issues)s", issues=numbers))
    if gap.silent:
        parts.append(counted("%(n)s 期未载", len(gap.silent)))
    return _("；").join(parts)


def _alike(query: Query, series: Series, chosen: Sequence[Series]) -> list[Series]:
    """What one may want to see beside a series: counted in the same unit over the same stretch of
    time in the same bulletin, under the same heading first."""
    found = query.series.every(
        SeriesRequest(
            bulletin=(series.bulletin,),
            unit=series.unit,
            period_type=series.period_type,
            least=2,
        )
    )
    taken = {one.id for one in chosen}
    alike = [one for one in found if one.id not in taken and one.comparison is None]
    alike.sort(key=lambda one: (one.scope != series.scope, one.metric != series.metric))
    return alike[:_ALIKE]


def _one(first: Series, others: Sequence[Series], pairs: Sequence[tuple[str, str]]) -> str:
    compared = [("with", one.id) for one in others]
    return addresses.with_query(addresses.series(first.id), [*pairs, *compared])


def _listing(asked: SeriesRequest, **changes: Any) -> str:
    return addresses.with_query("/series", pairs_of(replace(asked, **changes), SERIES))
