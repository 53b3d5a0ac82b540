"""Tables as offices draw them: with and without rules, folded, merged and cut by pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.config import Limits
from archive.model import Item, ItemKind
from archive.parser import parse
from tests.parser.typeset import LEFT, LINES, Sheet, weekly

LIMITS = Limits()
ROWS = [
    ["窗口", "受理", "办结"],
    ["商务", "120", "118"],
    ["水利", "45", "45"],
    ["交通运输", "1,306", "1,299"],
]
TEXT = "\n".join("\t".join(row) for row in ROWS)


def only_table(sheet: Sheet, path: Path) -> Item:
    (table,) = [i for i in parse(sheet.save(path), LIMITS).items if i.kind is ItemKind.TABLE]
    assert table.table is not None
    for cell in table.table.cells:
        assert all(box.x0 < box.x1 and box.top < box.bottom for box in cell.boxes)
    return table


def start() -> Sheet:
    sheet = weekly()
    sheet.paragraph("一、办件统计")
    sheet.paragraph("本周各窗口办件情况见下表，均在承诺时限内办结，群众评价满意率保持稳定。")
    sheet.centered("表1 各窗口办件情况")
    sheet.line("单位：件", 460)
    return sheet


def print_rows(sheet: Sheet, rows: list[list[str]], xs: Sequence[float]) -> None:
    for row in rows:
        first, *rest = zip(xs, row, strict=True)
        sheet.line(first[1], LEFT + first[0], 14)
        for x, text in rest:
            sheet.put(text, LEFT + x, sheet.below, 14)


@pytest.mark.parametrize("style", ["none", "three lines", "dotted", "rectangles", "grid"])
def test_rules_of_every_kind(tmp_path: Path, style: str) -> None:
    sheet = start()
    top = sheet.below + 8
    if style in ("none", "three lines"):
        print_rows(sheet, ROWS, [20, 180, 320])
        if style == "three lines":
            for y in (top, top + 28.8, sheet.below + 8):
                sheet.canvas.line(LEFT, sheet.page_height - y, LEFT + 440, sheet.page_height - y)
    else:
        sheet.grid(ROWS, [150, 140, 140], rules=style)
    sheet.paragraph("以上数据由各窗口报送。")
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.text == TEXT
    assert item.table is not None
    assert (item.table.caption, item.table.unit_note) == ("表1各窗口办件情况", "单位：件")
    assert [cell.header for cell in item.table.cells] == [True] * 3 + [False] * 9


def test_two_columns_of_text_are_no_table(tmp_path: Path) -> None:
    sheet = start()
    print_rows(sheet, [["商务窗口王明", "水利窗口李强"]] * 4, [20, 240])
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert all(item.kind is ItemKind.PARAGRAPH for item in issue.items)


def test_cells_of_two_lines_and_a_head_over_two_columns(tmp_path: Path) -> None:
    sheet = start()
    xs = [20, 180, 280, 380]
    sheet.put("本周", LEFT + 220, sheet.below + 28.8, 14)
    sheet.line("窗口", LEFT + 20, 14)
    sheet.put("今年以来", LEFT + 380, sheet.below, 14)
    print_rows(
        sheet,
        [["名称", "受理", "办结", "受理"], ["商务", "12", "11", "118"], ["水利", "4", "5", "45"]],
        xs,
    )
    sheet.line("（含分厅）", LEFT + 20, 14)
    print_rows(sheet, [["交通", "6", "6", "99"]], xs)
    item = only_table(sheet, tmp_path / "a.pdf")
    lines = item.text.split("\n")
    assert lines[1:] == [
        "名称\t受理\t办结\t受理",
        "商务\t12\t11\t118",
        "水利（含分厅）\t4\t5\t45",
        "交通\t6\t6\t99",
    ]


def test_groups_of_columns_side_by_side_are_one_below_the_other(tmp_path: Path) -> None:
    sheet = start()
    rows = [
        ["窗口", "受理", "窗口", "受理"],
        ["商务", "120", "民政", "77"],
        ["水利", "45", "", ""],
    ]
    sheet.grid(rows, [110, 110, 110, 110])
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.text == "窗口\t受理\n商务\t120\n水利\t45\n民政\t77"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_goes_on_behind_a_page_break(tmp_path: Path, ruled: bool) -> None:
    sheet = start()
    sheet.skip_to(LINES - 4)
    first, second = ROWS[:3], [ROWS[0], ROWS[3], ["民政", "8", "8"]]
    for rows in (first, second):
        if ruled:
            sheet.grid(rows, [150, 140, 140])
        else:
            print_rows(sheet, rows, [20, 180, 320])
        if rows is first:
            sheet.break_page()
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.text == TEXT + "\n民政\t8\t8"
    assert item.table is not None
    assert {cell.boxes[0].page for cell in item.table.cells} == {1, 2}


def test_a_cell_cut_by_a_page_break_is_one(tmp_path: Path) -> None:
    sheet = start()
    sheet.skip_to(LINES - 3)
    sheet.grid([["事项", "办理情况"], ["食品经营许可", "由三级审批改为一级审批，"]], [150, 280])
    sheet.break_page()
    sheet.grid([["", "材料减少五份"], ["医师执业注册", "即时办结"]], [150, 280])
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.text == (
        "事项\t办理情况\n食品经营许可\t由三级审批改为一级审批，材料减少五份\n医师执业注册\t即时办结"
    )
    assert item.table is not None
    cut = item.table.cells[3]
    assert [box.page for box in cut.boxes] == [1, 2]


def test_a_row_cut_by_a_page_break_in_its_first_cell_too(tmp_path: Path) -> None:
    sheet = start()
    sheet.skip_to(LINES - 3)
    sheet.grid([["部门", "事项", "数"], ["人力资源社会保", "人力资源服务许", "21"]], [92, 92, 60])
    sheet.break_page()
    sheet.grid([["障厅", "可", ""], ["水利厅", "取水许可", "7"]], [92, 92, 60])
    item = only_table(sheet, tmp_path / "a.pdf")
    assert (
        item.text == "部门\t事项\t数\n人力资源社会保障厅\t人力资源服务许可\t21\n水利厅\t取水许可\t7"
    )


def test_heads_in_two_rows_between_three_lines(tmp_path: Path) -> None:
    sheet = start()
    top, height = sheet.below + 6, sheet.page_height
    for y in (top, top + 58, top + 58 + 58):
        sheet.canvas.line(LEFT, height - y, LEFT + 440, height - y)
    sheet.put("部门", LEFT + 20, top + 36, 12)
    for x, text in ((190, "本周"), (350, "全年")):
        sheet.put(text, LEFT + x, top + 20, 12)
    for x, text in ((150, "受理"), (230, "办结"), (310, "受理"), (390, "办结")):
        sheet.put(text, LEFT + x, top + 49, 12)
    for row, texts in enumerate(
        (["商务", "12", "11", "120", "110"], ["水利", "7", "7", "77", "70"])
    ):
        for x, text in zip((20, 150, 230, 310, 390), texts, strict=True):
            sheet.put(text, LEFT + x, top + 78 + 29 * row, 12)
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.text == (
        "部门\t本周\t\t全年\t\n\t受理\t办结\t受理\t办结\n商务\t12\t11\t120\t110\n水利\t7\t7\t77\t70"
    )
    assert item.table is not None
    spans = [(cell.row_span, cell.column_span) for cell in item.table.cells[:3]]
    assert spans == [(2, 1), (1, 2), (1, 2)]
    assert sum(cell.header for cell in item.table.cells) == 7


def test_a_unit_note_beside_the_caption(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、办件统计")
    sheet.line("表1　各窗口办件情况　　　　　　单位：件")
    sheet.grid(ROWS, [150, 140, 140])
    item = only_table(sheet, tmp_path / "a.pdf")
    assert item.table is not None
    assert (item.table.caption, item.table.unit_note) == ("表1各窗口办件情况", "单位：件")
