"""What callers of the store may rely on."""

from __future__ import annotations

import datetime as dt
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from archive.errors import ArchiveBusy, NotFound, SourceError, StoreError
from archive.model import Department, Erratum, IssueRecord, Period, PeriodType, Section, Span
from archive.store import figures
from archive.store.conditions import FigureFacet, FigureFilter, FigureSort, IssueFilter, IssueSort
from archive.store.nouns import Errata, ErratumLink, Post, Saved, StoredFigure
from archive.store.port import Store
from archive.store.sql import SqlStore
from tests.pipeline.records import (
    COMMERCE,
    PUBLISHER,
    RULES,
    make_record,
    original_of,
    provenances_of,
)

Save = Callable[..., Saved]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqlStore(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def save(store: Store, tmp_path: Path) -> Save:
    def save_record(record: IssueRecord, content: bytes = b"a") -> Saved:
        return store.save(record, original_of(tmp_path, content), provenances_of(record))

    return save_record


def save_weeks(save: Save, weeks: int) -> list[str]:
    return [
        save(
            make_record(
                bytes([week]), week, date=dt.date(2024, 1, 5) + dt.timedelta(weeks=week - 1)
            ),
            bytes([week]),
        ).issue
        for week in range(1, weeks + 1)
    ]


# --- Saving --------------------------------------------------------------------------------


def test_a_saved_record_comes_back_whole(store: Store, save: Save) -> None:
    record = make_record()
    saved = save(record)
    assert saved == Saved(record.id, None)
    assert store.record(record.id) == record


def test_a_summary_says_what_the_issue_holds(store: Store, save: Save) -> None:
    before = dt.datetime.now(dt.UTC)
    record = make_record()
    summary = store.summary(save(record).issue)
    assert (summary.pages, summary.items, summary.figures, summary.problems) == (2, 2, 1, 1)
    assert (summary.year, summary.number, summary.date) == (2024, 1, dt.date(2024, 1, 5))
    assert summary.publishers == (PUBLISHER,)
    assert summary.source_sha256 == record.issue.source.sha256
    assert summary.superseded_by is None
    assert before <= summary.imported_at <= dt.datetime.now(dt.UTC)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    for ask in (store.record, store.summary, store.neighbours, store.original):
        with pytest.raises(NotFound):
            ask("没有")
    with pytest.raises(NotFound):
        store.original("../../etc/passwd")
    assert store.issue_figures("没有") == []


def test_the_original_is_kept_and_found_by_hash(store: Store, save: Save) -> None:
    record = make_record(b"bytes of a file")
    save(record, b"bytes of a file")
    assert store.original(record.issue.source.sha256).read_bytes() == b"bytes of a file"


def test_a_file_changed_since_it_was_read_is_refused(
    store: Store, save: Save, tmp_path: Path
) -> None:
    record = make_record(b"as read")
    with pytest.raises(SourceError) as caught:
        store.save(record, original_of(tmp_path, b"changed"), provenances_of(record))
    assert caught.value.code == "source.changed"
    assert store.stats().issues == 0
    assert not [path for path in (tmp_path / "home").rglob("*.p*") if path.suffix == ".part"]


def test_known_files_are_those_read_under_the_same_rules(store: Store, save: Save) -> None:
    record = make_record()
    sha256 = record.issue.source.sha256
    assert store.known(sha256, RULES) is None
    save(record)
    assert store.known(sha256, RULES) == record.id
    assert store.known(sha256, "rules-2") is None


def test_a_record_of_the_same_file_replaces_itself(store: Store, save: Save) -> None:
    save(make_record())
    again = make_record(
        text="省商务厅厅长郑远山介绍，本周受理609件。", value="609", rules="rules-2"
    )
    assert save(again) == Saved(again.id, None)
    assert store.record(again.id) == again
    assert [figure.figure.value for figure in store.issue_figures(again.id)] == [Decimal(609)]
    assert (store.stats().issues, store.stats().figures) == (1, 1)


def test_an_error_while_saving_leaves_the_archive_as_it_was(
    store: Store, save: Save, tmp_path: Path
) -> None:
    save(make_record())
    # Another file of the same issue, but a figure without its provenance.
    broken = make_record(b"b")
    with pytest.raises(ValueError, match="argument"):
        store.save(broken, original_of(tmp_path, b"b"), ())
    assert store.record(make_record().id) == make_record()
    assert store.stats().issues == 1


# --- Superseding ---------------------------------------------------------------------------


def test_a_reprint_supersedes_the_older_file_and_both_stay_readable(
    store: Store, save: Save
) -> None:
    old, new = make_record(b"old"), make_record(b"new", value="618", text="受理618件，商务厅。")
    save(old, b"old")
    older_id = f"{old.id}@{old.issue.source.sha256[:8]}"
    assert save(new, b"new") == Saved(new.id, older_id)
    assert store.record(new.id) == new
    assert store.record(older_id) == replace(old, id=older_id)
    assert store.summary(older_id).superseded_by == new.id
    assert [f.provenance.issue for f in store.issue_figures(older_id)] == [older_id]
    assert store.figures(FigureFilter(), 0, 10)[0] == 1
    assert store.stats().issues == 1
    assert store.summaries(IssueFilter(), 0, 10)[0] == 1


def test_a_superseded_file_read_again_stays_superseded(store: Store, save: Save) -> None:
    old = make_record(b"old")
    save(old, b"old")
    older_id = save(make_record(b"new"), b"new").superseded
    assert save(replace(old, rules_version="rules-2"), b"old") == Saved(str(older_id), None)
    assert store.summary(str(older_id)).superseded_by == old.id
    assert store.summary(old.id).source_sha256 == make_record(b"new").issue.source.sha256


def test_two_reprints_chain_up(store: Store, save: Save) -> None:
    older = [save(make_record(content), content).superseded for content in (b"1", b"2", b"3")]
    assert older[0] is None
    assert {store.summary(str(one)).superseded_by for one in older[1:]} == {make_record().id}
    assert store.stats().issues == 1


def test_a_file_that_better_rules_number_otherwise_moves_and_gives_its_place_back(
    store: Store, save: Save
) -> None:
    right, misread = make_record(b"right", 1), make_record(b"misread", 1)
    save(right, b"right")
    save(misread, b"misread")
    store.mark_indexed(store.pending(10))
    reread = make_record(b"misread", 2, rules="rules-2")
    assert save(reread, b"misread") == Saved(reread.id, None)
    assert store.record(right.id) == right
    assert store.summary(right.id).superseded_by is None
    assert store.stats().issues == 2
    assert set(store.pending(10)) == {right.id, reread.id}


# --- Pending -------------------------------------------------------------------------------


def test_saved_issues_are_pending_until_the_index_has_them(store: Store, save: Save) -> None:
    first, second = save_weeks(save, 2)
    assert set(store.pending(10)) == {first, second}
    assert len(store.pending(1)) == 1
    assert store.stats().pending == store.count_pending() == 2
    store.mark_indexed([first])
    assert store.pending(10) == [second]
    store.mark_all_pending()
    store.mark_all_pending()
    assert set(store.pending(10)) == {first, second}


def test_an_issue_that_left_is_pending_so_that_the_index_drops_it(store: Store, save: Save) -> None:
    left = save(make_record(number=1)).issue
    store.mark_indexed([left])
    save(make_record(number=2, rules="rules-2"))
    with pytest.raises(NotFound):
        store.summary(left)
    assert left in store.pending(10)


# --- Reading -------------------------------------------------------------------------------


def test_summaries_come_newest_first_with_the_full_total(store: Store, save: Save) -> None:
    weeks = save_weeks(save, 5)
    save(make_record(b"other", 9, title="简报"), b"other")
    bulletin = store.summary(weeks[0]).bulletin
    total, page = store.summaries(IssueFilter(bulletin), 1, 2)
    assert total == 5
    assert [summary.id for summary in page] == [weeks[3], weeks[2]]
    assert store.summaries(IssueFilter(), 0, 0)[0] == 6
    assert store.summaries(IssueFilter("没有"), 0, 5) == (0, [])


def test_summaries_come_in_the_order_asked_for(store: Store, save: Save) -> None:
    first, second = save_weeks(save, 2)
    record = make_record(b"0", 9, date=dt.date(2020, 1, 3))
    late = save(record, b"0")
    orders = {
        sort: [one.id for one in store.summaries(IssueFilter(), 0, 9, sort)[1]]
        for sort in IssueSort
    }
    assert orders[IssueSort.OLDEST] == orders[IssueSort.NEWEST][::-1]
    assert orders[IssueSort.IMPORTED] == [late.issue, second, first]
    assert orders[IssueSort.NEWEST] != orders[IssueSort.IMPORTED]


def test_neighbours_are_those_of_the_same_bulletin(store: Store, save: Save) -> None:
    first, second, third = save_weeks(save, 3)
    save(make_record(b"other", 2, title="简报", date=dt.date(2024, 1, 12)), b"other")
    assert store.neighbours(first) == (None, second)
    assert store.neighbours(second) == (first, third)
    assert store.neighbours(third) == (second, None)


def test_errata_link_issues_of_one_bulletin(store: Store, save: Save) -> None:
    first, second = save_weeks(save, 2)
    record = make_record(b"3", 3, date=dt.date(2024, 1, 19))
    errata = (Erratum("1-2", 2024, 1, None), Erratum("1-1", 2019, 2, None))
    third = replace(record, issue=replace(record.issue, errata=errata))
    other = make_record(b"4", 1, title="商务简报")
    save(third, b"3")
    save(other, b"4")
    assert store.errata(third.id) == Errata(corrects=(ErratumLink(first, "1-2"),))
    assert store.errata(first) == Errata(corrected_by=(ErratumLink(third.id, "1-2"),))
    assert store.errata(second) == store.errata(other.id) == Errata()
    save(third, b"3")
    assert store.errata(first) == Errata(corrected_by=(ErratumLink(third.id, "1-2"),))
    save(record, b"3")
    assert store.errata(first) == Errata()


def test_errata_may_name_the_serial_number_alone(store: Store, save: Save) -> None:
    corrected = make_record(b"1", 1)
    masthead = replace(corrected.issue.masthead, serial=88)
    first = save(replace(corrected, issue=replace(corrected.issue, masthead=masthead)), b"1").issue
    record = make_record(b"2", 2)
    errata = (Erratum("1-1", None, None, 88),)
    second = save(replace(record, issue=replace(record.issue, errata=errata)), b"2").issue
    assert store.errata(second).corrects == (ErratumLink(first, "1-1"),)
    assert store.errata(first).corrected_by == (ErratumLink(second, "1-1"),)


def test_issues_without_dates_are_ordered_by_number(store: Store, save: Save) -> None:
    ids = [save(make_record(bytes([n]), n, date=None), bytes([n])).issue for n in (10, 9, 11)]
    assert store.neighbours(ids[0]) == (ids[1], ids[2])
    assert store.figures(FigureFilter(date_from=dt.date(2000, 1, 1)), 0, 10)[0] == 0


def test_an_issue_of_unknown_time_is_the_oldest(store: Store, save: Save) -> None:
    record = make_record(b"z", 99, date=None)
    masthead = replace(record.issue.masthead, year=None)
    undated = save(replace(record, issue=replace(record.issue, masthead=masthead)), b"z").issue
    dated = save_weeks(save, 2)
    assert [row.id for row in store.summaries(IssueFilter(), 0, 9)[1]] == [
        dated[1],
        dated[0],
        undated,
    ]


def test_items_come_with_their_path_and_names(store: Store, save: Save) -> None:
    issue = save(make_record()).issue
    found = store.items([f"{issue}:1-1", f"{issue}:9-9", "没有:1-1", "", ":"])
    assert list(found) == [f"{issue}:1-1"]
    item = found[f"{issue}:1-1"]
    assert item.item == make_record().issue.items[0]
    assert item.section_path == ("政务服务动态",)
    assert item.departments == (COMMERCE,)
    assert item.officials == (f"郑远山@{COMMERCE}",)
    assert item.topics == ("综合窗口",)
    assert item.issue == store.summary(issue)


def test_items_and_figures_take_a_constant_number_of_statements(store: Store, save: Save) -> None:
    weeks = save_weeks(save, 6)
    statements: list[str] = []

    def count(_c: object, _u: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def spent(ask: Callable[[], object]) -> int:
        statements.clear()
        ask()
        return len(statements)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        one = spent(lambda: store.items([f"{weeks[0]}:1-1"]))
        assert spent(lambda: store.items([f"{week}:1-1" for week in weeks])) == one
        store.figures(FigureFilter(), 0, 1)
        one = spent(lambda: store.figures(FigureFilter(), 0, 1))
        assert spent(lambda: store.figures(FigureFilter(), 0, 6)) == one
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def test_a_figure_comes_with_its_provenance(store: Store, save: Save) -> None:
    record = make_record()
    issue = save(record).issue
    (stored,) = store.issue_figures(issue)
    (figure,) = record.findings.figures
    assert stored.id == f"{issue}:1-1:{figure.span.start}-{figure.span.end}"
    assert stored.figure == figure
    assert stored.provenance == provenances_of(record)[0]
    assert (stored.bulletin, stored.issue_date) == (record.bulletin.id, record.date)


def test_figures_of_items_are_found_by_the_items_ids(store: Store, save: Save) -> None:
    first, second = save_weeks(save, 2)
    found = store.item_figures([f"{first}:1-1", f"{second}:1-2", f"{second}:9", "没有:1", ""])
    assert [(place, [f.id for f in figures]) for place, figures in found.items()] == [
        (f"{first}:1-1", [f"{first}:1-1:15-19"])
    ]
    assert store.item_figures([]) == {}


def test_figures_of_an_issue_come_in_order_of_the_text(store: Store, save: Save) -> None:
    record = make_record()
    (figure,) = record.findings.figures
    later = replace(figure, item="1-2", span=Span(0, 2))
    earlier = replace(figure, span=Span(0, 2))
    mixed = replace(record, findings=replace(record.findings, figures=(later, figure, earlier)))
    issue = save(mixed).issue
    assert [f.figure for f in store.issue_figures(issue)] == [earlier, figure, later]


@pytest.mark.parametrize(
    ("conditions", "weeks"),
    [
        (FigureFilter(), [3, 2, 1]),
        (FigureFilter(metric="受"), [3, 2, 1]),
        (FigureFilter(metric="%"), []),
        (FigureFilter(departments=(COMMERCE,)), [3, 2, 1]),
        (FigureFilter(departments=("别处",)), []),
        (FigureFilter(departments=()), []),
        (FigureFilter(bulletins=()), []),
        (FigureFilter(bulletins=(f"{PUBLISHER}-政务服务周报", "别的")), [3, 2, 1]),
        (FigureFilter(issue="政务服务周报-2024-2"), [2]),
        (FigureFilter(unit="件"), [3, 2, 1]),
        (FigureFilter(unit="人次"), []),
        (FigureFilter(period_type=PeriodType.WEEK), []),
        (FigureFilter(date_from=dt.date(2024, 1, 12)), [3, 2]),
        (FigureFilter(date_to=dt.date(2024, 1, 12)), [2, 1]),
        (FigureFilter(value_min=Decimal("608.5")), []),
        (FigureFilter(value_max=Decimal(608)), [3, 2, 1]),
        (FigureFilter(words=("厅长", "受理")), [3, 2, 1]),
        (FigureFilter(words=("厅长", "局长")), []),
        (FigureFilter(words=("_",)), []),
        (FigureFilter(words=("件",)), [3, 2, 1]),
        (FigureFilter(words=("。", "608", "长郑远山介")), [3, 2, 1]),
        (FigureFilter(words=("长郑", "山介绍，本周受理608件。")), [3, 2, 1]),
        (FigureFilter(words=("山远",)), []),
        (FigureFilter(words=("受理商",)), []),
        (FigureFilter(words=("周受周",)), []),
        (FigureFilter(words=("受理",), departments=(COMMERCE,), topics=("综合窗口",)), [3, 2, 1]),
        (FigureFilter(words=("受理",), departments=(COMMERCE,), unit="人次"), []),
        (FigureFilter(metric="受理", topics=("综合窗口",), issue="政务服务周报-2024-2"), [2]),
        (FigureFilter(officials=(f"郑远山@{COMMERCE}",)), [3, 2, 1]),
        (FigureFilter(officials=("别人",)), []),
        (FigureFilter(topics=("综合窗口", "别的")), [3, 2, 1]),
        (FigureFilter(topics=("别的",)), []),
        (FigureFilter(has_change=True), []),
        (FigureFilter(has_change=False), [3, 2, 1]),
        (FigureFilter(imported_from=dt.date(2100, 1, 1)), []),
        (FigureFilter(imported_to=dt.date(2100, 1, 1)), [3, 2, 1]),
        (FigureFilter(period_from=dt.date(2000, 1, 1)), []),
        (FigureFilter(ids=("政务服务周报-2024-2:1-1:15-19", "x", "a:b:1-2", "::-")), [2]),
    ],
)
def test_figures_meet_all_conditions(
    store: Store, save: Save, conditions: FigureFilter, weeks: list[int]
) -> None:
    save_weeks(save, 3)
    total, page = store.figures(conditions, 0, 10)
    found = [f.provenance.issue for f in page]
    assert found == [f"政务服务周报-2024-{week}" for week in weeks]
    assert total == len(weeks)
    assert [f.id for f in store.iter_figures(conditions)] == [f.id for f in page]
    # A condition on issues that all meet: others are then met in another way.
    if conditions.imported_from is None:
        same = replace(conditions, imported_from=dt.date(2000, 1, 1))
        assert store.figures(same, 0, 10) == (total, page)
        assert store.figure_counts(same, tuple(FigureFacet)) == store.figure_counts(
            conditions, tuple(FigureFacet)
        )


def test_words_are_those_of_the_figures_as_they_are_now(store: Store, save: Save) -> None:
    def total(word: str) -> int:
        return store.figures(FigureFilter(words=(word,)), 0, 1)[0]

    save(make_record(b"a"), b"a")
    assert (total("608件"), total("609件")) == (1, 0)
    # The same file, read by other rules; then a reprint.
    text = "商务厅厅长郑远山介绍，本周受理609件。"
    save(make_record(b"a", text=text, value="609", rules="rules-2"), b"a")
    assert (total("608件"), total("609件"), total("受理")) == (0, 1, 1)
    text = "商务厅厅长郑远山介绍，本周受理610件。"
    save(make_record(b"b", text=text, value="610"), b"b")
    assert (total("609件"), total("610件"), total("受理")) == (0, 1, 1)


def test_a_page_may_begin_anywhere(store: Store, save: Save) -> None:
    record = make_record()
    (figure,) = record.findings.figures
    for week in range(1, 5):
        record = make_record(bytes([week]), week, date=dt.date(2024, 1, week))
        several = tuple(
            replace(figure, span=Span(figure.span.start, figure.span.end - nth))
            for nth in range(week)
        )
        save(replace(record, findings=replace(record.findings, figures=several)), bytes([week]))
    for sort in FigureSort:
        every = [one.id for one in store.iter_figures(FigureFilter(), sort)]
        assert len(set(every)) == 10
        for offset in range(11):
            total, page = store.figures(FigureFilter(), offset, 3, sort=sort)
            assert (total, [one.id for one in page]) == (10, every[offset : offset + 3])
            after = every[offset - 1] if offset else None
            _, page = store.figures(FigureFilter(), 1, 3, sort=sort, after=after)
            assert [one.id for one in page] == every[offset + 1 : offset + 4]


def test_the_period_a_figure_speaks_of_is_not_the_day_of_its_issue(
    store: Store, save: Save
) -> None:
    record = make_record(date=dt.date(2024, 1, 5))
    (figure,) = record.findings.figures
    spoken = Period(dt.date(2023, 12, 1), dt.date(2023, 12, 31))
    save(
        replace(
            record, findings=replace(record.findings, figures=(replace(figure, period=spoken),))
        )
    )

    def total(**conditions: dt.date) -> int:
        return store.figures(FigureFilter(**conditions), 0, 1)[0]  # type: ignore[arg-type]

    assert total(period_from=spoken.start, period_to=spoken.end) == 1
    assert total(period_from=dt.date(2023, 12, 2)) == 0
    assert total(period_to=dt.date(2023, 12, 30)) == 0
    assert total(date_from=dt.date(2024, 1, 1)) == 1
    assert total(date_to=dt.date(2023, 12, 31)) == 0


@pytest.mark.parametrize("many", [0, 100])
@pytest.mark.parametrize(
    ("sort", "values"),
    [
        (FigureSort.NEWEST, [7, 5, 9, 5]),
        (FigureSort.OLDEST, [9, 5, 5, 7]),
        (FigureSort.LARGEST, [9, 7, 5, 5]),
        (FigureSort.SMALLEST, [5, 5, 7, 9]),
    ],
)
def test_figures_are_paged_by_the_figure_before(
    store: Store,
    save: Save,
    monkeypatch: pytest.MonkeyPatch,
    sort: FigureSort,
    values: list[int],
    many: int,
) -> None:
    # Of more than so many the largest are met one by one.
    monkeypatch.setattr(figures, "_MANY", many)
    for week, value in enumerate(("5", "7"), 2):
        record = make_record(
            bytes([week]), week, date=dt.date(2024, 1, week), value=value,
            text=f"商务厅厅长郑远山介绍，本周受理{value}件。",
        )  # fmt: skip
        save(record, bytes([week]))
    first = make_record(
        b"1", 1, date=dt.date(2024, 1, 1), value="9", text="商务厅厅长郑远山介绍，本周受理9件。"
    )
    (figure,) = first.findings.figures
    second = replace(figure, value=Decimal(5), span=Span(figure.span.start, figure.span.end + 1))
    save(replace(first, findings=replace(first.findings, figures=(figure, second))), b"1")

    shown: list[StoredFigure] = []
    while True:
        after = shown[-1].id if shown else None
        total, page = store.figures(FigureFilter(), 0, 1, sort=sort, after=after)
        assert total == 4
        if not page:
            break
        shown += page
    assert [int(one.figure.value) for one in shown] == values
    assert [one.id for one in store.iter_figures(FigureFilter(), sort)] == [one.id for one in shown]
    with pytest.raises(NotFound):
        store.figures(FigureFilter(), 0, 1, sort=sort, after="别的:1-1:0-1")


def test_figures_are_counted_by_their_values(store: Store, save: Save) -> None:
    save_weeks(save, 3)
    counts = store.figure_counts(FigureFilter(issue="政务服务周报-2024-2"), tuple(FigureFacet))
    assert counts[FigureFacet.UNIT] == [("件", 1)]
    assert counts[FigureFacet.METRIC] == [("受理", 1)]
    assert counts[FigureFacet.YEAR] == [("2024", 1)]
    assert counts[FigureFacet.SUBJECT] == []
    everywhere = store.figure_counts(FigureFilter(), (FigureFacet.BULLETIN,))
    assert everywhere == {FigureFacet.BULLETIN: [(f"{PUBLISHER}-政务服务周报", 3)]}


def test_issues_are_found_by_id_and_by_the_day_of_their_import(store: Store, save: Save) -> None:
    first, second = save_weeks(save, 2)
    found = store.summaries(IssueFilter(ids=(first, "没有")), 0, 5)
    assert [row.id for row in found[1]] == [first]
    today = store.summary(second).imported_at.date()
    assert store.summaries(IssueFilter(imported_from=today, imported_to=today), 0, 5)[0] == 2
    assert store.summaries(IssueFilter(imported_to=today - dt.timedelta(1)), 0, 5)[0] == 0


def test_the_state_tells_that_something_changed(store: Store, save: Save) -> None:
    marks = [store.state().mark]
    assert store.state().changed is None
    issue = save(make_record()).issue
    marks.append(store.state().mark)
    assert store.state().changed == store.summary(issue).imported_at
    store.mark_indexed([issue])
    marks.append(store.state().mark)
    assert len(set(marks)) == 3


def test_figures_of_a_subject_are_found_by_department(store: Store, save: Save) -> None:
    record = make_record()
    (figure,) = record.findings.figures
    named = replace(figure, subject="云川省公安厅", item="1-2", span=Span(0, 2))
    save(replace(record, findings=replace(record.findings, figures=(named,))))
    assert store.figures(FigureFilter(departments=("云川省公安厅",)), 0, 10)[0] == 1
    assert store.figures(FigureFilter(departments=(COMMERCE,)), 0, 10)[0] == 0


def test_exact_values_survive(store: Store, save: Save) -> None:
    value = "12345678901234567890.12"
    issue = save(make_record(value=value, text=f"商务厅厅长郑远山称有{value}件。")).issue
    assert store.issue_figures(issue)[0].figure.value == Decimal(value)


def test_a_reader_of_figures_may_stop_early_and_others_may_write(store: Store, save: Save) -> None:
    save_weeks(save, 2)
    figures = store.iter_figures(FigureFilter())
    next(figures)
    save(make_record(b"new", 9), b"new")
    assert len(list(figures)) == 1
    figures.close()  # type: ignore[attr-defined]


def test_names_lead_to_ids(store: Store, save: Save) -> None:
    save(make_record())
    assert store.match_departments(COMMERCE) == [COMMERCE]
    assert store.match_departments("商务厅") == [COMMERCE]
    assert store.match_departments("云川省") == ()
    assert store.match_officials("郑远山") == [f"郑远山@{COMMERCE}"]
    assert store.match_officials(f"郑远山@{COMMERCE}") == [f"郑远山@{COMMERCE}"]
    assert store.match_officials("远山") == ()
    assert store.match_bulletins("政务服务周报") == [f"{PUBLISHER}-政务服务周报"]
    assert store.match_bulletins("周报") == ()


def test_a_known_department_is_not_replaced_by_a_provisional_one(store: Store, save: Save) -> None:
    record = make_record()
    save(record)
    made_up = Department(COMMERCE, provisional=True)
    settled = Department(PUBLISHER, "云川省", aliases=("省中心",))
    changed = replace(record.findings, departments=(made_up, settled))
    save(replace(record, findings=changed))
    found = store.departments([COMMERCE, PUBLISHER, "没有"])
    assert found == {COMMERCE: record.findings.departments[0], PUBLISHER: settled}
    assert store.match_departments("省中心") == [PUBLISHER]


def test_departments_that_are_printed_alike_are_told(store: Store, save: Save) -> None:
    record = make_record()
    (mention, *_) = record.findings.department_mentions
    like = [replace(mention, department=name) for name in ("乙省商务厅", None, "甲省商务厅")]
    mentions = (*record.findings.department_mentions, *like, *like)
    save(replace(record, findings=replace(record.findings, department_mentions=mentions)))
    names = {"甲省商务厅", "乙省商务厅", mention.department}
    assert set(store.match_departments(mention.surface)) == names


def test_bulletins_and_stats_count_current_issues(store: Store, save: Save) -> None:
    empty = store.stats()
    assert (empty.issues, empty.items, empty.first_date) == (0, 0, None)
    save_weeks(save, 2)
    save(make_record(b"reprint", 1), b"reprint")
    save(make_record(b"other", 1, title="简报"), b"other")
    assert [(b.title, count) for b, count in store.bulletins()] == [
        ("政务服务周报", 2),
        ("简报", 1),
    ]
    assert set(store.bulletin_titles().values()) == {"政务服务周报", "简报"}
    stats = store.stats()
    assert (stats.bulletins, stats.issues, stats.items, stats.pages) == (2, 3, 6, 6)
    assert (stats.figures, stats.departments, stats.officials, stats.problems) == (3, 1, 1, 3)
    assert (stats.first_date, stats.last_date) == (dt.date(2024, 1, 5), dt.date(2024, 1, 12))


def test_headings_are_counted_by_current_issue(store: Store, save: Save) -> None:
    def headed(content: bytes, number: int, *headings: str) -> IssueRecord:
        record = make_record(content, number)
        sections = tuple(Section(str(n), "", 1, "", text) for n, text in enumerate(headings, 1))
        return replace(record, issue=replace(record.issue, sections=sections))

    save(headed(b"a", 1, "工作动态", "要闻", "工作动态"), b"a")
    save(headed(b"b", 2, "工作动态", "简讯"), b"b")
    assert store.headings(10) == [("工作动态", 2), ("简讯", 1), ("要闻", 1)]
    assert store.headings(1) == [("工作动态", 2)]
    save(headed(b"reprint", 2, "要闻"), b"reprint")
    assert store.headings(10) == [("要闻", 2), ("工作动态", 1)]
    save(headed(b"a", 1, "通知"), b"a")
    assert store.headings(10) == [("要闻", 1), ("通知", 1)]


def test_printed_names_and_posts_come_from_current_issues(store: Store, save: Save) -> None:
    save_weeks(save, 3)
    save(make_record(b"reprint", 1), b"reprint")
    assert store.printed_names(COMMERCE) == [("商务厅", 3)]
    assert store.printed_names("没有") == []
    first, last = dt.date(2024, 1, 5), dt.date(2024, 1, 19)
    post = Post(f"郑远山@{COMMERCE}", "郑远山", COMMERCE, "厅长", first, last, 3)
    assert store.official_posts(post.official) == store.department_posts(COMMERCE) == [post]
    assert store.official_posts("没有") == store.department_posts("没有") == []


def test_a_change_of_title_is_a_new_post(store: Store, save: Save) -> None:
    save_weeks(save, 2)
    record = make_record(b"later", 3, date=dt.date(2024, 6, 7))
    [mention] = record.findings.official_mentions
    promoted = replace(mention, titles=("党组书记", "局长"))
    findings = replace(record.findings, official_mentions=(promoted,))
    save(replace(record, findings=findings), b"later")
    posts = store.department_posts(COMMERCE)
    assert {(post.title, post.first, post.last, post.issues) for post in posts} == {
        ("党组书记", dt.date(2024, 6, 7), dt.date(2024, 6, 7), 1),
        ("局长", dt.date(2024, 6, 7), dt.date(2024, 6, 7), 1),
        ("厅长", dt.date(2024, 1, 5), dt.date(2024, 1, 12), 2),
    }
    assert posts[-1].title == "厅长"


def test_years_count_issues_by_bulletin(store: Store, save: Save) -> None:
    save_weeks(save, 2)
    save(make_record(b"other", 9, title="简报", date=dt.date(2022, 3, 4)), b"other")
    by_bulletin = {count.bulletin: (count.year, count.issues) for count in store.years()}
    assert list(by_bulletin.values()) == [(2024, 2), (2022, 1)]


# --- Opening -------------------------------------------------------------------------------


def test_a_store_opened_again_has_what_was_saved(store: Store, save: Save, tmp_path: Path) -> None:
    issue = save(make_record()).issue
    store.close()
    again = SqlStore(tmp_path / "home")
    assert again.record(issue) == make_record()
    again.close()


def test_a_newer_schema_is_refused_with_advice(store: Store, tmp_path: Path) -> None:
    store.close()
    database = sqlite3.connect(tmp_path / "home" / "archive.db")
    database.execute("UPDATE schema_version SET version = 99")
    database.commit()
    database.close()
    with pytest.raises(StoreError) as caught:
        SqlStore(tmp_path / "home")
    assert caught.value.code == "store.newer_version"
    assert "99" in caught.value.message
    assert "升级" in caught.value.hint


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"no database at all, but long enough to look at" * 30)
    with pytest.raises(StoreError) as caught:
        SqlStore(tmp_path)
    assert "archive.db" in caught.value.message


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        SqlStore(tmp_path / "file" / "home")


def test_another_writer_makes_the_store_busy(
    store: Store, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.store.database._BUSY_SECONDS", 0.05)
    impatient = SqlStore(tmp_path / "home")
    other = sqlite3.connect(tmp_path / "home" / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ArchiveBusy):
            impatient.mark_all_pending()
        assert impatient.stats().issues == 0
        # Nor does who opens an archive wait.
        SqlStore(tmp_path / "home").close()
    finally:
        other.close()
        impatient.close()


ENDLESS_SAVING = """
import sys
from pathlib import Path
from archive.store.sql import SqlStore
from tests.pipeline.records import make_record, original_of, provenances_of
folder = Path(sys.argv[1])
store = SqlStore(folder / "home")
for number in range(1, 100_000):
    content = str(number).encode()
    record = make_record(content, number)
    store.save(record, original_of(folder, content), provenances_of(record))
    print(number, flush=True)
"""


def test_a_writer_killed_midway_leaves_every_saved_issue_whole(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_SAVING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= 5:
            break
    writer.send_signal(signal.SIGKILL)
    reported = 5 + len(writer.stdout.read().split())
    writer.stdout.close()
    writer.wait()
    store = SqlStore(tmp_path / "home")
    total, summaries = store.summaries(IssueFilter(), 0, 1000)
    assert total >= reported
    for summary in summaries:
        record = store.record(summary.id)
        assert len(store.issue_figures(summary.id)) == len(record.findings.figures)
        assert len(store.items([f"{summary.id}:{i.key}" for i in record.issue.items])) == 2
        assert store.original(summary.source_sha256).is_file()
    # And the next writer simply goes on.
    record = make_record(b"next", total + 2)
    store.save(record, original_of(tmp_path, b"next"), provenances_of(record))
    store.close()


# --- Series --------------------------------------------------------------------------------


def test_strands_gather_what_issues_print_alike(store: Store, save: Save) -> None:
    issues = save_weeks(save, 3)
    bulletin = store.summary(issues[0]).bulletin
    [strand] = store.strands(bulletin)
    assert (strand.metric, strand.unit, strand.scope, strand.nth) == (
        "受理",
        "件",
        "政务服务动态",
        1,
    )
    assert strand.issues == tuple(issues)
    assert (strand.first, strand.last) == (dt.date(2024, 1, 5), dt.date(2024, 1, 19))
    reported = list(store.reported(bulletin))
    assert [one.issue for one in reported] == issues
    assert {one.strand for one in reported} == {strand.pk}
    vintages = store.vintages([strand.pk])
    assert [(one.issue, one.issue_date) for one in vintages] == [
        (one.issue, one.stored.issue_date) for one in reported
    ]
    assert [one.period for one in vintages] == [one.stored.figure.period for one in reported]
    kept = store.figures_at([one.place for one in vintages])
    assert [kept[one.place] for one in vintages] == [one.stored for one in reported]
    assert store.figures_at([(0, 0)]) == {}
    assert list(store.vintages([])) == []


def test_a_superseded_issue_reports_but_prints_no_strand(store: Store, save: Save) -> None:
    save(make_record(b"a"), b"a")
    text = "商务厅厅长郑远山介绍，本周受理609件。"
    reprint = make_record(b"b", text=text, value="609")
    issue = save(reprint, b"b").issue
    bulletin = reprint.bulletin.id
    [strand] = store.strands(bulletin)
    assert strand.issues == (issue,)
    reported = list(store.reported(bulletin))
    assert [one.superseded_by for one in store.vintages([strand.pk])] == [issue, None]
    assert [(str(one.stored.figure.value), one.superseded_by) for one in reported] == [
        ("608", issue),
        ("609", None),
    ]
    assert [one.superseded_by for one in store.issues_of(bulletin)] == [issue, None]


def test_figures_without_a_metric_are_no_strand_to_make_series_of(store: Store, save: Save) -> None:
    record = make_record()
    [figure] = record.findings.figures
    bare = replace(
        record, findings=replace(record.findings, figures=(replace(figure, metric=None),))
    )
    save(bare)
    assert store.strands(record.bulletin.id) == []
    assert len(list(store.reported(record.bulletin.id))) == 1


def test_the_same_figure_twice_in_an_issue_is_two_strands(store: Store, save: Save) -> None:
    record = make_record()
    [figure] = record.findings.figures
    again = replace(figure, item="1-2", span=Span(0, 4))
    save(replace(record, findings=replace(record.findings, figures=(figure, again))))
    assert [strand.nth for strand in store.strands(record.bulletin.id)] == [1, 2]


def test_a_revision_changes_with_every_change_of_a_bulletin(store: Store, save: Save) -> None:
    assert store.revisions() == {}
    record = make_record()
    save(record)
    bulletin = record.bulletin.id
    first = store.revisions()
    save(make_record(rules="rules-2"))
    second = store.revisions()
    save(make_record(b"c", 1, title="其他简报", record_id="other"), b"c")
    third = store.revisions()
    assert set(first) == {bulletin}
    assert first[bulletin] != second[bulletin] == third[bulletin]
    assert len(third) == 2
