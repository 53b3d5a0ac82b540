"""The public form of what the archive holds: the objects of the API and of the exports.

Every function gives a dict ready for JSON. Decimals are exact, in strings; dates are ISO 8601;
boxes are PDF points from the top left of the page; spans count code points of the item's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from archive.directory import (
    BulletinPage,
    DepartmentEntry,
    DepartmentPage,
    Mentions,
    OfficialEntry,
    OfficialPage,
)
from archive.index.port import FacetCount
from archive.issues import IssuePage
from archive.model import (
    Bulletin,
    ColophonEntry,
    DateMention,
    DepartmentMention,
    Item,
    OfficialMention,
    Provenance,
    Section,
    Span,
)
from archive.search import SearchHit
from archive.serial import to_builtins
from archive.series.observing import why_no_period
from archive.store.nouns import ErratumLink, IssueSummary, StoredFigure, StoredItem
from archive.suggestions import Suggestion

Answer = dict[str, Any]


class Links(Protocol):
    """The addresses that answers carry."""

    def provenance(self, provenance: Provenance) -> dict[str, str]:
        """``html`` (the item in its issue) and, where the place has a page, ``page`` and ``image``
        (the page with the place highlighted)."""

    def issue(self, issue: str) -> dict[str, str]:
        """``self``, ``html``, ``original`` and ``xml``."""

    def item(self, issue: str, key: str) -> dict[str, str]:
        """``self`` and ``html``."""

    def entity(self, kind: str, entity: str) -> dict[str, str]:
        """``self`` and ``html`` of one of ``departments``, ``officials``, ``topics`` or
        ``bulletins``."""

    def suggested(self, suggestion: Suggestion) -> str:
        """The page that finds what is suggested."""


def figure(stored: StoredFigure, links: Links) -> Answer:
    """A figure with what proves it."""
    return {
        "id": stored.id,
        "bulletin": stored.bulletin,
        "issue": stored.provenance.issue,
        "issue_date": stored.issue_date and stored.issue_date.isoformat(),
        **to_builtins(stored.figure),
        "no_period": why_no_period(stored.figure),
        "provenance": {
            **to_builtins(stored.provenance),
            "links": links.provenance(stored.provenance),
        },
    }


def summary(row: IssueSummary, links: Links) -> Answer:
    """An issue without its text."""
    fields = to_builtins(row)
    counts = {name: fields.pop(name) for name in ("pages", "items", "figures", "problems")}
    return {**fields, "counts": counts, "links": links.issue(row.id)}


def item(stored: StoredItem, links: Links) -> Answer:
    """An item in its issue."""
    return {
        "id": stored.id,
        "issue": summary(stored.issue, links),
        "section_path": list(stored.section_path),
        "number": stored.item.number,
        "kind": stored.item.kind.value,
        "text": stored.item.text,
        "departments": list(stored.departments),
        "officials": list(stored.officials),
        "topics": list(stored.topics),
        "links": links.item(stored.issue.id, stored.item.key),
    }


def hit(found: SearchHit, links: Links) -> Answer:
    """A found item: why it was found, and its figures."""
    return {
        **item(found.item, links),
        "score": found.score,
        "snippet": to_builtins(found.snippet),
        "figures": [figure(stored, links) for stored in found.figures],
    }


def suggestion(found: Suggestion, links: Links) -> Answer:
    """Something to search for, with the search that finds it."""
    return {**to_builtins(found), "links": {"html": links.suggested(found)}}


def whole_item(shown: IssuePage, key: str, related: Sequence[StoredItem], links: Links) -> Answer:
    """An item with its places on the pages and all that was found in it. ``key`` must be one of
    the issue's."""
    found = next(one for one in shown.record.issue.items if one.key == key)
    place = _found(shown, links)[key]
    path = [section.heading for section in shown.record.issue.section_path(found.section)]
    return {
        **_placed(shown.summary.id, found, links),
        **place,
        "issue": summary(shown.summary, links),
        "section_path": path,
        "source_sha256": shown.record.issue.source.sha256,
        "rules_version": shown.record.rules_version,
        "related": [item(one, links) for one in related],
    }


def issue(shown: IssuePage, links: Links) -> Answer:
    """A whole issue."""
    record, printed = shown.record, shown.record.issue
    neighbours = {
        name: links.issue(other)["self"] if other else None
        for name, other in (("previous", shown.previous), ("next", shown.next))
    }
    answer = summary(shown.summary, links)
    found = _found(shown, links)
    return {
        **answer,
        "links": {**answer["links"], **neighbours},
        "masthead": to_builtins(printed.masthead),
        "source": to_builtins(printed.source),
        "rules_version": record.rules_version,
        "pages": to_builtins(printed.pages),
        "sections": [_without_runs(section) for section in printed.sections],
        "items": [{**_placed(answer["id"], one, links), **found[one.key]} for one in printed.items],
        "colophon": {
            "entries": [_without_runs(entry) for entry in printed.colophon.entries],
            "copies": printed.colophon.copies,
            "recipients": to_builtins(record.findings.recipients),
        },
        "key_phrases": to_builtins(shown.phrases),
        "corrects": [_erratum(link, links) for link in shown.errata.corrects],
        "corrected_by": [_erratum(link, links) for link in shown.errata.corrected_by],
        "problems": to_builtins((*printed.problems, *record.findings.problems)),
    }


