"""What every engine keeps of a document: the same terms, the same orders."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from archive.index.analyzer import Analyzer
from archive.index.port import Facet, FacetCount, Filters, IndexDocument, IndexQuery

SCHEMA_VERSION = 3
"""Part of the fingerprint: raise it with every change of what an engine stores."""

SCORE_DECIMALS = 3
"""Scores that differ by less count as equal, and the newer text comes first. Sums of the same
numbers in another order differ in their last digits; a reader must not see that."""

UNMATCHED_WEIGHT = 0.2
"""What a word's occurrence counts against the same word found by segmentation: 中国 in 发展中国家
is found, after the texts that speak of 中国."""

NEARNESS = 4.0
"""What it adds to the score of a text that two neighbouring words of the query stand side by side
in it, once for each two, or that a department whom the query names is named in it, and not only one
of its offices."""

_UNDATED = (1 << 22) - 1
_PLACES = 1 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """An indexed document.

    ``heading`` is its line alone. ``words`` are those of text, heading and names, for the
    ranking (BM25). ``day`` is the ordinal of the date. Sorting
    by ``newest`` or ``oldest``, ascending, gives the order of dates, then issues, then places in
    the issue; undated texts come last.
    """

    id: str
    issue: str
    lookups: frozenset[str]
    grams: tuple[str, ...]
    line: str
    words: tuple[str, ...]
    heading: str
    numbers: tuple[str, ...]
    facets: dict[Facet, tuple[str, ...]]
    day: int | None
    newest: int
    oldest: int


def make_entry(analyzer: Analyzer, document: IndexDocument, place: int) -> Entry:
    """``place`` is the document's ordinal among those of its issue."""
    text = analyzer.index_terms(document.text)
    heading = analyzer.repeated_terms(document.heading)
    names = [analyzer.repeated_terms(name) for name in document.names]
    date = document.date
    day = date.toordinal() if date else None
    digest = hashlib.blake2b(document.issue.encode(), digest_size=3).digest()
    order = int.from_bytes(digest) * _PLACES + min(place, _PLACES - 1)
    return Entry(
        id=document.id,
        issue=document.issue,
        lookups=text.lookups.union(heading.lookups, *(name.lookups for name in names)),
        grams=text.grams + heading.grams + tuple(g for name in names for g in name.grams),
        line=text.line + heading.line + "".join(name.line for name in names),
        # A heading counts like the text: with more, items of a section outrank those that speak of
        # the thing (scripts/evaluate_search.py).
        words=text.words + heading.words + tuple(w for name in names for w in name.words),
        heading=heading.line,
        numbers=tuple(str(number) for number in dict.fromkeys(document.numbers)),
        facets={
            Facet.DEPARTMENT: _distinct(document.departments),
            Facet.OFFICIAL: _distinct(document.officials),
            Facet.TOPIC: _distinct(document.topics),
            Facet.BULLETIN: (document.bulletin,),
            Facet.MONTH: (f"{date:%Y-%m}",) if date else (),
        },
        day=day,
        newest=_key(_UNDATED if day is None else _UNDATED - 1 - day, order),
        oldest=_key(_UNDATED if day is None else day, order),
    )


def selections(filters: Filters) -> dict[Facet, tuple[str, ...]]:
    """The values chosen of each facet; facets without a choice are left out."""
    chosen = {
        Facet.DEPARTMENT: filters.departments,
        Facet.OFFICIAL: filters.officials,
        Facet.TOPIC: filters.topics,
        Facet.BULLETIN: filters.bulletins,
        Facet.MONTH: filters.months,
    }
    return {facet: _distinct(values) for facet, values in chosen.items() if values}


def day_range(filters: Filters) -> tuple[int, int] | None:
    """The first and last day (ordinals) a document's date may have, or None for any or none."""
    if filters.date_from is None and filters.date_to is None:
        return None
    first = filters.date_from or dt.date.min
    last = filters.date_to or dt.date.max
    return first.toordinal(), last.toordinal()


def in_order(
    facet: Facet, counts: Iterable[tuple[str, int]], query: IndexQuery
) -> tuple[FacetCount, ...]:
    """The values of a facet as it shows them, from all of them with their counts."""
    if facet is Facet.MONTH:
        return tuple(FacetCount(*one) for one in sorted(counts, reverse=True))
    ordered = sorted(counts, key=itemgetter(1), reverse=True)
    chosen = selections(query.filters).get(facet, ())
    if len(ordered) > query.facet_limit > 0:
        # Most values are rare and fall out; those left are put in order.
        least = ordered[query.facet_limit - 1][1]
        ordered = [one for one in ordered if one[1] >= least or one[0] in chosen]
    ordered.sort(key=lambda one: (-one[1], one[0]))
    rest = (one for one in ordered[query.facet_limit :] if one[0] in chosen)
    return tuple(FacetCount(*one) for one in (*ordered[: query.facet_limit], *rest))


def _key(day: int, order: int) -> int:
    return day << 40 | order


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
