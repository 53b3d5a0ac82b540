"""Settings: frozen, from ``archive.toml`` in the archive's folder and from the environment."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from archive.errors import ConfigurationError

ENVIRONMENT_PREFIX = "BULLETIN_"


class Engine(StrEnum):
    """Search engines behind the index port."""

    TANTIVY = "tantivy"
    WHOOSH = "whoosh"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before it is refused; every input is hostile.

    ``file_megabytes`` bounds the file, ``pages`` its pages, ``page_characters`` and
    ``page_paths`` the objects of one page, ``memory_megabytes`` the address space of the parsing
    process, ``seconds`` the wall time and ``cpu_seconds`` the processor time of one file.
    """

    file_megabytes: int = 200
    pages: int = 3000
    page_characters: int = 100_000
    page_paths: int = 50_000
    memory_megabytes: int = 4096
    seconds: int = 120
    cpu_seconds: int = 120


@dataclass(frozen=True, slots=True)
class Settings:
    """``home`` is the archive's folder; ``workers`` 0 means one for each core.

    ``vocabulary`` is a folder of the user's own vocabulary files, which win over the built-in
    ones. ``base_url`` prefixes links in exports and feeds.
    ``rate_limit`` (``60/minute``) bounds what one address may ask of the API; empty, nothing does.
    """

    home: Path
    engine: Engine = Engine.TANTIVY
    workers: int = 0
    vocabulary: Path | None = None
    base_url: str = ""
    rate_limit: str = ""
    limits: Limits = field(default_factory=Limits)


def load_settings(home: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Find the archive and read its settings.

    The folder is ``home``, else ``BULLETIN_HOME``, else ``./archive-data``. Its ``archive.toml``
    may set any field of :class:`Settings` (and ``[limits]``); ``BULLETIN_ENGINE``,
    ``BULLETIN_WORKERS`` … win over it. Raises :class:`ConfigurationError` naming file and key.
    """
    folder = home or Path(environment.get(ENVIRONMENT_PREFIX + "HOME") or "archive-data")
    settings = Settings(home=folder.absolute())
    path = settings.home / "archive.toml"
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"配置文件 {path} 无法读取：{error}") from error
        settings = _apply(settings, table, str(path))
    names = {f.name for f in fields(Settings)} - {"home", "limits"}
    values = {
        name: environment[key]
        for name in names
        if environment.get(key := ENVIRONMENT_PREFIX + name.upper())
    }
    return _apply(settings, values, "环境变量")


def _apply(settings: Settings, table: Mapping[str, Any], origin: str) -> Settings:
    changes: dict[str, Any] = {}
    for name, value in table.items():
        try:
            match name:
                case "engine":
                    changes[name] = Engine(value)
                case "workers":
                    changes[name] = _non_negative(value)
                case "vocabulary":
                    changes[name] = (settings.home / str(value)).resolve()
                case "base_url":
                    changes[name] = str(value).rstrip("/")
                case "rate_limit":
                    changes[name] = str(value)
                case "limits" if isinstance(value, Mapping):
                    limits = {key: _non_negative(number) for key, number in value.items()}
                    changes[name] = replace(settings.limits, **limits)
                case _:
                    raise ConfigurationError(f"{origin}：未知的设置 {name}")
        except (ValueError, TypeError) as error:
            raise ConfigurationError(
                f"{origin}：设置 {name} 的值 {value!r} 无效：{error}"
            ) from error
    return replace(settings, **changes)


def _non_negative(value: object) -> int:
    number = int(str(value))
    if number < 0:
        raise ValueError("须为非负整数")
    return number
