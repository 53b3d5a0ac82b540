"""Issues of the other layouts once more: scanned, and as Word file, web page and plain text.

Their titles say what they are, so that they make bulletins of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from scripts.corpus_maker.city import city_issues
from scripts.corpus_maker.gazette import gazette_issues
from scripts.corpus_maker.monthly import monthly_issues
from scripts.corpus_maker.oldstyle import oldstyle_issues
from scripts.corpus_maker.text import Issue
from scripts.corpus_maker.weekly import weekly_issues

SCANS = {
    "weekly-2023-13": "scan-150",
    "weekly-2022-34": "scan-200",
    "weekly-2024-13": "scan-200",
    "gazette-2021-07": "scan-200",
    "oldstyle-2009-12": "scan-200",
    "monthly-2021-04": "scan-300",
}
FORMATS = {
    "weekly-2023-13": ("docx", "html", "text"),
    "weekly-2024-13": ("docx", "html", "text"),
    "gazette-2021-07": ("docx", "html", "text"),
    "oldstyle-2009-12": ("docx", "text"),
    "monthly-2021-04": ("docx", "html"),
    "city-2024-05": ("docx", "html"),
}
_WORDS = {"scan": "扫描", "docx": "文档", "html": "网页", "text": "文本"}


def scanned_issues() -> Iterator[Issue]:
    """The issues that are printed and then scanned."""
    for issue in _issues(SCANS):
        yield _variant(issue, "scans", SCANS[issue.name])


def format_issues() -> Iterator[Issue]:
    """The issues that are no PDF."""
    for issue in _issues(FORMATS):
        for producer in FORMATS[issue.name]:
            yield _variant(issue, "formats", producer)


def _issues(names: Iterable[str]) -> Iterator[Issue]:
    wanted = set(names)
    written = chain(
        weekly_issues(), monthly_issues(), gazette_issues(), city_issues(), oldstyle_issues()
    )
    return (issue for issue in written if issue.name in wanted)


def _variant(issue: Issue, layout: str, producer: str) -> Issue:
    word = _WORDS[producer.partition("-")[0]] + "示例"
    return replace(
        issue,
        name=f"{issue.name}-{producer}",
        layout=layout,
        producer=producer,
        title=issue.title.replace("示例", word),
        title_printed=issue.title_printed.replace("示例", word),
        printed_as=(issue.layout, issue.producer),
    )
