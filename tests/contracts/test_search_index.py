"""What every search engine must hold. What this does not hold, no caller may rely on."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.config import Engine
from archive.errors import ArchiveBusy, InvalidParameter, StoreError
from archive.index import open_index
from archive.index.analyzer import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS, Analyzer
from archive.index.port import (
    Facet,
    Filters,
    IndexDocument,
    IndexQuery,
    SearchIndex,
    Sort,
    Staleness,
)

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


@pytest.mark.parametrize(
    "text", ["国务院办公厅印发政务服务通知", "欧阳晓岚赴临江市石岭县", "累计受理22629件占比65.59%"]
)
def test_every_substring_is_found(index: SearchIndex, text: str) -> None:
    store(index, document("a", 1, text), document("a", 2, text[::-1]))
    pieces = re.findall(r"[\d.]+|.", text)
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            query = "".join(pieces[start:end])
            if query != "%":
                assert "a:1" in ids(index, query), query


# --- Ranking and order ---------------------------------------------------------------------


def test_the_more_relevant_comes_first(index: SearchIndex) -> None:
    filler = "窗口工作人员认真办理各项业务，群众满意度不断提升"
    store(
        index,
        document("a", 1, f"{filler}，也谈到监管"),
        document("a", 2, "监管平台上线，监管事项纳入监管"),
        document("a", 3, f"{filler}，也谈到监管", heading="事中事后监管"),
    )
    order = ids(index, "监管")
    assert order[-1] == "a:1"
    assert set(order) == {"a:1", "a:2", "a:3"}


def test_a_word_ranks_above_the_same_characters_by_chance(index: SearchIndex) -> None:
    store(
        index,
        document("a", 1, "其中国务院批复的事项共有三项"),
        document("a", 2, "参加中国西部国际博览会的共有三家"),
    )
    assert ids(index, "中国") == ["a:2", "a:1"]


def test_equally_relevant_texts_come_newest_first_and_pages_do_not_overlap(
    index: SearchIndex,
) -> None:
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=7 * n) for n in range(60)]
    for start in (0, 20, 40):
        store(
            index,
            *(
                document(f"{n:02}", 1, "本周无新增事项", date=days[n])
                for n in range(start, start + 20)
            ),
        )
    store(index, document("undated", 1, "本周无新增事项", date=None))
    expected = [f"{n:02}:1" for n in reversed(range(60))] + ["undated:1"]
    pages = [ids(index, "新增事项", offset=offset, limit=7) for offset in range(0, 63, 7)]
    assert [each for page in pages for each in page] == expected


def test_sorting_by_date(index: SearchIndex) -> None:
    store(
        index,
        document("b", 1, "政务", date=dt.date(2023, 5, 1)),
        document("b", 2, "政务政务", date=dt.date(2023, 5, 1)),
        document("none", 1, "政务", date=None),
        document("a", 1, "政务", date=dt.date(1998, 5, 1)),
        document("c", 1, "政务", date=dt.date(2024, 5, 1)),
    )
    newest = ["c:1", "b:1", "b:2", "a:1", "none:1"]
    oldest = ["a:1", "b:1", "b:2", "c:1", "none:1"]
    assert ids(index, "政务", sort=Sort.NEWEST) == newest
    assert ids(index, "政务", sort=Sort.OLDEST) == oldest
    assert ids(index, sort=Sort.RELEVANCE) == newest
    assert ids(index, "政务", sort=Sort.OLDEST, offset=1, limit=2) == ["b:1", "b:2"]


def test_paging_beyond_the_end_and_limit_zero(index: SearchIndex) -> None:
    store(index, *(document("a", number, "政务") for number in range(5)))
    for sort in Sort:
        result = index.search(IndexQuery("政务", sort=sort, offset=4, limit=10))
        assert (result.total, len(result.hits)) == (5, 1)
        result = index.search(IndexQuery("政务", sort=sort, offset=10**12, limit=10**12))
        assert (result.total, result.hits) == (5, ())
        result = index.search(IndexQuery("政务", sort=sort, limit=0))
        assert (result.total, result.hits) == (5, ())


# --- Filters and facets --------------------------------------------------------------------


@pytest.fixture
def archive(index: SearchIndex) -> SearchIndex:
    """Four documents of two bulletins; the last one has no date and no facets."""
    store(
        index,
        document("a", 1, "政务 一", departments=("省 商务厅", "省财政厅"), topics=("综窗",)),
        document(
            "a", 2, "政务 二", departments=("省财政厅", "省财政厅"), officials=("王某@省财政厅",)
        ),
        document(
            "b",
            1,
            "政务 三",
            date=dt.date(2023, 4, 9),
            departments=("省 商务厅",),
            topics=("惠企",),
        ),
        document("c", 1, "政务 四", date=None, bulletin="月报@临江市"),
        document("c", 2, "其他", bulletin="月报@临江市", departments=("无关",)),
    )
    return index


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(departments=("省 商务厅",)), {"a:1", "b:1"}),
        (Filters(departments=("省 商务厅", "省财政厅")), {"a:1", "a:2", "b:1"}),
        (Filters(departments=("省 商务厅",), topics=("惠企",)), {"b:1"}),
        (Filters(departments=("商务厅",)), set()),
        (Filters(officials=("王某@省财政厅",)), {"a:2"}),
        (Filters(bulletins=("月报@临江市",)), {"c:1"}),
        (Filters(months=("2023-04",)), {"b:1"}),
        (Filters(months=("2023-03", "2023-04")), {"a:1", "a:2", "b:1"}),
        (Filters(date_from=dt.date(2023, 3, 1), date_to=dt.date(2023, 3, 1)), {"a:1", "a:2"}),
        (Filters(date_from=dt.date(2023, 3, 2)), {"b:1"}),
        (Filters(date_to=dt.date(2023, 4, 8)), {"a:1", "a:2"}),
        (Filters(date_from=dt.date(2023, 4, 1), date_to=dt.date(2023, 3, 1)), set()),
        (Filters(date_to=dt.date(2023, 4, 1), departments=("省 商务厅",)), {"a:1"}),
    ],
)
def test_filters(archive: SearchIndex, filters: Filters, expected: set[str]) -> None:
    for sort in Sort:
        assert set(ids(archive, "政务", filters=filters, sort=sort)) == expected


def counts(
    index: SearchIndex, facet: Facet, text: str = "政务", **query: object
) -> list[tuple[str, int]]:
    result = index.search(IndexQuery(text, facets=(facet,), **query))  # type: ignore[arg-type]
    assert list(result.facets) == [facet]
    return [(count.value, count.count) for count in result.facets[facet]]


def test_facets_count_all_matches(archive: SearchIndex) -> None:
    assert counts(archive, Facet.DEPARTMENT, limit=1) == [("省 商务厅", 2), ("省财政厅", 2)]
    assert counts(archive, Facet.OFFICIAL) == [("王某@省财政厅", 1)]
    assert counts(archive, Facet.TOPIC) == [("惠企", 1), ("综窗", 1)]
    assert counts(archive, Facet.BULLETIN) == [("周报@云川省", 3), ("月报@临江市", 1)]
    assert counts(archive, Facet.MONTH) == [("2023-04", 1), ("2023-03", 2)]
    assert counts(archive, Facet.DEPARTMENT, facet_limit=1) == [("省 商务厅", 2)]
    assert counts(archive, Facet.MONTH, facet_limit=1) == [("2023-04", 1), ("2023-03", 2)]
    chosen = Filters(departments=("省财政厅",))
    assert counts(archive, Facet.DEPARTMENT, facet_limit=1, filters=chosen) == [
        ("省 商务厅", 2),
        ("省财政厅", 2),
    ]
    assert counts(archive, Facet.DEPARTMENT, text="没有的词") == []
    assert archive.search(IndexQuery("政务")).facets == {}


def test_own_selection_does_not_narrow_a_facet(archive: SearchIndex) -> None:
    filters = Filters(departments=("省财政厅",), months=("2023-03",))
    assert counts(archive, Facet.DEPARTMENT, filters=filters) == [("省财政厅", 2), ("省 商务厅", 1)]
    assert counts(archive, Facet.MONTH, filters=filters) == [("2023-03", 2)]
    assert counts(archive, Facet.TOPIC, filters=filters) == [("综窗", 1)]
    filters = Filters(departments=("省 商务厅",))
    assert counts(archive, Facet.MONTH, filters=filters) == [("2023-04", 1), ("2023-03", 1)]
    assert counts(archive, Facet.DEPARTMENT, filters=filters) == [("省 商务厅", 2), ("省财政厅", 2)]
    filters = Filters(date_from=dt.date(2023, 4, 1), months=("2023-03",))
    assert counts(archive, Facet.MONTH, filters=filters) == [("2023-04", 1)]


TAGS = st.lists(st.sampled_from("甲乙丙"), max_size=2).map(tuple)
DATES = st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2023, 4, 30))
DOCUMENTS = st.lists(
    st.builds(
        IndexDocument,
        id=st.just(""),
        issue=st.sampled_from(["a", "b"]),
        bulletin=st.sampled_from(["周报", "月报"]),
        date=DATES,
        text=st.sampled_from(["政务", "政务服务", "服务"]),
        departments=TAGS,
        topics=TAGS,
    ),
    max_size=8,
).map(lambda each: [replace(d, id=f"{d.issue}:{n}") for n, d in enumerate(each)])
FILTERS = st.builds(
    Filters,
    departments=TAGS,
    topics=TAGS,
    bulletins=st.sampled_from([(), ("周报",), ("周报", "月报")]),
    months=st.sampled_from([(), ("2023-02",), ("2023-01", "2023-03")]),
    date_from=DATES,
    date_to=DATES,
)


def passes(d: IndexDocument, filters: Filters, without: Facet | None = None) -> bool:
    values = {
        Facet.DEPARTMENT: (filters.departments, d.departments),
        Facet.TOPIC: (filters.topics, d.topics),
        Facet.BULLETIN: (filters.bulletins, (d.bulletin,)),
        Facet.MONTH: (filters.months, (f"{d.date:%Y-%m}",) if d.date else ()),
    }
    if any(
        chosen and not set(chosen) & set(has)
        for facet, (chosen, has) in values.items()
        if facet is not without
    ):
        return False
    if d.date is None:
        return filters.date_from is None and filters.date_to is None
    return (filters.date_from or d.date) <= d.date <= (filters.date_to or d.date)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=DOCUMENTS, filters=FILTERS, text=st.sampled_from(["", "政务", "服务"]))
def test_filters_and_facets_equal_a_naive_reading(
    engine: Engine,
    analyzer: Analyzer,
    documents: list[IndexDocument],
    filters: Filters,
    text: str,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(engine, Path(folder), analyzer)
        store(index, *documents)
        result = index.search(IndexQuery(text, filters=filters, facets=tuple(Facet)))
        matching = [d for d in documents if text in d.text]
        assert {hit.id for hit in result.hits} == {d.id for d in matching if passes(d, filters)}
        assert result.total == len(result.hits)
        for facet, values in {
            Facet.DEPARTMENT: lambda d: d.departments,
            Facet.TOPIC: lambda d: d.topics,
            Facet.BULLETIN: lambda d: (d.bulletin,),
            Facet.MONTH: lambda d: (f"{d.date:%Y-%m}",) if d.date else (),
        }.items():
            expected = Counter(
                value for d in matching if passes(d, filters, facet) for value in set(values(d))
            )
            assert {c.value: c.count for c in result.facets[facet]} == expected
        index.close()


# --- Writing -------------------------------------------------------------------------------


def test_replace_and_delete(index: SearchIndex) -> None:
    store(
        index, document("a", 1, "旧的政务"), document("a", 2, "旧的政务"), document("b", 1, "政务")
    )
    assert index.count() == 3
    store(index, document("a", 1, "新的政务"))
    assert set(ids(index, "政务")) == {"a:1", "b:1"}
    assert not found(index, "旧的")
    assert index.count() == 2
    with index.batch() as batch:
        batch.delete("a")
        batch.delete("unknown")
    assert ids(index, "政务") == ["b:1"]
    assert counts(index, Facet.BULLETIN) == [("周报@云川省", 1)]
    assert index.count() == 1


def test_an_issue_can_change_twice_in_one_batch(index: SearchIndex) -> None:
    with index.batch() as batch:
        batch.replace("a", [document("a", 1, "初稿")])
        batch.replace("a", [document("a", 1, "定稿")])
        batch.replace("b", [document("b", 1, "初稿")])
        batch.delete("b")
    assert index.count() == 1
    assert found(index, "定稿")


def test_issues_are_told_apart_exactly(index: SearchIndex) -> None:
    store(index, document("周报 2023", 1, "政务"), document("周报", 1, "政务"))
    with index.batch() as batch:
        batch.delete("周报")
    assert ids(index) == ["周报 2023:1"]


def test_a_failing_batch_changes_nothing_and_gives_back_the_lock(index: SearchIndex) -> None:
    store(index, document("a", 1, "政务"))

    def broken() -> Iterator[IndexDocument]:
        yield document("b", 1, "政务")
        raise RuntimeError("out of paper")

    with pytest.raises(RuntimeError, match="out of paper"), index.batch() as batch:
        batch.delete("a")
        batch.replace("b", broken())
    assert ids(index) == ["a:1"]
    store(index, document("c", 1, "政务"))
    assert set(ids(index)) == {"a:1", "c:1"}


def test_changes_show_when_the_batch_ends(index: SearchIndex) -> None:
    store(index, document("a", 1, "政务"))
    with index.batch() as batch:
        batch.replace("b", [document("b", 1, "政务")])
        assert ids(index) == ["a:1"]
    assert index.count() == 2


def test_reopening(engine: Engine, folder: Path, analyzer: Analyzer, index: SearchIndex) -> None:
    store(index, document("a", 1, "政务"))
    index.close()
    again = open_index(engine, folder, analyzer)
    assert not again.stale
    assert ids(again, "政务") == ["a:1"]
    again.close()


def test_a_second_writer_is_told_that_the_archive_is_busy(
    engine: Engine, folder: Path, analyzer: Analyzer, index: SearchIndex
) -> None:
    other = open_index(engine, folder, analyzer)
    with index.batch() as batch:
        batch.replace("a", [document("a", 1, "政务")])
        with pytest.raises(ArchiveBusy), other.batch():
            pytest.fail("both write")
        with pytest.raises(ArchiveBusy):
            other.reset()
    with other.batch() as batch:
        batch.delete("a")
    assert index.count() == 0
    other.close()


WRITER = """
import datetime, os, sys
from pathlib import Path
from archive.config import Engine
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import Facet, Filters, IndexDocument, IndexQuery, SearchIndex, Sort
index = open_index(Engine(sys.argv[1]), Path(sys.argv[2]), Analyzer({words!r}))
with index.batch() as batch:
    batch.replace("p", [IndexDocument("p:1", "p", "b", datetime.date(2024, 1, 1), "政务来自别处")])
    if sys.argv[3] == "crash":
        os._exit(9)
