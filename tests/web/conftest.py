"""One archive for all tests of the web UI: real bulletins from the corpus and a hostile one."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect, sync_playwright

from archive.app import Archive, open_archive
from archive.config import Settings
from tests.parser.typeset import Sheet
from webui import create_app

SIZES = {"phone": (390, 844), "laptop": (1366, 768), "wide": (1920, 1080)}
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
HOSTILE = '<script>alert("甲")</script>&amp;<img src=x onerror=alert(1)>'


def hostile_issue(path: Path) -> Path:
    """A bulletin whose title, headings and text are markup."""
    sheet = Sheet()
    sheet.line("2024年第6期（总第88期）")
    sheet.title("<b>周报</b>")
    sheet.centered("（2月19日—2月23日）")
    sheet.centered("云川省<i>政务</i>服务中心")
    sheet.centered("2024年2月28日")
    sheet.paragraph("一、<u>工作</u>动态", bold="一、<u>工作</u>动态")
    sheet.paragraph(f"1.{HOSTILE}本周，窗口受理申请608件。")
    return sheet.save(path)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("web")
    paths = sorted((CORPUS / "weekly").glob("weekly-2023-*.pdf"))[:24]
    for layout in ("monthly", "gazette", "city", "oldstyle"):
        paths += sorted((CORPUS / layout).glob("*.pdf"))[:2]
    paths.append(hostile_issue(folder / '恶意"<x>.pdf'))
    with open_archive(Settings(home=folder / "home", workers=2)) as opened:
        report = opened.import_paths(paths)
        assert (report.imported, report.failed) == (len(paths), [])
        yield opened


@pytest.fixture(scope="session")
def app(archive: Archive) -> Flask:
    return create_app(archive.query)


@pytest.fixture(scope="session")
def kinds(app: Flask) -> dict[str, str]:
    """An address of every kind of page, with short lists: what is long has more of the same."""
    asked = app.test_client()
    figures = asked.get("/api/v1/figures?metric=受理&period_type=week&per_page=1").json
    series = asked.get("/api/v1/series?metric=受理&least=5&per_page=1").json
    officials = asked.get("/api/v1/officials?per_page=1").json
    assert figures and series and officials
    figure = figures["results"][0]
    issue = f"/issues/{figure['issue']}"
    place = f"{figure['item']}:{figure['span']['start']}-{figure['span']['end']}"
    return {
        "home": "/",
        "results": "/search?q=受理&per_page=5",
        "no results": "/search?q=绝无此词",
        "issues": "/issues?per_page=5",
        "issue": f"{issue}?q=受理",
        "related": f"{issue}/related/{figure['item']}",
        "compare": f"{issue}/compare",
        "proof": f"{issue}/pages/{figure['provenance']['pages'][0]}?highlight={place}",
        "departments": "/departments",
        "department": "/departments/云川省商务厅",
        "officials": "/officials",
        "official": f"/officials/{officials['results'][0]['id']}",
        "topics": "/topics",
        "topic": "/topics/业务培训",
        "bulletin": f"/bulletins/{figure['bulletin']}",
        "figures": "/figures?metric=受理&per_page=5",
        "list of series": "/series?per_page=5",
        "series": f"/series/{series['results'][0]['id']}",
        "audit": "/audit?per_page=5",
        "help": "/help",
        "reference of the API": "/api/v1/",
        "not found": "/nowhere",
        "bad request": "/search?wrong=1",
    }


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def site(app: Flask, archive: Archive) -> Iterator[str]:
    """The address of the application as waitress serves it."""
    # As the server does: the first suggestion waits for it.
    archive.query.prepare()
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(timeout=10)


def chromium() -> str:
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    assert found, "the browser tests need Chromium: apt-get install chromium, or set CHROMIUM"
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Where other tests run beside this one, the image of a page takes its time.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(),
            # Root may not use the sandbox; what is opened is ours.
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield opened
        opened.close()
