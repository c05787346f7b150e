"""What the cells of a column look like: which share of them a field could read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from planner.schema.choices import Choice
from planner.schema.dates import When, span
from planner.schema.fields import Field, Names, Refused, Text
from planner.schema.identity import Phone, telephones
from planner.schema.numbers import Percent
from planner.schema.text import tidy
from planner.sheets.grid import Cell, Fault, shown
from planner.sheets.understanding.marks import is_ditto, is_none

_SAMPLE = 60


def fit(kinds: Sequence[Field], cells: Sequence[Cell]) -> float | None:
    """The share of filled cells that could be read; None when any text would do or nothing is there to judge by."""
    kind = kinds[0]
    if isinstance(kind, Text | Names) and len(kinds) == 1:
        return None
    filled = [cell for cell in cells if not isinstance(cell, Fault) and _says(tidy(shown(cell)))]
    if not filled:
        return None
    sample = list(dict.fromkeys(filled))[:_SAMPLE]
    return sum(1 for cell in sample if readable(kinds, cell)) / len(sample)


def _says(text: str) -> bool:
    return bool(text) and not is_none(text) and not is_ditto(text)


def readable(kinds: Sequence[Field], cell: Cell) -> bool:
    """Whether one cell could be these fields' value."""
    if len(kinds) > 1:
        return _both(kinds, cell)
    kind = kinds[0]
    if isinstance(cell, dt.date | dt.time) and not isinstance(kind, When):
        return False
    if isinstance(kind, Phone):
        return telephones(shown(cell))[1] == ""
    if isinstance(kind, When):
        return _dated(kind, cell)
    try:
        kind.understand(cell)
    except Refused as refused:
        return refused.code in ("too_fine", "out_of_range") and not isinstance(kind, Percent)
    return True


def _dated(kind: When, cell: Cell) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 36_526 <= cell <= 73_050:
        return True
    try:
        kind.understand(shown(cell) if isinstance(cell, float) else cell)
    except Refused:
        return _spanning(cell)
    return True


def _spanning(cell: Cell) -> bool:
    try:
        span(cell)
    except Refused:
        return False
    return True


def _both(kinds: Sequence[Field], cell: Cell) -> bool:
    """Two fields in one cell: a period, or a person with a telephone."""
    if all(isinstance(kind, When) for kind in kinds):
        return _spanning(cell)
    if all(isinstance(kind, Choice) for kind in kinds):
        return any(readable([kinds[0]], part) for part in re.split(r"[/／|>、，,;；:：()（）\s—-]+", shown(cell)) if part)
    if any(isinstance(kind, Phone) for kind in kinds):
        numbers, rest = telephones(shown(cell))
        return bool(numbers and rest)
    return True
