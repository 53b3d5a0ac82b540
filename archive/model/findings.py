"""What extraction reads out of an issue, and where each finding stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.model.document import Box, Problem, Span
from archive.model.issue import Period


@dataclass(frozen=True, slots=True)
class Department:
    """Authority record of an organisation. ``id`` is its canonical name (云川省商务厅).

    ``jurisdiction`` is the place it serves (``云川省``; ``""`` for national organs). A
    ``provisional`` record was made from a pattern and not from the vocabulary.
    """

    id: str
    jurisdiction: str = ""
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    successor: str | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    provisional: bool = False


class MentionRole(StrEnum):
    """What part a department plays where it is named."""

    HOST = "host"
    ATTENDEE = "attendee"
    JOINT_ISSUER = "joint_issuer"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class DepartmentMention:
    """A department named in an item; ``department`` is the id it was resolved to, if any, ``role``
    the part it plays there, if the text says."""

    item: str
    span: Span
    surface: str
    department: str | None
    rule: str
    role: MentionRole | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A department to which an issue goes by its colophon (送, 发, 抄送); ``span`` lies in the text
    of the colophon's entry number ``entry``, counted from 0."""

    entry: int
    span: Span
    surface: str
    department: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """An official named in an item; ``span`` covers the name.

    ``titles`` are the posts as printed, one each (``("党组书记", "厅长")``). ``official`` is the
    id of the authority record, ``{name}@{department}``, or None without a department. Where posts
    are in several departments (市政府副秘书长、市信访局局长), ``department`` is the first one's and
    ``post_departments`` has that of each title; it is empty where all are in ``department``.
    """

    item: str
    span: Span
    name: str
    titles: tuple[str, ...]
    department: str | None
    official: str | None
    rule: str
    post_departments: tuple[str | None, ...] = ()


class PeriodType(StrEnum):
    """What stretch of time a figure speaks of."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"
    CUMULATIVE = "cumulative"
    POINT = "point"


class ComparisonKind(StrEnum):
    """Against what a rate or difference is measured."""

    YEAR_ON_YEAR = "year_on_year"
    PERIOD_ON_PERIOD = "period_on_period"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated change against an earlier period: ``sign`` is +1 (增长) or -1 (下降)."""

    kind: ComparisonKind
    sign: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number. Conventions: ``docs/annotation.md``.

    ``surface`` is the number with its unit as printed at ``span``. ``value`` is the exact
    normalised number (1.2万 → 12000), ``value_high`` the upper bound of a range. ``change_from``
    is the earlier value of a change (由23项调整为20项 → value 20, change_from 23).
    """

    item: str
    span: Span
    surface: str
    value: Decimal
    unit: str
    metric: str | None
    subject: str | None
    rule: str
    value_high: Decimal | None = None
    period_type: PeriodType | None = None
    period: Period | None = None
    qualifier: str | None = None
    change_from: Decimal | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a stretch of days named in an item, resolved against the issue: ``first`` and
    ``last`` are its days, the same for a single one."""

    item: str
    span: Span
    surface: str
    first: dt.date
    last: dt.date
    rule: str


@dataclass(frozen=True, slots=True)
class TopicAssignment:
    """A topic of an item, and the rule that found it (a heading or the vocabulary)."""

    item: str
    topic: str
    rule: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that extraction found in one issue; mentions and figures in order of the text."""

    departments: tuple[Department, ...] = ()
    department_mentions: tuple[DepartmentMention, ...] = ()
    official_mentions: tuple[OfficialMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    topics: tuple[TopicAssignment, ...] = ()
    problems: tuple[Problem, ...] = ()
    publisher: str | None = None
    """Id of the publishing department."""
    recipients: tuple[Recipient, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where in the source a finding stands, enough to prove it.

    ``quote`` is the sentence around the finding and ``quote_span`` the finding within the quote.
    """

    issue: str
    item: str
    span: Span
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]
    quote: str
    quote_span: Span
    source_sha256: str
    rule: str
    rules_version: str
