"""What was understood of a received file: tables, columns, rows, values with their cells, and every problem."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import Problem
from planner.schema.record import Record
from planner.sheets.grid import Sheet

TABLE, TURNED, FORM = "table", "turned", "form"
RECORD, GROUP, SUBTOTAL, NOTE, BLANK, HEADER = "record", "group", "subtotal", "note", "blank", "header"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is doubtful or wrong about one cell: its column letter, the field (None for an unmapped column), why (a
    code of messages.PROBLEMS), and the text that stood there."""

    column: str
    field: str | None
    code: str
    text: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass
class ReadRow:
    """A row of a table, counted from 1 as on the sheet.

    `values` are as meant, by field; `texts` the original texts and `cells` the references they came from, by field;
    `extra` the unmapped columns' texts by heading; `struck` says that the row is crossed out.
    """

    row: int
    kind: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    texts: dict[str, str] = dataclasses.field(default_factory=dict)
    cells: dict[str, str] = dataclasses.field(default_factory=dict)
    extra: dict[str, str] = dataclasses.field(default_factory=dict)
    problems: list[CellProblem] = dataclasses.field(default_factory=list)
    text: str = ""
    struck: bool = False


@dataclass(frozen=True)
class ReadColumn:
    """A column: its heading (levels joined by "/"), the field it was taken for, how surely, and on what grounds.

    `also` names a second field that the same cells fill (建设周期: starts and ends). `suggestions` are other fields in
    the order of likelihood, for a person to choose from (two that one column fills joined by "+"); `reasons` say why, one each.
    """

    column: str
    header: str
    field: str | None
    confidence: float
    unit: str | None = None
    reason: str = ""
    also: str | None = None
    suggestions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass
class ReadTable:
    """A table of one sheet. `record` is None when its kind was not recognised; `range` spans header and body.

    `rows` may be pictures made when they are looked at: walk them, and keep the few that matter. `kept` are the headings of
    columns that no field takes and whose cells stay as extras, `notes` the texts of its notes.
    """

    sheet: str
    record: type[Record] | None
    range: str
    header_rows: list[int]
    columns: list[ReadColumn]
    rows: Sequence[ReadRow]
    title: str = ""
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def records(self) -> list[ReadRow]:
        return [row for row in self.rows if row.kind == RECORD]


@dataclass
class ReadBook:
    """A received file as understood.

    `format` by content (xlsx xls xlsb ods et csv html xml2003), `encoding` of text formats, `meta` what stands around
    the tables (title, as_of, filer, department, unit), `problems` those of the file as a whole (codes of
    messages.PROBLEMS), `sheets` the plain grids for a preview.
    """

    file: str
    path: Path
    sha256: str
    format: str
    encoding: str | None
    meta: dict[str, str]
    tables: list[ReadTable]
    problems: list[Problem]
    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet:
        """Raises KeyError for a sheet that is not there."""
        return {sheet.name: sheet for sheet in self.sheets}[name]


@dataclass(frozen=True)
class Hints:
    """What a person has decided before: columns of this file, and headings remembered from earlier ones.

    `columns` maps a sheet and a column to a field, "" meaning that it stays an extra; a column is named as in ReadColumn:
    its letter, on a list that lies on its side the number of the sheet's row, in a form the cell of the label. `headings`
    maps a heading to a field likewise. Two fields that one column fills are joined by "+" (starts+ends).
    `records` maps a sheet to a kind of record, "" meaning that the sheet holds none to be taken.
    `layouts` maps a sheet to how it is to be read: TABLE, TURNED (on its side) or FORM; without an entry it is recognised.
    `headers` maps a sheet to its header rows, counted from 1 (on a sheet read as TURNED: its header columns, A being 1).
    """

    columns: Mapping[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    headings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    records: Mapping[str, str] = dataclasses.field(default_factory=dict)
    layouts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    headers: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)
