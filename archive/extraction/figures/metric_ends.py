"""Where a metric ends: before what says nothing, how a number changes, and for each of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import rjieba

from archive.extraction.figures.change_words import DOWN, GAINS, UP, alternatives
from archive.extraction.figures.clause_words import MEASURES, ClauseWords

# 满意率提高0.5个百分点 says something of the 满意率.
_DIRECTION = re.compile(
    rf"(?:(?:较|比(?![例重值率]))[^，,。；;、]{{1,8}})?(?:(?P<gain>{'|'.join(GAINS)})|(?P<bare>{alternatives(least=2)})"
    r"|(?<=[率度额量数价费值时速幅格位间本])[多少快慢高低]|相差|折合|[升降涨跌增减缩扩压提调](?=[到至为])|翻|(?<!每)升|降|满|(?:大?多)?在|(?<![签预节特违续履解])约)了?"
    r"(?P<to>[到至为](?:去年|上年|原来)?)?$|(?:由|从)(?:年初|原来|去年|上年|法定|承诺|原定|现行|目前|当初|最初|过去|以往|[户人亩日月年平]均)?$"
)
_DIRECTION_ENDS = frozenset("多少快慢高低差合翻满在约了到至为年来初由从定诺行前去往均") | {
    word[-1] for word in UP | DOWN
}
_UP_TO = frozenset("到至为")
# 补偿标准|调整为, 水位|涨至: what is behind says how much it has become.
_TURNED = re.compile(
    f"(?:调整|变更|统一|规范|确定|核定|修订|优化|整合|归并|合并|扩展|{alternatives(least=2)}|[升降涨跌增减缩扩压提调])$"
)
# 入户率|高出全镇, 保证金|不得超过合同金额: what it is held against.
_ABOVE = re.compile(
    "(?:不得?|应当?)?(?:[高低优多少大小]于|[高超]出|超过|(?:出现|发生|位)[在于])[\u4e00-\u9fff]{1,14}$"
)
_HELD = frozenset("于出超在")
_HOW_MANY = "[0-9０-９.一二三四五六七八九十百千万两半]*"
PER = (
    rf"(?:每隔?{_HOW_MANY}个?(?:季度?|年度?|旬|千瓦时|公顷|千克|毫升|标准?箱|标段|学[期年]|人口|户家庭|班次|航次|车皮|自然日"
    r"|工作日|工日|昼夜|小时|分钟|星期|平方公里|平方米|立方米|公里|公?斤|吨|升|米|克|人|户|亩|月|年|日|天|周|晚|夜|秒|次|趟|件|名"
    r"|个|元|台|辆车?|艘|套|部|批|家|场|期|届|处|项|宗|例|起|笔|张|座|栋|幢|间|艘|架|口|本|册|篇|条|根|孔|眼|块|床|株|棵|只|头|羽|尾|车|班|岗|村|镇|校|站|店|组|门|队"
    r"|所|团|箱|生|孩|袋|瓶|桶|柜|票|单|份|支|盒|课|节|堂))+"
)
_EACH = re.compile(f"(?:{PER}|每{_HOW_MANY}[\u4e00-\u9fff]{{1,2}})$")
_LISTED = ("环节", "材料", "手续", "流程", "程序", "步骤", "次数", "表单")
"""What a procedure asks for: that it asks less says by how much (申报材料|精简3份)."""
_FROM = ("由", "从")
_REASONS = frozenset("理案缘事")
"""理由 and 案由 are words; 警情|由6起降至2起."""
_FOR_ONE = re.compile("[户人亩村]均$")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,}$")


# 执行标的|1370万元 is a noun.
OBJECT = re.compile("(?:执行|诉讼|借贷|涉案|拍卖|交易|出让|案件|争议|合同|租赁)标的$|目的$")


class MetricEnds:
    """Finds the ends of metrics; ``read`` reads the metric of a phrase."""

    def __init__(self, words: ClauseWords, read: Callable[[str], str | None]) -> None:
        self._words = words
        self._phrase = read
        self._known_lengths = _lengths_by_end(words.known)
        self._adverb_lengths = _lengths_by_end(words.adverbs)
        self._empty_ends = frozenset(word[-1] for word in (*words.adverbs, *words.empty))

    def of(self, text: str, floor: int, counts: bool) -> int:
        """Where the metric of a stretch ends: before what says nothing, how it changes and for
        each of what; −1 if nothing else is there."""
        end = self.strip_empty(text, floor, len(text))
        if text[end - 1] == "的" and end - 1 > floor and not OBJECT.search(text, floor, end):
            end -= 1  # 水质达标的有61个
        if text[end - 1] == "均" and (each := _FOR_ONE.search(text, floor + 2, end)):
            end = each.start()  # 助学贷款|人均8600元
        counts = counts and _UP_TO.isdisjoint(text[end:])
        end = self._unchanged(text, floor, end, counts)
        if end >= 0 and "每" in text and (each := _EACH.search(text, floor, end)):
            end = self.strip_empty(text, floor, each.start())
            end = self._unchanged(text, floor, end, counts)
        return end

    def _unchanged(self, text: str, floor: int, end: int, counts: bool) -> int:
        """Step back over the change that a stretch ends with, −1 if it is nothing else:
        满意率|提高, but 注册会员净增 counts those who came."""
        if (held := _held_against(text, floor, end)) is not None:
            return self.strip_empty(text, floor, held)
        changing = None
        if text[end - 1] in _DIRECTION_ENDS:
            changing = _DIRECTION.search(text, max(floor, end - 16), end)
        if changing is None or (
            len(changing[0]) == 1
            and (changing[0] not in _FROM or text[end - 2] in _REASONS)
            and _ends_a_word(text[max(floor, end - 6) : end])
        ):
            return end  # 航班起降
        if changing.start() - floor > 1:
            rest = self.strip_empty(text, floor, changing.start())
            if changing["gain"] or (counts and changing["bare"] and not changing["to"]):
                fewer = changing["bare"] in DOWN and text.endswith(_LISTED, floor, rest)
                measured = fewer or text.endswith(MEASURES, floor, rest)
                return rest if measured else end
            return rest if rest - floor > 1 else end
        lead = text[floor : changing.start()]
        nothing = (not lead or lead in self._words.adverbs) and not changing["gain"]
        if changing[0][0] in "由从" or (nothing and (changing["to"] or not counts)):
            return -1
        return end

    def strip_empty(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs and verbs that say nothing, if anything stands before them."""
        while end - floor > 1:
            if (known := self.known_before(text, floor, end)) is not None:
                # 油茶低改|完成, but 大厅|完成
                if known != "完成" or end - floor < 4:
                    return end
                rest = _HAN_BEFORE.search(text, floor, end - 2)
                if rest is None or rest[0].endswith(self._words.actors):
                    return end
                if self._phrase(rest[0]) is None:
                    return end
                end -= 2
                continue
            if text[end - 1] not in self._empty_ends:
                return end
            begin = self.strip_end(text, floor, end)
            for length in (2, 1):
                word = text[max(floor, begin - length) : begin]
                if word in self._words.empty:
                    if length == 1 and _ends_a_word(text[max(floor, begin - 6) : begin]):
                        break
                    begin -= length
                    break
            if begin == end or begin - floor < 2:
                return end
            end = begin
        return end

    def strip_end(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs (共计, 累计, 分别为) that end at ``end``."""
        while end > floor and text[end - 1] in self._empty_ends:
            for length in self._adverb_lengths.get(text[end - 1], ()):
                word = text[end - length : end]
                if length <= end - floor and word in self._words.adverbs:
                    break
            else:
                return end
            if word in self._words.known:
                return end
            if length == 1 and end - floor > 1 and _ends_a_word(text[max(floor, end - 6) : end]):
                return end
            end -= length
        return end

    def known_before(self, text: str, floor: int, end: int) -> str | None:
        for length in self._known_lengths.get(text[end - 1], ()):
            if 1 < length <= end - floor and text[end - length : end] in self._words.known:
                return text[end - length : end]
        return None


def _held_against(text: str, floor: int, end: int) -> int | None:
    """Where it begins what a measure is held against or turns to, if the stretch ends so."""
    found = None
    if not _HELD.isdisjoint(text):
        found = _ABOVE.search(text, floor + 2, end)
    if found is None and text[end : end + 1] in _UP_TO:
        found = _TURNED.search(text, floor + 2, end)
    return found.start() if found else None


def _ends_a_word(text: str) -> bool:
    """Whether an adverb is the end of a word: 签|约, 抗|原, but 大|约."""
    last = rjieba.cut(text)[-1]
    return len(last) > 1 and last[0] not in "大仅已" and rjieba.has_word(last)


def _lengths_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long words are that end with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}
