"""How the names of organisations are written: what may be part of one, where it may begin
and end, and what its short ends are in full."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.lexicon import Lexicon

LONGEST_NAME = 40
# 部分中级法院, 各市医院, 县级医院, 三家民营医院: a class of organisations, none of its members.
CLASS = re.compile(
    r"^(?:某|部分|多数|少数|若干|许多|其他|其余|一些|个别|不少)"
    r"|(?:[全各两][省市县区州国]|[各基上下两]级|基层|各地|所有|[省市县区乡]级"
    r"|^[一二两三四五六七八九十多几数\d]+[家所个]"
    r"|^(?:全[省市县区州国])?[家所个]?(?:[省市县区]属|公立|民营|民办|[一二三]级|定点|城市|农村|中小型?|国有|股份制"
    r"|各类|上市|龙头|规上|医联体|普惠性?|公办|寄宿制|村级|乡村|薄弱|配套)+(?:公立|民营|综合|专科)?)$"
)
# 苗凤英任|瀍河供水分公司经理, 为|集团公司副总经理.
APPOINTED = re.compile("(?<![责委])任(?![务命])|(?<!因)为(?![民企农])|兼")
# 市12345热线中心: the number of a hotline is part of the name.
_NAME_BREAK = re.compile(
    r"(?<=[省市县区州])1[0-9]{2,4}(?=[\u4e00-\u9fff]{2})(?P<hotline>)|[^\u4e00-\u9fffA-Za-z·]"
)
BODY_STOP = re.compile(
    r"对(?![外口])|所属|下属|下[辖设]|旗下|[的了在到赴将向从由各该并]|等(?!教育|职业|学校|院校)|相关|有关|以及|把(?!手)"
)
LEVEL = re.compile(
    f"(?:{'|'.join(LEVEL_WORDS)})(?!场|民(?![政族宗营办间])|政(?![务府法协策数])|[值价域块内际])"
)
_WORD_AFTER_NAME = {
    "委": "[员托任]|派(?![出员驻专人])|会(?![同商签见谈议])",
    "厅": "[楼里内]",
    "局": "[面限部势]",
    "办": "[理事结好成件]|[发函](?=[〔（(\\[【])|公(?![开布示告正])|法(?![规制治])",
    "部": "分(?![别管赴工头])|[门署队件位]|委(?!托)",
    "队": "[伍员长]",
    "院": "[士线]|校(?![准对验正])",
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
    "红十字会": "医院|备灾",
    "店": "[铺面内外主家员长里分]",
    "机场": "[路线口航高]",
    "政协": "提案(?!委)",
    "中学": "[习生]",
    "小学": "[习生]",
}
_AFTER_NAME: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _tail, _more in _WORD_AFTER_NAME.items():
    _AFTER_NAME.setdefault(_tail[-1], []).append((_tail, re.compile(_more)))


_NOUNS_WITH_VERBS = re.compile(
    "(?:社会|经济|基层|群团|行业)组织|监督检查(?=$)|(?<=[\u4e00-\u9fff]{2})稽查(?=$)"
)
"""Words that hold a verb and are nouns, in the names of offices: 社会组织|管理局."""


def is_body(body: str, lexicon: Lexicon, end: str = "") -> bool:
    """Whether ``body`` may be part of an organisation's name: no verb, no word that joins. With the
    ``end`` of the name it may be a word that holds one: 派出|所."""
    if BODY_STOP.search(body):
        return False
    body = _NOUNS_WITH_VERBS.sub("", body)
    return lexicon.verbs_before.search(body) is None or bool(end and rjieba.has_word(body + end))


_PROPER = ("ns", "nr", "nrt", "nrfg", "nz")
_TOPOGRAPHY = tuple("河湖江溪沟川湾泉山岭岗坡峰坪坝塬洲岛港口桥关寨屯堡庄店坳垭")
_REGIMENTAL = re.compile("[一二三四五六七八九〇○零]{2,5}")


@lru_cache(maxsize=5_000)
def is_proper(body: str) -> bool:
    """Whether ``body`` begins like a proper name, with nothing but nouns behind it: 红旗, 柳河,
    加格达奇航空, 八五三; but no 国有, 停产, 生猪."""
    if _REGIMENTAL.fullmatch(body):
        return True
    words = rjieba.tag(body)
    head, tag = words[0] if words else ("", "")
    rest = words[1:]
    if len(body) > 1 and len(words) == 2 and body.endswith(_TOPOGRAPHY):
        return tag[0] in "nfam"  # 黄泥|岗, 三道|岭
    if len(body) > 2 and all(len(word) == 1 and kind[0] in "nagq" for word, kind in words[:2]):
        return True  # 白|音|锡勒
    named = len(head) > 1 and (tag in _PROPER or not rjieba.has_word(head))
    second, its_tag = rest[0] if rest else ("", "")  # 本钢|南芬
    named = named or (tag in ("n", "nz") and its_tag in _PROPER and not rjieba.has_word(second))
    return named and all(tag[0] in "nbjfxq" or tag == "vn" for _, tag in rest)


# 一人民医院, 三中: hospitals and schools of a place that a number tells apart.
_NUMBERED = re.compile(
    "[一二三四五六七八九十]{1,2}(?:(?:人民|中)?医院|院|(?:高级|实验|职业)?(?:中学?|小学?)|幼儿园)"
)


def in_full(name: str) -> str:
    """A local organ's name, without its place, in full: 蔬菜办 → 蔬菜办公室, 一人民医院 →
    第一人民医院."""
    if _NUMBERED.fullmatch(name):
        name = f"第{name}"
        name = f"{name}学" if name.endswith(("中", "小")) else name
        name = name if name.endswith("医院") else name.replace("院", "人民医院")
    if name.endswith("办") and len(name) > 2:
        name += "公室"
    if (
        name.endswith("委")
        and len(name) > 2
        and not name.endswith(("党委", "团委", "纪委", "工委"))
    ):
        name += "员会"
    if name.endswith("信用社"):
        name = name.removesuffix("信用社") + "信用合作社"
    return name.replace("管委会", "管理委员会")


_OF_PARTY = re.compile("(?P<level>(?:直属)?(?:机关)?)(?P<organ>党委|纪委|团委)")
_PARTY_ORGANS = ("党委", "团委", "纪委")
_PARTY_WORDS = ("中国共产", "中共")
_HAVE_PARTY = ("大学", "学院", "学校", "公司", "集团", "医院")
"""Whose party committees have departments that are named alone: 党委宣传部."""
_FORMS = {
    "党委": "中国共产党{}委员会",
    "纪委": "中国共产党{}纪律检查委员会",
    "团委": "中国共产主义青年团{}委员会",
}


_POLICE_IN_FULL = {
    "交警": "交通警察",
    "刑警": "刑事警察",
    "特警": "特种警察",
    "刑侦": "刑事侦查",
    "经侦": "经济犯罪侦查",
    "网安": "网络安全保卫",
}
_COURT_IN_FULL = {
    "学工部": "学生工作部",
    "学工处": "学生工作处",
    "反贪局": "反贪污贿赂局",
    "反渎局": "反渎职侵权局",
    "审管办": "审判管理办公室",
    "案管办": "案件管理办公室",
    "案管中心": "案件管理中心",
}
"""Offices of courts and procuratorates by the short names that all of them use."""
_POLICE = re.compile(rf"^(?:{'|'.join(_POLICE_IN_FULL)})(?=[总支大中]队)")


def full_name(office: str, unit: str) -> str:
    """The canonical name of a unit of an office: 中国共产党…机关委员会, …特种设备处."""
    organ = _OF_PARTY.fullmatch(unit)
    if organ is None and unit.startswith("党委") and office.endswith(_HAVE_PARTY):
        office, unit = f"中共{office}委员会", unit.removeprefix("党委")  # 党委|宣传部
    if organ is None:
        unit = _COURT_IN_FULL.get(unit, unit)
        unit = _POLICE.sub(lambda match: _POLICE_IN_FULL[match[0]], unit)
        return office + re.sub("车管所$", "车辆管理所", unit)
    form = _FORMS[organ["organ"]]
    if office.startswith(("中国共产党", "中共")):
        form = form.removeprefix("中国共产党")
    return form.format(office + organ["level"])


def of_party(name: str) -> str:
    """The full name of a party or league organ of an office, school or company (太湖中学团委);
    other names as they are."""
    if not name.endswith(_PARTY_ORGANS) or name.startswith(_PARTY_WORDS):
        return name
    return full_name(name[:-2], name[-2:])


_OF_A_DATE = re.compile("[0-9][年月日时]")


def name_floor(text: str, end: int) -> int:
    """The nearest place before ``end`` that a name cannot reach across."""
    floor = max(0, end - LONGEST_NAME)
    for match in _NAME_BREAK.finditer(text, floor, end):
        if match["hotline"] is None:
            floor = match.end()
    dated = _OF_A_DATE.match(text, floor - 1)
    return min(floor + 1, end) if dated else floor


def continues(text: str, end: int, name: str) -> bool:
    """Whether what follows makes another word of the name's end: 市委|员, 市政府|令."""
    if end >= len(text) or not is_han(text[end]):
        return False
    return any(
        more.match(text, end) for tail, more in _AFTER_NAME.get(name[-1], ()) if name.endswith(tail)
    )
