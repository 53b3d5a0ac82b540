"""Cursors: where the next page of a list begins, as one opaque word.

A cursor belongs to the question it was made for; with another one it is refused, so that nobody
pages through one list with the places of another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

from archive.errors import InvalidParameter

_DIGEST = 6
"""Bytes of the digest: enough to notice a mistake, which is all it is for."""


def cursor(question: Iterable[object], place: str) -> str:
    """The cursor for ``place`` (a key only the list understands) in the answer to ``question``."""
    return base64.urlsafe_b64encode(_digest(question) + place.encode()).decode().rstrip("=")


def place(question: Iterable[object], given: str) -> str:
    """The place of a cursor. Raises :class:`InvalidParameter` for one of another question."""
    try:
        data = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        found = data[_DIGEST:].decode()
    except (binascii.Error, ValueError) as error:
        raise refused(given) from error
    if data[:_DIGEST] != _digest(question) or not found:
        raise refused(given)
    return found


def refused(given: str) -> InvalidParameter:
    """That a cursor leads nowhere."""
    return InvalidParameter(
        f"游标 {given[:40]} 不属于此次查询",
        parameter="cursor",
        hint="请使用上一页 links.next 中的地址，不要改动其他参数",
    )


def _digest(question: Iterable[object]) -> bytes:
    return hashlib.sha256(repr(tuple(question)).encode("utf-8", "replace")).digest()[:_DIGEST]
