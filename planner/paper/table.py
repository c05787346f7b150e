"""A table in strips: its head with merged cells, and its rows with lines broken and figures right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner.paper.breaking import lines
from planner.paper.fonts import Faces
from planner.paper.strip import Strip, Word, aligned
from planner.schema.document import EMPTY, Column, Row, Table, head
from planner.schema.text import display_width

PAD, LARGEST, SMALLEST, LEADING = 3.0, 10.5, 7.0, 1.35
LATIN, LONGEST_WORD, LOOKED_AT = re.compile(r"[!-~]+"), 24, 8
FACE = {"record": "Song", "group": "Hei", "subtotal": "Bold", "total": "Bold"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one box."""

    x: float
    width: float
    lines: list[str]
    face: str
    align: str


class Layout:
    """The measures of one table on paper of a given breadth: type size, edges of the columns, strips of its rows."""

    def __init__(self, table: Table, breadth: float, faces: Faces, largest: float = LARGEST) -> None:
        self.table, self.breadth, self.faces = table, breadth, faces
        wanted = sum(column.breadth for column in table.columns) or 1
        free = breadth - 2 * PAD * len(table.columns)
        self.size = round(min(largest, max(SMALLEST, free / (wanted * 0.5))), 1)
        self.leading = self.size * LEADING
        self.edges = self._edges(free)
        self._broken: dict[tuple[str, float, str], list[str]] = {}

    def _edges(self, free: float) -> list[float]:
        """Left edges and the last right one: by breadth, but no column narrower than what must not be broken."""
        least = [unbroken(self.table, at, self.size, self.breadth, self.faces) for at in range(len(self.table.columns))]
        if sum(least) > free:
            least = [share * free / sum(least) for share in least]
        widths = _shared([float(column.breadth) for column in self.table.columns], least, free)
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width + 2 * PAD)
        return edges

    def cell(self, first: int, last: int, text: str, face: str, align: str) -> Cell:
        """The box over columns first to last with its text broken."""
        x, width = self.edges[first] + PAD, self.edges[last + 1] - self.edges[first] - 2 * PAD
        asked = (text, width, face)
        broken = self._broken.get(asked)
        if broken is None:
            broken = self._broken[asked] = lines(text, width, partial(self.faces.width, face=face, size=self.size))
        return Cell(x, width, broken, face, align)

    def cells(self, row: Row) -> list[Cell]:
        """The boxes of a row; a group's first value spans them all."""
        face, last = FACE.get(row.role, "Song"), len(self.table.columns) - 1
        if row.role == "group":
            return [self.cell(0, last, _text(row.values[0] if row.values else ""), face, "left")]
        count, word = row.leading
        found = [self.cell(0, count - 1, word, face, "center")] if count else []
        for at, (column, value) in list(enumerate(zip(self.table.columns, row.values, strict=False)))[count:]:
            text = column.shown(value, row.role)
            own = "Bold" if column.strong and text != EMPTY else face
            found.append(self.cell(at, at, text, own, _side(column, text, value)))
        return found

    def rows(self, row: Row, tallest: float) -> list[Strip]:
        """The row as one strip, or as several when it is taller than a page."""
        cells = self.cells(row)
        count, limit = (
            max((len(cell.lines) for cell in cells), default=1),
            max(1, int((tallest - 2 * PAD) / self.leading)),
        )
        if count <= limit:
            return [self.strip(cells, count)]
        starts = range(0, count, limit)
        parts = [[replace(cell, lines=cell.lines[start : start + limit]) for cell in cells] for start in starts]
        return [self.strip(part, max(len(cell.lines) for cell in part)) for part in parts]

    def strip(self, cells: Sequence[Cell], count: int) -> Strip:
        """One boxed row of `count` lines, its cells in the middle of the height."""
        height = count * self.leading + 2 * PAD
        strip = Strip(height)
        edges = [cell.x - PAD for cell in cells] + self.edges[-1:]
        strip.rules = [(edge, 0.0, edge, height) for edge in edges]
        strip.rules += [(0.0, 0.0, self.edges[-1], 0.0), (0.0, height, self.edges[-1], height)]
        for cell in cells:
            strip.words += self.words(cell, 0.0, height)
        return strip

    def words(self, cell: Cell, top: float, height: float) -> list[Word]:
        """The lines of a cell, centred between `top` and `top + height`."""
        first = top + (height - len(cell.lines) * self.leading) / 2 + self.size * 1.05
        return [
            Word(
                aligned(cell.align, cell.x, cell.width, self.faces.width(line, cell.face, self.size)),
                first + at * self.leading,
                line,
                cell.face,
                self.size,
            )
            for at, line in enumerate(cell.lines)
            if line
        ]

    def head(self) -> Strip:
        """The head: heads above are merged over neighbours that share them, a column's own reaches down to the rows."""
        boxes = [(box, self.cell(box.first, box.last, box.text, "Hei", "center")) for box in head(self.table.columns)]
        depth = max((box.level + box.levels for box, _ in boxes), default=1)
        step = max((len(cell.lines) / box.levels for box, cell in boxes), default=1) * self.leading + 2 * PAD
        strip = Strip(step * depth)
        for box, cell in boxes:
            x0, x1 = self.edges[box.first], self.edges[box.last + 1]
            top, foot = box.level * step, (box.level + box.levels) * step
            strip.rules += [(x0, top, x1, top), (x0, foot, x1, foot), (x0, top, x0, foot), (x1, top, x1, foot)]
            strip.words += self.words(cell, top, foot - top)
        return strip


def unbroken(table: Table, at: int, size: float, breadth: float, faces: Faces) -> float:
    """The widest figure, date or short word of a column, or the widest Latin word or number of its texts."""
    column = table.columns[at]
    shown = {column.shown(row.values[at], row.role) for row in table.rows if len(row.values) > at and row.role != "group"}
    if column.side == "left":
        shown = {word for text in shown for word in LATIN.findall(text) if len(word) <= LONGEST_WORD}
    widest = max((faces.width(text, "Bold", size) for text in _longest(shown)), default=0.0)
    return max(2 * size, widest if widest < breadth / 4 else 0.0) + 0.1


def narrowest(table: Table, faces: Faces) -> list[float]:
    """How narrow each column may become, in points, in the smallest type: texts keep at least five characters a line."""
    return [max(unbroken(table, at, SMALLEST, 800.0, faces), 5 * SMALLEST if column.side == "left" else 0.0) + 2 * PAD
            for at, column in enumerate(table.columns)]


def _longest(texts: Iterable[str]) -> list[str]:
    """Those among which the widest is: a Chinese character is as wide as two others."""
    return sorted(texts, key=display_width)[-LOOKED_AT:]


def _side(column: Column, text: str, value: object) -> str:
    words = column.kind.align == "right" and isinstance(value, str)
    return "center" if text == EMPTY or words else column.side


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _shared(wishes: list[float], least: list[float], free: float) -> list[float]:
    """The free breadth shared by wish, after those that would get less than they need have had it."""
    fixed: set[int] = set()
    while True:
        rest = free - sum(least[at] for at in fixed)
        wanted = sum(wish for at, wish in enumerate(wishes) if at not in fixed) or 1.0
        widths = [least[at] if at in fixed else rest * wish / wanted for at, wish in enumerate(wishes)]
        narrow = {at for at, width in enumerate(widths) if at not in fixed and width < least[at]}
        if not narrow:
            return widths
        fixed |= narrow
