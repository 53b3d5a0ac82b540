"""Where cells that span rows and columns stand in the grid of their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def place_cells(
    rows: Sequence[Sequence[tuple[int, int, T]]],
) -> tuple[list[tuple[int, int, int, int, T]], int]:
    """Give each cell its row and column, as the table model of HTML does.

    ``rows`` hold (rows spanned, columns spanned, content) in order. Returns (row, column, rows
    spanned, columns spanned, content) of each cell and the number of columns.
    """
    placed: list[tuple[int, int, int, int, T]] = []
    taken: dict[int, int] = {}
    """Columns that a cell above reaches into, with the first row that is free of it."""
    columns = 0
    for number, row in enumerate(rows):
        column = 0
        for tall, wide, content in row:
            while taken.get(column, 0) > number:
                column += 1
            height = min(tall, len(rows) - number)
            placed.append((number, column, height, wide, content))
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + wide), number + height))
            column += wide
            columns = max(columns, column)
    return placed, columns
