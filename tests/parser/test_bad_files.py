"""Files that are no bulletin are refused with a stable code and a reason that names them."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from archive.config import Limits
from archive.errors import NotFound, SourceError
from archive.parser import parse
from archive.parser.sources import pdf
from archive.parser.sources.render import WIDEST, render_page
from tests.parser.typeset import Sheet, weekly


def refusal(path: Path, limits: Limits | None = None) -> SourceError:
    with pytest.raises(SourceError) as raised:
        parse(path, limits or Limits())
    error = raised.value
    assert path.name in error.message
    assert pickle.loads(pickle.dumps(error)).code == error.code  # noqa: S301
    return error


def bulletin(path: Path) -> Path:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳。")
    return sheet.save(path)


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.touch()
    assert refusal(path).code == "source.empty"


@pytest.mark.parametrize("content", [b"PK\x03\x04 docx", "简报".encode(), b"\0" * 5000])
def test_not_pdf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == "source.not_pdf"
    assert error.hint


@pytest.mark.parametrize(
    ("entry", "code", "advice"),
    [
        ("OFD.xml", "source.unsupported", "另存为 PDF"),
        ("xl/workbook.xml", "source.not_docx", "支持"),
    ],
)
def test_archives_that_are_no_word_files(
    tmp_path: Path, entry: str, code: str, advice: str
) -> None:
    path = tmp_path / "简报.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Doc_0/Document.xml", "<Document/>")
        archive.writestr(entry, "<OFD/>")
    error = refusal(path)
    assert error.code == code
    assert ("OFD" in error.message.removeprefix(path.name)) is (code == "source.unsupported")
    assert advice in error.hint


def test_missing_and_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pdf").code == "source.unreadable"
    assert refusal(tmp_path).code == "source.unreadable"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_truncated(tmp_path: Path, share: float) -> None:
    path = bulletin(tmp_path / "cut.pdf")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path).code == "source.truncated"


def test_damaged(tmp_path: Path) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\xff" * 3000 + b"\n%%EOF\n")
    assert refusal(path).code == "source.unreadable"


def test_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("geheim", canPrint=0))
    canvas.drawString(100, 100, "secret")
    canvas.save()
    assert refusal(path).code == "source.encrypted"


def test_empty_password_is_opened(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas = Canvas(sheet._buffer, encrypt=StandardEncryption("", ownerPassword="owner"))
    sheet.title("窗口服务周报")
    sheet.line("2024年第6期")
    sheet.paragraph("一、工作动态")
    sheet.paragraph("各窗口运行平稳，未收到投诉。")
    issue = parse(sheet.save(tmp_path / "restricted.pdf"), Limits())
    assert issue.masthead.number == 6


def test_no_text(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    assert refusal(path).code == "source.no_text"


def test_not_a_bulletin(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(6):
        sheet.paragraph("从前有座山，山里有座庙，庙里有个老和尚正在给小和尚讲故事，讲的是什么呢。")
    error = refusal(sheet.save(tmp_path / "story.pdf"))
    assert error.code == "source.not_bulletin"


@pytest.mark.parametrize(
    "limits",
    [Limits(file_megabytes=0), Limits(pages=0), Limits(page_characters=20), Limits(page_paths=3)],
)
def test_too_large(tmp_path: Path, limits: Limits) -> None:
    sheet = weekly()
    sheet.paragraph("一、工作动态")
    sheet.grid([["窗口", "受理"], ["商务", "120"]], [100, 100])
    assert refusal(sheet.save(tmp_path / "big.pdf"), limits).code == "source.too_large"


def test_characters_that_pdfium_leaves_out_count_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "count_characters", lambda textpage: 0)
    path = bulletin(tmp_path / "big.pdf")
    assert refusal(path, Limits(page_characters=20)).code == "source.too_large"


def test_render(tmp_path: Path) -> None:
    path = bulletin(tmp_path / "page.pdf")
    image = render_page(path, 1, 600)
    assert abs(image.width - 600) <= 1
    shades = image.convert("L").tobytes()
    darkest, lightest = min(shades), max(shades)
    assert darkest < 64
    assert lightest == 255
    assert render_page(path, 1, 10**9).width <= WIDEST + 1
    with pytest.raises(NotFound, match="第 2 页"):
        render_page(path, 2, 600)
