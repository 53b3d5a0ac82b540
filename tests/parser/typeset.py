"""A small typesetter: real PDFs of bulletins as offices print them, made within a test.

A4, 22 lines of 28 characters at 16 points (GB/T 9704-2012), in a font that is not embedded, so
that the tests need no font files.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SIZE = 16.0
LEADING = 28.8
LEFT, TOP, WIDTH = 79.0, 110.0, 28 * SIZE
LINES = 22


@dataclass
class Sheet:
    """Sets lines one after another and starts a new page after ``LINES``."""

    numbered: bool = True
    head: str = ""
    page_height: float = A4[1]
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _row: int = 0
    _page: int = 1

    def __post_init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(self._buffer, pagesize=(A4[0], self.page_height))

    def line(self, text: str, x: float = LEFT, size: float = SIZE, bold: str = "") -> None:
        """Print one line; ``bold`` is the part of it at the start that is stroked."""
        if self._row == LINES:
            self.break_page()
        self._row += 1
        self.put(text, x, TOP + self._row * LEADING, size, bold)

    def put(self, text: str, x: float, y: float, size: float = SIZE, bold: str = "") -> None:
        """Print ``text`` with its baseline ``y`` points below the top of the page."""
        for part, mode in ((bold, 2), (text.removeprefix(bold), 0)):
            if part:
                self.canvas.saveState()
                piece = self.canvas.beginText(x, self.page_height - y)
                piece.setFont(FONT, size)
                piece.setTextRenderMode(mode)
                piece.textOut(part)
                self.canvas.drawText(piece)
                self.canvas.restoreState()
                x += pdfmetrics.stringWidth(part, FONT, size)

    def centered(self, text: str, size: float = SIZE) -> None:
        self.line(text, LEFT + (WIDTH - pdfmetrics.stringWidth(text, FONT, size)) / 2, size)

    def title(self, text: str, size: float = 32.0) -> None:
        """The red title, letter by letter with space between."""
        self.canvas.setFillColorRGB(0.8, 0, 0)
        self.centered(" ".join(text), size)
        self.canvas.setFillColorRGB(0, 0, 0)

    def paragraph(self, text: str, bold: str = "", indent: int = 2) -> None:
        """Print ``text`` with an indent of ``indent`` characters, broken at full lines."""
        x, current = LEFT + indent * SIZE, ""
        for character in text:
            if x + pdfmetrics.stringWidth(current + character, FONT, SIZE) > LEFT + WIDTH + 0.1:
                self.line(current, x, bold=bold[: len(current)])
                bold = bold[len(current) :]
                x, current = LEFT, ""
            current += character
        self.line(current, x, bold=bold[: len(current)])

    def skip_to(self, row: int) -> None:
        """Leave the page blank down to line ``row`` (from 0)."""
        self._row = row

    def break_page(self) -> None:
        if self.numbered:
            self.put(f"— {self._page} —", LEFT + WIDTH / 2 - 24, self.page_height - 60, 14)
        if self.head:
            self.put(self.head, LEFT, 50, 10)
        self.canvas.showPage()
        self._row, self._page = 0, self._page + 1

    @property
    def below(self) -> float:
        """The distance of the last baseline from the top of the page."""
        return TOP + self._row * LEADING

    def grid(
        self,
        rows: list[list[str]],
        widths: list[float],
        height: float = 26.0,
        open_sides: bool = False,
        rules: str = "grid",
    ) -> None:
        """A ruled table below what is printed so far, perhaps without its left and right rule.

        ``rules`` are drawn as lines (``grid``), as ``dotted`` ones dot by dot, or as thin
        ``rectangles``.
        """
        top = self.below + 10
        bottom = top + height * len(rows)
        edges = [LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        for number in range(len(rows) + 1):
            y = self.page_height - top - number * height
            self._rule(edges[0], y, edges[-1], y, rules)
        for x in edges[1:-1] if open_sides else edges:
            self._rule(x, self.page_height - bottom, x, self.page_height - top, rules)
        for number, row in enumerate(rows):
            for x, text in zip(edges, row, strict=False):
                self.put(text, x + 4, top + number * height + 18, 12)
        self._row = int((bottom - TOP) // LEADING) + 1

    def _rule(self, x0: float, y0: float, x1: float, y1: float, rules: str) -> None:
        if rules == "grid":
            self.canvas.line(x0, y0, x1, y1)
        elif rules == "rectangles":
            self.canvas.rect(x0, y0, x1 - x0 + 0.6, y1 - y0 + 0.6, stroke=0, fill=1)
        else:
            for step in range(round(max(x1 - x0, y1 - y0) / 2)):
                x, y = (x0 + 2 * step, y0) if x1 > x0 else (x0, y0 + 2 * step)
                self.canvas.rect(x, y, 0.8, 0.8, stroke=0, fill=1)

    def save(self, path: Path) -> Path:
        self.break_page()
        self.canvas.save()
        path.write_bytes(self._buffer.getvalue())
        return path


def weekly(number: int = 6) -> Sheet:
    """A sheet with the masthead of an invented weekly."""
    sheet = Sheet()
    sheet.line(f"2024年第{number}期（总第{82 + number}期）")
    sheet.title("窗口服务周报")
    sheet.centered("（2月19日—2月23日）")
    sheet.centered("云川省政务服务中心")
    sheet.centered("2024年2月28日")
    return sheet
