"""Verbs that only lead to another, which what is counted begins with: 组织|抽检食品."""

from __future__ import annotations

from collections.abc import Sequence

import rjieba

from archive.extraction.figures.clause_words import MEASURES, ClauseWords

_CAUSATIVE = frozenset({"帮助", "协助", "带动", "促进", "促使", "推动", "协调"})
_ORDERS = frozenset({"责令", "勒令", "通知", "委托", "指派", "安排"})
_RECORDS = ("数据", "日志", "记录", "台账", "档案", "资料", "合同", "清单", "名单", "报告", "病历")
EVENTS = ("会", "班", "赛", "活动", "行动", "演练", "仪式", "讲座")
RATIOS = ("率", "度", "价", "时限", "用时", "时间", "占比")
_PLANNED = frozenset({"计划", "预计", "拟"})
_REALMS = (
    "行业",
    "领域",
    "区域",
    "片区",
    "环节",
    "场所",
    "部位",
    "路段",
    "点",
    "水域",
    "地区",
    "流域",
)


class LeadingVerbs:
    """Tells in the words of a phrase which verbs lead to others."""

    def __init__(self, words: ClauseWords) -> None:
        self._words = words

    def behind(self, words: Sequence[tuple[str, str]], index: int, *, led: bool) -> int | None:
        """Where the deed begins to which the word before ``index`` leads, None where it leads to
        none; ``led`` where that word begins the phrase."""
        word = words[index - 1][0]
        if word == "等":
            return self._behind_listed(words, index)
        return self._led_to(words, index) if led or word == "发现" else None

    def _led_to(self, words: Sequence[tuple[str, str]], index: int) -> int | None:
        """Where what happens begins that the verb before ``index`` only leads to, where it does:
        发现|排队等候, 帮助|集体增收, 推动|担保费率下降; behind who does it: 督导企业|校正路线."""
        word = words[index - 1][0]
        if self._only_leads(word, words[index:]):
            return index
        leads = word in self._words.helping or word in _ORDERS
        if not leads or (word == "组织" and words[-1][0].endswith(EVENTS)):
            return None  # 组织企业申报辅导会
        if words[index][0] in self._words.manners and self._does(words, index):
            return index  # 组织|集中点验
        for position in range(index + 1, len(words)):
            who, tag = words[position - 1]
            agent = self._words.is_agent(who, tag)
            if who in self._words.verbs or (tag[0] not in "nbjzlv" and not agent):
                return None
            if agent and self._does(words, position):
                return position
        return None

    def _does(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether a verb of the vocabulary begins at ``index``, with its object or alone."""
        word, tag = words[index]
        if words[-1][0].endswith(MEASURES) and words[-1][0][-1] != "费":
            return False
        if word in self._words.manners and index < len(words) - 1:
            return self._does(words, index + 1)  # 入户|宣传
        how = tag == "vn" and index == len(words) - 2 and words[-1][1] == "v"  # 应急|撤离
        return how or tag in ("v", "l", "i") or word in self._words.verbs

    def _only_leads(self, word: str, rest: Sequence[tuple[str, str]]) -> bool:
        """Whether a verb only leads to the ``rest``: to what happens, or to how much it is."""
        if word == "发现":
            return all(tag[0] == "v" or other in self._words.verbs for other, tag in rest)
        if word in _CAUSATIVE and rest[-1][0].endswith(MEASURES):
            return rest[-1][0].endswith(RATIOS) and not self._words.acts_on(rest[0][0])
        leads = word in _CAUSATIVE or (
            word in self._words.helping and len(rest) == 2 and self._words.is_actor(rest[0][0])
        )
        return leads and len(rest) > 1 and rest[-1][1] == "v" and rest[0][1][0] == "n"

    def leads_to(self, word: str, following: tuple[str, str], what: str, *, last: bool) -> bool:
        """Whether a helping verb has another behind it; 组织 has also nouns: 组织|对接活动.
        同意|占比 names a measure."""
        if following[0].endswith(MEASURES):
            return False
        if what.endswith(_RECORDS) and word in self._words.verbs:
            return False  # 抽查|巡护|日志
        if last and word in _PLANNED and len(following[0]) == len(word):
            return not rjieba.has_word(following[0]) or following[1] == "v"  # 计划|改厕
        return following[0] in self._words.verbs or (
            following[1] == "v"
            and (word not in self._words.verbs or (last and (word in _CAUSATIVE or word == "组织")))
        )

    def _behind_listed(self, words: Sequence[tuple[str, str]], index: int) -> int | None:
        """Where the deed begins behind what kind those are whose list 等 before ``index`` ends:
        龙潭等|作业点|实施增雨, 危化等|行业|排查隐患; None where nothing is done there."""
        for position in range(index + 1, len(words)):
            word, tag = words[position - 1]
            if tag[0] not in "nbjzlsf" or word in self._words.verbs:
                return None
            does = words[position][0]
            where = word.endswith(_REALMS) and does in self._words.verbs
            if (where or self._words.acts_on(does)) and not words[-1][0].endswith(MEASURES):
                return position
        return None
