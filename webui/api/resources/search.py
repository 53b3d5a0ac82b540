"""Search: items by their words and by what is named in them."""

from __future__ import annotations

from collections.abc import Iterator

from archive.export import answers, tables
from archive.export.answers import Answer, Links
from archive.parameters import SEARCH, SUGGEST, search_request
from archive.query import SUGGESTED, Query
from archive.serial import to_builtins
from webui.api import schemas
from webui.api.operations import Listed, ListOperation, OneOperation, Operation, Values


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """``/search``, ``/suggest`` and ``/stats``."""

    def ask(values: Values) -> Listed:
        found = query.search(search_request(values))
        facets = {
            facet.value: [to_builtins(value) for value in counts]
            for facet, counts in found.facets.items()
        }
        results = [answers.hit(hit, links) for hit in found.hits]
        meant = [to_builtins(one) for one in query.corrections(found)]
        extra = {
            "hint": found.hint or None,
            "included": [to_builtins(one) for one in found.included],
            "did_you_mean": meant,
        }
        return Listed(found.total, found.pages, results, facets=facets, extra=extra)

    def every(values: Values) -> Iterator[Answer]:
        asked = search_request(values)
        return (answers.hit(hit, links) for hit in query.iter_search(asked))

    def suggest(values: Values) -> Answer:
        found = query.suggest(values.get("q", ""), values.get("limit", SUGGESTED))
        return {"suggestions": [answers.suggestion(one, links) for one in found]}

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
            description="可翻阅前 10,000 条；csv 等格式给出全部，按出版日期排列。",
            html="/search",
            html_parameters=SEARCH,
            facets=True,
            extra={
                "hint": schemas.text_or_null("检索式未按原样理解时的说明"),
                "included": schemas.many("Inclusion"),
                "did_you_mean": schemas.many("Correction"),
            },
        ),
        OneOperation(
            "suggest",
            "/suggest",
            "检索",
            "键入时的提示：部门、官员、专题、标题",
            "Suggestions",
            suggest,
            parameters=SUGGEST,
            description="名称的开头在前，读音相合的次之，含有的再次之；多见的在前。",
            path_parameters=(),
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
