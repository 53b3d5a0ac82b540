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
_APPENDIX = re.compile(r"附件[0-9一二三四五六七八九十]{0,2}[:：]?")
_APPENDICES = re.compile(r"附件[:：]1[.、﹒]")
_NUMBER_ALONE = re.compile(r"0[1-9]|第[一二三四五六七八九十百0-9]{1,4}(?:章|编|篇|部分|节)")
_HEADING_WORD = re.compile(
    r"(?:编者按|按语|编后|附记|更正|更正启事|勘误|附件[0-9一二三四五六七八九十]{0,2})[:：]?"
)
_MOST_ISSUERS = 6
_COLUMN_RANK = (-2.0, 0)
_DOCUMENT_RANK = (-1.0, -10_000)
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
    blocks = _with_numbers_above(blocks, margins.size)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        signature = _signature(blocks, position)
        appendices = _appendices(blocks, position)
        position += max(1, len(signature), len(appendices))
        if isinstance(block, CaptionedTable):
            builder.add_table(block)
        elif signature:
            builder.add_signature(signature)
        elif len(appendices) > 1:
            builder.add_appendices(appendices)
        elif (
            _APPENDIX.fullmatch(block.text)
            and isinstance(following, Paragraph)
            and builder.is_title(following)
        ):
            builder.add_appendix(block, following)
            position += 1
        elif any(c.isalnum() for c in block.text):
            builder.add_paragraph(block, titles_document=_titles_document(block, following))
    return Outline(tuple(builder.sections), tuple(builder.items), tuple(builder.problems))


def _with_numbers_above(
    blocks: Sequence[Paragraph | CaptionedTable], body_size: float
) -> list[Paragraph | CaptionedTable]:
    """``blocks`` with numbers that stand alone above their headings (01, 第一章) joined to them."""
    joined: list[Paragraph | CaptionedTable] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            isinstance(last, Paragraph)
            and isinstance(block, Paragraph)
            and _NUMBER_ALONE.fullmatch(last.text)
            and len(block.text) <= _LONGEST_HEADING // 2
            and (block.centered or block.size > body_size + _LARGER or block.passage.all_bold)
            and read_mark(block.text) is None
        ):
            lines = (*last.lines, *block.lines)
            passage = concatenate((last.passage, block.passage), "")
            joined[-1] = Paragraph(lines, passage, block.centered)
        else:
            joined.append(block)
    return joined


def _appendices(blocks: Sequence[Paragraph | CaptionedTable], start: int) -> list[Paragraph]:
    """The paragraphs of a list of appendices (附件：1.…) that begins at ``start``."""
    listed: list[Paragraph] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or ends_sentence(block.text):
            break
        if listed:
            mark = read_mark(block.text)
            if mark is None or (mark.kind, mark.value) != (MarkKind.ARABIC, len(listed) + 1):
                break
        elif not _APPENDICES.match(fold(block.text)):
            break
        listed.append(block)
    return listed


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


def _outwards(block: Paragraph) -> int:
    """Orders headings by their size, the largest first."""
    return -10 * round(block.size)


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
        self._sign_ranks: dict[str, tuple[float, int]] = {}

    def add_table(self, block: CaptionedTable) -> None:
        passage, table = read_table(block)
        self._add_item("", passage, ItemKind.TABLE, table)

    def add_signature(self, blocks: Sequence[Paragraph]) -> None:
        """Who issued a document and when (落款), printed below its text."""
        self._add_item("", concatenate((b.passage for b in blocks), "\n"), ItemKind.SIGNATURE)

    def add_appendices(self, blocks: Sequence[Paragraph]) -> None:
        """The list of what is appended to a document (附件：1.… 2.…)."""
        self._add_item("", concatenate((b.passage for b in blocks), "\n"))

    def is_title(self, block: Paragraph) -> bool:
        """Whether a paragraph is a heading by its type alone, larger or bold."""
        return read_mark(block.text) is None and self._is_heading(block, None)

    def add_appendix(self, block: Paragraph, title: Paragraph) -> None:
        """An appendix with its title; 附件1 above it is its number."""
        self._open_section(block.text, title.passage, self._style_rank(title))

    def add_paragraph(self, block: Paragraph, *, titles_document: bool) -> None:
        mark = read_mark(block.text)
        if titles_document and mark is None:
            self._add_section(block, None, _DOCUMENT_RANK)
            return
        if self._is_heading(block, mark):
            self._add_section(
                block, mark, self._rank(mark, block) if mark else self._style_rank(block)
            )
            return
        if mark is not None:
            self._close(self._rank(mark, block))
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
        length = mark.length if mark else 0
        heading = block.passage.slice(length)
        if _COLUMN.fullmatch(heading.text):
            heading = heading.slice(1, len(heading.text) - 1)
        self._open_section(block.text[:length], heading, rank)

    def _open_section(self, number: str, heading: Passage, rank: tuple[float, int]) -> None:
        self._close(rank)
        parent = self._open[-1].section.key if self._open else ""
        ordinal = self._children[parent] = self._children.get(parent, 0) + 1
        section = Section(
            key=f"{parent}.{ordinal}" if parent else str(ordinal),
            parent=parent,
            level=len(self._open) + 1,
            number=number,
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
        if _COLUMN.fullmatch(block.text):
            return self._sign_ranks.setdefault("【", self._column_rank())
        if block.size > self._body_size + _LARGER or block.centered:
            return (-1.0, _outwards(block))
        if _HEADING_WORD.fullmatch(block.text):
            return (-0.5, 0)
        return (float(len(MarkKind)), 0)

    def _column_rank(self) -> tuple[float, int]:
        """Where headings in 【】 stand, by what is open above the first of them: inside numbering
        or titles, else outside all."""
        if any(opened.rank[0] >= 0 for opened in self._open):
            return (float(MarkKind.BULLET), 0)
        return (-0.5, 0) if self._open else _COLUMN_RANK

    def _rank(self, mark: Mark, block: Paragraph) -> tuple[float, int]:
        """Where a numbered heading stands: by the kind of its numbering.

        Bullets are outside all numbering where they are used first, else inside; each kind of
        bullet is inside those used before it.
        """
        if mark.kind is not MarkKind.BULLET:
            return (float(mark.kind), 0)
        order = len(self._sign_ranks) + 1
        if any(opened.rank[0] >= 0 for opened in self._open):
            rank = (float(MarkKind.BULLET), order)
        elif block.size > self._body_size + _LARGER:
            rank = (-1.0, _outwards(block) - 5)
        else:
            rank = (-0.5, order)
        return self._sign_ranks.setdefault(block.text[0], rank)

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
