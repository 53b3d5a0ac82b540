"""What the numbers of issues say is missing."""

from __future__ import annotations

from archive.series.ledger import missing_issues
from tests.series.strands import issue


def numbers(*issues: object) -> list[tuple[int | None, int | None, int | None]]:
    return [(one.year, one.number, one.serial) for one in missing_issues(issues)]  # type: ignore[arg-type]


def test_numbers_tell_what_is_missing_within_a_year() -> None:
    assert numbers(issue(1), issue(2), issue(5)) == [(2023, 3, None), (2023, 4, None)]


def test_a_joint_issue_leaves_nothing_missing() -> None:
    assert numbers(issue(4), issue(5, last=6), issue(7)) == []


def test_serials_tell_what_is_missing_between_two_years() -> None:
    last, first = issue(49, serial=300), issue(3, year=2024, serial=304)
    assert numbers(last, first) == [(2023, 50, 301), (2024, 1, 302), (2024, 2, 303)]


def test_without_serials_only_the_later_year_is_known() -> None:
    assert numbers(issue(49), issue(2, year=2024)) == [(2024, 1, None)]


def test_numbers_that_run_on_over_the_year_leave_nothing_missing() -> None:
    assert numbers(issue(49), issue(50, year=2024)) == []


def test_superseded_issues_are_not_looked_at() -> None:
    assert numbers(issue(1), issue(2, superseded_by="issue-02"), issue(3)) == [(2023, 2, None)]


def test_what_whole_years_without_an_issue_had_is_not_made_up() -> None:
    last, first = issue(49, year=2021, serial=300), issue(2, year=2023, serial=352)
    missing = numbers(last, first)
    assert len(missing) == 51
    assert set(missing[:-1]) == {(None, None, serial) for serial in range(301, 351)}
    assert missing[-1] == (2023, 1, 351)


def test_a_jump_that_no_year_holds_says_nothing() -> None:
    assert numbers(issue(1), issue(999_999_999)) == []
