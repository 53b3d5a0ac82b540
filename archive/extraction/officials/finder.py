"""Officials: personal names with the titles before or behind them, and their department."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.named import Named
from archive.extraction.officials.chains import MOST_TITLES, Chain, joined, read_chains
from archive.extraction.officials.names import NameReader, name_reader
from archive.extraction.officials.occupations import is_occupation
from archive.extraction.officials.offices import OfficeReader
from archive.extraction.officials.owners import OwnerReader, Person
from archive.model import OfficialMention, Span

_LIST = re.compile(r"(?:[（(][^（()）\n]{1,16}[）)])?(?:、|以及|[和与及])")
_BEFORE_PERSON = "，、；。：和与及（\n"
_BESIDE = ("、", "兼", "，兼", "、兼")
_BETWEEN_POSTS = re.compile(r"(?:、|[，、]?兼(?:任)?|暨)[\u4e00-\u9fff（）“”·]{0,24}")
_APPOINTED = re.compile(
    r"(?:同志|先生|女士)?(?:[（(][^（()）\n]{1,16}[）)])?(?:同志|先生|女士)?"
    r"(?:等[0-9一二三四五六七八九十]+[人名位](?:同志)?)?(?:因[\u4e00-\u9fff]{2,8})?"
    r"(?:现任|兼任|挂任|留任|续任|连任|不再担任|不再兼任|担任|任命为|聘任为|当选为?|拟任|辞去|改任|转任|调任|升任|提任|出任|接任|继任|就任|晋升为?|套转为?|确定为|聘为|推[举选]为|增补为|提名为|任|为|系|的)$"
)
# 高远任|指挥部质量安全组|副组长, 石磊因年龄原因不再担任|学院|副院长: an office nobody knows.
_APPOINTED_IN = re.compile(
    r"(?:同志)?(?:因[\u4e00-\u9fff]{2,8})?(?:任|担任|兼任|挂任|不再担任|不再兼任)[\u4e00-\u9fff]{2,14}$"
)
_TAKES = re.compile(
    r"(?:同志)?(?:[（(][^（()）\n]{1,16}[）)])?(?:挂职(?:担任|任)?|挂任|任|担任|兼任|现任|出任|调任|升任)"
)
_BEHIND_TITLES = ("officials.titles_before_name", "officials.shared_titles")
_OF_ANYONE = ("主要负责人", "分管负责人", "相关负责人", "有关负责人")
_FOR_A_TASK = (
    "组长", "组员", "团长", "领队", "队长", "召集人", "成员", "审判长", "主审", "主持人", "评委",
    "法律顾问",
)  # fmt: skip
"""Posts that one takes on for a visit, a trial or an inspection: 副厅长马明任组长."""
_LONGEST_APPOINTED = 26
_HONORIFIC = re.compile(r"(?:同志|先生|女士)$")
_APPOINTING = re.compile(r"(?:任命|免去|聘任|提名|推荐|选举|批准|同意|决定|接受|补选)$")
_OFFICE = re.compile(r"(?:的)?(?:等?职务|职位|职级|一职|（)")
_INTRODUCES = re.compile(
    r"同志，(?:现任|现为)?|(?:同志)?，[男女]，[^。；\n]{0,50}?(?:现任|现为|时任|曾任)"
)
_LONGEST_INTRODUCTION = 64
_ENDS = "。；，"
_CLOSES = "。；，、\n"
_PROPOSED = re.compile("候?选?人选")
_ROSTER = re.compile(r"[ \u3000]{1,4}$")
_IS = re.compile("(?:分别)?[为是]")
_COLON = re.compile(r"[：:][ \u3000]?|[ \u3000]{1,2}")
_WORD_IN_LIST = re.compile("[\u4e00-\u9fff]{2}[、，]")
_SHARED = re.compile(r"(?:两位|二位|三位|四位|等|同志)$")
_OPENS = re.compile("[（(](?:[\u4e00-\u9fff]{0,6}[省市县区州])?$")
_LONGEST_LED = 8
_SPACES = re.compile(r"[ \u3000]")
_NOT_A_POST = re.compile(
    r"(?:(?<=领队)[员伍]|台[前上就]|以上|以下|级别|级干部|岗位|职级(?![，。；、])|资格|任期|职责|会议|信箱|热线|办公会|工作室|队伍|一职|人选|候选人|进大厅|[0-9]+[余多]?[人名位])"
)


class OfficialFinder:
    """Finds the officials of one issue's texts."""

    def __init__(self, context: IssueContext) -> None:
        self.context = context
        self.names: NameReader = name_reader(context.lexicon.vocabulary)
        self.offices = OfficeReader(context)

    def find(self, item: ItemText, departments: list[Named]) -> list[OfficialMention]:
        """The officials named in an item, in order."""
        reading = _Reading(self, item, departments)
        return [self.mention(item, person) for person in reading.people()]

    def mention(self, item: ItemText, person: Person) -> OfficialMention:
        """Someone found, as a mention of the model."""
        name = _SPACES.sub("", item.text[person.start : person.end])
        return OfficialMention(
            item=item.item.key,
            span=Span(person.start, person.end),
            name=name,
            titles=person.chain.titles,
            department=person.department,
            official=f"{name}@{person.department}" if person.department else None,
            rule=person.rule,
            post_departments=person.departments if len(set(person.departments)) > 1 else (),
        )


