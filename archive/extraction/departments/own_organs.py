"""A publisher's own party, union and league organs and its committees: 院党委, 局工会, 机关党委,
法制工作委员会."""

from __future__ import annotations

import re

from archive.extraction.context import IssueContext
from archive.extraction.departments.name_forms import full_name
from archive.extraction.departments.publisher import parent_of, publisher_department, self_marks
from archive.extraction.departments.units import COMMITTEES, committee, is_assembly
from archive.extraction.lexicon import alternatives
from archive.model import Department

_ORGAN = (
    "党组|(?:直属)?(?:机关)?党委|(?:机关)?纪委|(?:机关)?工会|(?:机关)?团委|妇联|妇委会|关工委|党校"
)
_ALONE = "(?:直属)?机关(?:党委|纪委|工会|团委)"
_SCHOOLS = ("大学", "学院", "学校", "中学")
_OF_A_SCHOOL = (
    "学报编辑[部室]|校医院|(?:第[一二三四五六七八九十])?附属(?:第[一二三四五六])?"
    "(?:人民|中医|口腔|肿瘤|儿童|妇产)?医院|附属(?:小学|中学|幼儿园)|附[中小]|研究生院|教务处|图书馆|档案馆"
)
_OF_A_ZONE = "(?:园?区)?(?:党工委|纪工委)"
_COMPANIES = ("集团", "公司")
_OF_A_COMPANY = "总医院|职工医院"

# 全国人民代表大会组织法, 中国人民政治协商会议章程; 工作委员会 are the standing committees'.
_COMMITTEE = (
    "(?![省市县区州盟旗])[\u4e00-\u9fff]{2,12}?(?<!人大)(?:工作委员会|工委)"
    "|(?:民族|民族宗教|民族和宗教|宪法和法律|法制|监察和司法|内务司法|社会法制|社会和法制|财政经济|预算|经济"
    "|教育科学文化卫生|教科卫体|文化文史和学习|文史和学习|外事|华侨|港澳台侨(?:和)?外事|环境与资源保护"
    "|城乡建设与环境(?:资源)?保护|人口资源环境|农业与农村|农业和农村|社会建设|提案"
    f"|代表资格审查)委(?:员会)?|{alternatives(COMMITTEES)}"
)


def own_organs(context: IssueContext) -> re.Pattern[str] | None:
    """The names of a publisher's own organs: with a mark of its kind before them, and alone."""
    owner = owner_of(context)
    if owner is None:
        return None
    marks = self_marks(owner.id)
    alone = [_ALONE]
    alone += [_OF_A_SCHOOL] if owner.id.endswith(_SCHOOLS) else []
    alone += [_OF_A_COMPANY] if owner.id.endswith(_COMPANIES) else []
    alone += [_OF_A_ZONE] if owner.id.endswith("管理委员会") else []
    alone += [_COMMITTEE] if is_assembly(owner.id) else []
    alone += ["常委会(?=副?主任|党组|秘书长)"] if is_assembly(owner.id) else []
    return re.compile(
        rf"(?:{alternatives(marks) or '(?!)'})(?P<organ>{_ORGAN})(?![员托任])"
        rf"|(?<![\u4e00-\u9fff])(?P<alone>{'|'.join(alone)})(?![员托任])"
    )


def marks_of_units(context: IssueContext) -> re.Pattern[str] | None:
    """What stands before a publisher's own units for it: 厅|信息中心, 中心|稽核科."""
    owner = owner_of(context)
    marks = self_marks(owner.id) if owner else frozenset()
    if not marks:
        return None
    return re.compile(f"(?:{alternatives(marks)})(?!工会)(?=[\u4e00-\u9fff]{{2}})")


def owner_of(context: IssueContext) -> Department | None:
    """Whose own organs are meant: the publisher's, or those of the office whose general office it
    is."""
    publisher = publisher_department(context)
    return parent_of(publisher) or publisher


def own_organ(owner: Department, organ: str) -> Department:
    """The authority record of such an organ: 中国共产党…委员会, …工会."""
    name = owner.id
    if organ.endswith("工委") and name.endswith("管理委员会"):
        discipline = "纪律检查" if organ.endswith("纪工委") else ""
        zone = name.removesuffix("管理委员会")
        return Department(f"中共{zone}{discipline}工作委员会", owner.jurisdiction, provisional=True)
    if organ == "常委会":
        return owner
    if is_assembly(name) and not organ.endswith(("党委", "纪委", "团委")):
        organ = committee(organ)
    if organ.endswith("委员会") and not organ.endswith("工作委员会"):
        congress = name.removesuffix("常务委员会")  # its own, not its standing committee's
        name = congress if is_assembly(congress) else name
    name = full_name(name, organ.removeprefix("校"))
    return Department(name, owner.jurisdiction, parent=owner.id, provisional=True)
