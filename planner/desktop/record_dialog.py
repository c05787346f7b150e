"""A dialog that asks for the fields of one record: built from the fields themselves, open until what is written is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.binding import Binding
from planner.desktop.dialogs import give_room, letters
from planner.desktop.finder import Finder
from planner.errors import PlannerError
from planner.messages import notice
from planner.schema.choices import Choice
from planner.schema.fields import Field, Flag, Link, Text

_ACROSS, _DOWN = 40, 48
Written = Mapping[str, str]
Choices = Mapping[str, Sequence[tuple[str, str]]]


class RecordDialog(QDialog):
    """`take` is called with everything as written; what it refuses is said in the dialog, which then stays open."""

    def __init__(self, title: str, fields: Mapping[str, Field], take: Callable[[Written], object],
                 parent: QWidget | None = None, *, choices: Choices | None = None, hint: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._fields, self._take = fields, take
        self._problems = QLabel()
        self._problems.setWordWrap(True)
        self._problems.setProperty("role", "problem")
        self._problems.hide()
        self._hint = QLabel(hint)
        self._hint.setProperty("role", "hint")
        self._hint.setVisible(bool(hint))
        self._lay_out()
        self.binding = Binding(self, fields)
        for name, offered in (choices or {}).items():
            self.binding.offer(name, offered)

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        for name, field in self._fields.items():
            label, editor = QLabel(), editor_of(field)
            label.setObjectName(f"{name}_label")
            editor.setObjectName(name)
            form.addRow(label, editor)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        buttons = QDialogButtonBox()
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole).setProperty("primary", True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._hint, area, self._problems, buttons):
            column.addWidget(widget)
        needed = (inside.sizeHint().height() + buttons.sizeHint().height()) / letters(self, 1) + 5
        give_room(self, _ACROSS, min(_DOWN, needed))

    def fill(self, record: Any | None, values: Mapping[str, Any] | None = None) -> None:
        """Show a record that is to be amended, or what a new one begins with."""
        self.binding.fill(record, values)

    @property
    def refusal(self) -> str:
        """Why what is written was not taken; empty when nothing was refused."""
        return self._problems.text()

    def accept(self) -> None:
        """Close only when what is written was taken."""
        if taken(self.binding, self._fields, self._take, self._problems):
            super().accept()


def taken(binding: Binding, fields: Mapping[str, Field], take: Callable[[Written], object], problems: QLabel) -> bool:
    """Hand over what is written; a refusal stands in the label, with what is to be done."""
    try:
        take(binding.written())
    except PlannerError as error:
        said = notice(error, {name: field.label for name, field in fields.items()})
        problems.setText(f"{said.text}{said.advice}")
        problems.show()
        return False
    return True


def editor_of(field: Field) -> QWidget:
    """The editor in which a field is written."""
    if isinstance(field, Link):
        return Finder()
    if isinstance(field, Choice):
        return QComboBox()
    if isinstance(field, Flag):
        return QCheckBox()
    if isinstance(field, Text) and field.lines > 1:
        paragraph = QPlainTextEdit()
        paragraph.setFixedHeight(round(paragraph.fontMetrics().lineSpacing() * 1.2) * field.lines + 14)
        return paragraph
    return QLineEdit()


def among(fields: Mapping[str, Field], *, without: Iterable[str] = ()) -> dict[str, Field]:
    """The fields that a person writes, in their order, less those that the place itself decides."""
    left_out = frozenset(without)
    return {name: field for name, field in fields.items() if not field.derived and name not in left_out}
