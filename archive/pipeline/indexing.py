"""Bringing the index up to what the store holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from archive.errors import NotFound
from archive.index.port import IndexDocument, SearchIndex
from archive.model import IssueRecord
from archive.store.port import Store

_AT_ONCE = 200
"""Issues of one index batch: few enough for memory, enough to make the commit cheap."""


def catch_up(
    store: Store, index: SearchIndex, indexed: Callable[[int], None] = lambda _: None
) -> None:
    """Index the pending issues. The marks are cleared only after the index has committed;
    ``indexed`` is then told how many more there are in it."""
    while pending := store.pending(_AT_ONCE):
        with index.batch() as batch:
            for issue in pending:
                try:
                    record = store.record(issue)
                except NotFound:
                    batch.delete(issue)
                else:
                    batch.replace(issue, index_documents(record))
        store.mark_indexed(pending)
        indexed(len(pending))


def index_documents(record: IssueRecord) -> Iterator[IndexDocument]:
    """What the index needs of a record, item by item."""
    departments, officials = defaultdict(list), defaultdict(list)
    names: defaultdict[str, list[str]] = defaultdict(list)
    topics: defaultdict[str, list[str]] = defaultdict(list)
    findings = record.findings
    for mention in findings.department_mentions:
        names[mention.item].append(mention.surface)
        if mention.department is not None:
            names[mention.item].append(mention.department)
            departments[mention.item].append(mention.department)
    for named in findings.official_mentions:
        names[named.item].append(named.name)
        if named.official is not None:
            officials[named.item].append(named.official)
    for assignment in findings.topics:
        topics[assignment.item].append(assignment.topic)
    masthead = record.issue.masthead
    numbers = tuple(n for n in (masthead.number, masthead.number_last) if n is not None)
    for item in record.issue.items:
        path = record.issue.section_path(item.section)
        yield IndexDocument(
            id=f"{record.id}:{item.key}",
            issue=record.id,
            bulletin=record.bulletin.id,
            date=record.date,
            text=item.text,
            heading=" ".join(section.heading for section in path),
            names=_distinct(names[item.key]),
            departments=_distinct(departments[item.key]),
            officials=_distinct(officials[item.key]),
            topics=_distinct(topics[item.key]),
            numbers=numbers,
        )


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
