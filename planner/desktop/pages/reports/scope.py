"""The lines of a form in which a document is limited: sector, department, quarter, variant, the day of its figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from planner.documents import DocumentKind
from planner.services.issuing import RECORDS
from planner.workspace import Workspace

LABELS = {"variant": "方案", "variants": "比较的方案", "quarter": "季度", "round": "征集批次", "as_of": "截至日期"}
UNSET = {"variant": "当前方案", "quarter": "最近季度"}


class ScopeForm:
    """Lines in a form layout, made anew for each document; `changed` is called when a person has chosen."""

    def __init__(self, form: QFormLayout, workspace: Workspace, changed: Callable[[], None]) -> None:
        self._form, self._workspace, self._changed = form, workspace, changed
        self.editors: dict[str, QComboBox | QLineEdit] = {}

    @property
    def scope(self) -> dict[str, str]:
        """What the document is limited to; empty lines are left out."""
        said = {name: editor.currentData() if isinstance(editor, QComboBox) else editor.text().strip()
                for name, editor in self.editors.items()}
        return {name: value for name, value in said.items() if value}

    def ask(self, kind: DocumentKind) -> None:
        """The lines of this document; what was chosen stays chosen where it is still offered."""
        before = self.scope
        self.editors.clear()
        while self._form.rowCount():
            self._form.removeRow(0)
        for name in (*kind.scopes, "as_of"):
            label = self._label(kind, name)
            editor = self._day(before.get(name, "")) if name == "as_of" else self._choice(kind, name, before.get(name, ""))
            editor.setAccessibleName(label)
            self.editors[name] = editor
            self._form.addRow(label, editor)

    def _label(self, kind: DocumentKind, name: str) -> str:
        return LABELS.get(name) or self._workspace.words.fields_of(RECORDS[kind.name])[name].label

    def _day(self, value: str) -> QLineEdit:
        line = QLineEdit(value)
        line.setPlaceholderText("今天，可写 2026年6月30日")
        line.editingFinished.connect(self._changed)
        return line

    def _choice(self, kind: DocumentKind, name: str, value: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.addItem(UNSET.get(name, "全部"), "")
        for code, words in self._workspace.issuing.options(kind.name, name):
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(lambda _: self._changed())
        return box
