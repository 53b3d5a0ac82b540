"""What is suggested while one types, and what a slip may have meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.index.analyzer import fold
from archive.issues import IssuesRequest
from archive.pinyin import syllables
from archive.search import SearchRequest
from archive.suggestions import Entry, Keys, Names, SuggestionKind

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PARTS = st.text("abc商务厅", min_size=1, max_size=4)
COMMERCE = "云川省商务厅"

ENTRIES = (
    Entry(SuggestionKind.DEPARTMENT, COMMERCE, (COMMERCE, "商务厅"), 30),
    Entry(SuggestionKind.DEPARTMENT, "云川省水务厅", ("云川省水务厅", "水务厅"), 40),
    Entry(SuggestionKind.OFFICIAL, f"单乐天@{COMMERCE}", ("单乐天",), 5),
    Entry(SuggestionKind.TOPIC, "惠企政策", ("惠企政策",), 12),
    Entry(SuggestionKind.HEADING, "商务要闻", ("商务要闻",), 3),
)


def sounds(entry: Entry, name: str) -> tuple[str, ...]:
    surnames = {"单": "shan"} if entry.kind is SuggestionKind.OFFICIAL else None
    return syllables(fold(name), surnames)


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(ENTRIES, sounds)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("商务", [COMMERCE, "商务要闻"]),
        ("商務廳", [COMMERCE]),
        ("shangwuting", [COMMERCE]),
        ("shang wu t", [COMMERCE]),
        ("swt", ["云川省水务厅", COMMERCE]),
        ("SWY", ["商务要闻"]),
        ("惠企", ["惠企政策"]),
        ("政策", ["惠企政策"]),
        ("hqzc", ["惠企政策"]),
        ("shanletian", [f"单乐天@{COMMERCE}"]),
        ("slt", [f"单乐天@{COMMERCE}"]),
        # Not at the beginning of a syllable: (sh)uiwu holds iwu.
        ("uiwu", []),
        ("没有", []),
        (" ' ", []),
    ],
)
def test_names_are_suggested_however_they_are_typed(
    names: Names, typed: str, expected: list[str]
) -> None:
    assert [one.value for one in names.suggest(typed, 10)] == expected


def test_the_alias_that_was_typed_is_told_where_the_name_does_not_show_it() -> None:
    name, alias = "云川省林业和草原局", "省林草局"
    entry = Entry(SuggestionKind.DEPARTMENT, name, (name, alias), 1)
    (found,) = Names([entry], sounds).suggest("省林草", 10)
    assert (found.label, found.matched) == (name, alias)


def test_no_more_is_suggested_than_was_asked_for(names: Names) -> None:
    assert len(names.suggest("务", 2)) == 2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("商物厅", ["商务厅"]),  # Same sound.
        ("山乐天", ["单乐天"]),
        ("商务局", ["商务厅"]),  # One character.
        ("惠企政测", ["惠企政策"]),
        ("云川商务厅", [COMMERCE]),  # One left out.
        ("商务厅", ["水务厅"]),  # Itself is no correction.
        ("云川省商务听", [COMMERCE]),
        ("风马牛不相及", []),
    ],
)
def test_a_slip_is_told_by_sound_and_by_spelling(
    names: Names, word: str, expected: list[str]
) -> None:
    sound = "".join(syllables(word, {"单": "shan"}))
    assert names.near(word, [sound], 1) == expected[:1]


@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=4), max_size=8),
    PARTS,
)
def test_spellings_are_found_where_and_only_where_a_part_begins(
    spelled: list[list[str]], typed: str
) -> None:
    expected = []
    for number, parts in enumerate(spelled):
        whole, begins = "".join(parts), 0
        for part in parts:
            if whole.startswith(typed, begins):
                expected.append((number, begins == 0))
            begins += len(part)
    assert list(Keys(enumerate(spelled)).find(typed, 1000)) == expected


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("suggestions") / "home"
    with open_archive(Settings(home=home, workers=1)) as opened:
        opened.import_paths(sorted((CORPUS / "weekly").glob("weekly-2023-*.pdf"))[:1])
        yield opened


def test_what_is_imported_later_is_suggested_then(archive: Archive) -> None:
    query = archive.query
    before = {one.id for one in query.issues(IssuesRequest()).issues}
    assert query.suggest("省", 50)
    archive.import_paths(sorted((CORPUS / "gazette").glob("*.pdf"))[:1])
    (new,) = {one.id for one in query.issues(IssuesRequest()).issues} - before
    heading = next(one.section_path[-1] for one in query.items_of(new) if one.section_path)
    assert query.suggest(heading, 50) == []  # Nobody waits for what is read now.
    query.prepare()
    assert heading in [one.value for one in query.suggest(heading, 50)]


def test_every_suggestion_is_found(archive: Archive) -> None:
    filters = ("department", "official", "topic")
    suggested = [one for typed in "省商swt工" for one in archive.query.suggest(typed, 50)]
    assert {one.kind for one in suggested} >= {SuggestionKind.DEPARTMENT, SuggestionKind.HEADING}
    for one in suggested:
        if one.kind in filters:
            asked = replace(SearchRequest(), **{one.kind.value: (one.value,)})  # type: ignore[arg-type]
            found = archive.query.search(asked)
            assert found.total == one.count
        else:
            assert archive.query.search(SearchRequest(q=one.value)).total


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("商物厅", "商务厅"),
        ("云川 商物厅", "云川 商务厅"),
        ("省审计听", "省审计厅"),
        ("本周商物厅", None),  # With the name it would find nothing either.
        ("绝无此词", None),
        ("商务厅", None),
    ],
)
def test_a_search_that_finds_little_says_what_may_be_meant(
    archive: Archive, asked: str, meant: str | None
) -> None:
    found = archive.query.search(SearchRequest(q=asked))
    corrections = archive.query.corrections(found)
    if meant is None:
        assert corrections == ()
        return
    queries = {one.q: one.total for one in corrections}
    assert queries[meant] == archive.query.search(SearchRequest(q=meant)).total > found.total
