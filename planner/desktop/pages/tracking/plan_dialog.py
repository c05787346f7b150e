"""A dialog in which the milestones of a project are arranged together, because their weights sum to 100."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.dialogs import give_room, letters
from planner.domain.project import Milestone
from planner.errors import PlannerError
from planner.messages import notice
from planner.schema.fields import Refused
from planner.schema.record import fields_of

NAMES = ("title", "due", "weight", "deliverable", "done")
_WIDTHS = (17, 10, 6, 14, 10)
Plan = list[dict[str, str]]


class PlanDialog(QDialog):
    """One line per milestone, in order; `take` gets them as written, and what it refuses is said here."""

    def __init__(self, standing: Iterable[Milestone], take: Callable[[Plan], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("编排节点")
        self._take, self._fields = take, fields_of(Milestone)
        self.table = QTableWidget(0, len(NAMES))
        self.table.setAccessibleName("节点")
        self.table.setHorizontalHeaderLabels([self._fields[name].label for name in NAMES])
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, letters(self, width))
        self.sum, self.problems = QLabel(), QLabel()
        self.problems.setProperty("role", "problem")
        self.problems.setWordWrap(True)
        self._lay_out()
        for milestone in standing:
            self.add({name: self._fields[name].show(getattr(milestone, name)) for name in NAMES})
        self.table.itemChanged.connect(self._count)
        self._count()

    def _lay_out(self) -> None:
        tools, column = QHBoxLayout(), QVBoxLayout(self)
        for text, slot in (("加一行", self.add), ("去掉所选行", self._drop)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.sum)
        buttons = QDialogButtonBox()
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole).setProperty("primary", True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(self.table)
        column.addLayout(tools)
        column.addWidget(self.problems)
        column.addWidget(buttons)
        give_room(self, 62, 32)

    def add(self, written: dict[str, str] | None = None) -> None:
        """One more line, empty unless said."""
        row = self.table.rowCount()
        self.table.insertRow(row)
        for place, name in enumerate(NAMES):
            self.table.setItem(row, place, QTableWidgetItem((written or {}).get(name, "")))
        self._count()

    def _drop(self) -> None:
        for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(row)
        self._count()

    def written(self) -> Plan:
        """The lines as written; those without any word are left out."""
        lines = [{name: self._text(row, place) for place, name in enumerate(NAMES)} for row in range(self.table.rowCount())]
        return [line for line in lines if any(line.values())]

    def _text(self, row: int, place: int) -> str:
        item = self.table.item(row, place)
        return item.data(Qt.ItemDataRole.DisplayRole).strip() if item else ""

    def _count(self) -> None:
        total = Decimal(0)
        for line in self.written():
            try:
                total += self._fields["weight"].read(line["weight"]) or 0
            except Refused:
                self.sum.setText("权重里有不是数字的内容")
                return
        self.sum.setText(f"权重合计 {total.normalize():f}%" + ("" if total == 100 else "，应为 100%"))

    def accept(self) -> None:
        """Close only when the plan was taken."""
        try:
            self._take(self.written())
        except PlannerError as error:
            said = notice(error, {name: field.label for name, field in self._fields.items()})
            self.problems.setText(f"{said.text}{said.advice}")
            return
        super().accept()
