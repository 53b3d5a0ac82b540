"""Errata (更正、勘误): which issue of the bulletin an item corrects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.model import Erratum, Item, Masthead, Section
from archive.parser.masthead import parse_number
from archive.parser.ordinals import NUMERAL
from archive.parser.text import fold

_HEADING = re.compile(r"(?:更正|勘误)(?:启事|说明|表)?[:：]?")
_LEAD = re.compile(r"[（(【]?(?:更正|勘误)(?:启事|说明)?[】)）]?[:：]")
_CLAIM = re.compile(r"(?:有误|误为|误作|误印|错误|应为|应作|更正为|更正如下|现予更正|特此更正)")
_OURS = r"(?:本刊|本报|我刊|本简报|本周报|上期)"
_REFERENCE = re.compile(
    rf"{_OURS}?(?:{NUMERAL}{{4}}年)?第{NUMERAL}{{1,5}}期(?:[(（]总第{NUMERAL}{{1,6}}期[)）])?"
)
_FARTHEST = 120
"""Characters from an issue's number to the word that says it is corrected."""


def read_errata(
    sections: Sequence[Section], items: Sequence[Item], masthead: Masthead
) -> tuple[Erratum, ...]:
    """The issues that items correct: below a heading 更正, behind that word, or in as many words
    (本刊第12期第二条中“608件”有误，应为“680件”). A year that is not printed is the issue's own.
    """
    headings = {s.key for s in sections if _HEADING.fullmatch(s.heading)}
    found: dict[Erratum, None] = {}
    for item in items:
        below = any(item.section == key or item.section.startswith(f"{key}.") for key in headings)
        for erratum in _errata(item, masthead, announced=below or bool(_LEAD.match(item.text))):
            found[erratum] = None
    return tuple(found)


def _errata(item: Item, masthead: Masthead, *, announced: bool) -> Iterator[Erratum]:
    text = item.text
    for reference in _REFERENCE.finditer(fold(text)):
        ours = announced or re.match(_OURS, reference[0])
        claim = announced or _CLAIM.search(text, reference.end(), reference.end() + _FARTHEST)
        number = parse_number(reference[0])
        if not ours or not claim or number is None:
            continue
        if (number.number, number.year or masthead.year) == (masthead.number, masthead.year):
            continue
        yield Erratum(item.key, number.year or masthead.year, number.number, number.serial)
