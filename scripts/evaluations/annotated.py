"""Read bulletins annotated by hand: the plain text, and what stands where in it.

The markup is described in ``docs/annotation.md`` ("Annotated bulletins"). A file begins with
lines ``# key: value``; the rest is the bulletin, in which ``{D …}``, ``{O …}``, ``{F …}`` and
``{T …}`` mark departments, officials, figures and dates.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

SUFFIX = ".annotated"
_HEADER = re.compile(r"# (layout|place|publisher|era): (\S.*)")
_REQUIRED = {"layout", "place", "publisher"}
_MARK = re.compile(r"\{([DOFT]) ([^{}]+)\}")
_SPACE = re.compile(r"\s+")
_PLAIN_NUMBER = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)(万亿|亿|万)?([^0-9万亿]+)")
_VALUE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?:~([0-9]+(?:\.[0-9]+)?))? (\S+)")
_SCALE = {None: 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
PERIOD_TYPES = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "ytd": "year_to_date",
    "cum": "cumulative",
    "now": "point",
}
COMPARISONS = {
    "yoy+": ("year_on_year", 1),
    "yoy-": ("year_on_year", -1),
    "pop+": ("period_on_period", 1),
    "pop-": ("period_on_period", -1),
}


class AnnotationError(ValueError):
    """An annotation that does not keep to the markup; names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class DepartmentTruth:
    """``start`` and ``end`` of every truth count code points of the text without white space."""

    start: int
    end: int
    surface: str
    name: str


@dataclass(frozen=True, slots=True)
class OfficialTruth:
    start: int
    end: int
    name: str
    titles: tuple[str, ...]
    department: str | None


@dataclass(frozen=True, slots=True)
class FigureTruth:
    start: int
    end: int
    surface: str
    value: Decimal
    unit: str
    metric: str | None = None
    period_type: str | None = None
    subject: str | None = None
    value_high: Decimal | None = None
    qualifier: str | None = None
    change_from: Decimal | None = None
    comparison: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class DateTruth:
    start: int
    end: int
    surface: str
    first: dt.date
    last: dt.date


Truth = DepartmentTruth | OfficialTruth | FigureTruth | DateTruth


@dataclass(slots=True)
class Annotated:
    """A bulletin as it would be printed (``text``) and the truth about it, in order of the text."""

    name: str
    layout: str
    place: str
    publisher: str
    text: str = ""
    departments: list[DepartmentTruth] = field(default_factory=list)
    officials: list[OfficialTruth] = field(default_factory=list)
    figures: list[FigureTruth] = field(default_factory=list)
    dates: list[DateTruth] = field(default_factory=list)

    @property
    def squeezed(self) -> str:
        """The text without white space, which the offsets count."""
        return _SPACE.sub("", self.text)


def read_annotated(path: Path) -> Annotated:
    """Read one file. Raises :class:`AnnotationError` where it does not keep to the markup."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header: dict[str, str] = {}
    while lines and (match := _HEADER.fullmatch(lines[0])):
        header[match[1]] = match[2]
        del lines[0]
    if missing := _REQUIRED - header.keys():
        raise AnnotationError(f"{path.name}: no {', '.join(sorted(missing))} in the header")
    result = Annotated(path.stem, header["layout"], header["place"], header["publisher"])
    source = "\n".join(lines).strip("\n") + "\n"
    names = _Names(header["place"], header["publisher"])
    text, end, length = "", 0, 0
    for match in _MARK.finditer(source):
        text += (before := source[end : match.start()])
        length += len(_SPACE.sub("", before))
        end = match.end()
        try:
            surface, truth = _truth(match[1], match[2], length, names)
        except (ValueError, IndexError) as error:
            raise AnnotationError(f"{path.name}: {match[0]}: {error}") from error
        text += surface
        length += len(_SPACE.sub("", surface))
        _list_of(result, truth).append(truth)
    result.text = text + source[end:]
    if stray := re.search(r"[{}|]", result.text):
        around = result.text[max(0, stray.start() - 12) : stray.end() + 12]
        raise AnnotationError(f"{path.name}: markup that was not understood near {around!r}")
    return result


def read_set(folder: Path) -> Iterator[Annotated]:
    """Read all annotated bulletins of a folder, by name."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        yield read_annotated(path)


