"""A web page's metadata stand in for what its text does not print of the masthead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive.model import Declared, Line, Masthead, PageTable
from archive.parser.masthead import ORGANISATION, TITLE_END, parse_number, split_title
from archive.parser.text import squeeze


def fill_in(masthead: Masthead, declared: Declared) -> Masthead:
    """``masthead`` with its missing fields taken from ``declared``.

    A declared title counts when it carries an issue's number or is named like a bulletin.
    """
    title, number_printed = split_title(declared.title)
    number = parse_number(number_printed) if number_printed else None
    if not masthead.title and (number or TITLE_END.search(title)):
        masthead = replace(masthead, title=title)
    if masthead.number_printed is None and number is not None:
        masthead = replace(
            masthead,
            number=number.number,
            number_last=number.number_last,
            serial=number.serial,
            year=number.year or masthead.year,
            number_printed=number_printed,
        )
    if not masthead.publishers and ORGANISATION.fullmatch(squeeze(declared.publisher)[:60]):
        masthead = replace(masthead, publishers=(squeeze(declared.publisher),))
    if masthead.date is None and declared.date is not None:
        masthead = replace(masthead, date=declared.date, year=masthead.year or declared.date.year)
    return masthead


def without_title(
    elements: Sequence[Line | PageTable], declared: Declared
) -> list[Line | PageTable]:
    """``elements`` without the page's heading, where it names the issue with its number: what the
    text prints below is the bulletin's own masthead."""
    first = elements[0] if elements else None
    if (
        isinstance(first, Line)
        and squeeze(first.text) == squeeze(declared.title)
        and split_title(declared.title)[1]
    ):
        return list(elements[1:])
    return list(elements)
