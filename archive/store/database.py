"""The SQLite database of an archive: connections, transactions and the version of its schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from archive.errors import ArchiveBusy, ArchiveError, StoreError
from archive.store.schema import SCHEMA_VERSION, metadata, schema_version

_BUSY_SECONDS = 30
"""How long a writer waits for another one; no transaction of ours takes nearly as long."""


class Database:
    """An SQLite file in WAL mode: readers never wait, one writer at a time."""

    def __init__(self, path: Path) -> None:
        """Open or make the database. Raises :class:`StoreError` if it cannot be used."""
        self._path = path
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_SECONDS}
        )
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        self._writing = self._engine.execution_options(immediate=True)
        try:
            # Who opens an archive need not wait for who is writing into it.
            with self.read() as connection:
                version = _version(connection)
            if version is None:
                with self.write() as connection:
                    version = _version(connection) or _created(connection)
            self._check(version)
        except ArchiveError:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        yield from self._transaction(self._engine)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits when the block ends and rolls back when it raises.

        Raises :class:`ArchiveBusy` if another process keeps writing, :class:`StoreError` if the
        database cannot be written.
        """
        yield from self._transaction(self._writing)

    def close(self) -> None:
        self._engine.dispose()

    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise ArchiveBusy(
                    f"{self._path} 正被另一个进程写入", hint="请待其结束后再试"
                ) from error
            raise StoreError(
                f"数据库 {self._path} 无法使用：{error.orig}",
                hint="请检查磁盘空间、文件权限，以及该文件是否为本程序的数据库",
            ) from error

    def _check(self, version: int) -> None:
        if version < SCHEMA_VERSION:
            raise StoreError(
                f"数据库 {self._path} 的结构版本为 {version}，本程序需要 {SCHEMA_VERSION}",
                code="store.older_version",
                hint="请另建档案库，再用 bulletin import 导入原档案库 originals 目录中的文件",
            )
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"数据库 {self._path} 的结构版本为 {version}，本程序只认识到 {SCHEMA_VERSION}",
                code="store.newer_version",
                hint="请升级 bulletin-archive",
            )


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema_version.name):
        return None
    return connection.execute(select(schema_version.c.version)).scalar()


def _created(connection: Connection) -> int:
    metadata.create_all(connection)
    connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
    return SCHEMA_VERSION


def _configure(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself, or BEGIN below would come too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a read lock may fail however long one waits.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
