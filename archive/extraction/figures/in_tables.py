"""Figures in tables: metric, subject and unit come from headers, stubs, captions and notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import rjieba

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.dates.finder import DateFinder
from archive.extraction.dates.periods import Mark, PeriodReader
from archive.extraction.figures.numbers import unit_as_printed
from archive.extraction.named import Named
from archive.extraction.numerals import ARABIC, HAN_NUMERALS, parse_numeral, scaled
from archive.model import Cell, Comparison, ComparisonKind, Figure, Span, Table
from archive.vocabulary import Vocabulary

_UNIT_NOTE = re.compile(r"单位[:：]\s*(?P<unit>[^）)\s、，,/]+)")
_HEADER_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,5})[）)]|±?(?P<share>[%％])$")
_NOT_A_MEASURE = re.compile(r"序号|编号|排名|名次|日期|时间$|时段|电话|年份|月份|期数|备注")
_TOTAL = re.compile(r"合计|总计|小计|共计|总数|全省|全市|全县|全区")
_ZONES = ("新区", "开发区", "街道")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:省|(?<![上超股楼])市|县|区|州|旗|盟|镇|乡|街道|新区|开发区)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER_START = re.compile(ARABIC)
_HAN_NUMERAL = re.compile(f"[{HAN_NUMERALS}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,4}})?")
_MINUS = ("-", "－", "−")
_COMPARED = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,10}?)??(?:(?P<year>同比|[比较](?:上年|去年)(?:同期|同月)?|[比较]同期)|环比|[比较](?:上月|上周|上期|上季度?))"
    r"(?:增长|增减|增幅|增速|变化|变动|升降|涨跌|幅度|率|[±+-])*"
)
# What a header says that only holds values: the row's label names what they measure.
_ONLY_A_VALUE = frozenset(
    {
        "实际",
        "实际值",
        "目标",
        "目标值",
        "计划",
        "计划值",
        "现状值",
        "计划数",
        "完成数",
        "任务数",
        "数量",
        "数值",
        "绝对数",
        "绝对量",
        "绝对值",
        "实绩",
        "指标值",
        "完成值",
        "本期数",
        "当期数",
    }
)
# A column that says whose the numbers of a row are, not what they measure.
_WHO = re.compile(
    "单位|部门|窗口|机构|地区|[市县区州乡镇]$|街道|企业|学校|法院|医院|[局处科室队组站所]$"
)
_UNIT_COLUMN = re.compile("(?:计量)?单位")
_OF_WHICH = re.compile(r"^(?:其\s*中[:：]?|#)")
_OWN_PERIOD = ("当期",)
# Behind a department that labels a row: 市公安局窗口, 市公安局（含分局）.
_ITSELF = re.compile(r"(?:窗口|专区|机关|系统|本级)?(?:[（(][^（）()]*[）)])?[^\u4e00-\u9fff]*")
_SCALES = {"万": 10**4, "亿": 10**8}


class TableReader:
    """Finds the figures of one issue's tables."""

    def __init__(self, context: IssueContext, dates: DateFinder, periods: PeriodReader) -> None:
        self._dates = dates
        self._periods = periods
        self._number = _cell_pattern(context.lexicon.vocabulary)
        self._units = _unit_pattern(context.lexicon.vocabulary)
        self._unit_at_end = _unit_at_end(context.lexicon.vocabulary)

    def find(self, item: ItemText, departments: Sequence[Named], lead: str = "") -> list[Figure]:
        """The figures of a table item, in order of its text; ``lead`` is the sentence that leads
        to the table."""
        table = item.item.table
        if table is None:
            return []
        grid = _Grid(item.text, table, lead)
        leading = self._last_mark(table.caption or "") or self._last_mark(lead)
        figures = []
        for cell in table.cells:
            if grid.is_header(cell) or grid.is_label(cell) or not cell.span.start < cell.span.end:
                continue
            match = self._number.fullmatch(item.text[cell.span.start : cell.span.end].strip())
            if match is None:
                continue
            figure = self._figure(item, grid, cell, match, departments, leading)
            if figure is not None:
                figures.append(figure)
        return sorted(figures, key=lambda figure: figure.span)

    def _figure(
        self,
        item: ItemText,
        grid: _Grid,
        cell: Cell,
        match: re.Match[str],
        departments: Sequence[Named],
        leading: Mark | None,
    ) -> Figure | None:
        headers = grid.headers(cell.column)
        if any(_NOT_A_MEASURE.search(header) for header in headers):
            return None
        value = parse_numeral(match["number"])
        if value is None:
            return None
        labels = grid.labels(cell)
        unit_label = next((label for label in labels if self._is_unit(grid, label)), None)
        labels = [label for label in labels if label is not unit_label]
        texts = [grid.text(label) for label in labels]
        row_unit = grid.text(unit_label) if unit_label else None
        unit, factor = self._unit(match, [*texts, *headers], row_unit, grid)
        if unit is None:
            return None
        names, mark = self._measures(headers)
        comparison = self._comparison(names, unit, negative=match["sign"] in _MINUS)
        if comparison is not None and not names:
            names, compared = self._compared(grid, cell)
            mark = mark or compared
        if match["sign"] in _MINUS and comparison is None:
            value = -value
        subject = self._subject(labels, texts, item.text, departments)
        names_some = labels and (
            _department_in(labels[-1].span, departments) is not None
            or any(_WHO.search(header) for header in grid.headers(labels[-1].column))
        )
        if names_some and len(texts) > 1 and _ONLY_A_VALUE.issuperset(names):
            names = self._measures(texts[:1])[0] or names  # 改造小区, 责任单位, 完成数
        if subject is None and texts and not names_some and not _TOTAL.search(texts[-1]):
            measures, stub_mark = self._measures(texts[-1:])
            mark = mark or stub_mark
            names += measures
        if subject is None and (over := self._over(grid, cell, item.text, departments)):
            subject, who = over
            names = [name for name in names if name != who]
        start = (
            cell.span.start
            + len(item.text[cell.span.start : cell.span.end])
            - len(item.text[cell.span.start : cell.span.end].lstrip())
        )
        if len(names) > 1:
            plain = [n for n in names if n not in _ONLY_A_VALUE and not _TOTAL.fullmatch(n)]
            names = plain or names
        mark = mark or leading
        return Figure(
            item=item.item.key,
            span=Span(start, start + len(match[0])),
            surface=match[0],
            value=scaled(value, factor),
            unit=unit,
            metric="·".join(dict.fromkeys(names)) or None,
            subject=subject,
            rule="figures.table_cell",
            period_type=mark.kind if mark else None,
            period=mark.period if mark else None,
            comparison=comparison,
        )

    @staticmethod
    def _comparison(names: list[str], unit: str, *, negative: bool) -> Comparison | None:
        """What a column 同比 or 环比 compares, which is no part of the metric: a fall of 5.2 % is
        printed −5.2 there."""
        for name in names:
            compared = _COMPARED.fullmatch(name)
            if compared is not None and unit in ("%", "个百分点"):
                names[:] = [n for n in (compared["of"] if n == name else n for n in names) if n]
                kind = (
                    ComparisonKind.YEAR_ON_YEAR
                    if compared["year"]
                    else ComparisonKind.PERIOD_ON_PERIOD
                )
                return Comparison(kind, -1 if negative else 1)
        return None

    def _compared(self, grid: _Grid, cell: Cell) -> tuple[list[str], Mark | None]:
        """What the nearest column before names that compares nothing itself, and its time: 同比
        beside 基金支出 is that of the 基金支出."""
        for column in range(cell.column - 1, -1, -1):
            if not grid.holds_numbers(column):
                break
            names, mark = self._measures(grid.headers(column))
            if (names or mark) and not any(_COMPARED.fullmatch(name) for name in names):
                return names, mark
        return [], None

    def _over(
        self, grid: _Grid, cell: Cell, whole: str, departments: Sequence[Named]
    ) -> tuple[str, str] | None:
        """The department or place that heads a cell's column, and the header that names it."""
        for header in grid.header_cells(cell.column):
            text = grid.text(header)
            if subject := self._subject([header], [text], whole, departments):
                return subject, text
        return None

    def _subject(
        self,
        labels: Sequence[Cell],
        texts: Sequence[str],
        whole: str,
        departments: Sequence[Named],
    ) -> str | None:
        """The department or place that labels a row; a post in it (市林业局局长) is none of its
        own. A label beside it names a matter, which the row's label keeps; it is no part of the
        metric."""
        for label, text in zip(labels, texts, strict=True):
            named = _department_in(label.span, departments)
            if (
                named is not None
                and named.department is not None
                and not _HAN.search(_OF_WHICH.sub("", whole[label.span.start : named.start]))
                and _ITSELF.fullmatch(whole, named.end, label.span.end)
            ):
                return named.department.id
            if _PLACE.fullmatch(text) and not _TOTAL.search(text) and not _is_deed(text):
                return text
        return None

    def _is_unit(self, grid: _Grid, label: Cell) -> bool:
        """Whether a label says in which unit its row counts, in a column of such."""
        return self._units.fullmatch(grid.text(label)) is not None and any(
            _UNIT_COLUMN.fullmatch(text) for text in grid.headers(label.column)
        )

    def _unit(
        self, match: re.Match[str], labels: Sequence[str], row_unit: str | None, grid: _Grid
    ) -> tuple[str | None, Decimal]:
        """The unit printed in the cell, in brackets in a header or label, as the last characters
        of the header (住院人次, 参保户数), in a column of units, or in the table's note."""
        printed = match["unit"]
        scale = Decimal(_SCALES.get(match["scale"] or match["bare"] or "", 1))
        if printed:
            return ("%" if printed == "％" else printed), scale
        for label in reversed(labels):
            if found := _HEADER_UNIT.search(label):
                unit, factor = _scaled(found["unit"] or found["share"])
                return unit, factor * scale
        if labels and (ending := self._unit_at_end.search(labels[-1])):
            return ending["of"] or ending["whole"], scale
        if row_unit:
            unit, factor = _scaled(row_unit)
            return unit, factor * scale
        for note in grid.notes:
            if note and (found := _UNIT_NOTE.search(note)):
                unit, factor = _scaled(found["unit"])
                return unit, factor * scale
        return None, scale

    def _measures(self, labels: Sequence[str]) -> tuple[list[str], Mark | None]:
        """Labels without units and markers of time, and the time they mark."""
        names = []
        last: Mark | None = None
        for label in labels:
            plain = _HEADER_UNIT.sub("", label)
            for mark in reversed(self._marks(plain)):
                if plain.startswith(_OWN_PERIOD):
                    continue  # 当期结余 is called so
                plain = plain[: mark.start] + plain[mark.end :]
                last = mark if mark.kind else last
                plain = plain.removeprefix("累计").removesuffix("累计")
            plain = _OF_WHICH.sub("", plain).strip("：: ")
            if plain and (plain not in _ONLY_A_VALUE or len(labels) == 1):
                names.append(plain)
        return names, last

    def _last_mark(self, text: str) -> Mark | None:
        marks = self._marks(text)
        return marks[-1] if marks else None

    def _marks(self, label: str) -> list[Mark]:
        return self._periods.marks(label, self._dates.expressions(label))


