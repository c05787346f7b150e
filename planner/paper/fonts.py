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
        self._ems = {face: Ems(self, face) for face in FACES}
        self._own: dict[str, set[str]] = {face: set() for face in FACES}

    def chosen(self, face: str, char: str) -> tuple[str, str, float]:
        """The face that draws the character, the character drawn, and its width in ems."""
        for name in (face, "Song"):
            known = load(name)
            if ord(char) in known.charToGlyph:
                return name, char, known.charWidths.get(ord(char), known.defaultWidth) / 1000
        self.missing[char] = None
        return self.chosen("Song", BLANK)

    def width(self, text: str, face: str, size: float) -> float:
        """How wide the text stands, in points."""
        return sum(map(self._ems[face].__getitem__, text)) * size

    def runs(self, text: str, face: str) -> list[tuple[str, str, float]]:
        """The text in pieces of one face each: face, piece, width in ems."""
        own, ems = self._own[face], self._ems[face]
        if own.issuperset(text):
            return [(face, text, sum(map(ems.__getitem__, text)))]
        drawn = [self.chosen(face, char) for char in text]
        own.update(char for char, (name, shape, _) in zip(text, drawn, strict=True) if name == face and shape == char)
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
