"""The index on Whoosh, in pure Python: for machines that tantivy has no wheel for.

Whoosh keeps the postings, finds terms and phrases and scores them. Sets of documents (matches,
filters, facet values) are bits of Python integers, made once for every state of the index: to
intersect and count them takes microseconds where walking postings takes tenths of a second.
"""

from __future__ import annotations

import heapq
import threading
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import KeywordAnalyzer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.formats import Existence
from whoosh.query import Term

from archive.index.analyzer import Analyzer, QueryWord
from archive.index.entry import (
    NEARNESS,
    SCORE_DECIMALS,
    UNMATCHED_WEIGHT,
    Entry,
    day_range,
    in_order,
    make_entry,
    selections,
)
from archive.index.folder import IndexFolder, damaged
from archive.index.language import (
    All,
    Asked,
    Condition,
    Dated,
    Either,
    Not,
    Numbered,
    Occurs,
    Starts,
    Within,
    read_query,
)
from archive.index.likeness import LEAST_SHARE, telling_words
from archive.index.port import (
    Facet,
    FacetCount,
    Filters,
    Hit,
    IndexBatch,
    IndexDocument,
    IndexQuery,
    IndexResult,
    Sort,
)

_WRITER_MEGABYTES = 128
_CACHED_WORDS = 256


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
        self._opened: tuple[Path, _State] | None = None

    @property
    def stale(self) -> bool:
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
            matches = _all_of(text, filters.values())
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
                for number in _numbers(postings[word] & state.live, state.size):
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

    def _state(self) -> _State | None:
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
            state = _State(index.open_dir(str(data)))
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


class _State:
    """One committed state of the index. ``live`` has a bit for every document in it."""

    def __init__(self, whoosh: Any) -> None:
        self._whoosh = whoosh
        self._searcher = whoosh.searcher()
        self._reader = self._searcher.reader()
        self.size = self._reader.doc_count_all()
        self.live = _bits(self._reader.all_doc_ids(), self.size)
        # Caches of the instance: they go with it when another state takes its place.
        self.containing = lru_cache(_CACHED_WORDS)(self._containing)
        self._unit = lru_cache(_CACHED_WORDS)(self._containing_unit)
        self.scores = lru_cache(_CACHED_WORDS)(self._scores)

    def up_to_date(self) -> bool:
        return bool(self._searcher.up_to_date())

    def close(self) -> None:
        self._searcher.close()

    @cached_property
    def ids(self) -> list[str]:
        return [value.decode() for value in self._column("id", b"")]

    @cached_property
    def _lines(self) -> Any:
        return self._column("line", b"")

    @cached_property
    def _headings(self) -> Any:
        return self._column("heading", b"")

    @cached_property
    def newest(self) -> array[int]:
        return array("Q", self._column("newest", 0))

    @cached_property
    def order(self) -> list[int]:
        """All documents, newest first."""
        return sorted(range(self.size), key=self.newest.__getitem__)

    @cached_property
    def order_oldest(self) -> list[int]:
        return sorted(range(self.size), key=array("Q", self._column("oldest", 0)).__getitem__)

    @cached_property
    def days(self) -> array[int]:
        return array("I", self._column("day", 0))

    @cached_property
    def values(self) -> dict[Facet, dict[str, int]]:
        """For every facet, its values and the documents that have them."""
        return {
            facet: {text.decode(): self.posted(facet, text) for text in self._reader.lexicon(facet)}
            for facet in Facet
        }

    def filters(self, filters: Filters) -> dict[Facet | None, int]:
        """The documents that pass each filter; the range of dates stands under None."""
        passing: dict[Facet | None, int] = {}
        for facet, values in selections(filters).items():
            passing[facet] = _any_of(self.values[facet].get(value, 0) for value in values)
        if days := day_range(filters):
            passing[None] = self._between(*days)
        return passing

    def matching(self, condition: Condition) -> int:  # noqa: PLR0911  # one for each node
        """The documents for which ``condition`` holds."""
        match condition:
            case Occurs(word, heading):
                found = self.containing(word)
                return self._confirmed(word, found, self._headings) if heading else found
            case Starts(prefix):
                found = 0
                for text in self._reader.expand_prefix("lookups", prefix):
                    found |= self.posted("lookups", text)
                return found
            case Within(facet, values):
                return _any_of(self.values[facet].get(value, 0) for value in values)
            case Numbered(number):
                return self.posted("number", str(number).encode())
            case Dated(first, last):
                return self._between(first.toordinal(), last.toordinal())
            case Not(part):
                return self.live & ~self.matching(part)
            case All(parts):
                return _all_of(self.live, map(self.matching, parts))
            case Either(parts):
                return _any_of(map(self.matching, parts))

    def _between(self, first: int, last: int) -> int:
        # Undated documents have day 0, before every date.
        days = enumerate(self.days)
        passing = _bits((number for number, day in days if first <= day <= last), self.size)
        return passing & self.live

    def _containing(self, word: QueryWord) -> int:
        if word.lookup is not None:
            return self.posted("lookups", word.lookup.encode())
        candidates = _all_of(self.live, map(self._unit, word.units))
        return self._confirmed(word, candidates, self._lines)

    def _confirmed(self, word: QueryWord, candidates: int, lines: Any) -> int:
        needle = word.needle.encode()
        return _bits((n for n in _numbers(candidates, self.size) if needle in lines[n]), self.size)

    def _containing_unit(self, unit: str) -> int:
        return self.posted("lookups", unit.encode())

    def _scores(self, word: str) -> tuple[array[int], array[float]]:
        """Documents in ascending order and what the word counts in them (BM25)."""
        numbers, scores = array("L"), array("d")
        query = Term("words", word)
        for leaf, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(leaf, self._searcher.boolean_context())
            while matcher.is_active():
                numbers.append(matcher.id() + offset)
                scores.append(matcher.score())
                matcher.next()
        return numbers, scores

    def posted(self, field: str, text: bytes) -> int:
        if (field, text) not in self._reader:
            return 0
        return _bits(self._reader.postings(field, text).all_ids(), self.size)

    def _column(self, name: str, default: object) -> Iterable[Any]:
        if self.size == 0:
            return ()
        return self._reader.column_reader(name, translate=False)  # type: ignore[no-any-return]


