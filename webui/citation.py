"""How to cite an issue: GB/T 7714-2015 (a document in a serial, online) and BibTeX."""

from __future__ import annotations

import datetime as dt
import re

from archive.store.nouns import IssueSummary
from webui.titles import issue_number

_SPECIAL = re.compile(r"([\\{}$&#^_%~])")


def gb7714(row: IssueSummary, address: str, today: dt.date) -> str:
    """A reference as GB/T 7714-2015 has it for electronic serials [J/OL]: 主要责任者. 题名[J/OL].
    年(期)(出版日期)[引用日期]. 获取路径. Numbers and dates that are not known are left out."""
    number = ""
    if row.number is not None:
        last = f"–{row.number_last}" if row.number_last else ""
        number = f"({row.number}{last})"
    year = str(row.year) if row.year else ""
    published = f"({row.date})" if row.date else ""
    issued = f"{year}{number}{published}"
    publishers = ", ".join(row.publishers) or "佚名"
    return f"{publishers}. {row.title}[J/OL]. {issued}[{today}]. {address}."


def bibtex(row: IssueSummary, address: str, today: dt.date) -> str:
    """A BibTeX entry; its key is the issue's id."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in row.publishers),
        "title": _escaped(f"{row.title} {issue_number(row)}".rstrip()),
        "year": str(row.year) if row.year else "",
        "number": str(row.number) if row.number is not None else "",
        "date": str(row.date) if row.date else "",
        "url": address,
        "urldate": str(today),
        "language": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = re.sub(r"[^\w@.-]", "-", row.id)
    return f"@periodical{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
