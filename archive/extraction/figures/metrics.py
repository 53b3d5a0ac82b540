"""What a number counts, where it is said before it: a noun phrase, a verb, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from archive.extraction.figures.clause_words import MEASURES, clause_words, is_object
from archive.extraction.figures.listed_things import ListedThings
from archive.extraction.figures.metric_ends import OBJECT, PER, MetricEnds
from archive.extraction.figures.metric_words import EVERY, MetricWords
from archive.extraction.lexicon import Matcher
from archive.vocabulary import Vocabulary

_LONGEST_METRIC = 16
_LONGEST_STRETCH = 4 * _LONGEST_METRIC
# PM2.5 and A4 are names.
_NOT_HAN = re.compile(
    r"(?!(?<=[A-Za-z][0-9])[.][0-9])[^\u4e00-\u9fffA-Za-zⅠ-Ⅻ·“”（）()0-9]"
    r"|(?<![A-Za-z0-9.])[0-9][0-9.]*(?![A-Za-z0-9.])"
)
_FINES = re.compile("(?:并|可|可以|应当?)?[处给][以予]?")
# 占窗口受理总量的7.4%: what the share is called, not what it is a share of.
_SHARE = re.compile(
    r"(占|完成)[^，,。；;：:、！？\n]{1,24}的$|(?<=[，,；;。])占$"
    "|(?<![\u4e00-\u9fff])约?占(?![地用道比压据领线])[\u4e00-\u9fff]{2,12}$"
)
_PART_OF = re.compile("(?:为|是|相当于)[\u4e00-\u9fff]{2,14}的")
_QUOTED = re.compile(r"“([^“”]{1,20})”$")
_FOR_EACH = re.compile(f"(?:平均)?{PER}(?=[\u4e00-\u9fff]{{2}})")
# 干部们跑|了6趟: a verb of one character, alone.
_DONE = re.compile("[\u4e00-\u9fff]了$")
# The end of a date or a time of day: 8日8|时水位, 25|日起巡查.
_CLOCK = re.compile(
    r"^(?:[时点分日]起?|号[线楼门馆厅院井机炉]?|月份?|年度?|届|周?岁(?:及?以[上下内])?的?)(?=[\u4e00-\u9fff]{2})"
)
# 药学部|把常用药品目录: the segmenter takes it for the end of a word at times.
_BA = re.compile("把(?![握关控手脉])(?=[\u4e00-\u9fff]{2})")
_FOR_WHOM = frozenset("对向为给")
# 利用社保、车辆、|工商数据筛查疑点: the last of several means.
_BY_MEANS = re.compile("(利用|运用|借助|通过|依托|凭借|针对|围绕)[\u4e00-\u9fff、]+、$")
_TIMES = tuple("日月年时分周度旬天底初末间")
_BEHIND_TIME = re.compile("起|之?前|期间|当天|当日|内")
# 按可比价格|计算: how a number was come by, not what it counts.
RECKONED = (
    "(?:经|据|按|依|根据)[\u4e00-\u9fff]{0,8}[计测核推折估统换][算计]"
    "|按?(?:可比|同|现行?|不变|当年)(?:口径|价格?)|[扣剔]除[\u4e00-\u9fff]{1,10}(?:因素|影响|后)"
)
_RECKONED = re.compile(RECKONED)
_TOWNSHIP = re.compile("[\u4e00-\u9fff]{2}[乡镇村]$")
_SAYS = re.compile(
    "[指提]出|要求|强调|反映|介绍|表示|认为|建议|通知|提醒|告知|希望|随同|陪同|来到|抵达|位于|属于|按照|根据"
)
# 确定奖补标准为|每亩2000元
_SET_AT = re.compile(r"(?:确定|核定|规定|明确)(?=[\u4e00-\u9fff]{2,12}为)")


# 每户|最高|补贴2万元, 五年|以上|有期徒刑45人
_AT_MOST = re.compile(
    "^以[上下内](?=[\u4e00-\u9fff]{2})|^最[高低多少](?=(?:补贴|奖励|补助|资助|赔付|赔偿|罚款|奖补|减免|贷款)$)"
)
# 项目|从拿地到开工|平均用时
_FROM_TO = re.compile(
    "从[\u4e00-\u9fff]{1,8}?[到至][\u4e00-\u9fff]{1,6}?(?=平均|最[快短长慢]|用时|耗时|历时|时间|周期|仅|只)"
)


_WHO = (*"者民员师生农警兵友工主户众部表", "企业", "公司")
_HOW_IT_IS = re.compile(
    "(?:普遍|明显|仍然?|还|已)?(?:过|较|很|偏|太|最|更|不|比较)[\u4e00-\u9fff]{1,2}$"
)
_DONE_BEHIND = re.compile("以?内?(?P<done>[\u4e00-\u9fff]{2,4})(?=[，,。；;、]|$)")
_OF_WHOM = frozenset("名位户家")
_DEEDS = frozenset("罚奖记种")
# 国道318线|聂拉木至樟木段|中断
_SECTION = re.compile("^.*?[\u4e00-\u9fff]{2,6}[至到][\u4e00-\u9fff]{2,6}?段(?=[\u4e00-\u9fff]{2})")
_FROM = ("由", "从")
_LONGEST_AGENT = 6


class MetricReader:
    """Reads metrics with the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = clause_words(vocabulary)
        self._matcher = Matcher(vocabulary.metrics.nouns)
        self._meaning = MetricWords(self._words)
        self._nothing = self._words.adverbs | self._words.empty - {"完成"} | {"中", "中有"}
        self._whose = (*self._words.agents, *self._words.actors)
        self._phrase = lru_cache(maxsize=4096)(self._read_phrase)
        self._ends = MetricEnds(self._words, self._phrase)
        self.listed = ListedThings(self._words, self._phrase)
        self._stretch = lru_cache(maxsize=4096)(self._read_stretch)

    def before(self, text: str, floor: int, end: int, *, counts: bool = False) -> str | None:
        """The metric that ends before ``end``, reaching back at most to ``floor``; ``counts`` where
        the number counts things: then it may count what was added or lost."""
        floor = max(floor, end - _LONGEST_STRETCH)
        if floor >= end:
            return None
        previous = text[floor - 1] if floor else ""
        if previous == "、" and (by := _BY_MEANS.search(text, max(0, floor - 40), floor)):
            return self._stretch(by[1] + text[floor:end], "", counts)
        return self._stretch(text[floor:end], previous, counts)

    def _read_stretch(self, text: str, previous: str, counts: bool) -> str | None:
        """The metric that a stretch of text ends with; ``previous`` is the character before it.

        The marks looked for first are rare: each is asked for before an expression is tried."""
        floor = 0
        if begins := (("为" in text and _SET_AT.search(text)) or _FOR_EACH.match(text)):
            floor = self._for_whom(text, begins)
        if ("占" in text or "完成" in text) and (share := _SHARE.search(previous + text, floor)):
            return "占" if "占" in share[0] else "完成"
        end = -1 if _PART_OF.fullmatch(text) else self._ends.of(text, floor, counts)
        if end < 0:
            return None  # 为年度预算的, 由原来的
        if "每" in text:
            floor = self._behind_each(text, floor, end)
        named = _QUOTED.search(text, floor, end) if text[end - 1] == "”" else None
        for match in _NOT_HAN.finditer(text, floor, named.start() if named else end):
            floor = match.end()
        if text[end - 1] == "”" and (quoted := _QUOTED.search(text, floor, end)):
            if quoted[1] in self._words.known:
                return quoted[1]
            # 新增“幸福食堂”, 查获无证“黑车”: the name with its verb
            led = self._phrase(text[floor : quoted.start()]) or ""
            if not self.begins_with_verb(led) or not text.endswith(led, floor, quoted.start()):
                led = self._verb_before(text, floor, quoted.start())
            return led + quoted[0]
        phrase = self._own_phrase(text, floor, end, previous)
        if phrase.endswith("为期"):
            phrase = "为期"  # 签订了为期3年的协议
        if phrase and _DONE.search(text) and len(word := rjieba.cut(phrase)[-1]) == 1:
            return word if word == "等" or rjieba.tag(word)[0][1] == "v" else None
        return self._phrase(phrase) if phrase else None

    def _own_phrase(self, text: str, floor: int, end: int, previous: str) -> str:
        """The phrase of a stretch behind the marks that its metric cannot reach across: 的, a
        quotation, 把, the end of a time; without what the number is for each of."""
        said = end - 1 if OBJECT.search(text, floor, end) else end
        floor = max(floor, _last_of(text, floor, said), text.rfind("”", floor, end - 1) + 1)
        if "把" in text:
            for ba in _BA.finditer(text, floor, end):
                floor = ba.end()
            acted = floor and text[floor - 1] == "把" and text[end : end + 1] not in _FROM
            if acted and (verb := self._verb_before(text, floor, end)):
                return verb  # 把土地|出租
        phrase = _FOR_EACH.sub("", text[floor:end]) if "每" in text else text[floor:end]
        phrase = _AT_MOST.sub("", phrase)
        if "段" in phrase:
            phrase = _SECTION.sub("", phrase)
        if "从" in phrase:
            phrase = _FROM_TO.sub("", phrase)
        if floor and text[floor - 1] == "的" and text[0] in _FOR_WHOM:
            phrase = text[0] + phrase  # 对|达标的企业|奖励
        previous = text[floor - 1] if floor else previous
        if previous in _TIMES and (behind := _BEHIND_TIME.match(phrase)):
            return phrase[behind.end() :]
        return _CLOCK.sub("", phrase) if previous.isdigit() else phrase

    def _for_whom(self, text: str, each: re.Match[str]) -> int:
        """Where the text goes on behind what a number is for ``each`` of: 每千名老年人|养老床位."""
        end = each.end()
        if each[0][-1] not in _OF_WHOM:
            return end
        words = self._words.tagged(text[end:])
        whose = len(words) > 1 and self._words.is_agent(*words[0])
        return end + len(words[0][0]) if whose else end

    def _behind_each(self, text: str, floor: int, end: int) -> int:
        """Behind what a number is for each of, where someone does it so often: 干部每半月|走访,
        but 居民每月用水量."""
        for each in _FOR_EACH.finditer(text, floor, end):
            behind = text[each.end() : end]
            does = behind[:2] in self._words.verbs or self._words.tagged(behind)[0][1] == "v"
            measured = behind.endswith(MEASURES) and behind[-1] != "费"
            if does and not measured:
                floor = each.end()
        return floor

    def _read_phrase(self, phrase: str) -> str | None:
        """What a phrase says is counted: all of it, verb and noun, behind who acts, when, where
        and how."""
        if len(phrase) == 1:
            deed = phrase not in self._nothing and rjieba.tag(phrase)[0][1] == "v"
            return phrase if deed or phrase in _DEEDS else None  # 扣|2分
        known = self._ends.known_before(phrase, 0, len(phrase))
        words = self._words.tagged(phrase)
        words = self._meaning.meant(words)
        if len(words) > 1 and words[-2][1] == "v" and _TOWNSHIP.search(words[-1][0]):
            words = words if rjieba.has_word(words[-1][0]) else words[:-1]  # 蹲点|麻冲乡
        if not words or (len(words) == 1 and self._meaning.says_where(words[0][0])):
            return known
        taken = "".join(word for word, _ in words)
        if (
            taken in self._nothing
            or all(word in self._nothing for word, _ in words)
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
        long = len(taken) > _LONGEST_METRIC
        named = len(taken) > 1 or words[-1][1] == "v"
        return self._head(phrase, known) if long else taken if named else known

    def _says_whose(self, words: Sequence[tuple[str, str]]) -> bool:
        """Whether what stands before a verb says where or whose it is: 海口|发证, but 紧急办理,
        尚未办结, 服务事项网上办理."""
        if any(word in self._words.stays for word, _ in words):
            return False
        if words[-1][0].endswith("项") and words[0][1] != "v":
            return True
        return (
            all(
                tag in ("ns", "nr", "nt", "nz", "f", "t", "d")
                or self._words.names_place(word)
                or word.endswith(self._whose)
                for word, tag in words[:-1]
                if word not in self._words.scopes
            )
            and words[0][1] != "v"
        )

    def _verb_before(self, text: str, floor: int, end: int) -> str:
        """The verb of the vocabulary that ends at ``end``, or nothing."""
        found = text[max(floor, end - 2) : end]
        return found if found in self._words.verbs else ""

    def _head(self, phrase: str, known: str | None) -> str | None:
        """The last noun of a phrase with its modifiers and the verb that governs it; or the verb
        that the phrase ends with."""
        words = self._words.nominal(phrase)
        taken = ""
        nominal = False
        for word, noun in reversed(words):
            if word in EVERY:
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

    def done_behind(self, text: str, start: int) -> str | None:
        """The verb that alone makes up the clause behind a number: 3.6万人|未就业, 24小时|轮守."""
        done = _DONE_BEHIND.match(text, start)
        if done is None:
            return None
        words = self._words.tagged(done["done"])
        verb, tag = words[-1]
        verbal = tag == "v" or verb in self._words.verbs or not rjieba.has_word(verb)
        short = all(
            len(word) == 1
            or tag[0] in "vd"
            or word in self._words.adverbs
            or not rjieba.has_word(word)
            for word, tag in words[:-1]
        )
        return done["done"] if verbal and short else None

    def measured_before(self, text: str, floor: int, end: int) -> str | None:
        """The measure of which the clause before ``end`` says how it is: 编制周期过长，."""
        said = _HOW_IT_IS.search(text, floor, end - 1)
        if said is None or not text.endswith(MEASURES, floor, said.start()):
            return None
        return self.before(text, floor, said.start())

    def last_known(self, text: str, floor: int, end: int) -> str | None:
        """The last metric of the vocabulary named in a stretch of text, one that measures before
        one that only names a thing."""
        stretch = text[max(floor, end - 5 * _LONGEST_METRIC) : end]
        words = [word for word, _, _ in self._matcher.find(stretch)]
        measures = [word for word in words if word.endswith(MEASURES)]
        return next(reversed(measures or words), None)

    def is_share(self, text: str, floor: int, end: int) -> bool:
        """Whether a share is told before ``end``: 占全年目标的."""
        return text[end - 1] == "的" and _SHARE.search(text, floor, end) is not None

    def is_known(self, noun: str) -> bool:
        """Whether the vocabulary knows a noun as something that is counted."""
        return noun in self._words.known

    def governs(self, text: str, floor: int, end: int) -> bool:
        """Whether a verb with its object stands before ``end``: 组织联合收割机|八千台跨区作业."""
        before = self.before(text, floor, end)
        if (
            before is None
            or len(before) < 4 - self._words.acts_on(before[:1])
            or not self.begins_with_verb(before)
        ):
            return False
        if "的" in text[max(floor, end - 2) : end]:
            return False  # 参加活动的有|120名党员
        return text[end - 1] != "等" and is_object(*self._words.tagged(before)[-1])

    def ends_in_deed(self, text: str, floor: int, end: int) -> bool:
        """Whether nothing but a deed stands before ``end``: 备足|7天的物资."""
        words = self._words.tagged(text[floor:end]) if 1 < end - floor < 4 else []
        return len(words) == 1 and (words[0][1][0] in "va" or self._words.acts_on(words[0][0]))

    def ends_with_verb(self, text: str, floor: int, end: int) -> bool:
        """Whether a verb of the vocabulary stands right before ``end``: 出现|两次明显降雪."""
        word = text[max(floor, end - 2) : end]
        return word in self._words.verbs or word in self._words.empty

    def ends_with_agent(self, text: str, floor: int, end: int) -> bool:
        """Whether people stand right before ``end``: 志愿者|12名分组入户."""
        words = self._words.tagged(text[max(floor, end - _LONGEST_AGENT) : end])
        return bool(words) and words[-1][0].endswith(_WHO) and self._words.is_agent(*words[-1])

    def names_kind(self, metric: str) -> bool:
        """Whether a metric is one word of the dictionary that names no one: 超市, 乡镇."""
        words = self._words.tagged(metric) if metric else []
        one = len(words) == 1 and metric not in self._words.scopes and rjieba.has_word(metric)
        return one and not self._words.is_place(*words[0])

    def is_actor(self, noun: str) -> bool:
        """Whether a noun names people or a body."""
        return self._words.is_actor(noun)

    def is_word(self, text: str, floor: int, end: int) -> bool:
        """Whether nothing but one verb stands before ``end``: 销号|4个督办问题."""
        if not 1 < end - floor < 4:
            return False
        words = self._words.tagged(text[floor:end])
        verb, tag = words[-1]
        unknown = not rjieba.has_word(verb) and not self._words.is_actor(verb)
        verbal = tag == "v" or unknown  # 新招, 销号
        return verbal and all(word in self._words.adverbs for word, _ in words[:-1])

    def verb_before(self, text: str, end: int) -> str | None:
        """The verb that acts on what begins at ``end``: 移送|市公安局."""
        verb = text[max(0, end - 2) : end]
        return verb if self._words.acts_on(verb) else None

    def taking(self, text: str, end: int, what: str) -> str:
        """The verb before a name or a time that acts on the thing ``what`` behind it, not on the
        name: 下达|2024年|补贴, 受理|市税务局|移送案件, but 督促|市住建局|整改隐患; or nothing."""
        words = self._words
        verb = text[max(0, end - 2) : end]
        if verb in words.receiving:
            return verb
        leads = verb in words.helping and verb not in words.verbs  # but 抽查|农商行|贷款
        if leads or verb in words.empty or _SAYS.fullmatch(verb):
            return ""
        if not words.acts_on(verb) and rjieba.tag(verb) != [(verb, "v")]:
            return ""
        named = words.tagged(what)
        acts = self.begins_with_verb(what) or named[0][1] == "v" or named[-1][0] in words.acting
        return "" if acts else verb

    def is_verb_alone(self, metric: str) -> bool:
        """Whether a metric is a verb that asks for what it acts on: 发放, 并处."""
        words = self._words
        return (
            words.acts_on(metric) or metric in words.empty or _FINES.fullmatch(metric) is not None
        )

    def begins_with_verb(self, metric: str) -> bool:
        """Whether a metric begins with a verb of the vocabulary: 检查旗县."""
        if self._words.acts_on(metric[:1]) and not rjieba.has_word(metric[:2]):
            return True  # 派|检察官
        return metric[:2] in self._words.verbs or self._words.acts_on(metric[:2])

    def strip_end(self, text: str, floor: int, end: int) -> int:
        """Step back over adverbs (共计, 累计, 分别为) that end at ``end``."""
        return self._ends.strip_end(text, floor, end)


def _last_of(text: str, floor: int, end: int) -> int:
    """Behind the last 的 that is no end of a word (标的额, 目的), 0 if there is none."""
    while (of := text.rfind("的", floor, end)) >= 0:
        if of == floor or text[of - 1] not in "标目":
            return of + 1
        end = of
    return 0


@lru_cache(maxsize=4)
def metric_reader(vocabulary: Vocabulary) -> MetricReader:
    """The reader for a vocabulary, built once."""
    return MetricReader(vocabulary)
