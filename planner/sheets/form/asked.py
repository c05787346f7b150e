"""What a collection form asks, and the trace by which a returned one is known again without guessing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from planner.schema.fields import Field
from planner.sheets.grid import Grid

TRACE, LISTS, GUIDE = "_表样", "_目录", "填报说明"
OWN_SHEETS = (TRACE, LISTS)
PURPOSE = "planner-form"


@dataclass(frozen=True)
class Asked:
    """One column of the form: the field, and whether the office insists on it."""

    name: str
    field: Field
    required: bool = False

    @property
    def heading(self) -> str:
        return f"{self.field.label} *" if self.required else self.field.label


@dataclass(frozen=True)
class Form:
    """What is asked: `record` is the kind of record, `number` names the round, `notes` are the instructions in order."""

    title: str
    record: str
    number: str
    asked: tuple[Asked, ...]
    notes: tuple[str, ...] = ()
    rows: int = 200


@dataclass(frozen=True)
class Trace:
    """What a returned form says of itself: the kind of record, the round, and the field behind each of its headings."""

    record: str
    number: str
    headings: Mapping[str, str]


def trace_of(grid: Grid) -> Trace | None:
    """The trace of a returned form, whatever became of its rows, columns and protection; None where there is none."""
    for sheet in grid.sheets:
        if sheet.name == TRACE:
            said = {sheet.text(row, 0): sheet.text(row, 1) for row in range(len(sheet.rows))}
            try:
                headings = json.loads(said["headings"])
                return Trace(said["record"], said["number"], {str(k): str(v) for k, v in headings.items()})
            except (KeyError, ValueError, AttributeError):
                return None
    return None
