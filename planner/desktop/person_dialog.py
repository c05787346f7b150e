"""Asks for the name that is written into the history, and for the office that stands on the documents."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.desktop.dialogs import letters
from planner.desktop.roles import dress
from planner.desktop.typing_in import commit_typing
from planner.settings import Settings

_LONGEST = 40


class PersonDialog(QDialog):
    """Writes into the settings when it is accepted; a person without a name is not accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("姓名与单位")
        self._settings = settings
        self.actor, self.office = QLineEdit(settings.actor), QLineEdit(settings.office)
        self._buttons = QDialogButtonBox()
        self._buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole).setProperty("primary", True)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self.actor.textChanged.connect(self._judge)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._judge()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(12)
        for words, editor, example in (("姓名", self.actor, "记入每次操作"), ("单位", self.office, "印在报表上，如 澜江市人工智能办公室")):
            editor.setMaxLength(_LONGEST)
            editor.setPlaceholderText(example)
            editor.setAccessibleName(words)
            editor.setMinimumWidth(letters(self, 25))
            form.addRow(words, editor)
        self._problem = QLabel("请填写姓名，历史里要写明是谁做的。")
        self._problem.setWordWrap(True)
        dress("problem", self._problem)
        hint = QLabel("只保存在本机，不写入工作区的记录内容。")
        dress("hint", hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        for widget in (hint, self._problem, self._buttons):
            column.addWidget(widget)

    def _judge(self) -> None:
        named = bool(self.actor.text().strip())
        self._problem.setVisible(not named)
        self._buttons.buttons()[0].setEnabled(named)

    def accept(self) -> None:
        commit_typing()
        if self.actor.text().strip():
            self._settings.actor = self.actor.text().strip()
            self._settings.office = self.office.text().strip()
            super().accept()
