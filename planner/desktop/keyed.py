"""A table that answers the keys as every table does: Ctrl+C copies, Enter does what a double click does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTableView


class KeyedView(QTableView):
    """Base of the tables; `copy` says what is copied."""

    def copy(self) -> object:
        """Put what is chosen on the clipboard; nothing, where a table does not say how."""
        return None

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
