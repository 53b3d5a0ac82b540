"""The pages of issues: the list, an issue to read, a page as proof, the original."""

from __future__ import annotations

import mimetypes
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, render_template, request, send_file

from archive.errors import InvalidParameter, NotFound
from archive.model import Item, ItemKind, Section, Span
from archive.parameters import issue_pairs, parse_issues
from archive.query import IssuePage, Query, quoted_item
from webui import addresses
from webui.addresses import IMAGE_WIDTHS
from webui.arguments import given, place
from webui.marking import Mark, Segment, segments
from webui.paging import page_links
from webui.titles import figure_text

_IMAGE_SECONDS = 3600


def blueprint(query: Query) -> Blueprint:
    """The routes of the pages below ``/issues``."""
    issues = Blueprint("issues", __name__)

    @issues.get("/issues")
    def list_issues() -> str:
        asked = parse_issues(request.args.items(multi=True))
        total, pages, rows = query.issues(asked.bulletin, asked.page, asked.per_page)

        def at(page: int) -> str:
            return addresses.with_query("/issues", issue_pairs(replace(asked, page=page)))

        return render_template(
            "issues.html",
            asked=asked,
            total=total,
            rows=rows,
            bulletins=query.bulletins(),
            links=page_links(asked.page, pages, at),
            api=addresses.API + at(asked.page),
        )

    @issues.get("/issues/<issue>")
    def show_issue(issue: str) -> str:
        q = given("q").get("q", "").strip()
        shown = query.issue(issue, q)
        return render_template(
            "issue.html",
            shown=shown,
            record=shown.record,
            masthead=shown.record.issue.masthead,
            q=q,
            blocks=_blocks(shown),
            text_of=_marked_text(shown),
        )

    @issues.get("/issues/<issue>/pages/<int:number>")
    def show_page(issue: str, number: int) -> str:
        asked = place(given("highlight").get("highlight"))
        shown = query.issue(issue)
        record = shown.record
        info = next((page for page in record.issue.pages if page.number == number), None)
        if info is None:
            count = len(record.issue.pages)
            raise NotFound(f"{issue} 没有第 {number} 页", hint=f"该期共 {count} 页")
        item = span = figure = None
        if asked is not None:
            item, span = quoted_item(record, *asked), asked[1]
            found = (f for f in shown.figures if (f.figure.item, f.figure.span) == asked)
            figure = next(found, None)
        return render_template(
            "proof.html",
            shown=shown,
            record=record,
            info=info,
            item=item,
            span=span,
            figure=figure,
            places=sorted({box.page for box in item.boxes(span)}) if item and span else [],
            passage=segments(item.text, [Mark(span, "hit")]) if item and span else [],
        )

    @issues.get("/issues/<issue>/pages/<int:number>.png")
    def page_image(issue: str, number: int) -> Response:
        values = given("width", "highlight")
        width = values.get("width", str(IMAGE_WIDTHS[1]))
        if width not in map(str, IMAGE_WIDTHS):
            allowed = "、".join(map(str, IMAGE_WIDTHS))
            raise InvalidParameter(f"图像宽度须为 {allowed} 之一", parameter="width")
        item, span = place(values.get("highlight")) or (None, None)
        image = query.page_image(issue, number, int(width), item, span)
        response = Response(image, mimetype="image/png")
        response.cache_control.public = True
        response.cache_control.max_age = _IMAGE_SECONDS
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    @issues.get("/issues/<issue>/original")
    def original(issue: str) -> Response:
        given()
        path, name = query.original(issue)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return send_file(path, mimetype=kind, as_attachment=True, download_name=name)

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
    for item in shown.record.issue.items:
        if item.kind is ItemKind.PARAGRAPH:
            marks[item.key] += [Mark(span, "bold") for span in item.bold]
    return marks
