"""Pages of lists: their size, and which there are."""

from __future__ import annotations

from archive.errors import InvalidParameter

DEFAULT_PER_PAGE = 20
MAX_PER_PAGE = 100


def check_page(page: int, per_page: int) -> None:
    """Raises :class:`InvalidParameter` for a page that no list can have."""
    if not 1 <= per_page <= MAX_PER_PAGE:
        raise InvalidParameter(f"每页条数须在 1 至 {MAX_PER_PAGE} 之间", parameter="per_page")
    if page < 1:
        raise InvalidParameter("页码须为正整数", parameter="page")


def page_count(total: int, page: int, per_page: int) -> int:
    """How many pages ``total`` results fill, at least one. Raises :class:`InvalidParameter` if
    ``page`` is none of them."""
    pages = max(1, -(-total // per_page))
    if page > pages:
        raise InvalidParameter(f"页码须在 1 至 {pages} 之间", parameter="page")
    return pages
