"""The expected result of an issue, as ``docs/annotation.md`` specifies it."""

from __future__ import annotations

from typing import Any

from scripts.corpus_maker.text import Contents, Grid, Heading, Issue, Paragraph, Signature, Text


def expected_of(issue: Issue) -> dict[str, Any]:
    """What a perfect reader finds in ``issue``."""
    sections: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    path: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for block in issue.blocks:
        if isinstance(block, Heading):
            path = [(level, key) for level, key in path if level < block.level]
            parent = path[-1][1] if path else ""
            counts[parent] = counts.get(parent, 0) + 1
            key = f"{parent}.{counts[parent]}" if parent else str(counts[parent])
            path.append((block.level, key))
            sections.append(
                {
                    "key": key,
                    "parent": parent,
                    "level": len(path),
                    "number": block.number,
                    "heading": block.text,
                }
            )
            continue
        if isinstance(block, Signature | Contents):
            continue
        text = block.text if isinstance(block, Paragraph) else grid_text(block)
        items.append(
            {
                "section": path[-1][1] if path else "",
                "kind": "paragraph" if isinstance(block, Paragraph) else "table",
                "number": block.number if isinstance(block, Paragraph) else "",
                "text": text.text,
                "departments": text.departments,
                "officials": text.officials,
                "figures": text.figures,
            }
        )
    return {
        "fictional": True,
        "layout": issue.layout,
        "producer": issue.producer,
        "split": issue.split,
        "masthead": {
            "title": issue.title,
            "publishers": issue.publishers,
            "year": issue.year,
            "number": issue.number,
            "number_last": issue.number_last,
            "serial": issue.serial,
            "number_printed": issue.number_printed,
            "period": issue.period and list(issue.period),
            "date": issue.date,
        },
        "sections": sections,
        "items": items,
        "colophon": {
            "entries": [{"label": label, "text": text} for label, text in issue.colophon],
            "copies": issue.copies,
        },
        "contradictions": issue.contradictions,
    }


def grid_text(grid: Grid) -> Text:
    """A table's text: rows joined by line feeds, cells by tabs; a merged cell stands once."""
    whole = Text()
    for index, row in enumerate(grid.rows):
        whole.add(*(["\n"] if index else []))
        for column, cell in enumerate(row):
            whole.add(*(["\t"] if column else []), *([cell] if cell is not None else []))
    return whole
