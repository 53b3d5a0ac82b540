"""The publisher of an issue, and the ways its texts name it: in full, 省中心, 本中心, 我局."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.extraction.context import IssueContext
from archive.extraction.lexicon import alternatives
from archive.model import Department, Issue
from archive.vocabulary import Level

_SELF_ENDS = {
    "中心": ("中心",),
    "厅": ("厅",),
    "局": ("局",),
    "管理委员会": ("管委会", "委"),
    "管委会": ("管委会", "委"),
    "委员会": ("委",),
    "办公室": ("办",),
    "公司": ("公司",),
    "集团": ("集团", "公司"),
    "大学": ("校",),
    "学院": ("校", "院"),
    "学校": ("校",),
    "中学": ("校",),
    "院": ("院",),
    "总站": ("总站", "站"),
    "总队": ("总队",),
    "支队": ("支队",),
    "协会": ("协会", "会"),
    "联合会": ("会",),
    "分行": ("分行", "行"),
    "支行": ("支行", "行"),
    "行": ("行",),
    "海关": ("关",),
    "处": ("处",),
    "站": ("站",),
    "指挥部": ("指挥部",),
    "部": ("部",),
    "署": ("署",),
    "报社": ("报社", "社"),
    "社": ("社",),
    "馆": ("馆",),
    "台": ("台",),
    "所": ("所",),
    "大队": ("大队",),
    "医院": ("院",),
    "队": ("队",),
    "专班": ("专班",),
    "领导小组": ("领导小组", "小组"),
    "监狱": ("监狱", "狱"),
    "场": ("场",),
    "矿": ("矿",),
    "厂": ("厂",),
    "园": ("园",),
    "科": ("科",),
    "股": ("股",),
    "司": ("司",),
    "会": ("会",),
}
"""Ends of publishers' names, longest first where one ends another, and how they call themselves."""

_PARENT = re.compile(
    "(.+(?:厅|总局|局|委员会|部|署|院|[总支大]队|海关|总工会|联合会|协会|中心|公司|集团|学校|大学|领导小组))办公[室厅]"
    "|(.+(?:厅|总局|局|委员会|署|院|大学|海关))[\u4e00-\u9fff]{2,10}(?:[处科]|(?<!研究)办公室)"
    "|(.+办事处)(?:党政(?:综合)?)?办公室"
)
_LEAST_ABBREVIATION, _LONGEST_ABBREVIATION = 3, 5
_ENDS = (
    ("集团有限公司", "集团"),
    ("有限责任公司", "公司"),
    ("有限公司", "公司"),
    ("管理委员会", "管委"),
    ("委员会", "委"),
    ("办公室", "办"),
)
_SHORTENED = ("局", "委", "办", "厅", "集团", "公司", "指挥部")
_COMPANY = re.compile("(?:股份)?有限(?:责任)?公司$")
_LEAST_COMPANY = 3
_GENERAL_OFFICE = re.compile("总[局署]办公[厅室]$")
_BARE = {
    "管理委员会": ("管理委员会", "管委会"),
    "管委会": ("管委会",),
    "集团有限公司": ("集团公司", "集团"),
    "（集团）有限责任公司": ("集团公司", "集团"),
    "（集团）有限公司": ("集团公司", "集团"),
    "集团有限责任公司": ("集团公司", "集团"),
    "集团公司": ("集团公司", "集团"),
    "街道办事处": ("街道办事处", "办事处", "街道办"),
    "领导小组": ("领导小组",),
    "总局": ("总局",),
    "总公司": ("总公司",),
    "常务委员会": ("常委会",),
    "总队": ("总队",),
    "支队": ("支队",),
    "指挥部": ("指挥部",),
    "分局": ("分局",),
    "考试院": ("考试院",),
    "科学院": ("科学院",),
    "中心支局": ("中心支局", "支局"),
    "支局": ("支局",),
    "分公司": ("分公司",),
    "中心支行": ("中心支行",),
    "支行": ("支行",),
    "总站": ("总站",),
    "边检站": ("边检站",),
    "总医院": ("总医院",),
}
"""Ends of publishers' names that stand for the whole, where nothing stands before them."""

