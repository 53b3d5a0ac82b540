"""Links to the pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webui.language import _


@dataclass(frozen=True, slots=True)
class PageLink:
    """``href`` is None for the current page and for a gap between numbers."""

    text: str
    href: str | None
    relation: str = ""
    current: bool = False


def page_links(page: int, pages: int, to: Callable[[int], str]) -> list[PageLink]:
    """Links to the neighbouring, first and last of ``pages``; none if there is but one."""
    if pages <= 1:
        return []
    links: list[PageLink] = []
    if page > 1:
        links.append(PageLink(_("上一页"), to(page - 1), "prev"))
    last = 0
    for number in sorted({1, *range(max(1, page - 2), min(pages, page + 2) + 1), pages}):
        if number > last + 1:
            links.append(PageLink("…", None))
        current = number == page
        links.append(PageLink(str(number), None if current else to(number), current=current))
        last = number
    if page < pages:
        links.append(PageLink(_("下一页"), to(page + 1), "next"))
    return links
