"""Paragraphs and tables become sections and items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Item, ItemKind, Problem, Section, Severity, Table
from archive.parser.dates import is_date
from archive.parser.layout import Margins, Paragraph
from archive.parser.marks import Mark, MarkKind, read_mark
from archive.parser.masthead import ORGANISATION
from archive.parser.ordinals import to_chinese
from archive.parser.tables import CaptionedTable, read_table
from archive.parser.text import Passage, concatenate, ends_sentence, fold

_LONGEST_HEADING = 60
_LARGER = 1.0
"""Points by which a heading without a number or bold type is larger than the text."""
_DOCUMENT_TITLE = re.compile(
    r".{4,}(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|方案)"
    r"(?:[（(][^（）()]{1,12}[）)])?"
)
_DOCUMENT_NUMBER = re.compile(r"[^〔\[（(]{1,20}[〔\[（(][0-9]{4}[〕\]）)]第?[0-9]{1,5}号")
_COLUMN = re.compile(r"【[^【】]{2,20}】")
_HEADING_WORD = re.compile(
    r"(?:编者按|按语|编后|附记|更正|更正启事|勘误|附件[0-9一二三四五六七八九十]{0,2})[:：]?"
)
_MOST_ISSUERS = 6
_DOCUMENT_RANK = (-1.0, -1000)
"""Outside all headings, which are smaller than this."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The body of an issue."""

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def read_outline(blocks: Sequence[Paragraph | CaptionedTable], margins: Margins) -> Outline:
    """Recognise sections and items by numbering, type and length; rules: docs/annotation.md."""
    builder = _Builder(margins.size)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        signature = _signature(blocks, position)
        position += max(1, len(signature))
        if isinstance(block, CaptionedTable):
            builder.add_table(block)
        elif signature:
            builder.add_signature(signature)
        elif any(c.isalnum() for c in block.text):
            builder.add_paragraph(block, titles_document=_titles_document(block, following))
    return Outline(tuple(builder.sections), tuple(builder.items), tuple(builder.problems))


def _signature(blocks: Sequence[Paragraph | CaptionedTable], start: int) -> list[Paragraph]:
    """The issuers' names and the date below a document (落款), if they begin at ``start``."""
    lines: list[Paragraph] = []
    for block in blocks[start : start + _MOST_ISSUERS + 1]:
        if not isinstance(block, Paragraph):
            break
        lines.append(block)
        if is_date(block.text):
            return lines if len(lines) > 1 else []
        if read_mark(block.text) is not None or not ORGANISATION.fullmatch(block.text):
            break
    return []


