"""Departments, officials, topics and bulletins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from archive.export import answers, tables
from archive.export.answers import Answer, Links
from archive.export.tables import Table
from archive.parameters import ENTRIES
from archive.query import Query
from archive.selection import EntryRequest, chosen, paged
from webui.api.operations import IDS, Listed, ListOperation, OneOperation, Operation, Values

T = TypeVar("T")


def operations(query: Query, links: Links) -> tuple[Operation, ...]:
    """A list and a single one of each."""
    directory = query.directory

    def topic(values: Values) -> Answer:
        name = values["id"]
        found = answers.mentions(directory.topic(name), links)
        return {"id": name, "mentions": found, "links": links.entity("topics", name)}

    return (
        _listed(
            ("departments", "Department", tables.DEPARTMENTS),
            "条目提及的部门",
            directory.departments,
            lambda entry: (entry.department.id, *entry.department.aliases),
            lambda entry: answers.department(entry, links),
        ),
        _one(
            ("department", "departments", "部门", "WholeDepartment"),
            "部门：规范档、别称、任职与提及",
            lambda values: answers.whole_department(directory.department(values["id"]), links),
        ),
        _listed(
            ("officials", "Official", tables.OFFICIALS),
            "条目提及的官员，按拼音排列",
            directory.officials,
            lambda entry: (entry.id, entry.name),
            lambda entry: answers.official(entry, links),
        ),
        _one(
            ("official", "officials", "官员", "WholeOfficial"),
            "官员：任职经历与提及",
            lambda values: answers.whole_official(directory.official(values["id"]), links),
        ),
        _listed(
            ("topics", "Topic", tables.TOPICS),
            "专题及条目数",
            directory.topics,
            lambda entry: (entry.value,),
            lambda entry: answers.topic(entry, links),
        ),
        _one(("topic", "topics", "专题", "WholeTopic"), "专题：何处谈及", topic),
        _listed(
            ("bulletins", "Bulletin", tables.BULLETINS),
            "刊物及期数",
            query.bulletins,
            lambda entry: (entry[0].id, entry[0].title),
            lambda entry: answers.bulletin(*entry, links),
        ),
        _one(
            ("bulletin", "bulletins", "刊物", "WholeBulletin"),
            "刊物：历年各期与所缺期号",
            lambda values: answers.whole_bulletin(directory.bulletin(values["id"]), links),
        ),
    )


def _listed(
    named: tuple[str, str, Table],
    summary: str,
    entries: Callable[[], Sequence[T]],
    names: Callable[[T], Sequence[str]],
    answer: Callable[[T], Answer],
) -> ListOperation:
    name, schema, table = named

    def ask(values: Values) -> Listed:
        found = paged(entries(), EntryRequest(**values), names)
        results = [answer(entry) for entry in found.entries]
        return Listed(found.total, found.pages, results, missing=found.missing)

    def every(values: Values) -> Iterable[Answer]:
        return (answer(entry) for entry in chosen(entries(), EntryRequest(**values), names))

    return ListOperation(
        name,
        f"/{name}",
        table.title,
        summary,
        (*ENTRIES, IDS),
        schema,
        table,
        ask,
        every,
        html=f"/{name}" if name != "bulletins" else "/issues",
    )


def _one(
    named: tuple[str, str, str, str], summary: str, ask: Callable[[Values], Answer]
) -> OneOperation:
    name, plural, title, schema = named
    return OneOperation(name, f"/{plural}/{{id}}", title, summary, schema, ask)
