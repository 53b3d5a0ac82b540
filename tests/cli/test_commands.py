"""The command as people type it, on real bulletins from the corpus."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from archive.cli import main
from archive.cli.failures import LOG

WEEKLY = sorted(Path("corpus/weekly").glob("*.pdf"))[:2]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "home"
    result = CliRunner().invoke(main, ["--home", str(folder), "import", *map(str, WEEKLY)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    def invoke(*arguments: str, home: Path = home) -> Result:
        return CliRunner().invoke(main, ["--home", str(home), *arguments])

    return invoke


def answer(result: Result) -> object:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_import_counts_what_it_did_and_again_changes_nothing(tmp_path: Path, run: Run) -> None:
    home = tmp_path / "new"
    first = run("import", str(WEEKLY[0]), home=home)
    assert first.exit_code == 0
    assert first.stdout.startswith("导入 1，未变 0，失败 0（")
    again = run("import", str(WEEKLY[0]), home=home)
    assert again.stdout.startswith("导入 0，未变 1，失败 0（")


def test_import_of_good_and_bad_files_names_the_bad_ones(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(WEEKLY[0], folder / "good.pdf")
    (folder / "empty.pdf").touch()
    (folder / "page.pdf").write_text("<html>不是 PDF</html>")
    (folder / "cut.pdf").write_bytes(WEEKLY[1].read_bytes()[:3000])
    (folder / b"\xd6\xdc\xb1\xa8.pdf".decode("utf-8", "surrogateescape")).write_text("GBK")
    result = run("import", "--json", str(tmp_path / "in"), "nowhere", home=tmp_path / "new")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["imported"], report["unchanged"], report["interrupted"]) == (1, 0, False)
    codes = {Path(failure["path"]).name: failure["code"] for failure in report["failed"]}
    assert codes.pop("\ufffd\u0731\ufffd.pdf") == "source.not_pdf"
    assert codes == {
        "empty.pdf": "source.empty",
        "page.pdf": "source.not_pdf",
        "cut.pdf": "source.truncated",
        "nowhere": "source.not_found",
    }
    readable = run("import", str(tmp_path / "in"), home=tmp_path / "new")
    assert readable.exit_code == 1
    assert "导入 0，未变 1，失败 4" in readable.stdout
    assert "empty.pdf" in readable.stdout
    assert "Traceback" not in readable.output


def test_search_finds_what_was_imported(run: Run) -> None:
    found = answer(run("search", "受理", "--json"))
    assert isinstance(found, dict)
    assert found["total"] >= 2
    hit = found["hits"][0]
    assert all("受理" in "".join((*hit["section_path"], hit["text"])) for hit in found["hits"])
    marks = {hit["snippet"]["text"][m["start"] : m["end"]] for m in hit["snippet"]["marks"]}
    assert "受理" in marks
    readable = run("search", "受理")
    assert readable.stdout.startswith(f"共 {found['total']} 条，第 1 / ")
    assert hit["id"] in readable.stdout
    assert "\x1b" not in readable.stdout


def test_search_filters_narrow_the_answer(run: Run) -> None:
    everything = answer(run("search", "--json"))
    assert isinstance(everything, dict)
    departments = everything["facets"]["department"]
    one = departments[-1]
    narrowed = answer(run("search", "--department", one["value"], "--json"))
    assert isinstance(narrowed, dict)
    assert narrowed["total"] == one["count"] < everything["total"]
    nothing = answer(run("search", "--to", "1999", "--json"))
    assert isinstance(nothing, dict)
    assert nothing["total"] == 0


def test_show_prints_an_issue_and_its_whole_record(run: Run) -> None:
    found = answer(run("search", "--json"))
    assert isinstance(found, dict)
    issue = found["hits"][0]["issue"]
    readable = run("show", issue)
    assert readable.exit_code == 0
    assert found["hits"][0]["text"] in readable.stdout
    record = answer(run("show", issue, "--json"))
    assert isinstance(record, dict)
    assert record["id"] == issue
    assert record["issue"]["items"]
    assert record["findings"]["figures"]


def test_figures_are_the_same_in_every_format(run: Run) -> None:
    as_json = answer(run("figures", "--metric", "受理", "--format", "json"))
    assert isinstance(as_json, list)
    assert as_json
    assert all("受理" in one["metric"] for one in as_json)
    assert all(one["provenance"]["boxes"] for one in as_json)
    result = run("figures", "--metric", "受理", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [row["id"] for row in rows] == [one["id"] for one in as_json]
    assert [row["value"] for row in rows] == [one["value"] for one in as_json]
    table = run("figures", "--metric", "受理", "--per-page", "100")
    assert table.stdout.startswith(f"共 {len(as_json)} 个")
    assert answer(run("figures", "--metric", "没有这个指标", "--format", "json")) == []


def test_tables_align_wide_characters(run: Run) -> None:
    lines = run("figures", "--metric", "受理").stdout.splitlines()[1:]
    place = lines[0].index("出处")
    column = cell_len(lines[0][:place])
    for line in lines[1:]:
        start = line.rindex("  ", 0, line.rindex(" 第 ")) + 2
        assert cell_len(line[:start]) == column


def test_an_export_of_conditions_holds_the_figures_that_meet_them(run: Run, tmp_path: Path) -> None:
    found = answer(run("figures", "--metric", "受理", "--min", "10", "--format", "json"))
    assert isinstance(found, list)
    result = run("export", str(tmp_path / "out"), "--metric", "受理", "--min", "10")
    assert result.exit_code == 0, result.output
    assert f"figures.csv  {len(found)} 行" in result.stdout
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert "指标含：受理；数值不小于：10" in package["description"]
    again = run("export", str(tmp_path / "out"), "--format", "xml")
    assert again.exit_code != 0
    assert "不是空目录" in again.output
    assert run("export", str(tmp_path / "xml"), "--format", "xml").exit_code == 0
    assert len(list((tmp_path / "xml").glob("*.xml"))) == len(WEEKLY)


def test_csv_for_spreadsheets_begins_with_a_mark(run: Run) -> None:
    result = run("figures", "--format", "csv", "--bom")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfid,")


def test_suggest_knows_names_by_their_initials(run: Run) -> None:
    found: Any = answer(run("suggest", "swt", "--json"))
    assert "云川省商务厅" in [one["value"] for one in found]
    assert "云川省商务厅" in run("suggest", "商務廳").stdout
    assert run("suggest", "swt", "--limit", "0").exit_code == 2


def test_stats_count_what_is_there(run: Run) -> None:
    counts = answer(run("stats", "--json"))
    assert isinstance(counts, dict)
    assert (counts["issues"], counts["bulletins"], counts["pending"]) == (2, 1, 0)
    readable = dict(line.split() for line in run("stats").stdout.splitlines()[1:10])
    assert readable["期数"] == str(counts["issues"])
    assert readable["数字"] == str(counts["figures"])


def test_reindex_says_how_much_it_indexed(run: Run) -> None:
    counts = answer(run("stats", "--json"))
    assert isinstance(counts, dict)
    done = run("reindex")
    assert done.stdout == f"已重建索引，共 {counts['items']} 个条目\n"
    assert done.stderr.splitlines() == ["重建检索索引（共 2 期）", "检索索引：2 / 2 期"]


def test_what_rebuilds_the_index_is_said_once_with_how_far_it_is(home: Path, run: Run) -> None:
    (home / "archive.toml").write_text('engine = "whoosh"\n', encoding="utf-8")
    first = run("search", "窗口", "--json")
    assert first.stderr.splitlines() == [
        "检索索引由另一引擎建立，现在重建（共 2 期）",
        "检索索引：2 / 2 期",
    ]
    assert json.loads(first.stdout)["total"] > 0
    assert "is built anew (engine): 2 issues" in (home / LOG).read_text("utf-8")
    assert run("search", "窗口").stderr == ""
    (home / "archive.toml").unlink()
    # Who asks for it has it built once.
    assert run("reindex").stderr.splitlines() == first.stderr.splitlines()
    assert run("stats").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("search", "--from", "2023-13"), 2, "日期 2023-13 无效"),
        (("search", "--page", "0"), 2, "参数 page 须为正整数"),
        (("search", "--sort", "size"), 2, "参数 sort 须为"),
        (("search", "--colour"), 2, "未知的选项 --colour"),
        (("search", "字" * 3000), 2, "参数 q 过长：3000 字，最多 500 字"),
        (("search", "\udcff"), 2, "不是有效的 UTF-8"),
        (("show",), 2, "缺少参数 ISSUE"),
        (("show", "没有"), 4, "没有编号为 没有 的一期"),
        (("figures", "--format", "xml"), 2, "须为 table、json、csv、jsonl、parquet、xlsx 之一"),
        (("import",), 2, "缺少参数 PATHS"),
        (("import", "--workers", "0", "x"), 2, "须为 1 至 256 之间的整数"),
        (("dance",), 2, "没有 dance 这个命令"),
    ],
)
def test_a_mistake_is_one_line_and_a_status(
    run: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    first, *rest = result.stderr.splitlines()
    assert first.startswith("错误：")
    assert said in first
    assert all(line.startswith("提示：") for line in rest)
    assert len(rest) <= 1
    assert result.stdout == ""


def test_asking_where_no_archive_is_makes_none(run: Run, tmp_path: Path) -> None:
    for command in ("search", "stats", "figures", "reindex"):
        result = run(command, home=tmp_path / "typo")
        assert result.exit_code == 4
        assert "没有档案库" in result.stderr
    assert not (tmp_path / "typo").exists()


def test_a_wrong_setting_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('engine = "lucene"', encoding="utf-8")
    result = run("import", "x", home=tmp_path)
    assert result.exit_code == 3
    assert "engine" in result.stderr


def test_a_damaged_database_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("no database" * 100)
    result = run("stats", home=tmp_path)
    assert result.exit_code == 6
    assert "archive.db" in result.stderr


def test_a_defect_is_one_line_and_a_log(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("a defect of ours")

    monkeypatch.setattr("archive.query.Query.stats", fail)
    result = run("stats")
    assert result.exit_code == 70
    assert "Traceback" not in result.output
    log = home / "log" / "bulletin.log"
    assert str(log) in result.stderr
    assert "a defect of ours" in log.read_text(encoding="utf-8")


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "公报档案" in result.stderr


def test_explain_proves_every_finding(run: Run) -> None:
    issue = str(answer(run("search", "--json"))["hits"][0]["issue"])
    found = answer(run("explain", "--json", issue))
    record = answer(run("show", "--json", issue))
    assert isinstance(found, list)
    assert isinstance(record, dict)
    items = {item["key"]: item["text"] for item in record["issue"]["items"]}
    findings = record["findings"]
    names = ("department_mentions", "official_mentions", "figures", "dates", "topics", "recipients")
    assert len(found) == sum(len(findings[name]) for name in names)
    assert {one["kind"] for one in found} >= {"department", "official", "figure", "date", "topic"}
    for one in found:
        assert one["rule"]
        assert one["boxes"]
        assert one["pages"] == sorted({box["page"] for box in one["boxes"]})
        if one["surface"] and one["kind"] != "recipient":
            text = items[one["item"]][one["span"]["start"] : one["span"]["end"]]
            assert text == one["surface"]
    lines = run("explain", issue).stdout.splitlines()
    assert sum(line.startswith("  ") for line in lines) == len(found)


def test_explain_names_an_issue_that_is_not_there(run: Run) -> None:
    result = run("explain", "no-such-issue")
    assert result.exit_code != 0
    assert "no-such-issue" in result.stderr
