"""Figures: numbers with units, and what the text says about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.dates.periods import Mark, PeriodReader, mark_of
from archive.extraction.figures.carried_metrics import CarriedMetrics, Chain
from archive.extraction.figures.changes import join_changes, same_days
from archive.extraction.figures.comparisons import ComparisonReader
from archive.extraction.figures.distribution import distribute, shared_subjects
from archive.extraction.figures.metrics import metric_reader
from archive.extraction.figures.numbers import Number, number_reader
from archive.extraction.figures.outsiders import outsider_reader
from archive.extraction.figures.own_metrics import OwnMetrics
from archive.extraction.figures.readings import EACH_OF_THEM, SHARES, Reading, in_context
from archive.extraction.figures.subjects import SubjectReader
from archive.extraction.named import Named
from archive.model import Figure, OfficialMention, Span

_OF_ANOTHER = frozenset({"figures.comparison", "figures.goes_on", "figures.multiple"})
_DAY = re.compile("当日|当天|即日")


class FigureFinder:
    """Finds the figures of one issue's paragraphs."""

    def __init__(self, context: IssueContext, periods: PeriodReader) -> None:
        self._periods = periods
        vocabulary = context.lexicon.vocabulary
        self.numbers = number_reader(vocabulary)
        self.metrics = metric_reader(vocabulary)
        self._comparisons = ComparisonReader(self.metrics)
        self._own = OwnMetrics(vocabulary)
        self._carried = CarriedMetrics(vocabulary)
        self._outsiders = outsider_reader(vocabulary)

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
        named = sorted(
            [
                *(department.end for department in departments),
                *(official.span.end for official in officials),
            ]
        )
        self._own.read(text, readings, departments, named, times)
        apart = EACH_OF_THEM.search(text) is not None
        if apart:
            distribute(item, readings, departments, officials, self.metrics)
        join_changes(text, readings, self.metrics)
        self._comparisons.compare(text, item, readings, ends)
        whole = Chain(item)
        self._carried.carry(text, item, readings, whole)
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
        for reading in sorted(readings, key=lambda reading: reading.number.start):
            depends = reading.rule in _OF_ANOTHER or (
                reading.metric in ("占", "完成") and reading.number.unit in SHARES
            )
            if timed is None or not depends:
                timed = reading
            if not reading.dropped:
                figures.append(self._figure(item, reading, timed, marks, subjects, shared, whole))
        return figures

    def _figure(
        self,
        item: ItemText,
        reading: Reading,
        timed: Reading,
        marks: Sequence[Mark],
        subjects: SubjectReader,
        shared: dict[int, str],
        whole: Chain,
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


def _in_a_time(number: Number, times: Sequence[TimeExpression], ends: Sequence[int]) -> bool:
    """Whether a number is part of a time: 民国|三十六年, 近|三年."""
    index = bisect_left(ends, number.end)
    return index < len(times) and times[index].start <= number.start
