"""Issues as web pages, printed by Chromium."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from scripts.corpus_maker import fonts
from scripts.corpus_maker.looks import FAMILIES, LEADING, RED, Row, look_of, masthead
from scripts.corpus_maker.text import (
    Block,
    Contents,
    Grid,
    Heading,
    Issue,
    Paragraph,
    Signature,
    Text,
)

PROGRAM = "chromium"


def print_all(issues: Sequence[Issue], folder: Path) -> None:
    """Print every issue into ``folder``/{layout}/{name}.pdf."""
    with tempfile.TemporaryDirectory() as scratch:
        for issue in issues:
            target = folder / issue.layout / f"{issue.name}.pdf"
            page = Path(scratch) / "page.html"
            page.write_text(_page(issue), encoding="utf-8")
            profile = Path(scratch) / "profile"
            subprocess.run(
                [
                    PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking", "--disable-sync",
                    "--disable-component-update", f"--user-data-dir={profile}",
                    "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri(),
                ],
                env=fonts.environment(), check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            shutil.rmtree(profile, ignore_errors=True)


def _style(issue: Issue) -> str:
    look = look_of(issue)
    body, heading, sub, strong, title, table, foot = (
        f"'{FAMILIES[face]}'"
        for face in (
            look.body, look.heading, look.sub, look.strong, look.title, look.table, look.foot
        )
    )  # fmt: skip
    number = f'content: "— " counter(page) " —"; font: 14pt {foot}'
    feet = f"@page {{ @bottom-center {{ {number} }} }}"
    if look.outer_foot:
        feet = (
            f"@page :right {{ @bottom-right {{ {number} }} }}"
            f"@page :left {{ @bottom-left {{ {number} }} }}"
        )
    head = ""
    if look.running_head:
        head = (
            f"@page {{ @top-center {{ content: '{issue.title}'; font: 11pt {foot}; }} }}"
            "@page :first { @top-center { content: none } }"
        )
    bold = "bold" if look.synthetic else "normal"
    centered = "text-align: center" if look.plain_centered else "text-align: left"
    return f"""
@page {{ size: A4; margin: 37mm 25.9mm 34mm 25.9mm; }}
{feet}{head}
* {{ margin: 0; }}
body {{ font: 16pt/{LEADING}pt {body}; text-align: justify; }}
p {{ text-indent: 2em; }}
h1, h2 {{ font: normal 16pt/{LEADING}pt {heading}; text-indent: 2em; }}
h2 {{ font-family: {sub}; }}
h1.plain {{ font-weight: bold; font-size: {look.plain_size}pt; text-indent: 0; {centered}; }}
b {{ font-family: {strong}; font-weight: {bold}; }}
.center {{ text-align: center; text-indent: 0; }}
.left {{ font-family: {heading}; text-indent: 0; }}
.right {{ text-align: right; text-indent: 0; padding-right: 2em; }}
.title {{ font: bold {look.title_size}pt/{look.title_size + 26}pt {title}; color: {RED};
  text-align: center; text-indent: 0; }}
.pair {{ display: flex; justify-content: space-between; text-indent: 0; }}
.rule {{ border-bottom: 2pt solid {RED}; margin: 4pt 0 16pt; }}
table {{ border-collapse: collapse; width: 100%; font: 14pt/22pt {table}; }}
td {{ border: 0.7pt solid black; padding: 2pt 4pt; text-align: center; }}
tr {{ break-inside: avoid; }}
.caption {{ text-align: center; text-indent: 0; font-family: {heading}; break-after: avoid; }}
.unit {{ text-align: right; text-indent: 0; font-size: 12pt; break-after: avoid; }}
.colophon {{ margin-top: 30pt; border-top: 1pt solid black; break-inside: avoid; }}
.colophon p {{ font-size: 14pt; text-indent: 1em; border-bottom: 0.5pt solid black; }}
.colophon .copies {{ text-align: right; border: none; text-indent: 0; }}
"""


def _page(issue: Issue) -> str:
    parts = [
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>{escape(issue.title)}</title>"
    ]
    parts.append(f"<style>{_style(issue)}</style>")
    parts += [_row(row) for row in masthead(issue)]
    parts += [_block(block) for block in issue.blocks]
    parts.append("<div class=colophon>")
    parts += [f"<p>{escape(label)}：{escape(text)}</p>" for label, text in issue.colophon]
    if issue.copies:
        copies = issue.copies_printed or f"（共印{issue.copies}份）"
        parts.append(f"<p class=copies>{copies}</p>")
    parts.append("</div>")
    return "\n".join(parts)


def _row(row: Row) -> str:
    if row.kind == "rule":
        return "<div class=rule></div>"
    if row.kind == "pair":
        return f"<p class=pair><span>{escape(row.text)}</span><span>{escape(row.right)}</span></p>"
    return f"<p class={row.kind}>{escape(row.text)}</p>"


def _block(block: Block) -> str:
    match block:
        case Heading(level, number):
            plain = "" if number else " class=plain"
            tag = f"h{min(level, 2)}" if number else "h1"
            return f"<{tag}{plain}>{escape(block.printed)}</{tag}>"
        case Contents(name, lines):
            rows = "".join(
                f"<p class=pair><span>{escape(text)}</span><span>{page or ''}</span></p>"
                for text, page in lines
            )
            return f"<h1 class=plain>{escape(name)}</h1>{rows}"
        case Paragraph(text, number):
            return f"<p>{escape(number)}{_rich(text)}</p>"
        case Signature(lines):
            return "".join(f"<p class=right>{escape(line)}</p>" for line in lines)
        case Grid():
            return _table(block)


def _rich(text: Text) -> str:
    return "".join(
        f"<b>{escape(words)}</b>" if bold else escape(words) for words, bold in text.pieces()
    )


def _table(grid: Grid) -> str:
    parts = [f"<p class=caption>{escape(grid.caption)}</p>"]
    parts.append(f"<p class=unit>{escape(grid.unit_note)}</p><table>")
    for row, cells in enumerate(grid.rows):
        parts.append("<tr>")
        for column, cell in enumerate(cells):
            if cell is not None:
                rows, columns = grid.spans.get((row, column), (1, 1))
                parts.append(f'<td rowspan="{rows}" colspan="{columns}">{_rich(cell)}</td>')
        parts.append("</tr>")
    return "".join([*parts, "</table>"])
