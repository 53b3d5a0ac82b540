"""The end of an issue (版记): who it is sent to, who made it, how many were printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from archive.model import Colophon, ColophonEntry, Line, PageTable
from archive.parser.dates import find_date, is_date
from archive.parser.marks import read_mark
from archive.parser.ordinals import NUMERAL, to_int
from archive.parser.text import Passage, fold, join_lines, squeeze

_LABELS = (
    "责任编辑|本期编辑|执行编辑|投稿邮箱|电子邮箱|联系电话|联系人|责任校对|"
    "报送|抄报|抄送|抄呈|主送|分送|发送|呈报|呈送|签发人|签发|审签|审核|审定|审稿|编审|主编|编辑|责编|校对|核稿|"
    "排版|编印|印发|印送|承办|主办|承印|印刷|电话|传真|邮箱|地址|邮编|网址|呈|送|报|发"
)
LABEL = re.compile(rf"(?:{_LABELS})(?:单位)?[:：]")
_COPIES = re.compile(rf"[（(]?(?:本期)?共?印(?:发|数|制|刷)?[:：]?({NUMERAL}{{1,6}})份[)）]?")
_IMPRINT = re.compile(r"(?:印发|印制|编印|印)$")
_MOST_UNLABELLED = 4
"""Lines that an entry of the colophon may run on for."""


def split_colophon(
    elements: Sequence[Line | PageTable],
) -> tuple[list[Line | PageTable], Colophon, dt.date | None]:
    """Cut the colophon off the end of an issue's flow.

    Returns the flow without it, the colophon and the date of printing, if it names one.
    """
    start = len(elements)
    unlabelled = 0
    for index in range(len(elements) - 1, -1, -1):
        element = elements[index]
        if isinstance(element, PageTable) or unlabelled > _MOST_UNLABELLED:
            break
        text = squeeze(element.text)
        if _starts_entry(text):
            start, unlabelled = index, 0
        elif read_mark(text) is not None:
            break
        else:
            unlabelled += 1
    lines = [element for element in elements[start:] if isinstance(element, Line)]
    entries, copies, date = _read(lines)
    return list(elements[:start]), Colophon(tuple(entries), copies), date


def _starts_entry(text: str) -> bool:
    return bool(
        LABEL.match(text)
        or _COPIES.match(text)
        or (_IMPRINT.search(text) and find_date(text) is not None and len(text) <= 60)
    )


def _read(lines: Sequence[Line]) -> tuple[list[ColophonEntry], int | None, dt.date | None]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts_entry(squeeze(line.text)):
            groups[-1].append(line)
        else:
            groups.append([line])
    entries: list[ColophonEntry] = []
    copies: int | None = None
    date: dt.date | None = None
    for group in groups:
        passage = join_lines(group)
        if found := _COPIES.search(fold(passage.text)):
            copies = copies or _int(found[1])
            entries.extend(entries_of(passage.slice(found.end())))
            passage = passage.slice(0, found.start())
        if not passage.text:
            continue
        if _IMPRINT.search(passage.text) or is_date(passage.text):
            date = date or find_date(passage.text)
        entries.extend(entries_of(passage))
    return entries, copies, date


def entries_of(passage: Passage) -> list[ColophonEntry]:
    """Split 签发：某某编辑：某某 into its entries; 某办公室2024年3月1日印发 is one of 印发."""
    text = passage.text
    labels = [
        match
        for match in LABEL.finditer(text)
        if match.start() == 0 or len(match[0]) > 2  # 送： within a text may be anything
    ]
    result: list[ColophonEntry] = []
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        body = passage.slice(match.end(), end)
        result.append(ColophonEntry(match[0][:-1], body.text, body.runs))
    if not labels and (imprint := _IMPRINT.search(text)):
        body = passage.slice(0, imprint.start())
        result.append(ColophonEntry(imprint[0], body.text, body.runs))
    return result


def _int(text: str) -> int | None:
    try:
        return to_int(text)
    except ValueError:
        return None
