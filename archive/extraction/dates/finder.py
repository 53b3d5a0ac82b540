"""Days and stretches of days that a text names, resolved against the time of its issue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.extraction.context import IssueContext, ItemText
from archive.extraction.dates.days import (
    Resolved,
    day_or_part,
    era_year,
    month_end,
    number,
    part_of_month,
    quarter_days,
    quarter_number,
)
from archive.extraction.dates.documents import DocumentYears
from archive.extraction.dates.forms import (
    FEASTS,
    FORM,
    FORMS,
    JOINED,
    LASTING,
    LASTS,
    OF_NO_DAY,
)
from archive.extraction.dates.relative import RelativeReader
from archive.extraction.dates.years import YearReader
from archive.model import DateMention, ItemKind, Period, PeriodType, Section, Span

_PUNCTUATION = re.compile("[，。、；：！？,;:!?]")
_SENTENCE_END = re.compile("[。！？\n]")
_NAMED_YEAR = ("19", "20", "１９", "２０", "一九", "二", "去年", "前年", "明年", "次年", "翌年")
_BEFORE = re.compile(r"[0-9０-９.．%逐]")
_ONE = ("一月", "一季度")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time named at ``start .. end`` of a text; ``kind`` is what a figure beside it speaks of.

    ``first`` and ``last`` are None where the issue does not say when it appeared."""

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    kind: PeriodType | None
    rule: str

    @property
    def period(self) -> Period | None:
        return Period(self.first, self.last) if self.first and self.last else None


