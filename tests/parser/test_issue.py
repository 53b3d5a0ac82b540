"""Whole issues, from PDF to sections and items."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.config import Limits
from archive.model import ItemKind, Period
from archive.parser import parse, read
from tests.parser.typeset import LINES, Sheet, weekly

LIMITS = Limits()


def test_small_issue_end_to_end(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    first = (
        "2月20日，省中心召开窗口工作例会。党组书记、主任卢启明主持会议，商务厅、水利厅和省药监局等"
        "3个部门负责人参加会议。会议要求各窗口做好节后服务，按时办结积压事项。"
    )
    sheet.paragraph("1." + first)
    second = (
        "市商务局组织进驻窗口的十二家单位开展业务培训，参训人员共 96 人次，其中新进人员 31 人。"
    )
    sheet.paragraph("2." + second, bold="2.市商务局")
    sheet.paragraph("二、综合窗口办件")
    sheet.paragraph("（一）办件情况")
    sheet.paragraph("本周，共咨询 1471 人次、受理 608 件；今年以来，累计咨询 7323 人次。")
    sheet.paragraph("（二）培训情况")
    sheet.paragraph("（三）组织线上培训一次。")
    sheet.line("送：省中心领导、各进驻部门。")
    sheet.line("发：省中心各处室。")
    sheet.line("（共印91份）")
    issue = parse(sheet.save(tmp_path / "weekly.pdf"), LIMITS)

    masthead = issue.masthead
    assert masthead.title == "窗口服务周报"
    assert masthead.publishers == ("云川省政务服务中心",)
    assert (masthead.year, masthead.number, masthead.serial) == (2024, 6, 88)
    assert masthead.number_printed == "2024年第6期（总第88期）"
    assert masthead.period == Period(dt.date(2024, 2, 19), dt.date(2024, 2, 23))
    assert masthead.date == dt.date(2024, 2, 28)
    assert [(s.key, s.parent, s.level, s.number, s.heading) for s in issue.sections] == [
        ("1", "", 1, "一、", "工作动态"),
        ("2", "", 1, "二、", "综合窗口办件"),
        ("2.1", "2", 2, "（一）", "办件情况"),
        ("2.2", "2", 2, "（二）", "培训情况"),
    ]
    assert [(i.key, i.section, i.number, i.text) for i in issue.items] == [
        ("1-1", "1", "1.", first),
        ("1-2", "1", "2.", second.replace(" ", "")),
        ("2.1-1", "2.1", "", "本周，共咨询1471人次、受理608件；今年以来，累计咨询7323人次。"),
        ("2-1", "2", "（三）", "组织线上培训一次。"),
    ]
    lead = issue.items[1]
    assert [lead.text[span.start : span.end] for span in lead.bold] == ["市商务局"]
    assert [(e.label, e.text) for e in issue.colophon.entries] == [
        ("送", "省中心领导、各进驻部门。"),
        ("发", "省中心各处室。"),
    ]
    assert issue.colophon.copies == 91
    assert [page.label for page in issue.pages] == ["1"]
    assert issue.problems == ()


def test_name_cut_by_a_page_end_comes_out_whole(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、专项行动")
    sheet.skip_to(LINES - 1)
    text = "组织省发展改革委、科学技术厅、财政厅、人力资源社会保障厅、商务厅等部门开展政策解读。"
    sheet.paragraph("（一）" + text)
    issue = parse(sheet.save(tmp_path / "cut.pdf"), LIMITS)
    (item,) = issue.items
    assert item.text == text
    start = text.index("人力资源社会保障厅")
    pages = {run.page for run in item.runs}
    assert pages == {1, 2}
    assert item.runs[0].end > start  # the page ends inside the name


def test_paragraph_after_a_full_last_line_starts_by_its_indent(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    full = "省中心组织进驻部门开展窗口服务礼仪培训和业务竞赛活动。"
    assert len(full) == 27 - 0
    sheet.paragraph(full[:-1] + "。")
    sheet.paragraph("市商务局派员参加。")
    issue = parse(sheet.save(tmp_path / "full.pdf"), LIMITS)
    assert len(issue.items) == 2


@pytest.mark.parametrize("head", ["", "窗口服务周报 2024年第6期"])
def test_furniture_is_labelled_and_no_part_of_the_text(tmp_path: Path, head: str) -> None:
    sheet = weekly()
    sheet.head = head
    sheet.paragraph("一、工作动态")
    for number in range(1, 41):
        sheet.paragraph(
            f"{number}.窗口受理事项{number * 7}件，均在承诺时限内办结，群众评价满意率保持稳定。"
        )
    path = sheet.save(tmp_path / "long.pdf")
    document = read(path, LIMITS)
    assert len(document.pages) == 4
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]
    furniture = [line.text for page in document.pages for line in page.lines if line.furniture]
    assert len(furniture) == (8 if head else 4)
    issue = parse(path, LIMITS)
    assert len(issue.items) == 40
    assert all(item.text.endswith("保持稳定。") for item in issue.items)


@pytest.mark.parametrize("open_sides", [False, True])
def test_table_becomes_an_item_with_its_caption(tmp_path: Path, open_sides: bool) -> None:
    sheet = weekly()
    sheet.paragraph("一、办件统计")
    sheet.centered("表1 各窗口办件情况")
    sheet.line("单位：件", 460)
    rows = [["窗口", "受理", "办结"], ["商务", "120", "118"], ["水利", "45", "45"]]
    sheet.grid(rows, [120, 100, 100], open_sides=open_sides)
    sheet.paragraph("以上数据由各窗口报送。")
    issue = parse(sheet.save(tmp_path / "table.pdf"), LIMITS)
    table_item, note = issue.items
    assert table_item.kind is ItemKind.TABLE
    assert table_item.text == "窗口\t受理\t办结\n商务\t120\t118\n水利\t45\t45"
    assert note.text == "以上数据由各窗口报送。"
    table = table_item.table
    assert table is not None
    assert (table.caption, table.unit_note) == ("表1各窗口办件情况", "单位：件")
    assert (table.rows, table.columns) == (3, 3)
    header = [cell for cell in table.cells if cell.header]
    assert [table_item.text[c.span.start : c.span.end] for c in header] == rows[0]


def test_table_goes_on_after_a_page_break_without_its_second_header(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、办件统计")
    sheet.skip_to(LINES - 3)
    header = ["窗口", "受理", "办结"]
    sheet.grid([header, ["商务", "120", "118"]], [120, 100, 100])
    sheet.break_page()
    sheet.grid([header, ["水利", "45", "45"], ["林草", "9", "8"]], [120, 100, 100])
    issue = parse(sheet.save(tmp_path / "two.pdf"), LIMITS)
    (item,) = issue.items
    assert item.text == "窗口\t受理\t办结\n商务\t120\t118\n水利\t45\t45\n林草\t9\t8"
    assert {run.page for run in item.runs} == {1, 2}


def test_heading_without_number_and_bold_leads(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("工作动态", bold="工作动态")
    sheet.paragraph("市民政局 开展低保复核，涉及对象 412 户。", bold="市民政局")
    issue = parse(sheet.save(tmp_path / "bold.pdf"), LIMITS)
    assert [(s.number, s.heading) for s in issue.sections] == [("", "工作动态")]
    (item,) = issue.items
    assert item.text == "市民政局开展低保复核，涉及对象412户。"
    assert [item.text[s.start : s.end] for s in item.bold] == ["市民政局"]


def test_oddities_of_numbering_are_problems(tmp_path: Path) -> None:
    sheet = weekly()
    for text in ("一、工作动态", "二、办件情况", "二、培训情况", "五、其他工作"):
        sheet.paragraph(text)
        sheet.paragraph("各窗口运行平稳。")
    issue = parse(sheet.save(tmp_path / "odd.pdf"), LIMITS)
    assert [problem.code for problem in issue.problems] == [
        "outline.number_repeated",
        "outline.number_skipped",
    ]
    assert "第三项" in issue.problems[1].message


def test_contents_and_signature_are_no_items(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.centered("目 录")
    sheet.line("一、工作动态…………………………1")
    sheet.line("二、办件情况…………………………2")
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳。")
    sheet.paragraph("二、办件情况")
    sheet.paragraph("各窗口按时办结。")
    sheet.line("云川省政务服务中心", 330)
    sheet.line("2024年2月28日", 350)
    issue = parse(sheet.save(tmp_path / "contents.pdf"), LIMITS)
    assert [s.heading for s in issue.sections] == ["工作动态", "办件情况"]
    assert [i.text for i in issue.items] == ["各窗口运行平稳。", "各窗口按时办结。"]


def test_rotated_page_reads_the_same(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    sheet.line("市政务简报", size=30)
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳，未收到群众投诉和举报。")
    upright = parse(sheet.save(tmp_path / "upright.pdf"), LIMITS)

    turned_sheet = Sheet(numbered=False)
    canvas = turned_sheet.canvas
    # Drawn sideways and turned back by /Rotate, as scanners and some printers do.
    canvas.setPageSize((turned_sheet.page_height, 595.28))
    canvas.setPageRotation(90)
    canvas.translate(turned_sheet.page_height, 0)
    canvas.rotate(90)
    turned_sheet.line("市政务简报", size=30)
    turned_sheet.paragraph("一、工作动态")
    turned_sheet.paragraph("各窗口运行平稳，未收到群众投诉和举报。")
    turned = parse(turned_sheet.save(tmp_path / "turned.pdf"), LIMITS)
    assert turned.masthead.title == upright.masthead.title == "市政务简报"
    assert [i.text for i in turned.items] == [i.text for i in upright.items]
    (before,), (after,) = upright.items[0].runs, turned.items[0].runs
    assert after.top == pytest.approx(before.top, abs=1)
    assert after.edges == pytest.approx(before.edges, abs=1)


_TEXT = st.text(
    alphabet=st.sampled_from("本周窗口受理事项件，。、（）办结部门服务0123456789ABCabc％“”《》"),
    min_size=1,
    max_size=150,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(_TEXT, min_size=1, max_size=5))
def test_any_paragraphs_come_out_as_they_went_in(tmp_path: Path, bodies: list[str]) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    # A lead and an end, so that no text looks like a numbering or a heading.
    texts = [f"窗口{body}完。" for body in bodies]
    for text in texts:
        sheet.paragraph(text)
    issue = parse(sheet.save(tmp_path / "any.pdf"), LIMITS)
    assert [item.text for item in issue.items] == texts


@pytest.mark.parametrize(
    ("lines", "number_printed", "serial"),
    [
        (
            ["第　6　期（总第　88　期）", "云川省政务服务中心", "2024年2月28日"],
            "第6期（总第88期）",
            88,
        ),
        (["2024年第6期　云川省政务服务中心编　2024年2月28日"], "2024年第6期", None),
        (
            ["第六期", "（总第八十八期）", "云川省政务服务中心　2024年2月28日"],
            "第六期（总第八十八期）",
            88,
        ),
        (["云川省政务服务中心主办", "〔2024〕6号", "二〇二四年二月二十八日"], "〔2024〕6号", None),
        (
            ["主办：云川省政务服务中心", "２０２４年第６期", "２０２４年２月２８日"],
            "２０２４年第６期",
            None,
        ),
    ],
)
def test_mastheads_as_offices_print_them(
    tmp_path: Path, lines: list[str], number_printed: str, serial: int | None
) -> None:
    sheet = Sheet()
    sheet.line("内部资料　注意保存")
    sheet.title("窗口服务简报")
    for text in lines:
        sheet.centered(text)
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳，未收到群众投诉和举报。")
    masthead = parse(sheet.save(tmp_path / "head.pdf"), LIMITS).masthead
    assert masthead.title == "窗口服务简报"
    assert masthead.publishers == ("云川省政务服务中心",)
    assert (masthead.year, masthead.number, masthead.serial) == (2024, 6, serial)
    assert masthead.number_printed == number_printed
    assert masthead.date == dt.date(2024, 2, 28)


@pytest.mark.parametrize(
    ("line", "publishers"),
    [
        ("青石镇人大主席团编", ("青石镇人大主席团",)),
        ("编印单位：江口县清河镇", ("江口县清河镇",)),
        ("主编：周文远", ()),
    ],
)
def test_a_publisher_is_known_by_its_part(
    tmp_path: Path, line: str, publishers: tuple[str, ...]
) -> None:
    sheet = Sheet()
    sheet.title("民生快报")
    sheet.centered("2024年第6期")
    sheet.centered(line)
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳，未收到群众投诉和举报。")
    masthead = parse(sheet.save(tmp_path / "head.pdf"), LIMITS).masthead
    assert masthead.publishers == publishers


def test_colophon_entries_on_one_line_and_the_imprint(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳，发：字样不是版记。")
    sheet.line("抄送：省委办公厅，省人大常委会办公厅，省政协办公厅，各市人民政府办公")
    sheet.line("室，省级各部门。")
    sheet.line("签发：周文远　　编辑：林小满　　校　对：何一舟")
    sheet.line("云川省政务服务中心　　　　2024年2月28日印发")
    issue = parse(sheet.save(tmp_path / "colophon.pdf"), LIMITS)
    assert [(e.label, e.text) for e in issue.colophon.entries] == [
        ("抄送", "省委办公厅，省人大常委会办公厅，省政协办公厅，各市人民政府办公室，省级各部门。"),
        ("签发", "周文远"),
        ("编辑", "林小满"),
        ("校对", "何一舟"),
        ("印发", "云川省政务服务中心2024年2月28日"),
    ]
    assert [item.text for item in issue.items] == ["各窗口运行平稳，发：字样不是版记。"]
