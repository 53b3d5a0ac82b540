"""The query language, held by every engine: its result equals a naive reading of the documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.config import Engine
from archive.errors import InvalidParameter
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.language import (
    MAX_DEPTH,
    PLAIN_HINT,
    Asked,
    Either,
    Occurs,
    Within,
    read_query,
)
from archive.index.port import Facet, IndexDocument, IndexQuery, SearchIndex

ANALYZER = Analyzer(("云川省商务厅", "云川省教育厅"))


def document(name: str, text: str, **fields: object) -> IndexDocument:
    given = {"date": dt.date(2023, 3, 1), **fields}
    return IndexDocument(f"{name}:1", name, "周报", text=text, **given)  # type: ignore[arg-type]


LIBRARY = (
    document("a", "政务服务大厅受理22629件", heading="窗口培训", numbers=(48,)),
    document(
        "b",
        "大厅举办培训，政务公开",
        departments=("云川省商务厅",),
        date=dt.date(2023, 6, 30),
        numbers=(5, 6),
    ),
    document("c", "服务政务，12月6日", topics=("一网通办 改革",), date=dt.date(2022, 12, 31)),
    document("d", "5G网络与大厅", officials=("王华@云川省商务厅",), date=None),
)


@pytest.fixture(scope="module", params=list(Engine))
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    opened = open_index(Engine(request.param), tmp_path_factory.mktemp("index"), ANALYZER)
    with opened.batch() as batch:
        for each in LIBRARY:
            batch.replace(each.issue, [each])
    yield opened
    opened.close()


def issues(index: SearchIndex, text: str) -> str:
    return "".join(sorted(hit.id[0] for hit in index.search(IndexQuery(text)).hits))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("政务 服务", "ac"),
        ("“政务服务”", "a"),
        ("＂政务服务＂", "a"),
        ("「服务政务」", "c"),
        ("“培训，政务公开”", "b"),
        ("“12月6日，服务政务”", "c"),
        ("“公开培训”", ""),
        ("厅\t22629", "a"),
        ("厅 22629", ""),
        ("12　月 6日", "c"),
        ("大厅 -培训", "d"),
        ("大厅　－培训", "d"),
        ("大厅 NOT 培训", "d"),
        ("-大厅", "c"),
        ("-（大厅 OR 公开）", "c"),
        ("5G OR 公开", "bd"),
        ("5G|公开", "bd"),
        ("5G｜公开", "bd"),
        ("（5G OR 公开） 培训", "b"),
        ("(5G ＯＲ 公开) AND 大厅", "bd"),
        ("5G OR 公开 培训", "bd"),
        ("226*", "a"),
        ("226", ""),
        ("2262*", "a"),
        ("５ｇ*", "d"),
        ("政*", "abc"),
        ("部门:云川省商务厅", "b"),
        ("部门：云川省商务厅", "b"),
        ("department:云川省商务厅", "b"),
        ("-部门:云川省商务厅", "acd"),
        ("官员:王华@云川省商务厅", "d"),
        ("专题:“一网通办 改革”", "c"),
        ("刊物:周报 5G", "d"),
        ("bulletin:日报", ""),
        ("标题:培训", "a"),
        ("标题:大厅", ""),
        ("Title:“窗口培训”", "a"),
        ("标题:口培", "a"),
        ("5G|标题:培训", "ad"),
        ("5G｜-大厅", "cd"),
        ("期号:48", "a"),
        ("期号：第6期", "b"),
        ("number:48 OR number:5", "ab"),
        ("日期:2023", "ab"),
        ("日期:2023-01..2023-05", "a"),
        ("日期:2023-03-01", "a"),
        ("日期:2023年3月至2023年6月", "ab"),
        ("日期:..2022", "c"),
        ("日期：2023-06..", "b"),
        ("date:2023/6", "b"),
        ("-日期:2023", "cd"),
        ("日期：２０２３－０１．．２０２３－０５", "a"),
        ("日期：2023年1月～2023年5月 大厅", "a"),
        ("日期:2023-01 至 2023-05 大厅", "a"),
        ("日期:2022 .. 2022 政务", "c"),
        ("日期:2023。。", "ab"),
        ("部门:(云川省商务厅 OR 云川省教育厅)", "b"),
        ("期号：（48｜６）", "ab"),
        ("-标题:（窗口 OR 公开）", "bcd"),
        ("12 月 6 日", "c"),
        ("１２月６日", "c"),
        ("2月6日", ""),
        ("10:30", ""),
        ("", "abcd"),
        ("。！", ""),
        ("“。”", ""),
    ],
)
def test_queries(index: SearchIndex, query: str, expected: str) -> None:
    assert issues(index, query) == expected
    assert read_query(query, ANALYZER).hint == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("（政务服务", "ac"),
        ("政务公开）", "b"),
        ("“政务公开", "b"),
        ("日期:2023-13 大厅", ""),
        ("期号:x", ""),
        ("务”政务公开，大厅“培", "b"),
        ("政务 OR", "abc"),
        ("OR 政务", "abc"),
        ("政务 AND NOT", "abc"),
        ("OR", ""),
        ("部门:(商务厅 教育厅)", ""),
        ("政务公开 -", "b"),
        ("部门:", ""),
        ("()", ""),
    ],
)
def test_what_is_no_query_is_searched_as_words_with_a_hint(
    index: SearchIndex, query: str, expected: str
) -> None:
    assert issues(index, query) == expected
    assert read_query(query, ANALYZER).hint in (PLAIN_HINT, "")
    if query != "政务公开 -":
        assert read_query(query, ANALYZER).hint == PLAIN_HINT


@pytest.mark.parametrize(
    "query",
    [
        "*厅",
        "大厅 -*训",
        "部门:*厅",
        "(" * (MAX_DEPTH + 1) + "大厅" + ")" * (MAX_DEPTH + 1),
        " OR ".join("甲乙丙丁戊己庚辛壬癸" * 5),
        "大厅 " * 10_000,
    ],
)
def test_bombs_are_refused(index: SearchIndex, query: str) -> None:
    with pytest.raises(InvalidParameter):
        index.search(IndexQuery(query))


def test_excluded_words_are_not_marked() -> None:
    words = read_query("政务 -培训 “大厅受理”", ANALYZER).words
    assert [word.text for word in words] == ["政务", "大厅受理"]


def test_words_side_by_side_come_first(tmp_path: Path) -> None:
    near = document("n", "办事的大厅里政务公开，另有别的很多事情", date=dt.date(2020, 1, 1))
    far = document("f", "公开别的很多事情，另有办事的大厅里政务", date=dt.date(2023, 1, 1))
    for engine in Engine:
        index = open_index(engine, tmp_path / engine, ANALYZER)
        with index.batch() as batch:
            batch.replace("n", [near])
            batch.replace("f", [far])
        assert [hit.id[0] for hit in index.search(IndexQuery("政务 公开")).hits] == ["n", "f"]
        index.close()


def test_what_was_included_does_not_count(tmp_path: Path) -> None:
    typed, other = ANALYZER.phrase("窗口厅"), ANALYZER.phrase("大厅")
    old = document("o", "今年在窗口厅里另有别的很多事情", date=dt.date(2020, 1, 1))
    new = document("n", "大厅", date=dt.date(2023, 1, 1))
    asked = Asked(
        Either((Occurs(typed), Occurs(other))), (typed, other), (typed,), ranked=(typed.text,)
    )
    for engine in Engine:
        index = open_index(engine, tmp_path / engine, ANALYZER)
        with index.batch() as batch:
            batch.replace("o", [old])
            batch.replace("n", [new])
        assert [hit.id[0] for hit in index.search(IndexQuery(asked)).hits] == ["o", "n"]
        index.close()


def test_texts_that_name_the_department_come_before_those_that_name_its_office(
    tmp_path: Path,
) -> None:
    department, office = "云川省商务厅", "云川省商务厅培训处"
    old = document("o", f"{department}今年举办别的很多事情", departments=(department,))
    new = document("n", office, departments=(office,), date=dt.date(2023, 4, 1))
    asked = replace(
        read_query(department, ANALYZER), named=(Within(Facet.DEPARTMENT, (department,)),)
    )
    for engine in Engine:
        index = open_index(engine, tmp_path / engine, ANALYZER)
        with index.batch() as batch:
            batch.replace("o", [old])
            batch.replace("n", [new])
        assert [hit.id[0] for hit in index.search(IndexQuery(asked)).hits] == ["o", "n"]
        index.close()


# --- Random documents and queries -------------------------------------------------------------

Reading = tuple[str, Callable[[IndexDocument], bool]]
"""A query and what it means, said independently of the parser."""

_CHARACTERS = "政务服务大厅培训"


def _containing(word: str, pattern: str) -> Reading:
    return pattern.format(word), lambda d: word in f"{d.text}|{d.heading}"


def _leaf(word: str, kind: int) -> Reading:
    match kind:
        case 0:
            return f"标题:“{word}”", lambda d: word in d.heading
        case 1:
            return f"专题：{word}", lambda d: word in d.topics
        case _:
            return _containing(word, ("“{}”", "「{}」", '"{}"')[kind % 3])


def _joined(left: Reading, right: Reading, sign: str) -> Reading:
    (a, of_a), (b, of_b) = left, right
    if sign.strip() in ("OR", "|"):
        return f"（{a}{sign}{b})", lambda d: of_a(d) or of_b(d)
    return f"({a}{sign}{b})", lambda d: of_a(d) and of_b(d)


LEAVES = st.builds(
    _leaf, st.text(_CHARACTERS, min_size=1, max_size=4), st.integers(min_value=0, max_value=7)
) | st.sampled_from(["政务", "服务", "大厅", "培训"]).map(lambda word: _containing(word, "{}"))
QUERIES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(_joined, inner, inner, st.sampled_from([" ", " AND ", " OR ", "|", "　"]))
        | inner.map(lambda one: (f"-({one[0]})", lambda d, holds=one[1]: not holds(d)))
    ),
    max_leaves=6,
)
TEXTS = st.text(_CHARACTERS + "，", min_size=1, max_size=12)
DOCUMENTS = st.lists(
    st.builds(
        lambda text, heading, topic: (text, heading, topic),
        TEXTS,
        st.text(_CHARACTERS, max_size=4),
        st.sampled_from(["政务", "服务", "大"]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("kind", list(Engine))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(documents=DOCUMENTS, queries=st.lists(QUERIES, min_size=3, max_size=12))
def test_results_equal_a_naive_reading(
    kind: Engine,
    documents: list[tuple[str, str, str]],
    queries: list[Reading],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    library = [
        document(str(place), text, heading=heading, topics=(topic,))
        for place, (text, heading, topic) in enumerate(documents)
    ]
    index = open_index(kind, tmp_path_factory.mktemp("random"), ANALYZER)
    with index.batch() as batch:
        for each in library:
            batch.replace(each.issue, [each])
    for text, holds in queries:
        if text.count("(") + text.count("（") > MAX_DEPTH:
            continue
        found = {hit.id for hit in index.search(IndexQuery(text)).hits}
        assert found == {each.id for each in library if holds(each)}, text
        assert read_query(text, ANALYZER).hint == ""
    index.close()
