"""The pages: home, search results, issues, proofs and figures."""

from __future__ import annotations

import mimetypes
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import InvalidParameter, NotFound
from archive.index.port import Facet, Sort
from archive.model import Item, ItemKind, PeriodType, Section, Span
from archive.parameters import figure_pairs, parse_figures, parse_search
from archive.query import FigureRequest, IssuePage, Query, SearchPage
from archive.store.port import StoredFigure
from webui import addresses
from webui.addresses import Addresses
from webui.marking import Mark, Segment, segments

IMAGE_WIDTHS = (480, 960, 1440)
NEWEST = 8
FACET_TITLES = {
    Facet.DEPARTMENT: "部门",
    Facet.OFFICIAL: "官员",
    Facet.TOPIC: "专题",
    Facet.BULLETIN: "刊物",
    Facet.MONTH: "月份",
}
SORT_TITLES = {Sort.RELEVANCE: "相关度", Sort.NEWEST: "最新", Sort.OLDEST: "最早"}
PERIOD_TITLES = {
    PeriodType.WEEK: "本周",
    PeriodType.MONTH: "本月",
    PeriodType.QUARTER: "本季度",
    PeriodType.YEAR: "全年",
    PeriodType.YEAR_TO_DATE: "今年以来",
    PeriodType.CUMULATIVE: "累计",
    PeriodType.POINT: "时点",
}
_HIGHLIGHT = re.compile(r"([0-9.]{1,40}-[0-9]{1,6}):([0-9]{1,7})-([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the pages."""
    pages = Blueprint("pages", __name__)
    pages.app_context_processor(
        lambda: {
            "to": addresses,
            "absolute": places.absolute,
            "facet_titles": FACET_TITLES,
            "sort_titles": SORT_TITLES,
            "period_titles": PERIOD_TITLES,
            "figure_text": figure_text,
        }
    )

    @pages.get("/")
    def home() -> str | AnyResponse:
        if request.args:
            # Early links asked for /?q=…; addresses are forever.
            return redirect(addresses.with_query("/search", request.args.items(multi=True)))
        total, _, newest = query.issues(None, 1, NEWEST)
        return render_template(
            "home.html",
            stats=query.stats(),
            bulletins=query.bulletins(),
            newest=newest,
            total=total,
        )

    @pages.get("/search")
    def search() -> str:
        found = query.search(parse_search(request.args.items(multi=True)))
        return render_template(
            "results.html",
            found=found,
            asked=found.request,
            chips=_chips(found),
            paging=_paging(
                found.request.page,
                found.pages,
                lambda page: addresses.search(found.request, page=page),
            ),
            marked=_marked_snippet,
        )

    @pages.get("/issues/<issue>")
    def show_issue(issue: str) -> str:
        unknown = set(request.args) - {"q"}
        if unknown:
            raise InvalidParameter(
                f"未知的参数 {'、'.join(sorted(unknown))}",
                parameter=min(unknown),
                hint="可用的参数：q",
            )
        shown = query.issue(issue, request.args.get("q", ""))
        return render_template(
            "issue.html",
            shown=shown,
            record=shown.record,
            masthead=shown.record.issue.masthead,
            q=request.args.get("q", ""),
            blocks=_blocks(shown),
            text_of=_item_segments(shown),
            image_width=IMAGE_WIDTHS[1],
            thumbnail=IMAGE_WIDTHS[0],
        )

    @pages.get("/issues/<issue>/pages/<int:number>")
    def show_page(issue: str, number: int) -> str:
        item, span = _asked_highlight()
        shown = query.issue(issue)
        info = next((p for p in shown.record.issue.pages if p.number == number), None)
        if info is None:
            raise NotFound(f"{issue} 没有第 {number} 页", code="page.not_found")
        figure = next(
            (f for f in shown.figures if f.figure.item == item and f.figure.span == span), None
        )
        quoted = next((i for i in shown.record.issue.items if i.key == item), None)
        return render_template(
            "proof.html",
            shown=shown,
            record=shown.record,
            info=info,
            item=quoted,
            span=span,
            figure=figure,
            passage=segments(quoted.text, [Mark(span, "hit")]) if quoted and span else [],
            width=IMAGE_WIDTHS[1],
        )

    @pages.get("/issues/<issue>/pages/<int:number>.png")
    def page_image(issue: str, number: int) -> Response:
        width = request.args.get("width", str(IMAGE_WIDTHS[1]))
        if width not in map(str, IMAGE_WIDTHS):
            allowed = "、".join(map(str, IMAGE_WIDTHS))
            raise InvalidParameter(f"图像宽度须为 {allowed} 之一", parameter="width")
        item, span = _asked_highlight()
        sha256 = query.source_sha256(issue)
        response = Response(mimetype="image/png")
        response.set_etag(f"{sha256[:32]}-{number}-{width}-{item}-{span}")
        response.cache_control.public = True
        response.cache_control.max_age = 3600
        response.make_conditional(request.environ)
        if response.status_code != 304:
            response.data = query.page_image(issue, number, int(width), item, span)
        return response

    @pages.get("/issues/<issue>/original")
    def original(issue: str) -> Response:
        path, name = query.original(issue)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return send_file(path, mimetype=kind, as_attachment=True, download_name=name)

    @pages.get("/figures")
    def figures() -> str:
        found = query.figures(parse_figures(request.args.items(multi=True)))
        return render_template(
            "figures.html",
            found=found,
            asked=found.request,
            periods=PERIOD_TITLES,
            paging=_paging(found.request.page, found.pages, _figure_page(found.request)),
            api=addresses.with_query(addresses.API + "/figures", figure_pairs(found.request)),
            quoted=_marked_quote,
        )

    @pages.get("/favicon.ico")
    def favicon() -> Response:
        abort(404)

    return pages


def figure_text(stored: StoredFigure) -> str:
    """A figure in a few words: 受理 608件（本周）."""
    figure = stored.figure
    parts = [figure.metric or "", figure.surface]
    period = f"（{PERIOD_TITLES[figure.period_type]}）" if figure.period_type else ""
    return " ".join(part for part in parts if part) + period


def _asked_highlight() -> tuple[str | None, Span | None]:
    unknown = set(request.args) - {"highlight", "width"}
    if unknown:
        raise InvalidParameter(
            f"未知的参数 {'、'.join(sorted(unknown))}",
            parameter=min(unknown),
            hint="可用的参数：highlight、width",
        )
    value = request.args.get("highlight")
    if value is None:
        return None, None
    match = _HIGHLIGHT.fullmatch(value)
    if match is None:
        raise InvalidParameter(
            "参数 highlight 须写作 条目:起-止，如 4.1-1:12-18", parameter="highlight"
        )
    return match[1], Span(int(match[2]), int(match[3]))


def _chips(found: SearchPage) -> list[Link]:
    """The active filters; following one takes it away."""
    asked, chips = found.request, []
    labels = {
        (facet.value, value.value): value.label
        for facet, values in found.facets.items()
        for value in values
    }
    for facet, title in FACET_TITLES.items():
        for value in getattr(asked, facet.value):
            label = labels.get((facet.value, value), value)
            href = addresses.toggled(asked, facet.value, value, selected=True)
            chips.append(Link(f"{title}：{label}", href))
    if asked.date_from or asked.date_to:
        text = f"日期：{asked.date_from or '…'} 至 {asked.date_to or '…'}"
        chips.append(Link(text, addresses.search(asked, date_from=None, date_to=None)))
    return chips


def _paging(page: int, pages: int, to: Callable[[int], str]) -> list[tuple[str, str | None]]:
    """Links to the neighbouring, first and last pages; the current one has no address."""
    near = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    links: list[tuple[str, str | None]] = []
    if page > 1:
        links.append(("上一页", to(page - 1)))
    for before, number in zip([0, *near], near, strict=False):
        if number > before + 1:
            links.append(("…", None))
        links.append((str(number), None if number == page else to(number)))
    if page < pages:
        links.append(("下一页", to(page + 1)))
    return links if pages > 1 else []


def _figure_page(asked: FigureRequest) -> Callable[[int], str]:
    pairs = [pair for pair in figure_pairs(asked) if pair[0] != "page"]
    return lambda page: addresses.with_query(
        "/figures", [*pairs, ("page", str(page))] if page > 1 else pairs
    )


def _marked_snippet(text: str, marks: Sequence[Span]) -> list[Segment]:
    return segments(text, [Mark(span, "hit") for span in marks])


def _marked_quote(stored: StoredFigure) -> list[Segment]:
    provenance = stored.provenance
    return segments(provenance.quote, [Mark(provenance.quote_span, "hit")])


def _blocks(shown: IssuePage) -> list[tuple[Section | None, list[Item]]]:
    """Sections in reading order, each with its own items; None holds what precedes them."""
    items: Mapping[str, list[Item]] = defaultdict(list)
    for item in shown.record.issue.items:
        items[item.section].append(item)
    blocks: list[tuple[Section | None, list[Item]]] = [(None, items[""])] if items[""] else []
    return blocks + [(section, items[section.key]) for section in shown.record.issue.sections]


def _item_segments(shown: IssuePage) -> Callable[[Item, Span | None], list[Segment]]:
    """A function that cuts an item (or a part of it: a cell) into marked segments."""
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
        href = addresses.with_query("/search", [("official", official.official or official.name)])
        marks[official.item].append(Mark(official.span, "official", href, title))
    for department in findings.department_mentions:
        name = department.department
        href = addresses.with_query("/search", [("department", name)]) if name else None
        marks[department.item].append(Mark(department.span, "department", href, name or ""))
    for item in shown.record.issue.items:
        if item.kind is ItemKind.PARAGRAPH:
            marks[item.key] += [Mark(span, "bold") for span in item.bold]

    def cut(item: Item, part: Span | None = None) -> list[Segment]:
        if part is None:
            return segments(item.text, marks[item.key])
        inside = [
            Mark(
                Span(mark.span.start - part.start, mark.span.end - part.start),
                mark.kind,
                mark.href,
                mark.title,
            )
            for mark in marks[item.key]
            if mark.span.start < part.end and mark.span.end > part.start
        ]
        return segments(item.text[part.start : part.end], inside)

    return cut
