"""The OpenAPI 3.1 description of the API, made from the operations it consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from archive.export.formats import MEDIA_TYPES
from archive.parameters import Kind, Parameter
from archive.parameters.kinds import (
    DATE_PATTERN,
    DECIMAL_PATTERN,
    MAX_VALUES,
    MONTH_PATTERN,
)
from webui.addresses import API
from webui.api import schemas
from webui.api.operations import ListOperation, Operation
from webui.api.schemas import Schema

_ABOUT = """政府公报档案的数据接口：公报中的数据、条目、官员、部门，连同出处。

每个列表都说明所理解的查询（参数与中文各一份）、准确的总数和下一页的地址；`format`（或 Accept
请求头）给出 CSV、JSON Lines、Parquet、Excel 的全部结果。未知的参数、无效的值、不存在的页一律
以 400 拒绝。"""

_PROBLEMS = {
    "400": "参数未知、无效或不存在这一页",
    "404": "没有这个编号",
    "405": "只接受 GET、HEAD 和 OPTIONS",
    "406": "不能以 Accept 请求头所要的格式作答",
    "429": "请求过于频繁（启用限速时）；Retry-After 说明多久后再试",
    "500": "服务器出错",
    "503": "档案正忙",
}


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The description as a JSON object; ``servers`` depends on where it is asked for."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "公报档案接口",
            "version": version("bulletin-archive"),
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": API}],
        "tags": [{"name": name} for name in dict.fromkeys(one.tag for one in operations)],
        "paths": {one.path: {"get": _operation(one)} for one in operations},
        "components": {
            "schemas": schemas.components(),
            "responses": {status: _problem(text) for status, text in _PROBLEMS.items()},
        },
    }


def resolver(described: dict[str, Any]) -> Callable[[Schema], str]:
    """A function that says in few words what a schema is, for the reference page."""

    def said(schema: Schema) -> str:
        if "$ref" in schema:
            return str(schema["$ref"]).rpartition("/")[2]
        if "anyOf" in schema:
            return " | ".join(said(one) for one in schema["anyOf"])
        kind = schema.get("type", "any")
        if kind == "array":
            return f"{said(schema.get('items', {}))}[]"
        words = kind if isinstance(kind, str) else " | ".join(kind)
        form = schema.get("format")
        return f"{words} ({form})" if form else words

    assert described["openapi"].startswith("3.1")  # noqa: S101
    return said


def parameter_schema(parameter: Parameter) -> Schema:
    """The JSON Schema of a parameter's value (or values)."""
    schema = _value_schema(parameter)
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.repeatable:
        return {"type": "array", "items": schema, "minItems": 1, "maxItems": MAX_VALUES}
    return schema


def _value_schema(parameter: Parameter) -> Schema:
    choices = {"type": "string", "enum": list(parameter.choices)}
    by_kind: dict[Kind, Schema] = {
        Kind.TEXT: {
            "type": "string",
            "minLength": 1,
            "maxLength": parameter.longest,
            "pattern": r"\S",
        },
        Kind.FIRST_DAY: {"type": "string", "pattern": f"^{DATE_PATTERN}$"},
        Kind.LAST_DAY: {"type": "string", "pattern": f"^{DATE_PATTERN}$"},
        Kind.MONTH: {"type": "string", "pattern": f"^{MONTH_PATTERN}$"},
        Kind.COUNT: {"type": "integer", "minimum": 1, "maximum": parameter.maximum},
        Kind.DECIMAL: {"type": "string", "pattern": f"^{DECIMAL_PATTERN}$"},
        Kind.FLAG: {"type": "string", "enum": ["true", "false"]},
        Kind.CHOICE: choices,
        Kind.LIST: {"type": "array", "items": choices, "minItems": 1},
    }
    return by_kind[parameter.kind]


def _operation(operation: Operation) -> dict[str, Any]:
    missing = ("404",) if operation.path_parameters else ()
    listed = isinstance(operation, ListOperation)
    refused = ("400", *missing, *(("406",) if listed else ()), "429", "500", "503")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
    }
    if operation.description:
        described["description"] = operation.description
    return described | {
        "parameters": [
            *(_path_parameter(name) for name in operation.path_parameters),
            *(_parameter(one) for one in operation.all_parameters),
        ],
        "responses": {
            "200": _found(operation),
            "304": {"description": "与 If-None-Match 或 If-Modified-Since 所说的相同"},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in refused},
        },
    }


def _path_parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": "编号",
        "schema": {"type": "string", "minLength": 1},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "schema": parameter_schema(parameter),
    }
    if parameter.kind is Kind.LIST:
        described |= {"style": "form", "explode": False}
    return described


def _found(operation: Operation) -> dict[str, Any]:
    headers = {
        "ETag": {"schema": {"type": "string"}, "description": "答案的标记，用于 If-None-Match"},
        "Last-Modified": {"schema": {"type": "string"}, "description": "最近一次导入"},
    }
    if isinstance(operation, ListOperation):
        schema = schemas.envelope(operation.schema, facets=operation.facets, extra=operation.extra)
        content: dict[str, Any] = {"application/json": {"schema": schema}}
        content |= {media: {} for media in MEDIA_TYPES.values()}
    else:
        content = {"application/json": {"schema": schemas.reference(operation.schema)}}
    return {"description": operation.summary, "headers": headers, "content": content}


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schemas.reference("Problem9457")}},
    }
