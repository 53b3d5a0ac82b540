"""What a number counts: the noun phrase or verb before it, or the noun behind its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from archive.extraction.lexicon import Matcher
from archive.vocabulary import Vocabulary

_LONGEST_METRIC = 16
_NOT_HAN = re.compile(r"[^\u4e00-\u9fffA-Za-z·“”（）()]")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}|“[\u4e00-\u9fffA-Za-z]{1,12}”")
_CUT = re.compile(
    r"[的在和及等为由将向从就并被把]|(?<!其)中(?![转心小学介药医标央国外级层型专])|(?<![结核针应面比校])对|"
    r"分别|进行|开展|参加|联合|实现|完成|全部|均|已|有关|相关|负责|(?<!参)与|有(?![限色关机])|平均"
)
# 满意率提高0.5个百分点 says something of the 满意率.
_DIRECTION = re.compile(
    r"(?:[较比][^，,。；;、]{1,8})?(?:提高|提升|增长|上升|增加|上涨|加快|净增|下降|下滑|降低|减少|回落|压缩|缩短|压减|精简"
    r"|推迟|延长|偏高|偏低|偏多|偏少|相差|折合|超出|扩大|上调|下调|上浮|下浮|翻|升|降|满|在|(?<![签预节特违续履解])约)了?"
    r"(?:[到至为](?:去年|上年|原来)?)?$|(?:由|从)(?:年初|原来|去年|上年)?$"
)
_LEVEL = re.compile(r"^(?:[省市县区](?:直|级)(?=部门|单位|机关)|相关|有关)+(?=[\u4e00-\u9fff]{2})")
# 占窗口受理总量的7.4%: what the share is called, not what it is a share of.
_SHARE = re.compile(r"(占|完成)[^，,。；;：:、！？\n]{1,24}的$|(?<=[，,；;。])占$")
_QUOTED = re.compile(r"“([^“”]{1,20})”$")
_PER = (
    r"(?:每(?:百?人|百?户|亩|公?斤|吨|升|立方米|平方米|公里|月|年|日|天|周|秒|小时|次|件|名|个"
    r"|台|辆|套|部|批|家|场|期))+"
)
_EACH = re.compile(f"{_PER}$")
_FOR_EACH = re.compile(f"{_PER}(?=[\u4e00-\u9fff]{{2}})")
# 拟开工项目: what is said of the noun in passing.
_IN_PASSING = re.compile(r"[拟未已新可需待][\u4e00-\u9fff]{0,2}")
# The end of a date or a time of day: 8日8|时水位, 25|日起巡查.
_CLOCK = re.compile(r"^(?:[时点分日]起?|月份?|年度?)(?=[\u4e00-\u9fff]{2})")
_HAPPENING = frozenset(
    {"派员", "讲授", "制作", "参训", "参加", "待命", "试点", "到场", "入户", "测温"}
)
_MEASURED = ("率", "量", "额", "数", "费", "价", "时间", "用时", "期", "面积")
_WHOLE = re.compile("全[省市县区州国院校乡镇村厂行系盟旗局域所站]")
_BEHIND_TIME = re.compile("起|之?前|期间|当天|当日|内")
_NO_PLACES = frozenset({"城镇", "城市", "城乡", "乡村", "新建"})
_ORGANS = frozenset("局厅委部会院署办")
_TITLED = frozenset("长员记任")
_BEHIND = re.compile(r"的|”(?!$)")
_PLACES = frozenset("省市县区州旗乡镇村")
_NOMINAL = frozenset("najlbigzfs")
_EVERY = frozenset({"各类", "各项", "各种", "各", "等"})
_NEGATIONS = frozenset({"未", "尚未", "不", "没有", "拒不", "不予", "无"})
_ALSO_ENDINGS = frozenset("约近超达有为")
_ENDINGS = frozenset("率额量数费值价站点员组项期")
"""Single characters that end a noun, which the segmenter may cut off."""


class MetricReader:
    """Reads metrics with the words of a vocabulary.

    Words are told apart by the segmenter's parts of speech (ICTCLAS tags: n noun, v verb …),
    which are rough; the vocabulary goes before them.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        metrics = vocabulary.metrics
        self._nouns = frozenset(metrics.nouns)
        self._complete = frozenset(metrics.metrics)
        self._known = frozenset([*metrics.metrics, *metrics.nouns])
        self._longest = max(map(len, self._known), default=0)
        self._empty = frozenset(metrics.empty_verbs)
        self._scopes = frozenset(metrics.scopes)
        self._adverbs = frozenset([*metrics.adverbs, *vocabulary.units.qualifiers_before])
        self._longest_adverb = max(map(len, self._adverbs), default=0)
        self._matcher = Matcher(metrics.nouns)
        self._modifiers = frozenset(metrics.modifiers)
        self._leading = frozenset(metrics.leading)
        self._actors = metrics.actors
        self._agents = metrics.agents
        self._manners = frozenset(metrics.manners)
        self._introducing = frozenset(metrics.introducing)
        self._acting = frozenset(metrics.verbs)
        self._verbs = self._acting | frozenset(metrics.matters)
        self._helping = frozenset(metrics.helping)
        self._stays = self._manners | self._modifiers | _NEGATIONS
        self._phrase = lru_cache(maxsize=4096)(self._read_phrase)
        self._counted = lru_cache(maxsize=4096)(self._read_counted)

    def before(self, text: str, floor: int, end: int) -> str | None:
        """The metric that ends before ``end``, reaching back at most to ``floor``."""
        floor = max(floor, end - 4 * _LONGEST_METRIC)
        if share := _SHARE.search(text, max(0, floor - 1), end):
            return share[1] or "占"
        end = self._strip_empty(text, floor, end)
        if text.startswith("的", end - 1) and end - 1 > floor:
            end -= 1  # 水质达标的有61个
        changing = _DIRECTION.search(text, max(floor, end - 16), end)
        if changing and changing.start() - floor > 1:
            rest = self._strip_empty(text, floor, changing.start())
            end = rest if rest - floor > 1 else end
        elif changing and changing[0][0] in "由从":
            return None  # 由原来的
        named = _QUOTED.search(text, floor, end)
        for match in _NOT_HAN.finditer(text, floor, named.start() if named else end):
            floor = match.end()
        if each := _EACH.search(text, floor, end):
            end = self._strip_empty(text, floor, each.start())
        quoted = _QUOTED.search(text, floor, end)
        if quoted:
            if quoted[1] in self._known:
                return quoted[1]
            end = quoted.start()  # 新增“幸福食堂”: the name with its verb
            verb = self._verb_before(text, floor, end)
            return verb + quoted[0]
        for match in _BEHIND.finditer(text, floor, end):
            floor = match.end()
        phrase = text[floor:end]
        if behind := _BEHIND_TIME.match(phrase) or _FOR_EACH.match(phrase):
            phrase = phrase[behind.end() :]
        elif floor and text[floor - 1].isdigit():
            phrase = _CLOCK.sub("", phrase)
        return self._phrase(phrase) if phrase else None

    def _read_phrase(self, phrase: str) -> str | None:
        """What a phrase says is counted: all of it, verb and noun, behind who acts, when, where
        and how."""
        known = self._known_before(phrase, 0, len(phrase))
        words = self._tagged(phrase)
        words = words[self._begin(words) :]
        if not words or (len(words) == 1 and self._says_where(words[0][0])):
            return known
        taken = "".join(word for word, _ in words)
        if known is not None and not taken.endswith(known):
            return known
        if words[-1][0] == "占":
            return "占"
        if known in self._complete and self._says_whose(words):
            return known  # 海口|发证
        if len(words) == 1 and known is None and _is_place(*words[0]):
            return None
        if len(taken) > _LONGEST_METRIC:
            return self._head(phrase, known)
        return taken if len(taken) > 1 else known

    def _tagged(self, phrase: str) -> list[tuple[str, str]]:
        """The words with their parts of speech, the vocabulary's before the segmenter's: 办理 and
        惠及 are verbs, and so is 结|对."""
        words: list[tuple[str, str]] = []
        for word, tag in rjieba.tag(phrase):
            if words and (joined := words[-1][0] + word) in self._verbs | self._helping:
                words[-1] = (joined, "v")
            elif len(word) == 2 and word[0] == "已":
                words += ("已", "d"), (word[1], "v")
            else:
                words.append((word, "v" if word in self._verbs else tag))
        return words

    def _says_whose(self, words: Sequence[tuple[str, str]]) -> bool:
        """Whether what stands before a verb says where or whose it is: 海口|发证, but 紧急办理,
        尚未办结, 服务事项网上办理."""
        return words[0][1] != "v" and not any(
            word in self._stays
            or word in self._verbs
            or (word in self._nouns and not word.endswith(self._agents))
            for word, _ in words[:-1]
        )

    def _says_where(self, word: str) -> bool:
        """Whether a word alone says where or who, not what: 全省, 大厅."""
        if word in self._known:
            return False
        return word in self._leading or word in self._scopes or word.endswith(self._actors)

    def _verb_before(self, text: str, floor: int, end: int) -> str:
        """The verb of the vocabulary that ends at ``end``, or nothing."""
        found = text[max(floor, end - 2) : end]
        return found if found in self._verbs else ""

    def _strip_empty(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs and verbs that say nothing, if anything stands before them."""
        while True:
            if (known := self._known_before(text, floor, end)) is not None:
                # 油茶低改|完成, but 大厅|完成
                if known != "完成" or end - floor < 4:
                    return end
                if self.before(text, floor, end - 2) is None:
                    return end
                end -= 2
                continue
            begin = self.strip_end(text, floor, end)
            begin -= next(
                (n for n in (2, 1) if text[max(floor, begin - n) : begin] in self._empty), 0
            )
            if begin == end or begin - floor < 2:
                return end
            end = begin

    def _begin(self, words: Sequence[tuple[str, str]]) -> int:
        """The word that a metric begins with."""
        begin = index = 0
        last = len(words) - 1
        while index < last:
            word, tag = words[index]
            led = index == begin
            index += 1
            behind = self._verb_behind(words, index) if word in self._introducing else None
            if behind is not None or (led and word in self._introducing):
                begin = index = behind or index
            elif (
                (word in self._leading and (len(word) > 1 or led or words[index][1][0] == "v"))
                or (led and _WHOLE.fullmatch(word))
                or word in self._empty
                or (led and word in self._manners and _governs(words, index))
                or (word in self._scopes and led)
                or (word.endswith(self._actors) and words[begin][0] not in self._acting)
                or (_acts(words, begin, index) and word.endswith(self._agents))
                or (tag == "nt" and word[-1] in _ORGANS)
                or (tag == "nr" and index > 1 and words[index - 2][0][-1] in _TITLED)
                or (led and _is_place(word, tag))
                or (led and tag in ("c", "r", "uj", "u", "mq"))
                or (led and word in self._helping and self._leads_to(word, words[index]))
                or (word == "中" and tag == "f")
                or (led and word in _EVERY)
                or (word in _PLACES and words[index][0] in self._verbs)
            ):
                begin = index
            elif not led and word in self._acting and self._acted_on(words, begin, index):
                begin = index - 1
        return begin

    def _leads_to(self, word: str, following: tuple[str, str]) -> bool:
        """Whether a helping verb has another behind it; 组织 has also nouns: 组织|对接活动."""
        return following[0] in self._verbs or (word not in self._verbs and following[1] == "v")

    def _acted_on(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the verb before ``index`` has its object behind it, and only who acts before
        it: 企业|签下订单, 带领干警|端掉窝点."""
        if words[begin][0] in self._modifiers or words[index - 2][0] == "新":
            return False
        if words[index][0] in _ENDINGS:
            return False  # 播种|率
        before = words[begin : index - 1]
        if words[begin][0] in self._helping and before[-1][0].endswith(self._agents):
            before = before[1:]
        return _is_object(*words[-1]) and all(tag[0] in "nbjzsftag" for _, tag in before)

    @staticmethod
    def _verb_behind(words: Sequence[tuple[str, str]], index: int) -> int | None:
        """The verb behind a preposition and its noun."""
        for position in range(index + 1, len(words)):
            if words[position][1][0] == "v" or words[position][1] in ("d", "f"):
                return position + (words[position][1] == "f")
        return None

    def _head(self, phrase: str, known: str | None) -> str | None:
        """The last noun of a phrase with its modifiers and the verb that governs it; or the verb
        that the phrase ends with."""
        words = self._words(phrase)
        taken = ""
        nominal = False
        for word, noun in reversed(words):
            if word in _EVERY:
                continue
            if noun is None or (taken and word in self._scopes):
                break
            if not noun and nominal and word in self._empty:
                break
            taken = word + taken
            if not noun and nominal and word[0] != "可":
                break
            nominal = nominal or noun
        if known is not None and not taken.endswith(known):
            return known
        return taken if len(taken) > 1 else None

    def _words(self, phrase: str) -> list[tuple[str, bool | None]]:
        """The words of a phrase: nouns (True), verbs (False) and what belongs to neither."""
        words: list[tuple[str, bool | None]] = []
        for word, tag in rjieba.tag(phrase):
            if word in _ENDINGS and words and words[-1][1] is not None:
                words[-1] = (words[-1][0] + word, True)
            elif word in self._nouns or word in self._modifiers:
                words.append((word, True))
            elif word in self._adverbs:
                words.append((word, None))
            elif tag[0] == "v" and tag != "vn":
                words.append((word, False))
            else:
                noun = tag[0] in _NOMINAL or tag in ("vn", "eng")
                words.append((word, True if noun or (tag == "d" and len(word) > 1) else None))
        return words

    def last_known(self, text: str, floor: int, end: int) -> str | None:
        """The last metric of the vocabulary named in a stretch of text, one that measures before
        one that only names a thing."""
        stretch = text[max(floor, end - 5 * _LONGEST_METRIC) : end]
        words = [word for word, _, _ in self._matcher.find(stretch)]
        measures = [word for word in words if word.endswith(_MEASURED)]
        return next(reversed(measures or words), None)

    def _known_before(self, text: str, floor: int, end: int) -> str | None:
        for length in range(min(self._longest, end - floor), 1, -1):
            if text[end - length : end] in self._known:
                return text[end - length : end]
        return None

    def strip_end(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs (共计, 累计, 分别为) that end at ``end``."""
        while end > floor:
            length = next(
                (
                    n
                    for n in range(min(self._longest_adverb, end - floor), 0, -1)
                    if text[end - n : end] in self._adverbs
                ),
                0,
            )
            if length == 0 or text[end - length : end] in self._known:
                break
            if length == 1 and end - floor > 1 and _ends_a_word(text[end - 2 : end]):
                break
            end -= length
        return end

    def noun(self, text: str, start: int, *, of_event: bool = False) -> str | None:
        """The noun behind a unit that counts things: 7个|部门, 2个|办理项, 36家|企业. A verb at the
        end names an event where the unit counts those (``of_event``): 2场|政策宣讲."""
        match = _NOUN.match(text, start)
        if match is None:
            return None
        place = match[0][0] in _PLACES and not rjieba.has_word(match[0][:2])
        if place and not _ORGANS & set(match[0][1:5]):
            return match[0][0]  # 9个|村送水
        return self._counted(match[0], of_event)

    def ends_with_verb(self, text: str, floor: int, end: int) -> bool:
        """Whether a verb of the vocabulary stands right before ``end``: 出现|两次明显降雪."""
        word = text[max(floor, end - 2) : end]
        return word in self._verbs or word in self._empty

    def begins_with_verb(self, metric: str) -> bool:
        """Whether a metric begins with a verb of the vocabulary: 检查旗县."""
        return metric[:2] in self._verbs

    def _read_counted(self, phrase: str, of_event: bool) -> str | None:
        phrase = _LEVEL.sub("", phrase)
        if phrase[0] == "“":
            return phrase
        head, of, rest = phrase.partition("的")
        if of and rest:
            tags = [tag[0] for _, tag in rjieba.tag(head)]
            said = tags[-1] in "vad" or (rest.startswith(self._agents) and set(tags) & {*"vad"})
            phrase = rest if said else head  # 问题突出的|供热企业, 高考考点|的监控
        if cut := _CUT.search(phrase):
            phrase = phrase[: cut.start()]
        if passing := _IN_PASSING.match(phrase):
            rest_words = [word for word, noun in self._words(phrase[passing.end() :]) if noun]
            if rest_words:
                return rest_words[0]
        words = self._words(phrase)
        if words and words[0][0] in _PLACES:
            if len(words) > 1 and words[1][0][-1] in _ORGANS:
                return words[0][0] + words[1][0]
            return words[0][0]
        tags = dict(rjieba.tag(phrase))
        first = words[0][0] if words else ""
        if tags.get(first, "n")[0] in "fd":
            return None
        if first in _HAPPENING and not self._of_whom(words, 0):
            return None
        taken: list[str] = []
        for index, (word, noun) in enumerate(words):
            event = of_event and taken and phrase.endswith(word) and noun is False
            if not noun and not event and (taken or not self._compound(words)):
                break
            ends = word in _HAPPENING or word in self._acting or tags.get(word, "n") in ("d", "i")
            ends |= len(word) == 1 and tags.get(word, "n") in ("a", "d")
            ends |= tags.get(word) == "vn" and not (
                (of_event and phrase.endswith(word)) or self._of_whom(words, index)
            )
            if taken and ends:
                break
            taken.append(word)
            if len(taken) == 3 or (
                len(taken) == 2 and sum(map(len, taken)) > 3 and not self._of_whom(words, index)
            ):
                break
        return "".join(taken) or None

    def _of_whom(self, words: list[tuple[str, bool | None]], index: int) -> bool:
        """Whether the word behind ``index`` is who is meant: 肉羊加工|企业."""
        return index + 1 < len(words) and words[index + 1][0].endswith(self._agents)

    def _compound(self, words: list[tuple[str, bool | None]]) -> bool:
        """Whether a verb begins a noun: 帮办|代办员, 承办|单位, but 参加|会议."""
        if len(words) < 2 or not words[1][1] or len(words[0][0]) < 2:
            return False
        if words[1][0][-1] in _ENDINGS:
            return True
        return words[0][0] not in self._acting and words[1][0].endswith(self._agents)


def _governs(words: Sequence[tuple[str, str]], index: int) -> bool:
    """Whether the word at ``index`` is a verb with an object behind it."""
    return index < len(words) - 1 and words[index][1] == "v" and _is_object(*words[-1])


def _is_object(word: str, tag: str) -> bool:
    """Whether a word names a thing; the segmenter takes many a 补助费 for a verb."""
    return tag[0] in "nbjzlis" or tag in ("vn", "eng") or word[-1] in _ENDINGS


def _acts(words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
    """Whether only nouns stand before ``index``, then a verb with an object."""
    return (
        index < len(words) - 1
        and words[index][1] in ("v", "vn", "d", "a")
        and words[-1][1][0] in "nv"
        and not words[-1][0].endswith(_MEASURED)
        and all(tag[0] in "nbjz" for _, tag in words[begin:index])
    )


def _ends_a_word(word: str) -> bool:
    """Whether an adverb is the end of a word: 签|约, 预|约, but 大|约."""
    return word[1] in _ALSO_ENDINGS and word[0] not in "大仅已" and rjieba.has_word(word)


def _is_place(word: str, tag: str) -> bool:
    return tag == "ns" and word not in _NO_PLACES


@lru_cache(maxsize=4)
def metric_reader(vocabulary: Vocabulary) -> MetricReader:
    """The reader for a vocabulary, built once."""
    return MetricReader(vocabulary)
