"""What one committed state of a Whoosh index answers, as sets of documents."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from whoosh.query import Term

from archive.index.analyzer import QueryWord
from archive.index.bits import all_of, any_of, bits_of, numbers_in
from archive.index.entry import day_range, selections
from archive.index.language import (
    All,
    Condition,
    Dated,
    Either,
    Not,
    Numbered,
    Occurs,
    Starts,
    Within,
)
from archive.index.port import Facet, Filters

_CACHED_WORDS = 256


class State:
    """One committed state of the index. ``live`` has a bit for every document in it."""

    def __init__(self, whoosh: Any) -> None:
        self._whoosh = whoosh
        self._searcher = whoosh.searcher()
        self._reader = self._searcher.reader()
        self.size = self._reader.doc_count_all()
        self.live = bits_of(self._reader.all_doc_ids(), self.size)
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
            passing[facet] = any_of(self.values[facet].get(value, 0) for value in values)
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
                return any_of(self.values[facet].get(value, 0) for value in values)
            case Numbered(number):
                return self.posted("number", str(number).encode())
            case Dated(first, last):
                return self._between(first.toordinal(), last.toordinal())
            case Not(part):
                return self.live & ~self.matching(part)
            case All(parts):
                return all_of(self.live, map(self.matching, parts))
            case Either(parts):
                return any_of(map(self.matching, parts))

    def _between(self, first: int, last: int) -> int:
        # Undated documents have day 0, before every date.
        days = enumerate(self.days)
        passing = bits_of((number for number, day in days if first <= day <= last), self.size)
        return passing & self.live

    def _containing(self, word: QueryWord) -> int:
        if word.lookup is not None:
            return self.posted("lookups", word.lookup.encode())
        candidates = all_of(self.live, map(self._unit, word.units))
        return self._confirmed(word, candidates, self._lines)

    def _confirmed(self, word: QueryWord, candidates: int, lines: Any) -> int:
        needle = word.needle.encode()
        return bits_of(
            (n for n in numbers_in(candidates, self.size) if needle in lines[n]), self.size
        )

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
        return bits_of(self._reader.postings(field, text).all_ids(), self.size)

    def _column(self, name: str, default: object) -> Iterable[Any]:
        if self.size == 0:
            return ()
        return self._reader.column_reader(name, translate=False)  # type: ignore[no-any-return]
