"""One sheet of a received file as it stands there: row numbers, column letters, what each row was taken for, what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from planner.desktop.pages.importing.meanings import certainty
from planner.messages import sentence
from planner.schema.fields import Field
from planner.schema.record import Record
from planner.services.intake import IntakeRow
from planner.sheets.grid import letters, position

if TYPE_CHECKING:
    from planner.sheets.book import ReadColumn, ReadTable
    from planner.sheets.grid import Sheet

Index = QModelIndex | QPersistentModelIndex
FieldsOf = Callable[[type[Record]], Mapping[str, Field]]
KINDS = {"record": "记录", "group": "分组", "subtotal": "小计", "note": "注", "blank": "空", "header": "表头"}
_TONES = {"表头": "accent", "分组": "green", "小计": "muted", "注": "muted", "空": "muted"}
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class SheetTable(QAbstractTableModel):
    """The first column says what a row is; the others are the sheet's own, texts being made only when they are painted."""

    def __init__(self, sheet: Sheet, tables: Sequence[ReadTable], rows: Sequence[IntakeRow], fields_of: FieldsOf,
                 tone: Callable[[str], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.tables, self._tone = sheet, tables, tone
        self._width = sheet.width
        self.kinds: dict[int, str] = {}
        self.fields: dict[tuple[int, int], str] = {}
        self.said: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for table in tables:
            self._take_table(table, fields_of(table.record) if table.record else {})
        for row in rows:
            if row.problems:
                self._take_row(row, fields_of(row.record))

    def _take_table(self, table: ReadTable, fields: Mapping[str, Field]) -> None:
        turned = any(column.column.isdigit() for column in table.columns)
        if not turned:
            self.kinds.update({number - 1: "表头" for number in table.header_rows})
            self.kinds.update({row.row - 1: KINDS.get(row.kind, "") + ("·删除线" if row.struck else "") for row in table.rows})
        for column in table.columns:
            names = [fields[name].label for name in (column.field, column.also) if name in fields and name]
            mark = "？" if certainty(column).startswith("？") else ""
            self.fields.setdefault(spot_of(column), mark + ("、".join(names) or ("附加信息" if table.record else "")))

    def _take_row(self, row: IntakeRow, fields: Mapping[str, Field]) -> None:
        for problem in row.problems:
            column = problem.params.get("column")
            spot = row.cells.get(problem.field, {}).get("cell") or (f"{column}{row.row}" if column else "")
            label = fields[problem.field].label if problem.field in fields else "整行"
            self.said[place_of(spot) if spot else (row.row - 1, -1)].append(f"⚠ {label}：{sentence(problem)}")

    def column_at(self, row: int, column: int) -> tuple[ReadTable, ReadColumn] | None:
        """The column of a table to which a cell belongs; in a form the label at its left."""
        near = [(table, one) for table in self.tables for one in table.columns if _covers(spot_of(one), row, column)]
        return max(near, key=lambda one: (row in _rows_of(one[0]), spot_of(one[1])[1]), default=None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._width + 1

    def kind(self, row: int) -> str:
        """What a row was taken for, in a word."""
        word = self.kinds.get(row, "")
        return "·".join(filter(None, (word, "隐藏" if row in self.sheet.hidden_rows else "")))

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        row, column = index.row(), index.column() - 1
        if role == _ROLE.DisplayRole:
            return self._text(row, column)
        if role == _ROLE.ToolTipRole:
            meant = self.fields.get((row, column))
            own = self.kind(row) if column < 0 else self.sheet.text(row, column)
            return "\n".join([*self.said.get((row, column), ()), *([f"对应：{meant}"] if meant else []), own]) or None
        if role == _ROLE.ForegroundRole:
            return self._ink(row, column)
        if role == _ROLE.FontRole:
            return self._font(row, column)
        if role == _ROLE.AccessibleTextRole:
            return f"{letters(column)}{row + 1}：{self._text(row, column) or '空'}" if column >= 0 else self.kind(row)
        return None

    def _text(self, row: int, column: int) -> str:
        if column < 0:
            return f"⚠ {self.kind(row)}" if (row, -1) in self.said else self.kind(row)
        text = self.sheet.text(row, column).replace("\n", " ")
        return f"⚠ {text}" if (row, column) in self.said else text

    def _ink(self, row: int, column: int) -> QColor | None:
        if (row, column) in self.said:
            return self._tone("red")
        if (row, column) in self.fields:
            return self._tone("accent")
        word = self.kinds.get(row, "").partition("·")[0]
        hidden = row in self.sheet.hidden_rows or column in self.sheet.hidden_columns
        tone = "muted" if hidden else _TONES.get(word, "")
        return self._tone(tone) if tone else None

    def _font(self, row: int, column: int) -> QFont | None:
        word = self.kinds.get(row, "")
        if word not in ("表头", "分组", "小计") and "删除线" not in word and (row, column) not in self.fields:
            return None
        font = QFont()
        font.setBold("删除线" not in word)
        font.setStrikeOut("删除线" in word)
        return font

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.ToolTipRole and orientation is Qt.Orientation.Horizontal and section:
            found = next((one for table in self.tables for one in table.columns if spot_of(one) == (-1, section - 1)), None)
            return f"{found.header or '（没有表头）'}\n{found.reason}\n点击可以改" if found else None
        if role != _ROLE.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            meant = self.fields.get((section, -1), "")
            return f"{section + 1} {meant}".strip()
        if section == 0:
            return "行\n认作"
        hidden = "（隐藏）" if section - 1 in self.sheet.hidden_columns else ""
        meant = self.fields.get((-1, section - 1), "")
        return f"{letters(section - 1)}{hidden}\n{f'{meant} ▾' if meant else ''}"

    def spot(self, cell: str) -> QModelIndex:
        """Where a cell of the file stands in this table."""
        row, column = place_of(cell)
        return self.index(row, column + 1)


def _covers(spot: tuple[int, int], row: int, column: int) -> bool:
    down, across = spot
    return (down < 0 and across == column) or (down == row >= 0 and across <= column)


def _rows_of(table: ReadTable) -> range:
    first, _, last = table.range.partition(":")
    return range(place_of(first)[0], place_of(last or first)[0] + 1)


def spot_of(column: ReadColumn) -> tuple[int, int]:
    """(row, column) of a column of a table: -1 where it is all of a row or of a column of the sheet."""
    if column.column.isalpha():
        return -1, position(f"{column.column}1")[1]
    return (int(column.column) - 1, -1) if column.column.isdigit() else place_of(column.column)


def place_of(cell: str) -> tuple[int, int]:
    """A1 -> (0, 0); (-1, -1) for what is no reference."""
    try:
        return position(cell)
    except ValueError:
        return -1, -1
