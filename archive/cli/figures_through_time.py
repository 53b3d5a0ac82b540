"""Showing series, observations and findings: tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from archive.cli.terminal import add_row, decimal_text, printable, table
from archive.model import Period
from archive.series import titles
from archive.series.audit.nouns import Verdict
from archive.series.auditing import AuditPage, CheckCount
from archive.series.book import SeriesPage
from archive.series.nouns import Aggregates, MissingIssue, Observations, Series
from archive.store.nouns import StoredFigure


def show_series(out: Console, page: SeriesPage) -> None:
    out.print(f"共 {page.total} 个，第 {page.request.page} / {page.pages} 页")
    rows = table("指标", "主体", "单位", "种类", ">观测", "首见", "末见", "编号")
    for series in page.series:
        add_row(
            rows,
            series.metric,
            series.subject or "",
            series.unit,
            titles.KINDS[series.kind],
            str(series.observations),
            str(series.first or ""),
            str(series.last or ""),
            series.id,
        )
    out.print(rows)


def show_observations(out: Console, found: Observations) -> None:
    _head(out, found.series)
    rows = table("时段", ">数值", "原文", "出处", "")
    for one in found.observations:
        add_row(
            rows,
            _period(one.period) or one.no_period or "",
            decimal_text(one.value),
            one.printed,
            _place(one.figure),
            "" if one.latest else "已被后期修订",
        )
    out.print(rows)
    for gap in found.gaps:
        numbers = "、".join(map(titles.missing_number, gap.missing))
        said = f"缺{numbers}" if numbers else f"{len(gap.silent)} 期未载"
        out.print(Text(printable(f"{gap.after} 与 {gap.before} 之间：{said}"), style="dim"))


def show_aggregates(out: Console, found: Aggregates) -> None:
    _head(out, found.series)
    how = titles.AGGREGATIONS[found.aggregation]
    out.print(f"按{titles.FREQUENCIES[found.frequency]}{how}，观测计入其时段终了之时")
    rows = table("时段", ">数值", ">观测", "")
    for one in found.aggregates:
        note = "其中有缺" if one.gaps else ""
        period = _period(one.period) or ""
        add_row(rows, period, decimal_text(one.value), str(len(one.of)), note)
    out.print(rows)


def show_findings(out: Console, page: AuditPage, counts: Sequence[CheckCount]) -> None:
    totals = {v: sum(one.count for one in counts if one.verdict is v) for v in Verdict}
    said = "，".join(f"{titles.VERDICTS[v]} {count}" for v, count in totals.items())
    out.print(f"核对 {sum(totals.values())} 处：{said}")
    out.print(f"列出 {page.total} 处，第 {page.request.page} / {page.pages} 页")
    for finding in page.findings:
        out.print()
        verdict, check = titles.VERDICTS[finding.verdict], titles.CHECKS[finding.check]
        head = f"{finding.issue_date or ''} {finding.issue} {verdict}·{check}"
        out.print(Text(printable(head.strip()), style="bold"))
        out.print(Text(printable(finding.message)))
        for one in finding.observations:
            pages = "、".join(str(page) for page in one.pages)
            place = f"{one.issue} 第 {pages} 页" if pages else one.issue
            out.print(Text(printable(f"  {one.printed}  {place}"), style="dim"))


def show_missing(out: Console, missing: Sequence[MissingIssue]) -> None:
    out.print(f"共缺 {len(missing)} 期")
    rows = table("刊物", "缺期", "其前", "其后")
    for one in missing:
        add_row(rows, one.bulletin, titles.missing_number(one), one.after, one.before)
    out.print(rows)


def _head(out: Console, series: Series) -> None:
    out.print(Text(printable(series.id), style="bold"))
    parts = [series.metric, series.subject or "", f"单位：{series.unit}", titles.KINDS[series.kind]]
    out.print(Text(printable("  ".join(part for part in parts if part))))


def _period(period: Period | None) -> str | None:
    return f"{period.start} 至 {period.end}" if period else None


def _place(stored: StoredFigure) -> str:
    place = stored.provenance
    pages = "、".join(str(page) for page in place.pages)
    return f"{place.issue} 第 {pages} 页" if pages else place.issue
