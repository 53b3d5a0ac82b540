"""Issues set by reportlab: 22 lines of 28 characters a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageTemplate,
)
from reportlab.platypus import Paragraph as Set
from reportlab.platypus import Table as Ruled

from scripts.corpus_maker import fonts
from scripts.corpus_maker.looks import (
    CHARACTERS,
    LEADING,
    LEFT,
    LINES,
    RED,
    SIZE,
    TOP,
    Look,
    Row,
    look_of,
    masthead,
)
from scripts.corpus_maker.text import (
    Block,
    Contents,
    Grid,
    Heading,
    Issue,
    Paragraph,
    Signature,
    Text,
)

WIDTH, HEIGHT = A4
TEXT_WIDTH = CHARACTERS * SIZE
BOLD = {"Song": "SongBold", "Hei": "HeiBold"}
"""Faces that have a bold cut."""


def print_all(issues: Sequence[Issue], folder: Path) -> None:
    """Print every issue into ``folder``/{layout}/{name}.pdf."""
    # Base 85 would make every font a quarter larger for printers of the nineties.
    rl_config.useA85 = 0
    for issue in issues:
        _Printer(issue).print(folder / issue.layout / f"{issue.name}.pdf")


@cache
def _font(face: str) -> str:
    path = fonts.path_of(face)
    pdfmetrics.registerFont(TTFont(face, str(path), subfontIndex=fonts.number_of(face)))
    return face


class _Printer:
    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self.look: Look = look_of(issue)
        look = self.look
        bold_title, bold = BOLD.get(look.title, look.title), BOLD.get(look.heading, look.heading)
        self.styles = {
            "body": _style(look.body, firstLineIndent=2 * SIZE),
            "h1": _style(look.heading, firstLineIndent=2 * SIZE, keepWithNext=1),
            "h2": _style(look.sub, firstLineIndent=2 * SIZE, keepWithNext=1),
            "plain": _style(
                bold, fontSize=look.plain_size, keepWithNext=1,
                alignment=TA_CENTER if look.plain_centered else TA_LEFT,
            ),
            "line": _style(look.body),
            "center": _style(look.body, alignment=TA_CENTER),
            "left": _style(look.heading, alignment=TA_LEFT),
            "right": _style(look.body, alignment=TA_RIGHT, rightIndent=2 * SIZE),
            "title": _style(
                bold_title, fontSize=look.title_size, leading=look.title_size + 26,
                alignment=TA_CENTER, textColor=HexColor(RED),
            ),
            "caption": _style(look.heading, alignment=TA_CENTER, keepWithNext=1),
            "unit": _style(look.body, fontSize=12, leading=20, alignment=TA_RIGHT, keepWithNext=1),
            "cell": _style(look.table, fontSize=14, leading=20, alignment=TA_CENTER),
            "entry": _style(look.body, fontSize=14, firstLineIndent=14),
            "copies": _style(look.body, fontSize=14, alignment=TA_RIGHT),
        }  # fmt: skip

    def print(self, target: Path) -> None:
        document = BaseDocTemplate(
            str(target), pagesize=A4, title=self.issue.title, author="示例", invariant=1
        )
        height = LINES * LEADING + 2
        bottom = HEIGHT - TOP - height
        frame = Frame(LEFT, bottom, TEXT_WIDTH + 0.5, height, 0, 0, 0, 0, id="body")
        document.addPageTemplates(PageTemplate("page", [frame], onPage=self._furniture))
        story: list[Flowable] = [self._row(row) for row in masthead(self.issue)]
        for block in self.issue.blocks:
            story += self._block(block)
        story.append(KeepTogether(self._colophon()))
        # Without a font of its own every canvas begins with an unembedded Helvetica.
        document.build(story, canvasmaker=partial(Canvas, initialFontName=_font(self.look.body)))

    def _furniture(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(_font(self.look.foot), 14)
        number = f"— {document.page} —"
        if not self.look.outer_foot:
            canvas.drawCentredString(WIDTH / 2, 70, number)
        elif document.page % 2:
            canvas.drawRightString(WIDTH - LEFT - 14, 70, number)
        else:
            canvas.drawString(LEFT + 14, 70, number)

    def _row(self, row: Row) -> Flowable:
        if row.kind == "rule":
            return HRFlowable("100%", 2, color=HexColor(RED), spaceBefore=4, spaceAfter=16)
        if row.kind == "pair":
            return _Pair(row.text, row.right, _font(self.look.body))
        return Set(escape(row.text), self.styles[row.kind])

    def _colophon(self) -> list[Flowable]:
        thin = {"width": "100%", "color": black, "spaceBefore": 2, "spaceAfter": 2}
        parts: list[Flowable] = [HRFlowable(thickness=1, **(thin | {"spaceBefore": 24}))]
        for label, text in self.issue.colophon:
            parts.append(Set(f"{escape(label)}：{escape(text)}", self.styles["entry"]))
            parts.append(HRFlowable(thickness=0.5, **thin))
        if self.issue.copies:
            printed = self.issue.copies_printed or f"（共印{self.issue.copies}份）"
            parts.append(Set(printed, self.styles["copies"]))
        return parts

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Heading(level, mark):
                style = f"h{min(level, 2)}" if mark else "plain"
                return [Set(escape(block.printed), self.styles[style])]
            case Contents(name, lines):
                width = int(TEXT_WIDTH / SIZE)
                listed = [
                    f"{text}{'…' * (width - len(text) - 2)}{page}" if page else text
                    for text, page in lines
                ]
                return [
                    Set(escape(name), self.styles["plain"]),
                    *(Set(escape(line), self.styles["line"]) for line in listed),
                ]
            case Paragraph(text, mark):
                return [Set(escape(mark) + self._rich(text), self.styles["body"])]
            case Signature(lines):
                return [Set(escape(line), self.styles["right"]) for line in lines]
            case Grid():
                return self._table(block)

    def _rich(self, text: Text) -> str:
        strong = _font(BOLD.get(self.look.strong, self.look.strong))
        return "".join(
            f'<font name="{strong}">{escape(words)}</font>' if bold else escape(words)
            for words, bold in text.pieces()
        )

    def _table(self, grid: Grid) -> list[Flowable]:
        cells = [
            ["" if cell is None else Set(self._rich(cell), self.styles["cell"]) for cell in row]
            for row in grid.rows
        ]
        commands: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.7, black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        commands += [
            ("SPAN", (column, row), (column + wide - 1, row + rows - 1))
            for (row, column), (rows, wide) in grid.spans.items()
        ]
        columns = len(grid.rows[0])
        return [
            Set(escape(grid.caption), self.styles["caption"]),
            Set(escape(grid.unit_note), self.styles["unit"]),
            Ruled(cells, colWidths=[TEXT_WIDTH / columns] * columns, style=commands),
        ]


def _style(face: str, **options: object) -> ParagraphStyle:
    given = {"fontSize": SIZE, "leading": LEADING, "wordWrap": "CJK", **options}
    return ParagraphStyle(face, fontName=_font(face), **given)


class _Pair(Flowable):
    """One text at the left, another at the right."""

    def __init__(self, left: str, right: str, font: str) -> None:
        super().__init__()
        self.left, self.right, self.font = left, right, font

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, LEADING

    def draw(self) -> None:
        self.canv.setFont(self.font, SIZE)
        self.canv.drawString(0, 8, self.left)
        self.canv.drawRightString(self.width, 8, self.right)
