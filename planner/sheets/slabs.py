"""Rows of a sheet as bytes and back: texts are sent once and numbered, figures go as they are; nothing that could run."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from planner.sheets.grid import Cell, Fault

MARK = b"#"
"""What a slab begins with, which no JSON object does."""
_REMEMBERED = 50_000
_NUMBERED: frozenset[type] = frozenset((str, type(None), dt.date, dt.datetime, dt.time, Fault))
_FIGURES: frozenset[type] = frozenset((float, type(None), str))
_INDEX, _FLOAT, _LENGTH = "I", "d", "H"


class _Known(dict[Cell, int]):
    """Contents that were sent, with their numbers; asking for a new one numbers it. Blanks are number 0."""

    def __init__(self) -> None:
        super().__init__({None: 0, "": 0})
        self.sizes = [0]
        self.new: list[Cell] = []

    def __missing__(self, cell: Cell) -> int:
        number = self[cell] = len(self.sizes)
        self.sizes.append(len(cell) if isinstance(cell, str) else 1)
        self.new.append(cell)
        return number


class Outgoing:
    """Makes slabs; `characters` counts the texts of all of them, each as often as it stands in the sheet."""

    def __init__(self) -> None:
        self._known = _Known()
        self.characters = 0

    def slab(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        """Rows, each without its blank tail, column by column: a head in JSON, and numbers behind it."""
        forget = len(self._known) > _REMEMBERED
        if forget:
            self._known = _Known()
        lengths = array(_LENGTH, map(len, rows))
        kinds, blobs = zip(*map(self._column, zip_longest(*rows)), strict=True) if any(lengths) else ((), ())
        head = {"rows": len(rows), "kinds": kinds, "new": self._known.new, "forget": forget}
        self._known.new = []
        written = json.dumps(head, default=_coded, ensure_ascii=False).encode("utf-8", "replace")
        return b"".join((MARK, len(written).to_bytes(4, "little"), written, lengths.tobytes(), *blobs))

    def _column(self, cells: Sequence[Cell]) -> tuple[Any, bytes]:
        """What is said in the head of a column, and its numbers: texts by their numbers, figures, or everything in the head."""
        classes = set(map(type, cells))
        if classes <= _NUMBERED:
            numbers = [self._known[cell] for cell in cells]
            self.characters += sum(map(self._known.sizes.__getitem__, numbers))
            return "", array(_INDEX, numbers).tobytes()
        if float in classes and classes <= _FIGURES:
            blanks = [at for at, cell in enumerate(cells) if not isinstance(cell, float)]
            if not any(cells[at] for at in blanks):
                return blanks, array(_FLOAT, [cell if isinstance(cell, float) else 0.0 for cell in cells]).tobytes()
        self.characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        return {"cells": cells}, b""


class Incoming:
    """The inverse of `Outgoing`; equal contents are one object, blanks are None."""

    def __init__(self) -> None:
        self._known: list[Cell] = [None]

    def rows(self, message: bytes) -> list[tuple[Cell, ...]]:
        """The rows of a slab, as tuples: they hold only what they need, and the collector of garbage leaves them alone."""
        start = len(MARK) + 4
        end = start + int.from_bytes(message[len(MARK):start], "little")
        head = json.loads(message[start:end])
        if head["forget"]:
            self._known = [None]
        self._known += map(_decoded, head["new"])
        blobs = _Blobs(message, end)
        lengths = blobs.next(_LENGTH, head["rows"])
        columns = [self._column(kind, blobs, head["rows"]) for kind in head["kinds"]]
        whole = list(zip(*columns, strict=True)) if columns else [()] * head["rows"]
        return [row if len(row) == length else row[:length] for row, length in zip(whole, lengths, strict=True)]

    def _column(self, kind: Any, blobs: _Blobs, count: int) -> Sequence[Cell]:
        if kind == "":
            return list(map(self._known.__getitem__, blobs.next(_INDEX, count)))
        if isinstance(kind, dict):
            return [None if cell == "" else _decoded(cell) for cell in kind["cells"]]
        cells: list[Cell] = blobs.next(_FLOAT, count).tolist()
        for at in kind:
            cells[at] = None
        return cells


class _Blobs:
    """Arrays that stand one behind the other."""

    def __init__(self, message: bytes, at: int) -> None:
        self._message, self._at = memoryview(message), at

    def next(self, kind: str, count: int) -> array[Any]:
        found: array[Any] = array(kind)
        end = self._at + count * found.itemsize
        found.frombytes(self._message[self._at:end])
        self._at = end
        return found


def _coded(cell: object) -> dict[str, str]:
    """Contents that JSON does not know, as mappings."""
    if isinstance(cell, Fault):
        return {"fault": cell.text}
    if isinstance(cell, dt.datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()}
    return {"time": cell.isoformat()} if isinstance(cell, dt.time) else {"text": str(cell)}


def _decoded(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        plain: Cell = cell
        return plain
    (kind, text), = cell.items()
    if kind == "fault":
        return Fault(text)
    if kind == "moment":
        return dt.datetime.fromisoformat(text)
    if kind == "day":
        return dt.date.fromisoformat(text)
    return dt.time.fromisoformat(text) if kind == "time" else str(text)
