"""A user's corrections of how figures were joined: ``series.toml`` in the archive's folder.

    [[join]]
    series = ["bulletin:受理:-:件:week:窗口办件", "bulletin:收到申请:-:件:week:窗口办件"]

    [[split]]
    series = "bulletin:受理:-:件:week:窗口办件"
    members = ["bulletin:受理件:-:件:week:窗口运行"]

Ids are those of series or of their members, as the page of a series shows them. They come from
what is printed, so the file holds after every import.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from archive.errors import ConfigurationError

FILE = "series.toml"
"""Name of the corrections file within an archive's folder."""


@dataclass(frozen=True, slots=True)
class Join:
    """These become one series; the first gives its name."""

    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """These members of the series become one of their own."""

    series: str
    members: tuple[str, ...]


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All corrections, in the order of the file; splits are made before joins."""

    join: tuple[Join, ...] = ()
    split: tuple[Split, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Another for other corrections."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


def load_corrections(home: Path) -> Corrections:
    """Read the file if there is one. Raises :class:`ConfigurationError` naming file and place."""
    path = home / FILE
    if not path.is_file():
        return Corrections()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, Corrections)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(
            f"序列更正文件 {path} 无法读取：{error}",
            hint="应为 [[join]] series = [...] 或 [[split]] series = ..., members = [...]",
        ) from error
