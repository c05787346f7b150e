"""A table as a department lays it out, written onto a grid together with the truth about every row and cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from samples.city import Told
from samples.grid import BODY, HEAD, PLAIN, STRONG, TITLE, Grid, letter
from samples.notation import Notation, Written

Truth = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its heading (levels joined by "/"), the field it means, how its cells are written.

    `merged` joins equal neighbours downwards, `ditto` writes 同上 instead. `also` is a second field of the same cells.
    """

    heading: str
    field: str | None
    write: Notation
    unit: str | None = None
    also: str | None = None
    width: int = 14
    merged: bool = False
    ditto: bool = False


@dataclass(frozen=True)
class Layout:
    """What stands around and between the rows.

    `above` are lines over the header (the first is the title), `below` those under the table; `group` gives the group
    of a record, `total` is "top" or "bottom"; `repeat` writes the header again after so many records.
    """

    sheet: str
    columns: Sequence[Column]
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    left: int = 1
    numbering: Callable[[int], object] | None = int
    number_heading: str = "序号"
    group: Callable[[Told], str] | None = None
    subtotals: bool = False
    total: str = ""
    repeat: int = 0
    factor: int = 1


class Table:
    """One layout filled with records."""

    def __init__(self, layout: Layout, told: Sequence[Told], record: str = "scenario") -> None:
        self._layout = layout
        self.grid = Grid(layout.sheet)
        self._columns = self._all_columns()
        self._rows: list[Truth] = []
        self._last: list[object] = [None] * len(self._columns)
        self._row = 1
        self._above()
        first = self._row
        header_rows = self._header()
        self._body(told)
        last = self._row - 1
        self._below()
        for place, column in enumerate(self._columns):
            self.grid.widths[layout.left + place] = column.width
        right = layout.left + len(self._columns) - 1
        self.truth: Truth = {
            "sheet": layout.sheet, "record": record, "header_rows": header_rows,
            "range": f"{letter(layout.left)}{first}:{letter(right)}{last}",
            "columns": [self._column_truth(place, column) for place, column in enumerate(self._columns)], "rows": self._rows}

    def _all_columns(self) -> list[Column]:
        layout = self._layout
        if layout.numbering is None:
            return list(layout.columns)
        number = Column(layout.number_heading, "source_no", lambda told: Written(None), width=6)
        return [number, *layout.columns]

    def _column_truth(self, place: int, column: Column) -> Truth:
        truth: Truth = {"column": letter(self._layout.left + place), "header": column.heading, "field": column.field,
                        "unit": column.unit}
        return truth | ({"also": [column.also]} if column.also else {})

    def _across(self, text: object, style: str) -> None:
        """One line over the whole width."""
        left = self._layout.left
        self.grid.put(self._row, left, text, style)  # type: ignore[arg-type]  # texts and numbers
        if style in (TITLE, STRONG):
            self.grid.merge(self._row, left, self._row, left + len(self._columns) - 1)
        self._row += 1

    def _above(self) -> None:
        for place, line in enumerate(self._layout.above):
            self._across(line, TITLE if place == 0 else PLAIN)

    def _header(self) -> list[int]:
        """Levels are merged sideways where they agree and downwards where a heading has fewer."""
        levels = [column.heading.split("/") for column in self._columns]
        depth, top, left = max(map(len, levels)), self._row, self._layout.left
        for place, names in enumerate(levels):
            for level, name in enumerate(names):
                self.grid.put(top + level, left + place, name, HEAD)
            self.grid.merge(top + len(names) - 1, left + place, top + depth - 1, left + place)
        for level in range(depth - 1):
            named = [(place, tuple(names[:level + 1])) for place, names in enumerate(levels) if len(names) > level + 1]
            for _, together in groupby(named, key=lambda item: item[1]):
                places = [place for place, _ in together]
                for place in places[1:]:
                    self.grid.put(top + level, left + place, None, HEAD)
                self.grid.merge(top + level, left + places[0], top + level, left + places[-1])
        self._row += depth
        return list(range(top, top + depth))

    def _body(self, told: Sequence[Told]) -> None:
        layout = self._layout
        if layout.total == "top":
            self._sum("合计", told)
        number = 0
        for name, members in groupby(told, key=layout.group or (lambda one: "")):
            group = list(members)
            if layout.group:
                self._across(f"{name}（{len(group)}项）", STRONG)
                self._rows.append({"row": self._row - 1, "kind": "group"})
            for one in group:
                if layout.repeat and number and number % layout.repeat == 0:
                    self._rows += [{"row": row, "kind": "header"} for row in self._header()]
                number += 1
                self._record(one, number)
            if layout.subtotals:
                self._sum("小计", group)
        self._join(told)
        if layout.total == "bottom":
            self._sum("合计", told)

    def _record(self, told: Told, number: int) -> None:
        truth: Truth = {"row": self._row, "kind": "record", "values": {}, "extra": {}, "problems": []}
        for place, column in enumerate(self._columns):
            written = column.write(told)
            if column.field == "source_no" and self._layout.numbering:
                cell: object = self._layout.numbering(number)
                written = Written(cell, {"source_no": str(cell).removesuffix(".0")})  # type: ignore[arg-type]
            repeated = column.ditto and number > 1 and written.cell == self._last[place] and written.cell is not None
            self._last[place] = written.cell
            self.grid.put(self._row, self._layout.left + place, "同上" if repeated else written.cell, BODY)
            truth["values"] |= written.values
            truth["problems"] += [{"field": field, "code": code} for field, code in written.problems]
            if column.field is None and written.cell is not None:
                truth["extra"][column.heading] = str(written.cell)
        self._rows.append(truth)
        self._row += 1

    def _join(self, told: Sequence[Told]) -> None:
        """Merge equal neighbours of the columns that ask for it."""
        records = [row["row"] for row in self._rows if row["kind"] == "record"]
        for place, column in enumerate(self._columns):
            if not column.merged:
                continue
            across = self._layout.left + place
            for _, together in groupby(records, key=lambda row: self.grid.value(row, across)):
                rows = list(together)
                if len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
                    for row in rows[1:]:
                        self.grid.put(row, across, None, BODY)
                    self.grid.merge(rows[0], across, rows[-1], across)

    def _sum(self, word: str, told: Sequence[Told]) -> None:
        left = self._layout.left
        for place in range(len(self._columns)):
            self.grid.put(self._row, left + place, None, STRONG)
        self.grid.put(self._row, left, word, STRONG)
        for place, column in enumerate(self._columns):
            if column.field == "investment":
                self.grid.put(self._row, left + place, sum(one.money for one in told) * self._layout.factor, STRONG)
        self._rows.append({"row": self._row, "kind": "subtotal"})
        self._row += 1

    def _below(self) -> None:
        for line in self._layout.below:
            self._across(line, PLAIN)


