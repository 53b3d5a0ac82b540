"""A file becomes an :class:`~archive.model.Issue`: first read, then understood."""

from __future__ import annotations

from pathlib import Path

from archive.config import Limits
from archive.model import Document, Issue
from archive.parser.layout import label_furniture
from archive.parser.sources import docx, html, pdf, plain_text
from archive.parser.sources.files import check_file
from archive.parser.sources.media import REFUSED_SUFFIXES, SUFFIXES, media_type_of
from archive.parser.sources.scans import is_recognition_loaded, load_recognition
from archive.parser.structure import structure

__all__ = [
    "REFUSED_SUFFIXES",
    "SUFFIXES",
    "is_recognition_loaded",
    "load_recognition",
    "parse",
    "read",
    "structure",
]

_READERS = {
    docx.MEDIA_TYPE: docx.read_docx,
    html.MEDIA_TYPE: html.read_html,
    pdf.MEDIA_TYPE: pdf.read_pdf,
    plain_text.MEDIA_TYPE: plain_text.read_plain_text,
}


def read(path: Path, limits: Limits) -> Document:
    """Read a file of any supported kind, with running heads, feet and page numbers labelled.

    Raises :class:`~archive.errors.SourceError` with a stable code when it cannot be read or
    costs more than ``limits`` allow.
    """
    check_file(path, limits)
    document = _READERS[media_type_of(path)](path, limits)
    return label_furniture(document) if document.paged else document


def parse(path: Path, limits: Limits) -> Issue:
    """Read a bulletin and recover its structure.

    Raises :class:`~archive.errors.SourceError` as :func:`read` does, and with
    ``source.not_bulletin`` when the file has neither a masthead nor an outline.
    """
    return structure(read(path, limits))
