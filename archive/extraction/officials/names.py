"""Personal names: where one ends that begins here, where one begins that ends here."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from archive.extraction.lexicon import Lexicon, lexicon
from archive.extraction.officials.continuations import DEED, HAN, Continuations
from archive.vocabulary import Vocabulary

_SPACED = re.compile(r"([\u4e00-\u9fff])[ \u3000]{1,2}([\u4e00-\u9fff])")
_DOTS = "·•・．‧∙⋅"
_ETHNIC = re.compile(rf"[\u4e00-\u9fff]{{1,8}}(?:[{_DOTS}][\u4e00-\u9fff]{{1,8}}){{1,3}}")
# Words of one character that end no name of other peoples (苏和, 布仁).
_FUNCTION_AFTER_FOREIGN = frozenset("到赴在与率对向就因被说任将已为")
# Ends of words that look like names by their surname: 高新区, 云川省, 水利厅.
_NOT_LAST = frozenset("副省市县区州厅局委处科室部院会司们级等的了性化")
# Of these, what ends a given name as well (罗登科), where nothing but a name can stand.
_MAY_BE_LAST = frozenset("科会化省")
_OF_A_PLACE = ("社区", "村", "镇长", "乡长", "街道")
_LEADING = frozenset("由任和与同对向从")
_PLACES = "村镇乡社"
_LONG_POST = 2
_HEADS_OF_MATTERS = ("主管", "负责")
"""秦川、生产|主管甲"""
_HEADS_OF_TOWNS = ("乡乡长", "镇镇长", "乡副乡长", "镇副镇长", "村村", "乡党", "镇党")
_LONGEST_LOOKAHEAD = 8
_WORD = 2
_USUAL, _UNUSUAL, _NEVER = 1.5, 0.0, -4.0
_A_WORD, _KNOWN = 1.25, 2.5
_UNDOUBTED = 4.0
"""What the last of two characters of a given name weighs."""
_LONGEST_FOREIGN = 7
_CLOSED = frozenset(("d", "p", "c", "r", "f", "u", "m", "q", "v", "t", "k", "uj", "ul", "zg"))
_VERBS = frozenset("巡访赴驻返督察勘获受携邀致述")
_NEEDS_AN_OBJECT = frozenset("任让由从以于即")
_BEFORE_VERBS = frozenset(
    "也已又还再便在到赴对被把将率带由从以于让给替跟陪说称讲谈就因受遭获未没不无曾须系挂蹲站坐走跑拟经与及或即随"
    "亲都所并等分任则停赔来去"
)
_PAUSES = ("、", "，", "。", "；", "（")
_NAME_TAGS = frozenset(("nr", "nrt", "nrfg", "ns", "nz", "x"))


class NameReader:
    """Reads personal names with the surnames and neighbouring words of a vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words = lexicon.vocabulary.cues
        self._not_names = frozenset(words.not_names)
        self._after = lexicon.after_names
        self._titles = lexicon.title_ahead
        self._surnames = lexicon.vocabulary.surnames
        self._continuations = Continuations(lexicon)
        self._sounds = frozenset("".join(self._surnames.beginnings.split()))
        self._known_first = lexicon.surnames | frozenset("们级各均亲本该其每等")

    def end_of(self, text: str, start: int, *, strict: bool = False) -> int | None:
        """The end of the name that begins at ``start``, or None.

        A name needs a surname and something behind it that may follow a name; where that
        leaves doubt, segmentation decides, unless ``strict``.
        """
        spaced = _SPACED.match(text, start)
        if spaced and spaced[1] in self._lexicon.surnames and self._may_end(text, spaced.end()):
            return spaced.end()
        match = _ETHNIC.match(text, start)
        other = self._trim_ethnic(text, match) if match else self._foreign(text, start)
        if match is not None or other is not None:
            return other
        lengths = self._lengths(text, start)
        fits = [
            n
            for n in lengths
            if self._may_end(text, start + n)
            and not _is_verb(text[start : start + n])
            and not self._joins(text, start, n)
        ]
        if fits:
            return start + self._choose(text, start, lengths)
        if self._is_long(text, start, lengths):
            return start + 4
        return None if strict else self._in_doubt(text, start, lengths)

    @staticmethod
    def _joins(text: str, start: int, length: int) -> bool:
        """Whether what looks like a surname joins two groups: 干警|和|教师."""
        others = text[start + 1 : start + length]
        return text[start] in "和与及" and rjieba.has_word(others) and _is_noun(others)

    def _in_doubt(self, text: str, start: int, lengths: list[int]) -> int | None:
        lengths = [n for n in lengths if not _is_word(text[start : start + n])]  # 高度|重视
        if not any(self._continuations.rate(text, start + n) for n in lengths):
            return None
        compound = text[start : start + 2] in self._lexicon.compound_surnames
        if text[start] in self._lexicon.doubtful_surnames and not compound:
            return self._of_doubtful(text, start, lengths)
        return start + self._choose(text, start, lengths)

    def _of_doubtful(self, text: str, start: int, lengths: list[int]) -> int | None:
        """Behind what is rather a word than a surname: only where the dictionary has the name, or
        no word begins with it or right behind it."""
        word, tag = rjieba.tag(text[start : start + _LONGEST_LOOKAHEAD])[0]
        if tag.startswith("nr") and len(word) in lengths:
            acts = self._continuations.rate(text, start + len(word)) >= _WORD
            return start + len(word) if acts else None
        given = text[start + 1 : start + 3]
        leads = text[start] in _LEADING or given[-1:] not in self._surnames.last
        if rjieba.has_word(text[start : start + 2]) or (leads and rjieba.has_word(given)):
            return None  # 常年|坚持, 向|群众|宣讲
        length = self._choose(text, start, lengths)
        certain = self._rate(text, start, length) >= _UNDOUBTED
        return start + length if certain else None

    def _choose(self, text: str, start: int, lengths: list[int]) -> int:
        """The length behind which the text goes on best; two characters are a given name more
        often than one, and few of the words that follow names end one."""
        return max(reversed(lengths), key=lambda n: self._rate(text, start, n))

    def _rate(self, text: str, start: int, length: int) -> float:
        end = start + length
        rate = self._continuations.rate(text, end)
        last = text[end - 1]
        surname = 2 if text[start : start + 2] in self._lexicon.compound_surnames else 1
        if length - surname < _WORD:
            return rate
        if last in self._surnames.never_last and not self._is_given(text, end):
            return rate + _NEVER
        if rjieba.has_word(text[end - 2 : end]):
            rate += _A_WORD  # 杜|跃进
        if rjieba.has_word(text[end - 1 : end + 1]) and not self._continuations.is_particle(
            text, end
        ):
            known = self._continuations.is_known(text, end - 1)  # 谢安|进驻
            rate -= _KNOWN if known else _A_WORD  # 雷飞|检修, but 戴清照|说
        return rate + (_USUAL if last in self._surnames.last else _UNUSUAL)

    def _is_given(self, text: str, end: int) -> bool:
        """Whether a character that is rather a word ends a given name all the same: the dictionary
        has the name (蒋|含笑), or what the word needs is not there (王清任、, 王建领|陪同)."""
        acts = text[end - 1] not in _BEFORE_VERBS and self._continuations.is_known(text, end)
        if acts and not rjieba.has_word(text[end - 1 : end + 1]):
            return True
        alone = text[end - 1] in _NEEDS_AN_OBJECT and text[end : end + 1] in _PAUSES
        return alone or rjieba.has_word(text[end - 2 : end])

    def listed(self, text: str, start: int) -> int | None:
        """The end of a name in a list of names, where words are names too: 高原、成功、常乐."""
        if self._titles.match(text, start):
            return None  # 局长马英才和|纪检组长
        end = self.end_of(text, start, strict=True)
        if end is not None and not text.startswith(_OF_A_PLACE, end):
            return end  # 赵四、石桥|社区主任
        for length in (3, 2):
            name = text[start : start + length]
            if (
                len(name) == length
                and name[0] in self._lexicon.surnames
                and HAN.fullmatch(name)
                and name[-1] not in _NOT_LAST
                and self._list_goes_on(text, start + length)
                and not text.startswith(_HEADS_OF_MATTERS, start + length)
            ):
                return start + length
        return None

    def _list_goes_on(self, text: str, end: int) -> bool:
        if end >= len(text) or text[end] in "、，。；）)":
            return True
        following = self._after.match(text, end)
        return following is not None and len(following[0]) > 1

    def start_of(
        self, text: str, end: int, floor: int, *, listed: bool = False, certain: bool = False
    ) -> int | None:
        """The start of the name that ends at ``end``, not before ``floor``, or None.

        What stands before it must be no part of a word: punctuation, ``floor`` or a word that
        may precede a name. ``listed`` names need punctuation. Where it is ``certain`` that a name
        ends there, it may be a word as well (高远|任总经理).
        """
        before = self._lexicon.before_organisations
        ethnic = self._ethnic_before(text, end, floor)
        if ethnic is not None:
            return ethnic
        for length in (3, 2, 4, 5, 6):
            start = end - length
            if start < floor:
                continue
            opens = start == floor or not HAN.match(text[start - 1])
            if not self._is_name(text, start, length, word=certain and opens):
                continue
            if self._is_led(text, start, length):
                continue  # 由|李明
            if opens:
                return start
            if rjieba.has_word(text[start - 1 : start + 1]):
                continue  # 今年以|来引进
            context = text[max(floor, start - 4) : start]
            if not listed and any(context[-n:] in before for n in (1, 2, 3, 4)):
                return start
        return None

    def _is_led(self, text: str, start: int, length: int) -> bool:
        """Whether what looks like a surname is a word before a name: 由|李明."""
        lexicon = self._lexicon
        word = text[start] in lexicon.doubtful_surnames and text[start] in _LEADING
        rest = length - 1 in self._lengths(text, start + 1)
        return word and rest and text[start + 1] not in lexicon.doubtful_surnames

    def _is_name(self, text: str, start: int, length: int, *, word: bool) -> bool:
        """Whether a name of ``length`` may begin at ``start``, also one that is a ``word``."""
        if text[start + length - 1] in self._surnames.never_last:
            return False  # 高远|任|总经理
        if length in self._lengths(text, start):
            # 青年|干警, 科技|副乡长: a surname that is rather a word begins no word.
            doubtful = text[start] in self._lexicon.doubtful_surnames and not word
            return not (doubtful and _is_word(text[start : start + length]))
        match = self._lexicon.name_beginnings.match(text, start)
        name = text[start : start + length]
        return match is not None and HAN.fullmatch(name) is not None and name[-1] not in _NOT_LAST

    def _ethnic_before(self, text: str, end: int, floor: int) -> int | None:
        begin = max(floor, end - 24)
        if not any(dot in text[begin:end] for dot in _DOTS):
            return None
        for match in _ETHNIC.finditer(text, begin, end):
            if match.end() != end:
                continue
            start = match.start()
            for position in range(start + 1, match.end()):
                if text[position] in _DOTS:
                    break
                context = text[max(begin, position - 4) : position]
                if any(context[-n:] in self._lexicon.before_organisations for n in (2, 3, 4)):
                    start = position
            return start
        return None

    def _lengths(self, text: str, start: int) -> list[int]:
        """Possible lengths of a name at ``start``, longest first."""
        head = text[start : start + 4]
        if not head or head[:2] in self._not_names:
            return []
        if head[:2] in self._lexicon.compound_surnames:
            possible = (4, 3)
        elif head[0] in self._lexicon.surnames:
            possible = (3, 2)
        else:
            return []
        match = HAN.match(text, start, start + len(head))
        run = match.end() - start if match else 0
        return [n for n in possible if n <= run and self._may_be_last(text, start, n)]

    def _may_be_last(self, text: str, start: int, length: int) -> bool:
        """Whether a name of ``length`` may have the last character it has."""
        last = text[start + length - 1]
        if text.startswith(_HEADS_OF_TOWNS, start + length - 1):
            return False  # 白杨乡|乡长
        post = self._titles.match(text, start + length - 1)
        if post is not None and len(post[0]) > _LONG_POST and last in _PLACES:
            return False  # 青石|村支书
        if last not in _NOT_LAST:
            return True
        certain = text[start] not in self._lexicon.doubtful_surnames
        if length < 3:  # 委员杨科|参加
            acts = certain and self._continuations.is_known(text, start + length)
            return acts and last in _MAY_BE_LAST and not rjieba.has_word(text[start : start + 2])
        if last not in _MAY_BE_LAST:
            return False
        return certain and self._may_end(text, start + length) and self._is_new(text, start, length)

    @staticmethod
    def _is_new(text: str, start: int, length: int) -> bool:
        """Whether the dictionary knows no word of this or its beginning: not 董事会."""
        name = text[start : start + length]
        return not rjieba.has_word(name) and not rjieba.has_word(name[:2])

    def _is_long(self, text: str, start: int, lengths: list[int]) -> bool:
        """Whether four characters of one surname are a name: nothing shorter is, and its second
        half is no word (刘芳座谈)."""
        name = text[start : start + 4]
        return (
            len(name) == 4
            and not any(part in _NOT_LAST for part in name[1:])
            and name[0] in self._lexicon.surnames
            and name[:2] not in self._not_names
            and HAN.fullmatch(name) is not None
            and name[-1] not in _NOT_LAST
            and not rjieba.has_word(name[2:])
            and not rjieba.has_word(name[1:])
            and self._may_end(text, start + 4)
            and not rjieba.tag(name[2])[0][1].startswith("v")  # 叶青|评茶
            and name[2] not in _VERBS  # 何平|巡林
            and all(self._continuations.rate(text, start + n) < DEED for n in lengths)
        )

    def _may_end(self, text: str, end: int) -> bool:
        if end >= len(text) or not HAN.match(text, end, end + 1):
            return True
        return bool(self._after.match(text, end) or self._titles.match(text, end))

    def _foreign(self, text: str, start: int) -> int | None:
        """The end of a name without a Chinese surname: 扎西顿珠, 阿不都热合曼."""
        match = self._lexicon.name_beginnings.match(text, start)
        if match is None:
            return None
        for end in range(max(match.end(), start + 2), start + _LONGEST_FOREIGN + 1):
            if end > len(text) or not HAN.fullmatch(text, start, end):
                return None
            following = self._after.match(text, end)
            word = following[0] if following else ""
            if len(word) == 1 and word not in _FUNCTION_AFTER_FOREIGN:
                continue
            if self._may_end(text, end):
                return end if text[end - 1] not in _NOT_LAST else None
        return None

    def unlisted(self, text: str, start: int) -> int | None:
        """The end of a name whose surname or first word no vocabulary has, where nearly nothing but
        a name can stand: behind an organisation and a post (玛曲县林草局局长|道吉加措)."""
        if rjieba.has_word(text[start : start + 2]) or text[start : start + 1] in self._known_first:
            return None
        for end in range(start + _LONGEST_FOREIGN, start + 3, -1):
            name = text[start:end]
            if len(name) < end - start or not {*name} <= self._sounds:
                continue
            if self._may_end(text, end):
                return end
        end = start + 3
        name = text[start:end]
        if HAN.fullmatch(name) is None or len(name) < 3 or rjieba.has_word(name):
            return None
        if rjieba.tag(name[0])[0][1] in _CLOSED or name[-1] in _NOT_LAST:
            return None
        fits = name[-1] not in self._surnames.never_last and self._may_end(text, end)
        least = _WORD if name[-1] in self._surnames.last else DEED
        return end if fits and self._continuations.rate(text, end) >= least else None

    def _trim_ethnic(self, text: str, match: re.Match[str]) -> int | None:
        last = max(match[0].rfind(dot) for dot in _DOTS) + match.start() + 1
        for end in range(match.end(), last, -1):
            if self._may_end(text, end):
                # The shortest end that is followed by a word like 主持 wins over a longer one.
                shorter = [e for e in range(last + 2, end) if self._after.match(text, e)]
                return shorter[0] if shorter else end
        return None


def _is_word(name: str) -> bool:
    """Whether the dictionary knows ``name`` as a word that names nobody."""
    return rjieba.has_word(name) and not _NAME_TAGS & {tag for _, tag in rjieba.tag(name)}


def _is_noun(word: str) -> bool:
    """Whether the dictionary knows a word as what things or people are called."""
    return {tag for _, tag in rjieba.tag(word)} == {"n"}


def _is_verb(name: str) -> bool:
    """Whether the dictionary knows a name as what one does: 查房, where 高原 is a name too."""
    return rjieba.has_word(name) and {tag for _, tag in rjieba.tag(name)} <= {"v", "vn"}


@lru_cache(maxsize=4)
def name_reader(vocabulary: Vocabulary) -> NameReader:
    """The reader for a vocabulary, built once."""
    return NameReader(lexicon(vocabulary))
