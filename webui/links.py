"""The links that answers of the API and rows of exports carry."""

from __future__ import annotations

from archive.model import Provenance, Span
from archive.suggestions import Suggestion
from webui import addresses
from webui.addresses import API, IMAGE_WIDTHS, Addresses


class AnswerLinks:
    """Implements :class:`archive.export.series_answers.Links` with the addresses of this site."""

    def __init__(self, places: Addresses) -> None:
        self._places = places

    def provenance(self, provenance: Provenance) -> dict[str, str]:
        return self.place(provenance.issue, provenance.item, provenance.span, provenance.pages)

    def place(self, issue: str, item: str, span: Span, pages: tuple[int, ...]) -> dict[str, str]:
        absolute = self._places.absolute
        links = {"html": absolute(addresses.issue(issue, item))}
        if pages:
            image = addresses.image(issue, pages[0], IMAGE_WIDTHS[1], item, span)
            links |= {
                "page": absolute(addresses.page(issue, pages[0], item, span)),
                "image": absolute(image),
            }
        return links

    def series(self, series: str) -> dict[str, str]:
        html = addresses.series(series)
        return self._both(html) | {
            "observations": self._places.absolute(f"{API}{html}/observations")
        }

    def issue(self, issue: str) -> dict[str, str]:
        html, original = addresses.issue(issue), addresses.original(issue)
        return self._both(html) | {
            "original": self._places.absolute(original),
            "xml": self._places.absolute(f"{html}.xml"),
        }

    def item(self, issue: str, key: str) -> dict[str, str]:
        own = addresses.api_item(f"{issue}:{key}")
        html = addresses.issue(issue, key)
        return {"self": self._places.absolute(own), "html": self._places.absolute(html)}

    def entity(self, kind: str, entity: str) -> dict[str, str]:
        page = {
            "departments": addresses.department,
            "officials": addresses.official,
            "topics": addresses.topic,
            "bulletins": addresses.bulletin,
        }[kind]
        return self._both(page(entity))

    def suggested(self, suggestion: Suggestion) -> str:
        return self._places.absolute(addresses.suggested(suggestion))

    def _both(self, html: str) -> dict[str, str]:
        return {"self": self._places.absolute(API + html), "html": self._places.absolute(html)}