def _ranked(state: _State, matches: int, asked: Asked, query: IndexQuery) -> tuple[Hit, ...]:
    total = [0.0] * state.size
    for word in asked.ranked:
        for number, score in zip(*state.scores(word), strict=True):
            total[number] += score
    counted = [(state.containing(pair), NEARNESS) for pair in asked.near]
    counted += [(state.matching(one), NEARNESS) for one in asked.named]
    if asked.typed != asked.words:
        counted += [(state.containing(word), UNMATCHED_WEIGHT) for word in asked.typed]
    for documents, score in counted:
        for number in _numbers(documents & matches, state.size):
            total[number] += score
    newest = state.newest
    best = heapq.nsmallest(
        query.offset + query.limit,
        ((-round(total[n], SCORE_DECIMALS), newest[n], n) for n in _numbers(matches, state.size)),
    )
    return tuple(Hit(state.ids[n], -score) for score, _, n in best[query.offset :])


def _sorted(state: _State, matches: int, query: IndexQuery) -> tuple[Hit, ...]:
    order = state.order_oldest if query.sort is Sort.OLDEST else state.order
    flags = _flags(matches, state.size)
    matching = (number for number in order if flags[number >> 3] >> (number & 7) & 1)
    page = islice(matching, query.offset, query.offset + query.limit)
    return tuple(Hit(state.ids[number], 0.0) for number in page)


def _facets(
    state: _State, text: int, filters: Mapping[Facet | None, int], query: IndexQuery
) -> dict[Facet, tuple[FacetCount, ...]]:
    """Counts over all matches; a facet is counted without its own selection."""
    counted: dict[Facet, tuple[FacetCount, ...]] = {}
    for facet in query.facets:
        others = (passing for name, passing in filters.items() if name is not facet)
        counting = _all_of(text, others)
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


def _all_of(text: int, filters: Iterable[int]) -> int:
    for passing in filters:
        text &= passing
    return text


def _any_of(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _bits(numbers: Iterable[int], size: int) -> int:
    flags = bytearray(size // 8 + 1)
    for number in numbers:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def _flags(bits: int, size: int) -> bytes:
    return bits.to_bytes(size // 8 + 1, "little")


def _numbers(bits: int, size: int) -> Iterator[int]:
    for place, octet in enumerate(_flags(bits, size)):
        if octet:
            yield from (place << 3 | bit for bit in range(8) if octet >> bit & 1)