class _Grid:
    """A table by rows and columns."""

    def __init__(self, whole: str, table: Table, lead: str = "") -> None:
        self.table = table
        self.notes = (table.unit_note, table.caption, lead)
        self._whole = whole
        marked = [cell for cell in table.cells if cell.header]
        headers = marked or [cell for cell in table.cells if cell.row == 0]
        self._headers = {(cell.row, cell.column) for cell in headers}
        self._by_column: dict[int, list[Cell]] = {}
        self._by_row: dict[int, list[Cell]] = {}
        self._labelling: set[int] = set()
        for cell in sorted(headers, key=lambda cell: cell.row):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                self._by_column.setdefault(column, []).append(cell)
        for cell in table.cells:
            if self.is_label(cell):
                for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
                    self._by_row.setdefault(row, []).append(cell)
                if (cell.row, cell.column) not in self._headers:
                    self._labelling.add(cell.column)

    def text(self, cell: Cell) -> str:
        return self._whole[cell.span.start : cell.span.end].strip()

    def is_header(self, cell: Cell) -> bool:
        return (cell.row, cell.column) in self._headers

    def headers(self, column: int) -> list[str]:
        """The header texts over a column, from the outermost."""
        texts = (self.text(header) for header in self.header_cells(column))
        return [text for text in texts if text]

    def header_cells(self, column: int) -> Sequence[Cell]:
        """The headers over a column, from the outermost."""
        return self._by_column.get(column, ())

    def holds_numbers(self, column: int) -> bool:
        """Whether a column has figures: none of its cells labels its row."""
        return column not in self._labelling

    def labels(self, cell: Cell) -> list[Cell]:
        """The cells before a cell that name its row, from the outermost."""
        labels = (other for other in self._by_row.get(cell.row, ()) if other.column < cell.column)
        return sorted(labels, key=lambda other: other.column)

    def is_label(self, cell: Cell) -> bool:
        text = self.text(cell)
        if any(_UNIT_COLUMN.fullmatch(header) for header in self.headers(cell.column)):
            return True
        if _HAN_NUMERAL.fullmatch(text):
            return cell.column == 0
        return _HAN.search(text) is not None and not _NUMBER_START.match(text)


