"""What a place says while it has nothing to show: one sentence, an explanation, and a button that acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QVBoxLayout, QWidget


class Blank(QWidget):
    """Lies over the inside of a table until there are rows; nothing stands on it before something is said."""

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__(over.viewport())
        self._inside = over.viewport()
        self._act: Callable[[], None] | None = None
        self.hide()

    @cached_property
    def button(self) -> QPushButton:
        made = QPushButton(self)
        made.clicked.connect(self._acted)
        return made

    @cached_property
    def _labels(self) -> tuple[QLabel, QLabel]:
        """The sentence and its explanation, laid out with the button under them."""
        made = (QLabel(self), QLabel(self))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        for label, role in zip(made, ("section", "hint"), strict=True):
            label.setProperty("role", role)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._inside.installEventFilter(self)
        return made

    def say(self, sentence: str, hint: str = "", act: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show the sentence; `act` is the button's words and what it does."""
        for label, text in zip(self._labels, (sentence, hint), strict=True):
            label.setText(text)
        self.button.setVisible(act is not None)
        self._act = act[1] if act else None
        if act:
            self.button.setText(act[0])
            self.button.setAccessibleName(act[0])
        self._fit()
        self.show()
        self.raise_()

    @property
    def sentence(self) -> str:
        return self._labels[0].text() if not self.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _acted(self) -> None:
        if self._act:
            self._act()

    def _fit(self) -> None:
        self.setGeometry(self._inside.rect())
        sentence, hint = self._labels
        spare = self.height() - sentence.sizeHint().height() - self.button.sizeHint().height()
        hint.setVisible(bool(hint.text()) and spare > hint.sizeHint().height() * 2 + 40)
