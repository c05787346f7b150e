"""Before files go back: what each department will be asked to put right, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.desktop.columns import Column
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Refused

if TYPE_CHECKING:
    from planner.sheets.marking.marks import Mark

Asked = tuple[str, "Mark"]
UNTIL = When(label="补正期限")

_COLUMNS = (
    Column("file", "文件", lambda asked: asked[0], 24), Column("cell", "单元格", lambda asked: asked[1].cell, 7),
    Column("label", "栏目", lambda asked: asked[1].label or "整行", 16), Column("text", "原文", lambda asked: asked[1].text, 18),
    Column("problem", "问题", lambda asked: asked[1].problem, 34), Column("wanted", "请对方", lambda asked: asked[1].wanted, 26))


class ReturnDialog(QDialog):
    """`until` is the date that was written, None for none; the dialog stays open while it cannot be read."""

    def __init__(self, asked: Sequence[Asked], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("退回补正")
        self.until: PartialDate | None = None
        self.date, self._problem, self._what = QLineEdit(self), QLabel(self), QLabel(self)
        self.date.setAccessibleName("补正期限")
        self.date.setPlaceholderText("可留空，如 2026年3月20日")
        self.table = RowTable(_COLUMNS, lambda one: f"{one[0]}!{one[1].sheet}!{one[1].cell}!{one[1].problem}", self)
        self.view = TableView(self)
        self.view.setAccessibleName("将要请对方补正的内容")
        self.view.show_table(self.table, hidden=() if len({name for name, _ in asked}) > 1 else ("file",))
        self.table.show(asked)
        files = len({name for name, _ in asked})
        self._what.setText(f"{files} 个文件、{len(asked)} 处。每个文件写两份：标红并加批注的原表，和一份可打印的补正通知；"
                           "收到的文件不会改动。")
        self._lay_out()

    def _lay_out(self) -> None:
        dress("problem", self._problem)
        self._what.setWordWrap(True)
        self._problem.hide()
        buttons = QDialogButtonBox(self)
        write = buttons.addButton("选择文件夹并写出…", QDialogButtonBox.ButtonRole.AcceptRole)
        write.setProperty("primary", True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        form, down = QFormLayout(), QVBoxLayout(self)
        form.addRow("请对方在此之前重新报送", self.date)
        down.addWidget(self._what)
        down.addWidget(self.view, 1)
        down.addLayout(form)
        down.addWidget(self._problem)
        down.addWidget(buttons)
        self.resize(980, 480)

    def _take(self) -> None:
        try:
            self.until = UNTIL.read(self.date.text())
        except Refused:
            self._problem.setText("期限要写成日期，如 2026年3月20日；也可以留空。")
            self._problem.show()
            self.date.setFocus()
            return
        self.accept()
