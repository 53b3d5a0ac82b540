"""The JSON API below ``/api/v1``: the same questions, the same parameter names as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request

from archive.errors import InvalidParameter
from archive.model import IssueRecord, Item, Provenance
from archive.parameters import (
    Pairs,
    figure_pairs,
    parse_figures,
    parse_issues,
    parse_search,
    search_pairs,
)
from archive.query import IssuePage, Query, SearchHit
from archive.serial import to_builtins
from archive.store.port import IssueSummary, StoredFigure
from webui import addresses
from webui.addresses import API, Addresses, with_query

_IMAGE_WIDTH = 960


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the API."""
    api = Blueprint("api", __name__, url_prefix=API)

    def envelope(
        path: str, pairs: Pairs, *, total: int, page: int, pages: int, per_page: int
    ) -> dict[str, Any]:
        """What every list begins with; ``query`` echoes the parameters that were understood."""
        given = list(pairs)
        plain = [pair for pair in given if pair[0] != "page"]

        def at(number: int) -> str | None:
            if not 1 <= number <= pages:
                return None
            return places.absolute(with_query(path, [*plain, ("page", str(number))]))

        echo: dict[str, Any] = {}
        for name, value in given:
            echo.setdefault(name, []).append(value)
        return {
            "query": {n: v if len(v) > 1 else v[0] for n, v in echo.items()},
            "total": total,
            "page": page,
            "pages": pages,
            "per_page": per_page,
            "links": {"self": at(page), "next": at(page + 1), "previous": at(page - 1)},
        }

    @api.get("/search")
    def search() -> Response:
        found = query.search(parse_search(request.args.items(multi=True)))
        asked = found.request
        body = envelope(
            API + "/search",
            search_pairs(asked),
            total=found.total,
            page=asked.page,
            pages=found.pages,
            per_page=asked.per_page,
        )
        body["links"]["html"] = places.absolute(addresses.search(asked, page=asked.page))
        body["results"] = [_hit(hit, places) for hit in found.hits]
        body["facets"] = {
            facet.value: [to_builtins(value) for value in values]
            for facet, values in found.facets.items()
        }
        return jsonify(body)

    @api.get("/issues")
    def issues() -> Response:
        asked = parse_issues(request.args.items(multi=True))
        total, pages, rows = query.issues(asked.bulletin, asked.page, asked.per_page)
        pairs = [("bulletin", asked.bulletin)] if asked.bulletin else []
        pairs.append(("per_page", str(asked.per_page)))
        body = envelope(
            API + "/issues",
            pairs,
            total=total,
            page=asked.page,
            pages=pages,
            per_page=asked.per_page,
        )
        body["results"] = [_summary(row, places) for row in rows]
        return jsonify(body)

    @api.get("/issues/<issue>")
    def show_issue(issue: str) -> Response:
        if request.args:
            raise InvalidParameter("此地址没有参数", parameter=next(iter(request.args)))
        shown = query.issue(issue)
        response = jsonify(_issue(shown, places))
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    @api.get("/figures")
    def figures() -> Response:
        found = query.figures(parse_figures(request.args.items(multi=True)))
        asked = found.request
        pairs = figure_pairs(asked)
        body = envelope(
            API + "/figures",
            pairs,
            total=found.total,
            page=asked.page,
            pages=found.pages,
            per_page=asked.per_page,
        )
        body["links"]["html"] = places.absolute(with_query("/figures", pairs))
        body["results"] = [figure_json(figure, places) for figure in found.figures]
        return jsonify(body)

    @api.get("/stats")
    def stats() -> Response:
        return jsonify(to_builtins(query.stats()))

    return api


def figure_json(stored: StoredFigure, places: Addresses) -> dict[str, Any]:
    """A figure with its provenance; ``value`` is an exact decimal in a string."""
    figure = to_builtins(stored.figure)
    return {
        "id": stored.id,
        "bulletin": stored.bulletin,
        "issue": stored.provenance.issue,
        "issue_date": stored.issue_date and stored.issue_date.isoformat(),
        **figure,
        "provenance": _provenance(stored.provenance, places),
    }


def _provenance(provenance: Provenance, places: Addresses) -> dict[str, Any]:
    proof = addresses.proof(provenance)
    links = {"issue": places.absolute(addresses.issue(provenance.issue, provenance.item))}
    if proof is not None:
        image = addresses.image(
            provenance.issue, provenance.pages[0], _IMAGE_WIDTH, provenance.item, provenance.span
        )
        links |= {"page": places.absolute(proof), "image": places.absolute(image)}
    return {**to_builtins(provenance), "links": links}


def _summary(row: IssueSummary, places: Addresses) -> dict[str, Any]:
    links = {
        "self": places.absolute(f"{API}{addresses.issue(row.id)}"),
        "html": places.absolute(addresses.issue(row.id)),
        "original": places.absolute(addresses.original(row.id)),
    }
    return {**to_builtins(row), "links": links}


def _hit(hit: SearchHit, places: Addresses) -> dict[str, Any]:
    stored = hit.item
    return {
        "id": stored.id,
        "score": hit.score,
        "issue": _summary(stored.issue, places),
        "section_path": stored.section_path,
        "number": stored.item.number,
        "kind": stored.item.kind.value,
        "text": stored.item.text,
        "snippet": to_builtins(hit.snippet),
        "departments": stored.departments,
        "officials": stored.officials,
        "topics": stored.topics,
        "links": {
            "html": places.absolute(addresses.issue(stored.issue.id, stored.item.key)),
        },
    }


def _issue(shown: IssuePage, places: Addresses) -> dict[str, Any]:
    record, issue = shown.record, shown.record.issue
    figures: dict[str, list[dict[str, Any]]] = {}
    for stored in shown.figures:
        figures.setdefault(stored.figure.item, []).append(figure_json(stored, places))
    neighbours = {"previous": shown.previous, "next": shown.next}
    links = {
        name: places.absolute(f"{API}{addresses.issue(other)}") if other else None
        for name, other in neighbours.items()
    }
    return {
        **_summary(shown.summary, places),
        "bulletin": to_builtins(record.bulletin),
        "masthead": to_builtins(issue.masthead),
        "source": to_builtins(issue.source),
        "rules_version": record.rules_version,
        "pages": to_builtins(issue.pages),
        "sections": [_without_runs(to_builtins(section)) for section in issue.sections],
        "items": [_item(record, item, figures.get(item.key, [])) for item in issue.items],
        "colophon": {
            "entries": [_without_runs(to_builtins(e)) for e in issue.colophon.entries],
            "copies": issue.colophon.copies,
        },
        "problems": to_builtins((*issue.problems, *record.findings.problems)),
        "links": _summary(shown.summary, places)["links"] | links,
    }


def _item(record: IssueRecord, item: Item, figures: list[dict[str, Any]]) -> dict[str, Any]:
    findings = record.findings

    def placed(mentions: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [
            {**to_builtins(mention), "boxes": to_builtins(item.boxes(mention.span))}
            for mention in mentions
            if mention.item == item.key
        ]

    return {
        "id": f"{record.id}:{item.key}",
        **_without_runs(to_builtins(item)),
        "departments": placed(findings.department_mentions),
        "officials": placed(findings.official_mentions),
        "topics": [topic.topic for topic in findings.topics if topic.item == item.key],
        "figures": figures,
    }


def _without_runs(record: Mapping[str, Any]) -> dict[str, Any]:
    # The text map of every character is ten times the text; boxes are given where they matter.
    return {name: value for name, value in record.items() if name != "runs"}
