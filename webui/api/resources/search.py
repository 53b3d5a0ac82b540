"""Search: items by their words and by what is named in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive.errors import InvalidParameter
from archive.export import answers, tables
from archive.export.answers import Answer, Links
from archive.paging import MAX_PER_PAGE
from archive.parameters import SEARCH, search_request
from archive.query import MAX_RESULT_WINDOW, Query, SearchRequest
from archive.serial import to_builtins
from webui.api.operations import Listed, ListOperation, OneOperation, Operation, Values


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """``/search`` and ``/stats``."""

    def ask(values: Values) -> Listed:
        found = query.search(search_request(values))
        facets = {
            facet.value: [to_builtins(value) for value in counts]
            for facet, counts in found.facets.items()
        }
        results = [answers.hit(hit, links) for hit in found.hits]
        return Listed(found.total, found.pages, results, facets=facets)

    def every(values: Values) -> Iterator[Answer]:
        asked = replace(search_request(values), per_page=MAX_PER_PAGE)
        first = query.search(asked)
        if first.total > MAX_RESULT_WINDOW:
            raise InvalidParameter(
                f"共 {first.total} 条，一次最多导出 {MAX_RESULT_WINDOW} 条",
                parameter="format",
                hint="请按日期或部门分批导出，或用 bulletin export 导出整个档案",
            )
        return _pages(asked, first.pages)

    def _pages(asked: SearchRequest, pages: int) -> Iterator[Answer]:
        for page in range(1, pages + 1):
            for hit in query.search(replace(asked, page=page)).hits:
                yield answers.hit(hit, links)

    return (
        ListOperation(
            "search",
            "/search",
            "检索",
            "检索条目",
            SEARCH,
            "Hit",
            tables.ITEMS,
            ask,
            every,
            html="/search",
            html_parameters=SEARCH,
            facets=True,
        ),
        OneOperation(
            "stats",
            "/stats",
            "档案",
            "档案的规模",
            "StoreStats",
            lambda _: to_builtins(query.stats()),
            path_parameters=(),
        ),
    )
