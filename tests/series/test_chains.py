"""Running totals: a misprint anywhere is found, blamed alone, and nothing else is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Period, PeriodType
from archive.series.audit.chains import ChainAuditor, flows_of
from archive.series.audit.nouns import Finding, Point, Verdict
from archive.series.audit.points import point_of
from archive.series.audit.timeline import Timeline
from archive.series.audit.writing import Writer
from archive.series.catalog import Catalog
from archive.series.corrections import Corrections
from archive.series.wording import Wording
from archive.vocabulary import load_vocabulary
from tests.series.strands import BULLETIN, issue, reported, strand

WORDING = Wording(load_vocabulary(None))
counts = st.lists(st.integers(1, 5000), min_size=3, max_size=15)


def audited(
    added: Sequence[str], totals: Sequence[str], *, kind: PeriodType = PeriodType.YEAR_TO_DATE
) -> list[Finding]:
    """Hold totals against what was added week by week, both as printed."""
    weeks = range(1, len(totals) + 1)
    issues = [issue(number) for number in weeks]
    flow, total = Catalog(
        BULLETIN,
        [strand(1, "受理", weeks), strand(2, "受理", weeks, period_type=kind)],
        WORDING,
        Corrections(),
        None,
    ).series.values()
    points: dict[str, list[Point]] = {flow.id: [], total.id: []}
    for place, one in enumerate(issues):
        for series, printed in ((flow, added[place]), (total, totals[place])):
            surface, period_type = f"{printed}件", series.period_type
            value = Decimal(printed.removesuffix("万")) * (10_000 if "万" in printed else 1)
            end = one.date or dt.date.min
            said = reported(
                one, str(value), period_type=period_type, period=Period(dt.date(2023, 1, 1), end)
            )
            stored = replace(said.stored, figure=replace(said.stored.figure, surface=surface))
            points[series.id].append(point_of(replace(said, stored=stored), place, series, WORDING))
    writer = Writer(BULLETIN, {one.id: one.date for one in issues})
    auditor = ChainAuditor(Timeline(issues), points, writer)
    return list(auditor.check(total, flows_of(total, [flow, total])))


def written(numbers: Sequence[int]) -> list[str]:
    return [str(number) for number in numbers]


def wrong(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict is not Verdict.OK]


@given(counts, st.sampled_from((PeriodType.YEAR_TO_DATE, PeriodType.CUMULATIVE)))
def test_totals_that_add_up_are_all_ok(added: list[int], kind: PeriodType) -> None:
    findings = audited(written(added), written(list(accumulate(added))), kind=kind)
    assert [finding.verdict for finding in findings] == [Verdict.OK] * (len(added) - 1)


@given(counts, st.data())
def test_a_misprint_anywhere_is_blamed_alone(added: list[int], data: st.DataObject) -> None:
    right = list(accumulate(added))
    place = data.draw(st.integers(1, len(right) - 1))
    off = data.draw(st.integers(-right[place] + 1, 9999).filter(bool))
    printed = [*right[:place], right[place] + off, *right[place + 1 :]]
    [finding] = wrong(audited(written(added), written(printed)))
    assert finding.issue == f"issue-{place + 1:02d}"
    assert (finding.expected, finding.difference) == (right[place], off)


@given(counts, st.data())
def test_a_misprint_that_is_carried_on_is_blamed_where_it_began(
    added: list[int], data: st.DataObject
) -> None:
    right = list(accumulate(added))
    place = data.draw(st.integers(1, len(right) - 1))
    off = data.draw(st.integers(1, 9999))
    printed = [*right[:place], *(total + off for total in right[place:])]
    [finding] = wrong(audited(written(added), written(printed)))
    assert (finding.issue, finding.difference) == (f"issue-{place + 1:02d}", off)


@given(counts)
def test_what_rounding_takes_away_is_no_contradiction(added: list[int]) -> None:
    def rounded(number: int) -> str:
        return f"{Decimal(number) / 10_000:.2f}万"

    totals = [rounded(total) for total in accumulate(added)]
    assert wrong(audited([rounded(number) for number in added], totals)) == []
