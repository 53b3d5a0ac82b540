"""Key phrases, weighted by the archive's own document frequencies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.config import Engine
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import IndexDocument, SearchIndex
from archive.phrases import key_phrases
from archive.vocabulary import load_vocabulary

EVERYWHERE = "大厅窗口受理业务。"
HERE = "窗口推行智能审批，智能审批覆盖企业，窗口受理企业业务。"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    folder: Path = tmp_path_factory.mktemp("index")
    opened = open_index(Engine.TANTIVY, folder, Analyzer())
    with opened.batch() as batch:
        texts = [EVERYWHERE] * 9 + [HERE]
        batch.replace(
            "a", [IndexDocument(f"a:{n}", "a", "周报", None, text) for n, text in enumerate(texts)]
        )
    yield opened
    opened.close()


def test_what_everything_speaks_of_is_no_key_phrase(index: SearchIndex) -> None:
    found = {one.phrase: one for one in key_phrases([HERE], index)}
    assert "窗口" not in found
    assert found["智能审批"].count == 2
    assert found["智能审批"].items == 1
    assert found["企业"].items == 1


def test_a_part_that_stands_nowhere_else_is_left_out(index: SearchIndex) -> None:
    assert "审批" not in {one.phrase for one in key_phrases([HERE], index)}


def test_units_titles_organs_and_empty_words_are_none(index: SearchIndex) -> None:
    without = load_vocabulary(None).no_key_phrases()
    assert {"人次", "办理", "统一", "副局长", "商务厅"} <= without
    text = "智能审批活动办理9人次，智能审批活动办理8人次，副局长到会，副局长讲话。"
    found = {one.phrase for one in key_phrases([text], index, without=without)}
    assert "智能审批" in found
    assert not found & without


def test_a_phrase_printed_once_is_none(index: SearchIndex) -> None:
    assert key_phrases(["智能审批覆盖企业。"], index) == ()
    assert key_phrases([], index) == ()
