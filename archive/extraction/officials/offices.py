"""Which organisation has a post: 厅长 a 厅, 副县长 the government of the county meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extraction.context import IssueContext
from archive.extraction.departments.publisher import parent_of, publisher_department
from archive.extraction.jurisdiction import WENT_TO
from archive.extraction.named import Named
from archive.extraction.place_before import prefix_before

_TOWN = re.compile(
    "(?:[县区市旗]|[^\u4e00-\u9fff]|^)(?P<name>[\u4e00-\u9fff]{1,6}(?P<kind>[镇乡]))$"
)
_PARTY_COMMITTEE = re.compile("(?:中国共产党|中共).+委员会$")
_OF_TOWN = re.compile(
    "(?:中国共产党|中共)?(?P<around>[\u4e00-\u9fff]{1,7}?[县区市旗])??(?P<town>[\u4e00-\u9fff]{1,6}?[镇乡])"
    "(?:委员会|纪律|人民|党)"
)
_REGION = "自治区"
_OF_OFFICES = ("党组", "纪检组", "派驻")
"""What an office has and no party committee."""
_GENERAL_OFFICE = "办公厅"
_LONGEST_PLACE = 16
_VISITS_US = re.compile("(?:[来到]|莅临)(?:我|本)?[省市州县区镇乡]")
_LONGEST_VISIT = 40
_MOST_BACK = 12


class OfficeReader:
    """Says whose the posts are that an issue names."""

    def __init__(self, context: IssueContext) -> None:
        self._context = context
        self.publisher = publisher_department(context)
        self.parent = parent_of(self.publisher)
        self.of_a_town = bool(context.jurisdiction.town)
        titles = context.lexicon.vocabulary.titles
        self._organs = titles.organs
        self._prefixes = sorted(titles.prefixes, key=len, reverse=True)

    def fits(self, titles: tuple[str, ...], department: str) -> bool:
        """Whether an organisation may have these posts: a 厅长 needs a 厅."""
        governs = _PARTY_COMMITTEE.match(department) is not None
        for title in titles:
            if governs and (title.endswith(("主任", "主席")) or title.startswith(_OF_OFFICES)):
                return False
            word, ends = self.place_led(title), self.ends(title)
            general = department.endswith(_GENERAL_OFFICE) and _GENERAL_OFFICE not in ends
            if not department.endswith(ends or ("",)) or (ends and general):
                return False
            if word and department.endswith("人民政府") and word != "地区":
                return department.endswith(f"{word}人民政府")
        return True

    def heads(self, titles: tuple[str, ...], department: str) -> bool:
        """Whether one of the titles is that of the head, or a deputy, of an office of just this
        kind: 副科长 of a 科."""
        return any((ends := self.ends(title)) and department.endswith(ends[0]) for title in titles)

    def governed(self, text: str, position: int, titles: tuple[str, ...]) -> str | None:
        """The government of the place printed right before the post of who leads it:
        云川省|副省长, 自治区|副主席."""
        words = [word for title in titles if (word := self.place_led(title))]
        town = _TOWN.search(text, max(0, position - _LONGEST_PLACE), position)
        if town is not None and town["kind"] in words:
            return f"{town['name']}人民政府"
        region = text.endswith(_REGION, 0, position)
        if not words and not (region and any(title.endswith("主席") for title in titles)):
            return None
        context = self._context
        floor = max(0, position - _LONGEST_PLACE)
        gazetteer = context.lexicon.gazetteer
        prefix = prefix_before(text, position, floor, context.places, gazetteer)
        if prefix is not None and prefix.place is not None:
            league = prefix.place.name.endswith(("盟", "地区"))
            return f"{prefix.place.name}{'行政公署' if league else '人民政府'}"
        return self.government_of(_REGION) if region else None

    def government(
        self, text: str, position: int, titles: tuple[str, ...], before: Sequence[Named]
    ) -> str | None:
        """Whose 县长 someone is whose post stands alone: that of the government named last, if it
        has one, else of the publisher's place."""
        word = next((word for title in titles if (word := self.place_led(title))), None)
        if word is None:
            return None
        body = "行政公署" if word in ("盟", "地区") else "人民政府"
        town = self._context.jurisdiction.town
        floor = before[-1].end if before else 0
        visited = self._visited(text, floor, position, word)
        if visited is not None:
            return f"{visited}{body}"
        if town.endswith(word) and not any(
            named.department and named.department.id.endswith(f"{word}人民政府")
            for named in before[-1:]
        ):
            publisher = self.publisher
            own = publisher is not None and publisher.id.endswith(f"{town}{body}")
            return publisher.id if own and publisher else f"{town}{body}"
        for named in reversed(before[-_MOST_BACK:]):
            place = _OF_TOWN.match(named.department.id) if named.department else None
            if place is not None and place["town"].endswith(word):  # 三合镇党委书记…、镇长
                return f"{place['around'] or ''}{place['town']}{body}"
            if (department := named.department) is not None and department.jurisdiction.endswith(
                word
            ):
                if _VISITS_US.search(text, named.end, min(position, named.end + _LONGEST_VISIT)):
                    break
                return f"{department.jurisdiction}{body}"
        return self.government_of(word, body)

    def _visited(self, text: str, floor: int, position: int, word: str) -> str | None:
        """The place without an organ that the sentence went to last: 到广信区调研，副区长甲陪同."""
        begin = max(
            floor, position - _LONGEST_VISIT, *(text.rfind(mark, 0, position) for mark in "。；\n")
        )
        visits = [*WENT_TO.finditer(text, begin, position)]
        return visits[-1]["place"] if visits and visits[-1]["place"].endswith(word) else None

    def government_of(self, word: str, body: str = "人民政府") -> str | None:
        """The government of the publisher's place that is a ``word`` (省, 自治区, 县)."""
        places = reversed(self._context.jurisdiction.places)
        place = next((place.name for place in places if place.name.endswith(word)), None)
        return f"{place}{body}" if place else None

    def place_led(self, title: str) -> str | None:
        """省 for 副省长, 地区 for 副专员; None for the heads of offices."""
        if not {"政府", "公署"} & {*self.ends(title)}:
            return None
        plain = title.partition("（")[0].removesuffix("助理")
        return "地区" if plain.endswith("专员") else plain.removesuffix("长")[-1:]

    def ends(self, title: str) -> tuple[str, ...]:
        """How the organisations end that have such a post; empty where the vocabulary does not
        say."""
        plain = title.partition("（")[0].partition("(")[0]
        if plain in self._organs:
            return self._organs[plain]
        prefix = next((one for one in self._prefixes if plain.startswith(one)), "")
        return self._organs.get(plain.removeprefix(prefix), ())
