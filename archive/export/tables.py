"""Answers as rows: the columns of each kind, for CSV, Excel, Parquet and the Data Package.

A column says where in the answer (:mod:`archive.export.answers`) its value stands, so that a table
never says anything else than the JSON does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

Cell = str | int | float | bool | None


class ColumnType(StrEnum):
    """What a column holds, by the names of Frictionless Table Schema. ``DECIMAL`` is a number that
    must stay exact, hence kept as text where a format knows but binary ones."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``path`` leads to its value in the answer; ``title`` is Chinese."""

    name: str
    title: str
    path: tuple[str, ...]
    type: ColumnType = ColumnType.STRING


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a kind of answer; ``id`` is the key where there is such a column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    _groups: Mapping[tuple[str, ...], list[tuple[int, str, bool, Callable[[Any], Cell]]]] = field(
        init=False, repr=False, compare=False
    )
    """By the path to the object that cells are read from: their places, keys, whether text is
    written as it is, and how all else is written."""

    def __post_init__(self) -> None:
        groups: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
        for place, column in enumerate(self.columns):
            *path, key = column.path
            plain = column.type not in (ColumnType.DECIMAL, ColumnType.NUMBER)
            groups[tuple(path)].append((place, key, plain, _CELLS[column.type]))
        object.__setattr__(self, "_groups", dict(groups))

    def only(self, fields: Collection[str]) -> Table:
        """The table with the columns of these fields of the answer, and with the id."""
        kept = tuple(c for c in self.columns if c.path[0] in fields or c.name == "id")
        return Table(self.name, self.title, kept)

    def row(self, answer: Mapping[str, Any]) -> list[Cell]:
        """The cells of an answer. Lists of words are joined by ``；``, others written as JSON."""
        cells: list[Cell] = [None] * len(self.columns)
        for path, columns in self._groups.items():
            part: Any = answer
            for step in path:
                part = part and part.get(step)
            if part is None:
                continue
            for place, key, plain, cell in columns:
                value = part.get(key)
                if plain and value.__class__ is str:
                    cells[place] = value
                elif value is not None:
                    cells[place] = cell(value)
        return cells


def _text(value: Any) -> Cell:
    if isinstance(value, list | tuple):
        if all(isinstance(one, str) for one in value):
            return "；".join(value)
        if all(isinstance(one, int) for one in value):
            return " ".join(map(str, value))
    return msgspec.json.encode(value).decode()


def _decimal(value: Any) -> Cell:
    text = str(value)
    return f"{Decimal(text):f}" if "E" in text else text


def _plain(value: Any) -> Cell:
    cell: Cell = value
    return cell


_CELLS: dict[ColumnType, Callable[[Any], Cell]] = {
    ColumnType.STRING: _text,
    ColumnType.DECIMAL: _decimal,
    ColumnType.NUMBER: float,
    ColumnType.INTEGER: _plain,
    ColumnType.BOOLEAN: _plain,
    ColumnType.DATE: _plain,
    ColumnType.DATETIME: _plain,
}


def _columns(*declared: tuple[str, str] | tuple[str, str, ColumnType]) -> tuple[Column, ...]:
    """Columns from ``path as name`` (or a path of which the last step is the name)."""
    columns = []
    for path, title, *kind in declared:
        steps, _, name = path.partition(" as ")
        parts = tuple(steps.split("."))
        columns.append(Column(name or parts[-1], title, parts, *kind))
    return tuple(columns)


_DATE, _INTEGER = ColumnType.DATE, ColumnType.INTEGER

