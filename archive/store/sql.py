"""The store on SQLite, with SQLAlchemy Core."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.errors import NotFound, StoreError
from archive.model import Bulletin, Department, IssueRecord, Provenance
from archive.store import figures, names, rows, strands
from archive.store.conditions import FigureFacet, FigureFilter, FigureSort, IssueFilter, IssueSort
from archive.store.database import Database
from archive.store.matching import Matching, changes
from archive.store.nouns import (
    ArchiveState,
    Errata,
    ErratumLink,
    FigurePlace,
    IssueSummary,
    Post,
    Reported,
    Saved,
    StoredFigure,
    StoredItem,
    StoreStats,
    Strand,
    Vintage,
    YearCount,
)
from archive.store.originals import Originals
from archive.store.places import CURRENT, PLACES, issue_conditions, issue_order, place_values
from archive.store.schema import (
    bulletin,
    department,
    erratum,
    issue,
    item,
    pending,
)
from archive.store.writing import batches, write_record

DATABASE = "archive.db"
"""Name of the database within an archive's folder."""

_ROWS_AT_ONCE = 500

_SUMMARY = [column for column in issue.c if column.name != "record"]

# Asked with every search: made and compiled once.
_ITEMS = select(item.c.content, *_SUMMARY).select_from(PLACES)
_TITLES = select(bulletin.c.id, bulletin.c.title)