@dataclass(frozen=True, slots=True)
class _Names:
    """How canonical names are shortened: ``~`` is the place, ``@`` the publisher."""

    place: str
    publisher: str

    def full(self, name: str) -> str:
        name = name.replace("~", self.place).replace("@", self.publisher)
        if not re.fullmatch(r"[\u4e00-\u9fff·（）A-Za-z0-9]{2,50}", name):
            raise ValueError(f"{name!r} is no name of an organisation")
        return name


def _truth(kind: str, content: str, start: int, names: _Names) -> tuple[str, Truth]:
    head, *rest = (part.strip() for part in content.split("|"))
    printed, _, meaning = head.partition("=")
    surface = _SPACE.sub("", printed)
    end = start + len(surface)
    if kind == "D":
        if rest:
            raise ValueError("a department has a surface and a name")
        return printed, DepartmentTruth(start, end, surface, names.full(meaning or surface))
    if kind == "O":
        titles, department = rest[0], rest[1] if len(rest) > 1 else ""
        posts = tuple(titles.split("、"))
        if not all(posts) or len(rest) > 2:
            raise ValueError("an official has a name, titles and a department")
        full = names.full(department) if department else None
        return printed, OfficialTruth(start, end, surface, posts, full)
    if kind == "T":
        if rest:
            raise ValueError("a date has a surface and days")
        first, last = _days(meaning)
        return printed, DateTruth(start, end, surface, first, last)
    return printed, _figure(surface, meaning, rest, start, names)


def _figure(surface: str, meaning: str, rest: list[str], start: int, names: _Names) -> FigureTruth:
    value, high, unit = _value(surface, meaning)
    metric = rest[0] or None if rest else None
    period_type = subject = qualifier = change = comparison = None
    for part in rest[1:]:
        if part in PERIOD_TYPES:
            period_type = PERIOD_TYPES[part]
        elif part in COMPARISONS:
            comparison = COMPARISONS[part]
        elif part.startswith("q "):
            qualifier = part[2:]
        elif part.startswith("from "):
            change = Decimal(part[5:])
        elif part:
            if subject is not None:
                raise ValueError("two subjects")
            subject = names.full(part)
    return FigureTruth(
        start,
        start + len(surface),
        surface,
        value,
        unit,
        metric,
        period_type,
        subject,
        high,
        qualifier,
        change,
        comparison,
    )


def _value(surface: str, meaning: str) -> tuple[Decimal, Decimal | None, str]:
    if meaning:
        match = _VALUE.fullmatch(meaning)
        if match is None:
            raise ValueError(f"{meaning!r} is not 'value unit' or 'value~high unit'")
        return Decimal(match[1]), Decimal(match[2]) if match[2] else None, match[3]
    match = _PLAIN_NUMBER.fullmatch(surface.translate(_FULL_WIDTH))
    if match is None:
        raise ValueError(f"{surface!r} needs its value written out")
    number = Decimal(match[1].replace(",", "")) * _SCALE[match[2]]
    return number, None, match[3]


def _days(meaning: str) -> tuple[dt.date, dt.date]:
    """2024-03-05, 2024-03, 2024 or two of them with a slash: the first and the last day."""
    parts = meaning.split("/")
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{meaning!r} is no day and no range of days")
    first, last = _range(parts[0])[0], _range(parts[-1])[1]
    if first > last:
        raise ValueError(f"{meaning!r} ends before it begins")
    return first, last


def _range(text: str) -> tuple[dt.date, dt.date]:
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 1:
        return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)
    if len(numbers) == 2:
        year, month = numbers
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    day = dt.date(*numbers)
    return day, day


def _list_of(result: Annotated, truth: Truth) -> list[Truth]:
    lists: dict[type, list[Truth]] = {
        DepartmentTruth: result.departments,  # type: ignore[dict-item]
        OfficialTruth: result.officials,  # type: ignore[dict-item]
        FigureTruth: result.figures,  # type: ignore[dict-item]
        DateTruth: result.dates,  # type: ignore[dict-item]
    }
    return lists[type(truth)]
