"""Which words of a phrase make up its metric: behind who acts, when, where and how."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from archive.extraction.figures.clause_words import MEASURES, ORGANS, PLACES, ClauseWords
from archive.extraction.figures.leading_verbs import RATIOS, LeadingVerbs
from archive.extraction.figures.who_acts import WhoActs

_NO_CHARGES = frozenset({"犯罪", "认罪"})
_TERMS = frozenset({"学期", "学年", "假期", "假日", "期间"})
_CHANGING = frozenset({"延长", "缩短", "提高", "降低", "压缩", "压减", "上调", "下调"})
_GAUGES = frozenset({"断面"})
_NO_SITES = frozenset({"洪峰", "高峰", "干线", "在线", "上线"})
_SOMEONE = frozenset("对向给为帮替")
_COMES = frozenset("来赴抵")
_WHOLE = re.compile("全[线路网省市县区州国院校乡镇村厂行系盟旗局域所站]")
_PROPER = frozenset({"nr", "nrt", "nz", "ns", "nt"})
_SITES = frozenset("站库江河湖溪渠闸坝桥路街段线港矿场湾岛峰园寺塔村镇乡屯县区市州盟旗")
_TURNS = frozenset({"将", "把", "要", "并", "等", "就", "拟", "其中", "要求", "会议决定", "致使"})
_NOT = frozenset("未不非无没")
_LENGTHS = frozenset("长短期小高低")
_NEGATED = frozenset({"未", "尚未", "没有", "不予", "拒不"})
_PLANNED = frozenset({"计划", "预计", "拟"})
_ORDINAL = re.compile("首批|第[一二三四五六七八九十]+批")
_BY_PARTS = re.compile("挨家挨户|[分逐挨][片批组类段期级户村一个项家件条]")
_HAPPENS = frozenset({"发生", "出现"})
_KINDS = ("机构", "热线", "平台", "系统", "网站", "机关", "处理厂", "超市")
_WITHIN = re.compile("[\u4e00-\u9fff](?<![国室体场院党])内")
_CAUSES = frozenset({"因", "因为", "由于"})
_FINDS = frozenset({"发现", "查出", "检出", "查明"})
_GOES = re.compile("[到赴来][\u4e00-\u9fff]")
_AFTER = frozenset({"后", "之后", "以后", "期间"})
# 收割机手一天|收麦
_A_WHILE = re.compile("[一半整]个?(?:上午|下午|早上|晚上|天|夜|晚|宿|周|月|年|季)")
_AGES = frozenset({"老年", "青年", "少年", "青少年", "中年", "成年", "未成年", "童年"})
# 下达|我省|资金
_OURS = re.compile("[我本][省市县区州盟旗镇乡局厅院校]")
# 学校周边|施划泊位, but 学校周边摊点
_AROUND = frozenset(
    {
        "一线",
        "周边",
        "附近",
        "沿线",
        "周围",
        "沿岸",
        "两岸",
        "两侧",
        "门口",
        "境内",
        "路口",
        "门前",
    }
)
EVERY = frozenset({"各类", "各项", "各种", "各", "等"})


class MetricWords:
    """Parts the words of a metric from those around it."""

    def __init__(self, words: ClauseWords) -> None:
        self._words = words
        self._who = WhoActs(words)
        self._verbs = LeadingVerbs(words)

    def meant(self, words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The words of a phrase that make up its metric: from where it begins, without what falls
        from its middle."""
        falls = [word in EVERY for word, _ in words]
        begin = index = 0
        while index < len(words) - 1:
            word, tag = words[index]
            led = index == begin
            index += 1
            behind = self._behind_introduced(words, index, led=led)
            if behind is None:
                behind = self._verbs.behind(words, index, led=led)
            if behind is not None:
                begin = index = behind
            elif not led and (
                _ORDINAL.fullmatch(word)
                or _OURS.fullmatch(word)
                or (word in _PLANNED and index == len(words) - 1)
                or (word in self._words.leading and words[index - 2][0] in _NEGATED)
            ):
                falls[index - 1] = True  # 下达|第二批|资金, 院校|计划|招生, 未|按规定|上缴
            elif (site := self._site(words, index, led=led)) is not None:
                if words[begin][0] in self._words.verbs or words[begin][1] == "v":
                    falls[index - 1 : site] = [True] * (site - index + 1)
                    index = site
                else:
                    begin = index = site
            elif (
                not led
                and word in self._words.leading
                and word not in _TURNS
                and word != "再"  # 再犯罪率
                and self._is_named(words, begin, index)
            ):
                falls[index - 1] = True
            elif self._stands_before(words, begin, index) or (
                led and self._leads(words, index, tag)
            ):
                begin = index
            elif not led and (
                word in _FINDS
                or (self._words.acts_on(word) and self._who.acted_on(words, begin, index))
            ):
                begin = index - 1
            elif (
                not led
                and self._is_manner(word)
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

    def _behind_introduced(
        self, words: Sequence[tuple[str, str]], index: int, *, led: bool
    ) -> int | None:
        """Where the metric begins behind what the word before ``index`` brings in, if it does."""
        word, tag = words[index - 1]
        if led and self._changes_measure(words, index):
            return index
        far = index + 1 < len(words) and words[index + 1][1][0] == "v"
        if led and word in _COMES and len(words[index][0]) == 1 and far:
            return index + 1  # 来|梓|查勘工程
        arrives = word == "到" and words[index][0][-1] == "率"  # 到检率
        if (word in self._words.introducing and not arrives) or (
            tag == "p" and words[index][1][0] != "v"
        ):
            by = word == "经" and words[-1][1][0] == "v"  # 经|调解和解|结案
            behind = len(words) - 1 if by else self._verb_behind(words, index)
            return index if behind is None and led else behind
        return None

    def _is_passive(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether 被 before ``index`` says what was done to who stands before it: 银行被|扣3分,
        but 营救被困车辆, 被困群众."""
        whom = index + 1 < len(words) and self._words.is_actor(words[index + 1][0])
        return not whom and not self._words.acts_on(words[begin][0])

    @staticmethod
    def _changes_measure(words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the word before ``index`` says how a measure changes: 延长|夜间开放时间."""
        return words[index - 1][0] in _CHANGING and words[-1][0].endswith(RATIOS)

    def _site(self, words: Sequence[tuple[str, str]], index: int, *, led: bool) -> int | None:
        """Behind the name of a place that begins with the word before ``index``, where one does:
        普兰|积雪深度, 王家坝站|水位, 官任路|积水. A proper name is told by the segmenter or by no
        dictionary knowing it, the place by how it ends."""
        word, tag = words[index - 1]
        proper = tag in _PROPER or not rjieba.has_word(word)
        if not proper or len(word) < 2:
            return None
        if word[-1] in _SITES and len(word) > 2 and not rjieba.has_word(word):
            kind = rjieba.has_word(word[:-1]) and rjieba.tag(word[:-1])[0][1][0] in "vbd"
            return None if kind else index  # 公办园在读
        for end in range(index + 1, min(index + 3, len(words))):
            site = words[end - 1][0]
            if site in _NO_SITES:
                break
            if tag not in _PROPER and len(site) > 1:
                break
            if (site[-1] in _SITES or site in _GAUGES) and words[end - 1][1][0] in "ns":
                return end
        if led and tag in _PROPER and self._words.names_place(word):
            return index
        return None

    def _is_named(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether an adverb before ``index`` parts a name from a verb alone, or from a measure:
        许可证|累计|发放, 居民|各类|储蓄余额."""
        before = words[begin : index - 1]
        if before[-1][0].endswith(self._words.actors) or self.says_where(before[-1][0]):
            return False
        if not all(tag[0] in "nbjzlv" for _, tag in before):
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
        happens = word in _HAPPENS and index == len(words) - 1 and begin < index - 1
        if happens and words[index][0].endswith(MEASURES):
            return False  # 病虫害发生面积
        if (
            word in known.empty
            or (word == "被" and self._is_passive(words, begin, index))
            or (word[-1] == "罪" and word not in _NO_CHARGES and words[index][1][0] == "v")
            or (word == "时" and index > 1 and words[index][0] not in ("长", "限", "效"))
            or word in ("将", "把", "方式", "形式")
            or _A_WHILE.fullmatch(word)
            or (word == "到场" and not words[-1][0].endswith(MEASURES))
            or (tag == "f" and word in "中下" and index > 1 and words[index][0][0] not in _LENGTHS)
        ):
            return True
        if word in known.leading:
            return len(word) > 1 or begin == index - 1 or words[index][1][0] == "v"
        if word in PLACES:
            return words[index][0] in known.verbs
        if word in _AFTER or word in _AROUND:
            does = words[index][1] == "v" or not rjieba.has_word(words[index][0])
            return begin < index - 1 if word in _AFTER else does
        does = words[index][0] in known.verbs and word != "街道"  # 服务大厅|受理诉求
        verbal = begin < index - 1 and words[begin][1] == "v" and not does
        kind = word.endswith(_KINDS) and words[-1][0].endswith(MEASURES)  # 养老机构床位占比
        actor = (word.endswith(known.actors) and not verbal and not kind) or (
            known.is_agent(word, tag) and self._who.acts(words, begin, index)
        )
        organ = tag == "nt" and (word[-1] in ORGANS or word.endswith("政府"))
        actor = actor or self._who.is_institution(words, begin, index)
        return actor or organ or self._who.is_named(words, index)

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
            or (word in _TERMS and index == len(words) - 2)
            or (tag == "t" and words[index][0] in _TERMS)
        ):
            return True
        if self._is_manner(word) or (tag in "tsf" and len(word) > 1 and word not in _AGES):
            which = word == "重点" and known.is_agent(*words[-1])  # 重点|监管企业
            return self._governs(words, index) and not which
        if word in known.helping:
            if index < len(words) - 1 and words[index][0] in "新再多":
                index += 1  # 力争|新引进项目
            of_whom = index == len(words) - 2 and known.is_agent(*words[-1])  # 检查|生产企业
            return self._verbs.leads_to(
                word, words[index], words[-1][0], last=index == len(words) - 1
            ) and not (of_whom and word in known.verbs)
        if (_GOES.fullmatch(word) and word not in known.verbs) or (
            word in "来赴到" and words[index][1] == "ns"
        ):
            return words[index][0] in known.verbs or words[index][1] == "v"
        if index > 1 and len(word) == 1 and word in _SITES and known.is_place(*words[index - 2]):
            return True  # 九江|段|水位
        return index > 1 and words[index - 2][0] == "该"

    def _is_manner(self, word: str) -> bool:
        """Whether a word says how something is done: 紧急, 分片, 逐户."""
        return word in self._words.manners or _BY_PARTS.fullmatch(word) is not None

    def _governs(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the word at ``index`` is a verb with an object behind it; 可办|事项 says which
        matters, not what is done with them."""
        if index >= len(words) - 1:
            return False
        while index < len(words) - 2 and self._is_manner(words[index][0]):
            index += 1  # 夜间|突击|检查企业
        what = words[-1]
        paid = what[0][-1] == "费" and words[index][0] in self._words.verbs
        paid = paid or (len(words) - index > 2 and self._words.acts_on(words[index][0]))
        if (what[0].endswith(MEASURES) and not paid) or words[index][0].startswith("可"):
            return False  # but 紧急|下拨抗旱补助费
        named = self._words.names(what) or (
            len(words) - index > 2
            and self._words.acts_on(words[index][0])
            and what[0] not in self._words.acting
        )  # 滚动|制作洪水预报
        return words[index][1] in ("v", "vn") and named

    def _verb_behind(self, words: Sequence[tuple[str, str]], index: int) -> int | None:
        """The verb behind a preposition and its noun; 因|视频监控完好率 gives a cause."""
        opinion = words[index - 1][0] == "对" and words[-1][0][-1] in "率度"
        if opinion or words[index - 1][0] in _CAUSES or words[index][0] in _NEGATED:
            return index
        if words[index - 1][0] == "在" and words[index][1] in "msf" and index < len(words) - 1:
            return index + 1  # 在|两端|分流车辆
        for position in range(index + 1, len(words)):
            if words[position][1][0] == "v" or words[position][1] in ("d", "f"):
                following = words[position + 1][0] if position < len(words) - 1 else ""
                if words[index - 1][0] == "在" and self._words.acts_on(following):
                    continue  # 在|高速出口|设检疫点
                if self._is_conduct(words, index, position):
                    return len(words) - 1
                return position + (words[position][1] == "f")
        if words[index - 1][0] not in _SOMEONE:
            return None
        agents = range(len(words) - 1, index, -1)  # 对|评标专家|记分, 为|育龄妇女|查环查孕
        return next((at for at in agents if self._words.is_agent(*words[at - 1])), None)

    def _is_conduct(self, words: Sequence[tuple[str, str]], index: int, position: int) -> bool:
        """Whether the verb at ``position`` names what someone did, and the last word what is done
        about it: 对|虚假宣传|立案, but 对企业|开展帮扶."""
        word = words[position][0]
        return (
            words[index - 1][0] == "对"
            and position == len(words) - 2
            and words[-1][1][0] == "v"
            and not self._words.acts_on(word)
            and word not in self._words.empty
            and words[position][1][0] == "v"
            and not self._words.is_actor(words[position - 1][0])
        )

    def says_where(self, word: str) -> bool:
        """Whether a word alone says where or who, not what: 全省, 大厅."""
        if word in self._words.known:
            return False
        return word in self._words.leading or word in self._words.scopes
