"""The pages of departments, officials, topics and bulletins."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from archive.directory import BulletinYear, DepartmentEntry, OfficialEntry
from archive.figures import FigureRequest
from archive.index.port import FacetCount
from archive.query import Query
from archive.store.nouns import IssueSummary, Post
from webui.arguments import given
from webui.calendar import month_rows

_FIGURES = 8


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Departments of one place, each with those below it."""

    place: str
    departments: tuple[tuple[DepartmentEntry, tuple[DepartmentEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post on a line of time: ``start`` and ``length`` in per cent of the whole line."""

    post: Post
    start: float
    length: float


def blueprint(query: Query) -> Blueprint:
    """The routes of the pages."""
    entities = Blueprint("entities", __name__)
    directory = query.directory

    @entities.get("/departments")
    def departments() -> str:
        given()
        entries = directory.departments()
        return render_template(
            "departments.html", total=len(entries), places=_by_jurisdiction(entries)
        )

    @entities.get("/departments/<path:department>")
    def department(department: str) -> str:
        given()
        shown = directory.department(department)
        figures = query.figures(FigureRequest(department=(department,), per_page=_FIGURES))
        return render_template(
            "department.html",
            shown=shown,
            lineage=[("department", name) for name in (department, *sorted(shown.named))],
            years=month_rows(shown.mentions.months),
            tenures=tenures_of(shown.posts),
            figures=figures,
        )

    @entities.get("/officials")
    def officials() -> str:
        given()
        entries = directory.officials()
        return render_template("officials.html", total=len(entries), initials=_by_initial(entries))

    @entities.get("/officials/<path:official>")
    def official(official: str) -> str:
        given()
        shown = directory.official(official)
        figures = query.figures(FigureRequest(official=(official,), per_page=_FIGURES))
        return render_template(
            "official.html",
            shown=shown,
            years=month_rows(shown.mentions.months),
            tenures=tenures_of(shown.posts),
            figures=figures,
        )

    @entities.get("/topics")
    def topics() -> str:
        given()
        found = directory.topics()
        return render_template("topics.html", topics=found, most=_most(found))

    @entities.get("/topics/<path:topic>")
    def topic(topic: str) -> str:
        given()
        mentions = directory.topic(topic)
        return render_template(
            "topic.html", topic=topic, mentions=mentions, years=month_rows(mentions.months)
        )

    @entities.get("/bulletins/<bulletin>")
    def bulletin(bulletin: str) -> str:
        given()
        return render_template("bulletin.html", shown=directory.bulletin(bulletin), slots=_slots)

    return entities


def _most(counts: Sequence[FacetCount]) -> int:
    return max((one.count for one in counts), default=1)


def _slots(year: BulletinYear) -> list[tuple[int | None, IssueSummary | None]]:
    """The numbers of a year in order, each with its issue or, where one is missing, None; issues
    without a number at the end."""
    slots: list[tuple[int | None, IssueSummary | None]] = [(n, None) for n in year.missing]
    slots += [(issue.number, issue) for issue in year.issues]
    return sorted(slots, key=lambda slot: (slot[0] is None, slot[0] or 0))


def _by_jurisdiction(entries: Sequence[DepartmentEntry]) -> list[Jurisdiction]:
    """National organs first, then places by how often their departments are named."""
    places: dict[str, list[DepartmentEntry]] = defaultdict(list)
    below: dict[str, list[DepartmentEntry]] = defaultdict(list)
    ids = {entry.department.id for entry in entries}
    for entry in entries:
        parent = entry.department.parent
        if parent in ids and parent != entry.department.id:
            below[parent].append(entry)
        else:
            places[entry.department.jurisdiction].append(entry)
    order = sorted(places, key=lambda place: (place != "", -sum(e.items for e in places[place])))
    return [
        Jurisdiction(
            place, tuple((entry, tuple(below[entry.department.id])) for entry in places[place])
        )
        for place in order
    ]


def _by_initial(entries: Sequence[OfficialEntry]) -> dict[str, list[OfficialEntry]]:
    """Officials by the first letter of their pinyin; # for names that have none."""
    initials: dict[str, list[OfficialEntry]] = defaultdict(list)
    for entry in entries:
        letter = entry.pinyin[:1].upper()
        initials[letter if letter.isascii() and letter.isalpha() else "#"].append(entry)
    return dict(sorted(initials.items()))


def tenures_of(posts: Sequence[Post]) -> list[Tenure]:
    """Posts on one line of time, which reaches from the first to the last date any was seen."""
    days = [day for post in posts for day in (post.first, post.last) if day is not None]
    if not days:
        return [Tenure(post, 0, 100) for post in posts]
    first, last = min(days), max(days)
    whole = max((last - first).days, 1)

    def at(day: dt.date | None) -> float:
        return 100 * ((day or first) - first).days / whole

    return [Tenure(post, at(post.first), at(post.last) - at(post.first)) for post in posts]
