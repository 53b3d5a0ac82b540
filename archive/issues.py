"""Issues: lists of them, all that the page of one shows, and the images of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import InvalidParameter, NotFound
from archive.images import PageImages
from archive.index.analyzer import QueryWord
from archive.index.port import SearchIndex
from archive.index.snippets import highlights
from archive.model import Box, IssueRecord, Item, Span
from archive.paging import DEFAULT_PER_PAGE, check_page, page_count
from archive.phrases import Frequencies, KeyPhrase, key_phrases
from archive.store.conditions import IssueFilter, IssueSort
from archive.store.nouns import Errata, IssueSummary, StoredFigure
from archive.store.port import Store


@dataclass(frozen=True, slots=True)
class IssuesRequest:
    """Issues as asked; conditions as in :class:`archive.store.conditions.IssueFilter`."""

    bulletin: str | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    imported_from: dt.date | None = None
    imported_to: dt.date | None = None
    ids: tuple[str, ...] = ()
    sort: IssueSort = IssueSort.NEWEST
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """One page of issues; ``missing`` are the ids asked for that the archive does not have."""

    request: IssuesRequest
    total: int
    pages: int
    issues: tuple[IssueSummary, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Everything an issue's page shows. ``marks`` are the words of a search, by item key, and
    ``heading_marks`` by section key."""

    record: IssueRecord
    summary: IssueSummary
    previous: str | None
    next: str | None
    figures: tuple[StoredFigure, ...]
    marks: Mapping[str, tuple[Span, ...]]
    heading_marks: Mapping[str, tuple[Span, ...]]
    errata: Errata
    phrases: tuple[KeyPhrase, ...]
    """What the issue speaks of more than others do."""


class Issues:
    """Answers questions about the issues of one archive."""

    def __init__(
        self,
        store: Store,
        index: SearchIndex,
        images: PageImages,
        no_key_phrases: frozenset[str],
    ) -> None:
        self._store = store
        self._index = index
        self._images = images
        self._no_key_phrases = no_key_phrases
        self._frequencies = Frequencies(index)

    def page(self, request: IssuesRequest) -> IssuesPage:
        """A page of issues. Raises :class:`InvalidParameter`."""
        check_page(request.page, request.per_page)
        conditions = IssueFilter(
            request.bulletin,
            request.date_from,
            request.date_to,
            request.imported_from,
            request.imported_to,
            request.ids or None,
        )
        offset = (request.page - 1) * request.per_page
        total, rows = self._store.summaries(conditions, offset, request.per_page, request.sort)
        pages = page_count(total, request.page, request.per_page)
        missing: tuple[str, ...] = ()
        if request.ids:
            _, all_of_them = self._store.summaries(
                IssueFilter(ids=request.ids), 0, len(request.ids)
            )
            known = {row.id for row in all_of_them}
            missing = tuple(one for one in dict.fromkeys(request.ids) if one not in known)
        return IssuesPage(request, total, pages, tuple(rows), missing)

    def one(self, issue: str, words: Sequence[QueryWord]) -> IssuePage:
        """An issue with its figures; ``words`` are marked in it. Raises :class:`NotFound`."""
        record = self._store.record(issue)
        previous, following = self._store.neighbours(issue)
        figures = self._store.issue_figures(issue)
        named = {
            section.key: highlights(section.heading, words) for section in record.issue.sections
        }
        return IssuePage(
            record,
            self._store.summary(issue),
            previous,
            following,
            tuple(figures),
            _marks(record, words),
            {key: spans for key, spans in named.items() if spans},
            self._store.errata(issue),
            key_phrases(
                (item.text for item in record.issue.items),
                self._index,
                # The index follows the store.
                self._frequencies.at((self._store.state().mark, self._index.count())),
                self._no_key_phrases,
            ),
        )

    def page_image(
        self, issue: str, page: int, width: int, item: str | None = None, span: Span | None = None
    ) -> bytes:
        """A page as PNG, ``width`` pixels wide, with the place of ``span`` in ``item`` boxed.

        Raises :class:`NotFound` for an unknown issue, page or item, :class:`InvalidParameter` for
        a span outside the item, :class:`archive.errors.SourceError` if it cannot be rendered."""
        record = self._store.record(issue)
        info = next((p for p in record.issue.pages if p.number == page), None)
        if info is None:
            raise NotFound(f"{issue} 没有第 {page} 页", hint=f"该期共 {len(record.issue.pages)} 页")
        boxes: tuple[Box, ...] = ()
        if item is not None and span is not None:
            found = quoted_item(record, item, span)
            boxes = tuple(box for box in found.boxes(span) if box.page == page)
        source = record.issue.source
        return self._images.png(
            self._store.original(source.sha256), source.sha256, info, width, boxes
        )

    def original(self, issue: str) -> tuple[Path, str]:
        """The original file and the name it was imported under."""
        summary = self._store.summary(issue)
        return self._store.original(summary.source_sha256), summary.source_name


def quoted_item(record: IssueRecord, key: str, span: Span) -> Item:
    """The item ``key`` of ``record``, whose text must hold ``span``.

    Raises :class:`NotFound` for an unknown item, :class:`InvalidParameter` for a span outside."""
    item = next((item for item in record.issue.items if item.key == key), None)
    if item is None:
        raise NotFound(f"{record.id} 没有条目 {key}")
    if not 0 <= span.start < span.end <= len(item.text):
        raise InvalidParameter(
            f"条目 {key} 共 {len(item.text)} 字，{span.start}-{span.end} 不在其中",
            parameter="highlight",
        )
    return item


def _marks(record: IssueRecord, words: Sequence[QueryWord]) -> dict[str, tuple[Span, ...]]:
    """The words in each item that has them or, where the text prints another name of a department
    that has them, that name."""
    marks = {item.key: highlights(item.text, words) for item in record.issue.items}
    mentions: dict[str, list[Span]] = {}
    for mention in record.findings.department_mentions:
        if not marks[mention.item] and highlights(mention.department or "", words):
            mentions.setdefault(mention.item, []).append(mention.span)
    marks |= {key: tuple(sorted(spans)) for key, spans in mentions.items()}
    return {key: spans for key, spans in marks.items() if spans}
