"""Departments: names of organisations, and the authority records they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.extraction.authority import NATION, Authority, authority
from archive.extraction.context import IssueContext, ItemText, is_han
from archive.extraction.jurisdiction import LEVEL_WORDS, Place, Prefix, prefix_before
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named, merge
from archive.extraction.publisher import publisher_department, self_pattern
from archive.model import Department, DepartmentMention, Span
from archive.vocabulary import Level, Organ

_LONGEST_NAME = 40
_LONGEST_BODY = 20
_SEPARATORS = "、和与及，"
_NAME_BREAK = re.compile(r"[^\u4e00-\u9fffA-Za-z·]")
_BODY_STOP = re.compile(r"[的了在将对向从由等各该并]|相关|有关|以及")
_LEVEL = re.compile("|".join(LEVEL_WORDS))
_GROUP = re.compile("部门|单位|厅（局）|厅局|委办局|窗口")
_GROUP_HEAD = re.compile(
    r"等?(?:[0-9０-９一二三四五六七八九十]{1,3}个?|多个?)?(?:省直|市直|县直|区直|省级|市级)?$"
)
_LONGEST_GROUP_HEAD = 8
_WORD_AFTER_UNIT = {
    "处": "理置罚境所分于在",
    "科": "技学研目普",
    "室": "内外",
    "所": "有以在属需",
    "站": "点位式",
    "中心": "城区",
    "中": "心",
}
_WORD_AFTER_NAME = {
    "委": "员托派会任",
    "厅": "楼里内",
    "局": "面限部势长",
    "办": "理事公结好成法件发函",
    "部": "门分署队件位委",
    "中心": "城区任组",
    "政府": "采购工性信令网",
    "人民政府": "令网",
    "海关": "总",
}
_CLASS_BEFORE = re.compile(r"(?:[各大小全省市县区]|[各省市县区乡镇两三上下]级|基层|相关|有关)$")


class DepartmentFinder:
    """Finds the departments of one issue's texts and resolves them to authority records."""

    def __init__(self, context: IssueContext) -> None:
        self.context = context
        self.lexicon: Lexicon = context.lexicon
        self._authority: Authority = authority(context.lexicon.vocabulary)
        self._publisher = publisher_department(context)
        self._records: dict[tuple[int, Level, str], Department | None] = {}
        self._self = self_pattern(context)

    def find(self, item: ItemText) -> list[Named]:
        """The organisations named in an item, in order, without overlaps."""
        text = item.text
        found = merge([], self._self_references(text))
        found = merge(found, self._embedded(text))
        found = merge(found, self._from_vocabulary(text))
        found = merge(found, self._by_pattern(text, found))
        found = merge(found, self._sharing_suffix(text, found))
        if item.titles.spans:
            found = [named for named in found if not item.titles.covers(named.start)]
        return [self._with_unit(text, named, found, n) for n, named in enumerate(found)]

    def mentions(self, item: ItemText, found: list[Named]) -> Iterator[DepartmentMention]:
        """The findings as mentions of the model."""
        for named in found:
            yield DepartmentMention(
                item=item.item.key,
                span=Span(named.start, named.end),
                surface=item.text[named.start : named.end],
                department=named.department.id if named.department else None,
                rule=named.rule,
            )

    # --- The publisher -------------------------------------------------------------------

    def _self_references(self, text: str) -> Iterator[Named]:
        if self._self is None:
            return
        for match in self._self.finditer(text):
            start, end = match.span()
            if match.lastgroup == "self" and start and text[start - 1] in "全各外基日根原":
                continue
            if end < len(text) and text[end] in "城区长员":
                continue
            yield Named(start, end, self._publisher, f"departments.{match.lastgroup}")

    # --- Names of the vocabulary ---------------------------------------------------------

    def _embedded(self, text: str) -> Iterator[Named]:
        if self.lexicon.embedded is None:
            return
        for match in self.lexicon.embedded.finditer(text):
            assert match.lastindex is not None  # noqa: S101 - every alternative has a group
            organ = self.lexicon.embedded_organs[match.lastindex - 1]
            start, end = match.span(match.lastindex)
            prefix = prefix_before(text, end, start, self.context.places, self.lexicon.gazetteer)
            place = self._place(prefix) if prefix else self._place_of_short(text[start:end])
            if place is not None:
                department = self._record(organ, place.level, place)
                yield Named(*match.span(), department, "departments.embedded_place")

    def _from_vocabulary(self, text: str) -> Iterator[Named]:
        floor = 0
        for name, start, end in self.lexicon.organ_names.find(text):
            if name in self.lexicon.not_organisations or _continues(text, end, name):
                continue
            named = self._resolve(text, name, start, end, floor)
            if named is not None:
                floor = end
                yield named

    def _resolve(self, text: str, name: str, start: int, end: int, floor: int) -> Named | None:
        entries = self.lexicon.organs[name]
        prefix = prefix_before(
            text, start, max(floor, start - _LONGEST_NAME), self.context.places,
            self.lexicon.gazetteer,
        )  # fmt: skip
        if prefix is None:
            local = [e for e in entries if e[1] != Level.NATIONAL and not e[0].prefix_required]
            national = next((organ for organ, lv in entries if lv == Level.NATIONAL), None)
            if national is not None:
                record = self._record(national, Level.NATIONAL, NATION)
                return Named(start, end, record, "departments.national")
            if not local or _CLASS_BEFORE.search(text, max(0, start - 3), start):
                return None  # 各级政务服务中心, 园区政务服务中心: a class, none of its members
            return Named(start, end, self._bare(local), "departments.bare_name")
        if not any(level != Level.NATIONAL for _, level in entries):
            record = self._record(entries[0][0], Level.NATIONAL, NATION)
            return Named(start, end, record, "departments.national")
        place = self._place(prefix)
        begin = self._outer_place(text, prefix.start, floor)
        rule = "departments.place_and_name" if prefix.place else "departments.level_and_name"
        if place is None:
            return Named(begin, end, None, rule)
        levels = [lv for _, lv in entries if lv != Level.NATIONAL]
        level = place.level if place.level in levels else levels[0]
        return Named(begin, end, self._best(entries, level, place), rule)

    def _best(
        self, entries: Iterable[tuple[Organ, Level]], level: Level, place: Place
    ) -> Department | None:
        """Of organs that share a name: the publisher if it is one of them, else the first that
        was there at the time of the issue."""
        organs = [organ for organ, lv in entries if lv == level]
        records = [self._record(organ, level, place) for organ in organs]
        if self._publisher in records:
            return self._publisher
        day = self.context.date
        there = (
            record
            for organ, record in zip(organs, records, strict=True)
            if self._authority.in_force(organ, level, day)
        )
        return next(there, None) or next(iter(records), None)

    def _bare(self, entries: list[tuple[Organ, Level]]) -> Department | None:
        """商务厅 without a place: the publisher's level if it has one so named, else the
        level above that has."""
        chain = self.context.jurisdiction.places
        for place in reversed(chain):
            record = self._best(entries, place.level, place)
            if record is not None:
                return record
        own = self.context.jurisdiction.own
        if own is not None and own.name in self.lexicon.gazetteer.municipalities:
            return self._record(entries[0][0], entries[0][1], own)
        return None

    def _outer_place(self, text: str, start: int, floor: int) -> int:
        """云川省临江市商务局: the name begins with the outermost place."""
        for _ in range(2):
            prefix = prefix_before(
                text, start, max(floor, start - _LONGEST_NAME), self.context.places,
                self.lexicon.gazetteer,
            )  # fmt: skip
            if prefix is None or prefix.place is None:
                return start
            start = prefix.start
        return start

    def _place(self, prefix: Prefix) -> Place | None:
        if prefix.place is not None:
            return prefix.place
        jurisdiction = self.context.jurisdiction
        own = jurisdiction.own
        place = jurisdiction.at(prefix.level)
        if place is not None and not place.name.endswith(prefix.word):
            return None  # 州商务局 in a 市's bulletin is another's
        if place is None and own is not None and own.level == Level.PROVINCE:
            # 市商务局 in a municipality's bulletin is the municipality's.
            return own if own.name in self.lexicon.gazetteer.municipalities else None
        return place

    def _place_of_short(self, short: str) -> Place | None:
        for place in self.context.jurisdiction.places:
            if place.short == short:
                return place
        for province in self.lexicon.vocabulary.provinces:
            place = self.lexicon.gazetteer.place(province.name)
            if place.short == short:
                return place
        return None

    def _record(self, organ: Organ, level: Level, place: Place) -> Department | None:
        # By identity: organs live as long as the vocabulary, and hashing one is dear.
        key = (id(organ), level, place.name)
        if key not in self._records:
            self._records[key] = self._make_record(organ, level, place)
        return self._records[key]

    def _make_record(self, organ: Organ, level: Level, place: Place) -> Department | None:
        record = self._authority.record(organ, level, place)
        if record is not None and self._publisher is not None and record.id == self._publisher.id:
            return self._publisher
        return record

    # --- Names by pattern ----------------------------------------------------------------

    def _by_pattern(self, text: str, found: list[Named]) -> Iterator[Named]:
        strong = self.lexicon.vocabulary.cues.strong_suffixes
        cursor = 0
        for word, start, end in self.lexicon.organisation_ends.find(text):
            while cursor < len(found) and found[cursor].end <= start:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end <= found[cursor].end:
                continue
            if word in self.lexicon.not_organisations or _continues(text, end, word):
                continue
            floor = max(_floor(text, start), found[cursor - 1].end if cursor else 0)
            named = self._behind_place(text, floor, start, end)
            if named is None and word.endswith(strong):
                named = self._behind_word(text, floor, start, end)
            if named is not None:
                yield named

    def _behind_place(self, text: str, floor: int, start: int, end: int) -> Named | None:
        for match in _LEVEL.finditer(text, floor, start):
            body_start = match.end()
            body = text[body_start:start]
            if not body and text[start] != "管":
                continue  # 省中心 and 市局 are no names; 经开区管委会 is one
            if len(body) > _LONGEST_BODY or not self._is_body(body):
                continue
            prefix = prefix_before(
                text, body_start, floor, self.context.places, self.lexicon.gazetteer
            )
            if prefix is None:
                continue
            place = self._place(prefix)
            if prefix.place is None and not self._is_boundary(text, floor, prefix.start):
                continue
            record = None
            if place is not None:
                record = Department(
                    id=place.name + text[body_start:end],
                    jurisdiction=place.name,
                    provisional=True,
                )
            return Named(prefix.start, end, record, "departments.pattern_with_place")
        return None

    def _behind_word(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """A company or school without a place: from behind the last word that cannot belong
        to its name."""
        begin = floor
        for match in self.lexicon.words_before.finditer(text, floor, start):
            begin = match.end()
        body = text[begin:start]
        if len(body) < 2 or not self._is_body(body):
            return None
        name = text[begin:end]
        return Named(begin, end, Department(id=name, provisional=True), "departments.pattern")

    def _is_boundary(self, text: str, floor: int, position: int) -> bool:
        if position <= floor or not is_han(text[position - 1]):
            return True
        before = text[max(floor, position - 4) : position]
        return any(before[-n:] in self.lexicon.before_organisations for n in (1, 2, 3, 4))

    def _is_body(self, body: str) -> bool:
        return not (_BODY_STOP.search(body) or self.lexicon.verbs_before.search(body))

    # --- Lists that share a suffix -------------------------------------------------------

    def _sharing_suffix(self, text: str, found: list[Named]) -> Iterator[Named]:
        ends = {named.end: named for named in found}
        for match in _GROUP.finditer(text):
            head = _GROUP_HEAD.search(
                text, max(0, match.start() - _LONGEST_GROUP_HEAD), match.start()
            )
            yield from self._members(text, head.start() if head else match.start(), ends)

    def _members(self, text: str, end: int, ends: dict[int, Named]) -> list[Named]:
        """The members of 人社、民政、住建 before ``end``, read backwards."""
        members: list[Named] = []
        count = 0
        while end > 0:
            if end in ends:
                start = ends[end].start
            else:
                member = self._stem_before(text, end)
                if member is None:
                    break
                members.append(member)
                start = member.start
            count += 1
            if start == 0 or text[start - 1] not in _SEPARATORS[:4]:
                end = start
                break
            end = start - 1
        single = count == 1 and members and is_level(text[members[0].start])
        if (count < 2 and not single) or (end > 0 and text[end - 1] in "各级"):
            return []
        return members

    def _stem_before(self, text: str, end: int) -> Named | None:
        for length in range(min(12, end), 1, -1):
            stem = text[end - length : end]
            organs = self.lexicon.stems.get(stem)
            if organs is None:
                continue
            start = end - length
            prefix = prefix_before(
                text, start, max(0, start - _LONGEST_NAME), self.context.places,
                self.lexicon.gazetteer,
            )  # fmt: skip
            place = self._place(prefix) if prefix else self.context.jurisdiction.own
            begin = prefix.start if prefix else start
            record = None
            if place is not None:
                organ = next((o for o in organs if o.name_at(place.level)), organs[0])
                record = self._record(organ, place.level, place)
            return Named(begin, end, record, "departments.shared_suffix")
        return None

    # --- Units inside --------------------------------------------------------------------

    def _with_unit(self, text: str, named: Named, found: list[Named], index: int) -> Named:
        """省市场监管局特种设备处: the unit directly behind belongs to the name."""
        if named.rule == "departments.shared_suffix":
            return named
        ceiling = found[index + 1].start if index + 1 < len(found) else len(text)
        match = self._unit.match(text, named.end, min(ceiling, named.end + 14))
        if match is None or not self._is_body(match["body"]):
            return named
        if self.lexicon.words_before.match(match["body"]):
            return named
        if text[match.end() : match.end() + 1] in tuple(_WORD_AFTER_UNIT.get(match["end"], "")):
            return named
        department = named.department
        if department is not None:
            department = Department(
                id=department.id + match[0],
                jurisdiction=department.jurisdiction,
                parent=department.id,
                provisional=True,
            )
        return Named(named.start, match.end(), department, "departments.inner_unit")

    @property
    def _unit(self) -> re.Pattern[str]:
        return _unit_pattern(self.lexicon.vocabulary.cues.unit_suffixes)


@lru_cache(maxsize=4)
def _unit_pattern(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    ends = "|".join(sorted(suffixes, key=len, reverse=True))
    return re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,7}}?)(?P<end>{ends})")


def _floor(text: str, end: int) -> int:
    """The nearest place before ``end`` that a name cannot reach across."""
    floor = max(0, end - _LONGEST_NAME)
    for match in _NAME_BREAK.finditer(text, floor, end):
        floor = match.end()
    return floor


def is_level(character: str) -> bool:
    """Whether a character names a level of government (省, 市 …)."""
    return character in LEVEL_WORDS


def _continues(text: str, end: int, name: str) -> bool:
    """Whether what follows makes another word of the name's end: 市委|员, 市政府|采购."""
    following = text[end : end + 1]
    if not following:
        return False
    return any(name.endswith(tail) and following in more for tail, more in _WORD_AFTER_NAME.items())
