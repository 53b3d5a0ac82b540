"""Organs of townships, streets and villages: 青石镇人民政府, 镇水利站, 河口社区居委会."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from archive.extraction.context import is_han
from archive.extraction.departments.name_forms import (
    APPOINTED,
    LEVEL,
    continues,
    full_name,
    in_full,
    is_body,
    is_proper,
    name_floor,
)
from archive.extraction.departments.predicates import (
    acts_on,
    is_done,
    is_verb,
    said_before_town,
)
from archive.extraction.departments.resolution import Resolver
from archive.extraction.named import Named
from archive.model import Department

_LONGEST_TOWN = 6
_SHORT_TOWN = 2
# Asked for before the expressions that read an organ: most texts have none.
_MARK = re.compile("[镇乡村]|街道|苏木|社区|办事处")
# 青石镇人民政府, 河口街道办事处, 云溪社区居委会.
_TOWNSHIP = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?P<town>镇|(?:民族)?乡|苏木)(?:人民政府|政府|党委|人大(?:主席团)?|纪委)"
    r"|街道(?:办事处|党工委|纪工委|人大工委|工委(?!会))|街道办(?!理|公|事|结|好|件)"
    r"|(?:镇|(?<!城)乡(?!镇)|街道|苏木)(?!长)(?P<body>(?![镇乡])[^\W\d_a-zA-Z与和及]{2,8}?)(?:局|站|所|社(?![会区])|中心(?![城区])|办公室|办(?![公理事法好结件])|大队|中队|卫生院)(?![长外])"
    r"|(?:(?<!城)镇|(?<!城)乡)(?:九年(?:一贯)?制)?学校"
    r"|(?:镇|(?<!城)乡(?!镇)|街道|社区|村)(?:妇联|团委|团支部|残联|总工会|工会|人武部|武装部|商会)(?=副?(?:主席|书记|部长|理事长|会长)|[专兼]职副)"
    r"|(?:镇|乡|街道)[\u4e00-\u9fff]{0,6}?执法队(?![伍员长])"
    r"|(?:镇|乡|街道)(?:中心)?(?:卫生院|派出所|司法所|财政所|中学|小学|幼儿园|敬老院)"
    r"|(?:镇|乡)中心(?:学校|完小)|(?:社区|村)(?:居民委员会|村民委员会|居委会|村委会|党支部|党委|党总支)|(?<![村农乡各])村委会)"
)
_LISTED_TOWN = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[和与及、到由在向]))(?P<town>[\u4e00-\u9fff]{2,6})[、和与及]$"
)
_LONGEST_LISTED = 4
_NO_TOWNS = tuple("局办科所站队委部处厅院校社会镇乡村区县市")
# 镇党委书记 of the town that the text was about, 加义镇.
_ITS_TOWN = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=镇)(?=镇)|(?<=乡)(?=乡)|(?<=[兼和与及由给])|(?<=转交)|(?<=会同))"
    r"(?:(?P<kind>镇|乡|街道)(?P<organ>党委|人民政府|政府|纪委|人大(?:主席团)?|党工委|办事处)(?![场员])"
    r"|(?P<office>办事处)(?=副?主任)"
    r"|(?P<village>村)(?P<committee>委会|党支部|党委)(?![员])"
    r"|(?P<of>镇|乡|街道)(?P<body>(?!办)[\u4e00-\u9fff]{2,8}?)(?:中心|办公室|办(?![公理事])|[所站](?![长])|[大中]队))"
)
# 青石镇|镇长, 青石镇|镇党委书记, 到青石镇检查: towns that are named without an organ.
_TOWN_LED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?:[到赴在]|深入|走进|前往)(?:[\u4e00-\u9fff]{2,5}?[县区市旗])?)"
    r"(?P<town>(?!各|全|该|本)[\u4e00-\u9fff]{1,5}?(?:(?<!乡)镇|(?<!城)乡(?!镇)|街道|(?<!乡)村(?!级)))"
    r"(?=副?[镇乡]长|[镇乡街村]|检查|督导|督查|调研|走访|看|察|慰问|指导|召开|开展|宣讲|暗访|巡查|接访|下访|现场|实地|考察|入户|蹲点|采风|回访|帮扶|参观|对接|踏勘|送|洽谈|会商|座谈|约谈|主持|参加|出席|巡|验收|抽查|排查|推介|签约|举办|举行|组织|讲|宣传|支援|救|处置|植树|义诊|征求|听取|了解|督|视察|考核|评估|某|辖区|，)"
)
_TOWN_OF = re.compile(
    r"(?:中国共产党|中共)?(?P<around>[\u4e00-\u9fff]{1,7}?[县区市旗])??"
    r"(?P<town>[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道|村))"
    r"(?:人民|委员会|纪律|人大|办事处|工作委员会|村民|党)"
)
_PARTY_BEFORE = re.compile("^(?:中国共产党|中共)")
_PARTY_OF_TOWN = re.compile("^(?:中国共产党|中共).+[镇乡](?:委员会|党委)$")
_TOWN_STEMS = {
    "综治中心": "社会治安综合治理中心",
    "安监": "安全生产监督管理",
    "卫计办": "卫生和计划生育办",
    "计生": "计划生育",
    "妇联": "妇女联合会",
    "河长办": "河长制办",
    "扶贫办": "扶贫开发办",
    "医保所": "医疗保险所",
    "市场监管": "市场监督管理",
    "林草站": "林业和草原站",
    "农技站": "农业技术推广站",
    "农机站": "农业机械管理站",
    "粮管所": "粮食管理所",
}
_TOWN_ORGANS = {
    "人武部": "人民武装部",
    "武装部": "人民武装部",
    "残联": "残疾人联合会",
    "人民政府": "人民政府",
    "政府": "人民政府",
    "居委会": "居民委员会",
    "村委会": "村民委员会",
    "中心完小": "中心完全小学",
    "乡人大": "乡人民代表大会",
    "乡人大主席团": "乡人民代表大会主席团",
    "镇人大主席团": "镇人民代表大会主席团",
    "镇人大": "镇人民代表大会",
    "供销社": "供销合作社",
    "信用社": "农村信用合作社",
}


class TownReader:
    """Finds the organs of townships, the publisher's own among them."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._town = _town_pattern(resolver.context.jurisdiction.town)

    def find(self, text: str) -> Iterator[Named]:
        """The organs of towns that ``text`` names, those named as 镇党委 only last."""
        marked = _MARK.search(text) is not None
        towns = [*(self._townships(text) if marked else ()), *self._own_town(text)]
        yield from towns
        if marked:
            yield from self._of_last_town(text, towns)

    def _townships(self, text: str) -> Iterator[Named]:
        for match in _TOWNSHIP.finditer(text):
            end, floor = match.end(), name_floor(text, match.start())
            begin = floor + said_before_town(text[floor : match.start()])
            begin = max(begin, match.start() - _LONGEST_TOWN)
            for word in self._lexicon.words_before.finditer(text, floor, match.start()):
                rest = text[word.end() : match.start()]
                if not rest and word[0] == "和" and word.start() - floor == 1:
                    continue  # 仁和|镇
                if len(rest) == 1 and rjieba.has_word(word[0] + rest):
                    continue  # 和平|街道
                begin = max(begin, word.end())
            for word in APPOINTED.finditer(text, begin, match.start()):
                begin = max(begin, word.end())
            levels = [one.end() for one in LEVEL.finditer(text, floor, match.start() - 1)]
            outer = levels[-1] if levels else begin  # 凉州区|黄羊镇
            begin = max(begin, outer)
            begin += said_before_town(text[begin : match.start()])
            body = text[begin : match.start()]
            verb = body[-2:]
            if (self._town and is_verb(verb)) or (len(body) > _SHORT_TOWN and is_done(verb)):
                continue  # 整修|镇敬老院
            labelled = len(body) > 1 and body[-1] == match[0][0] in "镇乡"
            if labelled and begin and is_han(text[begin - 1]):
                continue
            if match["body"] and not self._is_unit(text, begin, match):
                continue
            if (
                not 1 <= len(body) <= _LONGEST_TOWN
                or (body[-1] in "各个全乡镇该两" and not labelled)
                or body[0] in "各全个"
            ):
                continue
            start = self._resolver.outer_place(text, begin, floor)
            county = self._resolver.prefix(text, begin, floor) if start < begin else None
            around = county.place.name if county is not None and county.place else ""
            printed = text[begin:end]
            if match[0] == "村委会":
                printed = printed.replace("村委会", "村村委会")  # 张林|村委会
            if labelled:  # 青石镇|镇党委: a label, and an organ of the town
                start, printed = match.start(), body[:-1] + match[0]
            name = _town_organ(printed, around)
            yield Named(start, end, Department(id=name, provisional=True), "departments.township")
            if start == begin and not labelled:
                yield from self._listed_before(text, begin, text[match.start() : end])

    def _listed_before(self, text: str, end: int, organ: str) -> Iterator[Named]:
        """天马、驾鹤|、五里亭街道办事处: towns that share the organ of the one that begins at
        ``end``."""
        while (listed := _LISTED_TOWN.search(text, max(0, end - _LONGEST_TOWN), end)) is not None:
            start, stop = listed.span("town")
            for word in self._lexicon.words_before.finditer(text, start, stop):
                start = word.end()
            town = text[start:stop]
            known = town in self._lexicon.stems or town.endswith(_NO_TOWNS)
            own = is_proper(town) or not rjieba.has_word(town)
            fits = 2 <= len(town) <= _LONGEST_LISTED
            if known or not (own and fits) or not self._resolver.is_boundary(text, start, 0):
                return
            record = Department(id=_town_organ(town + organ, ""), provisional=True)
            yield Named(start, stop, record, "departments.shared_suffix")
            end = start

    def _is_unit(self, text: str, start: int, match: re.Match[str]) -> bool:
        """Whether what stands behind a town is a unit of it, no deed: 青石镇|代管水电站."""
        acted = acts_on(text, start, match.start("body"), match.end(), self._lexicon)
        end = text[match.end("body") : match.end()]
        titled = self._lexicon.titles.count(match["body"]) > 0
        return is_body(match["body"], self._lexicon, end) and not acted and not titled

    def _of_last_town(self, text: str, towns: list[Named]) -> Iterator[Named]:
        """镇党委 behind an organ of a town: that town's."""
        led = [
            Named(*m.span("town"), Department(id=_governing(m["town"])), "")
            for m in _TOWN_LED.finditer(text)
            if not (m["town"].endswith("村") and rjieba.has_word(m["town"][:-1]))
        ]
        towns = sorted([*towns, *led], key=lambda named: named.start)
        for match in _ITS_TOWN.finditer(text):
            kind = match["kind"] or match["village"] or match["of"] or "街道"
            if match["body"] and (self._town or not is_body(match["body"], self._lexicon)):
                continue
            for named in reversed(towns):
                if named.end > match.start() or named.department is None:
                    continue
                town = _TOWN_OF.match(named.department.id)
                if town is not None and town["town"].endswith(kind):
                    organ = match["organ"] or match["office"]
                    organ = organ or (match[0].removeprefix(kind) if match["body"] else "")
                    organ = organ or f"村{match['committee']}".replace("村党", "党")
                    own = town["town"] == self._resolver.context.jurisdiction.town
                    around = "" if own else town["around"] or ""
                    name = _town_organ(town["town"] + organ, around)
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
            start = match.start()
            begins = self._resolver.is_boundary(text, start, 0, placed=True)
            begins = begins or is_verb(text[start - 2 : start])
            if not begins or not is_body(body, self._lexicon, match["end"]):
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
                around = _PARTY_BEFORE.sub("", around.replace("人民政府", ""))
                name = f"中共{around}{town}工作委员会"
            if match["end"] == "人大工委" and (county := self._resolver.context.jurisdiction.own):
                name = f"{county.name}人民代表大会常务委员会{town}工作委员会"
            if governs or leads or (publisher is not None and publisher.id.endswith(name)):
                yield Named(*match.span(), publisher, "departments.publisher")
            else:
                department = Department(id=name, provisional=True)
                yield Named(*match.span(), department, "departments.township")


