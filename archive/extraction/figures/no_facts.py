"""Numerals that state no fact: dates, times of day, ordinals, parts of names and fixed phrases."""

from __future__ import annotations

import re
from decimal import Decimal

from archive.extraction.context import is_han
from archive.extraction.numerals import parse_numeral

_LAST_DAY = 31
_LAST_HOUR = 24
_FIRST_YEAR = 1900
_FOR_SO_MANY = re.compile(
    "死亡率|发病率|[\u4e00-\u9fff]{0,2}产值|生产总值|GDP|能耗|[\u4e00-\u9fff]{0,4}增加值"
)
_RECENT = re.compile("[较比与同和]近$")
_BARE = re.compile(r"[百千万亿]+")
SURNAMES = frozenset("陆伍")
_ENUMERATED = frozenset("期处科号队")
_HELD = re.compile(r"[办班刊编印训共展出了][^，。；]{0,2}$")
_VAGUE_ONE = frozenset("年天周月分度岁")
# Units that are mostly something else: 翻了|一番, 时限|20日, but 下一番功夫, 20日起, 三届二次会议.
_ONLY_BEHIND = {
    "番": re.compile("翻(?:了|近)?$"),
    "发": re.compile("[弹药管枪]$"),
    "口": re.compile("[井窖池塘堰缸锅箱灶窑][\u4e00-\u9fff]{0,4}$"),
    "案": re.compile("(?<!第)[\u4e00-\u9fff]$"),
    "面": re.compile("[旗鼓镜]$"),
    "眼": re.compile("[井泉窑]$"),
    "角": re.compile("(?:上浮|下浮|[涨跌升降]价?|每[斤吨亩度]|价|元)$"),
    "届": re.compile("(?:连续|已|共|举办|了)$"),
    "日": re.compile(
        "(?:期限?|时[限长间]|[为需达满超]|不少于|不超过|不得?少于|至少|最多|(?:缩短|压缩|压减|减|延长|放宽|调整)[至到为]?|[缩降压增延][至到为]|最[快慢长短]|[仅只]需?|提前|推迟|逾期|共计?)$"
    ),
}
# 时限由|1日|缩短为2小时
_FROM = re.compile("[由从]$")
# 挖掘机|一台, behind what it counts.
_THINGS = frozenset("台辆名栋座艘架套本头只张份所间支幢株件起宗枚幅")
_NAMED = re.compile(
    "[\u4e00-\u9fff](?<![这那每某同另逐统第万单唯专合归划不进上下任其之又再各头的])$"
)
_LISTED = re.compile("[一二三四五六七八九]、$")
_CHANGES = re.compile(
    "(?:缩短|压缩|压减|压|减少|延长|提前|推迟|放宽|调整|[减缩延降改变增扩升提涨])"
)
_LEAST_BULK = 100
"""A 方 is a cubic metre in quantities, 三方 are parties; 路 counts channels, 12路 is a bus."""
_LEAST_CAGES = 10
_OF_A_FAMILY = re.compile("[家户村寨老小][\u4e00-\u9fff]{0,2}$")
# 每月巡查|一次: how often, and no phrase.
_EVERY = re.compile(
    "每隔?[一二两三四五六七八九十半0-9]*个?(?:年|季度?|月|旬|周|星期|日|天|小时)[^，,。；;、！？\n]{0,10}$"
)
# 培训|一周, 停产|20日: so long, where the clause ends; but 这一周, 定于20日.
_SO_LONG = re.compile(
    "[\u4e00-\u9fff](?<![月至到在于自从截止起届和与及前后这同当每第近上下某过另次首有那整头任本了又])$"
)
_COUNTS = re.compile("[对为有将等的了在][约近]?$")
_ENDS_CLAUSE = re.compile(r"[，,。；;、）)\n]|$")
# 播出节目42期，其中转播|六期
_PART_OF_COUNT = re.compile("[0-9一二三四五六七八九十百][期处科号][，,](?:其中)?[^，。；]{0,12}$")
# 逾期|一次|扣2分
_EACH_TIME = re.compile("[扣罚记加奖减]")
_CLASS = re.compile(
    r"及以[上下](?=[\u4e00-\u9fff])|(?<=岁)(?:以[上下])?的?(?![以左]|下降|上升|提高)[\u4e00-\u9fff]"
)
"""七座|及以下小客车, 80岁|以上老人: which, not how many."""
_CLOCK = ("点", "时", ":", "：")
# 二道江区, 三家子屯, 八里店镇: part of a name.
_IN_A_PLACE = re.compile(
    "道[\u4e00-\u9fff]?[区县]|[道里台门岔间家棵][\u4e00-\u9fff]{0,2}?(?:[镇乡屯堡]|街道|村(?![民级委干组道办企]))"
)
_DAYS_WITHIN = re.compile("以?内|以[上下]")


