"""Words that say in which direction a number changes; all rules about changes share them."""

from __future__ import annotations

_UP = """
净增长 净增加 增长 增加 净增 增多 上升 回升 攀升 提升 上涨 提高 加快 扩大 延长 推迟 上调 上浮 增收
扩充 扩展 扩容 抬高 抬升
延后 推后 延迟 顺延 后移 增支 增产 增盈 增亏 反弹 走高 提速 提前 高出 偏高 偏多 超出
改善 好转
翻 增 升 涨 高 快
"""
_DOWN = """
净减少 减少 净减 下降 回落 下滑 下跌 降低 缩短 缩减 压缩 压减 精简 收窄 放缓 下调 下浮 减收 减支
提早 前移 减产 减亏 节约 节省 削减 走低 萎缩 偏低 偏少 恶化
降 减 跌 缩 低 慢
"""

GAINS = ("增收", "增支", "增产", "增盈", "增亏", "减收", "减支", "减产", "减亏", "节约", "节省")
"""What these say was won or lost is named by themselves: 农户增收, 节省."""

RATES = frozenset({"增速", "增幅", "降幅", "涨幅", "跌幅"})
"""What is measured where a change itself changes: 降幅较上月收窄0.8个百分点."""

UP = frozenset(_UP.split())
DOWN = frozenset(_DOWN.split())


def alternatives(*, least: int = 1, gains: bool = True) -> str:
    """A regular expression for any word of at least ``least`` characters, longer ones first;
    without ``gains``, for none that says what was won or lost."""
    words = {word for word in UP | DOWN if len(word) >= least and (gains or word not in GAINS)}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def sign_of(direction: str) -> int:
    """−1 where a word of change leads down (回落, 少收), else +1."""
    return -1 if direction in DOWN or direction.startswith("少") else 1
