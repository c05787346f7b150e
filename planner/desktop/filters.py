"""Narrowing by hand: lists that are filled when they are opened, and one chip for each choice in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

from planner.desktop.narrowing import Narrowing, Narrowings

Options = Sequence[tuple[Any, str, int]]
EMPTY = "（未填）"
ELIDE = Qt.TextElideMode.ElideRight


class FilterBox(QComboBox):
    """A field's values with their counts, asked for when a person comes to choose."""

    narrowed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = self._label = ""
        self._options: Callable[[], Options] = tuple
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)
        self.activated.connect(self._chosen)

    def serve(self, field: str, label: str, options: Callable[[], Options]) -> None:
        """`options` gives (plain value, words, count) of what the field could be narrowed to."""
        self._field, self._label, self._options = field, label, options
        self.show_choice(None)

    def show_choice(self, narrowing: Narrowing | None) -> None:
        """Say what is chosen, wherever it was chosen."""
        self.clear()
        self.addItem(self._label, None)
        if narrowing is not None:
            self.addItem(narrowing.words, narrowing)
            self.setCurrentIndex(1)

    def fill(self) -> None:
        """Ask for the values anew."""
        chosen: Narrowing | None = self.currentData()
        self.clear()
        self.addItem(f"{self._label}：全部", None)
        for value, words, count in self._options():
            narrowing = Narrowing(self._field, (value,), f"{self._label}：{words or EMPTY}")
            self.addItem(f"{words or EMPTY}（{count}）", narrowing)
            if narrowing == chosen:
                self.setCurrentIndex(self.count() - 1)
        self.view().setMinimumWidth(min(360, self.view().sizeHintForColumn(0) + 32))

    def sizeHint(self) -> QSize:
        """Room for the field's words; those of a choice may be shortened, for a chip says them in full."""
        arrow = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 20
        return QSize(self.fontMetrics().horizontalAdvance(self._label) + arrow, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.count() <= 2 and not self.view().isVisible():
            self.fill()

    def _chosen(self, _: int) -> None:
        self.narrowed.emit(self._field, self.currentData())


class ChipRow(QWidget):
    """The choices in force, each with its way out, and the way out of all; not there while there is none."""

    freed = Signal(str)
    freed_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.counts = QLabel(self)
        self.clear_all = QPushButton("清除筛选", self)
        self.clear_all.setProperty("flat", True)
        self.clear_all.setAccessibleName("清除筛选")
        self.clear_all.clicked.connect(self.freed_all)
        self.chips: list[QPushButton] = []
        self._row.addWidget(self.counts)
        self._row.addWidget(self.clear_all)
        self._row.addStretch(1)
        self.hide()

    def show_all(self, narrowings: Narrowings) -> None:
        """One chip for each choice."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(one) for one in narrowings]
        for place, chip in enumerate(self.chips):
            self._row.insertWidget(place, chip)
        self.setVisible(bool(narrowings))

    def _chip(self, one: Narrowing) -> QPushButton:
        chip = QPushButton(f"{self.fontMetrics().elidedText(one.words, ELIDE, 220)}　×", self)
        chip.setProperty("chip", True)
        chip.setAccessibleName(f"取消筛选：{one.words}")
        chip.setToolTip(f"取消筛选：{one.words}")
        chip.clicked.connect(partial(self.freed.emit, one.field))
        return chip
