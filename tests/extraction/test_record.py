from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import NotFound
from archive.extraction.departments.authority import authority
from archive.extraction.figures.clause_words import clause_words
from archive.extraction.figures.counted_nouns import counted_noun_reader
from archive.extraction.figures.metrics import metric_reader
from archive.extraction.figures.numbers import number_reader
from archive.extraction.lexicon import lexicon
from archive.extraction.officials.names import name_reader
from archive.extraction.provenance import provenance
from archive.extraction.record import make_record, prepare
from archive.model import Box, Item, Run, Span
from archive.serial import dump_record, load_record
from archive.vocabulary import Vocabulary, load_vocabulary
from tests.extraction.issues import make_issue, make_table


def test_ids_come_from_natural_keys(vocabulary: Vocabulary) -> None:
    issue = make_issue("受理5件。")
    record = make_record(issue, vocabulary)
    assert re.fullmatch(r"chuang-kou-gong-zuo-zhou-bao-[0-9a-f]{6}", record.bulletin.id)
    assert record.id == f"{record.bulletin.id}-2023-48"
    joint = replace(issue, masthead=replace(issue.masthead, number=5, number_last=6))
    assert make_record(joint, vocabulary).id == f"{record.bulletin.id}-2023-05-06"
    dated = replace(issue, masthead=replace(issue.masthead, number=None, date=dt.date(2023, 12, 9)))
    assert make_record(dated, vocabulary).id == f"{record.bulletin.id}-2023-12-09"
    bare = replace(issue, masthead=replace(issue.masthead, number=None, period=None))
    assert make_record(bare, vocabulary).id == f"{record.bulletin.id}-abababababab"


def test_another_publisher_is_another_bulletin(vocabulary: Vocabulary) -> None:
    first = make_record(make_issue("一"), vocabulary).bulletin.id
    second = make_record(make_issue("一", publisher="岚江市政务服务中心"), vocabulary).bulletin.id
    assert first != second


# The first example prepares the extraction.
@given(st.text(max_size=40))
def test_ids_are_fit_for_addresses(vocabulary: Vocabulary, title: str) -> None:
    record = make_record(make_issue("受理5件。", title=title), vocabulary)
    assert re.fullmatch(r"[a-z0-9-]+", record.id)


def test_the_record_carries_rules_and_vocabulary(vocabulary: Vocabulary) -> None:
    record = make_record(make_issue("商务厅厅长方一鸣讲话，受理5件。"), vocabulary)
    assert vocabulary.content_hash in record.rules_version
    assert load_record(dump_record(record)) == record


def test_provenance_quotes_the_sentence_and_finds_the_place(vocabulary: Vocabulary) -> None:
    text = "会议召开。本周受理608件。随后散会。"
    edges = tuple(float(x) for x in range(len(text) + 1))
    item = Item("1-1", "1", "", text, (Run(0, 3, 10.0, 20.0, edges),))
    record = make_record(make_issue(item), vocabulary)
    (figure,) = record.findings.figures
    proof = provenance(record, figure.item, figure.span, figure.rule)
    assert proof.quote == "本周受理608件。"
    assert proof.quote[proof.quote_span.start : proof.quote_span.end] == "608件"
    assert proof.boxes == (Box(3, 9.0, 10.0, 13.0, 20.0),)
    assert proof.pages == (3,)
    assert (proof.source_sha256, proof.issue) == (record.issue.source.sha256, record.id)
    with pytest.raises(NotFound):
        provenance(record, "9-9", Span(0, 1), "figures.number")


def test_who_is_prepared_builds_nothing_for_an_issue() -> None:
    vocabulary = load_vocabulary(None)
    kept = (
        authority,
        clause_words,
        counted_noun_reader,
        lexicon,
        metric_reader,
        name_reader,
        number_reader,
    )
    for one in kept:
        one.cache_clear()
    prepare(vocabulary)
    built = [one.cache_info().misses for one in kept]
    table = make_table([["窗口", "受理"], ["商务厅", "120"]])
    make_record(make_issue("12月6日，商务厅厅长张三主持会议，本周受理5件，占三成。"), vocabulary)
    make_record(make_issue(table), vocabulary)
    assert [one.cache_info().misses for one in kept] == built
