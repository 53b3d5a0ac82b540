"""Showing things to people: tables and lists on a terminal, plain text elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.directory import DepartmentEntry, ProvisionalEntry
from archive.extraction.explanation import Explanation, FindingKind
from archive.issues import IssuePage
from archive.model import Figure, IssueRecord, Item, PeriodType, Severity
from archive.search import Correction, SearchPage
from archive.store.nouns import IssueSummary, StoredFigure, StoreStats
from archive.suggestions import Suggestion, SuggestionKind

_PIPE_WIDTH = 500
"""Nothing is folded or cut for a reader that is no terminal."""

# A bulletin's text may hold control characters, which could command the terminal, and marks that
# reverse the order of what follows.
_UNPRINTABLE = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
) | {0x09: " ", 0x0A: "\n"}

_PERIODS = {
    PeriodType.WEEK: "本周",
    PeriodType.MONTH: "本月",
    PeriodType.QUARTER: "季度",
    PeriodType.YEAR: "全年",
    PeriodType.YEAR_TO_DATE: "年初以来",
    PeriodType.CUMULATIVE: "累计",
    PeriodType.POINT: "时点",
}
_KINDS = {
    FindingKind.DEPARTMENT: "部门",
    FindingKind.OFFICIAL: "官员",
    FindingKind.FIGURE: "数字",
    FindingKind.DATE: "日期",
    FindingKind.TOPIC: "专题",
    FindingKind.RECIPIENT: "送发",
}
_SUGGESTED = {
    SuggestionKind.DEPARTMENT: "部门",
    SuggestionKind.OFFICIAL: "官员",
    SuggestionKind.TOPIC: "专题",
    SuggestionKind.HEADING: "标题",
}
_SEVERITIES = {Severity.INFO: "说明", Severity.WARNING: "注意", Severity.ERROR: "错误"}


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Rich would end the process here, with the status of a failed import."""
        raise BrokenPipeError


def console(*, err: bool = False) -> Console:
    """Standard output or standard error, as it is at the time of the call."""
    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return _Screen(file=stream, width=width, highlight=False, markup=False, emoji=False)