"""


def write_elsewhere(engine: Engine, folder: Path, manner: str) -> int:
    """Write in another process."""
    root = Path(__file__).resolve().parents[2]
    program = WRITER.format(words=WORDS)
    return subprocess.run(
        [sys.executable, "-c", program, engine, folder, manner], check=False, cwd=root
    ).returncode


def test_readers_see_what_another_process_committed(
    engine: Engine, folder: Path, index: SearchIndex
) -> None:
    store(index, document("a", 1, "政务"))
    assert index.count() == 1
    assert write_elsewhere(engine, folder, "commit") == 0
    assert ids(index, "政务", sort=Sort.NEWEST) == ["p:1", "a:1"]


def test_a_crashed_writer_leaves_the_last_commit_and_no_lock(
    engine: Engine, folder: Path, index: SearchIndex
) -> None:
    store(index, document("a", 1, "政务"))
    assert write_elsewhere(engine, folder, "crash") == 9
    assert ids(index, "政务") == ["a:1"]
    store(index, document("b", 1, "政务"))
    assert index.count() == 2


def test_another_process_is_told_that_the_archive_is_busy(
    engine: Engine, folder: Path, index: SearchIndex
) -> None:
    with index.batch():
        assert write_elsewhere(engine, folder, "commit") == 1
    assert index.count() == 0


# --- What an index was built by ------------------------------------------------------------


def test_an_index_that_was_never_built_is_stale_and_finds_nothing(index: SearchIndex) -> None:
    assert index.stale is Staleness.MISSING
    assert index.count() == 0
    result = index.search(IndexQuery("政务", facets=(Facet.MONTH,)))
    assert (result.total, result.hits, result.facets) == (0, (), {Facet.MONTH: ()})
    index.reset()
    assert not index.stale
    assert index.search(IndexQuery("政务", facets=(Facet.MONTH,))).total == 0


def test_another_dictionary_or_engine_makes_an_index_stale(
    engine: Engine, folder: Path, index: SearchIndex
) -> None:
    store(index, document("a", 1, "政务"))
    other = next(each for each in Engine if each is not engine)
    newer = Analyzer(WORDS)
    newer.fingerprint = f"0-{newer.fingerprint.rpartition('-')[2]}"
    for foreign, why in (
        (open_index(engine, folder, newer), Staleness.VERSION),
        (open_index(engine, folder, Analyzer([*WORDS, "政务新词"])), Staleness.WORDS),
        (open_index(other, folder, Analyzer(WORDS)), Staleness.ENGINE),
    ):
        assert foreign.stale is why
        with pytest.raises(StoreError, match="索引") as error:
            foreign.search(IndexQuery("政务"))
        assert error.value.code == "index.stale"
        with pytest.raises(StoreError), foreign.batch():
            pytest.fail("a foreign index is written to")
    assert ids(index) == ["a:1"]
    foreign.reset()
    assert not foreign.stale
    store(foreign, document("b", 1, "政务"))
    assert ids(foreign) == ["b:1"]
    assert index.stale


def test_lost_or_damaged_data_are_reported_and_can_be_reset(
    engine: Engine, folder: Path, analyzer: Analyzer, index: SearchIndex
) -> None:
    store(index, document("a", 1, "政务"))
    index.close()
    for path in folder.glob("data-*/*"):
        path.unlink()
    with pytest.raises(StoreError) as error:
        index.search(IndexQuery("政务"))
    assert error.value.code == "index.damaged"
    for path in folder.glob("data-*"):
        path.rmdir()
    assert index.stale is Staleness.DAMAGED
    (folder / "CURRENT").write_text("{", encoding="utf-8")
    assert index.stale is Staleness.DAMAGED
    with pytest.raises(StoreError, match="CURRENT"):
        index.count()
    index.reset()
    assert not index.stale
    assert index.count() == 0


# --- Related -------------------------------------------------------------------------------


def test_related_documents_share_the_words_that_tell(index: SearchIndex) -> None:
    store(
        index,
        document("a", 1, "商务厅开展成品油零售经营许可轮训，培训窗口人员20人次。"),
        document("a", 2, "成品油零售经营许可改为网上办理，窗口不再收取纸质材料。"),
        document("a", 3, "教育厅窗口公布校车使用许可办理指南。"),
        document("b", 1, "成品油零售经营许可轮训结束，商务厅窗口通报考核情况。"),
        document("b", 2, "气象台发布大风蓝色预警。"),
        document("b", 3, "20"),
    )
    text = "商务厅开展成品油零售经营许可轮训，培训窗口人员20人次。"
    hits = index.related(text, "a:1", 10)
    assert [hit.id for hit in hits[:2]] == ["b:1", "a:2"]
    assert not {"a:1", "b:2", "b:3"} & {hit.id for hit in hits}
    assert all(0 < hit.score <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert index.related(text, "a:1", 1) == hits[:1]
    assert "a:1" in {hit.id for hit in index.related(text, "没有", 10)}


def test_nothing_is_related_to_what_tells_nothing(index: SearchIndex) -> None:
    assert index.related("商务厅开展业务轮训。", "a:1", 5) == ()
    store(index, document("a", 1, "商务厅开展业务轮训。"), document("a", 2, "气象台发布预警。"))
    for text in ("", "。！", "2023 12 608", "商务厅开展业务轮训。"):
        assert index.related(text, "a:1", 5) == ()


def test_equally_alike_documents_come_newest_first(index: SearchIndex) -> None:
    same = "成品油零售经营许可轮训"
    store(
        index,
        document("a", 1, same, date=dt.date(2022, 5, 1)),
        document("b", 1, same, date=dt.date(2024, 5, 1)),
        document("c", 1, same, date=dt.date(2023, 5, 1)),
    )
    assert [hit.id for hit in index.related(same, "x", 3)] == ["b:1", "c:1", "a:1"]


def test_what_is_deleted_is_not_related(index: SearchIndex) -> None:
    same = "成品油零售经营许可轮训"
    store(index, document("a", 1, same), document("b", 1, same), document("c", 1, same))
    with index.batch() as batch:
        batch.delete("b")
    assert [hit.id for hit in index.related(same, "a:1", 3)] == ["c:1"]
