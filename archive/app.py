"""Opening an archive: the only place that names an adapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from archive.config import Settings
from archive.directory import Directory
from archive.errors import ArchiveBusy
from archive.images import PageImages
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import SearchIndex
from archive.issues import Issues
from archive.query import Query
from archive.search import Search
from archive.series.auditing import AuditBook
from archive.series.book import SeriesBook
from archive.series.corrections import load_corrections
from archive.series.wording import Wording
from archive.store.sql import DATABASE, SqlStore
from archive.suggestions import Suggestions
from archive.vocabulary import Vocabulary, load_vocabulary
from archive.widening import Widening

if TYPE_CHECKING:
    from archive.pipeline import Indexing, Pipeline, Progress, Report


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an archive writes to, by the words it reads with."""

    store: SqlStore
    index: SearchIndex
    vocabulary: Vocabulary


class Archive:
    """An open archive: ``query`` reads, the methods write. A context manager that closes it."""

    def __init__(
        self, settings: Settings, query: Query, parts: _Parts, resources: ExitStack
    ) -> None:
        self.settings = settings
        self.query = query
        self._parts = parts
        self._resources = resources

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Report:
        """See :meth:`archive.pipeline.Pipeline.import_paths`."""
        return self._pipeline.import_paths(
            paths, workers=self.settings.workers, progress=progress, stopping=stopping
        )

    def reindex(self, progress: Callable[[Indexing], None] = lambda _: None) -> int:
        """Build the index anew; the number of items in it. Raises :class:`ArchiveBusy`."""
        return self._pipeline.reindex(progress)

    def bring_up_to_date(self, progress: Callable[[Indexing], None] = lambda _: None) -> None:
        """Index what a crash left out, or everything where the index was made by something else.
        Whoever is writing now does it as well."""
        if self._parts.index.stale is not None or self._parts.store.pending(1):
            with suppress(ArchiveBusy):
                self._pipeline.bring_up_to_date(progress)

    @cached_property
    def _pipeline(self) -> Pipeline:
        # Parser and rules take a second to load, which who only asks need not wait for.
        from archive.extraction.record import rules_version  # noqa: PLC0415
        from archive.pipeline import Pipeline  # noqa: PLC0415
        from archive.pipeline.reader import BulletinReader  # noqa: PLC0415

        settings, parts = self.settings, self._parts
        version = rules_version(parts.vocabulary)
        reader = BulletinReader(settings.limits, settings.vocabulary, version)
        return Pipeline(parts.store, parts.index, reader, settings.home, settings.limits)

    def close(self) -> None:
        """Release files and processes; the archive cannot be used afterwards."""
        self._resources.close()


def is_archive(home: Path) -> bool:
    """Whether the folder holds an archive already."""
    return (home / DATABASE).is_file()


def open_archive(
    settings: Settings,
    *,
    indexing: Callable[[Indexing], None] = lambda _: None,
    up_to_date: bool = True,
) -> Archive:
    """Open the archive in ``settings.home``, making it if need be, with its index up to date;
    ``indexing`` is told how far it is where that takes building the index. Not ``up_to_date`` is
    for who builds the index next: until then there may be no answers.

    Raises :class:`archive.errors.StoreError` if it cannot be used and
    :class:`archive.errors.ConfigurationError` for a bad vocabulary.
    """
    home = settings.home
    vocabulary = load_vocabulary(settings.vocabulary)
    analyzer = Analyzer(vocabulary.words())
    with ExitStack() as opened:
        store = SqlStore(home)
        opened.callback(store.close)
        index = open_index(settings.engine, home / "index", analyzer)
        opened.callback(index.close)
        images = PageImages(home / "cache" / "pages")
        opened.callback(images.close)
        directory = Directory(store, index, vocabulary)
        corrections = load_corrections(home)
        series = SeriesBook(store, Wording(vocabulary), corrections)
        audit = AuditBook(
            store,
            series,
            vocabulary.series,
            home / "cache" / "audit",
            f"{vocabulary.content_hash}-{corrections.fingerprint}",
        )
        suggestions = Suggestions(store, index, vocabulary.surnames.readings)
        widening = Widening(vocabulary, index, analyzer, suggestions)
        query = Query(
            store,
            index,
            Search(store, index, analyzer, directory, suggestions, widening),
            Issues(store, index, images, vocabulary.no_key_phrases()),
            directory,
            series,
            audit,
            suggestions,
        )
        archive = Archive(settings, query, _Parts(store, index, vocabulary), opened.pop_all())
    try:
        if up_to_date:
            archive.bring_up_to_date(indexing)
    except BaseException:
        archive.close()
        raise
    return archive
