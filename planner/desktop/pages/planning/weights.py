"""The weights of the score: a slider and a figure for each, and what part of the whole it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QSpinBox

from planner.desktop.roles import dress
from planner.schema.fields import Field

MOST = 100


class Weights(QObject):
    """`settled` tells all of them once a person has let go of one."""

    settled = Signal(dict)

    def __init__(self, grid: QGridLayout, fields: Mapping[str, Field], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, int] = {}
        self.figures: dict[str, QSpinBox] = {}
        self.sliders: dict[str, QSlider] = {}
        self._parts: dict[str, QLabel] = {}
        for row, (name, field) in enumerate(fields.items()):
            self._line(grid, row, name, field)

    def _line(self, grid: QGridLayout, row: int, name: str, field: Field) -> None:
        label, slider, figure, part = QLabel(field.label), QSlider(Qt.Orientation.Horizontal), QSpinBox(), QLabel()
        for control in (slider, figure):
            control.setRange(0, MOST)
            control.setAccessibleName(f"{field.label}的权重")
        slider.setPageStep(10)
        figure.setKeyboardTracking(False)
        dress("hint", part)
        part.setMinimumWidth(part.fontMetrics().horizontalAdvance("占 100%"))
        label.setBuddy(figure)
        for column, widget in enumerate((label, slider, figure, part)):
            grid.addWidget(widget, row, column)
        self.figures[name], self.sliders[name], self._parts[name] = figure, slider, part
        slider.valueChanged.connect(figure.setValue)
        figure.valueChanged.connect(slider.setValue)
        figure.valueChanged.connect(lambda _: self._changed(slider))
        slider.sliderReleased.connect(lambda: self._changed(slider))

    @property
    def values(self) -> dict[str, int]:
        return {name: figure.value() for name, figure in self.figures.items()}

    def show(self, values: Mapping[str, int]) -> None:
        """Show what holds; this is no person's change."""
        self.blockSignals(True)
        for name, value in values.items():
            self.figures[name].setValue(value)
        self.blockSignals(False)
        self._shown = dict(values)
        self._say_parts()

    def _changed(self, slider: QSlider) -> None:
        self._say_parts()
        if not slider.isSliderDown() and self.values != self._shown:
            self._shown = self.values
            self.settled.emit(self.values)

    def _say_parts(self) -> None:
        whole = sum(self.values.values())
        for name, value in self.values.items():
            self._parts[name].setText(f"占 {100 * value / whole:.0f}%" if whole else "—")
