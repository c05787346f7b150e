"""Asks one short thing where it belongs, instead of in a dialog: a choice, some words, and what was refused beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from planner.desktop.elided import Elided
from planner.desktop.typing_in import commit_typing
from planner.errors import PlannerError
from planner.messages import notice

Take = Callable[[str, str], object]


class InPlace(QFrame):
    """Not there until `ask`; Enter takes what is written, Escape lets it be, and the focus goes back to where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: Take = lambda _choice, _text: None
        self._before: QWidget | None = None
        self.sentence, self.choice, self.text = Elided(self), QComboBox(self), QComboBox(self)
        self.done, self.leave, self.problem = QPushButton("确定", self), QPushButton("取消", self), QLabel(self)
        self.text.setEditable(True)
        self.text.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.text.setMinimumContentsLength(12)
        self.setProperty("card", True)
        self.done.setProperty("primary", True)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        for button in (self.done, self.leave):
            button.setAccessibleName(button.text())
        self._lay_out()
        self.done.clicked.connect(self.accept)
        self.leave.clicked.connect(self.close_again)
        self.line.returnPressed.connect(self.accept)
        self.hide()

    @property
    def line(self) -> QLineEdit:
        """Where the words are written."""
        line = self.text.lineEdit()
        assert line is not None
        return line

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.sentence)
        for widget in (self.choice, self.text, self.done, self.leave):
            row.addWidget(widget, 1 if widget is self.text else 0)
        column.addLayout(row)
        column.addWidget(self.problem)

    def ask(self, sentence: str, take: Take, *, choices: Sequence[tuple[str, str]] = (), chosen: str = "", text: str = "",
            suggestions: Sequence[str] = (), hint: str = "") -> None:
        """`take` is called with the chosen value and the words; what it refuses is said here, and the question stays."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._take = take
        self.sentence.say(sentence)
        self.choice.clear()
        for value, words in choices:
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.setVisible(bool(choices))
        self.choice.setAccessibleName(sentence)
        self.text.clear()
        self.text.addItems(list(suggestions))
        self.text.setEditText(text)
        self.text.setAccessibleName(hint or sentence)
        self.line.setAccessibleName(hint or sentence)
        self.line.setPlaceholderText(hint)
        self.problem.hide()
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def accept(self) -> None:
        """Close only when what is written was taken."""
        commit_typing()
        try:
            self._take(str(self.choice.currentData() or ""), self.line.text())
        except PlannerError as error:
            said = notice(error)
            self.problem.setText(f"{said.text}{said.advice}")
            self.problem.show()
            self.line.setFocus()
            return
        self.close_again()

    def close_again(self) -> None:
        """Nothing is asked any more."""
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
            return
        super().keyPressEvent(event)
