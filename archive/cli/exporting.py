"""The command that writes the archive, or a part of it, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from archive.cli import terminal
from archive.cli.opening import links_of, open_existing, pairs
from archive.cli.options import asking
from archive.export import package
from archive.export.bulk import Export
from archive.export.formats import Format
from archive.parameters import FIGURES, figure_pairs, in_words, parse_figures

_FORMATS = ("csv", "parquet", "jsonl", "xml")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "as_format",
    type=click.Choice(_FORMATS),
    default="csv",
    show_default=True,
    help="csv、parquet 为 Frictionless Data Package；jsonl 每行一个对象；"
    "xml 每期一个 Akoma Ntoso 文件",
)
@click.option("--bom", is_flag=True, help="CSV 以字节顺序标记开头，便于 Excel 识别中文")
@asking(one for one in FIGURES if one.name not in ("page", "per_page"))
@click.pass_obj
def export(home: Path | None, /, folder: Path, as_format: str, bom: bool, **asked: Any) -> None:
    """导出整个档案到新目录 FOLDER；给出条件时只导出符合的数据及其所在各期。

    写完之后目录才出现；链接以设置 base_url 开头。
    """
    request = parse_figures(pairs(asked))
    words = in_words(figure_pairs(request), FIGURES) or "全部"
    console = terminal.console(err=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with (
        open_existing(home) as archive,
        Progress(*columns, console=console, transient=True) as shown,
    ):
        task = shown.add_task("")

        def progress(name: str, rows: int) -> None:
            shown.update(task, description=f"{name} {rows}")

        chosen = Export(archive.query, links_of(archive), request)
        match as_format:
            case "xml":
                files = package.write_gazettes(chosen, folder, progress)
            case "jsonl":
                files = package.write_lines(chosen, folder, progress)
            case _:
                form = Format(as_format)
                files = package.write_package(chosen, folder, form, words, progress, bom=bom)
    size = sum(file.bytes for file in files)
    click.echo(f"已导出到 {folder}：{len(files)} 个文件，{size:,} 字节")
    if as_format != "xml":
        for file in files:
            click.echo(f"  {file.name}  {file.rows} 行")
