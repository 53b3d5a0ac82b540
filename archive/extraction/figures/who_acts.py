"""Who acts in a phrase before a number: whose name, and where what is done begins behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extraction.figures.clause_words import ENDINGS, MEASURES, ClauseWords
from archive.extraction.figures.leading_verbs import EVENTS

_BEFALLS = frozenset({"事故", "事件", "行业", "系统"})
_SUMS = ("费用", "收入", "支出", "水平", "比例", "规模", "标准", "价格", "余额", "强度", "结余")
_PROCEDURES = ("环节", "流程", "手续", "程序", "步骤")
_INSTITUTIONS = frozenset("社馆团院所站队店厂局办处室科委校会协联关台组网庭段")
_NO_INSTITUTIONS = frozenset(
    {
        "家庭",
        "住院",
        "出院",
        "入院",
        "社会",
        "全社会",
        "组团",
        "相关",
        "有关",
        "互联网",
        "物联网",
        "全部",
    }
)
_SOMEONE = re.compile("[\u4e00-\u9fff]?某{1,2}[\u4e00-\u9fff甲乙丙丁]?")
_TITLED = frozenset("长员记任师官警干工士练授手")


class WhoActs:
    """Tells in the words of a phrase who acts, and that somebody does."""

    def __init__(self, words: ClauseWords) -> None:
        self._words = words

    def is_named(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the words before ``index`` name someone, behind what he is: 技术员老何|嫁接果树,
        执行员幸小兵|办结."""
        word, tag = words[index - 1]
        if _SOMEONE.fullmatch(word):
            return True  # 被告人游某|获刑
        if index < 2 or len(word) > 3:
            return False
        before = words[index - 2][0]
        if before[-1] in _TITLED and not self._words.acts_on(before):
            return tag == "nr" or (word[0] in "老小" and tag == "r")
        return (
            before in self._words.surnames
            and index > 2
            and words[index - 3][0][-1] in _TITLED
            and words[index][1][0] in "vd"
        )

    def is_institution(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
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

    def acts(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the word before ``index`` acts: behind it stands a verb with an object, before it
        nothing that acts. 供水分公司|改造庭院, but 职工统筹基金收入 names a measure."""
        verb = index
        while verb < len(words) - 1 and words[verb][1] in ("d", "a", "ad"):
            verb += 1
        if words[begin][0] == "组织" and words[-1][0].endswith(EVENTS):
            return False
        if verb == len(words) - 1 or words[-1][0].endswith((*MEASURES, *_PROCEDURES)):
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
            and not words[-1][0].endswith(_SUMS)
            and not self._words.acts_on(words[begin][0])
        )

    def acted_on(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the verb before ``index`` has its object behind it, and only who acts before
        it: 企业|签下订单, 带领干警|端掉窝点."""
        if words[-1][0] in _BEFALLS:
            return False  # 道路运输|行车事故
        if words[-1][0].endswith(_PROCEDURES):
            return False  # 企业|开办|环节
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
