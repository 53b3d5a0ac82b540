"""Places as layout reads them become places on the page as displayed.

Layout wants straight pages. The text of a scan may stand askew on its page, and that of any page
sideways: the places of its characters are turned back here. A file without pages has no places:
they are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from math import cos, radians, sin, tan

from archive.model import Box, Cell, Document, Issue, Item, Page, Run, Table

_RISE = 0.15
"""A run is cut so that none of its pieces climbs by more than this part of its height."""


def place(issue: Issue, document: Document) -> Issue:
    """``issue`` with all places as its ``document``'s pages are displayed."""
    if not document.paged:
        return _without_places(issue)
    askew = {page.number: page for page in document.pages if page.skew or page.turn}
    if not askew:
        return issue
    return replace(
        issue,
        sections=tuple(replace(s, runs=_turned(s.runs, askew)) for s in issue.sections),
        items=tuple(_item(item, askew) for item in issue.items),
        colophon=replace(
            issue.colophon,
            entries=tuple(replace(e, runs=_turned(e.runs, askew)) for e in issue.colophon.entries),
        ),
    )


def _without_places(issue: Issue) -> Issue:
    return replace(
        issue,
        pages=(),
        sections=tuple(replace(section, runs=()) for section in issue.sections),
        items=tuple(
            replace(item, runs=(), table=item.table and _without_boxes(item.table))
            for item in issue.items
        ),
        colophon=replace(
            issue.colophon,
            entries=tuple(replace(entry, runs=()) for entry in issue.colophon.entries),
        ),
        problems=tuple(replace(problem, page=None) for problem in issue.problems),
    )


def _without_boxes(table: Table) -> Table:
    return replace(table, cells=tuple(replace(cell, boxes=()) for cell in table.cells))


def _item(item: Item, askew: Mapping[int, Page]) -> Item:
    table = item.table
    if table is not None:
        table = replace(table, cells=tuple(_cell(cell, askew) for cell in table.cells))
    return replace(item, runs=_turned(item.runs, askew), table=table)


def _cell(cell: Cell, askew: Mapping[int, Page]) -> Cell:
    return replace(cell, boxes=tuple(_turned_box(box, askew) for box in cell.boxes))


def _turned_box(box: Box, askew: Mapping[int, Page]) -> Box:
    page = askew.get(box.page)
    if page is None:
        return box
    x, y = _turn(page, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    width, height = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
    if page.turn in (90, 270):
        width, height = height, width
    return Box(box.page, x - width, y - height, x + width, y + height)


def _turned(runs: Iterable[Run], askew: Mapping[int, Page]) -> tuple[Run, ...]:
    return tuple(
        piece
        for run in runs
        for piece in ([run] if run.page not in askew else _pieces(run, askew[run.page]))
    )


def _pieces(run: Run, page: Page) -> Iterator[Run]:
    """A run as short level ones that climb or fall along the slant; one for each character where
    the text is turned."""
    if page.turn:
        for offset, (left, right) in enumerate(pairwise(run.edges)):
            box = _turned_box(
                Box(page.number, left, run.top, right, run.bottom), {page.number: page}
            )
            yield Run(run.start + offset, page.number, box.top, box.bottom, (box.x0, box.x1))
        return
    longest = _RISE * (run.bottom - run.top) / abs(tan(radians(page.skew)))
    first = 0
    last = len(run.edges) - 1
    while first < last:
        stop = first + 1
        while stop < last and run.edges[stop + 1] - run.edges[first] <= longest:
            stop += 1
        edges = run.edges[first : stop + 1]
        middle = (edges[0] + edges[-1]) / 2
        x, y = _turn(page, middle, (run.top + run.bottom) / 2)
        height = (run.bottom - run.top) / 2
        yield Run(
            run.start + first,
            run.page,
            y - height,
            y + height,
            tuple(edge - middle + x for edge in edges),
        )
        first = stop


def _turn(page: Page, x: float, y: float) -> tuple[float, float]:
    """A point of the straight page as displayed: turned clockwise about the page's centre."""
    angle = radians(page.skew + page.turn)
    width, height = page.frame_size
    x, y = x - width / 2, y - height / 2
    return (
        page.width / 2 + x * cos(angle) - y * sin(angle),
        page.height / 2 + x * sin(angle) + y * cos(angle),
    )
