"""Names of the vocabulary's organs: 省商务厅, 人民银行临江市分行, 青屏团县委."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.departments.name_forms import continues, name_floor
from archive.extraction.departments.patterns import PatternReader
from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.jurisdiction import LEVEL_WORDS, Place
from archive.extraction.named import Named
from archive.model import Department
from archive.vocabulary import Level

_WITH_LEVEL = re.compile("[市县区州旗][\u4e00-\u9fff]{2,6}(?<![局委厅办院校社会司部处站所队政])")
_LEAGUE = re.compile("(?<![集兵表察行演劳])团[省市县区州旗]委$")
_HEADED_BARE = re.compile(
    "监委|政法委|总工会|人大常委会|政协|法院|中院|检察院|党校|工商联|科协|残联|编办|人武部|文联|侨联|红十字会"
)
_INVESTS = re.compile("政府(?:投资|采购|服务)[约近超逾]?[0-9一二三四五六七八九十]")


class VocabularyReader:
    """Finds the organs of the vocabulary by their names and what stands before these."""

    def __init__(self, resolver: Resolver, patterns: PatternReader) -> None:
        self._resolver = resolver
        self._lexicon = resolver.lexicon
        self._patterns = patterns

    def embedded(self, text: str, places: PlacesNamed) -> Iterator[Named]:
        if self._lexicon.embedded is None:
            return
        resolver = self._resolver
        for match in self._lexicon.embedded.finditer(text):
            assert match.lastindex is not None  # noqa: S101 - every alternative has a group
            organ = self._lexicon.embedded_organs[match.lastindex - 1]
            start, end = match.span(match.lastindex)
            prefix = resolver.prefix(text, end, start)
            place = resolver.place(prefix, places) if prefix else None
            place = place or resolver.place_of_short(text[start:end])
            begin, led = self._led(text, *match.span(), text[start:end])
            place = led or place
            if place is not None:
                department = resolver.record(organ, place.level, place)
                form = organ.form
                if place.level != Level.PROVINCE and organ.form_city:
                    form = organ.form_city
                if form and "{printed}" in form:
                    name = form.format(printed=text[start:end])
                    department = Department(name, place.name)
                yield Named(begin, match.end(), department, "departments.embedded_place")

    def _led(self, text: str, start: int, end: int, level: str) -> tuple[int, Place | None]:
        """青屏|团县委: where it begins, and the place that stands before it without its level."""
        if level in LEVEL_WORDS and text[start] == "团":
            for length in (3, 2):
                begin = start - length
                short = text[begin:start] if begin >= 0 else ""
                place = self._lexicon.gazetteer.known.get(short + level)
                if place is not None and self._resolver.is_boundary(text, begin, 0):
                    return begin, place
        return start, None

    def names(self, text: str, places: PlacesNamed) -> Iterator[Named]:
        floor = 0
        last: Named | None = None
        for printed, start, whole in self._lexicon.organ_names.find(text):
            # 云溪县政府|投资2亿元 is no 政府投资
            invests = _INVESTS.match(text, start) and text[start - 1 : start] in LEVEL_WORDS
            name = printed[:2] if invests else printed
            end = start + len(name) if invests else whole
            if name in self._lexicon.not_organisations or continues(text, end, name):
                continue
            named = self._resolver.resolve(text, name, start, end, floor, places)
            if named is not None and (
                _LEAGUE.search(text, max(0, named.start - 2), named.start + 2)
                or _LEAGUE.search(text, named.start, named.end)
            ):
                continue  # 团|省委组织部 is a unit of 团省委, 青屏|团县委 no 县委
            if named is None:
                named = self._before_title(text, name, start, end, last)
            if named is None:
                continue
            last = named
            if named.rule == "departments.bare_name":
                named = self._longer(text, named, floor, places)
            floor = end
            yield named

    def _before_title(
        self, text: str, name: str, start: int, end: int, last: Named | None
    ) -> Named | None:
        """县纪委书记、监委主任: an organ without its level before the post of its head is one of
        the place named last in the clause, else of the publisher's."""
        headed = _HEADED_BARE.fullmatch(name) and self._lexicon.title_ahead.match(text, end)
        if not headed or not (start == 0 or text[start - 1] in "、，兼任；：（"):
            return None
        place = self._resolver.context.jurisdiction.own
        if last is not None and last.department and "。" not in text[last.end : start]:
            where = last.department.jurisdiction
            place = self._lexicon.gazetteer.place(where) if where else place
        entries = [one for one in self._lexicon.organs[name] if one[1] != Level.NATIONAL]
        if place is None or not entries:
            return None
        record = self._resolver.best(entries, self._resolver.level_for(entries, place), place, name)
        return Named(start, end, record, "departments.before_title")

    def _longer(self, text: str, named: Named, floor: int, places: PlacesNamed) -> Named:
        """市教育体育局 is one office, no 体育局: where a level and what may be part of a name
        stand before it, the name begins there."""
        joined = named.start and text[named.start - 1] in "和与" and text[named.end - 1] == "局"
        if joined:  # 市科技和知识产权局 is one office too
            start = max(floor, name_floor(text, named.start))
            if not _WITH_LEVEL.fullmatch(text, start, named.start - 1):
                return named
        elif self._resolver.is_boundary(text, named.start, floor):
            return named
        floor = max(floor, name_floor(text, named.start))
        longer = self._patterns.behind_place(text, floor, named.start, named.end, places)
        return longer or named
