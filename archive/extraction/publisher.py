"""The publisher of an issue, and the ways its texts name it: in full, 省中心, 本中心, 我局."""

from __future__ import annotations

import re

from archive.extraction.context import IssueContext
from archive.model import Department
from archive.vocabulary import Level

_SELF_ENDS = ("中心", "厅", "局", "委员会", "办公室", "公司", "集团", "院", "总队", "支队", "协会")
_SHORT_ENDS = {"委员会": "委", "办公室": "办"}
_LEVEL_PREFIX = {Level.PROVINCE: "省", Level.CITY: "市州盟", Level.COUNTY: "县区旗市"}


def publisher_department(context: IssueContext) -> Department | None:
    """The authority record of the issue's publisher."""
    if context.publisher is None:
        return None
    own = context.jurisdiction.own
    return Department(id=context.publisher, jurisdiction=own.name if own else "")


def self_pattern(context: IssueContext) -> re.Pattern[str] | None:
    """The publisher's own names: in full, with its level for its place, and 本中心, 我局."""
    name = context.publisher
    if name is None:
        return None
    own = context.jurisdiction.own
    prefix = "".join(place.name for place in context.jurisdiction.places)
    rest = name.removeprefix(prefix)
    names = {name}
    levels = _LEVEL_PREFIX.get(own.level, "") if own else ""
    if rest != name and len(rest) > 2:
        bodies = {rest, rest.removeprefix("人民政府").removeprefix("政府")}
        names |= {f"{level}{body}" for level in levels for body in bodies}
        names |= {f"{place.name}{body}" for place in context.jurisdiction.places for body in bodies}
        names |= {body for body in bodies if len(body) > 5}
    patterns = ["(?P<publisher>" + "|".join(map(re.escape, sorted(names, key=len)[::-1])) + ")"]
    end = next((end for end in _SELF_ENDS if name.endswith(end)), None)
    if end is not None:
        short = _SHORT_ENDS.get(end, end)
        reach = f"[{levels}本我]" if end == "中心" else "[本我]"
        patterns.append(rf"(?P<self>{reach}{short})")
    return re.compile("|".join(patterns))
