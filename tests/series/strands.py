"""Invented strands and issues for tests of series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from archive.model import Figure, Period, PeriodType, Provenance, Span
from archive.series.nouns import Observations, Series
from archive.series.observing import Run, observe
from archive.series.wording import Wording
from archive.store.nouns import IssueSummary, Reported, StoredFigure, Strand, Vintage

BULLETIN = "zhou-bao-1a2b3c"
FIRST_DAY = dt.date(2023, 1, 6)


def day_of(week: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(weeks=week - 1)


def strand(pk: int, metric: str, weeks: Sequence[int], **given: Any) -> Strand:
    """A strand printed in the issues of ``weeks``."""
    values: dict[str, Any] = {
        "subject": None,
        "unit": "件",
        "period_type": PeriodType.WEEK,
        "comparison": None,
        "scope": "窗口办件",
        "tabular": False,
        "row": None,
        "nth": 1,
    }
    return Strand(
        pk=pk,
        bulletin=BULLETIN,
        metric=metric,
        issues=tuple(f"issue-{week:02d}" for week in weeks),
        first=day_of(min(weeks)),
        last=day_of(max(weeks)),
        **(values | given),
    )


def issue(
    number: int | None,
    *,
    year: int = 2023,
    serial: int | None = None,
    last: int | None = None,
    superseded_by: str | None = None,
) -> IssueSummary:
    """An issue of the bulletin, dated by its number."""
    return IssueSummary(
        id=f"issue-{number or 0:02d}" if year == 2023 else f"issue-{year}-{number or 0:02d}",
        bulletin=BULLETIN,
        title="周报",
        publishers=(),
        year=year,
        number=number,
        serial=serial,
        date=dt.date(year, 1, 6) + dt.timedelta(weeks=min(number or 1, 60) - 1),
        pages=1,
        items=1,
        figures=1,
        problems=0,
        source_name="a.pdf",
        source_sha256="0" * 64,
        imported_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        superseded_by=superseded_by,
        number_last=last,
    )


def reported(of: IssueSummary, value: str, **given: Any) -> Reported:
    """A figure of the week that ends with the issue's date."""
    day = of.date
    assert day is not None
    fields: dict[str, Any] = {
        "period_type": PeriodType.WEEK,
        "period": Period(day - dt.timedelta(days=4), day),
    }
    figure = Figure(
        item="1-1",
        span=Span(0, 4),
        surface=f"{value}件",
        value=Decimal(value),
        unit="件",
        metric="受理",
        subject=None,
        rule="test",
        **(fields | given),
    )
    proof = Provenance(of.id, "1-1", figure.span, (1,), (), "", figure.span, "0", "test", "1")
    stored = StoredFigure(f"{of.id}:1-1:0-4", figure, BULLETIN, day, proof)
    return Reported(stored, 1, of.superseded_by)


def observed(
    series: Series, figures: Sequence[Reported], issues: Sequence[IssueSummary], wording: Wording
) -> Observations:
    """All vintages of a series that consists of ``figures``."""
    vintages = [
        Vintage(
            (0, place), one.issue, one.stored.issue_date, one.superseded_by,
            one.stored.figure.period,
        )
        for place, one in enumerate(figures)
    ]  # fmt: skip
    stored = {(0, place): one.stored for place, one in enumerate(figures)}
    return observe(series, vintages, lambda _: stored, Run(issues), wording)
