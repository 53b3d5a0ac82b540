"""Importing with a bar on a terminal, an end on Ctrl-C and a summary."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from archive.app import Archive
from archive.cli.terminal import console, printable

if TYPE_CHECKING:
    from archive import pipeline


class _PagesPerSecond(ProgressColumn):
    def render(self, task: Task) -> Text:
        pages, elapsed = task.fields["pages"], task.elapsed
        return Text(f"{pages / elapsed:.0f} 页/秒" if elapsed else "")


def import_with_progress(archive: Archive, paths: Sequence[Path]) -> pipeline.Report:
    """Import, with a bar on standard error if that is a terminal; Ctrl-C ends after the current
    file, a second one at once."""
    screen = console(err=True)
    bar = Progress(
        TextColumn("导入"),
        BarColumn(),
        MofNCompleteColumn(),
        _PagesPerSecond(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        console=screen,
        disable=not screen.is_terminal,
        transient=True,
    )
    with bar, _interruptible() as stopping:
        task = bar.add_task("", total=None, pages=0)

        def advance(step: pipeline.Progress) -> None:
            bar.update(task, total=step.total, completed=step.done, pages=step.pages)

        return archive.import_paths(paths, progress=advance, stopping=stopping.is_set)


def show_report(out: Console, report: pipeline.Report) -> None:
    rate = f"，{report.pages / report.seconds:.0f} 页/秒" if report.imported else ""
    out.print(
        f"导入 {report.imported}，未变 {report.unchanged}，失败 {len(report.failed)}"
        f"（{report.pages} 页，{report.seconds:.1f} 秒{rate}）"
    )
    for reissue in report.reissued:
        text = f"重印：{reissue.issue} 以新文件为准，旧文件编号为 {reissue.superseded}"
        out.print(Text(printable(text)), soft_wrap=True)
    for failure in report.failed:
        text = f"失败：{failure.path}：{failure.message}（{failure.code}）"
        out.print(Text(printable(text)), soft_wrap=True)
        if failure.hint:
            out.print(Text(printable(f"　　　{failure.hint}")), soft_wrap=True)
    if report.interrupted:
        out.print("已中断；再次运行同一命令可继续")


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            signal.default_int_handler(number, frame)
        stopping.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopping
    finally:
        signal.signal(signal.SIGINT, before)
