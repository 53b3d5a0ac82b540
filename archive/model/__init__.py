"""The nouns of the archive: frozen, typed records shared by every layer.

Conventions that hold for every record:

- Coordinates are PDF points with the origin at the top left of the page as displayed.
- A :class:`Span` is half-open and counts Unicode code points of an item's ``text``.
- Dates are :class:`datetime.date` (ISO 8601 when written).
- Numbers that a bulletin reports are :class:`decimal.Decimal`, never floats.
- ``None`` (or an empty tuple) means that the text does not say; nothing is guessed.

Terms for official documents (masthead 版头, colophon 版记 …) follow GB/T 9704-2012.
The records hold only types that serialise losslessly; see :mod:`archive.serial`.
"""

from archive.model.document import (
    Box,
    Declared,
    Document,
    Line,
    Origin,
    Page,
    PageTable,
    Problem,
    Severity,
    SourceFile,
    Span,
    TableCell,
)
from archive.model.findings import (
    Comparison,
    ComparisonKind,
    DateMention,
    Department,
    DepartmentMention,
    Figure,
    Findings,
    MentionRole,
    OfficialMention,
    PeriodType,
    Provenance,
    Recipient,
    TopicAssignment,
)
from archive.model.issue import (
    Cell,
    Colophon,
    ColophonEntry,
    Erratum,
    Issue,
    Item,
    ItemKind,
    Masthead,
    PageInfo,
    Period,
    Run,
    Section,
    Table,
    boxes_of,
)
from archive.model.record import (
    Bulletin,
    IssueRecord,
)

__all__ = [
    "Box",
    "Bulletin",
    "Cell",
    "Colophon",
    "ColophonEntry",
    "Comparison",
    "ComparisonKind",
    "DateMention",
    "Declared",
    "Department",
    "DepartmentMention",
    "Document",
    "Erratum",
    "Figure",
    "Findings",
    "Issue",
    "IssueRecord",
    "Item",
    "ItemKind",
    "Line",
    "Masthead",
    "MentionRole",
    "OfficialMention",
    "Origin",
    "Page",
    "PageInfo",
    "PageTable",
    "Period",
    "PeriodType",
    "Problem",
    "Provenance",
    "Recipient",
    "Run",
    "Section",
    "Severity",
    "SourceFile",
    "Span",
    "Table",
    "TableCell",
    "TopicAssignment",
    "boxes_of",
]
