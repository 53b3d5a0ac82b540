"""What the audit finds, and what it must not take for a contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from archive.series.audit.nouns import Check, Finding, Verdict
from archive.series.auditing import AuditRequest, AuditSort
from archive.series.book import SeriesRequest
from tests.extraction.issues import make_table
from tests.series.archives import Weekly

EVERY = tuple(Verdict)


@pytest.fixture
def weekly(tmp_path: Path) -> Iterator[Weekly]:
    made = Weekly(tmp_path)
    yield made
    made.close()


def found(weekly: Weekly, *checks: Check, verdicts: tuple[Verdict, ...] = EVERY) -> list[Finding]:
    findings = weekly.audit.every(AuditRequest(check=checks, verdict=verdicts))
    return sorted(findings, key=lambda finding: (finding.issue, finding.id))


def flagged(weekly: Weekly) -> list[Finding]:
    return [finding for finding in found(weekly) if finding.verdict is not Verdict.OK]


def totals(*pairs: tuple[int, int]) -> list[str]:
    return [f"本周，大厅共受理{week}件；今年以来，累计受理{year}件。" for week, year in pairs]


def numbers(findings: Sequence[Finding]) -> list[tuple[str, Decimal | None, Decimal]]:
    return [(one.issue[-2:], one.expected, one.printed) for one in findings]


# --- From issue to issue -------------------------------------------------------------------


def test_totals_that_add_up_are_ok(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 125)))
    findings = found(weekly)
    assert [finding.verdict for finding in findings] == [Verdict.OK, Verdict.OK]
    assert numbers(findings) == [
        ("02", Decimal(120), Decimal(120)),
        ("03", Decimal(125), Decimal(125)),
    ]


def test_a_misprinted_total_is_blamed_alone(weekly: Weekly) -> None:
    """The next issue goes on from the right total: it is not wrong against the misprint."""
    weekly.weeks(totals((10, 100), (20, 120), (5, 152), (6, 131), (9, 140)))
    [finding] = flagged(weekly)
    assert (finding.check, finding.verdict) == (Check.YEAR_TO_DATE_SUM, Verdict.MISMATCH)
    assert (finding.expected, finding.printed, finding.difference) == (125, 152, 27)
    assert [one.printed for one in finding.observations] == ["152件", "120件", "5件"]
    assert [one.issue[-2:] for one in finding.observations] == ["03", "02", "03"]
    assert "125件" in finding.message


def test_a_misprint_that_is_carried_on_is_blamed_once(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152), (6, 158), (9, 167)))
    assert numbers(flagged(weekly)) == [("03", Decimal(125), Decimal(152))]


def test_a_year_to_date_that_falls_is_said_to_fall(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 25), (6, 131), (9, 140)))
    [finding] = flagged(weekly)
    assert finding.check is Check.YEAR_TO_DATE_FALLS
    assert (finding.expected, finding.printed) == (125, 25)


def test_a_new_year_begins_anew(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 125)))
    weekly.print(53, "本周，大厅共受理3件；今年以来，累计受理3件。")
    assert flagged(weekly) == []


def test_over_a_missing_issue_nothing_is_known(weekly: Weekly) -> None:
    for number, sentence in zip(
        (1, 2, 3, 4, 6), totals((10, 100), (20, 120), (5, 125), (5, 130), (7, 150)), strict=True
    ):
        weekly.print(number, sentence)
    [finding] = flagged(weekly)
    assert (finding.verdict, finding.issue[-2:]) == (Verdict.GAP, "06")
    assert [one.number for one in weekly.series.missing()] == [5]


def test_rounded_totals_may_be_off_by_what_was_rounded_away(weekly: Weekly) -> None:
    def paid(week: str, year: str) -> str:
        return f"本周，平台兑付{week}万元；今年以来，累计兑付{year}万元。"

    weekly.weeks([paid("1.2", "20"), paid("1.3", "21"), paid("1.4", "23"), paid("1.1", "24")])
    assert flagged(weekly) == []


def test_approximate_numbers_are_not_compared(weekly: Weekly) -> None:
    sentences = totals((10, 100), (20, 120), (5, 125))
    weekly.weeks([*sentences, "本周，大厅共受理10件；今年以来，累计受理约150件。"])
    assert flagged(weekly) == []


def test_unlike_things_of_one_name_are_not_compared(weekly: Weekly) -> None:
    """Under one heading the week's count is of one thing and the total of another."""
    weekly.weeks(
        [f"本周，培训{10 + n}人次。截至目前，平台累计培训{900 + n}人次。" for n in range(6)]
    )
    assert flagged(weekly) == []


