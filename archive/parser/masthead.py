"""The head of an issue (版头): title, number, period, publishers, date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.model import Line, Masthead, PageTable
from archive.parser.colophon import LABEL
from archive.parser.dates import day_alone, find_date, find_period, is_date, printed_year
from archive.parser.marks import read_mark
from archive.parser.ordinals import NUMERAL, to_int
from archive.parser.text import Passage, ends_sentence, fold, join_lines, squeeze

TITLE_END = re.compile(
    r"(?:报|简报|动态|通报|公报|通讯|简讯|快讯|要情|信息|专刊|参考|摘编|摘要|情况|情况反映|汇编|月刊|周刊|季刊|导刊)"
    r"(?:[(（][^()（）]{1,12}[)）])?$"
)
ORGANISATION = re.compile(
    r"(?:[\u4e00-\u9fff·（）()]|(?<=[\u4e00-\u9fff])1[0-9]{2,4}(?=[\u4e00-\u9fff])){2,40}"
    r"(?:中心|局|厅|办|室|委|政府|部|院|公司|集团|会|联|处|科|署|站|社|所|队|馆|台|组|政协|科协|海关|大学|银行"
    r"|支行|分行|主席团|兵团|法庭|学校|党校|中学|小学|人大|工会|指挥部|街道|监狱|军分区|厂)"
)
_NAMED = re.compile(r"[\u4e00-\u9fff·（）()]{4,40}")
"""What may be a publisher where its part in the issue is printed beside it: 青石镇编印."""
_ROLE_BEFORE = re.compile(r"^(?:主办|编印|编发|主编|编制|承办|印发|主管|发布)(?:单位|机关)?[:：]")
_ROLE_AFTER = re.compile(r"(?:主办|编印|编发|主编|承办|印发|印制|编)$")
_PERSON = "主编"
"""A part that a person has as well."""
_NOTE = re.compile(
    r"^[(（【\[]?(?:内部(?:资料|刊物|参阅|文件)|注意保(?:存|密)|请勿外传|秘密|机密|特急|急件|增刊|特刊|专刊|试刊|合刊|创刊号|仅供.{1,8})"
)
_NO_FIELD = re.compile(
    r"[(（]?(?:星期|周)[一二三四五六日天][)）]?|农历.{2,12}|(?:本期)?共[0-9]{1,3}[版页]"
)
_YEAR_ALONE = re.compile(rf"({NUMERAL}{{4}})年?")

_DATE_START = re.compile(rf"(?={NUMERAL}{{4}}[年./-])")

_N = rf"({NUMERAL}{{1,6}})"
_SERIAL = re.compile(
    rf"总(?:第|号:?)?{_N}(?:(?:[、,，—–~～至-]|期[、,])第?{NUMERAL}{{1,6}}期|[期号]|(?=\))|$)"
)
_JOINT = re.compile(rf"第{_N}(?:[、,，—–~～至-]|期[、,，])第?{_N}期")
_NUMBER = re.compile(rf"(?<!总)第{_N}(?:[期号]|周(?!年))")
_DOCUMENT_NUMBER = re.compile(rf"[〔\[(（【]({NUMERAL}{{4}})[〕\])）】]第?{_N}[号期]")
_YEAR = re.compile(rf"({NUMERAL}{{4}})年(?:度)?(?=第|总|[(（]?总)")
_BARE_NUMBER = re.compile(rf"^{_N}期(?:\(\))?$")

_NUMBER_ONLY = re.compile(rf"(?:{NUMERAL}|[年第总期号度()〔〕\[\]、,—–~至-])+")

_AROUND = "《》〈〉“”\"'-—–_|｜·:：,，"
_LONGEST_TITLE = 200
_LONGEST_MOTTO = 20
_FARTHEST_NUMBER = 2
"""Lines below a motto that the issue's number stands within."""
_MOST_LINES = 25
"""A masthead is shorter than this; what follows is the text."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What the number line of a masthead says."""

    year: int | None = None
    number: int | None = None
    number_last: int | None = None
    serial: int | None = None


def parse_number(text: str) -> NumberLine | None:
    """Read 2023年第48期（总第468期）, 〔2021〕12号, 第5、6期, １期; None if it is none."""
    plain = fold(squeeze(text))
    serial = _SERIAL.search(plain)
    rest = plain[: serial.start()] + plain[serial.end() :] if serial else plain
    year = _YEAR.search(plain)
    try:
        serial_number = to_int(serial[1]) if serial else None
        year_number = to_int(year[1]) if year else None
        if match := _DOCUMENT_NUMBER.search(rest):
            return NumberLine(to_int(match[1]), to_int(match[2]), None, serial_number)
        if match := _JOINT.search(rest):
            return NumberLine(year_number, to_int(match[1]), to_int(match[2]), serial_number)
        if match := _NUMBER.search(rest) or _BARE_NUMBER.search(rest):
            return NumberLine(year_number, to_int(match[1]), None, serial_number)
    except ValueError:
        return None
    return NumberLine(year_number, None, None, serial_number) if serial else None


