"""Cuts the shipping fonts out of open ones: python packaging/make_fonts.py FOLDER_OF_UNPACKED_PACKAGES [Kai.ttf …].

The packages are npm's @expo-google-fonts/noto-serif-sc and @expo-google-fonts/noto-sans-sc (npm pack) and Debian's
texlive-lang-chinese (apt-get download, dpkg-deb -x), whose Fandol faces have cubic outlines and are redrawn.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SIGNS = "\u2212\u00a0〇○●□■☐☑√×÷±≤≥≈≠∞°℃‰㎡㎥¥￥€§№†•·…—–‘’“”～﹏★☆△▲▽▼◆◇→←↑↓" + "".join(
    map(chr, range(0x2460, 0x2474))
)
RARE = (
    "㑇㘎㙍㙘㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸃㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖"
    "䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
SOURCES = {
    "Song.ttf": ("NotoSerifSC_400Regular.ttf", True),
    "Bold.ttf": ("NotoSerifSC_700Bold.ttf", False),
    "Hei.ttf": ("NotoSansSC_500Medium.ttf", False),
    "Kai.ttf": ("FandolKai-Regular.otf", False),
    "Fang.ttf": ("FandolFang-Regular.otf", False),
}
LIMITS = ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
          "maxSizeOfInstructions", "maxComponentElements")


def two_byte_set(codec: str) -> set[int]:
    """Every character that a two-byte Chinese codec can write."""
    found = (bytes((high, low)).decode(codec, "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {ord(text) for text in found if len(text) == 1}


def wanted(wide: bool) -> set[int]:
    """The characters of a face; the wide one also has the rare characters of names beyond GBK."""
    kept = set(range(0x20, 0x7F)) | set(range(0xA1, 0x180)) | set(map(ord, SIGNS)) | two_byte_set("gb2312")
    kept |= set(range(0x2010, 0x2040)) | set(range(0x3000, 0x3020)) | set(range(0xFF01, 0xFF5F))
    if wide:
        kept |= two_byte_set("gbk") | set(range(0x9FA6, 0x9FF0)) | set(map(ord, RARE)) | set(range(0x20000, 0x2EBE1))
    return kept


def redraw(font: TTFont) -> None:
    """Cubic outlines (CFF) as the quadratic ones of TrueType, at most one unit off: PDF writers embed only these."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    table = font["glyf"] = newTable("glyf")
    font["loca"] = newTable("loca")
    table.glyphOrder, table.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyph = table.glyphs[name] = pen.glyph()
        glyph.recalcBounds(table)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyph, "xMin", 0) or 0)
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for limit in LIMITS:
        setattr(font["maxp"], limit, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


def cut(source: Path, target: Path, wide: bool) -> None:
    """Write the subset, without layout features or hints."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT"]
    font = TTFont(source, recalcTimestamp=False)
    if "CFF " in font:
        redraw(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted(wide))
    subsetter.subset(font)
    font.save(target)


def main(folder: Path, names: list[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name in names or SOURCES:
        source, wide = SOURCES[name]
        cut(next(folder.rglob(source)), OUT / name, wide)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
