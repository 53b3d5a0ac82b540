"""The JSON API below ``/api/v1``: the same questions, the same parameter names as the pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from archive.model import (
    ColophonEntry,
    DepartmentMention,
    Item,
    OfficialMention,
    Provenance,
    Section,
    Span,
)
from archive.parameters import (
    REPEATABLE,
    Pairs,
    figure_pairs,
    issue_pairs,
    parse_figures,
    parse_issues,
    parse_search,
    search_pairs,
)
from archive.query import IssuePage, Query, SearchHit
from archive.serial import to_builtins
from archive.store.port import IssueSummary, StoredFigure
from webui import addresses
from webui.addresses import API, IMAGE_WIDTHS, Addresses, with_query
from webui.arguments import given


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the API."""
    api = Blueprint("api", __name__, url_prefix=API)

    def envelope(
        path: str, pairs: Pairs, *, total: int, page: int, pages: int, per_page: int
    ) -> dict[str, Any]:
        """What every list begins with. ``path`` is that of its page; ``query`` echoes the
        parameters that were understood."""
        understood = list(pairs)
        plain = [pair for pair in understood if pair[0] != "page"]

        def at(number: int, below: str = API) -> str | None:
            if not 1 <= number <= pages:
                return None
            turned = [*plain, ("page", str(number))] if number > 1 else plain
            return places.absolute(below + with_query(path, turned))

        echo: dict[str, Any] = {}
        for name, value in understood:
            if name in REPEATABLE:
                echo.setdefault(name, []).append(value)
            else:
                echo[name] = value
        return {
            "query": echo,
            "total": total,
            "page": page,
            "pages": pages,
            "per_page": per_page,
            "links": {
                "self": at(page),
                "next": at(page + 1),
                "previous": at(page - 1),
                "html": at(page, below=""),
            },
        }

    @api.get("/search")
    def search() -> Response:
        found = query.search(parse_search(request.args.items(multi=True)))
        asked = found.request
        body = envelope(
            "/search",
            search_pairs(asked),
            total=found.total,
            page=asked.page,
            pages=found.pages,
            per_page=asked.per_page,
        )
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
        body = envelope(
            "/issues",
            issue_pairs(asked),
            total=total,
            page=asked.page,
            pages=pages,
            per_page=asked.per_page,
        )
        body["results"] = [_summary(row, places) for row in rows]
        return jsonify(body)

    @api.get("/issues/<issue>")
    def show_issue(issue: str) -> Response:
        given()
        shown = query.issue(issue)
        response = jsonify(_issue(shown, places))
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    @api.get("/figures")
    def figures() -> Response:
        found = query.figures(parse_figures(request.args.items(multi=True)))
        asked = found.request
        body = envelope(
            "/figures",
            figure_pairs(asked),
            total=found.total,
            page=asked.page,
            pages=found.pages,
            per_page=asked.per_page,
        )
        body["results"] = [_figure(figure, places) for figure in found.figures]
        return jsonify(body)

    @api.get("/stats")
    def stats() -> Response:
        given()
        return jsonify(to_builtins(query.stats()))

    return api


def _figure(stored: StoredFigure, places: Addresses) -> dict[str, Any]:
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
    links = {"html": places.absolute(addresses.issue(provenance.issue, provenance.item))}
    if proof is not None:
        image = addresses.image(
            provenance.issue, provenance.pages[0], IMAGE_WIDTHS[1], provenance.item, provenance.span
        )
        links |= {"page": places.absolute(proof), "image": places.absolute(image)}
    return {**to_builtins(provenance), "links": links}


def _summary(row: IssueSummary, places: Addresses) -> dict[str, Any]:
    links = {
        "self": places.absolute(f"{API}{addresses.issue(row.id)}"),
        "html": places.absolute(addresses.issue(row.id)),
        "original": places.absolute(addresses.original(row.id)),
    }
    fields = to_builtins(row)
    counts = {name: fields.pop(name) for name in ("pages", "items", "figures", "problems")}
    return {**fields, "counts": counts, "links": links}


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
        "figures": [_figure(figure, places) for figure in hit.figures],
        "links": {
            "html": places.absolute(addresses.issue(stored.issue.id, stored.item.key)),
        },
    }


def _issue(shown: IssuePage, places: Addresses) -> dict[str, Any]:
    record, issue = shown.record, shown.record.issue
    summary = _summary(shown.summary, places)
    for name, other in (("previous", shown.previous), ("next", shown.next)):
        summary["links"][name] = (
            places.absolute(f"{API}{addresses.issue(other)}") if other else None
        )
    found = _found(shown, places)
    return {
        **summary,
        "masthead": to_builtins(issue.masthead),
        "source": to_builtins(issue.source),
        "rules_version": record.rules_version,
        "pages": to_builtins(issue.pages),
        "sections": [_without_runs(section) for section in issue.sections],
        "items": [
            {
                "id": f"{record.id}:{item.key}",
                **_without_runs(item),
                "boxes": to_builtins(item.boxes(Span(0, len(item.text)))),
                **found[item.key],
            }
            for item in issue.items
        ],
        "colophon": {
            "entries": [_without_runs(entry) for entry in issue.colophon.entries],
            "copies": issue.colophon.copies,
        },
        "problems": to_builtins((*issue.problems, *record.findings.problems)),
    }


def _found(shown: IssuePage, places: Addresses) -> dict[str, dict[str, list[Any]]]:
    """What was found in each item, by its key."""
    findings = shown.record.findings
    items = {item.key: item for item in shown.record.issue.items}
    found: dict[str, dict[str, list[Any]]] = {
        key: {"departments": [], "officials": [], "topics": [], "figures": []} for key in items
    }

    def placed(mention: DepartmentMention | OfficialMention) -> dict[str, Any]:
        boxes = items[mention.item].boxes(mention.span)
        return {**to_builtins(mention), "boxes": to_builtins(boxes)}

    for department in findings.department_mentions:
        found[department.item]["departments"].append(placed(department))
    for official in findings.official_mentions:
        found[official.item]["officials"].append(placed(official))
    for topic in findings.topics:
        found[topic.item]["topics"].append(topic.topic)
    for stored in shown.figures:
        found[stored.figure.item]["figures"].append(_figure(stored, places))
    return found


def _without_runs(part: Section | Item | ColophonEntry) -> dict[str, Any]:
    # The text map of every character is ten times the text; boxes are given where they matter.
    fields: dict[str, Any] = to_builtins(replace(part, runs=()))
    del fields["runs"]
    return fields
