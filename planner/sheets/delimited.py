"""Text tables: csv and tsv in any Chinese encoding, with whichever separator makes their lines agree."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.sheets.encoding import decoded
from planner.sheets.grid import Cell, Sheet
from planner.sheets.wire import Leaf, Reading, TooLarge

_SEPARATORS = (",", "\t", ";", "|", "，", "；", "｜")
_GUARDED = re.compile(r'^="(.*)"$', re.DOTALL)
_LONGEST = 4 << 20


def read_csv(path: Path) -> Reading:
    """One sheet; a row is a record, so that a quoted line break does not count."""
    text, encoding = decoded(path.read_bytes())
    csv.field_size_limit(_LONGEST)
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    named = re.match(r"^sep=(.)$", first.strip(), re.IGNORECASE)
    body, separator = (rest, named[1]) if named else (text, _separator(text))
    leaf = Leaf(Sheet(path.stem, ()), _cells(body, separator))
    return Reading("csv", [leaf], "utf-16" if encoding.startswith("utf-16") else encoding)


def _cells(text: str, separator: str) -> Iterator[list[Cell]]:
    try:
        for row in csv.reader(_lines(text), delimiter=separator):
            yield [_value(cell) for cell in row]
    except csv.Error as beyond:  # said of nothing else than a cell without end
        raise TooLarge from beyond


def _lines(text: str) -> Iterator[str]:
    first = 0
    while first < len(text):
        end = text.find("\n", first) + 1 or len(text)
        yield text[first:end]
        first = end


def _separator(text: str) -> str:
    """The one under which most lines have the same width above one."""
    sample = "\n".join(text.split("\n", 200)[:200])
    return max(_SEPARATORS, key=lambda mark: _agreement(sample, mark))


def _agreement(sample: str, mark: str) -> float:
    if mark not in sample:
        return 0.0
    try:
        widths = Counter(len(row) for row in csv.reader(_lines(sample), delimiter=mark) if any(row))
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
