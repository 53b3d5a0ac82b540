"""The order of extraction: departments first, because officials and figures refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.dates.finder import DateFinder
from archive.extraction.dates.periods import PeriodReader
from archive.extraction.departments.finder import DepartmentFinder
from archive.extraction.departments.publisher import publisher_department, speaking_first
from archive.extraction.departments.publisher_in_full import with_full_publisher
from archive.extraction.figures.finder import FigureFinder
from archive.extraction.figures.in_tables import TableReader
from archive.extraction.lexicon import lexicon
from archive.extraction.named import Named
from archive.extraction.numerals import HAN_NUMERALS
from archive.extraction.officials.in_tables import OfficialReader
from archive.extraction.topics import TopicFinder
from archive.model import (
    DateMention,
    Department,
    DepartmentMention,
    Figure,
    Findings,
    Issue,
    Item,
    ItemKind,
    OfficialMention,
    Problem,
    Severity,
    TopicAssignment,
)
from archive.vocabulary import Vocabulary

LONGEST_ITEM = 100_000
"""Characters beyond which an item is no item but an attack, or a file read wrongly."""

MOST_NAMES = 20_000
"""Words in one issue that may belong to the name of an organisation or be a title; three times
what a bulletin of a hundred pages has. Reading costs time by their number: more are refused."""

MOST_NUMBERS = 20_000
"""Numbers in one issue, twice what a statistical bulletin of a hundred pages has; more
are refused like too many names."""

_NUMBER = re.compile(rf"[0-9０-９.,{HAN_NUMERALS}]{{1,15}}")
_SENTENCE_END = re.compile("[。！？；]")
_POINTS = re.compile("[下附]表|如下")
_TOO_LONG = "extraction.item_too_long"
_TOO_DENSE = "extraction.too_many_names"
_TOO_MANY_NUMBERS = "extraction.too_many_numbers"


def extract(issue: Issue, vocabulary: Vocabulary) -> Findings:
    """Read an issue's findings. Pure, never raises on any text, linear in its length."""
    context, publisher = _context(issue, vocabulary)
    departments = DepartmentFinder(context)
    officials = OfficialReader(context)
    dates = DateFinder(context, issue.sections)
    periods = PeriodReader(context, dates)
    figures = FigureFinder(context, periods)
    tables = TableReader(context, dates, periods)
    topics = TopicFinder(issue, vocabulary)
    mentions: list[DepartmentMention] = []
    people: list[OfficialMention] = []
    numbers: list[Figure] = []
    days: list[DateMention] = []
    assignments: list[TopicAssignment] = []
    records = {record.id: record for record in (publisher, publisher_department(context)) if record}
    problems: list[Problem] = []
    texts = [ItemText(item) for item in issue.items]
    departments.learn(texts)
    found = [
        (before, text, _organisations(text, departments, officials))
        for before, text in _readable(texts, context, problems)
    ]
    for _, text, named in found:
        departments.learn_names(text.text, named)
    for before, text, named_alone in found:
        item = text.item
        named = departments.settle(text.text, named_alone)
        _collect(records, named)
        mentions += departments.mentions(text, named)
        times = dates.find(text)
        days += dates.mentions(text, times)
        assignments += topics.find(item)
        holders = officials.find(text, named)
        people += holders
        if item.kind is ItemKind.TABLE:
            numbers += tables.find(text, named, _introduction(before, item))
        else:
            numbers += figures.find(text, named, times, holders)
    recipients, named = departments.recipients(issue.colophon)
    _collect(records, named)
    _collect_held(records, people, context)
    return Findings(
        recipients=tuple(recipients),
        departments=tuple(records.values()),
        department_mentions=tuple(mentions),
        official_mentions=tuple(people),
        figures=tuple(numbers),
        topics=tuple(assignments),
        dates=tuple(days),
        problems=tuple(problems),
        publisher=publisher.id if publisher else None,
    )


def _readable(
    texts: list[ItemText], context: IssueContext, problems: list[Problem]
) -> Iterator[tuple[Item | None, ItemText]]:
    """The texts that can be read, each with the item before it; what is refused is a problem."""
    names = counted = 0
    for before, text in zip([None, *texts], texts, strict=False):
        item = text.item
        if len(item.text) > LONGEST_ITEM:
            message = f"条目 {item.key} 超过 {LONGEST_ITEM} 字，未从中提取部门、官员和数据"
            problems.append(Problem(_TOO_LONG, Severity.WARNING, message, item=item.key))
            continue
        names += context.lexicon.count_names(item.text)
        if names > MOST_NAMES:
            message = f"本期疑似机构名和职务超过 {MOST_NAMES} 处，自条目 {item.key} 起未再提取"
            problems.append(Problem(_TOO_DENSE, Severity.WARNING, message, item=item.key))
            break
        counted += sum(1 for _ in _NUMBER.finditer(item.text))
        if counted > MOST_NUMBERS:
            message = f"本期数字超过 {MOST_NUMBERS} 处，自条目 {item.key} 起未再提取"
            problems.append(Problem(_TOO_MANY_NUMBERS, Severity.WARNING, message, item=item.key))
            break
        yield before.item if before else None, text


def _organisations(
    text: ItemText, departments: DepartmentFinder, officials: OfficialReader
) -> list[Named]:
    """The organisations of an item, found again where one began with a personal name."""
    named = departments.find(text)
    legible = officials.without_swallowed(text, named)
    return departments.find(legible) if legible is not None else named


def _context(issue: Issue, vocabulary: Vocabulary) -> tuple[IssueContext, Department | None]:
    """What holds for the issue, read with the publisher first that speaks in it, and the publisher
    printed first."""
    spoken = speaking_first(issue)
    context = with_full_publisher(IssueContext.of(spoken, lexicon(vocabulary)))
    if spoken is issue:
        return context, publisher_department(context)
    printed = with_full_publisher(IssueContext.of(issue, lexicon(vocabulary)))
    return context, publisher_department(printed)


def _collect_held(
    records: dict[str, Department], people: list[OfficialMention], context: IssueContext
) -> None:
    """Records of the departments that officials hold posts in and no text names: 副市长 alone."""
    for person in people:
        name = person.department
        if name is not None and name not in records:
            within = [place for place in context.places if name.startswith(place)]
            records[name] = Department(name, jurisdiction=max(within, key=len, default=""))


def _introduction(before: Item | None, table: Item) -> str:
    """The sentence before a table that leads to it: it has no end (本周办件情况如下：), or points
    to it (三季度进度见下表。)."""
    if before is None or before.section != table.section or before.kind is ItemKind.TABLE:
        return ""
    *others, last = _SENTENCE_END.split(before.text)
    pointing = others[-1] if others and not last else ""
    return last or (pointing if _POINTS.search(pointing) else "")


def _collect(records: dict[str, Department], named: list[Named]) -> None:
    """Keep one authority record for each id, the one that knows more names."""
    for entry in named:
        record = entry.department
        if record is None:
            continue
        known = records.get(record.id)
        if known is None or (known.provisional and not record.provisional):
            records[record.id] = record
        elif record is not known and not set(record.aliases) <= set(known.aliases):
            aliases = dict.fromkeys((*known.aliases, *record.aliases))
            records[record.id] = replace(known, aliases=tuple(aliases))
        if record.parent and record.parent not in records:
            records[record.parent] = Department(id=record.parent, jurisdiction=record.jurisdiction)
