"""The table of contents (目录、本期要目): known by what it lists, left out of the text, and used to
check the outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from archive.model import Line, PageTable, Problem, Section, Severity
from archive.parser.marks import read_mark
from archive.parser.text import fold, squeeze

_HEADING = re.compile(r"[【\[]?(?:本期)?(?:目录|目次|要目|导读|内容|内容提要)[】\]]?[:：]?")
_LEADER = re.compile(r"[.．…·‥—_-]{3,200}[(（]?([0-9]{1,4})[)）]?$")
_PAGE = re.compile(r"[(（]?[0-9]{1,4}[)）]?$")
_SHORTEST = 4
_MOST_LINES = 400
_FULL = 3.0
"""Ems that the first line of an entry of two leaves free at most."""


def split_contents(
    elements: Sequence[Line | PageTable],
) -> tuple[list[Line | PageTable], list[str]]:
    """Cut the table of contents out of an issue's flow.

    Returns the rest of the flow and the headings that the contents list. Under a heading such as
    目录 an entry is a line that is printed again further on, or that leads to a page number;
    without such a heading only leaders (……3) tell.
    """
    lines = [squeeze(e.text) if isinstance(e, Line) else "" for e in elements]
    start = next((i for i, text in enumerate(lines) if _HEADING.fullmatch(text)), None)
    leading = [i for i, text in enumerate(lines[:_MOST_LINES]) if _LEADER.search(text)]
    listed: set[int] = set()
    if start is not None:
        listed = set(_listed(lines, start + 1))
    elif len(leading) >= 2:
        # An entry that runs over two lines leads to its page on the second.
        listed = set(range(leading[0], leading[-1] + 1)) if _dense(leading) else set(leading)
    if not listed:
        return list(elements), []
    entries = list(_entries(elements, lines, sorted(listed)))
    if start is not None:
        listed.add(start)
    return [e for i, e in enumerate(elements) if i not in listed], entries


def check_contents(
    entries: Iterable[str], sections: Sequence[Section], texts: Sequence[str]
) -> Iterator[Problem]:
    """A problem for each entry that stands nowhere in the issue as a heading or a text's start."""
    headings = [squeeze(section.heading) for section in sections]
    starts = [squeeze(text)[:80] for text in texts]
    for entry in entries:
        known = any(entry in heading or heading in entry for heading in headings if heading)
        if not known and not any(start.startswith(entry[:20]) for start in starts):
            yield Problem(
                "contents.not_found", Severity.WARNING, f"目录所列“{entry[:40]}”在正文中没有找到"
            )


def _entries(
    elements: Sequence[Line | PageTable], lines: Sequence[str], listed: Sequence[int]
) -> Iterator[str]:
    """The headings that the lines ``listed`` name.

    Where entries lead to pages, a line that does not is the first of two, if it is full, or else
    names a part of the contents, which the text need not print.
    """
    led = any(_LEADER.search(lines[i]) for i in listed)
    ends = [e.x1 for i in listed if isinstance(e := elements[i], Line)]
    pending = ""
    for i in listed:
        element = elements[i]
        entry = pending + _entry(lines[i])
        pending = ""
        if led and _LEADER.search(lines[i]) is None:
            if isinstance(element, Line) and element.x1 > max(ends) - _FULL * element.size:
                pending = entry
        elif len(entry) >= _SHORTEST:
            yield entry


def _dense(indices: Sequence[int]) -> bool:
    return indices[-1] - indices[0] < 2 * len(indices)


def _listed(lines: Sequence[str], start: int) -> Iterator[int]:
    """The entries below the heading ``start - 1``: the first line that is none ends them."""

    def is_entry(index: int) -> bool:
        text = lines[index]
        entry = _entry(text)
        if len(entry) < 2:
            return bool(text)
        if _LEADER.search(text) or (_PAGE.search(text) and not text.endswith("号")):
            return True
        if any(_entry(later) == entry for later in lines[index + 1 :]):
            return True
        # The first line of an entry that leads to its page on the next, or a part's name above.
        return any(_LEADER.search(text) for text in lines[index + 1 : index + 3])

    yield from takewhile(is_entry, range(start, min(len(lines), start + _MOST_LINES)))


def _entry(text: str) -> str:
    """A line of the contents without numbering, leader and page number."""
    plain = _LEADER.sub("", text)
    if plain == text:
        plain = _PAGE.sub("", text)
    mark = read_mark(plain)
    return fold(plain[mark.length :] if mark else plain).strip("·.…—-•")
