"""Telling and doing: what is said, reported, asked for or foreseen was not done by who tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import rjieba

from archive.extraction.figures.clause_words import MEASURES

_INSIDE = "[^，,。；;：:、！？\n]"
_PLAIN = "(?:[^，,。；;：:、！？\n0-9]|[0-9]{1,4}(?=[年月日0-9]))"
_SPEECH = (
    "介绍|表示|通报|上报|反映|指出|透露|预计|预测|提出|强调|要求|认为|解释|坦言|坦承|答应|答复|回复|回应|宣布|呼吁|希望"
    "|显示|表明|发现|证实|确认|告诉|函告|批示|叮嘱|主张|反馈|获悉|获知|得知|了解到|披露|直陈|坚称|重申|回忆|感慨|感叹|坦陈|自述|讲述"
)
# These are as often what is drawn up: 推行告知承诺，….
_NOMINAL = (
    "报告|汇报|提醒|提示|警示|建议|说明|承诺|补充|报道|消息|点评|直言|表态|说|称|来[函电信]"
    "|[续快初急]报|算了?[一笔细]{0,3}账|(?:最新|假日|节日|统计|监测|网签|初步|汇总)数据"
)
# And these what is done: 开展抽查，发现问题16个.
_FINDING = (
    "统计|监测|抽样|核查|调查|普查|抽查|调度|评估|预报|测算|摸底|核算|核定|核实|认定|查明|研判|分析|估计|估算|抽检"
    "|检测|检验|测评|实测|测产|暗访|摸排|采价|复核|勘查|清点|盘点|检定|鉴定|化验|测定|测量|勘验"
)
_DOES = re.compile(
    "开展|进行|组织|推行|实施|实行|启动|召开|举[办行]|完成|落实|加强|参与|接受|听取|收[到看听]|审[议查]|传达|学习|起草|撰写|编[印写制]|印发|建立|发起|部署|安排|纳入|形成|签订|提交|研究|立案|采[纳用]|吸[纳收]|征[求集]|收集|接到|办[理结]|答复|加密|加大|强化"
)
# 初步核查，倒塌房屋3间 is what was found; 来院评估，翻阅卷宗150册 is what was done.
_HAPPENS = re.compile(
    "受|倒塌|死亡|伤亡|损毁|损失|失踪|发生|出现|存在|减少|增加|下降|上升|增长|新增|达|占|有|共|超|平均|完成|可|将"
)
_REPORTS = "通报|报告|汇报|介绍|说明|讲解|解读|反馈"
# What is told, where the verb has it as its object: 介绍了经验，…, 通报考核结果，….
_MATTERS = (
    "情况|进展|结果|经验|做法|成效|成果|成绩|进度|形势|态势|方案|数据|动态|打算|思路|指标|消息|任免"
)
_NOT_COUNTED = "(?![0-9]+[^0-9月日年])"
# 国土局承诺|4月底办结的手续8宗: which of them are meant, not what is told.
_NOT_WHICH = (
    f"(?!(?:{_PLAIN}{{0,8}}[年月日底末旬])?[\u4e00-\u9fff]{{2,4}}的[\u4e00-\u9fff]{{2,8}}[0-9])"
)
_ASKS = (
    "(?:承诺(?!时限|事项|件|书|制|期|办)|建议(?!办理|采纳|答复|书|案)|要求|认为|宣布|呼吁|希望|估计"
    "|(?:来电|致电|发?来?[贺信电函]{1,2})?(?:祝贺|恭贺|恭喜)(?=[^，。；]{2})|(?:回复|答复|反馈|反映|报告|汇报|表示|说|称)(?=已|将|仍|尚|目前|共有)"
    f"|提出(?=到|在|将|要|对|把|力争|从)){_NOT_COUNTED}{_NOT_WHICH}(?=[\u4e00-\u9fff0-9])"
)
# 明确|时限为15日, 介绍|报销比例达70%: what has a measure.
_MEASURED = (
    f"(?:明确|介绍|通报|公布|透露|坦言|证实|承认){_PLAIN}{{2,12}}"
    "(?:为|已?达|不[超低高少多大小]|同比|环比|增长|上升|下降)"
)
_SAID = "(?:道|了|称|说|显示)?[，,：:]"
_MATTER = rf"(?:汇报了?工作[，,]|(?:{_REPORTS})了?{_PLAIN}{{0,24}}(?:{_MATTERS})[，,（(])"
_WHOLE = rf"(?:{_SPEECH}|{_REPORTS}){_PLAIN}{{0,24}}[：:]"
# 印发|通报，检查企业9家: what is issued is a paper.
_ISSUED = "[印下编刊转]发|发[布出]|作出"
# Behind who tells: 局长张某在会上介绍，….
_TELLS = re.compile(
    rf"{_INSIDE}{{0,20}}?(?<!{_ISSUED})(?:{_SPEECH}){_SAID}"
    rf"|{_INSIDE}{{0,20}}?(?:公布|发布|披露|公开|通告|公示)(?:{_PLAIN}{{0,16}}(?:{_MATTERS}|公报|预报|指数))?[，,：:]"
    rf"|{_INSIDE}{{0,20}}?(?:告诉|告知(?![承书单函制])|转告)了?{_PLAIN}{{1,12}}[，,：:]"
    rf"|(?P<how>{_INSIDE}{{0,20}}?)(?:{_NOMINAL}|(?P<finding>{_FINDING})){_SAID}"
    rf"|{_INSIDE}{{0,12}}?作了?{_INSIDE}{{0,12}}?(?:发言|说明|介绍|汇报|报告|通报|解读|点评|讲解|表态)[，,]"
    rf"|明确[，,]|{_MEASURED}|{_INSIDE}{{0,20}}?{_WHOLE}|{_PLAIN}{{0,12}}?{_MATTER}"
    rf"|(?P<first>{_INSIDE}{{0,20}}?)(?:{_NOMINAL}|{_FINDING}){_PLAIN}{{0,24}}[：:]"
    rf"|(?:现场|当场|会上|在{_PLAIN}{{1,12}}[上中])?{_ASKS}"
)
_BASED = "根据|针对|依据|按照?|受理|接到|收到|听取|征求|围绕|结合|就(?!业)|对"
_SOMEBODY = (
    f"(?:(?:(?!{_BASED}){_PLAIN}){{0,8}}?(?:负责人|负责同志|代表|专家|委员|群众|居民|企业|客商|业主|学生|家长|人员|教授|老师|大家|双方"
    "|[调检督审考验][查研察核收]组|[^，]员|[^，]长|主任|书记|同志))"
)
# At the start of a clause, by who told before or by no department: 会议指出，…, 企业代表介绍，….
_TELLS_ON = re.compile(
    rf"(?:并|还|同时|会上|会议|大会|{_SOMEBODY})?(?:明确|一致|特别)?(?:向{_PLAIN}{{1,10}})?"
    rf"(?:(?:{_SPEECH}|报告|汇报|提醒|建议|说明){_SAID}|{_WHOLE}|{_MATTER}|{_ASKS})"
    rf"|(?:会议)?{_MEASURED}"
    rf"|{_INSIDE}{{0,30}}?(?:{_FINDING})[，,](?=[平人户日]均)"
)
# 公交公司根据交通局要求，加密班次: what others asked for or told.
_BASIS = re.compile(
    "(?:严格)?(?:根据|针对|按照?|依据|遵照|应|受(?:理|(?![^，,]{1,16}委托))|接到|收到|落实|贯彻|响应)"
)
_LONGEST_DEED = 6
_MEANS = ("利用", "采取", "依托", "采用", "通过")
# Deeds that the dictionary has as nouns.
_NO_NOUNS = re.compile(
    "清[理欠运]|立案|罚款|销号|新建|资助|暂停|责令|增派|印发|制发|张贴|建档|处分|通报"
)
_FORESEEN = re.compile("预计|预测|预估|(?:(?<=[，,；;])|经|初步)(?:测算|估算)")


def told_by(text: str, end: int) -> int | None:
    """Where begins what somebody tells whose name and post end at ``end``, if they tell."""
    if text.startswith(("：", ":"), end):
        return end + 1
    match = None if _BASIS.match(text, end) else _TELLS.match(text, end)
    if match is None or _DOES.search(match["how"] or match["first"] or ""):
        return None
    end = match.end()
    found = match["finding"] is not None and not _HAPPENS.match(text, end)
    if found and (_has_verb(match["how"]) or _acts(text[end : end + _LONGEST_DEED])):
        return None
    return end


def told(text: str, clauses: Iterable[int]) -> Iterator[int]:
    """Where begins what is told by who was named before, and what is only foreseen; ``clauses``
    are the starts of the clauses."""
    for start in clauses:
        if match := _TELLS_ON.match(text, start):
            yield match.end()
    for foreseen in _FORESEEN.finditer(text):
        yield foreseen.end()


def _acts(clause: str) -> bool:
    """Whether a clause begins with what somebody does, and not with what there is: 检查企业, but
    not 投资12亿元 or 就业人数."""
    if _NO_NOUNS.match(clause):
        return True
    tags = rjieba.tag(clause)
    while tags and tags[0][1] in ("d", "ad"):
        del tags[0]
    if not tags or tags[0][0] in _MEANS or tags[0][1] == "v":
        return bool(tags)
    object_, tag = tags[1] if len(tags) > 1 else ("", "")
    return tags[0][1] == "vn" and tag[:1] in ("n", "s") and not object_.endswith(MEASURES)


def _has_verb(how: str) -> bool:
    """Whether a verb stands before the word of finding, which then is what was done: 到大厅|暗访,
    but not 初步|核查."""
    return any(tag == "v" for _, tag in rjieba.tag(how))
