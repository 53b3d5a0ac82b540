"""What a reader has chosen: the language of the interface, light or dark, how close hits stand.

Kept in cookies and not in addresses, which are the same for everybody. Chinese comes first: who has
chosen nothing gets the language their browser asks for, and Chinese if it asks for neither."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, abort, redirect, request
from flask_babel import Babel
from markupsafe import Markup
from werkzeug.http import dump_cookie
from werkzeug.wrappers import Response as AnyResponse

from webui.language import counted

CHOICES = {
    "language": ("zh", "en"),
    "theme": ("auto", "light", "dark"),
    "density": ("normal", "compact"),
}
"""The cookies with the values they may have, that which holds without one first."""

_LOCALES = {"zh": "zh_Hans", "en": "en"}
_TAGS = {"zh": "zh-Hans", "en": "en"}
_ASKED = {"zh": "zh", "zh-hans": "zh", "zh-cn": "zh", "zh-hant": "zh", "zh-tw": "zh", "en": "en"}
_YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Speak the reader's language in the templates of ``app``, and let it be chosen."""
    Babel(app, default_locale="zh_Hans", locale_selector=lambda: _LOCALES[_language()])
    app.jinja_env.globals["counted"] = counted
    app.context_processor(_context)
    app.register_blueprint(_blueprint())
    app.after_request(_vary)


def chosen(name: str) -> str:
    """The value of a choice: that of its cookie, if it may have it."""
    value = request.cookies.get(name, "")
    return value if value in CHOICES[name] else CHOICES[name][0]


def _language() -> str:
    if request.cookies.get("language") in CHOICES["language"]:
        return chosen("language")
    asked = request.accept_languages.best_match(list(_ASKED), default="zh")
    return _ASKED[asked]


def _context() -> dict[str, Any]:
    language = _language()
    return {
        "language": language,
        "language_tag": _TAGS[language],
        # What the archive holds is Chinese, whatever the interface speaks.
        "zh": Markup(' lang="zh-Hans"') if language != "zh" else "",
        "theme": chosen("theme"),
        "density": chosen("density"),
    }


def _blueprint() -> Blueprint:
    preferences = Blueprint("preferences", __name__)

    @preferences.post("/preferences")
    def choose() -> AnyResponse:
        back = request.form.get("back", "/")
        # Only to this site: neither //elsewhere nor \elsewhere, which browsers take for the same.
        if not back.startswith("/") or back[1:2] in ("/", "\\"):
            abort(400)
        response = redirect(back, 303)
        for name, values in CHOICES.items():
            value = request.form.get(name)
            if value is None:
                continue
            if value not in values:
                abort(400)
            response.headers.add(
                "Set-Cookie",
                dump_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True),
            )
        return response

    return preferences


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response
