"""Text tables: csv and tsv in any Chinese encoding, with whichever separator makes their lines agree."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from planner.sheets.encoding import decoded
from planner.sheets.grid import Cell, Grid, Sheet

_SEPARATORS = (",", "\t", ";", "|", "，", "；", "｜")
_GUARDED = re.compile(r'^="(.*)"$', re.DOTALL)
_LONGEST = 4 << 20


def read_csv(path: Path) -> Grid:
    """One sheet; a row is a record, so that a quoted line break does not count."""
    text, encoding = decoded(path.read_bytes())
    csv.field_size_limit(_LONGEST)
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    named = re.match(r"^sep=(.)$", first.strip(), re.IGNORECASE)
    body, separator = (rest, named[1]) if named else (text, _separator(text))
    rows: list[list[Cell]] = [[_value(cell) for cell in row] for row in _rows(body, separator)]
    return Grid("csv", [Sheet(path.stem, rows)], "utf-16" if encoding.startswith("utf-16") else encoding)


def _rows(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _separator(text: str) -> str:
    """The one under which most lines have the same width above one."""
    sample = "\n".join(text.split("\n", 200)[:200])
    return max(_SEPARATORS, key=lambda mark: _agreement(sample, mark))


def _agreement(sample: str, mark: str) -> float:
    if mark not in sample:
        return 0.0
    try:
        widths = Counter(len(row) for row in _rows(sample, mark) if any(row))
    except csv.Error:
        return 0.0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0
    count, width = max(wide)
    return count / sum(widths.values()) * (1 - 1 / width) * (1 if mark in ",\t;|" else 0.8)


def _value(text: str) -> Cell:
    guarded = _GUARDED.match(text)
    return guarded[1] if guarded else text or None
