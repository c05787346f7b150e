"""From a head and the rows below it to a table that was understood: columns with fields, rows with values and problems."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planner.schema.choices import Choice
from planner.schema.dates import When, quarters_in
from planner.schema.fields import Field, Names, Text
from planner.schema.numbers import Money
from planner.schema.record import Record
from planner.sheets.book import GROUP, NOTE, RECORD, CellProblem, ReadColumn, ReadRow, ReadTable
from planner.sheets.grid import Cell, shown
from planner.sheets.understanding.body import Body, problems_of
from planner.sheets.understanding.carrying import filled_down, joined
from planner.sheets.understanding.cells import NOTHING, Meant, Reader
from planner.sheets.understanding.checks import check
from planner.sheets.understanding.columns import Columns
from planner.sheets.understanding.headings import Lexicon
from planner.sheets.understanding.heads import Head
from planner.sheets.understanding.mapping import Assignment, Mapper, Match, recognised
from planner.sheets.understanding.marks import is_ditto
from planner.sheets.understanding.page import Page, text_of
from planner.sheets.understanding.readers import Readers, bare_figure, unit_columns, with_unit
from planner.sheets.understanding.rows import Rows, group_name

GROUPED = "分组"
_SERIAL = re.compile(r"^(?:序\s*号|编\s*号|序|行号|No\.?)$")
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
        cells = self._page.column(column, self._head.bottom + 1, min(self._end, self._head.bottom + 1 + _SAMPLE))
        return [cell for cell in cells if cell is not None]

    def read(self) -> ReadTable:
        page, head = self._page, self._head
        readers = Readers(page, head, self._end, self._lexicon, self.assignment, self._asked.unit).all() if self.assignment else {}
        extras = {c: name for c, name in self._extras.items() if c not in readers and c not in self._measuring}
        contents = Columns(page, head, self._end)
        body = Body(page, head.bottom + 1, self._kinds(contents), head.columns, figures=self._sums, extras=extras)
        for column in head.columns:
            cells = self._cells(column, contents, body)
            if column in readers:
                self._fill(body, column, cells, readers[column])
                self._say_shared(body, column, readers[column].name)
        body.settle(self._lexicon.fields[self.assignment.record] if self.assignment else {})
        self._join_lines(body)
        self._carry_groups(body)
        self._take_from_title(body)
        record = self.assignment.record if self.assignment else None
        money = [c for c, names in self._fields().items() if len(names) == 1 and isinstance(self._kind(names[0]), Money)]
        check(body, page, money, readers)
        columns = sorted(head.columns)
        span = f"{page.place(head.top, columns[0])}:{page.place(max(head.bottom, self._end - 1), columns[-1])}"
        kept = tuple(name for c, name in extras.items() if not _SERIAL.match(name) and any(map(text_of, self.samples[c])))
        named = [self._column(c) for c in columns]
        return ReadTable(page.sheet.name, record, span, [r + 1 for r in head.rows], named, body, kept=kept,
                         notes=tuple(body[at].text for at, kind in enumerate(body.kinds) if kind == NOTE))

    def _cells(self, column: int, contents: Columns, body: Body) -> list[Cell]:
        """The contents of a column that count, row by row; those that stand elsewhere are noted, None where no record is."""
        page, first = self._page, self._head.bottom + 1
        cells, dittos = contents.cells[column], contents.dittos.get(column, set())
        moved = {}
        for at, cell in enumerate(cells) if dittos or page.merged(column) or column in self._units else ():
            if cell in dittos or page.merge(first + at, column) or column in self._units:
                moved[at] = self._cell(first + at, column)
                cells[at] = moved[at][1]
        body.move(column, moved)
        if column in self._units.values() and column in self._fields():
            figures = page.column(column - 1, first, self._end)
            cells = [None if bare_figure(figure) else cell for cell, figure in zip(cells, figures, strict=True)]
        for at in body.others:
            cells[at] = None
        return cells

    def _fill(self, body: Body, column: int, cells: Sequence[Cell], reader: Reader) -> None:
        """The values of a column; equal contents are read once."""
        keys: Sequence[object] = cells
        if bool in set(map(type, cells)):  # which for Python equal 0 and 1
            keys = [(cell, bool) if isinstance(cell, bool) else cell for cell in cells]
        plain: dict[object, Any] = {}
        special: dict[object, Meant] = {}
        for key, cell in dict(zip(keys, cells, strict=True)).items():
            meant = reader.read(cell)
            values, troubles, beside = meant
            if not (troubles or beside) and len(values) == 1 and values[0][0] == reader.name:
                plain[key] = values[0][1]
            elif meant != NOTHING:
                special[key] = meant
        body.fill(reader.name, column, list(map(plain.get, keys)))
        letter = self._page.column_name(column)
        problems = {key: problems_of(meant, letter) for key, meant in special.items()}
        for at, key in enumerate(keys) if special else ():
            if key in special:
                body.take(at, special[key], problems[key], (at, column))

    def _say_shared(self, body: Body, column: int, name: str) -> None:
        """A figure merged over several records is each one's or all of theirs together: a person must say."""
        if column not in self._sums or not self._page.merged(column):
            return
        for at in range(len(body)):
            origin, cell = body.cell(at, column)
            own = self._page.cell(body.number(at) - 1, column)
            if origin != body.number(at) - 1 and not (isinstance(own, str) and is_ditto(own)) and body.has(at, name):
                body.tell(at, CellProblem(self._page.column_name(column), name, "shared_figure", shown(cell), {"text": shown(cell)}))

    def _join_lines(self, body: Body) -> None:
        """Further lines go to their record; units named once go down their column."""
        if self.assignment is None:
            return
        fields, taken = self._lexicon.fields[self.assignment.record], self.assignment.taken
        if self._lexicon.refers(self.assignment.record):
            filled_down(body, [name for name in self.assignment.naming if name in taken and not self._page.merged(taken[name])])
            return
        title = taken.get(self.assignment.record.naming, 0)
        named = body.values(self.assignment.record.naming)
        above = None
        for at, kind in enumerate(body.kinds):
            if kind != RECORD:
                continue
            if (named[at] is None or self._page.merged(title)) and above is not None and self._continues(body[at]):
                joined(body.own(above), body.own(at), fields)
                body.kinds[at] = body.own(at).kind
            else:
                above = at
        once = [name for name, column in taken.items() if column < title and isinstance(fields[name], Text | Choice)
                and name != "source_no" and not any(left <= column <= right for _, left, _, right in self._page.merges)]
        filled_down(body, once)

    def _take_from_title(self, body: Body) -> None:
        """The quarter that a report's title names, where no column says it."""
        told = quarters_in(self._asked.around)
        if self.assignment is None or len(told) != 1:
            return
        for name, kind in self._lexicon.fields[self.assignment.record].items():
            if isinstance(kind, When) and kind.finest == "quarter" and kind.required and name not in self.assignment.taken:
                for at in (at for at, found in enumerate(body.kinds) if found == RECORD):
                    body.put(at, name, told[0], None)
                    body.tell(at, CellProblem("", name, "inferred", told[0].shown, {"text": told[0].shown}))

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

    def _kinds(self, contents: Columns) -> list[str]:
        page, head = self._page, self._head
        taken = self.assignment.taken if self.assignment else {}
        title = self.assignment.subject if self.assignment else None
        number = taken.get("source_no", taken.get("number"))
        if number is None:
            number = next((c for c, name in self._names.items() if _SERIAL.match(name.text)), None)
        judge = Rows(page, head, contents, title, number, self._sums)
        kinds = [judge.kind(r) for r in range(head.bottom + 1, self._end)]
        return judge.settled(kinds, head.bottom + 1)

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
        if column in self._units:
            cell = with_unit(cell, page.text(*page.origin(row, self._units[column])))
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
        return ReadColumn(self._page.column_name(column), name.text, first or None, choice.confidence, name.unit or None, choice.reason,
                          also, choice.suggestions, choice.reasons)

    def _carry_groups(self, body: Body) -> None:
        """A group's name goes with its records: to the field whose catalogue knows it and that has no column, else as extra."""
        taken = self.assignment.taken if self.assignment else {}
        whole = self._named_by(self._asked.group, taken) if self._asked.group else None
        group, filled, groups = "", whole, []
        for at, kind in enumerate(body.kinds):
            if kind == GROUP:
                group = group_name(body[at].text)
                filled = self._named_by(group, taken) or whole
            groups.append(group if kind == RECORD else "")
            if kind == RECORD and filled and not body.has(at, filled[0]):
                said = self._asked.group if filled == whole else group
                body.put(at, filled[0], filled[1], None)
                body.tell(at, CellProblem("", filled[0], "inferred", said, {"text": said}))
        if any(groups):
            body.give(GROUPED, groups)

    def _named_by(self, group: str, taken: Mapping[str, int]) -> tuple[str, object] | None:
        if self.assignment is None:
            return None
        found = [pair for pair in self._lexicon.terms(self.assignment.record, group).items() if pair[0] not in taken]
        return found[0] if len(found) == 1 else None
