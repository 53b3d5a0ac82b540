"""The pages that ask the whole archive: home, search results and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from archive.figures import FigureRequest
from archive.index.language import FIELDS
from archive.index.port import Facet
from archive.issues import IssuesRequest
from archive.model import Span
from archive.parameters import FIGURES, SERIES, figure_pairs, pairs_of, parse_figures, parse_search
from archive.query import Query
from archive.search import SearchHit, SearchPage
from archive.series.audit.nouns import Verdict
from archive.series.auditing import AuditRequest
from archive.series.book import SeriesPage, SeriesRequest
from archive.series.nouns import Series
from archive.store.nouns import ArchiveState, StoredFigure
from webui import addresses
from webui.addresses import Addresses
from webui.calendar import holdings
from webui.citation import gb7714
from webui.histogram import bars
from webui.language import _
from webui.marking import Mark, Segment, segments
from webui.paging import page_links
from webui.series import line_of
from webui.titles import FACET_TITLES, series_name

_NEWEST = 8
_LATEST_FINDINGS = 5
_MISMATCHES = AuditRequest(verdict=(Verdict.MISMATCH,))
_SERIES = 6
"""Series that the explorer of figures offers."""
_METRICS = 50
"""Metrics that its form suggests."""
_FORM = ("metric", "unit", "period_type", "date_from", "date_to")
"""Fields of the form of the figures page, beside its one department."""


@dataclass(frozen=True, slots=True)
class Chip:
    """An active condition; following ``href`` takes it away."""

    text: str
    href: str


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the pages."""
    pages = Blueprint("pages", __name__)

    # Counted anew only when the archive has changed.
    @lru_cache(maxsize=1)
    def overview(_state: ArchiveState) -> dict[str, Any]:
        newest = query.issues(IssuesRequest(per_page=_NEWEST))
        return {
            "stats": query.stats(),
            "holdings": holdings(query.bulletins(), query.directory.years()),
            "most": query.directory.most_named(),
            "newest": newest.issues,
            "total": newest.total,
        }

    @pages.get("/")
    def home() -> str | Response:
        if request.args:
            # People try /?q=… as well; the search says what is wrong with anything else.
            return redirect(addresses.with_query("/search", request.args.items(multi=True)))
        return render_template(
            "home.html",
            **overview(query.state()),
            Facet=Facet,
            findings=query.audit.at_hand(_MISMATCHES)[:_LATEST_FINDINGS],
        )

    @pages.get("/search")
    def search() -> str:
        found = query.search(parse_search(request.args.items(multi=True)))
        asked = found.request
        return render_template(
            "results.html",
            found=found,
            corrections=query.corrections(found),
            asked=asked,
            q=asked.q,
            chips=_search_chips(found),
            bars=bars(found.facets[Facet.MONTH]),
            links=page_links(
                asked.page, found.pages, lambda page: addresses.search(asked, page=page)
            ),
            # Where nothing is found, what the archive holds most of.
            offers={} if found.hits else query.directory.most_named(),
            Facet=Facet,
            reference_of=_references(places),
            snippet_of=_snippet,
            path_of=_path,
            departments_of=_departments,
        )

    @pages.get("/figures")
    def figures() -> str:
        found = query.figures(parse_figures(request.args.items(multi=True)))
        asked = found.request
        series = _series(query, asked)
        return render_template(
            "figures.html",
            series=series.series,
            series_total=series.total,
            all_series=addresses.with_query("/series", pairs_of(series.request, SERIES)),
            line=line_of(
                query,
                series.series[0],
                series_name(series.series[0]),
                period_from=asked.period_from or asked.date_from,
                period_to=asked.period_to or asked.date_to,
            )
            if series.series
            else None,
            together=_together(series.series),
            metrics=_metrics(query),
            found=found,
            asked=asked,
            chips=_figure_chips(asked),
            kept=figure_pairs(_beyond_form(asked)),
            links=page_links(asked.page, found.pages, lambda page: _figures(asked, page=page)),
            api=addresses.with_query(addresses.API + "/figures", figure_pairs(asked)),
            quote_of=_quote,
        )

    @pages.get("/help")
    def help_page() -> str:
        return render_template("help.html", fields=FIELDS)

    @pages.get("/favicon.ico")
    def favicon() -> Response:
        # Pages name their icon; browsers ask for this one anyway.
        abort(404)

    return pages


