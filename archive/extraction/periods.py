"""Stretches of time that figures speak of: markers such as 本周, 今年以来, 截至目前."""

from __future__ import annotations

import datetime as dt
import re

from archive.extraction.context import IssueContext
from archive.model import Period, PeriodType

_DAY = r"[0-9０-９]{1,2}日"
_MONTH = r"[0-9０-９一二三四五六七八九十]{1,3}月"
# In order: where two match at the same place, the first wins.
_MARKERS: tuple[tuple[PeriodType | None, str], ...] = (
    (PeriodType.YEAR_TO_DATE, r"今年以来|本年以来|年初以来|年初至今|今年累计|本年累计|全年累计"),
    (PeriodType.YEAR_TO_DATE, rf"1月?[—–\-－至~～]{{1,2}}{_MONTH}份?"),
    (PeriodType.YEAR_TO_DATE, rf"一[—–\-－至~～]{{1,2}}{_MONTH}份?"),
    (PeriodType.YEAR_TO_DATE, r"(?:19|20)[0-9]{2}年以来"),
    (PeriodType.CUMULATIVE, r"截至目前|截止目前"),
    (PeriodType.CUMULATIVE, rf"截至(?:[0-9]{{4}}年)?(?:{_MONTH})?(?:{_DAY}|底|末)?"),
    (PeriodType.CUMULATIVE, r"(?:启用|上线|开通|运行|实施|试点|成立|设立)以来"),
    (PeriodType.CUMULATIVE, r"(?:推行|启动|开展|入驻|改革)以来"),
    (PeriodType.WEEK, r"本周|当周|这周|一周来"),
    (PeriodType.MONTH, r"本月|当月|本月份"),
    (PeriodType.QUARTER, r"本季度|当季|[一二三四1-4]季度|第[一二三四]季度"),
    (None, r"上半年|下半年|前三季度"),
    (PeriodType.YEAR, r"(?:19|20)[0-9]{2}年(?!以来|第|[0-9一二三四五六七八九十]{1,3}月)"),
    (PeriodType.YEAR, r"全年|(?<![较比])(?:去年|上年)(?!同期)|年度"),
    (PeriodType.CUMULATIVE, r"累计"),
    (PeriodType.POINT, r"目前|当前|现阶段|现有"),
)  # fmt: skip
# A marker begins with one of these; looking ahead for them saves trying every alternative at
# every character.
_FIRST = "0-9今本年全一截启上开运实试成设推入改当这第二三四下前去度累目现"
_MARKER = re.compile(
    rf"(?=[{_FIRST}])(?:" + "|".join(f"({pattern})" for _, pattern in _MARKERS) + "|(本期|当期))"
)
# Between 今年以来 and 累计: no number, no end of a clause but one comma.
_CONTINUES = re.compile(r"[^0-9０-９。；;！？\n，,]{0,16}[，,]?[^0-9０-９。；;！？\n，,]{0,16}")


def issue_period_type(context: IssueContext) -> PeriodType | None:
    """What 本期 means: the stretch of time that one issue covers."""
    title = context.title
    for word, kind in (
        ("周", PeriodType.WEEK),
        ("月", PeriodType.MONTH),
        ("季", PeriodType.QUARTER),
    ):
        if word in title:
            return kind
    if context.period is not None:
        days = (context.period.end - context.period.start).days
        if days <= 7:
            return PeriodType.WEEK
        if 27 <= days <= 31:
            return PeriodType.MONTH
    return None


def markers(text: str, context: IssueContext) -> list[tuple[int, int, PeriodType | None]]:
    """Start, end and meaning of each marker of a text, in order."""
    found: list[tuple[int, int, PeriodType | None]] = []
    for match in _MARKER.finditer(text):
        assert match.lastindex is not None  # noqa: S101 - every alternative is a group
        if match.lastindex > len(_MARKERS):
            kind = issue_period_type(context)
        else:
            kind = _MARKERS[match.lastindex - 1][0]
        if text[match.start() - 1 : match.start()] in ("较", "比"):
            continue  # what is compared with
        if match[0] == "累计" and found and _CONTINUES.fullmatch(text, found[-1][1], match.start()):
            continue
        found.append((*match.span(), kind))
    return found


def period_of(kind: PeriodType | None, context: IssueContext) -> Period | None:
    """The days a period type means in this issue, where the masthead's period gives them."""
    period = context.period
    if period is None:
        return None
    if kind in (PeriodType.WEEK, PeriodType.MONTH) and kind == issue_period_type(context):
        return period
    if kind == PeriodType.YEAR_TO_DATE:
        return Period(dt.date(period.end.year, 1, 1), period.end)
    return None
