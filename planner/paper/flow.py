"""Stacks strips into pages: running text with its lines filled, and nothing parted that belongs together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from planner.paper.breaking import balanced, lines
from planner.paper.fonts import Faces
from planner.paper.justifying import spread
from planner.paper.page import Page, Style, Type, blank
from planner.paper.strip import Strip, Word, aligned
from planner.schema.document import Paper


@dataclass(frozen=True)
class Mark:
    """A place that the outline and the contents name: its level, and the page (counted from 0) on which it stands."""

    name: str
    text: str
    level: int
    page: int


class Flow:
    """Pages being filled from the top; `used` is how far the last one is."""

    def __init__(self, paper: Paper, style: Style, faces: Faces) -> None:
        self.paper, self.style, self.faces = paper, style, faces
        self.pages: list[Page] = [blank(paper, style)]
        self.marks: list[Mark] = []
        self.used = 0.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def breadth(self) -> float:
        return self.page.breadth

    @property
    def height(self) -> float:
        return self.page.height

    @property
    def left(self) -> float:
        """How much of the page is still empty."""
        return self.height - self.used

    def room(self, needed: float) -> bool:
        return self.used + needed <= self.height + 0.01

    def turn(self, paper: Paper | None = None) -> None:
        """Begin a page, of another paper from now on if one is given; an empty page is not left behind."""
        changed, self.paper = paper not in (None, self.paper), paper or self.paper
        if self.page.strips:
            self.pages.append(blank(self.paper, self.style))
        elif changed:
            self.pages[-1] = blank(self.paper, self.style)
        self.used = 0.0

    def put(self, strip: Strip, needed: float = 0.0) -> None:
        """Stack the strip; `needed` is what must fit with it on the page."""
        if not self.room(max(needed, strip.height)):
            self.turn()
        self.page.strips.append((self.used, strip))
        self.used += strip.height

    def carry(self, count: int) -> None:
        """Begin a page with the last lines of the one before, and with the heading over them if there is one."""
        strips = self.page.strips
        first = max(0, len(strips) - count)
        while first and strips[first - 1][1].target:
            first -= 1
        if first == 0:
            self.turn()
            return
        taken = [strip for _, strip in strips[first:]]
        del strips[first:]
        self.turn()
        for strip in taken:
            self.put(strip)
        moved = {strip.target for strip in taken if strip.target}
        self.marks = [replace(mark, page=len(self.pages) - 1) if mark.name in moved else mark for mark in self.marks]

    def space(self, height: float) -> None:
        if self.page.strips:
            self.used += height

    def mark(self, text: str, level: int, strip: Strip, page: int | None = None) -> None:
        """Remember that a heading stands on this page, or on the one that is named (counted from 0)."""
        strip.target = f"m{len(self.marks)}"
        self.marks.append(Mark(strip.target, text, level, len(self.pages) - 1 if page is None else page))

    def text(self, text: str, kind: Type, align: str = "left", indent: int = 0, after: float = 0.0) -> list[Strip]:
        """Lines of one or several paragraphs; `after` is what must fit under the last line.

        Left-aligned paragraphs are filled to the measure. No page begins with a paragraph's last line alone.
        """
        return [strip for part in text.splitlines() or [""] for strip in self._paragraph(part.strip(), kind, align, indent, after)]

    def _paragraph(self, text: str, kind: Type, align: str, indent: int, after: float) -> list[Strip]:
        begin, filled = indent * kind.size, align == "left"
        measure = partial(self.faces.width, face=kind.face, size=kind.size)
        broken = balanced(text, self.breadth, measure) if align == "center" else lines(
            text, self.breadth, measure, first=self.breadth - begin, hang=filled)
        found = []
        for at, line in enumerate(broken):
            strip = Strip(kind.pitch, self._line(line, kind, align, begin if at == 0 else 0.0, filled and at < len(broken) - 1))
            self.put(strip, kind.pitch * (2 if at == len(broken) - 2 else 1) + (after if at == len(broken) - 1 else 0.0))
            found.append(strip)
        return found

    def _line(self, line: str, kind: Type, align: str, begin: float, filled: bool) -> list[Word]:
        taken = self.faces.width(line, kind.face, kind.size)
        y = (kind.pitch + kind.size * 0.76) / 2
        if filled:
            hung = kind.size / 2 if taken > self.breadth - begin + 0.01 else 0.0
            return spread(line, begin, y, self.breadth - begin - taken + hung, (kind.face, kind.size), self.faces)
        return [Word(aligned(align, begin, self.breadth - begin, taken), y, line, kind.face, kind.size)]
