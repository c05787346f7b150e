"""What goes between the office and the departments: the round and its form, a file that is returned, who has answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QInputDialog, QVBoxLayout, QWidget

from planner.desktop import choosing
from planner.desktop.columns import Column
from planner.desktop.page import Desk
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.domain.answers import Answer
from planner.domain.round import Round
from planner.errors import RuleBroken
from planner.messages import Notice
from planner.progress import Progress
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Refused
from planner.services.intake import IntakeFile
from planner.services.returning import Returned

_BOOKS = "Excel 工作簿 (*.xlsx)"


class Correspondence:
    """The acts of the importing page that leave the workspace; `page` is where their dialogs stand."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        self._page, self._desk = page, desk

    def add_round(self) -> None:
        """Open a new collection round."""
        work = self._desk.workspace
        dialog = RecordDialog("新增征集批次", among(work.words.fields_of(Round)), partial(work.drafting.add, Round), self._page)
        dialog.exec()
        dialog.deleteLater()

    def write_form(self, round: str) -> None:
        """The collection form of a round, to a file that the person names."""
        if self._chosen(round):
            title = self._desk.workspace.inviting.form(round).title
            path = choosing.target(self._page, "发征集表", f"{title}.xlsx", _BOOKS)
            if path is not None:
                self.write_form_to(round, path)

    def write_form_to(self, round: str, path: Path) -> None:
        if self._desk.attempt(partial(self._desk.workspace.inviting.write_form, round, path)) is not None:
            self._desk.tell(Notice("征集表已写好", f"{path.name}。", "发给各部门；收回后直接导入，不用再对列。"),
                            act=("打开", partial(_open, path)))

    def send_back(self, file: IntakeFile | None, department: str, round: str) -> None:
        """The marked workbook and the letter of the chosen file, into a folder that the person names."""
        if file is None or not self._desk.workspace.returning.marks(file):
            self._desk.complain(RuleBroken("nothing_to_return", file=file.name if file else "—"))
            return
        said, taken = QInputDialog.getText(self._page, "退回补正", "请对方在何时之前重新报送（可留空，如 2026年3月20日）：")
        folder = choosing.folder(self._page, "退回的表和补正通知放在哪里") if taken else None
        if folder is not None:
            self.send_back_to(file, folder, department, round, said)

    def send_back_to(self, file: IntakeFile, folder: Path, department: str, round: str, until: str) -> None:
        due = self._desk.attempt(partial(_due, until))
        if due is not None:
            self._desk.begin("写退回的表", partial(self._write, file, folder, department, round, due[0]), self._written)

    def _write(self, file: IntakeFile, folder: Path, department: str, round: str, until: PartialDate | None,
               progress: Progress) -> Returned:
        return self._desk.workspace.returning.send_back(file, folder, department=department, until=until, round=round or None,
                                                        progress=progress)

    def _written(self, done: Returned) -> None:
        layout = "对方的原表" if done.own else "按内容重排的表（原格式写不了）"
        self._desk.tell(Notice("退回材料已写好", f"{done.problems} 处需要补正，标在{layout}里：{done.workbook.name}、{done.letter.name}。"),
                        act=("打开所在文件夹", partial(_open, done.workbook.parent)))

    def show_answers(self, round: str) -> None:
        """Per department: received, accepted, returned, missing."""
        if self._chosen(round):
            dialog = AnswersDialog(self._desk.workspace.inviting.answers(round), self._page)
            dialog.exec()
            dialog.deleteLater()

    def _chosen(self, round: str) -> bool:
        if not round:
            self._desk.tell(Notice("先选征集批次", "还没有选征集批次。", "请在右上角选一个批次；没有的话先新增。"), "amber",
                            act=("新增征集批次…", self.add_round))
        return bool(round)


class AnswersDialog(QDialog):
    """Who has answered a round."""

    def __init__(self, answers: tuple[Answer, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送情况")
        self.table = RowTable(_columns(), lambda answer: answer.department, self)
        self.view = TableView(self)
        self.view.setAccessibleName("各部门报送情况")
        self.view.when_empty("这个批次还没有征集对象，也没有收到文件")
        self.view.show_table(self.table)
        self.table.show(answers)
        QVBoxLayout(self).addWidget(self.view)
        self.resize(760, 420)


def _columns() -> tuple[Column, ...]:
    counts: tuple[tuple[str, Callable[[Answer], int]], ...] = (
        ("收到文件", lambda a: a.received), ("退回文件", lambda a: a.returned), ("采用行数", lambda a: a.accepted),
        ("待核行数", lambda a: a.held), ("未采用行数", lambda a: a.refused))
    return (Column("department", "部门", lambda answer: answer.department, 28),
            Column("state", "情况", lambda answer: "！未报送" if answer.missing else "✓ 已报送", 12,
                   tone=lambda answer: "amber" if answer.missing else "green"),
            *(Column(label, label, partial(_shown, count), 9, "right", rank=count) for label, count in counts))


def _shown(count: Callable[[Answer], int], answer: Answer) -> str:
    return str(count(answer) or "")


def _due(until: str) -> tuple[PartialDate | None]:
    try:
        return (When(label="补正期限").read(until),)
    except Refused as refusal:
        raise RuleBroken("scope_value", label="补正期限", value=until) from refusal


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
