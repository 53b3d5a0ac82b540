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

# 代征, 补缴, 抢收, 增派: how a deed is done, and the deed.
_ANEW = re.compile(
    "[代补抢][征收缴发扣购办拨修种签运栽割挖通建打配播]|[增加][派设拨开装建挂]|[领创承主协联合兴]办"
)
_RESULTS = frozenset("出下掉回入来成破毁起齐")
_NO_RESULTS = re.compile(
    "[收投输存净准介融出流转划迁]入|[演突杰支进外]出|[线地以名乡]下|[本原往从外将未]来|[完合现赞]成|[整看一]齐|[一崛兴缘]起|突破|损毁"
)
_ACTOR_ENDS = frozenset("者户民员师生镇乡村县市州旗局厅委院校厂")
_BODIES = frozenset("组队厂站员者")
_AGENT_ENDS = frozenset("者民员师生农警兵组队厂站店社团商工主户友妇童")
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
_TOWARDS = frozenset("对中")
_COUNTRIES = frozenset("俄越老缅朝韩日美欧蒙非德法英印巴泰哈柬港澳台外")
_PARTICLES = {"中": "f", "被": "p"}
"""预赛中|获金牌, 被|扣: what the segmenter takes into one word with the verb behind it."""
_NO_PASSIVES = frozenset({"被告", "被动"})
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
            word = self._joined(words, found) if words else found
            if word:
                words += self._parted(words[-1] if words else ("", ""), word, tag)
        return words

    def _joined(self, words: list[tuple[str, str]], found: str) -> str:
        """What is left of a word when what ends the one before it has been joined to that."""
        before, said = words[-1]
        if len(before) > 1 and found[0] in _BODIES and not rjieba.has_word(found):
            words[-1] = (before + found[0], "n")  # 审计组|抽审, not 审计|组抽审
            return found[1:]
        if said in ("nr", "ns", "nz") and self._ends_name(found):
            words[-1] = (before + found[0], "ns")  # 大通湖|总磷, not 大通|湖总磷
            return found[1:]
        person = found == "们" or (before in _TOWARDS and found in _COUNTRIES)
        if person or (found == "所" and said in ("n", "j", "nz")):
            words[-1] = (before + found, "n")  # 代表们, 对俄|包裹, 社保所|受理
            return ""
        rate = found == "率" and before not in self.leading  # 同意率
        if found in ENDINGS and len(before) > 1 and (rate or not _is_particle(said)):
            words[-1] = (before + found, "n")
            return ""
        if found == "均" and len(before) == 1 and said == "q":
            words[-1] = (before + found, "b")  # 亩均
            return ""
        return found

    def _parted(self, before: tuple[str, str], word: str, tag: str) -> list[tuple[str, str]]:
        """A word with its part of speech, or the two that the segmenter takes for one."""
        two = len(word) == 2 and _is_adverb_and_verb(word, tag)
        if two or (len(word) == 2 and _is_particle_and_verb(word)):
            return [(word[0], "d" if two else _PARTICLES[word[0]]), (word[1], "v")]
        leads = word[:2] in _LEADS
        if len(word) == 4 and word[2:] in self.verbs and (leads or word[:2] in self.manners):
            return [(word[:2], "v" if leads else "d"), (word[2:], "v")]  # 协调|解决
        if len(word) > 2 and word[:2] in self.acting and not rjieba.has_word(word):
            return [(word[:2], "v"), (word[2:], "n")]  # 问责|镇
        if self._is_deed(word) and (
            tag in ("l", "v") or before[0] in _LEADS or (before[0] and self.is_agent(*before))
        ):
            return [(word[:2], "v"), (word[2:], "n")]  # 发展|党员, 枣农|发放贷款
        adverb = word in self.manners or (word in self.adverbs and word in self.leading)
        verbal = word in self.verbs or _ANEW.fullmatch(word) is not None  # 代征
        return [(word, "d" if adverb else "v" if verbal else tag)]

    @staticmethod
    def _ends_name(found: str) -> bool:
        """Whether a word that no dictionary knows begins with the end of a name."""
        return len(found) > 2 and found[0] in _WATERS and not rjieba.has_word(found)

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
            if words and word == "所" and words[-1][1]:
                words[-1] = (words[-1][0] + word, True)  # 司法|所
                continue
            if words and word[0] in _BODIES and len(word) > 1 and not rjieba.has_word(word):
                words[-1] = (words[-1][0] + word[0], True)  # 暗访组|到, not 暗访|组到
                word, tag = word[1:], "v"
            if words and (
                (word in ENDINGS and words[-1][1] is not None)
                or (tag == "q" and words[-1][0] + word in self.agents)  # 种植|户
            ):
                words[-1] = (words[-1][0] + word, True)
            elif word in self.nouns or word in self.modifiers or word in self.agents:
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
        if len(word) == 2 and _ANEW.fullmatch(word):
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
        if tag[0] == "v" and self.acts_on(word):
            return False  # 补办
        if word.endswith(self.agents) or (word[-1] == "们" and len(word) > 2):
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
        return (tag[0] == "v" or not rjieba.has_word(word)) and word not in _SHARED
    return word[0] == "已" or (word[0] in _ADVERBS and not rjieba.has_word(word))


def _is_particle_and_verb(word: str) -> bool:
    """Whether the segmenter takes a particle and a verb for one word."""
    known = rjieba.has_word(word) if word[0] == "中" else word in _NO_PASSIVES
    return word[0] in _PARTICLES and not known and rjieba.tag(word[1])[0][1] == "v"


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
