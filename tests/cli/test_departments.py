"""Listing departments, and reviewing the provisional ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.directory import _may_be
from archive.model import Department
from archive.vocabulary import load_vocabulary

TEXT = """窗口工作周报
2023年第48期
云川省政务服务中心
（12月4日—12月8日）

一、工作动态
1.12月6日，云川省商务厅走访云川晨光物流有限公司。
2.12月7日，省政务服务技术公司到省中心座谈，晨光公司参加。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "周报.txt").write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["--home", str(folder / "home"), "import", str(folder / "周报.txt")]
    )
    assert done.exit_code == 0, done.output
    return folder / "home"


def run(home: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--home", str(home), "departments", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_provisional_departments_are_told_apart(home: Path) -> None:
    everything = json.loads(run(home, "--format", "json"))
    waiting = json.loads(run(home, "--provisional", "--format", "json"))
    assert {entry["department"]["id"] for entry in waiting} == {
        entry["department"]["id"] for entry in everything if entry["department"]["provisional"]
    }
    names = {entry["department"]["id"] for entry in waiting}
    assert "云川晨光物流有限公司" in names
    assert "云川省商务厅" not in names
    assert "待核" in run(home, "--provisional")


def test_the_review_is_a_vocabulary_file_that_can_be_used(home: Path, tmp_path: Path) -> None:
    written = run(home, "--provisional", "--format", "toml")
    (tmp_path / "corrections.toml").write_text(written, encoding="utf-8")
    corrections = load_vocabulary(tmp_path).corrections
    assert corrections["云川晨光物流有限公司"].confirmed
    assert set(corrections) == {row["name"] for row in tomllib.loads(written)["correction"]}


def test_what_a_review_decides_holds_at_the_next_import(home: Path, tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        '[[correction]]\nname = "云川晨光物流有限公司"\nconfirmed = true\n', encoding="utf-8"
    )
    source = str(home.parent / "周报.txt")
    done = CliRunner(env={"BULLETIN_VOCABULARY": str(tmp_path)}).invoke(
        main, ["--home", str(home), "import", source]
    )
    assert done.exit_code == 0, done.output
    waiting = json.loads(run(home, "--provisional", "--format", "json"))
    assert "云川晨光物流有限公司" not in {entry["department"]["id"] for entry in waiting}


def test_only_a_review_is_written_as_toml(home: Path) -> None:
    done = CliRunner().invoke(main, ["--home", str(home), "departments", "--format", "toml"])
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("name", "other", "may"),
    [
        ("云川省政管办", "云川省政务服务管理办公室", True),
        ("云川省政务服务管理办公室", "云川省政管办", True),
        ("云川省政管办", "云川省商务厅", False),
        ("云川省政管办", "云川省政管办", False),
        ("云川省政办", "云川省", False),
    ],
)
def test_a_name_may_shorten_another(name: str, other: str, may: bool) -> None:
    assert _may_be(Department(name, "云川省"), other) is may
