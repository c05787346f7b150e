"""Rows of a table kept by column: a large list holds each value once, and a row is put together when it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, overload

from planner.schema.fields import Field
from planner.schema.identity import Phone
from planner.sheets.book import GROUP, RECORD, CellProblem, ReadRow
from planner.sheets.grid import Cell, shown
from planner.sheets.understanding.cells import Meant
from planner.sheets.understanding.page import Page

Spot = tuple[int, int]
"""A row of the body, counted from 0, and a column of its page."""


class Body(Sequence[ReadRow]):
    """The rows below a head, counted from 0; `first` is the page's row of the first, `kinds` what each is,
    `figures` the columns of figures and `extras` the headings of columns that no field takes.

    A row got by its index is a picture of what is known of it; whoever changes rows takes `own`, or `put` and `tell`.
    """

    def __init__(self, page: Page, first: int, kinds: list[str], columns: Sequence[int] = (), *, figures: Set[int] = frozenset(),
                 extras: Mapping[int, str] | None = None) -> None:
        self._page, self._first, self._columns = page, first, columns
        self.kinds = kinds
        self._figures, self._extras = figures, extras or {}
        self._values: dict[str, list[Any]] = {}
        self._column: dict[str, int] = {}
        self._moved: dict[int, dict[int, tuple[int, Cell]]] = {}
        self._elsewhere: dict[int, dict[str, Spot | None]] = {}
        self._given: dict[str, list[str]] = {}
        self._problems: dict[int, list[CellProblem]] = {}
        self._own: dict[int, ReadRow] = {}
        self._beside: list[tuple[int, str, Any, Spot]] = []

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, at: int) -> ReadRow: ...

    @overload
    def __getitem__(self, at: slice) -> list[ReadRow]: ...

    def __getitem__(self, at: int | slice) -> ReadRow | list[ReadRow]:
        if isinstance(at, slice):
            return [self[n] for n in range(len(self))[at]]
        at = range(len(self))[at]
        return self._own.get(at) or _Picture(self, at)

    @property
    def others(self) -> list[int]:
        """The rows that are no records."""
        return [at for at, kind in enumerate(self.kinds) if kind != RECORD]

    def number(self, at: int) -> int:
        """The sheet's number of a row, counted from 1."""
        return self._first + at + 1

    def own(self, at: int) -> ReadRow:
        """A row for good: what is changed in it stays."""
        if at not in self._own:
            seen = self[at]
            self._own[at] = ReadRow(seen.row, seen.kind, seen.values, seen.texts, seen.cells, seen.extra, seen.problems,
                                    seen.text, seen.struck)
        return self._own[at]

    def move(self, column: int, moved: dict[int, tuple[int, Cell]]) -> None:
        """Cells of a column that count in other rows than their own: row -> page row and content."""
        self._moved[column] = moved

    def fill(self, name: str, column: int, values: list[Any]) -> None:
        """A column's values, None where there is none; where a column before it gave one, that one counts."""
        if name not in self._values:
            self._values[name], self._column[name] = values, column
            for at, spots in self._elsewhere.items():
                if values[at] is not None:
                    spots.pop(name, None)
            return
        for at, value in enumerate(values):
            if value is not None:
                self.put(at, name, value, (at, column))

    def values(self, name: str) -> Sequence[Any]:
        """A field's values, row by row, None where there is none."""
        known = self._values.get(name) or [None] * len(self)
        if not self._own:
            return known
        return [self._own[at].values.get(name) if at in self._own else value for at, value in enumerate(known)]

    def has(self, at: int, name: str) -> bool:
        if at in self._own:
            return name in self._own[at].values
        return name in self._values and self._values[name][at] is not None

    def put(self, at: int, name: str, value: Any, spot: Spot | None) -> None:
        """A value where the row has none yet; `spot` is where it stands, None when it is written nowhere."""
        if at in self._own:
            self._put_own(self._own[at], name, value, spot)
            return
        values = self._values.setdefault(name, [None] * len(self))
        if values[at] is not None:
            return
        values[at] = value
        if spot is None or spot != (at, self._column.setdefault(name, spot[1])):
            self._elsewhere.setdefault(at, {})[name] = spot
        elif at in self._elsewhere:
            self._elsewhere[at].pop(name, None)

    def _put_own(self, row: ReadRow, name: str, value: Any, spot: Spot | None) -> None:
        if name not in row.values:
            row.values[name] = value
            if spot:
                row.cells[name], row.texts[name] = self.place(*spot), shown(self.cell(*spot)[1])

    def _point(self, at: int, name: str, spot: Spot) -> None:
        """Where the text of a field stands of which the row may have no value."""
        if not self.has(at, name):
            self._elsewhere.setdefault(at, {}).setdefault(name, spot)

    def tell(self, at: int, problem: CellProblem) -> None:
        """Add a problem to a row."""
        own = self._own.get(at)
        (own.problems if own else self._problems.setdefault(at, [])).append(problem)

    def take(self, at: int, meant: Meant, problems: Sequence[CellProblem], spot: Spot) -> None:
        """What a cell means goes into its row: its own fields now, what it says of others when all cells are read."""
        for name, value in meant.values:
            self.put(at, name, value, spot)
        for problem in problems:
            self._point(at, problem.field or "", spot)
            self.tell(at, problem)
        self._beside += [(at, name, value, spot) for name, value in meant.beside]

    def settle(self, fields: Mapping[str, Field]) -> None:
        """A field without a value of its own takes what stood beside; numbers are joined, a contradiction is said."""
        for at, name, value, spot in self._beside:
            known = self._values[name][at] if name in self._values else None
            if name not in fields or known == value:
                continue
            if known is None:
                self.put(at, name, value, spot)
            elif isinstance(fields[name], Phone):
                self._values[name][at] = "、".join(dict.fromkeys((*known.split("、"), *value.split("、"))))
            else:
                text = shown(self.cell(*spot)[1])
                self.tell(at, CellProblem(self._page.column_name(spot[1]), name, "ambiguous", text, {"text": text}))
        self._beside.clear()

    def give(self, heading: str, texts: list[str]) -> None:
        """An extra that is no column's, row by row."""
        self._given[heading] = texts
        for at, row in self._own.items():
            if texts[at]:
                row.extra[heading] = texts[at]

    def problems(self, at: int) -> list[CellProblem]:
        return list(self._problems.get(at, ()))

    def troubled(self) -> Iterable[CellProblem]:
        """Every problem of the rows as they were read."""
        return (problem for problems in self._problems.values() for problem in problems)

    def cell(self, at: int, column: int) -> tuple[int, Cell]:
        """The page's row in which the content stands that counts here, and the content."""
        row = self._first + at
        return self._moved.get(column, {}).get(at) or (row, self._page.cell(row, column))

    def place(self, at: int, column: int) -> str:
        """The reference of the content that counts here."""
        return self._page.place(self.cell(at, column)[0], column)

    def spots(self, at: int) -> dict[str, Spot]:
        """Field -> where its text stands, from the left."""
        elsewhere = self._elsewhere.get(at)
        if not elsewhere:
            return {name: (at, column) for name, column in self._column.items() if self._values[name][at] is not None}
        found = {name: (at, column) for name, column in self._column.items()
                 if name not in elsewhere and self._values[name][at] is not None}
        found |= {name: spot for name, spot in elsewhere.items() if spot is not None}
        return dict(sorted(found.items(), key=lambda entry: entry[1][1]))

    def read(self, at: int) -> dict[str, Any]:
        """Field -> value of one row."""
        return {name: value for name, values in self._values.items() if (value := values[at]) is not None}

    def extra(self, at: int) -> dict[str, str]:
        """Heading -> text of the columns that no field takes."""
        found = {heading: text for column, heading in self._extras.items() if (text := shown(self.cell(at, column)[1]).strip())}
        return found | {heading: texts[at] for heading, texts in self._given.items() if texts[at]}

    def text(self, at: int) -> str:
        """What a row says that is no record; figures beside a group's name are not part of it."""
        row, left_out = self._first + at, self._figures if self.kinds[at] == GROUP else ()
        texts = (self._page.text(row, column) for column in self._columns if column not in left_out)
        return " ".join(dict.fromkeys(text for text in texts if text))

    def struck(self, at: int) -> bool:
        return not self._page.turned and self._first + at in self._page.sheet.struck


