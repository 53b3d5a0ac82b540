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
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain, islice

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from archive.errors import ArchiveError
from archive.index.analyzer import fold
from archive.index.port import Facet, IndexQuery, SearchIndex
from archive.model import Department
from archive.pinyin import syllables
from archive.store.port import Store

MAX_SUGGESTIONS = 50
_NAMES = 20_000
_HEADINGS = 10_000
"""Bounds of what is kept of each kind, the most frequent first: some 20 MB at most."""
_READINGS = 1 << 17
_BETWEEN = "\n"
_NOT_TYPED = re.compile(r"[\s'’·]+")
_SOUND = re.compile(r"[a-z]+")
_WORD = re.compile(r"[\u3400-\u9fff]{2,40}|[A-Za-z]{3,60}")
_CORRECTED = 5
"""Words of a query that are looked at."""
_LONGEST_NAME = 12


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
        self._folded = [fold(name) for _, name in self.named]
        self._sounds = sounds
        self._written = Keys((place, tuple(name)) for place, name in enumerate(self._folded))
        # Headings are sentences: what is misspelt is a name.
        self._names = {
            place: name
            for place, name in enumerate(self._folded)
            if self.named[place][0].kind is not SuggestionKind.HEADING and len(name) > 1
        }

    # To read ten thousand headings as pinyin takes a second; who types Chinese does without.
    @cached_property
    def _sounding(self) -> Keys:
        return Keys((place, self._sounds(*one)) for place, one in enumerate(self.named))

    @cached_property
    def _initials(self) -> Keys:
        return Keys(
            (place, [part[0] for part in self._sounds(*one)])
            for place, one in enumerate(self.named)
        )

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[int]]:
        by_sound: dict[str, list[int]] = {}
        for place in self._names:
            by_sound.setdefault("".join(self._sounds(*self.named[place])), []).append(place)
        return by_sound

    def prepare(self) -> None:
        """Make all that is otherwise made when it is first needed."""
        for made in (self._sounding, self._initials, self._by_sound):
            assert made is not None  # noqa: S101

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

    def sounding(self, sound: str, but: str) -> list[str]:
        """Names of that sound that are not spelled as ``but`` (folded), most frequent first."""
        places = self._by_sound.get(sound, ())
        names = (self.named[place][1] for place in places if self._names[place] != but)
        return list(dict.fromkeys(names))

    def near(self, wanted: str, sounds: Sequence[str], limit: int) -> list[str]:
        """Names that the word ``wanted`` (folded, with its readings) may be a slip of: those of the
        same sound, then those that differ in one character (two from six characters on)."""
        found = [name for sound in sounds for name in self.sounding(sound, wanted)]
        allowed = 2 if len(wanted) >= 6 else 1
        if len(wanted) > 2:
            close = extract(
                wanted, self._names, scorer=OSA.distance, score_cutoff=allowed, limit=4 * limit
            )
            ranked = sorted(close, key=lambda one: (one[1], one[2]))
            found += [self.named[place][1] for name, _, place in ranked if name != wanted]
        return list(dict.fromkeys(found))[:limit]


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
        """What may be meant by the beginning (or part, or pinyin, or its initials) of a name.

        Who types does not wait: after a change the names known before answer, while those of now
        are read."""
        known = self._known
        if known is None:
            return self.meant(typed, limit)
        if known[0] != self._store.state().mark and not self._reading.locked():
            threading.Thread(target=self.prepare, daemon=True).start()
        return known[1].suggest(typed, min(limit, MAX_SUGGESTIONS))

    def meant(self, typed: str, limit: int) -> list[Suggestion]:
        """The same, from the names of now."""
        return self._names().suggest(typed, min(limit, MAX_SUGGESTIONS))

    def prepare(self) -> None:
        """Read the names, so that nobody waits for them."""
        # If it cannot be read now, who asks next is told.
        with suppress(ArchiveError):
            self._names(ahead=True)

    def corrections(self, text: str, limit: int = 3) -> list[str]:
        """``text`` with one of its words replaced by a name of a department, official or topic
        that the word may be a slip of, by sound or by spelling; the likeliest first."""
        names = self._names()
        corrected = []
        for start, end in _words(text):
            word = fold(text[start:end])
            as_person = "".join(self._sound(word, True))
            sounds = dict.fromkeys(("".join(self._sound(word, False)), as_person))
            near = [
                (start, end, name) for name in names.near(word, tuple(sounds), limit)
            ] or self._within(names, text[start:end], start)
            corrected += [text[:first] + name + text[last:] for first, last, name in near]
        return list(dict.fromkeys(corrected))[:limit]

    def _within(self, names: Names, word: str, start: int) -> list[tuple[int, int, str]]:
        """Names that sound like a part of ``word``, which begins at ``start`` of the text, with
        the places of these parts; the longest first."""
        folded = fold(word)
        parts = self._sound(folded, False)
        if len(parts) != len(word) or len(folded) != len(word):
            return []
        found = []
        for length in range(min(len(word) - 1, _LONGEST_NAME), 2, -1):
            for first in range(len(word) - length + 1):
                sound = "".join(parts[first : first + length])
                place = start + first
                found += [
                    (place, place + length, name)
                    for name in names.sounding(sound, but=folded[first : first + length])
                ]
        return found

    def _names(self, *, ahead: bool = False) -> Names:
        with self._reading:
            mark = self._store.state().mark
            if self._known is None or self._known[0] != mark:
                names = Names(list(self._entries()), self._sound_of_entry)
                if ahead:
                    names.prepare()
                self._known = (mark, names)
            return self._known[1]

    def _sound_of_entry(self, entry: Entry, name: str) -> tuple[str, ...]:
        return self._sound(fold(name), entry.kind is SuggestionKind.OFFICIAL)

    def _entries(self) -> Iterator[Entry]:
        asked = (Facet.DEPARTMENT, Facet.OFFICIAL, Facet.TOPIC)
        facets = self._index.search(IndexQuery(limit=0, facets=asked, facet_limit=_NAMES)).facets
        records = self._store.departments([one.value for one in facets[Facet.DEPARTMENT]])
        for one in facets[Facet.DEPARTMENT]:
            names = _names_of(one.value, records.get(one.value))
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


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Places of the words of a query that may be names or their pinyin."""
    return (match.span() for match in islice(_WORD.finditer(text), _CORRECTED))


def _names_of(id_: str, record: Department | None) -> tuple[str, ...]:
    """The names of a department, also as people write them who know of which place they speak."""
    if record is None:
        return (id_,)
    names = [id_, *record.aliases]
    place = record.jurisdiction
    short = [name.removeprefix(place) for name in names if place and name.startswith(place)]
    short = [name for name in short if len(name) > 2]
    return tuple(dict.fromkeys((*names, *short, *(place[-1] + name for name in short))))