def split_title(title: str) -> tuple[str, str]:
    """《窗口周报》2024年第6期（总第88期） → its name and its number; the number may be ``""``."""
    text = squeeze(title)[:_LONGEST_TITLE]
    number = parse_number(text)
    if number is None:
        return text.strip(_AROUND), ""
    start = max(at for at in range(len(text)) if parse_number(text[at:]) == number)
    start -= text[:start].endswith("第")
    return text[:start].rstrip("（(").strip(_AROUND), text[start:]


def read_masthead(
    elements: Sequence[Line | PageTable], body_size: float
) -> tuple[Masthead, list[Line | PageTable], list[Passage]]:
    """Read the masthead from the first page with text and return it with the rest of the flow and
    with those parts of it that belong to the colophon.

    ``elements`` is the flow of the whole issue, ``body_size`` the font size of its text in
    points. A title that is not found is ``""``.
    """
    head: list[Line] = []
    for element in elements[:_MOST_LINES]:
        if isinstance(element, PageTable) or element.page != _page(elements[0]):
            break
        head.append(element)
    start, stop = _title_lines(head, body_size)
    fields = _Fields()
    for line in head[:start]:
        fields.take_line(line)
    end = stop
    while end < len(head) and (
        _is_rule(head[end].text)
        or fields.take_line(head[end])
        or (not fields.number_printed and _is_motto(head[end : end + 1 + _FARTHEST_NUMBER]))
    ):
        end += 1
    if start == stop and not fields.number_printed:
        return Masthead(title=""), list(elements), []
    title = squeeze("".join(line.text for line in head[start:stop]))
    return fields.masthead(title), list(elements[end:]), fields.labelled


def _page(element: Line | PageTable) -> int:
    return element.box.page if isinstance(element, PageTable) else element.page


def _title_lines(head: Sequence[Line], body_size: float) -> tuple[int, int]:
    """The range of lines that print the bulletin's name: the largest, or one named like it."""
    candidates = [
        (line.size, -index)
        for index, line in enumerate(head)
        if line.size > 1.2 * body_size
        and sum(map(str.isalpha, line.text)) >= 2
        and not _is_field(line.text)
    ]
    largest = max(candidates, default=(0.0, 0))
    named = next((i for i, line in enumerate(head[:4]) if names_issue(line.text)), None)
    if named is not None and (
        head[named].size >= largest[0] or not TITLE_END.search(squeeze(head[-largest[1]].text))
    ):
        return 0, 0
    if candidates:
        size, negative = largest
        start = -negative
        stop = start + 1
        while (
            stop < len(head)
            and (abs(head[stop].size - size) < 0.1 * size or _is_open(head[start:stop]))
            and not _is_field(head[stop].text)
        ):
            stop += 1
        return start, stop
    for index, line in enumerate(head[:8]):
        text = squeeze(line.text)
        if len(text) <= 20 and TITLE_END.search(text) and read_mark(text) is None:
            return index, index + 1
    for index, (line, below) in enumerate(pairwise(head[:4])):
        if _heads_number(squeeze(line.text), squeeze(below.text)):
            return index, index + 1
    return 0, 0


def _heads_number(text: str, below: str) -> bool:
    """Whether a line without a title's end (窗口一周, 统计分析) stands right above the issue's
    number as its name does."""
    return (
        2 <= len(text) <= _LONGEST_MOTTO
        and sum(map(str.isalpha, text)) >= 2
        and not (ends_sentence(text) or ORGANISATION.fullmatch(text) or _is_field(text))
        and read_mark(text) is None
        and len(below) <= 40
        and parse_number(below) is not None
    )


def names_issue(text: str) -> bool:
    """Whether a line holds the bulletin's name and the issue's number."""
    name, number = split_title(text)
    return bool(number) and TITLE_END.search(name) is not None


def _is_open(lines: Sequence[Line]) -> bool:
    """Whether a bracket of the title is closed further on."""
    text = fold("".join(line.text for line in lines))
    return text.count("(") > text.count(")")


def _is_motto(lines: Sequence[Line]) -> bool:
    """Whether the first of the lines is a short one that stands above the issue's number."""
    text = squeeze(lines[0].text)
    return (
        len(text) <= _LONGEST_MOTTO
        and not ends_sentence(text)
        and read_mark(text) is None
        and any(len(line.text) <= 40 and parse_number(line.text) is not None for line in lines[1:])
    )


def _is_rule(text: str) -> bool:
    """Whether a line only parts what is above from what is below: =====, ★★★."""
    return not any(character.isalnum() for character in text)


def _is_field(text: str) -> bool:
    return parse_number(text) is not None or is_date(text) or read_mark(squeeze(text)) is not None


