"""Issues as flat OpenDocument texts, printed by LibreOffice Writer."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from scripts.corpus_maker import fonts
from scripts.corpus_maker.looks import FAMILIES, LEADING, RED, Look, Row, look_of, masthead
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

PROGRAM = "soffice"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold"'
INDENT = 'fo:text-indent="32pt"'
KEEP = 'fo:keep-with-next="always"'
CENTER = 'fo:text-align="center"'
PAGE = (
    '<style:page-layout style:name="page"{usage}><style:page-layout-properties '
    'fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="{top}mm" fo:margin-bottom="20mm" '
    'fo:margin-left="25.9mm" fo:margin-right="25.9mm"/>'
    '<style:header-style>{head}</style:header-style><style:footer-style>'
    '<style:header-footer-properties fo:min-height="14mm" fo:margin-top="7mm"/>'
    "</style:footer-style></style:page-layout>"
)  # fmt: skip
GRID = (
    '<style:style style:name="grid" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.7pt solid #000000" fo:padding="2pt" style:vertical-align="middle"/></style:style>'
)
NUMBER = '— <text:page-number text:select-page="current"/> —'


def print_all(issues: Sequence[Issue], folder: Path) -> None:
    """Print every issue into ``folder``/{layout}/{name}.pdf, with one start of LibreOffice."""
    _convert(issues, folder, "pdf")


def write_docx(issues: Sequence[Issue], folder: Path) -> None:
    """Write every issue as a Word file to ``folder``/{layout}/{name}.docx."""
    _convert(issues, folder, "docx")


def _convert(issues: Sequence[Issue], folder: Path, kind: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for issue in issues:
            source = Path(scratch) / f"{issue.name}.fodt"
            source.write_text(_document(issue), encoding="utf-8")
            sources.append(source)
        subprocess.run(
            [
                PROGRAM, "--headless", f"-env:UserInstallation=file://{scratch}/profile",
                "--convert-to", kind, "--outdir", scratch, *sources,
            ],
            env=fonts.environment(), check=True, capture_output=True, timeout=900,
        )  # fmt: skip
        for issue in issues:
            made = Path(scratch) / f"{issue.name}.{kind}"
            (folder / issue.layout / made.name).write_bytes(made.read_bytes())


def _style(
    name: str, face: str, size: float = 16, paragraph: str = "", text: str = "",
    leading: float = LEADING,
) -> str:  # fmt: skip
    font = FAMILIES[face]
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:line-height="{leading}pt" {paragraph}/>'
        f'<style:text-properties style:font-name="{font}" style:font-name-asian="{font}" '
        f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" '
        f'fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN" '
        f"{text}/></style:style>"
    )


def _styles(look: Look) -> str:
    large = look.title_size
    rule = f'fo:border-bottom="2pt solid {RED}" fo:margin-bottom="16pt"'
    line = 'fo:border-bottom="0.5pt solid #000000"'
    weight = BOLD if look.synthetic else ""
    strong = FAMILIES[look.body if look.synthetic else look.strong]
    tab = '<style:tab-stops><style:tab-stop style:type="right" style:position="158mm"/></style:tab-stops>'
    pair = _style("pair", look.body).replace('pt" />', f'pt">{tab}</style:paragraph-properties>', 1)
    return "".join(
        (
            _style("body", look.body, 16, f'{INDENT} fo:text-align="justify" fo:orphans="1" fo:widows="1"'),
            _style("h1", look.heading, 16, f"{INDENT} {KEEP}"),
            _style("h2", look.sub, 16, f"{INDENT} {KEEP}"),
            _style(
                "plain", look.heading, look.plain_size,
                f"{CENTER if look.plain_centered else ''} {KEEP}", BOLD,
            ),
            _style("center", look.body, 16, CENTER),
            _style("left", look.heading, 16),
            _style("right", look.body, 16, 'fo:text-align="end" fo:margin-right="32pt"'),
            _style("title", look.title, large, CENTER, f'fo:color="{RED}" {BOLD}', large + 26),
            pair,
            _style("rule", look.body, 4, rule, leading=6),
            _style("caption", look.heading, 16, f"{CENTER} {KEEP}"),
            _style("unit", look.body, 12, f'fo:text-align="end" {KEEP}', leading=20),
            _style("cell", look.table, 14, CENTER, leading=20),
            _style("foot", look.foot, 14, CENTER, leading=20),
            _style("odd", look.foot, 14, 'fo:text-align="end" fo:margin-right="14pt"', leading=20),
            _style("even", look.foot, 14, 'fo:margin-left="14pt"', leading=20),
            _style("head", look.foot, 11, f"{CENTER} {line}", leading=20),
            _style(
                "first", look.body, 14,
                f'fo:text-indent="14pt" fo:margin-top="24pt" fo:border-top="1pt solid #000000" {line} {KEEP}',
            ),
            _style("entry", look.body, 14, f'fo:text-indent="14pt" {line} {KEEP}'),
            _style("copies", look.body, 14, 'fo:text-align="end"'),
            '<style:style style:name="bold" style:family="text"><style:text-properties '
            f'style:font-name="{strong}" style:font-name-asian="{strong}" {weight}/></style:style>',
        )
    )  # fmt: skip


def _document(issue: Issue) -> str:
    look = look_of(issue)
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    faces = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="\'{name}\'"/>'
        for name in FAMILIES.values()
    )
    usage = ' style:page-usage="mirrored"' if look.outer_foot else ""
    # A page's head takes its room from the upper margin.
    head = '<style:header-footer-properties fo:min-height="9mm" fo:margin-bottom="4mm"/>'
    layout = PAGE.format(
        usage=usage, top=24 if look.running_head else 37, head=head if look.running_head else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:styles>{_styles(look)}</office:styles>"
        f"<office:automatic-styles>{layout}{GRID}</office:automatic-styles>{_master(issue, look)}"
        f"<office:body><office:text>{''.join(_body(issue))}</office:text></office:body>"
        "</office:document>"
    )


def _master(issue: Issue, look: Look) -> str:
    head = ""
    if look.running_head:
        # The first page has its masthead instead.
        head = (
            f"<style:header>{_p('head', escape(issue.title))}</style:header>"
            f"<style:header-first>{_p('body', '')}</style:header-first>"
        )
    feet = f"<style:footer>{_p('odd' if look.outer_foot else 'foot', NUMBER)}</style:footer>"
    if look.outer_foot:
        feet += f"<style:footer-left>{_p('even', NUMBER)}</style:footer-left>"
    if look.running_head:
        feet += f"<style:footer-first>{_p('foot', NUMBER)}</style:footer-first>"
    return (
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="page">{head}{feet}</style:master-page></office:master-styles>'
    )


def _p(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _body(issue: Issue) -> list[str]:
    parts = [_row(row) for row in masthead(issue)]
    for number, block in enumerate(issue.blocks):
        parts += _block(block, number)
    for index, (label, text) in enumerate(issue.colophon):
        parts.append(_p("entry" if index else "first", f"{escape(label)}：{escape(text)}"))
    if issue.copies:
        parts.append(_p("copies", issue.copies_printed or f"（共印{issue.copies}份）"))
    return parts


def _row(row: Row) -> str:
    if row.kind == "pair":
        return _p("pair", f"{escape(row.text)}<text:tab/>{escape(row.right)}")
    return _p(row.kind, escape(row.text))


def _block(block: Block, number: int) -> list[str]:
    match block:
        case Heading(level, mark, text):
            style = f"h{min(level, 2)}" if mark else "plain"
            return [_p(style, escape(mark + text))]
        case Paragraph(text, mark):
            return [_p("body", escape(mark) + _rich(text))]
        case Signature(lines):
            return [_p("right", escape(line)) for line in lines]
        case Contents(name, listed):
            return [
                _p("plain", escape(name)),
                *(_row(Row("pair", text, str(page))) for text, page in listed),
            ]
        case Grid():
            return _table(block, number)


def _rich(text: Text) -> str:
    return "".join(
        f'<text:span text:style-name="bold">{escape(words)}</text:span>' if bold else escape(words)
        for words, bold in text.pieces()
    )


def _table(grid: Grid, number: int) -> list[str]:
    parts = [_p("caption", escape(grid.caption)), _p("unit", escape(grid.unit_note))]
    columns = len(grid.rows[0])
    parts.append(
        f'<table:table table:name="t{number}">'
        f'<table:table-column table:number-columns-repeated="{columns}"/>'
    )
    for row, cells in enumerate(grid.rows):
        parts.append("<table:table-row>")
        for column, cell in enumerate(cells):
            if cell is None:
                parts.append("<table:covered-table-cell/>")
                continue
            rows, wide = grid.spans.get((row, column), (1, 1))
            parts.append(
                f'<table:table-cell table:style-name="grid" table:number-rows-spanned="{rows}" '
                f'table:number-columns-spanned="{wide}">{_p("cell", _rich(cell))}</table:table-cell>'
            )
        parts.append("</table:table-row>")
    return [*parts, "</table:table>"]
