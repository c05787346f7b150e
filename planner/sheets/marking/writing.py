"""Writes a received file as a marked workbook: the department's own where that can be done, else one made anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.paths import replacing
from planner.progress import Progress
from planner.sheets.apart import apart
from planner.sheets.grid import Grid
from planner.sheets.marking.copying import mark_copy
from planner.sheets.marking.marks import Mark
from planner.sheets.marking.rebuilding import mark_anew


def write_marked(source: Path, grid: Grid, marks: Sequence[Mark], target: Path, progress: Progress | None = None) -> bool:
    """Write the marked workbook to `target` (.xlsx); True when it is the department's own, False when it was made anew.

    The received file is only read. Raises FileTrouble, Cancelled.
    """
    with replacing(target) as draft:
        own = grid.format == "xlsx" and apart(mark_copy, str(source), str(draft), list(marks), progress=progress or Progress())
        if not (own and draft.exists()):
            own = False
            mark_anew(grid, draft, marks)
    return own
