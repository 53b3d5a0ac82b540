"""The full name of a publisher whose mastheads print a short one, or the places around its own."""

from __future__ import annotations

from dataclasses import replace

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.departments.finder import DepartmentFinder
from archive.extraction.departments.publisher import STATE, parent_of
from archive.model import Department, Item

_LEAGUE = "共青团"


def with_full_publisher(context: IssueContext) -> IssueContext:
    """The context with its publisher's name in full (岚江市发改委 → 岚江市发展和改革委员会), so
    that an office has one record however mastheads print it; without the places around its own."""
    printed = context.publisher or _elsewhere(context)
    if printed is None:
        return context
    finder = DepartmentFinder(replace(context, publisher=None))
    found = finder.find(ItemText(Item("", "", "", printed, ())))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(printed))
    department = found[0].department if whole else None
    own = context.jurisdiction.own
    rest = printed.rpartition(own.name)[2] if own else printed
    # 大数据局 is a full name somewhere, 发改委 and 卫健局 are nowhere;
    # 青石海关 leaves out the State.
    short = department is not None and (
        rest.endswith(("委", "办"))
        or rest[:-1] not in department.id
        or department.id == STATE + printed
    )
    name = department.id if department is not None and short else printed
    if name.startswith(_LEAGUE) and name.endswith("委员会"):
        name = name.replace(_LEAGUE, "中国共产主义青年团", 1)
    office = parent_of(Department(name)) if name == printed else None
    if office is not None:  # 南通海关|办公室: its office by its full name
        named = finder.find(ItemText(Item("", "", "", office.id, ())))
        full = named[0].department if len(named) == 1 and named[0].start == 0 else None
        if full is not None and full.id.endswith(office.id):
            name = full.id + name.removeprefix(office.id)
    for place in context.jurisdiction.places[:-1]:
        name = name.replace(place.name + (own.name if own else ""), own.name if own else "")
    return replace(context, publisher=name, publisher_printed=printed)


def _elsewhere(context: IssueContext) -> str | None:
    """The publisher of an issue whose masthead prints none: the one that its title begins with
    (岚江市公安局情况通报), else the one of its imprint (岚江市公安局办公室2018年7月9日印发)."""
    finder = DepartmentFinder(context)
    for text in (context.title, context.imprint):
        found = finder.find(ItemText(Item("", "", "", text, ()))) if text else []
        if found and found[0].start == 0 and found[0].department is not None:
            return text[: found[0].end]
    return None
