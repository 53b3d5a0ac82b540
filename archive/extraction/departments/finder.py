"""Departments: names of organisations, and the authority records they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import rjieba

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.departments.acting_units import ActingUnitReader, acts
from archive.extraction.departments.back_references import (
    its_body,
    its_kind,
    of_their_office,
    stationed,
    that_one,
)
from archive.extraction.departments.branches import branches
from archive.extraction.departments.groups import GroupReader
from archive.extraction.departments.in_columns import ListedReader, has_organisations, in_columns
from archive.extraction.departments.issue_names import IssueNames
from archive.extraction.departments.kindred import KindredReader
from archive.extraction.departments.lone_units import LoneUnitReader
from archive.extraction.departments.name_forms import LONGEST_NAME, continues
from archive.extraction.departments.own_organs import (
    marks_of_units,
    own_organ,
    own_organs,
    owner_of,
)
from archive.extraction.departments.patterns import PatternReader
from archive.extraction.departments.predicates import acts_on
from archive.extraction.departments.publisher import self_patterns
from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.departments.roles import with_roles
from archive.extraction.departments.units import UnitReader, inner
from archive.extraction.departments.vocabulary_names import VocabularyReader
from archive.extraction.jurisdiction import WENT_TO, known_places
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named, merge
from archive.model import (
    Colophon,
    Department,
    DepartmentMention,
    Item,
    ItemKind,
    Recipient,
    Span,
)
from archive.vocabulary import Level

_CALLED = re.compile(
    r"[（(](?:以下|下文)?(?:统一|均)?(?:简称|称)(?:为)?[：:]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?[）)]"
)
_DOCUMENT = re.compile(
    r"[^，。；：！？]{2,60}关于[^。；！？]{2,90}的(?:通知|通报|决定|意见|批复|公告|通告|公示|报告|请示|命令|议案|函)"
)
"""A line that is the title of a document printed below it."""
_HEADING = re.compile(r"[\u4e00-\u9fff“”—\- ]{4,30}")
_SENT = ("送", "发", "报")
"""Ends of a colophon's labels that say where the issue goes: 抄送, 分发, 主送, 抄报."""

_MOST_SHORT_NAMES = 500
_LONGEST_ENTRY = 20_000
_JOINED_WITH = re.compile("[\u4e00-\u9fff]{2,4}[与和]")
"""Between a university and the end of a school's name: 云川大学|经济与|管理学院."""
_AMONG_PLACES = re.compile("等[^，。；]{0,6}(?:场所|区域|地点|部位|点位)")
_WHERE = tuple("在到赴来于驻至进由从")
_IN_PLACE = "departments.short_place_and_name"
_EACH = frozenset("全各每某其原新外他两")
_OTHERS = tuple("该分省市区县州旗")
_BUILDING = re.compile(r"大厅|大楼|办公楼|办公区|机关食堂")
_HALL = re.compile("[\u4e00-\u9fff]{2}(?:大厅|大楼|会议室)")
"""Behind the word for the publisher's kind, what makes it a place: 中心|接待大厅."""
_LEADING_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:市|自治州|州|县|区)(?=[：:，。组聚紧持深通推创以全])"
)


def _within_place(text: str, start: int) -> bool:
    """Whether the level at ``start`` ends a longer word: 广|州局, 杭|州中心."""
    return any(start >= n and rjieba.has_word(text[start - n : start + 1]) for n in (1, 2))


def _is_heading(line: str, following: str) -> bool:
    """Whether a line is one of its own that heads the paragraph behind it, not told by its type."""
    if not _HEADING.fullmatch(line) or len(following) < 2 * len(line):
        return False
    return following.endswith(("。", "；", "！"))


