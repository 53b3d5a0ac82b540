"""Stretches of time that figures speak of: the times a text names, and words like 截至目前."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.extraction.context import IssueContext
from archive.extraction.dates.finder import DateFinder, TimeExpression
from archive.model import Period, PeriodType

_WORD = re.compile(
    r"(?P<since>以来(?<!长期以来)(?<!近年以来)(?<!一直以来)(?<=[\u4e00-\u9fff”]以来))|(?P<until>截[至止](?P<now>目前|今|当前)?)|(?P<total>累计)"
    r"|(?P<sofar>迄今|时至今日|(?<!甚)至今(?![年日天])|(?<![直待等拖推迟晚])[到至](?:目前|当前))"
    r"|(?P<point>目前|当前|现阶段)|(?P<issue>本期|当期(?![结收支净]))"
)
# Between 本周 and 累计: no number, no end of a clause but a comma right behind it.
_CONTINUES = re.compile(r"(?:[^0-9０-９。；;！？\n，,]{0,2}[，,])?[^0-9０-９。；;！？\n，,]{0,16}")
_CLAUSE = re.compile("[，,；;。]")
# 截至5月底; 至5月底 and 到5月底 at the start of a clause, where that day is past.
_UNTIL = re.compile(r"截[至止]到?$|(?:(?<![^，,。；;：:\n])|(?<=以来))[至到]$")
_THIS_YEAR = ("今年", "本年")
_OPEN = re.compile("起|之?后|开始|之?前(?![0-9一二三四五六七八九十两几列期往来])")
# 较上周, 低于去年, 是上年的1.2倍, 与上周相比: the base of a comparison.
_BASE = re.compile(r"(?:[较比]|[低高优大小好多少快慢早晚]于|超过?|突破)$")
_BASE_OF = re.compile(r"(?:[是为到当占]|[当等]于)$")
# 与|去年|首轮检查相比, 同|上周|的办件量持平
_WITH = re.compile("[与和跟同][^，,。；;]{0,2}$")
_SET_BESIDE = re.compile("[^，,。；;0-9]{1,12}(?:相比|比较|持平|相当)")
# 由去年同期的32亿元增至38亿元: what it was before.
_FROM = re.compile("[由从]$")
_WHAT_IT_WAS = re.compile("(?:同期|同月|平均)?的?(?:约|近)?[0-9０-９一二两三四五六七八九十]")
# 由去年|同期的32亿元增至38亿元
_WAS = re.compile("(?:同期|同月)?的?[0-9０-９一二三四五六七八九十百千万两每]")
# 完成全年|目标的95%: of a plan.
_AIM = re.compile("的?(?:目标|任务|预算|指标|计划(?=的|总|数|目标|任务|指标|[^\u4e00-\u9fff]|$))")
_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker of time at ``start .. end``: figures behind it, up to the end of their sentence or
    to the next, speak of ``kind``, in the days of ``period`` where these can be told."""

    start: int
    end: int
    kind: PeriodType | None
    period: Period | None
    reach: int | None = None
    """Where it ends before its sentence does: 累计 goes no further than its clause."""


def mark_of(marks: Sequence[Mark], sentence: int, position: int) -> Mark | None:
    """The nearest marker before ``position``, in the sentence that starts at ``sentence``."""
    index = bisect_right(marks, position, key=lambda mark: mark.start) - 1
    while index >= 0 and marks[index].start >= sentence:
        if (reach := marks[index].reach) is None or position < reach:
            return marks[index]
        index -= 1
    return None


def issue_period_type(context: IssueContext) -> PeriodType | None:
    """What 本期 means: the stretch of time that one issue covers."""
    title = context.title
    for word, kind in (
        ("周", PeriodType.WEEK),
        ("季", PeriodType.QUARTER),
    ):
        if word in title:
            return kind
    if context.monthly:
        return PeriodType.MONTH
    if context.period is not None:
        days = (context.period.end - context.period.start).days
        if days <= 7:
            return PeriodType.WEEK
        if 27 <= days <= 31:
            return PeriodType.MONTH
    return None


