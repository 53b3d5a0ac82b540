"""What a number is compared with: 同比增长12.3% is a figure about the one before it."""

from __future__ import annotations

import re
from bisect import bisect_right

from archive.extraction.context import ItemText
from archive.extraction.figures.change_words import DOWN, RATES, UP, alternatives, sign_of
from archive.extraction.figures.metrics import RECKONED, MetricReader
from archive.extraction.figures.readings import EACH_OF_THEM, LONGEST_LIST, Reading, joined_with
from archive.model import Comparison, ComparisonKind

_DIRECTION = alternatives()
_SHARES = frozenset({"%", "成", "‰"})
_YEAR_ON_YEAR = re.compile(r"同比|[较比](?:同期|上年|去年)")
_NUMERALS = "0-9一二三四五六七八九十"
_COMPARED = re.compile(
    r"(?P<against>[周月季年]?(?:同比|环比)|[较比]同期|[较比](?:上年同期|去年同期|上年|去年|上一?[周月期]|前一[周月期日天]|上季度|[一二三四]季度"
    rf"|上半年|[上中下]旬|昨[日天]|[月年](?:初|中|底)|[0-9]{{1,2}}[—–\-至][0-9]{{1,2}}月份?|节前|汛前|(?:[{_NUMERALS}]{{1,3}}月)?[{_NUMERALS}]{{1,3}}日|[{_NUMERALS}]{{1,3}}月份?)|(?P<base>(?:较(?![大小多少好高低快慢重强差为长])|(?<![可同环对占价相])比(?![例重]))(?:[0-9]{{4}}年|[^，,。；;0-9]{{1,8}}?)))"
    rf"(?:[{_NUMERALS}]{{1,3}}月份?)?(?:[\u4e00-\u9fff]{{0,4}}?)"
    rf"(?P<direction>{_DIRECTION}|(?:多|少)(?:[\u4e00-\u9fff]{{0,3}}?))了?"
    r"(?P<each>分别)?(?:约|近|超过?)?$"
)
# 同比、环比分别增长|3%和2%: each against its own.
_BOTH = re.compile(
    rf"(?P<first>同比|环比)[、和与及](?:同比|环比)分别(?P<direction>{_DIRECTION})了?(?:约|近|超过?)?$"
)
_KINDS = (ComparisonKind.YEAR_ON_YEAR, ComparisonKind.PERIOD_ON_PERIOD)
_LONGEST_BOTH = 16
# 与上周相比，|火情减少3起: the comparison that a clause of its own announces.
_BASE_IN_TIME = re.compile(
    "[0-9]年|[上前]一?[届次轮年季]|(?<![常历往多])年(?:前|底|末|初)|季度?[初末]?$|月[初末底]?$"
)
_COMPARED_WITH = re.compile(
    r"(?:与|同|和)(?:(?P<year>去年|上年)(?:同期|同月)?|上(?:一?[周月旬期]|季度|一季度)|前一[周月期日天])[\u4e00-\u9fff]{0,6}?相比[，,]?$"
)
_DIRECTED = re.compile(rf"(?P<direction>{alternatives(least=2)})了?(?:约|近|超过?)?$")
# Nothing but a direction: it goes on about the figure before.
GOES_ON = re.compile(
    rf"(?:{RECKONED})?"
    rf"(?:(?:(?P<total>累计)|平均|名义|实际)?(?P<direction>{alternatives(least=2, gains=False)})了?"
    r"(?:达|为)?(?:约|近|超过?)?"
    r"|折合(?:人民币)?|(?:为|是|相当于)[\u4e00-\u9fff]{2,14}的|(?:低于|高于)[^，,。；;0-9]{1,12})"
)
_GOES_ON_ENDS = frozenset("幅度达为约近超过了合币的") | {word[-1] for word in UP | DOWN}
# 增速居全省第3位，|较上年提高1.4个百分点
_RANKED = re.compile(
    "[，,；;](?P<what>[\u4e00-\u9fff]{0,6}(?:增速|增幅|降幅|占比|[^排]率))(?:居|列|排|位居|位列|名列|排名)[^，,。；;]{1,12}[，,]$"
)
_LONGEST_RANKED = 32
_TIME_BEFORE = re.compile(r"[0-9一二三四前上半—–\-至]{1,6}(?:月份?|季度|半年|年)")


