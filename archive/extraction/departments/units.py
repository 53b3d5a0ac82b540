"""Units behind their organisation: 省市场监管局特种设备处, 建设银行云川省分行."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.context import is_han
from archive.extraction.departments.name_forms import BODY_STOP, full_name, is_body
from archive.extraction.departments.predicates import acts_on, begins_with_particle
from archive.extraction.departments.resolution import Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named
from archive.model import Department

_LONGEST_UNIT = 18
_LONGEST_PLAIN = 8
_WORD = 3
_BRANCH = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司)?[\u4e00-\u9fff]{2,10}?(?:分行|支行|分公司|营业部|中心支公司|支公司|分院|分社)"
)
_HAS_BRANCHES = (
    "科学院",
    "新华社",
    "银行",
    "公司",
    "集团",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "保险",
    "人寿",
    "财险",
    "石油",
    "石化",
    "电网",
    "广电",
    "平安",
)
_NAMED_FOR_PLACES = ("电信", "移动", "联通", "铁塔", "石油", "石化", "电网", "广电", "人寿", "平安")
_COMPANY_OF = re.compile("[\u4e00-\u9fff]{2,8}?公司(?![制法化])")
# The end of a unit right before the post of who heads it.
HEADED = (
    "(?:(?:[支大总]队|分局|派出所)(?=党(?:委|总支|支部)副?书记)|(?<=讲师)团(?=副?团长)|[局队](?=法官|法警|执行员)|(?:科|室)(?=(?:副?主任|主管)?[技药护]师)|处(?=副?处长)|科(?=副?科长)|股(?=副?股长)|庭(?=副?庭长)|局(?=副?[局处]长|政委)|队(?=副?[总支大中]?队长|政委|教导员|指导员)"
    "|部(?=副?主任)|部(?=副?部长|副?经理|副?总经理)|(?:管理区|作业区|工区)(?=副?主任)|监区(?=副?监区长)|司(?=副?司长)|所(?=副?所长)|站(?=副?站长)|(?:室|中心|处|办|委员会|工委|科|度所|换所)(?=副?主任)|(?:科|室|病区)(?=护士长|护士|医师|医生|主任医师|副主任医师|主治医师)"
    "|司(?=副?处长)|部(?=(?:[一二三四]级)?检察官)|[处科室司庭](?=(?:[一二三四]级)?(?:副?调研员|副?主任科员|副?巡视员|科员|民警|法官|检察官|审判员|(?:副?研究)?馆员|(?:高级)?工程师|编辑|记者|干事)))"
)
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}(?:处|科|室|部|庭|司|大队|中队|支队)")
# 市检察院|第四检察部, 市纪委监委|第五纪检监察室, 市税务局|第一税务分局.
_WITH_NUMBER = re.compile(
    "第[一二三四五六七八九十]{1,2}(?![批届期次轮个季年月周名位条项大])[\u4e00-\u9fff]{0,6}?"
    "(?:检察部|审判庭|监察室|分局|稽查局|[总支大中]队|税务所|检查科|[部处科室庭](?=[\u4e00-\u9fff]))(?![长分署])"
    "|[\u4e00-\u9fff]{2,4}[一二三四五六七八九十]队(?![员长伍])"
    "|第[一二三四五六七八九十]{1,2}(?:检察部|审判庭|纪检监察室|税务分局|税务所|稽查局)"
)
_NO_UNIT = frozenset(
    "国中各全本该其某每多两几此这那何一二三四五六七八九十已将拟曾未也还均都共又再仍"
)
NUMBERED_WORDS = ("三农", "两新", "两法", "四上", "一带一路")
_NATIONAL = ("国家", "中央", "中国", "国有", "未经", "未能", "中有", "中共", "中队", "中心")
_NUMERALS = frozenset("一二三四五六七八九十百两")
_DOERS = ("分局", "科", "处", "室", "股", "大队", "支队", "总队", "中心", "办公室")
_PARTY_BRANCHES = ("党支", "总支", "党员干", "老干", "全", "内", "外", "大")
_CHECKS = ("稽查", "检查", "督查", "调查", "巡查", "核查", "侦查", "审查", "审判")
_DOING = re.compile(
    "(?:执行|缉私|稽查|反贪|反贪污贿赂|反渎职侵权|管理|监督|监察|侦查|保卫|执法|征收|保障|服务|审批|督察|督导|评估)$"
)
_DEEDS = ("查", "惩", "判")
_ASSEMBLIES = ("人民代表大会常务委员会", "人民代表大会", "总工会")
_CONFERENCE = "中国人民政治协商会议"
COMMITTEES = {
    "财经委": "财政经济委员会",
    "财经工委": "财政经济工作委员会",
    "法工委": "法制工作委员会",
    "代工委": "代表工作委员会",
    "选工委": "选举任免联络工作委员会",
    "人事代表工委": "人事代表工作委员会",
    "城建环资工委": "城乡建设与环境资源保护工作委员会",
    "教科文卫工委": "教育科学文化卫生工作委员会",
    "农业农村工委": "农业与农村工作委员会",
    "内司工委": "内务司法工作委员会",
    "监司委": "监察和司法委员会",
    "社会委": "社会建设委员会",
    "环资委": "环境与资源保护委员会",
    "内司委": "内务司法委员会",
    "监察司法委": "监察和司法委员会",
    "教科文卫委": "教育科学文化卫生委员会",
    "农业农村委": "农业与农村委员会",
    "城建环资委": "城乡建设与环境资源保护委员会",
}
"""Short names of a congress's committees."""
_COMMITTEE = re.compile(
    f"(?:{alternatives(COMMITTEES)}|[\u4e00-\u9fff]{{2,14}}?(?:委员会|工委)"
    "|(?:(?![对与和及省市县区州盟旗发])[\u4e00-\u9fff]){2,8}委(?![员托会]))(?!议|[员书])"
)
TEAM_OF_TEAM = re.compile("(?:[一二三四五六七八九十]|[\u4e00-\u9fff]{2,4})(?:大队|中队)(?!长)")
_OFFICE_OF_TEAM = re.compile(
    "(?P<body>[\u4e00-\u9fff]{2,4}?)[所科室](?![长学技研普内外有以在属需])"
)
_REGIMENT = re.compile("(?<=师)[一二三四五六七八九十百]{1,6}团(?![长员])")
_UNIT_LED = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,12}}?){HEADED}")
# 县政府|教育督导委员会办公室
_OFFICE_OF = re.compile("[\u4e00-\u9fff]{2,14}?(?:委员会|领导小组|指挥部|联席会议)办公室")
# 省煤管局|督查组, 人民法院|少年家事审判团队: a team right behind who sends it.
_TEAM = re.compile(
    "(?P<body>[\u4e00-\u9fff]{0,8}?)(?:(?:督查|检查|督导|督察|调研|工作|专家|考核|验收|巡查|巡视|巡察|视察"
    "|调查|审计|评估|暗访|帮扶|指导|应急|攻坚|联络)组(?!长)|(?:[\u4e00-\u9fff]{2,4}专班|工作专班)|(?:工作|救援|突击|服务|医疗|救护|宣讲|审判|执法)队(?![长伍员])"
    "|(?:审判|速裁|执行|办案|调解|专家|专业|科研|医疗|护理|服务|执法|技术|工作)团队(?![员长])"
    "|(?:考察|代表|访问|督导|宣讲|招商|参访|慰问)团(?![长队员]))"
)
_GROUPS = ("少年家事", "青少年", "少年")
"""Whom the teams of courts are for, which the dictionary takes for numbers."""
_JOINT = ("联合", "派", "率", "等", "各", "第", "成立", "共")
_LONGEST_OFFICE = 22
_PARTY_OFFICE = re.compile("[\u4e00-\u9fff]{2,8}?办(?![公理事法好结])")
_PARTY = re.compile("中国共产党(?P<place>(?:(?!纪律检查).)+)委员会")
SECRETARIES = re.compile(
    "(?:秘书|法警|警务|参事|督学|会计|统计|检察官|法官)[一二三四五六七八九十]?"
)
WARD = re.compile(
    "(?:(?:心血管|神经|消化|呼吸|泌尿|心胸|肝胆|普通|急诊|重症|感染|肿瘤|介入|疼痛|康复|老年|整形|血液|肾|心)(?:内|外)?|[骨眼内外儿妇产]|耳鼻喉|口腔|皮肤|检验|放射|病理|麻醉|药剂|护理|急诊|妇产)科(?![普学技研学目]|中心)|[\u4e00-\u9fff]{2,4}(?:科|病区)(?=副?主任|护士长|主任医师|副主任医师)"
)
COURT_UNIT = re.compile(
    "(?:刑事?|民事?|行政|行|立案|执行|审监|审判监督)[一二三四五六]?(?:审判)?庭(?![长外审])"
    "|[审案]管办(?![公理])|案管中心"
)
# 中建八局|5号线二标项目部
_PROJECT = re.compile(
    "[\u4e00-\u9fff0-9A-Za-z#＃\\-—+]{1,16}?(?:项目(?:经理)?(?:分|总)?部|经理部)(?![分门])"
    "|[\u4e00-\u9fff]{1,6}?厂(?![房区址商长])"
)
_GROUP = re.compile("(?![派率赴抽成召设])[\u4e00-\u9fff]{2,8}?组(?![长织成建合])")
_TEAMS = ("总队", "支队", "大队")
# 机械工程学院|党委|书记; but 学院|党委书记、院长, whose posts are the school's
_SCHOOL_PARTY = re.compile("党委(?=副?书记(?![、兼及和]))")
_PLACES = (*LEVEL_WORDS, "镇", "乡", "街道", "兵团", "师", "团", "机关", "单位")
_AGES = ("青年", "少年", "老年")
"""Words of time to the dictionary that say whom a unit is for."""
_BOARD = re.compile("[董监理]事会|委员会")
_OF_KINDS = (
    (("医院", "保健院", "卫生院"), WARD),
    (("支队", "总队"), TEAM_OF_TEAM),
    (("法院", "检察院"), COURT_UNIT),
    (("指挥部", "领导小组"), _GROUP),
    (("公司", "集团", "局"), _PROJECT),
    (("学院", "大学", "学校", "中学"), _SCHOOL_PARTY),
)
_OFFICE, _PART = "局", "部"
"""Ends of units that end much else as well."""