class PeriodReader:
    """Reads what times the figures of one issue speak of."""

    def __init__(self, context: IssueContext, dates: DateFinder) -> None:
        self._context = context
        self._dates = dates
        self._own = issue_period_type(context)

    def marks(self, text: str, times: Sequence[TimeExpression]) -> list[Mark]:
        """The markers of a text in order; ``times`` are those it names."""
        found: list[Mark] = []
        starts = [time.start for time in times]
        marks = [
            self._of_time(text, time)
            for time in times
            if time.rule != "whole" or not _AIM.match(text, time.end)
        ]
        marks += [
            mark for word in _WORD.finditer(text) if (mark := self._of_word(word, times, starts))
        ]
        for mark in sorted(marks, key=lambda mark: mark.start):
            if _is_base(text, mark):
                continue
            continues = text.startswith("累计", mark.start) and found
            if continues and _CONTINUES.fullmatch(text, found[-1].end, mark.start):
                if text.startswith(_THIS_YEAR, found[-1].start):
                    found[-1] = self._to_date(found[-1])
                continue
            if found and mark.start < found[-1].end:
                continue
            found.append(mark)
        return found

    def _to_date(self, mark: Mark) -> Mark:
        """今年，累计受理: the year, as far as the issue reports."""
        period, as_of = mark.period, self._dates.as_of
        if period is not None and as_of is not None and period.start <= as_of:
            period = Period(period.start, as_of)
        return replace(mark, kind=PeriodType.YEAR_TO_DATE, period=period)

    def _of_time(self, text: str, time: TimeExpression) -> Mark:
        until = _UNTIL.search(text, max(0, time.start - 3), time.start)
        if until is not None and text[until.start()] != "截" and self._to_come(time):
            until = None  # 到2025年，建成12座
        if until is not None and time.last:
            return Mark(
                until.start(), time.end, PeriodType.CUMULATIVE, Period(time.last, time.last)
            )
        if _OPEN.match(text, time.end):
            return Mark(time.start, time.end, None, None)  # 11月起, 2025年前: not in it
        period = time.period
        own = self._context.period
        if time.kind is not None and time.kind == self._own and time.rule in ("this_month", "week"):
            named = text[time.start : time.end]
            period = own if own and named[0] in "本当这一" else period
        return Mark(time.start, time.end, time.kind, period)

    def _to_come(self, time: TimeExpression) -> bool:
        """Whether a time ends after the day that the issue reports up to: 到年底，将建成12座."""
        as_of = self._dates.as_of
        return bool(as_of and time.last and time.last > as_of)

    def _of_word(
        self, word: re.Match[str], times: Sequence[TimeExpression], starts: Sequence[int]
    ) -> Mark | None:
        start, end = word.span()
        if word["until"] and not word["now"] and end in starts:
            return None  # 截至11月底: the time itself says it
        as_of = self._dates.as_of
        day = Period(as_of, as_of) if as_of else None
        kind = PeriodType.CUMULATIVE
        if word["since"]:
            # 该系统11月中旬启用以来: since the time that stands before the event.
            before = bisect_right(starts, start) - 1
            time = times[before] if before >= 0 else None
            beside = time is not None and start - time.end <= _BESIDE
            first = time.first if time and beside else None
            day = Period(first, as_of) if first and as_of and first <= as_of else None
        elif word["until"] and not word["now"]:
            day = None
        elif word["point"]:
            kind = PeriodType.POINT
        elif word["issue"]:
            return Mark(start, end, self._own, self._context.period)
        reach = None
        if word["total"]:
            clause = _CLAUSE.search(word.string, end)
            reach = clause.start() if clause else None
        return Mark(start, end, kind, day, reach)


def _is_base(text: str, mark: Mark) -> bool:
    """Whether a time is what something is compared with."""
    floor = max(0, mark.start - 2)
    if _BASE.search(text, floor, mark.start):
        return True
    if _FROM.search(text, floor, mark.start) and _WHAT_IT_WAS.match(text, mark.end):
        return True
    if text[mark.start - 1 : mark.start] in ("由", "从") and _WAS.match(text, mark.end):
        return True
    end = mark.end + len("同期") if text.startswith(("同期", "同月"), mark.end) else mark.end
    if text.startswith("的", end):
        return _BASE_OF.search(text, floor, mark.start) is not None
    if _SET_BESIDE.match(text, mark.end) and _WITH.search(text, max(0, mark.start - 3), mark.start):
        return True
    return text.startswith(("相比", "持平", "相当", "基本持平", "大体相当"), end)
