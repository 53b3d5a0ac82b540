"""Which wordings become one series, which do not, and how a user corrects that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import PeriodType
from archive.series.book import SeriesBook, SeriesRequest
from archive.series.catalog import Catalog, rhythm
from archive.series.corrections import Corrections, Join, Split, load_corrections
from archive.series.nouns import Frequency, Series, SeriesKind
from archive.series.wording import Rule, Wording
from archive.store.nouns import Strand
from archive.vocabulary import load_vocabulary
from tests.series.archives import VOCABULARY, Weekly
from tests.series.strands import BULLETIN, issue, strand

WORDING = Wording(load_vocabulary(None))


def catalog(strands: Sequence[Strand], corrections: Corrections = Corrections()) -> Catalog:  # noqa: B008
    return Catalog(BULLETIN, strands, WORDING, corrections, Frequency.WEEK)


def only(strands: Sequence[Strand]) -> Series:
    [series] = catalog(strands).series.values()
    return series


@pytest.mark.parametrize(
    ("printed", "name", "rules"),
    [
        ("受理", "受理", ()),
        ("共受理", "受理", (Rule.ADVERB,)),
        ("受理件", "受理", (Rule.SYNONYM,)),
        ("受理办件量", "受理", (Rule.SUFFIX,)),
        ("累计受理量", "受理", (Rule.ADVERB, Rule.SUFFIX)),
        ("法定时限·受理件", "法定时限·受理", (Rule.SYNONYM,)),
        ("有效期限", "有效期限", ()),
        ("为民服务", "为民服务", ()),
    ],
)
def test_wordings_of_a_metric_are_brought_to_one_name(
    printed: str, name: str, rules: tuple[Rule, ...]
) -> None:
    reading = WORDING.metric(printed)
    assert (reading.name, reading.rules) == (name, rules)


@given(st.text(min_size=1, max_size=12))
def test_reading_a_name_again_changes_nothing(printed: str) -> None:
    name = WORDING.metric(printed).name
    assert WORDING.metric(name).name == name


def test_a_scaled_unit_is_read_exactly() -> None:
    assert WORDING.unit("万亩") == ("亩", Decimal(10_000))
    assert WORDING.unit("亿元") == ("元", Decimal(100_000_000))
    assert WORDING.unit("件") == ("件", Decimal(1))


def test_drifting_wordings_units_and_headings_become_one_series_and_say_why() -> None:
    series = only(
        [
            strand(1, "受理", [1, 2, 3]),
            strand(2, "共受理", [4]),
            strand(3, "受理办件量", [5, 6], scope="大厅运行"),
        ]
    )
    assert series.id == f"{BULLETIN}:受理:-:件:week:窗口办件"
    assert (series.observations, series.kind) == (6, SeriesKind.FLOW)
    assert series.wordings == ("受理", "共受理", "受理办件量")
    assert [member.rules for member in series.members] == [
        (Rule.PRINTED,),
        (Rule.ADVERB,),
        (Rule.SUFFIX, Rule.HEADING),
    ]


def test_visits_counted_in_two_units_are_one_series() -> None:
    series = only([strand(1, "接待", [1, 2], unit="人次"), strand(2, "接待", [3], unit="次")])
    assert (series.unit, series.members[1].rules) == ("人次", (Rule.UNIT,))


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "云川省商务厅"},
        {"unit": "元"},
        {"period_type": PeriodType.YEAR_TO_DATE},
        {"tabular": True},
        {"row": "合计"},
        {"nth": 2},
    ],
)
def test_figures_that_speak_of_something_else_stay_apart(other: dict[str, object]) -> None:
    assert len(catalog([strand(1, "受理", [1]), strand(2, "受理", [2], **other)]).series) == 2


def test_what_one_issue_prints_side_by_side_is_two_series() -> None:
    both = [strand(1, "主项", [1, 2], unit="项"), strand(2, "主项总数", [2, 3], unit="项")]
    found = catalog(both)
    assert [series.wordings for series in found.series.values()] == [("主项",), ("主项总数",)]
    assert len(set(found.series)) == 2


def test_a_series_is_found_under_every_name_it_goes_by() -> None:
    found = catalog([strand(1, "受理", [1]), strand(2, "受理件", [2], scope="大厅运行")])
    [series] = found.series.values()
    for name in (
        series.id,
        f"{BULLETIN}:受理件:-:件:week:大厅运行",
        f"{BULLETIN}:受理:-:件:week:大厅运行",
    ):
        assert found.find(name) is series
    assert found.find(f"{BULLETIN}:办结:-:件:week:窗口办件") is None


def test_an_id_outlasts_new_issues() -> None:
    earlier = only([strand(1, "受理", [1, 2])])
    later = only(
        [strand(1, "受理", [1, 2]), strand(2, "受理件", list(range(3, 9)), scope="大厅运行")]
    )
    assert later.id == earlier.id


def test_users_join_what_no_rule_joins() -> None:
    strands = [strand(1, "受理", [1]), strand(2, "收到申请", [2])]
    names = [f"{BULLETIN}:{metric}:-:件:week:窗口办件" for metric in ("受理", "收到申请")]
    found = catalog(strands, Corrections(join=(Join(tuple(names)),)))
    [series] = found.series.values()
    assert (series.id, series.observations, found.problems) == (names[0], 2, ())
    assert series.members[1].rules == (Rule.CORRECTION,)


def test_users_split_what_a_rule_joined() -> None:
    strands = [strand(1, "受理", [1]), strand(2, "受理件", [2], scope="大厅运行")]
    apart = f"{BULLETIN}:受理件:-:件:week:大厅运行"
    found = catalog(
        strands, Corrections(split=(Split(f"{BULLETIN}:受理:-:件:week:窗口办件", (apart,)),))
    )
    assert [series.observations for series in found.series.values()] == [1, 1]
    series = found.find(apart)
    assert series is not None
    assert series.members[0].rules == (Rule.SYNONYM, Rule.CORRECTION)


def test_corrections_that_cannot_be_made_are_named() -> None:
    strands = [strand(1, "受理", [1]), strand(2, "办结", [1])]
    accepted, closed = (f"{BULLETIN}:{name}:-:件:week:窗口办件" for name in ("受理", "办结"))
    found = catalog(
        strands,
        Corrections(
            join=(Join((accepted, closed)), Join((accepted, f"{BULLETIN}:无:-:件:week:-")))
        ),
    )
    assert len(found.series) == 2
    assert len(found.problems) == 2
    assert "issue-01" in found.problems[0]


def test_the_rhythm_of_a_bulletin_is_the_usual_time_between_its_issues() -> None:
    assert rhythm([issue(number) for number in (1, 2, 3, 6, 7)]) is Frequency.WEEK
    assert rhythm([issue(number) for number in (1, 5, 9)]) is Frequency.MONTH
    assert rhythm([issue(1)]) is None


def test_corrections_hold_when_issues_are_imported_again(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    for number in (1, 2):
        weekly.print(number, f"本周，大厅受理{number}件。", heading="窗口办件")
        weekly.print(number + 2, f"本周，大厅受理件{number}件。", heading="大厅运行")
    [joined] = weekly.series.every(SeriesRequest())
    apart = joined.members[1].id
    file = tmp_path / "series.toml"
    file.write_text(f'[[split]]\nseries = "{joined.id}"\nmembers = ["{apart}"]\n', encoding="utf-8")

    def observed() -> list[int]:
        book = SeriesBook(weekly.store, Wording(VOCABULARY), load_corrections(tmp_path))
        assert not book.problems()
        return [book.get(name).observations for name in (joined.id, apart)]

    assert observed() == [2, 2]
    # A reprint takes the place of an issue, another continues the run.
    weekly.print(4, "本周，大厅受理件7件。", heading="大厅运行", edition="再版")
    weekly.print(5, "本周，大厅受理件8件。", heading="大厅运行")
    assert observed() == [2, 3]
    weekly.close()
