"""Grids as messages between the reading process and the program: JSON only, never objects."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.sheets.grid import Cell, Fault, Grid, Sheet, blank, reference, shown

_BLOCK = 2_000
_GAP_ROWS, _GAP_COLUMNS = 2_000, 100


def pack(grid: Grid) -> Iterator[bytes]:
    """Messages of a grid: what it is, then each sheet's facts and blocks of its rows."""
    yield _json({"format": grid.format, "encoding": grid.encoding, "notes": grid.notes})
    for sheet in grid.sheets:
        _trim(sheet)
        yield _json({
            "sheet": sheet.name, "merges": sheet.merges, "hidden": sheet.hidden, "hidden_rows": sorted(sheet.hidden_rows),
            "hidden_columns": sorted(sheet.hidden_columns), "struck": sorted(sheet.struck), "formulas": sheet.formulas,
            "beyond": sheet.beyond})
        for first in range(0, len(sheet.rows), _BLOCK):
            yield _json({"rows": sheet.rows[first:first + _BLOCK]})


def unpack(messages: Iterable[Mapping[str, Any]]) -> Grid:
    """The inverse of `pack`; a grid that begins anew, because the first reader failed halfway, is the one that counts."""
    grid = Grid("", [])
    shared: dict[str, str] = {}
    for message in messages:
        if "rows" in message:
            grid.sheets[-1].rows.extend(_revived(row, shared) for row in message["rows"])
        elif "sheet" in message:
            grid.sheets.append(_sheet(message))
        else:
            notes = [(code, params) for code, params in message["notes"]]
            grid = Grid(message["format"], [], message["encoding"], notes)
    return grid


def _sheet(message: Mapping[str, Any]) -> Sheet:
    merges = [(top, left, bottom, right) for top, left, bottom, right in message["merges"]]
    return Sheet(message["sheet"], [], merges, message["hidden"], frozenset(message["hidden_rows"]),
                 frozenset(message["hidden_columns"]), frozenset(message["struck"]), message["formulas"], message["beyond"])


def _json(message: Any) -> bytes:
    return json.dumps(message, default=_encoded, ensure_ascii=False).encode("utf-8", "replace")


def _encoded(cell: object) -> dict[str, str]:
    if isinstance(cell, Fault):
        return {"fault": cell.text}
    if isinstance(cell, dt.datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()}
    if isinstance(cell, dt.time):
        return {"time": cell.isoformat()}
    return {"text": str(cell)}


def _revived(row: list[Any], shared: dict[str, str]) -> list[Cell]:
    """A row in place; equal texts are one object, for a large list says the same few things over and over."""
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            row[column] = shared.setdefault(cell, cell)
        elif isinstance(cell, dict):
            row[column] = _decoded(cell)
    return row


def _decoded(cell: dict[str, str]) -> Cell:
    (kind, text), = cell.items()
    if kind == "fault":
        return Fault(text)
    if kind == "moment":
        return dt.datetime.fromisoformat(text)
    if kind == "day":
        return dt.date.fromisoformat(text)
    return dt.time.fromisoformat(text) if kind == "time" else text


def _trim(sheet: Sheet) -> None:
    """Cut blank tails, and set apart cells behind a wide gap: a stray mark in the last row is no table."""
    for row in sheet.rows:
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
    beyond: dict[str, str] = {}
    last = _end([not blank(row) for row in sheet.rows], _GAP_ROWS)
    for r in range(last, len(sheet.rows)):
        beyond |= {reference(r, c): shown(cell) for c, cell in enumerate(sheet.rows[r]) if shown(cell).strip()}
    del sheet.rows[last:]
    filled = {c for row in sheet.rows if len(row) > _GAP_COLUMNS for c, cell in enumerate(row) if shown(cell).strip()}
    edge = _end([c in filled for c in range(max(filled, default=-1) + 1)], _GAP_COLUMNS) if filled else 0
    for r, row in enumerate(sheet.rows):
        if filled and len(row) > max(edge, _GAP_COLUMNS):
            beyond |= {reference(r, c): shown(cell) for c, cell in enumerate(row) if c >= edge and shown(cell).strip()}
            del row[edge:]
    sheet.beyond = beyond


def _end(filled: list[bool], gap: int) -> int:
    """Behind the last filled one before a gap of more than `gap`."""
    last = -1
    for n, here in enumerate(filled):
        if here:
            if last >= 0 and n - last > gap:
                break
            last = n
    return last + 1