def printable(text: str) -> str:
    """The text without what could command a terminal or cannot be encoded."""
    return text.translate(_UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


def show_suggestions(out: Console, found: Sequence[Suggestion]) -> None:
    table = Table("名称", "类别", "又名", "次数", box=None, header_style="bold")
    for one in found:
        kind = _SUGGESTED[one.kind]
        cells = (printable(one.label), kind, printable(one.matched or ""), str(one.count))
        table.add_row(*map(Text, cells))
    out.print(table)


def show_departments(out: Console, entries: Sequence[DepartmentEntry | ProvisionalEntry]) -> None:
    table = Table("部门", "辖区", "条目", "状态", "可能就是", box=None, header_style="bold")
    for entry in entries:
        department = entry.department
        alike = entry.alike if isinstance(entry, ProvisionalEntry) else ()
        table.add_row(
            printable(department.id),
            printable(department.jurisdiction or "—"),
            str(entry.items),
            "待核" if department.provisional else "",
            printable("、".join(alike)),
        )
    out.print(table)


def show_hits(out: Console, page: SearchPage, meant: Sequence[Correction]) -> None:
    request = page.request
    out.print(f"共 {page.total} 条，第 {request.page} / {page.pages} 页")
    if meant:
        queries = "、".join(f"{one.q}（{one.total} 条）" for one in meant)
        out.print(Text(printable(f"您是不是要找：{queries}")))
    for one in page.included:
        note = f"“{one.word}”已包含：{'、'.join(one.names)}（--include none 则不含）"
        out.print(Text(printable(note), style="dim"))
    if page.hint:
        out.print(Text(f"提示：{page.hint}", style="yellow"))
    for hit in page.hits:
        item, issue = hit.item, hit.item.issue
        out.print()
        head = Text(printable(issue_title(issue)), style="bold")
        if item.section_path:
            head.append(printable(" › " + " › ".join(item.section_path)), style="not bold")
        out.print(head)
        # The marks are offsets, which printable() keeps.
        text = Text(printable(hit.snippet.text))
        for mark in hit.snippet.marks:
            text.stylize("bold red", mark.start, mark.end)
        out.print(text)
        names = [*item.departments, *(official.partition("@")[0] for official in item.officials)]
        out.print(Text(printable("  ".join([item.id, *names])), style="dim"))


def show_explanations(out: Console, found: Sequence[Explanation]) -> None:
    """One finding a line, below the item it stands in."""
    item = None
    for one in found:
        if one.item != item:
            item = one.item
            out.print(Text(printable(item), style="bold"))
        line = Text("  " + _KINDS[one.kind] + " ")
        line.append(printable(f"{one.surface} → {one.meaning}" if one.surface else one.meaning))
        boxes = "，".join(
            f"第 {box.page} 页 ({box.x0:.1f}, {box.top:.1f})–({box.x1:.1f}, {box.bottom:.1f})"
            for box in one.boxes
        )
        place = f"  [{one.span.start}, {one.span.end})  {boxes}  {one.rule}"
        line.append(printable(place), style="dim")
        out.print(line)


def show_issue(out: Console, page: IssuePage) -> None:
    record, summary = page.record, page.summary
    masthead = record.issue.masthead
    out.print(Text(printable(masthead.title), style="bold"))
    number = masthead.number_printed or ""
    line = "  ".join(filter(None, [number, *masthead.publishers, _date(record)]))
    out.print(Text(printable(line)))
    out.print(Text(printable(f"{record.id}  {summary.source_name}  {summary.pages} 页")))
    if summary.superseded_by:
        out.print(Text(f"本期已有更正重印：{summary.superseded_by}", style="yellow"))
    section = ""
    path: tuple[str, ...] = ()
    for item in record.issue.items:
        if item.section != section:
            section = item.section
            sections = record.issue.section_path(section)
            headings = tuple(one.number + one.heading for one in sections)
            known = len([1 for old, new in zip(path, headings, strict=False) if old == new])
            for level, heading in enumerate(headings[known:], start=known):
                out.print()
                out.print(Text(printable("  " * level + heading), style="bold"))
            path = headings
        show_item(out, item)
    if page.figures:
        out.print()
        show_figures(out, page.figures)
    for problem in (*record.issue.problems, *record.findings.problems):
        where = f"第 {problem.page} 页：" if problem.page else ""
        out.print(Text(printable(f"{_SEVERITIES[problem.severity]}：{where}{problem.message}")))


def show_item(out: Console, item: Item) -> None:
    out.print()
    out.print(Text(printable(item.number + item.text)))


def show_figures(out: Console, figures: Iterable[StoredFigure]) -> None:
    rows = table("日期", "指标", ">数值", "单位", "时段", "主体", "原文", "出处")
    for stored in figures:
        figure, place = stored.figure, stored.provenance
        pages = "、".join(str(page) for page in place.pages)
        add_row(
            rows,
            stored.issue_date.isoformat() if stored.issue_date else "",
            figure.metric or "",
            value_text(figure),
            figure.unit,
            _PERIODS[figure.period_type] if figure.period_type else "",
            figure.subject or "",
            figure.surface,
            f"{place.issue} 第 {pages} 页" if pages else place.issue,
        )
    out.print(rows)


def show_stats(out: Console, stats: StoreStats) -> None:
    rows = table("项目", ">数量")
    for name, count in (
        ("刊物", stats.bulletins),
        ("期数", stats.issues),
        ("页数", stats.pages),
        ("条目", stats.items),
        ("部门", stats.departments),
        ("官员", stats.officials),
        ("数字", stats.figures),
        ("问题", stats.problems),
        ("待入索引", stats.pending),
    ):
        add_row(rows, name, str(count))
    out.print(rows)
    if stats.first_date and stats.last_date:
        out.print(f"起止日期：{stats.first_date} 至 {stats.last_date}")


def issue_title(issue: IssueSummary) -> str:
    """``窗口工作周报 2023年第48期 2023-12-15``, as far as known."""
    number = f"第{issue.number}期" if issue.number else ""
    year = f"{issue.year}年" if issue.year and number else ""
    return " ".join(filter(None, [issue.title, year + number, str(issue.date or "")]))


def value_text(figure: Figure) -> str:
    """The exact value, with both bounds of a range and the earlier value of a change."""
    text = decimal_text(figure.value)
    if figure.value_high is not None:
        text += f"—{decimal_text(figure.value_high)}"
    if figure.change_from is not None:
        text = f"{decimal_text(figure.change_from)} → {text}"
    return text


def decimal_text(value: Decimal) -> str:
    """The exact value, written out."""
    # 1.2E+4 is exact but nothing a reader of bulletins writes.
    return f"{value:f}"


def _date(record: IssueRecord) -> str:
    return record.date.isoformat() if record.date else ""


def table(*headings: str) -> Table:
    """A table with these columns; a heading with ``>`` begins a column of numbers."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        made.add_column(
            heading.removeprefix(">"),
            justify="right" if heading.startswith(">") else "left",
            overflow="fold",
        )
    return made


def add_row(rows: Table, *cells: str) -> None:
    """Append a row of untrusted text."""
    rows.add_row(*(Text(printable(cell)) for cell in _one_line(cells)))


def _one_line(cells: Sequence[str]) -> Iterable[str]:
    return (cell.replace("\n", " ") for cell in cells)
