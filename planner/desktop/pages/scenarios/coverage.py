"""Coverage: how many scenarios there are in each type of each sector, so that what is empty is seen at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.flow import Flow
from planner.desktop.narrowing import Narrowing
from planner.schema.catalogue import Catalogue, Term

_TOP = Qt.AlignmentFlag.AlignTop


class CoverageView(QScrollArea):
    """A line for each sector, a chip for each of its types; choosing one tells how the list is to be narrowed."""

    narrowed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._chips: dict[str, QPushButton] = {}
        self._heads: dict[str, QLabel] = {}
        self._types: dict[str, tuple[Term, ...]] = {}
        self._labels: dict[str, str] = {}
        self.summary = QLabel(self)
        self.summary.setProperty("role", "section")

    def offer(self, groups: Catalogue, sectors: Catalogue, types: Catalogue) -> None:
        """The lines, once; the office's own sectors and types are among them."""
        if self._chips:
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(10)
        column.addWidget(self.summary)
        known = [(group.label, sectors.children(group.code)) for group in groups.terms]
        local = tuple(term for term in sectors.terms if term.parent not in groups)
        for label, members in (*known, ("本地领域", local)):
            if members:
                column.addWidget(_titled(label))
                column.addLayout(self._lines(members, types))
        column.addStretch(1)
        self.setWidget(inside)

    def _lines(self, members: tuple[Term, ...], types: Catalogue) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, sector in enumerate(members):
            self._types[sector.code] = types.children(sector.code)
            head = self._heads[sector.code] = QLabel()
            head.setMinimumWidth(150)
            head.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(head, row, 0, _TOP)
            chips = QWidget()
            flow = Flow(chips)
            for term in self._types[sector.code]:
                flow.addWidget(self._chip(sector, term))
            grid.addWidget(chips, row, 1)
            self._labels[sector.code] = sector.label
        return grid

    def _chip(self, sector: Term, term: Term) -> QPushButton:
        chip = self._chips[term.code] = QPushButton()
        self._labels[term.code] = term.label
        chosen = (Narrowing("sector", (sector.code,), f"领域：{sector.label}"),
                  Narrowing("scenario_type", (term.code,), f"类型：{term.label}"))
        chip.clicked.connect(partial(self.narrowed.emit, *chosen))
        return chip

    def show_counts(self, counts: Mapping[Any, int]) -> None:
        """Plain type -> how many."""
        for code, chip in self._chips.items():
            count = counts.get(code, 0)
            chip.setText(f"{self._labels[code]}　{count:,}" if count else f"{self._labels[code]}　空白")
            chip.setAccessibleName(f"{self._labels[code]}：{count} 项" if count else f"{self._labels[code]}：空白")
            chip.setProperty("coverage", "some" if count else "none")
            chip.style().unpolish(chip)
            chip.style().polish(chip)
        for sector, head in self._heads.items():
            types = self._types[sector]
            covered = sum(1 for term in types if counts.get(term.code))
            head.setText(f"{self._labels[sector]}　{covered}/{len(types)} 类")
        covered = sum(1 for code in self._chips if counts.get(code))
        self.summary.setText(f"{len(self._chips)} 个场景类型中，{covered} 个已有场景，{len(self._chips) - covered} 个还是空白。"
                             f"　未归到类型的场景 {counts.get(None, 0):,} 项。")


def _titled(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "section")
    return label
