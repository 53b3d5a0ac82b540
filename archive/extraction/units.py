"""Units inside organisations: 省市场监管局特种设备处, 执行局局长, 建设银行云川省分行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.jurisdiction import LEVEL_WORDS, Prefix
from archive.extraction.named import Named
from archive.extraction.patterns import BODY_STOP, CLASS, is_body, name_floor
from archive.extraction.resolution import Resolver
from archive.model import Department

_LONGEST_UNIT = 16
_BRANCH = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司)?[\u4e00-\u9fff]{2,10}?(?:分行|支行|分公司|营业部|中心支公司|支公司)"
)
_HAS_BRANCHES = (
    "银行",
    "公司",
    "集团",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "保险",
    "人寿",
    "财险",
)
# The end of a unit right before the post of who heads it.
_HEADED = (
    "(?:处(?=副?处长)|科(?=副?科长)|股(?=副?股长)|庭(?=副?庭长)|局(?=副?局长|政委)|队(?=副?[总支大中]?队长|政委|教导员|指导员)"
    "|部(?=副?部长|副?经理)|司(?=副?司长)|所(?=副?所长)|站(?=副?站长)|(?:室|中心|处|办|委员会|工委|科)(?=副?主任)|科(?=护士长|医师|医生))"
)
_UNIT_ALONE = re.compile(rf"(?<![\u4e00-\u9fff])(?P<unit>[\u4e00-\u9fff]{{2,24}}?{_HEADED})")
_OFFICE_ALONE = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<unit>办公室|办公厅|研究室|督查室|监察室)(?=副?主任|工作人员|负责)"
)
# What stands before a unit and is no part of its name: 米桂兰同志任|办公室, 带|工业统计处.
_BEFORE_UNIT = re.compile("(?<![责委主兼])任(?!务)|(?<!因)为(?![民企侨老农])|兼任?|带(?!动)|率|的|同志|[）)]")
_AND = re.compile("[和与及]")
_LEVEL_BEFORE_UNIT = re.compile(r"[局厅委院办署](?=[\u4e00-\u9fff]{2,}[处科室股]|办公室)")
_LONGEST_ALONE = 12
_TEAM = ("工作队", "工作组", "领导小组", "专家组", "课题组", "代表团", "考察团", "突击队", "医疗队", "救援队", "志愿服务队")
# Units that act by themselves: 建设管理部协调…, 监管三司、监管四司分别组织….
_ACTING = (
    r"(?:办公室|[\u4e00-\u9fff]{2,9}?(?:[一二三四五六七八九十]?[处科室部司庭](?![长门分署队件位委员室理置罚级研技学普目])|支队|大队))"
)
_ACTING_LIST = re.compile(
    r"(?:^|(?<=[。；，、：:】\]）)\s■●★▲◇※◆□])|(?<=会同)|(?<=[由据率])|(?<=邀请))"
    rf"(?P<list>{_ACTING}(?:[、和与及](?:{_ACTING}|[\u4e00-\u9fff]{{2,6}}办))*)"
)
_MEMBER = re.compile("[^、]+")
_UNIT_ENDS = ("处", "科", "室", "部", "司", "庭", "局", "办", "中心", "支队", "大队")
_NO_UNIT = frozenset("国中各全本该其某每多两几此这那何内外一二三四五六七八九十")
_NUMERALS = frozenset("一二三四五六七八九十百两")
_DOERS = ("科", "处", "室", "股", "大队", "支队", "总队", "中心", "办公室")
_CONSENT = re.compile("同意|批准|批复|考察|研究决定|审定|核准")
_PARTY_BRANCHES = ("党支", "总支", "党员干", "老干", "全", "内", "外", "大")
_ADVERBS = ("拟", "已", "将", "共", "另", "正", "新", "现")
_NEAR = 12
_ASSEMBLIES = ("人民代表大会常务委员会", "人民代表大会", "总工会")
_CONFERENCE = "中国人民政治协商会议"
_COMMITTEE = re.compile("[\u4e00-\u9fff]{2,14}?(?:委员会|工委)(?!议|[员书])")
_TEAM_OF_TEAM = re.compile("(?:[一二三四五六七八九十]|[\u4e00-\u9fff]{2,4})(?:大队|中队)(?!长)")
_UNIT_LED = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,12}}?){_HEADED}")
# 香港工联会会长, 县化肥厂厂长: an organisation that nothing but its head's post shows to be one.
_HEADED_ALONE = re.compile(
    "(?:会(?=副?会长|副?理事长)|厂(?=副?厂长)|馆(?=副?馆长)|台(?=副?台长)|社(?=副?社长)|[校学](?=副?校长)"
    "|园(?=副?园长)|场(?=副?场长)|矿(?=副?矿长)|段(?=副?段长)|院(?=副?院长)"
    "|(?:证券|保险|银行|集团|公司)(?=董事长|副?总经理|副?总裁|副?行长))"
)
_LONGEST_HEADED = 16
# 请督查处于12月10日前报告: a unit of the office that speaks, asked to do something.
_UNIT_ASKED = re.compile(
    r"(?:请|由|交|责成|责令)(?P<unit>[\u4e00-\u9fff]{2,8}?[处科室股])"
    r"(?=于|负责|牵头|办理|汇总|会同|组织|落实|跟进|督办|[，、。；])"
)
_PARTY = re.compile("中国共产党(?P<place>.+)委员会")
_SECRETARIES = re.compile(r"秘书[一二三四五六七八九十]?")
_OFFICE, _PART = "局", "部"
"""Ends of units that end much else as well."""

_WORD_AFTER_UNIT = {
    "局": "面限部势长",
    "部": "门分署队件位委长",
    "处": "理置罚境所分于在方长",
    "科": "技学研目普长员",
    "室": "内外主",
    "所": "有以在属需长",
    "站": "点位式长",
    "队": "伍长员",
    "中心": "城区",
    "司": "法机令仪",
    "庭": "审外院",
    "股": "份权东",
    "委": "员书",
}


class UnitReader:
    """Finds units by the organisation before them, or by the post of their head behind them."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._unit = _unit_pattern(resolver.lexicon.vocabulary.cues.unit_suffixes)

    def with_unit(self, text: str, named: Named, ceiling: int) -> Named:
        """省市场监管局特种设备处, 建设银行云川省分行: the unit or branch directly behind is part of
        the name; it must end before ``ceiling``."""
        ceiling = min(ceiling, named.end + _LONGEST_UNIT)
        if named.department is not None and named.department.id.endswith(_HAS_BRANCHES):
            branch = _BRANCH.match(text, named.end, ceiling)
            if branch is not None and is_body(branch[0], self._lexicon):
                return inner(named, branch[0], "departments.branch")
        committee = _COMMITTEE.match(text, named.end, named.end + _LONGEST_UNIT)
        if committee is not None and named.department and _is_assembly(named.department):
            return inner(named, committee[0], "departments.inner_unit")
        led = _UNIT_LED.match(text, named.end, ceiling)
        if led is not None and self._is_led(led["body"]):
            return inner(named, led[0], "departments.inner_unit")
        unit = self._unit.match(text, named.end, ceiling)
        if unit is not None and self._is_unit(unit["body"], unit["end"]):
            whole = unit[0]
            team = _TEAM_OF_TEAM.match(text, named.end + len(whole), ceiling)
            return inner(named, whole + (team[0] if team else ""), "departments.inner_unit")
        return named

    def is_part(self, text: str, office: Named, named: Named) -> bool:
        """Whether a name without a place ends a unit of ``office``: 省公安厅|森林|公安局."""
        if named.rule != "departments.bare_name" or not 0 <= named.start - office.end <= 4:
            return False
        if named.start == office.end:
            return True  # 省政协|经济委员会, 省交通运输厅|公路局
        between = text[office.end : named.start]
        return all(map(is_han, between)) and self._is_unit(between, _OFFICE)

    def reach(self, text: str, named: Named) -> int:
        """How far a committee or branch of ``named`` right behind it goes; its end without one."""
        department = named.department
        if department is not None and _is_assembly(department):
            committee = _COMMITTEE.match(text, named.end, named.end + _LONGEST_UNIT)
            return committee.end() if committee else named.end
        if department is not None and department.id.endswith(_HAS_BRANCHES):
            branch = _BRANCH.match(text, named.end, named.end + _LONGEST_UNIT)
            if branch is not None and is_body(branch[0], self._lexicon):
                return branch.end()
        return named.end

    def _is_led(self, body: str) -> bool:
        """Whether a unit right before its head's post is one: of 基础研究处|处长 the verb is a
        noun, and 督查科|科长 is one; but 会同法规科|科长 and 处长|李科|科长 name none."""
        leading = body not in self._lexicon.before_organisations and (
            self._lexicon.words_before.match(body)
        )
        return not (BODY_STOP.search(body) or leading or self._is_titled(body))

    def _is_unit(self, body: str, end: str) -> bool:
        verb = self._lexicon.verbs_at_end.search(body)
        if verb is not None and end in _DOERS:  # 督查|科, 经济检查|科: what the unit does
            body = body[: verb.start()]
            if not body:
                return True
        if not is_body(body, self._lexicon) or self._lexicon.words_before.match(body):
            return False
        if end == _PART and body.endswith(_PARTY_BRANCHES):
            return False
        if end == "处" and body[-1] in _NUMERALS and len(body) > 3:
            return False  # 炸封私开井口七|处
        if end in (_OFFICE, _PART) and not _is_subject_matter(body):
            return False
        return not self._is_titled(body)

    def _is_titled(self, body: str) -> bool:
        """Whether ``body`` holds a post: 省水利厅厅长司|马光华. 秘书三处 does not."""
        return self._lexicon.titles.count(body) > 0 and _SECRETARIES.fullmatch(body) is None

    def units_before_titles(self, text: str, found: list[Named]) -> Iterator[Named]:
        """执行局局长, 请督查处办理, 办公室主任: a unit named alone before the post of its head, or
        asked to do something, is one of the office its sentence or the one before is about, else
        of the publisher."""
        units = [
            *_UNIT_ALONE.finditer(text),
            *_UNIT_ASKED.finditer(text),
            *_OFFICE_ALONE.finditer(text),
        ]
        cursor = reached = 0
        for match in sorted(units, key=lambda match: match.start("unit")):
            start, end = self._begin_of_unit(text, *match.span("unit")), match.end("unit")
            while cursor < len(found) and found[cursor].start < end:
                cursor += 1
            if start is None or start < reached:
                continue
            taken = cursor > 0 and found[cursor - 1].end > start
            before = found[:cursor]
            if taken and found[cursor - 1].rule == "departments.bare_name":
                # 环境|监察局 is a unit, no 监察局.
                taken = found[cursor - 1].start <= start or (
                    cursor > 1 and found[cursor - 2].end > start
                )
                before = found[: cursor - 1]
            unit = text[start:end]
            office = self._office(text, before, start, unit)
            if taken or office is None or unit.endswith(_TEAM):
                continue
            if BODY_STOP.search(unit) or CLASS.search(unit[:2]) or unit[0] in _NO_UNIT:
                continue
            reached = end
            record = (
                self._resolver.party_unit(office, unit)
                or self._placed(unit)
                or self._unit_of(office, unit)
            )
            yield Named(start, end, record, "departments.unit_before_title")

    def acting(self, text: str, found: list[Named]) -> Iterator[Named]:
        """建设管理部协调…, 监管三司、监管四司分别…: units of the publisher, or of whom their
        sentence is about, that act by themselves."""
        publisher = self._resolver.publisher
        if publisher is None:
            return
        cursor = 0
        for match in _ACTING_LIST.finditer(text):
            while cursor < len(found) and found[cursor].start < match.end():
                cursor += 1
            if cursor and found[cursor - 1].end > match.start():
                continue
            listed = text[match.start() - 1 : match.start()] == "、"
            if listed and not (cursor and found[cursor - 1].end == match.start() - 1):
                continue
            members = [
                (match.start() + part.start(), part[0]) for part in _MEMBER.finditer(match["list"])
            ]
            members = [one for part in members for one in _split(*part)]
            if not all(self._may_act(unit) for _, unit in members):
                continue
            if len(members) < 2 and not _acts(text, match.end()):
                continue
            for start, unit in members:
                record = self._unit_of(publisher, unit)
                yield Named(start, start + len(unit), record, "departments.unit_acts")

    def _may_act(self, unit: str) -> bool:
        """Whether a word is the name of a unit, no word of its own (好处, 教室, 外部)."""
        if unit in self._lexicon.not_organisations:
            return False
        if unit == "办公室":
            return True
        body = unit[:-1]
        verb = self._lexicon.verbs_at_end.search(body)
        if verb is not None and verb.start():
            body = body[: verb.start()]
        if CLASS.search(body[:2]) or unit[0] in _NO_UNIT or BODY_STOP.search(body):
            return False
        if self._lexicon.words_before.match(body) or self._is_titled(body):
            return False
        return is_body(body, self._lexicon) and _is_matter(body)

    def _begin_of_unit(self, text: str, start: int, end: int) -> int | None:
        """Where the unit begins in the run of text that ends with it: behind posts, names that
        are given the post, and words that are part of no name."""
        unit = text[start:end]
        begin = start
        for title, _, title_end in self._lexicon.titles.find(unit[:-1]):
            if _SECRETARIES.match(title) is None and title_end < len(unit) - 1:
                begin = max(begin, start + title_end)
        for word in _BEFORE_UNIT.finditer(text, begin, end - 2):
            begin = word.end()
        for word in self._lexicon.words_before.finditer(text, begin, end - 1):
            joins = _AND.fullmatch(word[0]) and not text.endswith(_UNIT_ENDS, begin, word.start())
            # 经济|检查|科, 研究|室: the verb says what the unit does.
            if joins or word.end() == end - 1:
                continue
            begin = word.end()
        if not 2 < end - begin + 1 <= _LONGEST_ALONE:
            return None
        if begin == start and not self._resolver.is_boundary(text, start, 0):
            return None
        return begin

    def _office(self, text: str, before: list[Named], start: int, unit: str) -> Department | None:
        """Whose unit it is: in its sentence, the office named last; else the one that the sentence
        before is about; else the publisher."""
        publisher = self._resolver.publisher
        if publisher is not None and text[start - 1 : start] in ("任", "为"):
            return publisher  # 免去…，宫丽娜任|政策法规处副处长
        sentence = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
        last = next(
            (
                named
                for named in reversed(before)
                if named.department and not _CONSENT.match(text, named.end)
            ),
            None,
        )
        if last is not None and last.department is not None and last.start >= sentence:
            return last.department if self._has_unit(last.department, unit) else publisher
        if sentence > 1:
            earlier = max(text.rfind(mark, 0, sentence - 1) for mark in "。！？\n") + 1
            first = next((named for named in before if named.start >= earlier), None)
            if first is not None and first.department and first.start - earlier <= _NEAR:
                if self._has_unit(first.department, unit):
                    return first.department
        return publisher

    @staticmethod
    def _has_unit(office: Department, unit: str) -> bool:
        """Whether an office may have such a unit: a 庭 is one of a court."""
        return "法院" in office.id if unit.endswith("庭") else True

    def headed(self, text: str, found: list[Named]) -> Iterator[Named]:
        """Organisations that only the post of their head shows, beside those ``found``."""
        cursor = 0
        for match in _HEADED_ALONE.finditer(text):
            end = match.end()
            while cursor < len(found) and found[cursor].end < end:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end:
                continue
            floor = max(name_floor(text, match.start()), found[cursor - 1].end if cursor else 0)
            begin = floor
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                begin = word.end()
            name = text[begin:end]
            fits = 3 <= len(name) <= _LONGEST_HEADED and not CLASS.search(name[:2])
            if not fits or not is_body(name, self._lexicon) or self._is_titled(name):
                continue
            placed = self._placed(name)
            record = placed or Department(id=name, provisional=True)
            yield Named(begin, end, record, "departments.headed")

    def _placed(self, name: str) -> Department | None:
        """县化肥厂, 省植保站: the level a name begins with is that of the publisher's place, unless
        it begins a word (市容科)."""
        level = next((word for word in LEVEL_WORDS if name.startswith(word)), None)
        if level is None or len(name) < 3 or rjieba.has_word(name[:2]):
            return None
        place = self._resolver.place(Prefix(0, level, LEVEL_WORDS[level], None))
        if place is None:
            return None
        rest = name.removeprefix(level)
        return Department(place.name + rest, place.name, provisional=True)

    def _last_before(self, found: list[Named], index: int) -> Department | None:
        """The organisation that is named last before the one at ``index``."""
        named = (found[n].department for n in range(index - 1, -1, -1))
        return next((department for department in named if department), self._resolver.publisher)

    @staticmethod
    def _unit_of(office: Department, unit: str) -> Department:
        parent = office.parent if office.parent and office.provisional else office.id
        if _LEVEL_BEFORE_UNIT.match(unit):
            unit = unit[1:]  # 局|投资科
        return Department(
            id=parent + unit, jurisdiction=office.jurisdiction, parent=parent, provisional=True
        )


