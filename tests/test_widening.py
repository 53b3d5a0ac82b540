"""What a search includes besides the words as typed, through the public door."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.search import SearchRequest
from archive.vocabulary import load_vocabulary
from archive.widening import Include, Thesaurus
from tests.parser.typeset import Sheet

NEW = "云川省林业和草原局在全省开展古树名木普查。"
OLD = "据原云川省林业厅统计，苗圃面积有所增加。"
MARKET = "云川省商务厅组织消费促进活动，国务院办公厅印发惠企政策。"
SPRING = "陳市長調研涉企政策落实情况，12 月 6 日前完成。"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("widening")
    sheet = Sheet()
    sheet.line("2024年第6期（总第88期）")
    sheet.title("工作周报")
    sheet.centered("（2月19日—2月23日）")
    sheet.centered("云川省政务服务中心")
    sheet.centered("2024年2月28日")
    sheet.paragraph("一、工作动态", bold="一、工作动态")
    for number, text in enumerate((NEW, OLD, MARKET, SPRING), 1):
        sheet.paragraph(f"{number}.{text}")
    path = sheet.save(folder / "issue.pdf")
    with open_archive(Settings(home=folder / "home", workers=1)) as opened:
        assert opened.import_paths([path]).imported == 1
        yield opened


def found(archive: Archive, q: str, include: Include = Include.NAMES) -> set[str]:
    page = archive.query.search(SearchRequest(q=q, include=include))
    texts = "|".join(hit.item.item.text.replace(" ", "") for hit in page.hits)
    return {known for known in (NEW, OLD, MARKET, SPRING) if known.replace(" ", "") in texts}


@pytest.mark.parametrize(
    ("q", "include", "expected"),
    [
        ("省林草局", Include.NAMES, {NEW}),
        ("省林草局", Include.LINEAGE, {NEW, OLD}),
        ("省林草局", Include.NONE, set()),
        ("林业厅", Include.NAMES, {OLD}),
        ("林业厅", Include.LINEAGE, {NEW, OLD}),
        ("部门:省林草局", Include.NAMES, {NEW}),
        ("部门:省林草局", Include.LINEAGE, {NEW, OLD}),
        ("部门:云川省林业和草原局", Include.NAMES, {NEW}),
        ("shangwuting", Include.NAMES, {MARKET}),
        ("swt", Include.NAMES, {MARKET}),
        ("swt", Include.NONE, set()),
        ("部门:swt", Include.NAMES, {MARKET}),
        ("惠企政策", Include.NAMES, {MARKET, SPRING}),
        ("惠企政策", Include.NONE, {MARKET}),
        ("國務院", Include.NAMES, {MARKET}),
        ("国务院", Include.NONE, {MARKET}),
        ("１２月６日", Include.NONE, {SPRING}),
        ("省林草局 -古树", Include.NAMES, set()),
    ],
)
def test_what_is_found(archive: Archive, q: str, include: Include, expected: set[str]) -> None:
    assert found(archive, q, include) == expected


def test_what_was_included_is_said_and_marked(archive: Archive) -> None:
    page = archive.query.search(SearchRequest(q="省林草局"))
    (included,) = page.included
    assert included.word == "省林草局"
    assert "省林业和草原局" in included.names
    (snippet,) = (hit.snippet for hit in page.hits)
    marked = [snippet.text[mark.start : mark.end] for mark in snippet.marks]
    assert "省林业和草原局" in marked
    plain = SearchRequest(q="省林草局", include=Include.NONE)
    assert archive.query.search(plain).included == ()


@pytest.mark.parametrize("text", [NEW, OLD, MARKET])
def test_every_word_of_two_and_substring_of_three_characters_is_found(
    archive: Archive, text: str
) -> None:
    clean = "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in text).split()
    pieces = {a + b for run in clean for a, b in pairwise(run)}
    pieces |= {run[i : i + n] for run in clean for n in (3, 4, 5, 7) for i in range(len(run))}
    for piece in pieces:
        assert text in found(archive, f"“{piece}”", Include.NONE), piece
        assert text in found(archive, piece, Include.NONE), piece


def test_users_add_synonyms(tmp_path: Path) -> None:
    (tmp_path / "synonyms.toml").write_text('groups = [["跨省通办", "异地办理"]]', "utf-8")
    thesaurus = Thesaurus(load_vocabulary(tmp_path))
    assert thesaurus.wordings("异地办理", lineage=False) == ("跨省通办",)
    assert "涉企政策" in thesaurus.wordings("惠企政策", lineage=False)


@pytest.mark.parametrize(
    ("word", "holds", "not_holds"),
    [
        ("市发改委", "市发展和改革委员会", "省发展和改革委员会"),
        ("云川省林草局", "云川省林业和草原局", "林业和草原局"),
        ("大厅", None, None),
    ],
)
def test_wordings_keep_the_place(word: str, holds: str | None, not_holds: str | None) -> None:
    wordings = Thesaurus(load_vocabulary(None)).wordings(word, lineage=False)
    assert (holds in wordings) is (holds is not None)
    assert not_holds not in wordings