_WITHIN = "厅局院校行"
"""Ends of publishers' names that 里 makes a word for the whole: 局里."""

_NOUNS = {
    "大学": ("学校",),
    "学院": ("学校", "学院"),
    "学校": ("学校",),
    "中学": ("学校",),
    "医院": ("医院",),
    "公司": ("公司",),
    "研究院": ("研究院",),
    "研究所": ("研究所",),
    "大队": ("大队",),
    "协会": ("协会",),
    "中心": ("中心",),
    "商会": ("商会",),
    "学会": ("学会",),
    "基金会": ("基金会",),
    "联合社": ("联社",),
    "分行": ("分行",),
    "监狱": ("监狱",),
    "专班": ("专班",),
}
"""The same for words that name a kind as often: only where they act or have a post."""

_BY_LEVEL = (
    *("中心", "厅", "局", "院", "总队", "支队", "大队", "公司", "行", "分行", "支行", "管委会"),
    *("指挥部", "专班", "领导小组", "总站", "馆", "台"),
)
"""What may stand behind the level alone: 市局, 省中心. 省委 is the party's, 市办 nobody's."""

PARTY_UNIT = re.compile("中共[^委]+委(?P<unit>[^委]{3,8})")
"""A department of a party committee, called by its name alone: 组织部."""

_UNION = "总工会"
"""Called 市总 behind its level."""

_LEVEL_PREFIX = {Level.PROVINCE: "省市", Level.CITY: "市州盟", Level.COUNTY: "县区旗市"}


_GOVERNING = ("中国共产党", "中共")

STATE = "中华人民共和国"
_LEFT_OUT = (STATE, "国家税务总局")
"""Before the names of organs of the centre that serve a place, what a masthead may leave out."""

_PARTY_WAYS = (("中国共产党", "中共"), ("中共", "中国共产党"))


def speaking_first(issue: Issue) -> Issue:
    """An issue of several publishers with the one first whose 我院 or 本局 its texts say most."""
    publishers = issue.masthead.publishers
    if len(publishers) < 2:
        return issue
    said = [_said(name, issue) for name in publishers]
    first = said.index(max(said))
    order = (publishers[first], *publishers[:first], *publishers[first + 1 :])
    return replace(issue, masthead=replace(issue.masthead, publishers=order))


def _said(publisher: str, issue: Issue) -> int:
    """How often an issue means a publisher by its kind."""
    shorts = next((ways for end, ways in _SELF_ENDS.items() if publisher.endswith(end)), ())
    ways = {f"{self}{short}" for self in "本我" for short in shorts}
    return sum(item.text.count(way) for item in issue.items for way in ways)


def publisher_department(context: IssueContext) -> Department | None:
    """The authority record of the issue's publisher."""
    if context.publisher is None:
        return None
    own = context.jurisdiction.own
    return Department(id=context.publisher, jurisdiction=own.name if own else "")


def parent_of(publisher: Department | None) -> Department | None:
    """Whose general office a publisher is: 省林业厅 of 省林业厅办公室."""
    parent = _PARENT.fullmatch(publisher.id) if publisher else None
    if parent is None or publisher is None:
        return None
    return Department(next(filter(None, parent.groups())), publisher.jurisdiction)


def publisher_names(context: IssueContext) -> frozenset[str]:
    """The publisher's full name with all, some and none of the places around its own, and with the
    words that mastheads print or leave out before it."""
    name, places = context.publisher, context.jurisdiction.places
    if name is None:
        return frozenset()
    names = {name, context.publisher_printed or name}
    if places:
        before, own, rest = name.partition(places[-1].name)
        if own:
            head = before
            for place in places[:-1]:
                head = head.replace(place.name, "")
            names.add(f"{head}{own}{rest}")
    for one in tuple(names):
        names.update(f"{central}{one}" for central in _LEFT_OUT if not one.startswith(central))
        names.update(one.replace(*pair, 1) for pair in _PARTY_WAYS if one.startswith(pair[0]))
    return frozenset(names)


