"""The table on the screen: rows to choose, a header that sorts and hides columns, the clipboard, what it says when empty."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from planner.desktop.blank import Blank
from planner.desktop.cell import CellDelegate
from planner.desktop.clipboard import as_html, as_tsv
from planner.desktop.keyed import KeyedView
from planner.desktop.table import Table
from planner.desktop.typing_in import commit_editing, commit_typing
from planner.settings import Settings

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_SELECT_ALSO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_KEPT_SELECTION = 2000
_NARROWEST = 16
ROW, HEAD = 32, 36


class TableView(KeyedView):
    """Shows a Table. `picked` is told whenever other rows are chosen."""

    picked = Signal()
    _memory: tuple[Settings, str] | None = None
    _elastic = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.blank = Blank(self)
        self._empty = ""
        self._wanted: list[str] = []
        self._current = ""
        self._restoring = self._fitting = False
        self._behave()

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._resized)
        header.sectionPressed.connect(lambda _: commit_editing())
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(50)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)

    @property
    def table(self) -> Table:
        model = self.model()
        assert isinstance(model, Table)
        return model

    def show_table(self, table: Table, *, settings: Settings | None = None, name: str = "", hidden: Iterable[str] = (),
                   elastic: str = "") -> None:
        """Show a table; with settings and a name the widths, order and hidden columns are those of last time.

        The elastic column takes the room that the others leave, until a person gives it a width.
        """
        self.setModel(table)
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(table, table))  # else it asks of each row whether it is chosen
        self.setItemDelegate(CellDelegate(table, self))
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        table.modelAboutToBeReset.connect(self._note_selection)
        table.modelReset.connect(self._restore_selection)
        self._memory = (settings, name) if settings is not None and name else None
        self._hidden, self._elastic = frozenset(hidden), elastic
        self._measure()
        self.reset_columns()
        self._recall()
        self._fit()
        self._say_empty()

    def when_empty(self, sentence: str) -> None:
        """What is said from now on whenever the table has no rows; a place that has something to do for it uses `blank`."""
        self._empty = sentence
        self._say_empty()

    def _say_empty(self) -> None:
        if self._empty and isinstance(self.model(), Table):
            self.blank.hide() if self.table.rowCount() else self.blank.say(self._empty)

    def reset_columns(self) -> None:
        """The columns as the program proposes them."""
        header, digit = self.horizontalHeader(), self.fontMetrics().horizontalAdvance("0")
        self._digit = digit
        bold = self.font()
        bold.setBold(True)
        for place, column in enumerate(self.table.columns):
            header.moveSection(header.visualIndex(place), place)
            title = self.fontMetrics().horizontalAdvance(column.label) * 1.08 + 2 * digit + 20
            header.resizeSection(place, round(max(title, column.width * digit + 18)))
            header.setSectionHidden(place, column.name in self._hidden)
        self._fit()

    def _fit(self) -> None:
        """Give the elastic column what the others leave, but never so little that nothing can be read in it."""
        place = next((i for i, column in enumerate(self.table.columns) if column.name == self._elastic), -1)
        if place < 0 or self._fitting:
            return
        header = self.horizontalHeader()
        rest = self.viewport().width() - (header.length() - header.sectionSize(place))
        self._fitting = True
        header.resizeSection(place, max(_NARROWEST * self._digit, rest))
        self._fitting = False

    def _resized(self, place: int, _: int, now: int) -> None:
        """A width that a person drags is kept; it is told while a button is down on the header."""
        dragged = self.horizontalHeader().viewport().underMouse() and QGuiApplication.mouseButtons()
        if dragged and not self._fitting and self._elastic and self.table.columns[place].name == self._elastic:
            self._elastic = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if isinstance(self.model(), Table):
            self._fit()

    def _measure(self) -> None:
        height = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(max(ROW, height + 12))
        self.verticalHeader().setMinimumSectionSize(height)
        self.horizontalHeader().setMinimumHeight(max(HEAD, height + 16))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            delegate = self.itemDelegate()
            if isinstance(delegate, CellDelegate):
                delegate.redress()
            if event.type() is QEvent.Type.FontChange and isinstance(self.model(), Table):
                self._measure()
                self._stretch(self._digit)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_columns()
        super().hideEvent(event)

    def _stretch(self, digit: int) -> None:
        """Make the columns as much wider or narrower as the letters are than those of which a digit was so wide."""
        header, now = self.horizontalHeader(), self.fontMetrics().horizontalAdvance("0")
        for place in range(header.count()):
            if not header.isSectionHidden(place):
                header.resizeSection(place, round(header.sectionSize(place) * now / digit))
        self._digit = now
        self._fit()

    # what is chosen

    def _choice(self) -> QItemSelectionModel | None:
        """Qt has none until a table is shown, whatever its types say."""
        return self.selectionModel()

    def picked_keys(self) -> list[str]:
        """The keys of the chosen rows, from top to bottom."""
        return [self.table.key(row) for row in self._picked_rows()]

    def picked_things(self) -> list[Any]:
        return [self.table.thing(row) for row in self._picked_rows()]

    def picked_count(self) -> int:
        """How many rows are chosen, without touching each."""
        return sum(chosen.height() for chosen in self._spans())

    def _picked_rows(self) -> list[int]:
        return sorted({row for chosen in self._spans() for row in range(chosen.top(), chosen.bottom() + 1)})

    def _spans(self) -> list[QItemSelectionRange]:
        model = self._choice()
        return model.selection().toList() if model else []

    def current_key(self) -> str:
        """The key of the row with the focus, if it is among the chosen ones; else empty."""
        index, model = self.currentIndex(), self._choice()
        return self.table.key(index.row()) if index.isValid() and model and model.isRowSelected(index.row()) else ""

    def pick(self, key: str) -> bool:
        """Choose the row of a key and bring it into sight; False when it is not shown."""
        row = self.table.row_of(key)
        if row < 0:
            return False
        place = max(0, self.horizontalHeader().logicalIndexAt(1))
        index = self.table.index(row, place)
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self.scrollTo(index)
        return True

    def pick_all(self, keys: Iterable[str]) -> None:
        """Choose the rows of these keys, the first as the one with the focus."""
        rows = [row for row in map(self.table.row_of, keys) if row >= 0]
        if rows:
            self.pick(self.table.key(rows[0]))
        for row in rows[1:]:
            self.selectionModel().select(self.table.index(row, 0), _SELECT_ALSO)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            self.picked.emit()

    def _note_selection(self) -> None:
        commit_typing()
        self._wanted = self.picked_keys() if self.picked_count() <= _KEPT_SELECTION else []
        self._current = self.current_key()

    def _restore_selection(self) -> None:
        rows = [row for row in map(self.table.row_of, self._wanted) if row >= 0]
        self._restoring = True
        current = self.table.row_of(self._current) if self._current else -1
        if current >= 0:
            self.pick(self._current)
        for row in rows:
            if row != current:
                self.selectionModel().select(self.table.index(row, 0), _SELECT_ALSO)
        self._restoring = False
        self._say_empty()
        self.picked.emit()

    def keyboardSearch(self, search: str) -> None:
        """Qt would ask for the text of every row; searching has its own field."""

    # columns

    def _choose_columns(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def column_menu(self) -> QMenu:
        """One tick for each column, and the way back."""
        header, menu = self.horizontalHeader(), QMenu(self)
        shown = sum(not header.isSectionHidden(place) for place in range(header.count()))
        for place, column in enumerate(self.table.columns):
            action = menu.addAction(column.label)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.setEnabled(shown > 1 or header.isSectionHidden(place))
            action.toggled.connect(partial(self._show_column, place))
        menu.addSeparator()
        menu.addAction("恢复默认列", self.reset_columns)
        return menu

    def _show_column(self, place: int, on: bool) -> None:
        self.horizontalHeader().setSectionHidden(place, not on)
        self._fit()
        self.keep_columns()

    def keep_columns(self) -> None:
        """Remember widths, order and hidden columns for the next time."""
        if self._memory:
            settings, name = self._memory
            header, columns = self.horizontalHeader(), [column.name for column in self.table.columns]
            state = base64.b64encode(header.saveState().data()).decode()
            sorted_by = header.sortIndicatorSection()
            order = [columns[sorted_by], header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder] if sorted_by >= 0 else []
            settings.window[f"table:{name}"] = [columns, state, self._digit, order, self._elastic]

    def _recall(self) -> None:
        kept = self._memory[0].window.get(f"table:{self._memory[1]}") if self._memory else None
        if not (isinstance(kept, list) and len(kept) == 5 and isinstance(kept[2], int) and kept[2] > 0):
            return
        columns, state, digit, order, elastic = kept
        names = [column.name for column in self.table.columns]
        if columns != names:
            return
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.restoreState(QByteArray.fromBase64(str(state).encode()))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if isinstance(order, list) and len(order) == 2 and order[0] in names:
            way = Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(names.index(order[0]), way)
            self.table.put_in_order(names.index(order[0]), way)
        header.blockSignals(False)
        self._elastic = self._elastic if elastic else ""
        self._stretch(digit)

    # the clipboard

    def copy(self, *, head: bool = False) -> int:
        """Put the chosen rows on the clipboard for a spreadsheet; gives their number."""
        header = self.horizontalHeader()
        places = [p for p in map(header.logicalIndex, range(header.count())) if not header.isSectionHidden(p)]
        rows = self._picked_rows()
        cells = [[self.table.written(self.table.index(row, place)) for place in places] for row in rows]
        if head:
            cells.insert(0, [self.table.columns[place].label for place in places])
        mime = QMimeData()
        mime.setText(as_tsv(cells))
        mime.setHtml(as_html(cells))
        QGuiApplication.clipboard().setMimeData(mime)
        return len(rows)

    def contextMenuEvent(self, event: Any) -> None:
        menu = QMenu(self)
        for action in self.actions():
            menu.addAction(action)
        if self.actions():
            menu.addSeparator()
        chosen = bool(self.picked_keys())
        for text, head in (("复制", False), ("复制（含表头）", True)):
            action = QAction(text, menu)
            action.setEnabled(chosen)
            action.triggered.connect(lambda _=False, head=head: self.copy(head=head))
            menu.addAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()
