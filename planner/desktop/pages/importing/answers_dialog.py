"""Who has answered a round, and the files that came: each can be opened as it came, or looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.desktop.columns import Column
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.domain.answers import NOBODY, Answer
from planner.domain.organisation import join_key
from planner.domain.round import Submission
from planner.schema.record import fields_of


class AnswersDialog(QDialog):
    """`wanted` is what was asked for when the dialog was closed: "open" or "again" with `chosen`, "paper", or nothing."""

    def __init__(self, title: str, answers: Sequence[Answer], files: Sequence[Submission], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.wanted, self._files = "", list(files)
        self.table = RowTable(_columns(), lambda answer: answer.department, self)
        self.files = RowTable(_file_columns(), lambda sent: sent.id, self)
        self.view, self.file_view = TableView(self), TableView(self)
        self._said, self._buttons = QLabel(_said(answers), self), QDialogButtonBox(self)
        for view, table, name in ((self.view, self.table, "各部门报送情况"), (self.file_view, self.files, "收到的文件")):
            view.setAccessibleName(name)
            view.show_table(table)
        self.view.when_empty("还没有征集对象，也没有收到文件")
        self.file_view.when_empty("还没有收到文件")
        self._act = [self._button(*act) for act in (("打开原文件", "open"), ("重新看这个文件", "again"), ("另存汇总表…", "paper"))]
        self._lay_out()
        self.table.show(answers)
        self.view.picked.connect(self._narrow)
        self.file_view.picked.connect(self._enable)
        self._narrow()

    def _lay_out(self) -> None:
        self._buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.rejected.connect(self.reject)
        split, down = QSplitter(Qt.Orientation.Vertical, self), QVBoxLayout(self)
        split.setChildrenCollapsible(False)
        for view in (self.view, self.file_view):
            split.addWidget(view)
        split.setSizes([280, 240])
        down.addWidget(self._said)
        down.addWidget(split, 1)
        down.addWidget(self._buttons)
        self.resize(860, 640)

    def _button(self, words: str, wanted: str) -> QPushButton:
        made = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        made.clicked.connect(partial(self._ask, wanted))
        return made

    def _ask(self, wanted: str, _: bool = False) -> None:
        self.wanted = wanted
        self.accept()

    @property
    def chosen(self) -> Submission | None:
        """The file that is chosen."""
        return next(iter(self.file_view.picked_things()), None)

    def _narrow(self) -> None:
        """The files of the chosen departments, or all."""
        names = {join_key(answer.department) for answer in self.view.picked_things()}
        self.files.show(sent for sent in self._files if not names or join_key(sent.department or NOBODY) in names)
        self._enable()

    def _enable(self) -> None:
        for button in self._act[:2]:
            button.setEnabled(self.chosen is not None)
        self._act[2].setEnabled(bool(self._files))


def _said(answers: Sequence[Answer]) -> str:
    asked, missing = sum(answer.asked for answer in answers), sum(answer.missing for answer in answers)
    came = sum(answer.received for answer in answers)
    return (f"应报送 {asked} 家，已报送 {asked - missing} 家，未报送 {missing} 家；" if asked else "") + f"共收到 {came} 个文件。"


def _columns() -> tuple[Column, ...]:
    counts: tuple[tuple[str, Callable[[Answer], int]], ...] = (
        ("收到", lambda a: a.received), ("退回", lambda a: a.returned), ("采用", lambda a: a.accepted),
        ("搁置", lambda a: a.held), ("不收", lambda a: a.refused))
    return (Column("department", "部门", lambda answer: answer.department, 34, rank=lambda answer: answer.department),
            Column("state", "情况", lambda answer: "！未报送" if answer.missing else "✓ 已报送", 9,
                   tone=lambda answer: "amber" if answer.missing else "green"),
            *(Column(label, label, partial(_shown, count), 5, "right", rank=count) for label, count in counts))


def _file_columns() -> tuple[Column, ...]:
    fields = fields_of(Submission)
    counts = (("rows_new", "新"), ("rows_changed", "更新"), ("rows_same", "相同"), ("rows_held", "搁置"), ("rows_refused", "不收"))
    return (Column("title", "文件", lambda sent: sent.title, 34),
            Column("received", "收到时间", lambda sent: fields["received"].show(sent.received), 16, rank=lambda sent: sent.received),
            Column("returned", "退回", lambda sent: fields["returned"].show(sent.returned), 14),
            *(Column(name, label, partial(_figure, name), 5, "right") for name, label in counts))


def _shown(count: Callable[[Answer], int], answer: Answer) -> str:
    return str(count(answer) or "")


def _figure(name: str, sent: Submission) -> str:
    return str(getattr(sent, name) or "")