def _titles_document(block: Paragraph, following: Paragraph | CaptionedTable | None) -> bool:
    """Whether a paragraph is the title of a document that a gazette prints: it names a kind of
    official document (GB/T 9704-2012, 7.3.1), and the document's number or addressee follows.
    """
    return (
        isinstance(following, Paragraph)
        and len(block.text) <= _LONGEST_HEADING
        and _DOCUMENT_TITLE.fullmatch(block.text) is not None
        and (
            _DOCUMENT_NUMBER.fullmatch(following.text) is not None
            or following.text.endswith(("：", ":"))
        )
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that further text falls under. ``rank`` orders nesting, outermost first."""

    rank: tuple[float, int]
    section: Section


class _Builder:
    def __init__(self, body_size: float) -> None:
        self.sections: list[Section] = []
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self._body_size = body_size
        self._open: list[_Open] = []
        self._children: dict[str, int] = {}
        self._item_count: dict[str, int] = {}
        self._last_value: dict[tuple[str, MarkKind], int] = {}
        self._bullet_rank: tuple[float, int] | None = None

    def add_table(self, block: CaptionedTable) -> None:
        passage, table = read_table(block)
        self._add_item("", passage, ItemKind.TABLE, table)

    def add_signature(self, blocks: Sequence[Paragraph]) -> None:
        """Who issued a document and when (落款), printed below its text."""
        self._add_item("", concatenate((b.passage for b in blocks), "\n"), ItemKind.SIGNATURE)

    def add_paragraph(self, block: Paragraph, *, titles_document: bool) -> None:
        mark = read_mark(block.text)
        if titles_document and mark is None:
            self._add_section(block, None, _DOCUMENT_RANK)
            return
        if self._is_heading(block, mark):
            self._add_section(block, mark, self._rank(mark) if mark else self._style_rank(block))
            return
        if mark is not None:
            self._close(self._rank(mark))
            self._check_number(mark, block)
        length = mark.length if mark else 0
        self._add_item(block.text[:length], block.passage.slice(length))

    def _is_heading(self, block: Paragraph, mark: Mark | None) -> bool:
        text = block.text
        if len(block.lines) > 2 or len(text) > _LONGEST_HEADING or ends_sentence(text):
            return False
        if mark is not None:
            return len(text) > mark.length and not text.endswith(("，", "、", "：", ","))
        if _COLUMN.fullmatch(text) or _HEADING_WORD.fullmatch(text):
            return True
        return block.passage.all_bold or block.size > self._body_size + _LARGER

    def _add_section(self, block: Paragraph, mark: Mark | None, rank: tuple[float, int]) -> None:
        self._close(rank)
        if mark:
            self._check_number(mark, block)
        parent = self._open[-1].section.key if self._open else ""
        ordinal = self._children[parent] = self._children.get(parent, 0) + 1
        length = mark.length if mark else 0
        heading = block.passage.slice(length)
        if _COLUMN.fullmatch(heading.text):
            heading = heading.slice(1, len(heading.text) - 1)
        section = Section(
            key=f"{parent}.{ordinal}" if parent else str(ordinal),
            parent=parent,
            level=len(self._open) + 1,
            number=block.text[:length],
            heading=heading.text,
            runs=heading.runs,
        )
        self.sections.append(section)
        self._open.append(_Open(rank, section))

    def _close(self, rank: tuple[float, int]) -> None:
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()

    def _style_rank(self, block: Paragraph) -> tuple[float, int]:
        """Where a heading without a number stands: larger type is further out.

        Among numbered headings it is outside all of them when it is larger than the text or
        centred, else inside all of them.
        """
        if block.size > self._body_size + _LARGER or block.centered:
            return (-1.0, -round(block.size))
        if _COLUMN.fullmatch(block.text) or _HEADING_WORD.fullmatch(block.text):
            return (-0.5, 0)
        return (float(len(MarkKind)), 0)

    def _rank(self, mark: Mark) -> tuple[float, int]:
        """Where a numbered heading stands: by the kind of its numbering.

        Bullets are outside all numbering where they are used first, else inside.
        """
        if mark.kind is not MarkKind.BULLET:
            return (float(mark.kind), 0)
        if self._bullet_rank is None:
            numbered = any(opened.rank[0] >= 0 for opened in self._open)
            self._bullet_rank = (float(MarkKind.BULLET), 0) if numbered else (-0.5, 1)
        return self._bullet_rank

    def _check_number(self, mark: Mark, block: Paragraph) -> None:
        if mark.kind in (MarkKind.CHAPTER, MarkKind.BULLET):
            return
        # Articles are numbered through all chapters.
        through = mark.kind is MarkKind.ARTICLE or not self._open
        parent = "" if through else self._open[-1].section.key
        last = self._last_value.get((parent, mark.kind), 0)
        self._last_value[parent, mark.kind] = mark.value
        if mark.value in (last + 1, 1):
            return
        printed = block.text[: mark.length]
        if mark.value == last:
            code, message = "outline.number_repeated", f"编号“{printed}”重复出现"
        elif mark.value > last:
            arabic = any(character.isascii() for character in fold(printed) if character.isdigit())
            expected = str(last + 1) if arabic else to_chinese(last + 1)
            code, message = "outline.number_skipped", f"编号“{printed}”之前缺少第{expected}项"
        else:
            code, message = "outline.number_disordered", f"编号“{printed}”顺序颠倒"
        self.problems.append(Problem(code, Severity.WARNING, message, page=block.page))

    def _add_item(
        self,
        number: str,
        passage: Passage,
        kind: ItemKind = ItemKind.PARAGRAPH,
        table: Table | None = None,
    ) -> None:
        section = self._open[-1].section.key if self._open else ""
        holder = section or "0"
        ordinal = self._item_count[holder] = self._item_count.get(holder, 0) + 1
        self.items.append(
            Item(
                key=f"{holder}-{ordinal}",
                section=section,
                number=number,
                text=passage.text,
                runs=passage.runs,
                kind=kind,
                bold=passage.bold,
                table=table,
            )
        )
