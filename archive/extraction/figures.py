"""Figures: numbers with units, and what the text says about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.metrics import metric_reader
from archive.extraction.named import Named
from archive.extraction.numbers import Number, number_reader
from archive.extraction.periods import markers, period_of
from archive.extraction.subjects import SubjectReader, last_before
from archive.model import Comparison, ComparisonKind, Figure, PeriodType, Span

_CHANGE_VERB = (
    r"(?:调整|压缩|缩短|缩减|减少|下降|降低|压减|精简|优化|提高|提升|增加|增长|扩大|扩展|上升"
    r"|变更|提速|降|升|增|减|变|改|缩)"
)
_CHANGE_GAP = re.compile(
    rf"(?:的|左右|以上)?[\u4e00-\u9fff]{{0,6}}?{_CHANGE_VERB}(?:为|至|到|成|了)?(?:仅|约|近|不到|不足)?"
)
_TO = re.compile(r"(?:为|至|到|成)(?:仅|约|近|不到|不足)?$")
_SAME_DAY = re.compile(
    rf"{_CHANGE_VERB}(?:为|至|到|成)[\u4e00-\u9fff]{{0,6}}?(?P<day>当日|当天|即日)"
)
_YEAR_ON_YEAR = re.compile(
    r"同比|较上年同期|较去年同期|比上年同期|比去年同期|较上年|较去年|比上年|比去年"
)
_PERIOD_ON_PERIOD = re.compile(
    r"环比|较上[周月期季]|比上[周月期季]|较上季度|比上季度|较上一[周月期]"
)
_UP = re.compile(r"增长|上升|增加|提高|提升|上涨|增|升|多")
_DOWN = re.compile(r"下降|减少|降低|下滑|回落|下跌|缩短|压缩|减|降|少")
_COMPARED = re.compile(
    r"(?P<against>同比|环比|[较比](?:上年同期|去年同期|上年|去年|上一?[周月期]|上季度))"
    r"(?:[\u4e00-\u9fff]{0,4}?)"
    r"(?P<direction>增长|上升|增加|提高|提升|上涨|下降|减少|降低|下滑|回落|下跌|缩短|压缩|增|升|减|降|多|少)了?(?:约|近|超过?)?$"
)
_RESPECTIVELY = re.compile(r"分别(?:为|是|达到?|有|完成|办理)?$")
_AND = re.compile(r"[、和及与]")
_BOUNDARY = re.compile(r"[，,。；;：:、！？!?\n（）()]")
_CLAUSE_MARK = re.compile(r"[，,。；;：:！？!?\n]")
_LONGEST_CONTEXT = 80


@dataclass(slots=True)
class _Reading:
    """One number on its way to a figure."""

    number: Number
    floor: int
    """Where its own context begins: behind the last boundary or number before it."""
    metric: str | None = None
    rule: str = "figures.number"
    change_from: Decimal | None = None
    comparison: Comparison | None = None
    dropped: bool = False


class FigureFinder:
    """Finds the figures of one issue's paragraphs."""

    def __init__(self, context: IssueContext) -> None:
        self.context = context
        vocabulary = context.lexicon.vocabulary
        self.numbers = number_reader(vocabulary)
        self.metrics = metric_reader(vocabulary)

    def find(self, item: ItemText, departments: Sequence[Named]) -> list[Figure]:
        """The figures of an item, in order."""
        text = item.text
        numbers = self.numbers.find(item)
        if not numbers:
            return []
        marks = markers(text, self.context)
        readings = [
            _Reading(number, _context_start(text, number.start, previous))
            for number, previous in zip(
                numbers, [0, *(number.end for number in numbers)], strict=False
            )
        ]
        for reading in readings:
            self._metric(text, reading, departments)
        self._distribute(text, readings, departments)
        self._changes(text, readings)
        self._compare(text, item, readings)
        readings += self._same_days(text, readings)
        subjects = SubjectReader(item, departments)
        figures = [
            self._figure(item, reading, marks, subjects)
            for reading in readings
            if not reading.dropped
        ]
        return sorted(figures, key=lambda figure: figure.span)

    # --- Metric --------------------------------------------------------------------------

    def _metric(self, text: str, reading: _Reading, departments: Sequence[Named]) -> None:
        number = reading.number
        if number.unit == "个":
            noun = self.metrics.noun(text, number.end)
            if noun is not None:
                reading.metric, reading.rule = noun, "figures.counted_noun"
                return
        floor = reading.floor
        named = last_before(departments, number.start)
        floor = max(floor, named.end if named else 0)
        reading.metric = self.metrics.before(text, floor, number.start)

    def _distribute(
        self, text: str, readings: list[_Reading], departments: Sequence[Named]
    ) -> None:
        """受理、办结分别为120件、118件: the first number is the first metric's."""
        for index, reading in enumerate(readings):
            before = text[max(0, reading.number.start - 8) : reading.number.start]
            respectively = _RESPECTIVELY.search(before)
            if respectively is None:
                continue
            end = reading.number.start - len(respectively[0])
            names = self._names_before(text, end, departments)
            following = _series(text, readings, index)
            if len(names) == len(following) > 1:
                for other, name in zip(following, names, strict=True):
                    other.metric, other.rule = name, "figures.distribution"

    def _names_before(self, text: str, end: int, departments: Sequence[Named]) -> list[str]:
        named = last_before(departments, end)
        floor = max(0, end - _LONGEST_CONTEXT, named.end if named else 0)
        for match in _CLAUSE_MARK.finditer(text, floor, end):
            floor = match.end()
        names = []
        start = floor
        for stop, following in [*(m.span() for m in _AND.finditer(text, floor, end)), (end, end)]:
            name = self.metrics.before(text, start, stop)
            if name is not None:
                names.append(name)
            start = following
        return names

    # --- Changes and comparisons ---------------------------------------------------------

    def _changes(self, text: str, readings: list[_Reading]) -> None:
        """由A调整为B (also misprinted 由A调整B) and A压缩至B: one figure of value B."""
        for before, after in pairwise(readings):
            gap = text[before.number.end : after.number.start]
            if len(gap) > 14 or not _CHANGE_GAP.fullmatch(gap):
                continue
            introduced = text[before.number.start - 1 : before.number.start] in ("由", "从")
            if not introduced and not _TO.search(gap):
                continue
            if before.rule != "figures.counted_noun":
                after.metric = before.metric
            else:
                floor = before.floor
                after.metric = before.metric = (
                    self.metrics.before(text, floor, before.number.start) or before.metric
                )
            after.rule = "figures.change"
            if before.number.unit == after.number.unit:
                after.change_from = before.number.value
                before.dropped = True

    def _same_days(self, text: str, readings: Sequence[_Reading]) -> list[_Reading]:
        """由20个工作日压缩至当日: 0 in the unit of what it was."""
        found = []
        for reading in readings:
            number = reading.number
            match = _SAME_DAY.match(text, number.end)
            if match is None:
                continue
            start, end = match.span("day")
            day = Number(start, end, Decimal(0), None, number.unit, None)
            rule = "figures.change_to_same_day"
            found.append(_Reading(day, reading.floor, reading.metric, rule, number.value))
            reading.dropped = True
        return found

    def _compare(self, text: str, item: ItemText, readings: list[_Reading]) -> None:
        """同比增长12.3%: the comparison of the figure before it in the sentence."""
        for index, reading in enumerate(readings):
            match = _COMPARED.search(text, reading.floor, reading.number.start)
            if match is None:
                continue
            against = match["against"]
            kind = (
                ComparisonKind.YEAR_ON_YEAR
                if _YEAR_ON_YEAR.search(against)
                else ComparisonKind.PERIOD_ON_PERIOD
            )
            sign = -1 if _DOWN.search(match["direction"]) else 1
            reading.comparison = Comparison(kind, sign)
            reading.rule = "figures.comparison"
            own = self.metrics.before(text, reading.floor, match.start())
            if own is not None:
                reading.metric = own
                continue
            sentence = item.sentences.start(reading.number.start)
            before = readings[index - 1] if index else None
            if before is not None and before.number.start >= sentence:
                reading.metric = before.metric
            else:
                reading.metric = None

    # --- The figure ----------------------------------------------------------------------

    def _figure(
        self,
        item: ItemText,
        reading: _Reading,
        marks: Sequence[tuple[int, int, PeriodType | None]],
        subjects: SubjectReader,
    ) -> Figure:
        number = reading.number
        sentence = item.sentences.start(number.start)
        kind = _period_type(marks, sentence, number.start)
        return Figure(
            item=item.item.key,
            span=Span(number.start, number.end),
            surface=item.text[number.start : number.end],
            value=number.value,
            value_high=number.high,
            unit=number.unit,
            metric=reading.metric,
            subject=subjects.of(number.start),
            period_type=kind,
            period=period_of(kind, self.context),
            qualifier=number.qualifier,
            change_from=reading.change_from,
            comparison=reading.comparison,
            rule=reading.rule,
        )


def _context_start(text: str, start: int, previous: int) -> int:
    floor = max(previous, start - _LONGEST_CONTEXT, 0)
    for match in _BOUNDARY.finditer(text, floor, start):
        floor = match.end()
    return floor


def _series(text: str, readings: list[_Reading], index: int) -> list[_Reading]:
    """The numbers joined by 、和 that begin with the one at ``index``."""
    found = [readings[index]]
    for following in range(index + 1, len(readings)):
        reading = readings[following]
        if not _AND.fullmatch(text[found[-1].number.end : reading.number.start]):
            break
        found.append(reading)
    return found


def _period_type(
    marks: Sequence[tuple[int, int, PeriodType | None]], sentence: int, position: int
) -> PeriodType | None:
    """The nearest marker before ``position`` in the sentence."""
    index = bisect_right(marks, position, key=lambda mark: mark[0]) - 1
    if index >= 0 and marks[index][0] >= sentence:
        return marks[index][2]
    return None
