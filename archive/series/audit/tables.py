"""Within a table: the line of totals against the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archive.model import Item
from archive.series.audit.nouns import Check, Finding, Point, Role, Verdict
from archive.series.audit.points import tolerance
from archive.series.audit.writing import Writer, number
from archive.series.wording import Wording
from archive.vocabulary.schema import SeriesWords

_SUBTOTAL = "小计"


class TableAuditor:
    """Checks tables with the words of a vocabulary."""

    def __init__(self, words: SeriesWords, wording: Wording, writer: Writer) -> None:
        self._totals = frozenset(words.totals)
        self._parts = words.parts
        self._wording = wording
        self._writer = writer

    def check(self, item: Item, points: Sequence[Point]) -> Iterator[Finding]:
        """The totals of a table; ``points`` are the numbers in its cells."""
        if item.table is None:
            return
        by_start = {point.span.start: point for point in points}
        columns: defaultdict[int, dict[int, Point]] = defaultdict(dict)
        written: defaultdict[int, set[int]] = defaultdict(set)
        for cell in item.table.cells:
            text = item.text[cell.span.start : cell.span.end]
            point = by_start.get(cell.span.start + len(text) - len(text.lstrip()))
            if point is not None:
                columns[cell.column][cell.row] = point
            elif text.strip() and not cell.header:
                written[cell.column].add(cell.row)
        for column, rows in columns.items():
            # A number that could not be read may be missing from the sum.
            unread = written[column] & set(range(min(rows), max(rows) + 1))
            if not unread:
                yield from self._column(item, rows)

    def _column(self, item: Item, rows: dict[int, Point]) -> Iterator[Finding]:
        plain: list[Point] = []
        since: list[Point] = []
        totals: list[Point] = []
        for row in sorted(rows):
            point = rows[row]
            label = (item.row_label(point.span) or "").replace(" ", "").replace("\u3000", "")
            if label == _SUBTOTAL:
                yield from self._total(point, since)
                since = []
            elif label in self._totals:
                totals.append(point)
            elif not label.startswith(self._parts):
                plain.append(point)
                since.append(point)
        if len(totals) == 1:
            yield from self._total(totals[0], plain)

    def _total(self, total: Point, rows: Sequence[Point]) -> Iterator[Finding]:
        if (
            len(rows) < 2
            or any(point.unit != total.unit for point in rows)
            or not all(point.plain for point in (total, *rows))
            or not self._wording.additive(total.unit)
        ):
            return
        expected = sum((point.value for point in rows), Decimal(0))
        off = abs(total.value - expected) > tolerance(total, *rows)
        yield self._writer.finding(
            Check.TABLE_TOTAL,
            Verdict.MISMATCH if off else Verdict.OK,
            total,
            [(Role.PART, point) for point in rows],
            f"表中{len(rows)}行之和为{number(expected, total.unit)}",
            expected=expected,
        )
