"""Sheets as messages between the reading process and the program: plain data, never objects, in slabs of bounded size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from planner.sheets.grid import Cell, Grid, Sheet, blank, reference, shown
from planner.sheets.slabs import Incoming, Outgoing

MOST_CELLS = 12_000_000
MOST_ROWS = 1_048_576
_SLAB, _FIRST, _MOST = 512 << 10, 64, 4_000
"""Bytes that a slab should have, rows of the first slab, and rows that a slab has at most."""
_GRANTED, _GRANTED_EACH = 16 << 20, 50
"""Characters that a file's texts may have, and how many more for each cell: long texts in few cells are no list."""
_GAP_ROWS, _GAP_COLUMNS, _MOST_BEYOND = 2_000, 100, 1_000


class TooLarge(Exception):
    """More than any department's list has."""


@dataclass
class Leaf:
    """One sheet as a reader gives it: what is known of it, and its rows, which are walked once and may be changed."""

    about: Sheet
    rows: Iterable[list[Cell]]


@dataclass
class Reading:
    """A file as a reader gives it: the leaves come one after the other, so that nothing is held twice."""

    format: str
    leaves: Iterable[Leaf]
    encoding: str | None = None
    notes: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


def pack(reading: Reading) -> Iterator[bytes]:
    """Messages of a file: what it is, then each sheet's facts and slabs of its rows. Raises TooLarge."""
    yield _json({"format": reading.format, "encoding": reading.encoding, "notes": reading.notes})
    size = _Size()
    for leaf in reading.leaves:
        about = leaf.about
        yield _json({"sheet": about.name, "merges": about.merges, "hidden": about.hidden, "hidden_rows": sorted(about.hidden_rows),
                     "hidden_columns": sorted(about.hidden_columns), "struck": sorted(about.struck), "formulas": about.formulas,
                     "unseen": about.unseen})
        yield from _slabs(leaf.rows, size)


class _Size:
    """What has been sent of a file."""

    def __init__(self) -> None:
        self.outgoing = Outgoing()
        self._cells = self._rows = 0

    def slab(self, rows: list[list[Cell]]) -> bytes:
        message = self.outgoing.slab(rows)
        self._rows += len(rows)
        self._cells += sum(map(len, rows))
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS or self.outgoing.characters > _GRANTED + _GRANTED_EACH * self._cells:
            raise TooLarge
        return message


def _slabs(rows: Iterable[list[Cell]], size: _Size) -> Iterator[bytes]:
    slab: list[list[Cell]] = []
    most = _FIRST
    for row in rows:
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
        slab.append(row)
        if len(slab) >= most:
            message = size.slab(slab)
            yield message
            most = max(1, min(_MOST, len(slab) * _SLAB // len(message)))
            slab = []
    if slab:
        yield size.slab(slab)


def _json(message: Any) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def unpack(messages: Iterable[Mapping[str, Any] | bytes]) -> Grid:
    """The inverse of `pack`; a file that begins anew, because the first reader failed halfway, is the one that counts."""
    grid, incoming = Grid("", []), Incoming()
    rows: list[tuple[Cell, ...]] = []
    for message in messages:
        if isinstance(message, bytes):
            rows += incoming.rows(message)
        elif "sheet" in message:
            rows = []
            grid.sheets.append(_sheet(message, rows))
        else:
            notes = [(code, params) for code, params in message["notes"]]
            grid, incoming = Grid(message["format"], [], message["encoding"], notes), Incoming()
    for sheet in grid.sheets:
        _trim(sheet)
    return grid


def _sheet(message: Mapping[str, Any], rows: list[tuple[Cell, ...]]) -> Sheet:
    merges = [(top, left, bottom, right) for top, left, bottom, right in message["merges"]]
    return Sheet(message["sheet"], rows, merges, message["hidden"], frozenset(message["hidden_rows"]),
                 frozenset(message["hidden_columns"]), frozenset(message["struck"]), message["formulas"], message["unseen"])


def _trim(sheet: Sheet) -> None:
    """Set apart cells behind a wide gap: a stray mark in the last row is no table."""
    rows = list(sheet.rows)
    last = _end([not blank(row) for row in rows], _GAP_ROWS)
    below, rows = rows[last:], rows[:last]
    filled = {c for row in rows if len(row) > _GAP_COLUMNS for c, cell in enumerate(row) if shown(cell).strip()}
    edge = max(_end([c in filled for c in range(max(filled, default=-1) + 1)], _GAP_COLUMNS), _GAP_COLUMNS)
    behind = {r: row[edge:] for r, row in enumerate(rows) if len(row) > edge}
    for r in behind:
        rows[r] = rows[r][:edge]
    sheet.rows = rows
    sheet.beyond = dict(islice(_strayed(behind, edge, below, last), _MOST_BEYOND))


def _strayed(behind: Mapping[int, Sequence[Cell]], edge: int, below: Sequence[Sequence[Cell]], last: int) -> Iterator[tuple[str, str]]:
    for first, rows in ((edge, behind.items()), (0, enumerate(below, last))):
        for r, row in rows:
            yield from ((reference(r, c), text) for c, cell in enumerate(row, first) if (text := shown(cell)).strip())


def _end(filled: list[bool], gap: int) -> int:
    """Behind the last filled one before a gap of more than `gap`."""
    last = -1
    for n, here in enumerate(filled):
        if here:
            if last >= 0 and n - last > gap:
                break
            last = n
    return last + 1
