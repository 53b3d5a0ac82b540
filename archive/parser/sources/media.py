"""What kind of file it is, by its content first and by its name where content cannot tell."""

from __future__ import annotations

import re
from pathlib import Path

from archive.errors import SourceError
from archive.parser.sources import docx, html, pdf, plain_text

SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".shtml", ".txt")
"""What is read."""
REFUSED_SUFFIXES = (".doc", ".wps", ".ofd", ".mht", ".mhtml")
"""What offices keep bulletins in as well and is refused, with advice on what to save it as."""
_SNIFFED = 4096
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div)\b", re.I)
_SUPPORTED = "支持 PDF、DOCX、HTML（.html、.htm）和纯文本（.txt）"


def media_type_of(path: Path) -> str:
    """The media type of the file at ``path``, which must be readable.

    Raises :class:`SourceError` (``source.unsupported``) naming what is supported.
    """
    with path.open("rb") as file:
        start = file.read(_SNIFFED)
    suffix = path.suffix.lower()
    if pdf.has_header(start) or suffix == ".pdf":
        return pdf.MEDIA_TYPE
    if start.startswith(_OLE):
        raise _unsupported(
            f"{path.name} 是旧版 Word 文档（.doc、.wps）或已加密的文档",
            "请用 Word 或 WPS 去除密码并另存为 .docx",
        )
    if start.startswith(b"PK\x03\x04") or suffix == ".docx":
        return docx.MEDIA_TYPE
    if start.startswith(b"MIME-Version:") or suffix in (".mht", ".mhtml"):
        raise _unsupported(f"{path.name} 是网页归档（MHTML）", "请在浏览器中另存为 HTML")
    if suffix in (".html", ".htm", ".shtml") or _PAGE.search(start.replace(b"\0", b"")):
        return html.MEDIA_TYPE
    if suffix == ".txt":
        return plain_text.MEDIA_TYPE
    raise _unsupported(f"{path.name} 的格式无法识别", _SUPPORTED)


def _unsupported(message: str, hint: str) -> SourceError:
    return SourceError(message, code="source.unsupported", hint=hint)
