"""Names of Type 3 fonts, which PDFium does not tell.

Chromium writes every glyph group of a CFF font as a Type 3 font whose descriptor holds the name.
PDFium knows which font draws which character but not the font's name in the file; the content
stream knows the name. Both list the text in the same order, so one is laid beside the other; where
they do not fit, no name is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

_FONT_OR_TEXT = re.compile(
    rb"/([^\s/<>\[\]()]{1,40})\s+[-0-9.]{1,20}\s+Tf\b|(?<=[>\])\s])(TJ|Tj)\b"
)
_DESCRIPTOR = re.compile(rb"/FontDescriptor\s+([0-9]{1,9})\s+0\s+R")


class Type3Names:
    """Looks up font names in a PDF given as bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._names: dict[int, str] = {}

    def of_page(self, page: PDFPage, painted: list[int]) -> dict[int, str]:
        """Names of a page's fonts; ``painted`` are its text objects' fonts in order."""
        used = _used_fonts(page)
        if len(used) != len(painted):
            return {}
        fonts = resolve1(resolve1(page.resources)["Font"])
        return {
            font: self._name(page.doc, fonts[name.decode("latin-1")])
            for font, name in dict(zip(painted, used, strict=True)).items()
        }

    def _name(self, document: PDFDocument, font: object) -> str:
        if not isinstance(font, PDFObjRef):
            return ""
        if font.objid not in self._names:
            self._names[font.objid] = self._read_name(document, font)
        return self._names[font.objid]

    def _read_name(self, document: PDFDocument, font: PDFObjRef) -> str:
        # Parsing a Type 3 font's dictionary in full takes longer than reading its page; all that
        # is wanted is one reference in it.
        for xref in document.xrefs:
            try:
                stream, position, _ = xref.get_pos(font.objid)
            except KeyError:
                continue
            if stream is not None:
                return ""
            end = self._data.find(b"endobj", position)
            found = _DESCRIPTOR.search(self._data, position, end)
            if found is None:
                return ""
            name = resolve1(resolve1(document.getobj(int(found[1]))).get("FontName"))
            return str(name.name) if isinstance(name, PSLiteral) else ""
        return ""


def _used_fonts(page: PDFPage) -> list[bytes]:
    """The resource name of the font of every piece of text that a page's content shows."""
    content = b"\n".join(_streams(page.contents))
    used: list[bytes] = []
    font = b""
    for match in _FONT_OR_TEXT.finditer(content):
        if match[1]:
            font = match[1]
        else:
            used.append(font)
    return used


def _streams(contents: Iterable[object]) -> Iterable[bytes]:
    for content in contents:
        stream = resolve1(content)
        if isinstance(stream, PDFStream):
            yield stream.get_data()
