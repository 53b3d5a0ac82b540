"""What the API has to offer, one module for each kind of thing."""

from __future__ import annotations

from archive.query import Query
from webui.addresses import Addresses
from webui.api.operations import Operation
from webui.api.resources import entities, figures, issues, search, series
from webui.links import AnswerLinks


def operations_of(query: Query, places: Addresses) -> tuple[Operation, ...]:
    """Every operation, in the order of the reference."""
    links = AnswerLinks(places)
    return (
        *figures.operations(query, links),
        *series.operations(query, links),
        *search.operations(query, links),
        *issues.operations(query, links),
        *entities.operations(query, links),
    )
