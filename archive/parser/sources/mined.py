"""What PDFium does not tell of a page, and pdfminer does. It is slow, and asked only then."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from archive.parser.sources.lost import ShownTexts, texts_of
from archive.parser.sources.type3 import Type3Names

# What pdfminer has to say about damaged files is not for users.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class MinedFile:
    """A PDF given as bytes, which is parsed at the first question.

    pdfminer fails in many ways on damaged files; then there is no answer.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._names = Type3Names(data)
        self._pages: list[PDFPage] | None = None

    def font_names(self, index: int, painted: list[int]) -> dict[int, str]:
        """Names of page ``index``'s fonts; ``painted`` are its text objects' fonts in order."""
        try:
            return self._names.of_page(self._page(index), painted)
        except Exception:  # of any kind; see the class
            return {}

    def texts(self, index: int) -> ShownTexts:
        """What page ``index`` shows, by its places."""
        try:
            return texts_of(self._page(index))
        except Exception:  # of any kind; see the class
            return {}

    def _page(self, index: int) -> PDFPage:
        if self._pages is None:
            document = PDFDocument(PDFParser(io.BytesIO(self._data)))
            self._pages = list(PDFPage.create_pages(document))
        return self._pages[index]


@dataclass(frozen=True, slots=True)
class MinedPage:
    """One page of a file."""

    file: MinedFile
    index: int

    def font_names(self, painted: list[int]) -> dict[int, str]:
        """See :meth:`MinedFile.font_names`."""
        return self.file.font_names(self.index, painted)

    def texts(self) -> ShownTexts:
        """See :meth:`MinedFile.texts`."""
        return self.file.texts(self.index)
