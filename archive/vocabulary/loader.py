"""Reads and validates the TOML files of the vocabulary."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from archive.errors import ConfigurationError
from archive.vocabulary.schema import (
    Cues,
    Metrics,
    Organ,
    Province,
    Surnames,
    Titles,
    Topic,
    Units,
    Vocabulary,
)

_BUILT_IN = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _File:
    """A vocabulary file: the type of its table, or of its entries; the first of ``identity``
    that an entry has identifies it."""

    name: str
    table: type[Any] | None = None
    entries: str = ""
    entry: type[Any] | None = None
    identity: tuple[str, ...] = ()


_FILES = (
    _File(
        "departments",
        entries="organ",
        entry=Organ,
        identity=("province", "city", "form", "national"),
    ),
    _File("titles", table=Titles),
    _File("surnames", table=Surnames),
    _File("units", table=Units),
    _File("metrics", table=Metrics),
    _File("words", table=Cues),
    _File("places", entries="province", entry=Province, identity=("name",)),
    _File("topics", entries="topic", entry=Topic, identity=("name",)),
)


def load_vocabulary(user_folder: Path | None) -> Vocabulary:
    """Read the built-in vocabulary and the user's folder over it.

    In files of entries (``departments.toml``, ``places.toml``, ``topics.toml``) a user's entry of
    the same name replaces the built-in one and others are added; in the other files a user's
    lists are added to the built-in ones and ``remove = [...]`` takes words out of every list.
    The caller keeps the result: this reads files each time. Raises :class:`ConfigurationError`
    naming file and key.
    """
    if user_folder is not None and not user_folder.is_dir():
        raise ConfigurationError(f"词表文件夹 {user_folder} 不存在")
    if user_folder is not None:
        _refuse_unknown(user_folder)
    digest = hashlib.sha256()
    parts: dict[str, Any] = {}
    for file in _FILES:
        paths = [_BUILT_IN / f"{file.name}.toml"]
        if user_folder is not None and (path := user_folder / f"{file.name}.toml").is_file():
            paths.append(path)
        tables = []
        for path in paths:
            data = _read(path)
            digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
            tables.append((path, _parse(path, data)))
        parts[file.name] = _entries(file, tables) if file.entry else _table(file, tables)
    return Vocabulary(
        content_hash=digest.hexdigest()[:16],
        organs=parts["departments"],
        titles=parts["titles"],
        surnames=parts["surnames"],
        units=parts["units"],
        metrics=parts["metrics"],
        cues=parts["words"],
        provinces=parts["places"],
        topics=parts["topics"],
    )


def _refuse_unknown(folder: Path) -> None:
    known = {f"{file.name}.toml" for file in _FILES}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in known:
            expected = "、".join(sorted(known))
            raise ConfigurationError(f"词表文件 {path} 的名称未知", hint=f"可用的名称：{expected}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"词表文件 {path} 无法读取：{error}") from error


def _parse(path: Path, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"词表文件 {path} 不是有效的 TOML：{error}") from error


def _convert(path: Path, where: str, value: object, kind: type[Any]) -> Any:
    if isinstance(value, dict):
        unknown = sorted(set(value) - set(kind.__dataclass_fields__))
        if unknown:
            raise ConfigurationError(f"词表文件 {path}：{where}未知的键 {unknown[0]}")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"词表文件 {path}：{where}{error}") from error


def _entries(file: _File, tables: list[tuple[Path, dict[str, Any]]]) -> tuple[Any, ...]:
    """Entries by identity; a later file's entry takes the place of an earlier one."""
    assert file.entry is not None  # noqa: S101 - told apart by the caller
    found: dict[tuple[str, Any], Any] = {}
    for path, table in tables:
        for key, rows in table.items():
            if key != file.entries or not isinstance(rows, list):
                raise ConfigurationError(
                    f"词表文件 {path}：未知的键 {key}，应为 [[{file.entries}]]"
                )
            for number, row in enumerate(rows, 1):
                entry = _convert(path, f"第 {number} 个 [[{key}]] ", row, file.entry)
                named = ((name, getattr(entry, name)) for name in file.identity)
                identity = next((pair for pair in named if pair[1]), None)
                if identity is None:
                    names = "、".join(file.identity)
                    raise ConfigurationError(
                        f"词表文件 {path}：第 {number} 个 [[{key}]] 缺少 {names} 之一"
                    )
                found[identity] = entry
    return tuple(found.values())


def _table(file: _File, tables: list[tuple[Path, dict[str, Any]]]) -> Any:
    """Lists joined over all files, less the words a file removes."""
    assert file.table is not None  # noqa: S101 - told apart by the caller
    merged: dict[str, Any] = {}
    for path, table in tables:
        removed = table.pop("remove", [])
        if not isinstance(removed, list):
            raise ConfigurationError(f"词表文件 {path}：remove 应为列表")
        _convert(path, "", table, file.table)
        for key, value in table.items():
            old = merged.get(key)
            match value:
                case list():
                    merged[key] = [*(old or []), *value]
                case dict():
                    merged[key] = {**(old or {}), **value}
                case _:
                    merged[key] = f"{old or ''}{value}"
        for key, value in merged.items():
            if isinstance(value, list):
                merged[key] = [word for word in value if word not in removed]
    return _convert(tables[-1][0], "", merged, file.table)
