"""Numbers of a list, of which each is another metric's or another department's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extraction.context import ItemText
from archive.extraction.figures.clause_words import MEASURES
from archive.extraction.figures.comparisons import GOES_ON, bases_of
from archive.extraction.figures.metrics import MetricReader
from archive.extraction.figures.readings import (
    CLAUSE_MARK,
    LONGEST_CONTEXT,
    Reading,
    joined_with,
    of_clause,
)
from archive.extraction.figures.subjects import SubjectReader, last_before
from archive.extraction.named import Named
from archive.model import OfficialMention

_AND = re.compile("[、和与]|及(?![时格早其])")
_COMPARED = re.compile("(?:[同环]比|[较比][^，,。；;：:、]{1,8})$")
_RESPECTIVELY = re.compile(r"(?:分别|依次)[\u4e00-\u9fff]{0,4}$")


def distribute(
    item: ItemText,
    readings: list[Reading],
    departments: Sequence[Named],
    officials: Sequence[OfficialMention],
    metrics: MetricReader,
) -> None:
    """受理、办结分别为120件、118件: the first number is the first metric's."""
    text = item.text
    people = {official.span.end for official in officials}
    for index, reading in enumerate(readings):
        before = text[max(0, reading.number.start - 8) : reading.number.start]
        respectively = _RESPECTIVELY.search(before)
        if respectively is None:
            continue
        end = reading.number.start - len(respectively[0])
        following = joined_with(text, readings, index)
        if respectively[0].endswith("占"):
            for other in following:
                other.metric = "占"
            continue
        own = metrics.before(text, end + 2, reading.number.start)
        if own and own.endswith(MEASURES):
            for other in following:
                other.metric = own  # 石化、造纸行业分别完成产值8亿元、7亿元
            continue
        if compared := _COMPARED.search(text, max(0, end - 10), end):
            end = compared.start()
        # 书记宫某、镇长吕某分别走访3户和2户: who acts is no metric.
        names = [] if end in people else _names_before(text, end, departments, metrics)
        if not names and GOES_ON.fullmatch(text, end + 2, reading.number.start):
            bases = bases_of(readings, index, item.sentences.start(end), len(following))
            names = [base.metric for base in bases if base.metric]
        if len(names) == len(following) > 1:
            for other, name in zip(following, names, strict=True):
                other.metric, other.rule = name, "figures.distribution"


def shared_subjects(text: str, readings: list[Reading], subjects: SubjectReader) -> dict[int, str]:
    """甲、乙分别完成14户和9户: whose each number is, by its start."""
    shared: dict[int, str] = {}
    for index, reading in enumerate(readings):
        start = reading.number.start
        respectively = text.rfind("分别", reading.floor, start)
        if respectively < 0:
            continue
        together = of_clause(text, readings, index)
        names = subjects.respectively(respectively, len(together)) if len(together) > 1 else None
        for other, name in zip(together, names or [], strict=False):
            shared[other.number.start] = name
    return shared


def _names_before(
    text: str, end: int, departments: Sequence[Named], metrics: MetricReader
) -> list[str]:
    named = last_before(departments, end)
    floor = max(0, end - LONGEST_CONTEXT, named.end if named else 0)
    for match in CLAUSE_MARK.finditer(text, floor, end):
        floor = match.end()
    names = []
    start = floor
    for stop, following in [*(m.span() for m in _AND.finditer(text, floor, end)), (end, end)]:
        name = metrics.before(text, start, stop)
        if name is None and stop - start == 1:
            name = text[start:stop]  # 钢、生铁产量分别为
        if name is not None:
            names.append(name)
        start = following
    return names
