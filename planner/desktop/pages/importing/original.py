"""The tab 原表: the sheets of the chosen file as they stand there, and the way from a cell to what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView

from planner.desktop.pages.importing.sheet_table import FieldsOf, SheetTable
from planner.desktop.tokens import tokens_of
from planner.services.intake import IntakeFile, IntakeRow

_WIDEST, _NARROWEST, _LOOKED_AT = 260, 64, 60


class Original(QObject):
    """Fills a list of sheets and a table with what a file holds; `asked` tells the row behind a double-clicked cell."""

    asked = Signal(object)

    def __init__(self, sheets: QComboBox, view: QTableView, fields_of: Callable[[], FieldsOf]) -> None:
        super().__init__(view)
        self._sheets, self._view, self._fields_of = sheets, view, fields_of
        self._file: IntakeFile | None = None
        self.table: SheetTable | None = None
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        sheets.activated.connect(self._draw)
        view.doubleClicked.connect(lambda _: self.go_back())

    def show(self, file: IntakeFile | None) -> None:
        """Show the sheets of a file; the sheet chosen before stays chosen where it is still there."""
        kept, self._file = self._sheets.currentText(), file
        self._sheets.clear()
        book = file.received.book if file else None
        for sheet in book.sheets if book else ():
            self._sheets.addItem(sheet.name + ("（隐藏）" if sheet.hidden else ""), sheet.name)
        self._sheets.setCurrentIndex(max(0, self._sheets.findText(kept)) if self._sheets.count() else -1)
        self._draw()

    def _draw(self, _: object = None) -> None:
        book, name = self._file.received.book if self._file else None, self._sheets.currentData()
        self.table = None
        if self._file and book and name:
            tables = [table for table in book.tables if table.sheet == name]
            rows = [row for row in self._file.rows if row.sheet == name]
            self.table = SheetTable(book.sheet(name), tables, rows, self._fields_of(), self._ink, self)
        before = self._view.model()
        self._view.setModel(self.table)
        if before is not None:
            before.deleteLater()
        self._fit()

    def _ink(self, tone: str) -> QColor:
        tokens = tokens_of(self._view.palette())
        return QColor(tokens.accent_text if tone == "accent" else tokens.tone(tone))

    def _fit(self) -> None:
        """Widths by the first rows only: a sheet may have a hundred thousand."""
        if self.table is None:
            return
        metrics = self._view.fontMetrics()
        for place in range(self.table.columnCount()):
            head = str(self.table.headerData(place, self._view.horizontalHeader().orientation())).split("\n")
            texts = [str(self.table.index(row, place).data() or "") for row in range(min(_LOOKED_AT, self.table.rowCount()))]
            widest = max(map(metrics.horizontalAdvance, [*head, *texts]), default=0) * 11 // 10 + 28
            least = max(map(metrics.horizontalAdvance, head)) * 11 // 10 + 28
            self._view.setColumnWidth(place, max(_NARROWEST, least, min(_WIDEST, widest)))

    def seek(self, row: IntakeRow, field: str = "") -> None:
        """Bring the cell of a value, or a row's first one, before the eyes."""
        place = self._sheets.findData(row.sheet)
        if place < 0:
            return
        if place != self._sheets.currentIndex() or self.table is None:
            self._sheets.setCurrentIndex(place)
            self._draw()
        cell = row.cells.get(field, {}).get("cell") or next((spot["cell"] for spot in row.cells.values() if spot.get("cell")), "")
        index = self.table.spot(cell or f"A{row.row}") if self.table else None
        if index is not None and index.isValid():
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def go_back(self) -> None:
        """Tell the row that was made of the chosen cell, if one was."""
        index, sheet = self._view.currentIndex(), self._sheets.currentData()
        rows = [row for row in self._file.rows if row.sheet == sheet] if self._file and index.isValid() else []
        found = next((row for row in rows if row.row == index.row() + 1), None)
        if found is not None:
            self.asked.emit(found)
