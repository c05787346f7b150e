"""What the window looks like: theme and scale, their entries in the menu, and the telling of everything that is painted by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from planner.desktop import theme
from planner.desktop.tokens import Tokens
from planner.settings import Settings


def dress(settings: Settings) -> Tokens:
    """Give the program the look of the settings. Before the first window is made: only what is made later has the font at once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return theme.dress(app, settings.theme, settings.scale)


class Look(QObject):
    """`changed` gives the tokens of now; `chosen` is told when a person has chosen, so that it can be kept."""

    changed = Signal(object)
    chosen = Signal()

    def __init__(self, settings: Settings, menu: QMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._offer(menu, "界面颜色", theme.THEMES, settings.theme, self.choose_theme)
        self._offer(menu, "界面缩放", {scale: f"{scale}%" for scale in theme.SCALES}, settings.scale, self.choose_scale)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _offer(self, menu: QMenu, title: str, choices: Mapping[Any, str], now: Any, choose: Callable[[Any], None]) -> None:
        group, inner = QActionGroup(self), menu.addMenu(title)
        for value, words in choices.items():
            action = inner.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            group.addAction(action)

    def apply(self) -> None:
        """Take over theme and scale from the settings, everywhere at once."""
        self.changed.emit(dress(self._settings))

    def choose_theme(self, name: str) -> None:
        self._settings.theme = name
        self.apply()
        self.chosen.emit()

    def choose_scale(self, scale: int) -> None:
        self._settings.scale = scale
        self.apply()
        self.chosen.emit()

    def _system_changed(self) -> None:
        if self._settings.theme == "system":
            self.apply()
