"""Spreads a line over its measure: evenly between Chinese characters, never inside a Latin word, a number, —— or ……"""

from __future__ import annotations

import re

from planner.paper.fonts import Faces
from planner.paper.strip import Word

_UNITS = re.compile(r"——|……|[!-~\u00a0-\u024f\u2212≥≤±≈㎡㎥℃]+|.", re.DOTALL)
WIDEST = 0.5


def spread(line: str, x: float, y: float, extra: float, kind: tuple[str, float], faces: Faces) -> list[Word]:
    """The words of a line whose breadth lacks `extra` points (or has too many of them, if negative).

    A gap wider than half a character is worse than a ragged line: then the line stays as it is.
    """
    face, size = kind
    units = _UNITS.findall(line)
    gap = extra / max(1, len(units) - 1)
    if gap > WIDEST * size:
        gap = 0.0
    if gap == 0.0:
        return [Word(x, y, line, face, size)]
    found: list[Word] = []
    run = ""
    for unit in [*units, ""]:
        if len(unit) == 1 and not unit.isascii():
            run += unit
            continue
        if run:
            found.append(Word(x, y, run, face, size, gap))
            x += faces.width(run, face, size) + gap * len(run)
            run = ""
        if unit:
            found.append(Word(x, y, unit, face, size))
            x += faces.width(unit, face, size) + gap
    return found
