"""From reported figures to the points that are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from archive.extraction.numerals import NUMERAL, parse_numeral
from archive.model import Figure
from archive.series.audit.nouns import Point
from archive.series.nouns import Series
from archive.series.observing import value_of
from archive.series.wording import Wording
from archive.store.nouns import Reported

_ASCII = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4)}
_PRINTED = re.compile(rf"(?<![0-9０-９.．]){NUMERAL}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(?P<places>\d+))?")


def point_of(reported: Reported, place: int, series: Series | None, wording: Wording) -> Point:
    """A figure as the audit sees it; ``place`` is that of its issue among the current ones."""
    stored = reported.stored
    figure, provenance = stored.figure, stored.provenance
    unit, factor = wording.unit(figure.unit)
    step = step_of(figure)
    return Point(
        id=stored.id,
        place=place,
        current=reported.superseded_by is None,
        issue=reported.issue,
        item=figure.item,
        span=figure.span,
        sentence=figure.span.start - provenance.quote_span.start,
        pages=provenance.pages,
        printed=figure.surface,
        value=value_of(figure, wording),
        step=(step or Decimal(0)) * factor,
        plain=figure.qualifier is None and figure.value_high is None and step is not None,
        unit=unit,
        factor=factor,
        change_from=figure.change_from,
        comparison=figure.comparison,
        period=figure.period,
        series=series,
    )


def step_of(figure: Figure) -> Decimal | None:
    """The worth of the last printed place in the figure's unit: 1.2万件 is given to the thousand.
    0 for a number written out in full, None where it cannot be told.

    A whole number without a scale is exact; all others may be rounded."""
    match = _NUMBER.search(figure.surface.translate(_ASCII))
    if match is None:
        return None if re.search("[万亿]", figure.surface) else Decimal(0)
    number = Decimal(match[0].replace(",", ""))
    places = len(match["places"] or "")
    scale = abs(figure.value) / number if number else _printed_scale(figure.surface)
    return Decimal(0) if scale == 1 and not places else scale.scaleb(-places)


def _printed_scale(surface: str) -> Decimal:
    """What nought is counted in, since its value does not tell."""
    return next((scale for sign, scale in _SCALES.items() if sign in surface), Decimal(1))


def values(text: str, unit: str) -> Iterator[Decimal]:
    """Every number of a text that is printed with ``unit`` or with none, also in quotation marks,
    where extraction finds no figures: 应为“680件”."""
    for match in _PRINTED.finditer(text):
        number = parse_numeral(match[0])
        behind = text[match.end() : match.end() + len(unit)]
        if number is not None and (behind == unit or not behind[:1].isalnum()):
            yield number


def tolerance(*points: Point) -> Decimal:
    """How far a sum of rounded numbers may be off: half a step for each."""
    return sum((point.step for point in points), Decimal(0)) / 2
