"""Stacks strips into pages: heads come again on every page, and what belongs together is not parted."""

from __future__ import annotations

from collections.abc import Sequence

from planner.paper.breaking import Measure, lines
from planner.paper.fonts import Faces
from planner.paper.strip import Strip, Word, aligned
from planner.paper.table import Layout
from planner.progress import Progress
from planner.schema.document import Document, Heading, Paragraph, Signatures, Table

BODY, SMALL, LINE, NOTE = 14.0, 9.0, 10.5, 1.6
HEADING = {1: ("Hei", 15.75), 2: ("Bold", 14.0), 3: ("Song", 14.0)}


class Flow:
    """Pages being filled; each is a list of (distance from the top of the type area, strip)."""

    def __init__(self, breadth: float, height: float, faces: Faces) -> None:
        self.breadth, self.height, self.faces = breadth, height, faces
        self.pages: list[list[tuple[float, Strip]]] = [[]]
        self.used = 0.0

    def room(self, needed: float) -> bool:
        return self.used + needed <= self.height + 0.01

    def turn(self) -> None:
        """Begin a page, unless this one is still empty."""
        if self.pages[-1]:
            self.pages.append([])
            self.used = 0.0

    def put(self, strip: Strip, needed: float = 0.0) -> None:
        """Stack the strip; `needed` is what must fit with it on the page."""
        if not self.room(max(needed, strip.height)):
            self.turn()
        self.pages[-1].append((self.used, strip))
        self.used += strip.height

    def text(
        self, text: str, face: str, size: float, align: str = "left", indent: float = 0.0, spread: bool = False
    ) -> None:
        """Running lines; with `spread` all but the last fill the breadth."""
        head = "\u3000" * int(indent)
        for part in text.splitlines() or [""]:
            self._paragraph(head, part.strip(), face, size, align, spread)

    def _paragraph(self, head: str, text: str, face: str, size: float, align: str, spread: bool) -> None:
        shift = len(head) * size
        broken = _first_shorter(text, self.breadth, shift, lambda piece: self.faces.width(piece, face, size))
        for at, line in enumerate(broken):
            begin = shift if at == 0 else 0.0
            taken = self.faces.width(line, face, size)
            gap = (self.breadth - begin - taken) / max(1, len(line) - 1) if spread and at < len(broken) - 1 else 0.0
            x = aligned(align, begin, self.breadth - begin, taken)
            word = Word(x, size * 1.25, line, face, size, gap if gap <= 0.09 * size else 0.0)
            self.put(Strip(size * NOTE, [word]), size * NOTE * (2 if at == len(broken) - 2 else 1))

    def space(self, height: float) -> None:
        if self.pages[-1]:
            self.used += height

    def titles(self, document: Document) -> None:
        """The title in the type of titles, second size; the subtitle under it."""
        self.text(document.title, "Bold", 22.0, "center")
        if document.subtitle:
            self.text(document.subtitle, "Song", 14.0, "center")
        self.space(6.0)

    def above(self, texts: tuple[str, str, str]) -> None:
        """The line between the titles and the first block: left, middle, right."""
        if any(texts):
            self.put(line_of(texts, self.breadth, self.faces), 80.0)

    def heading(self, block: Heading) -> None:
        face, size = HEADING.get(block.level, HEADING[3])
        self.space(size * 0.4)
        if not self.room(size * NOTE * 4):
            self.turn()
        self.text(block.text, face, size)

    def paragraph(self, block: Paragraph) -> None:
        size = SMALL if block.small else BODY
        self.text(block.text, "Song", size, indent=2, spread=True)

    def signatures(self, block: Signatures) -> None:
        self.put(signature_line(block, self.breadth, self.faces))

    def table(self, table: Table, progress: Progress, tail: float) -> None:
        """The rows under their head, which comes again on every page; `tail` is what must stand under the last row."""
        layout = Layout(table, self.breadth, self.faces)
        head = layout.head()
        tallest = self.height - head.height - 2 * LINE * NOTE - tail
        parts = [layout.rows(row, tallest) for row in progress.each(table.rows, "排版")]
        together = _together(table, [sum(part.height for part in row) for row in parts], tail, tallest / 2)
        self._opening(table, head, min(together[0], tallest / 2) if together else tail, False)
        for at, row in enumerate(parts):
            for part in row:
                if not self.room(part.height if len(row) > 1 else together[at]):
                    self.turn()
                    self._opening(table, head, 0.0, True)
                self.put(part)

    def _opening(self, table: Table, head: Strip, needed: float, again: bool) -> None:
        caption = f"{table.caption}（续表）" if again and table.caption else "续表" if again else table.caption
        line = LINE * NOTE if caption else 0.0
        if not self.room(line + head.height + needed):
            self.turn()
        if caption:
            self.text(caption, "Hei", LINE, "center" if table.caption else "right")
        self.put(head)


def _together(table: Table, heights: Sequence[float], tail: float, most: float) -> list[float]:
    """For every row what must fit with it: a group's first row, the sum under a record, the tail under the last."""
    rows, needed, follows = table.rows, [0.0] * len(heights), tail
    for at in range(len(heights) - 1, -1, -1):
        bound = at + 1 == len(rows) or rows[at].role == "group" or rows[at + 1].role in ("subtotal", "total") or (
            table.whole and rows[at + 1].role == "record")
        needed[at] = heights[at] + (follows if bound and (follows <= most or at + 1 == len(rows)) else 0.0)
        follows = needed[at]
    return needed


def _first_shorter(text: str, width: float, shift: float, measure: Measure) -> list[str]:
    """Lines of a paragraph whose first is shorter by `shift`."""
    whole = lines(text, width - shift, measure)
    if shift == 0.0 or len(whole) == 1:
        return whole
    first = whole[0]
    return [first, *lines(text[len(first) :].strip(), width, measure)]


def line_of(texts: tuple[str, str, str], breadth: float, faces: Faces) -> Strip:
    """Three texts at the left, in the middle and at the right of one line."""
    strip = Strip(LINE * NOTE)
    for align, text in zip(("left", "center", "right"), texts, strict=True):
        x = aligned(align, 0.0, breadth, faces.width(text, "Song", LINE))
        strip.words.append(Word(x, LINE * 1.1, text, "Song", LINE))
    return strip


def signature_line(block: Signatures, breadth: float, faces: Faces) -> Strip:
    """Places for names, evenly along the line."""
    strip, step = Strip(LINE * 2.4), breadth / max(1, len(block.places))
    strip.words = [Word(at * step, LINE * 1.7, place, "Song", LINE) for at, place in enumerate(block.places)]
    return strip


SIGNATURE_HEIGHT = LINE * 2.4