def _chip(title: str, value: str, href: str) -> Chip:
    return Chip(_("%(title)s：%(value)s", title=title, value=value), href)


def _search_chips(found: SearchPage) -> list[Chip]:
    asked, chips = found.request, []
    labels = {
        (facet, value.value): value.label
        for facet, values in found.facets.items()
        for value in values
    }
    for facet, title in FACET_TITLES.items():
        for value in getattr(asked, facet.value):
            label = labels.get((facet, value), value)
            href = addresses.toggled(asked, facet.value, value, selected=True)
            chips.append(_chip(str(title), label, href))
    if asked.date_from or asked.date_to:
        dates = _("%(first)s 至 %(last)s", first=asked.date_from or "…", last=asked.date_to or "…")
        href = addresses.search(asked, date_from=None, date_to=None)
        chips.append(_chip(_("日期"), dates, href))
    return chips


def _references(places: Addresses) -> Callable[[SearchHit], str]:
    """A function that cites a hit: its issue, at the address of the item."""
    today = dt.date.today()

    def reference(hit: SearchHit) -> str:
        row = hit.item.issue
        return gb7714(row, places.absolute(addresses.issue(row.id, hit.item.item.key)), today)

    return reference


def _beyond_form(asked: FigureRequest) -> FigureRequest:
    """The conditions that the form of the page has no field for: it has one department."""
    in_form = FigureRequest()
    return replace(
        asked,
        department=asked.department[1:],
        page=1,
        **{name: getattr(in_form, name) for name in _FORM},
    )


def _figure_chips(asked: FigureRequest) -> list[Chip]:
    chips = []
    beyond = _beyond_form(asked)
    for parameter in FIGURES:
        if parameter.name in ("sort", "per_page"):
            continue
        for value in pairs_of(beyond, (parameter,)):
            others = [pair for pair in pairs_of(asked, (parameter,)) if pair != value]
            rest = [p for p in FIGURES if p.name not in (parameter.name, "page")]
            href = addresses.with_query("/figures", [*pairs_of(asked, rest), *others])
            chips.append(_chip(_(parameter.title), value[1], href))
    return chips


def _series(query: Query, asked: FigureRequest) -> SeriesPage:
    """The series that figures are asked for belong to, as far as series know the conditions."""
    return query.series.page(
        SeriesRequest(
            metric=asked.metric,
            department=asked.department,
            bulletin=asked.bulletin,
            unit=asked.unit,
            period_type=asked.period_type,
            date_from=asked.date_from,
            date_to=asked.date_to,
            least=2,
            per_page=_SERIES,
        )
    )


def _together(series: Sequence[Series]) -> str | None:
    """Where those in the unit and kind of the first are compared with it, if there are any."""
    first, *others = series or (None,)
    alike = [one for one in others if first and (one.unit, one.kind) == (first.unit, first.kind)]
    if first is None or not alike:
        return None
    return addresses.with_query(addresses.series(first.id), [("with", one.id) for one in alike])


def _metrics(query: Query) -> list[str]:
    """What is reported most, to choose from."""
    every = query.series.every(SeriesRequest(least=2))
    return list(dict.fromkeys(one.metric for one in every))[:_METRICS]


def _figures(asked: FigureRequest, **changes: Any) -> str:
    return addresses.with_query("/figures", figure_pairs(replace(asked, **({"page": 1} | changes))))


def _snippet(hit: SearchHit) -> list[Segment]:
    return _hits(hit.snippet.text, hit.snippet.marks)


def _path(hit: SearchHit) -> list[list[Segment]]:
    return [
        _hits(heading, marks)
        for heading, marks in zip(hit.item.section_path, hit.path_marks, strict=True)
    ]


def _departments(hit: SearchHit) -> list[tuple[str, list[Segment]]]:
    """The departments with their names as marked; those that the search names come first."""
    marked = zip(hit.item.departments, hit.department_marks, strict=True)
    return [
        (name, _hits(name, marks)) for name, marks in sorted(marked, key=lambda one: not one[1])
    ]


def _quote(stored: StoredFigure) -> list[Segment]:
    return _hits(stored.provenance.quote, (stored.provenance.quote_span,))


def _hits(text: str, spans: tuple[Span, ...]) -> list[Segment]:
    return segments(text, [Mark(span, "hit") for span in spans])
