"""The tab 列的对应: each column of the chosen file with what it was taken for and why, those that need a look first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidgetItem

from planner.desktop.pages.importing.meanings import certainty, meanings, target_of
from planner.desktop.roles import dress
from planner.schema.record import Vocabulary

if TYPE_CHECKING:
    from planner.sheets.book import ReadBook, ReadColumn, ReadTable

_HEADS = ("列", "表头", "内容举例", "对应字段", "依据")
_WIDTHS = (64, 140, 130, 180, 120)
FIELD = _HEADS.index("对应字段")


@dataclass(frozen=True)
class Line:
    """A heading: one of the columns under it, and where all of them stand, as (sheet, column)."""

    table: ReadTable
    column: ReadColumn
    spots: list[tuple[str, str]]

    @property
    def asked(self) -> bool:
        return certainty(self.column).startswith("？")

    @property
    def place(self) -> str:
        return self.column.column if len(self.spots) == 1 else f"{self.column.column} 等{len(self.spots)}处"


class Columns(QObject):
    """`told` gives ((sheet, column) of each, target) when a person has chosen."""

    told = Signal(object, str)

    def __init__(self, ui: Any, words: Callable[[], Vocabulary], parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._words = ui, words
        self._book: ReadBook | None = None
        table = ui.columns
        table.setColumnCount(len(_HEADS))
        table.setHorizontalHeaderLabels(_HEADS)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        for place, width in enumerate(_WIDTHS):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setStretchLastSection(True)
        dress("hint", ui.columns_said)

    def show(self, book: ReadBook | None) -> None:
        """The columns of every table whose kind is known; the same book is not drawn twice."""
        if book is self._book:
            return
        self._book = book
        found = _lines(book) if book else []
        asked = sum(line.asked for line in found)
        self._ui.columns_said.setText(_said(asked) if found else "没有认出表格；请在“原表”里指定这张表是什么、哪几行是表头。")
        self._ui.columns.setRowCount(0)
        self._ui.columns.setRowCount(len(found))
        for row, line in enumerate(found):
            self._draw(row, line)

    def _draw(self, row: int, line: Line) -> None:
        column, sure = line.column, certainty(line.column)
        why = f"{sure}：{column.reason}" if column.reason not in ("", sure) else sure
        for at, text in enumerate((line.place, column.header, _example(line.table, column), "", why)):
            item = QTableWidgetItem(text)
            item.setToolTip("\n".join(f"{sheet} {name}" for sheet, name in line.spots[:20]) if at == 0 else text)
            if line.asked:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self._ui.columns.setItem(row, at, item)
        self._ui.columns.setCellWidget(row, FIELD, self._picker(line))

    def _picker(self, line: Line) -> QComboBox:
        table, column, box = line.table, line.column, QComboBox()
        assert table.record is not None
        box.setAccessibleName(f"{column.column} {column.header} 对应的字段")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        likely, others = meanings(column, self._words().received_of(table.record))
        for one in (*likely, *others):
            box.addItem(one.label, one.target)
            box.setItemData(box.count() - 1, one.reason or one.label, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(0, box.findData(target_of(column))))
        box.activated.connect(partial(self._chosen, box, line))
        return box

    def _chosen(self, box: QComboBox, line: Line, _: int) -> None:
        self.told.emit(line.spots, box.currentData() or "")


def _lines(book: ReadBook) -> list[Line]:
    """A line for each heading; sheets that repeat it under the same meaning (one form a sheet) share it. Those to look at first."""
    found: dict[tuple[object, ...], Line] = {}
    for table in (table for table in book.tables if table.record):
        for column in table.columns:
            same = table.record, column.header or column.column, target_of(column), column.reason
            line = found.setdefault(same, Line(table, column, []))
            line.spots.append((table.sheet, column.column))
    return sorted(found.values(), key=lambda line: not line.asked)


def _said(asked: int) -> str:
    first = f"有 {asked} 栏请看一下，排在最前。" if asked else "每一栏都有把握。"
    return first + "改过的对应按报送部门记住，下次来表自动沿用。"


def _example(table: ReadTable, column: ReadColumn) -> str:
    """What stands in the column in the first row that fills it."""
    name = column.field
    for row in table.records()[:20]:
        text = row.texts.get(name, "") if name else row.extra.get(column.header, "")
        if text:
            return str(text).replace("\n", " ")
    return ""
