"""The JSON API below ``/api/v1``: the same questions, the same parameter names as the pages."""

from webui.api.blueprint import blueprint

__all__ = ["blueprint"]