class DateFinder:
    """Finds the times that the texts of one issue name."""

    def __init__(self, context: IssueContext, sections: Sequence[Section] = ()) -> None:
        self._as_of = context.period.end if context.period else context.printed
        self._years = YearReader(context, self._as_of)
        self._relative = RelativeReader(context, self._as_of, self._years)
        self._document_years = DocumentYears(sections)
        self._resolvers: dict[str, Callable[[re.Match[str]], Resolved]] = {
            "iso": self._iso,
            "parts": self._parts,
            "day": self._day,
            "listed": self._listed,
            "months": self._months,
            "years": self._year_to_year,
            "month": self._month,
            "quarters": self._quarters,
            "quarter": self._quarter,
            "stretch": self._stretch,
            "year": self._year_span,
            "whole": self._whole,
            "era": self._era,
            "vague": self._vague,
            **self._relative.resolvers,
        }

    @property
    def as_of(self) -> dt.date | None:
        """The day up to which the issue reports."""
        return self._as_of

    def find(self, item: ItemText) -> list[TimeExpression]:
        """The times of an item in order, without those in titles of documents. Items are to be
        given in their order."""
        self._relative.document = self._document_years.of(item)
        return [time for time in self.expressions(item.text) if not item.titles.covers(time.start)]

    @staticmethod
    def mentions(item: ItemText, times: list[TimeExpression]) -> Iterator[DateMention]:
        """Those times that could be resolved to days. A heading that was taken for a paragraph, as
        plain text has no bold, names none."""
        if item.item.kind is ItemKind.PARAGRAPH and not _PUNCTUATION.search(item.text):
            return
        for time in times:
            if time.first is not None and time.last is not None:
                span = Span(time.start, time.end)
                surface = item.text[time.start : time.end]
                yield DateMention(
                    item.item.key, span, surface, time.first, time.last, f"dates.{time.rule}"
                )

    def expressions(self, text: str) -> list[TimeExpression]:
        """The times that a text names, in order."""
        found: list[TimeExpression] = []
        self._relative.last_named = None
        self._years.spoken = self._relative.document
        for match in FORM.finditer(text):
            start = match.start()
            if start and (_BEFORE.match(text, start - 1) or text.endswith(OF_NO_DAY, 0, start)):
                continue
            rule = next(name for name in FORMS if match[name] is not None)
            if match[0] in _ONE and text.startswith("一", match.end()):
                continue  # 一月一调度
            if FEASTS.match(text, start) and rule == "month":
                continue
            if rule == "bare" and LASTING.match(text, match.end()) and LASTS.match(text, start - 1):
                continue  # 公示7日，
            if found and self._years.spoken and _SENTENCE_END.search(text, found[-1].end, start):
                self._years.spoken = self._relative.document
            try:
                first, last, kind = self._resolvers[rule](match)
            except (ValueError, OverflowError):
                continue  # 13月40日 is no day
            if match[0].endswith(("以来", "至今")):
                this_year = first is not None and (first.month, first.day) == (1, 1)
                current = first is not None and first.year == self._years.year
                of_year = rule in ("year", "since") and (first is None or (this_year and current))
                kind = PeriodType.YEAR_TO_DATE if of_year else PeriodType.CUMULATIVE
                last = self._as_of
                if first is not None and last is not None and first > last:
                    continue
            if rule in ("day", "month", "this_month"):
                self._relative.last_named = last
            if match[0].startswith(_NAMED_YEAR) and last is not None:
                self._years.spoken = last.year
            before = found[-1] if found else None
            if (
                before is not None
                and JOINED.fullmatch(text, before.end, start)
                and before.first is not None
                and last is not None
                and before.first <= last
            ):
                kind = before.kind if text.endswith("以来", 0, before.end) else None
                found[-1] = replace(before, end=match.end(), last=last, kind=kind)
                continue
            found.append(TimeExpression(start, match.end(), first, last, kind, rule))
        return found

    # --- One method for each form: first day, last day, what a figure beside it speaks of ----

    def _iso(self, match: re.Match[str]) -> Resolved:
        day = dt.date(int(match["iy"]), int(match["im"]), int(match["id"]))
        return day, day, None

    def _parts(self, match: re.Match[str]) -> Resolved:
        begin = number(match["am"])
        month = match["bm"] or match["cm"]
        end = number(month) if month else begin
        year, last_year = self._years.of_both(
            match, match["ay"], begin, match["by"] or match["cy"], end
        )
        first = day_or_part(year, begin, match["ad"], match["ap"])[0]
        last = day_or_part(last_year, end, match["bd_"], match["bp"] or match["cp"])[1]
        if last < first:
            raise ValueError(match[0])
        return first, last, None

    def _day(self, match: re.Match[str]) -> Resolved:
        month = number(match["dm"])
        year = self._years.of(match["dy"]) or self._years.for_month(match, month)
        first = dt.date(year, month, number(match["dd"]))
        if match["dd2"] is None:
            return first, first, None
        until = number(match["dm2"]) if match["dm2"] else month
        last_year = self._years.of(match["dy2"])
        if last_year is None and match["dy"] is None and until < month:
            # 12月28日—1月3日 across the turn of the year: the later month says which year.
            last_year = self._years.nearest(until)
            first = first.replace(year=last_year - 1)
        last = dt.date(last_year or year + (until < month), until, number(match["dd2"]))
        if last < first:
            raise ValueError(match[0])
        return first, last, None

    def _listed(self, match: re.Match[str]) -> Resolved:
        """6、|7日, 三、|四季度: one of several that follow each other and share their word."""
        one, next_one, unit = number(match["ln"]), number(match["lx"]), match["lu"]
        numbered = one < 1900 and (unit == "年" or not match.start())
        if next_one != one + 1 or numbered:
            raise ValueError(match[0])  # a numbered paragraph
        if unit == "日":
            day = self._relative.last_named or self._years.reference
            if day is None:
                return None, None, None
            return (named := day.replace(day=one)), named, None
        if unit == "季度":
            year = self._years.for_month(match, one * 3 - 2)
            return *quarter_days(year, one), PeriodType.QUARTER
        if unit == "年":
            return dt.date(one, 1, 1), dt.date(one, 12, 31), PeriodType.YEAR
        return part_of_month(self._years.for_month(match, one), one, None)

    def _months(self, match: re.Match[str]) -> Resolved:
        begin, end = number(match["m1"]), number(match["m2"])
        year, last_year = self._years.of_both(match, match["my"], begin, match["my2"], end)
        first = dt.date(year, begin, 1)
        last = month_end(last_year, end)
        if last < first:
            raise ValueError(match[0])
        to_date = begin == 1 and first.year == last.year
        return first, last, PeriodType.YEAR_TO_DATE if to_date else None

    @staticmethod
    def _year_to_year(match: re.Match[str]) -> Resolved:
        first, last = int(match["y1"]), int(match["y2"])
        if last <= first:
            raise ValueError(match[0])
        return dt.date(first, 1, 1), dt.date(last, 12, 31), None

    def _month(self, match: re.Match[str]) -> Resolved:
        month = number(match["nm"])
        year = self._years.of(match["ny"]) or self._years.for_month(match, month)
        return part_of_month(year, month, match["np"])

    def _quarters(self, match: re.Match[str]) -> Resolved:
        begin, end = quarter_number(match["r1"]), quarter_number(match["r2"])
        year = self._years.of(match["ry"]) or self._years.for_month(match, min(end * 3, 12))
        first, last = quarter_days(year, begin)[0], quarter_days(year, end)[1]
        if last < first:
            raise ValueError(match[0])
        return first, last, PeriodType.YEAR_TO_DATE if begin == 1 else None

    def _quarter(self, match: re.Match[str]) -> Resolved:
        quarter = quarter_number(match["q"])
        year = self._years.of(match["qy"]) or self._years.for_month(match, quarter * 3 - 2)
        first, last = quarter_days(year, quarter)
        return (last, last, None) if match["qp"] else (first, last, PeriodType.QUARTER)

    def _stretch(self, match: re.Match[str]) -> Resolved:
        named = match["s"]
        if named.endswith("半年"):
            begin = 1 if named[0] == "上" else 7
            year = self._years.of(match["sy"]) or self._years.for_month(match, begin)
            return dt.date(year, begin, 1), month_end(year, begin + 5), None
        count = number(re.sub(r"[前头个季度月]", "", named))
        end = count * 3 if named.endswith("季度") else count
        year = self._years.of(match["sy"]) or self._years.for_month(match, min(end, 12))
        return dt.date(year, 1, 1), month_end(year, end), PeriodType.YEAR_TO_DATE

    def _year_span(self, match: re.Match[str]) -> Resolved:
        year = self._years.of(match["yy"])
        assert year is not None  # noqa: S101 - the group is there
        part = (match["yp"] or "")[-1:]
        if part == "初":
            return dt.date(year, 1, 1), dt.date(year, 1, 31), None
        if part:
            return dt.date(year, 12, 31), dt.date(year, 12, 31), None
        return dt.date(year, 1, 1), dt.date(year, 12, 31), PeriodType.YEAR

    def _whole(self, _: re.Match[str]) -> Resolved:
        """全年: the year that the sentence speaks of, else the issue's."""
        year = self._years.spoken or self._years.year
        if year is None:
            return None, None, PeriodType.YEAR
        return dt.date(year, 1, 1), dt.date(year, 12, 31), PeriodType.YEAR

    @staticmethod
    def _era(match: re.Match[str]) -> Resolved:
        year = era_year(match["ea"], number(match["en"]))
        return dt.date(year, 1, 1), dt.date(year, 12, 31), PeriodType.YEAR

    @staticmethod
    def _vague(_: re.Match[str]) -> Resolved:
        return None, None, None
