"""Small files that cost much: what the limits are for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

PAGE = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of ``objects`` by number; 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", *, compressed: bool = True) -> bytes:
    """A stream object, deflated: repetition costs nothing."""
    if compressed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(
    content: bytes, resources: bytes = b"<< /Font << /F 5 0 R >> >>", page: bytes = PAGE
) -> dict[int, bytes]:
    """The objects of a file of one page that paints ``content``."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< %s /Contents 4 0 R /Resources %s >>" % (page, resources),
        4: stream(content),
        5: FONT,
    }


def self_recursive_form() -> bytes:
    objects = one_page(b"/X Do", b"<< /XObject << /X 6 0 R >> >>")
    form = b"/Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>"
    objects[6] = stream(b"/X Do /X Do", form)
    return pdf(objects)


def exponential_forms() -> bytes:
    objects = one_page(b"/X Do", b"<< /XObject << /X 6 0 R >> >>")
    for number in range(6, 46):
        below = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (number + 1)
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + below
        objects[number] = stream(b"/X Do /X Do", form)
    objects[46] = stream(b"BT /F 9 Tf (a) Tj ET", b"/Subtype /Form /BBox [0 0 595 842]")
    return pdf(objects)


def millions_of_operators() -> bytes:
    return pdf(one_page(b"q 1 0 0 1 0 0 cm Q\n" * 4_000_000))


def millions_of_characters() -> bytes:
    # PDFium takes lines of the same text near each other for a bold one.
    lines = (
        b"BT /F 1 Tf 0 %d.%02d Td (%04d%s) Tj ET\n" % (n // 4, n % 4 * 25, n, b"a" * 1000)
        for n in range(3000)
    )
    return pdf(one_page(b"".join(lines)))


def many_paths() -> bytes:
    return pdf(
        one_page(b"".join(b"%d 0 m %d 842 l S\n" % (x % 595, x % 595) for x in range(300_000)))
    )


def huge_page() -> bytes:
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 2000000000 2000000000]"
    return pdf(one_page(b"BT /F 9 Tf 50 700 Td (a) Tj ET", page=page))


def many_pages() -> bytes:
    objects = one_page(b"BT /F 9 Tf 50 700 Td (a) Tj ET")
    numbers = range(10, 20_010)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[2] = b"<< /Type /Pages /Count 20000 /Kids [%s] >>" % kids
    objects.update(dict.fromkeys(numbers, objects[3]))
    return pdf(objects)


def giant_image() -> bytes:
    objects = one_page(b"595 0 0 842 0 0 cm /I Do", b"<< /XObject << /I 6 0 R >> >>")
    entries = (
        b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 1 "
        b"/ColorSpace /DeviceGray"
    )
    objects[6] = stream(b"\xff" * (40_000 * 40_000 // 8), entries)
    return pdf(objects)


def deep_page_tree() -> bytes:
    objects = one_page(b"BT /F 9 Tf 50 700 Td (a) Tj ET")
    for number in range(10, 5010):
        objects[number] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1)
    objects[5010] = objects[3]
    objects[2] = b"<< /Type /Pages /Count 1 /Kids [10 0 R] >>"
    return pdf(objects)


BOMBS: tuple[Callable[[], bytes], ...] = (
    self_recursive_form,
    exponential_forms,
    millions_of_operators,
    millions_of_characters,
    many_paths,
    huge_page,
    many_pages,
    giant_image,
    deep_page_tree,
)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Every bomb with its name."""
    for bomb in BOMBS:
        yield bomb.__name__, bomb()
