"""Organisations that no rule names, in the columns of tables whose headers say that they are
some: 施工单位, 学校."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from archive.extraction.context import ItemText
from archive.extraction.departments.resolution import Resolver
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named
from archive.model import Department

_OF_ORGANISATIONS = re.compile(
    "(?:[\u4e00-\u9fff]{0,4}(?:单位|部门|企业|机构|公司|学校|院校|医院|银行)|林场|农场|牧场|项目部|社区?|厂矿?|站所?)(?:名称)?"
)
_ORGANISATION = re.compile(
    "(?!各|全|其他|其它|市直|县直|区直|省直|中央|合计|小计|所有|相关|有关)[\u4e00-\u9fff0-9A-Za-z]{2,24}"
    "(?:场|[部队站所院校厂矿店社库馆园会局委办处行团]|公司|集团|中心|[小中大]学|合作社|项目部|支行|分行|食堂)"
)
_UNIT = re.compile("[\u4e00-\u9fff0-9A-Za-z]{2,12}(?:项目部|指挥部|经理部|分公司|食堂)")
"""Behind a company that a cell begins with: 云建二局|8号线三标项目部."""

_RULE = "departments.in_column"

_MOST = 500
_CANTEEN = "食堂"


def has_organisations(item: ItemText) -> bool:
    """Whether a column of a table item lists organisations."""
    return bool(_columns(item))


def _columns(item: ItemText) -> set[int]:
    cells = item.item.table.cells if item.item.table else ()
    return {
        cell.column
        for cell in cells
        if cell.header and _OF_ORGANISATIONS.fullmatch(item.text, cell.span.start, cell.span.end)
    }


def in_columns(item: ItemText, found: Sequence[Named]) -> Iterator[Named]:
    """The cells that are organisations by their header and their end and hold none of ``found``."""
    columns = _columns(item)
    table = item.item.table
    if table is None:
        return
    for cell in table.cells if columns else ():
        if cell.header or cell.column not in columns:
            continue
        start, end = cell.span.start, cell.span.end
        text = item.text[start:end]
        index = bisect_right(found, start, key=lambda named: named.end)
        taken = index < len(found) and found[index].start < end
        whole = not taken or (
            found[index].start == start and _UNIT.fullmatch(item.text, found[index].end, end)
        )
        if not whole or _ORGANISATION.fullmatch(text) is None:
            continue
        name = text.removesuffix(_CANTEEN)
        record = Department(name, provisional=True)
        yield Named(start, start + len(name), record, _RULE)


class ListedReader:
    """Finds the organisations that a table of the issue lists in its other texts."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._listed: dict[str, Department | None] = {}
        self._pattern: re.Pattern[str] | None = None

    def learn(self, text: str, found: Iterable[Named]) -> None:
        """Take in those that were ``found`` in a table by the header of their column alone."""
        for named in found:
            if named.rule == _RULE and len(self._listed) < _MOST:
                self._listed[text[named.start : named.end]] = named.department
        self._pattern = re.compile(alternatives(self._listed)) if self._listed else None

    def find(self, text: str) -> Iterator[Named]:
        """Where they are named again."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            if self._resolver.is_boundary(text, match.start(), 0):
                yield Named(*match.span(), self._listed[match[0]], _RULE)
