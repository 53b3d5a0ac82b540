"""Records to rows of the tables and back."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Row

from archive.model import (
    ComparisonKind,
    Department,
    Figure,
    IssueRecord,
    Item,
    OfficialMention,
    Period,
    PeriodType,
    Provenance,
)
from archive.serial import dump_record, load_record
from archive.store.nouns import IssueSummary, StoredFigure, StoredItem, Strand, Vintage

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _ItemContent:
    item: Item
    section_path: tuple[str, ...]
    departments: tuple[str, ...]
    officials: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FigureContent:
    figure: Figure
    provenance: Provenance


# Made once: a decoder takes longer to make than to use.
_PUBLISHERS = msgspec.json.Decoder(tuple[str, ...])
_ITEM_CONTENT = msgspec.json.Decoder(_ItemContent)
_FIGURE_CONTENT = msgspec.json.Decoder(_FigureContent)


def issue_values(record: IssueRecord, imported_at: dt.datetime) -> Values:
    """The row of an issue but for its id; ``imported_at`` is kept in UTC."""
    issue, findings, masthead = record.issue, record.findings, record.issue.masthead
    return {
        "key": record.id,
        "bulletin": record.bulletin.id,
        "title": masthead.title,
        "publishers": msgspec.json.encode(masthead.publishers),
        "year": masthead.year,
        "number": masthead.number,
        "number_last": masthead.number_last,
        "serial": masthead.serial,
        "date": record.date,
        "position": ":".join(
            (
                str(record.date or masthead.year or "0000"),
                f"{masthead.number or 0:09d}",
                record.id,
            )
        ),
        "pages": len(issue.pages),
        "items": len(issue.items),
        "figures": len(findings.figures),
        "problems": len(issue.problems) + len(findings.problems),
        "source_name": issue.source.name,
        "source_sha256": issue.source.sha256,
        "rules_version": record.rules_version,
        "imported_at": imported_at.astimezone(dt.UTC).replace(tzinfo=None),
        "record": zlib.compress(dump_record(record)),
    }


def item_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    """The rows of an issue's items."""
    departments, officials = defaultdict(list), defaultdict(list)
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for mention in record.findings.department_mentions:
        if mention.department:
            departments[mention.item].append(mention.department)
    for named in record.findings.official_mentions:
        if named.official:
            officials[named.item].append(named.official)
    for assignment in record.findings.topics:
        topics[assignment.item].append(assignment.topic)
    paths = _section_paths(record)
    return [
        {
            "issue_pk": issue_pk,
            "ordinal": ordinal,
            "key": item.key,
            "content": _pack(
                _ItemContent(
                    item,
                    paths.get(item.section, ()),
                    _distinct(departments[item.key]),
                    _distinct(officials[item.key]),
                    _distinct(topics[item.key]),
                )
            ),
        }
        for ordinal, item in enumerate(record.issue.items)
    ]


def heading_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    texts = dict.fromkeys(section.heading for section in record.issue.sections)
    return [{"issue_pk": issue_pk, "text": text} for text in texts if text]


def department_mention_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    ordinals = _ordinals(record)
    return [
        {
            "issue_pk": issue_pk,
            "item": ordinals[mention.item],
            "start": mention.span.start,
            "end": mention.span.end,
            "surface": mention.surface,
            "department": mention.department,
        }
        for mention in record.findings.department_mentions
    ]


def official_mention_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    ordinals = _ordinals(record)
    return [
        {
            "issue_pk": issue_pk,
            "item": ordinals[mention.item],
            "start": mention.span.start,
            "end": mention.span.end,
            "official": mention.official,
        }
        for mention in record.findings.official_mentions
    ]


def official_post_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    ordinals = _ordinals(record)
    return [
        {
            "issue_pk": issue_pk,
            "item": ordinals[mention.item],
            "official": mention.official,
            "department": department,
            "title": title,
        }
        for mention in record.findings.official_mentions
        if mention.official
        for title, department in _posts(mention)
        if department
    ]


