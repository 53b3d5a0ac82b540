"""Who is brought to act by another: 督促城管局拆除, 由司法厅清理, 指出县水利局漏报."""

from __future__ import annotations

import re

import rjieba

# 帮助, 组织 and 支持 leave the deed to who does so. What 指出 or 发现 leads to is another's deed.
_BRINGS = re.compile(
    "(?:(?P<sure>[督敦催]促|[责勒指饬]令|责成|联系|动员|发动|引导|由)"
    "|促[成使进]|[推带]动|[督指]导|协调|建议|要求|[请恳]求|号召|鼓励|激励|迫使|倒逼|说服|劝说|撮合|安排"
    "|委[托派]|指派|授权|批准|同意|允许|准许|准予|争取|通知|吸引|[商提函报恳呈]请|(?<![聘邀申约])请"
    "|指出|发现|查[明实出]|披露|曝光|揭示|认定|反映|举报|通报|称)$"
)
# 争取财政厅|补助资金: what is won from another is one's own.
_WON = re.compile("(?:补助|支持|资助|扶持|奖补|投资|专项|贴息|授信|立项)")
_ORDERS = re.compile("[责勒指饬]令$")
_PENALTY = re.compile(
    "[，,；;](?:并|同时|依法|予以|一并)*"
    "(?:[给处]以|处|罚|没收|吊销|收缴|追缴|查封|扣押|扣分|警告|立案)"
)
_LEADS = re.compile("牵头(?!推进|实施|建设|承)|带[队头]|为主|会同|联合|组织|抓总|兜底")
# What no dictionary has as a verb: 新建, 逐户, 漏报.
_DEED = re.compile("[每逐当漏瞒虚]|[新改扩重续补增加][建设修造装种植招派开办]")
_LONGEST_VERB = 2
_FARTHEST_PENALTY = 80
_LONGEST_DEED = 4
_LONGEST_MATTER = 6
_SHORTEST_MATTER = 2
_SHORTEST_DEED = 4


def brought(text: str, floor: int, start: int, end: int) -> bool:
    """Whether who is named at ``start`` is brought to act and does so; ``end`` is where the name
    and the posts behind it end, ``floor`` the start of the clause."""
    verb = _BRINGS.search(text, max(floor, start - _LONGEST_VERB), start)
    if verb is not None and verb[0] == "争取" and _WON.match(text, end):
        return False
    return verb is not None and (verb["sure"] is not None or _begins_deed(text, end))


def is_brought(text: str, floor: int, start: int) -> bool:
    """Whether a verb that brings somebody to act stands before the name at ``start``."""
    return _BRINGS.search(text, max(floor, start - _LONGEST_VERB), start) is not None


def penalty(text: str, name: int, end: int, sentence_end: int) -> int | None:
    """Where the clause begins that says how who gave the order to ``name .. end`` punishes:
    责令某公司停产，|罚款20万元."""
    if not _ORDERS.search(text, max(0, name - _LONGEST_VERB), name):
        return None
    found = _PENALTY.search(text, end, min(end + _FARTHEST_PENALTY, sentence_end))
    return found.start() + 1 if found else None


def in_hand(text: str, sentence: int, clause: int, name: int, end: int) -> bool:
    """Whether a clause says only who has a matter in hand that its sentence is about, and what
    follows is about the matter: 该项目由市住建局|承建，总投资3亿元. Who leads (由市住建局牵头，…)
    goes on to act."""
    about = name - 1
    if text[about:name] != "由" or _LEADS.match(text, end):
        return False
    if about == clause:
        return clause > sentence
    if about - clause < _SHORTEST_MATTER:
        return False
    if text[about - 1] in "》”":
        return True
    matter = text[max(clause, about - _LONGEST_MATTER) : about]
    last = rjieba.tag(matter)[-1][1]
    long = len(matter) >= _SHORTEST_DEED
    return last.startswith(("n", "vn", "r")) or (last[0] == "v" and long)


def _begins_deed(text: str, position: int) -> bool:
    """Whether a verb, or what says how or when it is done, begins here: 供电公司|迁改线路."""
    deed = text[position : position + _LONGEST_DEED]
    return bool(deed) and (rjieba.tag(deed)[0][1][0] in "vdpt" or _DEED.match(deed) is not None)
