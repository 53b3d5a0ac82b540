"""Two issues side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from archive.comparison import compare
from archive.model import IssueRecord
from archive.store.nouns import StoredFigure
from tests.pipeline.records import make_record, provenances_of


def stored(record: IssueRecord) -> list[StoredFigure]:
    return [
        StoredFigure(f"{record.id}:{n}", figure, record.bulletin.id, record.date, provenance)
        for n, (figure, provenance) in enumerate(
            zip(record.findings.figures, provenances_of(record), strict=True)
        )
    ]


def test_a_figure_in_both_issues_moved() -> None:
    earlier = make_record(b"1", 1, text="本周受理608件。", value="608")
    later = make_record(b"2", 2, text="本周受理640件。", value="640")
    [movement] = compare(earlier, later, stored(earlier), stored(later)).movements
    assert movement.difference == Decimal(32)
    assert movement.earlier.provenance.issue == earlier.id


def test_figures_of_another_metric_or_unit_are_not_compared() -> None:
    earlier = make_record(b"1", 1, text="本周受理608件。", value="608")
    later = make_record(b"2", 2, text="本周办结608件。", value="608", metric="办结")
    assert compare(earlier, later, stored(earlier), stored(later)).movements == ()


def test_the_same_metric_twice_goes_in_order() -> None:
    record = make_record(b"1", 1, text="本周受理608件。", value="608")
    [figure] = stored(record)

    def of(*values: int) -> list[StoredFigure]:
        return [
            replace(figure, figure=replace(figure.figure, value=Decimal(value))) for value in values
        ]

    movements = compare(record, record, of(1, 10), of(3, 30, 300)).movements
    assert [movement.difference for movement in movements] == [2, 20]


def test_names_that_only_one_issue_has_are_told() -> None:
    earlier, later = make_record(b"1", 1), make_record(b"2", 2)
    silent = replace(
        earlier, findings=replace(earlier.findings, official_mentions=(), department_mentions=())
    )
    comparison = compare(silent, later, stored(silent), stored(later))
    assert comparison.officials.new == ("郑远山@云川省商务厅",)
    assert comparison.departments.new == ("云川省商务厅",)
    assert comparison.headings.new == comparison.headings.gone == ()
    assert compare(later, silent, stored(later), []).officials.gone == comparison.officials.new