def _scaled(unit: str) -> tuple[str, Decimal]:
    """万元 → 元 and 10000."""
    for scale, factor in (("万", 10**4), ("亿", 10**8)):
        if unit.startswith(scale) and len(unit) > 1:
            return unit.removeprefix(scale), Decimal(factor)
    return {"％": "%"}.get(unit, unit), Decimal(1)


def _department_in(span: Span, departments: Sequence[Named]) -> Named | None:
    index = bisect_left(departments, span.start, key=lambda named: named.start)
    if index < len(departments) and departments[index].start < span.end:
        return departments[index]
    return None


@lru_cache(maxsize=4)
def _unit_at_end(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A header that ends with a unit, or with what is counted and 数: 人次, 户数."""
    counters = vocabulary.units.counters
    single = "".join(counter for counter in counters if len(counter) == 1)
    whole = "|".join(counter for counter in counters if counter.endswith("次") and len(counter) > 1)
    return re.compile(rf"(?:(?P<whole>{whole})|(?P<of>[{single}天])数)量?$")


@lru_cache(maxsize=4)
def _unit_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?P<scale>万|亿)?(?P<unit>{unit_as_printed(vocabulary)})")


@lru_cache(maxsize=4)
def _cell_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    unit = _unit_pattern(vocabulary).pattern
    return re.compile(
        rf"(?P<sign>[-－−+＋])?(?P<number>{ARABIC}|{_HAN_NUMERAL.pattern})(?:{unit}|(?P<bare>万|亿))?"
    )


@lru_cache(maxsize=1000)
def _is_deed(label: str) -> bool:
    """Whether a label only ends as a place does: 蔬菜上市, 农民工返乡, 旅游景区."""
    *before, (last, _) = rjieba.tag(label)
    return last not in _ZONES and any(tag in ("n", "v", "vn", "j") for _, tag in before)
