"""Which words of a phrase make up its metric: behind who acts, when, where and how."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from archive.extraction.figures.clause_words import ENDINGS, MEASURES, ORGANS, PLACES, ClauseWords

_BEFALLS = frozenset({"事故", "事件", "行业", "系统"})
_SUMS = ("费用", "收入", "支出", "水平", "比例", "规模", "标准", "价格", "余额", "强度", "结余")
_WHOLE = re.compile("全[线路网省市县区州国院校乡镇村厂行系盟旗局域所站]")
_PROPER = frozenset({"nr", "nrt", "nz", "ns", "nt"})
_SITES = frozenset("站库江河湖溪渠闸坝桥路街段线港矿场湾岛峰园寺塔村镇乡屯县区市州盟旗")
_TURNS = frozenset({"将", "把", "要", "并", "等", "就", "拟", "其中", "要求", "会议决定", "致使"})
_NOT = frozenset("未不非无没")
_LENGTHS = frozenset("长短期小高低")
_NEGATED = frozenset({"未", "尚未", "没有", "不予", "拒不"})
_PLANNED = frozenset({"计划", "预计", "拟"})
_CAUSATIVE = frozenset({"帮助", "协助", "带动", "促进", "促使", "推动", "协调"})
_ORDINAL = re.compile("首批|第[一二三四五六七八九十]+批")
_BY_PARTS = re.compile("[分逐][片批组类段期级户村一个项家件条]")
_HAPPENS = frozenset({"发生", "出现"})
_KINDS = ("机构", "热线", "平台", "系统", "网站", "机关", "处理厂", "超市")
_WITHIN = re.compile("[\u4e00-\u9fff](?<![国室体场院党])内")
_INSTITUTIONS = frozenset("社馆团院所站队店厂局办处室科委校会协联关台组网庭段")
_CAUSES = frozenset({"因", "因为", "由于"})
_FINDS = frozenset({"发现", "查出", "检出", "查明"})
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
_TITLED = frozenset("长员记任师官警干工士练授手")
EVERY = frozenset({"各类", "各项", "各种", "各", "等"})


class MetricWords:
    """Parts the words of a metric from those around it."""

    def __init__(self, words: ClauseWords) -> None:
        self._words = words

    def meant(self, words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The words of a phrase that make up its metric: from where it begins, without what falls
        from its middle."""
        falls = [word in EVERY for word, _ in words]
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
                _ORDINAL.fullmatch(word)
                or _OURS.fullmatch(word)
                or (word in _PLANNED and index == len(words) - 1)
                or (word in self._words.leading and words[index - 2][0] in _NEGATED)
            ):
                falls[index - 1] = True  # 下达|第二批|资金, 院校|计划|招生, 未|按规定|上缴
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
                or (self._words.acts_on(word) and self._acted_on(words, begin, index))
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

    def _only_leads(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the verb before ``index`` only leads to what happens: 发现|排队等候,
        帮助|集体增收."""
        word, rest = words[index - 1][0], words[index:]
        if word == "发现":
            return all(tag[0] == "v" or other in self._words.verbs for other, tag in rest)
        leads = word in _CAUSATIVE or (
            word in self._words.helping and len(rest) == 2 and self._words.is_actor(rest[0][0])
        )
        return leads and len(rest) > 1 and rest[-1][1] == "v" and rest[0][1][0] == "n"

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
            or word in ("将", "把", "方式", "形式")
            or _A_WHILE.fullmatch(word)
            or (word == "到场" and not words[-1][0].endswith(MEASURES))
            or (tag == "f" and word in "中下" and words[index][0][0] not in _LENGTHS)
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
            known.is_agent(word, tag) and self._acts(words, begin, index)
        )
        organ = tag == "nt" and (word[-1] in ORGANS or word.endswith("政府"))
        actor = actor or self._is_institution(words, begin, index)
        return actor or organ or self._is_name(words, index)

    def _is_name(self, words: Sequence[tuple[str, str]], index: int) -> bool:
        """Whether the words before ``index`` name someone, behind what he is: 技术员老何|嫁接果树,
        执行员幸小兵|办结."""
        word, tag = words[index - 1]
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
        if self._is_manner(word) or (tag in "tsf" and len(word) > 1 and word not in _AGES):
            which = word == "重点" and known.is_agent(*words[-1])  # 重点|监管企业
            return self._governs(words, index) and not which
        if word in known.helping:
            if index < len(words) - 1 and words[index][0] in "新再多":
                index += 1  # 力争|新引进项目
            of_whom = index == len(words) - 2 and known.is_agent(*words[-1])  # 检查|生产企业
            return self._leads_to(word, words[index], last=index == len(words) - 1) and not (
                of_whom and word in known.verbs
            )
        if _GOES.fullmatch(word) or (word in "来赴到" and words[index][1] == "ns"):
            return words[index][0] in known.verbs
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
        paid = words[-1][0][-1] == "费" and self._words.acts_on(words[index][0])
        if words[-1][0].endswith(MEASURES) and not paid:
            return False  # but 紧急|下拨抗旱补助费
        if words[index][0].startswith("可"):
            return False
        what = words[-1]
        named = self._words.names(what) or (
            len(words) - index > 2
            and self._words.acts_on(words[index][0])
            and what[0] not in self._words.acting
        )  # 滚动|制作洪水预报
        return words[index][1] in ("v", "vn") and named

    def _leads_to(self, word: str, following: tuple[str, str], *, last: bool) -> bool:
        """Whether a helping verb has another behind it; 组织 has also nouns: 组织|对接活动.
        同意|占比 names a measure."""
        if following[0].endswith(MEASURES):
            return False
        return following[0] in self._words.verbs or (
            following[1] == "v"
            and (word not in self._words.verbs or (last and (word in _CAUSATIVE or word == "组织")))
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
            and not words[-1][0].endswith(_SUMS)
            and not self._words.acts_on(words[begin][0])
        )

    def _acted_on(self, words: Sequence[tuple[str, str]], begin: int, index: int) -> bool:
        """Whether the verb before ``index`` has its object behind it, and only who acts before
        it: 企业|签下订单, 带领干警|端掉窝点."""
        if words[-1][0] in _BEFALLS:
            return False  # 道路运输|行车事故
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
        someone = words[index - 1][0] in ("对", "向", "给") and len(words) - index > 1
        if someone and self._words.is_agent(*words[-2]):
            return len(words) - 1  # 对|评标专家|记分
        return None

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
