"""Serves the web UI with waitress, a production WSGI server."""

from __future__ import annotations

import threading

import waitress

from archive.query import Query
from webui import create_app

_THREADS = 8


def serve(query: Query, host: str, port: int, base_url: str = "", rate_limit: str = "") -> None:
    """Serve until interrupted. Raises :class:`OSError` if the address cannot be used."""
    server = waitress.create_server(
        create_app(query, base_url, rate_limit), host=host, port=port, threads=_THREADS, ident=None
    )
    print(f"正在提供服务：http://{host}:{port}/（按 Ctrl-C 结束）", flush=True)  # noqa: T201
    threading.Thread(target=query.prepare, daemon=True).start()
    server.run()
