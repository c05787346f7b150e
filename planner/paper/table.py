"""A table in strips: its head with merged cells, and its rows with lines broken and figures right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from planner.paper.breaking import lines
from planner.paper.fonts import Faces
from planner.paper.strip import Strip, Word, aligned
from planner.schema.document import Column, Row, Table

PAD, LARGEST, SMALLEST, LEADING = 3.0, 10.5, 7.0, 1.35
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

    def __init__(self, table: Table, breadth: float, faces: Faces) -> None:
        self.table, self.breadth, self.faces = table, breadth, faces
        wanted = sum(column.breadth for column in table.columns) or 1
        free = breadth - 2 * PAD * len(table.columns)
        self.size = round(min(LARGEST, max(SMALLEST, free / (wanted * 0.5))), 1)
        self.leading = self.size * LEADING
        self.edges = self._edges(free)

    def _edges(self, free: float) -> list[float]:
        """Left edges and the last right one: by breadth, but no figure narrower than its widest value if it can be."""
        columns = self.table.columns
        least = [
            self._figures(at) if column.kind.align == "right" else 2 * self.size for at, column in enumerate(columns)
        ]
        if sum(least) > free:
            least = [share * free / sum(least) for share in least]
        widths = _shared([float(column.breadth) for column in columns], least, free)
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width + 2 * PAD)
        return edges

    def _figures(self, at: int) -> float:
        column, faces = self.table.columns[at], self.faces
        shown = {shown_value(column, row.values[at]) for row in self.table.rows if len(row.values) > at}
        return max((faces.width(text, "Bold", self.size) for text in shown), default=0.0) + 0.1

    def cell(self, first: int, last: int, text: str, face: str, align: str) -> Cell:
        """The box over columns first to last with its text broken."""
        x, width = self.edges[first] + PAD, self.edges[last + 1] - self.edges[first] - 2 * PAD
        broken = lines(text, width, lambda piece: self.faces.width(piece, face, self.size))
        return Cell(x, width, broken, face, align)

    def cells(self, row: Row) -> list[Cell]:
        """The boxes of a row; a group's first value spans them all."""
        face, last = FACE.get(row.role, "Song"), len(self.table.columns) - 1
        if row.role == "group":
            return [self.cell(0, last, _text(row.values[0] if row.values else ""), face, "left")]
        pairs = zip(self.table.columns, row.values, strict=False)
        return [
            self.cell(at, at, shown_value(column, value, row.role), face, _side(column, value))
            for at, (column, value) in enumerate(pairs)
        ]

    def rows(self, row: Row, tallest: float) -> list[Strip]:
        """The row as one strip, or as several when it is taller than a page."""
        cells = self.cells(row)
        count, limit = (
            max((len(cell.lines) for cell in cells), default=1),
            max(1, int((tallest - 2 * PAD) / self.leading)),
        )
        if count <= limit:
            return [self.strip(cells, count, row.role == "group")]
        starts = range(0, count, limit)
        parts = [[replace(cell, lines=cell.lines[start : start + limit]) for cell in cells] for start in starts]
        return [self.strip(part, max(len(cell.lines) for cell in part), row.role == "group") for part in parts]

    def strip(self, cells: Sequence[Cell], count: int, spans: bool) -> Strip:
        """One boxed row of `count` lines, its cells in the middle of the height."""
        height = count * self.leading + 2 * PAD
        strip = Strip(height)
        edges = [self.edges[0], self.edges[-1]] if spans else self.edges
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
        depth = max(len(column.over) for column in self.table.columns) + 1
        boxes = [
            (level, first, last, levels, self.cell(first, last, text, "Hei", "center"))
            for level, first, last, levels, text in spans(self.table.columns, depth)
        ]
        tall = max(len(cell.lines) / levels for _, _, _, levels, cell in boxes)
        step = tall * self.leading + 2 * PAD
        strip = Strip(step * depth)
        for level, first, last, levels, cell in boxes:
            x0, x1, top, foot = self.edges[first], self.edges[last + 1], level * step, (level + levels) * step
            strip.rules += [(x0, top, x1, top), (x0, foot, x1, foot), (x0, top, x0, foot), (x1, top, x1, foot)]
            strip.words += self.words(cell, top, foot - top)
        return strip


def spans(columns: Sequence[Column], depth: int) -> list[tuple[int, int, int, int, str]]:
    """The boxes of a head: level, first and last column, levels taken, text."""
    found = []
    for level in range(depth):
        for shared, group in groupby(enumerate(columns), key=lambda pair: pair[1].over[: level + 1]):
            places = list(group)
            if len(shared) == level + 1:
                found.append((level, places[0][0], places[-1][0], 1, shared[level]))
            found += [(level, at, at, depth - level, one.heading) for at, one in places if len(one.over) == level]
    return found


def shown_value(column: Column, value: object, role: str = "record") -> str:
    """As the column's kind shows it; words in a column of figures or a row of sums (合计, —) stay words."""
    return (
        value
        if isinstance(value, str) and (column.kind.align == "right" or role != "record")
        else column.kind.show(value)
    )


def _side(column: Column, value: object) -> str:
    return column.kind.align if column.kind.align != "right" or not isinstance(value, str) else "center"


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
