"""The faces of issued papers: their widths, their stand-ins for missing glyphs, and what no face has."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics, ttfonts

from planner.paper.copying import unicode_map
from planner.paths import resource

FACES = ("Song", "Bold", "Hei", "Kai", "Fang")
BLANK = "□"


@cache
def load(name: str) -> ttfonts.TTFontFace:
    """Register a shipped face, once and when it is first used; what reportlab embeds then copies out rightly."""
    ttfonts.makeToUnicodeCMap = unicode_map
    font = ttfonts.TTFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font.face


class Faces:
    """Chooses a face for every character of one document and remembers those that no face has."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}
        self._chosen: dict[tuple[str, str], tuple[str, str, float]] = {}

    def chosen(self, face: str, char: str) -> tuple[str, str, float]:
        """The face that draws the character, the character drawn, and its width in ems."""
        found = self._chosen.get((face, char))
        if found is None:
            found = self._chosen[face, char] = self._choose(face, char)
        return found

    def _choose(self, face: str, char: str) -> tuple[str, str, float]:
        for name in (face, "Song"):
            known = load(name)
            if ord(char) in known.charToGlyph:
                return name, char, known.charWidths.get(ord(char), known.defaultWidth) / 1000
        self.missing[char] = None
        return self._choose("Song", BLANK)

    def width(self, text: str, face: str, size: float) -> float:
        """How wide the text stands, in points."""
        return sum(self.chosen(face, char)[2] for char in text) * size

    def runs(self, text: str, face: str) -> list[tuple[str, str, float]]:
        """The text in pieces of one face each: face, piece, width in ems."""
        drawn = [self.chosen(face, char) for char in text]
        pieces = [(name, list(group)) for name, group in groupby(drawn, key=lambda one: one[0])]
        return [(name, "".join(one[1] for one in group), sum(one[2] for one in group)) for name, group in pieces]