def test_stories_told_now_and_then_are_not_a_running_total(weekly: Weekly) -> None:
    for number, count in ((1, 900), (9, 300), (20, 700)):
        weekly.print(number, f"该系统11月中旬启用以来，已智能审批{count}件。")
    assert flagged(weekly) == []


def test_a_cumulative_count_does_not_fall(weekly: Weekly) -> None:
    weekly.weeks([f"截至目前，累计上线{n}个主题。" for n in (20, 21, 17, 23, 24)])
    [finding] = flagged(weekly)
    assert finding.check is Check.CUMULATIVE_FALLS
    assert (finding.issue[-2:], finding.printed, finding.expected) == ("03", 17, 21)


def test_of_a_spike_the_spike_is_blamed(weekly: Weekly) -> None:
    weekly.weeks([f"截至目前，累计上线{n}个主题。" for n in (20, 21, 210, 23, 24)])
    assert [finding.issue[-2:] for finding in flagged(weekly)] == ["03"]


def test_a_change_starts_where_the_issue_before_ended(weekly: Weekly) -> None:
    weekly.weeks(
        [
            "目前，综合窗口进驻事项由700项调整为705项。",
            "目前，综合窗口进驻事项由705项调整为712项。",
            "目前，综合窗口进驻事项由718项调整为720项。",
            "目前，综合窗口进驻事项由720项调整为721项。",
        ]
    )
    [finding] = flagged(weekly)
    assert (finding.check, finding.issue[-2:]) == (Check.CHANGE_FROM, "03")
    assert (finding.expected, finding.printed, finding.difference) == (712, 718, 6)


def test_limits_of_different_services_are_not_one_thing(weekly: Weekly) -> None:
    weekly.weeks(
        [
            "省商务厅优化拍卖许可，办理时限由20个工作日压缩至5个工作日。",
            "省商务厅优化直销许可，办理时限由30个工作日压缩至3个工作日。",
        ]
    )
    assert flagged(weekly) == []


def test_a_stated_rise_agrees_with_the_issue_before(weekly: Weekly) -> None:
    weekly.weeks(
        [
            "本周，大厅受理200件。",
            "本周，大厅受理250件，环比增长25%。",
            "本周，大厅受理200件，环比下降20%。",
            "本周，大厅受理220件，环比增长15%。",
        ]
    )
    findings = found(weekly, Check.PERIOD_ON_PERIOD)
    assert [finding.verdict for finding in findings] == [Verdict.OK, Verdict.OK, Verdict.MISMATCH]
    assert (findings[2].expected, findings[2].printed) == (10, 15)


def test_a_rise_of_a_rate_is_in_points(weekly: Weekly) -> None:
    weekly.weeks(["本周，满意率98.2%。", "本周，满意率99%，环比提高0.8个百分点。"])
    [finding] = found(weekly, Check.PERIOD_ON_PERIOD)
    assert finding.verdict is Verdict.OK


def test_a_unit_that_drifts_is_flagged(weekly: Weekly) -> None:
    weekly.weeks([f"本周，大厅接待{n}人次。" for n in (40, 41, 42)])
    weekly.print(4, "本周，大厅接待43次。")
    [finding] = flagged(weekly)
    assert (finding.check, finding.unit, finding.expected) == (Check.UNIT_DRIFT, "次", None)


def test_a_cumulative_count_goes_on_from_the_issue_before(weekly: Weekly) -> None:
    def counted(week: int, total: int) -> str:
        return f"本周，大厅共受理{week}件；截至目前，累计受理{total}件。"

    weekly.weeks([counted(*pair) for pair in ((10, 100), (20, 120), (5, 152), (6, 131), (9, 140))])
    findings = found(weekly, Check.CUMULATIVE_SUM)
    assert [finding.verdict for finding in findings] == [
        Verdict.OK, Verdict.MISMATCH, Verdict.OK, Verdict.OK,
    ]  # fmt: skip
    assert (findings[1].expected, findings[1].printed) == (125, 152)
    assert [finding.id for finding in flagged(weekly)] == [findings[1].id]


