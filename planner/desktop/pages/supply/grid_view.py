"""The grid on the screen: a block from a spreadsheet goes in as one step, figures are filled to the right, cleared, copied."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QTableView

from planner.desktop.clipboard import as_tsv
from planner.desktop.pages.supply.grid import Slot, SupplyGrid
from planner.desktop.typing_in import commit_typing

Written = Sequence[tuple[Slot, str]]
Take = Callable[[str, Written], None]


def block_of(text: str) -> list[list[str]]:
    """The cells of a spreadsheet's clipboard text; the line break at its end is none of them."""
    return list(csv.reader(io.StringIO(text.rstrip("\r\n")), dialect="excel-tab"))


class GridView(QTableView):
    """`take(name, written)` is given every cell of one step together."""

    take: Take | None = None

    @property
    def grid(self) -> SupplyGrid:
        model = self.model()
        assert isinstance(model, SupplyGrid)
        return model

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
