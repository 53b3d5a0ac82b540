"""The write path with a stand-in for the parser: real processes, a real store, a real index."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.config import Engine, Limits
from archive.errors import ArchiveBusy
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import IndexQuery, SearchIndex, Staleness
from archive.pipeline import Indexing, Outcome, Pipeline, Progress, Report
from archive.store.conditions import IssueFilter
from archive.store.port import Store
from archive.store.sql import SqlStore
from tests.pipeline.fakes import TextReader

LIMITS = Limits(seconds=20)


@dataclass
class Archive:
    store: Store
    index: SearchIndex
    home: Path
    source: Path

    def pipeline(self, rules: str = "rules-1", limits: Limits = LIMITS) -> Pipeline:
        return Pipeline(self.store, self.index, TextReader(rules), self.home, limits)

    def write(self, name: str, content: str) -> Path:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path

    def run(self, rules: str = "rules-1", **options: object) -> Report:
        return self.pipeline(rules).import_paths([self.source], workers=1, **options)  # type: ignore[arg-type]

    def found(self) -> int:
        return self.index.search(IndexQuery("受理")).total


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    home = tmp_path / "home"
    store = SqlStore(home)
    index = open_index(Engine.TANTIVY, home / "index", Analyzer())
    opened = Archive(store, index, home, tmp_path / "in")
    opened.source.mkdir()
    opened.pipeline().bring_up_to_date()
    yield opened
    index.close()
    store.close()


def test_good_files_of_all_folders_are_stored_and_found(archive: Archive) -> None:
    for number, name in enumerate(("周报.PDF", "周报.docx", "周报.htm"), 1):
        archive.write(f"{number}/{name}", f"number {number}")
    for name in ("readme.md", "._周报.pdf", "~$周报.docx"):
        archive.write(name, "no bulletin")
    seen: list[Progress] = []
    report = archive.run(progress=seen.append)
    assert (report.imported, report.unchanged, report.failed, report.pages) == (3, 0, [], 6)
    assert archive.found() == 3
    assert archive.store.stats().pending == 0
    assert [(p.done, p.total, p.pages) for p in seen] == [(1, 3, 2), (2, 3, 4), (3, 3, 6)]
    assert {p.outcome for p in seen} == {Outcome.IMPORTED}


def test_bad_files_are_named_with_their_reason_and_the_rest_goes_on(archive: Archive) -> None:
    contents = ["number 1", "nothing", "die", "eat", "trip", "number 9" * 5, "number 2"]
    names = [f"{i}.pdf" for i in range(len(contents))]
    for name, content in zip(names, contents, strict=True):
        archive.write(name, content)
    os.mkfifo(archive.source / "pipe.pdf")
    (archive.source / "loop.pdf").symlink_to("loop.pdf")
    report = archive.pipeline().import_paths([archive.source, Path("没有这个"), archive.source])
    assert (report.imported, archive.found()) == (2, 2)
    failed = {Path(failure.path).name: failure for failure in report.failed}
    assert {name: failure.code for name, failure in failed.items()} == {
        "1.pdf": "source.not_bulletin",
        "2.pdf": "source.crashed",
        "3.pdf": "source.crashed",
        "4.pdf": "source.crashed",
        "5.pdf": "source.crashed",
        "pipe.pdf": "source.unreadable",
        "loop.pdf": "source.unreadable",
        "没有这个": "source.not_found",
    }
    assert all(name in failure.message for name, failure in failed.items())
    assert all(failure.hint for failure in report.failed)


@pytest.mark.parametrize(
    ("kind", "limits"), [("hang", Limits(seconds=2)), ("spin", Limits(cpu_seconds=1))]
)
def test_a_file_that_takes_too_long_is_given_up(
    archive: Archive, kind: str, limits: Limits
) -> None:
    archive.write("1.pdf", kind)
    archive.write("2.pdf", "number 2")
    pipeline = archive.pipeline(limits=limits)
    report = pipeline.import_paths([archive.source], workers=1)
    assert [failure.code for failure in report.failed] == ["source.timeout"]
    assert report.imported == 1


def test_a_file_over_the_limit_is_left_to_the_reader_to_refuse(archive: Archive) -> None:
    archive.write("1.pdf", "too much")
    pipeline = archive.pipeline(limits=Limits(file_megabytes=0, seconds=20))
    report = pipeline.import_paths([archive.source])
    assert [failure.code for failure in report.failed] == ["source.not_bulletin"]


def test_importing_again_changes_nothing(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.write("bad.pdf", "nothing")
    archive.run()
    before = archive.store.summaries(IssueFilter(), 0, 10)
    report = archive.run()
    assert (report.imported, report.unchanged, len(report.failed)) == (0, 1, 1)
    assert archive.store.summaries(IssueFilter(), 0, 10) == before


def test_newer_rules_read_a_file_again(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.run()
    report = archive.run("rules-2")
    assert (report.imported, report.unchanged, report.reissued) == (1, 0, [])
    assert archive.store.stats().issues == archive.found() == 1


def test_copies_of_a_file_are_read_once(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.write("copy.pdf", "number 1")
    archive.write("bad.pdf", "nothing")
    archive.write("bad copy.pdf", "nothing")
    report = archive.run()
    assert (report.imported, report.unchanged, len(report.failed)) == (1, 1, 2)


def test_a_reprint_takes_over_in_the_order_of_names(archive: Archive) -> None:
    archive.write("a.pdf", "number 1 first")
    archive.write("b.pdf", "number 1 corrected")
    report = archive.run()
    (reissue,) = report.reissued
    assert archive.store.summary(reissue.issue).superseded_by is None
    assert archive.store.summary(reissue.superseded).superseded_by == reissue.issue
    assert (
        archive.store.original(archive.store.summary(reissue.issue).source_sha256)
        .read_text()
        .endswith("corrected")
    )
    assert archive.found() == 1


def test_the_archive_does_not_import_its_own_originals(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.run()
    report = archive.pipeline().import_paths([archive.home.parent])
    assert (report.imported, report.unchanged) == (0, 1)


def test_asked_to_stop_it_ends_after_the_current_file(archive: Archive) -> None:
    for number in range(1, 9):
        archive.write(f"{number}.pdf", f"number {number}")
    report = archive.run(stopping=lambda: True)
    assert report.interrupted
    assert report.imported == archive.found() == 1
    assert archive.run().imported == 7


def test_a_second_writer_is_told_to_wait(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    refused: list[ArchiveBusy] = []

    def import_too(_: Progress) -> None:
        with pytest.raises(ArchiveBusy) as caught:
            archive.pipeline().import_paths([archive.source])
        refused.append(caught.value)

    archive.run(progress=import_too)
    assert len(refused) == 1
    assert archive.run().unchanged == 1


def test_what_a_crash_left_pending_is_caught_up(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.run()
    archive.store.mark_all_pending()
    told: list[Indexing] = []
    archive.pipeline().bring_up_to_date(told.append)
    assert told == [Indexing(done, 1, anew=False) for done in (0, 1)]
    assert archive.store.stats().pending == 0
    assert archive.found() == 1


def test_an_index_built_by_another_analyzer_is_rebuilt(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.run()
    other = open_index(Engine.TANTIVY, archive.home / "index", Analyzer(["受理件"]))
    told: list[Indexing] = []
    Pipeline(archive.store, other, TextReader(), archive.home, LIMITS).bring_up_to_date(told.append)
    assert told == [Indexing(done, 1, anew=True, why=Staleness.WORDS) for done in (0, 1)]
    assert not other.stale
    assert other.search(IndexQuery("商务厅")).total == 1
    other.close()


def test_reindex_says_how_much_it_indexed(archive: Archive) -> None:
    archive.write("1.pdf", "number 1")
    archive.run()
    assert archive.pipeline().reindex() == 2
    assert archive.found() == 1


IMPORT = """
import sys
from pathlib import Path
from archive.config import Engine, Limits
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.pipeline import Pipeline
from archive.store.sql import SqlStore
from tests.pipeline.fakes import TextReader

