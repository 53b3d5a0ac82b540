"""The year of the document that an item belongs to: 2022年统计公报 in a gazette of 2023."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extraction.context import ItemText
from archive.model import Section

_OF_YEAR = re.compile("(?P<year>(?:19|20)[0-9]{2})年(?!1?[0-9]月|第?[0-9一二三四]季)")
_PUNCTUATION = re.compile("[，。；！？]")


class DocumentYears:
    """Reads the years that headings begin with, which hold for all that stands under them."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._of_section = {
            section.key: int(year["year"])
            for section in sections
            if (year := _OF_YEAR.match(section.heading))
        }

    def of(self, item: ItemText) -> int | None:
        """The year of the document of an item, None where no heading says it. Items are to be
        given in their order, since a heading may have been taken for one."""
        section = item.item.section
        heading = _OF_YEAR.match(item.text)
        if heading and not _PUNCTUATION.search(item.text):
            self._of_section[section] = int(heading["year"])
        while section:
            if (year := self._of_section.get(section)) is not None:
                return year
            section = section.rpartition(".")[0]
        return None
