"""A sheet as a surface of texts that can be asked, straight or turned by a quarter, with its merges known by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from planner.schema.text import tidy
from planner.sheets.grid import Cell, Merge, Sheet, letters, shown

_KEPT = 2_000


class Page:
    """Cells, tidied texts and merges by position, counted from 0. A turned page reads columns as rows."""

    def __init__(self, sheet: Sheet, turned: bool = False) -> None:
        self.sheet = sheet
        self.turned = turned
        self.rows: Sequence[Sequence[Cell]] = list(zip_longest(*sheet.rows)) if turned else sheet.rows
        self.merges: list[Merge] = [(b, a, d, c) for a, b, c, d in sheet.merges] if turned else list(sheet.merges)
        self.width = max(map(len, self.rows), default=0)
        self._merged = {(r, c): merge for merge in self.merges for r, c in _edges(merge)}
        self._merged_columns = {c for _, c in self._merged}
        self._texts: dict[int, list[str]] = {}

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def column(self, column: int, first: int, end: int) -> list[Cell]:
        """The contents of a column from a row to the one before `end`."""
        return [cells[column] if column < len(cells) else None for cells in self.rows[first:end]]

    def texts(self, row: int) -> list[str]:
        """The row's texts, each on one line; kept, for rows near a head are asked again and again."""
        known = self._texts.get(row)
        if known is None:
            known = [text_of(cell) for cell in self.rows[row]] if 0 <= row < len(self.rows) else []
            if len(self._texts) > _KEPT:
                self._texts.clear()
            self._texts[row] = known
        return known

    def text(self, row: int, column: int) -> str:
        texts = self.texts(row)
        return texts[column] if column < len(texts) else ""

    def filled(self, row: int) -> list[int]:
        """The columns that hold something."""
        return [column for column, text in enumerate(self.texts(row)) if text]

    def merged(self, column: int) -> bool:
        """Whether any merge touches this column."""
        return column in self._merged_columns

    def merge(self, row: int, column: int) -> Merge | None:
        """The merge that this cell opens or that covers it."""
        return self._merged.get((row, column))

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Where the text of a cell stands: the corner of its merge, or the cell itself."""
        merge = self._merged.get((row, column))
        return (merge[0], merge[1]) if merge else (row, column)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """How many rows and columns a cell takes."""
        merge = self._merged.get((row, column))
        return (merge[2] - merge[0] + 1, merge[3] - merge[1] + 1) if merge else (1, 1)

    def place(self, row: int, column: int) -> str:
        """The reference of a cell on the sheet as people see it."""
        return f"{letters(row)}{column + 1}" if self.turned else f"{letters(column)}{row + 1}"

    def column_name(self, column: int) -> str:
        """The letter of a column; on a turned page the number of the sheet's row."""
        return str(column + 1) if self.turned else letters(column)


def followed(merge: Merge) -> bool:
    """Whether the cells of a merge are taken for one; a merge over most of a sheet is somebody's slip."""
    top, left, bottom, right = merge
    return (min(bottom - top, 5_000) + 1) * (min(right - left, 300) + 1) <= 20_000


def _edges(merge: Merge) -> list[tuple[int, int]]:
    top, left, bottom, right = merge
    rows, columns = range(top, min(bottom, top + 5_000) + 1), range(left, min(right, left + 300) + 1)
    return [(r, c) for r in rows for c in columns] if followed(merge) else [(top, left)]


def text_of(cell: Cell) -> str:
    """A cell on one line."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.isprintable() and "  " not in cell and unicodedata.is_normalized("NFC", cell):
        return cell.strip()
    return tidy(cell) if isinstance(cell, str) else shown(cell)
