"""The plan seen whole: a matrix from one of four angles, and below it the rows behind the chosen figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabBar, QVBoxLayout, QWidget

from planner.desktop.columns import Column
from planner.desktop.elided import Elided
from planner.desktop.pages.supply.angles import ANGLES, Angle, Part
from planner.desktop.pages.supply.held import Held
from planner.desktop.pages.supply.lines import GAP, amount
from planner.desktop.pages.supply.matrix import MatrixView
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.domain.ledger import Touched
from planner.schema.text import folded

_COLUMNS = (
    Column("title", "场景或项目", lambda part: part.title, 24),
    Column("spec", "规格要求", lambda part: part.spec, 16),
    Column("quarter", "季度", lambda part: part.quarter, 8),
    Column("need", "需求", lambda part: f"{amount(part.need)} {part.unit}", 13, "right", rank=lambda part: part.need),
    Column("given", "已配", lambda part: amount(part.given), 11, "right", rank=lambda part: part.given),
    Column("source", "来自", lambda part: part.source, 22),
    Column("missing", "缺口", lambda part: f"{GAP} {amount(part.missing)}" if part.missing else "✓", 11,
           tone=lambda part: "amber" if part.missing else "green", rank=lambda part: part.missing))


class Overview(QWidget):
    """`asked` names the demand line to which a person wants to go."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by, self.hint, self.said = QTabBar(self), Elided(self), Elided(self)
        self.view, self.parts_view = MatrixView(self), TableView(self)
        self._angles: list[Angle] = []
        self._wanted: Sequence[str] = ()
        self._rows: list[tuple[str, str, str]] = []
        self.parts = RowTable(_COLUMNS, lambda part: part.key, self)
        self.parts_view.show_table(self.parts, elastic="title")
        self._lay_out()
        self.by.currentChanged.connect(lambda _: self.show_all(self._wanted))
        self.view.selectionModel().currentChanged.connect(self._drill)
        self.view.doubleClicked.connect(lambda _: self.parts_view.setFocus())
        self.parts_view.doubleClicked.connect(self._ask)

    def _lay_out(self) -> None:
        for widget, name in ((self.by, "看的角度"), (self.view, "供需总览"), (self.parts_view, "所选数字的构成")):
            widget.setAccessibleName(name)
        self.by.setDrawBase(False)
        self.by.setExpanding(False)
        self.by.setUsesScrollButtons(False)
        dress("hint", self.hint)
        dress("section", self.said)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.by)
        top.addWidget(self.hint, 1)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.addWidget(self.said)
        lower.addWidget(self.parts_view)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(below)
        split.setSizes([400, 190])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(split, 1)

    def serve(self, held: Held) -> None:
        """From now on show what is held here."""
        self._angles = [make(held) for make in ANGLES]
        self.by.blockSignals(True)
        for angle in self._angles:
            self.by.addTab(angle.words)
        self.by.blockSignals(False)

    @property
    def angle(self) -> Angle:
        return self._angles[max(0, self.by.currentIndex())]

    def show_all(self, wanted: Sequence[str]) -> None:
        """Ask for the rows of the angle anew, and show them."""
        self._rows = [(key, label, folded(label)) for key, label in self.angle.rows()]
        self.narrow(wanted)

    def narrow(self, wanted: Sequence[str]) -> None:
        """The rows in whose label all these words are found; the chosen cell stays where it is still there."""
        self._wanted, chosen = wanted, self.view.chosen
        angle = self.angle
        rows = [(key, label) for key, label, text in self._rows if all(word in text for word in wanted)]
        self.view.matrix.show(rows, angle.heads(), angle.cells)
        self.view.fit()
        self.hint.say(angle.hint)
        self._say_empty(bool(rows), bool(wanted))
        if not (chosen and self.view.pick(*chosen)) and rows:
            self.view.pick(rows[0][0])
        self._drill()

    def _say_empty(self, any_rows: bool, searching: bool) -> None:
        if any_rows:
            self.view.blank.hide()
        elif searching:
            self.view.blank.say("没有符合查找的行", "换一个词再找。")
        else:
            self.view.blank.say("还没有可看的", "登记供给、写明需求以后，这里按季度看全部供需。")

    def renew(self, touched: Touched) -> None:
        """Draw again the rows that an operation has touched."""
        rows = frozenset(self.angle.among(touched))
        self.view.matrix.touch(rows)
        chosen = self.view.chosen
        if chosen and chosen[0] in rows:
            fresh = self.angle.parts(*chosen, touched.lines)
            if {part.key for part in fresh} == {part.key for part in self.parts.things if part.line in touched.lines}:
                self.parts.renew(fresh)
                self._say_chosen(*chosen)
            else:
                self._drill()

    def show_pool(self, key: str) -> None:
        """What a pool serves."""
        self.by.setCurrentIndex([angle.words for angle in self._angles].index("按供给"))
        self.view.pick(key)
        self.view.setFocus()

    def _drill(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        """The rows behind the figure with the focus."""
        chosen = self.view.chosen
        parts: list[Part] = self.angle.parts(*chosen) if chosen else []
        self.parts.show(parts)
        self.parts_view.when_empty("这一格没有需求，也没有配置" if chosen else "")
        if chosen:
            self._say_chosen(*chosen)
        else:
            self.said.say("")

    def _say_chosen(self, key: str, column: int) -> None:
        matrix = self.view.matrix
        row = matrix.place(key)
        self.said.say(f"{matrix.rows[row][1]}　{matrix.heads[column][1]}　{matrix.row(row)[column].text}"
                      f"　共 {len(self.parts.things):,} 行，双击到配置处")

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid():
            self.asked.emit(self.parts.thing(index.row()).line)

    def to_bench(self) -> None:
        """The keyboard's way to where the chosen row is given."""
        for part in self.parts_view.picked_things()[:1] or self.parts.things[:1]:
            self.asked.emit(part.line)