def self_patterns(context: IssueContext) -> list[tuple[re.Pattern[str], Department]]:
    """How the texts name the publisher, and the office whose general office it is."""
    owners = (publisher := publisher_department(context), parent_of(publisher))
    return [
        (_self_pattern(replace(context, publisher=owner.id)), owner) for owner in owners if owner
    ]


def _self_pattern(context: IssueContext) -> re.Pattern[str]:
    """The publisher's own names: in full, with its level for its place, and 本中心, 我局."""
    name = context.publisher or ""
    own = context.jurisdiction.own
    places = context.jurisdiction.places
    rest = name
    for place in places:
        rest = rest.removeprefix(place.name)
    names = {*publisher_names(context)}
    levels = [word for word in _levels(context) if own is None or own.name.endswith(word)]
    if rest != name and len(rest) > 2:
        bodies = {rest, rest.removeprefix("人民政府").removeprefix("政府")}
        bodies = {body for body in bodies if len(body) > 2}
        names |= {f"{level}{body}" for level in levels for body in bodies}
        names |= {f"{places[-1].name}{body}" for body in bodies}
        names |= {body for body in bodies if len(body) > 5}
    company = _COMPANY.sub("", name)
    if company != name and len(company) > _LEAST_COMPANY:
        names |= {company, f"{company}公司"}  # 青川煤业集团
        names.add(company.replace("农村商业银行", "农商银行"))
    if office := _GENERAL_OFFICE.search(name):
        names.add(office[0])  # 总局办公厅
    patterns = [f"(?P<publisher>{alternatives(names)})"]
    if name[-1] in _WITHIN:
        patterns.append(f"(?P<within>{name[-1]}里)")
    bare = next((ways for end, ways in _BARE.items() if name.endswith(end)), ())
    if bare:
        patterns.append(f"(?P<bare>{alternatives(bare)})")
    nouns = next((ways for end, ways in _NOUNS.items() if name.endswith(end)), ())
    if name.endswith(_UNION):
        nouns = tuple(f"{level}总" for level in levels)
    if unit := PARTY_UNIT.fullmatch(name):
        nouns = (unit["unit"],)
    if nouns:
        patterns.append(f"(?P<noun>{alternatives(nouns)})")
    shorts = next((ways for end, ways in _SELF_ENDS.items() if name.endswith(end)), ())
    if company.endswith("银行"):
        shorts = (*shorts, "行", "总行")
    if shorts:
        ways = {f"{self}{short}" for self in "本我" for short in shorts}
        if not name.endswith("分局"):  # whose 市局 is above it
            ways |= {
                f"{level}{short}" for level in levels for short in shorts if short in _BY_LEVEL
            }
        patterns.append(f"(?P<self>{alternatives(ways)})")
    return re.compile("|".join(patterns))


def in_short(rest: str, name: str) -> str | None:
    """A publisher's name without its place, if ``name`` is short for it: 港航局 for 港口航运管理局,
    with its first character, others of it in their order, and its end."""
    full = rest.removeprefix("人民政府")
    for long, short in _ENDS:
        full = full.removesuffix(long) + short if full.endswith(long) else full
    if not full or not _LEAST_ABBREVIATION <= len(name) <= _LONGEST_ABBREVIATION:
        return None
    if full[0] != name[0] or full[-1] != name[-1] or not full.endswith(_SHORTENED):
        return None  # 中医院 is not short for 中心医院
    left = iter(full)
    return rest if all(character in left for character in name) else None


def self_marks(name: str) -> frozenset[str]:
    """How a publisher's name is shortened before its own organs: 校 and 学校, 局."""
    if name.startswith(_GOVERNING) or name.endswith("人民政府"):
        return frozenset()
    tables = (_SELF_ENDS, _BARE, _NOUNS)
    found = (next((w for end, w in table.items() if name.endswith(end)), ()) for table in tables)
    return frozenset(way for ways in found for way in ways)


def _levels(context: IssueContext) -> str:
    own = context.jurisdiction.own
    return _LEVEL_PREFIX.get(own.level, "") if own else ""
