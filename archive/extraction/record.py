"""Identity: the ids of a bulletin and its issues, from natural keys, so that they last."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from archive.extraction.extract import extract
from archive.model import (
    Bulletin,
    Cell,
    Colophon,
    Issue,
    IssueRecord,
    Item,
    ItemKind,
    Masthead,
    SourceFile,
    Span,
    Table,
)
from archive.vocabulary import Vocabulary

RULES_VERSION = "8"
"""Raise it with every change of what the rules put out: records under older rules are read
again."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40
_SENTENCE = (
    "12月6日，县商务局局长张三、副局长李四到青屏茶业有限责任公司调研，"
    "本周受理608件，同比增长3.2%，占六成。"
)
"""Holds one of each kind of finding, and a word that the segmenter has to guess: what it guesses
by takes 50 ms to load."""


def make_record(issue: Issue, vocabulary: Vocabulary) -> IssueRecord:
    """Identify an issue and extract its findings: all that is kept of it."""
    bulletin = _bulletin(issue)
    return IssueRecord(
        id=_issue_id(bulletin, issue),
        bulletin=bulletin,
        issue=issue,
        findings=extract(issue, vocabulary),
        rules_version=rules_version(vocabulary),
    )


def prepare(vocabulary: Vocabulary) -> None:
    """Build what extraction keeps for a vocabulary (automata, patterns, dictionaries).

    It takes some ten times as long as the extraction of an issue: children forked from a
    process that is prepared need not do it again."""
    cells = (Cell(0, 0, 1, 1, True, Span(0, 2), ()), Cell(1, 0, 1, 1, False, Span(3, 5), ()))
    table = Table(2, 1, cells, "统计表", "单位：件")
    items = (
        Item("0-1", "", "", _SENTENCE, ()),
        Item("0-2", "", "", "受理\n12", (), kind=ItemKind.TABLE, table=table),
    )
    issue = Issue(
        source=SourceFile("", "", "text/plain", 0),
        pages=(),
        masthead=Masthead("周报", ("北京市商务局",)),
        sections=(),
        items=items,
        colophon=Colophon(),
    )
    make_record(issue, vocabulary)


def rules_version(vocabulary: Vocabulary) -> str:
    """The version of rules and vocabulary together, e.g. ``1-3f2a…``."""
    return f"{RULES_VERSION}-{vocabulary.content_hash}"


def _bulletin(issue: Issue) -> Bulletin:
    masthead = issue.masthead
    key = "\n".join([masthead.title, *masthead.publishers])
    digest = hashlib.sha256(key.encode()).hexdigest()[:6]
    return Bulletin(f"{_slug(masthead.title)}-{digest}", masthead.title, masthead.publishers)


@lru_cache(maxsize=256)
def _slug(title: str) -> str:
    """Pinyin of a title, its initials where that is long: ``chuang-kou-gong-zuo-zhou-bao``."""
    # Only who imports needs it; its dictionaries take a third of a second to load.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    syllables = [_NOT_SLUG.sub("", syllable.lower()) for syllable in lazy_pinyin(title)]
    syllables = [syllable for syllable in syllables if syllable]
    slug = "-".join(syllables)
    if len(slug) > _LONGEST_SLUG:
        slug = "".join(syllable[0] for syllable in syllables)[:_LONGEST_SLUG]
    return slug or "bulletin"


def _issue_id(bulletin: Bulletin, issue: Issue) -> str:
    masthead = issue.masthead
    if masthead.year is not None and masthead.number is not None:
        number = f"{masthead.number:02d}"
        if masthead.number_last is not None:
            number += f"-{masthead.number_last:02d}"
        return f"{bulletin.id}-{masthead.year}-{number}"
    date = masthead.date or (masthead.period.end if masthead.period else None)
    if date is not None:
        return f"{bulletin.id}-{date.isoformat()}"
    return f"{bulletin.id}-{issue.source.sha256[:12]}"