class DepartmentFinder:
    """Finds the departments of one issue's texts and resolves them to authority records."""

    def __init__(self, context: IssueContext) -> None:
        self._resolver = Resolver(context)
        self._patterns = PatternReader(self._resolver)
        self._vocabulary = VocabularyReader(self._resolver, self._patterns)
        self._units = UnitReader(self._resolver)
        self._lone = LoneUnitReader(self._resolver, self._units)
        self._acting = ActingUnitReader(self._resolver, self._units, self._lone)
        self._groups = GroupReader(self._resolver)
        self._lexicon = context.lexicon
        self._corrections = context.lexicon.vocabulary.corrections
        self._selves = self_patterns(context)
        self._own_organs = own_organs(context)
        self._owner = owner_of(context)
        self._marks = marks_of_units(context)
        self._kindred = KindredReader(self._resolver)
        self._headings: set[str] = set()
        self._called: dict[str, Department | None] = {}
        self._called_pattern: re.Pattern[str] | None = None
        self._listed = ListedReader(self._resolver)
        self._names = IssueNames(self._resolver, self._units)

    def learn(self, items: Iterable[ItemText]) -> None:
        """Take in the short names that an issue's texts give: …（以下简称“省政管办”）, and the
        organisations that its tables list."""
        tried = 0
        items = list(items)
        for item in items:
            if has_organisations(item) and len(item.text) <= _LONGEST_ENTRY:
                self._listed.learn(item.text, self.find(item))
        self._headings = {
            line.item.key for line, text in pairwise(items) if _is_heading(line.text, text.text)
        }
        for item in items:
            if "简称" not in item.text and "下称" not in item.text:
                continue
            for match in _CALLED.finditer(item.text):
                if tried == _MOST_SHORT_NAMES:
                    break
                if match["short"] in self._called:
                    continue
                tried += 1
                # Only what stands before the bracket is read: a name, not the whole item.
                start = max(0, match.start() - LONGEST_NAME)
                before = Item("", "", "", item.text[start : match.start()], ())
                found = self.find(ItemText(before))
                if found and found[-1].end == len(before.text):
                    self._called[match["short"]] = found[-1].department
        if self._called:
            self._called_pattern = re.compile(alternatives(self._called))

    def find(self, item: ItemText) -> list[Named]:
        """The organisations named in an item, in order, without overlaps."""
        text = item.text
        if _DOCUMENT.fullmatch(text) or item.item.key in self._headings:
            return []
        places = PlacesNamed(text)
        if leading := _LEADING_PLACE.match(text):
            place = self._resolver.lexicon.gazetteer.place(leading[0])
            places.add(0, place)
        jurisdiction = self._resolver.context.jurisdiction
        if jurisdiction.at(Level.CITY) is None or jurisdiction.at(Level.COUNTY) is None:
            for start, place in known_places(text, self._lexicon.gazetteer):
                if jurisdiction.at(place.level) is None:
                    places.add(start, place)
        for visit in WENT_TO.finditer(text):
            place = self._resolver.lexicon.gazetteer.place(visit["place"])
            if jurisdiction.at(place.level) is None:
                places.add(visit.start("place"), place)
        found = merge([], self._by_short_name(text))
        found = merge(found, self._self_references(text))
        found = merge(found, self._own(text))
        found = merge(found, self._marked(text))
        found = merge(found, branches(text, self._resolver, places))
        found = merge(found, self._vocabulary.names(text, places))
        found = merge(found, self._vocabulary.embedded(text, places))
        found = merge(found, self._kindred.find(text, places))
        found = merge(found, self._patterns.find(text, found, places))
        found = merge(found, self._groups.find(text, found))
        found = merge(found, that_one(text, found))
        found = merge(found, its_body(text, found))
        if item.titles.spans:
            found = [named for named in found if not item.titles.covers(named.start)]
        whole = self._joined(text, found)
        found = [
            self._with_unit(text, named, whole, n)
            for n, named in enumerate(whole)
            if not _BUILDING.match(text, named.end)
        ]
        found = [named for named in found if self._is_meant(text, named)]
        found = stationed(text, found)
        owner = self._owner.id.removesuffix("员会") if self._owner else ""
        found = merge(found, of_their_office(text, found, owner[-1:], self._units))
        table = item.item.kind is ItemKind.TABLE
        found = merge(found, self._acting.find(text, found, table=table))
        found = merge(found, its_kind(item, found, self._lexicon))
        found = merge(found, self._lone.before_titles(text, found))
        found = merge(found, self._lone.headed(text, found))
        found = merge(found, in_columns(item, found) if table else self._listed.find(text))
        found = merge(found, that_one(text, found))  # 该支队, of a unit by now
        if self._corrections:
            found = [corrected for named in found if (corrected := self._correct(named))]
        return found

    def learn_names(self, text: str, found: list[Named]) -> None:
        """Take in the organisations ``found`` in a text, by which ``settle`` knows short forms."""
        self._names.learn(text, found)

    def settle(self, text: str, found: list[Named]) -> list[Named]:
        """The organisations ``found`` in a text, once all of the issue are known."""
        return self._names.settle(text, found)

    def mentions(self, item: ItemText, found: list[Named]) -> Iterator[DepartmentMention]:
        """The findings as mentions of the model."""
        table = item.item.kind is ItemKind.TABLE
        roles = [None] * len(found) if table else with_roles(item, found)
        for named, role in zip(found, roles, strict=True):
            yield DepartmentMention(
                item=item.item.key,
                span=Span(named.start, named.end),
                surface=item.text[named.start : named.end],
                department=named.department.id if named.department else None,
                rule=named.rule,
                role=role,
            )

    def recipients(self, colophon: Colophon) -> tuple[list[Recipient], list[Named]]:
        """The departments that the colophon sends the issue to, and what was found there."""
        recipients: list[Recipient] = []
        every: list[Named] = []
        for number, entry in enumerate(colophon.entries):
            if not entry.label.endswith(_SENT) or len(entry.text) > _LONGEST_ENTRY:
                continue
            found = self.find(ItemText(Item(f"colophon-{number}", "", "", entry.text, ())))
            every += found
            recipients += (
                Recipient(
                    entry=number,
                    span=Span(named.start, named.end),
                    surface=entry.text[named.start : named.end],
                    department=named.department.id if named.department else None,
                    rule=named.rule,
                )
                for named in found
            )
        return recipients, every

    def _by_short_name(self, text: str) -> Iterator[Named]:
        if self._called_pattern is None:
            return
        for match in self._called_pattern.finditer(text):
            yield Named(*match.span(), self._called[match[0]], "departments.short_name")

    # --- The publisher and the last named --------------------------------------------------

    def _self_references(self, text: str) -> Iterator[Named]:
        for pattern, owner in self._selves:
            for match in pattern.finditer(text):
                if self._is_own_name(text, match):
                    yield Named(*match.span(), owner, f"departments.{match.lastgroup}")

    def _is_own_name(self, text: str, match: re.Match[str]) -> bool:
        """Whether a match is one of the owner's names, and no part of another word."""
        start, end = match.span()
        if match.lastgroup == "self":
            if start and text[start - 1] in "全各外基日根原":
                return False
            if text[start] not in "本我" and _within_place(text, start):
                return False
            other_word = end < len(text) and text[end] in "城区长员面部限托法"
            return not other_word or text.startswith("部署", end)
        if match.lastgroup in ("bare", "noun", "within"):
            return not (
                not self._resolver.is_boundary(text, start, 0)
                or text[start - 1 : start] in _EACH
                or continues(text, end, match[0])
            )
        return True

    def _is_meant(self, text: str, named: Named) -> bool:
        """Whether a word for a kind of organisation (学校) means the publisher: it acts or has a
        post or a unit, which is part of the name by then."""
        if named.rule != "departments.noun":
            return True
        if _HALL.match(text, named.end):
            return False
        post = self._lexicon.title_ahead.match(text, named.end)
        if text.startswith("中心", named.start) and text[named.start - 1 : named.start] in _WHERE:
            return False  # 在|中心
        return post is not None or acts(text, named.end, self._lexicon)

    def _own(self, text: str) -> Iterator[Named]:
        if self._own_organs is None or self._owner is None:
            return
        for match in self._own_organs.finditer(text):
            begin = match.start("organ") if match["organ"] else match.start()
            post = self._lexicon.title_ahead.match(text, begin)
            party = text[match.end() - 2 : match.end()] in ("党组", "党委", "纪委")
            led = begin > match.start() and post is not None and post.end() > match.end()
            alone = (
                match["organ"] in ("党委", "纪委")
                and post
                and text[post.end() : post.end() + 1] not in ("、", "兼")
            )
            if party and led and (not alone or text[match.start() - 1 : match.start()] in _OTHERS):
                continue  # 局|党组书记, 校|党委书记、校长
            if _AMONG_PLACES.match(text, match.end()):
                continue  # 食堂、图书馆|等重点场所
            if match[0].endswith("党工委") and "街道" in text[: match.start()]:
                continue  # 龙山街道办事处主任甲，党工委副书记乙
            if self._resolver.is_boundary(text, match.start(), 0):
                record = own_organ(self._owner, match["organ"] or match["alone"])
                yield Named(*match.span(), record, "departments.own_organ")

    def _marked(self, text: str) -> Iterator[Named]:
        """厅信息中心, 校图书馆: units of the owner with a mark of its kind before them."""
        if self._marks is None or self._owner is None:
            return
        for match in self._marks.finditer(text):
            start, end = match.span()
            other = text.endswith(("该", "派出"), 0, start) or text[start - 1 : start] in _EACH
            if other or not self._resolver.is_boundary(text, start, 0):
                continue  # 该|厅办公室, 派出|所查处
            mark = Named(start, end, self._owner, "departments.own_organ")
            unit = self._units.with_unit(text, mark, len(text))
            apart = len(match[0]) > 1 or rjieba.cut(text[start : unit.end])[0] == match[0]
            if unit.end > end and apart:
                yield unit

    # --- Names that belong together ----------------------------------------------------------

    def _joined(self, text: str, found: list[Named]) -> list[Named]:
        """云川大学公共管理学院: a school named by pattern right behind its university is part of
        it, as is the office in 省公安厅森林公安局."""
        whole: list[Named] = []
        for named in found:
            last = whole[-1] if whole else None
            if last is not None and named.start < self._units.reach(text, last):
                continue  # 市人大常委会|农业与|农村工作委员会
            inside = named.rule == "departments.pattern"
            school = last is not None and text.endswith("大学", 0, last.end)
            between = school and _JOINED_WITH.fullmatch(text, last.end if last else 0, named.start)
            behind = last is not None and inside and (last.end == named.start or between)
            if behind and last is not None:
                if acts_on(text, last.start, last.end, named.end, self._lexicon):
                    continue  # 市教育局|新招幼儿园
                behind = self._units.may_follow(text[last.end : named.end])
            if last is not None and last.end == named.start and named.rule == _IN_PLACE:
                whole[-1] = self._in_place(text, last, named)
            elif last is not None and (behind or self._units.is_part(text, last, named)):
                whole[-1] = inner(last, text[last.end : named.end], "departments.inner_unit")
            else:
                whole.append(named)
        return whole

    def _in_place(self, text: str, office: Named, named: Named) -> Named:
        """省农业科学院|岚江农科所: a part of an office that a place tells from the others."""
        part = named.department
        if office.department is None or part is None:
            return Named(office.start, named.end, office.department, "departments.inner_unit")
        short = self._lexicon.gazetteer.place(part.jurisdiction).short
        rest = part.id.removeprefix(part.jurisdiction)
        record = replace(part, id=office.department.id + short + rest)
        return Named(office.start, named.end, record, "departments.inner_unit")

    # --- What belongs to a name ------------------------------------------------------------

    def _with_unit(self, text: str, named: Named, found: list[Named], index: int) -> Named:
        if named.rule == "departments.shared_suffix":
            return named
        ceiling = found[index + 1].start if index + 1 < len(found) else len(text)
        return self._units.with_unit(text, named, ceiling)

    def _correct(self, named: Named) -> Named | None:
        """What ``corrections.toml`` says of a name; None if it is no organisation."""
        department = named.department
        correction = self._corrections.get(department.id) if department else None
        if department is None or correction is None:
            return named
        if correction.no_organisation:
            return None
        if correction.same_as is not None:
            aliases = (department.id,)
            department = Department(correction.same_as, department.jurisdiction, aliases)
            return replace(named, department=department, rule="departments.corrected")
        return replace(named, department=replace(department, provisional=False))
