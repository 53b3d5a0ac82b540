"""How often one address may ask the API, where the archive's settings bound it."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from archive.errors import ConfigurationError


def register(app: Flask, api: Blueprint, rate_limit: str) -> None:
    """Bound the requests to ``api`` (``60/minute``); who asks more gets 429 and Retry-After.

    Counted in this process, by the address the request came from. An empty ``rate_limit`` bounds
    nothing. Raises :class:`ConfigurationError` if it cannot be understood."""
    if not rate_limit:
        return
    try:
        parse(rate_limit)
    except ValueError as error:
        raise ConfigurationError(
            f"设置 rate_limit 的值 {rate_limit!r} 无效", hint="须写作 60/minute 或 1000/hour"
        ) from error
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", headers_enabled=True,
        strategy="moving-window",
    )  # fmt: skip
    limiter.shared_limit(rate_limit, scope="api")(api)
