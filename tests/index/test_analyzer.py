from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import InvalidParameter
from archive.index.analyzer import Analyzer, occurrences

ANALYZER = Analyzer(["云川省商务厅", "臨江市"])
TEXT = st.text(alphabet="云川省商务厅國務院12０５,，。 　㎡abＣ①〇𠮷\n", max_size=40)


def query(text: str) -> list[str]:
    return [word.text for word in ANALYZER.query_terms(text)]


def test_tokens_are_folded_and_keep_their_places_in_the_original() -> None:
    text = "國務院（１２月）３００㎡，云川省商務廳 ETC"
    tokens = ANALYZER.document_tokens(text)
    places = {token.text: text[token.start : token.end] for token in tokens}
    assert places["国务院"] == "國務院"
    assert places["12"] == "１２"
    assert places["m"] == places["2"] == "㎡"
    assert places["云川省商务厅"] == "云川省商務廳"
    assert places["etc"] == "ETC"


def test_long_words_also_give_the_words_inside() -> None:
    assert {"云川省商务厅", "商务"} <= {t.text for t in ANALYZER.document_tokens("云川省商务厅")}


def test_vocabulary_is_folded_like_text() -> None:
    assert query("临江市") == ["临江市"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12月6日召开会议", ["12月6日", "召开", "会议"]),
        ("１２ 月 ６ 日", ["12月6日"]),
        ("2023年政务", ["2023年", "政务"]),
        ("第11次会议", ["第11次", "会议"]),
        ("受理1,471件", ["受理", "1471件"]),
        ("省商务厅", ["省商务厅"]),
        ("商务厅的会议", ["商务厅", "会议"]),
        ("商务厅 商务厅", ["商务厅"]),
        ("5G 65.59%", ["5g", "65.59"]),
        ("的", ["的"]),
        ("《》！", []),
        ("", []),
    ],
)
def test_words_of_a_query(text: str, words: list[str]) -> None:
    assert query(text) == words


@pytest.mark.parametrize("text", ["务" * 501, " ".join(f"{n}x" for n in range(41))])
def test_too_long_queries_are_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="最多"):
        ANALYZER.query_terms(text)


def test_fingerprint_tells_dictionaries_apart_whatever_their_order() -> None:
    assert Analyzer(["甲厅", "乙厅"]).fingerprint == Analyzer(["乙厅", "甲厅", "甲厅"]).fingerprint
    assert Analyzer(["甲厅"]).fingerprint != Analyzer(["甲厅", "乙厅"]).fingerprint


@given(TEXT)
def test_places_lie_in_the_text_and_fold_to_the_token(text: str) -> None:
    for token in ANALYZER.document_tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        printed = text[token.start : token.end]
        folded = "".join(re.findall(r"\w", printed.replace("㎡", "m2"))).casefold()
        assert len(folded) >= len(token.text) or "㎡" in printed


@given(TEXT, TEXT)
def test_occurrences_agree_with_what_the_index_decides_by(text: str, asked: str) -> None:
    terms = ANALYZER.index_terms(text)
    pairs = set(zip(terms.grams, terms.grams[1:], strict=False))
    for word in ANALYZER.query_terms(asked + text[:5]):
        found = bool(occurrences(text, [word]))
        if word.lookup is not None:
            assert (word.lookup in terms.lookups) == found
        elif found:
            assert set(word.grams) <= set(terms.grams)
            assert all(pair in pairs for pair in zip(word.grams, word.grams[1:], strict=False))
        elif len(word.grams) == 1:
            assert word.grams[0] not in terms.grams


@pytest.mark.parametrize("text", ["1," * 20_000, "1,111" * 20_000, "a" * 100_000, "1.1" * 40_000])
def test_hostile_runs_give_short_terms(text: str) -> None:
    terms = ANALYZER.index_terms(text)
    assert max(map(len, terms.lookups)) <= 130
