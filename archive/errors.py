"""One tree of errors: a stable code, what happened, and what to do about it.

Messages are shown to users and therefore Chinese. The CLI maps codes to exit statuses and the
web UI maps them to HTTP; this package knows neither.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """Base of every error a user may see.

    ``code`` is stable and dotted; ``message`` names the thing and the reason; ``hint`` says what
    to do and may be empty.
    """

    default_code = "archive.error"

    def __init__(self, message: str, *, code: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.code = code or self.default_code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (the parser runs in a child); keyword-only
        # arguments need help to be pickled.
        return (_rebuild, (type(self), self.message, self.code, self.hint))


def _rebuild(kind: type[ArchiveError], message: str, code: str, hint: str) -> ArchiveError:
    return kind(message, code=code, hint=hint)


class SourceError(ArchiveError):
    """A file cannot be read as a bulletin: ``source.not_pdf``, ``source.truncated``,
    ``source.encrypted``, ``source.empty``, ``source.no_text``, ``source.not_bulletin``,
    ``source.too_large``, ``source.timeout``, ``source.crashed``."""

    default_code = "source.unreadable"


class InvalidParameter(ArchiveError):
    """A parameter is unknown or malformed; the message says what is expected."""

    default_code = "request.invalid_parameter"

    def __init__(
        self, message: str, *, parameter: str = "", code: str | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, code=code, hint=hint)
        self.parameter = parameter


class NotFound(ArchiveError):
    """The thing asked for is not in the archive."""

    default_code = "archive.not_found"


class ConfigurationError(ArchiveError):
    """A setting or vocabulary file is wrong; the message names the file and the key."""

    default_code = "configuration.invalid"


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""

    default_code = "archive.busy"


class StoreError(ArchiveError):
    """The store or index cannot be opened, e.g. it was written by a newer version."""

    default_code = "store.unusable"
