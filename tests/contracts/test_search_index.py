"""What every search engine must hold. What this does not hold, no caller may rely on."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.config import Engine
from archive.errors import InvalidParameter
from archive.index import open_index
from archive.index.analyzer import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS, Analyzer
from archive.index.port import IndexDocument, IndexQuery, SearchIndex

WORDS = ("云川省商务厅", "林业和草原局", "临江市")


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(WORDS)


@pytest.fixture(params=list(Engine))
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(engine: Engine, folder: Path, analyzer: Analyzer) -> Iterator[SearchIndex]:
    opened = open_index(engine, folder, analyzer)
    yield opened
    opened.close()


def document(issue: str, number: int, text: str, **fields: object) -> IndexDocument:
    base = IndexDocument(
        id=f"{issue}:{number}",
        issue=issue,
        bulletin="周报@云川省",
        date=dt.date(2023, 3, 1),
        text=text,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def store(index: SearchIndex, *documents: IndexDocument) -> None:
    """Index documents, in order, under their issues."""
    issues: dict[str, list[IndexDocument]] = {}
    for each in documents:
        issues.setdefault(each.issue, []).append(each)
    with index.batch() as batch:
        for issue, items in issues.items():
            batch.replace(issue, items)


def ids(index: SearchIndex, text: str = "", **query: object) -> list[str]:
    result = index.search(IndexQuery(text, **query))  # type: ignore[arg-type]
    assert result.total >= len(result.hits)
    return [hit.id for hit in result.hits]


def found(index: SearchIndex, text: str) -> bool:
    return bool(ids(index, text))


# --- Matching ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("国务院办公厅印发通知", "国务院"),
        ("国务院办公厅印发通知", "国务院办公厅"),
        ("国务院办公厅印发通知", "院办公厅印"),
        ("省政务服务中心召开会议", "政务服务"),
        ("省政务服务中心召开会议", "服务中心"),
        ("云川省商务厅会同有关部门", "省商务厅"),
        ("云川省商务厅会同有关部门", "云川省商务厅"),
        ("云川省商务厅会同有关部门", "商务"),
        ("推进惠企政策直达快享", "惠企"),
        ("推进惠企政策直达快享", "政策直达快享"),
        ("主任欧阳晓岚出席", "欧阳晓岚"),
        ("主任欧阳晓岚出席", "晓岚"),
        ("主任王　华出席", "王华"),
        ("累计受理22629件", "22629"),
        ("累计受理２２６２９件", "22629件"),
        ("累计受理22,629件", "22629件"),
        ("累计受理22629件", "22,629"),
        ("12月6日，召开会议", "１２月６日"),
        ("１２月６日，召开会议", "12 月 6 日"),
        ("占比65.59%", "65.59%"),
        ("5G基站与ETC发行", "5g etc"),
        ("國務院辦公廳印發", "国务院"),
        ("国务院办公厅印发", "國務院辦公廳"),
        ("今年降雨偏多", "雨"),
        ("窗口办件量上升", "办件量"),
        ("完成“三化”建设", "三化 建设"),
        ("完成“三化”建设", "三化建设"),
        ("商务厅和财政厅联合", "商务厅与财政厅"),
        ("于是的确是了", "的"),
        ("面积300㎡", "m2"),
        ("𠮷野家开业", "𠮷野家"),
    ],
)
def test_text_is_found_however_it_is_segmented(index: SearchIndex, text: str, query: str) -> None:
    store(index, document("a", 1, text), document("b", 1, "毫不相干"))
    assert ids(index, query) == ["a:1"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("累计受理22629件", "2262"),
        ("累计受理22629件", "629"),
        ("16日", "6日"),
        ("11月12日受理6件", "12月6日"),
        ("占比65.59%", "65"),
        ("国务会议。院内通知", "国务院"),
        ("发文北京\n市民大厅", "北京市"),
        ("商务厅", "财政厅"),
        ("商务厅召开会议", "商务厅 财政厅"),
        ("政务", "，。！"),
    ],
)
def test_what_is_not_there_is_not_found(index: SearchIndex, text: str, query: str) -> None:
    store(index, document("a", 1, text))
    assert not found(index, query)


def test_words_may_stand_in_text_heading_and_names(index: SearchIndex) -> None:
    store(
        index,
        document("a", 1, "受理件数上升", heading="一 政务动态", names=("云川省林业和草原局",)),
    )
    assert found(index, "受理 政务动态 林业和草原局")
    assert not found(index, "上升一")
    assert not found(index, "动态云")


def test_blank_query_matches_everything(index: SearchIndex) -> None:
    store(index, document("a", 1, "商务厅"), document("a", 2, "财政厅"), document("a", 3, ""))
    assert ids(index, "  ") == ["a:1", "a:2", "a:3"]


@pytest.mark.parametrize(
    "query", ["政" * (MAX_QUERY_CHARACTERS + 1), " ".join(map(str, range(MAX_QUERY_WORDS + 1)))]
)
def test_query_bombs_are_refused(index: SearchIndex, query: str) -> None:
    with pytest.raises(InvalidParameter, match="最多") as error:
        index.search(IndexQuery(query))
    assert error.value.parameter == "q"


TEXTS = st.lists(
    st.text(alphabet="国务院办公厅商政服中心12月6日，。 ab的", max_size=12), min_size=1, max_size=6
)
QUERY = st.text(alphabet="国务院办公厅商政服中心12月6日 ab的", max_size=6)


def occurs(word: str, text: str) -> bool:
    """The definition of a match, worked out without segmentation or index: the word's characters,
    numbers and letters stand side by side in the text, whole numbers and Latin words only."""
    inner = " *".join(re.findall(r"[0-9]+|[a-z]+|[^0-9a-z]", word))
    kinds = ("[0-9]", "[a-z]")
    before = next((f"(?<!{kind})" for kind in kinds if re.match(kind, word)), "")
    after = next((f"(?!{kind})" for kind in kinds if re.match(kind, word[-1])), "")
    return bool(re.search(before + inner + after, text))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=TEXTS, queries=st.lists(QUERY, min_size=1, max_size=4))
def test_results_equal_a_naive_reading(
    engine: Engine, analyzer: Analyzer, texts: Sequence[str], queries: Sequence[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(engine, Path(folder), analyzer)
        store(index, *(document("a", number, text) for number, text in enumerate(texts)))
        substrings = [text[i : i + 4].strip("，。 ") for text in texts for i in range(0, 9, 3)]
        for query in [*queries, *substrings]:
            words = [word.text for word in analyzer.query_terms(query)]
            expected = {
                f"a:{number}"
                for number, text in enumerate(texts)
                if (words or not query.strip()) and all(occurs(word, text) for word in words)
            }
            assert set(ids(index, query)) == expected, (query, words)
        index.close()
