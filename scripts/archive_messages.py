"""What the archive says to people, found in its sources: errors, hints, problems, findings.

The archive speaks Chinese and knows of no other language; much of what it says stands in records
and caches as text. A message made of fixed words and values (an f-string) is given as a *form*,
``第 %(1)s 页未能识别出文字``, by which :mod:`webui.said` knows it again; the place of a value that
is a message itself is called ``%(said1)s``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_PACKAGES = ("archive", "webui")
_NOT_IN_PAGES = re.compile(
    r"(?:archive/(?:cli|config|export|pipeline|vocabulary)|webui/(?:api|limits))\b"
)
"""What only the command line and the API say, which speak Chinese."""
_READING = re.compile(r"archive/parser/(?!sources/render)|archive/store/originals")
"""Here files are read; why one cannot be is said where it is imported, and never in a page."""
_ERRORS = {
    "ArchiveBusy",
    "ConfigurationError",
    "InvalidParameter",
    "NotFound",
    "SourceError",
    "StoreError",
    "_page_too_large",
    "_refused",
}
_SPEAK = _ERRORS | {"Problem", "_answer", "_problem", "finding", "_revised"}
"""Who calls one of these speaks: all Chinese in that function is part of what it says."""
_ELSEWHERE = {"_", "counted", "lazy", "Parameter"}
"""What these are given is in the catalogue by itself."""
_TELL = {
    "_explained",
    "_gap_text",
    "_join",
    "_message",
    "_split",
    "_sum_reason",
    "read_query",
    "why_no_period",
}
"""Functions that give back what is said elsewhere."""
_TOLD = {"INSTALL_HINT"}
"""Constants that other modules put into what they say."""
_MESSAGES = re.compile(r"(?:reason|what|when|finding\.message|INSTALL_HINT)$|_TITLES\[")
"""Values that are messages themselves."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def forms() -> Iterator[tuple[str, str]]:
    """Every message, or the form of it, with the module that says it."""
    for package in _PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT).with_suffix("").as_posix()
            if not _NOT_IN_PAGES.match(place):
                module = place.removesuffix("/__init__").replace("/", ".")
                unread = {"SourceError", "_page_too_large"} if _READING.match(place) else set()
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from ((module, form) for form in _said_in(tree, unread))


def _said_in(tree: ast.Module, unread: set[str]) -> Iterator[str]:
    constants = {
        target.id: one.value
        for one in tree.body
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None
        for target in (one.targets if isinstance(one, ast.Assign) else [one.target])
        if isinstance(target, ast.Name)
    }
    for name in _TOLD & constants.keys():
        yield from filter(None, map(_form, _parts(constants[name], unread)))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and _speaks(function, unread):
            for node in _parts(function, unread):
                if isinstance(node, ast.Name) and node.id in constants:
                    yield from filter(None, map(_form, _parts(constants[node.id], unread)))
                elif form := _form(node):
                    yield form


def _speaks(function: ast.FunctionDef, unread: set[str]) -> bool:
    return function.name in _TELL or any(
        isinstance(node, ast.Call) and _called(node) in _SPEAK - unread
        for node in _parts(function, unread)
    )


def _parts(node: ast.AST, unread: set[str]) -> Iterator[ast.AST]:
    """The nodes below, without documentation, the values in a form, patterns, and what is told
    of a file that is not read."""
    yield node
    if isinstance(node, ast.Call) and (
        _called(node) in unread | _ELSEWHERE or _module(node) == "re"
    ):
        return
    if isinstance(node, ast.JoinedStr):
        return
    for child in ast.iter_child_nodes(node):
        documentation = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        function = isinstance(child, ast.FunctionDef) and isinstance(node, ast.FunctionDef)
        if not documentation and not function:
            yield from _parts(child, unread)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _module(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name
    return ""


def _form(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            form = text
        case ast.JoinedStr(values=values):
            form, places = "", 0
            for value in values:
                if isinstance(value, ast.Constant):
                    form += str(value.value)
                else:
                    places += 1
                    written = (
                        ast.unparse(value.value) if isinstance(value, ast.FormattedValue) else ""
                    )
                    form += f"%(said{places})s" if _MESSAGES.match(written) else f"%({places})s"
        case _:
            return None
    return form if _HAN.search(form) else None
