"""The grid of quarters of one demand line: figures are written into the rows of the pools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from planner.desktop.pages.supply.lines import Cell, Line, short_quarter
from planner.schema.dates import PartialDate

Index = QModelIndex | QPersistentModelIndex
Assign = Callable[[str, str, PartialDate, str], bool]
Slot = tuple[str, PartialDate] | None
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_HORIZONTAL = Qt.Orientation.Horizontal


class SupplyGrid(QAbstractTableModel):
    """Lines over quarters; `assign(demand, pool, quarter, written)` says whether a written figure was taken."""

    def __init__(self, assign: Assign, tone: Callable[[str], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assign, self._tone = assign, tone
        self.lines: tuple[Line, ...] = ()
        self.quarters: tuple[PartialDate, ...] = ()
        self.demand = ""

    def show(self, lines: Sequence[Line], span: Sequence[PartialDate], demand: str) -> list[tuple[int, int]] | None:
        """Other lines. Where their shape is the same the cursor stays and only the cells that differ, which it gives, are drawn."""
        before, now = self.lines, tuple(lines)
        shapes = [(of, tuple(quarters), [(x.role, x.pool, x.label) for x in each])
                  for of, quarters, each in ((demand, span, now), (self.demand, self.quarters, before))]
        if shapes[0] == shapes[1]:
            self.lines = now
            changed = [(row, column) for row, (old, new) in enumerate(zip(before, now, strict=True)) if old is not new
                       for column, (was, is_) in enumerate(zip(old.cells, new.cells, strict=True), start=1) if was != is_]
            for place in changed:
                self.dataChanged.emit(self.index(*place), self.index(*place))
            return changed
        self.beginResetModel()
        self.lines, self.quarters, self.demand = now, tuple(span), demand
        self.endResetModel()
        return None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.quarters) + 1

    def cell(self, row: int, column: int) -> Cell:
        """What stands there; the first column names the line."""
        line = self.lines[row]
        return line.cells[column - 1] if column else Cell(line.label)

    def _cell(self, index: Index) -> Cell:
        return self.cell(index.row(), index.column())

    def slot(self, row: int, column: int) -> Slot:
        """The pool and the quarter that a place stands for; None where nothing can be given."""
        there = row < len(self.lines) and 0 < column <= len(self.quarters) and self.lines[row].role == "give"
        return (self.lines[row].pool, self.quarters[column - 1]) if there else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        cell = self._cell(index)
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.EditRole:
            return cell.written
        if role == _ROLE.ToolTipRole:
            return cell.text or None
        if role == _ROLE.ForegroundRole:
            return self._tone(cell.tone) if cell.tone else None
        if role == _ROLE.FontRole and self.lines[index.row()].role == "need":
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.AccessibleTextRole:
            quarter = self.headerData(index.column(), _HORIZONTAL, _ROLE.ToolTipRole)
            return f"{self.lines[index.row()].label}，{quarter}：{cell.text or '空'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not _HORIZONTAL or not 0 <= section <= len(self.quarters):
            return None
        if role == _ROLE.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.DisplayRole:
            return short_quarter(self.quarters[section - 1]) if section else "来源"
        if role == _ROLE.ToolTipRole:
            return self.quarters[section - 1].shown if section else "来源"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._cell(index).editable else flags

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or str(value).strip() == self._cell(index).written:
            return False
        return self._assign(self.demand, self.lines[index.row()].pool, self.quarters[index.column() - 1], str(value))
