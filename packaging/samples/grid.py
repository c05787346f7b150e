"""A sheet as plain cells, merges and hints for the eye, before any file format is chosen."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from samples.notation import Cell

TITLE, HEAD, BODY, STRONG, PLAIN = "title", "head", "body", "strong", "plain"


@dataclass
class Grid:
    """Rows and columns count from 1; a style is one of the five words above."""

    name: str
    cells: dict[tuple[int, int], tuple[Cell, str]] = dataclasses.field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    widths: dict[int, int] = dataclasses.field(default_factory=dict)
    heights: dict[int, int] = dataclasses.field(default_factory=dict)
    hidden: bool = False

    def put(self, row: int, column: int, cell: Cell, style: str = BODY) -> None:
        self.cells[row, column] = (cell, style)

    def merge(self, first_row: int, first: int, last_row: int, last: int) -> None:
        if (first_row, first) != (last_row, last):
            self.merges.append((first_row, first, last_row, last))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def value(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), (None, PLAIN))[0]

    def covered(self) -> set[tuple[int, int]]:
        """The cells under a merge other than its first."""
        return {(row, column) for top, left, bottom, right in self.merges
                for row in range(top, bottom + 1) for column in range(left, right + 1)} - {m[:2] for m in self.merges}


def letter(column: int) -> str:
    """A, B, … Z, AA."""
    return (letter((column - 1) // 26) if column > 26 else "") + chr(65 + (column - 1) % 26)
