"""How an answer is wanted: its format, its fields, and whether the asker has it already."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from archive.export.formats import MEDIA_TYPES, Format
from archive.store.nouns import ArchiveState

_VERSION = version("bulletin-archive")
_BY_MEDIA_TYPE = {media: form for form, media in MEDIA_TYPES.items()}
_JSON = "application/json"


def wanted(asked: str | None) -> Format | None:
    """The format that ``format`` (or else the Accept header) asks for; None is JSON.

    Raises :class:`NotAcceptable` if the header accepts none."""
    if asked is not None:
        return None if asked == "json" else Format(asked)
    if not request.accept_mimetypes:
        return None
    # JSON first: of what is equally welcome, the first is taken.
    best = request.accept_mimetypes.best_match([_JSON, *_BY_MEDIA_TYPE])
    if best is None:
        # Feeds and browsers that name but HTML are better served with JSON than refused.
        if request.accept_mimetypes.accept_html:
            return None
        raise NotAcceptable
    return _BY_MEDIA_TYPE.get(best)


def tag(state: ArchiveState) -> str:
    """An entity tag: another one whenever the answer to this request may be another."""
    parts = (
        state.mark,
        _VERSION,
        request.host_url,
        request.full_path,
        request.headers.get("Accept", ""),
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def fresh(etag: str) -> Response | None:
    """304 if the asker has this very answer."""
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
        response.set_etag(etag, weak=True)
        return response
    return None


def validated(response: Response, etag: str, state: ArchiveState) -> Response:
    """The response with what the asker needs to ask whether it changed."""
    # Weak: the same answer may be sent compressed.
    response.set_etag(etag, weak=True)
    response.last_modified = state.changed
    response.cache_control.no_cache = True
    response.vary.add("Accept")
    response.make_conditional(request.environ)
    return response
