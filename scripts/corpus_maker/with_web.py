"""Issues as pages of a government's web site, with all that stands around the text there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from scripts.corpus_maker.looks import RED, Look, Row, look_of, masthead
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

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{encoding}">
<title>{title}_{site}</title>
<meta name="SiteName" content="{site}"><meta name="ColumnName" content="政务简报">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date} 09:30:00"><meta name="ContentSource" content="{source}">
<link rel="stylesheet" href="/css/style.css"><script>var url = location.href;</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a>
</li><li><a href="/fw/">办事服务</a></li><li><a href="/hd/">互动交流</a></li></ul></div>
<div class="wrap"><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/jb/">政务简报</a></div>
<div class="article"><h1>{title}</h1>
<div class="info"><span>发布时间：{date} 09:30</span><span>来源：{source}</span><span>浏览次数：1024</span>
<span>字号：<a href="javascript:big()">大</a> <a href="javascript:mid()">中</a> <a href="javascript:small()">小</a></span>
<a href="javascript:window.print()">打印</a></div>
<div id="zoom" class="TRS_Editor">
{content}
</div>
<div class="attachments"><p>附件：</p><p><a href="/files/P020240305.docx">{title}.docx</a></p></div>
<div class="tools">【<a href="javascript:window.print()">打印本页</a>】 【<a href="javascript:window.close()">关闭窗口</a>】</div>
<ul class="near"><li>上一篇：<a href="/jb/1.html">关于发布政务简报的说明</a></li><li>下一篇：没有了</li></ul></div>
<div class="side"><h3>相关链接</h3><ul><li><a href="/a">办事指南一览</a></li><li><a href="/b">常见问题</a></li></ul></div></div>
<div class="footer"><p>主办单位：{source}　网站标识码：0000000000</p><p>备案号（示例）</p></div></body></html>
"""
_BODY = "font-size:16pt;font-family:仿宋_GB2312;text-indent:2em"


def write_all(issues: Sequence[Issue], folder: Path) -> None:
    """Write every issue to ``folder``/{layout}/{name}.html, in UTF-8 and GBK by turns."""
    for number, issue in enumerate(issues):
        encoding = ("utf-8", "gbk")[number % 2]
        content = [_row(row, look_of(issue)) for row in masthead(issue)]
        content += [_block(block, look_of(issue)) for block in issue.blocks]
        content += [_p(f"{escape(label)}：{escape(text)}") for label, text in issue.colophon]
        if issue.copies:
            copies = issue.copies_printed or f"（共印{issue.copies}份）"
            content.append(f'<p style="text-align:right;font-size:14pt">{copies}</p>')
        page = _PAGE.format(
            encoding=encoding,
            title=escape(issue.title + issue.number_printed),
            site="云川省人民政府门户网站（示例）",
            source=escape(issue.publishers[0]),
            date=issue.date or "2024-03-05",
            content="\n".join(content),
        )
        target = folder / issue.layout / f"{issue.name}.html"
        target.write_bytes(page.encode(encoding, "xmlcharrefreplace"))


def _p(content: str, style: str = _BODY) -> str:
    return f'<p style="{style}">{content}</p>'


def _row(row: Row, look: Look) -> str:
    text = escape(row.text)
    match row.kind:
        case "rule":
            return f'<hr style="border-color:{RED}">'
        case "title":
            size = look.title_size
            return _p(
                f"<strong>{text}</strong>", f"text-align:center;font-size:{size}pt;color:{RED}"
            )
        case "pair":
            cells = f"<td>{text}</td><td align=right>{escape(row.right)}</td>"
            return f'<table width="100%" style="font-size:16pt"><tr>{cells}</tr></table>'
        case "left":
            return _p(text, "font-size:16pt")
        case _:
            return _p(text, "text-align:center;font-size:16pt")


def _block(block: Block, look: Look) -> str:
    match block:
        case Heading(_, number, text):
            if number:
                return _p(f'<span style="font-family:黑体">{escape(number + text)}</span>')
            centered = "text-align:center;" if look.plain_centered else ""
            style = f"{centered}font-size:{look.plain_size}pt"
            return _p(f"<strong>{escape(text)}</strong>", style)
        case Paragraph(text, number):
            return _p(escape(number) + _rich(text))
        case Signature(lines):
            return "".join(_p(escape(line), "text-align:right;font-size:16pt") for line in lines)
        case Contents(name, listed):
            return "".join(_p(escape(text)) for text in (name, *(text for text, _ in listed)))
        case Grid():
            return _table(block)


def _rich(text: Text) -> str:
    return "".join(
        f"<strong>{escape(words)}</strong>" if bold else f"<span>{escape(words)}</span>"
        for words, bold in text.pieces()
    )


def _table(grid: Grid) -> str:
    parts = [_p(escape(grid.caption), "text-align:center;font-size:16pt")]
    parts.append(_p(escape(grid.unit_note), "text-align:right;font-size:12pt"))
    parts.append('<table border="1" style="border-collapse:collapse"><tbody>')
    for row, cells in enumerate(grid.rows):
        parts.append("<tr>")
        for column, cell in enumerate(cells):
            if cell is not None:
                rows, columns = grid.spans.get((row, column), (1, 1))
                parts.append(
                    f'<td rowspan="{rows}" colspan="{columns}"><p style="font-size:14pt">{_rich(cell)}</p></td>'
                )
        parts.append("</tr>")
    return "".join([*parts, "</tbody></table>"])
