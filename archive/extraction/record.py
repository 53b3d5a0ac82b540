"""Identity: the ids of a bulletin and its issues, from natural keys, so that they last."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from archive.extraction.extract import extract
from archive.model import Bulletin, Issue, IssueRecord
from archive.vocabulary import Vocabulary

RULES_VERSION = "4"
"""Raise it with every change of what the rules put out: records under older rules are read
again."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40


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
