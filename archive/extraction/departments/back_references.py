"""Organisations that a text names again by their kind alone: 该厅, 指挥部办公室, 分局局长."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.extraction.context import ItemText
from archive.extraction.departments.units import UnitReader, inner
from archive.extraction.lexicon import Lexicon
from archive.extraction.named import Named
from archive.model import Department

_THAT = re.compile(
    r"该(?P<end>支队|大队|总队|中队|分局|中心(?![城区])|公司|集团|协会|商会|学会|联合会|基金会|合作社|供销社|医院|卫生院|法院|检察院"
    r"|研究[院所]|监狱|林场|农场|牧场|煤矿|学校|中学|小学|幼儿园|[支分]行|街道办|居委会|村委会|管委会"
    r"|厅(?!级)|局(?![面部限势])|委(?!员|托)|会(?![议场期上员谈见商签晤长堂])"
    r"|办(?![法理公事件结])|院(?!校|士)|署|校|厂(?![房区址商长])|矿(?![井区山长产])|站(?![点位台长])|所(?![以有在属需长])|馆(?![内长])|队(?![伍员长])|行(?![业为动政程])"
    r"|[处科室股](?![理置罚级技研目内外份东长])|庭(?![审长])|关(?![键于系注])"
    r"|台(?![风上阶词账面区州])|社(?![区会])|场(?![所地景馆次])|园(?![区林内长])|店(?![铺面内长])|段(?![落时长])|组(?![织成建长])"
    r"|专班|指挥部)"
)
_END_OF = {
    "委": ("委员会", "委"),
    "办": ("办公室", "办"),
    "校": ("学校", "校", "大学", "学院", "中学", "小学"),
    "学校": ("学校", "校", "大学", "学院", "中学", "小学"),
    "会": ("协会", "商会", "学会", "联合会", "促进会", "基金会", "总会", "研究会", "工会", "会"),
    "街道办": ("街道办事处",),
    "居委会": ("居民委员会",),
    "村委会": ("村民委员会",),
    "管委会": ("管理委员会",),
}
_BODY = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<body>指挥部|领导小组|联席会议)(?P<office>办公室(?!主任))?(?![成全各名])"
)
_MARK = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[率带由请与和及]))(?P<mark>[厅局委])(?![长党属里内面势部员])(?=[\u4e00-\u9fff]{2})"
)
_MOST_BACK = 8
_FAR_BACK = 30
_RESIDENT = ("办事处", "专员办", "代表处", "联络处", "监察专员办公室")
"""Offices that another has in a place: 国家林业和草原局驻西安森林资源监督专员办事处."""
_ZONE = re.compile("中共(.+[区园])工作委员会")
"""The party's committee of a zone, whose administration the 管委会 beside it is."""
_INSPECTS = "监察委员会"
_BODIES = ("指挥部", "领导小组", "联席会议")
_RUN = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}$")
_LONGEST_RUN = 6
_OF_LEVEL = re.compile("(?P<level>[省市县区州盟旗])(?P<kind>局|委|办|院|中心|公司)")


def that_one(text: str, found: Sequence[Named]) -> Iterator[Named]:
    """该厅: the last organisation named before it that is such a one."""
    cursor = 0
    for match in _THAT.finditer(text):
        while cursor < len(found) and found[cursor].end <= match.start():
            cursor += 1
        ends = _END_OF.get(match["end"], (match["end"],))
        for named in reversed(found[max(0, cursor - _FAR_BACK) : cursor]):
            if named.department is not None and named.department.id.endswith(ends):
                yield Named(*match.span(), named.department, "departments.that_one")
                break


def its_body(text: str, found: Sequence[Named]) -> Iterator[Named]:
    """指挥部, 领导小组办公室: the body of that kind named last."""
    cursor = 0
    last: dict[str, Department] = {}
    for match in _BODY.finditer(text):
        while cursor < len(found) and found[cursor].end <= match.start():
            department = found[cursor].department
            for body in _BODIES if department else ():
                if department and department.id.removesuffix("办公室").endswith(body):
                    last[body] = department
            cursor += 1
        named = last.get(match["body"])
        if named is None or (not match["office"] and match["body"] != "指挥部"):
            continue
        name = named.id.removesuffix("办公室") + (match["office"] or "")
        record = replace(named, id=name) if name != named.id else named
        yield Named(*match.span(), record, "departments.that_one")


