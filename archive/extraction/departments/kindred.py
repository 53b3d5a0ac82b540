"""Offices of the publisher's own kind: 省厅 above it, 丹阳市局 beside or below it, 我局 and 市局 in
the bulletin of its general office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.extraction.departments.authority import NATION
from archive.extraction.departments.name_forms import CLASS, is_proper
from archive.extraction.departments.resolution import PlacesNamed, Resolver
from archive.extraction.jurisdiction import Place
from archive.extraction.lexicon import alternatives
from archive.extraction.named import Named
from archive.model import Department
from archive.vocabulary import Level

_OF_PLACE = re.compile(r"(?<=[市县区旗州盟])(?P<end>局|院)(?![长面地限势级里子内外线]|部(?!署))")
_BRANCH = re.compile(
    r"(?:(?<![\u4e00-\u9fff0-9])|(?<=[由在到赴和与及])|(?<=会同)|(?<=联合))(?P<place>(?![一二三四五六七八九十第各该本个基])[\u4e00-\u9fff]{2,4}?[市县区旗]?)"
    r"(?:分(?P<kind>局|院|中心)|(?P<court>(?:人民)?法庭))(?![长面部限势级里子内外线])"
)
_OTHER_KINDS = (
    *("银监", "银保监", "保监", "监管", "工商", "税务", "国税", "地税", "环保", "生态环境"),
    *("公安", "交警", "国土", "资源", "规划", "质监", "烟草", "铁路", "森林", "水上", "机场"),
)
"""What the branches of other offices are for."""
_IS_NAME = re.compile(
    "(?![省市县各该本我第])(?:(?![市县区旗])[\u4e00-\u9fff])+(?<![局厅院处镇乡村])"
)
_OF_GROUP = re.compile("(?P<group>.{2,}?集团(?:股份)?(?:有限)?(?:责任)?公司).{2,}(?<!集团)公司")
_STEM = re.compile(
    "(?P<stem>[\u4e00-\u9fff]{2})(?:局|分?中心|(?:有限|集团|分)*公司|[总支]?[队站]|处|厅|院|联合社|委员会)"
)
"""The end of an office's name, and what it shares with those of its branches."""
_BRANCH_ENDS = "处(?![理置罚境方])|所(?![有以在属需])|站(?![点位台])|段(?!落)|部(?![门分署队位委])"
_BANK = re.compile("[\u4e00-\u9fff]+?银行")
_BANK_BRANCH = re.compile("(?![省市县各该本我])[\u4e00-\u9fff]{2,6}?(?:分行|支行)(?:营业部)?")
_LONGEST_PLACE = 12
_BRANCH_OFFICE = re.compile(
    "(?P<office>.+?[局厅])[\u4e00-\u9fff]{2,12}(?:分局|[总支大]队|执法局|中心|所|站)"
)
_STATE_BUREAU = re.compile("国家.+局")
_EACH = ("各", "某", "两")
_LONGEST_END = 8


_BRANCHES_OF = (
    (("公积金管理中心",), ("办事处", "分中心")),
    (("支队", "总队"), ("大队", "支队")),
    (("监管局", "监管分局", "外汇管理局", "中心支局"), ("监管分局", "监管支局", "支局")),
    (("公路管理局", "公路事业发展中心"), ("公路段", "分中心")),
    (("供电公司",), ("供电中心",)),
)
"""Ends of publishers' names, and of those of their branches that a place before them names."""


