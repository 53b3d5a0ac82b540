"""Words that a page break cuts, and whether they are whole again in the items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import jieba

from archive.model import Document, Page

from .scores import Score, compare

_AROUND = 10
"""Characters on either side of a break that tell where it is, and where words begin there."""


def joined_words(document: Document, expected: Sequence[str], found: Sequence[str]) -> Score:
    """Score the words of the ``expected`` texts that are cut between two pages of ``document``:
    right are those that a ``found`` text holds whole."""
    cut = list(_cut_words(document, expected))
    return compare(cut, [around for around in cut if any(around in text for text in found)])


def _cut_words(document: Document, texts: Sequence[str]) -> Iterator[str]:
    for before, after in pairwise(document.pages):
        end, start = _printed(before)[-1:], _printed(after)[:1]
        if not end or not start:
            continue
        tail, head = end[0][-_AROUND:], start[0][:_AROUND]
        words = jieba.cut(tail + head)
        if len(tail) not in accumulate(map(len, words)) and any(tail + head in t for t in texts):
            yield tail + head


def _printed(page: Page) -> list[str]:
    return [line.text.strip() for line in page.lines if not line.furniture]