def test_a_cumulative_count_that_rises_is_not_flagged(weekly: Weekly) -> None:
    weekly.weeks([f"截至目前，累计上线{n}个主题。" for n in (20, 21, 21, 23, 24)])
    assert flagged(weekly) == []


@pytest.mark.parametrize(
    ("rise", "verdict"),
    [("25%", Verdict.OK), ("24.5%", Verdict.MISMATCH), ("35%", Verdict.MISMATCH)],
)
def test_a_stated_rise_agrees_with_the_year_before(
    weekly: Weekly, rise: str, verdict: Verdict
) -> None:
    weekly.print(2, "2022年，大厅受理200件。")
    weekly.print(54, f"2023年，大厅受理250件，同比增长{rise}。")
    [finding] = found(weekly, Check.YEAR_ON_YEAR)
    assert finding.verdict is verdict
    assert (finding.expected, finding.printed) == (25, Decimal(rise.rstrip("%")))


def test_changes_that_go_on_from_one_another_are_ok(weekly: Weekly) -> None:
    steps = ((700, 705), (705, 712), (712, 720))
    weekly.weeks([f"目前，综合窗口进驻事项由{a}项调整为{b}项。" for a, b in steps])
    verdicts = [finding.verdict for finding in found(weekly, Check.CHANGE_FROM)]
    assert verdicts == [Verdict.OK, Verdict.OK]
    assert flagged(weekly) == []


def test_a_change_over_a_missing_issue_is_a_gap(weekly: Weekly) -> None:
    for number, (a, b) in {1: (700, 705), 2: (705, 712), 4: (718, 720)}.items():
        weekly.print(number, f"目前，综合窗口进驻事项由{a}项调整为{b}项。")
    [finding] = flagged(weekly)
    assert (finding.check, finding.verdict) == (Check.CHANGE_FROM, Verdict.GAP)


def test_a_unit_that_stays_is_not_flagged(weekly: Weekly) -> None:
    weekly.weeks([f"本周，大厅接待{n}人次。" for n in (40, 41, 42, 43)])
    assert found(weekly, Check.UNIT_DRIFT) == []


def test_a_unit_that_hands_over_to_another_is_flagged_though_none_knows_them_alike(
    weekly: Weekly,
) -> None:
    weekly.weeks([f"本周，大厅受理{n}件。" for n in (40, 41, 42)])
    for number, count in enumerate((43, 39, 44), 4):
        weekly.print(number, f"本周，大厅受理{count}宗。")
    assert len({series.unit for series in weekly.series.every(SeriesRequest())}) == 2
    [finding] = flagged(weekly)
    assert (finding.check, finding.unit, finding.issue[-2:]) == (Check.UNIT_DRIFT, "宗", "04")
    assert [one.printed for one in finding.observations] == ["43宗", "42件"]


@pytest.mark.parametrize(
    "sentences",
    [
        # Both in one issue: two things.
        [*[f"大厅受理{n}件。" for n in (40, 41)], "大厅受理42件、受理44宗。",
         *[f"大厅受理{n}宗。" for n in (43, 45)]],
        # Far apart in size.
        [*[f"大厅受理{n}件。" for n in (40, 41, 42)], *[f"大厅受理{n}宗。" for n in (3, 2, 4)]],
        # Told once: not a habit.
        ["大厅受理40件。", "大厅受理41件。", "大厅受理42件。", "大厅受理43宗。", "大厅受理44件。"],
        # Not in the issue before.
        [*[f"大厅受理{n}件。" for n in (40, 41, 42)], *["大厅整治环境。"] * 4,
         *[f"大厅受理{n}宗。" for n in (40, 41, 42)]],
    ],
)  # fmt: skip
def test_units_of_two_things_are_no_drift(weekly: Weekly, sentences: list[str]) -> None:
    weekly.weeks([f"本周，{sentence}" for sentence in sentences])
    assert found(weekly, Check.UNIT_DRIFT) == []


# --- Reprints and corrections --------------------------------------------------------------


def test_a_reprint_that_changes_no_number_is_not_flagged(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 125)))
    weekly.print(3, totals((5, 125))[0], edition="更正")
    assert flagged(weekly) == []


@pytest.mark.parametrize(("later", "revised"), [(210, True), (200, False)])
def test_a_period_reported_again_is_revised_where_the_number_differs(
    weekly: Weekly, later: int, revised: bool
) -> None:
    weekly.print(2, "2022年，大厅受理200件。")
    weekly.print(3, f"2022年，大厅受理{later}件。")
    findings = found(weekly, Check.REVISION)
    assert [(one.verdict, one.printed, one.expected) for one in findings] == (
        [(Verdict.REVISED, 200, 210)] if revised else []
    )