def segments(line: Line) -> Iterator[str]:
    """The parts of a line that wide gaps set apart (2023年第1期      12月15日), without spaces.

    In a letter-spaced line all gaps are alike, and it stays whole.
    """
    text, edges = line.text, line.edges
    inked = [i for i, c in enumerate(text) if not c.isspace()]
    gaps = [edges[b] - edges[a + 1] if b > a + 1 else 0.0 for a, b in pairwise(inked)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    limit = max(0.9 * line.size, 2 * usual)
    part = text[inked[0]] if inked else ""
    for index, gap in zip(inked[1:], gaps, strict=True):
        if gap > limit:
            yield part
            part = ""
        part += text[index]
    if part:
        yield part


class _Fields:
    """Collects the fields of a masthead segment by segment, as they are printed."""

    def __init__(self) -> None:
        self.number = NumberLine()
        self.number_printed: str | None = None
        self.publishers: list[str] = []
        self.date: dt.date | None = None
        self.period_text: str | None = None
        self.labelled: list[Passage] = []
        self._year: int | None = None
        self._day: str | None = None
        self._last_was_publisher = False

    def take_line(self, line: Line) -> bool:
        """Take a line below the title; False if it belongs to the text."""
        whole = squeeze(line.text)
        if read_mark(whole) is not None:
            return False
        if _NUMBER_ONLY.fullmatch(fold(whole)) or is_date(whole) or self._is_period(whole):
            return self.take(whole)
        names = line.text.split()
        if len(names) > 1 and all(len(n) > 3 and ORGANISATION.fullmatch(n) for n in names):
            return all(self._take_publisher(name) for name in names)
        return all(
            self.take(segment) or self._take_labelled(segment, line) for segment in segments(line)
        )

    def _take_labelled(self, text: str, line: Line) -> bool:
        """Who signed or edited the issue, which others print in the colophon (签发人：…)."""
        if LABEL.match(text) is None:
            return False
        passage = join_lines([line])
        start = passage.text.find(text)
        if start >= 0:
            self.labelled.append(passage.slice(start, start + len(text)))
        return start >= 0

    def take(self, text: str) -> bool:
        """Take one segment; False if it is no field of a masthead."""
        was_publisher, self._last_was_publisher = self._last_was_publisher, False
        if _NOTE.match(text) or _NO_FIELD.fullmatch(text) or self._take_number(text):
            return True
        if self._year is None and (year := _YEAR_ALONE.fullmatch(fold(text))):
            self._year = printed_year(f"{year[1]}年")
            return self._year is not None
        if self._day is None and (day := day_alone(text)):
            self._day = day
            return True
        if is_date(text):
            self.date = self.date or find_date(text)
            return True
        if self._is_period(text):
            self.period_text = text
            return True
        return (not self.publishers or was_publisher) and self._take_publisher(text)

    def _take_number(self, text: str) -> bool:
        number = parse_number(text) if len(text) <= 60 else None
        if number is None:
            return False
        if self.number_printed is None:
            self.number, self.number_printed = number, text
            self.date = self.date or find_date(text)
            if self.period_text is None and find_period(text, 2000, None) is not None:
                self.period_text = text
            return True
        if number.number is None and self.number.serial is None:
            # （总第468期） on a line of its own
            self.number = replace(self.number, serial=number.serial)
            self.number_printed += text
            return True
        return False

    def _take_publisher(self, text: str) -> bool:
        date = find_date(text)
        name = _DATE_START.split(text, maxsplit=1)[0] if date else text
        printed, name = name, _ROLE_AFTER.sub("", _ROLE_BEFORE.sub("", name))
        form = _NAMED if name != printed and _PERSON not in printed else ORGANISATION
        if not form.fullmatch(name) or read_mark(name) is not None:
            return False
        self.publishers.append(name)
        self.date = self.date or date
        self._last_was_publisher = True
        return True

    def _is_period(self, text: str) -> bool:
        if len(text) > 40 or self.period_text or find_period(text, 2000, None) is None:
            return False
        return len(re.sub(rf"{NUMERAL}|[年月日至到()（）.—–~～―－─-]", "", text)) <= 4

    def masthead(self, title: str) -> Masthead:
        number_printed = self.number_printed
        if not title and number_printed:
            # The name and the number in one line: 窗口服务周报（第6期）.
            name, rest = split_title(number_printed)
            if TITLE_END.search(name):
                title, number_printed = name, rest
        year = self.number.year
        if year is None and self.period_text:
            year = printed_year(self.period_text)
        year = year or self._year
        if self.date is None and self._day and year:
            self.date = find_date(f"{year}年{self._day}")
        if year is None and self.date:
            year = self.date.year
        period = find_period(self.period_text, year, self.date) if self.period_text else None
        return Masthead(
            title=title,
            publishers=tuple(self.publishers),
            year=year,
            number=self.number.number,
            number_last=self.number.number_last,
            serial=self.number.serial,
            number_printed=number_printed,
            period=period,
            date=self.date,
        )
