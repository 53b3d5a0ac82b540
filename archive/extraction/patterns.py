"""Organisations that no vocabulary knows, by the shape of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.jurisdiction import CORPS, LEVEL_WORDS
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named, merge
from archive.extraction.resolution import LONGEST_NAME, PlacesNamed, Resolver
from archive.model import Department
from archive.vocabulary import Level

CLASS = re.compile(
    r"(?:[全各两][省市县区州国]|[各基上下两]级|基层|各地|所有|^某|^(?:部分|多数|少数|若干|许多|其他|其余|一些|个别|不少)|^[一二三四五六七八九十\d]+[家所个]|^[家所个]?(?:[省市县区]属|公立|民营|民办|[一二三]级|定点|城市|农村|中小型?|国有|股份制|各类|上市|龙头|规上|医联体)+(?:公立|民营|综合|专科)?)$|^某|[全各][省市县区州国]$"
)
_LONGEST_BODY = 20
_LONGEST_TOWN = 6
_LONGEST_ZONE = 10
_LONGEST_SHORT = 10
_LONGEST_SCHOOL = 12
_LONGEST_SUBJECT = 6
_SCHOOLS = ("中学", "大学", "师专", "医院")
_UNIVERSITIES = ("大学", "学院")
# 苗凤英任|瀍河供水分公司经理, 为|集团公司副总经理.
_APPOINTED = re.compile("(?<![责委])任(?![务命])|(?<!因)为(?![民企农])|兼")
# 本溪钢铁（集团）有限责任公司
_GROUP_COMPANY = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[对与和由据到赴]))(?P<name>[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)]"
    r"(?:[\u4e00-\u9fff]{0,8}(?:有限责任公司|股份有限公司|有限公司)|公司))"
)
_COUNTED = re.compile(r"(?:共|分别)?[0-9０-９一二两三四五六七八九十百]+[多余]?[家所个户间]")
# 中铁二十局, 中建三局集团有限公司
_BUILDERS = re.compile(
    "中(?:铁|建|交|冶|电建|水电|化|核)[一二三四五六七八九十]{1,3}(?:航务?)?局(?:集团)?(?:股份)?(?:有限公司|公司)?(?![长面部])"
)
# 中央第六生态环境保护督察组
_OF_THE_CENTRE = re.compile(
    "(?:中央|国务院|国家)第[一二三四五六七八九十0-9]{1,3}[\u4e00-\u9fff]{0,10}?(?:督察|督查|督导|巡视|巡察|指导|检查|考核)组"
)
_BRANCHES = ("分公司", "支公司", "中心支公司", "分行", "支行", "营业部", "公司")
_COMPANY_ENDS = (
    "保险",
    "人寿",
    "财险",
    "证券",
    "银行",
    "石油",
    "石化",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "烟草",
    "电网",
    "集团",
    "公司",
)
_PARTY_ORGANS = ("党委", "团委", "纪委")
_PARTY_WORDS = ("中国共产", "中共")
_SESSION = re.compile("第[一二三四五六七八九十]{1,3}届")
_AND = re.compile(r"[和与及]")
_NAME_BREAK = re.compile(r"[^\u4e00-\u9fffA-Za-z·]")
BODY_STOP = re.compile(r"[的了在到赴将对向从由各该并]|等(?!教育|职业|学校|院校)|相关|有关|以及")
_NO_BODY = frozenset(
    (
        "中心",
        "公司",
        "集团",
        "学院",
        "大学",
        "学校",
        "小学",
        "中学",
        "协会",
        "学会",
        "商会",
        "银行",
        "分行",
        "支行",
        "分局",
        "法院",
        "海关",
        "机场",
        "总站",
        "总院",
        "总会",
        "总队",
        "支队",
        "大队",
    )
)
"""Ends that name nothing behind a level alone: 省中心 and 市局; 县医院, 省图书馆, 县党校 do."""
_NOT_FIRST = re.compile("[级内直里外某属]|长(?![江城途沙春治航白])|中(?![小医央学华青])")
_CENTRAL = re.compile("中心(?:(?:人民)?医院|血站|支行|小学|学校|卫生院|粮库)")
_LEVEL = re.compile(
    f"(?:{'|'.join(LEVEL_WORDS)})(?!场|民(?![政族宗])|政(?![务府法协策数])|[值价域块内际])"
)
_LEVEL_IN_CORPS = re.compile(f"{_LEVEL.pattern}|兵团|(?<![教医律军老])师(?![生资傅长])")
_REGIMENT = re.compile(
    "(?:[一二三四五六七八九十〇○零百]{2,5}|(?<![0-9])[0-9]{1,3})团场?(?![长员结体圆聚队购支])"
    "(?:医院|中学|小学|学校|幼儿园|派出所)?"
)
# 高新技术产业开发区管理委员会, 经开区党工委: the zone is part of the name.
_ZONE = re.compile(
    r"(?:开发区|高新区|经开区|新区|园区|试验区|保税区|示范区|度假区|合作区|风景区|名胜区|先行区|集聚区|港区|片区)"
    r"(?:管理委员会|管委会|党工委)"
)
_LISTED_ZONE = re.compile(
    "(?:^|(?<=[^\u4e00-\u9fff]))(?P<zone>[\u4e00-\u9fff]{0,6}?(?:开发区|高新区|经开区|新区|保税区|示范区|度假区|合作区))[、和与及]$"
)
# 青石镇人民政府, 河口街道办事处, 云溪社区居委会.
_TOWNSHIP = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?P<town>镇|(?:民族)?乡|苏木)(?:人民政府|政府|党委|人大|纪委)"
    r"|街道(?:办事处|党工委|纪工委|人大工委)|街道办(?!理|公|事|结|好|件)"
    r"|(?:镇|(?<!城)乡(?!镇)|街道|苏木)(?P<body>[^\W\d_a-zA-Z与和及]{2,8}?)(?:局|站|所|中心(?![城区])|办公室|办(?![公理事法好结件])|大队|中队|卫生院)(?![长外])"
    r"|(?:镇|乡|街道)(?:中心)?(?:卫生院|派出所|司法所|财政所|中学|小学|幼儿园|敬老院)"
    r"|(?:社区|村)(?:居民委员会|村民委员会|居委会|村委会|党支部|党委|党总支)|(?<![村农乡各])村委会)"
)
# 镇党委书记 of the town that the text was about, 加义镇.
_ITS_TOWN = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[兼和与及由给])|(?<=转交)|(?<=会同))"
    r"(?:(?P<kind>镇|乡|街道)(?P<organ>党委|人民政府|政府|纪委|人大|党工委|办事处)(?![场员])"
    r"|(?P<office>办事处)(?=副?主任)"
    r"|(?P<village>村)(?P<committee>委会|党支部|党委)(?![员]))"
)
# 青石镇|镇长
_TOWN_LED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}[镇乡](?=副?[镇乡]长)")
_TOWN_OF = re.compile(
    r"(?:中国共产党|中共)?(?P<around>[\u4e00-\u9fff]{1,7}?[县区市旗])??"
    r"(?P<town>[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道|村))"
    r"(?:人民|委员会|纪律|人大|办事处|工作委员会|村民|党)"
)
_PARTY_OF_TOWN = re.compile("^(?:中国共产党|中共).+[镇乡](?:委员会|党委)$")
_ZONES = {
    "高新区": ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区"),
    "经开区": ("经济技术开发区", "经济开发区"),
    "开发区": ("经济技术开发区", "经济开发区"),
    "示范区": ("示范区",),
    "保税区": ("综合保税区", "保税港区"),
}
_TOWN_STEMS = {"安监站": "安全生产监督管理站", "计生": "计划生育", "妇联": "妇女联合会"}
_TOWN_ORGANS = {
    "人武部": "人民武装部",
    "武装部": "人民武装部",
    "残联": "残疾人联合会",
    "人民政府": "人民政府",
    "政府": "人民政府",
    "居委会": "居民委员会",
    "村委会": "村民委员会",
    "乡人大": "乡人民代表大会",
    "镇人大": "镇人民代表大会",
}
_WORD_AFTER_NAME = {
    "委": "[员托任]|派(?![出员驻专人])|会(?![同商签见谈])",
    "厅": "[楼里内]",
    "局": "[面限部势]",
    "办": "[理事公结好成件发函]|法(?![规制治])",
    "部": "分(?![别管赴工头])|[门署队件位委]",
    "队": "[伍员长]",
    "院": "[士校线]",
    "中心": "[城区大]|组(?![织成建])",
    "政府": "[性令债规]",
    "人民政府": "[令规]",
    "海关": "总署",
    "委员会": "议",
    "公司": "[制法化]",
    "厂": "[房区址商]",
    "大学": "[生毕]",
    "联合会": "[办商审签诊]",
    "医院": "感",
    "银行": "[卡账业]",
    "政协": "提案(?!委)",
}
_AFTER_NAME: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _tail, _more in _WORD_AFTER_NAME.items():
    _AFTER_NAME.setdefault(_tail[-1], []).append((_tail, re.compile(_more)))


class PatternReader:
    """Finds organisations by the ends of their names and what stands before these."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._corps = CORPS in resolver.context.places
        self._level = _LEVEL_IN_CORPS if self._corps else _LEVEL
        self._town = _town_pattern(resolver.context.jurisdiction.town)

    def find(self, text: str, found: list[Named], places: PlacesNamed) -> Iterator[Named]:
        """Organisations beside those ``found`` already."""
        places_own = [
            *self._regiments(text),
            *self._zones(text),
            *self._townships(text),
            *self._own_town(text),
        ]
        places_own += self._of_last_town(text, places_own)
        groups = [*_GROUP_COMPANY.finditer(text)]
        places_own += [_provisional(text, *one.span("name"), "departments.group") for one in groups]
        builders = _BUILDERS.finditer(text)
        places_own += [_provisional(text, *one.span(), "departments.group") for one in builders]
        teams = _OF_THE_CENTRE.finditer(text)
        places_own += [_provisional(text, *one.span(), "departments.team") for one in teams]
        yield from places_own
        found = merge(found, places_own)
        strong = self._lexicon.vocabulary.cues.strong_suffixes
        cursor = last = 0
        for word, start, end in self._lexicon.organisation_ends.find(text):
            while cursor < len(found) and found[cursor].end <= start:
                cursor += 1
            if cursor < len(found) and found[cursor].start < end <= found[cursor].end:
                continue
            if word in self._lexicon.not_organisations or continues(text, end, word):
                continue
            if word == "委" and text[start - 1 : start] == "党":
                continue
            if len(word) == 1 and text[start - 1 : start] == word:
                continue  # 烟叶复烤厂|厂长
            floor = max(name_floor(text, start), found[cursor - 1].end if cursor else 0)
            if last > floor and _AND.search(text, last, start):
                floor = last
            named = self.behind_place(text, floor, start, end, places)
            if named is None:
                named = self._behind_short(text, floor, start, end)
            if named is None and word.endswith(strong):
                named = self._behind_word(text, floor, start, end)
            if named is None or (named.rule == "departments.pattern" and _COUNTED.match(text, end)):
                continue  # 组建劳务公司五个
            last = end
            yield named

    def behind_place(
        self, text: str, floor: int, start: int, end: int, places: PlacesNamed
    ) -> Named | None:
        """省政务服务技术公司: a name whose end stands at ``start .. end``, from the place or
        level before it."""
        for match in self._level.finditer(text, floor, start):
            body_start = match.end()
            body = text[body_start:start]
            if self._resolver.place_of_short(text[match.end() - 2 : match.end()]):
                continue  # 台州|交通投资集团
            if not body and (end - start < 2 or text[start:end] in _NO_BODY):
                continue
            if (
                len(body) > _LONGEST_BODY
                or (_NOT_FIRST.match(text, body_start) and not _CENTRAL.match(text, body_start))
                or _APPOINTED.search(body)
                or not (is_body(body, self._lexicon) or _is_group(body, text[start:end]))
            ):
                continue
            prefix = self._resolver.prefix(text, body_start, floor)
            if prefix is None or (
                prefix.place is None and self._resolver.is_class(text, prefix.start)
            ):
                continue
            place = self._resolver.place(prefix, places)
            if prefix.place is None and not (
                self._resolver.is_boundary(text, prefix.start, floor)
                or _is_done(text[max(floor, prefix.start - 2) : prefix.start])
            ):
                continue
            record = None
            session = _SESSION.match(body)
            organs = (
                self._lexicon.organs.get(body[session.end() :] + text[start:end])
                if session
                else None
            )
            if place is not None and organs:
                local = [one for one in organs if one[1] != Level.NATIONAL]
                record = self._resolver.best(local, self._resolver.level_for(local, place), place)
            elif place is not None and self._resolver.is_short_of_publisher(
                text[body_start:end], place
            ):
                record = self._resolver.parent or self._resolver.publisher
            elif place is not None:
                name = self._resolver.own_name_in_short(text[body_start:end])
                record = Department(
                    id=place.name + (name or in_full(text[body_start:end])),
                    jurisdiction=place.name,
                    provisional=True,
                )
            company = self._company_before(text, prefix.start, floor, text[start:end])
            if company is not None:
                return _provisional(text, company, end, "departments.pattern")
            return Named(prefix.start, end, record, "departments.pattern_with_place")
        return None

    def _company_before(self, text: str, end: int, floor: int, branch: str) -> int | None:
        """Where the company begins whose branch a place's is: 中国人民财产保险|岳阳市分公司."""
        if branch not in _BRANCHES or not text.endswith(_COMPANY_ENDS, floor, end):
            return None
        begin = floor
        for word in self._lexicon.words_before.finditer(text, floor, end):
            begin = word.end()
        return begin if end - begin > 1 else None

    def _behind_short(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """大连机床厂, 本溪轴承厂: behind a known place without its level."""
        for begin in range(floor, start):
            for length in (2, 3, 4):
                body_start = begin + length
                if body_start > start or not self._resolver.place_of_short(text[begin:body_start]):
                    continue
                body = text[body_start:start]
                if text[body_start] in "省市县区州盟旗" or len(body) > _LONGEST_SHORT:
                    continue
                if not body and end - start < 3 and text[start:end] not in _SCHOOLS:
                    continue
                if self._resolver.is_boundary(text, begin, floor) and is_body(body, self._lexicon):
                    return _provisional(text, begin, end, "departments.pattern")
        return None

    def _behind_word(self, text: str, floor: int, start: int, end: int) -> Named | None:
        """A company or school without a place: from behind the last word that cannot belong
        to its name."""
        begin = floor
        school = text.startswith("学院", start)
        for match in self._lexicon.words_before.finditer(text, floor, start):
            if school and _AND.fullmatch(match[0]) and _is_subject(text[begin : match.start()]):
                continue  # 化学与|药学学院
            begin = match.end()
        for match in _APPOINTED.finditer(text, begin, start):
            begin = match.end()
        for _, _, title_end in self._lexicon.titles.find(text[begin:start]):
            begin += title_end  # 镇长|祁万仓引进|药材公司
            break
        begin += _behind_verb(text[begin:start], self._lexicon)
        body = text[begin:start]
        if _leads(body):
            return None  # 抓|党支部领办合作社
        generic = body in self._lexicon.vocabulary.cues.classes
        if len(body) < 2 or not is_body(body, self._lexicon) or CLASS.search(body) or generic:
            return None
        word = text[start:end]
        for organ, level in self._lexicon.organs.get(word, ()):
            if organ.form is not None and "{short}" in organ.form:  # 南京海关
                name = organ.full_name(level, body, body)
                return Named(begin, end, Department(id=str(name)), "departments.pattern")
        publisher = self._resolver.publisher
        if (
            publisher is not None
            and publisher.id.endswith(_UNIVERSITIES)
            and word == "学院"
            and len(body) <= _LONGEST_SCHOOL
            and "大学" not in body
        ):
            record = Department(
                publisher.id + text[begin:end],
                publisher.jurisdiction,
                parent=publisher.id,
                provisional=True,
            )
            return Named(begin, end, record, "departments.school")
        return _provisional(text, begin, end, "departments.pattern")

    def _regiments(self, text: str) -> Iterator[Named]:
        """一六四团, 一六一团医院: what a town is elsewhere."""
        for match in _REGIMENT.finditer(text) if self._corps else ():
            if self._resolver.is_boundary(text, match.start(), 0):
                yield _provisional(text, *match.span(), "departments.regiment")

    def _zones(self, text: str) -> Iterator[Named]:
        for match in _ZONE.finditer(text):
            floor = name_floor(text, match.start())
            begin = floor
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                begin = word.end()
            if is_body(text[begin : match.start()], self._lexicon):
                name = text[begin : match.end()].replace("管委会", "管理委员会")
                if name.endswith("党工委"):
                    name = f"中共{name.removesuffix('党工委')}工作委员会"
                level = next((one for one in LEVEL_WORDS if name.startswith(one)), None)
                own = self._resolver.prefix(text, begin + 1, begin) if level else None
                if own is not None and own.place is None:  # 县|工业园区管委会
                    place = self._resolver.place(own)
                    name = name.replace(name[0], place.name, 1) if place else name
                department = self._own_zone(name) or Department(id=name, provisional=True)
                yield Named(begin, match.end(), department, "departments.zone")
                yield from self._zones_before(text, begin)

    @staticmethod
    def _zones_before(text: str, end: int) -> Iterator[Named]:
        """经开区、高新区管委会: zones that share the last one's end."""
        while (match := _LISTED_ZONE.search(text, max(0, end - _LONGEST_ZONE), end)) is not None:
            name = f"{match['zone']}管理委员会"
            span = match.span("zone")
            yield Named(*span, Department(id=name, provisional=True), "departments.shared_suffix")
            end = match.start()

    def _own_zone(self, name: str) -> Department | None:
        """The publisher, if 新站高新区管委会 is short for its name."""
        publisher = self._resolver.publisher
        if publisher is None or not publisher.id.endswith("管理委员会"):
            return None
        zone = name.removesuffix("管理委员会")
        kind = next((short for short in _ZONES if zone.endswith(short)), zone[-2:])
        begins = zone.removesuffix(kind)[:2] in publisher.id
        alike = any(full in publisher.id for full in (kind, *_ZONES.get(kind, ())))
        return publisher if begins and alike else None

    def _townships(self, text: str) -> Iterator[Named]:
        for match in _TOWNSHIP.finditer(text):
            end, floor = match.end(), name_floor(text, match.start())
            begin = max(floor, match.start() - _LONGEST_TOWN)
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                rest = text[word.end() : match.start()]
                if len(rest) == 1 and rjieba.has_word(word[0] + rest):
                    continue  # 和平|街道
                begin = max(begin, word.end())
            for word in _APPOINTED.finditer(text, begin, match.start()):
                begin = max(begin, word.end())
            levels = [one.end() for one in _LEVEL.finditer(text, floor, match.start() - 1)]
            outer = levels[-1] if levels else begin  # 凉州区|黄羊镇
            begin = max(begin, outer)
            body = text[begin : match.start()]
            if match["body"] and not is_body(match["body"], self._lexicon):
                continue
            if (
                not 1 <= len(body) <= _LONGEST_TOWN
                or body[-1] in "各个全乡镇该两"
                or body[0] in "各全个"
            ):
                continue
            start = self._resolver.outer_place(text, begin, floor)
            county = self._resolver.prefix(text, begin, floor) if start < begin else None
            around = county.place.name if county is not None and county.place else ""
            printed = text[begin:end]
            if match[0] == "村委会":
                printed = printed.replace("村委会", "村村委会")  # 张林|村委会
            name = _town_organ(printed, around)
            yield Named(start, end, Department(id=name, provisional=True), "departments.township")

    @staticmethod
    def _of_last_town(text: str, towns: list[Named]) -> Iterator[Named]:
        """镇党委 behind an organ of a town: that town's."""
        led = [
            Named(*m.span(), Department(id=f"{m[0]}人民政府"), "") for m in _TOWN_LED.finditer(text)
        ]
        towns = sorted([*towns, *led], key=lambda named: named.start)
        for match in _ITS_TOWN.finditer(text):
            kind = match["kind"] or match["village"] or "街道"
            for named in reversed(towns):
                if named.end > match.start() or named.department is None:
                    continue
                town = _TOWN_OF.match(named.department.id)
                if town is not None and town["town"].endswith(kind):
                    organ = match["organ"] or match["office"]
                    organ = organ or f"村{match['committee']}".replace("村党", "党")
                    name = _town_organ(town["town"] + organ, town["around"] or "")
                    record = Department(id=name, provisional=True)
                    yield Named(*match.span(), record, "departments.township")
                    break

    def _own_town(self, text: str) -> Iterator[Named]:
        """镇水利站 in the bulletin of a township: one of its own organs."""
        if self._town is None:
            return
        publisher = self._resolver.publisher
        for match in self._town.finditer(text):
            body = match["body"]
            if not is_body(body, self._lexicon) or not self._resolver.is_boundary(
                text, match.start(), 0
            ):
                continue
            if continues(text, match.end(), match["end"]):
                continue
            town = self._resolver.context.jurisdiction.town
            short = match.groupdict().get("short")
            name = match[0] if short else _town_organ(town + body + match["end"], "")
            governs = name.endswith("政府") and publisher and publisher.id.endswith("政府")
            leads = match["end"] == "党委" and publisher and _PARTY_OF_TOWN.search(publisher.id)
            if match["end"] == "党工委" and publisher is not None:
                around = publisher.id.partition(town)[0]
                around = around.replace("人民政府", "")
                name = f"中共{around}{town}工作委员会"
            if match["end"] == "人大工委" and (county := self._resolver.context.jurisdiction.own):
                name = f"{county.name}人民代表大会常务委员会{town}工作委员会"
            if governs or leads or (publisher is not None and publisher.id.endswith(name)):
                yield Named(*match.span(), publisher, "departments.publisher")
            else:
                department = Department(id=name, provisional=True)
                yield Named(*match.span(), department, "departments.township")


def _town_organ(name: str, county: str) -> str:
    """The full name of a township's organ as printed, with the county printed before it."""
    for short, full in _TOWN_STEMS.items():
        name = name.replace(short, full)
    if name.endswith("街道办"):
        name += "事处"
    elif name.endswith("办"):
        name = in_full(name)
    for short, full in _TOWN_ORGANS.items():
        if name.endswith(short) and not name.endswith(full):
            name = name.removesuffix(short) + full
            break
    if name.endswith(("镇党委", "乡党委", "村党委")):
        return f"中国共产党{county}{name.removesuffix('党委')}委员会"
    if name.endswith(("镇纪委", "乡纪委")):
        return f"中国共产党{county}{name.removesuffix('纪委')}纪律检查委员会"
    if name.endswith("街道党工委"):
        return f"中共{county}{name.removesuffix('党工委')}工作委员会"
    return county + name


@lru_cache(maxsize=5_000)
def _is_subject(words: str) -> bool:
    """Whether ``words`` may be the first of two subjects in a school's name: 材料科学|与."""
    if not 2 <= len(words) <= _LONGEST_SUBJECT or words.endswith(("院", "处", "部", "中心")):
        return False
    return all(tag[0] in "nvbja" and not tag.startswith("nr") for _, tag in rjieba.tag(words))


@lru_cache(maxsize=5_000)
def _is_done(word: str) -> bool:
    """Whether the dictionary knows a word only as what is done: 核查|县医院, but 建设|局."""
    return len(word) > 1 and rjieba.has_word(word) and rjieba.tag(word) == [(word, "v")]


@lru_cache(maxsize=5_000)
def _leads(body: str) -> bool:
    """Whether ``body`` begins with a verb of one character, as no name does."""
    words = rjieba.tag(body)
    return len(words) > 1 and words[0][1] == "v" and len(words[0][0]) == 1


def _behind_verb(body: str, lexicon: Lexicon) -> int:
    """How much of ``body`` says who did something to the organisation: 缪雨桐回访|郑陆镇."""
    words = rjieba.tag(body)
    if len(words) < 3 or not words[0][1].startswith("nr"):
        return 0
    done = words[1][0]
    if not (lexicon.after_names.fullmatch(done) or lexicon.deeds.fullmatch(done)):
        return 0
    return len(words[0][0] + words[1][0])


def is_body(body: str, lexicon: Lexicon) -> bool:
    """Whether ``body`` may be part of an organisation's name: no verb, no word that joins."""
    return not (BODY_STOP.search(body) or lexicon.verbs_before.search(body))


def _is_group(body: str, end: str) -> bool:
    """选举工作|领导小组办公室: a group may be named for what it does."""
    named = body.endswith("工作") and len(body) <= _LONGEST_SHORT
    return named and end.startswith("领导小组") and BODY_STOP.search(body) is None


def _town_pattern(town: str) -> re.Pattern[str] | None:
    if not town:
        return None
    word = "街道" if town.endswith("街道") else "苏木" if town.endswith("苏木") else town[-1]
    short = town.removesuffix(word).removesuffix("民族")
    ways = [re.escape(town), word]
    if len(short) > 1:  # 青石|供电所
        ways.append(f"(?P<short>{re.escape(short)}(?!{word}))")
    return re.compile(
        rf"(?:{'|'.join(ways)})(?P<body>[\u4e00-\u9fff]{{0,10}}?)"
        r"(?P<end>人民政府|政府|党工委|纪工委|人大工委|党委|纪委|人大|办事处|(?<=[\u4e00-\u9fff]{3})(?:局|站|所|中心(?!小学|中学|幼儿园|卫生院)|办公室|办(?![公理事])|大队|中队|执法队|院|学校|中学|小学|幼儿园|商会|室|武装部|联合会|协会)|(?:妇联|团委|工会|商会|残联|科协|人武部|武装部|党校|关工委))"
    )


def in_full(name: str) -> str:
    """A local organ's name with its end in full: 蔬菜办 → 蔬菜办公室."""
    if name.endswith("办") and len(name) > 2:
        name += "公室"
    return name.replace("管委会", "管理委员会")


_OF_PARTY = re.compile("(?P<level>(?:直属)?(?:机关)?)(?P<organ>党委|纪委|团委)")
_FORMS = {
    "党委": "中国共产党{}委员会",
    "纪委": "中国共产党{}纪律检查委员会",
    "团委": "中国共产主义青年团{}委员会",
}


def full_name(office: str, unit: str) -> str:
    """The canonical name of a unit of an office: 中国共产党…机关委员会, …特种设备处."""
    organ = _OF_PARTY.fullmatch(unit)
    if organ is None:
        return office + unit
    form = _FORMS[organ["organ"]]
    if office.startswith(("中国共产党", "中共")):
        form = form.removeprefix("中国共产党")
    return form.format(office + organ["level"])


def _provisional(text: str, start: int, end: int, rule: str) -> Named:
    name = text[start:end].replace("管委会", "管理委员会")
    if name.endswith(_PARTY_ORGANS) and not name.startswith(_PARTY_WORDS):
        name = full_name(name[:-2], name[-2:])
    return Named(start, end, Department(id=name, provisional=True), rule)


def name_floor(text: str, end: int) -> int:
    """The nearest place before ``end`` that a name cannot reach across."""
    floor = max(0, end - LONGEST_NAME)
    for match in _NAME_BREAK.finditer(text, floor, end):
        floor = match.end()
    return floor


def continues(text: str, end: int, name: str) -> bool:
    """Whether what follows makes another word of the name's end: 市委|员, 市政府|令."""
    if end >= len(text) or not is_han(text[end]):
        return False
    return any(
        more.match(text, end) for tail, more in _AFTER_NAME.get(name[-1], ()) if name.endswith(tail)
    )
