"""Officials in tables: names in one column, posts and offices in others of the same row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import reduce

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.named import Named
from archive.extraction.officials.chains import MOST_TITLES, Chain, joined, read_chains
from archive.extraction.officials.finder import OfficialFinder
from archive.extraction.officials.owners import Person
from archive.extraction.officials.swallowed import without_swallowed
from archive.model import Cell, Department, OfficialMention, Table

_NAMES = re.compile(r"(?:姓名|名字|人员|同志|人选|负责人|联系人|责任人)(?:姓名)?")
_POSTS = re.compile(r"职务|职位|职级|职称")
_NAME = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{0,2}[\u4e00-\u9fff]){1,3}|[\u4e00-\u9fff·•]{4,16}")
_BLANKS = re.compile(r"[ \u3000]")


class OfficialReader:
    """Finds the officials of one issue's items, those of its tables included."""

    def __init__(self, context: IssueContext) -> None:
        self._lexicon = context.lexicon
        self._finder = OfficialFinder(context)

    def without_swallowed(self, item: ItemText, departments: list[Named]) -> ItemText | None:
        """The item without the personal names that departments were found to begin with; None
        where there are none."""
        return without_swallowed(item, departments, self._lexicon, self._finder.names)

    def find(self, item: ItemText, departments: list[Named]) -> list[OfficialMention]:
        """Those named together with their posts, and in a table those of a column headed 姓名 with
        a post in the column of posts."""
        found = self._finder.find(item, departments)
        table = item.item.table
        rows = [*self._rows(item, table)] if table is not None else []
        if not rows:
            return found
        known = {one.span.start for one in found}
        chains = read_chains(item.text, departments, self._lexicon)
        begins = [chain.start for chain in chains]
        for name, (post, *others) in rows:
            first, behind = (bisect_left(begins, at) for at in (post.span.start, post.span.end))
            held = [one for one in chains[first:behind] if one.end <= post.span.end]
            if held and name.span.start not in known:
                chain = reduce(joined, held[:MOST_TITLES])
                found.append(self._person(item, departments, name, chain, others))
        return found

    @staticmethod
    def _rows(item: ItemText, table: Table) -> Iterator[tuple[Cell, list[Cell]]]:
        """The cell of a name and the others of its row, the one with the post first."""

        def text_of(cell: Cell) -> str:
            return _BLANKS.sub("", item.text[cell.span.start : cell.span.end])

        heads = {cell.column: text_of(cell) for cell in reversed(table.cells) if cell.header}
        columns = [column for column, head in heads.items() if _NAMES.fullmatch(head)]
        posts = [column for column, head in heads.items() if _POSTS.search(head)]
        if len(columns) != 1 or not posts:
            return
        rows: dict[int, dict[int, Cell]] = {}
        for cell in table.cells:
            if not cell.header:
                rows.setdefault(cell.row, {})[cell.column] = cell
        for row in rows.values():
            name = row.get(columns[0])
            if name is not None and _NAME.fullmatch(item.text, name.span.start, name.span.end):
                order = sorted((c for c in row if c != columns[0]), key=lambda c: c not in posts)
                yield name, [row[column] for column in order]

    def _person(
        self,
        item: ItemText,
        departments: Sequence[Named],
        name: Cell,
        chain: Chain,
        others: Sequence[Cell],
    ) -> OfficialMention:
        """The person of a row, whose office is printed before the post or in another cell, else
        is the publisher if it may have the post."""
        current = self._office(departments, others) if chain.departments[0] is None else None
        publisher = self._finder.offices.publisher
        if current is None and publisher and self._finder.offices.fits(chain.titles, publisher.id):
            current = publisher
        posts: list[str | None] = []
        for named in chain.departments:
            current = named.department if named is not None else current
            posts.append(current.id if current else None)
        span = name.span
        person = Person(span.start, span.end, chain, tuple(posts), posts[0], "officials.table_row")
        return self._finder.mention(item, person)

    @staticmethod
    def _office(departments: Sequence[Named], cells: Sequence[Cell]) -> Department | None:
        for cell in cells:
            index = bisect_left(departments, cell.span.start, key=lambda named: named.start)
            if index < len(departments) and departments[index].end <= cell.span.end:
                return departments[index].department
        return None
