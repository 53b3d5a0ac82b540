"""The invented people: who holds which post when."""

from __future__ import annotations

import datetime as dt
import random

from scripts.corpus_maker.places import Department, Place

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "慕容", "皇甫", "令狐", "尉迟")
GIVEN = [
    "明远",
    "若兰",
    "志强",
    "晓岚",
    "建业",
    "文博",
    "雨桐",
    "思齐",
    "国梁",
    "海燕",
    "立新",
    "春晖",
    "子墨",
    "静怡",
    "泽民",
    "慧",
    "磊",
    "斌",
    "洁",
    "峰",
    "娟",
    "勇",
    "颖",
    "涛",
    "敏",
    "昊然",
    "嘉树",
    "伟",
    "婷婷",
    "振邦",
    "秋实",
    "丽萍",
    "永康",
    "学礼",
    "清越",
    "景行",
    "云帆",
    "岩",
    "倩",
    "宏图",
    "佳宁",
    "书瑶",
    "鹏程",
    "正阳",
    "兴国",
    "亚楠",
    "维钧",
    "冬梅",
    "长青",
    "凯",
    "琳",
    "松",
    "玉洁",
    "家骏",
    "望舒",
    "知行",
    "守仁",
    "燕",
    "平",
    "德厚",
    "可心",
]
TENURE = 560
"""Days after which a post changes hands."""

POSTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "厅": (
        ("党组书记、厅长", ("党组书记", "厅长")),
        ("党组成员、副厅长", ("党组成员", "副厅长")),
        ("党组副书记、副厅长", ("党组副书记", "副厅长")),
        ("二级巡视员", ("二级巡视员",)),
        ("一级巡视员", ("一级巡视员",)),
        ("厅长", ("厅长",)),
        ("总工程师", ("总工程师",)),
    ),
    "局": (
        ("党组书记、局长", ("党组书记", "局长")),
        ("党组成员、副局长", ("党组成员", "副局长")),
        ("副局长", ("副局长",)),
        ("二级调研员", ("二级调研员",)),
        ("党组副书记、副局长（主持工作）", ("党组副书记", "副局长（主持工作）")),
    ),
    "委员会": (
        ("党组书记、主任", ("党组书记", "主任")),
        ("党组成员、副主任", ("党组成员", "副主任")),
        ("二级巡视员", ("二级巡视员",)),
    ),
}
CHIEFS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("党委书记、主任", ("党委书记", "主任")),
    ("党委委员、副主任", ("党委委员", "副主任")),
    ("副主任", ("副主任",)),
    ("党委副书记、纪委书记", ("党委副书记", "纪委书记")),
)
OFFICE_CHIEFS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("党组书记、局长", ("党组书记", "局长")),
    ("党组成员、副局长", ("党组成员", "副局长")),
    ("副局长", ("副局长",)),
)


class Cast:
    """Who is named in one bulletin; people keep their posts for some time."""

    def __init__(self, place: Place, seed: str) -> None:
        self.place = place
        self._seed = seed
        self._posts: dict[str, str] = {}
        self._taken: set[str] = set()

    def person(self, department: str, post: str, day: dt.date) -> str:
        """The one who holds ``post`` in ``department`` on ``day``; invented at first asking."""
        offset = random.Random(f"{self._seed} {department} {post}").randrange(TENURE)
        key = f"{self._seed} {department} {post} {(day.toordinal() + offset) // TENURE}"
        rng = random.Random(key)
        while key not in self._posts:
            compound = rng.random() < 0.06
            surname = rng.choice(COMPOUND if compound else SURNAMES)
            name = surname + rng.choice(GIVEN)
            if name not in self._taken:
                self._taken.add(name)
                self._posts[key] = name
        return self._posts[key]


def posts_of(department: Department) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The posts a department of this kind has; empty where none are usual."""
    for ending, posts in POSTS.items():
        if department.name.endswith(ending):
            return posts
    return ()
