"""Outlines in all the forms offices print them, from PDF to sections and items."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from archive.config import Limits
from archive.model import Issue, ItemKind
from archive.parser import parse
from tests.parser.typeset import Sheet, weekly

LIMITS = Limits()
TEXT = "窗口受理事项七十余件，均在承诺时限内办结，群众评价满意率保持稳定，无一件投诉。"


def outline(issue: Issue) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.heading) for section in issue.sections]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["◆工作动态", "◆办件情况"], [(1, "◆", "工作动态"), (1, "◆", "办件情况")]),
        (["【工作动态】", "【办件情况】"], [(1, "", "工作动态"), (1, "", "办件情况")]),
        (["01 总体情况", "02 下步打算"], [(1, "01", "总体情况"), (1, "02", "下步打算")]),
        (
            ["第一章 总则", "第一节 范围", "第二节 原则"],
            [(1, "第一章", "总则"), (2, "第一节", "范围"), (2, "第二节", "原则")],
        ),
        (
            ["一、动态", "（一）窗口", "1.商务窗口", "①受理"],
            [(1, "一、", "动态"), (2, "（一）", "窗口"), (3, "1.", "商务窗口"), (4, "①", "受理")],
        ),
        (
            ["▲领导活动", "◆调研", "◆会见", "▲部门动态", "◆调研"],
            [
                (1, "▲", "领导活动"),
                (2, "◆", "调研"),
                (2, "◆", "会见"),
                (1, "▲", "部门动态"),
                (2, "◆", "调研"),
            ],
        ),
        (
            ["一、动态", "【商务厅】", "二、数据", "【商务厅】"],
            [(1, "一、", "动态"), (2, "", "商务厅"), (1, "二、", "数据"), (2, "", "商务厅")],
        ),
        (
            ["一、动态", "■亮点", "二、数据", "■亮点"],
            [(1, "一、", "动态"), (2, "■", "亮点"), (1, "二、", "数据"), (2, "■", "亮点")],
        ),
    ],
)
def test_numberings(
    tmp_path: Path, headings: list[str], expected: list[tuple[int, str, str]]
) -> None:
    sheet = weekly()
    for heading in headings:
        sheet.paragraph(heading)
        sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert outline(issue) == expected
    assert [item.text for item in issue.items] == [TEXT] * len(headings)
    assert issue.problems == ()


def test_columns_hold_the_titles_below_them(tmp_path: Path) -> None:
    sheet = weekly()
    for column in ("【要闻】", "【部门信息】"):
        sheet.centered(column, 18)
        for title in ("全省政务服务工作会议召开", "省商务厅开展窗口培训"):
            sheet.centered(title, 18)
            sheet.paragraph(TEXT)
    levels = [level for level, _, _ in outline(parse(sheet.save(tmp_path / "a.pdf"), LIMITS))]
    assert levels == [1, 2, 2] * 2


@pytest.mark.parametrize(("number", "size"), [("01", 28.0), ("第一章", 20.0)])
def test_a_number_above_its_heading(tmp_path: Path, number: str, size: float) -> None:
    sheet = weekly()
    sheet.centered(number, size)
    sheet.centered("总体情况", 20)
    sheet.paragraph(TEXT)
    assert outline(parse(sheet.save(tmp_path / "a.pdf"), LIMITS)) == [(1, number, "总体情况")]


def test_appendices_are_listed_once_and_titled(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.centered("窗口服务标准化的平海实践", 22)
    sheet.paragraph(TEXT)
    sheet.paragraph("附件：1.窗口服务清单")
    sheet.line("2.窗口服务标准", 79 + 5 * 16)
    for number, title in ((1, "窗口服务清单"), (2, "窗口服务标准")):
        sheet.line(f"附件{number}")
        sheet.centered(title, 22)
        sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert outline(issue)[1:] == [(1, "附件1", "窗口服务清单"), (1, "附件2", "窗口服务标准")]
    assert issue.items[1].text == "附件：1.窗口服务清单\n2.窗口服务标准"
    assert issue.problems == ()


def test_listed_points_are_items_of_their_own(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.paragraph("一是" + TEXT)
    sheet.paragraph("二是" + TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [(item.number, item.text) for item in issue.items] == [("一是", TEXT), ("二是", TEXT)]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ("124", "outline.number_skipped"),
        ("1223", "outline.number_repeated"),
        ("1243", "outline.number_skipped"),
    ],
)
def test_misprinted_numbers_are_kept_and_reported(tmp_path: Path, numbers: str, code: str) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    for number in numbers:
        sheet.paragraph(f"{number}.{TEXT}")
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [item.number for item in issue.items] == [f"{number}." for number in numbers]
    assert code in {problem.code for problem in issue.problems}


def test_articles_are_numbered_through_chapters(tmp_path: Path) -> None:
    sheet = weekly()
    for chapter, articles in (("第一章 总则", ("一", "二")), ("第二章 附则", ("三",))):
        sheet.paragraph(chapter)
        for article in articles:
            sheet.paragraph(f"第{article}条 {TEXT}")
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [item.number for item in issue.items] == ["第一条", "第二条", "第三条"]
    assert issue.problems == ()


@pytest.mark.parametrize("leader", [True, False])
def test_contents_are_checked_and_not_read_twice(tmp_path: Path, leader: bool) -> None:
    sheet = weekly()
    sheet.centered("目 录")
    for entry, page in (("一、工作动态", 1), ("二、办件情况", 2), ("三、专项行动", 3)):
        sheet.line(entry + (f"……………………{page}" if leader else ""))
    sheet.break_page()
    for heading in ("一、工作动态", "二、办件情况", *([] if leader else ["三、专项行动"])):
        sheet.paragraph(heading)
        sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    headings = [section.heading for section in issue.sections]
    assert headings == ["工作动态", "办件情况", *([] if leader else ["专项行动"])]
    missing = [p.message for p in issue.problems if p.code == "contents.not_found"]
    assert missing == (["目录所列“专项行动”在正文中没有找到"] if leader else [])


def test_parts_of_the_contents_need_not_be_printed(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.centered("目 录")
    sheet.line("综合信息")
    sheet.line("一、全省各级政务服务大厅窗口服务标准化建设工作推进的情况")
    sheet.line("和下一步打算" + "…" * 20 + "（2）")
    sheet.line("部门信息")
    sheet.line("二、办件情况" + "…" * 20 + "（3）")
    sheet.break_page()
    for heading in (
        "一、全省各级政务服务大厅窗口服务标准化建设工作推进的情况和下一步打算",
        "二、办件情况",
    ):
        sheet.paragraph(heading)
        sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert len(issue.sections) == 2
    assert issue.problems == ()


def test_documents_of_a_gazette(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.title("云川省人民政府公报")
    sheet.centered("2024年第3期")
    titles = ["关于推进窗口服务标准化建设的通知", "云川省政务服务评价办法"]
    for number, title in enumerate(titles, 11):
        sheet.paragraph(title)
        sheet.paragraph(f"云政办〔2024〕{number}号")
        sheet.paragraph("各市（州）人民政府，省政府各部门：")
        sheet.paragraph("一、总体要求")
        sheet.paragraph(TEXT)
        sheet.line("云川省人民政府办公厅", 320)
        sheet.line(f"2024年3月{number}日", 340)
    sheet.paragraph("附件1")
    sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert outline(issue) == [
        (1, "", titles[0]),
        (2, "一、", "总体要求"),
        (1, "", titles[1]),
        (2, "一、", "总体要求"),
        (2, "", "附件1"),
    ]
    signatures = [item.text for item in issue.items if item.kind is ItemKind.SIGNATURE]
    assert signatures == [
        "云川省人民政府办公厅\n2024年3月11日",
        "云川省人民政府办公厅\n2024年3月12日",
    ]


def test_a_gazette_of_a_hundred_pages(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.title("云川省人民政府公报")
    sheet.centered("2024年第9期")
    sheet.centered("2024年5月15日")
    sheet.centered("目 录")
    subjects = ["窗口服务", "道路运输", "水库移民", "种子管理", "学校卫生", "古树保护", "渔港建设"]
    titles = [f"云川省人民政府关于加强{subject}工作的意见" for subject in subjects]
    unprinted = "云川省人民政府关于表彰先进集体的决定"
    for number, title in enumerate([*titles, unprinted]):
        sheet.line(f"{title}……………………{number * 14 + 2}")
    sheet.break_page()
    for number, title in enumerate(titles, 31):
        sheet.centered(title, 20)
        sheet.centered(f"云政发〔2024〕{number}号")
        sheet.paragraph("各市（州）人民政府，省政府各部门：")
        for ordinal in "一二三四五六七八九十":
            sheet.paragraph(f"{ordinal}、第{ordinal}项任务")
            sheet.paragraph(TEXT)
            sheet.paragraph(TEXT)
            sheet.break_page()
        sheet.line("附件：1.任务分工表")
        sheet.line("云川省人民政府", 320)
        sheet.line(f"2024年3月{number - 20}日", 340)
        sheet.break_page()
        sheet.line("附件1")
        sheet.centered("任务分工表", 20)
        for _ in range(3):
            sheet.paragraph(TEXT)
            sheet.break_page()
    sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [page.label for page in issue.pages] == [str(n) for n in range(1, 101)]
    article = [(2, f"{n}、", f"第{n}项任务") for n in "一二三四五六七八九十"]
    assert outline(issue) == [
        heading
        for title in titles
        for heading in ((1, "", title), *article, (2, "附件1", "任务分工表"))
    ]
    signed = [item.section for item in issue.items if item.kind is ItemKind.SIGNATURE]
    assert signed == [f"{number}.10" for number in range(1, 8)]
    assert sum(item.text == TEXT for item in issue.items) == 7 * (20 + 3) + 1
    assert [p.code for p in issue.problems] == ["contents.not_found"]
    assert unprinted in issue.problems[0].message


def test_a_title_of_two_lines_is_one_heading(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.centered("关于在全省政务服务大厅开展窗口服务", 20)
    sheet.centered("质量提升专项行动的情况", 20)
    sheet.paragraph(TEXT)
    sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert outline(issue) == [(1, "", "关于在全省政务服务大厅开展窗口服务质量提升专项行动的情况")]


@pytest.mark.parametrize(
    ("printed", "year", "number", "last", "serial"),
    [
        ("2024年第28周", 2024, 28, None, None),
        ("2019年第3期", 2019, 3, None, None),
        ("第48期（总第468期）", 2024, 48, None, 468),
        ("〔2021〕12号", 2021, 12, None, None),
        ("[2025]5号", 2025, 5, None, None),
        ("第十二期", 2024, 12, None, None),
        ("１期（总第５７７期）", 2024, 1, None, 577),
        ("2024年第5、6期", 2024, 5, 6, None),
        ("2024年第5期、第6期合刊", 2024, 5, 6, None),
    ],
)
def test_number_lines(
    tmp_path: Path, printed: str, year: int, number: int, last: int | None, serial: int | None
) -> None:
    sheet = Sheet()
    sheet.title("窗口服务周报")
    sheet.centered(printed)
    sheet.line("云川省政务服务中心　　　　　　　2024年2月28日")
    sheet.paragraph("一、工作动态")
    sheet.paragraph(TEXT)
    masthead = parse(sheet.save(tmp_path / "a.pdf"), LIMITS).masthead
    assert (masthead.number, masthead.number_last, masthead.serial) == (number, last, serial)
    assert masthead.year == year
    assert masthead.date == dt.date(2024, 2, 28)
    assert masthead.publishers == ("云川省政务服务中心",)


@pytest.mark.parametrize(
    ("lines", "number", "date", "publishers"),
    [
        (["2024", "第4号（总号：312）", "云川省人民政府主办", "4月30日"], 4, (4, 30), 1),
        (["半月刊", "2024年第5期 总第1205期", "3月15日出版"], 5, (3, 15), 0),
        (["第 8 期", "云川省防汛抗旱指挥部办公室", "2024年7月9日16时"], 8, (7, 9), 1),
        (["2024-03-05　　第65期　　星期二"], 65, (3, 5), 0),
        (["2024年3月5日　星期二　农历正月廿五　第12期　共4版"], 12, (3, 5), 0),
        (["中共云川省委 云川省人民政府", "2024年第2期", "2024年1月8日"], 2, (1, 8), 2),
    ],
)
def test_mastheads_of_other_layouts(
    tmp_path: Path, lines: list[str], number: int, date: tuple[int, int], publishers: int
) -> None:
    sheet = Sheet()
    sheet.title("政务要情")
    for line in lines:
        sheet.centered(line)
    sheet.paragraph("一、工作动态")
    sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert issue.masthead.title == "政务要情"
    assert (issue.masthead.year, issue.masthead.number) == (2024, number)
    assert issue.masthead.date == dt.date(2024, *date)
    assert len(issue.masthead.publishers) == publishers
    assert [item.text for item in issue.items] == [TEXT]


@pytest.mark.parametrize("size", [28.0, 16.0])
def test_name_and_number_in_one_line(tmp_path: Path, size: float) -> None:
    sheet = Sheet()
    sheet.centered("政务服务简报（第12期）", size)
    sheet.centered("云川省政务服务中心　2024年3月5日")
    sheet.centered("全省政务服务工作会议召开", 22)
    sheet.paragraph(TEXT)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert issue.masthead.title == "政务服务简报"
    assert (issue.masthead.year, issue.masthead.number) == (2024, 12)
    assert outline(issue) == [(1, "", "全省政务服务工作会议召开")]


def test_who_signed_may_stand_in_the_masthead(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.title("督查专报")
    sheet.line("第12期　　　　　　　签发人：王明远")
    sheet.line("云川省人民政府办公厅　　　2024年3月5日")
    sheet.paragraph("一、工作动态")
    sheet.paragraph(TEXT)
    sheet.line("共印：150份　　　　电话：0000-123456")
    sheet.line("云川省人民政府办公厅秘书处　　　2024年3月6日印")
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert issue.masthead.date == dt.date(2024, 3, 5)
    assert [(entry.label, entry.text) for entry in issue.colophon.entries] == [
        ("签发人", "王明远"),
        ("电话", "0000-123456"),
        ("印", "云川省人民政府办公厅秘书处2024年3月6日"),
    ]
    assert issue.colophon.copies == 150


def test_masthead_without_number_and_joint_publishers_above(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.centered("云川省政务服务中心　云川省大数据中心")
    sheet.title("窗口服务周报")
    sheet.centered("（2023年12月25日—2024年1月5日）")
    sheet.paragraph("一、工作动态")
    sheet.paragraph(TEXT)
    masthead = parse(sheet.save(tmp_path / "a.pdf"), LIMITS).masthead
    assert masthead.publishers == ("云川省政务服务中心", "云川省大数据中心")
    assert masthead.period is not None
    assert masthead.period.start == dt.date(2023, 12, 25)
    assert masthead.period.end == dt.date(2024, 1, 5)
    assert masthead.number is None


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("更正：第五期第二条所载受理数应为六百件，误印为八百件，谨向读者致歉。", [(2024, 5, None)]),
        ("本刊2023年第48期（总第468期）第三条中“1081件”有误，应为“1018件”。", [(2023, 48, 468)]),
        ("按照第3期办理情况，窗口受理事项的统计口径有误，已要求各单位重新报送。", []),
        ("本刊第3期刊登的做法已在各市推开，窗口受理事项均在承诺时限内办结。", []),
        ("更正：本期第二条所载受理数应为六百件，详见第6期。", []),
    ],
)
def test_errata_name_the_issue_they_correct(
    tmp_path: Path, text: str, corrected: list[tuple[int | None, int | None, int | None]]
) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.paragraph("1." + TEXT)
    sheet.paragraph("2." + text)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    found = [(one.year, one.number, one.serial) for one in issue.errata]
    assert found == corrected
    assert all(one.item == "1-2" for one in issue.errata)


def test_items_below_a_heading_of_errata_correct_issues(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.paragraph("1." + TEXT)
    sheet.paragraph("二、更正")
    sheet.paragraph("1.第4期第一条中的受理数改为六百件，谨向读者致歉，并感谢来电指出的同志。")
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [(one.item, one.number) for one in issue.errata] == [("2-1", 4)]
