"""What a bulk export consists of: the whole archive, or the figures that meet conditions with the
issues they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from archive.export import answers, series_answers, tables
from archive.export.answers import Answer
from archive.export.series_answers import Links
from archive.export.tables import Table
from archive.figures import FigureRequest
from archive.issues import IssuePage, IssuesRequest
from archive.paging import MAX_PER_PAGE
from archive.query import Query
from archive.series.book import SeriesRequest
from archive.store.nouns import IssueSummary


@dataclass(frozen=True, slots=True)
class Resource:
    """Rows of one kind: ``rows`` reads them anew, in constant memory."""

    table: Table
    rows: Callable[[], Iterable[Answer]]


class Export:
    """All of the archive, or what ``asked`` asks for (whatever its page)."""

    def __init__(self, query: Query, links: Links, asked: FigureRequest) -> None:
        self._query = query
        self._links = links
        self._asked = asked
        self._whole = replace(asked, sort=FigureRequest().sort) == FigureRequest()

    def resources(self) -> Sequence[Resource]:
        """The tables, figures before the issues they stand in."""
        query, links = self._query, self._links
        figures = Resource(tables.FIGURES, self._figures)
        issues = Resource(
            tables.ISSUES, lambda: (answers.summary(row, links) for row in self._issues())
        )
        if not self._whole:
            return (figures, issues)
        return (
            figures,
            issues,
            Resource(tables.ITEMS, self._items),
            Resource(
                tables.BULLETINS,
                lambda: (answers.bulletin(*one, links) for one in query.bulletins()),
            ),
            Resource(
                tables.DEPARTMENTS,
                lambda: (answers.department(one, links) for one in query.directory.departments()),
            ),
            Resource(
                tables.OFFICIALS,
                lambda: (answers.official(one, links) for one in query.directory.officials()),
            ),
            Resource(
                tables.TOPICS,
                lambda: (answers.topic(one, links) for one in query.directory.topics()),
            ),
            Resource(
                tables.SERIES,
                lambda: (
                    series_answers.series(one, links) for one in query.series.every(SeriesRequest())
                ),
            ),
        )

    def issues(self) -> Iterator[IssuePage]:
        """The issues, whole."""
        return (self._query.issue(row.id) for row in self._issues())

    def _figures(self) -> Iterator[Answer]:
        return (
            answers.figure(stored, self._links) for stored in self._query.iter_figures(self._asked)
        )

    def _items(self) -> Iterator[Answer]:
        for row in self._issues():
            for stored in self._query.items_of(row.id):
                yield answers.item(stored, self._links)

    def _issues(self) -> Iterator[IssueSummary]:
        if self._whole:
            yield from self._pages(IssuesRequest(per_page=MAX_PER_PAGE))
            return
        figures = self._query.iter_figures(self._asked)
        ids = iter(dict.fromkeys(stored.provenance.issue for stored in figures))
        while some := tuple(islice(ids, MAX_PER_PAGE)):
            yield from self._pages(IssuesRequest(ids=some, per_page=MAX_PER_PAGE))

    def _pages(self, asked: IssuesRequest) -> Iterator[IssueSummary]:
        pages = self._query.issues(asked).pages
        for page in range(1, pages + 1):
            yield from self._query.issues(replace(asked, page=page)).issues
