"""What the text right around a number says that it counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from archive.extraction.dates.finder import TimeExpression
from archive.extraction.figures.change_words import alternatives
from archive.extraction.figures.counted_nouns import counted_noun_reader
from archive.extraction.figures.metrics import metric_reader
from archive.extraction.figures.numbers import Number
from archive.extraction.figures.readings import SHARES, TIME_LIMITS, Reading, start_of_clause
from archive.extraction.named import Named
from archive.vocabulary import Vocabulary

# 办件量是去年同期的|2.4倍, 借阅量增长到去年的|1.5倍: what it is a multiple of.
_MULTIPLE_OF = re.compile(
    r"(?:约?[是为]|相当于|(?:达|恢复|增长|增加|提高|上升|扩大)[到至]?)?(?:约|近)?"
    r"(?:[0-9]{4}年|去年|上年|前年|上月|上周|上季度|往年|历年)(?:同期|同月|全年|平均)?的$"
)
_WHOLE_MULTIPLE = re.compile("(?:[到至为是的达]|相当于)(?:约|近|超过?)?$")
_QUANTITIES = frozenset(
    {"公里", "千米", "米", "亩", "公顷", "平方米", "平方公里", "吨", "公斤", "立方米", "元"}
)
_NOTHING_ELSE = re.compile(
    f"(?:已?(?:[增升扩减降]|{alternatives(least=2)})[至到为]?|[共达有为计]*)(?:约|近|超过?)?"
)
_OF_ORGANISATIONS = frozenset({"家", "所", "户", "座"})
_OF_PEOPLE = frozenset({"名", "人", "位", "家", "户"})
_AT = tuple("对为将把给处")
_GIVEN = re.compile("(?:给予|予以|享受|获得|提供|实行|坚持)(?:最[高低多])?$")
_ALONE = re.compile("[\u4e00-\u9fff]{2,4}(?=[，,。；;、]|$)")
_FROM_WHEN = re.compile("(?:[在于]|之?日起)$")
# 发现|停水超过6小时, 查看|支付率: what was found lasts or is a share, not the finding.
_FOUND = re.compile("^(?:重点)?(?:发现(?!及时)|查出|查明|查看)(?=[\u4e00-\u9fff]{2})")
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
_ABOUT = re.compile("对[^，,。；;]{2,14}在$")
_INTO = re.compile("(?:分解|细化|梳理|归纳|汇总|整合|合并|归并|划分|拆分)[为成]$")
_CAUSED = ("造成", "导致", "致使")
_SHIFTED = frozenset({"提前", "推迟", "延后", "顺延"})
_IN_FULL = re.compile("(?<=[\u4e00-\u9fff]{2})(?:到位|完毕|结束)$")
_OF_THE = re.compile(r"(?:以上|以下|左右)?的?(?=[\u4e00-\u9fff]{2})")


class OwnMetrics:
    """Reads the metrics of numbers from their own clauses."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.metrics = metric_reader(vocabulary)
        self._nouns = counted_noun_reader(vocabulary)
        self._counters = frozenset(vocabulary.units.counters) - {"人次", "次"}

    def read(
        self,
        text: str,
        readings: Sequence[Reading],
        departments: Sequence[Named],
        named: Sequence[int],
        times: Sequence[TimeExpression],
    ) -> None:
        """Give the ``readings`` of a text the metrics and rules of their own; ``named`` is where
        the names of departments and officials end."""
        ends = [time.end for time in times]
        starts = {time.end: time.start for time in times}
        starts.update((department.end, department.start) for department in departments)
        before: Reading | None = None
        for reading in readings:
            self._metric(text, reading, named, before, ends)
            self._across(text, reading, starts, named, ends)
            before = reading

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
        reading.begins = max(reading.floor, _last_up_to(named, number.start))
        alone = before is not None and before.number.end == number.start
        if not alone and (noun := self._counted(text, reading, named, before)) is not None:
            reading.metric, reading.rule = noun, "figures.counted_noun"
            return
        floor, end = self._bounds(text, reading, named, before, times)
        reading.begins = floor
        ranges = before is not None and text[before.number.end : number.start] == "以上"
        if ranges:
            floor = number.start  # 5000元以上|2万元以下罚款
        elif within := self._within(text, floor, number):
            reading.metric, reading.rule = within, "figures.time_limit"
            return
        counts = number.unit in self._counters or number.unit in ("人次", "次")
        metric = self.metrics.before(text, floor, end, counts=counts)
        people = number.unit in TIME_LIMITS and self.metrics.ends_with_agent(text, floor, end)
        if metric is None and number.unit in TIME_LIMITS and text[floor:end] in _SHIFTED:
            metric = text[floor:end]  # 提前|6小时发出预警
        if metric and people and not self.metrics.begins_with_verb(metric):
            metric = None  # 抢险队员|24小时轮守
        if metric and floor and text[floor - 1] == "、" and text.startswith(metric, floor):
            clause = self._clause(text, floor, named, before, times)
            metric = self.metrics.listed.with_those_before(text, clause, floor, metric)
        reading.metric = self._found(text[floor:end], metric, number)
        whole = _WHOLE_MULTIPLE if number.unit == "倍" else _MULTIPLE_OF
        if number.unit in ("倍", "%") and whole.search(text, floor, number.start):
            reading.rule = "figures.multiple"
        noun = self._behind(text, reading, floor)
        if noun is not None:
            reading.metric, reading.rule = noun, "figures.counted_noun"
            if before and ranges:
                before.metric, before.rule = noun, reading.rule

    def _behind(self, text: str, reading: Reading, floor: int) -> str | None:
        """What stands behind a number that measures it, where nothing but a deed stands before:
        给予50万元|补助, 备足7天的|物资, 提供24小时|预约查验."""
        number = reading.number
        shares, lasts = number.unit in SHARES, number.unit in TIME_LIMITS
        quantity = number.unit in _QUANTITIES and (
            text[number.start - 1] in _AT
            or reading.metric is None
            or self.metrics.is_verb_alone(reading.metric)
            or self.metrics.ends_with_verb(text, floor, number.start)
        )
        given = _GIVEN.search(text, floor, number.start) is not None
        if number.unit in _OF_PEOPLE and (reading.metric or "").endswith(_CAUSED):
            return self.metrics.done_behind(text, number.end)  # 造成|3人死亡
        granted = given and (shares or lasts)
        lasting = lasts and text.startswith("的", number.end)
        lasting = lasting and self.metrics.ends_in_deed(text, floor, number.start)
        there_is = text[number.start - 1] == "有" and number.unit not in self._counters
        unsaid = reading.metric is None and (there_is or shares)
        if not (quantity or granted or lasting or unsaid):
            return None
        behind = _OF_THE.match(text, number.end)
        start = behind.end() if behind else number.end
        alone = _ALONE.match(text, start) if given else None
        if granted and alone:
            return alone[0]
        if unsaid and shares and (done := self.metrics.done_behind(text, number.end)):
            return done  # 其中有八成|复学就业
        noun = self._nouns.noun(text, start, number.unit)
        if noun is None and text[start - 1] == "的" and shares:
            noun = self._nouns.any_noun(text, start)  # 三分之一的|帮扶手册
        return alone[0] if noun is None and alone else noun

    @staticmethod
    def _clause(
        text: str, floor: int, named: Sequence[int], before: Reading | None, times: Sequence[int]
    ) -> int:
        """Where the clause of ``floor`` begins, or what it says behind a name, a time or the
        number before."""
        start = max(_last_up_to(named, floor), _last_up_to(times, floor))
        return start_of_clause(text, max(start, before.number.end if before else 0), floor)

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
        multiple = None
        if number.unit == "倍" or (number.unit == "%" and text[number.start - 1] == "的"):
            multiple = _MULTIPLE_OF.search(text, floor, number.start)
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
        if noun is None and _INTO.search(text, floor, number.start):
            return self._nouns.any_noun(text, number.end)  # 逐条分解为|11项整改清单
        if noun is None or self.metrics.is_known(noun):
            return noun
        if (
            number.unit in _OF_PEOPLE
            and not self.metrics.is_actor(noun)
            and self.metrics.ends_with_agent(text, behind, number.start)
        ):
            return None  # 志愿者|12名|分组入户
        into = _INTO.search(text, floor, number.start)
        return None if not into and self.metrics.governs(text, behind, number.start) else noun

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
        alone = reading.rule in ("figures.counted_noun", "figures.multiple")
        if end <= reading.floor or start is None or alone:
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
        if metric is None or not (number.unit in TIME_LIMITS or number.unit in SHARES):
            return metric
        went_on = f"连续{metric}"
        return went_on if stretch.endswith(went_on) else _FOUND.sub("", metric)

    @staticmethod
    def _within(text: str, floor: int, number: Number) -> str | None:
        """What is to be done in a stretch of time: 自收到之日起30日内|提出复议."""
        if number.unit not in TIME_LIMITS or not _FROM_WHEN.search(text, floor, number.start):
            return None
        done = _DONE_WITHIN.match(text, number.end)
        if done is None:
            return None
        to = _ABOUT.search(text, floor, number.start)  # 对扯皮问题在10个工作日内|办结
        what = _IN_FULL.sub("", done["done"])
        return what if to or what not in ("完成", "办结", "办理") else None


def _last_up_to(ends: Sequence[int], position: int) -> int:
    """The last of ``ends`` up to ``position``, 0 if there is none."""
    index = bisect_right(ends, position)
    return ends[index - 1] if index else 0
