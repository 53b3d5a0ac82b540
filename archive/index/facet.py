"""What matches can be counted and narrowed by."""

from __future__ import annotations

from enum import StrEnum


class Facet(StrEnum):
    """A property of items with countable values."""

    DEPARTMENT = "department"
    OFFICIAL = "official"
    TOPIC = "topic"
    BULLETIN = "bulletin"
    MONTH = "month"
    """Publication month as ``YYYY-MM``."""
