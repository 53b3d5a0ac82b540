"""The commands about figures through time: series, their observations, and the audit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from archive.cli import exports, figures_through_time, terminal
from archive.cli.opening import encodable, links_of, open_existing, pairs
from archive.errors import InvalidParameter
from archive.export import series_answers, tables
from archive.export.formats import Format
from archive.parameters import parse_audit, parse_observations, parse_series
from archive.series.audit.nouns import Check, Verdict
from archive.series.auditing import AuditSort
from archive.series.nouns import Aggregation, Frequency, SeriesKind, SeriesSort

_DATES = "日期写作 2023-12-04、2023-12 或 2023"
_OF_A_SERIES = ("period_from", "period_to", "frequency", "aggregation", "vintages")


@click.command()
@click.argument("name", required=False)
@click.option("--metric", help="指标名或其任一写法中的文字，如 受理")
@click.option("--department", multiple=True, help="部门（全称或简称，可重复）")
@click.option("--bulletin", multiple=True, help="刊物（名称或编号，可重复）")
@click.option("--unit", help="单位，如 件")
@click.option("--period-type", "period_type", help="时段，如 week、year_to_date")
@click.option("--kind", help=f"种类：{'、'.join(SeriesKind)}")
@click.option("--from", help=f"此日起有报告的序列；{_DATES}")
@click.option("--to", help="此日前有报告的序列")
@click.option("--least", help="至少有这么多个观测")
@click.option("--sort", help=f"排序：{'、'.join(SeriesSort)}")
@click.option("--page", help="页码，自 1 起")
@click.option("--per-page", "per_page", help="每页条数")
@click.option("--period-from", "period_from", help=f"观测的时段止于此日或其后；{_DATES}")
@click.option("--period-to", "period_to", help="观测的时段止于此日或其前")
@click.option("--frequency", help=f"换算为更低的频率：{'、'.join(Frequency)}")
@click.option("--aggregation", help=f"换算时的汇总办法：{'、'.join(Aggregation)}")
@click.option("--vintages", is_flag=True, help="列出同一时段的各次报告")
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    help="table 供阅读；json 和 csv 供程序使用，csv 只用于观测",
)
@click.option("--bom", is_flag=True, help="CSV 以字节顺序标记开头，便于 Excel 识别中文")
@click.pass_obj
def series(
    home: Path | None, /, name: str | None, as_format: str, bom: bool, vintages: bool, **asked: Any
) -> None:
    """列出时间序列；给出编号 NAME 时列出它的观测，每个都注明出处。"""
    of_one = {key: asked.pop(key, None) for key in _OF_A_SERIES}
    if name is None:
        _list(home, as_format, vintages, asked, of_one)
        return
    for key, value in asked.items():
        if value:
            raise InvalidParameter(
                f"给出序列编号时不能再用 --{key.replace('_', '-')}", parameter=key
            )
    of_one["vintages"] = "true" if vintages else None
    request = parse_observations(pairs(of_one))
    name = encodable("name", name)
    with open_existing(home) as archive:
        book = archive.query.series
        out = sys.stdout.buffer
        if request.frequency is None:
            if request.aggregation is not None:
                raise InvalidParameter("只有换算频率时才需要汇总", parameter="aggregation")
            found = book.observations(
                name,
                period_from=request.period_from,
                period_to=request.period_to,
                vintages=request.vintages,
            )
            match as_format:
                case "json":
                    exports.write_json(out, found)
                case "csv":
                    rows = series_answers.observations(found, links_of(archive))
                    exports.write_rows(out, Format.CSV, tables.OBSERVATIONS, rows, bom=bom)
                case _:
                    figures_through_time.show_observations(terminal.console(), found)
            return
        converted = book.converted(
            name,
            request.frequency,
            request.aggregation,
            period_from=request.period_from,
            period_to=request.period_to,
        )
        match as_format:
            case "json":
                exports.write_json(out, converted)
            case "csv":
                rows = series_answers.aggregates(converted)
                exports.write_rows(out, Format.CSV, tables.OBSERVATIONS, rows, bom=bom)
            case _:
                figures_through_time.show_aggregates(terminal.console(), converted)


def _list(
    home: Path | None,
    as_format: str,
    vintages: bool,
    asked: dict[str, Any],
    of_one: dict[str, Any],
) -> None:
    for key, value in (of_one | {"vintages": vintages or None}).items():
        if value is not None:
            raise InvalidParameter(f"--{key.replace('_', '-')} 须与序列编号一同使用", parameter=key)
    if as_format == "csv":
        raise InvalidParameter(
            "序列的列表不能输出为 csv",
            parameter="format",
            hint="请给出序列编号，或用 --format json",
        )
    request = parse_series(pairs(asked))
    with open_existing(home) as archive:
        book = archive.query.series
        if as_format == "json":
            exports.write_json(sys.stdout.buffer, book.every(request))
        else:
            figures_through_time.show_series(terminal.console(), book.page(request))
        for problem in book.problems():
            terminal.console(err=True).print(terminal.printable(problem))


@click.command()
@click.option("--bulletin", multiple=True, help="刊物（名称或编号，可重复）")
@click.option("--issue", help="涉及这一期")
@click.option("--series", "series_name", help="涉及这一序列")
@click.option("--check", multiple=True, help=f"项目（可重复）：{'、'.join(Check)}")
@click.option(
    "--verdict", multiple=True, help=f"结论（可重复）：{'、'.join(Verdict)}；默认为 ok 以外的全部"
)
@click.option("--from", help=f"出版日期，自此日起（含）；{_DATES}")
@click.option("--to", help="出版日期，至此日止（含）")
@click.option("--sort", help=f"排序：{'、'.join(AuditSort)}（偏差大的在前）")
@click.option("--page", help="页码，自 1 起")
@click.option("--per-page", "per_page", help="每页条数")
@click.option("--missing", is_flag=True, help="改为列出按期号和总期号推知缺藏的各期")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部")
@click.pass_obj
def audit(
    home: Path | None,
    /,
    series_name: str | None,
    missing: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """核对数字：各期之间、同期之内，合计、占比、累计和变动是否相符。只作标记，不改原数。"""
    request = parse_audit(pairs({**asked, "series": series_name}))
    with open_existing(home) as archive:
        if missing:
            absent = archive.query.series.missing(request.bulletin)
            if as_json:
                exports.write_json(sys.stdout.buffer, absent)
            else:
                figures_through_time.show_missing(terminal.console(), absent)
        elif as_json:
            exports.write_json(sys.stdout.buffer, archive.query.audit.every(request))
        else:
            counts = archive.query.audit.counts(request.bulletin)
            page = archive.query.audit.page(request)
            figures_through_time.show_findings(terminal.console(), page, counts)
