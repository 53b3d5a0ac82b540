"""The API keeps to its own description: nothing asked of it breaks it, or is answered in a way that
the description does not name."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
PLAIN = {"Accept-Encoding": "identity"}
"""Compressed answers are not understood by schemathesis' client for WSGI."""
LISTS = (
    "figures",
    "series",
    "audit",
    "search",
    "issues",
    "departments",
    "officials",
    "topics",
    "bulletins",
)


@pytest.fixture(scope="module")
def description(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def test_the_description_is_valid(client: FlaskClient) -> None:
    document: Any = client.get("/api/v1/openapi.json").json
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1")
    assert {f"/{name}" for name in LISTS} <= set(document["paths"])


@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_asked_is_answered_as_described(description: Any, mode: GenerationMode) -> None:
    operations = [found.ok() for found in description.get_all_operations()]
    assert len(operations) > len(LISTS)
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not list(operation.query):
            continue  # There is nothing to get wrong.

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=12, suppress_health_check=list(HealthCheck))
        def answered(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=PLAIN)

        answered()


@pytest.mark.parametrize(
    ("listed", "path"),
    [
        ("search", "/items/{id}"),
        ("series", "/series/{id}/observations"),
        *(
            (name, f"/{name}/{{id}}")
            for name in LISTS
            if name not in ("search", "figures", "audit")
        ),
    ],
)
def test_what_there_is_is_answered_as_described(
    description: Any, client: FlaskClient, listed: str, path: str
) -> None:
    """Real ids, which no generator guesses."""
    results: Any = client.get(f"/api/v1/{listed}?per_page=5").json["results"]
    assert results
    for result in results:
        case = description[path]["GET"].Case(path_parameters={"id": result["id"]})
        assert case.call_and_validate(checks=CHECKS, headers=PLAIN).status_code == 200
