"""What is only of a department behind its name, and acts instead of it: 国资委监管的企业."""

from __future__ import annotations

import re

import rjieba

# 市政协三届二次会议以来 is a time, 市商务局成立以来 speaks of it.
_SINCE = re.compile(
    r"(?!成立|组建|挂牌|运[行营]|开业|改制|重组|[进入]驻)[^，,。；;：:】年月日]{2,16}以来[，,]"
)
# 市环保局|等12个部门检查企业: all of them act.
_OF_MANY = re.compile(
    "等(?:[0-9一二两三四五六七八九十余多]{1,4}[个家所])?[\u4e00-\u9fff]{0,6}?"
    "(?:部门|单位|机关|机构|院校|学校|医院|企业|公司|科室|乡镇|街道)(?=[\u4e00-\u9fff])"
)
# 国资委监管企业, 经贸委列入计划的|42户企业: what is overseen or planned is done by others.
_OVERSEES = (
    "(?:监管|主管|主导|督办|列入|纳入|牵头|联系|包联|包保|包抓|帮扶|分管|指导|挂牌|报送|推荐|服务|扶持|支持|管辖"
    "|代管|委托|领衔|率领|所属|下属|直属|辖区|贷款)"
)
# 某公司名下一宗地, 某医院门前, 某校学生: who or what is only of it, near it or in its hands.
_OTHERS = re.compile(
    f"{_OVERSEES}(?:的|内|企业|单位|项目|成交|机构|学校|院校|医院|场站)"
    "|(?:所属|下属|直属|下辖)(?=[0-9一二两三四五六七八九十])|(?:招标|发包|拍卖|出让|供[水热气电])的"
    "|代表(?![团队])|委员(?!会)|会员(?!部)|学生(?![处会工])|患者|股东"
    "|[名旗麾]下|[门楼院]前|门口|附近|周边|周围|对面|隔壁|院内|楼[下顶]|旁边|[上下]游|[内外里中][，,]"
)
_WHICH = re.compile(
    rf"(?P<deed>(?![就对将把给向在按从与和同为以由])(?P<oversees>{_OVERSEES})?[\u4e00-\u9fff]{{0,8}}?)(?<![对将把给])的"
    r"(?P<counted>(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,4})[\u4e00-\u9fff])?"
)
# 经信局监测的168家企业，|产销率97%: what is watched has the numbers behind it.
_WATCHED = re.compile(
    "(?:重点|定期|持续|跟踪|实时|抽样)*(?:监测|统计|调查|抽查|抽样|普查|调度)的"
    "(?:[^，,。；;0-9]{0,6}[0-9]+[余多]?[家户个座条名所艘辆口处]|[^，,。；;]{2,20}[，,])"
)
_BUILDS = re.compile("承[\u4e00-\u9fff]")
_LONGEST_DEED = 4


def leads_to_others(text: str, end: int) -> bool:
    """Whether who is named up to ``end`` only says whose something or somebody is."""
    return any(others.match(text, end) for others in (_OTHERS, _SINCE, _OF_MANY))


def says_which(text: str, end: int) -> bool:
    """Whether what somebody does whose name ends at ``end`` only says which matter is meant:
    人社厅牵头的退休事项, 经贸委列入计划的42户企业, but 公安局承办的9件积案."""
    which = _WHICH.match(text, end)
    if which is None or not which["deed"]:
        return False
    if which["counted"]:
        return which["oversees"] is not None and not _BUILDS.fullmatch(which["deed"])
    if which["deed"] == which["oversees"]:
        return True
    return len(which["deed"]) <= _LONGEST_DEED and all(
        tag[0] in "vdbj" for _, tag in rjieba.tag(which["deed"])
    )


def oversees(text: str, end: int, start: int) -> bool:
    """Whether who is named up to ``end`` only oversees who is named at ``start``:
    市国资委|监管的|市城投集团融资."""
    which = _WHICH.match(text, end)
    return which is not None and which["oversees"] is not None and which.end() == start


def watched(text: str, end: int) -> int | None:
    """Where the numbers begin of what a department watches whose name ends at ``end``."""
    found = _WATCHED.match(text, end)
    return found.end() if found else None
