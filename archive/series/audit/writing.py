"""Findings put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.series.audit.nouns import Check, Evidence, Finding, Point, Role, Verdict


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the findings of one bulletin; ``dates`` are those of its issues, by their ids."""

    bulletin: str
    dates: dict[str, dt.date | None]

    def finding(
        self,
        check: Check,
        verdict: Verdict,
        stated: Point,
        others: Sequence[tuple[Role, Point]],
        reason: str,
        *,
        expected: Decimal | None,
        printed: Decimal | None = None,
        compared: bool = True,
    ) -> Finding:
        """A finding on ``stated``; ``reason`` says in Chinese how ``expected`` comes about, and
        ``printed`` is what is checked where that is not the value itself."""
        shown = stated.value if printed is None else printed
        difference = shown - expected if expected is not None and compared else None
        evidence: list[Evidence] = [stated.evidence(Role.STATED)]
        evidence += [point.evidence(role) for role, point in others]
        series = stated.series
        return Finding(
            id=f"{check}:{stated.id}",
            check=check,
            verdict=verdict,
            bulletin=self.bulletin,
            issue=stated.issue,
            issue_date=self.dates.get(stated.issue),
            series=series.id if series else None,
            metric=series.metric if series else None,
            unit=stated.unit,
            expected=expected,
            printed=shown,
            difference=difference,
            message=_message(verdict, reason, stated, shown, difference),
            observations=tuple(evidence),
        )


def number(value: Decimal, unit: str = "") -> str:
    """A value without needless zeros, whole ten thousands of yuan as such: 24658件, 526万元."""
    if unit == "元" and value and value % 10_000 == 0:
        return f"{value / 10_000:f}万元"
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + unit


def _message(
    verdict: Verdict, reason: str, stated: Point, shown: Decimal, difference: Decimal | None
) -> str:
    name = stated.series.metric if stated.series else ""
    value = number(shown, stated.unit)
    match verdict:
        case Verdict.OK:
            return f"{reason}，{name}印作{value}，相符"
        case Verdict.GAP:
            return f"{reason}，{name}印作{value}；其间缺期，无从核对"
        case Verdict.REVISED:
            return f"{reason}，{name}印作{value}；后有更正或重印"
        case Verdict.MISMATCH:
            if not difference:
                return f"{reason}，{name}印作{value}"
            off = number(abs(difference), "个百分点" if stated.unit == "%" else stated.unit)
            if difference > 0:
                return f"{reason}，{name}印作{value}，多{off}"
            return f"{reason}，{name}印作{value}，少{off}"