class _Reading:
    """One pass over one item."""

    def __init__(self, finder: OfficialFinder, item: ItemText, departments: list[Named]) -> None:
        self.finder = finder
        self.names = finder.names
        self.offices = finder.offices
        self.item = item
        self.text = item.text
        self.departments = departments
        self.owners = OwnerReader(item, departments, finder.offices)
        self.found: list[Person] = []

    @cached_property
    def _ends(self) -> dict[int, Named]:
        return {named.end: named for named in self.departments}

    @cached_property
    def _starts(self) -> set[int]:
        return {named.start for named in self.departments}

    def people(self) -> list[Person]:
        chains = self._side_by_side(
            read_chains(self.text, self.departments, self.finder.context.lexicon)
        )
        open_chain: Chain | None = None
        for one in chains:
            if self.item.titles.covers(one.start):
                open_chain = None
                continue
            chain = one
            if open_chain is not None and len(open_chain.titles) < MOST_TITLES:
                gap = self.text[open_chain.end : one.start]
                next_to = self.text[open_chain.end : one.begin] == "，"
                # 市委常委，市公安局局长甲, but 市政府主要负责人，市公安局局长甲
                of_one = not open_chain.titles[-1].endswith(_OF_ANYONE)
                goes_on = next_to and of_one and open_chain.first and one.first
                if goes_on or (len(gap) < 32 and _BETWEEN_POSTS.fullmatch(gap)):
                    chain = joined(open_chain, one)
            open_chain = None if self._read(chain) else chain
        return self.found

    def _side_by_side(self, chains: list[Chain]) -> list[Chain]:
        """Those with nothing but a mark between them, and nobody named behind, as one:
        甲任党组成员、|政治部主任, but 甲任组长、|安监室主任乙."""
        whole: list[Chain] = []
        for chain in chains:
            last = whole[-1] if whole else None
            gap = self.text[last.end : chain.begin] if last is not None else ""
            beside = last is not None and gap in _BESIDE and len(last.titles) < MOST_TITLES
            if last is not None and beside and self.names.end_of(self.text, chain.end) is None:
                whole[-1] = joined(last, chain)
            else:
                whole.append(chain)
        return whole

    def _read(self, chain: Chain) -> bool:
        """Find whom a chain belongs to; whether anyone was found."""
        count = len(self.found)
        if _NOT_A_POST.match(self.text, chain.end):
            return bool(_PROPOSED.match(self.text, chain.end)) and self._appointed(chain)
        if self._in_bracket(chain) or self._taken_on(chain):
            return True
        if (rest := self._ranked(chain)) is not chain:
            return rest is None or self._read(rest)
        if (parted := self._parted(chain)) is not None:
            read = [self._read(part) for part in parted]
            return all(read)
        end = self._name_behind(chain)
        if end is not None:
            start = end[0]
            self._add(start, end[1], chain, "officials.titles_before_name")
            self._list(end[1], chain)
        elif not (self._appointed(chain) or self._introduced(chain) or self._in_roster(chain)):
            self._name_before(chain)
        return len(self.found) > count

    def _taken_on(self, chain: Chain) -> bool:
        """三级调研员乔以宁|挂职任市商务局副局长: a further post of the person just named, and of
        those listed with him (市水利局局长甲、军分区参谋长乙任副指挥长)."""
        last = self.found[-1] if self.found else None
        if last is None or len(last.chain.titles) >= MOST_TITLES:
            return False
        gap = self.text[last.end : chain.begin]
        if last.rule != "officials.titles_before_name" or not _TAKES.fullmatch(gap):
            return False
        if chain.first is None and chain.titles[0].endswith(_FOR_A_TASK):
            return True
        index = len(self.found) - 1
        self._take(index, chain)
        while index and _LIST.fullmatch(
            self.text, self.found[index - 1].end, self.found[index].chain.begin
        ):
            index -= 1
            self._take(index, chain)
        return True

    def _ranked(self, chain: Chain) -> Chain | None:
        """司令员石磊|大校: what a chain leaves when its first title is a rank of the person just
        named; None if nothing, the chain itself if it is none."""
        last = self.found[-1] if self.found else None
        if last is not None and self._is_spaced(last.end, chain):  # 组长：白露　市长
            self._take(len(self.found) - 1, chain)
            return None
        if last is None or last.end != chain.start or chain.departments[0] is not None:
            return chain
        end = chain.start + len(chain.titles[0])
        self._take(len(self.found) - 1, Chain(chain.start, end, chain.titles[:1], (None,)))
        if len(chain.titles) == 1:
            return None
        return Chain(end + 1, chain.end, chain.titles[1:], chain.departments[1:])

    def _take(self, index: int, chain: Chain) -> None:
        """Give someone found the posts of a further chain."""
        one = self.found[index]
        if one.rule not in _BEHIND_TITLES or len(one.chain.titles) >= MOST_TITLES:
            return
        body = None if chain.first else self.owners.body(chain)
        departments = tuple(
            named.department.id if named and named.department else body
            for named in chain.departments
        )
        held = one.department if one.chain.first or body is None else body
        held = held or next((name for name in departments if name), None)
        taken = (*one.departments, *departments)
        self.found[index] = replace(
            one, chain=joined(one.chain, chain), departments=taken, department=held
        )

    def _parted(self, chain: Chain) -> tuple[Chain, Chain] | None:
        """欧阳明副主任、二级巡视员李某: the first title is that of the name before it."""
        if len(chain.titles) == 1 or chain.departments[0] is not None:
            return None
        end = chain.start + len(chain.titles[0])
        if self.text[end] != "、" or self.names.end_of(self.text, chain.end) is None:
            return None
        start = self.names.start_of(self.text, chain.start, self._floor(chain.start))
        if start is None:
            return None
        if start and start not in self._ends and self.text[start - 1] not in _BEFORE_PERSON:
            return None
        first = Chain(chain.start, end, chain.titles[:1], chain.departments[:1])
        return first, Chain(end + 1, chain.end, chain.titles[1:], chain.departments[1:])

    def _name_behind(self, chain: Chain) -> tuple[int, int] | None:
        """厅长方一鸣; also 组长：王伟."""
        if chain.end in self._starts:
            return None
        strict = self._by_form_alone(chain)
        if strict and not (
            self.found and self.found[-1].end > self.item.sentences.start(chain.end)
        ):
            return None
        if (end := self.names.end_of(self.text, chain.end, strict=strict)) is not None:
            return chain.end, end
        if (named := self._is(chain) or self._is_word(chain)) is not None:
            return named
        colon = _COLON.match(self.text, chain.end)
        start = colon.end() if colon and colon.end() not in self._starts else chain.end
        if start > chain.end:
            end = self.names.listed(self.text, start)
        elif chain.first is not None:
            end = self.names.unlisted(self.text, start)
        return (start, end) if end is not None else None

    def _by_form_alone(self, chain: Chain) -> bool:
        """Whether only its form shows that a chain is a post, with no office before it."""
        words = self.finder.context.lexicon.title_words
        alone = len(chain.titles) == 1 and chain.departments[0] is None
        return alone and is_occupation(chain.titles[0]) and chain.titles[0] not in words

    def _is(self, chain: Chain) -> tuple[int, int] | None:
        """秘书长|为|万红。"""
        match = _IS.match(self.text, chain.end)
        end = self.names.listed(self.text, match.end()) if match else None
        closes = end is not None and self.text[end : end + 1] in "，。；、）"
        return (match.end(), end) if match and end is not None and closes else None

    def _is_word(self, chain: Chain) -> tuple[int, int] | None:
        """市交警支队大队长|施展，民警…: in a list of officials a word is a name too."""
        match = _WORD_IN_LIST.match(self.text, chain.end)
        lexicon = self.finder.context.lexicon
        if (
            match is None
            or chain.first is None
            or match[0][:2] in lexicon.vocabulary.cues.not_names
        ):
            return None
        titles = lexicon.title_ahead
        if not (match.end() in self._starts or titles.match(self.text, match.end())):
            return None
        end = self.names.listed(self.text, chain.end)
        return (chain.end, end) if end == match.end() - 1 else None

    def _name_before(self, chain: Chain) -> None:
        """张明副厅长, and 王强、李娜副局长 who share the title."""
        if chain.departments[0] is not None or is_occupation(chain.titles[0]):
            return
        shared = _SHARED.search(self.text, max(0, chain.start - 2), chain.start)
        position = shared.start() if shared else chain.start
        floor = self._floor(position)
        start = self.names.start_of(self.text, position, floor)
        if start is None or self._is_place(start, chain.start):
            return
        people = [(start, position)]
        while start - 1 > floor and self.text[start - 1] in "、和与及":
            position = start - 1
            before = self.names.start_of(self.text, position, floor, listed=True)
            if before is None:
                break
            people.append((before, position))
            start = before
        for begin, end in reversed(people):
            self._add(begin, end, chain, "officials.name_before_titles")

    def _is_place(self, start: int, end: int) -> bool:
        """金寨|县长岭站"""
        known = self.finder.context.lexicon.gazetteer.known
        return self.text[start : end + 1] in known

    def _list(self, end: int, chain: Chain) -> None:
        """副主任张三、李四: the titles hold for the names that follow."""
        while (match := _LIST.match(self.text, end)) and match.end() not in self._starts:
            following = self.names.listed(self.text, match.end())
            if following is None:
                return
            self._add(match.end(), following, chain, "officials.shared_titles")
            end = following

    def _in_bracket(self, chain: Chain) -> bool:
        """张三（省商务厅副厅长）."""
        bracket = _OPENS.search(self.text, max(0, chain.begin - _LONGEST_LED), chain.begin)
        opening = bracket.start() if bracket else 0
        if opening < 1 or chain.end >= len(self.text):
            return False
        if self.text[chain.end] not in "）)，、；":
            return False
        end = opening
        for back, one in enumerate(reversed(self.found[-MOST_TITLES:]), 1):
            if one.end == opening:  # 组长：白露（副市长）
                self._take(len(self.found) - back, chain)
                return True
        if honorific := _HONORIFIC.search(self.text, max(0, end - 2), end):
            end = honorific.start()
        floor = max(self.item.sentences.start(end), self.found[-1].end if self.found else 0)
        start = self.names.start_of(self.text, end, floor, certain=True)
        if start is None:
            return False
        return self._add(start, end, chain, "officials.title_in_bracket")

    def _appointed(self, chain: Chain) -> bool:
        """张三任云川省商务厅厅长, 免去李四的省水利厅副厅长职务."""
        sentence = self.item.sentences.start(chain.begin)
        floor = max(sentence, self.found[-1].end if self.found else 0)
        before = max(floor, chain.begin - _LONGEST_APPOINTED)
        match = _APPOINTED.search(self.text, before, chain.begin)
        if match is None and chain.departments[0] is None:
            match = _APPOINTED_IN.search(self.text, before, chain.begin)
        end = match.start() if match else chain.begin
        if match is None and chain.departments[0] is None:
            return False
        if match is None and (honorific := _HONORIFIC.search(self.text, max(0, end - 2), end)):
            end = honorific.start()
        start = self.names.start_of(self.text, end, floor, certain=match is not None)
        if start is None:
            return False
        if match is None or match[0].endswith("的"):
            verb = _APPOINTING.search(self.text, max(floor, start - 4), start)
            if verb is None and not _OFFICE.match(self.text, chain.end):
                return False
        people = [(start, end)]
        while match is not None and start - 1 > floor and self.text[start - 1] == "、":
            end = start - 1
            before_it = self.names.start_of(self.text, end, floor, certain=True)
            if before_it is None:
                break
            people.append((before_it, end))
            start = before_it
        added = [self._add(*one, chain, "officials.appointed") for one in reversed(people)]
        return any(added)

    def _introduced(self, chain: Chain) -> bool:
        """何平，男，1970年3月出生，现任|市税务局局长; 何平：|市税务局局长。"""
        sentence = self.item.sentences.start(chain.begin)
        if chain.first is None or not 0 < chain.begin - sentence <= _LONGEST_INTRODUCTION:
            return False
        end = self.names.end_of(self.text, sentence, strict=True)
        if end is None or (self.found and self.found[-1].end > sentence):
            return False
        entry = (
            self.text[end : chain.begin] == "：" and self.text[chain.end : chain.end + 1] in _ENDS
        )
        if not entry and not _INTRODUCES.fullmatch(self.text, end, chain.begin):
            return False
        return self._add(sentence, end, chain, "officials.appointed")

    def _in_roster(self, chain: Chain) -> bool:
        """成员：穆青　市财政局局长，…"""
        space = _ROSTER.search(self.text, max(0, chain.begin - 4), chain.begin)
        if space is None or not self._is_spaced(space.start(), chain):
            return False
        floor = self._floor(space.start())
        start = self.names.start_of(self.text, space.start(), floor, certain=True)
        opens = start is not None and (start == 0 or self.text[start - 1] in _BEFORE_PERSON)
        if start is None or not opens:
            return False
        return self._add(start, space.start(), chain, "officials.name_before_titles")

    def _is_spaced(self, end: int, chain: Chain) -> bool:
        """Whether only blanks stand between a name's ``end`` and a chain, and none behind it."""
        gap = self.text[end : chain.begin]
        closes = chain.end == len(self.text) or self.text[chain.end] in _CLOSES
        return closes and bool(gap) and _ROSTER.fullmatch(gap) is not None

    def _floor(self, position: int) -> int:
        index = bisect_right(self.departments, position, key=lambda named: named.end)
        previous = self.departments[index - 1].end if index else 0
        last = self.found[-1].end if self.found else 0
        return max(previous, last, self.item.sentences.start(position))

    def _add(self, start: int, end: int, chain: Chain, rule: str) -> bool:
        if self.found and start < self.found[-1].end:
            return False
        departments = self.owners.departments_of(
            chain, start, self.found[-1] if self.found else None
        )
        department, first = departments[0], chain.first
        if chain.departments[0] is None and first is not None and first.department is not None:
            sentence = self.item.sentences.start(start)
            governs = self.offices.place_led(chain.titles[0]) is not None
            governs = governs or first.department.parent == department  # 党组成员、执行局局长
            if governs or not self.owners.is_named(department, sentence, min(start, chain.begin)):
                department = first.department.id
        self.found.append(Person(start, end, chain, departments, department, rule))
        return True
