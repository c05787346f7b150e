"""Rows of a plain reader, with what only the second look into the package knows: number formats, broken formulas, hidden parts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from planner.sheets.formats import applied
from planner.sheets.grid import Cell, Fault
from planner.sheets.ooxml import Look, Run, look
from planner.sheets.wire import Leaf

_LAST_ROW, _LAST_COLUMN = 200_000, 1_000
"""Behind which a broken formula is not worth rows of its own."""


class Looking:
    """The second look, taken in a thread while the library reads; a package too odd for it is read without, and that is said."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._seen: dict[str, Look] = {}
        self.failed = False
        self._thread = threading.Thread(target=self._look, daemon=True) if kind == "xlsx" else None
        if self._thread:
            self._thread.start()

    def _look(self) -> None:
        try:
            self._seen = {seen.name: seen for seen in look(self._path)}
        except Exception:  # noqa: BLE001 - in the reading process: whatever is odd about the package must not stop the reading
            self.failed = True

    def dressed(self, leaf: Leaf) -> Leaf:
        """The sheet with everything that was seen of it; nothing, where the format has nothing to look at."""
        if self._thread:
            self._thread.join()
        leaf.about.unseen = self.failed
        seen = self._seen.get(leaf.about.name)
        return leaf if seen is None else _dressed(leaf, seen)


def _dressed(leaf: Leaf, seen: Look) -> Leaf:
    about = leaf.about
    about.hidden_rows, about.hidden_columns = frozenset(seen.hidden_rows), frozenset(seen.hidden_columns)
    about.struck, about.formulas, about.merges = frozenset(seen.struck), seen.formulas, seen.merges or about.merges
    if seen.shows:
        leaf.rows = _shown(leaf.rows, seen.shows)
    if seen.faults:
        leaf.rows = _broken(leaf.rows, seen.faults)
    return leaf


def _shown(rows: Iterable[list[Cell]], shows: Mapping[int, Sequence[Run]]) -> Iterator[list[Cell]]:
    formats = [(column, _Formats(runs)) for column, runs in shows.items()]
    for r, row in enumerate(rows):
        for column, known in formats:
            if column < len(row) and (what := known.at(r)):
                row[column] = applied(row[column], what)
        yield row


class _Formats:
    """The number formats of one column, asked row by row downwards."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = sorted(runs, key=lambda run: run.first)
        self._at = 0

    def at(self, row: int) -> str:
        while self._at < len(self._runs) and self._runs[self._at].last < row:
            self._at += 1
        here = self._runs[self._at] if self._at < len(self._runs) else None
        return here.shows if here and here.first <= row else ""


def _broken(rows: Iterable[list[Cell]], faults: Mapping[int, Mapping[int, str]]) -> Iterator[list[Cell]]:
    count = 0
    for row in rows:
        yield _put(row, faults[count]) if count in faults else row
        count += 1
    for r in sorted(r for r in faults if count <= r < _LAST_ROW):
        yield from ([] for _ in range(r - count))
        yield _put([], faults[r])
        count = r + 1


def _put(row: list[Cell], faults: Mapping[int, str]) -> list[Cell]:
    for column, text in faults.items():
        if column < _LAST_COLUMN:
            row.extend([None] * (column + 1 - len(row)))
            row[column] = Fault(text)
    return row