def of_their_office(
    text: str, found: Sequence[Named], own: str, units: UnitReader
) -> Iterator[Named]:
    """率|厅|国库处: a unit with the mark of an office that is not of the publisher's kind is one
    of the last office of that kind."""
    for match in _MARK.finditer(text):
        if match["mark"] in own:
            continue
        index = bisect_left(found, match.start(), key=lambda named: named.end)
        kind = "委员会" if match["mark"] == "委" else match["mark"]
        for named in reversed(found[max(0, index - _MOST_BACK) : index]):
            office = named.department
            if office is not None and office.id.endswith(kind):
                unit = units.with_unit(text, Named(*match.span("mark"), office, ""), len(text))
                if unit.end > match.end("mark"):
                    yield unit
                break


def its_kind(item: ItemText, found: Sequence[Named], lexicon: Lexicon) -> Iterator[Named]:
    """分局|局长, 研究院|党委书记, 区局|局长: before a post, the office whose name so ends and that
    its sentence is about."""
    text = item.text
    for _, post, _ in lexicon.titles.find(text):
        run = _RUN.search(text, max(0, post - _LONGEST_RUN), post)
        if run is None:
            continue
        level = _OF_LEVEL.fullmatch(run[0])
        sentence = item.sentences.start(run.start())
        kinds: set[str] = set()
        index = bisect_left(found, run.start(), key=lambda named: named.end)
        for named in reversed(found[max(0, index - _MOST_BACK) : index]):
            if named.start < sentence:
                break
            department = named.department
            name = department.id.replace("管理委员会", "管委会") if department else ""
            zone = _ZONE.fullmatch(name) if run[0] == "管委会" else None
            if zone is not None:
                department = Department(f"{zone[1]}管理委员会", provisional=True)
            below = level and name.endswith(level["kind"]) and level["level"] in name[1:-3]
            if zone is not None or below or (name.endswith(run[0]) and name != run[0]):
                owner = (department and department.parent) or "—"
                if owner[-2:] not in kinds:  # else of the court named since
                    yield Named(*run.span(), department, "departments.that_one")
                break
            kinds.add(name[-2:])


def stationed(text: str, found: list[Named]) -> list[Named]:
    """市纪委监委派驻|市财政局纪检监察组: one organ, of who sends it."""
    whole: list[Named] = []
    for named in found:
        last = whole[-1] if whole else None
        gap = text[last.end : named.start] if last is not None else ""
        if (
            last is not None
            and gap in ("驻", "派驻")
            and text.endswith(("纪检监察组", "纪检组"), 0, named.end)
            and last.department is not None
            and named.department is not None
            and any(word in last.department.id for word in ("纪律检查", _INSPECTS))
        ):
            sender, start = last.department.id, last.start
            beside = whole[-2] if len(whole) > 1 else None
            if beside and beside.department and beside.end == start and _INSPECTS in sender:
                sender, start = beside.department.id + sender, beside.start  # 省纪委|省监委|驻…
                whole.pop()
            name = f"{sender}{gap}{named.department.id}"
            record = Department(name, last.department.jurisdiction, parent=sender, provisional=True)
            whole[-1] = Named(start, named.end, record, "departments.stationed")
        elif last is not None and gap in ("驻", "派驻") and text.endswith(_RESIDENT, 0, named.end):
            whole[-1] = inner(last, text[last.end : named.end], "departments.stationed")
        elif text[named.start - 1 : named.start] == "驻" and text.endswith(
            ("纪检监察组", "纪检组"), 0, named.end
        ):
            department = named.department
            if department is not None:
                department = replace(department, id=f"驻{department.id}")
            whole.append(Named(named.start - 1, named.end, department, "departments.stationed"))
        else:
            whole.append(named)
    return whole