class SqlStore:
    """The store in a folder: ``archive.db`` and ``originals/``.

    Raises :class:`StoreError` if the folder cannot be used or was written by a newer version.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"无法建立档案库目录 {folder}：{error.strerror}") from error
        self._database = Database(folder / DATABASE)
        self._originals = Originals(folder / "originals")
        self._matching = Matching()

    def close(self) -> None:
        self._database.close()

    # --- Writing ---------------------------------------------------------------------------

    def save(self, record: IssueRecord, original: Path, provenances: Sequence[Provenance]) -> Saved:
        sha256 = record.issue.source.sha256
        try:
            self._originals.keep(original, sha256)
        except OSError as error:
            raise StoreError(
                f"无法保存 {original.name} 的原件：{error.strerror}",
                hint="请检查磁盘空间和文件权限",
            ) from error
        with self._database.write() as connection:
            return write_record(connection, record, provenances, dt.datetime.now(dt.UTC))

    def mark_indexed(self, issues: Iterable[str]) -> None:
        with self._database.write() as connection:
            for some in batches(issues):
                connection.execute(delete(pending).where(pending.c.issue.in_(some)))

    def mark_all_pending(self) -> None:
        with self._database.write() as connection:
            connection.execute(
                upsert(pending)
                .from_select(["issue"], select(issue.c.id).where(CURRENT))
                .on_conflict_do_nothing()
            )

    # --- Issues ----------------------------------------------------------------------------

    def known(self, sha256: str, rules_version: str) -> str | None:
        query = select(issue.c.id).where(
            issue.c.source_sha256 == sha256, issue.c.rules_version == rules_version
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def pending(self, limit: int) -> Sequence[str]:
        with self._database.read() as connection:
            return connection.execute(select(pending.c.issue).limit(limit)).scalars().all()

    def count_pending(self) -> int:
        with self._database.read() as connection:
            return _count_pending(connection)

    def record(self, issue_id: str) -> IssueRecord:
        return rows.record_of(self._issue(issue_id, [issue.c.id, issue.c.record]))

    def summary(self, issue_id: str) -> IssueSummary:
        return rows.summary_of(self._issue(issue_id, _SUMMARY))

    def summaries(
        self,
        conditions: IssueFilter,
        offset: int,
        limit: int,
        sort: IssueSort = IssueSort.NEWEST,
    ) -> tuple[int, Sequence[IssueSummary]]:
        where = issue_conditions(conditions)
        page = (
            select(*_SUMMARY).where(*where).order_by(*issue_order(sort)).offset(offset).limit(limit)
        )
        with self._database.read() as connection:
            total = connection.execute(
                select(func.count()).select_from(issue).where(*where)
            ).scalar_one()
            return total, [rows.summary_of(row) for row in connection.execute(page)]

    def neighbours(self, issue_id: str) -> tuple[str | None, str | None]:
        here = self._issue(issue_id, [issue.c.bulletin, issue.c.key, issue.c.position])
        others = select(issue.c.id).where(
            issue.c.bulletin == here.bulletin, CURRENT, issue.c.key != here.key
        )
        place = issue.c.position
        before = others.where(place < here.position).order_by(place.desc()).limit(1)
        after = others.where(place > here.position).order_by(place).limit(1)
        with self._database.read() as connection:
            return connection.execute(before).scalar(), connection.execute(after).scalar()

    def errata(self, issue_id: str) -> Errata:
        here = self._issue(issue_id, [issue.c.pk, issue.c.bulletin])
        named = issue.alias()
        same = or_(
            and_(erratum.c.year == named.c.year, erratum.c.number == named.c.number),
            erratum.c.serial == named.c.serial,
        )
        corrects = (
            select(named.c.id, erratum.c.item)
            .select_from(erratum.join(named, same))
            .where(
                erratum.c.issue_pk == here.pk,
                named.c.bulletin == here.bulletin,
                named.c.current,
                named.c.pk != here.pk,
            )
        )
        corrected_by = (
            select(issue.c.id, erratum.c.item)
            .select_from(erratum.join(issue, erratum.c.issue_pk == issue.c.pk).join(named, same))
            .where(
                issue.c.bulletin == here.bulletin,
                CURRENT,
                issue.c.pk != here.pk,
                named.c.pk == here.pk,
            )
            .order_by(issue.c.position)
        )
        with self._database.read() as connection:
            return Errata(
                tuple(ErratumLink(*row) for row in connection.execute(corrects)),
                tuple(ErratumLink(*row) for row in connection.execute(corrected_by)),
            )

    def original(self, sha256: str) -> Path:
        return self._originals.path(sha256)

    # --- Items and figures -----------------------------------------------------------------

    def items(self, ids: Sequence[str]) -> Mapping[str, StoredItem]:
        stored: dict[str, StoredItem] = {}
        issues: dict[int, IssueSummary] = {}
        with self._database.read() as connection:
            for row in connection.execute(_ITEMS, place_values(ids)):
                if row.pk not in issues:
                    issues[row.pk] = rows.summary_of(row)
                found = rows.stored_item_of(row.content, issues[row.pk])
                stored[found.id] = found
        return stored

    def issue_items(self, issue_id: str) -> Sequence[StoredItem]:
        summary = self.summary(issue_id)
        query = (
            select(item.c.content)
            .join(issue, item.c.issue_pk == issue.c.pk)
            .where(issue.c.id == issue_id)
            .order_by(item.c.ordinal)
        )
        with self._database.read() as connection:
            return [
                rows.stored_item_of(content, summary)
                for content in connection.execute(query).scalars()
            ]

    def figures(
        self,
        conditions: FigureFilter,
        offset: int,
        limit: int,
        *,
        sort: FigureSort = FigureSort.NEWEST,
        after: str | None = None,
    ) -> tuple[int, Sequence[StoredFigure]]:
        with self._database.read() as connection:
            matches = self._matching.matches(connection, conditions)
            found = figures.page(connection, conditions, matches, sort, offset, limit, after)
            return matches.total, [rows.stored_figure_of(row) for row in found]

    def figure_counts(
        self, conditions: FigureFilter, facets: Sequence[FigureFacet]
    ) -> Mapping[FigureFacet, Sequence[tuple[str, int]]]:
        with self._database.read() as connection:
            matches = self._matching.matches(connection, conditions)
            return figures.counts(connection, conditions, matches, facets)

    def issue_figures(self, issue_id: str) -> Sequence[StoredFigure]:
        with self._database.read() as connection:
            found = connection.execute(figures.of_issue(issue_id))
            return [rows.stored_figure_of(row) for row in found]

    def item_figures(self, ids: Sequence[str]) -> Mapping[str, Sequence[StoredFigure]]:
        found: dict[str, list[StoredFigure]] = {}
        with self._database.read() as connection:
            for row in connection.execute(figures.OF_ITEMS, place_values(ids)):
                stored = rows.stored_figure_of(row)
                place = f"{stored.provenance.issue}:{stored.figure.item}"
                found.setdefault(place, []).append(stored)
        return found

    def iter_figures(
        self, conditions: FigureFilter, sort: FigureSort = FigureSort.NEWEST
    ) -> Iterator[StoredFigure]:
        with self._database.read() as connection:
            matches = self._matching.matches(connection, conditions)
            for row in figures.every(connection, conditions, matches, sort):
                yield rows.stored_figure_of(row)

    # --- Series ----------------------------------------------------------------------------

    def revisions(self) -> Mapping[str, int]:
        query = select(bulletin.c.id, bulletin.c.revision).where(
            exists().where(issue.c.bulletin == bulletin.c.id)
        )
        with self._database.read() as connection:
            return {row.id: row.revision for row in connection.execute(query)}

    def strands(self, bulletin_id: str) -> Sequence[Strand]:
        with self._database.read() as connection:
            return strands.of_bulletin(connection, bulletin_id)

    def reported(self, bulletin_id: str) -> Iterator[Reported]:
        with self._database.read() as connection:
            yield from strands.reported(connection, bulletin_id)

    def vintages(self, keys: Sequence[int]) -> Sequence[Vintage]:
        with self._database.read() as connection:
            return strands.vintages(connection, keys)

    def figures_at(self, places: Sequence[FigurePlace]) -> Mapping[FigurePlace, StoredFigure]:
        with self._database.read() as connection:
            return {
                (row.issue_pk, row.ordinal): rows.stored_figure_of(row)
                for row in connection.execute(figures.at(places))
            }

    def issues_of(self, bulletin_id: str) -> Sequence[IssueSummary]:
        with self._database.read() as connection:
            return [rows.summary_of(row) for row in connection.execute(_issues_of(bulletin_id))]

    # --- Authority records -----------------------------------------------------------------

    def bulletins(self) -> Sequence[tuple[Bulletin, int]]:
        # Counted bulletin by bulletin, from an index alone: joined, SQLite reads every issue's row.
        issues = (
            select(func.count())
            .where(issue.c.bulletin == bulletin.c.id, CURRENT)
            .scalar_subquery()
            .label("issues")
        )
        query = (
            select(bulletin.c.content, issues)
            .where(issues > 0)
            .order_by(bulletin.c.title, bulletin.c.id)
        )
        with self._database.read() as connection:
            return [
                (msgspec.json.decode(row.content, type=Bulletin), row.issues)
                for row in connection.execute(query)
            ]

    def bulletin_titles(self) -> Mapping[str, str]:
        with self._database.read() as connection:
            return {row.id: row.title for row in connection.execute(_TITLES)}

    def departments(self, ids: Sequence[str]) -> Mapping[str, Department]:
        found: dict[str, Department] = {}
        with self._database.read() as connection:
            for some in batches(ids):
                for row in connection.execute(
                    select(department.c.id, department.c.content).where(department.c.id.in_(some))
                ):
                    found[row.id] = msgspec.json.decode(row.content, type=Department)
        return found

    def printed_names(self, department_id: str) -> Sequence[tuple[str, int]]:
        with self._database.read() as connection:
            found = connection.execute(names.printed(department_id))
            return [(row.surface, row.mentions) for row in found]

    def headings(self, limit: int) -> Sequence[tuple[str, int]]:
        with self._database.read() as connection:
            found = connection.execute(names.headings(limit))
            return [(row.text, row.issues) for row in found]

    def official_posts(self, official_id: str) -> Sequence[Post]:
        with self._database.read() as connection:
            return names.posts_of_official(connection, official_id)

    def department_posts(self, department_id: str) -> Sequence[Post]:
        with self._database.read() as connection:
            return names.posts_in_department(connection, department_id)

    def years(self) -> Sequence[YearCount]:
        query = (
            select(issue.c.bulletin, issue.c.year, func.count())
            .where(CURRENT)
            .group_by(issue.c.bulletin, issue.c.year)
            .order_by(issue.c.bulletin, issue.c.year)
        )
        with self._database.read() as connection:
            return [YearCount(*row) for row in connection.execute(query)]

    def match_departments(self, name: str) -> Sequence[str]:
        with self._database.read() as connection:
            return names.first_matches(connection, name, names.DEPARTMENTS)

    def match_officials(self, name: str) -> Sequence[str]:
        with self._database.read() as connection:
            return names.first_matches(connection, name, names.OFFICIALS)

    def match_bulletins(self, name: str) -> Sequence[str]:
        with self._database.read() as connection:
            return names.first_matches(connection, name, names.BULLETINS)

    def stats(self) -> StoreStats:
        of_issues = select(
            func.count(issue.c.bulletin.distinct()).label("bulletins"),
            func.count().label("issues"),
            *(
                func.coalesce(func.sum(issue.c[name]), 0).label(name)
                for name in ("items", "pages", "figures", "problems")
            ),
            func.min(issue.c.date).label("first_date"),
            func.max(issue.c.date).label("last_date"),
        ).where(CURRENT)
        with self._database.read() as connection:
            counts = connection.execute(of_issues).one()
            return StoreStats(
                departments=names.count_departments(connection),
                officials=names.count_officials(connection),
                pending=_count_pending(connection),
                **counts._asdict(),
            )

    def state(self) -> ArchiveState:
        imported = select(func.max(issue.c.imported_at))
        with self._database.read() as connection:
            last = connection.execute(imported).scalar_one()
            mark = f"{changes(connection)}-{_count_pending(connection)}"
        return ArchiveState(mark, last and last.replace(tzinfo=dt.UTC))

    def _issue(self, issue_id: str, columns: Sequence[ColumnElement[Any]]) -> Row[Any]:
        with self._database.read() as connection:
            row = connection.execute(select(*columns).where(issue.c.id == issue_id)).one_or_none()
        if row is None:
            raise NotFound(f"没有编号为 {issue_id} 的一期", hint="可用 bulletin search 查找")
        return row


def _count_pending(connection: Connection) -> int:
    count: int = connection.execute(select(func.count()).select_from(pending)).scalar_one()
    return count


def _issues_of(bulletin_id: str) -> Select[Any]:
    return (
        select(*_SUMMARY)
        .where(issue.c.bulletin == bulletin_id)
        .order_by(issue.c.position, issue.c.pk)
    )
