"""Counts that are also the way to see only what they count."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from planner.desktop.flow import Flow


class Chips(QObject):
    """One button for each count, one of them pressed; a count of nothing cannot be chosen."""

    chosen = Signal(str)

    def __init__(self, room: QWidget, labels: Mapping[str, str]) -> None:
        super().__init__(room)
        self._labels = labels
        self._buttons: dict[str, QPushButton] = {}
        group, flow = QButtonGroup(self), Flow(room)
        for name in labels:
            button = self._buttons[name] = QPushButton(room)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.clicked.connect(partial(self._choose, name))
            group.addButton(button)
            flow.addWidget(button)
        self.now = next(iter(labels))
        self._buttons[self.now].setChecked(True)

    @property
    def buttons(self) -> list[QPushButton]:
        return list(self._buttons.values())

    def show(self, counts: Mapping[str, int]) -> None:
        """Take other counts; where nothing is left of what was chosen, the first is."""
        for name, button in self._buttons.items():
            count = counts.get(name, 0)
            button.setText(f"{self._labels[name]} {count}")
            button.setAccessibleName(f"只看{self._labels[name]}，{count} 行")
            button.setEnabled(bool(count) or name == next(iter(self._labels)))
            button.setVisible(bool(count) or button.isEnabled())
        if not counts.get(self.now, 0):
            self.choose(next(iter(self._labels)))

    def choose(self, name: str) -> None:
        """As if its button had been pressed, without telling."""
        self.now = name
        self._buttons[name].setChecked(True)

    def _choose(self, name: str, _: bool = True) -> None:
        self.now = name
        self.chosen.emit(name)
