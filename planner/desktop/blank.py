"""What a place says while it has nothing to show: one sentence, an explanation, and a button that acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QVBoxLayout, QWidget


class Blank(QWidget):
    """Lies over the inside of a table until there are rows."""

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__(over.viewport())
        self._act: Callable[[], None] | None = None
        self._sentence, self._hint, self._button = QLabel(self), QLabel(self), QPushButton(self)
        self._sentence.setProperty("role", "section")
        self._hint.setProperty("role", "hint")
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._button.clicked.connect(self._acted)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        for widget in (self._sentence, self._hint):
            column.addWidget(widget)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        over.viewport().installEventFilter(self)
        self.hide()

    def say(self, sentence: str, hint: str = "", act: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show the sentence; `act` is the button's words and what it does."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._button.setVisible(act is not None)
        self._act = act[1] if act else None
        if act:
            self._button.setText(act[0])
            self._button.setAccessibleName(act[0])
        self._fit()
        self.show()
        self.raise_()

    @property
    def button(self) -> QPushButton:
        return self._button

    @property
    def sentence(self) -> str:
        return self._sentence.text() if not self.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _acted(self) -> None:
        if self._act:
            self._act()

    def _fit(self) -> None:
        inside = self.parentWidget()
        if inside is not None:
            self.setGeometry(inside.rect())
            spare = self.height() - self._sentence.sizeHint().height() - self._button.sizeHint().height()
            self._hint.setVisible(bool(self._hint.text()) and spare > self._hint.sizeHint().height() * 2 + 40)
