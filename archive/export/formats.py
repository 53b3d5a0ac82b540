"""The formats rows are written in, as a stream of bytes in constant memory."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import Any

import msgspec

from archive.export.tables import Cell, ColumnType, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for a formula at the beginning of a cell."""
_ROWS_AT_ONCE = 500
_ROW_GROUP = 10_000
"""Rows of a Parquet row group: what is in memory at a time."""
_SHEET_ROWS = 1_048_576
"""Rows that a sheet of Excel can hold, with its header."""
_CELL_CHARACTERS = 32_767
"""Characters that a cell of Excel can hold."""
_EXACT_DIGITS = 15
"""Digits that Excel keeps of a number."""
_CHUNK = 1 << 16

Answers = Iterable[Mapping[str, Any]]


class Format(StrEnum):
    """A format for all rows of an answer."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.JSONL: "application/jsonl",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(form: Format, table: Table, answers: Answers, *, bom: bool = False) -> Iterator[bytes]:
    """``answers`` in a format; ``bom`` begins CSV with a byte order mark, by which Excel knows
    UTF-8."""
    match form:
        case Format.CSV:
            return csv_bytes(table, answers, bom=bom)
        case Format.JSONL:
            return jsonl_bytes(answers)
        case Format.PARQUET:
            return parquet_bytes(table, answers)
        case Format.XLSX:
            return xlsx_bytes(table, answers)


def csv_bytes(table: Table, answers: Answers, *, bom: bool = False) -> Iterator[bytes]:
    """RFC 4180; text that a spreadsheet could take for a formula gets an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in table.columns)
    texts = [
        place for place, column in enumerate(table.columns) if column.type is ColumnType.STRING
    ]
    start = codecs.BOM_UTF8 if bom else b""
    rows = iter(answers)
    while True:
        batch = list(islice(rows, _ROWS_AT_ONCE))
        for answer in batch:
            cells = table.row(answer)
            for place in texts:
                cell = cells[place]
                if cell and str(cell)[0] in _FORMULA:
                    cells[place] = f"'{cell}"
            writer.writerow(cells)
        yield start + buffer.getvalue().encode("utf-8", "replace")
        if len(batch) < _ROWS_AT_ONCE:
            return
        start = b""
        buffer.seek(0)
        buffer.truncate()


def jsonl_bytes(answers: Answers) -> Iterator[bytes]:
    """One JSON object a line, as in the API."""
    rows = iter(answers)
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield b"".join(msgspec.json.encode(answer) + b"\n" for answer in batch)


def parquet_bytes(table: Table, answers: Answers) -> Iterator[bytes]:
    """Apache Parquet, row group by row group. Exact decimals are text, as no type of Parquet's
    holds every one."""
    # Only who asks for Parquet waits for it to load.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {
        ColumnType.STRING: pa.string(),
        ColumnType.DECIMAL: pa.string(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.BOOLEAN: pa.bool_(),
        ColumnType.DATE: pa.date32(),
        ColumnType.DATETIME: pa.timestamp("us", tz="UTC"),
    }
    schema = pa.schema([(column.name, kinds[column.type]) for column in table.columns])
    sink = _Sink()
    rows = iter(answers)
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROW_GROUP)):
            columns = zip(*(table.row(answer) for answer in batch), strict=True)
            arrays = [
                pa.array(_typed(cells, column.type), field.type)
                for column, cells, field in zip(table.columns, columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


def xlsx_bytes(table: Table, answers: Answers) -> Iterator[bytes]:
    """An Excel workbook; what one sheet cannot hold goes on in the next."""
    import xlsxwriter  # noqa: PLC0415

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(file, options) as book:
            for number, rows in enumerate(_sheets(answers), 1):
                title = table.title if number == 1 else f"{table.title}{number}"
                sheet = book.add_worksheet(title)
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, [column.title for column in table.columns])
                for place, answer in enumerate(rows, 1):
                    _write_row(sheet, place, table, answer)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _sheets(answers: Answers) -> Iterator[Answers]:
    """The rows sheet by sheet, each to be read before the next; one sheet if there are none."""
    rows = iter(answers)
    first: list[Mapping[str, Any]] = list(islice(rows, 1))
    yield chain(first, islice(rows, _SHEET_ROWS - 1 - len(first)))
    for row in rows:
        yield chain((row,), islice(rows, _SHEET_ROWS - 2))


def _write_row(sheet: Any, place: int, table: Table, answer: Mapping[str, Any]) -> None:
    for number, (column, cell) in enumerate(zip(table.columns, table.row(answer), strict=True)):
        if cell is None:
            continue
        if column.type is ColumnType.DECIMAL and len(str(cell)) <= _EXACT_DIGITS:
            sheet.write_number(place, number, float(cell))
        elif isinstance(cell, bool):
            sheet.write_boolean(place, number, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(place, number, cell)
        else:
            # xlsxwriter takes what begins so for markup of its own.
            text = f"'{cell}" if cell.startswith("<r>") else cell
            sheet.write_string(place, number, text[:_CELL_CHARACTERS])


def _typed(cells: Sequence[Cell], kind: ColumnType) -> Sequence[object]:
    """The cells of a column as Parquet takes them."""
    match kind:
        case ColumnType.DATE:
            return [cell and dt.date.fromisoformat(str(cell)) for cell in cells]
        case ColumnType.DATETIME:
            return [cell and dt.datetime.fromisoformat(str(cell)) for cell in cells]
        case ColumnType.STRING | ColumnType.DECIMAL:
            return [cell if cell is None else _text(str(cell)) for cell in cells]
        case _:
            return cells


def _text(text: str) -> str:
    """Without halves of characters, which no encoding knows."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


class _Sink:
    """A file that is only written to, and emptied as it fills."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0
        self.closed = False

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._position += len(part)
        return len(part)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data
