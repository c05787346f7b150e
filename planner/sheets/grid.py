"""A received file as plain grids of cells, whatever its format was; nothing here knows a reader or a field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Fault:
    """A cell whose formula failed (#N/A, #REF!, #DIV/0! and the like); never taken for a blank."""

    text: str


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | Fault | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows and columns counted from 0."""

_REFERENCE = re.compile(r"^([A-Z]+)(\d+)$")


@dataclass
class Sheet:
    """One sheet: rows of cells from A1 on, shorter rows padded by None when asked for.

    `hidden` says that a person does not see it; `hidden_rows` and `hidden_columns` count from 0. `struck` are rows
    whose text is crossed out. `formulas` counts formulas that carry no value. `unseen` says that none of these could
    be looked at. `beyond` holds cells so far from all others that they were left out of the rows, by reference.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    formulas: int = 0
    unseen: bool = False
    beyond: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        return shown(self.cell(row, column))

    def texts(self, first: int = 0, last: int | None = None) -> list[list[str]]:
        """Rows as people see them, for a preview."""
        return [[shown(cell) for cell in cells] for cells in self.rows[first:last]]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


@dataclass
class Grid:
    """All sheets of a file. `format` and `encoding` as in the reading contract; `notes` are codes with parameters."""

    format: str
    sheets: list[Sheet]
    encoding: str | None = None
    notes: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


def shown(cell: Cell) -> str:
    """A cell as a spreadsheet shows it without a number format."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return plain_number(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    return cell.text if isinstance(cell, Fault) else str(cell)


def plain_number(value: float) -> str:
    """Fifteen significant digits, as spreadsheets keep them, never an exponent: 13800001108, 0.1."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def reference(row: int, column: int) -> str:
    """(0, 0) -> A1."""
    return f"{letters(column)}{row + 1}"


def position(cell: str) -> tuple[int, int]:
    """A1 -> (0, 0). Raises ValueError for what is no reference."""
    found = _REFERENCE.match(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def blank(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but white space."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)