def _posts(mention: OfficialMention) -> Iterable[tuple[str, str | None]]:
    departments = mention.post_departments or (mention.department,) * len(mention.titles)
    return zip(mention.titles, departments, strict=True)


def erratum_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    return [
        {
            "issue_pk": issue_pk,
            "item": one.item,
            "year": one.year,
            "number": one.number,
            "serial": one.serial,
        }
        for one in record.issue.errata
    ]


def official_values(record: IssueRecord) -> list[Values]:
    names = {m.official: m.name for m in record.findings.official_mentions if m.official}
    return [{"id": official, "name": name} for official, name in names.items()]


def item_topic_values(record: IssueRecord, issue_pk: int) -> list[Values]:
    ordinals = _ordinals(record)
    assigned = dict.fromkeys((ordinals[one.item], one.topic) for one in record.findings.topics)
    return [{"issue_pk": issue_pk, "item": item, "topic": topic} for item, topic in assigned]


def figure_values(
    record: IssueRecord,
    issue_pk: int,
    provenances: Sequence[Provenance],
    strands: Sequence[int],
) -> tuple[list[Values], list[Values], list[Values]]:
    """The rows of an issue's figures in order of the text, of their contents and of their words;
    ``provenances`` go with the figures one to one, the keys of ``strands`` with the rows."""
    ordinals = _ordinals(record)
    in_order = sorted(
        zip(record.findings.figures, provenances, strict=True),
        key=lambda pair: (ordinals[pair[0].item], pair[0].span),
    )
    figures = [
        {
            "issue_pk": issue_pk,
            "ordinal": ordinal,
            "item": ordinals[figure.item],
            "start": figure.span.start,
            "end": figure.span.end,
            "strand": strand,
            "period_start": figure.period.start if figure.period else None,
            "period_end": figure.period.end if figure.period else None,
            "has_change": figure.change_from is not None or figure.comparison is not None,
            "value_number": float(figure.value),
        }
        for ordinal, ((figure, _), strand) in enumerate(zip(in_order, strands, strict=True))
    ]
    contents = [
        {
            "issue_pk": issue_pk,
            "ordinal": ordinal,
            "content": _pack(_FigureContent(figure, provenance)),
        }
        for ordinal, (figure, provenance) in enumerate(in_order)
    ]
    words = [
        {
            "issue_pk": issue_pk,
            "ordinal": ordinal,
            "words": "\n".join((figure.metric or "", figure.subject or "", provenance.quote)),
        }
        for ordinal, (figure, provenance) in enumerate(in_order)
    ]
    return figures, contents, words


def strand_values(record: IssueRecord) -> list[Values]:
    """The strand of each figure in the order of :func:`figure_values`."""
    ordinals = _ordinals(record)
    items = {item.key: item for item in record.issue.items}
    headings = {section.key: section.heading for section in record.issue.sections}
    surfaces: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for mention in record.findings.department_mentions:
        surfaces[mention.item, mention.department].add(mention.surface)
    seen: Counter[tuple[object, ...]] = Counter()
    strands: list[Values] = []
    for figure in sorted(
        record.findings.figures, key=lambda figure: (ordinals[figure.item], figure.span)
    ):
        item = items[figure.item]
        values: Values = {
            "bulletin": record.bulletin.id,
            "metric": figure.metric or "",
            "subject": figure.subject or "",
            "unit": figure.unit,
            "period_type": figure.period_type or "",
            "comparison": figure.comparison.kind if figure.comparison else "",
            "scope": (item.table and item.table.caption) or headings.get(item.section, ""),
            "tabular": item.table is not None,
            "row": _row_label(item, figure, surfaces[figure.item, figure.subject]),
        }
        seen[tuple(values.values())] += 1
        strands.append(values | {"nth": seen[tuple(values.values())]})
    return strands


def _row_label(item: Item, figure: Figure, surfaces: Set[str]) -> str:
    """The label of a table's row, unless metric or subject (printed as one of ``surfaces``) say
    it already."""
    label = item.row_label(figure.span) or ""
    said = label in (figure.metric or "") or label == figure.subject
    return "" if said or any(surface in label for surface in surfaces) else label


