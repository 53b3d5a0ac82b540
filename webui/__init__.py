"""The web UI and the JSON API on the archive's query layer."""

from __future__ import annotations

from flask import Flask, Response

from archive.query import Query
from webui import api, errors, feeds, pages
from webui.addresses import Addresses

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def create_app(query: Query, base_url: str = "") -> Flask:
    """A WSGI application that answers from ``query``.

    ``base_url`` (``https://archive.example.org``) prefixes absolute links in feeds and the API;
    without it the address of the request is used."""
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    addresses = Addresses(base_url)
    app.register_blueprint(pages.blueprint(query, addresses))
    app.register_blueprint(api.blueprint(query, addresses))
    app.register_blueprint(feeds.blueprint(query, addresses))
    errors.register(app)
    app.after_request(_harden)
    return app


def _harden(response: Response) -> Response:
    """Nothing may be loaded, sent or framed but by this site; there is no script at all."""
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
