"""The pages of issues: the list, an issue to read, to cite, and beside another one."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from archive.errors import InvalidParameter, NotFound
from archive.export.gazette import MEDIA_TYPE, gazette
from archive.issues import IssuePage
from archive.model import Item, ItemKind, Section, Span, boxes_of
from archive.parameters import issue_pairs, parse_issues
from archive.query import Query
from archive.serial import to_builtins
from archive.series.auditing import AuditRequest
from archive.widening import Include
from webui import addresses
from webui.addresses import Addresses
from webui.arguments import given
from webui.citation import bibtex, gb7714
from webui.marking import Mark, Segment, segments
from webui.paging import page_links
from webui.titles import figure_text


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the pages below ``/issues``."""
    issues = Blueprint("issues", __name__)

    @issues.get("/issues")
    def list_issues() -> str:
        asked = parse_issues(request.args.items(multi=True))
        found = query.issues(asked)

        def at(page: int) -> str:
            return addresses.with_query("/issues", issue_pairs(replace(asked, page=page)))

        return render_template(
            "issues.html",
            asked=asked,
            total=found.total,
            rows=found.issues,
            bulletins=query.bulletins(),
            links=page_links(asked.page, found.pages, at),
            api=addresses.API + at(asked.page),
        )

    @issues.get("/issues/<issue>")
    def show_issue(issue: str) -> str:
        asked = given("q", "include")
        q = asked.get("q", "").strip()
        if (include := asked.get("include", Include.NAMES)) not in tuple(Include):
            allowed = "、".join(Include)
            raise InvalidParameter(f"参数 include 须为 {allowed} 之一", parameter="include")
        shown = query.issue(issue, q, Include(include))
        return render_template(
            "issue.html",
            shown=shown,
            record=shown.record,
            masthead=shown.record.issue.masthead,
            q=q,
            hits=_hits(shown),
            findings=query.audit.at_hand(AuditRequest(issue=issue)),
            blocks=_blocks(shown),
            text_of=_marked_text(shown),
            heading_of=lambda section: _heading(shown, section),
            reference=gb7714(
                shown.summary, places.absolute(addresses.issue(issue)), dt.date.today()
            ),
        )

    @issues.get("/issues/<issue>/related/<key>")
    def related(issue: str, key: str) -> str:
        given()
        alike = query.related(f"{issue}:{key}")
        item = next(one for one in query.items_of(issue) if one.item.key == key)
        return render_template("related.html", stored=item, alike=alike)

    @issues.get("/issues/<issue>.xml")
    def issue_xml(issue: str) -> Response:
        given()
        response = Response(gazette(query.issue(issue)), mimetype=MEDIA_TYPE)
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    @issues.get("/issues/<issue>/compare")
    def compare(issue: str) -> str:
        shown = query.issue(issue)
        other = given("with").get("with") or shown.previous
        if other is None:
            raise NotFound(
                f"{issue} 之前没有可比较的一期", hint="可用参数 with 指定同一刊物的另一期"
            )
        against = query.issue(other)
        return render_template(
            "compare.html",
            later=shown.summary,
            earlier=against.summary,
            comparison=query.compare(other, issue),
        )

    @issues.get("/issues/<issue>/citation.bib")
    def citation(issue: str) -> Response:
        given()
        row = query.issue(issue).summary
        address = places.absolute(addresses.issue(issue))
        response = Response(bibtex(row, address, dt.date.today()), mimetype="application/x-bibtex")
        response.headers.set("Content-Disposition", "attachment", filename=f"{row.id}.bib")
        return response

    return issues


def _blocks(shown: IssuePage) -> list[tuple[Section | None, list[Item]]]:
    """Sections in reading order, each with its own items; None holds what precedes them."""
    items: dict[str, list[Item]] = defaultdict(list)
    for item in shown.record.issue.items:
        items[item.section].append(item)
    blocks: list[tuple[Section | None, list[Item]]] = [(None, items[""])] if items[""] else []
    return blocks + [(section, items[section.key]) for section in shown.record.issue.sections]


def _marked_text(shown: IssuePage) -> Callable[[Item, Span | None], list[Segment]]:
    """A function that cuts an item (or a part of it: a cell) into marked segments."""
    marks = _marks(shown)
    cut: dict[str, list[Segment]] = {}

    def marked(item: Item, part: Span | None = None) -> list[Segment]:
        if item.key not in cut:
            cells = item.table.cells if item.table else ()
            cut[item.key] = segments(item.text, marks[item.key], [cell.span for cell in cells])
        pieces = cut[item.key]
        if part is None:
            return pieces
        first = bisect_left(pieces, part.start, key=lambda piece: piece.start)
        last = bisect_left(pieces, part.end, key=lambda piece: piece.start)
        return pieces[first:last]

    return marked


def _heading(shown: IssuePage, section: Section) -> list[Segment]:
    spans = shown.heading_marks.get(section.key, ())
    return segments(section.heading, [Mark(span, "hit") for span in spans])


def _hits(shown: IssuePage) -> list[dict[str, object]]:
    """Where the words of a search stand on the pages: a place in the text and its boxes."""
    issue = shown.record.issue
    found = [
        (f"{item.key}:{span.start}-{span.end}", item.boxes(span))
        for item in issue.items
        for span in shown.marks.get(item.key, ())
    ]
    found += [
        (f"s{section.key}:{span.start}-{span.end}", boxes_of(section.runs, span))
        for section in issue.sections
        for span in shown.heading_marks.get(section.key, ())
    ]
    return [{"place": place, "boxes": to_builtins(boxes)} for place, boxes in found]


def _marks(shown: IssuePage) -> dict[str, list[Mark]]:
    """What is marked in each item. Where marks that lead somewhere overlap, the first wins."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for key, spans in shown.marks.items():
        marks[key] += [Mark(span, "hit") for span in spans]
    for stored in shown.figures:
        figure = stored.figure
        href = addresses.proof(stored.provenance)
        marks[figure.item].append(Mark(figure.span, "figure", href, figure_text(stored)))
    findings = shown.record.findings
    for official in findings.official_mentions:
        title = "、".join(official.titles)
        href = (
            addresses.official(official.official)
            if official.official
            else addresses.with_query("/search", [("q", official.name)])
        )
        marks[official.item].append(Mark(official.span, "official", href, title))
    for department in findings.department_mentions:
        name = department.department
        href = addresses.department(name) if name else None
        marks[department.item].append(Mark(department.span, "department", href, name or ""))
    for date in findings.dates:
        days = f"{date.first}" if date.first == date.last else f"{date.first}–{date.last}"
        marks[date.item].append(Mark(date.span, "date", title=days))
    for item in shown.record.issue.items:
        if item.kind is ItemKind.PARAGRAPH:
            marks[item.key] += [Mark(span, "bold") for span in item.bold]
    return marks
