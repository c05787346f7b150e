"""The tab 原表: the sheets of the chosen file as they stand there, what their columns mean, the way from a cell to its record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from planner.desktop.pages.importing.meanings import Meaning, meanings, target_of
from planner.desktop.pages.importing.sheet_table import SheetTable
from planner.desktop.roles import dress
from planner.desktop.tokens import tokens_of
from planner.domain.kinds import IMPORTED
from planner.schema.record import Vocabulary
from planner.services.intake import IntakeFile, IntakeRow

if TYPE_CHECKING:
    from planner.sheets.book import ReadColumn, ReadTable

_WIDEST, _NARROWEST, _LOOKED_AT, _SPANS = 260, 64, 60, 1000
_UNKNOWN, _SEVERAL = "没有认出", "不止一种"
AUTO = "auto"
_LAYOUTS = (("版式：自动", AUTO), ("一行一条", "table"), ("一列一条（横置）", "turned"), ("一表一条（表单）", "form"))


class Original(QObject):
    """`asked` tells the row behind a cell; the others what a person says of the sheet: (sheet, column, target), (sheet, kind),
    (sheet, layout), (sheet, header rows counted from 1); kind or layout AUTO leaves it to the program."""

    asked = Signal(object)
    meant = Signal(str, str, str)
    kind_told = Signal(str, str)
    layout_told = Signal(str, str)
    head_told = Signal(str, object)

    def __init__(self, ui: Any, words: Callable[[], Vocabulary], parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._words = ui, words
        self._view: QTableView = ui.original
        self._file: IntakeFile | None = None
        self.table: SheetTable | None = None
        self._behave()
        dress("hint", ui.sheet_said)
        for label, kind in (*((record.label, record.kind) for record in IMPORTED), ("不是要收的表", ""), ("按程序判断", AUTO)):
            ui.kind.addItem(label, kind)
        for label, lying in _LAYOUTS:
            ui.layout.addItem(label, lying)
        ui.kind.activated.connect(self._tell_record)
        ui.layout.activated.connect(lambda _: self.layout_told.emit(self.sheet, ui.layout.currentData()))
        ui.sheets.activated.connect(self._draw)
        ui.set_head.clicked.connect(self.tell_head)
        ui.to_mean.clicked.connect(self.offer_meanings)
        self._view.doubleClicked.connect(lambda _: self.go_back())

    def _behave(self) -> None:
        view = self._view
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().sectionClicked.connect(self._offer_for_column)
        opened = QAction("改这一列…", view)
        opened.setShortcut(QKeySequence("F4"))
        opened.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        opened.triggered.connect(self.offer_meanings)
        view.addAction(opened)

    @property
    def sheet(self) -> str:
        """The name of the sheet before the eyes."""
        return self._ui.sheets.currentData() or ""

    def show(self, file: IntakeFile | None) -> None:
        """Another file, or the same as it is now: its sheet, chosen cell and place are then kept."""
        if file is self._file:
            return
        same = self._file is not None and file is not None and file.received.path == self._file.received.path
        kept, place = self.sheet if same else "", (self._view.currentIndex(), self._view.verticalScrollBar().value())
        spot = (place[0].row(), place[0].column(), place[1])
        self._file = file
        self._ui.sheets.clear()
        book = file.received.book if file else None
        for sheet in book.sheets if book else ():
            self._ui.sheets.addItem(sheet.name + ("（隐藏）" if sheet.hidden else ""), sheet.name)
        tables = [self._ui.sheets.findData(table.sheet) for table in (book.tables if book else ())]
        found = self._ui.sheets.findData(kept)
        self._ui.sheets.setCurrentIndex(found if found >= 0 else min(tables, default=0) if self._ui.sheets.count() else -1)
        self._draw()
        if same and kept == self.sheet and self.table is not None and spot[0] >= 0:
            self._view.setCurrentIndex(self.table.index(spot[0], spot[1]))
            self._view.verticalScrollBar().setValue(spot[2])

    def _draw(self, _: object = None) -> None:
        book, name = self._file.received.book if self._file else None, self.sheet
        self.table = None
        tables = [table for table in book.tables if table.sheet == name] if book else []
        if self._file and book and name:
            rows = [row for row in self._file.rows if row.sheet == name]
            self.table = SheetTable(book.sheet(name), tables, rows, self._words().received_of, self._ink, self)
        before = self._view.model()
        self._view.setModel(self.table)
        if before is not None:
            before.deleteLater()
        self._fit()
        self._span()
        self._tell_kind(tables)

    def _tell_kind(self, tables: list[ReadTable]) -> None:
        """What the sheet was taken for; where it was not recognised, what a person can do."""
        box, hints = self._ui.kind, self._file.received.hints if self._file else None
        while box.itemData(0) is None and box.count():
            box.removeItem(0)
        kinds = {table.record.kind if table.record else "" for table in tables}
        known = next(iter(kinds), "") if len(kinds) <= 1 else ""
        told = hints is not None and self.sheet in hints.records
        if not known and not told:
            box.insertItem(0, _SEVERAL if len(kinds) > 1 else _UNKNOWN)
        box.setCurrentIndex(box.findData(known) if known or told else 0)
        layout = hints.layouts.get(self.sheet, AUTO) if hints else AUTO
        self._ui.layout.setCurrentIndex(max(0, self._ui.layout.findData(layout)))
        self._ui.sheet_said.setText(_guide(tables, known=bool(known)))

    def _ink(self, tone: str) -> QColor:
        tokens = tokens_of(self._view.palette())
        return QColor(tokens.accent_text if tone == "accent" else tokens.tone(tone))

    def redress(self) -> None:
        """Colours are asked for when they are painted."""
        self._view.viewport().update()

    def _fit(self) -> None:
        """Widths by the first rows of tables only: a title would widen its column, and a sheet may have a hundred thousand rows."""
        table = self.table
        if table is None:
            return
        metrics = self._view.fontMetrics()
        looked = [row for row in range(min(10 * _LOOKED_AT, table.rowCount())) if _typical(table, row)][:_LOOKED_AT]
        for place in range(table.columnCount()):
            head = str(table.headerData(place, Qt.Orientation.Horizontal)).split("\n")
            texts = [str(table.index(row, place).data() or "") for row in looked]
            widest = max(map(metrics.horizontalAdvance, [*head, *texts]), default=0) * 11 // 10 + 28
            least = max(map(metrics.horizontalAdvance, head)) * 11 // 10 + 28
            self._view.setColumnWidth(place, max(_NARROWEST, least, min(_WIDEST, widest)))

    def _span(self) -> None:
        """Merged cells are one cell, and a title is written over the cells at its right, as in the file."""
        table = self.table
        self._view.clearSpans()
        if table is None:
            return
        for top, left, bottom, right in (merge for merge in table.sheet.merges[:_SPANS] if merge[:2] != merge[2:]):
            self._view.setSpan(top, left + 1, bottom - top + 1, right - left + 1)
        taken = {top for top, _, _, _ in table.sheet.merges}
        for row in range(min(_LOOKED_AT, table.rowCount())):
            filled = [column for column in range(table.columnCount() - 1) if table.sheet.text(row, column)]
            room = table.columnCount() - 1 - filled[0] if len(filled) == 1 else 0
            if room > 1 and row not in taken and not _typical(table, row):
                self._view.setSpan(row, filled[0] + 1, 1, room)

    # to a cell and back

    def seek(self, row: IntakeRow, field: str = "") -> None:
        """Bring the cell of a value, or a row's first one, before the eyes."""
        place = self._ui.sheets.findData(row.sheet)
        if place < 0:
            return
        if place != self._ui.sheets.currentIndex() or self.table is None:
            self._ui.sheets.setCurrentIndex(place)
            self._draw()
        cell = row.cells.get(field, {}).get("cell") or next((spot["cell"] for spot in row.cells.values() if spot.get("cell")), "")
        index = self.table.spot(cell or f"A{row.row}") if self.table else None
        if index is not None and index.isValid():
            self._view.setCurrentIndex(self._corner(index))
            self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _corner(self, index: QModelIndex) -> QModelIndex:
        """The cell itself, or the corner of the merged cell that covers it."""
        merges = self.table.sheet.merges[:_SPANS] if self.table else ()
        found = next(((top, left) for top, left, bottom, right in merges
                      if top <= index.row() <= bottom and left <= index.column() - 1 <= right), None)
        return index.sibling(found[0], found[1] + 1) if found else index

    def go_back(self) -> None:
        """Tell the row that was made of the chosen cell, if one was."""
        index = self._view.currentIndex()
        found = self._row_at(index) if self._file and index.isValid() else None
        if found is not None:
            self.asked.emit(found)

    def _row_at(self, index: QModelIndex) -> IntakeRow | None:
        rows = [row for row in self._file.rows if row.sheet == self.sheet] if self._file else []
        straight = next((row for row in rows if row.row == index.row() + 1), None)
        if self.table is None or len(rows) > 1000 or index.row() in self.table.kinds:
            return straight
        return next((row for row in rows if any(self.table.spot(spot.get("cell", "")) == index for spot in row.cells.values())), straight)

    # what a person says

    def _tell_record(self, _: int) -> None:
        if self._ui.kind.currentData() is not None:
            self.kind_told.emit(self.sheet, self._ui.kind.currentData())

    def tell_head(self) -> None:
        """The rows of the chosen cells are the head."""
        rows = {index.row() + 1 for index in self._view.selectionModel().selectedIndexes()} if self.table else set()
        if rows:
            self.head_told.emit(self.sheet, tuple(sorted(rows)))

    def offer_meanings(self) -> None:
        """A list of what the column of the chosen cell may mean, at that cell."""
        index = self._view.currentIndex()
        found = self.table.column_at(index.row(), index.column() - 1) if self.table and index.isValid() else None
        if found:
            self._offer(*found, self._view.viewport().mapToGlobal(self._view.visualRect(index).bottomLeft()))

    def _offer_for_column(self, section: int) -> None:
        found = self.table.column_at(-1, section - 1) if self.table and section else None
        header = self._view.horizontalHeader()
        if found:
            self._offer(*found, header.mapToGlobal(QPoint(header.sectionViewportPosition(section), header.height())))

    def _offer(self, table: ReadTable, column: ReadColumn, at: QPoint) -> None:
        menu = self.meaning_menu(table, column)
        if menu is not None:
            menu.exec(at)
            menu.deleteLater()

    def meaning_menu(self, table: ReadTable, column: ReadColumn) -> QMenu | None:
        """The likely fields with their reasons, what keeps the column as an extra, and all other fields."""
        if table.record is None:
            return None
        likely, others = meanings(column, self._words().received_of(table.record))
        menu, now = QMenu(self._view), target_of(column)
        for one in (*likely, others[0]):
            self._entry(menu, table, column, one, now)
        more = menu.addMenu("其他内容")
        for one in others[1:]:
            self._entry(more, table, column, one, now)
        return menu

    def _entry(self, menu: QMenu, table: ReadTable, column: ReadColumn, one: Meaning, now: str) -> None:
        action = menu.addAction(f"{one.label}　—　{one.reason}" if one.reason else one.label)
        action.setCheckable(True)
        action.setChecked(one.target == now)
        action.triggered.connect(partial(self._tell_meaning, table.sheet, column.column, one.target))

    def _tell_meaning(self, sheet: str, column: str, target: str, _: bool = True) -> None:
        self.meant.emit(sheet, column, target)


def _guide(tables: list[ReadTable], *, known: bool) -> str:
    heads = sorted({number for table in tables for number in table.header_rows})
    said = f"表头：第 {'、'.join(map(str, heads))} 行。" if heads else ""
    if known and not any(column.column.isalpha() for table in tables for column in table.columns):
        return "蓝字是认出的栏目，选中后按 F4 可以改它的对应；双击内容看它成了哪条记录。"
    if known:
        return said + "列头下面是它对应的内容，点一下（或按 F4）可以改；双击单元格看它成了哪条记录。"
    return said + "请选择这张表是什么；表头不对的话，选中表头所在的行，再点“所选行作表头”。"


def _typical(table: SheetTable, row: int) -> bool:
    """Whether a row says how wide columns are: heads and records do; where no table is known, rows of several cells."""
    if table.kinds and all(down < 0 for down, _ in table.fields):
        return table.kinds.get(row, "").partition("·")[0] in ("表头", "记录")
    return sum(bool(table.sheet.text(row, column)) for column in range(min(40, table.columnCount() - 1))) > 1
