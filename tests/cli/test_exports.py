"""What is written for programs and printed for people cannot be turned against either."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from archive.cli.exports import write_rows
from archive.cli.terminal import printable, value_text
from archive.export.answers import figure
from archive.export.formats import Format
from archive.export.tables import FIGURES
from archive.store.nouns import StoredFigure
from tests.pipeline.records import make_record, provenances_of
from webui.addresses import Addresses
from webui.links import AnswerLinks


def stored(**changes: object) -> StoredFigure:
    record = make_record()
    changed = replace(record.findings.figures[0], **changes)  # type: ignore[arg-type]
    return StoredFigure("x", changed, "周报", dt.date(2024, 1, 5), provenances_of(record)[0])


def rows(*figures: StoredFigure) -> list[dict[str, str]]:
    out = io.BytesIO()
    links = AnswerLinks(Addresses(""))
    write_rows(out, Format.CSV, FIGURES, (figure(one, links) for one in figures))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


@pytest.mark.parametrize("metric", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_compute_becomes_text(metric: str) -> None:
    (row,) = rows(stored(metric=metric))
    assert row["metric"] == f"'{metric}"


def test_a_negative_number_stays_a_number() -> None:
    (row,) = rows(stored(value=Decimal("-1.2E+4")))
    assert row["value"] == "-12000"


def test_commas_quotes_and_line_ends_survive() -> None:
    (row,) = rows(stored(metric='甲,"乙"\n丙'))
    assert row["metric"] == '甲,"乙"\n丙'


def test_no_figures_give_a_header() -> None:
    out = io.BytesIO()
    write_rows(out, Format.CSV, FIGURES, [])
    assert out.getvalue().decode().strip() == ",".join(one.name for one in FIGURES.columns)


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\u202e倒", "\x00", "\udcff"])
def test_text_cannot_command_a_terminal(text: str) -> None:
    shown = printable(f"受理{text}件")
    assert not set(shown) & set("\x1b\x9b\u202e\x00\udcff")
    assert shown.startswith("受理")
    assert len(shown) == len(f"受理{text}件")


def test_a_range_and_a_change_are_shown_whole() -> None:
    changed = stored(value=Decimal(20), change_from=Decimal(23)).figure
    assert value_text(changed) == "23 → 20"
    ranged = stored(value=Decimal(15), value_high=Decimal("2E+1")).figure
    assert value_text(ranged) == "15—20"
