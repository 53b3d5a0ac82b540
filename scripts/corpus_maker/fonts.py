"""The fonts of the sample bulletins: all free, all from Debian, none in the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from scripts.corpus_maker.outlines import to_truetype

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
SYSTEM = Path("/usr/share/fonts")
FACES = {
    "FangSong": ("texlive-lang-chinese", "FandolFang-Regular.otf", 0),
    "Hei": ("texlive-lang-chinese", "FandolHei-Regular.otf", 0),
    "HeiBold": ("texlive-lang-chinese", "FandolHei-Bold.otf", 0),
    "Kai": ("texlive-lang-chinese", "FandolKai-Regular.otf", 0),
    "Song": ("texlive-lang-chinese", "FandolSong-Regular.otf", 0),
    "SongBold": ("texlive-lang-chinese", "FandolSong-Bold.otf", 0),
    "SungtiL": ("fonts-arphic-gbsn00lp", "gbsn00lp.ttf", 0),
    "UMing": ("fonts-arphic-uming", "uming.ttc", 0),
    "UKai": ("fonts-arphic-ukai", "ukai.ttc", 0),
    "ZenHei": ("fonts-wqy-zenhei", "wqy-zenhei.ttc", 0),
    "MicroHei": ("fonts-wqy-microhei", "wqy-microhei.ttc", 0),
    "NotoSerif": ("fonts-noto-cjk", "NotoSerifCJK-Regular.ttc", 2),
    "NotoSans": ("fonts-noto-cjk", "NotoSansCJK-Regular.ttc", 2),
}
"""Debian package, file name and number within a font collection, by the name we use."""


def path_of(face: str) -> Path:
    """The file of a face as the system or the cache has it, as TrueType where it was traced.

    Ends the program with a reason if the font is neither here nor to be had."""
    package, file, _ = FACES[face]
    source = _found(package, file)
    if not file.startswith("Fandol"):
        return source
    target = CACHE / "polygons" / f"{Path(file).stem}.ttf"
    if not target.is_file():
        print(f"converting {file} to TrueType, once", flush=True)
        to_truetype(source, target)
    return target


def number_of(face: str) -> int:
    """The number of the face within its collection."""
    return FACES[face][2]


def lacking(face: str, text: str) -> set[str]:
    """The Chinese characters of ``text`` that the face cannot print: a producer would leave them
    blank or take another face, without a word."""
    return {character for character in text if character >= "\u3000"} - _characters(face)


@cache
def _characters(face: str) -> frozenset[str]:
    with TTFont(path_of(face), fontNumber=number_of(face), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def environment() -> dict[str, str]:
    """Environment in which LibreOffice and Chromium see exactly these fonts."""
    folders = sorted({str(path_of(face).parent) for face in FACES})
    config = CACHE / "fonts.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        + "".join(f"<dir>{folder}</dir>" for folder in folders)
        + f"<cachedir>{CACHE / 'fontconfig'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@cache
def _found(package: str, file: str) -> Path:
    for folder in (SYSTEM, CACHE / "packages"):
        for path in sorted(folder.rglob(file)):
            return path
    unpacked = CACHE / "packages" / package
    unpacked.mkdir(parents=True, exist_ok=True)
    try:
        # Unpacked, not installed: TeX's font package would bring all of TeX with it.
        subprocess.run(
            ["apt-get", "download", package], cwd=unpacked, check=True, capture_output=True
        )
        archive = next(unpacked.glob("*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, unpacked / "all"], check=True)
    except (OSError, subprocess.CalledProcessError, StopIteration):
        sys.exit(
            f"font {file} is missing, and apt-get cannot download the Debian package {package}; "
            f"put {file} into {unpacked}"
        )
    found = next((unpacked / "all").rglob(file), None)
    if found is None:
        sys.exit(f"Debian's package {package} does not hold {file}")
    for path in found.parent.iterdir():
        shutil.move(path, unpacked / path.name)
    shutil.rmtree(unpacked / "all")
    archive.unlink()
    return unpacked / file
