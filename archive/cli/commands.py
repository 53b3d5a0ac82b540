"""The commands: they ask :mod:`archive.query`, or start the write path, and show what comes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.cli import exports, terminal
from archive.cli.departments import departments
from archive.cli.exporting import export
from archive.cli.failures import INTERRUPTED, SOME_FILES_FAILED, OutputClosed, run
from archive.cli.importing import import_with_progress, show_report
from archive.cli.indexing import indexing_shown
from archive.cli.opening import encodable, links_of, open_archive, open_existing, pairs
from archive.cli.options import asking
from archive.cli.series import audit, series
from archive.config import load_settings
from archive.errors import ConfigurationError
from archive.export import answers, tables
from archive.export.formats import Format
from archive.parameters import FIGURES, SEARCH, parse_figures, parse_search
from archive.query import SUGGESTED
from archive.suggestions import MAX_SUGGESTIONS

Command = TypeVar("Command", bound=Callable[..., Any])

_HELP = {"help_option_names": ["-h", "--help"]}
_DATES = "日期写作 2023-12-04、2023-12 或 2023"


class _Bulletin(click.Group):
    """Ends every command by our own rules instead of click's."""

    def main(self, *args: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        sys.exit(run(lambda: super(_Bulletin, self).main(*args, **options)))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f"没有 {args[0]} 这个命令", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise OutputClosed from error
        return result


@click.group("bulletin", cls=_Bulletin, context_settings=_HELP, invoke_without_command=True)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="档案库目录；默认取环境变量 BULLETIN_HOME，否则为 ./archive-data",
)
@click.version_option(package_name="bulletin-archive", message="%(package)s %(version)s")
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """公报档案：导入政府公报（PDF），检索条目、官员、部门和数字。"""
    for stream in (sys.stdout, sys.stderr):
        if callable(reconfigure := getattr(stream, "reconfigure", None)):
            # A terminal that cannot show a rare character shows a question mark.
            reconfigure(errors="replace")
    if context.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(context)
    context.obj = home


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(1, 256), help="读取进程数；默认每核一个")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果")
@click.pass_obj
def import_command(
    home: Path | None, /, paths: tuple[Path, ...], workers: int | None, as_json: bool
) -> int:
    """导入文件（PDF、DOCX、HTML、TXT），或文件夹（含子文件夹）中的全部此类文件。

    已导入且未变的文件不再读取；有文件失败时退出状态为 1，其余文件照常导入。按 Ctrl-C
    在当前文件之后结束。
    """
    settings = load_settings(home)
    with open_archive(replace(settings, workers=workers) if workers else settings) as archive:
        report = import_with_progress(archive, paths)
    if as_json:
        exports.write_json(sys.stdout.buffer, report)
    else:
        show_report(terminal.console(), report)
    if report.interrupted:
        return INTERRUPTED
    return SOME_FILES_FAILED if report.failed else 0


@main.command()
@click.argument("query", nargs=-1)
@asking(one for one in SEARCH if one.name != "q")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，含各分面的计数")
@click.pass_obj
def search(home: Path | None, /, query: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """检索条目。多个词须同时出现；不给检索词时列出符合条件的全部条目。"""
    request = parse_search([*pairs({"q": " ".join(query)}), *pairs(asked)])
    with open_existing(home) as archive:
        page = archive.query.search(request)
        meant = archive.query.corrections(page)
    if as_json:
        exports.write_json(sys.stdout.buffer, exports.search_answer(page, meant))
    else:
        terminal.show_hits(terminal.console(), page, meant)


@main.command()
@click.argument("typed", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, MAX_SUGGESTIONS),
    default=SUGGESTED,
    show_default=True,
    help="最多几条",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def suggest(home: Path | None, /, typed: tuple[str, ...], limit: int, as_json: bool) -> None:
    """提示部门、官员、专题和标题：按名称的开头或部分、拼音或拼音首字母（如 swt）。"""
    with open_existing(home) as archive:
        found = archive.query.suggest(encodable("typed", " ".join(typed)), limit)
    if as_json:
        exports.write_json(sys.stdout.buffer, found)
    else:
        terminal.show_suggestions(terminal.console(), found)


@main.command()
@click.argument("issue")
@click.option(
    "--json", "as_json", is_flag=True, help="以 JSON 输出整期记录，含每个字在页面上的位置"
)
@click.pass_obj
def show(home: Path | None, /, issue: str, as_json: bool) -> None:
    """显示一期的目录、条目、数字和问题。ISSUE 为期的编号，见检索结果。"""
    with open_existing(home) as archive:
        page = archive.query.issue(encodable("issue", issue))
    if as_json:
        exports.write_json(sys.stdout.buffer, page.record)
    else:
        terminal.show_issue(terminal.console(), page)


@main.command()
@click.argument("issue")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，含各处在页面上的位置")
@click.pass_obj
def explain(home: Path | None, /, issue: str, as_json: bool) -> None:
    """逐条说明一期中识别出的内容：何处、何义、依据哪条规则。ISSUE 为期的编号。"""
    with open_existing(home) as archive:
        found = archive.query.explain(encodable("issue", issue))
    if as_json:
        exports.write_json(sys.stdout.buffer, found)
    else:
        terminal.show_explanations(terminal.console(), found)


@main.command()
@asking(FIGURES)
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["table", "json", *(form.value for form in Format)]),
    default="table",
    help="table 显示一页；其余输出全部",
)
@click.option("--bom", is_flag=True, help="CSV 以字节顺序标记开头，便于 Excel 识别中文")
@click.pass_obj
def figures(home: Path | None, /, as_format: str, bom: bool, **asked: Any) -> None:
    """列出公报中的数字，新的在前，每个都注明出处。"""
    request = parse_figures(pairs(asked))
    with open_existing(home) as archive:
        if as_format == "table":
            page = archive.query.figures(request)
            console = terminal.console()
            console.print(f"共 {page.total} 个，第 {request.page} / {page.pages} 页")
            terminal.show_figures(console, page.figures)
            return
        links, out = links_of(archive), sys.stdout.buffer
        rows = (answers.figure(one, links) for one in archive.query.iter_figures(request))
        if as_format == "json":
            exports.write_array(out, rows)
        else:
            exports.write_rows(out, Format(as_format), tables.FIGURES, rows, bom=bom)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def stats(home: Path | None, /, as_json: bool) -> None:
    """显示档案库的规模。"""
    with open_existing(home) as archive:
        counts = archive.query.stats()
    if as_json:
        exports.write_json(sys.stdout.buffer, counts)
    else:
        terminal.show_stats(terminal.console(), counts)


@main.command()
@click.pass_obj
def reindex(home: Path | None, /) -> None:
    """由档案库重建检索索引。"""
    with open_existing(home, up_to_date=False) as archive:
        with indexing_shown() as told:
            count = archive.reindex(told)
        click.echo(f"已重建索引，共 {count} 个条目")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="监听端口"
)
@click.pass_obj
def serve(home: Path | None, /, host: str, port: int) -> None:
    """在浏览器中检索：启动网页服务。"""
    # The other commands need no web framework.
    from webui.server import serve as serve_web  # noqa: PLC0415

    settings = load_settings(home)
    with open_archive(settings) as archive:
        try:
            serve_web(archive.query, host, port, settings.base_url, settings.rate_limit)
        except OSError as error:
            raise ConfigurationError(
                f"无法在 {host}:{port} 提供服务：{error.strerror}",
                hint="请换一个端口（--port）或地址（--host）",
            ) from error


main.add_command(series)
main.add_command(departments)
main.add_command(audit)
main.add_command(export)