_WORD_AFTER_UNIT = {
    "局": "面限部势长级",
    "部": "门分署队件位委长级",
    "处": "理置罚境所分于在方长级",
    "科": "技学研目普长员级所院",
    "室": "内外主",
    "所": "有以在属需长",
    "站": "点位式长杆台",
    "队": "伍长员",
    "中心": "城区",
    "司": "法机令仪",
    "庭": "审外院",
    "股": "份权东级",
    "委": "员书",
}


class UnitReader:
    """Finds units and branches by the organisation before them."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._unit = _unit_pattern(resolver.lexicon.vocabulary.cues.unit_suffixes)

    def with_unit(self, text: str, named: Named, ceiling: int) -> Named:
        """省市场监管局特种设备处, 建设银行云川省分行: the unit or branch directly behind is part of
        the name; it must end before ``ceiling``."""
        ceiling = min(ceiling, named.end + _LONGEST_UNIT)
        reach = self.reach(text, named)
        if regiment := _REGIMENT.match(text, named.end):
            reach = regiment.end()
        if reach > named.end:
            return inner(named, text[named.end : reach], "departments.branch")
        numbered = _WITH_NUMBER.match(text, named.end, ceiling)
        unit = numbered[0] if numbered else self._of_kind(text, named, ceiling)
        if unit and acts_on(text, named.start, named.end, named.end + len(unit), self._lexicon):
            unit = ""  # 市环保局|关停砖瓦厂
        unit = unit or self._led(text, named, ceiling) or self._office(text, named, ceiling)
        unit = unit or self._team(text, named.end, ceiling)
        unit = unit or self._plain(text, named, ceiling)
        return inner(named, unit, "departments.inner_unit") if unit else named

    @staticmethod
    def _of_kind(text: str, named: Named, ceiling: int) -> str:
        """Units that only offices of one kind have: 市第一人民医院|骨科, 市公安局特警支队|一大队,
        区法院|刑庭, 指挥部|征迁协调组."""
        name = named.department.id if named.department is not None else ""
        kind = next((unit for ends, unit in _OF_KINDS if name.endswith(ends)), None)
        unit = kind.match(text, named.end, ceiling) if kind else None
        return unit[0] if unit else ""

    def _led(self, text: str, named: Named, ceiling: int) -> str:
        """The unit right before the post of its head; empty without one."""
        led = _UNIT_LED.match(text, named.end, ceiling)
        return led[0] if led is not None and self._is_led(led["body"]) else ""

    def _office(self, text: str, named: Named, ceiling: int) -> str:
        """县政府|教育督导委员会办公室, 市委|远程教育办."""
        if named.department is not None and _PARTY.fullmatch(named.department.id):
            office = _PARTY_OFFICE.match(text, named.end, ceiling)
            known = office is not None and office[0][-2:] in self._lexicon.not_organisations
            if office is not None and is_body(office[0], self._lexicon) and not known:
                return office[0]
        office = _OFFICE_OF.match(text, named.end, named.end + _LONGEST_OFFICE)
        return office[0] if office is not None and not self._lexicon.deeds.match(office[0]) else ""

    def _team(self, text: str, start: int, ceiling: int) -> str:
        team = _TEAM.match(text, start, ceiling)
        if team is None:
            return ""
        body = team["body"]
        sent = any(word in body for word in _JOINT) or self._lexicon.deeds.match(body)
        fits = not sent and is_body(body, self._lexicon) and not self.is_titled(body)
        return team[0] if fits and (not body or is_matter(body) or body in _GROUPS) else ""

    def _plain(self, text: str, named: Named, ceiling: int) -> str:
        start = named.end
        unit = self._unit.match(text, start, ceiling)
        if unit is None or not self._is_unit(unit["body"], unit["end"]):
            return ""
        if unit["body"] and acts_on(text, named.start, start, unit.end(), self._lexicon):
            return ""  # but 派驻纪检监察组
        if unit["end"] == "委员会":
            post = self._lexicon.title_ahead.match(text, start)
            if post is not None and post.end() > unit.end():
                return ""  # 检察委员会专职委员 is a post
        return text[start : end_of_team(text, unit.end(), ceiling)]

    def is_part(self, text: str, office: Named, named: Named) -> bool:
        """Whether a name without a place ends a unit of ``office``: 省公安厅|森林|公安局."""
        if named.rule != "departments.bare_name" or not 0 <= named.start - office.end <= 4:
            return False
        if named.start == office.end:
            return True  # 省政协|经济委员会, 省交通运输厅|公路局
        between = text[office.end : named.start]
        return all(map(is_han, between)) and self._is_unit(between, _OFFICE)

    def may_follow(self, name: str) -> bool:
        """Whether a name found by pattern may be a part of the organisation right before it: 大学|
        公共管理学院; 镇政府|镇长…引进药材公司 is none."""
        words = rjieba.tag(name)
        return not (words and words[0][1] == "v") and not self.is_titled(name)

    def reach(self, text: str, named: Named) -> int:
        """How far a committee or branch of ``named`` right behind it goes; its end without one."""
        department = named.department
        if department is not None and is_assembly(department.id):
            committee = _COMMITTEE.match(text, named.end, named.end + _LONGEST_UNIT)
            return committee.end() if committee else named.end
        if department is not None and department.id.endswith(_HAS_BRANCHES):
            branch = _BRANCH.match(text, named.end, named.end + _LONGEST_UNIT)
            if branch is None and department.id.endswith(_NAMED_FOR_PLACES):
                branch = _COMPANY_OF.match(text, named.end, named.end + _LONGEST_UNIT)
            if branch is not None and is_body(branch[0], self._lexicon):
                return branch.end()
        return named.end

    def _is_led(self, body: str) -> bool:
        """Whether a unit right before its head's post is one: of 基础研究处|处长 the verb is a
        noun, and 督查科|科长 is one; but 会同法规科|科长 and 处长|李科|科长 name none."""
        leading = body not in self._lexicon.before_organisations and (
            begins_with_particle(body, self._lexicon)
        )
        return not (BODY_STOP.search(body) or leading or self.is_titled(body))

    def _is_unit(self, body: str, end: str) -> bool:
        if body == "组织" and end == _PART:
            return True
        verb = self._lexicon.verbs_at_end.search(body)
        if verb is not None and end in _DOERS:  # 督查|科, 经济检查|科: what the unit does
            body = body[: verb.start()]
        elif verb is not None and end == "所" and verb.start():
            body = body[: verb.start()]  # 职业介绍|所, but not 委托|所
        if not body:
            return verb is None or end in _DOERS
        if not is_body(body, self._lexicon) or begins_with_particle(body, self._lexicon):
            return False
        if self._lexicon.deeds.match(body) and len(body) > 2:
            return False
        if end == "站" and (body + end)[-_WORD:] in self._lexicon.not_organisations:
            return False  # 校准|加油站
        office = end not in (_OFFICE, _PART) or _DOING.search(body) or _is_subject_matter(body)
        return bool(office) and not (_is_other_word(body, end) or self.is_titled(body))

    def is_titled(self, body: str) -> bool:
        """Whether ``body`` holds a post: 省水利厅厅长司|马光华. 秘书三处 does not."""
        body = _BOARD.sub("", body)  # 监事会工作|处
        return self._lexicon.titles.count(body) > 0 and SECRETARIES.fullmatch(body) is None


def end_of_team(text: str, end: int, ceiling: int) -> int:
    """Where a unit of a team ends that stands right behind it, 刑警支队|一大队, 交警支队|车管所;
    ``end`` without one."""
    team = TEAM_OF_TEAM.match(text, end, ceiling)
    if team is not None:
        return team.end()
    office = _OFFICE_OF_TEAM.match(text, end, ceiling) if text[end - 2 : end] in _TEAMS else None
    named = office is not None and _is_subject_matter(office["body"])
    return office.end() if office is not None and named else end


def committee(name: str) -> str:
    """The full name of a committee of an assembly: 提案委 → 提案委员会."""
    name = COMMITTEES.get(name, name)
    if name.endswith("工委") and not name.endswith("党工委"):
        return f"{name.removesuffix('工委')}工作委员会"
    short = name.endswith("委") and not name.endswith(("工委", "党委", "纪委", "团委"))
    return f"{name}员会" if short else name


def is_assembly(name: str) -> bool:
    """Whether an organ is a people's congress or a conference, which have committees."""
    return name.endswith(_ASSEMBLIES) or name.startswith(_CONFERENCE)


