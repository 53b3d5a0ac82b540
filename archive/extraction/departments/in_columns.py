"""Organisations that no rule names, in the columns of tables whose headers say that they are
some: 施工单位, 学校."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archive.extraction.context import ItemText
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

_CANTEEN = "食堂"


def in_columns(item: ItemText, found: Sequence[Named]) -> Iterator[Named]:
    """The cells that are organisations by their header and their end and hold none of ``found``."""
    table = item.item.table
    if table is None:
        return
    headers = [cell for cell in table.cells if cell.header]
    columns = {
        cell.column
        for cell in headers
        if _OF_ORGANISATIONS.fullmatch(item.text[cell.span.start : cell.span.end])
    }
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
        yield Named(start, start + len(name), record, "departments.in_column")
