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
    SUGGEST,
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
from archive.parameters.series import (
    AUDIT,
    OBSERVATIONS,
    SERIES,
    ObservationsRequest,
    audit_request,
    observations_request,
    parse_audit,
    parse_observations,
    parse_series,
    series_request,
)

__all__ = [
    "AUDIT",
    "ENTRIES",
    "FIGURES",
    "ISSUES",
    "OBSERVATIONS",
    "SEARCH",
    "SERIES",
    "SUGGEST",
    "Kind",
    "ObservationsRequest",
    "Pairs",
    "Parameter",
    "audit_request",
    "figure_pairs",
    "figure_request",
    "in_words",
    "issue_pairs",
    "issues_request",
    "observations_request",
    "pairs_of",
    "parse_audit",
    "parse_date",
    "parse_figures",
    "parse_issues",
    "parse_observations",
    "parse_search",
    "parse_series",
    "read",
    "search_pairs",
    "search_request",
    "series_request",
]
