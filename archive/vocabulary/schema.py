"""What the vocabulary holds: typed, frozen records, one set for each TOML file.

The records say what is particular to a place, an era or a trade; how they are used is the
business of :mod:`archive.extraction` and of the search analyzer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Levels of government."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


LOCAL_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)

_SHORT_SUFFIXES = (("委员会", "委"), ("总局", "总局"), ("办公室", "办"))


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of state as a pattern by jurisdiction (``departments.toml``).

    ``national`` is a full name; ``province``, ``city`` and ``county`` are names without their
    place (a county's defaults to the city's). ``stems`` make short names (林草 + 局) and lists
    sharing a suffix. ``form`` (``国家税务总局{place}税务局``) builds the official name where it is
    not place + name (``{short}`` is the place without 省, 市 …, ``{printed}`` as it is printed in
    ``embedded``, else the place); ``embedded`` are printed forms with the place at ``{}``. An organ
    with ``prefix_required`` is found only behind its place or level (省政府, never 政府).

    A ``joint`` organ (教育体育局) is meant by a short name that others have too only in an issue
    that prints its full name.

    An organ of the past ended with a ``reform`` (a name in ``reforms.toml``): ``successors`` were
    made by it, ``absorbed_by`` had been there before; both hold the keys of organs. ``founded``
    is the reform that made an organ without predecessors. ``source`` is where that is written, if
    not in the reform's own source.
    """

    national: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    stems: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    national_aliases: tuple[str, ...] = ()
    form: str | None = None
    form_city: str | None = None
    form_county: str | None = None
    embedded: tuple[str, ...] = ()
    prefix_required: bool = False
    joint: bool = False
    successors: tuple[str, ...] = ()
    absorbed_by: tuple[str, ...] = ()
    reform: str | None = None
    founded: str | None = None
    source: str | None = None

    @property
    def key(self) -> str:
        """What the organ is called in the vocabulary: the first name it has."""
        return self.province or self.city or self.form or self.national or ""

    def name_at(self, level: Level) -> str | None:
        """The name at a level without its place."""
        if level == Level.NATIONAL:
            return self.national
        if level == Level.PROVINCE:
            return self.province
        return self.city if level == Level.CITY else self.county or self.city

    def local_levels(self) -> tuple[Level, ...]:
        """The levels below the centre at which it has a name."""
        return tuple(level for level in LOCAL_LEVELS if self.name_at(level))

    def full_name(self, level: Level, place: str, short: str) -> str | None:
        """The official name: 云川省 → 云川省商务厅, 国家税务总局云川省税务局."""
        if level == Level.NATIONAL:
            return self.national
        form = self.form_city if level != Level.PROVINCE and self.form_city else self.form
        form = self.form_county if level == Level.COUNTY and self.form_county else form
        if form:
            return form.format(place=place, short=short, printed=place)
        name = self.name_at(level)
        return place + name if name else None

    def names_at(self, level: Level) -> tuple[str, ...]:
        """Every printed form at a level without place: the name, stem + suffix, aliases."""
        full = self.name_at(level)
        if full is None:
            return ()
        if level == Level.NATIONAL:
            return tuple(dict.fromkeys(self._national_names(full)))
        names = [full, full.replace("和", ""), *(stem + _suffix(full) for stem in self.stems)]
        names += self.aliases
        if self.form and self.form.startswith("中共{place}委"):  # 自治区党委农办
            names += [f"党{name}" for name in names if name.startswith("委")]
        return tuple(dict.fromkeys(names))

    def _national_names(self, full: str) -> Iterator[str]:
        yield full
        yield full.replace("和", "")
        yield from self.national_aliases
        suffix = _suffix(full)
        for stem in self.stems:
            if full.startswith("国家"):
                yield f"国家{stem}{suffix}"
            if suffix in ("部", "总局"):
                yield stem + suffix


def _suffix(name: str) -> str:
    for long, short in _SHORT_SUFFIXES:
        if name.endswith(long):
            return short
    return name[-1]


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform of the organs of state (``reforms.toml``): ``national`` is its day for central
    organs, ``local`` the day by which the places had to follow, ``source`` where that is written.
    """

    name: str
    national: dt.date
    local: dt.date
    source: str

    def day(self, level: Level) -> dt.date:
        """The day from which a level no longer knew the old names."""
        return self.national if level == Level.NATIONAL else self.local


@dataclass(frozen=True, slots=True)
class Titles:
    """Posts and ranks (``titles.toml``). ``deputies`` exist with each of ``prefixes`` as well (副,
    代, 常务副); ``organs`` maps a post to the ends of the organisations it fits; ``groups`` look
    like posts and are none."""

    prefixes: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Every post and rank, with its deputies and acting holders."""
        deputies = (prefix + title for title in self.deputies for prefix in self.prefixes)
        return tuple(dict.fromkeys([*self.deputies, *deputies, *self.posts, *self.ranks]))


