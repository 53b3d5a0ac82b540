"""Which places a publisher's name says it serves."""

from __future__ import annotations

import pytest

from archive.extraction.jurisdiction import of_publisher
from archive.extraction.lexicon import lexicon
from archive.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("publisher", "places", "town"),
    [
        ("云川省临江市商务局", ["云川省", "临江市"], ""),
        ("湘潭经济技术开发区管理委员会", ["湘潭市", "湘潭经济技术开发区"], ""),
        ("苏州工业园区管理委员会", ["苏州市", "苏州工业园区"], ""),
        ("昆山高新区管委会", ["昆山市", "昆山高新区"], ""),
        ("贵州贵安新区管理委员会", ["贵州省", "贵安新区"], ""),
        ("政协大连市委员会办公厅", ["大连市"], ""),
        ("审计署驻武汉特派员办事处", ["武汉市"], ""),
        ("中国民用航空西南地区管理局", [], ""),
        ("双江拉祜族佤族布朗族傣族自治县财政局", ["双江拉祜族佤族布朗族傣族自治县"], ""),
        ("江口县清河镇人大主席团", ["江口县"], "清河镇"),
        ("景德镇市昌江区人民政府", ["景德镇市", "昌江区"], ""),
        ("临江市城乡建设局", ["临江市"], ""),
        ("辽源路街道办事处党政办公室", [], "辽源路街道"),
    ],
)
def test_places_of_a_publisher(
    publisher: str, places: list[str], town: str, vocabulary: Vocabulary
) -> None:
    jurisdiction = of_publisher(publisher, lexicon(vocabulary).gazetteer)
    assert [place.name for place in jurisdiction.places] == places
    assert jurisdiction.town == town
