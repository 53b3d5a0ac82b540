"""Outlines as few points as the eye needs: Fandol's are traced and would fill the repository."""

from __future__ import annotations

from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

Point = tuple[float, float]
TOLERANCE = 5.0
"""Units of the em (1000) an outline may move: 0.08 pt in a text of 16 pt."""
COARSE = 250
"""Units of the em in the result; coordinates on a coarse grid compress far better."""
STEPS = 4
"""Chords a cubic curve is cut into before points are dropped."""
KEPT = [*range(0x20, 0x7F), 0xB7, *range(0x2010, 0x2040), *range(0x2460, 0x2474)]
KEPT += [*range(0x3000, 0x3018), *range(0x4E00, 0xA000), *range(0xFF00, 0xFF60)]


class _PolygonPen(BasePen):
    """Collects contours as polygons."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.contours: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:
        self.contours.append([pt])

    def _lineTo(self, pt: Point) -> None:
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:
        start = self.contours[-1][-1]
        for step in range(1, STEPS + 1):
            t = step / STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.contours[-1].append(
                (
                    a * start[0] + b * pt1[0] + c * pt2[0] + d * pt3[0],
                    a * start[1] + b * pt1[1] + c * pt2[1] + d * pt3[1],
                )
            )


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """The line through ``points`` by Douglas and Peucker: no point is further off than
    ``tolerance``. First and last points stay."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (x0, y0), (x1, y1) = points[first], points[last]
        dx, dy = x1 - x0, y1 - y0
        length = (dx * dx + dy * dy) ** 0.5
        worst, where = tolerance, 0
        for index in range(first + 1, last):
            x, y = points[index][0] - x0, points[index][1] - y0
            off = abs(dx * y - dy * x) / length if length else (x * x + y * y) ** 0.5
            if off > worst:
                worst, where = off, index
        if where:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return [points[index] for index in sorted(keep)]


def to_truetype(source: Path, target: Path) -> None:
    """Convert an OpenType font with cubic outlines (1000 units to the em) to TrueType."""
    font = TTFont(source)
    options = Options()
    options.drop_tables += ["GSUB", "GPOS", "VORG", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=KEPT)
    subsetter.subset(font)
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        drawn = _PolygonPen(outlines)
        outlines[name].draw(drawn)
        pen = TTGlyphPen(None)
        for contour in drawn.contours:
            if contour[0] != contour[-1]:
                contour.append(contour[0])
            # TrueType fills to the right of its contours, PostScript to the left.
            polygon = simplified(contour[::-1], TOLERANCE)[:-1]
            if len(polygon) > 2:
                pen.moveTo(polygon[0])
                for point in polygon[1:]:
                    pen.lineTo(point)
                pen.closePath()
        glyphs[name] = pen.glyph()
    order = font.getGlyphOrder()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for limit in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(font["maxp"], limit, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    scale_upem(font, COARSE)
    if "Bold" in source.stem:
        # Fandol's bold faces call themselves regular, and the regular ones are then never found.
        font["OS/2"].usWeightClass = 700
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
