"""Small invented records for tests of store, pipeline and command."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path

from archive.model import (
    Bulletin,
    Colophon,
    Department,
    DepartmentMention,
    Figure,
    Findings,
    Issue,
    IssueRecord,
    Item,
    Masthead,
    OfficialMention,
    PageInfo,
    Problem,
    Provenance,
    Run,
    Section,
    Severity,
    SourceFile,
    Span,
    TopicAssignment,
)

PUBLISHER = "云川省政务服务中心"
COMMERCE = "云川省商务厅"
RULES = "rules-1"


def make_record(
    content: bytes = b"a",
    number: int = 1,
    *,
    title: str = "政务服务周报",
    date: dt.date | None = dt.date(2024, 1, 5),
    text: str = "商务厅厅长郑远山介绍，本周受理608件。",
    value: str = "608",
    metric: str = "受理",
    rules: str = RULES,
    record_id: str | None = None,
) -> IssueRecord:
    """A record with one section and two items; the first names a department, an official and
    one figure, ``value`` 件 of ``metric``."""
    surface = f"{value}件"
    start = text.index(surface)
    item = Item("1-1", "1", "1.", text, (_run(text),))
    second = Item("1-2", "1", "2.", "窗口开展业务培训。", (_run("窗口开展业务培训。"),))
    bulletin = Bulletin(f"{PUBLISHER}-{title}", title, (PUBLISHER,))
    findings = Findings(
        departments=(
            Department(COMMERCE, "云川省", aliases=("省商务厅", "商务厅")),
            Department(PUBLISHER, "云川省", provisional=True),
        ),
        department_mentions=(DepartmentMention("1-1", Span(0, 3), "商务厅", COMMERCE, "list"),),
        official_mentions=(
            OfficialMention(
                "1-1", Span(5, 8), "郑远山", ("厅长",), COMMERCE, f"郑远山@{COMMERCE}", "title"
            ),
        ),
        figures=(
            Figure(
                "1-1",
                Span(start, start + len(surface)),
                surface,
                Decimal(value),
                "件",
                metric,
                None,
                "count",
            ),
        ),
        topics=(TopicAssignment("1-1", "综合窗口", "heading"),),
        publisher=PUBLISHER,
    )
    issue = Issue(
        SourceFile(hashlib.sha256(content).hexdigest(), f"{number}.pdf", "application/pdf", 1),
        (PageInfo(1, 595.0, 842.0), PageInfo(2, 595.0, 842.0)),
        Masthead(title, (PUBLISHER,), date.year if date else 2024, number, date=date),
        (Section("1", "", 1, "一、", "政务服务动态"),),
        (item, second),
        Colophon(),
        (Problem("outline.number_skipped", Severity.WARNING, "编号不连续", 1),),
    )
    return IssueRecord(record_id or f"{title}-2024-{number}", bulletin, issue, findings, rules)


def provenances_of(record: IssueRecord) -> tuple[Provenance, ...]:
    """What the pipeline hands to the store with a record's figures."""
    items = {item.key: item for item in record.issue.items}
    return tuple(
        Provenance(
            record.id,
            figure.item,
            figure.span,
            (1,),
            items[figure.item].boxes(figure.span),
            items[figure.item].text,
            figure.span,
            record.issue.source.sha256,
            figure.rule,
            record.rules_version,
        )
        for figure in record.findings.figures
    )


def original_of(folder: Path, content: bytes = b"a") -> Path:
    """A file with ``content``, as it would be imported."""
    path = folder / f"{hashlib.sha256(content).hexdigest()[:8]}.pdf"
    path.write_bytes(content)
    return path


def _run(text: str) -> Run:
    return Run(0, 1, 100.0, 116.0, tuple(80.0 + 16 * i for i in range(len(text) + 1)))
