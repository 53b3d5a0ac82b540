"""The port every search engine implements. What the contract suite does not hold, no caller
may rely on (``tests/contracts/test_search_index.py``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from archive.index.facet import Facet as Facet  # noqa: PLC0414  # part of the port
from archive.index.language import Asked


class Sort(StrEnum):
    """Equally relevant documents come newest first; those of one day by issue, then in the order
    in which the issue holds them. Documents without a date come last."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What the index needs of an item. ``heading`` is the section path joined by spaces;
    ``departments``, ``officials``, ``topics`` and ``bulletin`` are ids, ``names`` the surface forms
    and canonical names to be found by text search as well; ``numbers`` those of the issue within
    its year (two of a joint issue)."""

    id: str
    issue: str
    bulletin: str
    date: date | None
    text: str
    heading: str = ""
    names: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Values of one facet are alternatives (OR), facets are combined (AND). ``date_from`` and
    ``date_to`` are inclusive; a document without a date matches no date filter."""

    departments: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bulletins: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """``text`` is what the user typed, in the query language (``docs/search.md``), or the same
    already read, e.g. with names resolved. Blank text matches everything; without any word
    (``。！``) nothing matches. ``facet_limit`` bounds the values of a facet, but not the months,
    and those chosen in ``filters`` come in any case."""

    text: str | Asked = ""
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[Facet, ...] = ()
    facet_limit: int = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """``score`` is comparable within one result only; 0 unless sorted by relevance to words."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class IndexResult:
    """``total`` counts all matches. Facet values come with counts over all matches, most
    frequent first (months: newest first); a facet's own selection does not narrow its counts."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetCount, ...]]


class IndexBatch(Protocol):
    """Changes that become visible together when the batch ends without an error."""

    def replace(self, issue: str, documents: Iterable[IndexDocument]) -> None:
        """Remove every document of ``issue`` and add ``documents``."""

    def delete(self, issue: str) -> None:
        """Remove every document of ``issue``; an unknown issue is no error."""


class Staleness(StrEnum):
    """Why an index must be built anew: there is none, it cannot be read, or another engine, another
    version of this program or other words (the vocabulary's) made it."""

    MISSING = "missing"
    DAMAGED = "damaged"
    ENGINE = "engine"
    VERSION = "version"
    WORDS = "words"


class SearchIndex(Protocol):
    """An engine on a folder. Several readers and one writer, across processes; may be shared
    between threads."""

    @property
    def stale(self) -> Staleness | None:
        """Why the index must be :meth:`reset` and everything be indexed again, or None if it need
        not: until then a missing index finds nothing, and :meth:`search`, :meth:`count` and
        :meth:`batch` on a foreign one raise :class:`archive.errors.StoreError`
        (``index.stale``)."""

    def reset(self) -> None:
        """Start over with an empty index. Raises :class:`archive.errors.ArchiveBusy`."""

    def batch(self) -> AbstractContextManager[IndexBatch]:
        """Begin a batch: commits when the block ends, rolls back when it raises, and releases
        the writer's lock either way. Raises :class:`archive.errors.ArchiveBusy` if another
        process holds the lock."""

    def search(self, query: IndexQuery) -> IndexResult:
        """Run a query against the last committed state, also that of other processes.

        Raises :class:`archive.errors.InvalidParameter` for a text longer than is allowed."""

    def related(self, text: str, but: str, limit: int) -> tuple[Hit, ...]:
        """Documents that speak of the same as ``text``, most alike first, equally alike ones newest
        first; never the document with the id ``but``. The score is the share, by weight, of the
        words that tell ``text`` from others, see :mod:`archive.index.likeness`."""

    def count(self) -> int:
        """The number of documents searchable now."""

    def close(self) -> None:
        """Release files; the index cannot be used afterwards."""