class ComparisonReader:
    """Reads the comparisons of an item's numbers."""

    def __init__(self, metrics: MetricReader) -> None:
        self._metrics = metrics

    def compare(self, text: str, item: ItemText, readings: list[Reading], ends: list[int]) -> None:
        """同比增长12.3%: the comparison of the figure before it in the sentence; ``ends`` are
        those of the times named."""
        together = "相比" in text
        self._in_turn(text, item, readings)
        for index, reading in enumerate(readings):
            if reading.comparison is not None:
                continue
            if reading.rule == "figures.distribution":
                self._distributed_comparison(text, readings, index)
            sentence = item.sentences.start(reading.number.start)
            before = text[reading.floor : reading.number.start]
            match = None
            if "比" in before or "较" in before:
                match = _COMPARED.search(text, reading.floor, reading.number.start)
            if match is None:
                if not together or not self._announced(text, reading, sentence):
                    self._go_on(text, readings, index, sentence)
                continue
            comparison = _comparison(match)
            if "各" in before or EACH_OF_THEM.search(before):
                series = joined_with(text, readings, index)
                bases = bases_of(readings, index, sentence, len(series))
                apart = reading.rule == "figures.distribution"  # 起数、亡人数同比分别下降
                if len(bases) == len(series) > 1 and not apart:
                    for other, base in zip(series, bases, strict=True):
                        other.metric, other.rule = base.metric, "figures.comparison"
                    _compare_each(text, series, comparison)
                    continue
                if reading.rule == "figures.distribution":
                    _compare_each(text, series, comparison)
                    continue
            reading.comparison = comparison
            reading.rule = "figures.comparison"
            last = bisect_right(ends, match.start()) - 1
            floor = max(reading.floor, ends[last] if last >= 0 else 0)
            own = self._metrics.before(text, floor, match.start())
            if own is not None:
                reading.metric = own
                continue
            near = max(sentence, match.start() - _LONGEST_RANKED)
            if rank := _RANKED.search(text, near, match.start()):
                reading.metric = self._metrics.before(text, rank.start("what"), rank.end("what"))
                continue
            of = _base_of(readings, index, sentence)
            reading.metric = of.metric if of else None

    def _in_turn(self, text: str, item: ItemText, readings: list[Reading]) -> None:
        """Give the two numbers of 同比、环比分别增长3%和2% one comparison each."""
        for index, reading in enumerate(readings if "环比" in text else ()):
            start = reading.number.start
            sentence = item.sentences.start(start)
            both = _BOTH.search(text, max(sentence, start - _LONGEST_BOTH), start)
            series = joined_with(text, readings, index) if both else []
            if both is None or len(series) != len(_KINDS):
                continue
            of = _base_of(readings, index, sentence)
            floor = min(reading.floor, both.start())
            metric = self._metrics.before(text, floor, both.start()) or (of.metric if of else None)
            kinds = _KINDS if both["first"] == "同比" else _KINDS[::-1]
            for one, kind in zip(series, kinds, strict=True):
                one.comparison = Comparison(kind, sign_of(both["direction"]))
                one.metric, one.rule = metric, "figures.comparison"

    @staticmethod
    def _distributed_comparison(text: str, readings: list[Reading], index: int) -> None:
        """同比增长4%；其中出口、进口分别增长7%和13%: with what the one before is compared."""
        number = readings[index].number
        goes_on = GOES_ON.search(text, max(readings[index].floor, number.start - 8), number.start)
        recent = readings[max(0, index - LONGEST_LIST) : index]
        known = next((r for r in reversed(recent) if r.comparison), None)
        if goes_on is None or goes_on["direction"] is None or known is None or not known.comparison:
            return
        sign = sign_of(goes_on["direction"])
        for other in joined_with(text, readings, index):
            other.comparison = Comparison(known.comparison.kind, sign)

    def _announced(self, text: str, reading: Reading, sentence: int) -> bool:
        """Take the comparison from 与上周相比 before the clause, if it stands there."""
        number = reading.number
        against = _COMPARED_WITH.search(text, max(sentence, reading.floor - 14), reading.floor)
        directed = _DIRECTED.search(text, reading.floor, number.start)
        if against is None or directed is None:
            return False
        kind = ComparisonKind.YEAR_ON_YEAR if against["year"] else ComparisonKind.PERIOD_ON_PERIOD
        reading.comparison = Comparison(kind, sign_of(directed["direction"]))
        reading.rule = "figures.comparison"
        reading.metric = self._metrics.before(text, reading.floor, directed.start())
        return True

    def _go_on(self, text: str, readings: list[Reading], index: int, sentence: int) -> None:
        """（比上年净增9210人，）增长13.3%, 低于全市平均水平3个百分点: of the figure before it."""
        reading, before = readings[index], readings[index - 1] if index else None
        if before is None or before.number.start < sentence or reading.rule == "figures.change":
            return
        if reading.metric is None and reading.rule == "figures.multiple":
            reading.metric = before.metric
            return
        if (
            text[reading.number.start - 1] not in _GOES_ON_ENDS
            and "于" not in text[reading.floor : reading.number.start]
        ):
            return
        time = _TIME_BEFORE.match(text, reading.floor, reading.number.start)
        floor = time.end() if time else reading.floor
        match = GOES_ON.fullmatch(text, floor, reading.number.start)
        if match is None:
            return
        of = _base_of(readings, index, sentence)
        reading.metric, reading.rule = (of or before).metric, "figures.goes_on"
        if before.comparison is not None and match["direction"] and not match["total"]:
            sign = sign_of(match["direction"])
            reading.comparison = Comparison(before.comparison.kind, sign)


