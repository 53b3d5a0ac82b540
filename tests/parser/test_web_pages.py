"""Web pages as government sites publish bulletins."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from archive.config import Limits
from archive.model import Issue
from archive.parser import parse

TEXT = "窗口受理事项七十余件，均在承诺时限内办结，群众评价满意率保持稳定，无一件投诉。"
SITE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}">
<title>窗口工作周报2024年第6期_云川省政务服务中心</title>
<meta name="ArticleTitle" content="窗口工作周报2024年第6期（总第88期）">
<meta name="PubDate" content="2024-02-28 10:20">
<meta name="ContentSource" content="云川省政务服务中心">
</head><body>
<div class="nav"><ul><li><a href="#">首页</a></li>
<li><a href="#">政务公开</a></li></ul></div>
<div>当前位置：<a>首页</a> &gt; <a>简报</a></div>
<div class="article"><h1>窗口工作周报2024年第6期（总第88期）</h1>
<p>日期：2024-02-28　信息来源：云川省政务服务中心
【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></p>
<div class="TRS_Editor"><p><strong>一、工作动态</strong></p><p>　　1.{TEXT}</p><p>　　2.{TEXT}</p>
<table border=1><tr><td rowspan=2>部门</td><td colspan=2>本周</td></tr>
<tr><td>受理</td><td>办结</td></tr><tr><td>商务厅</td><td>12</td><td>11</td></tr></table></div>
<div>附件：<a href="a.pdf">窗口工作周报.pdf</a></div><div>上一篇：<a>第5期</a></div></div>
<footer>主办：云川省政务服务中心</footer></body></html>"""
FEED = f"""<html><head><meta charset="utf-8">
<meta property="article:published_time" content="2024-07-15T08:00:00+08:00"></head><body>
<h1>政务服务周报｜2024年第28周</h1><div id="js_content">
<section><span style="font-size:20px"><strong>01</strong></span></section>
<section><strong>总体情况</strong></section><p>{TEXT}</p>
<section><p>02</p><p><strong>分类情况</strong></p></section><p>{TEXT}</p></div>
<div>阅读原文 点赞 在看</div></body></html>"""


def page(path: Path, text: str, charset: str) -> Issue:
    path.write_bytes(text.replace("{charset}", charset).encode(charset))
    return parse(path, Limits())


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_of_a_government_site(tmp_path: Path, charset: str) -> None:
    issue = page(tmp_path / "a.html", SITE, charset)
    head = issue.masthead
    assert (head.title, head.year, head.number, head.serial) == ("窗口工作周报", 2024, 6, 88)
    assert head.publishers == ("云川省政务服务中心",)
    assert head.date == dt.date(2024, 2, 28)
    assert [(s.number, s.heading) for s in issue.sections] == [("一、", "工作动态")]
    assert [item.text for item in issue.items] == [
        TEXT,
        TEXT,
        "部门\t本周\t\n\t受理\t办结\n商务厅\t12\t11",
    ]


def test_a_page_of_a_feed(tmp_path: Path) -> None:
    issue = page(tmp_path / "a.html", FEED, "utf-8")
    assert (issue.masthead.title, issue.masthead.number) == ("政务服务周报", 28)
    assert [(s.number, s.heading) for s in issue.sections] == [
        ("01", "总体情况"),
        ("02", "分类情况"),
    ]
    assert [item.text for item in issue.items] == [TEXT, TEXT]
