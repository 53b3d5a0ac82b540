from __future__ import annotations

import datetime as dt

import pytest

from archive.extraction.departments.authority import NATION, authority
from archive.extraction.jurisdiction import Place
from archive.model import Department
from archive.vocabulary import Level, Organ, Vocabulary, load_vocabulary

YUNCHUAN = Place("云川省", Level.PROVINCE, "云川")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(None)


def organ(vocabulary: Vocabulary, key: str) -> Organ:
    return next(one for one in vocabulary.organs if one.key == key)


def test_an_organ_of_the_past_knows_its_end_and_what_came_of_it(vocabulary: Vocabulary) -> None:
    record = authority(vocabulary).record(organ(vocabulary, "林业厅"), Level.PROVINCE, YUNCHUAN)
    assert record is not None
    assert (record.id, record.successor) == ("云川省林业厅", "云川省林业和草原局")
    assert record.valid_until == dt.date(2019, 3, 31)
    heir = authority(vocabulary).record(organ(vocabulary, "林业和草原局"), Level.PROVINCE, YUNCHUAN)
    assert heir is not None
    assert (heir.valid_from, heir.valid_until) == (dt.date(2019, 3, 31), None)
    assert "云川省林草局" in heir.aliases


def test_three_offices_became_one(vocabulary: Vocabulary) -> None:
    steps = authority(vocabulary).successions(Department("云川省市场监督管理局", "云川省"))
    assert {step.predecessor for step in steps} == {
        "云川省工商行政管理局",
        "云川省质量技术监督局",
        "云川省食品药品监督管理局",
    }
    assert {step.reform for step in steps} == {"2018"}
    assert all("机构改革" in step.source for step in steps)


def test_successions_reach_over_several_reforms(vocabulary: Vocabulary) -> None:
    steps = authority(vocabulary).successions(Department("卫生部", ""))
    assert [(step.predecessor, step.successor, step.day.year) for step in steps] == [
        ("卫生部", "国家卫生和计划生育委员会", 2013),
        ("国家卫生和计划生育委员会", "国家卫生健康委员会", 2018),
    ]
    steps = authority(vocabulary).successions(Department("临江市住房和城乡建设局", "临江市"))
    assert [step.predecessor for step in steps] == ["临江市建设局"]


def test_national_names_are_those_of_the_centre(vocabulary: Vocabulary) -> None:
    record = authority(vocabulary).record(organ(vocabulary, "税务局"), Level.NATIONAL, NATION)
    assert record is not None
    assert record.id == "国家税务总局"


def test_every_reform_says_where_it_is_written(vocabulary: Vocabulary) -> None:
    used = {one.reform for one in vocabulary.organs} | {one.founded for one in vocabulary.organs}
    assert used - {None} == set(vocabulary.reforms)
    assert {"2008", "2013", "2018", "2023"} <= set(vocabulary.reforms)
    for reform in vocabulary.reforms.values():
        assert "《" in reform.source


def test_no_succession_goes_round_in_a_circle(vocabulary: Vocabulary) -> None:
    by_key = {one.key: one for one in vocabulary.organs}
    for one in vocabulary.organs:
        seen: set[str] = set()
        open_ = [one.key]
        while open_:
            key = open_.pop()
            assert key not in seen or key != one.key, key
            if key not in seen:
                seen.add(key)
                open_ += [*by_key[key].successors, *by_key[key].absorbed_by]
