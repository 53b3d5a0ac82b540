"""Issues as plain text, as offices paste them into mails: in GB 18030 or UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.corpus_maker.looks import Row, masthead
from scripts.corpus_maker.text import (
    Block,
    Contents,
    Grid,
    Heading,
    Issue,
    Paragraph,
    Signature,
    Text,
)

_INDENT = "\u3000\u3000"
_MIDDLE = " " * 20


def write_all(issues: Sequence[Issue], folder: Path) -> None:
    """Write every issue to ``folder``/{layout}/{name}.txt."""
    for number, issue in enumerate(issues):
        encoding = ("gb18030", "utf-8")[number % 2]
        text = "\r\n".join(_lines(issue)) + "\r\n"
        (folder / issue.layout / f"{issue.name}.txt").write_bytes(text.encode(encoding))


def _lines(issue: Issue) -> Iterator[str]:
    for row in masthead(issue):
        yield _row(row)
    yield ""
    for block in issue.blocks:
        yield from _block(block)
    yield ""
    for label, text in issue.colophon:
        yield f"{label}：{text}"
    if issue.copies:
        yield issue.copies_printed or f"（共印{issue.copies}份）"


def _row(row: Row) -> str:
    match row.kind:
        case "rule":
            return "=" * 60
        case "pair":
            return f"{row.text}\t{row.right}"
        case "left":
            return row.text
        case _:
            return _MIDDLE + row.text


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, mark, text):
            yield _INDENT + mark + text
        case Paragraph(text, mark):
            yield _INDENT + mark + _plain(text)
        case Signature(lines):
            yield from (_MIDDLE * 2 + line for line in lines)
        case Contents(name, listed):
            yield _MIDDLE + name
            yield from (f"{text}\t{page}" for text, page in listed)
        case Grid():
            yield _MIDDLE + block.caption
            yield _MIDDLE * 2 + block.unit_note
            for row in block.rows:
                yield "\t".join("" if cell is None else _plain(cell) for cell in row)


def _plain(text: Text) -> str:
    return "".join(words for words, _ in text.pieces())
