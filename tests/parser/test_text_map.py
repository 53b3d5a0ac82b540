"""Every character of an item leads back to its place: PDFium reads it there again."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.config import Limits
from archive.model import Issue, Span
from archive.parser import parse
from tests.parser.typeset import weekly


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Issue, list[pdfium.PdfTextPage]]:
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
    return parse(path, Limits()), [page.get_textpage() for page in document]


def _letters(text: str) -> str:
    """Punctuation has hardly any ink to find by its place."""
    return "".join(filter(str.isalnum, text))


@settings(max_examples=150, deadline=None)
@given(which=st.integers(0, 12), bounds=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_boxes_of_any_span_hold_its_text(
    printed: tuple[Issue, list[pdfium.PdfTextPage]], which: int, bounds: tuple[int, int]
) -> None:
    issue, textpages = printed
    item = issue.items[which]
    start, end = sorted(bounds)
    found = ""
    for box in item.boxes(Span(start, end)):
        height = issue.pages[box.page - 1].height
        found += textpages[box.page - 1].get_text_bounded(
            # A little inwards: the ink of neighbours may touch the box.
            box.x0 + 2,
            height - box.bottom,
            box.x1 - 2,
            height - box.top,
        )
    assert _letters(found) == _letters(item.text[start:end])


def test_runs_cover_all_text_but_separators(
    printed: tuple[Issue, list[pdfium.PdfTextPage]],
) -> None:
    issue, _ = printed
    for item in issue.items:
        covered = {i for run in item.runs for i in range(run.start, run.end)}
        missing = {item.text[i] for i in range(len(item.text)) if i not in covered}
        assert missing <= {"\t", "\n"}
        assert all(a.end <= b.start for a, b in zip(item.runs, item.runs[1:], strict=False))
