"""What goes between the office and the departments: the round and its form, files that are returned, who has answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.desktop import choosing
from planner.desktop.dialogs import run
from planner.desktop.page import Desk
from planner.desktop.pages.importing.answers_dialog import AnswersDialog
from planner.desktop.pages.importing.return_dialog import ReturnDialog
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.saving import KINDS, ask_and_save, show
from planner.desktop.sources import Originals
from planner.domain.round import Round, Submission
from planner.errors import RuleBroken
from planner.messages import Notice
from planner.progress import Progress
from planner.schema.dates import PartialDate
from planner.services.intake import IntakeFile
from planner.services.returning import Returned

_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


class Correspondence:
    """The acts of the importing page that leave the workspace; `page` is where their dialogs stand, `receive` reads a file of
    a department."""

    def __init__(self, page: QWidget, desk: Desk, receive: Callable[[Path, str], None]) -> None:
        self._page, self._desk, self._receive = page, desk, receive

    def add_round(self) -> None:
        """Open a new collection round."""
        work = self._desk.workspace
        run(RecordDialog("新增征集批次", among(work.words.fields_of(Round)), partial(work.drafting.add, Round), self._page))

    # the form

    def write_form(self, round: str) -> None:
        """The collection form of a round, to a file that the person names."""
        if not round:
            self._desk.tell(Notice("先选征集批次", "还没有选征集批次。", "请在右上角选一个批次；没有的话先新增。"), "amber",
                            act=("新增征集批次…", self.add_round))
            return
        title = self._desk.workspace.inviting.form(round).title
        path = choosing.target(self._page, "发征集表", f"{title}.xlsx".translate(_NOT_IN_NAMES), KINDS[".xlsx"])
        if path is not None:
            self.write_form_to(round, path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx"))

    def write_form_to(self, round: str, path: Path) -> None:
        if self._desk.attempt(partial(self._desk.workspace.inviting.write_form, round, path)) is not None:
            self._desk.tell(Notice("征集表已写好", f"{path.name}。", "发给各部门；收回后直接导入，不用再对列。"),
                            act=("打开所在文件夹", partial(show, path.parent)))

    # files that go back

    def send_back(self, files: Sequence[IntakeFile], round: str) -> None:
        """The marked workbooks and the letters of the chosen files, into a folder that the person names."""
        returning = self._desk.workspace.returning
        asked = [(file.name, mark) for file in files for mark in returning.marks(file)]
        if not asked:
            self._desk.complain(RuleBroken("nothing_to_return", file="、".join(file.name for file in files) or "—"))
            return
        dialog = ReturnDialog(asked, self._page)
        folder = choosing.folder(self._page, "退回的表和补正通知放在哪里") if run(dialog) else None
        if folder is not None:
            self.send_back_to([file for file in files if returning.marks(file)], folder, round, dialog.until)

    def send_back_to(self, files: Sequence[IntakeFile], folder: Path, round: str, until: PartialDate | None) -> None:
        self._desk.begin("写退回的表", partial(self._write, files, folder, round, until), partial(self._written, folder))

    def _write(self, files: Sequence[IntakeFile], folder: Path, round: str, until: PartialDate | None,
               progress: Progress) -> list[Returned]:
        returning = self._desk.workspace.returning
        return [returning.send_back(file, folder, department=file.received.sender, until=until, round=round or None, progress=progress)
                for file in progress.each(files, "写退回的表")]

    def _written(self, folder: Path, done: Sequence[Returned]) -> None:
        again = sum(not one.own for one in done)
        text = f"{len(done)} 个文件、{sum(one.problems for one in done)} 处需要补正；每个文件一份标红的表和一份补正通知。"
        self._desk.tell(Notice("退回材料已写好", text + (f"其中 {again} 个原格式写不了，按内容重排。" if again else "")),
                        act=("打开所在文件夹", partial(show, folder)))

    # who has answered

    def show_answers(self, round: str) -> None:
        """Per department: received, accepted, returned, missing; and the files themselves."""
        inviting = self._desk.workspace.inviting
        title = "本批次报送情况" if round else "报送情况（全部批次）"
        dialog = AnswersDialog(title, inviting.answers(round), inviting.received(round), self._page)
        if not run(dialog):
            return
        if dialog.wanted == "paper":
            ask_and_save(self._desk, self._page, "collection-summary", {"round": round} if round else {}, ".xlsx")
        elif dialog.chosen is not None:
            self.look_at(dialog.chosen, again=dialog.wanted == "again")

    def look_at(self, sent: Submission, *, again: bool) -> None:
        """A copy of a file as it came: opened, or read once more so that rows that were held can be decided."""
        path = Originals(self._desk, self._page).copy(sent.id, sent.title)
        if path is not None:
            self._receive(path, sent.department or "") if again else show(path)
