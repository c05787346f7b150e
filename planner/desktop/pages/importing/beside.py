"""A row beside what it was compared with, the differences first; where a person must say whether both are one thing, the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView

from planner.desktop.columns import Column
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.schema.fields import Field
from planner.services.intake import MISSING, REFUSE, IntakeRow

UNDECIDED = ("similar", "duplicate", "other_department")
"""Problems of which a person says whether two rows are one thing; the question is put beside both."""

_BOOKKEEPING = ("source_no", "round")


@dataclass(frozen=True)
class Line:
    """One field on both sides, as shown."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


_COLUMNS = (
    Column("label", "内容", lambda line: line.label, 14),
    Column("mine", "这一行", lambda line: line.mine, 34, tone=lambda line: "amber" if line.differs else ""),
    Column("theirs", "已有的", lambda line: line.theirs, 34, tone=lambda line: "amber" if line.differs else ""),
)


class Beside(QObject):
    """The lower part of the tab; `decided` is told when a person has said what a row is."""

    decided = Signal()

    def __init__(self, ui: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._row: IntakeRow | None = None
        self.table = RowTable(_COLUMNS, lambda line: line.label, self)
        ui.beside.show_table(self.table)
        for place in (1, 2):
            ui.beside.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        dress("problem", ui.said)
        dress("section", ui.beside_said)
        ui.apart.clicked.connect(self.part)
        ui.join.clicked.connect(self.join)
        ui.keep.clicked.connect(self.keep)

    def show(self, row: IntakeRow | None, fields: Mapping[str, Field], said: str) -> None:
        """A row with what is wrong about it; None shows what is said alone."""
        self._row = row
        other = row.other if row else None
        lines = _lines(row, fields) if row and other else []
        self.table.show(lines)
        asked = row is not None and any(problem.code in UNDECIDED for problem in row.problems)
        ui = self._ui
        dress("hint" if row is not None and row.verdict == MISSING else "problem", ui.said)
        ui.said.setText(said)
        ui.said.setVisible(bool(said))
        both = bool(lines) and (asked or (row is not None and bool(row.differences)))
        ui.beside_box.setVisible(both)
        ui.beside_said.setText(_question(row) if asked and row else "")
        for widget in (ui.beside_said, ui.apart, ui.keep, ui.join):
            widget.setVisible(asked)

    def part(self) -> None:
        """They are two things."""
        if self._row is not None:
            self._row.part()
            self.decided.emit()

    def join(self) -> None:
        """They are one thing, and this row is what counts."""
        if self._row is not None:
            self._row.join()
            self.decided.emit()

    def keep(self) -> None:
        """They are one thing, and what was there before stays."""
        if self._row is not None:
            self._row.decide(REFUSE)
            self._row.apart = False
            self.decided.emit()


def _question(row: IntakeRow) -> str:
    other = row.other
    if other is None:
        return ""
    whose = other.department or "别处"
    known = f"{whose}这次报来的" if other.row is not None else f"工作区里{whose}的"
    done = {True: "（已定：两个都收）", False: "（已定：是同一个）", None: ""}[row.apart]
    return f"与{known}“{other.title}”是同一个吗？{done}"


def _lines(row: IntakeRow, fields: Mapping[str, Field]) -> list[Line]:
    theirs = row.other.values if row.other else {}
    names = [name for name in fields if name not in _BOOKKEEPING and (row.values.get(name) is not None or theirs.get(name) is not None)]
    lines = [Line(fields[name].label, fields[name].show(row.values.get(name)), fields[name].show(theirs.get(name))) for name in names]
    return [*(line for line in lines if line.differs), *(line for line in lines if not line.differs)]
