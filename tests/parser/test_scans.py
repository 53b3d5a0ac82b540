"""Pages without a text layer worth reading are read from their image."""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from archive.config import Limits
from archive.errors import SourceError
from archive.model import Issue, Origin, Span
from archive.parser import parse, read
from archive.parser.sources import pdf
from archive.parser.sources.rulings import Ruling
from archive.parser.sources.scan_rules import read_rules
from archive.parser.sources.scans import PageImage, is_rubbish
from tests.hostile import bombs
from tests.hostile.bombs import stream
from tests.parser.scanner import scan
from tests.parser.typeset import Sheet

PROSE = (
    "本周省政务服务中心召开窗口工作例会通报大厅运行情况研究部署下一阶段重点任务要求各进驻部门继续"
    "压缩办理时限减少申请材料提高群众满意度商务水利交通等窗口加强人员培训及时更新办事指南对积压事项"
    "逐一核对原因明确责任人员和完成时间确保在月底以前全部办结同时做好节假日值班安排和安全检查工作"
)
NAMES = " ".join(
    first + second
    for first in "王李张刘陈欧阳赵黄吴周徐"
    for second in ("志强", "秀兰", "芸", "晖", "梓涵", "建国", "鹭", "海燕", "楠", "立新")
)
PLACES = (
    "嵊泗、景宁、栾川、漯河、濮阳、亳州、衢州、婺源、鄱阳、歙县、黟县、郫都、犍为、筠连、珙县"
    "、邛崃、阆中、汶川、茂县、洱源、泸水、榕江、湄潭、岫岩、阜新、磐石、珲春、绥芬河、讷河、"
    "嫩江、莒南、郯城、兖州、郓城、鄄城、滕州、淄博、潍坊、芝罘、莱芜、鄢陵、郾城、鲁山、浚县"
    "、淇县、沁阳、孟津、渑池、邓州、枣阳、秭归、监利、黄梅、蕲春、浠水、郴州、汨罗、澧县、溆"
    "浦、沅江、涟源、耒阳、湘潭、禅城、顺德、番禺、揭阳、儋州"
)
CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The upper part of a page whose fonts are embedded: it looks the same on every machine."""
    document = pdfium.PdfDocument.new()
    document.import_pages(pdfium.PdfDocument(CORPUS / "weekly" / "weekly-2023-13.pdf"), [0])
    width, height = document[0].get_size()
    document[0].set_mediabox(0, height - 508, width, height)
    path = tmp_path_factory.mktemp("scans") / "printed.pdf"
    document.save(path)
    return path


def content(issue: Issue) -> tuple[object, ...]:
    headings = [(section.number, section.heading) for section in issue.sections]
    return issue.masthead, headings, [(item.number, item.text) for item in issue.items]


def test_a_scan_says_what_the_print_says(printed: Path, tmp_path: Path) -> None:
    skew = 2.0
    issue = parse(scan(printed, tmp_path / "scan.pdf", skew=skew), Limits())
    original = parse(printed, Limits())
    assert content(issue) == content(original)
    assert [page.origin for page in issue.pages] == [Origin.OCR]
    # The places are those of the page as displayed: askew.
    at = original.items[1].text.index("7220条")
    (straight,) = original.items[1].boxes(Span(at, at + 5))
    width, height = original.pages[0].width, original.pages[0].height
    x = (straight.x0 + straight.x1) / 2 - width / 2
    y = (straight.top + straight.bottom) / 2 - height / 2
    angle = radians(skew)
    boxes = issue.items[1].boxes(Span(at, at + 5))
    assert min(box.x0 for box in boxes) < x * cos(angle) - y * sin(angle) + width / 2
    assert max(box.x1 for box in boxes) > x * cos(angle) - y * sin(angle) + width / 2
    middle = (min(box.top for box in boxes) + max(box.bottom for box in boxes)) / 2
    assert middle == pytest.approx(x * sin(angle) + y * cos(angle) + height / 2, abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_may_lie_on_its_side(printed: Path, tmp_path: Path, turn: int) -> None:
    issue = parse(scan(printed, tmp_path / "scan.pdf", skew=1, turn=turn), Limits())
    original = parse(printed, Limits())
    assert content(issue) == content(original)
    at = original.items[1].text.index("7220条")
    (level,) = original.items[1].boxes(Span(at, at + 1))
    width, height = original.pages[0].width, original.pages[0].height
    x = (level.x0 + level.x1) / 2 - width / 2
    y = (level.top + level.bottom) / 2 - height / 2
    angle = radians(turn + 1)
    (box,) = issue.items[1].boxes(Span(at, at + 1))
    page = issue.pages[0]
    assert (page.width > page.height) is (turn == 180)
    assert (box.x0 + box.x1) / 2 == pytest.approx(
        x * cos(angle) - y * sin(angle) + page.width / 2, abs=8
    )
    assert (box.top + box.bottom) / 2 == pytest.approx(
        x * sin(angle) + y * cos(angle) + page.height / 2, abs=8
    )


def test_only_pages_without_text_are_recognised(printed: Path, tmp_path: Path) -> None:
    merged = pdfium.PdfDocument.new()
    for path in (printed, scan(printed, tmp_path / "scan.pdf")):
        merged.import_pages(pdfium.PdfDocument(path))
    merged.save(tmp_path / "merged.pdf")
    issue = parse(tmp_path / "merged.pdf", Limits())
    assert [page.origin for page in issue.pages] == [Origin.TEXT_LAYER, Origin.OCR]


def test_doubtful_lines_are_reported(printed: Path, tmp_path: Path) -> None:
    issue = parse(scan(printed, tmp_path / "blurred.pdf", blur=3), Limits())
    (problem,) = [found for found in issue.problems if found.code == "page.low_confidence"]
    assert problem.page == 1
    assert "第 1 页" in problem.message


def test_a_missing_extra_is_named(
    printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(SourceError, match="文字层") as raised:
        parse(scan(printed, tmp_path / "scan.pdf"), Limits())
    assert raised.value.code == "source.no_text"
    assert "bulletin-archive[ocr]" in raised.value.hint


def test_a_text_layer_of_private_characters_is_not_read(tmp_path: Path) -> None:
    sheet = Sheet(numbered=False)
    for row in range(3):
        sheet.put("".join(chr(0x9FA5 - 37 * (30 * row + i)) for i in range(28)), 79, 150 + 40 * row)
    with pytest.raises(SourceError) as raised:
        parse(sheet.save(tmp_path / "rubbish.pdf"), Limits())
    assert raised.value.code in ("source.no_text", "source.not_bulletin")


def test_rules_of_a_scan_can_be_sent_to_another_process() -> None:
    image = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(image).rectangle((50, 100, 550, 300), outline=0, width=3)
    rules = read_rules(image, PageImage(image, 0.0, 0.0, 0.5, 0.5))
    assert len(rules) == 4
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(rules), type=list[Ruling])
    assert sent == rules


@pytest.mark.parametrize("shift", [0, 1, 40])
def test_a_text_layer_with_a_wrong_map_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shift: int
) -> None:
    """The map gives each character of the font another that the font has as well."""
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    characters = sorted(set(PROSE))
    moved = characters[shift:] + characters[:shift]
    entries = b" ".join(
        b"<%04X> <%04X>" % (number, ord(character)) for number, character in enumerate(moved, 1)
    )
    lines = b" T* ".join(
        b"<%s> Tj" % b"".join(b"%04X" % (characters.index(c) + 1) for c in PROSE[i : i + 28])
        for i in range(0, len(PROSE), 28)
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        4: stream(b"BT /F 16 Tf 28 TL 80 700 Td " + lines + b" ET"),
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>",
        7: b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -120 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        8: stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar %s endbfchar "
            b"endcmap end end" % (len(characters), entries)
        ),
    }
    path = tmp_path / "wrong.pdf"
    path.write_bytes(bombs.pdf(objects))
    if shift:
        with pytest.raises(SourceError, match="文字层") as raised:
            read(path, Limits())
        assert raised.value.code == "source.no_text"
    else:
        (page,) = read(path, Limits()).pages
        assert "".join(line.text for line in page.lines) == PROSE


@pytest.mark.parametrize(
    ("text", "rubbish"),
    [
        ("本周，省商务厅窗口受理外贸经营者备案登记608件，办结597件，按期办结率98.2%。", False),
        ("雲川省政務服務中心本週受理外貿經營者備案登記六百零八件，辦結五百九十七件。", False),
        ("\ue012\ue345\uf001" * 10, True),
        ("\ufffd" * 40, True),
        ("".join(chr(0x5000 + 97 * i) for i in range(60)), True),
        ("\ue012", False),
        (NAMES, False),
        (PLACES, False),
        ("plain ASCII, however long it may be, says nothing of that kind", False),
    ],
)
def test_rubbish(text: str, rubbish: bool) -> None:
    assert is_rubbish(text) is rubbish


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert is_rubbish(text) in (True, False)
