"""The words of a vocabulary by what they do in a clause, and a clause cut into words."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.vocabulary import Vocabulary

_NEGATIONS = frozenset({"未", "尚未", "不", "没有", "拒不", "不予", "无"})
_NOMINAL = frozenset("najlbigzfs")
ENDINGS = frozenset("率额量数费值价站点员户组项期件")
"""Single characters that end a noun, which the segmenter may cut off."""

MEASURES = (
    "率",
    "量",
    "额",
    "数",
    "产值",
    "增加值",
    "货值",
    "总值",
    "费",
    "价",
    "时间",
    "用时",
    "时限",
    "期限",
    "限额",
    "时长",
    "进度",
    "缺口",
    "期",
    "面积",
    "占比",
)
"""How nouns end that measure something, which no number counts."""

_RESULTS = frozenset("出下掉回入来成破毁起齐")
_NO_RESULTS = re.compile(
    "[收投输存净准介融出流转划迁]入|[演突杰支进外]出|[线地以名乡]下|[本原往从外将未]来|[完合现赞]成|[整看一]齐|[一崛兴缘]起|突破|损毁"
)
_ACTOR_ENDS = frozenset("者户民员师生镇乡村县市州旗局厅委院校厂")
_BODIES = frozenset("组队厂站员者")
_AGENT_ENDS = frozenset("者民员师生农警兵组队厂站店社团商工主户友")
_NO_ACTORS = frozenset(
    {
        "民主",
        "自主",
        "门户",
        "入户",
        "上户",
        "落户",
        "卫生",
        "民生",
        "账户",
        "人工",
        "手工",
        "施工",
        "加工",
        "化工",
        "军工",
        "轻工",
        "社会",
        "人民",
    }
)
_BARE_VERBS = frozenset("设建修挖种栽贴派购买订印捐")
"""Verbs of one character that the segmenter leaves alone before their object."""
ORGANS = frozenset("局厅委部会院署办")
_LEADS = frozenset({"协调", "帮助", "协助", "督促", "组织", "引导"})
_SHOPS = ("超市", "门市", "集市", "夜市", "早市")
_SHARED = frozenset({"共同", "共享", "共建", "共有", "共计", "共治", "共管", "共用", "共存"})
_WATERS = frozenset("江河湖溪渠库坝闸港湾岛")
_ADVERBS = frozenset("仍仅各均又还将再只也都曾须应拟")
_NO_PLACES = frozenset({"城镇", "城市", "城乡", "乡村", "新建"})
PLACES = frozenset("省市县区州旗乡镇村")


class ClauseWords:
    """What the words of a vocabulary do in a clause (``Metrics`` of the vocabulary says it).

    Words are told apart by the segmenter's parts of speech (ICTCLAS tags: n noun, v verb …),
    which are rough; the vocabulary goes before them.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        metrics = vocabulary.metrics
        self.nouns = frozenset(metrics.nouns)
        self.complete = frozenset(metrics.metrics)
        self.known = frozenset([*metrics.metrics, *metrics.nouns])
        self.empty = frozenset(metrics.empty_verbs)
        self.scopes = frozenset(metrics.scopes)
        self.adverbs = frozenset([*metrics.adverbs, *vocabulary.units.qualifiers_before])
        self.modifiers = frozenset(metrics.modifiers)
        self.leading = frozenset(metrics.leading)
        self.actors = metrics.actors
        self.agents = metrics.agents
        self.manners = frozenset(metrics.manners)
        self.introducing = frozenset(metrics.introducing)
        self.acting = frozenset(metrics.verbs)
        self.verbs = self.acting | frozenset(metrics.matters)
        self.helping = frozenset(metrics.helping)
        self.surnames = frozenset(vocabulary.surnames.single)
        self.receiving = frozenset(metrics.receiving)
        self.whole = self.verbs | self.helping
        self._places = _places(vocabulary)
        self._segmenter = rjieba.Jieba()
        for words, tag in ((self.nouns, "n"), (self.whole | self.known, "v"), (self.manners, "d")):
            for word in words:
                if len(word) < 4 and len(rjieba.cut(word)) > 1:
                    self._segmenter.add_word(word, None, tag)
        self.stays = self.manners | self.modifiers | _NEGATIONS

    def tagged(self, phrase: str) -> list[tuple[str, str]]:
        """The words with their parts of speech, the vocabulary's before the segmenter's: 办理 and
        惠及 are verbs, and so is 结|对."""
        words: list[tuple[str, str]] = []
        if phrase[:2] in self.manners:
            words.append((phrase[:2], "d"))  # 联合|约谈, not 合约
            phrase = phrase[2:]
        for found, tag in self._segmenter.tag(phrase):
            word = found
            before = words[-1][0] if words else ""
            if len(before) > 1 and found[0] in _BODIES and not rjieba.has_word(found):
                before += found[0]  # 审计组|抽审, not 审计|组抽审
                words[-1], word = (before, "n"), found[1:]
            elif self._ends_name(found, words):
                words[-1] = (before + found[0], "ns")  # 大通湖|总磷, not 大通|湖总磷
                word = found[1:]
            elif found == "所" and words and words[-1][1] in ("n", "j", "nz"):
                words[-1] = (before + found, "n")  # 社保所|受理
                continue
            rate = word == "率" and before not in self.leading  # 同意率
            if word in ENDINGS and len(before) > 1 and (rate or not _is_particle(words[-1][1])):
                words[-1] = (before + word, "n")
            elif word == "均" and len(before) == 1 and words[-1][1] == "q":
                words[-1] = (before + word, "b")  # 亩均
            elif self._is_deed(word) and words and self.is_agent(*words[-1]):
                words += (word[:2], "v"), (word[2:], "n")  # 枣农|发放贷款
            elif len(word) == 4 and word[:2] in _LEADS and word[2:] in self.verbs:
                words += (word[:2], "v"), (word[2:], "v")  # 协调|解决
            elif self._is_deed(word) and before in _LEADS:
                words += (word[:2], "v"), (word[2:], "n")  # 协调|解决问题
            elif len(word) == 2 and _is_adverb_and_verb(word, tag):
                words += (word[0], "d"), (word[1], "v")
            else:
                adverb = word in self.adverbs and word in self.leading
                words.append((word, "d" if adverb else "v" if word in self.verbs else tag))
        return words

    def _ends_name(self, found: str, words: list[tuple[str, str]]) -> bool:
        """Whether a word that no dictionary knows begins with the end of the name before it."""
        return (
            bool(words)
            and words[-1][1] in ("nr", "ns", "nz")
            and len(found) > 2
            and found[0] in _WATERS
            and not rjieba.has_word(found)
        )

    def _is_deed(self, word: str) -> bool:
        """Whether a dictionary has a verb with its object for one word; 申报材料 is a thing."""
        if len(word) != 4 or word[:2] not in self.acting:
            return False
        return word[2:] not in self.nouns - {"问题"} and rjieba.has_word(word[2:])

    def nominal(self, phrase: str) -> list[tuple[str, bool | None]]:
        """The words of a phrase: nouns (True), verbs (False) and what belongs to neither."""
        words: list[tuple[str, bool | None]] = []
        for found, said in self._segmenter.tag(phrase):
            word, tag = found, said
            if words and word[0] in _BODIES and len(word) > 1 and not rjieba.has_word(word):
                words[-1] = (words[-1][0] + word[0], True)  # 暗访组|到, not 暗访|组到
                word, tag = word[1:], "v"
            if words and (
                (word in ENDINGS and words[-1][1] is not None)
                or (tag == "q" and words[-1][0] + word in self.agents)  # 种植|户
            ):
                words[-1] = (words[-1][0] + word, True)
            elif word in self.nouns or word in self.modifiers:
                words.append((word, True))
            elif word in self.adverbs:
                words.append((word, None))
            elif tag[0] == "v" and tag != "vn" and (word in self.verbs or rjieba.has_word(word)):
                words.append((word, False))
            else:
                noun = tag[0] in _NOMINAL or tag in ("vn", "eng", "v")
                words.append((word, True if noun or (tag == "d" and len(word) > 1) else None))
        return words

    def acts_on(self, word: str) -> bool:
        """Whether a word is a verb that acts on what stands behind it: one of the vocabulary's, or
        one that says where to or how it ends (抽出, 端掉, 送来)."""
        if word in self.acting:
            return True
        if len(word) == 2:
            return word[1] in _RESULTS and not _NO_RESULTS.fullmatch(word)
        return word in _BARE_VERBS

    def is_actor(self, word: str) -> bool:
        """Whether a word names someone or an organisation, by how it ends."""
        if word in _NO_ACTORS:
            return False
        return word.endswith((*self.agents, *self.actors)) or word[-1] in _ACTOR_ENDS

    def is_agent(self, word: str, tag: str) -> bool:
        """Whether a word names who may act where a verb with its object follows: by the
        vocabulary, or by how names of people and bodies end (志愿者, 菜农, 稽查组)."""
        if word.endswith(self.agents):
            return True
        return (
            len(word) > 1 and tag[0] == "n" and word[-1] in _AGENT_ENDS and word not in _NO_ACTORS
        )

    def is_place(self, word: str, tag: str) -> bool:
        """Whether a word is the name of a place. The segmenter takes many a noun for one (湖泊,
        深度): what has two characters must be known to the vocabulary too."""
        if word in _NO_PLACES or word.endswith(_SHOPS):
            return False
        return tag == "ns" and (len(word) > 2 or word in self._places)

    def names_place(self, word: str) -> bool:
        """Whether the vocabulary knows a place of this name, with or without its level."""
        return word in self._places

    def names(self, word: tuple[str, str]) -> bool:
        """Whether a word at the end names a thing: no verb of the vocabulary is one, and the
        segmenter takes many a 通知 for a verb."""
        return word[0] not in self.verbs and (is_object(*word) or word[1] == "v")


