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
    ("name", "content", "line", "said"),
    [
        ("departments.toml", "[[organ]]\nprovince = 3\n", 2, "province"),
        ("departments.toml", '[[organ]]\nstems = ["甲"]\n', 1, "缺少"),
        ("departments.toml", '[[organ]]\nprovince = "甲厅"\nprefix = 1\n', 3, "prefix"),
        ("departments.toml", '[[organs]]\nprovince = "甲厅"\n', 1, "organs"),
        (
            "departments.toml",
            '#\n[[organ]]\nprovince = "甲厅"\n\n[[organ]]\ncity = "乙局"\nabsorbed_by = ["丙局"]\n',
            7,
            "丙局",
        ),
        (
            "departments.toml",
            '[[organ]]\nprovince = "甲厅"\nsuccessors = ["商务厅"]\nreform = "1954"\n',
            4,
            "1954",
        ),
        ("departments.toml", '[[organ]]\nform = "{plaze}局"\n', 2, "form"),
        ("departments.toml", '[[organ]]\nform = "甲局"\nembedded = ["甲局"]\n', 3, "embedded"),
        ("departments.toml", '[[organ]]\ncity = "甲局"\n[[organ]]\ncity = "甲局"\n', 3, "重复"),
        ("reforms.toml", '[[reform]]\nname = "甲"\nnational = "春"\n', 3, "national"),
        ("corrections.toml", '[[correction]]\nname = "甲"\n', 1, "same_as"),
        ("titles.toml", '# 甲\nposts = "厅长"\n', 2, "posts"),
        ("titles.toml", "\nposts = [", 2, "TOML"),
        ("titles.toml", "posts = []\nposts = 1\n", 2, "TOML"),
        ("topics.toml", '[[topic]]\nname = "甲"\n', 1, "terms"),
    ],
)
def test_mistakes_are_named_with_file_line_and_key(
    tmp_path: Path, name: str, content: str, line: int, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_vocabulary(tmp_path)
    assert f"{name} 第 {line} 行：" in caught.value.message
    assert said in caught.value.message


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"other\.toml"):
        load_vocabulary(tmp_path)


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "titles.toml").write_bytes("# 甲\nposts = ".encode() + "厅长".encode("gbk"))
    with pytest.raises(ConfigurationError, match="第 2 行"):
        load_vocabulary(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        load_vocabulary(tmp_path / "nowhere")
