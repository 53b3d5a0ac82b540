"""Reads and validates the TOML files of the vocabulary."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from archive.errors import ConfigurationError
from archive.vocabulary.schema import (
    Correction,
    Cues,
    Metrics,
    Organ,
    Prefecture,
    Province,
    Reform,
    SeriesWords,
    Surnames,
    Synonyms,
    Titles,
    Topic,
    Units,
    Vocabulary,
)

_BUILT_IN = Path(__file__).parent
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_KEY_OF_PATH = re.compile(r"`\$\.(\w+)")


@dataclass(frozen=True, slots=True)
class _File:
    """A vocabulary file: the type of its table, or of its entries; the first of ``identity``
    that an entry has identifies it."""

    name: str
    table: type[Any] | None = None
    entries: str = ""
    entry: type[Any] | None = None
    identity: tuple[str, ...] = ("name",)


_FILES = (
    _File(
        "departments",
        entries="organ",
        entry=Organ,
        identity=("province", "city", "form", "national"),
    ),
    _File("reforms", entries="reform", entry=Reform),
    _File("corrections", entries="correction", entry=Correction),
    _File("titles", table=Titles),
    _File("surnames", table=Surnames),
    _File("units", table=Units),
    _File("metrics", table=Metrics),
    _File("series", table=SeriesWords),
    _File("synonyms", table=Synonyms),
    _File("words", table=Cues),
    _File("places", entries="province", entry=Province),
    _File("prefectures", entries="prefecture", entry=Prefecture),
    _File("topics", entries="topic", entry=Topic),
)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as read, to say in which line something is wrong."""

    path: Path
    text: str
    table: dict[str, Any]

    def wrong(self, message: str, line: int | None = None) -> ConfigurationError:
        where = f" 第 {line} 行" if line else ""
        return ConfigurationError(f"词表文件 {self.path}{where}：{message}")

    def line(self, key: str = "", entries: str = "", number: int = 0) -> int | None:
        """The line of ``key``, in the ``number``-th entry if the file has entries, or that of the
        entry itself. None where it is written in a way that cannot be found."""
        count, entry_line = 0, None
        for index, line in enumerate(self.text.splitlines(), 1):
            stripped = line.strip()
            if entries and re.fullmatch(rf"\[\[\s*{re.escape(entries)}\s*\]\]\s*(#.*)?", stripped):
                count += 1
                if count > number:
                    break
                entry_line = index if count == number else None
            elif key and count == number and re.match(rf"\[*[\"']?{re.escape(key)}\b", stripped):
                return index
        return entry_line


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry and where it is written."""

    entry: Any
    source: _Source
    number: int


def load_vocabulary(user_folder: Path | None) -> Vocabulary:
    """Read the built-in vocabulary and the user's folder over it.

    In files of entries (``departments.toml``, ``places.toml``, ``topics.toml`` …) a user's entry
    of the same name replaces the built-in one and others are added; in the other files a user's
    lists are added to the built-in ones and ``remove = [...]`` takes words out of every list.
    The caller keeps the result: this reads files each time. Raises :class:`ConfigurationError`
    naming file, line and key.
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
        sources = []
        for path in paths:
            data = _read(path)
            digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
            sources.append(_parse(path, data))
        parts[file.name] = _entries(file, sources) if file.entry else _table(file, sources)
    _check_organs(parts["departments"], {row.entry.name for row in parts["reforms"]})
    _check_corrections(parts["corrections"])
    _check_prefectures(parts["prefectures"], {row.entry.name for row in parts["places"]})
    return Vocabulary(
        content_hash=digest.hexdigest()[:16],
        organs=tuple(row.entry for row in parts["departments"]),
        reforms={row.entry.name: row.entry for row in parts["reforms"]},
        corrections={row.entry.name: row.entry for row in parts["corrections"]},
        titles=parts["titles"],
        surnames=parts["surnames"],
        units=parts["units"],
        metrics=parts["metrics"],
        series=parts["series"],
        cues=parts["words"],
        provinces=tuple(row.entry for row in parts["places"]),
        prefectures=tuple(row.entry for row in parts["prefectures"]),
        topics=tuple(row.entry for row in parts["topics"]),
        synonyms=parts["synonyms"],
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


def _parse(path: Path, data: bytes) -> _Source:
    source = _Source(path, data.decode("utf-8", "replace"), {})
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise source.wrong("不是有效的 UTF-8 文本", line) from error
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(source.text.splitlines()) or 1
        reason = _TOML_PLACE.sub("", str(error)).strip()
        raise source.wrong(f"不是有效的 TOML：{reason}", line) from error
    return _Source(path, source.text, table)


def _convert(source: _Source, value: Any, kind: type[Any], entries: str, number: int) -> Any:
    where = f"第 {number} 个 [[{entries}]] " if entries else ""
    if not isinstance(value, dict):
        raise source.wrong(f"{where}应为表", source.line("", entries, number))
    unknown = sorted(set(value) - set(kind.__dataclass_fields__))
    if unknown:
        raise source.wrong(
            f"{where}未知的键 {unknown[0]}", source.line(unknown[0], entries, number)
        )
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        key = _KEY_OF_PATH.search(str(error))
        line = source.line(key[1] if key else "", entries, number)
        raise source.wrong(f"{where}{error}", line) from error


def _entries(file: _File, sources: Sequence[_Source]) -> tuple[_Row, ...]:
    """Entries by identity; a later file's entry takes the place of an earlier one."""
    assert file.entry is not None  # noqa: S101 - told apart by the caller
    found: dict[str, _Row] = {}
    for source in sources:
        for key, rows in source.table.items():
            if key != file.entries or not isinstance(rows, list):
                raise source.wrong(f"未知的键 {key}，应为 [[{file.entries}]]", source.line(key))
            for number, row in enumerate(rows, 1):
                entry = _convert(source, row, file.entry, key, number)
                named = (getattr(entry, name) for name in file.identity)
                identity = next((name for name in named if name), None)
                wrong = None
                if identity is None:
                    wrong = f"缺少 {'、'.join(file.identity)} 之一"
                elif identity in found and found[identity].source is source:
                    wrong = f"与前面的 {identity} 重复"
                if identity is None or wrong:
                    line = source.line("", key, number)
                    raise source.wrong(f"第 {number} 个 [[{key}]] {wrong}", line)
                found[identity] = _Row(entry, source, number)
    return tuple(found.values())


def _table(file: _File, sources: Sequence[_Source]) -> Any:
    """Lists joined over all files, less the words a file removes."""
    assert file.table is not None  # noqa: S101 - told apart by the caller
    merged: dict[str, Any] = {}
    for source in sources:
        table = dict(source.table)
        removed = table.pop("remove", [])
        if not isinstance(removed, list):
            raise source.wrong("remove 应为列表", source.line("remove"))
        _convert(source, table, file.table, "", 0)
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
    return _convert(sources[-1], merged, file.table, "", 0)


def _check_organs(rows: Sequence[_Row], reforms: set[str]) -> None:
    """Every organ of the past names a reform and organs that exist; forms say where the place
    goes."""
    keys = {row.entry.key for row in rows}
    for row in rows:
        organ: Organ = row.entry

        def wrong(key: str, message: str, row: _Row = row) -> ConfigurationError:
            line = row.source.line(key, "organ", row.number)
            return row.source.wrong(f"{row.entry.key} 的 {key} {message}", line)

        for key in ("successors", "absorbed_by"):
            for name in getattr(organ, key):
                if name not in keys:
                    raise wrong(key, f"指向词表中没有的 {name}")
                if organ.reform is None:
                    raise wrong(key, "需要写明 reform")
        for key in ("reform", "founded"):
            if (name := getattr(organ, key)) is not None and name not in reforms:
                raise wrong(key, f"{name} 不在 reforms.toml 中")
        for key in ("form", "form_city", "form_county"):
            _check_form(getattr(organ, key), key, wrong)
        if any(form.count("{}") != 1 for form in organ.embedded):
            raise wrong("embedded", "的每一项应有一个 {} 表示地名")


def _check_form(form: str | None, key: str, wrong: Any) -> None:
    if form is None:
        return
    try:
        form.format(place="", short="", printed="")
    except (KeyError, IndexError, ValueError) as error:
        raise wrong(key, "只能使用 {place}、{short} 和 {printed}") from error


def _check_corrections(rows: Sequence[_Row]) -> None:
    for row in rows:
        correction: Correction = row.entry
        decided = (correction.same_as, correction.confirmed, correction.no_organisation)
        if sum(map(bool, decided)) != 1:
            line = row.source.line("", "correction", row.number)
            raise row.source.wrong(
                f"{correction.name} 须写明 same_as、confirmed、no_organisation 之一", line
            )


def _check_prefectures(rows: Sequence[_Row], provinces: set[str]) -> None:
    for row in rows:
        prefecture: Prefecture = row.entry
        if prefecture.province not in provinces:
            line = row.source.line("province", "prefecture", row.number)
            message = f"{prefecture.name} 的 province {prefecture.province} 不在 places.toml 中"
            raise row.source.wrong(message, line)
