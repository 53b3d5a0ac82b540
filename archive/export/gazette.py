"""An issue as Akoma Ntoso 3.0 (OASIS LegalDocML): an ``officialGazette`` of one ``doc`` for each
section of the first level, with departments, officials and figures marked in the text."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from archive.issues import IssuePage
from archive.model import Cell, IssueRecord, Item, Section, Span

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MEDIA_TYPE = "application/akn+xml"
_SOURCE = "#bulletin-archive"

_Element = etree._Element


def xml_text(text: str) -> str:
    """``text`` without what XML 1.0 cannot hold, which hostile texts may."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def gazette(shown: IssuePage) -> bytes:
    """The issue as XML, in UTF-8."""
    return _Gazette(shown).bytes()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A part of an item's text that names or counts something."""

    span: Span
    tag: str
    refers: str
    normalized: str | None = None


class _Gazette:
    def __init__(self, shown: IssuePage) -> None:
        self._record: IssueRecord = shown.record
        self._imported = shown.summary.imported_at.date()
        # What is spoken of, by kind and name, with the id it is referred to by.
        self._concepts: dict[tuple[str, str], str] = {}
        self._marks = self._all_marks()
        self._items: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self._record.issue.items:
            self._items[item.section].append(item)
        self._below: defaultdict[str, list[Section]] = defaultdict(list)
        for section in self._record.issue.sections:
            self._below[section.parent].append(section)

    def bytes(self) -> bytes:
        root = etree.Element(
            f"{{{NAMESPACE}}}akomaNtoso",
            nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # no default namespace in stubs
        )
        whole = _add(root, "officialGazette", name="bulletin")
        self._meta(whole, "main")
        self._masthead(whole)
        body = _add(whole, "collectionBody")
        for number, (section, items) in enumerate(self._documents(), 1):
            component = _add(body, "component", eId=f"component_{number}")
            document = _add(component, "doc", name="section")
            self._meta(document, f"component_{number}")
            if section is not None:
                title = _add(_add(document, "preface"), "p")
                _add(title, "docTitle", text=f"{section.number}{section.heading}")
            main = _add(document, "mainBody")
            for item in items:
                self._item(main, item)
            for below in self._below[section.key] if section is not None else ():
                self._section(main, below)
            if len(main) == 0:
                _add(main, "p")
        self._colophon(whole)
        return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=False)

    def _documents(self) -> Iterator[tuple[Section | None, Sequence[Item]]]:
        """What precedes any section, then the sections of the first level."""
        tops = self._below[""]
        if self._items[""] or not tops:
            yield None, self._items[""]
        for section in tops:
            yield section, self._items[section.key]

    def _meta(self, parent: _Element, part: str) -> None:
        record = self._record
        published = record.date
        date, name = (published, "published") if published else (self._imported, "imported")
        uri = f"/akn/cn/officialGazette/{date.isoformat()}/{quote(record.id, safe='')}"
        meta = _add(parent, "meta")
        identification = _add(meta, "identification", source=_SOURCE)
        work = _identified(identification, "FRBRWork", f"{uri}/!{part}", uri, date, name)
        _add(work, "FRBRcountry", value="cn")
        if record.issue.masthead.number is not None and part == "main":
            _add(work, "FRBRnumber", value=str(record.issue.masthead.number))
        said = f"{uri}/zho@"
        expression = _identified(
            identification, "FRBRExpression", f"{said}/!{part}", said, date, name
        )
        _add(expression, "FRBRlanguage", language="zho")
        _identified(
            identification,
            "FRBRManifestation",
            f"{said}/!{part}.xml",
            f"{said}.xml",
            self._imported,
            "imported",
        )
        if part != "main":
            return
        references = _add(meta, "references", source=_SOURCE)
        _add(
            references, "TLCOrganization", eId="bulletin-archive", href="/ontology/archive",
            showAs="bulletin-archive",
        )  # fmt: skip
        publisher = "、".join(record.issue.masthead.publishers) or "未署名"
        _add(
            references, "TLCOrganization", eId="publisher", href="/ontology/publisher",
            showAs=publisher,
        )  # fmt: skip
        for (kind, shown), reference in self._concepts.items():
            href = f"/ontology/{kind}/{quote(shown, safe='')}"
            _add(references, kind, eId=reference, href=href, showAs=shown)

    def _masthead(self, parent: _Element) -> None:
        masthead = self._record.issue.masthead
        preface = _add(parent, "preface")
        line = _add(preface, "p")
        _add(line, "docTitle", text=masthead.title or "公报")
        if masthead.number_printed:
            _add(_add(preface, "p"), "docNumber", text=masthead.number_printed)
        for publisher in masthead.publishers:
            _add(_add(preface, "p"), "docProponent", text=publisher)
        if masthead.date is not None:
            day = masthead.date
            text = f"{day.year}年{day.month}月{day.day}日"
            _add(_add(preface, "p"), "docDate", text=text, date=day.isoformat())

    def _colophon(self, parent: _Element) -> None:
        colophon = self._record.issue.colophon
        if not colophon.entries:
            return
        conclusions = _add(parent, "conclusions")
        for entry in colophon.entries:
            _add(
                conclusions, "p", text=f"{entry.label}：{entry.text}" if entry.label else entry.text
            )

    def _section(self, parent: _Element, section: Section) -> None:
        element = _add(parent, "section", eId=f"sec_{section.key}")
        if section.number:
            _add(element, "num", text=section.number)
        _add(element, "heading", text=section.heading)
        items, below = self._items[section.key], self._below[section.key]
        if not items and not below:
            _add(_add(element, "content"), "p")
        for item in items:
            self._item(element, item)
        for inner in below:
            self._section(element, inner)

    def _item(self, parent: _Element, item: Item) -> None:
        element = _add(parent, "paragraph", eId=f"item_{item.key}")
        if item.number:
            _add(element, "num", text=item.number)
        content = _add(element, "content")
        if item.table is not None:
            self._table(content, item)
            return
        start = 0
        for line in item.text.split("\n"):
            self._text(_add(content, "p"), item, Span(start, start + len(line)))
            start += len(line) + 1

    def _table(self, parent: _Element, item: Item) -> None:
        table = item.table
        if table is None:
            return
        rows: defaultdict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            rows[cell.row].append(cell)
        element = _add(parent, "table")
        if table.caption:
            note = f"（{table.unit_note}）" if table.unit_note else ""
            _add(element, "caption", text=table.caption + note)
        for number in sorted(rows):
            row = _add(element, "tr")
            for cell in sorted(rows[number], key=lambda cell: cell.column):
                drawn = _add(row, "th" if cell.header else "td")
                if cell.row_span > 1:
                    drawn.set("rowspan", str(cell.row_span))
                if cell.column_span > 1:
                    drawn.set("colspan", str(cell.column_span))
                self._text(_add(drawn, "p"), item, cell.span)

    def _text(self, parent: _Element, item: Item, part: Span) -> None:
        """A part of an item's text with the marks that stand wholly within."""
        at, last = part.start, None
        for mark in self._marks[item.key]:
            if mark.span.start < at or mark.span.end > part.end:
                continue
            _append(parent, last, item.text[at : mark.span.start])
            last = _add(
                parent,
                mark.tag,
                text=item.text[mark.span.start : mark.span.end],
                refersTo=f"#{mark.refers}",
            )
            if mark.normalized is not None:
                last.set("normalized", mark.normalized)
            at = mark.span.end
        _append(parent, last, item.text[at : part.end])

    def _all_marks(self) -> defaultdict[str, list[_Mark]]:
        """What is marked in each item, in order of the text."""
        findings = self._record.findings
        marks: defaultdict[str, list[_Mark]] = defaultdict(list)
        for named in findings.department_mentions:
            refers = self._concept("TLCOrganization", named.department or named.surface)
            marks[named.item].append(_Mark(named.span, "organization", refers))
        for person in findings.official_mentions:
            refers = self._concept("TLCPerson", person.official or person.name)
            marks[person.item].append(_Mark(person.span, "person", refers))
        for figure in findings.figures:
            refers = self._concept("TLCConcept", figure.metric or figure.unit or "数")
            marks[figure.item].append(_Mark(figure.span, "quantity", refers, f"{figure.value:f}"))
        for some in marks.values():
            some.sort(key=lambda mark: (mark.span.start, -mark.span.end))
        return marks

    def _concept(self, kind: str, name: str) -> str:
        prefix = {"TLCOrganization": "org", "TLCPerson": "person", "TLCConcept": "concept"}[kind]
        return self._concepts.setdefault((kind, name), f"{prefix}_{len(self._concepts) + 1}")


def _identified(
    parent: _Element, level: str, this: str, uri: str, date: dt.date, name: str
) -> _Element:
    element = _add(parent, level)
    _add(element, "FRBRthis", value=this)
    _add(element, "FRBRuri", value=uri)
    _add(element, "FRBRdate", date=date.isoformat(), name=name)
    _add(element, "FRBRauthor", href="#publisher")
    return element


def _append(parent: _Element, last: _Element | None, text: str) -> None:
    if not text:
        return
    if last is None:
        parent.text = (parent.text or "") + xml_text(text)
    else:
        last.tail = (last.tail or "") + xml_text(text)


def _add(parent: _Element, tag: str, *, text: str = "", **attributes: str) -> _Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        element.set(name, xml_text(value))
    if text:
        element.text = xml_text(text)
    return element
