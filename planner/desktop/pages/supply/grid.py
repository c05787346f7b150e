"""The grid of quarters: what a demand line needs and gets, from which pool, and how far each pool is used up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from planner.domain.balance import ZERO, PoolBalance, needs, open_in, served_of
from planner.domain.demand import Allocation, Demand
from planner.domain.supply import Pool
from planner.schema.dates import PartialDate

Index = QModelIndex | QPersistentModelIndex
Assign = Callable[[str, str, PartialDate, str], bool]
Slot = tuple[str, PartialDate] | None
OVER, GAP, ENOUGH = "▲超", "▽缺", "✓"
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True)
class Cell:
    """What stands in one quarter of a line; `written` is what an editor begins with."""

    text: str = ""
    tone: str = ""
    written: str = ""
    editable: bool = False

    @property
    def plain(self) -> str:
        """What another program is given: the bare figure where one can be written."""
        return self.written if self.editable else self.text


@dataclass(frozen=True)
class Line:
    """A row of the grid; `role` is need, give or pool; `pool` its pool's key where it has one."""

    role: str
    label: str
    cells: tuple[Cell, ...]
    pool: str = ""


def amount(value: Decimal) -> str:
    """A figure with at least one decimal, so that columns line up: 12.0, 3.25."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return f"{plain:f}" if isinstance(exponent, int) and exponent < -1 else f"{plain:.1f}"


def need_line(demand: Demand, allocations: Sequence[Allocation], span: Sequence[PartialDate]) -> Line:
    """Got and needed per quarter of one demand line."""
    wanted = needs(demand)
    served = served_of({demand.id: demand}, [a for a in allocations if a.demand == demand.id])
    cells = tuple(_need(served.get((demand.id, q), ZERO), wanted.get(q), demand.unit) for q in span)
    return Line("need", "已配 / 需求", cells)


def _need(got: Decimal, needed: Decimal | None, unit: str) -> Cell:
    if needed is None:
        return Cell("—", "muted")
    text = f"{amount(got)} / {amount(needed)} {unit}"
    gap = needed - got
    return Cell(f"{text}　{GAP} {amount(gap)}", "amber") if gap > 0 else Cell(f"{text}　{ENOUGH}", "green")


def give_line(demand: Demand, pool: Pool, allocations: Sequence[Allocation], rows: Sequence[PoolBalance],
              span: Sequence[PartialDate]) -> Line:
    """What this pool gives to the demand line and has left; to be written in the quarters that both are open in."""
    given = {a.quarter: a.quantity for a in allocations if (a.demand, a.pool) == (demand.id, pool.id)}
    wanted, known = needs(demand), {row.quarter: row for row in rows}
    return Line("give", f"← {pool.title}", tuple(
        _give(given.get(q), known.get(q)) if q in given or (q in wanted and open_in(pool, q)) else Cell("—", "muted") for q in span),
        pool.id)


def _give(given: Decimal | None, row: PoolBalance | None) -> Cell:
    written = f"{given.normalize():f}" if given else ""
    figure = f"{amount(given)}　" if given else ""
    if row is None or row.available is None:
        return Cell(f"{figure}不限", "" if given else "muted", written, True)
    if row.over:
        return Cell(f"{figure}{OVER} {amount(row.over)}", "red", written, True)
    return Cell(f"{figure}余 {amount(row.available - row.assigned)}", "" if given else "muted", written, True)


def left_of(rows: Sequence[PoolBalance], span: Sequence[PartialDate]) -> Decimal:
    """What a pool has left over these quarters, to offer those first that have most; without a limit it comes first."""
    mine = [row for row in rows if row.quarter in span]
    if any(row.available is None for row in mine):
        return Decimal("Infinity")
    return sum(((row.available or ZERO) - row.assigned for row in mine), ZERO)


def pool_line(title: str, rows: Sequence[PoolBalance], span: Sequence[PartialDate]) -> Line:
    """Assigned of available per quarter of one pool."""
    known = {row.quarter: row for row in rows}
    return Line("pool", title, tuple(_pool(known[q]) if q in known else Cell() for q in span), rows[0].pool if rows else "")


def _pool(row: PoolBalance) -> Cell:
    if row.available is None:
        return Cell(f"{amount(row.assigned)} / 不限 {row.unit}")
    text = f"{amount(row.assigned)} / {amount(row.available)} {row.unit}"
    return Cell(f"{text}　{OVER} {amount(row.over)}", "red") if row.over else Cell(text)


class SupplyGrid(QAbstractTableModel):
    """Lines over quarters; `assign(demand, pool, quarter, written)` says whether a written figure was taken."""

    def __init__(self, assign: Assign, tone: Callable[[str], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assign, self._tone = assign, tone
        self.lines: tuple[Line, ...] = ()
        self.quarters: tuple[PartialDate, ...] = ()
        self.demand = ""

    def show(self, lines: Sequence[Line], span: Sequence[PartialDate], demand: str) -> None:
        """Other lines; where their shape is the same only the figures are drawn again, so that the cursor stays."""
        same = (demand, tuple(span), [(x.role, x.pool) for x in lines]) == (
            self.demand, self.quarters, [(x.role, x.pool) for x in self.lines])
        if same:
            self.lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(span)))
            return
        self.beginResetModel()
        self.lines, self.quarters, self.demand = tuple(lines), tuple(span), demand
        self.endResetModel()

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
            return f"{self.lines[index.row()].label}，{self.headerData(index.column(), Qt.Orientation.Horizontal)}：{cell.text or '空'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        return self.quarters[section - 1].shown if section else "来源"

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._cell(index).editable else flags

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or str(value).strip() == self._cell(index).written:
            return False
        return self._assign(self.demand, self.lines[index.row()].pool, self.quarters[index.column() - 1], str(value))
