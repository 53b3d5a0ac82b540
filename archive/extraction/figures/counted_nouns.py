"""The noun behind a unit that counts things: 7个|部门, 2个|办理项, 36家|企业."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.figures.clause_words import ENDINGS, MEASURES, ORGANS, PLACES, clause_words
from archive.vocabulary import Vocabulary

_NOUN = re.compile(
    r"(?:[Ⅰ-Ⅻ]|[0-9]?[A-Z][A-Z0-9]{0,3}(?=[\u4e00-\u9fff]))?[\u4e00-\u9fffA-Za-z]{1,12}|“[\u4e00-\u9fffA-Za-z]{1,12}”"
)
# 65家|A级景区, 8家|P2P平台
_LATIN = re.compile("[0-9]?[A-Z][A-Z0-9]{0,3}[级类型股]?(?=[\u4e00-\u9fff]{2})")
# 2318户|规模以上工业企业, 43名|副科级以上干部
_GRADE = re.compile("[\u4e00-\u9fff]{1,3}以[上下](?=[\u4e00-\u9fff]{2})")
# What a unit counts, by the last characters: 46辆|建筑垃圾运输车.
_HEADS = {
    "艘": tuple("船艇轮舰舟"),
    "辆": tuple("车"),
    "列": tuple("车列"),
    "架": tuple("机翼"),
    "台": tuple("机器泵车炉仪柜"),
    "条": (*"路线道河渠巷街沟船", "线索", "建议", "意见", "信息", "措施"),
    "栋": tuple("楼房厦"),
    "幢": tuple("楼房厦"),
    "座": tuple("桥站塔库厂坝矿窑井闸"),
    "间": tuple("房屋室店铺"),
    "件": ("案件", "事项", "提案", "建议", "投诉", "信访件"),
    "起": ("案件", "事故", "纠纷", "火灾", "积案"),
    "项": ("事项", "项目", "措施", "任务", "制度", "工程", "指标", "职权"),
    "份": ("材料", "文书", "合同", "报告", "问卷", "倡议书"),
}
_FACILITIES = (
    "点",
    "站",
    "场所",
    "中心",
    "平台",
    "基地",
    "园",
    "库",
    "机构",
    "馆",
    "厂",
    "店",
    "区",
    "团",
    "队",
    "组",
)
_AND_ITS_LIKE = re.compile("[（(][市区县旗]{1,2}[）)]")
_WHERETO = frozenset("在到于至为")
_OF_LEVELS = frozenset("直级（(")
"""12个|州直单位, 3个|省级平台"""
_OF_BODIES = frozenset({"个", "家", "所", "支"})
_THEIR_PEOPLE = frozenset({"人员", "干部", "职工", "代表", "负责人", "骨干", "员工", "领导"})
_WHOM = frozenset({"对象", "人员"})
_CUT = re.compile(
    r"^计$|[的在和及等为由将向从就并被把]|(?<!其)中(?![转心小学介药医标央国外级层型专断止毒暑])|(?<![结核针应面比校])对(?!象)|"
    r"分别|(?<=[组队企户村家所])共(?![同有产建青享])|合计|共计|进行|开展|参加|联合|实现|完成|全部|均|已|有关|相关|负责|(?<!参)与|(?<![国公私专共所拥享稀含])有(?![限色关机])|平均"
)
_LEVEL = re.compile(
    r"^(?:相关|有关|(?:国家|[省市县])级?[和、](?:国家|[省市县])级?)+(?=[\u4e00-\u9fff]{2})"
)
_EVENTS = frozenset({"场", "期", "项", "起", "轮", "节", "堂", "场次", "类", "次"})
_OF_PEOPLE = frozenset({"名", "位"})
_PERSONS = frozenset({"名", "位", "人", "家", "户", "成", "%"})
# 拟开工项目: what is said of the noun in passing.
_IN_PASSING = re.compile(r"[拟未已新可需待][\u4e00-\u9fff]{0,2}")
_HAPPENING = frozenset(
    {
        "上岗",
        "出席",
        "到会",
        "参会",
        "返乡",
        "复工",
        "入围",
        "获奖",
        "达标",
        "来访",
        "派员",
        "讲授",
        "制作",
        "参训",
        "参加",
        "待命",
        "试点",
        "到场",
        "入户",
        "进校",
        "进村",
        "到校",
        "测温",
    }
)
_OF_ACTORS = _PERSONS | {"个", "所", "支"}
_LONGEST_COMPOUND = 5
_SHORTEST_SAID = 2
_COMES = re.compile("[来赴抵获受被][\u4e00-\u9fff]$|参[赛会训展]")


class CountedNounReader:
    """Reads what numbers count from the text behind them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = clause_words(vocabulary)
        self._counted = lru_cache(maxsize=4096)(self._read_counted)

    def noun(self, text: str, start: int, unit: str, *, place: str = "") -> str | None:
        """The noun behind a unit that counts things: 7个|部门, 2个|办理项, 36家|企业. A verb at the
        end names an event where the unit counts those: 2场|政策宣讲. The ``place`` of the
        number says more: one that "opens" its clause stands before who acts (7个|部门|数据互通),
        one that is "served" (为7户|企业|办理退税) too."""
        match = _NOUN.match(text, start)
        if match is None:
            return None
        level = match[0][0] in PLACES and not (
            unit in _OF_PEOPLE or rjieba.has_word(match[0][:2]) or match[0][1:2] in _OF_LEVELS
        )
        if level and (match[0][1:3] in self._words.acting or not ORGANS & set(match[0][1:5])):
            both = match[0][1:2] in PLACES  # 3个|市州
            return match[0][: 1 + both]  # 9个|村送水
        following = text[match.end() : match.end() + 1]
        tail = "0" if following.isdigit() else following and "，"
        noun = self._counted(match[0], unit, tail, place)
        if noun and (more := self._and_more(text, start + len(noun), unit, place)):
            return noun + more if text.startswith(noun, start) else noun
        if noun in PLACES and (alike := _AND_ITS_LIKE.match(text, start + 1)):
            return noun + alike[0]  # 5个|县（区）
        if following.isdigit() and noun == match[0] and noun.endswith(MEASURES):
            return None  # 1127个|占比66%
        return noun

    def _and_more(self, text: str, end: int, unit: str, place: str) -> str | None:
        """The noun joined to the one that ends at ``end``: 2163户|小微企业|和个体工商户."""
        if text[end : end + 1] not in ("和", "及") or unit not in _OF_ACTORS:
            return None
        noun = self.noun(text, end + 1, unit, place=place)
        if noun is None or noun[0] in PLACES or not self._words.is_actor(noun):
            return None
        return text[end] + noun if text.startswith(noun, end + 1) else None

    def _read_counted(self, phrase: str, unit: str, following: str, place: str) -> str | None:
        """What the number counts in the ``phrase`` behind it; ``following`` is 0 where another
        number comes next, a comma where the phrase ends, nothing at the end of the text."""
        if phrase[0] == "“":
            return phrase
        if lead := (_LATIN.match(phrase) or _GRADE.match(phrase)):
            noun = self._read_counted(phrase[lead.end() :], unit, following, place)
            if noun is not None or lead.re is _LATIN:
                return noun and lead[0] + noun
        whole = _LEVEL.sub("", phrase)
        phrase = self._meant(whole, unit)
        tail = following if whole.endswith(phrase) else whole[len(phrase) :]
        passing = _IN_PASSING.match(phrase)
        if passing and not self._words.is_agent(phrase[:2], "n"):  # but 新生
            nominal = self._words.nominal(phrase[passing.end() :])
            if found := next((word for word, noun in nominal if noun), None):
                return phrase[: phrase.index(found, passing.end()) + len(found)]
        words = self._words.nominal(phrase)
        if len(words) > 1 and len(words[-1][0]) == 1 and tail[:1] in _WHERETO:
            phrase = phrase[:-1]  # 11个|项目|卡在林地手续
            words.pop()
        if words and words[0][0] in PLACES:
            person = unit in _OF_PEOPLE  # 8名|州人大代表, 3名|村会计
            organ = (
                len(words) > 1
                and words[1][0] not in self._words.verbs
                and (person or words[1][0][-1] in ORGANS)
            )
            return words[0][0] + words[1][0] if organ else words[0][0]
        if unit in _OF_ACTORS and self._is_topic(words, tail, opens=place == "opens"):
            return words[0][0]
        return self._head(words, unit) or self._nouns_ahead(
            words, phrase, unit, tail, served=place == "served"
        )

    @staticmethod
    def _head(words: list[tuple[str, bool | None]], unit: str) -> str | None:
        """All up to the word that the unit counts, where its last character says so: 46辆|建筑垃圾
        运输车. A verb in it says what it is for."""
        heads = _HEADS.get(unit, ())
        taken = ""
        for word, noun in words[:_LONGEST_COMPOUND]:
            if noun is None:
                return None
            if (
                word.startswith(heads)
                and heads
                and len(heads[0]) == 1
                and taken
                and not rjieba.has_word(word)
            ):
                return taken + word[0]  # 筛查|车开进
            taken += word
            if noun and word.endswith(heads):
                return taken
        return None

    def _nouns_ahead(
        self,
        words: list[tuple[str, bool | None]],
        phrase: str,
        unit: str,
        tail: str,
        *,
        served: bool,
    ) -> str | None:
        """The nouns that a phrase begins with, up to what it says of them."""
        tags = dict(rjieba.tag(phrase))
        first = words[0][0] if words else ""
        known = self._words
        named = len(words) > 1 and words[1][1] and words[1][0] not in known.verbs  # 重点|税源
        said = first[:2] in _HAPPENING or first in known.leading
        said = said or (first in known.manners and not named)
        none = said or tags.get(first, "n")[0] in "fdi" or _COMES.match(first) is not None
        if none and not self._of_whom(words, 0):
            return None
        taken: list[str] = []
        ends = tail in ("，", "") and all(noun for _, noun in words)
        for index, (word, noun) in enumerate(words):
            event = unit in _EVENTS and phrase.endswith(word)
            if taken and unit in _OF_PEOPLE and not noun and self._whom(words, index + 1):
                taken.append(word)  # 29名|财政供养人员
                continue
            if taken and noun is False and self._is_facility(words, index):
                taken.append(word)  # 46个|应急避难场所
                continue
            if taken and (
                (not noun and not (event and noun is False))
                or self._says_what_happens(words, index, tags.get(word, "n"), event=event)
            ):
                break
            if taken and unit in _OF_BODIES and self._people_of(taken[-1], word):
                break
            does = word in self._words.verbs or (len(word) > 3 and word[:2] in self._words.verbs)
            if served and taken and does and not self._of_whom(words, index):
                break
            if taken and ends and self._is_predicate(phrase, tags, words):
                break
            if not taken and not noun and not self._compound(words, unit, tail):
                break
            taken.append(word)
            person = unit in _PERSONS and word.endswith(self._words.agents)
            if person and unit in _OF_PEOPLE and self._whom(words, index + 1):
                continue  # 15名|社区矫正对象
            long = len(taken) == 3 or (len(taken) == 2 and sum(map(len, taken)) > 3)
            if ends and not self._words.is_actor(word) and len("".join(taken)) < 8:
                continue  # 600条政务数据目录。
            if len(taken) == 3 or (
                (person or long)
                and not self._of_whom(words, index)
                and not (unit in _OF_PEOPLE and self._whom(words, index + 1))
            ):
                break  # 11名责任人|行政处分
        return "".join(taken) or None

    def _is_facility(self, words: list[tuple[str, bool | None]], index: int) -> bool:
        """Whether a verb at ``index`` only says what a place or a body behind it is for."""
        following = words[index + 1] if index + 1 < len(words) else ("", False)
        return (
            following[1] is True
            and following[0].endswith(_FACILITIES)
            and words[index][0] not in self._words.acting
            and not self._words.is_actor(words[index - 1][0])
        )

    @staticmethod
    def _is_predicate(
        phrase: str, tags: dict[str, str], words: list[tuple[str, bool | None]]
    ) -> bool:
        """Whether a phrase ends with what is said of its nouns: 库点|仓容缺口较大."""
        return len(words) > _SHORTEST_SAID and tags.get(words[-1][0]) in ("a", "ad")

    def _is_topic(self, words: list[tuple[str, bool | None]], tail: str, *, opens: bool) -> bool:
        """Whether the first word is what is counted and the next says of what of it something is
        told: 27个乡镇|党费收缴不及时, 6个部门|结余资金2亿元."""
        told = next((index for index, (_, noun) in enumerate(words) if not noun), len(words))
        if (
            told < 2
            or not self._words.is_actor(words[0][0])
            or self._words.is_actor(words[1][0])
            or self._words.is_actor(words[told - 1][0])
        ):
            return False
        ends = opens and tail in ("，", "") and told > 2
        return told < len(words) or tail == "0" or ends

    def _names_actor(self, word: str) -> bool:
        """Whether a word that a dictionary knows names someone: 患者, but not 联户."""
        if word in _HAPPENING:
            return False
        return word.endswith(self._words.agents) or (
            self._words.is_actor(word) and rjieba.has_word(word)
        )

    def any_noun(self, text: str, start: int) -> str | None:
        """The noun behind a unit with all that stands before it, where nothing else says what is
        counted: 12个|派驻机构, 3座|整合矿井, 312套|保障房."""
        match = _NOUN.match(text, start)
        if match is None or match[0][0] == "“":
            return None
        taken = ""
        nominal = False
        for word, noun in self._words.nominal(self._meant(match[0], ""))[:_LONGEST_COMPOUND]:
            if nominal and (not noun or word in _HAPPENING or word in self._words.adverbs):
                break
            taken += word
            nominal = nominal or bool(noun)
            if nominal and word.endswith(self._words.agents):
                break
        more = text[start + len(taken) : start + len(taken) + 1].isdigit()
        return taken if nominal and len(taken) > 1 and not more else None

    def _meant(self, phrase: str, unit: str) -> str:
        """The part of a phrase that names what is counted: 问题突出的|供热企业, 高考考点|的监控,
        责任人|被处分, 群众|告别挑水的日子."""
        head, of, rest = phrase.partition("的")
        if of and rest:
            tags = [tag[0] for _, tag in rjieba.tag(head)]
            said = tags[-1] in "vad" or (
                rest.startswith(self._words.agents) and not {"v", "a", "d"}.isdisjoint(tags)
            )
            phrase = rest if said and not self._acts_first(head, rest, unit) else head
        cut = _CUT.search(phrase, 2 if phrase.startswith("联合") else 0)
        return phrase[: cut.start()] if cut else phrase

    def _acts_first(self, head: str, rest: str, unit: str) -> bool:
        """Whether the people that ``unit`` counts act before the 的: 名群众|告别挑水|的日子."""
        if unit not in _OF_PEOPLE or rest.startswith(self._words.agents):
            return False
        words = self._words.nominal(head)
        return len(words) > 1 and words[0][0].endswith(self._words.agents) and not words[1][1]

    def _says_what_happens(
        self, words: list[tuple[str, bool | None]], index: int, tag: str, *, event: bool
    ) -> bool:
        """Whether a word behind a noun goes on with what it does: 14个县|参训."""
        word = words[index][0]
        how = word in self._words.manners and self._words.is_agent(words[index - 1][0], "n")
        if word in _HAPPENING or word in self._words.acting or tag in ("d", "i") or how:
            return True  # 骨干|当场表态
        if _COMES.match(word) or (len(word) == 1 and tag in ("a", "d")):
            return True
        if (word in self._words.manners or tag == "s") and index < len(words) - 1:
            following, noun = words[index + 1]
            if noun is False or following in self._words.verbs:
                return True  # 业务|网上办结
        stationed = len(word) == 2 and word[0] == "驻"  # 技术骨干|驻点
        if (tag == "vn" or stationed) and not event and not self._of_whom(words, index):
            return stationed or not self._words.is_actor(word)
        behind = index == len(words) - 1 and self._words.is_actor(words[index - 1][0])
        if behind and not event and (tag == "a" or word in self._words.verbs):
            return True  # 2名乡镇干部|立案, 82个乡镇|受旱
        named = word in self._words.nouns or word[-1] in ENDINGS
        return not (named or rjieba.has_word(word) or word.endswith(self._words.agents))

    def _of_whom(self, words: list[tuple[str, bool | None]], index: int) -> bool:
        """Whether the word behind ``index`` is who is meant: 肉羊加工|企业."""
        return index + 1 < len(words) and self._names_actor(words[index + 1][0])

    def _people_of(self, body: str, word: str) -> bool:
        """Whether a word behind a body says who of it, or what a team of people goes to:
        3个处室|人员, 3个督导组|上路."""
        if word in _THEIR_PEOPLE:
            return self._words.is_actor(body)
        return body.endswith(("组", "队", "专班")) and not self._words.is_actor(word)

    @staticmethod
    def _whom(words: list[tuple[str, bool | None]], index: int) -> bool:
        """Whether one of the next two words says that people are meant: 帮教|对象."""
        return any(word in _WHOM for word, _ in words[index : index + 2])

    def _compound(self, words: list[tuple[str, bool | None]], unit: str, tail: str) -> bool:
        """Whether a verb begins a noun: 帮办|代办员, 承办|单位, but 参加|会议; or is one itself:
        4家组织、."""
        if unit in _OF_PEOPLE and self._whom(words, 1):
            return True
        if len(words) == 1 and unit == "家" and tail:
            return words[0][0] not in self._words.acting
        if len(words) < 2 or not words[1][1] or len(words[0][0]) < 2:
            return False
        if words[1][0][-1] in ENDINGS:
            return True
        return words[0][0] not in self._words.acting and words[1][0].endswith(self._words.agents)


@lru_cache(maxsize=4)
def counted_noun_reader(vocabulary: Vocabulary) -> CountedNounReader:
    """The reader for a vocabulary, built once."""
    return CountedNounReader(vocabulary)