def test_a_reprint_explains_what_it_corrects(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152), (6, 131), (9, 140)))
    weekly.print(3, totals((5, 125))[0], edition="更正")
    [finding] = flagged(weekly)
    assert (finding.check, finding.verdict) == (Check.REVISION, Verdict.REVISED)
    assert (finding.printed, finding.expected) == (152, 125)


def test_a_later_correction_explains_a_misprint(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152)))
    weekly.print(4, totals((6, 131))[0], "更正：上期累计受理应为125件。")
    [finding] = flagged(weekly)
    assert (finding.check, finding.verdict) == (Check.YEAR_TO_DATE_SUM, Verdict.REVISED)


@pytest.mark.parametrize(
    ("correction", "verdict"),
    [
        ("本刊第3期“152件”有误，应为“125件”。", Verdict.REVISED),
        ("本刊第2期“152件”有误，应为“125件”。", Verdict.MISMATCH),
        ("本刊第3期“152件”有误，应为“152件”。", Verdict.MISMATCH),
        # Not the total was wrong but what was added to it.
        ("本刊第3期“5件”有误，应为“32件”。", Verdict.REVISED),
    ],
)
def test_an_erratum_explains_the_issue_that_it_names(
    weekly: Weekly, correction: str, verdict: Verdict
) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152)))
    for number in range(4, 20):
        weekly.print(number, "本周，大厅整治环境卫生。")
    later = weekly.print(20, correction, errata=(3 if "第3期" in correction else 2,))
    [finding] = flagged(weekly)
    assert (finding.check, finding.verdict) == (Check.YEAR_TO_DATE_SUM, verdict)
    assert (later in finding.message) is (verdict is Verdict.REVISED)


# --- Within an issue -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("应编手册的1645个办理项中，已编印的办理项为1079个，占比65.59%。", [Verdict.OK]),
        ("应编手册的1645个办理项中，已编印的办理项为1079个，占比65.6%。", [Verdict.OK]),
        ("应编手册的1645个办理项中，已编印的办理项为1079个，占比66.59%。", [Verdict.MISMATCH]),
        ("大厅受理120件、办结118件，满意率99.1%。", []),
        ("大厅受理120件、办结90件，办结率75%。", [Verdict.OK]),
        ("大厅受理120件、办结90件，办结率85%。", [Verdict.MISMATCH]),
        ("大厅受理约120件、办结90件，占比85%。", []),
    ],
)
def test_a_share_agrees_with_its_two_numbers(
    weekly: Weekly, sentence: str, verdicts: list[Verdict]
) -> None:
    weekly.print(1, sentence)
    assert [finding.verdict for finding in found(weekly, Check.PERCENTAGE)] == verdicts


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("窗口受理100件、网上受理200件，共计300件。", [Verdict.OK]),
        ("窗口受理100件、网上受理200件，共计310件。", [Verdict.MISMATCH]),
        ("窗口受理100件、网上受理200件，共计办结280件。", []),
        ("大厅受理300件，其中窗口受理100件、网上受理200件。", [Verdict.OK]),
        ("大厅受理300件，其中窗口受理100件、网上受理150件。", []),
        ("大厅受理300件，其中窗口受理150件、网上受理200件。", [Verdict.MISMATCH]),
        ("大厅受理300件，其中窗口受理200件、办结180件。", []),
    ],
)
def test_parts_sum_to_the_stated_total(
    weekly: Weekly, sentence: str, verdicts: list[Verdict]
) -> None:
    weekly.print(1, sentence)
    assert [finding.verdict for finding in found(weekly, Check.SENTENCE_TOTAL)] == verdicts


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("综合窗口新增3项、取消1项，进驻事项由71项调整为73项。", [Verdict.OK]),
        ("综合窗口新增3项、取消1项，进驻事项由71项调整为75项。", [Verdict.MISMATCH]),
        ("综合窗口受理3项，进驻事项由71项调整为75项。", []),
    ],
)
def test_a_change_is_the_sum_of_what_came_and_went(
    weekly: Weekly, sentence: str, verdicts: list[Verdict]
) -> None:
    weekly.print(1, sentence)
    assert [finding.verdict for finding in found(weekly, Check.CHANGE_PARTS)] == verdicts


