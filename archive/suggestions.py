"""What a reader may mean: names and headings that begin with what is typed, or are near to it.

Everything suggested occurs in a current issue, so no suggestion is a dead end. The names are kept
in memory as a few long strings, which a search runs through in less time than an index would be
looked up; they are read when first asked for, and anew when the archive has changed.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from archive.index.analyzer import fold
from archive.index.port import Facet, FacetCount, IndexQuery, SearchIndex
from archive.model import Department
from archive.pinyin import syllables
from archive.store.port import Store

MAX_SUGGESTIONS = 50
_NAMES = 20_000
_HEADINGS = 50_000
"""Bounds of what is kept of each kind, the most frequent first: some 30 MB at most."""
_READINGS = 1 << 17
_BETWEEN = "\n"
_NOT_TYPED = re.compile(r"[\s'’·]+")
_SOUND = re.compile(r"[a-z]+")


class SuggestionKind(StrEnum):
    DEPARTMENT = "department"
    OFFICIAL = "official"
    TOPIC = "topic"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for. ``value`` is the id (the text of a heading), ``label`` what people
    read, ``matched`` the alias that was typed where that is another name; ``count`` is the number
    of items, or of issues that have the heading."""

    kind: SuggestionKind
    value: str
    label: str
    count: int
    matched: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with all its names."""

    kind: SuggestionKind
    value: str
    names: tuple[str, ...]
    count: int

    @property
    def label(self) -> str:
        if self.kind is SuggestionKind.OFFICIAL:
            name, _, department = self.value.partition("@")
            return f"{name}（{department}）" if department else name
        return self.value


class Keys:
    """Folded spellings, each of one name of one entry, to be found by what they begin with or
    contain. Parts of a spelling (syllables) begin where a hit may begin."""

    def __init__(self, spelled: Iterable[tuple[int, Sequence[str]]]) -> None:
        """``spelled`` are numbers of names, each with the parts of its spelling."""
        parts: list[str] = []
        starts: list[int] = []
        self._names: list[int] = []
        begun = bytearray()
        length = 0
        for name, spelling in spelled:
            self._names.append(name)
            starts.append(length)
            for part in chain(spelling, (_BETWEEN,)):
                parts.append(part)
                begun += b"\1" + bytes(len(part) - 1)
                length += len(part)
        self._text = "".join(parts)
        self._starts = starts
        self._begun = bytes(begun)

    def find(self, typed: str, most: int) -> Iterator[tuple[int, bool]]:
        """Numbers of the names that contain ``typed``, at most ``most``, and whether they begin
        with it."""
        at = self._text.find(typed)
        while at >= 0 and most > 0:
            if self._begun[at]:
                place = bisect_right(self._starts, at) - 1
                yield self._names[place], self._starts[place] == at
                most -= 1
            at = self._text.find(typed, at + 1)


class Names:
    """One state of the archive's names. ``surnames`` are readings of surnames."""

    def __init__(
        self, entries: Sequence[Entry], sounds: Callable[[Entry, str], tuple[str, ...]]
    ) -> None:
        # Names come most frequent first, so that a bounded search loses the rarest.
        self.entries = sorted(entries, key=lambda entry: (-entry.count, entry.value))
        self.named = [(entry, name) for entry in self.entries for name in entry.names]
        folded = [fold(name) for _, name in self.named]
        sounded = [sounds(entry, name) for entry, name in self.named]
        self._written = Keys((place, tuple(name)) for place, name in enumerate(folded))
        self._sounding = Keys(enumerate(sounded))
        self._initials = Keys(
            (place, [part[0] for part in parts]) for place, parts in enumerate(sounded)
        )
        # Headings are sentences: what is misspelt is a name.
        self._names = {
            place: name
            for place, name in enumerate(folded)
            if self.named[place][0].kind is not SuggestionKind.HEADING and len(name) > 1
        }
        self._by_sound: dict[str, list[int]] = {}
        for place in self._names:
            self._by_sound.setdefault("".join(sounded[place]), []).append(place)

    def suggest(self, typed: str, limit: int) -> list[Suggestion]:
        """The best first: names that begin with what is typed, then those that sound so or whose
        initials it is, then those that contain it; among them the most frequent."""
        wanted = _NOT_TYPED.sub("", fold(typed))
        if not wanted:
            return []
        found: dict[tuple[SuggestionKind, str], tuple[tuple[int, int], Suggestion]] = {}
        ways = [(self._written, 0)]
        if _SOUND.fullmatch(wanted):
            ways += [(self._sounding, 1), (self._initials, 1)]
        for keys, way in ways:
            for place, begins in keys.find(wanted, 40 * limit):
                entry, name = self.named[place]
                rank = (way if begins else way + 2, -entry.count)
                known = found.get((entry.kind, entry.value))
                if known is None or rank < known[0]:
                    matched = None if name in entry.label else name
                    suggestion = Suggestion(
                        entry.kind, entry.value, entry.label, entry.count, matched
                    )
                    found[entry.kind, entry.value] = (rank, suggestion)
        ranked = sorted(found.values(), key=lambda one: (*one[0], one[1].value))
        return [suggestion for _, suggestion in ranked[:limit]]

    def near(self, word: str, sound: str, limit: int) -> list[str]:
        """Names that ``word`` may be a slip of: those of the same sound, then those that differ in
        one character (two from six characters on)."""
        wanted = fold(word)
        places = list(self._by_sound.get(sound, ()))
        allowed = 2 if len(wanted) >= 6 else 1
        if len(wanted) > 2:
            close = extract(
                wanted, self._names, scorer=OSA.distance, score_cutoff=allowed, limit=4 * limit
            )
            places += [place for _, _, place in sorted(close, key=lambda one: (one[1], one[2]))]
        names = (self.named[place][1] for place in places if self._names[place] != wanted)
        return list(dict.fromkeys(names))[:limit]


