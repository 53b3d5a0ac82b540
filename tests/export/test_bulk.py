"""A bulk export can be read by others, and says what the API says."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest

from archive.app import Archive, open_archive
from archive.config import Settings
from archive.errors import ConfigurationError
from archive.export.bulk import Export
from archive.export.formats import Format
from archive.export.package import write_gazettes, write_lines, write_package
from archive.figures import FigureRequest
from webui.addresses import Addresses
from webui.links import AnswerLinks

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BASE = "https://archive.example.org"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("export") / "home"
    paths = sorted((CORPUS / "weekly").glob("weekly-2023-0*.pdf"))
    paths += sorted((CORPUS / "gazette").glob("*.pdf"))[:2]
    with open_archive(Settings(home=home, workers=2)) as opened:
        assert opened.import_paths(paths).failed == []
        yield opened


def chosen(archive: Archive, **asked: object) -> Export:
    links = AnswerLinks(Addresses(BASE))
    return Export(archive.query, links, FigureRequest(**asked))  # type: ignore[arg-type]


def silent(_: str, __: int) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("bom", [False, True])
def test_a_data_package_of_csv_is_valid(archive: Archive, tmp_path: Path, bom: bool) -> None:
    folder = tmp_path / "out"
    files = write_package(chosen(archive), folder, Format.CSV, "全部", silent, bom=bom)
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
    stats = archive.query.stats()
    counts = {file.name: file.rows for file in files}
    assert counts["figures.csv"] == stats.figures > 100
    assert counts["issues.csv"] == stats.issues
    assert counts["items.csv"] == stats.items
    assert counts["bulletins.csv"] == stats.bulletins
    for file in files:
        data = (folder / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert not list(tmp_path.glob(".*"))


def test_a_data_package_of_parquet_names_its_columns(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_package(chosen(archive), folder, Format.PARQUET, "全部", silent)
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    frictionless.Package.from_descriptor(described)
    for resource in described["resources"]:
        table = pq.read_table(folder / resource["path"])
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert table.column_names == list(fields)
        arrow = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]"}
        arrow |= {"boolean": "bool", "datetime": "timestamp[us, tz=UTC]"}
        assert [str(column.type) for column in table.schema] == [arrow[t] for t in fields.values()]


def test_an_export_of_a_query_holds_what_it_asks_for_and_the_issues(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    asked = FigureRequest(metric="受理", unit="件")
    write_package(chosen(archive, metric="受理", unit="件"), folder, Format.CSV, "受理", silent)
    assert frictionless.Package(str(folder / "datapackage.json")).validate().valid
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [one.id for one in archive.query.iter_figures(asked)]
    assert all(row["image"].startswith(f"{BASE}/issues/") for row in rows)
    with (folder / "issues.csv").open(encoding="utf-8", newline="") as file:
        assert {one["id"] for one in csv.DictReader(file)} == {row["issue"] for row in rows}
    assert not (folder / "items.csv").exists()


def test_lines_are_the_objects_of_the_api(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = write_lines(chosen(archive), folder, silent)
    lines = (folder / "figures.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == next(file.rows for file in files if file.name == "figures.jsonl")
    figure = json.loads(lines[0])
    assert figure["provenance"]["links"]["html"].startswith(BASE)


def test_every_issue_becomes_a_gazette(archive: Archive, tmp_path: Path) -> None:
    files = write_gazettes(chosen(archive), tmp_path / "out", silent)
    assert len(files) == archive.query.stats().issues == len(list((tmp_path / "out").iterdir()))


def test_a_folder_that_is_in_use_is_left_alone(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(ConfigurationError, match="不是空目录"):
        write_lines(chosen(archive), tmp_path, silent)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_export_that_fails_leaves_nothing_behind(archive: Archive, tmp_path: Path) -> None:
    def fail(_: str, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(chosen(archive), tmp_path / "out", fail)
    assert list(tmp_path.iterdir()) == []