@lru_cache(maxsize=4)
def _unit_pattern(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(suffixes, key=len, reverse=True)
    ends = "|".join(
        (f"{end}(?![{more}])" if (more := _WORD_AFTER_UNIT.get(end)) else end).replace(
            "司", "(?<!公)司"
        )
        for end in longest_first
    )
    whole = (
        "办公室|党[组委](?![书副成委常员])|(?:派驻)?(?:纪检监察组|纪检组)(?!长)|(?:团委|工会|妇联)(?![书主委副专])|(?:直属)?机关(?:党委|纪委)"
        "|驻[\u4e00-\u9fff]{2,8}?(?:工作组|审计组|督导组|工作队|办事处|联络处|检察室|警务室)"
        "|第[一二三四五六七八九十0-9]+(?:巡视|巡察|督导|督查|督察|考核|检查|指导|巡回指导|巡回督导|巡回检查)组|(?:巡察|巡视)组"
    )
    return re.compile(rf"(?P<body>(?={whole})|[\u4e00-\u9fff]{{2,14}}?)(?P<end>{whole}|{ends})")


def begins_no_unit(name: str) -> bool:
    """Whether ``name`` begins like no unit: 各处, 已查处; but 国际合作处, 一大队."""
    if name[0] not in _NO_UNIT or _NUMBERED.fullmatch(name):
        return False
    if name.startswith(NUMBERED_WORDS):
        return False
    return not (name[0] in "国中未" and rjieba.has_word(name[:2]) and name[:2] not in _NATIONAL)


def _is_other_word(body: str, end: str) -> bool:
    """Whether the end of a unit ends something else: 已查|处, 私开井口七|处, 党支|部."""
    if begins_no_unit(body) or (end == _PART and body.endswith(_PARTY_BRANCHES)):
        return True
    sent = body.startswith("派") and not body.startswith(("派出", "派驻"))
    if sent or (end == "庭" and body[-1] == "家"):
        return True  # 市教育局|派市教科所, 低收入家|庭
    if body[0] in "与和及同" or (end == "所" and rjieba.has_word(body[-1] + end)):
        return True  # 与市一医院结成骨|科, 娱乐|场所, 办理|住所
    if end == "所" and body[-1] in _NUMERALS:
        return True  # 希望小学|一所
    if len(body) > _LONGEST_PLAIN and rjieba.tag(body)[0][1] in ("d", "ad"):
        return True  # 尽快核定…服务|中心
    counted = end == "处" and body[-1] in _NUMERALS and len(body) > 3
    return counted or is_dealt_with(body, end)


def is_dealt_with(body: str, end: str) -> bool:
    """Whether 处 ends what is done to something: 严查|处, 惩|处; but 稽查|处."""
    return end == "处" and body[-1] in _DEEDS and body[-2:] not in _CHECKS


@lru_cache(maxsize=5_000)
def _is_subject_matter(body: str) -> bool:
    """Whether ``body`` says what an office is for: 交管, 森林公安, not 破获跨境."""
    return all(tag[0] in "nbjf" or tag == "vn" for _, tag in rjieba.tag(body))


@lru_cache(maxsize=5_000)
def is_matter(body: str) -> bool:
    """Whether ``body`` may say what a unit is for: 投资促进, 监管三; verbs and what joins two
    nouns included, names of persons and numbers not. Of other parts of speech the dictionary's
    words may stand behind the first: 技术|进步."""
    words = rjieba.tag(body.rstrip("一二三四五六七八九十"))
    if not words or words[0][1] in ("c", "uj", "f", "m", "d", "p", "r"):
        return False
    if words[0][1] == "t" and words[0][0] not in _AGES:
        return False
    return all(
        (tag[0] in "nbjvlia" and (not tag.startswith("nr") or rjieba.has_word(word)))
        or (len(word) > 1 and tag[0] in "dtsm" and rjieba.has_word(word))
        or word in ("和", "与", "及")
        for word, tag in words
    )


def inner(named: Named, unit: str, rule: str) -> Named:
    """A unit of ``named`` that is printed right behind it."""
    department = named.department
    if department is not None:
        party = _PARTY.fullmatch(department.id)
        name = committee(unit) if is_assembly(department.id) else unit
        office = department.id
        if party is not None:
            place = party["place"]
            office = f"中共{place}{'委' if place.endswith(_PLACES) else '委员会'}"
        department = Department(
            id=full_name(office, name),
            jurisdiction=department.jurisdiction,
            parent=department.id,
            provisional=True,
        )
    return Named(named.start, named.end + len(unit), department, rule)
