"""The page of the audit: what does not agree, and which issues are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request

from archive.parameters import AUDIT, pairs_of, parse_audit
from archive.query import Query
from archive.series.audit.nouns import Check, Verdict
from archive.series.auditing import AuditRequest, CheckCount
from archive.series.nouns import MissingIssue
from webui import addresses
from webui.paging import page_links

_MOST_MISSING = 200


def blueprint(query: Query) -> Blueprint:
    """The route of the page."""
    pages = Blueprint("audit", __name__)

    @pages.get("/audit")
    def audit() -> str:
        page = query.audit.page(parse_audit(request.args.items(multi=True)))
        asked = page.request
        missing = query.series.missing(asked.bulletin)
        shown = {one.bulletin for one in page.findings}
        issues = {one.id: one for name in shown for one in query.series.issues(name)}
        return render_template(
            "audit.html",
            page=page,
            asked=asked,
            Check=Check,
            Verdict=Verdict,
            bulletins=[one for one, _ in query.bulletins()],
            counts=_by_check(query.audit.counts(asked.bulletin)),
            issues=issues,
            missing=_by_bulletin(missing[:_MOST_MISSING]),
            missing_total=len(missing),
            missing_shown=min(len(missing), _MOST_MISSING),
            problems=query.series.problems(),
            kept=pairs_of(
                AuditRequest(
                    issue=asked.issue,
                    series=asked.series,
                    sort=asked.sort,
                    per_page=asked.per_page,
                ),
                AUDIT,
            ),
            narrowed=lambda **changes: _audit(asked, page=1, **changes),
            links=page_links(asked.page, page.pages, lambda page: _audit(asked, page=page)),
            api=addresses.with_query(addresses.API + "/audit", pairs_of(asked, AUDIT)),
        )

    return pages


def _by_check(counts: Sequence[CheckCount]) -> dict[Check, dict[Verdict, int]]:
    table: dict[Check, dict[Verdict, int]] = {}
    for one in counts:
        table.setdefault(one.check, {})[one.verdict] = one.count
    return table


def _by_bulletin(missing: Sequence[MissingIssue]) -> dict[str, list[MissingIssue]]:
    found: dict[str, list[MissingIssue]] = {}
    for one in missing:
        found.setdefault(one.bulletin, []).append(one)
    return found


def _audit(asked: AuditRequest, **changes: Any) -> str:
    return addresses.with_query("/audit", pairs_of(replace(asked, **changes), AUDIT))
