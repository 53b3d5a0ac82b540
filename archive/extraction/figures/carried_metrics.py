"""Metrics that a number takes from another number or clause, where its own says none."""

from __future__ import annotations

import re

from archive.extraction.context import ItemText
from archive.extraction.figures.counted_nouns import counted_noun_reader
from archive.extraction.figures.metrics import metric_reader
from archive.extraction.figures.readings import (
    AND,
    LONGEST_CONTEXT,
    SHARES,
    TIME_LIMITS,
    Reading,
    start_of_clause,
)
from archive.vocabulary import Vocabulary

_OF_SOMEONE = re.compile(r"(?:窗口|地区|大队|支队|专区|[省市县区州旗盟镇]|(?<![下返还])乡|[（(])$")
_OF_SOMEONE_ENDS = frozenset("口区队省市县州旗盟镇乡（(")
_DOING = TIME_LIMITS | SHARES | {"人", "户", "人次", "户次", "昼夜", "晚", "夜"}
"""What a number behind which a verb stands alone may count: 3.6万人|未就业, 24小时|轮守."""
# 资助新生35名|，每人4000元; 举办培训4期|，每期5天
_TO_EACH = re.compile("[，,]每[\u4e00-\u9fff]{1,2}(?:发放|补助|补贴|奖励|资助|各|约|均)?")
# 最大雨量出现在青石乡，|达186毫米
_FOUND_AT = re.compile(
    "(?:^|[，,。；;：:、])(?P<what>[\u4e00-\u9fff]{2,14}?)(?:出现|发生|位)[在于][^，,。；;]{1,24}[，,]$"
)
_GOES_ON_ABOUT = re.compile(
    "其中|[\u4e00-\u9fff、]{2,14}占(?:了|约|近|超过?|到)*[0-9一二两三四五六七八九十]{1,3}(?:[.成%]|分之)"
)
# 人民调解员917名，其中近|三分之一为退休干警
_OF_THEM = re.compile("[，,](?:其中)?(?:已?有)?(?:约|近|超过?)?")
_LONGEST_BRACKET = 14
_BRACKET = re.compile("[（(][^（()），,。；;]{1,12}[）)]")
_FARTHEST_CARRIED = 4
_AVERAGES = frozenset({"日均", "月均", "年均", "人均", "户均", "平均"})


