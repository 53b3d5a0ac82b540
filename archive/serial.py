"""Records to JSON and back, losslessly (decimals and dates as strings)."""

from __future__ import annotations

from typing import Any

import msgspec

from archive.model import IssueRecord


def dump_record(record: IssueRecord) -> bytes:
    """Write a record as UTF-8 JSON."""
    return msgspec.json.encode(record)


def load_record(data: bytes) -> IssueRecord:
    """Read what :func:`dump_record` wrote. Raises :class:`msgspec.ValidationError`."""
    return msgspec.json.decode(data, type=IssueRecord)


def to_builtins(value: object) -> Any:
    """Any model object as dicts, lists, strings and numbers, ready for JSON."""
    return msgspec.to_builtins(value)
