"""Officials: personal names with the titles before or behind them, and their department."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.named import Named
from archive.extraction.names import NameReader, name_reader
from archive.extraction.publisher import publisher_department
from archive.model import OfficialMention, Span

_BRACKET = re.compile(r"[（(][^（）()《》\n]{1,12}[）)]")
_POST_BRACKET = re.compile(r"主持|兼|代理|挂职|正厅|副厅|正处|副处|正局|副局|级|试用|代")
_LINK = re.compile(r"[、，]?兼(?:任)?|、|暨")
_LIST = re.compile(r"[、和与及]")
_LIST_GAP = re.compile(r"[，、；和与及以]*")
_APPOINTED = re.compile(r"(?:现任|兼任|担任|任命为|任|为|系)$")
_SPACES = re.compile(r"[ \u3000]")
_LONGEST_GAP = 12
_MOST_TITLES = 8


@dataclass(frozen=True, slots=True)
class Chain:
    """Titles that follow one another: 党组书记、厅长."""

    start: int
    end: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    start: int
    end: int
    chain: Chain
    department: str | None
    rule: str


class OfficialFinder:
    """Finds the officials of one issue's texts."""

    def __init__(self, context: IssueContext) -> None:
        self.context = context
        self.names: NameReader = name_reader(context.lexicon.vocabulary)
        self._organs = context.lexicon.vocabulary.titles.organs
        self._groups = context.lexicon.title_groups

    def find(self, item: ItemText, departments: list[Named]) -> list[OfficialMention]:
        """The officials named in an item, in order."""
        reading = _Reading(self, item, departments)
        return [self._mention(item, person) for person in reading.people()]

    def _mention(self, item: ItemText, person: _Person) -> OfficialMention:
        name = _SPACES.sub("", item.text[person.start : person.end])
        return OfficialMention(
            item=item.item.key,
            span=Span(person.start, person.end),
            name=name,
            titles=person.chain.titles,
            department=person.department,
            official=f"{name}@{person.department}" if person.department else None,
            rule=person.rule,
        )

    def chains(self, text: str) -> list[Chain]:
        """The title chains of a text, in order."""
        chains: list[Chain] = []
        for word, start, word_end in self.context.lexicon.titles.find(text):
            if word in self._groups:
                continue
            if chains and start < chains[-1].end:
                continue
            end = self._behind_bracket(text, word_end)
            title = text[start:end]
            linked = chains and len(chains[-1].titles) < _MOST_TITLES
            if linked and _LINK.fullmatch(text, chains[-1].end, start):
                last = chains[-1]
                chains[-1] = Chain(last.start, end, (*last.titles, title))
            else:
                chains.append(Chain(start, end, (title,)))
        return chains

    def _behind_bracket(self, text: str, end: int) -> int:
        match = _BRACKET.match(text, end)
        return match.end() if match and _POST_BRACKET.search(match[0]) else end

    def fits(self, titles: tuple[str, ...], department: str) -> bool:
        """Whether an organisation may have these posts: a 厅长 needs a 厅."""
        for title in titles:
            plain = title.partition("（")[0]
            for post, ends in self._organs.items():
                if plain.endswith(post):
                    return department.endswith(ends)
        return True


class _Reading:
    """One pass over one item."""

    def __init__(self, finder: OfficialFinder, item: ItemText, departments: list[Named]) -> None:
        self.finder = finder
        self.item = item
        self.text = item.text
        self.departments = departments
        self.found: list[_Person] = []

    @cached_property
    def _ends(self) -> dict[int, Named]:
        return {named.end: named for named in self.departments}

    @cached_property
    def _starts(self) -> set[int]:
        return {named.start for named in self.departments}

    def people(self) -> list[_Person]:
        cursor = 0  # departments before it have been passed
        for chain in self.finder.chains(self.text):
            while cursor < len(self.departments) and self.departments[cursor].end <= chain.start:
                cursor += 1
            if self.item.titles.covers(chain.start):
                continue
            self._read(chain, cursor)
        return self.found

    def _read(self, chain: Chain, cursor: int) -> None:
        end = self.finder.names.end_of(self.text, chain.end)
        if end is not None and chain.end not in self._starts:
            department = self._department(chain, cursor)
            self._add(chain.end, end, chain, department, "officials.titles_before_name")
            self._list(end, chain, department)
            return
        if chain.start in self._ends:
            self._appointed(chain)
            return
        floor = max(self._floor(cursor), self.item.sentences.start(chain.start))
        start = self.finder.names.start_of(self.text, chain.start, floor)
        if start is not None:
            department = self._department(Chain(start, chain.end, chain.titles), cursor)
            self._add(start, chain.start, chain, department, "officials.name_before_titles")

    def _list(self, end: int, chain: Chain, department: str | None) -> None:
        """副主任张三、李四: the titles hold for the names that follow."""
        while (match := _LIST.match(self.text, end)) and match.end() not in self._starts:
            following = self.finder.names.end_of(self.text, match.end(), strict=True)
            if following is None:
                return
            self._add(match.end(), following, chain, department, "officials.shared_titles")
            end = following

    def _appointed(self, chain: Chain) -> None:
        """张三任云川省商务厅厅长."""
        named = self._ends[chain.start]
        sentence = self.item.sentences.start(named.start)
        before = self.text[max(sentence, named.start - 4) : named.start]
        match = _APPOINTED.search(before)
        if match is None:
            return
        end = named.start - len(match[0])
        start = self.finder.names.start_of(self.text, end, sentence)
        if start is not None:
            department = named.department.id if named.department else None
            self._add(start, end, chain, department, "officials.appointed")

    def _floor(self, cursor: int) -> int:
        previous = self.departments[cursor - 1].end if cursor else 0
        return max(previous, self.found[-1].end if self.found else 0)

    def _add(self, start: int, end: int, chain: Chain, department: str | None, rule: str) -> None:
        if self.found and start < self.found[-1].end:
            return
        self.found.append(_Person(start, end, chain, department, rule))

    def _department(self, chain: Chain, cursor: int) -> str | None:
        """The organisation directly before; in a list, the last one named; in the sentence,
        the last that has such a post; else the publisher, if it has."""
        if (named := self._ends.get(chain.start)) is not None:
            return named.department.id if named.department else None
        sentence = self.item.sentences.start(chain.start)
        last = self.found[-1] if self.found else None
        if last is not None and last.end >= sentence:
            gap = self.text[last.end : chain.start]
            previous = self.departments[cursor - 1] if cursor else None
            if _LIST_GAP.fullmatch(gap) and (previous is None or previous.end <= last.end):
                return last.department
        for index in range(cursor - 1, max(-1, cursor - 1 - _LONGEST_GAP), -1):
            named = self.departments[index]
            if named.start < sentence:
                break
            if named.department and self.finder.fits(chain.titles, named.department.id):
                return named.department.id
        publisher = publisher_department(self.finder.context)
        if publisher is not None and self.finder.fits(chain.titles, publisher.id):
            return publisher.id
        return None
