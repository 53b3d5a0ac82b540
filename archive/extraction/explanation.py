"""Why the archive says what it says: every finding with its place and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.model import Box, Figure, IssueRecord, Span, boxes_of


class FindingKind(StrEnum):
    """What sort of finding it is."""

    DEPARTMENT = "department"
    OFFICIAL = "official"
    FIGURE = "figure"
    DATE = "date"
    TOPIC = "topic"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding proved: ``surface`` stands at ``span`` of an item's text (of a recipient: of the
    colophon's entry), on ``pages`` at ``boxes``; ``meaning`` is what was made of it by ``rule``.
    A topic has the whole item for its span."""

    kind: FindingKind
    item: str
    span: Span
    surface: str
    meaning: str
    rule: str
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]


def explain(record: IssueRecord) -> list[Explanation]:
    """Every finding of an issue, item by item in order of the text, recipients last."""
    order = {item.key: place for place, item in enumerate(record.issue.items)}
    texts = {item.key: item for item in record.issue.items}

    def proved(
        kind: FindingKind, item: str, span: Span, surface: str, meaning: str, rule: str
    ) -> Explanation:
        boxes = texts[item].boxes(span)
        return Explanation(kind, item, span, surface, meaning, rule, _pages(boxes), boxes)

    findings = record.findings
    found = [
        *(
            proved(
                FindingKind.DEPARTMENT,
                one.item,
                one.span,
                one.surface,
                _or(one.department),
                one.rule,
            )
            for one in findings.department_mentions
        ),
        *(
            proved(
                FindingKind.OFFICIAL,
                one.item,
                one.span,
                one.name,
                "、".join(one.titles) + f"（{_or(one.department)}）",
                one.rule,
            )
            for one in findings.official_mentions
        ),
        *(
            proved(FindingKind.FIGURE, one.item, one.span, one.surface, _figure(one), one.rule)
            for one in findings.figures
        ),
        *(
            proved(
                FindingKind.DATE,
                one.item,
                one.span,
                one.surface,
                _days(one.first, one.last),
                one.rule,
            )
            for one in findings.dates
        ),
        *(
            proved(
                FindingKind.TOPIC,
                one.item,
                Span(0, len(texts[one.item].text)),
                "",
                one.topic,
                one.rule,
            )
            for one in findings.topics
        ),
    ]
    found.sort(key=lambda one: (order[one.item], one.span))
    return [*found, *_recipients(record)]


def _recipients(record: IssueRecord) -> Iterator[Explanation]:
    entries = record.issue.colophon.entries
    for one in record.findings.recipients:
        boxes = boxes_of(entries[one.entry].runs, one.span)
        label = entries[one.entry].label
        yield Explanation(
            FindingKind.RECIPIENT, label, one.span, one.surface, _or(one.department), one.rule,
            _pages(boxes), boxes,
        )  # fmt: skip


def _pages(boxes: tuple[Box, ...]) -> tuple[int, ...]:
    return tuple(sorted({box.page for box in boxes}))


def _or(name: str | None) -> str:
    return name or "未能判定"


def _days(first: object, last: object) -> str:
    return str(first) if first == last else f"{first} 至 {last}"


def _figure(figure: Figure) -> str:
    """受理 120 件；主体 …；时段 week 2023-12-04 至 2023-12-08."""
    number = f"{figure.value}"
    if figure.value_high is not None:
        number += f"—{figure.value_high}"
    parts = [f"{figure.metric or '指标不详'} {number} {figure.unit}"]
    if figure.qualifier:
        parts.append(f"限定 {figure.qualifier}")
    if figure.change_from is not None:
        parts.append(f"原 {figure.change_from}")
    if figure.comparison:
        parts.append(f"{figure.comparison.kind} {'+' if figure.comparison.sign > 0 else '-'}")
    if figure.subject:
        parts.append(f"主体 {figure.subject}")
    if figure.period_type or figure.period:
        period = figure.period
        days = _days(period.start, period.end) if period else "起止不详"
        parts.append(" ".join(filter(None, ["时段", figure.period_type, days])))
    return "；".join(parts)
