"""Errors in the site's own style, as a page or (below /api) as RFC 9457 problem details."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException

from archive.errors import (
    ArchiveBusy,
    ArchiveError,
    ConfigurationError,
    InvalidParameter,
    NotFound,
    SourceError,
)
from webui.language import _

logger = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[ArchiveError], HTTPStatus], ...] = (
    (InvalidParameter, HTTPStatus.BAD_REQUEST),
    (NotFound, HTTPStatus.NOT_FOUND),
    (SourceError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ArchiveBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (ConfigurationError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
TITLES = {
    400: "请求有误",
    404: "没有找到",
    405: "不支持这种请求方法",
    406: "没有所要的格式",
    422: "无法读取原件",
    429: "请求过于频繁",
    500: "服务器出错",
    503: "服务暂不可用",
}
DETAILS = {
    404: "这个地址没有内容",
    405: "此地址不接受这种请求方法",
    406: "可用 JSON、CSV、JSON Lines、Parquet、Excel",
    500: "服务器遇到意外错误，已记入日志",
}
OTHER = "请求失败"


def register(app: Flask) -> None:
    """Answer every error of ``app``; no trace of the program reaches the user."""
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _archive_error(error: ArchiveError) -> Response:
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s: %s", error.code, error.message)
    parameter = error.parameter if isinstance(error, InvalidParameter) else ""
    return _answer(int(status), error.message, error.hint, error.code, parameter)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    detail = DETAILS.get(status, TITLES.get(status, OTHER))
    response = _answer(status, detail, code=f"http.{status}")
    # Allow (405) and Retry-After are part of the answer.
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    logger.error("unexpected error at %s", request.path, exc_info=error)
    return _answer(500, DETAILS[500], "请稍后再试", "server.error")


def _answer(
    status: int, detail: str, hint: str = "", code: str = "", parameter: str = ""
) -> Response:
    title = TITLES.get(status, OTHER)
    if request.path.endswith(".png") and _for_image():
        return Response(_image(title), status, mimetype="image/svg+xml")
    if not request.path.startswith("/api/"):
        return Response(_page(status, title, detail, hint), status)
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    extras = {"code": code, "parameter": parameter, "hint": hint}
    problem |= {name: value for name, value in extras.items() if value}
    return Response(json.dumps(problem), status, mimetype="application/problem+json")


def _for_image() -> bool:
    """Whether a page asks for an image, and no reader for a page."""
    kinds = ["text/html", "image/svg+xml"]
    return request.accept_mimetypes.best_match(kinds) == "image/svg+xml"


def _image(title: str) -> str:
    """What stands in the place of a page's image that cannot be shown."""
    return render_template("no-image.svg", title=_(title))


def _page(status: int, title: str, detail: str, hint: str) -> str:
    return render_template("error.html", status=status, title=_(title), detail=detail, hint=hint)
