"""Figures: numbers as they are printed, each with what proves it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.export import answers, tables
from archive.export.answers import Answer, Links
from archive.parameters import FIGURES, Kind, Parameter, figure_request
from archive.query import Query
from archive.store.conditions import FigureFacet
from webui.api.operations import IDS, Listed, ListOperation, Operation, Values

_FACETS = Parameter(
    "facets",
    "分面",
    "按这些分面计数，以逗号分开",
    Kind.LIST,
    choices=tuple(FigureFacet),
)


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """``/figures``."""

    def ask(values: Values) -> Listed:
        found = query.figures(figure_request(values))
        facets = {
            facet.value: [{"value": one.value, "count": one.count} for one in counts]
            for facet, counts in found.facets.items()
        }
        return Listed(
            found.total,
            found.pages,
            [answers.figure(stored, links) for stored in found.figures],
            found.cursor,
            facets if found.request.facets else None,
            found.missing,
        )

    def every(values: Values) -> Iterator[Answer]:
        asked = figure_request(values)
        return (answers.figure(stored, links) for stored in query.iter_figures(asked))

    return (
        ListOperation(
            "figures",
            "/figures",
            "数据",
            "公报中的数据",
            (*FIGURES, IDS, _FACETS),
            "Figure",
            tables.FIGURES,
            ask,
            every,
            description="三种日期分开：period_from、period_to 是数据所说的时段，from、to 是"
            "出版日期，imported_from、imported_to 是导入日期。",
            html="/figures",
            html_parameters=FIGURES,
            keyset=True,
            facets=True,
        ),
    )
