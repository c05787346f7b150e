"""The sheet and the type: sizes and margins of a page, and the two ways in which the office sets its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reportlab.lib.units import mm

from planner.paper.strip import Strip
from planner.schema.document import Paper

SIZES = {"A4": (210 * mm, 297 * mm), "A3": (297 * mm, 420 * mm)}
LETTER_LINE = 225 * mm / 22


@dataclass(frozen=True, slots=True)
class Type:
    """A face in a size, and the distance from line to line."""

    face: str
    size: float
    pitch: float

    def scaled(self, by: float) -> Type:
        return Type(self.face, self.size * by, self.pitch * by)


@dataclass(frozen=True)
class Style:
    """`margins` are left, top, right and foot of an upright sheet; `largest` is the size of tables that have room."""

    margins: tuple[float, float, float, float]
    title: Type
    subtitle: Type
    body: Type
    small: Type
    headings: Mapping[int, Type]
    letter: bool = False
    largest: float = 10.5

    def scaled(self, by: float) -> Style:
        """The same in smaller type; the title keeps half of the difference."""
        headings = {level: kind.scaled(by) for level, kind in self.headings.items()}
        return replace(self, title=self.title.scaled((1 + by) / 2), subtitle=self.subtitle.scaled(by), body=self.body.scaled(by),
                       small=self.small.scaled(by), headings=headings, largest=self.largest * by)


TABULAR = Style(
    (18 * mm, 20 * mm, 18 * mm, 18 * mm), Type("Bold", 22.0, 35.2), Type("Song", 14.0, 22.4), Type("Song", 12.0, 20.4),
    Type("Song", 9.0, 14.4), {1: Type("Hei", 14.0, 24.0), 2: Type("Bold", 12.0, 21.0), 3: Type("Song", 12.0, 20.4)})

# GB/T 9704-2012: 22 lines of 28 characters fill 156 x 225 mm; at 16 pt only 27 would fit, so 三号 is its true 15.75 pt.
LETTER = Style(
    (28 * mm, 37 * mm, 26 * mm, 35 * mm), Type("Bold", 22.0, LETTER_LINE * 1.25), Type("Kai", 15.75, LETTER_LINE),
    Type("Fang", 15.75, LETTER_LINE), Type("Song", 9.0, 14.4),
    {1: Type("Hei", 15.75, LETTER_LINE), 2: Type("Kai", 15.75, LETTER_LINE), 3: Type("Fang", 15.75, LETTER_LINE)}, letter=True)


@dataclass
class Page:
    """One sheet being filled: strips with their distance from the top of the type area."""

    size: tuple[float, float]
    margins: tuple[float, float, float, float]
    strips: list[tuple[float, Strip]] = field(default_factory=list)
    numbered: bool = True

    @property
    def breadth(self) -> float:
        return self.size[0] - self.margins[0] - self.margins[2]

    @property
    def height(self) -> float:
        return self.size[1] - self.margins[1] - self.margins[3]


def blank(paper: Paper, style: Style) -> Page:
    """An empty page; landscape sheets of a letter keep the binding edge at their head."""
    width, height = SIZES.get(paper.size, SIZES["A4"])
    left, top, right, foot = style.margins
    if not paper.landscape:
        return Page((width, height), style.margins)
    return Page((height, width), (foot, left, top, right) if style.letter else style.margins)
