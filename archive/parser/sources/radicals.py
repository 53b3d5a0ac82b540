"""Characters of another shape than the one meant: radicals, and punctuation of vertical lines.

Some producers (Chromium with CFF fonts) map a glyph to the Kangxi radical of the same shape
(U+2F00-2FD5) or to the CJK Radicals Supplement (U+2E80-2EF3). Kangxi radicals have compatibility
decompositions in the Unicode Character Database; those of the supplement mostly do not and stand
in the table below, from UCD's EquivalentUnifiedIdeograph.txt. NFKC on the whole text would also
change full-width punctuation, which the structure rules need. Punctuation turned for vertical lines
(U+FE10-FE44) becomes that of level ones.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = str.maketrans(
    "⺁⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "𠂆乙亻冂𠘨𠂊刂卜㔾小小兀尣尢巳幺彑彐忄㣺扌攵旡月歺母民氵氺灬爫爫丬犭王疋罒示礻𥫗糹纟罓罒㓁冈𦉪羊耂肀月臼艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶钅長镸长门𨸏阝雨青韦页风飞食飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)

_VERTICAL = str.maketrans(
    "︐︑︒︓︔︕︖︙︱︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？…—（）〔〕【】《》〈〉「」『』"
)
_TABLE = _SUPPLEMENT | _VERTICAL


def plain_han(text: str) -> str:
    """``text`` with radicals replaced by the Han characters of the same shape, and punctuation of
    vertical lines by that of level ones; the same length."""
    if text.isascii() or not any("⺀" <= c <= "⿕" or "︐" <= c <= "﹄" for c in text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", c) if "⼀" <= c <= "⿕" else c for c in text.translate(_TABLE)
    )
