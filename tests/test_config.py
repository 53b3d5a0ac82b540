"""Settings come from the file and the environment, and wrong ones are named."""

from pathlib import Path

import pytest

from archive.config import Engine, load_settings
from archive.errors import ConfigurationError


def test_the_archive_is_found_by_argument_then_environment_then_folder(tmp_path: Path) -> None:
    environment = {"BULLETIN_HOME": str(tmp_path / "b")}
    assert load_settings(tmp_path / "a", environment).home == tmp_path / "a"
    assert load_settings(None, environment).home == tmp_path / "b"
    assert load_settings(None, {}).home == Path("archive-data").absolute()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text(
        'engine = "whoosh"\nworkers = 3\n[limits]\nseconds = 5\n', encoding="utf-8"
    )
    settings = load_settings(tmp_path, {"BULLETIN_WORKERS": "1"})
    assert settings.engine is Engine.WHOOSH
    assert settings.workers == 1
    assert settings.limits.seconds == 5
    assert settings.limits.pages == 3000


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('engine = "lucene"', "engine"),
        ("workers = -1", "workers"),
        ("colour = 1", "colour"),
        ("[limits]\nhours = 1", "limits"),
        ("engine = ", "archive.toml"),
    ],
)
def test_a_wrong_setting_is_refused_by_file_and_name(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path, {})
    assert named in caught.value.message
    assert str(tmp_path / "archive.toml") in caught.value.message
