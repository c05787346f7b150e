"""A question asked in place: a few fields in a frame of the page, open until what is written is taken or let go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.desktop.binding import Binding
from planner.desktop.record_dialog import Choices, Written, editor_of, taken
from planner.desktop.roles import dress
from planner.schema.fields import Field


class Inset(QFrame):
    """`ask` builds the question anew; what `take` refuses is said in the frame. `closed` is told however it ends."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._inside: QWidget | None = None
        self.binding: Binding | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self.hide()

    def ask(self, title: str, fields: Mapping[str, Field], take: Callable[[Written], object], *, does: str,
            values: Mapping[str, Any] | None = None, hint: str = "", choices: Choices | None = None) -> None:
        """Show these fields under a title; `does` are the words of the button that calls `take`."""
        self._drop()
        self._fields, self._take = fields, take
        self._inside = QWidget(self)
        self._column.addWidget(self._inside)
        self._lay_out(self._inside, title, does, hint)
        self.binding = Binding(self._inside, fields)
        for name, offered in (choices or {}).items():
            self.binding.offer(name, offered)
        self.binding.fill(None, values)
        self.show()
        next(iter(self.binding.editors.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self, inside: QWidget, title: str, does: str, hint: str) -> None:
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        named, said = QLabel(title, inside), QLabel(hint, inside)
        self._problems = QLabel(inside)
        dress("section", named)
        dress("hint", said)
        dress("problem", self._problems)
        for label in (named, said, self._problems):
            label.setWordWrap(True)
        said.setVisible(bool(hint))
        self._problems.hide()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        for name, field in self._fields.items():
            label, editor = QLabel(inside), editor_of(field)
            label.setObjectName(f"{name}_label")
            editor.setObjectName(name)
            form.addRow(label, editor)
        for widget in (named, said):
            column.addWidget(widget)
        column.addLayout(form)
        column.addWidget(self._problems)
        column.addLayout(self._buttons(inside, does))

    def _buttons(self, inside: QWidget, does: str) -> QHBoxLayout:
        row = QHBoxLayout()
        self.does, self.leaves = QPushButton(does, inside), QPushButton("取消", inside)
        self.does.setProperty("primary", True)
        for button, slot in ((self.does, self.accept), (self.leaves, self.close_up)):
            button.setAccessibleName(button.text())
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def refusal(self) -> str:
        """Why what is written was not taken; empty when nothing was refused."""
        return self._problems.text() if self._inside is not None else ""

    def accept(self) -> None:
        """Close only when what is written was taken."""
        assert self.binding is not None
        if taken(self.binding, self._fields, self._take, self._problems):
            self.close_up()

    def close_up(self) -> None:
        """Let the question go."""
        if self.isHidden():
            return
        self.hide()
        self._drop()
        self.closed.emit()

    def _drop(self) -> None:
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self.binding = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
