"""Numbers with units in a text: candidates for figures, dates and ordinals kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from archive.extraction.context import ItemText, is_han
from archive.extraction.figures.no_facts import SURNAMES, NoFacts
from archive.extraction.lexicon import Matcher
from archive.extraction.named import Named
from archive.extraction.numerals import HAN_NUMERALS, NUMERAL, parse_numeral, scaled
from archive.model import OfficialMention
from archive.vocabulary import Vocabulary

_SCALE = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "": 1}
_SCALES = ("万亿", "亿", "万")
_DASH = r"[—–\-－~～至到]{1,2}"
_ORDINAL_BEFORE = frozenset("第×xX*/／〔〕[】每隔")
"""Behind 每 and 每隔 a number says for how many: 每十万人118.7例."""
_TIME_ENDS = frozenset("月日时点底天提")
_SMALL_MONEY = re.compile(rf"(?:(?P<jiao>{NUMERAL})角)?(?:(?P<fen>{NUMERAL})分)?")
_HALF = Decimal("0.5")
_HALF_OF = (
    r"(?<![上下后大多一小两各对])(?<!(?<!提)前)(?<!(?<!超)过)半"
    r"(?P<unit>(?:{measures})|年(?![\u4e00-\u9fff]))(?!径|岛)"
)
_NEVER_HALVED = frozenset(
    {"%", "％", "‰", "年", "分", "成", "度", "日", "岁", "周", "番", "方", "平方", "立方", "P"}
)
_TENTH = re.compile("[一二三四五六七八九](?![\u4e00-\u9fff]*?[百千万成])")
_RUN = re.compile(f"[0-9０-９{HAN_NUMERALS}]+")
_NEVER_IN_WORDS = HAN_NUMERALS.replace("伍", "").replace("陆", "")
"""What cannot stand before a number; 队伍|11支 and 登陆|3次 end words."""
_NOT_ONE = frozenset("不统唯专")
"""口径不一|两个方面: what a word ends with is no numeral."""
# What is carried and how far, and how often something is counted: 人公里, 种次.
_CARRIED = "(?:人|吨|车|辆|架|箱|台|艘)(?:公里|海里|工日)"
_TIMES = "次(?![数序级要日年月品])"
_NEVER_TIMES = frozenset("次个层名页单字分道票")
# 立方米每秒, 元/亩, 元/人·年
_RATE = "(?:每(?:秒|小时|分钟?|升|立方米)|[/／](?:{units})(?:[·.](?:{units}))?)?"
_TIME_UNITS = ("年", "月", "日", "天", "时", "秒", "人", "户", "次", "度")
_MINUS = re.compile(r"(?:(?<![0-9A-Za-z０-９])[-－−]|零下|(?<![担减抱肩欠])负)$")
_BEHIND_MORE = frozenset("的来前后以时未没才仍")
_MINUS_ENDS = frozenset("-－−下负")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FRACTIONS = {"百": "%", "千": "‰"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit: ``surface`` is ``text[start:end]``, ``noun_start`` where the
    noun begins that a bare 个 counts."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    qualifier: str | None


class NumberReader:
    """Finds numbers with the units, fixed phrases and qualifiers of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        units = vocabulary.units
        unit = unit_as_printed(vocabulary)
        not_unit = "|".join(map(re.escape, sorted(units.not_units, key=len, reverse=True)))
        inside = "|".join(units.qualifiers_inside)
        self._drop_ge = frozenset("个" + name for name in units.drop_ge)
        self._fixed = Matcher(units.fixed)
        self._pattern = re.compile(
            rf"(?:(?<=[{''.join(_NOT_ONE)}]一)|(?<![0-9０-９.．A-Za-z{_NEVER_IN_WORDS}]))"
            rf"(?P<percent>百分之)?(?P<low>{NUMERAL})"
            rf"(?P<inside>{inside})?(?P<scale>万亿|万|亿)?"
            rf"(?:(?P<first>{unit})?{_DASH}(?P<high>{NUMERAL})(?P<inside2>{inside})?(?P<scale2>万亿|万|亿)?)?"
            rf" ?(?!{not_unit})(?P<ge>个(?:余|多|半))?(?P<unit>{unit}|(?<=个[余多半])月)"
            rf"(?P<or>[（(](?:{unit})[）)])?(?P<half>半(?![年月日天数径成数导]))?"
        )  # fmt: skip
        self._share = re.compile(
            rf"(?P<whole>[{HAN_NUMERALS}]{{1,6}}|[0-9]{{1,4}})分之(?P<low>{NUMERAL})"
            rf"(?:{_DASH}(?:(?P=whole)分之)?(?P<high>{NUMERAL}))?"
        )
        halved = sorted({*units.measures} - _NEVER_HALVED, key=len, reverse=True)
        self._half = re.compile(_HALF_OF.format(measures="|".join(map(re.escape, halved))))
        before = "|".join(sorted(units.qualifiers_before, key=len, reverse=True))
        self._before = re.compile(
            rf"({before})(?<![签预节特违续履解毁公合条契邀盟制集赴]约)(?<![^损]失约)"
            "(?<![附邻最]近)(?<![赶反]超)(?:有|为|达|占)?$"
        )
        self._no_facts = NoFacts(self._before, frozenset(units.measures))
        self._before_ends = frozenset(
            [*(word[-1] for word in units.qualifiers_before), *"有为达占"]
        )
        self._behind = re.compile("|".join(units.qualifiers_behind))
        self._behind_starts = frozenset(word[0] for word in units.qualifiers_behind)

    def find(
        self,
        item: ItemText,
        departments: Sequence[Named] = (),
        officials: Sequence[OfficialMention] = (),
    ) -> list[Number]:
        """The numbers of an item that may be figures, in order; those in names of ``departments``
        (三门县委, 红十字会) or ``officials`` (阳九成) are none."""
        text = item.text
        fixed = {start: end for _, start, end in self._fixed.find(text)}
        covered = sorted(
            [
                *fixed.items(),
                *((named.start, named.end - 1) for named in departments),
                *((official.span.start, official.span.end) for official in officials),
            ]
        )
        found = []
        cursor = 0
        titles, quoted = item.titles, item.quoted
        for number in self._candidates(text):
            while cursor < len(covered) and covered[cursor][1] <= number.start:
                cursor += 1
            phrase = covered[cursor] if cursor < len(covered) else None
            if phrase and phrase[0] <= number.start and number.end <= phrase[1]:
                continue
            if titles.covers(number.start) or quoted.covers(number.start):
                continue
            found.append(number)
        return found

    def _candidates(self, text: str) -> Iterator[Number]:
        matches = [*self._beginning(text), *self._shares(text), *self._halves(text)]
        if "分之" in text or "半" in text:
            matches.sort(key=lambda match: match.start())
        end = 0
        for match in matches:
            number = self._read(text, match) if match.start() >= end else None
            if number is not None:
                end = number.end
                yield number

    def _beginning(self, text: str) -> Iterator[re.Match[str]]:
        """Numbers with units where runs of numerals begin: to look for runs first is cheaper."""
        end = 0
        for run in _RUN.finditer(text):
            start = run.start() + (run[0][0] in SURNAMES and run[0][1:2].isdigit())
            start += run[0][0] == "一" and text[run.start() - 1 : run.start()] in _NOT_ONE
            if start >= end and (match := self._pattern.match(text, start)) is not None:
                end = match.end()
                yield match

    def _shares(self, text: str) -> Iterator[re.Match[str]]:
        # 分之 is rare; the search for it costs next to nothing.
        return self._share.finditer(text) if "分之" in text else iter(())

    def _halves(self, text: str) -> Iterator[re.Match[str]]:
        return self._half.finditer(text) if "半" in text else iter(())

    def _read(self, text: str, match: re.Match[str]) -> Number | None:
        start, end = match.span()
        if match.re is self._half:
            qualifier = self._outer(text, start, end)
            return Number(start, end, _HALF, None, self._unit(match["unit"]), qualifier)
        printed = match["low"]
        low = Decimal(printed) if _PLAIN.fullmatch(printed) else parse_numeral(printed)
        if low is None or (start and _is_ordinal(text, start)):
            return None
        if match.re is self._share:
            return self._fraction(text, match, low)
        percent, inside, inside2, printed_high, ge, printed_unit, alternative, half = match.group(
            "percent", "inside", "inside2", "high", "ge", "unit", "or", "half"
        )
        if percent or self._no_facts.states_none(text, match, low):
            return None
        high, scale = self._bounds(match)
        value = scaled(low, _SCALE[scale]) if scale or "." in printed else low
        if half or ge == "个半":
            value += _HALF  # 一吨半, 两个半小时
        if printed_high and (high is None or high <= value):
            return None
        if printed_unit == "元" and not printed_high:
            value, end = self._with_small_money(text, value, end)
        elif printed_unit == "成" and (tenth := _TENTH.match(text, end)):
            value += (parse_numeral(tenth[0]) or 0) * Decimal("0.1")  # 五成二
            end = tenth.end()
        qualifier = inside or inside2 or (ge or "")[1:].replace("半", "") or None
        if qualifier is None:
            qualifier = self._outer(text, start, end)
        minus = None
        if start and not printed_high and text[start - 1] in _MINUS_ENDS:
            minus = _MINUS.search(text, max(0, start - 2), start)
        if minus is not None:
            start, value = minus.start(), -value
        unit = self._unit(printed_unit) + (alternative or "")
        return Number(start, end, value, high, unit, qualifier)

    def _fraction(self, text: str, match: re.Match[str], low: Decimal) -> Number | None:
        """百分之五 is 5 %, 三分之二 is 2 of the unit 1/3: exact, which 0.667 would not be."""
        whole = parse_numeral(match["whole"])
        high = parse_numeral(match["high"]) if match["high"] else None
        unit = _FRACTIONS.get(match["whole"]) or f"1/{whole}"
        start, end = match.span()
        if not whole or (match["high"] and (high is None or high <= low)):
            return None
        return Number(start, end, low, high, unit, self._outer(text, start, end))

    @staticmethod
    def _with_small_money(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
        """9元|2角: 9.2."""
        match = _SMALL_MONEY.match(text, end)
        if match is None or match.end() == end:
            return value, end
        for name, share in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
            part = parse_numeral(match[name]) if match[name] else None
            value += (part or 0) * share
        return value, match.end()

    def _bounds(self, match: re.Match[str]) -> tuple[Decimal | None, str]:
        """The upper bound of a range, and the scale of the lower one: 15—20万 is in 万."""
        scale: str = match["scale"] or ""
        if not match["high"]:
            return None, scale
        if match["first"] and match["first"] != match["unit"]:
            return None, scale
        high = parse_numeral(match["high"])
        last: str = match["scale2"] or ""
        if not match["first"] and not scale and not match["low"].endswith(_SCALES):
            # 3至5万: the numeral of the upper bound may hold the scale of both.
            scale = last or next((s for s in _SCALES if match["high"].endswith(s)), "")
        return (None if high is None else scaled(high, _SCALE[last])), scale

    def _unit(self, unit: str) -> str:
        if unit in self._drop_ge:
            return unit[1:]
        return {"％": "%", "百分点": "个百分点", "月": "个月"}.get(unit, unit)

    def _outer(self, text: str, start: int, end: int) -> str | None:
        """A qualifier before the number or behind its unit."""
        if text[end : end + 1] in self._behind_starts and (match := self._behind.match(text, end)):
            return match[0]
        if text[end : end + 1] == "多":
            behind = text[end + 1 : end + 2]
            if not is_han(behind) or behind in _BEHIND_MORE:
                return "多"  # 三成多, 拖了两年多的纠纷
        if not start or text[start - 1] not in self._before_ends:
            return None
        before = self._before.search(text[max(0, start - 6) : start])
        return before[1] if before else None


def _is_ordinal(text: str, start: int) -> bool:
    """Whether what stands before ``start`` makes a number say which: 第|3, 前|10名, but not
    24时前|21座."""
    before = text[start - 1]
    return before in _ORDINAL_BEFORE or (before == "前" and text[start - 2] not in _TIME_ENDS)


@lru_cache(maxsize=4)
def unit_as_printed(vocabulary: Vocabulary) -> str:
    """A regular expression for a unit: plain or put together of several (人公里, 种次, 元/亩)."""
    units = vocabulary.units
    names = sorted({*units.measures, *units.counters}, key=len, reverse=True)
    plain = "|".join(map(re.escape, names))
    once = "".join(n for n in names if len(n) == 1 and n not in _NEVER_TIMES)
    rate = _RATE.format(units="|".join(map(re.escape, dict.fromkeys([*names, *_TIME_UNITS]))))
    return rf"{_CARRIED}|[{once}]{_TIMES}|(?:{plain}){rate}"


@lru_cache(maxsize=4)
def number_reader(vocabulary: Vocabulary) -> NumberReader:
    """The reader for a vocabulary, built once."""
    return NumberReader(vocabulary)
