"""What the extractors need to know of an issue and of one of its texts."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.extraction.jurisdiction import CORPS, Gazetteer, Jurisdiction, of_publisher, of_texts
from archive.extraction.lexicon import Lexicon
from archive.extraction.place_before import enclosing
from archive.extraction.sentences import Breaks, clauses, sentences
from archive.model import Issue, Item, Masthead, Period, Span

_TITLE_MARK = re.compile(r"[《》]")
_QUOTED = re.compile(r"“[^“”\n]{1,40}”|\"[^\"\n]{1,40}\"")
_LONGEST_TITLE = 200
_FIRST_ITEMS = 2
_FIRST_DAYS = 10
_HEADING_LINE = re.compile(r"[^，。；：\n]{2,12}(?:省|市|县|区|州|盟|旗)[^，。；：\n]{1,24}$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_han(character: str) -> bool:
    """Whether a character is a common Chinese one."""
    return _HAN.match(character) is not None


def _heading_line(issue: Issue) -> str | None:
    """A short line among the first that stands where a publisher might: without a publisher, it
    still says where the bulletin is from."""
    texts = (item.text for item in issue.items[:_FIRST_ITEMS])
    return next((text for text in texts if _HEADING_LINE.match(text)), None)


def _served(issue: Issue, imprint: str, gazetteer: Gazetteer) -> Jurisdiction:
    """The places that an issue serves: those of its first publisher, else of what names one in its
    stead, of a publisher beside it, or those that its texts name most."""
    masthead = issue.masthead
    publishers = [name for name in masthead.publishers if name]
    instead = [_heading_line(issue), masthead.title, imprint] if not publishers else []
    first = next((name for name in (*publishers, *instead) if name), None)
    jurisdiction = of_publisher(first, gazetteer) if first else Jurisdiction()
    if not jurisdiction.places:
        named = (of_publisher(name, gazetteer) for name in (*publishers[1:], *instead) if name)
        beside = next((one for one in named if one.places), Jurisdiction())
        jurisdiction = replace(jurisdiction, places=beside.places)
    if not jurisdiction.places:
        texts = (item.text for item in issue.items)
        served = of_texts(texts, gazetteer, county=bool(jurisdiction.town))
        jurisdiction = replace(jurisdiction, places=served.places)
    return jurisdiction


def _with_outer(
    jurisdiction: Jurisdiction, issue: Issue, known: frozenset[str], gazetteer: Gazetteer
) -> Jurisdiction:
    """The same with the places around it: those that the issue prints before it or the gazetteer
    knows."""
    printed = [
        *issue.masthead.publishers,
        *(entry.text for entry in issue.colophon.entries),
        *(item.text for item in issue.items),
    ]
    outer = enclosing(jurisdiction.places[0], printed, known, gazetteer)
    jurisdiction = jurisdiction.within(outer) if outer else jurisdiction
    for place in reversed(gazetteer.outer(jurisdiction.places[0])):
        jurisdiction = jurisdiction.within(place)
    return jurisdiction


def _numbered_by_month(masthead: Masthead) -> bool:
    day = masthead.date
    if day is None or masthead.period is not None or day.day > _FIRST_DAYS:
        return False
    return masthead.number == (day.month - 2) % 12 + 1


class Spans:
    """Sorted ranges that do not overlap, and what lies in them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = tuple(sorted(spans))
        self._starts = [span.start for span in self.spans]

    def covers(self, position: int) -> bool:
        """Whether ``position`` lies in one of them."""
        if not self.spans:
            return False
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self.spans[index].end


_NOTHING = Spans(())


@dataclass(frozen=True)
class IssueContext:
    """What holds for a whole issue: vocabulary, publisher and its places, dates."""

    lexicon: Lexicon
    publisher: str | None
    jurisdiction: Jurisdiction
    places: frozenset[str]
    """Names of places known to exist: the publisher's, and those of province level."""
    title: str
    year: int | None
    period: Period | None
    declared: frozenset[str]
    """Names of organs, without their places, that the issue prints somewhere."""
    printed: dt.date | None
    """The date of publication, if it is printed."""
    date: dt.date | None
    """A day in the time of the issue: what it prints, else the middle of its year."""
    publisher_printed: str | None = None
    """The publisher as the masthead prints it, where that is a short form."""
    imprint: str = ""
    """Who had the issue printed, and when, by its colophon."""
    monthly: bool = False
    """Whether the issue reports on a month: by its title, or because the seventh of a year came out
    in the first days of August."""

    @classmethod
    def of(cls, issue: Issue, lexicon: Lexicon) -> IssueContext:
        """Read the context from an issue's masthead."""
        masthead = issue.masthead
        publisher = next((name for name in masthead.publishers if name), None)
        imprint = next((e.text for e in issue.colophon.entries if e.label == "印发"), "")
        provinces = (province.name for province in lexicon.vocabulary.provinces)
        places = frozenset(name for name in provinces if name != CORPS)
        jurisdiction = _served(issue, imprint, lexicon.gazetteer)
        if jurisdiction.places:
            jurisdiction = _with_outer(jurisdiction, issue, places, lexicon.gazetteer)
        places |= jurisdiction.names
        year = masthead.year or (masthead.period.end.year if masthead.period else None)
        period = masthead.period
        date = masthead.date or (period.end if period else None)
        if date is None and year is not None and dt.MINYEAR <= year <= dt.MAXYEAR:
            date = dt.date(year, 7, 1)
        declared = frozenset(
            name for item in issue.items for name, _, _ in lexicon.organ_names.find(item.text)
        )
        return cls(
            lexicon=lexicon,
            publisher=publisher,
            jurisdiction=jurisdiction,
            places=places,
            title=masthead.title,
            imprint=imprint,
            year=year,
            period=period,
            declared=declared,
            printed=masthead.date,
            date=date,
            monthly="月" in masthead.title or _numbered_by_month(masthead),
        )


@dataclass(frozen=True)
class ItemText:
    """One item's text with its parts, computed when first asked for."""

    item: Item

    @property
    def text(self) -> str:
        return self.item.text

    @cached_property
    def sentences(self) -> Breaks:
        return sentences(self.text)

    @cached_property
    def clauses(self) -> Breaks:
        return clauses(self.text)

    @cached_property
    def titles(self) -> Spans:
        """Titles of documents: what stands in 《》, nested ones included."""
        if "《" not in self.text:
            return _NOTHING
        spans: list[Span] = []
        depth = start = 0
        for match in _TITLE_MARK.finditer(self.text):
            if match[0] == "《":
                if depth and match.start() - start > _LONGEST_TITLE:
                    depth = 0  # an opening mark that was never closed
                start = match.start() if depth == 0 else start
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0 and match.end() - start <= _LONGEST_TITLE:
                    spans.append(Span(start, match.end()))
        return Spans(spans)

    @cached_property
    def quoted(self) -> Spans:
        """Short quotations, which hold names rather than facts: “三化”."""
        if "“" not in self.text and '"' not in self.text:
            return _NOTHING
        return Spans([Span(*match.span()) for match in _QUOTED.finditer(self.text)])
