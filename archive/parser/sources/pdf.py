"""A PDF becomes a :class:`Document`: lines with a place for every character."""

from __future__ import annotations

import ctypes
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from archive.config import Limits
from archive.errors import SourceError
from archive.model import Document, Origin, Page, PageTable, Problem, Severity, SourceFile
from archive.parser.sources.bands import find_banded_tables
from archive.parser.sources.bold import bold_styles
from archive.parser.sources.columns import in_reading_order
from archive.parser.sources.files import read_bytes
from archive.parser.sources.frames import (
    Frame,
    frame_of,
    may_be_vertical,
    prevailing_turn,
    vertical_lines,
)
from archive.parser.sources.glyphs import Glyphs, count_characters, read_glyphs
from archive.parser.sources.grids import find_tables
from archive.parser.sources.lines import StyledLine, build_lines
from archive.parser.sources.mined import MinedFile, MinedPage
from archive.parser.sources.printed import printed_text
from archive.parser.sources.rulings import Ruling, read_rulings
from archive.parser.sources.scans import (
    INSTALL_HINT,
    can_recognise,
    is_covered,
    is_rubbish,
    is_scan,
    page_image,
)

MEDIA_TYPE = "application/pdf"
_HEADER_WITHIN = 1024
_TRAILER_WITHIN = 2048
_PAGES_AT_ONCE = 50
_FEWEST_CHARACTERS = 20
"""A file with fewer printed characters in all says nothing that could be a bulletin."""
_DOUBTFUL = 0.9
"""Lines recognised with less confidence are reported; those of clean print score above it."""


