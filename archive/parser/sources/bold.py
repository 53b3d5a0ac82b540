"""Which text is bold: by the font's name or weight, or by how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parser.sources.lines import StyledLine
from archive.parser.sources.pdfium import TextStyle

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|粗", re.IGNORECASE)
_BOLD_WEIGHT = 600


def bold_styles(
    tables: Sequence[Sequence[TextStyle]], lines: Sequence[Sequence[StyledLine]]
) -> list[frozenset[int]]:
    """For each page, the indices of its bold styles.

    ``tables`` holds the styles of each page and ``lines`` its lines.
    """
    return [frozenset(i for i, style in enumerate(table) if _is_bold(style)) for table in tables]


def _is_bold(style: TextStyle) -> bool:
    return (
        style.stroked or style.weight >= _BOLD_WEIGHT or _BOLD_NAME.search(style.font) is not None
    )
