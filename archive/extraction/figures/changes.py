"""Figures that change: 由71项调整为61项, 由20个工作日压缩至当日."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from archive.extraction.figures.change_words import alternatives
from archive.extraction.figures.metrics import MetricReader
from archive.extraction.figures.numbers import Number
from archive.extraction.figures.readings import Reading

_DIRECTION = alternatives()
_CHANGE_VERB = rf"(?:调整|优化|扩展|变更|归并|合并|整合|{_DIRECTION}|变|改)"
_CHANGE_GAP = re.compile(
    rf"(?:的|左右|以上)?[\u4e00-\u9fff]{{0,6}}?{_CHANGE_VERB}(?:为|至|到|成|了)?(?:仅|约|近|不到|不足)?"
)
# 由A压到B, 从A并为B: behind 由 or 从 any verb will do.
_CHANGE_TO = re.compile(
    r"(?:的|左右|以上)?[\u4e00-\u9fff]{1,7}(?:为|至|到|成)了?(?:仅|约|近|不到|不足)?(?:每[\u4e00-\u9fff]{1,2})?"
)
_INTRODUCED = re.compile(
    r"[由从](?:[\u4e00-\u9fff]{2,6}的|(?:去年|上年|前年|[0-9]{4}年|上[月周]|上季度)(?:同期|同月|[底末初])?的?)?(?:每[\u4e00-\u9fff]{1,2}|[户人亩日月年平]均)?$"
)
_TO = re.compile(r"(?:为|至|到|成)(?:仅|约|近|不到|不足)?$")
_SAME_DAY = re.compile(
    rf"{_CHANGE_VERB}(?:为|至|到|成)[\u4e00-\u9fff]{{0,6}}?(?P<day>当日|当天|即日)"
)
# 由5个工作日压到当日, 由7天改为当日到账: behind 由 and 从 any verb will do.
_TO_SAME_DAY = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:为|至|到|成)[\u4e00-\u9fff]{0,6}?(?P<day>当日|当天|即日)"
)
_LONGEST_GAP = 14


def join_changes(text: str, readings: Sequence[Reading], metrics: MetricReader) -> None:
    """由A调整为B (also misprinted 由A调整B) and A压缩至B: one figure of value B."""
    for before, after in pairwise(readings):
        if not 0 < after.number.start - before.number.end <= _LONGEST_GAP:
            continue
        gap = text[before.number.end : after.number.start]
        if gap[0] in "、，。；和":
            continue
        start = before.number.start
        introduced = _introduced(text, start)
        changes = _CHANGE_GAP.fullmatch(gap) and (introduced or _TO.search(gap))
        if not changes and not (introduced and _CHANGE_TO.fullmatch(gap)):
            continue
        if introduced and introduced[0].endswith("的"):
            # 不良率|由账面的|3.1%还原为7.8%
            after.metric = before.metric = (
                metrics.before(text, before.begins, introduced.start()) or before.metric
            )
        elif before.rule != "figures.counted_noun":
            after.metric = before.metric
        else:
            floor = before.begins
            after.metric = before.metric = (
                metrics.before(text, floor, before.number.start) or before.metric
            )
        after.rule = "figures.change"
        if before.number.unit == after.number.unit:
            after.change_from = before.number.value
            before.dropped = True


def _introduced(text: str, start: int) -> re.Match[str] | None:
    """What says that something changes from the number at ``start``: 由原来的|7天."""
    return _INTRODUCED.search(text, max(0, start - 12), start)


def same_days(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """由20个工作日压缩至当日: 0 in the unit of what it was."""
    found = []
    for reading in readings:
        number = reading.number
        match = _SAME_DAY.match(text, number.end)
        if match is None and _introduced(text, number.start):
            match = _TO_SAME_DAY.match(text, number.end)
        if match is None:
            continue
        start, end = match.span("day")
        day = Number(start, end, Decimal(0), None, number.unit, None)
        rule = "figures.change_to_same_day"
        found.append(Reading(day, reading.floor, reading.metric, rule, number.value))
        reading.dropped = True
    return found