@dataclass(frozen=True, slots=True)
class Surnames:
    """Surnames (``surnames.toml``): strings of characters, compound ones separated by blanks.
    ``doubtful`` ones are ordinary words more often than surnames. ``beginnings``, separated by
    blanks, begin names that have no Chinese surname (扎西, 买买提). ``last`` are the characters
    that usually end a given name of two, ``never_last`` those that behind a name are words.
    ``readings`` are pinyin without tones where a surname is read otherwise than the word
    (曾 → zeng)."""

    single: str = ""
    compound: str = ""
    doubtful: str = ""
    beginnings: str = ""
    last: str = ""
    never_last: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Units:
    """Units, fixed phrases and qualifiers of numbers (``units.toml``)."""

    counters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    drop_ge: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    qualifiers_before: tuple[str, ...] = ()
    qualifiers_inside: tuple[str, ...] = ()
    qualifiers_behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is counted, and the words around it (``metrics.toml``).

    ``nouns`` are metrics that take what modifies them (办结率 → 按期办结率); the others are
    complete. ``modifiers`` are adverbs that belong to a noun behind them (平均办理时间).
    ``leading`` are words behind which a metric begins (随机|抽查项目), ``manners`` those that
    are left out only before a verb with an object, ``actors`` the last characters of who acts or
    where it happens (景区|日最大承载量), ``agents`` those that act where a verb with its object
    follows (企业|提供岗位), ``outsiders`` those of them who belong to no department, by the ends
    of what they are called, ``introducing`` what a metric's verb comes behind with
    a noun between (向灾区|调运大米).
    ``verbs`` act on what stands behind them, ``matters`` are verbs that name a matter as often
    (行政处罚案件), ``helping`` those that only lead to another (组织|抽检食品),
    ``receiving`` those that act on what someone else has done (受理|市税务局移送案件).
    ``empty_verbs`` say nothing of what is counted (实现营业收入), ``scopes`` are where or by whom
    it is counted (全省, 大厅)."""

    metrics: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    outsiders: tuple[str, ...] = ()
    introducing: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    empty_verbs: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """What tells that two wordings count the same, and how numbers hang together
    (``series.toml``).

    ``synonyms`` and ``units`` are sets of wordings, the first of each naming it; ``suffixes``
    may stand behind a metric without changing it. Numbers in a unit of ``not_additive`` cannot
    be summed. ``totals`` label a table's line of totals or state a sum, ``parts`` begin a list of
    parts, ``shares`` are metrics that say how much of a whole something is, ``amendments`` mark
    a correction."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    suffixes: tuple[str, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    not_additive: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    amendments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues that shape the reading of organisations and names (``words.toml``)."""

    organisation_suffixes: tuple[str, ...] = ()
    strong_suffixes: tuple[str, ...] = ()
    unit_suffixes: tuple[str, ...] = ()
    named_by_short_place: tuple[str, ...] = ()
    not_organisations: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    before_organisations: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    after_names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    no_key_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """A place of province level (``places.toml``). Organs of a ``municipality`` are named like
    a city's (商务局, not 商务厅). ``counties`` are those that lie in no prefecture, written as in
    :class:`Prefecture`."""

    name: str
    short: str | None = None
    municipality: bool = False
    counties: str = ""


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A place between province and county, of today or of the past (``prefectures.toml``).
    ``printed`` are the short forms in use, separated by blanks (延边州); so are ``counties``, their
    short forms behind slashes (白沙黎族自治县/白沙县)."""

    name: str
    province: str
    printed: str = ""
    counties: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the terms that assign it (``topics.toml``)."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What someone decided about names that rules had found (``corrections.toml``).

    ``name`` is the id a provisional record bears. It is another name of ``same_as`` (the id of a
    department), or it is ``confirmed`` to be an organisation, or it is ``no_organisation``.
    """

    name: str
    same_as: str | None = None
    confirmed: bool = False
    no_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Synonyms:
    """``groups`` are words that a search takes for one another."""

    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All of it. Two vocabularies are equal when their contents are: ``content_hash`` (hex) is
    part of the fingerprints of records and index."""

    content_hash: str
    organs: tuple[Organ, ...]
    reforms: Mapping[str, Reform]
    corrections: Mapping[str, Correction]
    titles: Titles
    surnames: Surnames
    units: Units
    metrics: Metrics
    series: SeriesWords
    cues: Cues
    provinces: tuple[Province, ...]
    prefectures: tuple[Prefecture, ...]
    topics: tuple[Topic, ...]
    synonyms: Synonyms = Synonyms()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and other.content_hash == self.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def no_key_phrases(self) -> frozenset[str]:
        """Words that say nothing of what a text is about: units, those that are listed, and
        titles and organs, which are found as officials and departments."""
        words = {*self.units.counters, *self.units.measures, *self.cues.no_key_phrases}
        words.update(self.titles.names())
        for organ in self.organs:
            words.update(name for level in Level for name in organ.names_at(level))
        return frozenset(words)

    def words(self) -> tuple[str, ...]:
        """Names a word segmenter should know: organs under every form, topics' terms, titles,
        metrics and synonyms; sorted, each once, of at least two characters."""
        names: set[str] = set(self.titles.names()) | set(self.metrics.metrics)
        for organ in self.organs:
            names.update(organ.stems)
            for level in Level:
                names.update(organ.names_at(level))
        for topic in self.topics:
            names.update(topic.terms)
        for group in self.synonyms.groups:
            names.update(group)
        names.update(province.name for province in self.provinces)
        return tuple(sorted(name for name in names if len(name) > 1 and name.isalnum()))
