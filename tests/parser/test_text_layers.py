"""The traps of PDF text layers, each reproduced with a PDF of our making."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from archive.config import Limits
from archive.model import Span
from archive.parser import parse, read
from tests.hostile.bombs import pdf, stream
from tests.parser.typeset import LEADING, LEFT, SIZE, Sheet, weekly

LIMITS = Limits()
TEXT = "窗口受理事项七十余件，均在承诺时限内办结，群众评价满意率保持稳定，无一件投诉。"


def texts(path: Path) -> list[str]:
    return [line.text for page in read(path, LIMITS).pages for line in page.lines]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    top, width = sheet.below, 13
    first, second = "本周" + TEXT * 4, "下周" + TEXT * 4
    for x, text in ((LEFT, first), (LEFT + 240, second)):
        lines = ["　　" + text[: width - 2]]
        rest = text[width - 2 :]
        lines += [rest[i : i + width] for i in range(0, len(rest), width)]
        for number, line in enumerate(lines, 1):
            indent = 2 * SIZE if line.startswith("　　") else 0
            sheet.put(line.strip("　"), x + indent, top + number * LEADING)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [item.text for item in issue.items] == [first, second]
    boxes = issue.items[1].runs
    assert min(run.edges[0] for run in boxes) > LEFT + 239


def test_invisible_text_is_no_text(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph(TEXT)
    piece = sheet.canvas.beginText(LEFT, 200)
    piece.setFont("STSong-Light", 16)
    piece.setTextRenderMode(3)
    piece.textOut("看不见的文字")
    sheet.canvas.drawText(piece)
    assert not any("看不见" in text for text in texts(sheet.save(tmp_path / "a.pdf")))


@pytest.mark.parametrize("upon_colour", [True, False])
def test_white_text_is_read_where_it_shows(tmp_path: Path, upon_colour: bool) -> None:
    sheet = weekly()
    sheet.paragraph(TEXT)
    if upon_colour:
        sheet.canvas.setFillColorRGB(0.7, 0, 0)
        sheet.canvas.rect(LEFT, 190, 300, 40, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.put("白色的栏目标题", LEFT + 10, sheet.page_height - 200)
    shown = any("白色" in text for text in texts(sheet.save(tmp_path / "a.pdf")))
    assert shown is upon_colour


def test_a_level_watermark_is_left_out_and_a_seal_does_not_matter(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.canvas.setFillColorRGB(0.85, 0.85, 0.85)
    sheet.put("内部资料", LEFT + 60, 500, 60)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    seal = Image.new("RGBA", (200, 200), (220, 0, 0, 90))
    sheet.canvas.drawImage(ImageReader(seal), 300, 400, 110, 110, mask="auto")
    sheet.paragraph(TEXT)
    found = texts(sheet.save(tmp_path / "a.pdf"))
    assert not any("内部" in text for text in found)
    assert "".join(found[-3:-1]).endswith(TEXT)


def test_form_fields_and_text_boxes_are_read(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph(TEXT)
    sheet.canvas.acroForm.textfield(
        name="count", value="608", x=300, y=300, width=80, height=20, fontSize=12, borderWidth=0
    )
    assert any("608" in text for text in texts(sheet.save(tmp_path / "a.pdf")))


def test_a_vertical_note_beside_level_text_is_reported(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    sheet = weekly()
    sheet.paragraph(TEXT)
    sheet.canvas.setFont("HeiseiMin-W3", 16)
    sheet.canvas.drawString(40, 500, "工作周報")
    document = read(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [problem.code for problem in document.problems] == ["page.turned_text"]
    assert not any(line.text[:1] == "工" for line in document.pages[0].lines)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_vertical_lines_are_read_from_the_right(tmp_path: Path, one_by_one: bool) -> None:
    font = UnicodeCIDFont("HeiseiMin-W3", isVertical=not one_by_one)
    font.fontName = font.name = font.fontName + ("H" if one_by_one else "V")
    pdfmetrics.registerFont(font)
    sheet = Sheet(numbered=False)
    columns = ["窓口工作周報第六期", "一、工作動態", "窓口受理事項七十余件", "均在承諾期限内辦結。"]
    for number, column in enumerate(columns):
        x = 480 - 32 * number
        sheet.canvas.setFont(font.fontName, 16)
        if one_by_one:
            for row, character in enumerate(column):
                sheet.canvas.drawString(x, 700 - 18 * row, character)
        else:
            sheet.canvas.drawString(x, 700, column)
    document = read(sheet.save(tmp_path / "a.pdf"), LIMITS)
    (page,) = document.pages
    assert [line.text for line in page.lines] == columns
    assert page.turn == 90
    assert document.problems == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_printed_sideways_is_read_and_placed(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(numbered=False)
    canvas, height = sheet.canvas, sheet.page_height
    # Points of the level page, from its lower left corner, to those of the sheet.
    canvas.saveState()
    if turn == 90:
        canvas.translate(0, height)
        canvas.rotate(-90)
    elif turn == 180:
        canvas.translate(595, height)
        canvas.rotate(180)
    else:
        canvas.translate(595, 0)
        canvas.rotate(90)
    canvas.setFont("STSong-Light", 24)
    canvas.drawString(200, 500, "窗口服务周报")
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(100, 450, "一、工作动态")
    canvas.drawString(100, 420, "1.窗口受理事项七十余件。")
    for y in (300, 330, 360):
        canvas.line(100, y, 400, y)
    for x in (100, 250, 400):
        canvas.line(x, 300, x, 360)
    for x, y, text in (
        (110, 340, "事项"),
        (260, 340, "件数"),
        (110, 310, "受理"),
        (260, 310, "608"),
    ):
        canvas.drawString(x, y, text)
    canvas.restoreState()
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert issue.masthead.title == "窗口服务周报"
    item, table = issue.items
    assert item.text == "窗口受理事项七十余件。"
    assert table.text == "事项\t件数\n受理\t608"
    assert not any(problem.code.startswith("page.") for problem in issue.problems)
    (box,) = item.boxes(Span(0, 1))
    x, y = (124, 420 + 6)
    shown = {
        90: (y, x),
        180: (595 - x, y),
        270: (595 - y, height - x),
    }[turn]
    assert box.x0 < shown[0] < box.x1
    assert box.top < shown[1] < box.bottom


def test_the_text_of_an_earlier_recognition_is_read_and_reported(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    noise = Image.effect_noise((600, 850), 40)
    sheet.canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
    for row in range(8):
        piece = sheet.canvas.beginText(LEFT, 700 - 30 * row)
        piece.setFont("STSong-Light", 16)
        piece.setTextRenderMode(3)
        piece.textOut(TEXT[:28])
        sheet.canvas.drawText(piece)
    document = read(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [line.text for line in document.pages[0].lines] == [TEXT[:28]] * 8
    assert [problem.code for problem in document.problems] == ["page.earlier_recognition"]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("— 3 —", "3"),
        ("- 3 -", "3"),
        ("第3页 共6页", "3"),
        ("3/6", "3"),
        ("·3·", "3"),
        ("3", "3"),
        ("〔3〕", "3"),
        ("(3)", "3"),
        ("Page 3 of 6", "3"),
    ],
)
def test_page_numbers_of_every_form(tmp_path: Path, printed: str, label: str) -> None:
    sheet = Sheet(numbered=False)
    sheet.title("窗口服务周报")
    sheet.paragraph(TEXT)
    sheet.put(printed, LEFT + 200, 800, 12)
    (page,) = read(sheet.save(tmp_path / "a.pdf"), LIMITS).pages
    assert page.label == label
    assert [line.text for line in page.lines if line.furniture] == [printed]


def test_heads_that_alternate_left_and_right(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    for page in range(4):
        sheet.put("窗口服务周报", LEFT if page % 2 else LEFT + 350, 50, 10)
        for _ in range(6):
            sheet.paragraph(TEXT)
        sheet.break_page()
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert {item.text for item in issue.items} == {TEXT}


def test_pages_of_several_sizes(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    for _ in range(5):
        sheet.paragraph(TEXT)
    sheet.break_page()
    sheet.canvas.setPageSize((900, sheet.page_height))
    wide = TEXT * 3
    for row, part in enumerate([wide[:43], wide[43:88], wide[88:]]):
        sheet.put(part, LEFT + (2 * SIZE if row == 0 else 0), 150 + row * LEADING)
    sheet.put(TEXT, LEFT + 2 * SIZE, 150 + 3 * LEADING)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [item.text for item in issue.items] == [TEXT] * 5 + [wide, TEXT]


def test_a_footnote_does_not_part_the_text_it_stands_in(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.skip_to(20)
    long = TEXT * 3
    sheet.line(long[:26], LEFT + 2 * SIZE)
    sheet.put("① 含各分厅的窗口。", LEFT, 752, 10.5)
    sheet.put("② 不含自助终端。", LEFT, 766, 10.5)
    sheet.break_page()
    sheet.paragraph(long[26:], indent=0)
    issue = parse(sheet.save(tmp_path / "a.pdf"), LIMITS)
    assert [(item.number, item.text) for item in issue.items] == [
        ("", long),
        ("①", "含各分厅的窗口。"),
        ("②", "不含自助终端。"),
    ]


@pytest.mark.parametrize("shift", [0.3, 0.6])
def test_double_drawing_doubles_nothing_and_is_bold(tmp_path: Path, shift: float) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    for x in (0, shift):
        sheet.put("市商务局", LEFT + 32 + x, sheet.below + LEADING)
    sheet.put("组织培训", LEFT + 32 + 4 * SIZE, sheet.below + LEADING)
    document = read(sheet.save(tmp_path / "a.pdf"), LIMITS)
    (line,) = (line for line in document.pages[0].lines if "培训" in line.text)
    assert line.text == "市商务局组织培训"
    assert line.bold == (Span(0, 4),)
    assert not any(other.bold for other in document.pages[0].lines if other is not line)


def test_the_encodings_of_fonts_that_are_not_embedded(tmp_path: Path) -> None:
    content = "本周窗口受理事项七十余件，均在承诺时限内办结。".encode("gbk").hex().encode()
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        4: stream(b"BT /F 16 Tf 80 700 Td <" + content + b"> Tj ET"),
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H"
        b" /DescendantFonts [6 0 R] >>",
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        7: b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -120 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
    }
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(objects))
    assert texts(path) == ["本周窗口受理事项七十余件，均在承诺时限内办结。"]


def test_characters_beyond_the_bmp(tmp_path: Path) -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"2 beginbfchar <0001> <D842DFB7> <0002> <5E02> endbfchar endcmap end end"
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        4: stream(b"BT /F 16 Tf 80 700 Td <" + b"0001" + b"0002" * 23 + b"> Tj ET"),
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>",
        7: b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -120 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        8: stream(cmap),
    }
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(objects))
    assert texts(path) == ["𠮷" + "市" * 23]


def test_full_width_digits_and_half_width_punctuation_stay(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph("１２３４件，Ａ类事项(含“一网通办”).")
    found = texts(sheet.save(tmp_path / "a.pdf"))
    assert "１２３４件，Ａ类事项(含“一网通办”)." in found


def test_an_unreadable_image_does_not_end_the_document(tmp_path: Path) -> None:
    sheet = weekly()
    sheet.paragraph(TEXT)
    data = io.BytesIO()
    Image.new("L", (50, 50), 200).save(data, "PNG")
    sheet.canvas.drawImage(ImageReader(data), 300, 100, 50, 50)
    path = sheet.save(tmp_path / "a.pdf")
    broken = path.read_bytes().replace(b"/Width 50", b"/Width 99")
    path.write_bytes(broken)
    assert "".join(texts(path)).count("窗口受理事项") == 1


def test_characters_placed_one_by_one_in_a_font_that_is_not_embedded(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    printed = ["云川省政务服务中心：", "窗口受理事项七十余件，均在承诺时限内办结。"]
    for row, text in enumerate(printed):
        for column, character in enumerate(text):
            sheet.put(character, LEFT + 16 * column, 200 + 29 * row)
    sheet.put("可", LEFT, 300, 12)
    sheet.put("可", LEFT + 0.4, 300, 12)
    (page,) = read(sheet.save(tmp_path / "a.pdf"), LIMITS).pages
    assert [line.text for line in page.lines] == [*printed, "可"]
    assert page.lines[0].edges[1] - page.lines[0].edges[0] == pytest.approx(16)


def test_watermarks_level_with_the_text_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    sheet.canvas.saveState()
    sheet.canvas.setFillColor(Color(0, 0, 0, alpha=0.15))
    sheet.put("内部资料", LEFT + 60, 205, 48)
    sheet.canvas.setFillColor(Color(0.8, 0.8, 0.8))
    for row in range(4):
        for column in range(3):
            sheet.put("张明 2024-02-28", LEFT + 150 * column, 190 + 40 * row, 10)
    sheet.canvas.restoreState()
    sheet.put(TEXT, LEFT, 200)
    (page,) = read(sheet.save(tmp_path / "a.pdf"), LIMITS).pages
    assert [line.text for line in page.lines] == [TEXT]
