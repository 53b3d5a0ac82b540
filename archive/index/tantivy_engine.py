"""The index on tantivy, a search library in Rust: the default."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import DocAddress, FieldType, Index, Occur, Order, Query, Searcher

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
    Hit,
    IndexBatch,
    IndexDocument,
    IndexQuery,
    IndexResult,
    Sort,
    Staleness,
)

_WRITER_BYTES = 64_000_000
_ALL_VALUES = 60_000
"""More values than a facet has; tantivy refuses more than 65,000 buckets."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("issue", tokenizer_name="raw", index_option="basic")
    # The analyzer's terms, joined by spaces; a raw field would need one value for each.
    builder.add_text_field("lookups", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    # Headings are short: phrases of single units serve.
    builder.add_text_field("heading", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("number", tokenizer_name="raw", index_option="basic")
    for facet in Facet:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_unsigned_field("oldest", fast=True)
    return builder.build()


class TantivyIndex:
    """See :class:`archive.index.port.SearchIndex`."""

    def __init__(self, folder: IndexFolder, analyzer: Analyzer) -> None:
        self._folder = folder
        self._analyzer = analyzer
        self._schema = _schema()
        self._opening = threading.Lock()
        self._opened: tuple[Path, Index, tuple[int, int]] | None = None

    @property
    def stale(self) -> Staleness | None:
        return self._folder.stale

    def reset(self) -> None:
        with self._folder.lock():
            self._folder.reset(self._create)

    @contextmanager
    def batch(self) -> Iterator[IndexBatch]:
        with self._folder.lock():
            data = self._folder.current()
            if data is None:
                data = self._folder.reset(self._create)
            try:
                writer = _open(data).writer(heap_size=_WRITER_BYTES, num_threads=1)
            except (ValueError, OSError) as error:
                raise damaged(data) from error
            try:
                yield _Batch(writer, self._analyzer)
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                # Lets running merges finish and gives tantivy's own lock back.
                writer.wait_merging_threads()

    def count(self) -> int:
        searcher = self._searcher()
        return searcher.num_docs if searcher else 0

    def search(self, query: IndexQuery) -> IndexResult:
        text = query.text
        asked = text if isinstance(text, Asked) else read_query(text, self._analyzer)
        searcher = self._searcher()
        if searcher is None:
            return IndexResult(0, (), dict.fromkeys(query.facets, ()))
        matching = self._matching(asked.condition)
        filters = self._filter_queries(query)
        if query.sort is Sort.RELEVANCE and asked.words:
            total, hits = _best(searcher, _all_of(self._scoring(asked, matching), filters), query)
        else:
            total, hits = _by_date(searcher, _all_of(matching, filters), query)
        return IndexResult(total, hits, _facets(searcher, matching, filters, query))

    def related(self, text: str, but: str, limit: int) -> tuple[Hit, ...]:
        searcher = self._searcher()
        if searcher is None:
            return ()
        weights = telling_words(
            self._analyzer.index_terms(text).words,
            lambda word: searcher.doc_freq("words", word),
            searcher.num_docs,
        )
        if not weights:
            return ()
        parts = [
            (
                Occur.Should,
                Query.const_score_query(Query.term_query(self._schema, "words", word), weight),
            )
            for word, weight in weights.items()
        ]
        other = (Occur.MustNot, Query.term_query(self._schema, "id", but))
        # Every text has one of the words; only the best are wanted.
        _, hits = _best(searcher, Query.boolean_query([*parts, other]), IndexQuery(limit=limit))
        return tuple(hit for hit in hits if hit.score >= LEAST_SHARE)

    def close(self) -> None:
        self._opened = None

    def _create(self, data: Path) -> None:
        Index(self._schema, path=str(data))

    def _searcher(self) -> Searcher | None:
        """Of the last commit, of whichever process; None if nothing was ever indexed."""
        data = self._folder.current()
        if data is None:
            return None
        with self._opening:
            try:
                # tantivy replaces this file with every commit.
                status = (data / "meta.json").stat()
                state = (status.st_mtime_ns, status.st_ino)
                if self._opened is None or self._opened[0] != data:
                    self._opened = (data, _open(data), state)
                elif self._opened[2] != state:
                    self._opened[1].reload()
                    self._opened = (*self._opened[:2], state)
            except (ValueError, OSError) as error:
                raise damaged(data) from error
            return self._opened[1].searcher()

    def _matching(self, condition: Condition) -> Query:  # noqa: PLR0911  # one for each node
        """What decides; counting and sorting by date need no more."""
        match condition:
            case Occurs(word, heading):
                return self._in_heading(word) if heading else self._occurs(word)
            case Starts(prefix):
                pattern = prefix.replace(".", "[.]") + ".*"
                return Query.regex_query(self._schema, "lookups", pattern)
            case Within(facet, values):
                return Query.term_set_query(self._schema, facet, list(values))
            case Numbered(number):
                return Query.term_query(self._schema, "number", str(number))
            case Dated(first, last):
                days = first.toordinal(), last.toordinal()
                return Query.range_query(self._schema, "day", FieldType.Integer, *days)
            case Not(part):
                everything = (Occur.Must, Query.all_query())
                return Query.boolean_query([everything, (Occur.MustNot, self._matching(part))])
            case All(()):
                return Query.all_query()
            case Either(()):
                return Query.empty_query()
            case All(parts):
                return Query.boolean_query([(Occur.Must, self._matching(part)) for part in parts])
            case Either(parts):
                return Query.boolean_query([(Occur.Should, self._matching(part)) for part in parts])

    def _scoring(self, asked: Asked, matching: Query) -> Query:
        """The same matches, with scores: what was included besides does not count."""
        if asked.typed == asked.words:
            parts = [(Occur.Must, Query.boost_query(matching, UNMATCHED_WEIGHT))]
        else:
            parts = [(Occur.Must, Query.const_score_query(matching, 0.0))]
            parts.extend(
                (Occur.Should, Query.boost_query(self._occurs(word), UNMATCHED_WEIGHT))
                for word in asked.typed
            )
        parts.extend(
            (Occur.Should, Query.term_query(self._schema, "words", text)) for text in asked.ranked
        )
        counted = [self._occurs(pair) for pair in asked.near]
        counted.extend(map(self._matching, asked.named))
        parts.extend((Occur.Should, Query.const_score_query(one, NEARNESS)) for one in counted)
        return Query.boolean_query(parts)

    def _in_heading(self, word: QueryWord) -> Query:
        if len(word.units) == 1:
            return Query.term_query(self._schema, "heading", word.units[0])
        return Query.phrase_query(self._schema, "heading", list(word.units))

    def _occurs(self, word: QueryWord) -> Query:
        if word.lookup is not None:
            return Query.term_query(self._schema, "lookups", word.lookup)
        if len(word.grams) == 1:
            return Query.term_query(self._schema, "grams", word.grams[0])
        return Query.phrase_query(self._schema, "grams", list(word.grams))

    def _filter_queries(self, query: IndexQuery) -> dict[Facet | None, Query]:
        """One query a filter; the range of dates stands under None."""
        filters: dict[Facet | None, Query] = {
            facet: Query.term_set_query(self._schema, facet, list(values))
            for facet, values in selections(query.filters).items()
        }
        if days := day_range(query.filters):
            filters[None] = Query.range_query(self._schema, "day", FieldType.Integer, *days)
        return filters


class _Batch:
    def __init__(self, writer: tantivy.IndexWriter, analyzer: Analyzer) -> None:
        self._writer = writer
        self._analyzer = analyzer

    def replace(self, issue: str, documents: Iterable[IndexDocument]) -> None:
        self.delete(issue)
        for place, document in enumerate(documents):
            self._writer.add_document(_document(make_entry(self._analyzer, document, place)))

    def delete(self, issue: str) -> None:
        self._writer.delete_documents_by_term("issue", issue)


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", entry.id)
    document.add_text("issue", entry.issue)
    document.add_text("lookups", " ".join(entry.lookups))
    document.add_text("grams", " ".join(entry.grams))
    document.add_text("words", " ".join(entry.words))
    document.add_text("heading", entry.heading)
    for number in entry.numbers:
        document.add_text("number", number)
    for facet, values in entry.facets.items():
        for value in values:
            document.add_text(facet, value)
    if entry.day is not None:
        document.add_integer("day", entry.day)
    document.add_unsigned("newest", entry.newest)
    document.add_unsigned("oldest", entry.oldest)
    return document


def _open(data: Path) -> Index:
    index = Index.open(str(data))
    # We reload when another commit is there, not by a thread.
    index.config_reader("manual")
    return index


def _all_of(text: Query, filters: Mapping[Facet | None, Query]) -> Query:
    if not filters:
        return text
    # Filters decide, they do not score.
    conditions = [(Occur.Must, Query.const_score_query(f, 0.0)) for f in filters.values()]
    return Query.boolean_query([(Occur.Must, text), *conditions])


def _window(searcher: Searcher, query: IndexQuery) -> tuple[int, int]:
    """First and end of the places asked for: tantivy sets memory aside for every place."""
    available = searcher.num_docs
    first = min(query.offset, available)
    return first, min(first + query.limit, available)


def _hits(
    searcher: Searcher, result: tantivy.SearchResult, ranked: Sequence[tuple[float, DocAddress]]
) -> tuple[int, tuple[Hit, ...]]:
    total: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
    return total, tuple(Hit(searcher.doc(address)["id"][0], score) for score, address in ranked)


def _by_date(
    searcher: Searcher, everything: Query, query: IndexQuery
) -> tuple[int, tuple[Hit, ...]]:
    first, end = _window(searcher, query)
    result = searcher.search(
        everything,
        limit=max(1, end - first),  # 0 is refused.
        offset=first,
        order_by_field="oldest" if query.sort is Sort.OLDEST else "newest",
        order=Order.Asc,
    )
    return _hits(searcher, result, [(0.0, address) for _, address in result.hits[: end - first]])


def _best(searcher: Searcher, everything: Query, query: IndexQuery) -> tuple[int, tuple[Hit, ...]]:
    """Best first, equally good ones newest first.

    tantivy returns ties in the order of its files. So that every page of a result is cut from the
    same order, all documents tied with the last one needed are fetched."""
    first, end = _window(searcher, query)
    limit = end + 16
    while True:
        result = searcher.search(everything, limit=limit)
        scores = [round(score, SCORE_DECIMALS) for score, _ in result.hits]
        if len(scores) < limit or end == 0 or scores[-1] < scores[end - 1]:
            break
        limit *= 4
    addresses = [address for _, address in result.hits]
    orders = searcher.fast_field_values("newest", addresses)
    ranked = sorted(zip(scores, orders, addresses, strict=True), key=lambda hit: (-hit[0], hit[1]))
    return _hits(searcher, result, [(score, address) for score, _, address in ranked[first:end]])


def _facets(
    searcher: Searcher, matching: Query, filters: Mapping[Facet | None, Query], query: IndexQuery
) -> dict[Facet, tuple[FacetCount, ...]]:
    """Counts over all matches; a facet is counted without its own selection."""
    shared = [facet for facet in query.facets if facet not in filters]
    groups = [shared] if shared else []
    groups.extend([facet] for facet in query.facets if facet in filters)
    counted: dict[Facet, tuple[FacetCount, ...]] = {}
    for group in groups:
        others = {name: q for name, q in filters.items() if name not in group}
        buckets = searcher.aggregate(
            _all_of(matching, others),
            {
                facet: {"terms": {"field": facet, "size": _ALL_VALUES, "segment_size": _ALL_VALUES}}
                for facet in group
            },
        )
        for facet in group:
            counts = [(one["key"], one["doc_count"]) for one in buckets[facet]["buckets"]]
            counted[facet] = in_order(facet, counts, query)
    return {facet: counted[facet] for facet in query.facets}
