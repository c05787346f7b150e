"""What a number format adds to a bare figure: a percent sign, a unit in quotes, a date no finer than its month."""

from __future__ import annotations

import datetime as dt
import re

from planner.sheets.grid import Cell, plain_number

_MONTH_IDS = frozenset({17, 27, 36, 50, 52, 54, 55, 57})
"""Built-in formats that show year and month only: mmm-yy, and the Chinese ones of ECMA-376 part 1, 18.8.30."""
_SECTION = re.compile(r"^(?:\[[^\]]*\])*")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SUFFIX = re.compile(r'^(?:\[[^\]]*\])?[#0?,.\s_ ]*[0#](?:\.[0#]+)?_?\s*"([^"0-9]{1,6})"')
PLAIN = ""


def meaning(number: int, code: str) -> str:
    """"" for nothing of note, "%", "month", "year", or "+" and a unit: what cells of this format show besides figures."""
    if number in (9, 10):
        return "%"
    if number in _MONTH_IDS and not code:
        return "month"
    first = _SECTION.sub("", code.split(";", maxsplit=1)[0])
    bare = _QUOTED.sub("", first).lower()
    if "%" in bare:
        return "%"
    unit = _SUFFIX.match(first)
    if unit and unit[1].strip():
        return "+" + unit[1].strip()
    if "y" in bare and "d" not in bare and not re.search(r"[hs]", bare):
        return "month" if "m" in bare else "year"
    return PLAIN


def applied(cell: Cell, shows: str) -> Cell:
    """The cell as the sheet shows it, where that says more than the bare value."""
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        if shows == "%":
            return plain_number(float(f"{cell * 100:.12g}")) + "%"
        return plain_number(float(cell)) + shows[1:] if shows.startswith("+") else cell
    if isinstance(cell, dt.date) and shows in ("month", "year"):
        return f"{cell.year}年{cell.month}月" if shows == "month" else f"{cell.year}年"
    return cell
