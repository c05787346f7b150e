"""The office's own typefaces (方正小标宋, 仿宋_GB2312 …): found in a folder by their names, used where their makers allow it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

NAMES: Mapping[str, tuple[str, ...]] = {
    "Bold": ("方正小标宋_gbk", "fzxbsk--gbk1-0", "方正小标宋简体", "fzxiaobiaosong-b05s", "fzxbsjw--gb1-0", "fzxiaobiaosong-b05",
             "华文中宋", "stzhongsong"),
    "Fang": ("仿宋_gb2312", "fangsong_gb2312", "方正仿宋_gbk", "fzfsk--gbk1-0", "方正仿宋简体", "仿宋", "fangsong", "华文仿宋",
             "stfangsong"),
    "Hei": ("方正黑体_gbk", "fzhtk--gbk1-0", "方正黑体简体", "黑体", "simhei"),
    "Kai": ("楷体_gb2312", "kaiti_gb2312", "方正楷体_gbk", "fzktk--gbk1-0", "方正楷体简体", "楷体", "kaiti", "华文楷体", "stkaiti"),
    "Song": ("宋体", "simsun", "方正书宋_gbk", "fzssk--gbk1-0", "方正书宋简体"),
}
ENDINGS = frozenset({".ttf", ".ttc", ".otf"})
COLLECTION, SPOKEN = b"ttcf", frozenset({1, 4, 6})
RESTRICTED, LICENCES, NO_SUBSET, BITMAPS = 2, 0x000F, 0x0100, 0x0200


@dataclass(frozen=True)
class Typeface:
    """A font in a file. `refused` is why it cannot be used: outlines (not TrueType), embedding (forbidden), damaged."""

    file: Path
    index: int = 0
    names: tuple[str, ...] = ()
    refused: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return next((name for name in self.names if not name.isascii()), self.names[0] if self.names else self.file.name)


@dataclass(frozen=True)
class Chosen:
    """Which typeface stands for which of our faces, and those of a fitting name that cannot be used."""

    faces: Mapping[str, Typeface] = field(default_factory=dict)
    refused: tuple[Typeface, ...] = ()


def choose(folder: Path | None) -> Chosen:
    """The best typeface of a folder for each face; the shipped ones stay where there is none. A folder that is gone has none."""
    return _chosen(folder, folder.stat().st_mtime_ns) if folder and folder.is_dir() else Chosen()


@cache
def _chosen(folder: Path, changed: int) -> Chosen:
    ranks = {name: (face, rank) for face, names in NAMES.items() for rank, name in enumerate(names)}
    best: dict[str, tuple[int, Typeface]] = {}
    refused = []
    for typeface in found(folder):
        meant = sorted(ranks[folded] for folded in map(str.casefold, typeface.names) if folded in ranks)
        if meant and typeface.refused:
            refused.append(typeface)
        elif meant and (meant[0][0] not in best or meant[0][1] < best[meant[0][0]][0]):
            best[meant[0][0]] = meant[0][1], typeface
    return Chosen({face: typeface for face, (_, typeface) in best.items()}, tuple(refused))


def found(folder: Path) -> Iterator[Typeface]:
    """Every typeface of a folder, in the order of the files' names."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            yield from read(path)


def read(path: Path) -> list[Typeface]:
    """The typefaces of one file; of a damaged one a single refused one."""
    try:
        content = path.read_bytes()
        starts = [0]
        if content[:4] == COLLECTION:
            count = struct.unpack_from(">I", content, 8)[0]
            starts = list(struct.unpack_from(f">{count}I", content, 12))
        return [_read(path, content, index, start) for index, start in enumerate(starts)]
    except (OSError, struct.error, UnicodeDecodeError, KeyError):
        return [Typeface(path, refused="damaged")]


def _read(path: Path, content: bytes, index: int, start: int) -> Typeface:
    count = struct.unpack_from(">H", content, start + 4)[0]
    tables = {tag: offset for tag, _, offset, _ in (
        struct.unpack_from(">4sIII", content, start + 12 + 16 * at) for at in range(count))}
    names = tuple(dict.fromkeys(_names(content, tables[b"name"])))
    licence = struct.unpack_from(">H", content, tables[b"OS/2"] + 8)[0] if b"OS/2" in tables else 0
    forbidden = licence & LICENCES == RESTRICTED or licence & (NO_SUBSET | BITMAPS)
    return Typeface(path, index, names, "outlines" if b"glyf" not in tables else "embedding" if forbidden else "")


def _names(content: bytes, start: int) -> Iterator[str]:
    count, strings = struct.unpack_from(">HH", content, start + 2)
    for at in range(count):
        platform, _, _, what, length, offset = struct.unpack_from(">6H", content, start + 6 + 12 * at)
        raw = content[start + strings + offset : start + strings + offset + length]
        if what in SPOKEN and platform in (0, 3):
            yield raw.decode("utf-16-be").replace(" ", "")
        elif what in SPOKEN and platform == 1 and raw.isascii():
            yield raw.decode("ascii").replace(" ", "")