FIGURES = Table(
    "figures",
    "数据",
    _columns(
        ("id", "编号"),
        ("bulletin", "刊物编号"),
        ("issue", "期编号"),
        ("issue_date", "出版日期", _DATE),
        ("item", "条目"),
        ("metric", "指标"),
        ("surface", "原文写法"),
        ("value", "数值", ColumnType.DECIMAL),
        ("value_high", "区间上限", ColumnType.DECIMAL),
        ("value as value_number", "数值（浮点，便于计算）", ColumnType.NUMBER),
        ("unit", "单位"),
        ("qualifier", "约数说法"),
        ("subject", "对象"),
        ("period_type", "时段类型"),
        ("period.start as period_start", "时段起", _DATE),
        ("period.end as period_end", "时段止", _DATE),
        ("no_period", "时段不明的缘由"),
        ("change_from", "变动前数值", ColumnType.DECIMAL),
        ("comparison.kind as comparison", "比较方式"),
        ("comparison.sign as comparison_sign", "增减", _INTEGER),
        ("provenance.pages", "页"),
        ("provenance.boxes", "页上位置（点，左上角为原点）"),
        ("provenance.quote", "语句"),
        ("provenance.quote_span", "语句中的位置"),
        ("provenance.links.html", "条目网页"),
        ("provenance.links.image", "标出位置的页面图像"),
        ("provenance.source_sha256", "原件 SHA-256"),
        ("provenance.rule", "规则"),
        ("provenance.rules_version", "规则版本"),
    ),
)
ISSUES = Table(
    "issues",
    "各期",
    _columns(
        ("id", "编号"),
        ("bulletin", "刊物编号"),
        ("title", "刊名"),
        ("publishers", "发布机构"),
        ("year", "年", _INTEGER),
        ("number", "期号", _INTEGER),
        ("number_last", "合刊末期号", _INTEGER),
        ("serial", "总期号", _INTEGER),
        ("date", "出版日期", _DATE),
        ("counts.pages", "页数", _INTEGER),
        ("counts.items", "条目数", _INTEGER),
        ("counts.figures", "数据数", _INTEGER),
        ("counts.problems", "问题数", _INTEGER),
        ("source_name", "原件文件名"),
        ("source_sha256", "原件 SHA-256"),
        ("imported_at", "导入时间", ColumnType.DATETIME),
        ("superseded_by", "被何期取代"),
        ("links.html", "网页"),
    ),
)
ITEMS = Table(
    "items",
    "条目",
    _columns(
        ("id", "编号"),
        ("issue.id as issue", "期编号"),
        ("issue.bulletin as bulletin", "刊物编号"),
        ("issue.title as title", "刊名"),
        ("issue.date as issue_date", "出版日期", _DATE),
        ("section_path", "所在栏目"),
        ("number", "序号"),
        ("kind", "类型"),
        ("text", "正文"),
        ("departments", "部门"),
        ("officials", "官员"),
        ("topics", "专题"),
        ("issue.source_sha256 as source_sha256", "原件 SHA-256"),
        ("links.html", "网页"),
    ),
)
DEPARTMENTS = Table(
    "departments",
    "部门",
    _columns(
        ("id", "编号"),
        ("jurisdiction", "地区"),
        ("aliases", "别称"),
        ("parent", "上级"),
        ("successor", "继任部门"),
        ("valid_from", "设立", _DATE),
        ("valid_until", "撤销", _DATE),
        ("provisional", "暂定", ColumnType.BOOLEAN),
        ("items", "条目数", _INTEGER),
        ("links.html", "网页"),
    ),
)
OFFICIALS = Table(
    "officials",
    "官员",
    _columns(
        ("id", "编号"),
        ("name", "姓名"),
        ("department", "部门"),
        ("pinyin", "拼音"),
        ("items", "条目数", _INTEGER),
        ("links.html", "网页"),
    ),
)
TOPICS = Table(
    "topics",
    "专题",
    _columns(("id", "专题"), ("items", "条目数", _INTEGER), ("links.html", "网页")),
)
BULLETINS = Table(
    "bulletins",
    "刊物",
    _columns(
        ("id", "编号"),
        ("title", "刊名"),
        ("publishers", "发布机构"),
        ("issues", "期数", _INTEGER),
        ("links.html", "网页"),
    ),
)
SERIES = Table(
    "series",
    "序列",
    _columns(
        ("id", "编号"),
        ("bulletin", "刊物编号"),
        ("metric", "指标"),
        ("subject", "对象"),
        ("unit", "单位"),
        ("period_type", "时段类型"),
        ("comparison", "比较方式"),
        ("scope", "所在标题"),
        ("row", "表行"),
        ("kind", "类型"),
        ("frequency", "频率"),
        ("additive", "可否相加", ColumnType.BOOLEAN),
        ("observations", "期数", _INTEGER),
        ("first", "首期", _DATE),
        ("last", "末期", _DATE),
        ("wordings", "原文各种写法"),
        ("links.observations as link", "各期数值的地址"),
    ),
)
OBSERVATIONS = Table(
    "observations",
    "各期数值",
    _columns(
        ("id", "编号"),
        ("series", "序列编号"),
        ("period.start as period_start", "时段起", _DATE),
        ("period.end as period_end", "时段止", _DATE),
        ("no_period", "时段不明的缘由"),
        ("value", "数值", ColumnType.DECIMAL),
        ("value_high", "区间上限", ColumnType.DECIMAL),
        ("value as value_number", "数值（浮点，便于计算）", ColumnType.NUMBER),
        ("unit", "单位"),
        ("printed", "原文写法"),
        ("as_reported_in", "报告于何期"),
        ("reported_on", "报告日期", _DATE),
        ("latest", "是否最新", ColumnType.BOOLEAN),
        ("frequency", "换算频率"),
        ("aggregation", "汇总方式"),
        ("of", "由哪些数据汇总"),
        ("gaps", "其中有无缺期", ColumnType.BOOLEAN),
        ("figure.item as item", "条目"),
        ("figure.provenance.pages as pages", "页"),
        ("figure.provenance.boxes as boxes", "页上位置（点，左上角为原点）"),
        ("figure.provenance.quote as quote", "语句"),
        ("figure.provenance.quote_span as quote_span", "语句中的位置"),
        ("figure.provenance.links.html as html", "条目网页"),
        ("figure.provenance.links.image as image", "标出位置的页面图像"),
        ("figure.provenance.source_sha256 as source_sha256", "原件 SHA-256"),
        ("figure.provenance.rules_version as rules_version", "规则版本"),
    ),
)
AUDIT = Table(
    "audit",
    "核对",
    _columns(
        ("id", "编号"),
        ("check", "核对"),
        ("verdict", "结论"),
        ("bulletin", "刊物编号"),
        ("issue", "期编号"),
        ("issue_date", "出版日期", _DATE),
        ("series", "序列编号"),
        ("metric", "指标"),
        ("unit", "单位"),
        ("expected", "应为", ColumnType.DECIMAL),
        ("printed", "原文为", ColumnType.DECIMAL),
        ("difference", "相差", ColumnType.DECIMAL),
        ("message", "说明"),
        ("observations", "依据"),
        ("links.html", "网页"),
    ),
)
