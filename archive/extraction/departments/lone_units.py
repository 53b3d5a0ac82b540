"""Units and organisations that the post of their head shows: 执行局局长, 县化肥厂厂长."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import rjieba

from archive.extraction.departments.name_forms import (
    BODY_STOP,
    CLASS,
    full_name,
    is_body,
    name_floor,
)
from archive.extraction.departments.predicates import begins_with_particle, is_done
from archive.extraction.departments.resolution import Resolver
from archive.extraction.departments.unit_owners import (
    LEVEL_BEFORE_UNIT,
    MARKS,
    UnitOwnerReader,
    has_inner,
    named_in_full,
)
from archive.extraction.departments.units import (
    HEADED,
    SECRETARIES,
    UnitReader,
    begins_no_unit,
    is_matter,
)
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.named import Named
from archive.extraction.place_before import Prefix
from archive.model import Department

_UNIT_ALONE = re.compile(HEADED)
_LONGEST_RUN = 24
_OFFICE_ALONE = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<unit>办公室|办公厅|研究室|督查室|监察室)(?=副?主任|工作人员|负责)"
    r"|(?<![\u4e00-\u9fff])(?P<organ>政法委(?=副?书记)|(?:网信办|编办|巡察办|改革办|史志办)(?=副?主任)|老干部局(?=副?局长))"
)
# What stands before a unit and is no part of its name: 米桂兰同志任|办公室, 带|工业统计处.
_BEFORE_UNIT = re.compile(
    "(?<![责委主兼])任(?!务)|^据|(?<!因)为(?![民企侨老农])|兼任?|带(?:领|队)?(?!动)|率|的|同志|^原|(?<=[、，；])原|[）)]"
)
_LED_BY, _NEVER_FIRST = "据经请率按", "据"
"""What may lead a unit at the start of a clause, and what begins none."""
_NEEDS_MORE = ("管理", "服务", "保障", "业务", "工作", "监管")
"""What names no unit without a word before it."""
_AND = re.compile("[和与及]")
_LONGEST_ALONE = 16
_TEAM = (
    "工作队",
    "工作组",
    "领导小组",
    "专家组",
    "课题组",
    "代表团",
    "考察团",
    "突击队",
    "医疗队",
    "救援队",
    "志愿服务队",
)
_UNIT_ENDS = (
    "处",
    "科",
    "室",
    "部",
    "司",
    "庭",
    "局",
    "办",
    "中心",
    "支队",
    "大队",
    "股",
    "所",
    "站",
    "队",
    "办公室",
    "委员会",
    "工委",
)
_GOVERNS_TOWN = re.compile("(?:[镇乡]人民政府|街道办事处|[镇乡]委员会)$")
_OFFICE_VERB = re.compile(
    "督查|督导|检查|协调|指导|组织|研究|联系|接待|调研|监督|考察|支援|选举|现场|任免|推荐|学习|委托|移交|归集|采购|救助|登记|清理|传达|研究"
)
_WITH_PLACE = re.compile("[\u4e00-\u9fff]{2,5}(?:[市县]|街道|[镇乡])(?![场民政级委])")
_SMALL = frozenset("科室股庭部队")
_OWNED = re.compile("[局厅委院署部省市县区]属(?!于)")
_LEAST_MARKED = 3
_LONG_NAME = 8
"""Characters from which a 管理局 named alone is no unit: 港珠澳大桥管理局."""
_HAVE_MANAGEMENTS = ("厅", "局", "委员会", "部", "院", "公司", "集团", "政府")
_SCHOOL = 6
# 香港工联会会长, 县化肥厂厂长: an organisation that nothing but its head's post shows to be one.
_HEADED_ALONE = re.compile(
    "(?:会(?=副?会长|副?理事长)|厂(?=副?厂长)|馆(?=副?馆长)|台(?=副?台长)|社(?=副?社长|理事长|副理事长|负责人)|[校学](?=副?校长)|[一二三四五六七八九十]中(?=副?校长)|[实一二三四五六七八九十]小(?=副?校长)"
    "|学院(?=副?教授|讲师|辅导员|研究生|党(?:委|总支)副?书记)|园(?=副?园长)|场(?=副?场长)|矿(?=副?矿长)|段(?=副?段长)|院(?=副?院长)"
    "|(?:剧|歌舞|艺术|杂技|文工|演艺|交响乐)团(?=副?团长)|(?:旅行社|酒店|宾馆|饭店|大厦|商场|商城|超市|影城|书店|药房|驾校|景区|服务区|庄园|农庄|度假村)(?=董事长|副?总经理|经理|店长)"
    "|(?:证券|保险|银行|集团|公司|股份|控股|制药|药业|科技|电子|能源|化工|重工|汽车|食品|物流|电气|机械|建材|纺织|医药|生物|实业|矿业|煤业|钢铁|铝业|水泥|航空|牧业|乳业|酒业)(?=董事长|副?总经理|副?总裁|副?行长))"
)
_NUMBERED_WORKS = re.compile("第?[一二三四五六七八九十]{1,2}(?:水|分|炼钢|炼铁|轧钢|电)?[厂矿场]")
_LONGEST_HEADED = 16
# 请督查处于12月10日前报告: a unit of the office that speaks, asked to do something.
_UNIT_RUN = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<unit>[\u4e00-\u9fff]{2,8}?[处科室股部])(?=(?:日常|全面)?工作由|由副?[处科股部]长|由副?主任)"
)
_UNIT_ASKED = re.compile(
    r"(?:请|由|交|责成|责令)(?P<unit>[\u4e00-\u9fff]{2,8}?[处科室股])"
    r"(?=于|负责|牵头|办理|汇总|会同|组织|落实|跟进|督办|[，、。；])"
)


class LoneUnitReader:
    """Finds units by the post of their head behind them, or by what they are asked to do."""

    def __init__(self, resolver: Resolver, units: UnitReader) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._units = units
        self._owners = UnitOwnerReader(resolver)

    def before_titles(self, text: str, found: list[Named]) -> Iterator[Named]:
        """执行局局长, 请督查处办理, 办公室主任: a unit named alone before the post of its head, or
        asked to do something, is one of the office its sentence or the one before is about, else
        of the publisher."""
        ends = (match.end() for match in _UNIT_ALONE.finditer(text))
        runs = [(max(name_floor(text, end), end - _LONGEST_RUN), end) for end in ends]
        shown = (
            *_UNIT_ASKED.finditer(text),
            *_UNIT_RUN.finditer(text),
            *_OFFICE_ALONE.finditer(text),
        )
        runs += [match.span(match.lastgroup or 0) for match in shown]
        cursor = reached = 0
        for begin, end in sorted(runs, key=lambda run: run[1]):
            while cursor < len(found) and found[cursor].start < end:
                cursor += 1
            ends = (named.end for named in found[max(0, cursor - 2) : cursor] if named.end < end)
            floor = max((begin, *ends))
            start = self.begin_of_unit(text, floor, end)
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
            if not taken and (again := named_in_full(text, before, start, unit)):
                reached = end
                yield Named(start, end, again, "departments.unit_before_title")
                continue
            office = self._owners.of(text, before, start, unit)
            if taken or office is None or unit.endswith(_TEAM):
                continue
            if BODY_STOP.search(unit) or CLASS.search(unit[:2]) or begins_no_unit(unit):
                continue
            reached = end
            alone = unit.endswith("管理局") and (
                len(unit) >= _LONG_NAME or not office.id.endswith(_HAVE_MANAGEMENTS)
            )
            alone = alone or _WITH_PLACE.match(unit) is not None
            record = (
                (Department(id=unit, provisional=True) if alone else None)
                or self._resolver.party_unit(office, unit)
                or self._general_office(office, unit)
                or self._placed(unit)
                or self._unit_of(office, unit)
            )
            yield Named(start, end, record, "departments.unit_before_title")

    def whose(self, text: str, found: list[Named], start: int, unit: str) -> Department | None:
        """The record of a unit that its sentence shows at ``start``: of the office the sentence
        is about, else of the publisher."""
        publisher = self._resolver.publisher
        if publisher is None:
            return None
        if rjieba.tag(unit)[0][1] == "ns" and unit[-1] not in _SMALL:
            return Department(id=unit, provisional=True)  # 湘江流域水利事务中心
        office = self._owners.police(unit) or self._owners.company(text, found, start, unit)
        index = bisect_left(found, start, key=lambda named: named.start)
        office = office or self._owners.marked(found[:index], unit) or publisher
        for named in found[max(0, index - 1) : index]:
            alike = named.end == start - 1 and text[named.end - 1] == unit[-1]
            if alike and named.rule == "departments.inner_unit":
                beside = named.department.parent if named.department else None
                office = Department(beside, publisher.jurisdiction) if beside else publisher
        return (
            self._placed(unit)
            or self._resolver.party_unit(office, unit)
            or self._unit_of(office, unit)
        )

    def begin_of_unit(self, text: str, start: int, end: int, *, opens: bool = False) -> int | None:
        """Where the unit begins in the run of text that ends with it: behind posts, names that
        are given the post, and words that are part of no name; the run ``opens`` a clause where
        what stands before it is known to be no part of a name."""
        first = text[start]
        if first in _LED_BY and self._resolver.is_boundary(text, start, 0):
            led = first in _NEVER_FIRST or rjieba.cut(text[start:end])[0] == first
            start, opens = start + led, opens or led  # 据|人力资源部, but 经审办
        unit = text[start:end]
        begin = start
        for title, _, title_end in self._lexicon.titles.find(unit[:-1]):
            rest = unit[title_end:]
            if SECRETARIES.match(title) is None and rest not in _UNIT_ENDS and len(rest) > 1:
                begin = max(begin, start + title_end)
        for word in _BEFORE_UNIT.finditer(text, begin, end - 2):
            begin = word.end()
        if owned := _OWNED.match(text, begin, end):
            begin = owned.end()  # 局属|金川峡水库管理处
        for word in self._lexicon.words_before.finditer(text, begin, end - 1):
            if not begins_with_particle(text[word.start() : end], self._lexicon):
                continue  # 对外|贸易处, 从严|查处
            if _OFFICE_VERB.fullmatch(word[0]) and word.start() == begin:
                continue  # 督查|考核科
            if word.start() == begin and text[word.end() : end - 1] in _NEEDS_MORE:
                continue  # 归集|管理科
            before = text[begin : word.start()]
            joins = _AND.fullmatch(word[0]) and not before.endswith(_UNIT_ENDS)
            joins = joins and (not before or is_matter(before.lstrip(MARKS)))
            # 经济|检查|科, 就业|指导|中心: the verb says what the unit does.
            rest = text[word.end() : end].strip("一二三四五六七八九十")
            told = before and is_done(word[0]) and _OFFICE_VERB.fullmatch(word[0]) is None
            named = rest in _UNIT_ENDS or (len(word[0]) > 1 and self._names(text, begin, word))
            if joins or (named and not told):  # 会议听取|中心
                continue
            begin = word.end()
        begin += _AND.match(text, begin) is not None  # 籍海洋|与|路政大队
        if not 2 < end - begin + 1 <= _LONGEST_ALONE:
            return None
        if begin == start and not opens and not self._resolver.is_boundary(text, start, 0):
            return None
        return begin

    @staticmethod
    def _names(text: str, begin: int, word: re.Match[str]) -> bool:
        """Whether a verb is part of a name: a noun stands before it, 就业|指导, 国际|合作."""
        before = rjieba.tag(text[begin : word.start()])
        return len(before) == 1 and before[0][1] in ("n", "b", "j", "vn")

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
            for word in _BEFORE_UNIT.finditer(text, begin, match.start()):
                begin = word.end()
            name = text[begin:end]
            fits = 3 <= len(name) <= _LONGEST_HEADED and not CLASS.search(name[:2])
            if not fits or not is_body(name, self._lexicon) or self._units.is_titled(name):
                continue
            placed = self._placed(name) or self._of_university(name) or self._numbered(name)
            record = placed or Department(id=name, provisional=True)
            yield Named(begin, end, record, "departments.headed")

    def _of_university(self, name: str) -> Department | None:
        """文学院, 图书馆 in the bulletin of a university."""
        publisher = self._resolver.publisher
        if publisher is None or not publisher.id.endswith(("大学", "学院")) or len(name) > _SCHOOL:
            return None
        return Department(
            publisher.id + name, publisher.jurisdiction, parent=publisher.id, provisional=True
        )

    def _numbered(self, name: str) -> Department | None:
        """三水厂, 二矿 in the bulletin of a company."""
        publisher = self._resolver.publisher
        if publisher is None or not publisher.id.endswith(("公司", "集团")):
            return None
        if _NUMBERED_WORKS.fullmatch(name) is None:
            return None
        return self._unit_of(publisher, name)

    def _placed(self, name: str) -> Department | None:
        """县化肥厂, 省植保站: the level a name begins with is that of the publisher's place, unless
        it begins a word (市容科)."""
        level = next((word for word in LEVEL_WORDS if name.startswith(word)), None)
        if level is None or len(name) < 3 or rjieba.cut(name)[0] not in LEVEL_WORDS:
            return None
        place = self._resolver.place(Prefix(0, level, LEVEL_WORDS[level], None))
        if place is None:
            return None
        rest = name.removeprefix(level)
        return Department(place.name + rest, place.name, provisional=True)

    def _general_office(self, office: Department, unit: str) -> Department | None:
        """市政府副秘书长、办公室主任: the government's general office."""
        if unit not in ("办公室", "办公厅"):
            return None
        if office.id.endswith(("办公室", "办公厅")):
            return office
        entries = self._lexicon.organs.get(f"人民政府{unit}", ())
        if not entries or not office.id.endswith("人民政府") or not office.jurisdiction:
            return None
        place = self._lexicon.gazetteer.place(office.jurisdiction)
        return self._resolver.best(entries, self._resolver.level_for(entries, place), place)

    def _unit_of(self, office: Department, unit: str) -> Department:
        if office == self._resolver.publisher:
            if len(unit) > 2 and office.id.endswith(unit):
                return office
            town = self._resolver.context.jurisdiction.town
            if town and _GOVERNS_TOWN.search(office.id):  # 水务站 in the bulletin of a town
                return Department(town + unit, office.jurisdiction, provisional=True)
        marked = unit[0] in MARKS and office.id.removesuffix("员会").endswith(unit[0])
        long = len(unit) > _LEAST_MARKED or (len(unit) == _LEAST_MARKED and unit[0] != "院")
        if LEVEL_BEFORE_UNIT.match(unit) or (marked and long):  # 局|水科, but 院感科
            unit = unit[1:]  # 局|投资科, 厅|畜牧兽医局
        above = self._resolver.parent if office == self._resolver.publisher else None
        if above is not None and not above.id.endswith("常务委员会"):
            if unit in ("办公室", "办公厅") and office.id.endswith(unit):
                return office
            office = above  # 计财处 in the bulletin of 省林业厅办公室
        within = office.provisional and not has_inner(office, unit)
        parent = office.parent if within and office.parent else office.id
        if unit.endswith("司"):
            parent = parent.removesuffix("办公厅").removesuffix(
                "办公室"
            )  # a ministry's, not its general office's
        return Department(
            full_name(parent, unit),
            jurisdiction=office.jurisdiction,
            parent=parent,
            provisional=True,
        )
