"""Tables in a terminal: columns as wide as what they hold, Chinese characters counted as two."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Iterator, Sequence

from planner.schema.text import display_width

_PIPED = 120
_GAP = "  "


def room() -> int:
    """How many columns there are; enough for a page where the output goes into a file."""
    return shutil.get_terminal_size((_PIPED, 24)).columns if sys.stdout.isatty() else _PIPED


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = (), right: Collection[int] = (), most: int = 0) -> Iterator[str]:
    """Lines of a table; `right` are the columns of figures, `most` cuts longer cells. One line a row, whatever a cell holds."""
    lines = [[_cut(_flat(cell), most) for cell in row] for row in ([heads, *rows] if heads else rows)]
    widths = [max((width(cell) for cell in column), default=0) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        yield _GAP.join(_padded(cell, widths[at], at in right) for at, cell in enumerate(line)).rstrip()
        if heads and number == 0:
            yield _GAP.join("─" * width for width in widths)


def width(text: str) -> int:
    """Columns that a text takes; terminals show marks such as “” and ─ narrow."""
    return display_width(text, ambiguous=1)


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _padded(text: str, to: int, right: bool) -> str:
    blanks = " " * (to - width(text))
    return blanks + text if right else text + blanks


def _cut(text: str, most: int) -> str:
    if not most or width(text) <= most:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > most - 1:
            break
        kept += character
    return kept + "…"
