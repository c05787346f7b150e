"""A form laid out in Designer, given its meaning by the fields: a child named `investment` **is** the investment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from planner.desktop.editors import offer, on_edit, prepare, put, write, written
from planner.desktop.typing_in import commit_typing
from planner.errors import Problem
from planner.messages import sentence
from planner.schema.choices import Choice
from planner.schema.fields import Field

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
Editor = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox


class Binding(QObject):
    """`edited` tells a person's finished edit as {field: as written}; filling never does.

    A label named `<field>_label` gets the field's words; a label named `problems`, if there is one, says what was
    refused. `offer` gives the choices of a link.
    """

    edited = Signal(dict)

    def __init__(self, form: QWidget, fields: Mapping[str, Field]) -> None:
        super().__init__(form)
        self._form, self._fields = form, dict(fields)
        self.editors: dict[str, QWidget] = {}
        self._shown: dict[str, str] = {}
        self._refused: set[str] = set()
        self._problems = form.findChild(QLabel, "problems")
        for name, field in fields.items():
            editor = form.findChild(QWidget, name)
            if isinstance(editor, Editor):
                self._bind(name, field, editor)
        self.fill(None)

    def _bind(self, name: str, field: Field, editor: QWidget) -> None:
        self.editors[name] = editor
        prepare(editor, field)
        editor.installEventFilter(self)
        on_edit(editor, lambda: self._finished(name))
        label = self._form.findChild(QLabel, f"{name}_label")
        if label is not None:
            label.setText(f"{field.label} *" if field.required else field.label)
            label.setBuddy(editor)
            label.setToolTip(field.hint)

    # values

    def fill(self, record: Any | None, values: Mapping[str, Any] | None = None) -> None:
        """Show a record, or nothing, or these values of a record that is not there yet; what was refused is forgotten."""
        self.clear()
        for name in self.editors:
            self._put(name, getattr(record, name) if record is not None else (values or {}).get(name))
        self._narrow()

    def refresh(self, record: Any) -> None:
        """Show what a record has become, but leave alone what is being typed or was refused."""
        for name, editor in self.editors.items():
            if name not in self._refused and not (editor.hasFocus() and written(editor) != self._shown[name]):
                self._put(name, getattr(record, name))
        self._narrow()

    def _put(self, name: str, value: Any) -> None:
        put(self.editors[name], self._fields[name], value)
        self._shown[name] = written(self.editors[name])

    def written(self) -> dict[str, str]:
        """Everything that stands in the form, as written."""
        commit_typing()
        return {name: written(editor) for name, editor in self.editors.items()}

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """The (key, words) that a link may be set to."""
        editor = self.editors[name]
        assert isinstance(editor, QComboBox)
        offer(editor, choices)

    def settle(self) -> None:
        """Take over what is being typed, as leaving the editor would."""
        commit_typing()
        for name, editor in self.editors.items():
            if editor.hasFocus():
                self._finished(name)

    def _finished(self, name: str) -> None:
        now = written(self.editors[name])
        if now == self._shown[name]:
            if name in self._refused:
                self._mark(name, "")
            return
        self._shown[name] = now
        self._narrow()
        self.edited.emit({name: now} | self._outdated(name, now))

    def _narrow(self) -> None:
        """Offer only the terms that lie within what the other field says."""
        for name, field in self._fields.items():
            editor = self.editors.get(name)
            if isinstance(field, Choice) and field.within in self.editors and isinstance(editor, QComboBox):
                parent, kept = written(self.editors[field.within]), written(editor)
                terms = field.among.children(parent) if parent else field.among.terms
                offer(editor, [(term.code, term.label) for term in terms])
                put(editor, field, kept or None)

    def _outdated(self, name: str, now: str) -> dict[str, str]:
        """Fields whose term does not lie within the new one: they are emptied with the same edit."""
        return outdated(self._fields, {name: now}, lambda child: written(self.editors[child]) if child in self.editors else "")

    # refusals

    def mark(self, problems: Iterable[Problem]) -> None:
        """Mark the editors of what was refused, keep what was typed, and say why under the form's title."""
        said = []
        for problem in problems:
            label = self._fields[problem.field].label if problem.field in self._fields else ""
            said.append(f"{label}：{sentence(problem)}" if label else sentence(problem))
            if problem.field in self.editors:
                self._mark(problem.field, sentence(problem))
        if self._problems is not None:
            self._problems.setText("\n".join(said))
            self._problems.setVisible(bool(said))

    def accept(self, names: Iterable[str]) -> None:
        """What stands in these fields was taken: it is refused no longer."""
        for name in self._refused.intersection(names):
            self._mark(name, "")

    def write(self, name: str, text: str) -> None:
        """Write for the person what was written before, as if it had just been finished."""
        if name in self.editors and write(self.editors[name], text):
            self._finished(name)

    def clear(self) -> None:
        for name in list(self._refused):
            self._mark(name, "")
        if self._problems is not None:
            self._problems.hide()

    def focus(self, names: Iterable[str]) -> None:
        """Put the cursor into the first of these fields that the form has."""
        for name in names:
            if name in self.editors:
                self.editors[name].setFocus()
                return

    def _mark(self, name: str, why: str) -> None:
        editor = self.editors[name]
        (self._refused.add if why else self._refused.discard)(name)
        editor.setProperty("refused", bool(why))
        editor.setToolTip(why or self._fields[name].hint)
        editor.setAccessibleDescription(why)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        if not self._refused and self._problems is not None:
            self._problems.hide()

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        if kind is QEvent.Type.FocusOut and isinstance(watched, QPlainTextEdit):
            self._finished(watched.objectName())
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return leave_to_window(watched, event)
        return False


def leave_to_window(editor: QObject, event: QKeyEvent) -> bool:
    """Ctrl+Z belongs to the text first; where the text has nothing to take back, it belongs to the workspace."""
    if isinstance(editor, QLineEdit):
        undo, redo = editor.isUndoAvailable(), editor.isRedoAvailable()
    elif isinstance(editor, QPlainTextEdit):
        undo, redo = editor.document().isUndoAvailable(), editor.document().isRedoAvailable()
    else:
        return False
    if (event.matches(_UNDO) and not undo) or (event.matches(_REDO) and not redo):
        event.ignore()
        return True
    return False


def outdated(fields: Mapping[str, Field], edited: Mapping[str, str], present: Any) -> dict[str, str]:
    """Choices that lie within an edited field but not under its new term, to be emptied; `present(name)` is their code."""
    found = {}
    for name, field in fields.items():
        if isinstance(field, Choice) and field.within in edited and (code := present(name)):
            parent = fields[field.within]
            term = parent.among.find(edited[field.within]) if isinstance(parent, Choice) else None
            if code in field.among and term is not None and field.among[code].parent != term.code:
                found[name] = ""
    return found
