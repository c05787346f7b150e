"""The tab 列的对应: each column of the chosen file with what it was taken for and why, those that need a look first."""

from __future__ import annotations

from collections.abc import Callable
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
_WIDTHS = (44, 150, 150, 190, 220)
FIELD = _HEADS.index("对应字段")


class Columns(QObject):
    """`told` gives (sheet, column, target) when a person has chosen."""

    told = Signal(str, str, str)

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
        found = [(table, column) for table in (book.tables if book else ()) if table.record for column in table.columns]
        found.sort(key=lambda one: not certainty(one[1]).startswith("？"))
        asked = sum(certainty(column).startswith("？") for _, column in found)
        self._ui.columns_said.setText(_said(asked) if found else "没有认出表格；请在“原表”里指定这张表是什么、哪几行是表头。")
        self._ui.columns.setRowCount(len(found))
        several = len({table.sheet for table, _ in found}) > 1
        for row, (table, column) in enumerate(found):
            self._draw(row, table, column, several=several)

    def _draw(self, row: int, table: ReadTable, column: ReadColumn, *, several: bool) -> None:
        place = f"{table.sheet} {column.column}" if several else column.column
        sure = certainty(column)
        why = f"{sure}：{column.reason}" if column.reason not in ("", sure) else sure
        for at, text in enumerate((place, column.header, _example(table, column), "", why)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if sure.startswith("？"):
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self._ui.columns.setItem(row, at, item)
        self._ui.columns.setCellWidget(row, FIELD, self._picker(table, column))

    def _picker(self, table: ReadTable, column: ReadColumn) -> QComboBox:
        assert table.record is not None
        box = QComboBox()
        box.setAccessibleName(f"{column.column} {column.header} 对应的字段")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        likely, others = meanings(column, self._words().fields_of(table.record))
        for one in (*likely, *others):
            box.addItem(one.label, one.target)
            box.setItemData(box.count() - 1, one.reason or one.label, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(0, box.findData(target_of(column))))
        box.activated.connect(partial(self._chosen, box, table.sheet, column.column))
        return box

    def _chosen(self, box: QComboBox, sheet: str, column: str, _: int) -> None:
        self.told.emit(sheet, column, box.currentData() or "")


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
