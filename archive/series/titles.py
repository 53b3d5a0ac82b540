"""What the nouns of series and audit are called in Chinese, on pages and on the terminal."""

from __future__ import annotations

from archive.model import PeriodType
from archive.series.audit.nouns import Check, Role, Verdict
from archive.series.nouns import Aggregation, Frequency, MissingIssue, SeriesKind
from archive.series.wording import Rule

PERIODS = {
    PeriodType.WEEK: "本周",
    PeriodType.MONTH: "本月",
    PeriodType.QUARTER: "本季度",
    PeriodType.YEAR: "全年",
    PeriodType.YEAR_TO_DATE: "今年以来",
    PeriodType.CUMULATIVE: "累计",
    PeriodType.POINT: "时点",
}
KINDS = {
    SeriesKind.FLOW: "各期发生",
    SeriesKind.YEAR_TO_DATE: "年初以来",
    SeriesKind.STOCK: "累计或时点",
    SeriesKind.UNKNOWN: "时段不明",
}
FREQUENCIES = {
    Frequency.WEEK: "周",
    Frequency.MONTH: "月",
    Frequency.QUARTER: "季度",
    Frequency.YEAR: "年",
}
AGGREGATIONS = {
    Aggregation.SUM: "求和",
    Aggregation.MEAN: "平均",
    Aggregation.LAST: "取期末",
}
RULES = {
    Rule.PRINTED: "原样",
    Rule.ADVERB: "去副词",
    Rule.SUFFIX: "去量词尾",
    Rule.SYNONYM: "同义词",
    Rule.UNIT: "单位相通",
    Rule.HEADING: "标题更名",
    Rule.CORRECTION: "人工更正",
}
CHECKS = {
    Check.YEAR_TO_DATE_SUM: "年初以来累计",
    Check.YEAR_TO_DATE_FALLS: "年初以来下降",
    Check.CUMULATIVE_SUM: "历年累计",
    Check.CUMULATIVE_FALLS: "累计下降",
    Check.PERCENTAGE: "占比",
    Check.SENTENCE_TOTAL: "句中合计",
    Check.TABLE_TOTAL: "表中合计",
    Check.CHANGE_FROM: "变动起点",
    Check.CHANGE_PARTS: "增减相抵",
    Check.YEAR_ON_YEAR: "同比",
    Check.PERIOD_ON_PERIOD: "环比",
    Check.UNIT_DRIFT: "单位变动",
    Check.REVISION: "前后不一",
}
VERDICTS = {
    Verdict.OK: "相符",
    Verdict.MISMATCH: "不符",
    Verdict.GAP: "缺期",
    Verdict.REVISED: "已更正",
}
ROLES = {
    Role.STATED: "所核",
    Role.EARLIER: "前期",
    Role.ADDED: "本期增加",
    Role.PART: "分项",
    Role.BASE: "对照",
}


def missing_number(missing: MissingIssue) -> str:
    """2023年第5期（总第310期）, as far as known."""
    year = f"{missing.year}年" if missing.year else ""
    number = f"第{missing.number}期" if missing.number else "期号不详"
    serial = f"（总第{missing.serial}期）" if missing.serial else ""
    return f"{year}{number}{serial}"
