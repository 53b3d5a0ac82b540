"""Where things are: the links of pages, feeds and the API, made in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

from flask import has_request_context, request

from archive.model import Provenance, Span
from archive.parameters import search_pairs
from archive.search import SearchRequest
from archive.suggestions import Suggestion, SuggestionKind
from archive.widening import Include

API = "/api/v1"
IMAGE_WIDTHS = (480, 960, 1440)
"""Widths in pixels in which page images are served: few, so that they can be kept."""

_PLACE = "\uf8ff"
"""Stands in an address for a value to come; of no meaning to anybody."""
_PAGING = frozenset({"page", "per_page", "cursor"})


class Addresses:
    """Absolute links begin with ``base_url``, or with the address the request came to."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")

    def absolute(self, path: str) -> str:
        """``path`` with the site before it; as it is where neither is known (an export)."""
        if self._base_url or not has_request_context():
            return self._base_url + path
        return request.host_url.rstrip("/") + path


def with_query(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """``path`` with ``pairs`` as its query string."""
    encoded = urlencode(list(pairs))
    return f"{path}?{encoded}" if encoded else path


def formatted(address: str, form: str) -> str:
    """An address of the API that answers in a format for all rows, whatever the page."""
    path, _, query = address.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query) if name not in _PAGING]
    return with_query(path, [*pairs, ("format", form)])


def search(asked: SearchRequest, /, at: str = "/search", **changes: Any) -> str:
    """A search, changed. Any change but of the page itself begins at the first page."""
    changed = replace(asked, **({"page": 1} | changes))
    return with_query(at, search_pairs(changed))


def kept(asked: SearchRequest, *but: str) -> list[tuple[str, str]]:
    """What a form must send along to change only its own fields, ``but``."""
    return [(name, value) for name, value in search_pairs(asked) if name not in {*but, "page"}]


def toggled(asked: SearchRequest, name: str, value: str, selected: bool) -> str:
    """The search with ``value`` of the filter ``name`` put in or taken out."""
    if not selected:
        before, after = _with_another(asked, name)
        return before + quote_plus(value) + after
    values: tuple[str, ...] = getattr(asked, name)
    # Selected under another name (商务厅 for its id), which is not known here: none remains.
    rest = tuple(v for v in values if v != value) if value in values else ()
    changes: dict[str, Any] = {name: rest}
    return search(asked, **changes)


# A page of results links to hundreds of values of few filters.
@lru_cache(maxsize=64)
def _with_another(asked: SearchRequest, name: str) -> tuple[str, str]:
    """What stands before and after one more value of the filter ``name``."""
    changes: dict[str, Any] = {name: (*getattr(asked, name), _PLACE)}
    before, place, after = search(asked, **changes).partition(f"{name}={quote_plus(_PLACE)}")
    return before + place.removesuffix(quote_plus(_PLACE)), after


def suggested(suggestion: Suggestion) -> str:
    """The search for what is suggested."""
    if suggestion.kind is SuggestionKind.HEADING:
        words = suggestion.value.replace('"', " ")
        return with_query("/search", [("q", f'"{words}"')])
    return with_query("/search", [(suggestion.kind.value, suggestion.value)])


def issue(issue_id: str, item: str | None = None, q: str = "", include: str = Include.NAMES) -> str:
    """An issue, with the words of a search (and what it includes) marked."""
    path = f"/issues/{_segment(issue_id)}"
    if q:
        widened = [("include", include)] if include != Include.NAMES else []
        path = with_query(path, [("q", q), *widened])
    return f"{path}#{_quoted(item)}" if item else path


def related(issue_id: str, item: str) -> str:
    """Items like this one."""
    return f"/issues/{_segment(issue_id)}/related/{quote(item)}"


def api_item(item_id: str) -> str:
    """An item (``{issue}:{key}``) in the API."""
    return f"{API}/items/{quote(item_id, safe='@:')}"


def department(department_id: str) -> str:
    return f"/departments/{quote(department_id)}"


def official(official_id: str) -> str:
    return f"/officials/{_segment(official_id)}"


def topic(name: str) -> str:
    return f"/topics/{quote(name)}"


def bulletin(bulletin_id: str) -> str:
    return f"/bulletins/{_segment(bulletin_id)}"


def series(series_id: str) -> str:
    return f"/series/{quote(series_id, safe=':')}"


def compare(issue_id: str, other: str | None = None) -> str:
    """An issue beside another one, or the one before it."""
    path = f"/issues/{_segment(issue_id)}/compare"
    return with_query(path, [("with", other)] if other else [])


def original(issue_id: str) -> str:
    return f"/issues/{_segment(issue_id)}/original"


def page(issue_id: str, number: int, item: str | None = None, span: Span | None = None) -> str:
    """The page that proves a place: the page's image with ``span`` of ``item`` boxed."""
    return f"/issues/{_segment(issue_id)}/pages/{number}{_highlight('?', item, span)}"


def image(
    issue_id: str, number: int, width: int, item: str | None = None, span: Span | None = None
) -> str:
    """A page's image, ``width`` pixels wide."""
    path = f"/issues/{_segment(issue_id)}/pages/{number}.png?width={width}"
    return path + _highlight("&", item, span)


def proof(provenance: Provenance) -> str | None:
    """The page on which the finding begins; None if it has no place on a page."""
    if not provenance.pages:
        return None
    return page(provenance.issue, provenance.pages[0], provenance.item, provenance.span)


def place(issue_id: str, item: str, span: Span, pages: tuple[int, ...]) -> str:
    """Where something is printed: its page with the place boxed, or the item if it has no page."""
    return page(issue_id, pages[0], item, span) if pages else issue(issue_id, item)


# Exports make a million links to few issues and items.
@lru_cache(maxsize=4096)
def _segment(name: str) -> str:
    return quote(name, safe="@")


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote(name)


def _highlight(separator: str, item: str | None, span: Span | None) -> str:
    if item is None or span is None:
        return ""
    return f"{separator}highlight={_quoted(item)}%3A{span.start}-{span.end}"
