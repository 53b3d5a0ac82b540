"""Topics of items: headings that name one, and the vocabulary's terms."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.extraction.lexicon import Matcher
from archive.model import Issue, Item, TopicAssignment
from archive.vocabulary import Vocabulary

_PUNCTUATION = re.compile(r"[“”\"'（）()《》\s、，。：:；]")
_HEADING_LEVELS = 2


class TopicFinder:
    """Assigns topics to the items of one issue."""

    def __init__(self, issue: Issue, vocabulary: Vocabulary) -> None:
        self._matcher, self._topics = _terms(vocabulary)
        self._headings = {
            section.key: section.heading
            for section in issue.sections
            if section.level <= _HEADING_LEVELS
        }
        self._parents = {section.key: section.parent for section in issue.sections}

    def find(self, item: Item) -> list[TopicAssignment]:
        """The topics of an item, by heading first, each once."""
        rules: dict[str, str] = {}
        key = item.section
        while key:
            if heading := self._headings.get(key):
                for topic in self._named_in(heading):
                    rules.setdefault(topic, "topics.heading")
            key = self._parents.get(key, "")
        for topic in self._named_in(item.text):
            rules.setdefault(topic, "topics.term")
        return [TopicAssignment(item.key, topic, rule) for topic, rule in rules.items()]

    def _named_in(self, text: str) -> list[str]:
        plain = _PUNCTUATION.sub("", text)
        found: dict[str, None] = {}
        for term, _, _ in self._matcher.find(plain):
            found.update(dict.fromkeys(self._topics[term]))
        return list(found)


@lru_cache(maxsize=4)
def _terms(vocabulary: Vocabulary) -> tuple[Matcher, dict[str, tuple[str, ...]]]:
    topics: dict[str, list[str]] = {}
    for topic in vocabulary.topics:
        for term in (topic.name, *topic.terms):
            names = topics.setdefault(_PUNCTUATION.sub("", term), [])
            if topic.name not in names:
                names.append(topic.name)
    return Matcher(topics), {term: tuple(names) for term, names in topics.items()}
