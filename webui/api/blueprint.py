"""The routes: each operation checked, asked, and answered in the format that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from flask import Blueprint, Response, render_template, request

from archive.errors import InvalidParameter
from archive.export.answers import Answer
from archive.export.formats import MEDIA_TYPES, Format, write
from archive.parameters import read
from archive.query import Query
from webui.addresses import API, Addresses
from webui.api import openapi, representation
from webui.api.envelope import envelope, turned_to
from webui.api.operations import PAGING, ListOperation, OneOperation, Operation, Values
from webui.api.resources import operations_of
from webui.arguments import given

_EXPOSED = "ETag, Last-Modified, Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining"


def blueprint(query: Query, places: Addresses) -> Blueprint:
    """The routes of the API, its description and the page that shows it."""
    api = Blueprint("api", __name__, url_prefix=API)
    operations = operations_of(query, places)
    document = openapi.document(operations)

    for operation in operations:
        answer = _list_view if isinstance(operation, ListOperation) else _one_view
        api.add_url_rule(
            operation.path.replace("{", "<path:").replace("}", ">"),
            operation.name,
            _conditional(query, operation, answer, places),
        )

    @api.get("/openapi.json")
    def description() -> Response:
        given()
        served = {**document, "servers": [{"url": places.absolute(API)}]}
        return _json(served)

    @api.get("/")
    def reference() -> str:
        given()
        return render_template("api.html", document=document, resolve=openapi.resolver(document))

    api.after_request(_open_to_all)
    return api


def _conditional(
    query: Query,
    operation: Operation,
    view: Callable[[Any, Values, Sequence[tuple[str, str]], Addresses], Response],
    places: Addresses,
) -> Callable[..., Response]:
    def answer(**path: str) -> Response:
        pairs = list(request.args.items(multi=True))
        values = read(pairs, operation.all_parameters, blank=False)
        state = query.state()
        etag = representation.tag(state)
        if (same := representation.fresh(etag)) is not None:
            return same
        response = view(operation, values | path, pairs, places)
        return representation.validated(response, etag, state)

    return answer


def _one_view(operation: OneOperation, values: Values, _pairs: object, _places: object) -> Response:
    return _json(operation.ask(values))


def _list_view(
    operation: ListOperation,
    values: Values,
    pairs: Sequence[tuple[str, str]],
    places: Addresses,
) -> Response:
    asked, bom = values.pop("format", None), values.pop("bom", None)
    form = representation.wanted(asked)
    if bom is not None and form is not Format.CSV:
        raise InvalidParameter("参数 bom 只用于 CSV", parameter="bom")
    if form is not None:
        return _rows(operation, values, form, bom=bool(bom))
    if "cursor" in values and "page" in values:
        raise InvalidParameter("参数 cursor 与 page 不可同用", parameter="cursor")
    values = turned_to(operation, values, pairs)
    question = {name: value for name, value in values.items() if name != "fields"}
    listed = operation.ask(question)
    path = quote(request.path, safe="/:@")
    return _json(envelope(operation, path, places, pairs, values, listed))


def _rows(operation: ListOperation, values: Values, form: Format, *, bom: bool) -> Response:
    for name in PAGING:
        if name in values:
            raise InvalidParameter(
                f"{form} 一次给出全部结果，不用参数 {name}", parameter=name, hint="请去掉该参数"
            )
    fields = values.pop("fields", None)
    table, answers = operation.table, operation.every(values)
    if fields is not None:
        kept = {"id", *fields}
        table = table.only(kept)
        answers = ({k: v for k, v in row.items() if k in kept} for row in answers)
    # What is wrong with the question must be said before the first byte.
    response = Response(_begun(write(form, table, answers, bom=bom)), mimetype=MEDIA_TYPES[form])
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"{operation.name}.{form.value}"
    )
    return response


def _begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")

    def rest() -> Iterator[bytes]:
        yield first
        yield from chunks

    return rest()


def _json(answer: Answer) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")


def _open_to_all(response: Response) -> Response:
    """Any page may ask: the archive holds nothing secret and knows no session."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
