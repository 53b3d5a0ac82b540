"""Opening the archive a command asks, and its options as the parameters of a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive import app
from archive.cli.failures import log_to
from archive.cli.indexing import indexing_shown
from archive.config import Settings, load_settings
from archive.errors import InvalidParameter, NotFound
from archive.export.series_answers import Links
from archive.parameters import Pairs


@contextmanager
def open_archive(settings: Settings, *, up_to_date: bool = True) -> Iterator[app.Archive]:
    """The archive, made if need be; failures are logged in its folder."""
    log_to(settings.home)
    with indexing_shown() as told:
        archive = app.open_archive(settings, indexing=told, up_to_date=up_to_date)
    with archive:
        yield archive


@contextmanager
def open_existing(home: Path | None, *, up_to_date: bool = True) -> Iterator[app.Archive]:
    """Asking a mistyped folder must not make an archive there."""
    settings = load_settings(home)
    if not app.is_archive(settings.home):
        raise NotFound(
            f"{settings.home} 中没有档案库",
            hint="用 --home 指明目录，或先用 bulletin import 导入公报",
        )
    with open_archive(settings, up_to_date=up_to_date) as archive:
        yield archive


def links_of(archive: app.Archive) -> Links:
    """The links that exports carry; they begin with the setting ``base_url``."""
    # The other commands need no web framework.
    from webui.addresses import Addresses  # noqa: PLC0415
    from webui.links import AnswerLinks  # noqa: PLC0415

    return AnswerLinks(Addresses(archive.settings.base_url))


def pairs(asked: dict[str, Any]) -> Pairs:
    """Options as the parameters of a request."""
    return [
        (name, encodable(name, value))
        for name, given in asked.items()
        for value in (given if isinstance(given, tuple) else (given,))
        if value is not None
    ]


def encodable(name: str, value: str) -> str:
    """``value``, which must be text. Raises :class:`InvalidParameter`."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidParameter(f"参数 {name} 不是有效的 UTF-8 文本", parameter=name) from error
    return value