def _split(start: int, part: str) -> list[tuple[int, str]]:
    """医务部和护理部: two units; 法制和宣传部 is one."""
    for word in _AND.finditer(part):
        if part.endswith(_UNIT_ENDS, 0, word.start()) and word.end() < len(part):
            return [
                (start, part[: word.start()]),
                *_split(start + word.end(), part[word.end() :]),
            ]
    return [(start, part)]


def _is_assembly(department: Department) -> bool:
    return department.id.endswith(_ASSEMBLIES) or department.id.startswith(_CONFERENCE)


def _acts(text: str, end: int) -> bool:
    """Whether what follows says what a unit does."""
    following = rjieba.tag(text[end : end + 6])
    return bool(following) and (
        following[0][1] in ("v", "vd", "d", "p", "ad") or following[0][0] in _ADVERBS
    )


@lru_cache(maxsize=4)
def _unit_pattern(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(suffixes, key=len, reverse=True)
    ends = "|".join(
        f"{end}(?![{more}])" if (more := _WORD_AFTER_UNIT.get(end)) else end
        for end in longest_first
    )
    whole = (
        "办公室|(?:纪检监察组|纪检组)(?!长)|(?:团委|工会|机关党委|妇联)(?![书主委副专])"
        "|第[一二三四五六七八九十0-9]+(?:巡视|巡察|督导|督查|督察|考核|检查)组"
    )
    return re.compile(rf"(?P<body>(?={whole})|[\u4e00-\u9fff]{{2,8}}?)(?P<end>{whole}|{ends})")


@lru_cache(maxsize=5_000)
def _is_subject_matter(body: str) -> bool:
    """Whether ``body`` says what an office is for: 交管, 森林公安, not 破获跨境."""
    return all(tag[0] in "nbjf" or tag == "vn" for _, tag in rjieba.tag(body))


@lru_cache(maxsize=5_000)
def _is_matter(body: str) -> bool:
    """The same where verbs may say what a unit does: 投资促进, 监管三."""
    tags = [tag for _, tag in rjieba.tag(body.rstrip("一二三四五六七八九十"))]
    return bool(tags) and all(tag[0] in "nbjvl" or tag == "an" for tag in tags)


def inner(named: Named, unit: str, rule: str) -> Named:
    """A unit of ``named`` that is printed right behind it."""
    department = named.department
    if department is not None:
        party = _PARTY.fullmatch(department.id)
        department = Department(
            id=(f"中共{party['place']}委" if party else department.id) + unit,
            jurisdiction=department.jurisdiction,
            parent=department.id,
            provisional=True,
        )
    return Named(named.start, named.end + len(unit), department, rule)
