"""Series and audit as people ask for them on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.cli import main

# A year-to-date of the last of these is misprinted; between the second and third one is missing.
WEEKLY = [Path(f"corpus/weekly/weekly-2022-{number}.pdf") for number in (32, 33, 35, 36, 37, 38)]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive") / "home"


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(home), *arguments])

    result = invoke("import", *map(str, WEEKLY))
    assert result.exit_code == 0, result.output
    return invoke


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def accepted(run: Run) -> str:
    """The id of what the counters accepted each week."""
    found = answer(
        run("series", "--metric", "受理", "--kind", "flow", "--least", "6", "--format", "json")
    )
    return next(str(one["id"]) for one in found if not one["tabular"])


def test_series_are_listed_with_their_ids(run: Run, accepted: str) -> None:
    result = run("series", "--metric", "受理")
    assert result.exit_code == 0
    assert accepted in result.stdout
    assert accepted.endswith(":受理:-:件:week:窗口办件")


def test_observations_come_with_their_proof(run: Run, accepted: str) -> None:
    found = answer(run("series", accepted, "--format", "json"))
    assert len(found["observations"]) == len(WEEKLY)
    first = found["observations"][0]
    assert first["period"]["start"] < first["period"]["end"]
    assert first["printed"] in first["figure"]["provenance"]["quote"]
    assert [len(gap["missing"]) for gap in found["gaps"]] == [1]
    rows = list(csv.DictReader(io.StringIO(run("series", accepted, "--format", "csv").stdout)))
    assert [row["value"] for row in rows] == [one["value"] for one in found["observations"]]
    assert all(row["quote"] and row["pages"] for row in rows)


def test_weeks_are_summed_to_months(run: Run, accepted: str) -> None:
    found = answer(run("series", accepted, "--format", "json"))
    months = answer(run("series", accepted, "--frequency", "month", "--format", "json"))
    total = sum(int(one["value"]) for one in found["observations"])
    assert sum(int(one["value"]) for one in months["aggregates"]) == total
    assert len(months["aggregates"]) < len(found["observations"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("{id}", "--frequency", "week"),
        ("{id}", "--aggregation", "sum"),
        ("{id}", "--metric", "受理"),
        ("--frequency", "month"),
        ("--format", "csv"),
        ("--kind", "flows"),
        ("--page", "99"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, accepted: str, arguments: tuple[str, ...]
) -> None:
    result = run("series", *(one.format(id=accepted) for one in arguments))
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：")


def test_an_unknown_series_is_not_there(run: Run) -> None:
    assert run("series", "无:受理:-:件:week:-").exit_code == 4


def test_the_audit_names_the_misprint_and_where_it_is(run: Run) -> None:
    [finding] = answer(run("audit", "--verdict", "mismatch", "--json"))
    assert (finding["check"], finding["expected"], finding["printed"]) == (
        "year_to_date_sum",
        "24658",
        "24748",
    )
    assert all(one["pages"] for one in finding["observations"])
    shown = run("audit")
    assert "24658件" in shown.stdout
    assert finding["issue"] in shown.stdout
    everything = answer(run("audit", "--verdict", "ok", "--verdict", "mismatch", "--json"))
    assert len(everything) > 20


def test_missing_issues_are_listed(run: Run) -> None:
    [missing] = answer(run("audit", "--missing", "--json"))
    assert (missing["year"], missing["number"]) == (2022, 34)
    assert "2022年第34期" in run("audit", "--missing").stdout


def test_mistakes_in_corrections_are_named(run: Run, accepted: str, home: Path) -> None:
    (home / "series.toml").write_text('[[join]]\nseries = "x"\n', encoding="utf-8")
    wrong = run("series")
    assert wrong.exit_code == 3
    assert "series.toml" in wrong.stderr
    closed = accepted.replace(":受理:", ":办结:")
    lines = f'[[join]]\nseries = ["{accepted}", "{closed}"]\n'
    (home / "series.toml").write_text(lines, encoding="utf-8")
    clash = run("series")
    assert clash.exit_code == 0
    assert "不能合为一个序列" in clash.stderr
    (home / "series.toml").unlink()


def test_series_and_findings_come_in_the_order_asked_for(run: Run) -> None:
    by_name = answer(run("series", "--sort", "metric", "--format", "json"))
    usual = answer(run("series", "--format", "json"))
    assert by_name != usual
    assert sorted(one["id"] for one in by_name) == sorted(one["id"] for one in usual)
    assert usual == sorted(usual, key=lambda one: (-one["observations"], one["id"]))
    oldest = [one["issue"] for one in answer(run("audit", "--sort", "oldest", "--json"))]
    assert oldest == sorted(oldest)
    refused = run("audit", "--sort", "sideways", "--json")
    assert refused.exit_code != 0
    assert "sort" in refused.stderr
