"""Cutting texts at marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Span
from webui.marking import Mark, segments

numbers = st.integers(-3, 30)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), numbers, numbers)
marks = st.lists(st.builds(Mark, spans, st.sampled_from("abc")), max_size=8)


@given(st.text(max_size=24), marks, st.lists(spans, max_size=4))
def test_segments_make_up_the_text_and_know_their_marks(
    text: str, given_marks: list[Mark], parts: list[Span]
) -> None:
    pieces = segments(text, given_marks, parts)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.text == text[piece.start : piece.start + len(piece.text)]
        for at in range(piece.start, piece.start + len(piece.text)):
            covering = tuple(m for m in given_marks if m.span.start <= at < m.span.end)
            assert piece.marks == covering
    starts = {piece.start for piece in pieces}
    for part in parts:
        if 0 <= part.start < len(text):
            assert part.start in starts


def test_the_first_mark_that_leads_somewhere_is_the_link() -> None:
    hit, one, two = (
        Mark(Span(0, 4), "hit"),
        Mark(Span(0, 2), "figure", "/one"),
        Mark(Span(1, 3), "department", "/two"),
    )
    pieces = segments("受理608", [hit, one, two])
    assert [(p.text, p.kinds, p.link and p.link.href) for p in pieces] == [
        ("受", "hit figure", "/one"),
        ("理", "hit figure department", "/one"),
        ("6", "hit department", "/two"),
        ("0", "hit", None),
        ("8", "", None),
    ]