def problems_of(meant: Meant, letter: str) -> list[CellProblem]:
    """What is doubtful of a cell in the column `letter`."""
    return [CellProblem(letter, t.field, t.code, t.text, t.params) for t in meant.troubles]


class _Picture(ReadRow):
    """A row whose parts are made when they are first asked for."""

    def __init__(self, body: Body, at: int) -> None:
        self._body, self._at = body, at
        self.row, self.kind = body.number(at), body.kinds[at]
        if body.struck(at):
            self.struck = True
        if self.kind != RECORD:
            self.text = body.text(at)

    def __getattr__(self, name: str) -> Any:
        if name not in ("values", "texts", "cells", "extra", "problems"):
            raise AttributeError(name)
        self._make(name)
        return vars(self)[name]

    def _make(self, name: str) -> None:
        """Places and texts are made together, for whoever asks for one asks for the other."""
        body, at = self._body, self._at
        if name == "problems":
            self.problems = body.problems(at)
        elif self.kind != RECORD:
            setattr(self, name, {})
        elif name == "values":
            self.values = body.read(at)
        elif name == "extra":
            self.extra = body.extra(at)
        else:
            spots = body.spots(at)
            self.cells = {field: body.place(*spot) for field, spot in spots.items()}
            self.texts = {field: shown(body.cell(*spot)[1]) for field, spot in spots.items()}