class NoFacts:
    """Tells numerals that state no fact; ``qualified`` finds a qualifier before a number,
    ``measures`` are the units of measurement."""

    def __init__(self, qualified: re.Pattern[str], measures: frozenset[str]) -> None:
        self._qualified = qualified
        self._measures = measures

    def states_none(self, text: str, match: re.Match[str], value: Decimal) -> bool:
        """Whether a number with its unit, matched in a text, states none: 2023年, 9点30分, 一项."""
        unit, low, start, end = match["unit"], match["low"], match.start(), match.end()
        if (only := _ONLY_BEHIND.get(unit)) is not None:
            within = unit == "日" and self._lasts(text, match, value)
            many = unit == "口" and self._are_many(text, match, value)
            return not (within or many or only.search(text, max(0, start - 4), start))
        if unit in "方路点把":
            clock = value <= _LAST_HOUR or is_han(text[end : end + 1])
            few = clock if unit in "点把" else value < _LEAST_BULK
            few = few and (unit != "把" or is_han(text[end : end + 1]))  # 刀具|214把
            return few and match["scale"] is None and (unit != "点" or "." not in low)
        if _CLASS.match(text, end):
            return True
        if unit == "年":
            recent = _RECENT.search(text, max(0, start - 2), start) is not None  # 较近三年平均
            return recent or value >= _FIRST_YEAR or text[end : end + 1].isdigit()
        if unit in "分次":
            before = text[start - 1 : start]
            if before in _CLOCK if unit == "分" else before == "届":
                return True
        return not low.isascii() and self._is_phrase(text, match)

    @staticmethod
    def _are_many(text: str, match: re.Match[str], value: Decimal) -> bool:
        """Whether so many 口 end a clause that they are cages or wells: 清退网箱3.4万口, but
        3口之家, 全家12口."""
        many = match["scale"] is not None or value >= _LEAST_CAGES
        behind = text[match.end() : match.end() + 1]
        start = match.start()
        return (
            many and not is_han(behind) and not _OF_A_FAMILY.search(text, max(0, start - 5), start)
        )

    @staticmethod
    def _lasts(text: str, match: re.Match[str], value: Decimal) -> bool:
        """Whether days are a stretch of time and no date: 20日内, 90日, 由1日缩短为2小时."""
        start, end = match.span()
        high = parse_numeral(match["high"]) if match["high"] else None
        if value > _LAST_DAY or (high or 0) > _LAST_DAY or _DAYS_WITHIN.match(text, end):
            return True
        if _ENDS_CLAUSE.match(text, end) and _SO_LONG.search(text, max(0, start - 1), start):
            return True
        return bool(_FROM.search(text, max(0, start - 1), start) and _CHANGES.match(text, end))

    def _is_phrase(self, text: str, match: re.Match[str]) -> bool:
        """Whether a Chinese numeral is no number here: 百姓, 秘书三处, 一项."""
        unit, low, end = match["unit"], match["low"], match.end()
        before = text[max(0, match.start() - 4) : match.start()]
        if match["half"] or match["ge"]:
            return False  # 一天半, 一个半月
        listed = unit in "类级等期" and _LISTED.search(before) is not None  # 一、|二类苗
        if (
            listed
            or (low in SURNAMES and unit != "元")
            or (_BARE.fullmatch(low) and _FOR_SO_MANY.match(text, end))
            or (len(low) == 1 and _IN_A_PLACE.match(text, match.start("unit")))
        ):
            return True  # 陆|家嘴, 二道江区, 百万吨|死亡率
        if _BARE.fullmatch(low) and not match["scale"]:
            # 百人 in 每百人 and 百岁 are words; 近百人 and 百万吨 are numbers.
            vague = len(low) == 1 and match["inside"] is None
            return vague and self._qualified.search(before) is None
        if unit in _ENUMERATED and low in "一二三四五六七八九" and not match["high"]:
            # 秘书三处, 生命科学城二期: which one, not how many; but 培训班三期.
            part = _PART_OF_COUNT.search(text, max(0, match.start() - 24), match.start())
            counts = unit == "处" and low != "一" and _COUNTS.search(before)  # 对|五处险段
            return (is_han(text[end : end + 1]) and not counts) or (
                unit == "期" and not part and not _HELD.search(before)
            )
        if low == "一" and (
            (unit == "次" and _EVERY.search(text, max(0, match.start() - 20), match.start()))
            or (unit == "次" and _EACH_TIME.match(text, end))
            or (unit in "天周次" and _ENDS_CLAUSE.match(text, end) and _SO_LONG.search(before))
            or (unit == "遍" and "再" not in before and not is_han(text[end : end + 1]))
            or (_FROM.search(before) and _CHANGES.match(text, end))
            or (unit in _THINGS and not is_han(text[end : end + 1]) and _NAMED.search(before))
        ):
            return False
        return low == "一" and not self._is_measure(unit)

    def _is_measure(self, unit: str) -> bool:
        return unit in self._measures and unit not in _VAGUE_ONE
