"""Atom feeds (RFC 4287) of the newest issues and of any search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request
from lxml import etree

from archive.export.gazette import xml_text
from archive.index.port import Sort
from archive.issues import IssuesRequest
from archive.parameters import parse_search, search_pairs
from archive.query import Query
from archive.store.nouns import IssueSummary
from webui import addresses
from webui.addresses import Addresses
from webui.arguments import given
from webui.titles import issue_title

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 30


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    address: str
    updated: dt.datetime
    author: str
    summary: str


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the feeds."""
    feeds = Blueprint("feeds", __name__)

    @feeds.get("/feed.atom")
    def newest() -> Response:
        given()
        rows = query.issues(IssuesRequest(per_page=_ENTRIES)).issues
        entries = (_entry(row, f"{row.items} 个条目，{row.figures} 个数据", places) for row in rows)
        return _feed(
            "公报档案：最新各期", places.absolute("/feed.atom"), places.absolute("/"), entries
        )

    @feeds.get("/search.atom")
    def search() -> Response:
        asked = parse_search(request.args.items(multi=True))
        # Readers of a feed want what is new, whatever order the page had.
        asked = replace(asked, sort=Sort.NEWEST, page=1, per_page=_ENTRIES)
        found = query.search(asked)
        entries = (
            _entry(
                hit.item.issue,
                hit.snippet.text,
                places,
                item=hit.item.item.key,
                path=hit.item.section_path,
            )
            for hit in found.hits
        )
        return _feed(
            f"公报档案检索：{asked.q or '全部'}",
            places.absolute(addresses.with_query("/search.atom", search_pairs(asked))),
            places.absolute(addresses.search(asked)),
            entries,
        )

    return feeds


def _entry(
    row: IssueSummary,
    summary: str,
    places: Addresses,
    *,
    item: str | None = None,
    path: tuple[str, ...] = (),
) -> _Entry:
    return _Entry(
        " · ".join((issue_title(row), *path)),
        places.absolute(addresses.issue(row.id, item)),
        row.imported_at,
        "、".join(row.publishers),
        summary,
    )


def _feed(title: str, own: str, page: str, entries: Iterable[_Entry]) -> Response:
    feed = etree.Element(
        f"{{{_ATOM}}}feed",
        nsmap={None: _ATOM},  # type: ignore[dict-item]  # the stubs know no default namespace
    )
    listed = list(entries)
    _add(feed, "id", own)
    _add(feed, "title", title)
    updated = max(
        (entry.updated for entry in listed), default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    )
    _add(feed, "updated", updated.isoformat())
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=own)
    etree.SubElement(feed, f"{{{_ATOM}}}link", href=page)
    for entry in listed:
        element = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(element, "id", entry.address)
        _add(element, "title", entry.title)
        _add(element, "updated", entry.updated.isoformat())
        author = etree.SubElement(element, f"{{{_ATOM}}}author")
        _add(author, "name", entry.author or "未署名")
        etree.SubElement(element, f"{{{_ATOM}}}link", href=entry.address)
        _add(element, "summary", entry.summary)
    data = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    response = Response(data, mimetype="application/atom+xml")
    # Readers of feeds ask often; most of the time nothing is new.
    response.add_etag()
    response.make_conditional(request.environ)
    return response


def _add(parent: etree._Element, name: str, text: str) -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = xml_text(text)
