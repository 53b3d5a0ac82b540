"""Reading XML and HTML of unknown origin: no entities, no network, no trees without bounds."""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from archive.errors import SourceError

MOST_BYTES = 50_000_000
"""A tree takes some ten times as much memory."""


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML document; ``name`` is the file's, for messages.

    Raises :class:`SourceError` (``source.unreadable``) for what is not well-formed, and for a
    document type, which office documents do not have and attacks need.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise _damaged(name)
    return cast("etree._Element", root)


def parse_html(text: str, name: str) -> etree._Element:
    """The root of a web page. Raises :class:`SourceError` (``source.empty``) without content."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    # Lone surrogates cannot be written; they come of broken UTF-16.
    root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise SourceError(f"{name} 没有内容", code="source.empty", hint="请重新获取文件")
    return cast("etree._Element", root)


def _damaged(name: str) -> SourceError:
    return SourceError(f"{name} 已损坏，无法读取", hint="请重新获取文件，或用 Word 另存一次")
