"""The page on which received files are looked at, put right and taken in; nothing is written before they are accepted."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from planner.desktop import choosing
from planner.desktop.actions import DATA
from planner.desktop.forms.importing import Ui_ImportingPage
from planner.desktop.page import Desk, Page, lay_out
from planner.desktop.pages.importing.arrival import Arrival
from planner.desktop.pages.importing.columns import Columns
from planner.desktop.pages.importing.correspondence import Correspondence
from planner.desktop.pages.importing.files import Files
from planner.desktop.pages.importing.gathering import gather
from planner.desktop.pages.importing.original import AUTO, Original
from planner.desktop.pages.importing.receiving import Receiving
from planner.desktop.pages.importing.rows import Rows
from planner.desktop.roles import dress
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.messages import Notice
from planner.progress import Progress
from planner.schema.query import Query
from planner.services.collecting import Accepted
from planner.services.intake import HOLD, REFUSE, TAKE, Intake, IntakeFile, IntakeRow
from planner.services.tray import Tray

if TYPE_CHECKING:
    from planner.schema.change import News
    from planner.sheets.book import Hints


_GUESSED = {"title": "（据标题）", "file": "（据文件名）", "line": "（据表中一行）", "sheet": "（据工作表名）"}


class ImportingPage(Page):
    """Files at the left; at the right, for the chosen one, its rows as they will be stored, itself, and its columns."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_ImportingPage)
        workspace = desk.workspace
        self._stale = False
        tray = Tray(workspace.collecting)
        self.receiving = Receiving(tray, self)
        self.files = Files(self.ui, self.receiving, desk.settings, self)
        self.rows = Rows(self.ui, workspace.words, self)
        self.original = Original(self.ui, lambda: workspace.words, self)
        self.columns = Columns(self.ui, lambda: workspace.words, self)
        self.correspondence = Correspondence(self, desk, lambda path, sender: self.files.read([path], department=sender))
        self._dress()
        self._offer()
        self._wire()
        self._show_file()

    def _dress(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("section", ui.named)
        dress("hint", ui.file_words_label, ui.row_words_label)
        ui.split.setSizes([420, 740])
        ui.split.setStretchFactor(1, 1)
        ui.down.setStretchFactor(ui.split, 1)
        ui.right_head.setStretchFactor(ui.named, 1)
        ui.departments.lineEdit().setPlaceholderText("按文件所写")
        ui.departments.lineEdit().setAccessibleName("报送部门")

    def _offer(self) -> None:
        ui, letters = self.ui, self.correspondence
        self.offer(DATA, "选择要导入的表格…", self.choose, button=ui.choose)
        self._drop = self.offer(DATA, "移出所选文件", self.drop, keys="Ctrl+Delete", button=ui.drop)
        self.offer(DATA, "重新读取所选文件", lambda: self.files.read(one.path for one in self.files.picked), keys="F5")
        self._accept = self.offer(DATA, "全部接收", self.accept, keys="Ctrl+Return", button=ui.accept)
        self._accept_some = self.offer(DATA, "接收所选文件", self.accept_picked, keys="Ctrl+Shift+Return", button=ui.accept_some)
        decisions = (("收入", TAKE, ui.take, ui.take_file), ("搁置", HOLD, ui.hold, ui.hold_file),
                     ("不收", REFUSE, ui.leave_out, ui.refuse_file))
        for place, (words, word, row_button, _) in enumerate(decisions, 1):
            self.offer(DATA, f"{words}所选行", partial(self.rows.decide, word), keys=f"Ctrl+{place}", button=row_button)
        self._file_words = [self.offer(DATA, f"{words}所选文件的行", partial(self.decide_files, word), keys=f"Alt+{place}", button=button)
                            for place, (words, word, _, button) in enumerate(decisions, 1)]
        self.offer(DATA, "看原表", self.rows.seek_cell, keys="Ctrl+E", button=ui.to_original)
        self.offer(DATA, "看记录", self.original.go_back, keys="Ctrl+R", button=ui.to_record)
        menu = QMenu(ui.letters)
        for words, act in (("新增征集批次…", letters.add_round), ("发征集表…", lambda: letters.write_form(self.round)),
                           ("退回补正…", lambda: letters.send_back([one.file for one in self.files.picked if one.file], self.round)),
                           ("报送情况…", lambda: letters.show_answers(self.round))):
            menu.addAction(self.offer(DATA, words, act))
        ui.letters.setMenu(menu)
        ui.letters.setAccessibleName("征集与退回")

    def _wire(self) -> None:
        ui = self.ui
        self.files.chosen.connect(self._show_file)
        self.files.counted.connect(self._count)
        self.receiving.refused.connect(self.desk.complain)
        self.rows.decided.connect(lambda elsewhere: self._decided(elsewhere=elsewhere))
        self.rows.sought.connect(self.see_original)
        self.original.asked.connect(self.see_record)
        self.original.meant.connect(lambda sheet, column, target: self.remap([(sheet, column)], target))
        self.columns.told.connect(self.remap)
        self.original.kind_told.connect(partial(self._told, "records"))
        self.original.layout_told.connect(partial(self._told, "layouts"))
        self.original.head_told.connect(partial(self._told, "headers"))
        ui.departments.activated.connect(self._department_written)
        ui.departments.lineEdit().editingFinished.connect(self._department_written)
        ui.rounds.activated.connect(self._round_chosen)

    # coming and going

    def enter(self) -> None:
        """Offer the rounds and departments of now; judge again when the workspace has changed meanwhile."""
        self._know_rounds()
        if self._stale:
            self._stale = False
            self.receiving.compare()
        self._count()

    def hear(self, news: News) -> None:
        """An operation was committed: what the files would change may be something else now."""
        if news.keys(Round.kind):
            self._know_rounds()
        if self.isVisible() and self.files.arrivals:
            self.receiving.compare()
        else:
            self._stale = bool(self.files.arrivals)

    def let_go(self) -> None:
        """The workspace is about to be closed."""
        self.receiving.close()

    def redress(self) -> None:
        self.original.redress()
        self.files.redress()

    def _know_rounds(self) -> None:
        work = self.desk.workspace.drafting
        _offer(self.ui.rounds, [("不归批次", ""), *((thing.title, thing.id) for thing in work.find(Round))])
        said = self.ui.departments.currentText()
        _offer(self.ui.departments, [("", ""), *((name, name) for name in work.groups(Scenario, "department", Query()) if name)])
        self.ui.departments.setEditText(said)

    # files

    def choose(self) -> None:
        """Ask for files."""
        paths = choosing.sheets(self)
        if paths:
            self.receive(paths)

    def receive(self, paths: Sequence[Path]) -> None:
        """Read files, and folders' files, beside the page; one that is here already is read anew."""
        from planner.services.unpacking import is_archive

        wanted = gather(paths)
        packed = [path for path in wanted if is_archive(path)]
        if len(wanted) > len(packed):
            self.files.read(path for path in wanted if path not in packed)
        if packed:
            folder = self._scratch()
            self.desk.begin("解开压缩包", partial(_unpack, packed, folder), lambda _: self.files.read(gather([folder])), exclusive=False)
        if not wanted:
            self.desk.tell(Notice("没有文件", "里面没有文件，什么都没有改动。", "请选择 .xlsx、.xls、.csv 等文件。"), "amber")

    def _scratch(self) -> Path:
        """A folder for what archives hold, which goes with the page."""
        folder = Path(tempfile.mkdtemp(prefix="planner-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def drop(self) -> None:
        """Forget the chosen files; they are not touched."""
        self.files.drop([one.path for one in self.files.picked])

    @property
    def arrival(self) -> Arrival | None:
        return self.files.current

    @property
    def file(self) -> IntakeFile | None:
        """The file before the eyes, once it was read."""
        return self.arrival.file if self.arrival else None

    @property
    def round(self) -> str:
        """The key of the chosen round; empty where none is."""
        return self.ui.rounds.currentData() or ""

    def _round_chosen(self, _: object = None) -> None:
        wanted = self.round or None

        def answer(tray: Tray, progress: Progress) -> tuple[IntakeFile, ...]:
            tray.round = wanted
            return tray.compare(progress)

        self.receiving.ask(answer)

    @property
    def sent_by(self) -> str:
        """Who is asked to put the chosen file right: as a person has said, else as the file says itself."""
        return self.file.received.sender if self.file else ""

    @property
    def _sender_from(self) -> str:
        """How it is known who sent the file: empty where a person or the file has said it in so many words."""
        received = self.file.received if self.file else None
        return received.book.meta.get("department_from", "") if received and received.book and not received.department else ""

    def _department_written(self, _: object = None) -> None:
        said = self.ui.departments.currentText().strip()
        paths = [one.path for one in self.files.picked if one.file and one.file.received.sender != said]
        if paths:
            self.receiving.ask(lambda tray, progress: tray.send_as(paths, said, progress))

    # what is shown

    def _show_file(self) -> None:
        one, ui = self.arrival, self.ui
        read = one is not None and one.file is not None and one.file.received.book is not None
        ui.named.setText(one.path.name if one else "")
        ui.file_said.setText(one.said if one and read else "")
        ui.file_said.setVisible(bool(ui.file_said.text()))
        for widget in (ui.departments_label, ui.departments):
            widget.setVisible(read)
        ui.departments.setEditText(self.sent_by)
        ui.departments_label.setText(f"报送部门{_GUESSED.get(self._sender_from, '')}")
        self.rows.show(one if read else None)
        self.original.show(self.file if read else None)
        self.columns.show(self.file.received.book if self.file else None)
        for place in (1, 2):
            ui.tabs.setTabEnabled(place, read)
        self._say_why(one, read=read)
        self._count()

    def _say_why(self, one: Arrival | None, *, read: bool) -> None:
        """What stands where the rows would be, as long as there are none."""
        files, rows = self.ui.files.blank, self.ui.rows.blank
        if one is None:
            files.say("把各部门的表格拖到这里", "可以一次拖入多个文件，也可以拖整个文件夹。点“接收”之前什么都不会写入。",
                      ("选择表格…", self.choose))
            rows.say("还没有文件", "左边列出收到的文件；选中一个，这里显示读出的每一行。")
            return
        files.hide()
        if not read:
            again = ("继续等待" if one.timed_out else "重新读取", self.files.wait_longer) if one.file else None
            rows.say("读不了这个文件" if one.file else one.path.name, one.said, again)
        elif not one.rows:
            rows.say("没有可以存入的行", "到“原表”看看：可以指定这张表是什么、哪几行是表头。",
                     ("看原表", partial(self.ui.tabs.setCurrentIndex, 1)))
        else:
            rows.hide()

    def _count(self) -> None:
        self.counted.emit(self.files.said())
        ready = [one for one in self.files.arrivals if one.count("new") or one.count("changed")]
        self._accept.setEnabled(bool(ready))
        self._accept_some.setEnabled(any(one in ready for one in self.files.picked))
        for action in (self._drop, *self._file_words):
            action.setEnabled(bool(self.files.picked))

    def _decided(self, *, elsewhere: bool) -> None:
        """A word on one row may decide another, in another file."""
        if elsewhere:
            self._recount(self.files.arrivals)
        elif self.arrival:
            self.files.recount([self.arrival])

    def _recount(self, some: Sequence[Arrival]) -> None:
        for one in some:
            if one.file:
                one.file.recount()
        self.files.recount(some)

    def decide_files(self, word: str) -> None:
        """Take, hold or refuse all rows of the chosen files; rows that wait for a person's word are not taken in passing."""
        chosen = self.files.picked
        for one in chosen:
            for row in one.file.rows if one.file else ():
                if word != TAKE or row.verdict != "held":
                    row.decide(word)
        self._recount(chosen)
        self.rows.refresh()

    # from a value to its cell and back

    def see_original(self, row: IntakeRow, field: str) -> None:
        """From a value as it will be stored to its cell in the file."""
        self.ui.tabs.setCurrentWidget(self.ui.original_tab)
        self.original.seek(row, field)

    def see_record(self, row: IntakeRow) -> None:
        """From a cell of the file to the row that was made of it."""
        self.ui.tabs.setCurrentWidget(self.ui.rows_tab)
        self.rows.seek(row)

    # what a person says of a file

    def remap(self, spots: Sequence[tuple[str, str]], target: str) -> None:
        """Understand the file before the eyes with the meaning of columns (each a sheet and a column) as the person says."""
        self.tell(lambda hints: dataclasses.replace(hints, columns={**hints.columns, **dict.fromkeys(spots, target)}))

    def _told(self, what: str, sheet: str, said: object) -> None:
        """A person says what a sheet is, how it lies, where its heads are; or leaves all of it to the program again."""
        self.tell(partial(_with, what=what, sheet=sheet, said=said))

    def tell(self, change: Callable[[Hints], Hints]) -> None:
        """Understand the file before the eyes as a person says."""
        file = self.file
        if file is not None:
            self.receiving.ask(lambda tray, progress: tray.tell(file.received.path, change, progress))

    # taking in

    def accept(self) -> None:
        """Write everything that is to be taken, as one operation."""
        self._write(self.files.arrivals)

    def accept_picked(self) -> None:
        """Write what is to be taken of the chosen files, as one operation."""
        self._write(self.files.picked)

    def _write(self, some: Iterable[Arrival]) -> None:
        files = [one.file for one in some if one.file is not None and not one.stage]
        self.desk.begin("接收", partial(self._take, Intake(files), self.round or None), partial(self._accepted, files))

    def _take(self, intake: Intake, batch: str | None, progress: Progress) -> Accepted:
        return self.desk.workspace.collecting.accept(intake, round=batch, progress=progress)

    def _accepted(self, files: Sequence[IntakeFile], accepted: Accepted) -> None:
        """Files of which rows still wait for a person's word stay on the page."""
        held = {file.received.path for file in files if any(row.outcome == "held" for row in file.rows)}
        self.files.drop([file.received.path for file in files if file.received.book and file.received.path not in held])
        counts = {name: sum(getattr(taken, name) for taken in accepted.files) for name in ("new", "changed", "held", "refused")}
        text = f"新增 {counts['new']} 行，更新 {counts['changed']} 行" + "".join(
            f"，{words} {counts[name]} 行" for name, words in (("held", "搁置"), ("refused", "不收")) if counts[name]) + "。"
        left = "搁置的行还留在这里。" if held else ""
        self.desk.tell(Notice("已接收", text, f"{left}要收回的话，撤销一次（Ctrl+Z）就全部收回。"),
                       act=("查看场景清单", partial(self.desk.go, "scenarios")))


def _unpack(archives: Sequence[Path], folder: Path, progress: Progress) -> None:
    from planner.services.unpacking import unpack

    for number, path in enumerate(archives):
        unpack(path, folder / str(number), progress)


def _with(hints: Hints, *, what: str, sheet: str, said: object) -> Hints:
    """What a person says of a sheet, beside what was said before; another kind or layout has other heads."""
    dropped = {"records": ("headers", "layouts") if said == AUTO else (), "layouts": ("headers",)}.get(what, ())
    kept = {name: {key: value for key, value in getattr(hints, name).items() if key != sheet} for name in (what, *dropped)}
    if said != AUTO:
        kept[what][sheet] = said
    return dataclasses.replace(hints, **kept)


def _offer(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
