"""Saying that the search index is being built, why, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.cli.terminal import console
from archive.index.port import Staleness

if TYPE_CHECKING:
    from archive.pipeline import Indexing

_REASONS = {
    Staleness.MISSING: "还没有检索索引",
    Staleness.DAMAGED: "检索索引已损坏",
    Staleness.ENGINE: "检索索引由另一引擎建立",
    Staleness.VERSION: "检索索引由本程序的另一版本建立",
    Staleness.WORDS: "词表与建立检索索引时不同",
}


@contextmanager
def indexing_shown() -> Iterator[Callable[[Indexing], None]]:
    """Gives what is to be told how far the index is: it says why on standard error, with a bar if
    that is a terminal, else a line for every tenth."""
    screen = console(err=True)
    bar = Progress(
        TextColumn("建立检索索引"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("期，剩余"),
        TimeRemainingColumn(),
        console=screen,
        disable=not screen.is_terminal,
        transient=True,
    )
    task = bar.add_task("", total=None)
    tenths = 0

    def told(step: Indexing) -> None:
        nonlocal tenths
        bar.update(task, total=step.total, completed=step.done)
        if step.done == 0:
            screen.print(f"{_reason(step)}（共 {step.total} 期）")
            bar.start()
        if not screen.is_terminal and step.done * 10 // step.total > tenths:
            tenths = step.done * 10 // step.total
            screen.print(f"检索索引：{step.done} / {step.total} 期")

    try:
        yield told
    finally:
        bar.stop()


def _reason(step: Indexing) -> str:
    if not step.anew:
        return "上次写入中断，现在将未入检索索引的各期补入"
    return f"{_REASONS[step.why]}，现在重建" if step.why else "重建检索索引"
