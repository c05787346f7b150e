"""The grid on the screen: a block from a spreadsheet goes in as one step, figures are filled to the right, cleared, copied."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from planner.desktop.clipboard import as_tsv
from planner.desktop.pages.supply.grid import Slot, SupplyGrid
from planner.desktop.typing_in import commit_typing
from planner.schema.dates import PartialDate

Written = Sequence[tuple[Slot, str]]
Take = Callable[[str, Written], None]
Dropped = Callable[[str, PartialDate | None], None]
POOL_MIME = "application/x-planner-pool"
_LONGEST_NAME = 18
_FEWEST = 9


def block_of(text: str) -> list[list[str]]:
    """The cells of a spreadsheet's clipboard text; the line break at its end is none of them."""
    return list(csv.reader(io.StringIO(text.rstrip("\r\n")), dialect="excel-tab"))


class GridView(QTableView):
    """`take(name, written)` is given every cell of one step together, `dropped(pool, quarter)` what is dragged onto it."""

    take: Take | None = None
    dropped: Dropped | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verticalHeader().hide()
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    @property
    def grid(self) -> SupplyGrid:
        model = self.model()
        assert isinstance(model, SupplyGrid)
        return model

    # room

    def fit(self) -> None:
        """Room for every figure; a long name leaves room for the quarters, its tool tip has it whole."""
        bold = self.font()
        bold.setBold(True)
        plain, wide = QFontMetrics(self.font()), QFontMetrics(bold)
        self.verticalHeader().setDefaultSectionSize(plain.height() + 12)
        pad = plain.horizontalAdvance("0") * 2
        for column in range(self.grid.columnCount()):
            texts = [self.grid.cell(row, column).text for row in range(self.grid.rowCount())]
            need = pad + max([plain.horizontalAdvance("0") * _FEWEST, *(wide.horizontalAdvance(text) for text in texts[:1]),
                              *(plain.horizontalAdvance(text) for text in texts[1:])])
            need = need if column else min(need, plain.horizontalAdvance("供") * _LONGEST_NAME)
            self.setColumnWidth(column, need)

    def widen(self, cells: Sequence[tuple[int, int]]) -> None:
        """Room for the figures of these cells too."""
        bold = self.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for row, column in cells:
            need = metrics.horizontalAdvance(self.grid.cell(row, column).text) + 2 * metrics.horizontalAdvance("0")
            if need > self.columnWidth(column):
                self.setColumnWidth(column, need)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and isinstance(self.model(), SupplyGrid):
            self.fit()

    # many at once

    def paste(self) -> None:
        """The clipboard from the current cell on; one figure goes into every chosen cell."""
        block = block_of(QGuiApplication.clipboard().text())
        start = self.currentIndex()
        if not start.isValid() or not block:
            return
        if len(block) == 1 and len(block[0]) == 1:
            places = [(i.row(), i.column(), block[0][0]) for i in self.selectedIndexes() or [start]]
        else:
            places = [(start.row() + down, start.column() + right, text)
                      for down, row in enumerate(block) for right, text in enumerate(row)]
        self._write("粘贴配置", places)

    def fill_right(self) -> None:
        """The leftmost chosen figure of each row goes into the chosen cells at its right."""
        rows: dict[int, list[int]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: i.column()):
            rows.setdefault(index.row(), []).append(index.column())
        self._write("向右填充配置", [(row, column, self.grid.cell(row, columns[0]).written)
                               for row, columns in rows.items() for column in columns[1:]])

    def clear_chosen(self) -> None:
        self._write("清除所选配置", [(i.row(), i.column(), "") for i in self.selectedIndexes() if self.grid.slot(i.row(), i.column())])

    def slots(self) -> list[tuple[str, PartialDate]]:
        """The pools and quarters of the chosen cells; one of the line itself stands for every pool in that quarter."""
        pools = [line.pool for line in self.grid.lines if line.role == "give"]
        found: list[tuple[str, PartialDate]] = []
        for index in self.selectedIndexes():
            slot = self.grid.slot(index.row(), index.column())
            if slot is not None:
                found.append(slot)
            elif index.column() and self.grid.lines[index.row()].role == "need":
                found += [(pool, self.grid.quarters[index.column() - 1]) for pool in pools]
        return found

    def _write(self, name: str, places: Sequence[tuple[int, int, str]]) -> None:
        commit_typing()
        if places and self.take is not None:
            self.take(name, [(self.grid.slot(row, column), text) for row, column, text in places])

    def copy(self) -> None:
        """The chosen cells as they could be pasted again."""
        chosen = self.selectedIndexes()
        rows, columns = sorted({i.row() for i in chosen}), sorted({i.column() for i in chosen})
        cells = [[self.grid.cell(row, column).plain for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(as_tsv(cells))

    def keyPressEvent(self, event: Any) -> None:
        keys = QKeySequence.StandardKey
        for key, slot in ((keys.Copy, self.copy), (keys.Paste, self.paste), (keys.Delete, self.clear_chosen)):
            if event.matches(key):
                slot()
                event.accept()
                return
        super().keyPressEvent(event)

    # what is dragged onto it

    def _quarter_at(self, at: QPoint) -> PartialDate | None:
        column = self.columnAt(at.x())
        return self.grid.quarters[column - 1] if 0 < column <= len(self.grid.quarters) else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge(event)

    def _judge(self, event: QDragMoveEvent) -> None:
        if self.grid.demand and event.mimeData().hasFormat(POOL_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """On a quarter what that one misses, on a name or beside the quarters what all of them miss."""
        if self.dropped is not None and event.mimeData().hasFormat(POOL_MIME):
            event.acceptProposedAction()
            self.dropped(bytes(event.mimeData().data(POOL_MIME).data()).decode(), self._quarter_at(event.position().toPoint()))