if __name__ == "__main__":
    home, source = map(Path, sys.argv[1:])
    index = open_index(Engine.TANTIVY, home / "index", Analyzer())
    pipeline = Pipeline(SqlStore(home), index, TextReader(), home, Limits(seconds=20))
    pipeline.bring_up_to_date()
    pipeline.import_paths([source], progress=lambda p: print(p.done, flush=True))
"""


def test_an_import_killed_midway_goes_on_where_it_was(
    archive: Archive, tmp_path: Path, reaped: Callable[[subprocess.Popen[str]], None]
) -> None:
    for number in range(1, 41):
        archive.write(f"{number:02}.pdf", f"number {number}")
    script = tmp_path / "import.py"
    script.write_text(IMPORT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(archive.home), str(archive.source)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 3:
            break
    reaped(process)
    stored = archive.store.stats().issues
    assert stored >= 3
    archive.pipeline().bring_up_to_date()
    assert archive.found() == stored
    report = archive.run()
    assert (report.unchanged, report.imported) == (stored, 40 - stored)
    assert archive.found() == 40


@pytest.fixture
def reaped() -> Callable[[subprocess.Popen[str]], None]:
    """Kills a process together with its workers, which lose nobody but their parent."""

    def kill(process: subprocess.Popen[str]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        assert process.stdout is not None
        process.stdout.close()
        process.wait()

    return kill
