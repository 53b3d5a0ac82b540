"""From lines to a bulletin's structure: a pure function of the Document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive.errors import SourceError
from archive.model import Document, Issue, Masthead, PageInfo, Problem, Severity
from archive.parser.colophon import entries_of, split_colophon
from archive.parser.contents import check_contents, split_contents
from archive.parser.dates import find_date, is_date
from archive.parser.declared import fill_in, without_title
from archive.parser.errata import read_errata
from archive.parser.layout import Block, Paragraph, build_blocks, flow, measure
from archive.parser.masthead import names_issue, read_masthead
from archive.parser.outline import read_outline
from archive.parser.places import place
from archive.parser.tables import caption_tables


def structure(document: Document) -> Issue:
    """Recover masthead, sections, items and colophon of a bulletin.

    Raises :class:`SourceError` (``source.not_bulletin``) when neither a masthead nor an outline
    can be recognised.
    """
    margins = measure(document)
    elements, listed = split_contents(flow(document))
    if document.declared is not None:
        elements = without_title(elements, document.declared)
    body = elements
    masthead, elements, labelled = read_masthead(body, margins.size)
    if (
        document.declared is not None
        and names_issue(document.declared.title)
        and not masthead.number_printed
    ):
        # The page's heading is the masthead; what is large below it is a heading of the text.
        masthead, elements, labelled = Masthead(title=""), body, []
    elements, colophon, printed = split_colophon(elements)
    above = [entry for passage in labelled for entry in entries_of(passage)]
    colophon = replace(colophon, entries=(*above, *colophon.entries))
    blocks, masthead = _without_signature(build_blocks(elements, margins), masthead)
    if masthead.date is None and printed is not None:
        masthead = replace(masthead, date=printed, year=masthead.year or printed.year)
    if document.declared is not None:
        masthead = fill_in(masthead, document.declared)
    outline = read_outline(caption_tables(blocks, margins), margins)
    if not masthead.title and not masthead.number_printed and not outline.sections:
        raise SourceError(
            f"{document.source.name} 不像一期简报：没有认出报头和章节",
            code="source.not_bulletin",
            hint="请确认文件是否为简报；如确为简报，请反馈版式以便支持",
        )
    problems = [
        *document.problems,
        *_masthead_problems(masthead),
        *outline.problems,
        *check_contents(listed, outline.sections, [item.text for item in outline.items]),
    ]
    issue = Issue(
        source=document.source,
        pages=tuple(
            PageInfo(page.number, page.width, page.height, page.label, page.origin)
            for page in document.pages
        ),
        masthead=masthead,
        sections=outline.sections,
        items=outline.items,
        colophon=colophon,
        problems=tuple(problems),
        errata=read_errata(outline.sections, outline.items, masthead),
    )
    return place(issue, document)


def _without_signature(blocks: Sequence[Block], masthead: Masthead) -> tuple[list[Block], Masthead]:
    """Take the publisher's name and the date off the end of the text (落款)."""
    rest = list(blocks)
    while rest and isinstance(last := rest[-1], Paragraph) and len(last.lines) == 1:
        if is_date(last.text):
            masthead = replace(masthead, date=masthead.date or find_date(last.text))
        elif last.text not in masthead.publishers:
            break
        rest.pop()
    return rest, masthead


def _masthead_problems(masthead: Masthead) -> list[Problem]:
    missing = []
    if not masthead.title:
        missing.append(("masthead.no_title", "未认出刊名"))
    if masthead.number is None and masthead.serial is None:
        missing.append(("masthead.no_number", "未认出期号"))
    if masthead.date is None and masthead.period is None:
        missing.append(("masthead.no_date", "未认出日期"))
    return [Problem(code, Severity.WARNING, message, page=1) for code, message in missing]
