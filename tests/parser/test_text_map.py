"""Every character of an item leads back to its place: PDFium reads it there again."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from archive.config import Limits
from archive.model import Issue, Span
from archive.parser import parse
from tests.parser.typeset import weekly


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Issue, list[list[tuple[str, float, float]]]]:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    for number in range(1, 13):
        sheet.paragraph(
            f"{number}.省中心会同商务厅开展第 {number} 次调研，走访企业 {number * 13} 家，"
            "收集意见 27 条，当场答复 19 条，其余 8 条转交 OA 系统 Web 平台办理，办结率 70.37％。"
        )
    sheet.grid([["窗口", "受理"], ["商务", "120"], ["水利", "45"]], [120, 100])
    path = sheet.save(tmp_path_factory.mktemp("map") / "map.pdf")
    document = pdfium.PdfDocument(path)
    places = [list(_places(page.get_textpage())) for page in document]
    return parse(path, Limits()), places


def _places(textpage: pdfium.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each character with the middle of its width and its baseline. Not the ink: a font that is
    not embedded has none where the machine has no substitute."""
    for index in range(textpage.count_chars()):
        left, _, right, _ = textpage.get_charbox(index, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        yield textpage.get_text_range(index, 1), (left + right) / 2, y.value


def _letters(text: str) -> str:
    """What is left without spaces and punctuation."""
    return "".join(filter(str.isalnum, text))


@settings(max_examples=150)
@given(which=st.integers(0, 12), bounds=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_boxes_of_any_span_hold_its_text(
    printed: tuple[Issue, list[list[tuple[str, float, float]]]], which: int, bounds: tuple[int, int]
) -> None:
    issue, places = printed
    item = issue.items[which]
    start, end = sorted(bounds)
    found = ""
    for box in item.boxes(Span(start, end)):
        height = issue.pages[box.page - 1].height
        found += "".join(
            character
            for character, x, y in places[box.page - 1]
            if box.x0 < x < box.x1 and box.top < height - y < box.bottom
        )
    assert _letters(found) == _letters(item.text[start:end])


def test_runs_cover_all_text_but_separators(
    printed: tuple[Issue, list[list[tuple[str, float, float]]]],
) -> None:
    issue, _ = printed
    for item in issue.items:
        covered = {i for run in item.runs for i in range(run.start, run.end)}
        missing = {item.text[i] for i in range(len(item.text)) if i not in covered}
        assert missing <= {"\t", "\n"}
        assert all(a.end <= b.start for a, b in zip(item.runs, item.runs[1:], strict=False))
