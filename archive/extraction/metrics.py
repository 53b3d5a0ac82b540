"""What a number counts, where it is said before it: a noun phrase, a verb, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import rjieba

from archive.extraction.changes import DOWN, GAINS, UP, alternatives
from archive.extraction.clause_words import (
    ENDINGS,
    MEASURES,
    ORGANS,
    PLACES,
    clause_words,
    is_object,
)
from archive.extraction.lexicon import Matcher
from archive.vocabulary import Vocabulary

_LONGEST_METRIC = 16
_LONGEST_STRETCH = 4 * _LONGEST_METRIC
# PM2.5 and A4 are names.
_NOT_HAN = re.compile(
    r"(?!(?<=[A-Za-z][0-9])[.][0-9])[^\u4e00-\u9fffA-Za-z·“”（）()0-9]"
    r"|(?<![A-Za-z0-9.])[0-9][0-9.]*(?![A-Za-z0-9.])"
)
# 满意率提高0.5个百分点 says something of the 满意率.
_DIRECTION = re.compile(
    rf"(?:[较比][^，,。；;、]{{1,8}})?(?:(?P<gain>{'|'.join(GAINS)})|(?P<bare>{alternatives(least=2)})"
    r"|相差|折合|翻|升|降|满|在|(?<![签预节特违续履解])约)了?"
    r"(?P<to>[到至为](?:去年|上年|原来)?)?$|(?:由|从)(?:年初|原来|去年|上年|法定|承诺|原定|现行|目前|当初|最初|过去|以往)?$"
)
_DIRECTION_ENDS = frozenset("差合翻满在约了到至为年来初由从定诺行前去往") | {
    word[-1] for word in UP | DOWN
}
# 占窗口受理总量的7.4%: what the share is called, not what it is a share of.
_UP_TO = frozenset("到至为")
# 补偿标准|调整为, 水位|涨至: what is behind says how much it has become.
_TURNED = re.compile(
    f"(?:调整|变更|确定|核定|修订|优化|整合|归并|合并|扩展|{alternatives(least=2)}|[升降涨跌增减缩扩压提调])$"
)
_FINES = re.compile("(?:并|可|可以|应当?)?[处给][以予]?")
# 入户率|高出全镇, 保证金|不得超过合同金额: what it is held against.
_ABOVE = re.compile("(?:不得?|应当?)?(?:[高低优多少大小]于|[高超]出|超过)[\u4e00-\u9fff]{1,14}$")
_SHARE = re.compile(r"(占|完成)[^，,。；;：:、！？\n]{1,24}的$|(?<=[，,；;。])占$")
_QUOTED = re.compile(r"“([^“”]{1,20})”$")
_PER = (
    r"(?:每(?:季度?|半?年|旬|千瓦时|公顷|万元|千克|毫升|标准?箱|百?人|百?户|亩|公?斤|吨|升|立方米|平方米|公里|月|年|日|天|周|秒|小时|次|件|名|个"
    r"|台|辆|套|部|批|家|场|期|处|项|宗|例|起|笔|张|座|栋|间|床|株|只|头|车|班))+"
)
_EACH = re.compile(f"(?:{_PER}|每[\u4e00-\u9fff]{{1,2}})$")
_FOR_EACH = re.compile(f"(?:平均)?{_PER}(?=[\u4e00-\u9fff]{{2}})")
# The end of a date or a time of day: 8日8|时水位, 25|日起巡查.
_CLOCK = re.compile(
    r"^(?:[时点分日]起?|号[线楼门馆厅院井机炉]?|月份?|年度?|届)(?=[\u4e00-\u9fff]{2})"
)
_SUMS = ("费用", "收入", "支出", "水平", "比例", "规模", "标准", "价格", "余额", "强度", "结余")
_WHOLE = re.compile("全[省市县区州国院校乡镇村厂行系盟旗局域所站]")
_PROPER = frozenset({"nr", "nrt", "nz", "ns", "nt"})
_SITES = frozenset("站库江河湖溪渠闸坝桥路街段线港矿场湾岛峰园寺塔村镇乡屯县区市州盟旗")
_TURNS = frozenset({"将", "把", "要", "并", "等", "就", "拟", "其中", "要求", "会议决定", "致使"})
_NOT = frozenset("未不非无没")
_LENGTHS = frozenset("长短期小高低")
# 药学部|把常用药品目录: the segmenter takes it for the end of a word at times.
_BA = re.compile("把(?![握关控手])(?=[\u4e00-\u9fff]{2})")
_FOR_WHOM = frozenset("对向为给")
_NEGATED = frozenset({"未", "尚未", "没有", "不予", "拒不"})
_PLANNED = frozenset({"计划", "预计", "拟"})
_CAUSATIVE = frozenset({"帮助", "协助", "带动", "促进", "促使", "推动", "协调"})
_ORDINAL = re.compile("首批|第[一二三四五六七八九十]+批")
_WITHIN = re.compile("[\u4e00-\u9fff](?<![国室体场院])内")
_TIMES = tuple("日月年时分周度旬天底初末间")
_BEHIND_TIME = re.compile("起|之?前|期间|当天|当日|内")
_INSTITUTIONS = frozenset("社馆团院所站队店厂局办处室科委校会协联关台组网庭段")
# 按可比价格|计算: how a number was come by, not what it counts.
_RECKONED = re.compile("(?:经|据|按|依|根据)[\u4e00-\u9fff]{0,8}[计测核推折估统换][算计]")
_CAUSES = frozenset({"因", "因为", "由于"})
_FINDS = frozenset({"发现", "查出", "检出", "查明"})
_NO_INSTITUTIONS = frozenset({"社会", "全社会", "组团", "相关", "有关", "互联网", "物联网", "全部"})
_GOES = re.compile("[到赴来][\u4e00-\u9fff]")
# 确定奖补标准为|每亩2000元
_SET_AT = re.compile(r"(?:确定|核定|规定|明确)(?=[\u4e00-\u9fff]{2,12}为)")
_AFTER = frozenset({"后", "之后", "以后", "期间"})
_TITLED = frozenset("长员记任")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,}$")
_EVERY = frozenset({"各类", "各项", "各种", "各", "等"})


class MetricReader:
    """Reads metrics with the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = clause_words(vocabulary)
        self._matcher = Matcher(vocabulary.metrics.nouns)
        self._known_lengths = _lengths_by_end(self._words.known)
        self._adverb_lengths = _lengths_by_end(self._words.adverbs)
        self._empty_ends = frozenset(
            word[-1] for word in (*self._words.adverbs, *self._words.empty)
        )
        self._nothing = self._words.adverbs | self._words.empty - {"完成"}
        self._whose = (*self._words.agents, *self._words.actors)
        self._phrase = lru_cache(maxsize=4096)(self._read_phrase)
        self._stretch = lru_cache(maxsize=4096)(self._read_stretch)

    def before(self, text: str, floor: int, end: int, *, counts: bool = False) -> str | None:
        """The metric that ends before ``end``, reaching back at most to ``floor``; ``counts`` where
        the number counts things: then it may count what was added or lost."""
        floor = max(floor, end - _LONGEST_STRETCH)
        if floor >= end:
            return None
        return self._stretch(text[floor:end], text[floor - 1] if floor else "", counts)

    def _read_stretch(self, text: str, previous: str, counts: bool) -> str | None:
        """The metric that a stretch of text ends with; ``previous`` is the character before it.

        The marks looked for first are rare: each is asked for before an expression is tried."""
        set_at = _SET_AT.search(text) if "为" in text else None
        floor = set_at.end() if set_at else 0
        if ("占" in text or "完成" in text) and (share := _SHARE.search(previous + text, floor)):
            return share[1] or "占"
        end = self._end(text, floor, counts)
        if end < 0:
            return None  # 由原来的
        named = _QUOTED.search(text, floor, end) if text[end - 1] == "”" else None
        for match in _NOT_HAN.finditer(text, floor, named.start() if named else end):
            floor = match.end()
        if text[end - 1] == "”" and (quoted := _QUOTED.search(text, floor, end)):
            if quoted[1] in self._words.known:
                return quoted[1]
            # 新增“幸福食堂”: the name with its verb
            return self._verb_before(text, floor, quoted.start()) + quoted[0]
        floor = max(floor, text.rfind("的", floor, end) + 1, text.rfind("”", floor, end - 1) + 1)
        if "把" in text:
            for ba in _BA.finditer(text, floor, end):
                floor = ba.end()
        phrase = text[floor:end]
        if floor and text[floor - 1] == "的" and text[0] in _FOR_WHOM:
            phrase = text[0] + phrase  # 对|达标的企业|奖励
        previous = text[floor - 1] if floor else previous
        if behind := _FOR_EACH.match(phrase) or (previous in _TIMES and _BEHIND_TIME.match(phrase)):
            phrase = phrase[behind.end() :]
        elif previous.isdigit():
            phrase = _CLOCK.sub("", phrase)
        return self._phrase(phrase) if phrase else None

    def _end(self, text: str, floor: int, counts: bool) -> int:
        """Where the metric of a stretch ends: before what says nothing, how it changes and for
        each of what; −1 if nothing else is there."""
        end = self._strip_empty(text, floor, len(text))
        if text[end - 1] == "的" and end - 1 > floor:
            end -= 1  # 水质达标的有61个
        counts = counts and _UP_TO.isdisjoint(text[end:])
        end = self._unchanged(text, floor, end, counts)
        if end >= 0 and "每" in text and (each := _EACH.search(text, floor, end)):
            end = self._strip_empty(text, floor, each.start())
            end = self._unchanged(text, floor, end, counts)
        return end

    def _unchanged(self, text: str, floor: int, end: int, counts: bool) -> int:
        """Step back over the change that a stretch ends with, −1 if it is nothing else:
        满意率|提高, but 注册会员净增 counts those who came."""
        if ("于" in text or "出" in text or "超" in text) and (
            above := _ABOVE.search(text, floor + 2, end)
        ):
            return self._strip_empty(text, floor, above.start())
        if text[end : end + 1] in _UP_TO and (turned := _TURNED.search(text, floor + 2, end)):
            return self._strip_empty(text, floor, turned.start())
        if text[end - 1] not in _DIRECTION_ENDS:
            return end
        changing = _DIRECTION.search(text, max(floor, end - 16), end)
        if changing and len(changing[0]) == 1 and _ends_a_word(text[max(floor, end - 6) : end]):
            return end  # 航班起降
        if changing and changing.start() - floor > 1:
            rest = self._strip_empty(text, floor, changing.start())
            if changing["gain"] or (counts and changing["bare"] and not changing["to"]):
                measured = text.endswith(MEASURES, floor, rest)
                return rest if measured else end
            return rest if rest - floor > 1 else end
        return -1 if changing and changing[0][0] in "由从" else end

    def _read_phrase(self, phrase: str) -> str | None:
        """What a phrase says is counted: all of it, verb and noun, behind who acts, when, where
        and how."""
        known = self._known_before(phrase, 0, len(phrase))
        words = self._words.tagged(phrase)
        words = self._meant(words)
        if not words or (len(words) == 1 and self._says_where(words[0][0])):
            return known
        taken = "".join(word for word, _ in words)
        if (
            taken in self._nothing
            or _RECKONED.fullmatch(phrase)
            or (len(words) == 1 and known is None and self._words.is_place(*words[0]))
        ):
            return None
        if taken == "占" or (taken[-1] == "占" and not rjieba.has_word(taken[-2:])):
            return "占"  # 重复访占
        if known is not None and (
            not taken.endswith(known)
            or (known in self._words.complete and self._says_whose(words))  # 海口|发证
        ):
            return known
        if len(taken) > _LONGEST_METRIC:
            return self._head(phrase, known)
        return taken if len(taken) > 1 else known

    def _says_whose(self, words: Sequence[tuple[str, str]]) -> bool:
        """Whether what stands before a verb says where or whose it is: 海口|发证, but 紧急办理,
        尚未办结, 服务事项网上办理."""
        if any(word in self._words.stays for word, _ in words):
            return False
        if words[-1][0].endswith("项") and words[0][1] != "v":
            return True
        return (
            all(
                tag in ("ns", "nr", "nt", "nz", "s", "f", "t", "d")
                or word.endswith(self._whose)
                or not rjieba.has_word(word)
                for word, tag in words[:-1]
                if word not in self._words.scopes
            )
            and words[0][1] != "v"
        )

    def _says_where(self, word: str) -> bool:
        """Whether a word alone says where or who, not what: 全省, 大厅."""
        if word in self._words.known:
            return False
        return word in self._words.leading or word in self._words.scopes

    def _verb_before(self, text: str, floor: int, end: int) -> str:
        """The verb of the vocabulary that ends at ``end``, or nothing."""
        found = text[max(floor, end - 2) : end]
        return found if found in self._words.verbs else ""

    def _strip_empty(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs and verbs that say nothing, if anything stands before them."""
        while end - floor > 1:
            if (known := self._known_before(text, floor, end)) is not None:
                # 油茶低改|完成, but 大厅|完成
                if known != "完成" or end - floor < 4:
                    return end
                rest = _HAN_BEFORE.search(text, floor, end - 2)
                if rest is None or rest[0].endswith(self._words.actors):
                    return end
                if self._phrase(rest[0]) is None:
                    return end
                end -= 2
                continue
            if text[end - 1] not in self._empty_ends:
                return end
            begin = self.strip_end(text, floor, end)
            for length in (2, 1):
                word = text[max(floor, begin - length) : begin]
                if word in self._words.empty:
                    if length == 1 and _ends_a_word(text[max(floor, begin - 6) : begin]):
                        break
                    begin -= length
                    break
            if begin == end or begin - floor < 2:
                return end
            end = begin
        return end

    def _meant(self, words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The words of a phrase that make up its metric: from where it begins, without what falls
        from its middle."""
        falls = [word in _EVERY for word, _ in words]
        begin = index = 0
        while index < len(words) - 1:
            word, tag = words[index]
            led = index == begin
            index += 1
            behind = None
            introducing = word in self._words.introducing or (
                tag == "p" and words[index][1][0] != "v"
            )
            if introducing:
                behind = self._verb_behind(words, index)
            if behind is not None or (led and introducing):
                begin = index = behind or index
            elif (led or word == "发现") and self._only_leads(words, index):
                begin = index
            elif not led and (
                _ORDINAL.fullmatch(word) or (word in _PLANNED and index == len(words) - 1)
            ):
                falls[index - 1] = True  # 下达|第二批|资金, 院校|计划|招生
            elif (site := self._site(words, index, led=led)) is not None:
                if words[begin][0] in self._words.verbs:
                    falls[index - 1 : site] = [True] * (site - index + 1)
                    index = site
                else:
                    begin = index = site
            elif (
                not led
                and word in self._words.leading
                and word not in _TURNS
                and self._is_named(words, begin, index)
            ):
                falls[index - 1] = True
            elif self._stands_before(words, begin, index) or (
                led and self._leads(words, index, tag)
            ):
                begin = index
            elif not led and (
                word in _FINDS
                or (self._words.acts_on(word) and self._acted_on(words, begin, index))
            ):
                begin = index - 1
            elif (
                not led
                and word in self._words.manners
                and (
                    words[index - 2][0][-1] == "后"
                    or self._words.is_actor(words[index - 2][0])
                    or self._words.is_agent(*words[index - 2])
                )
                and self._governs(words, index)
            ):
                begin = index
        return [
            entry for entry, fallen in zip(words[begin:], falls[begin:], strict=True) if not fallen
        ]

    def _only_leads(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the verb before ``index`` only leads to what happens: 发现|排队等候,
        帮助|集体增收."""
        word, rest = words[index - 1][0], words[index:]
        if word == "发现":
            return all(tag[0] == "v" or other in self._words.verbs for other, tag in rest)
        return word in _CAUSATIVE and len(rest) > 1 and rest[-1][1] == "v" and rest[0][1][0] == "n"

    def _site(self, words: Sequence[tuple[str, str]], index: int, *, led: bool) -> int | None:
        """Behind the name of a place that begins with the word before ``index``, where one does:
        普兰|积雪深度, 王家坝站|水位, 官任路|积水. A proper name is told by the segmenter or by no
        dictionary knowing it, the place by how it ends."""
        word, tag = words[index - 1]
        proper = tag in _PROPER or not rjieba.has_word(word)
        if not proper or len(word) < 2:
            return None
        if word[-1] in _SITES and len(word) > 2 and not rjieba.has_word(word):
            return index
        for end in range(index + 1, min(index + 3, len(words))):
            site = words[end - 1][0]
            if tag not in _PROPER and len(site) > 1:
                break
            if site[-1] in _SITES and words[end - 1][1][0] in "ns":
                return end
        if led and tag in _PROPER and self._words.names_place(word):
            return index
        return None

    def _is_named(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether an adverb before ``index`` parts a name from a verb alone, or from a measure:
        许可证|累计|发放, 居民|各类|储蓄余额."""
        before = words[begin : index - 1]
        if before[-1][0].endswith(self._words.actors) or self._says_where(before[-1][0]):
            return False
        if not all(tag[0] in "nbjzl" or word in self._words.verbs for word, tag in before):
            return False
        last, tag = before[-1]
        if tag[0] != "n" or (tag in _PROPER and (tag != "nr" or not rjieba.has_word(last))):
            return False
        if index == len(words) - 1 and words[index][1][0] == "v":
            return True
        return words[-1][0].endswith(MEASURES) and not self._words.acts_on(words[index][0])

    def _stands_before(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the word before ``index`` says who, when or where, wherever it stands: the
        metric begins behind it."""
        word, tag = words[index - 1]
        known = self._words
        if (
            word in known.empty
            or word in ("将", "把", "方式", "形式")
            or (tag == "f" and word in "中下" and words[index][0][0] not in _LENGTHS)
        ):
            return True
        if word in known.leading:
            return len(word) > 1 or begin == index - 1 or words[index][1][0] == "v"
        if word in PLACES:
            return words[index][0] in known.verbs
        if word in _AFTER:
            return begin < index - 1
        verbal = begin < index - 1 and words[begin][1] == "v"
        actor = (word.endswith(known.actors) and not verbal) or (
            known.is_agent(word, tag) and self._acts(words, begin, index)
        )
        organ = tag == "nt" and word[-1] in ORGANS
        actor = actor or self._is_institution(words, begin, index)
        return actor or organ or (tag == "nr" and index > 1 and words[index - 2][0][-1] in _TITLED)

    def _is_institution(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the word before ``index`` is called like an institution and a verb follows:
        合作社|流转土地, 图书馆|借阅, but 学校食堂合格率."""
        word, tag = words[index - 1]
        return (
            len(word) > 1
            and index < len(words) - 1
            and word[-1] in _INSTITUTIONS
            and tag[0] in "njl"
            and word not in _NO_INSTITUTIONS
            and (words[index][0] in self._words.verbs or words[index][1] == "v")
            and not self._words.acts_on(words[begin][0])
            and (self._words.acts_on(words[index][0]) or not words[-1][0].endswith(MEASURES))
        )

    def _leads(self, words: Sequence[tuple[str, str]], index: int, tag: str) -> bool:
        """Whether the word before ``index`` begins a phrase and is no part of the metric."""
        word = words[index - 1][0]
        known = self._words
        if (
            (tag == "d" and len(word) == 1 and word not in _NOT)
            or word in known.scopes
            or tag in ("c", "r", "uj", "uv", "u", "mq")
            or _WHOLE.fullmatch(word)
            or _WITHIN.fullmatch(word)
            or known.is_place(word, tag)
        ):
            return True
        if word in known.manners or (tag == "t" and len(word) > 1):
            return self._governs(words, index)
        if word in known.helping:
            return self._leads_to(word, words[index])
        if _GOES.fullmatch(word):
            return words[index][0] in known.verbs
        return index > 1 and words[index - 2][0] == "该"

    def _governs(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the word at ``index`` is a verb with an object behind it; 可办|事项 says which
        matters, not what is done with them."""
        if index >= len(words) - 1 or words[-1][0].endswith(MEASURES):
            return False
        if words[index][0].startswith("可"):
            return False
        return words[index][1] in ("v", "vn") and self._words.names(words[-1])

    def _leads_to(self, word: str, following: tuple[str, str]) -> bool:
        """Whether a helping verb has another behind it; 组织 has also nouns: 组织|对接活动."""
        return following[0] in self._words.verbs or (
            word not in self._words.verbs and following[1] == "v"
        )

    def _acts(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the word before ``index`` acts: behind it stands a verb with an object, before it
        nothing that acts. 供水分公司|改造庭院, but 职工统筹基金收入 names a measure."""
        verb = index
        while verb < len(words) - 1 and words[verb][1] in ("d", "a", "ad"):
            verb += 1
        if verb == len(words) - 1 or words[-1][0].endswith(MEASURES):
            return False
        if (
            words[verb][1] in ("v", "vn", "a")
            and words[-1][1][0] in "nv"
            and not words[-1][0].endswith(_SUMS)
            and all(tag[0] in "nbjzt" for _, tag in words[begin:index])
        ):
            return True
        return (
            words[index][0] in self._words.verbs
            and words[index + 1][0] not in ENDINGS
            and self._words.names(words[-1])
            and not self._words.acts_on(words[begin][0])
        )

    def _acted_on(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the verb before ``index`` has its object behind it, and only who acts before
        it: 企业|签下订单, 带领干警|端掉窝点."""
        if words[begin][0] in self._words.modifiers or words[index - 2][0] == "新":
            return False
        before = words[begin : index - 1]
        fee = words[-1][0][-1] == "费" and self._words.is_actor(before[-1][0])  # 企业|缴纳社保费
        if words[index][0] in ENDINGS or (words[-1][0].endswith(MEASURES) and not fee):
            return False  # 播种|率, 申报|时间
        if words[begin][0] in self._words.helping and before[-1][0].endswith(self._words.agents):
            before = before[1:]
        acting = any(self._words.acts_on(word) for word, _ in before)
        return (
            not acting
            and self._words.names(words[-1])
            and (
                all(tag[0] in "nbjzsftag" for _, tag in before)
                or (before[0][1][0] == "n" and all(tag[0] in "nbjzsftagvl" for _, tag in before))
            )
        )

    @staticmethod
    def _verb_behind(words: Sequence[tuple[str, str]], index: int) -> int | None:
        """The verb behind a preposition and its noun; 因|视频监控完好率 gives a cause."""
        opinion = words[index - 1][0] == "对" and words[-1][0][-1] in "率度"
        if opinion or words[index - 1][0] in _CAUSES or words[index][0] in _NEGATED:
            return index
        for position in range(index + 1, len(words)):
            if words[position][1][0] == "v" or words[position][1] in ("d", "f"):
                return position + (words[position][1] == "f")
        return None

    def _head(self, phrase: str, known: str | None) -> str | None:
        """The last noun of a phrase with its modifiers and the verb that governs it; or the verb
        that the phrase ends with."""
        words = self._words.nominal(phrase)
        taken = ""
        nominal = False
        for word, noun in reversed(words):
            if word in _EVERY:
                continue
            if noun is None or (taken and word in self._words.scopes):
                break
            if not noun and nominal and word in self._words.empty:
                break
            taken = word + taken
            if not noun and nominal and word[0] != "可":
                break
            nominal = nominal or noun
        if known is not None and not taken.endswith(known):
            return known
        return taken if len(taken) > 1 else None

    def last_known(self, text: str, floor: int, end: int) -> str | None:
        """The last metric of the vocabulary named in a stretch of text, one that measures before
        one that only names a thing."""
        stretch = text[max(floor, end - 5 * _LONGEST_METRIC) : end]
        words = [word for word, _, _ in self._matcher.find(stretch)]
        measures = [word for word in words if word.endswith(MEASURES)]
        return next(reversed(measures or words), None)

    def _known_before(self, text: str, floor: int, end: int) -> str | None:
        for length in self._known_lengths.get(text[end - 1], ()):
            if 1 < length <= end - floor and text[end - length : end] in self._words.known:
                return text[end - length : end]
        return None

    def strip_end(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs (共计, 累计, 分别为) that end at ``end``."""
        while end > floor and text[end - 1] in self._empty_ends:
            for length in self._adverb_lengths.get(text[end - 1], ()):
                word = text[end - length : end]
                if length <= end - floor and word in self._words.adverbs:
                    break
            else:
                return end
            if word in self._words.known:
                return end
            if length == 1 and end - floor > 1 and _ends_a_word(text[max(floor, end - 6) : end]):
                return end
            end -= length
        return end

    def is_share(self, text: str, floor: int, end: int) -> bool:
        """Whether a share is told before ``end``: 占全年目标的."""
        return text[end - 1] == "的" and _SHARE.search(text, floor, end) is not None

    def is_known(self, noun: str) -> bool:
        """Whether the vocabulary knows a noun as something that is counted."""
        return noun in self._words.known

    def governs(self, text: str, floor: int, end: int) -> bool:
        """Whether a verb with its object stands before ``end``: 组织联合收割机|八千台跨区作业."""
        before = self.before(text, floor, end)
        if before is None or len(before) < 4 or not self.begins_with_verb(before):
            return False
        if "的" in text[max(floor, end - 2) : end]:
            return False  # 参加活动的有|120名党员
        return text[end - 1] != "等" and is_object(*self._words.tagged(before)[-1])

    def ends_with_verb(self, text: str, floor: int, end: int) -> bool:
        """Whether a verb of the vocabulary stands right before ``end``: 出现|两次明显降雪."""
        word = text[max(floor, end - 2) : end]
        return word in self._words.verbs or word in self._words.empty

    def verb_before(self, text: str, end: int) -> str | None:
        """The verb that acts on what begins at ``end``: 移送|市公安局."""
        verb = text[max(0, end - 2) : end]
        return verb if self._words.acts_on(verb) else None

    def is_verb_alone(self, metric: str) -> bool:
        """Whether a metric is a verb that asks for what it acts on: 发放, 并处."""
        words = self._words
        return (
            words.acts_on(metric) or metric in words.empty or _FINES.fullmatch(metric) is not None
        )

    def begins_with_verb(self, metric: str) -> bool:
        """Whether a metric begins with a verb of the vocabulary: 检查旗县."""
        return metric[:2] in self._words.verbs or self._words.acts_on(metric[:2])


def _ends_a_word(text: str) -> bool:
    """Whether an adverb is the end of a word: 签|约, 抗|原, but 大|约."""
    last = rjieba.cut(text)[-1]
    return len(last) > 1 and last[0] not in "大仅已" and rjieba.has_word(last)


def _lengths_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long words are that end with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}


@lru_cache(maxsize=4)
def metric_reader(vocabulary: Vocabulary) -> MetricReader:
    """The reader for a vocabulary, built once."""
    return MetricReader(vocabulary)