def _erratum(link: ErratumLink, links: Links) -> Answer:
    return {"issue": link.issue, "item": link.item, "links": links.issue(link.issue)}


def department(entry: DepartmentEntry, links: Links) -> Answer:
    """A department in a list."""
    return {
        **to_builtins(entry.department),
        "items": entry.items,
        "links": links.entity("departments", entry.department.id),
    }


def whole_department(shown: DepartmentPage, links: Links) -> Answer:
    """A department: authority record, printed names, posts and mentions."""
    return {
        **to_builtins(shown.department),
        "printed": [{"name": name, "mentions": count} for name, count in shown.printed],
        "posts": to_builtins(shown.posts),
        "mentions": mentions(shown.mentions, links),
        "links": links.entity("departments", shown.department.id),
    }


def official(entry: OfficialEntry, links: Links) -> Answer:
    """An official in a list."""
    return {**to_builtins(entry), "links": links.entity("officials", entry.id)}


def whole_official(shown: OfficialPage, links: Links) -> Answer:
    """An official: posts through time, and mentions."""
    return {
        "id": shown.id,
        "name": shown.name,
        "department": shown.department,
        "posts": to_builtins(shown.posts),
        "same_name": list(shown.same_name),
        "mentions": mentions(shown.mentions, links),
        "links": links.entity("officials", shown.id),
    }


def topic(counted: FacetCount, links: Links) -> Answer:
    """A topic with its number of items."""
    return {
        "id": counted.value,
        "items": counted.count,
        "links": links.entity("topics", counted.value),
    }


def bulletin(one: Bulletin, issues: int, links: Links) -> Answer:
    """A bulletin with its number of current issues."""
    return {**to_builtins(one), "issues": issues, "links": links.entity("bulletins", one.id)}


def whole_bulletin(shown: BulletinPage, links: Links) -> Answer:
    """A bulletin with its issues by year and the numbers missing between them."""
    years = [
        {
            "year": year.year,
            "issues": [one.id for one in year.issues],
            "missing": list(year.missing),
        }
        for year in shown.years
    ]
    count = sum(len(year.issues) for year in shown.years)
    return {**bulletin(shown.bulletin, count, links), "years": years}


def mentions(found: Mentions, links: Links) -> Answer:
    """Where something is mentioned: number of items by month and by what stands beside it, and
    the newest items."""
    return {
        "total": found.total,
        **{
            name: to_builtins(getattr(found, name))
            for name in ("months", "departments", "officials", "topics")
        },
        "newest": [item(one, links) for one in found.newest],
        "key_phrases": to_builtins(found.phrases),
    }


def _placed(issue_id: str, one: Item, links: Links) -> Answer:
    """An item with its boxes."""
    return {
        "id": f"{issue_id}:{one.key}",
        **_without_runs(one),
        "boxes": to_builtins(one.boxes(Span(0, len(one.text)))),
        "links": links.item(issue_id, one.key),
    }


def _found(shown: IssuePage, links: Links) -> dict[str, dict[str, list[Any]]]:
    """What was found in each item, by its key."""
    findings = shown.record.findings
    items = {one.key: one for one in shown.record.issue.items}
    found: dict[str, dict[str, list[Any]]] = {
        key: {"departments": [], "officials": [], "topics": [], "dates": [], "figures": []}
        for key in items
    }

    def placed(mention: DepartmentMention | OfficialMention | DateMention) -> Answer:
        boxes = items[mention.item].boxes(mention.span)
        return {**to_builtins(mention), "boxes": to_builtins(boxes)}

    for named in findings.department_mentions:
        found[named.item]["departments"].append(placed(named))
    for person in findings.official_mentions:
        found[person.item]["officials"].append(placed(person))
    for date in findings.dates:
        found[date.item]["dates"].append(placed(date))
    for assigned in findings.topics:
        found[assigned.item]["topics"].append(assigned.topic)
    for stored in shown.figures:
        found[stored.figure.item]["figures"].append(figure(stored, links))
    return found


def _without_runs(part: Section | Item | ColophonEntry) -> Answer:
    # The text map of every character is ten times the text; boxes are given where they matter.
    fields: Answer = to_builtins(replace(part, runs=()))
    del fields["runs"]
    return fields
