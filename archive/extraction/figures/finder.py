"""Figures: numbers with units, and what the text says about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.dates.periods import Mark, PeriodReader, mark_of
from archive.extraction.figures.change_words import alternatives
from archive.extraction.figures.changes import join_changes, same_days
from archive.extraction.figures.comparisons import ComparisonReader
from archive.extraction.figures.counted_nouns import counted_noun_reader
from archive.extraction.figures.distribution import distribute, shared_subjects
from archive.extraction.figures.metrics import metric_reader
from archive.extraction.figures.numbers import Number, number_reader
from archive.extraction.figures.outsiders import outsider_reader
from archive.extraction.figures.readings import (
    AND,
    EACH_OF_THEM,
    LONGEST_CONTEXT,
    Reading,
    in_context,
)
from archive.extraction.figures.subjects import SubjectReader
from archive.extraction.named import Named
from archive.model import Figure, OfficialMention, Span

_OF_SOMEONE = re.compile(r"(?:窗口|地区|大队|支队|专区|[省市县区州旗盟镇乡]|[（(])$")
_OF_SOMEONE_ENDS = frozenset("口区队省市县州旗盟镇乡（(")
# 办件量是去年同期的|2.4倍, 借阅量增长到去年的|1.5倍: what it is a multiple of.
_MULTIPLE_OF = re.compile(
    r"(?:约?[是为]|相当于|(?:达|增长|增加|提高|上升|扩大)[到至]?)?(?:约|近)?"
    r"(?:[0-9]{4}年|去年|上年|前年|上月|上周|上季度|往年|历年)(?:同期|同月|全年|平均)?的$"
)
_WHOLE_MULTIPLE = re.compile("(?:[到至为是的达]|相当于)(?:约|近|超过?)?$")
_OF_ANOTHER = frozenset({"figures.comparison", "figures.goes_on", "figures.multiple"})
_SHARES = frozenset({"%", "成", "‰", "1/2", "1/3", "1/4", "1/5", "1/10"})
_QUANTITIES = frozenset(
    {"公里", "千米", "米", "亩", "公顷", "平方米", "平方公里", "吨", "公斤", "立方米", "元"}
)
_NOTHING_ELSE = re.compile(
    f"(?:已?(?:[增升扩减降]|{alternatives(least=2)})[至到为]?|[共达有为计]*)(?:约|近|超过?)?"
)
_OF_ORGANISATIONS = frozenset({"家", "所", "户", "座"})
_AT = tuple("对为将把给处")
_GIVEN = re.compile("(?:给予|予以|享受|获得|提供)(?:最[高低多])?$")
_ALONE = re.compile("[\u4e00-\u9fff]{2,4}(?=[，,。；;、]|$)")
_TIME_LIMITS = frozenset({"工作日", "日", "天", "小时", "个月", "年", "自然日", "分钟"})
_FROM_WHEN = re.compile("(?:[在于]|之?日起)$")
# 发现|停水超过6小时, 查看|支付率: what was found lasts or is a share, not the finding.
_FOUND = re.compile("^(?:重点)?(?:发现(?!及时)|查出|查明|查看)(?=[\u4e00-\u9fff]{2})")
# 资助新生35名|，每人4000元; 举办培训4期|，每期5天
_TO_EACH = re.compile("[，,]每[\u4e00-\u9fff]{1,2}(?:发放|补助|补贴|奖励|资助|各|约|均)?")
# 最大雨量出现在青石乡，|达186毫米
_FOUND_AT = re.compile(
    "(?:^|[，,。；;：:、])(?P<what>[\u4e00-\u9fff]{2,14}?)(?:出现|发生|位)[在于][^，,。；;]{1,24}[，,]$"
)
# Nothing that acts on what is counted: ，|7个部门数据互通; 公安、医保等|7个部门数据互通.
_OPENS = re.compile("(?:^|[，,。；;：:\n]|等)(?:全?[省市县区州旗镇乡]|已?有|共有|另有)?$")
# 26个窗口中|5个无人值守
_OF_THEM = re.compile("[\u4e00-\u9fff]{1,12}[中里][，,]?(?:已经?|仅|只|还|尚|仍|共|均)?有?")
# 进出口总额|由去年同期的32亿元增至38亿元
_WAS = re.compile(
    "[由从](?:去年|上年|前年|[0-9]{4}年|上[月周]|上季度)(?:同期|同月|[底末初])?的?(?:每[\u4e00-\u9fff]{1,2})?$"
)
_DONE_WITHIN = re.compile(
    "以?内(?:应当?|必?须|可以?|要)?(?P<done>(?!的)[\u4e00-\u9fff]{2,8})(?=[，,。；;、]|$)"
)
_OF_THE = re.compile(r"(?:以上|以下|左右)?的?(?=[\u4e00-\u9fff]{2})")
_GOES_ON_ABOUT = re.compile(
    "其中|[\u4e00-\u9fff、]{2,14}占(?:了|约|近|超过?|到)*[0-9一二两三四五六七八九十]{1,3}(?:[.成%]|分之)"
)
_AVERAGES = frozenset({"日均", "月均", "年均", "人均", "户均", "平均"})
_DAY = re.compile("当日|当天|即日")


class FigureFinder:
    """Finds the figures of one issue's paragraphs."""

    def __init__(self, context: IssueContext, periods: PeriodReader) -> None:
        self._periods = periods
        vocabulary = context.lexicon.vocabulary
        self.numbers = number_reader(vocabulary)
        self.metrics = metric_reader(vocabulary)
        self._comparisons = ComparisonReader(self.metrics)
        self._nouns = counted_noun_reader(vocabulary)
        self._outsiders = outsider_reader(vocabulary)
        self._counters = frozenset(vocabulary.units.counters) - {"人次", "次"}

    def find(
        self,
        item: ItemText,
        departments: Sequence[Named],
        times: Sequence[TimeExpression],
        officials: Sequence[OfficialMention] = (),
    ) -> list[Figure]:
        """The figures of an item, in order; ``times`` and ``officials`` are those it names."""
        text = item.text
        ends = [time.end for time in times]
        numbers = [
            number
            for number in self.numbers.find(item, departments, officials)
            if not _in_a_time(number, times, ends)
        ]
        if not numbers:
            return []
        marks = self._periods.marks(text, times)
        readings = in_context(text, numbers)
        starts = {time.end: time.start for time in times}
        starts.update((department.end, department.start) for department in departments)
        named = sorted(
            [
                *(department.end for department in departments),
                *(official.span.end for official in officials),
            ]
        )
        before: Reading | None = None
        for reading in readings:
            self._metric(text, reading, named, before, ends)
            self._across(text, reading, starts, named, ends)
            before = reading
        apart = EACH_OF_THEM.search(text) is not None
        if apart:
            distribute(item, readings, departments, officials, self.metrics)
        join_changes(text, readings, self.metrics)
        self._comparisons.compare(text, item, readings, ends)
        self._carry(text, item, readings)
        if _DAY.search(text):
            readings += same_days(text, readings)
        others = [
            r.number.start
            for r in readings
            if self._outsiders.act(
                item,
                r.number,
                r.metric or "",
                counted=r.rule == "figures.counted_noun",
                named=named,
            )
        ]
        subjects = SubjectReader(item, departments, others, officials, times)
        shared = shared_subjects(text, readings, subjects) if apart else {}
        figures = []
        timed: Reading | None = None
        whole = _Chain(item)
        for reading in sorted(readings, key=lambda reading: reading.number.start):
            depends = reading.rule in _OF_ANOTHER or (
                reading.metric in ("占", "完成") and reading.number.unit in _SHARES
            )
            if timed is None or not depends:
                timed = reading
            if not reading.dropped:
                figures.append(self._figure(item, reading, timed, marks, subjects, shared, whole))
        return figures

    # --- Metric --------------------------------------------------------------------------

    def _metric(
        self,
        text: str,
        reading: Reading,
        named: Sequence[int],
        before: Reading | None,
        times: Sequence[int],
    ) -> None:
        """Read the metric: behind a department, an official (``named``: where they end), a time
        (``times``) or what the number before counts."""
        number = reading.number
        alone = before is not None and before.number.end == number.start
        if not alone and (noun := self._counted(text, reading, named, before)) is not None:
            reading.metric, reading.rule = noun, "figures.counted_noun"
            return
        floor, end = self._bounds(text, reading, named, before, times)
        ranges = before is not None and text[before.number.end : number.start] == "以上"
        if ranges:
            floor = number.start  # 5000元以上|2万元以下罚款
        elif within := self._within(text, floor, number):
            reading.metric, reading.rule = within, "figures.time_limit"
            return
        counts = number.unit in self._counters or number.unit in ("人次", "次")
        metric = self.metrics.before(text, floor, end, counts=counts)
        reading.metric = self._found(text[floor:end], metric, number)
        if number.unit == "倍" and _WHOLE_MULTIPLE.search(text, floor, number.start):
            reading.rule = "figures.multiple"
        quantity = number.unit in _QUANTITIES and (
            text[number.start - 1 : number.start] in _AT
            or reading.metric is None
            or self.metrics.is_verb_alone(reading.metric)
            or self.metrics.ends_with_verb(text, floor, number.start)
        )
        there_is = text[number.start - 1] == "有" and number.unit not in self._counters
        if quantity or (reading.metric is None and (there_is or number.unit in _SHARES)):
            behind = _OF_THE.match(text, number.end)
            start = behind.end() if behind else number.end
            noun = self._nouns.noun(text, start, number.unit)
            if noun is None and text[start - 1] == "的" and number.unit in _SHARES:
                noun = self._nouns.any_noun(text, start)  # 三分之一的|帮扶手册
            if noun is None and _GIVEN.search(text, floor, number.start):
                given = _ALONE.match(text, start)  # 给予50万元|补助
                noun = given[0] if given else None
            if noun is not None:
                reading.metric, reading.rule = noun, "figures.counted_noun"
                if before and ranges:
                    before.metric, before.rule = noun, reading.rule

    def _bounds(
        self,
        text: str,
        reading: Reading,
        named: Sequence[int],
        before: Reading | None,
        times: Sequence[int],
    ) -> tuple[int, int]:
        """From where to where the stretch reaches that says before a number what it counts."""
        number = reading.number
        floor = reading.floor
        index = bisect_right(named, number.start)
        if (
            index
            and number.unit in _OF_ORGANISATIONS
            and _NOTHING_ELSE.fullmatch(text, named[index - 1], number.start)
        ):
            index -= 1  # 抽查医院|6家, 医院|增至47家: no one hospital
        floor = max(floor, named[index - 1] if index else 0)
        multiple = _MULTIPLE_OF.search(text, floor, number.start) if number.unit == "倍" else None
        end = multiple.start() if multiple else number.start
        index = bisect_right(times, end)
        if was := _WAS.search(text, floor, end):
            end = was.start()
        elif index and not self.metrics.is_share(text, floor, end):
            floor = max(floor, times[index - 1])  # not in 占全年目标的57%
        if before and before.number.end == floor and before.rule == "figures.counted_noun":
            noun = before.metric or ""  # 14个县|新建通组公路
            floor += len(noun) if text.startswith(noun, floor) else 0
        return floor, end

    def _counted(
        self, text: str, reading: Reading, named: Sequence[int], before: Reading | None
    ) -> str | None:
        """The noun behind a number that it counts, where none is said before it; or of the number
        ``before`` that this one is a part of."""
        number, floor = reading.number, reading.floor
        if number.unit not in self._counters and not (
            number.unit == "次" and self.metrics.ends_with_verb(text, floor, number.start)
        ):
            return None
        if (
            before
            and (before.number.unit, before.rule) == (number.unit, "figures.counted_noun")
            and _OF_THEM.fullmatch(text, before.number.end, number.start)
        ):
            return before.metric
        place = "opens" if _OPENS.search(text, max(0, number.start - 12), number.start) else ""
        if text[number.start - 1] in _AT:
            place = "served"
        noun = self._nouns.noun(text, number.end, number.unit, place=place)
        behind = max(floor, _last_up_to(named, number.start))
        if (
            noun is None
            and number.unit != "人"
            and self.metrics.is_word(text, behind, number.start)
        ):
            noun = self._nouns.any_noun(text, number.end)  # 销号4个|督办问题
        if noun is None or self.metrics.is_known(noun):
            return noun
        return None if self.metrics.governs(text, floor, number.start) else noun

    def _across(
        self,
        text: str,
        reading: Reading,
        starts: Mapping[int, int],
        named: Sequence[int],
        times: Sequence[int],
    ) -> None:
        """Join what stands before a name or a time (from ``starts`` to their ends) in the stretch
        of a number with what stands behind it.

        物资储备率要在|5月底|前达到100%, 城镇化率|年内|升至61%, 移送|市公安局|9条: nothing but the
        metric's end is behind. 下达|2024年|补贴, 受理|市税务局|移送案件: the verb belongs to it.
        """
        end = max(
            _last_up_to(named, reading.number.start), _last_up_to(times, reading.number.start)
        )
        start = starts.get(end)
        if end <= reading.floor or start is None or reading.rule == "figures.counted_noun":
            return
        timed = end == _last_up_to(times, reading.number.start)
        if reading.metric is None:
            if timed or _FROM_WHEN.search(text, reading.floor, start):
                reading.metric = self.metrics.before(text, reading.floor, start)
            else:
                reading.metric = self.metrics.verb_before(text, start)
            return
        if (
            timed
            and text.startswith("以来", end - 2)
            and self.metrics.is_word(text, end, reading.number.start)
        ):
            matter = self.metrics.before(text, reading.floor, start)
            if matter and not self.metrics.begins_with_verb(matter):
                reading.metric = matter + reading.metric  # 公厕改造|今年以来|开工
            return
        if text[end - 1] not in "内前底末" and text.startswith(reading.metric, end):
            reading.metric = self.metrics.taking(text, start, reading.metric) + reading.metric

    @staticmethod
    def _found(stretch: str, metric: str | None, number: Number) -> str | None:
        """A metric without the finding that led to it, where the number is no count; and with
        what says that it went on: 连续停水两天, but 连续接访86批."""
        if metric is None or not (number.unit in _TIME_LIMITS or number.unit in _SHARES):
            return metric
        went_on = f"连续{metric}"
        return went_on if stretch.endswith(went_on) else _FOUND.sub("", metric)

    @staticmethod
    def _within(text: str, floor: int, number: Number) -> str | None:
        """What is to be done in a stretch of time: 自收到之日起30日内|提出复议."""
        if number.unit not in _TIME_LIMITS or not _FROM_WHEN.search(text, floor, number.start):
            return None
        done = _DONE_WITHIN.match(text, number.end)
        return done["done"] if done and done["done"] not in ("完成", "办结", "办理") else None

    def _carry(self, text: str, item: ItemText, readings: list[Reading]) -> None:
        """办理事项9件，其中公安局窗口5件、交通局4件: all of them 办理事项."""
        for index, reading in enumerate(readings):
            start = reading.number.start
            sentence = item.sentences.start(start)
            before = readings[index - 1] if index else None
            if (
                before is not None
                and before.metric
                and (
                    self.metrics.strip_end(text, before.number.end, start) == before.number.end
                    or (
                        reading.metric is None
                        and before.number.end == start - 1
                        and AND.match(text, start - 1)
                    )
                )
            ):
                # 惠及牧民4317户1.3万人, 工程建设97宗、94.7亿元
                reading.metric, reading.rule = before.metric, "figures.carried"
                if reading.comparison is None and before.number.unit != reading.number.unit:
                    reading.comparison = before.comparison
                continue
            end = self.metrics.strip_end(text, reading.floor, start)
            if end == reading.floor and (
                found := _FOUND_AT.search(text, max(sentence, end - LONGEST_CONTEXT), end)
            ):
                reading.metric = self.metrics.before(text, found.start("what"), found.end("what"))
                continue
            if (
                before is not None
                and reading.metric is None
                and end - 1 == reading.floor
                and text[end - 2] == "、"
                and before.number.unit == reading.number.unit
            ):
                reading.metric = text[end - 1]  # 摘金7枚、银|5枚
                continue
            alike = before is not None and (before.metric or "")[-1:] == text[end - 1]
            whose = (
                not alike  # 禁养区23个、限养区15个
                and text.endswith(reading.metric or "", sentence, end)
                and reading.rule == "figures.number"
                and text[end - 1] in _OF_SOMEONE_ENDS
                and not self.metrics.begins_with_verb(reading.metric or "")
                and _OF_SOMEONE.search(text, max(sentence, end - 4), end)
            )
            average = reading.metric in _AVERAGES  # 办理3120件，日均624件
            if reading.metric is not None and not whose and not average:
                continue
            if (
                before is not None
                and before.number.start >= sentence
                and before.number.unit == reading.number.unit
                and before.metric
            ):
                reading.metric, reading.rule = before.metric, "figures.carried"
                continue
            if (
                before is not None
                and reading.metric is None
                and _TO_EACH.fullmatch(text, before.number.end, start)
            ):
                reading.metric, reading.rule = before.metric, "figures.carried"
            if reading.metric is None:
                reading.metric = self.metrics.last_known(text, sentence, reading.floor)
                if reading.metric is not None:
                    reading.rule = "figures.clause_before"
            if reading.metric is None and reading.number.unit in self._counters:
                reading.metric = self._nouns.any_noun(text, reading.number.end)
                if reading.metric is not None:
                    reading.rule = "figures.counted_noun"

    # --- The figure ----------------------------------------------------------------------

    def _figure(
        self,
        item: ItemText,
        reading: Reading,
        timed: Reading,
        marks: Sequence[Mark],
        subjects: SubjectReader,
        shared: dict[int, str],
        whole: _Chain,
    ) -> Figure:
        number = reading.number
        sentence = max(whole.start(number.start), subjects.turn(number.start))
        mark = mark_of(marks, sentence, number.start)
        if timed is not reading:
            of_base = mark_of(marks, sentence, timed.number.start)
            if of_base and (mark is None or mark.start < of_base.start):
                mark = of_base  # 累计完成3亿元，同比增长5%: both are cumulative
        return Figure(
            item=item.item.key,
            span=Span(number.start, number.end),
            surface=item.text[number.start : number.end],
            value=number.value,
            value_high=number.high,
            unit=number.unit,
            metric=reading.metric,
            subject=shared.get(number.start)
            or subjects.of_share(number.start, timed.number.start, whole.start(number.start)),
            period_type=mark.kind if mark else None,
            period=mark.period if mark else None,
            qualifier=number.qualifier,
            change_from=reading.change_from,
            comparison=reading.comparison,
            rule=reading.rule,
        )


def _last_up_to(ends: Sequence[int], position: int) -> int:
    """The last of ``ends`` up to ``position``, 0 if there is none."""
    index = bisect_right(ends, position)
    return ends[index - 1] if index else 0


def _in_a_time(number: Number, times: Sequence[TimeExpression], ends: Sequence[int]) -> bool:
    """Whether a number is part of a time: 民国|三十六年, 近|三年."""
    index = bisect_left(ends, number.end)
    return index < len(times) and times[index].start <= number.start


class _Chain:
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
