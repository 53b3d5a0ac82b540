"""What the archive says, in the reader's language.

The archive says everything in Chinese and knows of no other language. Much of it was said long
before it is shown, in a record or a kept audit, so that only its text is left. A text is known
again by its form in the catalogue: fixed words, with places ``%(1)s`` for values and ``%(said1)s``
for values that are such texts themselves (``scripts/archive_messages.py`` collects the forms).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo
from markupsafe import Markup, escape

from webui.language import _, english

_log = logging.getLogger(__name__)

_CATALOGUE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.mo"
_PLACE = re.compile(r"%\(((?:said)?[0-9])\)s")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Form:
    """``words`` are the fixed parts, one more than the named ``places`` between them."""

    text: str
    words: tuple[str, ...]
    places: tuple[str, ...]

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the places if ``text`` is of this form. A fixed part that occurs more
        than once is taken where it stands last; the time is linear, since readers can make the
        archive repeat what they asked for."""
        first, *between, last = self.words
        if len(text) < len(first) + len(last):
            return None
        if not (text.startswith(first) and text.endswith(last)):
            return None
        rest = text[len(first) : len(text) - len(last)]
        found: list[str] = []
        for part in reversed(between):
            rest, there, value = rest.rpartition(part)
            if not there:
                return None
            found.append(value)
        return dict(zip(self.places, [rest, *reversed(found)], strict=True))


@cache
def _forms() -> tuple[_Form, ...]:
    """All forms, those with the most fixed characters first: the most telling."""
    with _CATALOGUE.open("rb") as file:
        texts = [one.id for one in read_mo(file) if isinstance(one.id, str)]
    forms = []
    for text in texts:
        words = _PLACE.split(text)
        if len(words) > 1:
            forms.append(_Form(text, tuple(words[::2]), tuple(words[1::2])))
    return tuple(sorted(forms, key=lambda one: -sum(map(len, one.words))))


def said(text: str) -> Markup:
    """``text``, a message of the archive, in the reader's language; what stays Chinese is marked
    as such for readers of English."""
    if not english():
        return escape(text)
    translated: str = _(text) if text else ""
    if translated != text:
        return escape(translated)
    for form in _forms():
        if (values := form.values(text)) is not None:
            return Markup("").join(_filled(form, values))
    _log.info("not in the catalogue: %s", text)
    return _as_it_is(text)


def _filled(form: _Form, values: dict[str, str]) -> list[Markup]:
    parts = _PLACE.split(_(form.text))
    return [
        escape(part) if number % 2 == 0 else _value(part, values[part])
        for number, part in enumerate(parts)
    ]


def _value(place: str, value: str) -> Markup:
    return said(value) if place.startswith("said") else _as_it_is(value)


def _as_it_is(text: str) -> Markup:
    if not _HAN.search(text):
        return escape(text.replace("、", ", "))
    return Markup('<span lang="zh-Hans">{}</span>').format(text)
