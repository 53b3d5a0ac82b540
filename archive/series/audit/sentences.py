"""Within a sentence: shares, totals and changes against the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from archive.model import Figure
from archive.series.audit.nouns import Check, Finding, Point, Role, Verdict
from archive.series.audit.points import tolerance
from archive.series.audit.writing import Writer, number
from archive.series.wording import Wording
from archive.store.nouns import StoredFigure
from archive.vocabulary.schema import SeriesWords

_STATES = "(?:分别)?[为达到是有约]{0,2}$"
_PUNCTUATION = re.compile(r"[，,；;：:（(]")
_ADDED = re.compile(r"(?:新增|增加|新纳入|纳入|增)了?$")
_TAKEN = re.compile(r"(?:取消|减少|退出|调出|删减|下放|减)了?$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The figures of one sentence in order; ``text`` is the sentence, which begins at ``start`` of
    the item's text."""

    text: str
    start: int
    figures: tuple[tuple[Figure, Point], ...]

    def between(self, start: int, end: int) -> str:
        """What stands between two places of the item's text."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


def sentences_of(figures: Sequence[tuple[StoredFigure, Point]]) -> Iterator[Sentence]:
    """The sentences of an issue that hold two figures or more."""
    found: dict[tuple[str, int], list[tuple[StoredFigure, Point]]] = {}
    for stored, point in figures:
        found.setdefault((point.item, point.sentence), []).append((stored, point))
    for (_, start), members in found.items():
        if len(members) > 1:
            quote = max((stored.provenance.quote for stored, _ in members), key=len)
            ordered = sorted(members, key=lambda pair: pair[1].span)
            yield Sentence(quote, start, tuple((one.figure, point) for one, point in ordered))


class SentenceAuditor:
    """Checks sentences with the words of a vocabulary."""

    def __init__(self, words: SeriesWords, wording: Wording, writer: Writer) -> None:
        self._wording = wording
        self._writer = writer
        self._share = re.compile(f"(?:{'|'.join(map(re.escape, words.shares))}){_STATES}")
        sums = [word for word in words.totals if word.endswith(("计", "共"))]
        self._sum = re.compile(f"^(?:{'|'.join(map(re.escape, sums))}){_STATES}")
        self._parts = re.compile("|".join(map(re.escape, words.parts)))

    def check(self, sentence: Sentence) -> Iterator[Finding]:
        for index in range(len(sentence.figures)):
            yield from self._percentage(sentence, index)
            yield from self._stated_sum(sentence, index)
            yield from self._change(sentence, index)
        yield from self._parts_of(sentence)

    def _percentage(self, sentence: Sentence, index: int) -> Iterator[Finding]:
        """A share is the smaller of the two numbers before it over the larger."""
        figure, share = sentence.figures[index]
        if figure.unit != "%" or figure.comparison or not share.plain:
            return
        before = [pair for pair in sentence.figures[:index] if not pair[0].comparison]
        if not before:
            return
        last = before[-1]
        alike = [pair for pair in before if pair[1].unit == last[1].unit]
        if len(alike) < 2 or not self._wording.additive(last[1].unit):
            return
        pair = (alike[-2], alike[-1])
        if not self._is_share(sentence, figure, share, pair):
            return
        small, large = sorted((pair[0][1], pair[1][1]), key=lambda point: point.value)
        if not (small.plain and large.plain and large.value > 0):
            return
        exact = 100 * small.value / large.value
        step = share.step or Decimal(1)
        expected = exact.quantize(step, ROUND_HALF_UP)
        # Cut off is as good as rounded; and numbers in 万 are rounded themselves.
        slack = step + 100 * tolerance(small, large) / large.value
        yield self._writer.finding(
            Check.PERCENTAGE,
            Verdict.OK if abs(share.value - exact) < slack else Verdict.MISMATCH,
            share,
            [(Role.PART, small), (Role.BASE, large)],
            f"{small.printed}占{large.printed}的{number(expected, '%')}",
            expected=expected,
        )

    def _is_share(
        self,
        sentence: Sentence,
        figure: Figure,
        share: Point,
        pair: tuple[tuple[Figure, Point], tuple[Figure, Point]],
    ) -> bool:
        """占比 says so; 办结率 is the share of 办结."""
        tail = sentence.between(pair[1][1].span.end, share.span.start)
        tail = _PUNCTUATION.split(tail)[-1]
        if self._share.fullmatch(tail):
            return True
        stem = (figure.metric or "").removesuffix("率")
        names = [self._wording.metric(one.metric).name for one, _ in pair if one.metric]
        return (
            stem != figure.metric
            and len(set(names)) == 2
            and self._wording.metric(stem).name in names
            and pair[0][0].subject == pair[1][0].subject
        )

    def _stated_sum(self, sentence: Sentence, index: int) -> Iterator[Finding]:
        """…100件、…200件，共计300件: nothing but the word for a sum stands before the total."""
        figure, total = sentence.figures[index]
        if index < 2 or not total.plain or figure.comparison:
            return
        before = sentence.figures[:index]
        tail = _PUNCTUATION.split(sentence.between(before[-1][1].span.end, total.span.start))
        if len(tail) < 2 or not self._sum.match(tail[-1]):
            return
        parts: list[Point] = []
        for _, point in reversed(before):
            gap_end = parts[0].span.start if parts else total.span.start
            if point.unit != total.unit or not point.plain or point.comparison:
                break
            if parts and not re.fullmatch(
                r"[、，,和及][\u4e00-\u9fff“”]{0,12}", sentence.between(point.span.end, gap_end)
            ):
                break
            parts.insert(0, point)
        if len(parts) < 2 or not self._wording.additive(total.unit):
            return
        yield self._sum_finding(Check.SENTENCE_TOTAL, total, parts, exact=True)

    def _parts_of(self, sentence: Sentence) -> Iterator[Finding]:
        """受理300件，其中窗口受理100件、网上受理200件: parts may be left out, but all together they
        are not more than the whole."""
        mark = self._parts.search(sentence.text)
        if mark is None:
            return
        place = sentence.start + mark.start()
        before = [pair for pair in sentence.figures if pair[1].span.end <= place]
        after = [pair for pair in sentence.figures if pair[1].span.start >= place]
        if not before or len(after) < 2:
            return
        whole_figure, whole = before[-1]
        name = whole_figure.metric
        if name is None or not whole.plain or not self._wording.additive(whole.unit):
            return
        parts = [
            point
            for figure, point in after
            if point.unit == whole.unit
            and not figure.comparison
            and figure.metric is not None
            and name in figure.metric
        ]
        if len(parts) != len(after) or not all(point.plain for point in parts):
            return
        finding = self._sum_finding(Check.SENTENCE_TOTAL, whole, parts, exact=False)
        if finding.verdict is Verdict.OK or (finding.expected or 0) > whole.value:
            yield finding

    def _sum_finding(
        self, check: Check, total: Point, parts: Sequence[Point], *, exact: bool
    ) -> Finding:
        expected = sum((part.value for part in parts), Decimal(0))
        off = abs(total.value - expected) > tolerance(total, *parts)
        listed = "、".join(part.printed for part in parts)
        return self._writer.finding(
            check,
            Verdict.MISMATCH if off else Verdict.OK,
            total,
            [(Role.PART, part) for part in parts],
            f"{listed}合计{number(expected, total.unit)}"
            if exact
            else f"其中各项{listed}之和为{number(expected, total.unit)}",
            expected=expected,
        )

    def _change(self, sentence: Sentence, index: int) -> Iterator[Finding]:
        """新增3项、取消1项，由71项调整为73项."""
        _, changed = sentence.figures[index]
        if changed.change_from is None or not changed.plain:
            return
        parts: list[Point] = []
        net = Decimal(0)
        for position, (_, point) in enumerate(sentence.figures[:index]):
            floor = sentence.figures[position - 1][1].span.end if position else sentence.start
            before = sentence.between(floor, point.span.start)
            sign = 1 if _ADDED.search(before) else -1 if _TAKEN.search(before) else 0
            if not sign or point.unit != changed.unit or not point.plain or point.change_from:
                return
            parts.append(point)
            net += sign * point.value
        if not parts:
            return
        start = changed.change_from * changed.factor
        expected = start + net
        off = abs(changed.value - expected) > tolerance(changed, *parts)
        yield self._writer.finding(
            Check.CHANGE_PARTS,
            Verdict.MISMATCH if off else Verdict.OK,
            changed,
            [(Role.PART, part) for part in parts],
            f"原{number(start, changed.unit)}，增减相抵{number(net, changed.unit)}，"
            f"应为{number(expected, changed.unit)}",
            expected=expected,
        )