@contextmanager
def open_pdf(path: Path, limits: Limits) -> Iterator[tuple[pdfium.PdfDocument, bytes]]:
    """Open a PDF and hand out its document and its bytes; close it in the end.

    Raises :class:`SourceError`: ``source.empty``, ``source.too_large``, ``source.not_pdf``,
    ``source.encrypted``, ``source.truncated`` or ``source.unreadable``.
    """
    data = _checked_bytes(path, limits)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _cannot_open(path, data) from error
    try:
        whole = raw.FPDF_DocumentHasValidCrossReferenceTable(document)
        if not len(document) or (not whole and not _has_trailer(data)):
            raise _damaged(path, data)
        if len(document) > limits.pages:
            raise SourceError(
                f"{path.name} 有 {len(document)} 页，超过上限 {limits.pages} 页",
                code="source.too_large",
                hint="请拆分文件，或在设置 limits.pages 中提高上限",
            )
        yield document, data
    finally:
        document.close()


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read the text layer of a PDF, and the images of pages that have none worth reading.

    Raises :class:`SourceError` as :func:`open_pdf` does, ``source.too_large`` for a page with too
    many objects and ``source.no_text`` when no text can be read.
    """
    contents: list[_PageContent] = []
    places: dict[float, float] = {}
    count = 1
    # PDFium and pdfminer keep what they have read of a document until it is closed.
    while len(contents) < count:
        with open_pdf(path, limits) as (pdf, data):
            if not contents:
                source = SourceFile(
                    hashlib.sha256(data).hexdigest(), path.name, MEDIA_TYPE, len(data)
                )
                producer, count = pdf.get_metadata_value("Producer"), len(pdf)
            mined = MinedFile(data)
            pages_now = range(len(contents), min(len(contents) + _PAGES_AT_ONCE, count))
            contents.extend(
                _read_page(path, pdf, index, limits, MinedPage(mined, index)) for index in pages_now
            )
        if len(contents) < count:
            first = pages_now.start
            contents[first:] = [_with_shared_places(c, places) for c in contents[first:]]
            _give_memory_back()
    if sum(content.characters for content in contents) < _FEWEST_CHARACTERS:
        raise SourceError(
            f"{path.name} 没有可用的文字层，也未能从图像识别出文字",
            code="source.no_text",
            hint="请检查扫描质量" if can_recognise() else INSTALL_HINT,
        )
    contents = _evened(contents)
    bold = bold_styles(
        (style for c in contents for line in c.lines for style in line.styles), producer
    )
    problems: list[Problem] = []
    pages: list[Page] = []
    for number, content in enumerate(contents, 1):
        lines = [styled.with_bold(bold) for styled in content.lines]
        tables: list[PageTable] = []
        outside = lines
        try:
            tables, outside = find_tables(
                content.rulings, lines, number, content.width, content.height
            )
        except OverflowError:
            problems.append(
                _problem("page.too_many_rulings", f"第 {number} 页线条过多，未识别表格", number)
            )
        banded, outside = find_banded_tables(content.rulings, outside, number)
        tables = sorted([*tables, *banded], key=lambda table: table.box.top)
        problems.extend(content.problems)
        pages.append(
            Page(
                number,
                *content.displayed_size,
                tuple(in_reading_order(outside)),
                tuple(tables),
                origin=content.origin,
                skew=content.skew,
                turn=content.turn,
            )
        )
    return Document(source, tuple(pages), tuple(problems))


def _with_shared_places(content: _PageContent, places: dict[float, float]) -> _PageContent:
    """``content`` with places to a hundredth of a point, equal ones the same object of ``places``:
    text keeps to margins and a grid, and places are most of what a long document takes."""
    lines = []
    for styled in content.lines:
        rounded = (round(x, 2) for x in styled.line.edges)
        edges = tuple(places.setdefault(x, x) for x in rounded)
        lines.append(replace(styled, line=replace(styled.line, edges=edges)))
    return replace(content, lines=lines)


def _give_memory_back() -> None:
    """Return what libraries have freed to the system: glibc would keep it."""
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


@dataclass(frozen=True, slots=True)
class _PageContent:
    """What one page holds, read before the page is closed; its size is that of the page turned
    back by ``turn`` degrees."""

    width: float
    height: float
    lines: list[StyledLine]
    rulings: list[Ruling]
    origin: Origin = Origin.TEXT_LAYER
    skew: float = 0.0
    turn: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def displayed_size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    @property
    def characters(self) -> int:
        return sum(len(styled.line.text) for styled in self.lines)


def _evened(contents: list[_PageContent]) -> list[_PageContent]:
    """``contents`` with what recognition reads differently from page to page made one."""
    scanned = [content for content in contents if content.origin is Origin.OCR]
    if not scanned:
        return contents
    from archive.parser.sources.evened import evened  # noqa: PLC0415 - for scans alone

    pages = evened([[styled.line for styled in content.lines] for content in scanned])
    even = {
        id(content): replace(content, lines=[StyledLine(line, ()) for line in page])
        for content, page in zip(scanned, pages, strict=True)
    }
    return [even.get(id(content), content) for content in contents]


def _read_page(
    path: Path, pdf: pdfium.PdfDocument, index: int, limits: Limits, mined: MinedPage
) -> _PageContent:
    try:
        page = _with_annotations(pdf, index)
        try:
            return _page_content(path, page, index, limits, mined)
        finally:
            page.close()
    except pdfium.PdfiumError as error:
        raise SourceError(
            f"{path.name} 第 {index + 1} 页已损坏，无法读取",
            code="source.truncated",
            hint="请重新获取完整的文件",
        ) from error


_SHOWN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)


def _with_annotations(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with the text of form fields and of text boxes laid over it made part of it."""
    page = pdf[index]
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _SHOWN:
            break
    else:
        return page
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return pdf[index]


def _page_content(
    path: Path, page: pdfium.PdfPage, index: int, limits: Limits, mined: MinedPage
) -> _PageContent:
    textpage = page.get_textpage()
    try:
        if count_characters(textpage) > limits.page_characters:
            raise _page_too_large(path, index, "字符", limits.page_characters)
        frame = frame_of(page, 0)
        try:
            rulings = read_rulings(page, frame.matrix, limits.page_paths)
        except OverflowError as error:
            raise _page_too_large(path, index, "线条", limits.page_paths) from error
        glyphs, frame = _level_glyphs(page, textpage, mined)
        # With those that PDFium leaves out and does not count.
        if len(glyphs.codes) > limits.page_characters:
            raise _page_too_large(path, index, "字符", limits.page_characters)
        if frame.turn:
            rulings = read_rulings(page, frame.matrix, limits.page_paths)
    finally:
        textpage.close()
    invisible = any(run.style.invisible for run in glyphs.runs)
    over_scan = invisible and is_covered(page)
    printed = printed_text(glyphs, page, frame, over_scan=over_scan)
    lines = build_lines(printed.glyphs, index + 1)
    text = "".join(styled.line.text for styled in lines)
    if is_scan(page, len(text)) or is_rubbish(text):
        return _scanned(page, index + 1, has_text=bool(text))
    problems = []
    if printed.otherwise:
        message = f"第 {index + 1} 页有竖排或横置的文字 {printed.otherwise} 字，未读"
        problems.append(_problem("page.turned_text", message, index + 1))
    if over_scan:
        message = f"第 {index + 1} 页的文字来自扫描件自带的识别层，未经核对"
        problems.append(_problem("page.earlier_recognition", message, index + 1))
    return _PageContent(
        frame.width, frame.height, lines, rulings, turn=frame.turn, problems=tuple(problems)
    )


