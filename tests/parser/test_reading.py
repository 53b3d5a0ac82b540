"""How characters become lines: spaces, radicals, rotated text."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.config import Limits
from archive.model import Line
from archive.parser import read
from archive.parser.sources.radicals import plain_han
from archive.parser.text import join_lines
from tests.parser.typeset import Sheet


def line(text: str) -> Line:
    return Line(text, 1, 100, 116, tuple(float(16 * i) for i in range(len(text) + 1)), 16)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["受理 608 件"], "受理608件"),
        (["窗 口 工 作 周 报"], "窗口工作周报"),
        (["使用 Open Data 平台"], "使用Open Data平台"),
        (["12 月 4 日 — 12 月 8 日"], "12月4日—12月8日"),
        (["1. 自然资源厅"], "1.自然资源厅"),
        (["财政厅、人力", "资源社会保障厅"], "财政厅、人力资源社会保障厅"),
        (["Open", "Data"], "Open Data"),
        (["共受理20", "23件"], "共受理2023件"),
    ],
)
def test_spaces_stay_only_inside_latin_phrases(lines: list[str], text: str) -> None:
    passage = join_lines(map(line, lines))
    assert passage.text == text


def test_slice_of_a_passage_keeps_the_place_of_its_characters() -> None:
    passage = join_lines([line("甲 乙 丙"), line("丁戊")])
    part = passage.slice(1, 4)
    assert part.text == "乙丙丁"
    assert [(run.start, run.edges) for run in part.runs] == [
        (0, (32.0, 48.0)),
        (1, (64.0, 80.0)),
        (2, (0.0, 16.0)),
    ]


def test_radicals_become_han_and_punctuation_stays() -> None:
    assert plain_han("⼈⺠政府⻓⻔，（⾏政）Ａ１") == "人民政府长门，（行政）Ａ１"


def test_characters_placed_out_of_order_are_sorted(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    for index in (3, 0, 4, 1, 2):
        sheet.put("今年共受理"[index], 100 + 16 * index, 200)
    sheet.put("其余部分照常打印在下面这一行里，以凑足二十个字。", 100, 240)
    document = read(sheet.save(tmp_path / "order.pdf"), Limits())
    assert document.pages[0].lines[0].text == "今年共受理"


def test_watermarks_and_text_off_the_page_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    sheet.put("正文在这里，一共有二十多个汉字，足够算作一个文字层。", 60, 200)
    sheet.put("页外的文字", 2000, 200)
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(45)
    sheet.put("内部资料", 0, sheet.page_height, 40)
    sheet.canvas.restoreState()
    document = read(sheet.save(tmp_path / "mark.pdf"), Limits())
    assert [printed.text for printed in document.pages[0].lines] == [
        "正文在这里，一共有二十多个汉字，足够算作一个文字层。"
    ]
