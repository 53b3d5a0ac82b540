"""Parameters of a request, written the same in URL, API and CLI, declared and checked in one place.

A request is a list of ``(name, value)`` pairs; a value may be repeated where alternatives make
sense. Nothing is silently corrected: what is unknown or malformed is refused with a message
that says what is expected. The API's description (OpenAPI) is made from the same declarations.
"""

from archive.parameters.kinds import Kind, Pairs, Parameter, in_words, pairs_of, parse_date, read
from archive.parameters.lists import (
    ENTRIES,
    FIGURES,
    ISSUES,
    SEARCH,
    figure_pairs,
    figure_request,
    issue_pairs,
    issues_request,
    parse_figures,
    parse_issues,
    parse_search,
    search_pairs,
    search_request,
)

__all__ = [
    "ENTRIES",
    "FIGURES",
    "ISSUES",
    "SEARCH",
    "Kind",
    "Pairs",
    "Parameter",
    "figure_pairs",
    "figure_request",
    "in_words",
    "issue_pairs",
    "issues_request",
    "pairs_of",
    "parse_date",
    "parse_figures",
    "parse_issues",
    "parse_search",
    "read",
    "search_pairs",
    "search_request",
]
