"""The faces of issued papers: their widths, their stand-ins for missing glyphs, and what no face has."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts

from planner.paper.copying import unicode_map
from planner.paper.typefaces import Typeface, choose
from planner.paths import resource

FACES = ("Song", "Bold", "Hei", "Kai", "Fang")
BLANK = "□"


@cache
def load(name: str) -> ttfonts.TTFontFace:
    """Register a shipped face, once and when it is first used; what reportlab embeds then copies out rightly."""
    return _registered(name, resource("fonts", f"{name}.ttf"), 0)


@cache
def bring(typeface: Typeface) -> tuple[str, ttfonts.TTFontFace] | None:
    """Register a typeface of the office under a name of its own; None if it cannot be drawn with."""
    name = f"Office{hashlib.sha256(f'{typeface.file}/{typeface.index}'.encode()).hexdigest()[:12]}"
    try:
        return name, _registered(name, typeface.file, typeface.index)
    except (ttfonts.TTFError, OSError, ValueError, LookupError):
        return None


def _registered(name: str, path: Path, index: int) -> ttfonts.TTFontFace:
    ttfonts.makeToUnicodeCMap = unicode_map
    font = ttfonts.TTFont(name, str(path), subfontIndex=index)
    pdfmetrics.registerFont(font)
    return font.face


class Faces:
    """Chooses a face for every character of one document and remembers those that no face has.

    Typefaces from the office's folder come first where they have the character, then the shipped face, then Song.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.missing: dict[str, None] = {}
        self._brought = {face: made for face, typeface in choose(folder).faces.items() if (made := bring(typeface))}
        self._first = {face: self._brought[face][0] if face in self._brought else face for face in FACES}
        self._ems = {face: Ems(self, face) for face in FACES}
        self._own: dict[str, set[str]] = {face: set() for face in FACES}

    def chosen(self, face: str, char: str) -> tuple[str, str, float]:
        """The face that draws the character, the character drawn, and its width in ems."""
        for name in (face, "Song"):
            for drawn, known in ((self._brought[name],) if name in self._brought else ()) + ((name, load(name)),):
                if ord(char) in known.charToGlyph:
                    return drawn, char, known.charWidths.get(ord(char), known.defaultWidth) / 1000
        self.missing[char] = None
        return self.chosen("Song", BLANK)

    def has(self, face: str, char: str) -> bool:
        """Whether the character can be printed."""
        lines = (known for name in (face, "Song") for known in (load(name), *(self._brought[name][1:] if name in self._brought else ())))
        return any(ord(char) in known.charToGlyph for known in lines)

    def width(self, text: str, face: str, size: float) -> float:
        """How wide the text stands, in points."""
        return sum(map(self._ems[face].__getitem__, text)) * size

    def runs(self, text: str, face: str) -> list[tuple[str, str, float]]:
        """The text in pieces of one face each: face, piece, width in ems."""
        own, ems, first = self._own[face], self._ems[face], self._first[face]
        if own.issuperset(text):
            return [(first, text, sum(map(ems.__getitem__, text)))]
        drawn = [self.chosen(face, char) for char in text]
        own.update(char for char, (name, shape, _) in zip(text, drawn, strict=True) if name == first and shape == char)
        pieces = [(name, list(group)) for name, group in groupby(drawn, key=lambda one: one[0])]
        return [(name, "".join(one[1] for one in group), sum(one[2] for one in group)) for name, group in pieces]


class Ems(dict[str, float]):
    """The widths of the characters of a face in ems, each looked up once."""

    def __init__(self, faces: Faces, face: str) -> None:
        super().__init__()
        self._faces, self._face = faces, face

    def __missing__(self, char: str) -> float:
        width = self[char] = self._faces.chosen(self._face, char)[2]
        return width