def _compare_each(text: str, series: list[Reading], comparison: Comparison | None) -> None:
    """分别下降4%、上升2%: each number of a series with its own direction."""
    for other in series:
        own = _DIRECTED.search(text, max(0, other.number.start - 4), other.number.start)
        if comparison is not None and own is not None:
            comparison = Comparison(comparison.kind, sign_of(own["direction"]))
        other.comparison = comparison


def _comparison(match: re.Match[str]) -> Comparison | None:
    """What a comparison is against: any base in time but the year before is the period before;
    None for other bases (全市平均)."""
    against = match["against"]
    base = match.string[match.start("base") : match.start("direction")] if match["base"] else None
    if base and not _BASE_IN_TIME.search(base):
        return None
    kind = (
        ComparisonKind.YEAR_ON_YEAR
        if against and _YEAR_ON_YEAR.search(against)
        else ComparisonKind.PERIOD_ON_PERIOD
    )
    return Comparison(kind, sign_of(match["direction"]))


def _base_of(readings: list[Reading], index: int, sentence: int) -> Reading | None:
    """What a comparison is of: a share of the last figure of its sentence, a difference of the
    last in the same unit, and of none that compares itself or is the rate of a change."""
    unit = readings[index].number.unit
    before = [
        r
        for r in readings[max(0, index - 4) : index]
        if r.number.start >= sentence and r.metric not in RATES
    ]
    own = [r for r in reversed(before) if r.comparison is None and r.metric is not None]
    if unit == "%":
        own = [r for r in own if r.metric not in UP | DOWN] or own  # 收入5亿元，增收2亿元，增长4%
    if unit != "个百分点":
        own = [r for r in own if not (r.metric in ("占", "完成") and r.number.unit in _SHARES)]
    if unit != "%":
        same = ("%", "成") if unit == "个百分点" else (unit,)
        own = [r for r in own if r.number.unit in same] or own
    return next(iter(own), before[-1] if before else None)


def bases_of(readings: list[Reading], index: int, sentence: int, count: int) -> list[Reading]:
    """The last ``count`` figures of the sentence before ``index`` that compare nothing."""
    found: list[Reading] = []
    first = max(0, index - 2 * count - 4)
    for position in range(index - 1, first - 1, -1):
        reading = readings[position]
        if reading.number.start < sentence or len(found) == count:
            break
        before = readings[position - 1].number.end if position else 0
        if reading.comparison is None and reading.number.start != before:
            found.append(reading)  # 3160批|8420人次 count the same
    return found[::-1]
