"""The command as a process among others: pipes, interrupts, other locales, the web server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEEKLY = sorted((ROOT / "corpus" / "weekly").glob("*.pdf"))
COMMAND = [sys.executable, "-m", "archive.cli", "--home"]


def start(home: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, str(home), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | environment,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "home"
    importing = start(folder, "import", *map(str, WEEKLY[:2]))
    out, err = importing.communicate()
    assert importing.returncode == 0, err.decode()
    assert out.decode().startswith("导入 2，未变 0，失败 0")
    # No bar where nobody watches.
    assert err == b""
    return folder


def test_a_reader_that_leaves_early_is_no_error(home: Path) -> None:
    # Left before the first line: the whole output has nowhere to go.
    process = start(home, "figures", "--format", "csv")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_csv_is_utf_8_in_every_locale(home: Path) -> None:
    process = start(home, "figures", "--format", "csv", PYTHONIOENCODING="ascii")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert "受理" in out.decode("utf-8")


def test_a_terminal_that_cannot_show_chinese_gets_question_marks(home: Path) -> None:
    process = start(home, "search", "受理", PYTHONIOENCODING="ascii")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"?" in out


def test_ctrl_c_ends_after_the_current_file_and_the_next_run_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for pdf in WEEKLY[:30]:
        shutil.copy(pdf, source)
    home = tmp_path / "home"
    process = start(home, "import", "--workers", "1", str(source))
    wait_for_an_issue(home, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert err == b""
    counts = re.match(r"导入 (\d+)，未变 0，失败 0", out.decode())
    assert counts is not None
    assert "再次运行同一命令可继续" in out.decode()
    process = start(home, "import", str(source))
    out, _ = process.communicate()
    rest = 30 - int(counts[1])
    assert out.decode().startswith(f"导入 {rest}，未变 {counts[1]}，失败 0")


def wait_for_an_issue(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first original is kept; ends with the process at the latest."""
    while process.poll() is None and not list((home / "originals").glob("*/*.pdf")):
        os.sched_yield()
    assert process.poll() is None


def test_serve_answers_until_interrupted(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(home, "serve", "--port", str(port))
    assert process.stdout is not None
    assert f":{port}/" in process.stdout.readline().decode()
    with urllib.request.urlopen(
        f"http://127.0.0.1:{port}/api/v1/search?q=%E5%8F%97%E7%90%86"
    ) as got:
        assert got.status == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode in (0, 130), err.decode()
    assert b"Traceback" not in err


def test_a_port_in_use_is_said(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(home, "serve", "--port", str(port))
        _, err = process.communicate()
    assert process.returncode == 3
    assert f"127.0.0.1:{port}" in err.decode().splitlines()[0]


def test_who_only_asks_does_not_load_parser_and_rules(home: Path) -> None:
    asking = (
        "import sys\n"
        "from archive.cli import main\n"
        "try:\n"
        "    main(['--home', sys.argv[1], 'search', '受理'])\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        "heavy = {'archive.parser', 'archive.pipeline', 'archive.extraction.extract'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking, str(home)], cwd=ROOT, capture_output=True, check=True
    )
    *found, loaded = done.stdout.decode().splitlines()
    assert "共" in found[0]
    assert loaded == "[]"
