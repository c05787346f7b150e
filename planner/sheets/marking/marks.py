"""What is marked in a workbook that goes back: a cell, what is wrong with it, and what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RESULT = "校验结果"
HEADS = ("序号", "工作表", "单元格", "栏目", "原文", "问题", "怎样填写")
WIDTHS = (6, 16, 10, 16, 30, 40, 44)
FILL = "#FFC7CE"


@dataclass(frozen=True)
class Mark:
    """One problem. `cell` is a reference on the sheet; `label` the column's meaning, empty where the whole row is meant."""

    sheet: str
    cell: str
    label: str
    text: str
    problem: str
    wanted: str = ""

    @property
    def note(self) -> str:
        """What the comment at the cell says."""
        return "\n".join(filter(None, (self.problem, self.wanted)))


def notes_of(marks: Sequence[Mark]) -> dict[tuple[str, str], str]:
    """(sheet, cell) -> everything that is wrong there, for a cell has one comment."""
    found: dict[tuple[str, str], str] = {}
    for mark in marks:
        spot = (mark.sheet, mark.cell)
        found[spot] = f"{found[spot]}\n{mark.note}" if spot in found else mark.note
    return found


def listed(marks: Sequence[Mark]) -> list[tuple[str, ...]]:
    """The rows of the sheet 校验结果, without its heads."""
    return [(str(number), mark.sheet, mark.cell, mark.label or "整行", mark.text, mark.problem, mark.wanted)
            for number, mark in enumerate(marks, 1)]
