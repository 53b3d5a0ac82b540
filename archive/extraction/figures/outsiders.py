"""Who else than a department acts where a number stands: enterprises, places, people."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from archive.extraction.context import ItemText, is_han
from archive.extraction.figures.change_words import alternatives
from archive.extraction.figures.clause_words import MEASURES
from archive.extraction.figures.numbers import Number
from archive.vocabulary import Vocabulary

_THERE_ARE = re.compile(
    "(?:全[省市县区州])?(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日[上下中早深]?[午晚夜]?(?:[0-9]{1,2}[时点])?前?|当[日天晚]|目前|现场)?"
    "(?:[另还尚仍又约]?有|共有?|其中|最后|其余|剩余|[首本][批期次])?"
)
_SUCH_AS = re.compile("[\u4e00-\u9fff、]{2,16}等共?")
_SHORT_NAMES = re.compile(
    "(?![与和同对向在由将从为给把]|会同|联合|组织|协调|携手|涉及|包括)[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+等"
)
_SERVED = re.compile(
    "面向|针对|[为对向给与和从在把将使让由]|帮助|组织|引导|支持|动员|带动|服务|通过"
)
_HEADS = frozenset("名位人")
_PERSONS = frozenset("名位人家户")
_HOW = re.compile(
    "(?:每[年月周天日]|已经?|将|共|累计|先后|陆续|相继|主动|自发|自愿|自助|踊跃|纷纷|积极|当场|现场|[亩户人]均)+"
)
_MEASURE = re.compile("[不超约近达到为共]?(?:[少低多高]于|过|近)?")
# 银行|降低|利率0.3个百分点: between who acts and what is measured.
_CHANGING = re.compile(f"(?:{alternatives(least=2)}|实现|完成|享受|获得)$")
_CHANGES = re.compile(f"(?:{alternatives(least=2)})[\u4e00-\u9fff]{{2}}")
_THINGS = frozenset("座所支艘架列")
_ALL = re.compile("[\u4e00-\u9fff]{1,8}?(?:全部|均|都|已|陆续|先后|相继|就近)")
_MATTERS = frozenset(("开办", "注册", "登记", "注销", "满意", "办事", "迁移", "设立", "变更"))
_FROM = "来自"
_LONGEST = 6
_LONGEST_WHICH = 4
# Who acts leads the clause: nobody does over a list of hundreds of numbers.
_FARTHEST = 100
# 张某, 求职者, 被告人, 站方: others by the form of their name.
_BY_FORM = (
    "[\u4e00-\u9fff]某[某甲乙丙]?|[\u4e00-\u9fff]者"
    "|[\u4e00-\u9fff]?[告疑事保请托包租责护证继贷买]人|[校院站馆厂店矿资警业]方|[\u4e00-\u9fff][格林管护解络导洁巡教播息]员"
)
_DEEDS = frozenset(("v", "d", "ad", "nr"))


class OutsiderReader:
    """Tells with the words of a vocabulary whether others than a department act."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ends = vocabulary.metrics.outsiders
        self._whole = tuple(word for word in self._ends if len(word) > 1)
        self._verbs = frozenset(vocabulary.metrics.verbs)
        words = "|".join(sorted(self._whole, key=len, reverse=True))
        self._who = re.compile(
            rf"(?P<which>[\u4e00-\u9fff]{{0,{_LONGEST_WHICH}}}?)(?P<who>{_BY_FORM}|{words})"
        )
        self._others = re.compile(f"(?:{_BY_FORM}|{'|'.join(self._ends)})$")

    def act(
        self, item: ItemText, number: Number, metric: str, *, counted: bool, named: Sequence[int]
    ) -> bool:
        """Whether others act from a number on: |47家企业提供岗位1820个, 干部|190名参加, 群众送来
        锦旗|三面. ``counted`` says that the metric stands behind the number; ``named`` are where
        departments and officials end, who act themselves."""
        text = item.text
        clause = item.clauses.start(number.start)
        near = number.start - clause <= _FARTHEST
        before = text[clause : number.start] if near else ""
        if bisect_right(named, clause) < bisect_right(named, number.start):
            # 第一小学|300名师生认养树木, 发改、水务等|4个部门认领任务
            people_of = number.unit in _HEADS and number.start in named
            listed = metric.endswith(self._ends) and self._is_only_list(before)
            return counted and (people_of or listed)
        acted_on = "被" in text[number.end : number.end + _LONGEST]  # 12名被告人被判处刑罚
        if acted_on or not near:
            return False
        people = number.unit in _PERSONS
        follows = is_han(text[number.end : number.end + 1] or ".")
        begins = _THERE_ARE.fullmatch(before) is not None
        if (people and follows and begins) or before == _FROM:
            return True
        if counted:
            all_of_them = number.unit in _THINGS and _ALL.match(text, number.end)
            outside = all_of_them or metric.endswith(self._ends) or metric.startswith(self._whole)
            return (begins or _is_list(before)) and bool(people or outside)
        if before == metric and people and follows and metric.endswith(self._ends):
            return not _is_verb(metric)
        return self._led(before, metric)

    def _led(self, before: str, metric: str) -> bool:
        """Whether others do what a number counts, and lead its clause: 企业|每年|提供岗位|不少于,
        沿河村民|转移, 项目单位|已|开工; but not the matters 企业开办 and 居民用电量."""
        how = _HOW.match(before)
        before = before[how.end() :] if how else before
        if not metric or before.startswith("其中") or _SERVED.match(before):
            return False
        who, taken_off, behind = before.rpartition(metric)
        if taken_off and who and (not behind or _MEASURE.fullmatch(behind)):
            who = _CHANGING.sub("", _HOW.sub("", who))
            served = _SERVED.match(who) or who[:2] in self._verbs
            if len(who) <= _LONGEST and not served and self._others.search(who):
                return True
        other = self._who.match(before)
        if other is None or not metric.startswith((other[0], other["who"])):
            return False
        if other["which"] and _is_verb(other["which"]):
            return False
        deed = _HOW.sub("", before[other.end() :])
        if _CHANGES.match(deed):
            return True
        return not deed.endswith(MEASURES) and deed not in _MATTERS and _is_deed(deed)

    def _is_only_list(self, before: str) -> bool:
        """Whether nothing but a list of short names stands before a number: 发改、水务等."""
        return _SHORT_NAMES.fullmatch(before) is not None and before[:2] not in self._verbs


def _is_list(before: str) -> bool:
    """黄畈、俞家畈等|4个村, but not 走访黄畈、俞家畈等|4个村."""
    return bool(_SUCH_AS.fullmatch(before)) and not _is_verb(before)


def _is_verb(phrase: str) -> bool:
    """Whether a phrase begins with a verb or a preposition."""
    return rjieba.tag(phrase)[0][1][0] in "vp"


@lru_cache(maxsize=1000)
def _is_deed(phrase: str) -> bool:
    """Whether a phrase is nothing but verbs and what says how: 续保, 自助办理."""
    if not 2 <= len(phrase) <= _LONGEST:
        return False
    first, *others = [tag for _, tag in rjieba.tag(phrase)]
    return first in _DEEDS and all(tag in _DEEDS or tag == "vn" for tag in others)


@lru_cache(maxsize=4)
def outsider_reader(vocabulary: Vocabulary) -> OutsiderReader:
    """The reader of a vocabulary, made once."""
    return OutsiderReader(vocabulary)
