"""The parts of a Word file: a ZIP archive of XML, opened with bounds."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from archive.errors import SourceError
from archive.parser.sources.markup import MOST_BYTES, parse_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_W}}}"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN_TYPE = "/officeDocument"
_OFD_MAIN = "OFD.xml"
"""GB/T 33190-2016, 7.1."""
_MOST_ENTRIES = 10_000
_MOST_RATIO = 200
"""Deflate reaches 1000; the most repetitive real document.xml stays below 60."""
_SMALL = 1_000_000
"""Bytes up to which any ratio is harmless."""


class DocxPackage:
    """A Word file held in memory. Raises :class:`SourceError` for what is none."""

    def __init__(self, data: bytes, name: str) -> None:
        """``name`` is the file's, for messages.

        ``source.not_docx``: a ZIP archive of something else; ``source.truncated``;
        ``source.too_large``: more entries than a document has.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SourceError(
                f"{name} 不完整或已损坏，无法打开",
                code="source.truncated",
                hint="请重新下载或复制完整的文件",
            ) from error
        if len(self._zip.infolist()) > _MOST_ENTRIES:
            raise self._too_large()
        self._main = self._find_main()

    def document(self) -> etree._Element:
        """The root of the main part. Raises :class:`SourceError`."""
        root = self.part(self._main)
        if root is None:
            if _OFD_MAIN in self._zip.namelist():
                raise SourceError(
                    f"{self._name} 是 OFD 版式文档",
                    code="source.unsupported",
                    hint="请用 OFD 阅读器或 WPS 另存为 PDF",
                )
            raise SourceError(
                f"{self._name} 不是 Word 文档（.docx）",
                code="source.not_docx",
                hint="支持 PDF、DOCX、HTML 和纯文本",
            )
        return root

    def beside(self, name: str) -> etree._Element | None:
        """The root of a part in the main part's folder (``styles.xml``), if there is one."""
        folder, slash, _ = self._main.rpartition("/")
        return self.part(f"{folder}{slash}{name}")

    def part(self, name: str) -> etree._Element | None:
        """The root of a part, None if there is none.

        Raises :class:`SourceError`: ``source.too_large`` (a bomb), ``source.unreadable``.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self._zip.open(info) as file:
                # What the directory says of its size may be a lie.
                data = file.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError,
                OSError, ValueError) as error:  # fmt: skip
            raise SourceError(
                f"{self._name} 已损坏，无法读取", hint="请重新获取文件，或用 Word 另存一次"
            ) from error
        squeezed = max(1, info.compress_size)
        if len(data) > MOST_BYTES or (len(data) > _SMALL and len(data) > _MOST_RATIO * squeezed):
            raise self._too_large()
        return parse_xml(data.replace(_STRICT_W, _W.encode()), self._name)

    def _find_main(self) -> str:
        relations = self.part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith(_MAIN_TYPE):
                return relation.get("Target", "").lstrip("/")
        return "word/document.xml"

    def _too_large(self) -> SourceError:
        return SourceError(
            f"{self._name} 解压后过大，疑为压缩炸弹",
            code="source.too_large",
            hint="请检查文件来源；如确为简报，请用 Word 另存一次",
        )
