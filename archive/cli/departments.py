"""The command that lists departments, and the provisional ones to be reviewed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from archive.cli import exports, terminal
from archive.cli.opening import open_existing
from archive.directory import ProvisionalEntry


@click.command()
@click.option("--provisional", is_flag=True, help="只列由文字模式识别、尚待核对的部门")
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["table", "json", "toml"]),
    default="table",
    help="toml 输出可供修改的 corrections.toml，只用于 --provisional",
)
@click.pass_obj
def departments(home: Path | None, /, provisional: bool, as_format: str) -> None:
    """列出部门，提及多的在前。

    词表中没有、由文字模式识别的部门是暂定的。核对时，用 --provisional --format toml 得到
    corrections.toml，逐条改定后放入词表文件夹，再次导入即按核对结果重新识别。
    """
    if as_format == "toml" and not provisional:
        raise click.BadOptionUsage("as_format", "toml 只用于 --provisional")
    with open_existing(home) as archive:
        directory = archive.query.directory
        listed = directory.provisional() if provisional else directory.departments()
        waiting = directory.provisional() if provisional else ()
    match as_format:
        case "json":
            exports.write_json(sys.stdout.buffer, listed)
        case "toml":
            for line in corrections(waiting):
                click.echo(terminal.printable(line))
        case _:
            terminal.show_departments(terminal.console(), listed)


def corrections(entries: Sequence[ProvisionalEntry]) -> Iterator[str]:
    """The lines of a ``corrections.toml`` that confirms what is listed; what else a name may be
    stands beside it as a comment."""
    yield '# 每条保留一种决定：confirmed = true（确为机构）、same_as = "…"（另一机构的别名）、'
    yield "# no_organisation = true（不是机构）。"
    for entry in entries:
        yield ""
        yield "[[correction]]"
        yield f"name = {json.dumps(entry.department.id, ensure_ascii=False)}  # {entry.items} 条"
        for other in entry.alike:
            yield f"# same_as = {json.dumps(other, ensure_ascii=False)}"
        yield "confirmed = true"
