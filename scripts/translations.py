#!/usr/bin/env python3
"""Bring the English catalogue of the web UI up to date with its sources: scripts/translations.py

Messages are written in Chinese where they are shown (templates, Python, scripts of pages); the
catalogue gives each in English. New messages are added empty, those no longer used go. What pages
load is made from it: ``messages.mo``, and ``words.en.js`` with the messages of the scripts.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import Mock

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.parameters import FIGURES  # noqa: E402
from archive.series import titles  # noqa: E402
from scripts import archive_messages  # noqa: E402
from webui import errors  # noqa: E402
from webui.addresses import Addresses  # noqa: E402
from webui.api import openapi  # noqa: E402
from webui.api.resources import operations_of  # noqa: E402

WEB = ROOT / "webui"
PO = WEB / "translations/en/LC_MESSAGES/messages.po"
MO = PO.with_suffix(".mo")
WORDS = WEB / "static/words.en.js"

_KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy": None,
    "word": None,
    # The same words for one and for many in Chinese.
    "counted": (1, 1),
}
_SOURCES = (
    ("templates", "*.html", "jinja2"),
    ("templates", "*.svg", "jinja2"),
    (".", "*.py", "python"),
    ("static", "*.js", "javascript"),
)
# A fixed date: the same sources make the same catalogue.
_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z]{2,}")

Id = str | tuple[str, ...]


def messages() -> dict[Id, set[str]]:
    """Every message of the sources with the files it stands in, relative to ``webui``."""
    found: dict[Id, set[str]] = {}
    for folder, pattern, method in _SOURCES:
        for path in sorted((WEB / folder).glob(pattern)):
            place = path.relative_to(WEB).as_posix()
            for _, message, _, _ in extract_from_file(method, path, _KEYWORDS):
                found.setdefault(message, set()).add(place)
    for name, text in _named_elsewhere():
        found.setdefault(text, set()).add(name)
    return found


def _named_elsewhere() -> Iterator[tuple[str, str]]:
    """What is named below the web UI, which knows nothing of languages."""
    tables: Iterable[dict[object, str]] = (
        titles.KINDS, titles.FREQUENCIES, titles.AGGREGATIONS, titles.RULES, titles.CHECKS,
        titles.VERDICTS, titles.ROLES,
    )  # type: ignore[assignment]  # fmt: skip
    for table in tables:
        yield from (("archive.series.titles", text) for text in table.values())
    yield from (("archive.parameters", parameter.title) for parameter in FIGURES)
    for text in (*errors.TITLES.values(), *errors.DETAILS.values(), errors.OTHER):
        yield "errors.py", text
    yield from archive_messages.forms()
    # Nothing is asked, only what may be.
    description = openapi.document(operations_of(Mock(), Addresses("")))
    yield from (("api", text) for text in _chinese_in(description))


def _chinese_in(described: object) -> Iterator[str]:
    """What a description says in Chinese; that of the records themselves is English."""
    match described:
        case dict():
            for name, value in described.items():
                if name in ("description", "summary", "title") and isinstance(value, str):
                    if len(_HAN.findall(value)) > len(_ENGLISH.findall(value)):
                        yield value
                else:
                    yield from _chinese_in(value)
        case list():
            for value in described:
                yield from _chinese_in(value)


def catalogue() -> Catalog:
    """The catalogue as it is written in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated(old: Catalog) -> Catalog:
    """``old`` with exactly the messages of the sources; what is new has no translation yet."""
    new = Catalog(
        locale="en",
        project="bulletin-archive",
        version="",
        copyright_holder="the authors of bulletin-archive",
        msgid_bugs_address="",
        creation_date=_DATE,
        revision_date=_DATE,
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    # By their files, so that what is shown together stands together.
    for key, places in sorted(messages().items(), key=lambda pair: (sorted(pair[1]), str(pair[0]))):
        known = old.get(key if isinstance(key, str) else key[0])
        new.add(
            key,
            known.string if known is not None else None,
            locations=[(place, 0) for place in sorted(places)],
        )
    return new


def compiled(catalog: Catalog) -> bytes:
    """``catalog`` as gettext reads it."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def script_words(catalog: Catalog) -> str:
    """The messages of the scripts of pages as a module."""
    words = {
        one.id: one.string
        for one in catalog
        if one.id and any(place.startswith("static/") for place, _ in one.locations)
    }
    written = json.dumps(words, ensure_ascii=False, indent=2)
    return f"// Made by scripts/translations.py from the catalogue.\nexport default {written};\n"


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages that lack a translation, or a form of it."""
    return [
        one
        for one in catalog
        if one.id and not (all(one.string) if isinstance(one.string, tuple) else one.string)
    ]


def main() -> int:
    catalog = updated(catalogue())
    with PO.open("wb") as file:
        write_po(file, catalog, width=0, include_lineno=False, sort_output=False)
    # As read back: what is written is what counts.
    catalog = catalogue()
    MO.write_bytes(compiled(catalog))
    WORDS.write_text(script_words(catalog), encoding="utf-8")
    lacking = untranslated(catalog)
    for one in lacking:
        print(f"not translated: {one.id}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