def form(sheet: str, title: str, told: Told, lines: Sequence[tuple[tuple[str, Notation], ...]]) -> tuple[Grid, Truth]:
    """One scenario on one sheet: labels, each with its value beside it; two pairs on a line, or one over the width."""
    grid = Grid(sheet, widths={1: 14, 2: 26, 3: 14, 4: 26})
    grid.put(1, 1, title, TITLE)
    grid.merge(1, 1, 1, 4)
    values: Truth = {}
    problems: list[Truth] = []
    for row, pairs in enumerate(lines, start=2):
        for place, (label, write) in enumerate(pairs):
            written = write(told)
            grid.put(row, 1 + 2 * place, label, HEAD)
            grid.put(row, 2 + 2 * place, written.cell, BODY)
            values |= written.values
            problems += [{"field": field, "code": code} for field, code in written.problems]
        if len(pairs) == 1:
            grid.merge(row, 2, row, 4)
            grid.heights[row] = 18 * (1 + len(str(grid.value(row, 2))) // 30)
    record = {"row": 2, "kind": "record", "values": values, "extra": {}, "problems": problems}
    truth: Truth = {"sheet": sheet, "record": "scenario", "form": True, "range": f"A2:D{len(lines) + 1}", "header_rows": [],
                    "columns": [], "rows": [record]}
    return grid, truth


def hidden_list(sheet: str, heading: str, values: Sequence[str]) -> Grid:
    """A hidden sheet of terms, as templates carry for their drop-downs."""
    grid = Grid(sheet, hidden=True)
    for row, value in enumerate([heading, *values], start=1):
        grid.put(row, 1, value, PLAIN)
    return grid


