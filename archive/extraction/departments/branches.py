"""Branches in a district of the offices of its city: 桥西工商分局, 区公安分局."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS
from archive.extraction.named import Named
from archive.model import Department
from archive.vocabulary import Level

_STEMS = (
    "公安|工商|质监|国税|地税|税务|国土资源|国土|自然资源|生态环境|环保|规划|市场监管|食药监|城管"
)
_BRANCH = re.compile(
    rf"(?P<place>(?!第)[\u4e00-\u9fff]{{2}}(?<![区县市省])|[\u4e00-\u9fff]{{2,3}}区|区|县)(?P<stem>{_STEMS})分局(?!长)"
    rf"|(?P<stem_first>公安|工商|质监|国税|地税|国土|规划)(?P<place_behind>[\u4e00-\u9fff]{{2,3}})分局(?!长)"
)
_DISTRICT = re.compile(rf"([\u4e00-\u9fff]{{2,3}}[区县])(?:{_STEMS})分局")


def branches(text: str, resolver: Resolver, places: PlacesNamed) -> Iterator[Named]:
    """桥西工商分局, 区公安分局: the branch of the city's office in a district, which is named
    by the district alone."""
    city = resolver.context.jurisdiction.at(Level.CITY)
    own = resolver.context.jurisdiction.places
    city = city or (own[0] if own and own[0].level == Level.PROVINCE else None)
    if city is None or "分局" not in text:
        return
    for match in _DISTRICT.finditer(text):
        if resolver.is_boundary(text, match.start(), 0):
            places.add(match.start(), resolver.lexicon.gazetteer.place(match[1]))
    for match in _BRANCH.finditer(text):
        place = match["place"] or match["place_behind"]
        stem = match["stem"] or match["stem_first"]
        if place in LEVEL_WORDS:
            county = resolver.context.jurisdiction.at(Level.COUNTY)
            if county is None:
                continue
            place = county.short
        if not resolver.is_boundary(text, match.start(), 0):
            continue
        organs = resolver.lexicon.organs.get(f"{stem}局", ())
        around = city
        if city.level == Level.PROVINCE:  # the province's bulletin: the city of the district
            gazetteer = resolver.lexicon.gazetteer
            outer = gazetteer.outer(gazetteer.place(f"{place.removesuffix('区')}区"))
            around = outer[-1] if outer else city
        office = resolver.best(organs, resolver.level_for(organs, around), around)
        if office is not None:
            name = f"{office.id}{place}分局"
            record = Department(name, around.name, parent=office.id, provisional=True)
            places.add(
                match.start(), resolver.lexicon.gazetteer.place(f"{place.removesuffix('区')}区")
            )
            yield Named(*match.span(), record, "departments.branch_of_city")