class KindredReader:
    """Finds offices that share the publisher's kind, and are named by level or place alone."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._named = self._superiors()
        self._branch_end = self._branch_ends()
        self._pattern = re.compile(
            f"(?<![全各外])(?:{alternatives(self._named) or '(?!)'})(?![面限势级长所]|部(?!署))"
        )

    def find(self, text: str, places: PlacesNamed) -> Iterator[Named]:
        """省厅, 总局, 我局; 丹阳市局, 润州区局."""
        for match in self._pattern.finditer(text):
            yield Named(*match.span(), self._named[match[0]], "departments.superior")
        owner = self._resolver.owner
        if owner is None:
            return
        yield from self._branches(text, owner)
        yield from self._of_bank(text, owner)
        yield from self._in_places(text, owner)
        for match in _OF_PLACE.finditer(text):
            floor = max(0, match.start() - _LONGEST_PLACE)
            prefix = self._resolver.prefix(text, match.start(), floor)
            if prefix is None or prefix.place is None or not owner.id.endswith(match["end"]):
                continue
            if prefix.place.name.startswith(_EACH):
                continue  # 各市州|局
            record = self._counterpart(owner, prefix.place)
            if record is not None:
                places.add(prefix.start, prefix.place)
                yield Named(prefix.start, match.end(), record, "departments.of_own_kind")

    def _branches(self, text: str, owner: Department) -> Iterator[Named]:
        """如东县分中心, 城东分局: branches of the publisher."""
        for match in _BRANCH.finditer(text):
            court = match["court"] is not None and owner.id.endswith("法院")
            if not court and not (match["kind"] and owner.id.endswith(match["kind"])):
                continue
            start, end = match.start("place"), match.end()
            if match["place"].endswith(_OTHER_KINDS) and match["place"][-2:] not in owner.id:
                continue  # 许昌银监|分局
            if not self._resolver.is_boundary(text, start, 0):
                continue
            record = Department(
                owner.id + text[start:end], owner.jurisdiction, parent=owner.id, provisional=True
            )
            publisher = self._resolver.publisher
            if publisher is not None and publisher.id.endswith(text[start:end]):
                record = publisher
            yield Named(start, end, record, "departments.branch_of_own")

    def _in_places(self, text: str, owner: Department) -> Iterator[Named]:
        """江油管理部, 仙人岛海事处: branches of the publisher by the place that each serves and
        what the publisher is for."""
        for match in self._branch_end.finditer(text) if self._branch_end else ():
            for length in (4, 3, 2):
                start = match.start() - length
                place = text[max(0, start) : match.start()]
                known = self._resolver.place_of_short(place) is not None
                if start < 0 or not _IS_NAME.fullmatch(place) or not (known or is_proper(place)):
                    continue
                name = text[start : match.end()]
                if not known and place[0] in "局厅委院署部":
                    continue  # 厅|水生态环境处
                if CLASS.search(place) or name in self._resolver.lexicon.organs:
                    break
                if self._resolver.is_boundary(text, start, 0):
                    record = Department(
                        owner.id + name, owner.jurisdiction, parent=owner.id, provisional=True
                    )
                    yield Named(start, match.end(), record, "departments.branch_of_own")
                    break

    def _branch_ends(self) -> re.Pattern[str] | None:
        """How the names of the publisher's branches end."""
        owner = self._resolver.owner
        if owner is None:
            return None
        kinds = next((kinds for ends, kinds in _BRANCHES_OF if owner.id.endswith(ends)), ())
        ways = [alternatives(kinds)] if kinds else []
        stem = _STEM.search(owner.id, max(0, len(owner.id) - _LONGEST_END))
        if stem is not None and stem.end() == len(owner.id):
            ways.append(f"{stem['stem']}(?:{_BRANCH_ENDS})")
        return re.compile(f"(?:{'|'.join(ways)})(?![长面限势级])") if ways else None

    def _of_bank(self, text: str, owner: Department) -> Iterator[Named]:
        """青屏县支行 in the bulletin of 中国农业银行云川省分行."""
        bank = _BANK.match(owner.id)
        for match in _BANK_BRANCH.finditer(text) if bank else ():
            if bank is not None and self._resolver.is_boundary(text, match.start(), 0):
                record = Department(
                    bank[0] + match[0], owner.jurisdiction, parent=bank[0], provisional=True
                )
                yield Named(*match.span(), record, "departments.branch_of_own")

    def _counterpart(self, owner: Department, place: Place) -> Department | None:
        """The office of ``place`` that is what the publisher is at home."""
        resolver = self._resolver
        own = resolver.context.jurisdiction.own
        if own is None or place.name == own.name:
            return None
        for organ in resolver.publishing_organs(own):
            name = organ.name_at(place.level)
            if name is not None and name[-1] == owner.id[-1]:
                return resolver.record(organ, place.level, place)
        rest = owner.id.partition(own.name)[2]
        return Department(place.name + rest, place.name, provisional=True) if rest else None

    def _superiors(self) -> dict[str, Department]:
        """What 省厅 or 市局 mean in a bulletin of an office below: the same office up there."""
        found = self._of_prefecture() | self._of_branch() | self._above()
        chain = self._resolver.context.jurisdiction.places
        for organ in self._resolver.publishing_organs(chain[-1]) if chain else ():
            if organ.national is not None and organ.national.endswith(("总局", "总署")):
                record = self._resolver.record(organ, Level.NATIONAL, NATION)
                if record is not None:
                    found.setdefault(organ.national[-2:], record)
            elif organ.national is not None and _STATE_BUREAU.fullmatch(organ.national):
                record = self._resolver.record(organ, Level.NATIONAL, NATION)
                if record is not None:
                    found.setdefault("国家局", record)
            for place in chain[:-1]:
                name = organ.name_at(place.level)
                record = self._resolver.record(organ, place.level, place)
                if name is not None and name[-1] in "厅局院" and record is not None:
                    found.setdefault(place.name[-1] + name[-1], record)
        return found

    def _above(self) -> dict[str, Department]:
        """总行, 省分行 in the bulletin of 中国农业银行临江市分行, 总署 in a customs house's,
        集团公司 in that of a company of a group."""
        publisher = self._resolver.publisher
        if publisher is None:
            return {}
        if publisher.id.endswith("海关"):
            return {"总署": Department("海关总署")}
        group = _OF_GROUP.fullmatch(publisher.id)
        if group is not None:
            return {
                "集团公司": Department(group["group"], publisher.jurisdiction, provisional=True)
            }
        bank = _BANK.match(publisher.id)
        if bank is None or not publisher.id.endswith(("分行", "支行")):
            return {}
        found = {"总行": Department(bank[0], provisional=True)}
        for place in self._resolver.context.jurisdiction.places[:-1]:
            name = f"{bank[0]}{place.name}分行"
            found[f"{place.name[-1]}分行"] = Department(name, place.name, provisional=True)
        return found

    def _of_prefecture(self) -> dict[str, Department]:
        """地委, 行署: organs of a 地区 or 盟, which need no place before them."""
        place = self._resolver.context.jurisdiction.at(Level.CITY)
        if place is None or not place.name.endswith(("地区", "盟")):
            return {}
        names = {"行署": "行署", "行政公署": "行署", "行署办公室": "行署办公室", "行署办": "行署办"}
        names |= {"地委": "委", "盟委": "委"}
        found = {}
        for printed, name in names.items():
            record = self._resolver.best(
                self._resolver.lexicon.organs.get(name, ()), Level.CITY, place
            )
            if record is not None:
                found[printed] = record
        return found

    def _of_branch(self) -> dict[str, Department]:
        """市局 in the bulletin of 岚江市公安局青溪分局, 省厅 in that of its 交通警察总队."""
        publisher, own = self._resolver.publisher, self._resolver.context.jurisdiction.own
        branch = _BRANCH_OFFICE.fullmatch(publisher.id) if publisher else None
        if branch is None or own is None:
            return {}
        office = branch["office"]
        places = self._resolver.context.jurisdiction.places
        above = next((one for one in reversed(places) if office.startswith(one.name)), own)
        return {f"{above.name[-1]}{office[-1]}": Department(office, above.name)}
