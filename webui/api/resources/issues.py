"""Issues and their items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive.errors import NotFound
from archive.export import answers, tables
from archive.export.answers import Answer, Links
from archive.issues import IssuesRequest
from archive.paging import MAX_PER_PAGE
from archive.parameters import ISSUES, issues_request
from archive.query import Query
from webui.api.operations import IDS, Listed, ListOperation, OneOperation, Operation, Values


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """``/issues``, ``/issues/{id}`` and ``/items/{id}``."""

    def ask(values: Values) -> Listed:
        found = query.issues(issues_request(values))
        results = [answers.summary(row, links) for row in found.issues]
        return Listed(found.total, found.pages, results, missing=found.missing)

    def every(values: Values) -> Iterator[Answer]:
        asked = replace(issues_request(values), per_page=MAX_PER_PAGE)
        return _pages(asked, query.issues(asked).pages)

    def _pages(asked: IssuesRequest, pages: int) -> Iterator[Answer]:
        for page in range(1, pages + 1):
            for row in query.issues(replace(asked, page=page)).issues:
                yield answers.summary(row, links)

    def item(values: Values) -> Answer:
        issue, _, key = values["id"].rpartition(":")
        shown = query.issue(issue)
        if all(one.key != key for one in shown.record.issue.items):
            raise NotFound(f"{issue} 没有条目 {key}")
        return answers.whole_item(shown, key, query.related(values["id"]), links)

    return (
        ListOperation(
            "issues",
            "/issues",
            "各期",
            "各期公报",
            (*ISSUES, IDS),
            "IssueSummary",
            tables.ISSUES,
            ask,
            every,
            html="/issues",
            html_parameters=ISSUES,
        ),
        OneOperation(
            "issue",
            "/issues/{id}",
            "各期",
            "一期全文：版头、栏目、条目、版记及所得各项",
            "WholeIssue",
            lambda values: answers.issue(query.issue(values["id"]), links),
        ),
        OneOperation(
            "item",
            "/items/{id}",
            "各期",
            "一个条目：正文、页上位置及所得各项；编号写作 期:条目",
            "WholeItem",
            item,
        ),
    )
