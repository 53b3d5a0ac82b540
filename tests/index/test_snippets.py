from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.index.analyzer import Analyzer
from archive.index.snippets import highlights, snippet

ANALYZER = Analyzer(["临江市政务服务中心"])
SENTENCES = (
    "本周，临江市召开专题会议。",
    "会议通报了综合窗口改革进展；",
    "累计受理２２,６２９件，颁发证照九百件。",
    "各县区汇报了下一步打算！",
    "市商务局负责人介绍了惠企政策直达快享的经验，惠企政策清单同步公布。",
    "会后实地察看了政务服务大厅。",
)
TEXT = "".join(SENTENCES)


def marked(text: str, query: str, max_chars: int = 160) -> tuple[str, list[str]]:
    cut = snippet(text, ANALYZER.query_terms(query), max_chars)
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    return cut.text, [cut.text[mark.start : mark.end] for mark in cut.marks]


def test_shows_whole_sentences_from_the_match_on() -> None:
    text, words = marked(TEXT, "综合窗口", max_chars=40)
    assert text == SENTENCES[1] + SENTENCES[2]
    assert words == ["综合窗口"]


def test_at_most_three_sentences() -> None:
    assert marked(TEXT, "专题会议")[0] == "".join(SENTENCES[:3])


def test_prefers_the_place_with_most_different_words() -> None:
    text, words = marked(TEXT, "会议 惠企政策 清单", max_chars=40)
    assert text == SENTENCES[4]
    assert words == ["惠企政策", "惠企政策清单"]


def test_marks_are_found_however_printed() -> None:
    assert marked(TEXT, "22629件")[1] == ["２２,６２９件"]
    assert marked("國務院辦公廳印發", "国务院")[1] == ["國務院"]


def test_without_a_match_the_beginning_is_shown() -> None:
    assert marked(TEXT, "海洋", max_chars=20) == (SENTENCES[0], [])
    assert marked(TEXT, "")[0].startswith(SENTENCES[0])
    assert marked("", "会议") == ("", [])


def test_long_sentences_are_cut_at_clauses_then_anywhere() -> None:
    clauses = "，".join(f"第{n}项工作稳步推进" for n in range(30)) + "，最后公布惠企政策清单。"
    text, words = marked(clauses, "惠企政策", max_chars=30)
    assert text == "最后公布惠企政策清单。"
    assert words == ["惠企政策"]
    text, words = marked("窗" * 500 + "惠企" + "口" * 500, "惠企", max_chars=30)
    assert len(text) <= 30
    assert words == ["惠企"]


def test_touching_marks_are_one() -> None:
    text = "政务服务大厅里的政务大厅"
    spans = highlights(text, ANALYZER.query_terms("政务 服务 大厅"))
    assert [text[s.start : s.end] for s in spans] == ["政务服务大厅", "政务大厅"]


@given(
    st.text(alphabet="政务服大厅，。；！\n 12a", max_size=80),
    st.text(alphabet="政务服大厅12a ", max_size=6),
    st.integers(1, 30),
)
def test_snippets_are_cut_from_the_text_and_marks_from_the_snippet(
    text: str, query: str, max_chars: int
) -> None:
    cut = snippet(text, ANALYZER.query_terms(query), max_chars)
    assert len(cut.text) <= max_chars
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    spans = highlights(text, ANALYZER.query_terms(query))
    end = -1
    for mark in cut.marks:
        assert end < mark.start < mark.end <= len(cut.text)
        end = mark.end
        start = mark.start + cut.start
        assert any(s.start <= start and mark.end + cut.start <= s.end for s in spans)