def _is_adverb_and_verb(word: str, tag: str) -> bool:
    """Whether the segmenter takes an adverb and a verb for one word: 已|办, 共|办, 仍|超, 各|有."""
    if word[0] == "共":
        return tag[0] == "v" and word not in _SHARED
    return word[0] == "已" or (word[0] in _ADVERBS and not rjieba.has_word(word))


def _is_particle(tag: str) -> bool:
    """Whether a part of speech has no nouns or verbs: adverbs, prepositions, conjunctions …"""
    return tag[0] in "dpcufrm" and tag != "ad"


def is_object(word: str, tag: str) -> bool:
    """Whether a word names a thing; the segmenter takes many a 补助费 for a verb."""
    return tag[0] in "nbjzlis" or tag in ("vn", "eng") or word[-1] in ENDINGS


def _places(vocabulary: Vocabulary) -> frozenset[str]:
    """Provinces, prefectures and counties without their level: 长沙, 岳麓."""
    names: set[str] = {province.short or province.name for province in vocabulary.provinces}
    names.update(place.name for place in vocabulary.prefectures)
    counties = [province.counties for province in vocabulary.provinces]
    counties += [prefecture.counties for prefecture in vocabulary.prefectures]
    names.update(re.split("[ /]", " ".join(counties)))
    names.update([re.sub("[省市县区州盟旗]$|地区$", "", name) for name in names])
    return frozenset(name for name in names if len(name) > 1)


@lru_cache(maxsize=4)
def clause_words(vocabulary: Vocabulary) -> ClauseWords:
    """The words of a vocabulary, sorted once."""
    return ClauseWords(vocabulary)
