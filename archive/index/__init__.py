"""Full-text search: the analyzer, snippets and the engines behind one port."""

from __future__ import annotations

from pathlib import Path

from archive.config import Engine
from archive.index.analyzer import Analyzer
from archive.index.entry import SCHEMA_VERSION
from archive.index.folder import IndexFolder
from archive.index.port import SearchIndex


def fingerprint(analyzer: Analyzer, engine: Engine) -> str:
    """What an index was built by. Data of another fingerprint would give wrong answers."""
    return f"{engine}-{SCHEMA_VERSION}-{analyzer.fingerprint}"


def open_index(engine: Engine, folder: Path, analyzer: Analyzer) -> SearchIndex:
    """The index in ``folder``, which need not exist yet; see :attr:`SearchIndex.stale`."""
    data = IndexFolder(folder, fingerprint(analyzer, engine))
    # Only the engine in use is loaded.
    match engine:
        case Engine.TANTIVY:
            from archive.index.tantivy_engine import TantivyIndex  # noqa: PLC0415

            return TantivyIndex(data, analyzer)
        case Engine.WHOOSH:
            from archive.index.whoosh_engine import WhooshIndex  # noqa: PLC0415

            return WhooshIndex(data, analyzer)
