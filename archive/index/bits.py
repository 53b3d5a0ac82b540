"""Sets of documents as bits of Python integers: document ``n`` is in a set whose bit ``n`` is set.

To intersect and count such sets takes microseconds where walking postings takes tenths of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def all_of(first: int, others: Iterable[int]) -> int:
    """What is in ``first`` and in every other set."""
    for one in others:
        first &= one
    return first


def any_of(sets: Iterable[int]) -> int:
    """What is in one of the sets at least."""
    found = 0
    for one in sets:
        found |= one
    return found


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these documents out of ``size``."""
    flags = bytearray(size // 8 + 1)
    for number in numbers:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def flags_of(bits: int, size: int) -> bytes:
    """The bits of a set, eight documents an octet with the lowest number in the lowest bit."""
    return bits.to_bytes(size // 8 + 1, "little")


def numbers_in(bits: int, size: int) -> Iterator[int]:
    """The documents of a set in ascending order."""
    for place, octet in enumerate(flags_of(bits, size)):
        if octet:
            yield from (place << 3 | bit for bit in range(8) if octet >> bit & 1)