class Suggestions:
    """Suggests from what the archive holds now. May be shared between threads."""

    def __init__(self, store: Store, index: SearchIndex, surnames: Mapping[str, str]) -> None:
        """``surnames`` are those whose pinyin is not that of the word."""
        self._store = store
        self._index = index
        self._surnames = surnames
        self._reading = threading.Lock()
        self._known: tuple[str, Names] | None = None
        # Most names stay when the archive changes.
        self._sound = lru_cache(_READINGS)(self._sound_of)

    def suggest(self, typed: str, limit: int = 10) -> list[Suggestion]:
        """What may be meant by the beginning (or part, or pinyin, or its initials) of a name."""
        return self._names().suggest(typed, min(limit, MAX_SUGGESTIONS))

    def near(self, word: str, limit: int = 3) -> list[str]:
        """Names of departments, officials and topics that ``word`` may be a slip of, by sound and
        by spelling; itself is none of them."""
        return self._names().near(word, "".join(self._sound(fold(word), False)), limit)

    def _names(self) -> Names:
        mark = self._store.state().mark
        known = self._known
        if known is not None and known[0] == mark:
            return known[1]
        # While one thread reads, the others answer from what was known before.
        if not self._reading.acquire(blocking=known is None):
            assert known is not None  # noqa: S101
            return known[1]
        try:
            if self._known is None or self._known[0] != mark:
                names = Names(
                    list(self._entries()),
                    lambda entry, name: self._sound(
                        fold(name), entry.kind is SuggestionKind.OFFICIAL
                    ),
                )
                self._known = (mark, names)
            return self._known[1]
        finally:
            self._reading.release()

    def _entries(self) -> Iterator[Entry]:
        asked = (Facet.DEPARTMENT, Facet.OFFICIAL, Facet.TOPIC)
        facets = self._index.search(IndexQuery(limit=0, facets=asked, facet_limit=_NAMES)).facets
        records = self._store.departments([one.value for one in facets[Facet.DEPARTMENT]])
        for one in facets[Facet.DEPARTMENT]:
            names = _names_of(records.get(one.value), one)
            yield Entry(SuggestionKind.DEPARTMENT, one.value, names, one.count)
        for one in facets[Facet.OFFICIAL]:
            name = one.value.partition("@")[0]
            yield Entry(SuggestionKind.OFFICIAL, one.value, (name,), one.count)
        for one in facets[Facet.TOPIC]:
            yield Entry(SuggestionKind.TOPIC, one.value, (one.value,), one.count)
        for heading, issues in self._store.headings(_HEADINGS):
            yield Entry(SuggestionKind.HEADING, heading, (heading,), issues)

    def _sound_of(self, name: str, person: bool) -> tuple[str, ...]:
        return tuple(
            part.lower() for part in syllables(name, self._surnames if person else None) if part
        )


def _names_of(record: Department | None, count: FacetCount) -> tuple[str, ...]:
    aliases = record.aliases if record else ()
    return tuple(dict.fromkeys((count.value, *aliases)))
