"""Broken and hostile files through the public door: each has its answer, none harms another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.app import Archive, open_archive
from archive.config import Limits, Settings
from tests.hostile.bombs import bombs
from tests.hostile.mutator import MUTATIONS, mutate

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
GOOD = ("weekly/weekly-2023-13.pdf", "gazette/gazette-2021-07.pdf", "city/city-2024-02.pdf")
CODES = {
    "source.not_pdf",
    "source.truncated",
    "source.unreadable",
    "source.encrypted",
    "source.empty",
    "source.no_text",
    "source.not_bulletin",
    "source.too_large",
    "source.timeout",
    "source.crashed",
}
MUTANTS = 306


@pytest.fixture
def cpu_seconds() -> int:
    # A good file takes a tenth of it; a page without text that is left goes to recognition and
    # would take many times as long, which the tests of scans are for.
    return 1


@pytest.fixture
def archive(tmp_path: Path, cpu_seconds: int) -> Iterator[Archive]:
    limits = Limits(seconds=60, cpu_seconds=cpu_seconds, memory_megabytes=3000)
    settings = replace(Settings(home=tmp_path / "home"), limits=limits)
    with open_archive(settings) as opened:
        yield opened


def test_every_mutant_ends_with_a_result_or_a_code(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "mutants"
    folder.mkdir()
    originals = [(CORPUS / name).read_bytes() for name in GOOD]
    for seed in range(MUTANTS):
        data = mutate(originals[seed % len(originals)], seed)
        (folder / f"{seed:03d}.pdf").write_bytes(data)
    # Good neighbours come before, between and after.
    for place in ("000", "150", "999"):
        shutil.copy(CORPUS / "weekly/weekly-2024-13.pdf", folder / f"{place}-good.pdf")
    report = archive.import_paths([folder])
    assert report.imported + report.unchanged + len(report.failed) == MUTANTS + 3
    assert {failure.code for failure in report.failed} <= CODES
    assert all(Path(failure.path).name in failure.message for failure in report.failed)
    assert all(failure.hint for failure in report.failed)
    # The mutator breaks files of both kinds, or it tests nothing.
    assert min(len(report.failed), report.imported) > MUTANTS // 10
    assert not any("good" in failure.path for failure in report.failed)
    assert archive.query.stats().issues > 0


def test_mutants_are_the_same_every_time() -> None:
    data = (CORPUS / GOOD[0]).read_bytes()
    assert [mutate(data, seed) for seed in range(5)] == [mutate(data, seed) for seed in range(5)]
    assert len(MUTATIONS) >= 6


@pytest.mark.parametrize("cpu_seconds", [6])
def test_bombs_end_within_the_limits(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "bombs"
    folder.mkdir()
    for name, data in bombs():
        (folder / f"{name}.pdf").write_bytes(data)
    shutil.copy(CORPUS / "weekly/weekly-2024-13.pdf", folder / "zzz-good.pdf")
    report = archive.import_paths([folder])
    assert report.imported == 1
    codes = {Path(failure.path).stem: failure.code for failure in report.failed}
    assert set(codes) == {name for name, _ in bombs()}
    assert set(codes.values()) <= CODES
    for counted in ("many_pages", "many_paths", "millions_of_characters"):
        assert codes[counted] == "source.too_large"
    assert archive.query.stats().issues == 1
