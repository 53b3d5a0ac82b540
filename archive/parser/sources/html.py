"""A web page, as government sites publish bulletins, becomes a :class:`Document`.

Cut away are navigation, what readers may set (字号：大 中 小), 打印, 分享 and links to attachments.
Title, source and date are taken from the page's metadata (国办发〔2017〕47号: ``ArticleTitle``,
``ContentSource``, ``PubDate``) and stand in where the text does not print its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from archive.config import Limits
from archive.errors import SourceError
from archive.model import Declared, Document, SourceFile
from archive.parser.sources.encoding import decode
from archive.parser.sources.files import read_bytes
from archive.parser.sources.galley import set_galley
from archive.parser.sources.html_blocks import IGNORED, is_layout, read_blocks
from archive.parser.sources.markup import MOST_BYTES, parse_html

MEDIA_TYPE = "text/html"
_CONTAINERS = frozenset(
    {"body", "div", "section", "article", "main", "center", "td", "tr", "tbody", "form", "span"}
)
_MOST = 0.7
"""The content is in the child that holds this part of its parent's text, links aside."""
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{1,40}$")
_PUBLISHED = re.compile(r"发布(?:时间|日期)[:：]?\s*([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2})")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")


def read_html(path: Path, limits: Limits) -> Document:
    """Read a web page's main content and what its metadata declares.

    Raises :class:`SourceError` as :func:`read_bytes` and :func:`decode` do, and
    ``source.too_large`` or ``source.empty``.
    """
    data = read_bytes(path, limits)
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"{path.name} 有 {len(data) / 1e6:.0f} MB，网页不得超过 {MOST_BYTES / 1e6:.0f} MB",
            code="source.too_large",
            hint="请只保存正文部分",
        )
    source = SourceFile(hashlib.sha256(data).hexdigest(), path.name, MEDIA_TYPE, len(data))
    root = parse_html(decode(data, path.name), path.name)
    return set_galley(source, read_blocks(_content(root)), _declared(root))


def _content(root: etree._Element) -> etree._Element:
    """The element that holds the article: from the body down to where the text divides."""
    lengths = _prose_lengths(root)
    bodies = list(root.iter("body"))
    element = bodies[0] if bodies else root
    while True:
        total = lengths.get(element, 0)
        inner = max(element, key=lambda child: lengths.get(child, 0), default=None)
        if inner is None or lengths.get(inner, 0) < max(1, _MOST * total):
            return element
        is_table = inner.tag == "table" and is_layout(inner)
        if not (inner.tag in _CONTAINERS or is_table):
            return element
        if inner.tag != "body" and not is_table and _is_paragraph(inner, lengths):
            return element
        element = inner


def _is_paragraph(element: etree._Element, lengths: dict[etree._Element, int]) -> bool:
    """Whether text stands in the element itself, or in a single child."""
    direct = len((element.text or "").strip()) + sum(
        len((child.tail or "").strip()) for child in element
    )
    with_text = sum(1 for child in element if lengths.get(child, 0))
    return direct * 2 > lengths.get(element, 0) and with_text < 2


def _prose_lengths(root: etree._Element) -> dict[etree._Element, int]:
    """Characters of text in each element outside links and what is ignored."""
    lengths: dict[etree._Element, int] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in IGNORED or element.tag == "a":
                walk.skip_subtree()
            continue
        own = 0 if element.tag in IGNORED or element.tag == "a" else len(
            (element.text or "").strip()
        )  # fmt: skip
        lengths[element] = lengths.get(element, 0) + own
        parent = element.getparent()
        if parent is not None:
            tail = len((element.tail or "").strip())
            lengths[parent] = lengths.get(parent, 0) + lengths[element] + tail
    return lengths


def _declared(root: etree._Element) -> Declared:
    values = dict(_metadata(root))
    title = values.get("articletitle") or values.get("og:title") or _heading(root)
    published = (
        values.get("pubdate") or values.get("publishdate") or values.get("article:published_time")
    )
    if not published:
        found = _PUBLISHED.search(_text(root)[:20_000])
        published = found[1] if found else ""
    return Declared(title.strip(), values.get("contentsource", "").strip(), _date(published))


def _metadata(root: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property")
        if name and (content := meta.get("content")):
            yield name.lower(), content


def _heading(root: etree._Element) -> str:
    """The page's only first-level heading, else its title without the site's name."""
    headings = [_text(heading).strip() for heading in root.iter("h1")]
    if len(headings) == 1:
        return headings[0]
    titles = [_text(title).strip() for title in root.iter("title")]
    return _SITE.sub("", titles[0][:200]) if titles else ""


def _date(text: str) -> dt.date | None:
    if found := _DATE.search(text):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return None


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
