"""The web UI and the JSON API on the archive's query layer."""

from __future__ import annotations

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from flask_compress import Compress

from archive.query import Query
from archive.series import titles as names
from webui import (
    addresses,
    api,
    audit,
    entities,
    errors,
    feeds,
    issues,
    limits,
    pages,
    preferences,
    proof,
    said,
    series,
    titles,
)

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_COMPRESSED = [
    "application/akn+xml",
    "application/atom+xml",
    "application/json",
    "application/jsonl",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
]


class _Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


class _App(Flask):
    json_provider_class = _Json


def create_app(query: Query, base_url: str = "", rate_limit: str = "") -> Flask:
    """A WSGI application that answers from ``query``.

    ``base_url`` (``https://archive.example.org``) prefixes absolute links in feeds and the API;
    without it the address of the request is used. ``rate_limit`` (``60/minute``) bounds what one
    address may ask of the API; without it there is no bound."""
    app = _App(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"to": addresses, "titles": titles, "names": names}
    app.jinja_env.filters["said"] = said.said
    preferences.register(app)
    places = addresses.Addresses(base_url)
    app.register_blueprint(pages.blueprint(query, places))
    app.register_blueprint(issues.blueprint(query, places))
    app.register_blueprint(proof.blueprint(query))
    app.register_blueprint(entities.blueprint(query))
    app.register_blueprint(series.blueprint(query))
    app.register_blueprint(audit.blueprint(query))
    data = api.blueprint(query, places)
    limits.register(app, data, rate_limit)
    app.register_blueprint(data)
    app.register_blueprint(feeds.blueprint(query, places))
    errors.register(app)
    app.after_request(_harden)
    app.config |= {"COMPRESS_ALGORITHM": ["gzip"], "COMPRESS_ALGORITHM_STREAMING": ["gzip"]}
    app.config["COMPRESS_MIMETYPES"] = _COMPRESSED
    Compress(app)
    return app


def _harden(response: Response) -> Response:
    """Nothing may be loaded, sent or framed but by this site, and nothing stands in the pages
    themselves that could run."""
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
