"""Provenance: where in the source a finding stands. The only place that makes it."""

from __future__ import annotations

from archive.errors import NotFound
from archive.extraction.sentences import sentence_at
from archive.model import IssueRecord, Provenance, Span


def provenance(record: IssueRecord, item_key: str, span: Span, rule: str) -> Provenance:
    """Prove a finding at ``span`` of an item's text.

    Raises :class:`NotFound` for an unknown item.
    """
    item = next((item for item in record.issue.items if item.key == item_key), None)
    if item is None:
        raise NotFound(f"{record.id} 中没有条目 {item_key}")
    boxes = item.boxes(span)
    quote = sentence_at(item.text, span)
    return Provenance(
        issue=record.id,
        item=item_key,
        span=span,
        pages=tuple(sorted({box.page for box in boxes})),
        boxes=boxes,
        quote=item.text[quote.start : quote.end],
        quote_span=Span(span.start - quote.start, span.end - quote.start),
        source_sha256=record.issue.source.sha256,
        rule=rule,
        rules_version=record.rules_version,
    )
