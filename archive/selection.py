"""Choosing and paging among entries of a list that is held whole: departments, officials, topics
and bulletins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from archive.paging import DEFAULT_PER_PAGE, check_page, page_count

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EntryRequest:
    """Entries as asked: those whose names hold ``q``, or those of the ids."""

    q: str = ""
    ids: tuple[str, ...] = ()
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class EntryPage(Generic[T]):
    """One page of entries; ``missing`` are the ids asked for that there are not."""

    total: int
    pages: int
    entries: tuple[T, ...]
    missing: tuple[str, ...] = ()


def chosen(
    entries: Sequence[T], request: EntryRequest, names: Callable[[T], Sequence[str]]
) -> list[T]:
    """The entries asked for; ``names`` gives an entry's id first, then its other names."""
    wanted = set(request.ids)
    return [
        entry
        for entry in entries
        if (not wanted or names(entry)[0] in wanted)
        and (not request.q or any(request.q in name for name in names(entry)))
    ]


def paged(
    entries: Sequence[T], request: EntryRequest, names: Callable[[T], Sequence[str]]
) -> EntryPage[T]:
    """A page of the entries asked for.

    Raises :class:`archive.errors.InvalidParameter` for a page there is not."""
    check_page(request.page, request.per_page)
    found = chosen(entries, request, names)
    pages = page_count(len(found), request.page, request.per_page)
    first = (request.page - 1) * request.per_page
    known = {names(entry)[0] for entry in found} if request.ids else set()
    missing = tuple(one for one in dict.fromkeys(request.ids) if one not in known)
    return EntryPage(len(found), pages, tuple(found[first : first + request.per_page]), missing)
