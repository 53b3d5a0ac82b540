from __future__ import annotations

from archive.extraction.extract import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import make_issue


def test_headings_and_terms_assign_topics(vocabulary: Vocabulary) -> None:
    issue = make_issue("推进跨省通办。", "散会。", heading="“综窗”改革攻坚行动")
    found = [(t.item, t.topic, t.rule) for t in extract(issue, vocabulary).topics]
    assert found == [
        ("1-1", "综合窗口", "topics.heading"),
        ("1-1", "跨省通办", "topics.term"),
        ("1-2", "综合窗口", "topics.heading"),
    ]