def _governing(town: str) -> str:
    """What governs a town, street or village."""
    ends = {"镇": "人民政府", "乡": "人民政府", "村": "村民委员会"}
    return town + ends.get(town[-1], "办事处")


def _town_organ(name: str, county: str) -> str:
    """The full name of a township's organ as printed, with the county printed before it."""
    name = name.replace("镇镇", "镇").replace("乡乡", "乡")  # 青华乡|乡林业站
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
    if name.endswith(("镇党委", "乡党委", "村党委", "社区党委")):
        return f"中国共产党{county}{name.removesuffix('党委')}委员会"
    if name.endswith(("镇团委", "乡团委", "街道团委", "街道团工委")):
        return full_name(county + name.removesuffix("团委"), "团委")
    if name.endswith("街道纪工委"):
        return f"中国共产党{county}{name.removesuffix('纪工委')}纪律检查工作委员会"
    if name.endswith(("镇纪委", "乡纪委")):
        return f"中国共产党{county}{name.removesuffix('纪委')}纪律检查委员会"
    if name.endswith(("街道党工委", "街道工委")):
        return f"中共{county}{name.removesuffix('工委').removesuffix('党')}工作委员会"
    return county + name


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
        r"(?P<end>人民政府|政府|党工委|纪工委|人大工委|党委|纪委|人大(?:主席团)?|办事处|(?<=[\u4e00-\u9fff]{3})(?:局|站|所|中心(?!小学|中学|幼儿园|卫生院)|办公室|办(?![公理事])|大队|中队|执法队|院|学校|中学|小学|幼儿园|商会|室|武装部|联合会|协会)|(?:供销社|信用社|公司|妇联|团委|工会|商会|残联|科协|人武部|武装部|党校|关工委))"
    )