class CarriedMetrics:
    """Gives numbers the metrics that stand elsewhere."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.metrics = metric_reader(vocabulary)
        self._nouns = counted_noun_reader(vocabulary)
        self._counters = frozenset(vocabulary.units.counters) - {"人次", "次"}

    def carry(self, text: str, item: ItemText, readings: list[Reading], whole: Chain) -> None:
        """办理事项9件，其中公安局窗口5件、交通局4件: all of them 办理事项."""
        for index, reading in enumerate(readings):
            before = readings[index - 1] if index else None
            if before is not None and self._is_another_of(text, before, reading):
                reading.metric, reading.rule = before.metric, "figures.carried"
                if reading.comparison is None and before.number.unit != reading.number.unit:
                    reading.comparison = before.comparison
                continue
            start = reading.number.start
            sentence = item.sentences.start(start)
            end = self.metrics.strip_end(text, reading.floor, start)
            if end == reading.floor and (
                found := _FOUND_AT.search(text, max(sentence, end - LONGEST_CONTEXT), end)
            ):
                reading.metric = self.metrics.before(text, found.start("what"), found.end("what"))
            elif (
                before is not None
                and reading.metric is None
                and end - 1 == reading.floor
                and text[end - 2] == "、"
                and before.number.unit == reading.number.unit
            ):
                reading.metric = text[end - 1]  # 摘金7枚、银|5枚
            elif (
                reading.metric is None
                or reading.metric in _AVERAGES
                or self._says_whose(text, reading, before, sentence, end)
            ):
                self._from_elsewhere(text, readings, index, sentence, whole.start(start))

    def _is_another_of(self, text: str, before: Reading, reading: Reading) -> bool:
        """Whether a number counts what the one ``before`` counts, right behind it: 惠及牧民
        4317户|1.3万人, 工程建设97宗、|94.7亿元."""
        start, end = reading.number.start, before.number.end
        if not before.metric:
            return False
        joined = reading.metric is None and end == start - 1 and AND.match(text, end) is not None
        return joined or self.metrics.strip_end(text, end, start) == end

    def _says_whose(
        self, text: str, reading: Reading, before: Reading | None, sentence: int, end: int
    ) -> bool:
        """Whether a metric that ends at ``end`` only says whose the number is: 公安局窗口|5件, but
        禁养区23个、限养区|15个."""
        alike = before is not None and (before.metric or "")[-1:] == text[end - 1]
        return (
            not alike
            and text.endswith(reading.metric or "", sentence, end)
            and reading.rule == "figures.number"
            and text[end - 1] in _OF_SOMEONE_ENDS
            and not self.metrics.begins_with_verb(reading.metric or "")
            and not self.metrics.names_kind(reading.metric or "")  # 集贸市场21家、超市34家
            and _OF_SOMEONE.search(text, max(sentence, end - 4), end) is not None
        )

    def _from_elsewhere(
        self, text: str, readings: list[Reading], index: int, sentence: int, whole: int
    ) -> None:
        """Look for the metric of a number behind it, then before its clause; ``whole`` is where
        the sentences begin that belong together."""
        reading = readings[index]
        number, none = reading.number, reading.metric is None
        if none and number.unit in _DOING:
            reading.metric = self.metrics.done_behind(text, number.end)
            if reading.metric is not None:
                return
        # 办理3120件，|日均624件 is of the number right before it.
        within = number.unit in TIME_LIMITS and text.startswith(("内", "以内"), number.end)
        recent = readings[max(0, index - (_FARTHEST_CARRIED if none else 1)) : index]
        for other in reversed(() if within else recent):
            if other.number.start >= whole and other.number.unit == number.unit and other.metric:
                reading.metric, reading.rule = other.metric, "figures.carried"
                return
        if none:
            self._from_clause_before(text, reading, recent[-1] if recent else None, sentence)

    def _from_clause_before(
        self, text: str, reading: Reading, before: Reading | None, sentence: int
    ) -> None:
        """Look for the metric before the clause of a number, or before a bracket; ``before`` is
        the number before it."""
        number = reading.number
        before_end = before.number.end if before else 0
        same = (
            _TO_EACH.fullmatch(text, before_end, number.start),
            number.unit in SHARES and _OF_THEM.fullmatch(text, before_end, number.start),
        )
        if before is not None and any(same):
            reading.metric, reading.rule = before.metric, "figures.carried"
        bracket = _BRACKET.search(
            text, max(sentence, reading.floor - _LONGEST_BRACKET), number.start
        )
        if reading.metric is None and bracket and bracket.end() == reading.floor:
            # 终端下沉到村（社区）|780台
            clause = start_of_clause(text, max(sentence, before_end), bracket.start())
            reading.metric = self.metrics.before(text, clause, bracket.start())
        if reading.metric is None and text[reading.floor - 1] in "，,":
            clause = start_of_clause(text, before_end, reading.floor - 1)
            reading.metric = self.metrics.measured_before(text, clause, reading.floor)
        if reading.metric is None:
            reading.metric = self.metrics.last_known(text, sentence, reading.floor)
            if reading.metric is not None:
                reading.rule = "figures.clause_before"
        if reading.metric is None and number.unit in self._counters:
            reading.metric = self._nouns.any_noun(text, number.end)
            if reading.metric is not None:
                reading.rule = "figures.counted_noun"


class Chain:
    """Where the sentences begin that belong together: one that begins with 其中, or with a share
    of what was counted (供暖类诉求占四成), goes on about the one before."""

    def __init__(self, item: ItemText) -> None:
        self._item = item
        self._starts: dict[int, int] = {}

    def start(self, position: int) -> int:
        """Where the sentences begin that the one of ``position`` goes on about."""
        first = sentence = self._item.sentences.start(position)
        while sentence and _GOES_ON_ABOUT.match(self._item.text, sentence):
            before = self._item.sentences.start(sentence - 1)
            sentence = self._starts.get(before, before)
            self._starts[first] = sentence
        return sentence
