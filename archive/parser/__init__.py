"""A file becomes an :class:`~archive.model.Issue`: first read, then understood."""

from __future__ import annotations

from pathlib import Path

from archive.config import Limits
from archive.model import Document, Issue
from archive.parser.layout import label_furniture
from archive.parser.sources.pdf import read_pdf
from archive.parser.structure import structure

__all__ = ["parse", "read", "structure"]


def read(path: Path, limits: Limits) -> Document:
    """Read a file's pages, with running heads, feet and page numbers labelled.

    Raises :class:`~archive.errors.SourceError` with a stable code when it cannot be read or
    costs more than ``limits`` allow.
    """
    return label_furniture(read_pdf(path, limits))


def parse(path: Path, limits: Limits) -> Issue:
    """Read a bulletin and recover its structure.

    Raises :class:`~archive.errors.SourceError` as :func:`read` does, and with
    ``source.not_bulletin`` when the file has neither a masthead nor an outline.
    """
    return structure(read(path, limits))
