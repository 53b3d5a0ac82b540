"""The text map and the section path, on which every proof of a place rests."""

from hypothesis import given
from hypothesis import strategies as st

from archive.model import (
    Box,
    Colophon,
    Issue,
    Masthead,
    Run,
    Section,
    SourceFile,
    Span,
    boxes_of,
)

LINE_END = Run(start=0, page=1, top=100, bottom=116, edges=(300, 316, 332, 348))
NEXT_PAGE = Run(start=3, page=2, top=70, bottom=86, edges=(80, 96, 112))
AFTER_LINE_FEED = Run(start=6, page=2, top=98, bottom=114, edges=(112, 128, 144))
TEXT_MAP = (LINE_END, NEXT_PAGE, AFTER_LINE_FEED)


def test_a_span_within_a_line_gives_the_box_of_its_characters() -> None:
    assert boxes_of(TEXT_MAP, Span(1, 3)) == (Box(1, 316, 100, 348, 116),)


def test_a_span_across_a_page_break_gives_one_box_on_each_page() -> None:
    assert boxes_of(TEXT_MAP, Span(2, 5)) == (Box(1, 332, 100, 348, 116), Box(2, 80, 70, 112, 86))


def test_a_character_without_a_place_gives_no_box() -> None:
    assert boxes_of(TEXT_MAP, Span(5, 6)) == ()
    assert boxes_of(TEXT_MAP, Span(4, 7)) == (Box(2, 96, 70, 112, 86), Box(2, 112, 98, 128, 114))


def test_an_empty_text_map_gives_no_box() -> None:
    assert boxes_of((), Span(0, 3)) == ()


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.data())
def test_boxes_cover_exactly_the_characters_of_the_span(
    lengths: list[int], data: st.DataObject
) -> None:
    runs, start = [], 0
    for row, length in enumerate(lengths):
        edges = tuple(float(10 * x) for x in range(length + 1))
        runs.append(Run(start, 1, 20.0 * row, 20.0 * row + 16, edges))
        start += length
    first = data.draw(st.integers(0, start - 1))
    last = data.draw(st.integers(first + 1, start))
    boxes = boxes_of(tuple(runs), Span(first, last))
    assert sum(box.x1 - box.x0 for box in boxes) == 10 * (last - first)
    assert len({box.top for box in boxes}) == len(boxes)


def test_the_section_path_leads_from_the_outermost_heading_down() -> None:
    outer = Section("4", "", 1, "四、", "综合窗口")
    inner = Section("4.1", "4", 2, "（一）", "办件情况")
    issue = Issue(
        SourceFile("0" * 64, "a.pdf", "application/pdf", 1),
        (),
        Masthead("周报"),
        (outer, inner),
        (),
        Colophon(),
    )
    assert issue.section_path("4.1") == (outer, inner)
    assert issue.section_path("") == ()
