"""The index on Whoosh, in pure Python: for machines that tantivy has no wheel for.

Whoosh keeps the postings, finds terms and phrases and scores them. Sets of documents (matches,
filters, facet values) are bits of integers, made once for every state of the index: see
:mod:`archive.index.whoosh_state`.
"""

from __future__ import annotations

import heapq
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import KeywordAnalyzer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.formats import Existence

from archive.index.analyzer import Analyzer
from archive.index.bits import all_of, flags_of, numbers_in
from archive.index.entry import (
    NEARNESS,
    SCORE_DECIMALS,
    UNMATCHED_WEIGHT,
    Entry,
    in_order,
    make_entry,
)
from archive.index.folder import IndexFolder, damaged
from archive.index.language import Asked, read_query
from archive.index.likeness import LEAST_SHARE, telling_words
from archive.index.port import (
    Facet,
    FacetCount,
    Hit,
    IndexBatch,
    IndexDocument,
    IndexQuery,
    IndexResult,
    Sort,
    Staleness,
)
from archive.index.whoosh_state import State

_WRITER_MEGABYTES = 128


class _Tags(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Exact values, given as a list, without frequencies."""

    def __init__(self) -> None:
        # Scorable fields keep lengths. We do not need them, but without them Whoosh looks for
        # their file once for every posting.
        super().__init__(Existence(), KeywordAnalyzer(), scorable=True)


def _schema() -> Any:
    # Terms are handed over as lists; Whoosh wants an analyzer although it then uses none.
    facets = {facet.value: _Tags() for facet in Facet}
    return fields.Schema(
        id=fields.COLUMN(VarBytesColumn()),
        issue=_Tags(),
        # Grams would multiply the index: other words are looked up by their units and confirmed
        # in the line.
        lookups=_Tags(),
        line=fields.COLUMN(VarBytesColumn()),
        heading=fields.COLUMN(VarBytesColumn()),
        number=_Tags(),
        words=fields.TEXT(analyzer=KeywordAnalyzer(), phrase=False),
        day=fields.COLUMN(NumericColumn("I")),
        newest=fields.COLUMN(NumericColumn("Q")),
        oldest=fields.COLUMN(NumericColumn("Q")),
        **facets,
    )


class WhooshIndex:
    """See :class:`archive.index.port.SearchIndex`."""

    def __init__(self, folder: IndexFolder, analyzer: Analyzer) -> None:
        self._folder = folder
        self._analyzer = analyzer
        # Whoosh's readers share a file position: one search at a time.
        self._reading = threading.Lock()
        self._opened: tuple[Path, State] | None = None

    @property
    def stale(self) -> Staleness | None:
        return self._folder.stale

    def reset(self) -> None:
        with self._folder.lock():
            self._folder.reset(_create)

    @contextmanager
    def batch(self) -> Iterator[IndexBatch]:
        with self._folder.lock():
            data = self._folder.current()
            if data is None:
                data = self._folder.reset(_create)
            batch = _Batch()
            yield batch
            batch.write(index.open_dir(str(data)), self._analyzer)

    def count(self) -> int:
        with self._reading:
            state = self._state()
            return state.live.bit_count() if state else 0

    def search(self, query: IndexQuery) -> IndexResult:
        typed = query.text
        asked = typed if isinstance(typed, Asked) else read_query(typed, self._analyzer)
        with self._reading:
            state = self._state()
            if state is None:
                return IndexResult(0, (), dict.fromkeys(query.facets, ()))
            text = state.matching(asked.condition)
            filters = state.filters(query.filters)
            matches = all_of(text, filters.values())
            if query.sort is Sort.RELEVANCE and asked.words:
                hits = _ranked(state, matches, asked, query)
            else:
                hits = _sorted(state, matches, query)
            return IndexResult(matches.bit_count(), hits, _facets(state, text, filters, query))

    def related(self, text: str, but: str, limit: int) -> tuple[Hit, ...]:
        with self._reading:
            state = self._state()
            if state is None:
                return ()
            postings: dict[str, int] = {}

            def documents_with(word: str) -> int:
                postings[word] = state.posted("words", word.encode())
                return postings[word].bit_count()

            words = self._analyzer.index_terms(text).words
            weights = telling_words(words, documents_with, state.live.bit_count())
            shares: defaultdict[int, float] = defaultdict(float)
            for word, weight in weights.items():
                for number in numbers_in(postings[word] & state.live, state.size):
                    shares[number] += weight
            alike = (
                (-round(share, SCORE_DECIMALS), state.newest[number], number)
                for number, share in shares.items()
                if round(share, SCORE_DECIMALS) >= LEAST_SHARE and state.ids[number] != but
            )
            best = heapq.nsmallest(limit, alike)
            return tuple(Hit(state.ids[number], -share) for share, _, number in best)

    def close(self) -> None:
        with self._reading:
            if self._opened is not None:
                self._opened[1].close()
                self._opened = None

    def _state(self) -> State | None:
        """The last commit, of whichever process; None if nothing was ever indexed."""
        data = self._folder.current()
        if data is None:
            return None
        if self._opened is not None:
            path, state = self._opened
            if path == data and state.up_to_date():
                return state
            state.close()
            self._opened = None
        try:
            state = State(index.open_dir(str(data)))
        except Exception as error:  # Damaged files make Whoosh raise whatever comes first.
            raise damaged(data) from error
        self._opened = (data, state)
        return state


class _Batch:
    """Collects the changes. They are written at the end: Whoosh cannot take back a document of
    the same commit, which replacing an issue twice asks for."""

    def __init__(self) -> None:
        self._issues: dict[str, tuple[IndexDocument, ...]] = {}

    def replace(self, issue: str, documents: Iterable[IndexDocument]) -> None:
        self._issues[issue] = tuple(documents)

    def delete(self, issue: str) -> None:
        self._issues[issue] = ()

    def write(self, whoosh: Any, analyzer: Analyzer) -> None:
        if not self._issues:
            return
        writer = whoosh.writer(limitmb=_WRITER_MEGABYTES)
        try:
            # One searcher for all deletions, not one for each.
            with writer.searcher() as searcher:
                for issue in self._issues:
                    writer.delete_by_term("issue", issue, searcher=searcher)
            for documents in self._issues.values():
                for place, document in enumerate(documents):
                    writer.add_document(**_fields(make_entry(analyzer, document, place)))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


def _ranked(state: State, matches: int, asked: Asked, query: IndexQuery) -> tuple[Hit, ...]:
    total = [0.0] * state.size
    for word in asked.ranked:
        for number, score in zip(*state.scores(word), strict=True):
            total[number] += score
    counted = [(state.containing(pair), NEARNESS) for pair in asked.near]
    counted += [(state.matching(one), NEARNESS) for one in asked.named]
    if asked.typed != asked.words:
        counted += [(state.containing(word), UNMATCHED_WEIGHT) for word in asked.typed]
    for documents, score in counted:
        for number in numbers_in(documents & matches, state.size):
            total[number] += score
    newest = state.newest
    best = heapq.nsmallest(
        query.offset + query.limit,
        ((-round(total[n], SCORE_DECIMALS), newest[n], n) for n in numbers_in(matches, state.size)),
    )
    return tuple(Hit(state.ids[n], -score) for score, _, n in best[query.offset :])


def _sorted(state: State, matches: int, query: IndexQuery) -> tuple[Hit, ...]:
    order = state.order_oldest if query.sort is Sort.OLDEST else state.order
    flags = flags_of(matches, state.size)
    matching = (number for number in order if flags[number >> 3] >> (number & 7) & 1)
    page = islice(matching, query.offset, query.offset + query.limit)
    return tuple(Hit(state.ids[number], 0.0) for number in page)


def _facets(
    state: State, text: int, filters: Mapping[Facet | None, int], query: IndexQuery
) -> dict[Facet, tuple[FacetCount, ...]]:
    """Counts over all matches; a facet is counted without its own selection."""
    counted: dict[Facet, tuple[FacetCount, ...]] = {}
    for facet in query.facets:
        others = (passing for name, passing in filters.items() if name is not facet)
        counting = all_of(text, others)
        counts = (
            (value, count)
            for value, documents in state.values[facet].items()
            if (count := (documents & counting).bit_count())
        )
        counted[facet] = in_order(facet, counts, query)
    return counted


def _fields(entry: Entry) -> dict[str, object]:
    lists: dict[str, Sequence[str]] = {
        "issue": [entry.issue],
        "lookups": list(entry.lookups),
        "words": entry.words,
        "number": entry.numbers,
        **{facet.value: values for facet, values in entry.facets.items()},
    }
    return {
        **{name: values for name, values in lists.items() if values},
        "id": entry.id.encode(),
        "line": entry.line.encode(),
        "heading": entry.heading.encode(),
        "day": entry.day or 0,
        "newest": entry.newest,
        "oldest": entry.oldest,
    }


def _create(data: Path) -> None:
    index.create_in(str(data), _schema())
