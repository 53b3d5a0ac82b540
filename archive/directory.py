"""Browsing what the archive knows of departments, officials, topics and bulletins.

Counts and newest items come from the search index, names and posts from the store; every page
takes a constant number of questions to either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.errors import NotFound
from archive.extraction.departments.authority import Succession, authority
from archive.index.port import Facet, FacetCount, Filters, IndexQuery, SearchIndex, Sort
from archive.model import Bulletin, Department
from archive.phrases import KeyPhrase, key_phrases
from archive.pinyin import syllables
from archive.series.ledger import missing_issues
from archive.store.conditions import IssueFilter
from archive.store.nouns import IssueSummary, Post, StoredItem, YearCount
from archive.store.port import Store
from archive.vocabulary import Vocabulary

_NEWEST = 5
_READ_FOR_PHRASES = 60
_EVERY = 20_000
"""More values of a facet than any archive has."""
_MOST = 12
"""Values of a facet that a page about something else shows."""
_ISSUES = 10_000
"""Issues of one bulletin: two hundred years of a weekly."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where something is mentioned: how many items in all and by facet, and the newest items."""

    total: int
    months: tuple[FacetCount, ...]
    departments: tuple[FacetCount, ...]
    officials: tuple[FacetCount, ...]
    topics: tuple[FacetCount, ...]
    newest: tuple[StoredItem, ...]
    phrases: tuple[KeyPhrase, ...] = ()
    """For a topic: what its newest items speak of more than others do."""


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department in a list, with the number of items that name it."""

    department: Department
    items: int


@dataclass(frozen=True, slots=True)
class ProvisionalEntry:
    """A department that rules made up from a pattern, with the number of items that name it, and
    departments of the same place that it may be, because its name shortens theirs or theirs its."""

    department: Department
    items: int
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """A department: its authority record, how it is printed (with the number of mentions), what it
    goes back to and what came of it (``named`` are those of these that the archive names), the
    posts in it and where it is mentioned."""

    department: Department
    printed: tuple[tuple[str, int], ...]
    successions: tuple[Succession, ...]
    named: frozenset[str]
    posts: tuple[Post, ...]
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class OfficialEntry:
    """An official in a list. ``id`` is ``{name}@{department}``, ``pinyin`` the name's reading
    without tones, by which lists are ordered."""

    id: str
    name: str
    department: str
    pinyin: str
    items: int


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """An official: posts through time, and others of the same name, who may be the same person:
    nothing in the archive says so, hence they stay apart."""

    id: str
    name: str
    department: str
    posts: tuple[Post, ...]
    same_name: tuple[str, ...]
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """A bulletin with its current issues by year, newest first, and the numbers that are missing
    from each, see :mod:`archive.series.ledger`."""

    bulletin: Bulletin
    years: tuple[BulletinYear, ...]


@dataclass(frozen=True, slots=True)
class BulletinYear:
    """Issues of a year in order of their numbers, and the ``missing`` numbers between them."""

    year: int | None
    issues: tuple[IssueSummary, ...]
    missing: tuple[int, ...]


class Directory:
    """Answers questions about departments, officials, topics and bulletins."""

    def __init__(self, store: Store, index: SearchIndex, vocabulary: Vocabulary) -> None:
        self._store = store
        self._index = index
        self._vocabulary = vocabulary
        self._no_key_phrases = vocabulary.no_key_phrases()
        self._readings = vocabulary.surnames.readings

    def departments(self) -> Sequence[DepartmentEntry]:
        """Every department that an item names, most named first."""
        counts = self._every(Facet.DEPARTMENT)
        records = self._store.departments([count.value for count in counts])
        return [
            DepartmentEntry(records.get(count.value, Department(count.value)), count.count)
            for count in counts
        ]

    def department(self, department: str) -> DepartmentPage:
        """A department by its id. Raises :class:`archive.errors.NotFound`."""
        record = self._store.departments([department]).get(department)
        if record is None:
            raise NotFound(f"档案中没有名为 {department} 的部门", hint="可在部门列表中查找")
        successions = authority(self._vocabulary).successions(record)
        others = {name for step in successions for name in (step.predecessor, step.successor)}
        return DepartmentPage(
            record,
            tuple(self._store.printed_names(department)),
            successions,
            frozenset(self._store.departments(sorted(others - {department}))),
            tuple(self._store.department_posts(department)),
            self._mentions(Filters(departments=(department,))),
        )

    def lineage(self, departments: Sequence[str]) -> tuple[str, ...]:
        """Departments with those they go back to and those that came of them."""
        ids = dict.fromkeys(departments)
        for record in self._store.departments(departments).values():
            for step in authority(self._vocabulary).successions(record):
                ids |= dict.fromkeys((step.predecessor, step.successor))
        return tuple(ids)

    def provisional(self) -> Sequence[ProvisionalEntry]:
        """The departments that nobody has confirmed yet, most named first: what there is to review
        and to write into ``corrections.toml``."""
        entries = self.departments()
        places: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            places[entry.department.jurisdiction].append(entry.department.id)
        return [
            ProvisionalEntry(
                entry.department,
                entry.items,
                tuple(
                    other
                    for other in places[entry.department.jurisdiction]
                    if _may_be(entry.department, other)
                )[:_MOST],
            )
            for entry in entries
            if entry.department.provisional
        ]

    def officials(self) -> Sequence[OfficialEntry]:
        """Every official that an item names, in the order of their names' pinyin."""
        entries = []
        for count in self._every(Facet.OFFICIAL):
            name, _, department = count.value.partition("@")
            entries.append(
                OfficialEntry(
                    count.value,
                    name,
                    department,
                    "".join(syllables(name, self._readings)),
                    count.count,
                )
            )
        return sorted(entries, key=lambda entry: (entry.pinyin, entry.name, entry.department))

    def official(self, official: str) -> OfficialPage:
        """An official by id. Raises :class:`archive.errors.NotFound`."""
        if official not in self._store.match_officials(official):
            raise NotFound(f"档案中没有编号为 {official} 的官员", hint="可在官员列表中查找")
        name, _, department = official.partition("@")
        others = [one for one in self._store.match_officials(name) if one != official]
        return OfficialPage(
            official,
            name,
            department,
            tuple(self._store.official_posts(official)),
            tuple(others),
            self._mentions(Filters(officials=(official,))),
        )

    def topics(self) -> Sequence[FacetCount]:
        """Every topic with its number of items."""
        return self._every(Facet.TOPIC)

    def topic(self, topic: str) -> Mentions:
        """Where a topic is spoken of. Raises :class:`archive.errors.NotFound`."""
        mentions = self._mentions(Filters(topics=(topic,)))
        if mentions.total == 0:
            raise NotFound(f"档案中没有专题 {topic}", hint="可在专题列表中查找")
        of_topic = IndexQuery(
            filters=Filters(topics=(topic,)), sort=Sort.NEWEST, limit=_READ_FOR_PHRASES
        )
        stored = self._store.items([hit.id for hit in self._index.search(of_topic).hits])
        texts = (one.item.text for one in stored.values())
        phrases = key_phrases(texts, self._index, without=self._no_key_phrases)
        return replace(mentions, phrases=phrases)

    def bulletin(self, bulletin: str) -> BulletinPage:
        """A bulletin by its id. Raises :class:`archive.errors.NotFound`."""
        known = {one.id: one for one, _ in self._store.bulletins()}
        if bulletin not in known:
            raise NotFound(f"档案中没有编号为 {bulletin} 的刊物", hint="可在各期列表中查找")
        _, issues = self._store.summaries(IssueFilter(bulletin), 0, _ISSUES)
        by_year: dict[int | None, list[IssueSummary]] = {}
        for issue in issues:
            by_year.setdefault(issue.year, []).append(issue)
        missing: dict[int | None, list[int]] = {}
        for one in missing_issues(issues[::-1]):
            if one.number is not None:
                missing.setdefault(one.year, []).append(one.number)
        years = tuple(
            BulletinYear(year, tuple(reversed(rows)), tuple(missing.get(year, ())))
            for year, rows in by_year.items()
        )
        return BulletinPage(known[bulletin], years)

    def years(self) -> Sequence[YearCount]:
        """Issues by bulletin and year."""
        return self._store.years()

    def most_named(self) -> Mapping[Facet, tuple[FacetCount, ...]]:
        """The departments, officials and topics that most items name."""
        asked = (Facet.DEPARTMENT, Facet.OFFICIAL, Facet.TOPIC)
        return self._index.search(IndexQuery(limit=0, facets=asked, facet_limit=_MOST)).facets

    def _every(self, facet: Facet) -> Sequence[FacetCount]:
        found = self._index.search(IndexQuery(limit=0, facets=(facet,), facet_limit=_EVERY))
        return found.facets[facet]

    def _mentions(self, filters: Filters) -> Mentions:
        """A facet's own selection does not narrow its counts, so what is asked for is not among
        the facets of its page but for others that stand beside it."""
        found = self._index.search(
            IndexQuery(
                filters=filters,
                sort=Sort.NEWEST,
                limit=_NEWEST,
                facets=tuple(Facet),
                facet_limit=_MOST,
            )
        )
        stored = self._store.items([hit.id for hit in found.hits])
        facets = found.facets
        return Mentions(
            found.total,
            tuple(reversed(facets[Facet.MONTH])),
            facets[Facet.DEPARTMENT] if not filters.departments else (),
            facets[Facet.OFFICIAL] if not filters.officials else (),
            facets[Facet.TOPIC] if not filters.topics else (),
            tuple(stored[hit.id] for hit in found.hits if hit.id in stored),
        )


def _may_be(department: Department, other: str) -> bool:
    """Whether one name holds the characters of the other in order, behind their place, and both
    begin alike: 云川省政管办, 云川省政务服务管理办公室."""
    first = department.id.removeprefix(department.jurisdiction)
    second = other.removeprefix(department.jurisdiction)
    if not first or not second or first == second or first[0] != second[0]:
        return False
    short, long = sorted((first, second), key=len)
    characters = iter(long)
    return len(short) > 2 and all(character in characters for character in short)
