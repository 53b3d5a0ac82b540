"""Broken PDFs by the hundred: a seeded mutator of good ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]


def mutate(data: bytes, seed: int) -> bytes:
    """``data`` broken in one to three ways, the same ones for the same ``seed``."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, max(2, len(data)))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    stop = start + chance.randrange(1, 5000)
    return data[:stop] + data[start:stop] + data[stop:]


def _looped(data: bytes, chance: random.Random) -> bytes:
    """References to objects lead to others, perhaps to the one they stand in."""
    numbers = re.findall(rb"(\d+) 0 obj", data) or [b"1"]

    def replace(found: re.Match[bytes]) -> bytes:
        return chance.choice(numbers) + b" 0 R" if chance.random() < 0.2 else found[0]

    return re.sub(rb"\d+ 0 R", replace, data)


def _huge(data: bytes, chance: random.Random) -> bytes:
    """Some numbers become as large as an integer can hold, or larger, or negative."""
    values = (b"2147483647", b"-2147483648", b"99999999999999999999", b"-1", b"1e308", b"0")

    def replace(found: re.Match[bytes]) -> bytes:
        return chance.choice(values) if chance.random() < 0.05 else found[0]

    return re.sub(rb"(?<=[ \[])\d+(?=[ \]/>])", replace, data)


def _without_xref(data: bytes, chance: random.Random) -> bytes:
    word = chance.choice((b"startxref", b"xref", b"trailer", b"/Root", b"%%EOF"))
    return data.replace(word, b"x" * len(word))


def _wrong_lengths(data: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"/Length \d+", lambda _: b"/Length %d" % chance.choice((0, 7, 1 << 31, 123456)), data
    )


def _renamed(data: bytes, chance: random.Random) -> bytes:
    """A filter, a type or an encoding that is not what it says."""
    names = (b"/FlateDecode", b"/Type0", b"/Identity-H", b"/Page", b"/XObject", b"/Font", b"/Kids")
    return data.replace(chance.choice(names), chance.choice(names))


MUTATIONS: tuple[Mutation, ...] = (
    _truncated,
    _flipped,
    _cut,
    _doubled,
    _looped,
    _huge,
    _without_xref,
    _wrong_lengths,
    _renamed,
)
