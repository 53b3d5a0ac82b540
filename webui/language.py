"""The language of the interface: messages in the code are Chinese, the catalogue has the others.

Within a request they are given in the reader's language, outside of one in Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import flask_babel

_: Callable[..., str] = flask_babel.gettext
"""A message in the reader's language, with values for its ``%(name)s``."""

lazy: Callable[[str], str] = flask_babel.lazy_gettext
"""A message that is translated when it is shown; for tables that are made on import."""


def counted(text: str, number: int) -> str:
    """``text`` about ``number`` things, which stands in it as ``%(n)s``."""
    written = f"{number:,}"
    said: str = flask_babel.ngettext(text, text, number, n=written)
    return said


def english() -> bool:
    """Whether the interface is in English."""
    locale = flask_babel.get_locale()
    return locale is not None and locale.language == "en"


def english_date(day: dt.date, pattern: str) -> str:
    """A date for readers of English, in a pattern of Unicode's CLDR."""
    written: str = flask_babel.format_date(day, pattern)
    return written
