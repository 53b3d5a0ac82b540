"""How development zones are called, in full and in short: 湘潭经济技术开发区, 湘潭经开区."""

from __future__ import annotations

WITH_OFFICES = ("管理区", "开发区", "高新区", "经开区", "保税区", "综保区", "度假区", "示范区")
"""Ends of the names of zones whose offices are named like those of a district."""

ENDS = (
    *WITH_OFFICES, "保税港区", "新区", "园区", "产业区", "经济区", "试验区", "合作区", "功能区",
    "管理区", "风景区", "名胜区", "先行区", "集聚区", "港区", "片区",
)  # fmt: skip
"""How the names of all zones end."""

SHORT = {
    "高新区": ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区"),
    "经开区": ("经济技术开发区", "经济开发区"),
    "综保区": ("综合保税区",),
    "开发区": ("经济技术开发区", "经济开发区"),
    "示范区": ("示范区",),
    "保税区": ("综合保税区", "保税港区"),
}
"""Short ends, and what they are in full; the more usual first."""

SHORT_ENDS = tuple(SHORT)

KINDS = frozenset(
    (
        *SHORT,
        *(full for fulls in SHORT.values() for full in fulls),
        "工业园区",
        "工业园",
        "产业园区",
    )
)
"""Names of kinds of zones that only a place before them makes the name of one."""

_CERTAIN = ("高新区", "综保区")
"""Those that stand for one kind of zone only."""


def is_short_for(printed: str, full: str) -> bool:
    """Whether 经开区 or 湘潭经开区 may stand for a zone's full name."""
    short = next((end for end in SHORT if printed.endswith(end)), None)
    if short is None:
        return False
    return printed.removesuffix(short) in full and full.endswith(SHORT[short])


def usual(short: str) -> str:
    """What a kind of zone is mostly called in full: 经开区 → 经济技术开发区."""
    return SHORT[short][0]


def in_full(printed: str) -> str:
    """The full name of a zone where its short form leaves no choice: 湘潭综保区 → 综合保税区."""
    short = next((end for end in _CERTAIN if printed.endswith(end)), None)
    return printed if short is None else printed.removesuffix(short) + SHORT[short][0]
