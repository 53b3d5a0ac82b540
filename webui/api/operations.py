"""What the API can be asked. An operation is declared once; its route, the checks of its
parameters and its part of the OpenAPI file all follow from the declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.export.answers import Answer
from archive.export.formats import Format
from archive.export.tables import Table
from archive.parameters import Kind, Parameter
from webui.api import schemas

Values = dict[str, Any]
"""Checked values of parameters by the fields of the request they set."""

CURSOR = Parameter("cursor", "游标", "下一页的游标，见 links.next；不可与 page 同用")
IDS = Parameter("id", "编号", "只要这些（可重复）；没有的在 missing 中列出", attribute="ids",
                repeatable=True)  # fmt: skip
FORMAT = Parameter(
    "format",
    "格式",
    "csv、jsonl、parquet、xlsx 一次给出全部结果；也可用 Accept 请求头",
    Kind.CHOICE,
    choices=("json", *Format),
    default="json",
)
BOM = Parameter(
    "bom", "字节顺序标记", "CSV 以字节顺序标记开头，便于 Excel 识别中文", Kind.FLAG, default="false"
)
PAGING = ("page", "per_page", "cursor", "facets")
"""Parameters that make no sense where all rows are given at once."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list. ``cursor`` is the keyset cursor of the next page, where the list has such;
    ``facets`` and ``missing`` are None where the list does not know them; ``extra`` is what else
    the answer says."""

    total: int
    pages: int
    results: Sequence[Answer]
    cursor: str | None = None
    facets: Mapping[str, Sequence[Answer]] | None = None
    missing: Sequence[str] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListOperation:
    """A list. ``parameters`` are those of the question, with paging; ``ask`` gives a page and
    ``every`` all rows, whatever the page; the parts of the path are among the values. ``html`` is
    the page that shows the same, with those parts and asked with some of the parameters; ``extra``
    are the schemas of what the answer says besides."""

    name: str
    path: str
    tag: str
    summary: str
    parameters: tuple[Parameter, ...]
    schema: str
    table: Table
    ask: Callable[[Values], Listed]
    every: Callable[[Values], Iterable[Answer]]
    description: str = ""
    html: str | None = None
    html_parameters: tuple[Parameter, ...] = ()
    keyset: bool = False
    facets: bool = False
    extra: Mapping[str, schemas.Schema] = field(default_factory=dict)
    path_parameters: tuple[str, ...] = ()

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """What may be asked: the question, and how its answer is wanted."""
        fields = Parameter(
            "fields",
            "字段",
            "只要这些字段，以逗号分开（id 总会给出）",
            Kind.LIST,
            choices=schemas.fields_of(self.schema),
        )
        return (*self.parameters, CURSOR, fields, FORMAT, BOM)


@dataclass(frozen=True, slots=True)
class OneOperation:
    """One thing. ``ask`` is given the values, with the parts of the path among them."""

    name: str
    path: str
    tag: str
    summary: str
    schema: str
    ask: Callable[[Values], Answer]
    parameters: tuple[Parameter, ...] = ()
    description: str = ""
    path_parameters: tuple[str, ...] = ("id",)

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """What may be asked."""
        return self.parameters


Operation = ListOperation | OneOperation
