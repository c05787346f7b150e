"""Undo and redo in the corner of the menu bar, where they are always seen and cost no height."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from planner.desktop import theme
from planner.desktop.actions import Actions
from planner.desktop.icons import icon
from planner.desktop.tokens import Tokens

WORDS = {"undo": "撤销", "redo": "重做"}


class Corner(QWidget):
    """Two buttons that stand for the actions `undo` and `redo`, named after what they would take back or do again."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._buttons = {name: self._button(name) for name in WORDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        for button in self._buttons.values():
            row.addWidget(button)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(WORDS[name])
        button.setAccessibleName(WORDS[name])
        button.setToolButtonStyle(theme.BESIDE)
        button.setAutoRaise(True)
        button.setEnabled(False)
        button.clicked.connect(self._actions[name].trigger)
        self._actions[name].enabledChanged.connect(button.setEnabled)
        return button

    def redress(self, tokens: Tokens) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icon(name, tokens, self.devicePixelRatioF()))

    def tell(self, name: str, what: str | None) -> None:
        """What undo or redo is for now; None when there is nothing."""
        words, action = f"{WORDS[name]}：{what}" if what else WORDS[name], self._actions[name]
        action.setText(words)
        action.setEnabled(what is not None)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._buttons[name].setToolTip(f"{words}（{key}）")
        self._buttons[name].setAccessibleDescription(words)
