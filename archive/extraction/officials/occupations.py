"""Posts that no vocabulary lists, by their form and the organisation before them: 救助站|社工."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from archive.extraction.lexicon import Lexicon

_OCCUPATION = re.compile(
    "(?P<kind>[\u4e00-\u9fff]{0,6}?)(?:[员师](?!工|额)|医生|护士|社工|技工|[\u4e00-\u9fff]工(?![作程商会业])|村医|校医|军医"
    "|[\u4e00-\u9fff]{2,4}(?:负责人|主管|经理|总监|专员|组长|管家)|会计|出纳|记者|教练|专家|助理|司机|导游|编辑|保安|干事)(?=[\u4e00-\u9fff]{2})"
)
# 工作|人员, 企业|职工: people, but nobody's post.
_NO_POST = re.compile(
    "(?:人|成|会|党|团|学|职|官|社|组|雇|委|动|派|增|减|裁|全|满|超|总|要|复|招)员$|全国|出师|(?:职|员|民|施|开|加|手|分|动|竣|复|务|停|完|罢|用|返|义)工$"
    "|[、，。和与及等的]"
)
# 驻所|调解员, 高级|茶艺师: what is said of an occupation, though some of these are verbs.
_QUALITIES = (
    "专职|兼职|驻[\u4e00-\u9fff]|特邀|特聘|聘任|返聘|见习|实习|资深|首席|高级|中级|初级|值班|执勤|轮值|当值|责任|主办|承办|办案|带班"
    "|包[村片联户]|巡逻|巡回|驻点|常驻|挂职|派驻|助理|社区|片区|[正副]?[部厅局处科]级"
)
_LISTED = re.compile(
    "(?<=[、，])(?:[\u4e00-\u9fff]{1,4}?员(?![工额会])|[\u4e00-\u9fff]{0,4}?(?:护士|医生|教师|医师|导游|司机|厨师|裁判|演员)"
    "|(?:客户|大堂|台区|支局|网点|门店|产品|区域|片区|市场|营销|运营|技术|质量|安全|值班|生产|财务|人事|行政|工程|项目|品牌|渠道|销售)(?:经理|总工|总监|主管|专员|部长|主任))"
    "(?=[\u4e00-\u9fff]{2})"
)
_QUALIFIED = re.compile(f"(?:{_QUALITIES})$")
_QUALITY = re.compile(_QUALITIES)
_OF_A_LEVEL = re.compile("[省市州县区旗乡镇村]级总?$")
_LEVELS = tuple(f"{matter}长" for matter in "河林田湖链路湾")
"""Who answers for a river or a forest at one level: 州级总林长."""
_MAY_BE_QUALIFIED = ("员", "师", "警", "法官", "检察官", "记者", "编辑", "专家", "社工", "医生")
_LONGEST_QUALITY = 3
_LONGEST_MATTER_QUALITY = 2
# ，质量|负责人: a matter that opens its clause; 企业|负责人 are those of any.
_IN_CHARGE = ("负责人", "总监")
_MATTER = re.compile(
    "(?:^|[，、；：。和及])(?!企业|单位|科室|处室|股室|公司|部门|商户|村级|基层|机构|支部|党委|政府|主要|有关|相关|分管|各级|集团|总部|支行|分行|总行|医院|学院|学校|商会|协会|主办|承办|责任|其他)"
    "[\u4e00-\u9fff]{2}$"
)
_LONGEST_MATTER = 3
_RANKS = (
    "委员",
    "研究员",
    "调研员",
    "巡视员",
    "科员",
    "司令员",
    "教导员",
    "指导员",
    "检察员",
    "审判员",
)


def occupation(text: str, start: int, lexicon: Lexicon) -> int | None:
    """The end of the occupation that begins at ``start``, right behind an organisation: 登记员,
    语文教师. None where what begins there is what the organisation does (组织驾驶员)."""
    match = _OCCUPATION.match(text, start)
    if match is None or _NO_POST.search(match[0]):
        return None
    first, *others = rjieba.tag(match[0])
    word, tag = first
    led = sum(len(other) for other, _ in others) > _LONGEST_QUALITY
    acts = len(word) > 1 and (tag[:1] == "v" or word in lexicon.before_organisations)
    if others and led and acts and not _QUALITY.match(word):
        return None
    return None if lexicon.deeds.match(match[0]) else match.end()


def listed_occupations(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Occupations that stand in a list, where a name may follow: 所长甲、|税管员|乙."""
    for match in _LISTED.finditer(text):
        if text[match.end()] in lexicon.surnames and not _NO_POST.search(match[0]):
            yield match.span()


def begin_of_post(text: str, start: int, end: int) -> int:
    """Where a post begins with what qualifies it: 驻所|调解员."""
    if text.endswith(_IN_CHARGE, start, end):
        matter = _MATTER.search(text, max(0, start - _LONGEST_MATTER), start)
        return matter.end() - _LONGEST_MATTER_QUALITY if matter else start
    if text.endswith(_LEVELS, start, end):
        level = _OF_A_LEVEL.search(text, max(0, start - _LONGEST_QUALITY), start)
        return level.start() if level else start
    if not text.endswith(_MAY_BE_QUALIFIED, start, end):
        return start
    quality = _QUALIFIED.search(text, max(0, start - _LONGEST_QUALITY), start)
    return quality.start() if quality else start


def is_occupation(title: str) -> bool:
    """Whether a title is rather what one does than a rank, and so stands before a name only:
    检验员, not 研究员 or 委员."""
    return title.endswith(("员", "社工", "村医")) and not title.endswith(_RANKS)
