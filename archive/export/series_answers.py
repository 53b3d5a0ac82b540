"""The public form of series, observations and findings of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from archive.export.answers import Answer, figure
from archive.export.answers import Links as AnswerLinks
from archive.model import Span
from archive.serial import to_builtins
from archive.series.audit.nouns import Finding
from archive.series.frequency import allowed, frequencies
from archive.series.nouns import Aggregate, Aggregates, Gap, Observations, Series


class Links(AnswerLinks, Protocol):
    """The addresses that these answers carry, too."""

    def series(self, series: str) -> dict[str, str]:
        """``self``, ``html`` and ``observations``."""

    def place(self, issue: str, item: str, span: Span, pages: tuple[int, ...]) -> dict[str, str]:
        """As :meth:`AnswerLinks.provenance`."""


def series(one: Series, links: Links) -> Answer:
    """A series with its wordings, and what it can be converted to."""
    return {
        **to_builtins(one),
        "wordings": list(one.wordings),
        "frequencies": [frequency.value for frequency in frequencies(one)],
        "aggregations": [aggregation.value for aggregation in allowed(one)],
        "links": links.series(one.id),
    }


def observations(found: Observations, links: Links) -> Iterator[Answer]:
    """The points of a series in order of time, each with what proves it."""
    for one in found.observations:
        answer = to_builtins(replace(one, figure=None))  # type: ignore[arg-type]
        answer["figure"] = figure(one.figure, links)
        yield {"id": one.figure.id, "unit": found.series.unit, **answer, **_ALONE}


_ALONE: Answer = {"frequency": None, "aggregation": None, "of": None, "gaps": None}


def aggregates(found: Aggregates) -> Iterator[Answer]:
    """A series at a lower frequency; ``of`` are the figures taken together."""
    return (_aggregate(found, one) for one in found.aggregates)


def _aggregate(found: Aggregates, one: Aggregate) -> Answer:
    series_id = found.series.id
    return {
        "id": f"{series_id}@{one.period.start.isoformat()}",
        "unit": found.series.unit,
        "series": series_id,
        "period_type": found.frequency.value,
        "period": to_builtins(one.period),
        "no_period": None,
        "value": f"{one.value:f}",
        "value_high": None,
        "printed": None,
        "as_reported_in": None,
        "reported_on": None,
        "latest": True,
        "figure": None,
        "frequency": found.frequency.value,
        "aggregation": found.aggregation.value,
        "of": [observed.figure.id for observed in one.of],
        "gaps": one.gaps,
    }


def gap(one: Gap) -> Answer:
    """Where a series is interrupted, and by what."""
    answer: Answer = to_builtins(one)
    return answer


def finding(one: Finding, links: Links) -> Answer:
    """A finding of the audit, each observation with its place on the page."""
    answer = to_builtins(one)
    for evidence, printed in zip(answer["observations"], one.observations, strict=True):
        evidence["links"] = links.place(printed.issue, printed.item, printed.span, printed.pages)
    return {**answer, "links": links.issue(one.issue)}
