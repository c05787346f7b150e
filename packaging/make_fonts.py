"""Cuts the shipping fonts out of the open Noto fonts: python packaging/make_fonts.py FOLDER_OF_UNPACKED_NPM_PACKAGES.

The packages are @expo-google-fonts/noto-serif-sc and @expo-google-fonts/noto-sans-sc (npm pack, then unpack).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

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
}


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


def cut(source: Path, target: Path, wide: bool) -> None:
    """Write the subset, without layout features or hints."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted(wide))
    subsetter.subset(font)
    font.save(target)


def main(folder: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (source, wide) in SOURCES.items():
        cut(next(folder.rglob(source)), OUT / name, wide)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
