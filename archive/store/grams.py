"""Pairs of neighbouring characters of what is said of figures: which figures say a word is looked
up there instead of reading through them all.

A word stands in a text only if all its pairs do, so the pairs choose and the text decides. They are
kept by SQLite's full-text index as words of their own, spelled in hexadecimal, which it neither
folds nor parts: a pair is found exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import DDL, Connection, Select, column, event, func, select, table, text

from archive.store.schema import figure_words, metadata

_ORDINAL_BITS = 20
"""Of the key of a row: more than an issue can have figures."""

figure_grams = table("figure_grams", column("rowid"), column("grams"))

event.listen(
    metadata,
    "after_create",
    # Only which texts hold a pair is kept, neither the texts nor where in them it stands.
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE figure_grams USING fts5("
        "grams, content='', detail=none, columnsize=0, tokenize='ascii')"
    ),
)

_INSERT = text("INSERT INTO figure_grams (rowid, grams) VALUES (:key, :grams)")
_DELETE = text(
    "INSERT INTO figure_grams (figure_grams, rowid, grams) VALUES ('delete', :key, :grams)"
)


def add(connection: Connection, values: Iterable[dict[str, Any]]) -> None:
    """Take in rows of ``figure_words``."""
    if rows := [_row(one["issue_pk"], one["ordinal"], one["words"]) for one in values]:
        connection.execute(_INSERT, rows)


def remove(connection: Connection, issue_pk: int) -> None:
    """Take out those of an issue, whose words must still be there."""
    query = select(figure_words).where(figure_words.c.issue_pk == issue_pk)
    if rows := [_row(*one) for one in connection.execute(query)]:
        connection.execute(_DELETE, rows)


def saying(words: Sequence[str]) -> Select[Any]:
    """Issue and ordinal of the figures of which all ``words`` are said."""
    asked = " AND ".join(dict.fromkeys(one for word in words for one in _asked(word)))
    issue_pk = figure_grams.c.rowid.op(">>")(_ORDINAL_BITS)
    ordinal = figure_grams.c.rowid.op("&")((1 << _ORDINAL_BITS) - 1)
    query = select(issue_pk.label("issue_pk"), ordinal.label("ordinal"))
    query = query.where(column("figure_grams").op("MATCH")(asked))
    if longer := [word for word in words if len(word) > 2]:
        query = query.join(
            figure_words,
            (figure_words.c.issue_pk == issue_pk) & (figure_words.c.ordinal == ordinal),
        ).where(*(func.instr(figure_words.c.words, word) > 0 for word in longer))
    return query


def _row(issue_pk: int, ordinal: int, words: str) -> dict[str, Any]:
    # The last character of a line begins no pair, but may be asked for alone.
    pairs = {a + b for line in words.split("\n") for a, b in pairwise([*map(_hex, line), ""])}
    return {"key": issue_pk << _ORDINAL_BITS | ordinal, "grams": " ".join(pairs)}


def _asked(word: str) -> list[str]:
    if len(word) == 1:
        return [f"{_hex(word)}*"]
    return [a + b for a, b in pairwise(map(_hex, word))]


def _hex(character: str) -> str:
    return f"{ord(character):06x}"