def _level_glyphs(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, mined: MinedPage
) -> tuple[Glyphs, Frame]:
    """A page's characters in the frame in which most of them run from left to right."""
    displayed = frame_of(page, 0)
    glyphs = read_glyphs(page, textpage, displayed.matrix, mined)
    if turn := prevailing_turn(glyphs):
        frame = frame_of(page, turn)
        return read_glyphs(page, textpage, frame.matrix, mined), frame
    if may_be_vertical(glyphs):
        frame = frame_of(page, 90)
        turned = read_glyphs(page, textpage, frame.matrix, mined)
        if vertical := vertical_lines(glyphs, turned, displayed.width):
            return vertical, frame
    return glyphs, displayed


def _scanned(page: pdfium.PdfPage, number: int, *, has_text: bool) -> _PageContent:
    """What recognition reads on a page; its text layer, if it has one, is not worth reading."""
    width, height = page.get_size()
    if not can_recognise():
        what = "文字层不可用" if has_text else "没有文字层"
        problem = _problem("page.no_text", f"第 {number} 页{what}，未读；{INSTALL_HINT}", number)
        return _PageContent(width, height, [], [], problems=(problem,))
    # The engine is an extra.
    from archive.parser.sources.ocr import is_page_number, recognise  # noqa: PLC0415

    found = recognise(page_image(page), number, width, height)
    if found.turn in (90, 270):
        width, height = height, width
    problems: list[Problem] = []
    if not found.lines:
        problems.append(_problem("page.no_text", f"第 {number} 页未能识别出文字", number))
    doubtful = [
        line
        for line in found.lines
        if line.confidence < _DOUBTFUL and not is_page_number(line.text)
    ]
    if doubtful:
        least = min(doubtful, key=attrgetter("confidence"))
        problems.append(
            _problem(
                "page.low_confidence",
                f"第 {number} 页有 {len(doubtful)} 行识别把握不足，请核对页面图像，"
                f"例如“{least.text[:20]}”（{least.confidence:.2f}）",
                number,
            )
        )
    return _PageContent(
        width,
        height,
        [StyledLine(line, ()) for line in found.lines],
        list(found.rules),
        Origin.OCR,
        skew=found.skew,
        turn=found.turn,
        problems=tuple(problems),
    )


def has_header(start: bytes) -> bool:
    """Whether the first bytes of a file make it a PDF; some stand behind a mail's header."""
    return b"%PDF-" in start[:_HEADER_WITHIN]


def _checked_bytes(path: Path, limits: Limits) -> bytes:
    data = read_bytes(path, limits)
    if not has_header(data):
        raise SourceError(
            f"{path.name} 不是 PDF 文件", code="source.not_pdf", hint="请导入 PDF 格式的简报"
        )
    return data


def _cannot_open(path: Path, data: bytes) -> SourceError:
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        return SourceError(
            f"{path.name} 已加密，需要密码才能打开",
            code="source.encrypted",
            hint="请先去除密码，再导入",
        )
    return _damaged(path, data)


def _damaged(path: Path, data: bytes) -> SourceError:
    if _has_trailer(data):
        return SourceError(
            f"{path.name} 已损坏，无法打开", hint="请重新获取文件，或用 PDF 软件另存一次"
        )
    return SourceError(
        f"{path.name} 不完整：文件在中途被截断",
        code="source.truncated",
        hint="请重新下载或复制完整的文件",
    )


def _has_trailer(data: bytes) -> bool:
    return b"%%EOF" in data[-_TRAILER_WITHIN:]


def _page_too_large(path: Path, index: int, what: str, limit: int) -> SourceError:
    return SourceError(
        f"{path.name} 第 {index + 1} 页的{what}超过上限 {limit}",
        code="source.too_large",
        hint="请检查该页内容，或在设置 limits 中提高上限",
    )


def _problem(code: str, message: str, page: int) -> Problem:
    return Problem(code, Severity.WARNING, message, page=page)
