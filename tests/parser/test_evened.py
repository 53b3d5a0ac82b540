"""What recognition reads differently from line to line, without the engine."""

from __future__ import annotations

from itertools import accumulate

import pytest

from archive.model import Line
from archive.parser.sources.evened import evened

PRINTED = [
    "６月２日，市中心召开第５次窗口负责人例会，通报运行情况。",
    "今年以来，各窗口共受理２５３７件、办结２５１８件，无一件投诉。",
    "按时办结率９８．５％，较去年同期提高，群众评价保持稳定。",
    "会议要求，各窗口要把流程再造摆在首位，能合并的环节合并。",
    "１２月份共组织业务培训６次，参训２０６人次，全部通过考核。",
]


def recognised(text: str, digit: float, top: float) -> Line:
    """A line as the engine reads it: digits always half-width, in a box of the printed length."""
    ascii_text = text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
    ascii_text = ascii_text.replace("．", ".").replace("％", "%")
    length = sum(16 * (digit if c.isascii() else 1.0) for c in ascii_text)
    step = length / sum(0.5 if c.isascii() else 1.0 for c in ascii_text)
    steps = (step * (0.5 if c.isascii() else 1.0) for c in ascii_text)
    return Line(ascii_text, 1, top, top + 16, tuple(accumulate(steps, initial=80.0)), 16.0)


@pytest.mark.parametrize("full_width", [True, False])
def test_digits_are_as_wide_as_they_are_printed(full_width: bool) -> None:
    digit = 1.0 if full_width else 0.55
    lines = [recognised(text, digit, 100 + 29 * i) for i, text in enumerate(PRINTED)]
    (page,) = evened([lines])
    if not full_width:
        assert [line.text for line in page] == [line.text for line in lines]
        return
    assert [line.text for line in page] == PRINTED
    for line in page:
        assert len(line.edges) == len(line.text) + 1
        assert line.edges[2] - line.edges[1] == pytest.approx(16)
