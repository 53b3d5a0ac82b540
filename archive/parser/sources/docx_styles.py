"""What Word's styles say of size, weight, alignment and numbering, inheritance followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from archive.parser.sources.docx_package import W

_DEFAULT_POINTS = 10.0
"""ISO/IEC 29500-1, 17.3.2.38: the size of text that nothing gives another."""
_LARGEST = 400.0
_BLACK_FACE = re.compile(r"黑体|simhei|heiti", re.I)
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 20
"""Styles based on one another; Word itself ends at 10."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text and its paragraph look; ``size`` in points.

    ``black_face`` text is printed in 黑体, which stands for bold type in Chinese print. ``list``
    is the numbered list the paragraph belongs to, with its level.
    """

    size: float = _DEFAULT_POINTS
    bold: bool = False
    black_face: bool = False
    hidden: bool = False
    centered: bool = False
    list: str = ""
    list_level: int = 0


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        """``root`` is that of ``styles.xml``, if the document has one."""
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str, Look] = {}
        self._base = Look()
        self._default = ""
        if root is None:
            return
        for properties in root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr"):
            self._base = with_run(self._base, properties)
        for style in root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = name

    def paragraph(self, properties: etree._Element | None) -> Look:
        """The look that a paragraph's runs start from."""
        named = None if properties is None else properties.find(W + "pStyle")
        look = self._of(self._default if named is None else named.get(W + "val", ""))
        return look if properties is None else with_paragraph(look, properties)

    def run(self, look: Look, properties: etree._Element | None) -> Look:
        """The look of a run within a paragraph of ``look``."""
        if properties is None:
            return look
        named = properties.find(W + "rStyle")
        if named is not None:
            look = self._applied(look, named.get(W + "val", ""), 0)
        return with_run(look, properties)

    def is_ruled(self, name: str) -> bool:
        """Whether the table style ``name`` draws borders."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return False
            borders = style.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                return any(border.get(W + "val") not in _OFF | {"nil"} for border in borders)
            based = style.find(W + "basedOn")
            name = "" if based is None else based.get(W + "val", "")
        return False

    def _of(self, name: str) -> Look:
        if name not in self._known:
            self._known[name] = self._applied(self._base, name, 0)
        return self._known[name]

    def _applied(self, look: Look, name: str, depth: int) -> Look:
        style = self._styles.get(name)
        if style is None or depth > _DEEPEST:
            return look
        based = style.find(W + "basedOn")
        if based is not None:
            look = self._applied(look, based.get(W + "val", ""), depth + 1)
        for properties in style.iterchildren(W + "pPr"):
            look = with_paragraph(look, properties)
        for properties in style.iterchildren(W + "rPr"):
            look = with_run(look, properties)
        return look


def with_paragraph(look: Look, properties: etree._Element) -> Look:
    """``look`` changed by paragraph properties (``w:pPr``)."""
    if (alignment := properties.find(W + "jc")) is not None:
        look = replace(look, centered=alignment.get(W + "val") == "center")
    for part in properties.iterchildren(W + "numPr"):
        values = {child.tag: child.get(W + "val", "") for child in part}
        number, level = values.get(W + "numId"), values.get(W + "ilvl", "")
        if number is not None:
            # 0 takes a paragraph out of its style's list.
            look = replace(look, list="" if number == "0" else number)
        if level.isascii() and level.isdigit():
            look = replace(look, list_level=min(8, int(level[:3])))
    return look


def with_run(look: Look, properties: etree._Element) -> Look:
    """``look`` changed by run properties (``w:rPr``)."""
    for child in properties:
        value = child.get(W + "val")
        if child.tag == W + "b":
            look = replace(look, bold=value not in _OFF)
        elif child.tag == W + "vanish":
            look = replace(look, hidden=value not in _OFF)
        elif child.tag == W + "sz" and value and value.isascii() and value.isdigit():
            # In half points.
            look = replace(look, size=min(_LARGEST, int(value[:5]) / 2) or look.size)
        elif child.tag == W + "rFonts" and (face := child.get(W + "eastAsia")):
            look = replace(look, black_face=_BLACK_FACE.search(face) is not None)
    return look
