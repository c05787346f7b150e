"""The reader of each column of a table: by its field, its unit, the cells it holds and the columns beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from planner.schema.choices import Choice
from planner.schema.dates import When
from planner.schema.fields import Field, Names, Text
from planner.schema.identity import Phone
from planner.schema.numbers import Money
from planner.schema.record import Record
from planner.sheets.grid import Cell, Fault, shown
from planner.sheets.understanding.cells import (
    ContactReader,
    LeaderReader,
    ListReader,
    PhoneReader,
    QuarterReader,
    Reader,
    reader_for,
)
from planner.sheets.understanding.headings import Heading, Lexicon, bare
from planner.sheets.understanding.heads import Head
from planner.sheets.understanding.mapping import Assignment
from planner.sheets.understanding.page import Page, text_of
from planner.sheets.understanding.units import is_unit

_LOOK = 20_000
_UNIT_HEADING = re.compile(r"^(?:计量|数量|货币|金额|资金|投资|算力)?(?:单位|币种)+$")


class Readers:
    """Chooses the readers of one table; `unit` is what the line above the table announces."""

    def __init__(self, page: Page, head: Head, end: int, lexicon: Lexicon, assignment: Assignment, unit: str) -> None:
        self._page, self._head, self._end = page, head, end
        self._lexicon, self._assignment, self._line_unit = lexicon, assignment, unit
        self._fields = lexicon.fields[assignment.record]
        self._names = dict(zip(head.columns, head.headings, strict=True))

    def all(self) -> dict[int, Reader]:
        return {c: self._reader(c, choice.fields) for c, choice in self._assignment.choices.items() if choice.fields}

    def _reader(self, column: int, names: tuple[str, ...]) -> Reader:
        kinds = [self._fields[name] for name in names]
        special = (self._of_units(names, kinds[0]) or of_people(self._lexicon, self._assignment.record, names)
                   or self._of_quarters(names, kinds[0]))
        if special:
            return special
        cells = self._cells(column) if not isinstance(kinds[0], Choice) else ()
        unit, guessed = self._unit(column, kinds[0], cells)
        return reader_for(names, kinds, cells, unit, guessed, self._both_ends(names[0]))

    def _of_units(self, names: tuple[str, ...], kind: Field) -> Reader | None:
        """A leading unit and the others, in one column or in two."""
        taken = self._assignment.taken
        lead, others = self._lexicon.leaders(self._assignment.record)
        if names == (lead,) and isinstance(kind, Text):
            return LeaderReader(lead, kind, others, None if others in taken else self._fields[others])
        if names == (others,) and isinstance(kind, Names):
            return ListReader(others, kind, "" if lead in taken else lead)
        return None

    def _of_quarters(self, names: tuple[str, ...], kind: Field) -> Reader | None:
        """One end of a term counted in quarters."""
        if len(names) > 1 or not isinstance(kind, When) or kind.finest != "quarter":
            return None
        last = next((names[0] == pair[1] for pair in self._lexicon.pairs(self._assignment.record) if names[0] in pair), None)
        return QuarterReader(names[0], kind, last) if last is not None else None

    def _cells(self, column: int) -> list[Cell]:
        cells = self._page.column(column, self._head.bottom + 1, min(self._end, self._head.bottom + _LOOK + 1))
        return [cell for cell in dict.fromkeys(cells) if cell is not None and not isinstance(cell, bool)]

    def _unit(self, column: int, kind: Field, cells: Sequence[Cell]) -> tuple[str, str]:
        """The unit said by the heading or the line above; and the one that the size of the figures betrays."""
        unit = self._names[column].unit
        if not isinstance(kind, Money):
            return unit, ""
        unit = unit or (self._line_unit if self._line_unit.endswith("元") else "")
        if unit:
            return unit, ""
        figures = sorted(value for cell in cells if (value := _plain_figure(cell)) is not None and value > 0)
        large = bool(figures) and figures[len(figures) // 2] >= 50_000 and all(value % 100 == 0 for value in figures)
        return "", "元" if large else ""

    def _both_ends(self, name: str) -> tuple[str, str] | None:
        """The two fields of a period, when this column has one end and no column the other."""
        for first, last in self._lexicon.pairs(self._assignment.record):
            if name in (first, last) and isinstance(self._fields[name], When):
                return None if (last if name == first else first) in self._assignment.taken else (first, last)
        return None


def of_people(lexicon: Lexicon, record: type[Record], names: Sequence[str]) -> Reader | None:
    """The reader of a person's column or of a telephone's, where the record has both; None for any other field."""
    other = lexicon.beside(record, names[0]) if len(names) == 1 else ""
    if not other:
        return None
    kind, beside = lexicon.fields[record][names[0]], lexicon.fields[record][other]
    if isinstance(kind, Phone):
        return PhoneReader(names[0], kind, other)
    return ContactReader((names[0], other), (kind, beside)) if isinstance(beside, Phone) else None


def unit_columns(names: Mapping[int, Heading], samples: Mapping[int, Sequence[Cell]]) -> dict[int, int]:
    """Columns of figures whose unit stands in a column of its own at their right, with that column."""
    return {column - 1: column for column, name in names.items()
            if column - 1 in names and _UNIT_HEADING.match(bare(name.text)) and any(map(text_of, samples[column]))
            and all(is_unit(text) for cell in samples[column] if (text := text_of(cell)))}


def bare_figure(cell: Cell) -> bool:
    """Whether a cell is a figure without a unit, which the column beside it names."""
    return _plain_figure(cell) is not None


def with_unit(cell: Cell, unit: str) -> Cell:
    """A bare figure with the unit that stands beside it."""
    return f"{shown(cell)}{unit}" if unit and bare_figure(cell) else cell


def _plain_figure(cell: Cell) -> float | None:
    if isinstance(cell, bool) or cell is None or isinstance(cell, Fault):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    text = shown(cell).replace(",", "").strip()
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
