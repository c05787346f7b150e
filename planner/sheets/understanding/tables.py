"""From a head and the rows below it to a table that was understood: columns with fields, rows with values and problems."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planner.schema.choices import Choice
from planner.schema.fields import Field, Names, Text
from planner.schema.numbers import Money
from planner.schema.record import Record
from planner.sheets.book import BLANK, GROUP, RECORD, CellProblem, ReadColumn, ReadRow, ReadTable
from planner.sheets.grid import Cell, shown
from planner.sheets.understanding.carrying import filled_down, joined
from planner.sheets.understanding.cells import Reader
from planner.sheets.understanding.checks import check
from planner.sheets.understanding.headings import AND, Lexicon
from planner.sheets.understanding.heads import Head
from planner.sheets.understanding.mapping import Assignment, Mapper, Match, recognised
from planner.sheets.understanding.marks import is_ditto
from planner.sheets.understanding.page import Page, text_of
from planner.sheets.understanding.readers import Readers, unit_columns, with_unit
from planner.sheets.understanding.rows import Rows, group_name
from planner.sheets.understanding.taking import Taking

GROUPED = "分组"
_SAMPLE = 400


@dataclass(frozen=True)
class Place:
    """Where a table lies on its page: its head, its columns, and the first row behind it."""

    page: Page
    head: Head
    end: int


@dataclass(frozen=True)
class Asked:
    """What is known before a table is read: words around it, the unit line, and what people have decided.

    `group` is the sheet's name where the sheets of the file are its groups.
    """

    around: str = ""
    group: str = ""
    unit: str = ""
    record: type[Record] | None = None
    chosen: Mapping[int, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)


class TableReader:
    """Reads one table."""

    def __init__(self, place: Place, lexicon: Lexicon, asked: Asked) -> None:
        self._page, self._head, self._end = place.page, place.head, place.end
        self._lexicon = lexicon
        self._asked = asked
        self.samples = {c: self._sample(c) for c in place.head.columns}
        self._names = dict(zip(place.head.columns, place.head.headings, strict=True))
        self._extras = {c: self._extra_name(c) for c in place.head.columns}
        self._units = unit_columns(self._names, self.samples)
        mapper = Mapper(lexicon, place.head.columns, place.head.headings, self.samples, frozenset(self._units.values()))
        record = asked.record
        self.assignment: Assignment | None = (
            mapper.to(record, asked.chosen, asked.remembered) if record
            else recognised(mapper, lexicon, asked.around, asked.chosen, asked.remembered))

    @property
    def _measuring(self) -> set[int]:
        """The columns that hold nothing but the unit of the figures at their left, which were read with it."""
        fields = self._fields()
        return {unit for figures, unit in self._units.items() if figures in fields and unit not in fields}

    @cached_property
    def _sums(self) -> frozenset[int]:
        """The columns of figures."""
        return frozenset(c for c, names in self._fields().items() if getattr(self._kind(names[0]), "align", "") == "right")

    def _sample(self, column: int) -> list[Cell]:
        rows = range(self._head.bottom + 1, min(self._end, self._head.bottom + 1 + _SAMPLE))
        return [cell for r in rows if (cell := self._page.cell(r, column)) is not None]

    def read(self) -> ReadTable:
        page, head = self._page, self._head
        readers = Readers(page, head, self._end, self._lexicon, self.assignment, self._asked.unit).all() if self.assignment else {}
        kinds = self._kinds()
        rows = [self._row(r, kinds[r - head.bottom - 1], readers) for r in range(head.bottom + 1, self._end)]
        self._join_lines(rows)
        self._carry_groups(rows)
        record = self.assignment.record if self.assignment else None
        money = [c for c, names in self._fields().items() if len(names) == 1 and isinstance(self._kind(names[0]), Money)]
        check(rows, page, money, readers)
        columns = sorted(head.columns)
        span = f"{page.place(head.top, columns[0])}:{page.place(max(head.bottom, self._end - 1), columns[-1])}"
        return ReadTable(page.sheet.name, record, span, [r + 1 for r in head.rows], [self._column(c) for c in columns], rows)

    def _join_lines(self, rows: Sequence[ReadRow]) -> None:
        """Further lines go to their record; units named once go down their column."""
        if self.assignment is None:
            return
        fields = self._lexicon.fields[self.assignment.record]
        above = None
        for row in rows:
            if row.kind == RECORD and above is not None and self._continues(row):
                joined(above, row, fields)
            elif row.kind == RECORD:
                above = row
        title = self.assignment.taken.get(self.assignment.record.naming, 0)
        once = [name for name, column in self.assignment.taken.items() if column < title and isinstance(fields[name], Text | Choice)
                and name != "source_no" and not any(left <= column <= right for _, left, _, right in self._page.merges)]
        filled_down(rows, once)

    def _continues(self, row: ReadRow) -> bool:
        """Whether a row has no name of its own: its name is merged with the one above, or it holds only running text."""
        if self.assignment is None or row.row - 1 >= len(self._page.rows):
            return False
        record = self.assignment.record
        column = self.assignment.taken.get(record.naming)
        if column is None:
            return False
        merge = self._page.merge(row.row - 1, column)
        if merge is not None and self._head.bottom < merge[0] < row.row - 1:
            return True
        fields = self._lexicon.fields[record]
        running = all(isinstance(kind := fields[name], Names) or (isinstance(kind, Text) and kind.lines > 1) for name in row.values)
        return record.naming not in row.values and bool(row.values) and running and not row.problems

    def _kind(self, name: str) -> Field:
        if self.assignment is None:
            raise KeyError(name)
        return self._lexicon.fields[self.assignment.record][name]

    def _fields(self) -> dict[int, tuple[str, ...]]:
        return {c: choice.fields for c, choice in self.assignment.choices.items() if choice.fields} if self.assignment else {}

    def _kinds(self) -> list[str]:
        page, head = self._page, self._head
        taken = self.assignment.taken if self.assignment else {}
        record = self.assignment.record if self.assignment else None
        title = taken.get(record.naming) if record else None
        number = taken.get("source_no", taken.get("number"))
        if number is None:
            number = next((c for c, name in self._names.items() if re.match(r"^(?:序\s*号|编\s*号|序|No\.?)$", name.text)), None)
        judge = Rows(page, head, title, number, self._sums)
        kinds = [judge.kind(r) for r in range(head.bottom + 1, self._end)]
        return judge.settled(kinds, head.bottom + 1)

    def _row(self, row: int, kind: str, readers: Mapping[int, Reader]) -> ReadRow:
        page = self._page
        made = ReadRow(row + 1, kind, struck=not page.turned and row in page.sheet.struck)
        if kind != RECORD:
            texts = [page.text(row, c) for c in self._head.columns if page.text(row, c) and not (kind == GROUP and c in self._sums)]
            made.text = " ".join(dict.fromkeys(texts)) if kind != BLANK or texts else ""
            return made
        taking = Taking(made, self._lexicon.fields[self.assignment.record] if self.assignment else {})
        for column in self._head.columns:
            origin, cell = self._cell(row, column)
            if cell is None:
                continue
            reader = readers.get(column)
            if reader is not None:
                if column in self._units:
                    cell = with_unit(cell, page.text(*page.origin(row, self._units[column])))
                taking.take(reader.read(cell), page.column_name(column), page.place(origin, column), shown(cell))
            elif (text := shown(cell).strip()) and column not in self._measuring:
                made.extra[self._extras[column]] = text
        taking.settle()
        return made

    def _cell(self, row: int, column: int) -> tuple[int, Cell]:
        """The cell that counts here and its row: the corner of a merge, or for 同上 the one above."""
        page = self._page
        if page.merges and (merge := page.merge(row, column)) and (merge[0], merge[1]) != (row, column):
            if merge[1] != column or merge[0] <= self._head.bottom:
                return row, None
            row = merge[0]
        cell = page.cell(row, column)
        above = row
        while isinstance(cell, str) and is_ditto(cell) and above > self._head.bottom + 1:
            above -= 1
            if merge := page.merge(above, column):
                above = merge[0] if merge[0] > self._head.bottom else above
            upper = page.cell(above, column)
            if text_of(upper) and len(page.filled(above)) > 1:
                cell = upper
        return row, cell

    def _extra_name(self, column: int) -> str:
        name = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", self._names[column].text)
        name = name or f"{self._page.column_name(column)}列"
        same = [c for c in self._head.columns if self._names[c].text == self._names[column].text]
        return name if len(same) < 2 or same[0] == column else f"{name}（{self._page.column_name(column)}列）"

    def _column(self, column: int) -> ReadColumn:
        choice = self.assignment.choices.get(column, Match(None)) if self.assignment else Match(None)
        first, *rest = (*choice.fields, "") if choice.fields else ("",)
        name = self._names[column]
        also = rest[0] if rest and rest[0] else None
        suggestions = tuple(dict.fromkeys(target.split(AND, maxsplit=1)[0] for target in choice.suggestions))
        return ReadColumn(self._page.column_name(column), name.text, first or None, choice.confidence, name.unit or None, choice.reason,
                          also, suggestions)

    def _carry_groups(self, rows: Sequence[ReadRow]) -> None:
        """A group's name goes with its records: to the field whose catalogue knows it and that has no column, else as extra."""
        taken = self.assignment.taken if self.assignment else {}
        whole = self._named_by(self._asked.group, taken) if self._asked.group else None
        group, filled = "", whole
        for row in rows:
            if row.kind == GROUP:
                group = group_name(row.text)
                filled = self._named_by(group, taken) or whole
            elif row.kind == RECORD and (group or filled):
                if group:
                    row.extra[GROUPED] = group
                if filled and filled[0] not in row.values:
                    said = self._asked.group if filled == whole else group
                    row.values[filled[0]] = filled[1]
                    row.problems.append(CellProblem("", filled[0], "inferred", said, {"text": said}))

    def _named_by(self, group: str, taken: Mapping[str, int]) -> tuple[str, object] | None:
        if self.assignment is None:
            return None
        found = [pair for pair in self._lexicon.terms(self.assignment.record, group).items() if pair[0] not in taken]
        return found[0] if len(found) == 1 else None
