"""Exports as folders: a Frictionless Data Package (https://specs.frictionlessdata.io), JSON Lines,
or XML. A folder appears under its name when it is complete, or not at all."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from archive.errors import ConfigurationError
from archive.export.bulk import Export, Resource
from archive.export.formats import MEDIA_TYPES, Format, write
from archive.export.gazette import gazette
from archive.export.tables import Column, ColumnType, Table

Progress = Callable[[str, int], None]
"""Told the name of a file and the number of its rows or issues written so far."""

_TYPES = {ColumnType.DECIMAL: "number"}
_REFERENCES = {("figures", "issue"): "issues", ("items", "issue"): "issues"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export: ``rows`` are rows or, in XML, issues."""

    name: str
    rows: int
    bytes: int
    sha256: str


def write_package(
    export: Export, folder: Path, form: Format, words: str, progress: Progress, *, bom: bool = False
) -> list[Written]:
    """A Data Package of tables in CSV or Parquet with a ``datapackage.json``; ``words`` say in
    Chinese what was asked for. Raises :class:`ConfigurationError` if it cannot be written."""
    with _appearing(folder) as place:
        resources = export.resources()
        files = [_table(place, resource, form, progress, bom=bom) for resource in resources]
        described = _package(resources, files, form, words)
        data = msgspec.json.format(msgspec.json.encode(described), indent=2)
        (place / "datapackage.json").write_bytes(data + b"\n")
    return files


def write_lines(export: Export, folder: Path, progress: Progress) -> list[Written]:
    """JSON Lines, a file for each kind; the objects are those of the API.

    Raises :class:`ConfigurationError` if it cannot be written."""
    with _appearing(folder) as place:
        return [_table(place, resource, Format.JSONL, progress) for resource in export.resources()]


def write_gazettes(export: Export, folder: Path, progress: Progress) -> list[Written]:
    """Akoma Ntoso, a file for each issue. Raises :class:`ConfigurationError` if it cannot be
    written."""
    files = []
    with _appearing(folder) as place:
        for number, shown in enumerate(export.issues(), 1):
            data = gazette(shown)
            name = f"{quote(shown.record.id, safe='@')}.xml"
            (place / name).write_bytes(data)
            files.append(Written(name, 1, len(data), hashlib.sha256(data).hexdigest()))
            progress("xml", number)
    return files


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """A folder to write in that becomes ``folder`` when all went well."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder} 已存在且不是空目录", hint="请另指定一个目录")
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            yield part
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ConfigurationError(
            f"无法写入 {folder}：{error.strerror}", hint="请检查磁盘空间和目录权限"
        ) from error


def _table(
    place: Path, resource: Resource, form: Format, progress: Progress, *, bom: bool = False
) -> Written:
    name = f"{resource.table.name}.{form.value}"
    rows, size, digest = 0, 0, hashlib.sha256()

    def counted() -> Iterator[dict[str, Any]]:
        nonlocal rows
        for row in resource.rows():
            rows += 1
            if rows % 1000 == 0:
                progress(name, rows)
            yield row

    with (place / name).open("wb") as file:
        for chunk in write(form, resource.table, counted(), bom=bom):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    progress(name, rows)
    return Written(name, rows, size, digest.hexdigest())


def _package(
    resources: Sequence[Resource], files: Sequence[Written], form: Format, words: str
) -> dict[str, Any]:
    return {
        "profile": "data-package" if form is Format.PARQUET else "tabular-data-package",
        "name": "bulletin-archive",
        "title": "公报档案",
        "description": f"{words}。日期为 ISO 8601；以 = + - @ 起首的文字前加撇号，以免被当作公式。"
        "数据均附出处：期、条目、页、位置、语句、原件的 SHA-256 和规则版本。",
        "resources": [
            {
                "profile": "data-resource" if form is Format.PARQUET else "tabular-data-resource",
                "name": resource.table.name,
                "title": resource.table.title,
                "path": file.name,
                "format": form.value,
                "mediatype": MEDIA_TYPES[form],
                "encoding": "utf-8",
                "bytes": file.bytes,
                "hash": f"sha256:{file.sha256}",
                "schema": _schema(resource.table, form, {one.table.name for one in resources}),
            }
            for resource, file in zip(resources, files, strict=True)
        ],
    }


def _schema(table: Table, form: Format, beside: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, form) for column in table.columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": target, "fields": ["id"]},
        }
        for column in table.columns
        if (target := _REFERENCES.get((table.name, column.name))) in beside
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, form: Format) -> dict[str, Any]:
    exact_text = form is Format.PARQUET and column.type is ColumnType.DECIMAL
    kind = "string" if exact_text else _TYPES.get(column.type, column.type.value)
    field: dict[str, Any] = {"name": column.name, "title": column.title, "type": kind}
    if kind == "datetime":
        field["format"] = "any"
    if column.name == "id":
        field["constraints"] = {"required": True, "unique": True}
    return field
