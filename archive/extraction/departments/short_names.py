"""Whether one name of an organisation is short for another: 热线中心 for
12345政务服务便民热线服务中心, 疫情防控指挥部 for 新冠肺炎疫情防控指挥部."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

import rjieba

_WRITTEN_OUT = (
    ("集团有限责任公司", "集团"),
    ("集团股份有限公司", "集团"),
    ("集团有限公司", "集团"),
    ("集团公司", "集团"),
    ("有限责任公司", "公司"),
    ("股份有限公司", "公司"),
    ("有限公司", "公司"),
    ("管理委员会", "管委"),
    ("管委会", "管委"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("工作领导小组", "领导小组"),
    ("工作专班", "专班"),
    ("联合社", "联社"),
)
"""Ends of names, and what they are in short; the longer first."""

_ENDS = (
    *(
        "指挥部",
        "领导小组",
        "联席会议",
        "专班",
        "管委",
        "分中心",
        "中心",
        "分局",
        "总局",
        "总队",
        "支队",
    ),
    *("总队", "大队", "中队", "总站", "协会", "商会", "学会", "联合会", "促进会", "基金会"),
    *("联社", "集团", "公司", "委", "办", "局", "厅", "处", "站", "所", "馆", "台"),
)
_INSTITUTES = (
    "研究院", "设计院", "规划院", "科学院", "勘察院", "测绘院", "检验院", "检测院", "勘测院",
)  # fmt: skip
"""Of what ends in 院, those that may be short for one another: 规划院 for 规划设计研究院."""

_ALONE = ("指挥部", "管委", "专班", "领导小组", "联席会议")
"""Ends that stand for the whole behind a level alone."""

_ORDINAL = re.compile("第?[一二三四五六七八九十]{1,3}")
_LEAST_BODY = 2
_TWO_WORDS = 4
"""Characters of a word that the dictionary has whole and is two: 环境卫生."""


@lru_cache(maxsize=20_000)
def is_short_for(short: str, full: str) -> bool:
    """Whether ``short`` keeps some of the words of ``full``, or one character of each, in their
    order, and its end; both without their place. A number that tells two apart is never left
    out."""
    if len(short) >= len(full):
        return False
    short, full = _in_short(short), _in_short(full)
    if len(short) >= len(full):
        return short == full
    end = _end_of(short)
    if end is None or not _ends_alike(full, end):
        return False
    body = short.removesuffix(end)
    if not body:
        return end in _ALONE
    words = rjieba.cut(full.removesuffix(end))
    return len(body) >= _LEAST_BODY and _is_made_of(body, words)


def _in_short(name: str) -> str:
    name = name.removeprefix("人民政府")
    for full, short in _WRITTEN_OUT:
        if name.endswith(full):
            return name.removesuffix(full) + short
    return name


def _end_of(name: str) -> str | None:
    ends = (*_INSTITUTES, *_ENDS)
    end = next((end for end in ends if name.endswith(end)), None)
    return "院" if end in _INSTITUTES else end


def _ends_alike(full: str, end: str) -> bool:
    return full.endswith(_INSTITUTES) if end == "院" else _end_of(full) == end


def _is_made_of(body: str, words: list[str]) -> bool:
    """Whether ``body`` is made of whole words of a name, of one character of them or of either
    half of longer ones."""
    reached = {0}
    halves = ((w[:2], w[2:]) if len(w) == _TWO_WORDS else (w,) for w in words)
    for word in chain.from_iterable(halves):
        ways = {word, *word} | ({word[:2], word[-2:]} if len(word) > _LEAST_BODY else set())
        taken = {at + len(way) for at in reached for way in ways if body.startswith(way, at)}
        if _ORDINAL.fullmatch(word):
            reached = taken
        else:
            reached |= taken
    return len(body) in reached
