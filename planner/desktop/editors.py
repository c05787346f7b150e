"""The kinds of editor a form may use, each knowing how to hold a field's value and to tell what a person has written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatch
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from planner.schema.choices import Choice
from planner.schema.fields import Field, Flag, Text

_STATES = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: Qt.CheckState.PartiallyChecked}
_WORDS = {Qt.CheckState.Checked: "是", Qt.CheckState.Unchecked: "否", Qt.CheckState.PartiallyChecked: "未填"}


@singledispatch
def put(editor: QWidget, field: Field, value: Any) -> None:
    """Show a value; never counts as a person's edit."""
    raise TypeError(type(editor))


@singledispatch
def written(editor: QWidget) -> str:
    """What stands in the editor, as written."""
    raise TypeError(type(editor))


@singledispatch
def on_edit(editor: QWidget, edited: Callable[[], None]) -> None:
    """Call when a person has finished an edit. Paragraphs tell it by losing the focus, which the binding watches."""
    raise TypeError(type(editor))


@put.register
def _(editor: QLineEdit, field: Field, value: Any) -> None:
    editor.setText(field.show(value))
    editor.setCursorPosition(0)


@written.register
def _(editor: QLineEdit) -> str:
    return editor.text()


@on_edit.register
def _(editor: QLineEdit, edited: Callable[[], None]) -> None:
    editor.editingFinished.connect(edited)


@put.register
def _(editor: QPlainTextEdit, field: Field, value: Any) -> None:
    editor.setPlainText(field.show(value))


@written.register
def _(editor: QPlainTextEdit) -> str:
    return editor.toPlainText()


@on_edit.register
def _(editor: QPlainTextEdit, edited: Callable[[], None]) -> None:
    editor.setTabChangesFocus(True)


@put.register
def _(editor: QComboBox, field: Field, value: Any) -> None:
    place = editor.findData(value or "")
    if place < 0:
        editor.addItem(field.show(value), value)
        place = editor.count() - 1
    editor.setCurrentIndex(place)


@written.register
def _(editor: QComboBox) -> str:
    return str(editor.currentData() or "")


@on_edit.register
def _(editor: QComboBox, edited: Callable[[], None]) -> None:
    editor.activated.connect(edited)


@put.register
def _(editor: QCheckBox, field: Field, value: Any) -> None:
    editor.setCheckState(_STATES[value])
    editor.setText(_WORDS[_STATES[value]])


@written.register
def _(editor: QCheckBox) -> str:
    state = editor.checkState()
    return "" if state is Qt.CheckState.PartiallyChecked else _WORDS[state]


@on_edit.register
def _(editor: QCheckBox, edited: Callable[[], None]) -> None:
    def clicked() -> None:
        editor.setText(_WORDS[editor.checkState()])
        edited()

    editor.clicked.connect(clicked)


def write(editor: QWidget, text: str) -> bool:
    """Put words into an editor that takes any; False where only terms can be chosen."""
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        return False
    return True


def prepare(editor: QWidget, field: Field) -> None:
    """Names, hints and the terms to choose from."""
    editor.setAccessibleName(field.label)
    editor.setToolTip(field.hint)
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.setPlaceholderText(field.hint or ("" if isinstance(field, Text) else field.takes))
    if isinstance(editor, QCheckBox):
        editor.setTristate(isinstance(field, Flag))
    if isinstance(editor, QComboBox):
        editor.setMinimumContentsLength(4)
        editor.setMaxVisibleItems(20)
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if isinstance(field, Choice):
            offer(editor, [(term.code, term.label) for term in field.among.terms])


@singledispatch
def offer(editor: QWidget, choices: Sequence[tuple[str, str]]) -> None:
    """Fill a list with (code, label), an empty line first; what is chosen stays chosen where it is still offered."""
    raise TypeError(type(editor))


@offer.register
def _(editor: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    chosen = editor.currentData()
    editor.clear()
    editor.addItem("", "")
    for code, label in choices:
        editor.addItem(label, code)
    editor.setCurrentIndex(max(0, editor.findData(chosen)))
