"""Elements of a web page become paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from archive.parser.sources.galley import (
    TextBlock,
    TextCell,
    TextParagraph,
    TextPiece,
    TextTable,
)
from archive.parser.sources.spans import place_cells

IGNORED = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "nav", "header", "footer",
        "aside", "button", "select", "input", "textarea", "iframe", "object", "svg", "video",
        "audio", "canvas", "map", "link", "meta",
    }
)  # fmt: skip
_BREAKING = frozenset(
    {
        "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
        "tr", "ul",
    }
)  # fmt: skip
_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
"""Sizes of headings in ems, as browsers have them."""
_BODY_POINTS = 12.0
"""What browsers set text in: 16 pixels."""
_LARGEST = 200.0
_SIZE = re.compile(r"font-size\s*:\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*(pt|px|rem|em|%)", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)", re.I)
_BLACK_FACE = re.compile(r"font-family\s*:\s*[\"']?(?:黑体|simhei|heiti)", re.I)
_CENTER = re.compile(r"text-align\s*:\s*center", re.I)
_ASIDE = re.compile(r"text-align\s*:\s*(?:left|right|justify|start|end)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WHITE = re.compile(r"[ \t\n\r\f]+")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|jpe?g|png)(?:[?#]|$)", re.I)

_TOOL = (
    "字号|字体|大小|特大|超大|大|中|小|默认|打印本页|打印|关闭窗口|关闭|收藏|分享到|分享|微信|微博|"
    "朗读|下载|返回顶部|返回|A[+-]?|T|纠错|阅读原文|点赞|在看|原创|扫一扫在手机打开当前页|扫一扫"
)
_TOOLS = re.compile(rf"(?:{_TOOL}|[\[\]【】（）()<>《》:：|｜丨/、\s·+-])+")
_ABOUT = re.compile(
    r"(?:发布时间|发布日期|信息来源|稿件来源|文章来源|来源|浏览次数|浏览量|点击数|点击次数|阅读次数|"
    r"阅读量|访问次数|访问量|当前位置|您的位置|您现在的位置|所在位置|上一篇|下一篇|上一条|下一条|"
    r"相关链接|相关文章|相关阅读)[:：].{0,120}"
    # Several of these in a line, whichever is first.
    r"|.{0,60}(?:来源|字体|字号|浏览次数|发布时间|发布日期)[:：].{0,80}(?:字体|字号|大中小|打印|浏览).{0,40}"
)
_ATTACHMENTS = re.compile(r"(?:相关|下载)?附件(?:下载|列表)?[:：]?")


@dataclass(frozen=True, slots=True)
class _Style:
    """What text inherits: ``size`` in points."""

    size: float = _BODY_POINTS
    bold: bool = False
    centered: bool = False
    linked: bool = False
    """Within a link to a file."""


def read_blocks(content: etree._Element) -> list[TextBlock]:
    """The paragraphs and tables of ``content``, without the page's own tools and notes."""
    return [block for block in _blocks(content, tables=True) if not _is_tool(block)]


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page: it holds tables, or has a single row or column."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = list(table.iter("tr"))
    return len(rows) < 2 or all(
        sum(1 for cell in row if cell.tag in ("td", "th")) < 2 for row in rows
    )


def _is_tool(block: TextBlock) -> bool:
    if isinstance(block, TextTable):
        return False
    text = _WHITE.sub("", block.text.replace("\xa0", "").replace("\u3000", ""))
    return any(pattern.fullmatch(text) for pattern in (_TOOLS, _ABOUT, _ATTACHMENTS))


def _blocks(content: etree._Element, *, tables: bool) -> Iterator[TextBlock]:
    """``tables`` false reads the text of tables as paragraphs, as within a cell."""
    styles = [_Style()]
    builder = _Paragraph()
    walk = etree.iterwalk(content, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            is_data = tables and tag == "table" and not is_layout(element)
            if tag in IGNORED or is_data or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
                styles.append(styles[-1])
                if is_data:
                    yield from builder.finish()
                    yield _table(element)
                continue
            if tag in _BREAKING:
                yield from builder.finish()
            styles.append(_style(element, styles[-1]))
            builder.add(element.text, styles[-1])
            continue
        styles.pop()
        if tag in _BREAKING:
            yield from builder.finish()
        elif tag in ("td", "th"):
            # Cells of a table that arranges text side by side.
            builder.add_tab()
        if element is not content:
            builder.add(element.tail, styles[-1])
    yield from builder.finish()


def _style(element: etree._Element, outer: _Style) -> _Style:
    tag, css = element.tag, element.get("style", "")
    style = outer
    if tag in _HEADINGS:
        style = replace(style, size=style.size * _HEADINGS[tag], bold=True)
    elif tag in ("b", "strong", "th"):
        style = replace(style, bold=True)
    if tag == "center" or element.get("align", "").lower() == "center" or _CENTER.search(css):
        style = replace(style, centered=True)
    elif element.get("align") or _ASIDE.search(css):
        style = replace(style, centered=False)
    if tag == "a" and _FILE.search(element.get("href", "")):
        style = replace(style, linked=True)
    if css:
        if _BOLD.search(css) or _BLACK_FACE.search(css):
            style = replace(style, bold=True)
        elif _PLAIN.search(css):
            style = replace(style, bold=False)
        if size := _SIZE.search(css):
            style = replace(style, size=_points(float(size[1]), size[2].lower(), outer.size))
    return style


def _points(value: float, unit: str, outer: float) -> float:
    factors = {"pt": 1.0, "px": 0.75, "rem": _BODY_POINTS, "em": outer, "%": outer / 100}
    return min(_LARGEST, value * factors[unit]) or outer


class _Paragraph:
    """Collects the pieces of one paragraph, white space as browsers show it."""

    def __init__(self) -> None:
        self._pieces: list[TextPiece] = []
        self._centered = False
        self._printed = 0
        self._linked = 0

    def add(self, text: str | None, style: _Style) -> None:
        words = _WHITE.sub(" ", text or "").replace("\xa0", " ")
        if not words.strip(" ") and not (words and self._pieces):
            return
        if not self._pieces:
            words = words.lstrip(" ")
            self._centered = style.centered
        self._pieces.append(TextPiece(words, style.size, style.bold))
        length = len(words.strip())
        self._printed += length
        self._linked += length if style.linked else 0

    def add_tab(self) -> None:
        if self._pieces:
            self._pieces.append(TextPiece("\t", self._pieces[-1].size))

    def finish(self) -> Iterator[TextParagraph]:
        # A line that is nothing but the name of a file to fetch is no text of the bulletin.
        if self._printed and self._linked < 0.7 * self._printed:
            yield TextParagraph(tuple(self._pieces), self._centered)
        self._pieces, self._printed, self._linked = [], 0, 0


def _table(table: etree._Element) -> TextTable:
    rows = [
        [
            (
                _count(cell.get("rowspan")),
                _count(cell.get("colspan")),
                tuple(b for b in _blocks(cell, tables=False) if isinstance(b, TextParagraph)),
            )
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in table.iter("tr")
    ]
    placed, columns = place_cells(rows)
    cells = tuple(TextCell(*cell) for cell in placed)
    return TextTable(len(rows), columns, cells)


def _count(value: str | None) -> int:
    """A span as written; the limit is HTML's own."""
    text = (value or "").strip()
    return (
        min(1000, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    )