@pytest.mark.parametrize(
    ("rows", "verdicts"),
    [
        ([["商务厅", "10"], ["财政厅", "20"], ["合计", "30"]], [Verdict.OK]),
        ([["商务厅", "10"], ["财政厅", "20"], ["合计", "31"]], [Verdict.MISMATCH]),
        ([["合计", "31"], ["商务厅", "10"], ["财政厅", "20"]], [Verdict.MISMATCH]),
        ([["商务厅", "10"], ["其中：网上", "4"], ["财政厅", "20"], ["合计", "30"]], [Verdict.OK]),
        (
            [["商务厅", "1"], ["财政厅", "2"], ["小计", "3"], ["科技厅", "4"], ["合计", "7"]],
            [Verdict.OK, Verdict.OK],
        ),
        ([["商务厅", "10"], ["财政厅", "若干"], ["合计", "30"]], []),
        ([["商务厅", "10"], ["财政厅", "20"]], []),
    ],
)
def test_the_rows_of_a_table_sum_to_its_total(
    weekly: Weekly, rows: list[list[str]], verdicts: list[Verdict]
) -> None:
    table = make_table([["窗口", "受理"], *rows], caption="窗口办件情况", unit_note="单位：件")
    weekly.print(1, table)
    assert [finding.verdict for finding in found(weekly, Check.TABLE_TOTAL)] == verdicts


def test_rates_in_a_table_are_not_summed(weekly: Weekly) -> None:
    rows = [["窗口", "办结率"], ["商务厅", "90%"], ["财政厅", "80%"], ["合计", "85%"]]
    weekly.print(1, make_table(rows))
    assert found(weekly, Check.TABLE_TOTAL) == []


def test_a_table_and_the_text_beside_it_are_two_series(weekly: Weekly) -> None:
    """The text counts all, the table only some of the counters."""
    rows = [["窗口", "受理"], ["商务厅", "10"], ["财政厅", "20"], ["合计", "30"]]
    table = replace(make_table(rows, caption="本周部分窗口", unit_note="单位：件"), key="1-9")
    for number, sentence in enumerate(totals((50, 100), (60, 160), (70, 230)), 1):
        weekly.print(number, sentence, table)
    assert flagged(weekly) == []


# --- Keeping -------------------------------------------------------------------------------


def test_findings_are_kept_until_the_bulletin_changes(weekly: Weekly, tmp_path: Path) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152)))
    assert len(flagged(weekly)) == 1
    counts = {(one.check, one.verdict): one.count for one in weekly.audit.counts()}
    assert counts == {
        (Check.YEAR_TO_DATE_SUM, Verdict.OK): 1,
        (Check.YEAR_TO_DATE_SUM, Verdict.MISMATCH): 1,
    }
    assert len(list((tmp_path / "audit").iterdir())) == 1
    weekly.print(4, totals((6, 158))[0])
    weekly.print(5, totals((6, 170))[0])
    newest = weekly.audit.every(AuditRequest())
    assert (len(newest), newest[0].issue[-2:]) == (2, "05")
    assert weekly.audit.at_hand(AuditRequest()) == newest


def test_findings_are_asked_for_by_issue_and_series(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 120), (5, 152), (6, 131)))
    [finding] = flagged(weekly)
    for issue in {one.issue for one in finding.observations}:
        assert weekly.audit.page(AuditRequest(issue=issue)).total == 1
    for series in finding.of_series:
        assert weekly.audit.page(AuditRequest(series=series)).total == 1
    first = weekly.store.neighbours(finding.observations[1].issue)[0]
    assert weekly.audit.page(AuditRequest(issue=first)).total == 0


def test_findings_come_in_the_order_asked_for(weekly: Weekly) -> None:
    weekly.weeks(totals((10, 100), (20, 130), (5, 135), (6, 341), (9, 350)))
    weekly.print(6, "本周，大厅受理9件。", "窗口受理100件、网上受理200件，共计301件。")
    orders = {
        sort: [one.issue[-2:] for one in weekly.audit.every(AuditRequest(sort=sort))]
        for sort in AuditSort
    }
    assert orders == {
        AuditSort.NEWEST: ["06", "04", "02"],
        AuditSort.OLDEST: ["02", "04", "06"],
        AuditSort.LARGEST: ["04", "02", "06"],
    }
