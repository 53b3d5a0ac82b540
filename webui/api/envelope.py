"""What every page of a list comes in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from archive import cursors
from archive.export.formats import Format
from archive.paging import DEFAULT_PER_PAGE
from archive.parameters import Pairs, in_words
from webui.addresses import Addresses, with_query
from webui.api.operations import Listed, ListOperation, Values

_PAGE = ("page", "cursor")


def turned_to(operation: ListOperation, values: Values, pairs: Pairs) -> Values:
    """The values with the page that a cursor means, where the list knows pages only."""
    if operation.keyset or "cursor" not in values:
        return values
    page = cursors.place(_question(operation, pairs), values.pop("cursor"))
    return {**values, "page": int(page)}


def envelope(
    operation: ListOperation,
    path: str,
    places: Addresses,
    pairs: Sequence[tuple[str, str]],
    values: Values,
    listed: Listed,
) -> dict[str, Any]:
    """The page with the question, in parameters and in words, the total and the links. ``path`` is
    that of the list, ``pairs`` are the parameters as given."""
    plain = [pair for pair in pairs if pair[0] not in _PAGE]
    by_keyset = "cursor" in values
    page: int = values.get("page", 1)

    def at(*turned: tuple[str, str]) -> str:
        return places.absolute(with_query(path, [*plain, *turned]))

    following, previous = listed.cursor, None
    if not operation.keyset:
        if page < listed.pages:
            following = cursors.cursor(_question(operation, pairs), str(page + 1))
        if page > 1:
            previous = cursors.cursor(_question(operation, pairs), str(page - 1))
    bare = [pair for pair in plain if pair[0] not in ("per_page", "facets", "format", "bom")]
    answer: dict[str, Any] = {
        "query": {
            "parameters": _echo(pairs),
            "words": in_words(pairs, operation.all_parameters) or "全部",
        },
        "total": listed.total,
        "page": None if by_keyset else page,
        "pages": listed.pages,
        "per_page": values.get("per_page", DEFAULT_PER_PAGE),
        "links": {
            "self": places.absolute(with_query(path, pairs)),
            "next": following and at(("cursor", following)),
            "previous": previous and at(("cursor", previous)),
            "html": _html(operation, places, plain, page, values, by_keyset=by_keyset),
            **{
                form.value: places.absolute(with_query(path, [*bare, ("format", form.value)]))
                for form in Format
            },
        },
        "results": _selected(listed, values.get("fields")),
    }
    if listed.facets is not None:
        answer["facets"] = listed.facets
    if listed.missing is not None and "ids" in values:
        answer["missing"] = listed.missing
    return {**answer, **listed.extra}


def _selected(listed: Listed, fields: tuple[str, ...] | None) -> Sequence[dict[str, Any]]:
    if fields is None:
        return listed.results
    kept = {"id", *fields}
    return [{k: v for k, v in result.items() if k in kept} for result in listed.results]


def _html(
    operation: ListOperation,
    places: Addresses,
    plain: Sequence[tuple[str, str]],
    page: int,
    values: Values,
    *,
    by_keyset: bool,
) -> str | None:
    known = {parameter.name for parameter in operation.html_parameters}
    shown = [pair for pair in plain if pair[0] not in ("fields", "format", "facets")]
    if operation.html is None or by_keyset or any(name not in known for name, _ in shown):
        return None
    turned = [*shown, ("page", str(page))] if page > 1 and "page" in known else shown
    named = {name: quote(values[name], safe=":@") for name in operation.path_parameters}
    return places.absolute(with_query(operation.html.format_map(named), turned))


def _echo(pairs: Pairs) -> dict[str, Any]:
    echo: dict[str, Any] = {}
    for name, value in pairs:
        if name not in echo:
            echo[name] = value
        elif isinstance(echo[name], list):
            echo[name].append(value)
        else:
            echo[name] = [echo[name], value]
    return echo


def _question(operation: ListOperation, pairs: Pairs) -> list[object]:
    """What a cursor of a list of pages belongs to."""
    return [operation.name, *sorted(pair for pair in pairs if pair[0] not in (*_PAGE, "fields"))]