def department_values(department: Department) -> Values:
    return {
        "id": department.id,
        "provisional": department.provisional,
        "content": msgspec.json.encode(department),
    }


def record_of(row: Row[Any]) -> IssueRecord:
    """The record under the id it is stored under now."""
    return replace(load_record(zlib.decompress(row.record)), id=row.id)


def summary_of(row: Row[Any]) -> IssueSummary:
    return IssueSummary(
        id=row.id,
        bulletin=row.bulletin,
        title=row.title,
        publishers=_PUBLISHERS.decode(row.publishers),
        year=row.year,
        number=row.number,
        serial=row.serial,
        date=row.date,
        pages=row.pages,
        items=row.items,
        figures=row.figures,
        problems=row.problems,
        source_name=row.source_name,
        source_sha256=row.source_sha256,
        imported_at=row.imported_at.replace(tzinfo=dt.UTC),
        superseded_by=None if row.current else row.key,
        number_last=row.number_last,
    )


def stored_item_of(content: bytes, issue: IssueSummary) -> StoredItem:
    unpacked = _ITEM_CONTENT.decode(zlib.decompress(content))
    return StoredItem(
        id=f"{issue.id}:{unpacked.item.key}",
        issue=issue,
        section_path=unpacked.section_path,
        item=unpacked.item,
        departments=unpacked.departments,
        officials=unpacked.officials,
        topics=unpacked.topics,
    )


def strand_of(row: Row[Any], issues: Sequence[str], dates: Sequence[dt.date | None]) -> Strand:
    """From the row and the ids and dates of the issues that print it, in order of time."""
    known = [day for day in dates if day is not None]
    return Strand(
        pk=row.pk,
        bulletin=row.bulletin,
        metric=row.metric,
        subject=row.subject or None,
        unit=row.unit,
        period_type=PeriodType(row.period_type) if row.period_type else None,
        comparison=ComparisonKind(row.comparison) if row.comparison else None,
        scope=row.scope,
        tabular=row.tabular,
        row=row.row or None,
        nth=row.nth,
        issues=tuple(issues),
        first=min(known, default=None),
        last=max(known, default=None),
    )


def stored_figure_of(row: Row[Any]) -> StoredFigure:
    """From the figure's ``content`` and its issue's ``id``, ``bulletin`` and ``date``."""
    unpacked = _FIGURE_CONTENT.decode(zlib.decompress(row.content))
    figure, proof = unpacked.figure, unpacked.provenance
    return StoredFigure(
        id=f"{row.id}:{figure.item}:{figure.span.start}-{figure.span.end}",
        figure=figure,
        bulletin=row.bulletin,
        issue_date=row.date,
        # Only a superseded issue goes by another id than that it was stored under.
        provenance=proof if proof.issue == row.id else replace(proof, issue=row.id),
    )


def vintage_of(row: Any) -> Vintage:
    """From a figure's key and period and its issue's ``id``, ``key``, ``current`` and ``date``."""
    known = row.period_start is not None and row.period_end is not None
    return Vintage(
        place=(row.issue_pk, row.ordinal),
        issue=row.id,
        issue_date=row.date,
        superseded_by=None if row.current else row.key,
        period=Period(row.period_start, row.period_end) if known else None,
    )


def _section_paths(record: IssueRecord) -> dict[str, tuple[str, ...]]:
    # Sections come outermost first, so a parent's path is known before its children's.
    paths: dict[str, tuple[str, ...]] = {"": ()}
    for section in record.issue.sections:
        paths[section.key] = (*paths.get(section.parent, ()), section.heading)
    return paths


def _ordinals(record: IssueRecord) -> dict[str, int]:
    return {item.key: ordinal for ordinal, item in enumerate(record.issue.items)}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _pack(content: object) -> bytes:
    return zlib.compress(msgspec.json.encode(content))
