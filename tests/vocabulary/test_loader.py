from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from archive.errors import ConfigurationError
from archive.vocabulary import Level, load_vocabulary


def test_organs_are_patterns_by_level() -> None:
    organ = next(o for o in load_vocabulary(None).organs if o.province == "林业和草原局")
    assert organ.full_name(Level.PROVINCE, "云川省", "云川") == "云川省林业和草原局"
    assert "林草局" in organ.names_at(Level.PROVINCE)
    assert "国家林草局" in organ.names_at(Level.NATIONAL)
    tax = next(o for o in load_vocabulary(None).organs if o.city == "税务局")
    assert tax.full_name(Level.CITY, "临江市", "临江") == "国家税务总局临江市税务局"


def test_loading_twice_gives_the_same_and_it_travels_to_other_processes() -> None:
    vocabulary = load_vocabulary(None)
    assert vocabulary == load_vocabulary(None)
    assert pickle.loads(pickle.dumps(vocabulary)) == vocabulary  # noqa: S301


def test_words_are_names_a_segmenter_should_know() -> None:
    words = load_vocabulary(None).words()
    assert {"商务厅", "市场监管局", "二级巡视员", "综合窗口"} <= set(words)
    assert list(words) == sorted(set(words))
    assert all(len(word) > 1 for word in words)


def test_a_users_folder_wins(tmp_path: Path) -> None:
    (tmp_path / "departments.toml").write_text(
        '[[organ]]\nprovince = "商务厅"\ncity = "商务和口岸局"\nstems = ["商口"]\n',
        encoding="utf-8",
    )
    (tmp_path / "titles.toml").write_text(
        'posts = ["窗口长"]\nremove = ["干事"]\n', encoding="utf-8"
    )
    built_in, own = load_vocabulary(None), load_vocabulary(tmp_path)
    assert own.content_hash != built_in.content_hash
    found = [organ for organ in own.organs if organ.province == "商务厅"]
    assert [organ.city for organ in found] == ["商务和口岸局"]
    assert "窗口长" in own.titles.posts
    assert "干事" in built_in.titles.posts
    assert "干事" not in own.titles.posts


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("departments.toml", "[[organ]]\nprovince = 3\n", "province"),
        ("departments.toml", '[[organ]]\nstems = ["甲"]\n', "缺少"),
        ("departments.toml", '[[organ]]\nprovince = "甲厅"\nprefix = 1\n', "prefix"),
        ("departments.toml", '[[organs]]\nprovince = "甲厅"\n', "organs"),
        ("titles.toml", 'posts = "厅长"\n', "posts"),
        ("titles.toml", "posts = [", "TOML"),
        ("topics.toml", '[[topic]]\nname = "甲"\n', "terms"),
        ("other.toml", "", "other.toml"),
    ],
)
def test_mistakes_are_named_with_file_and_key(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_vocabulary(tmp_path)
    assert name in caught.value.message
    assert said in caught.value.message


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        load_vocabulary(tmp_path / "nowhere")
