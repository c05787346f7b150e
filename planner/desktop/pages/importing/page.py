"""The page on which received files are looked at, put right and taken in; nothing is written before 接收."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidgetItem, QWidget

from planner.desktop import choosing
from planner.desktop.actions import DATA
from planner.desktop.forms.importing import Ui_ImportingPage
from planner.desktop.page import Desk, Page, lay_out
from planner.desktop.pages.importing.correspondence import Correspondence
from planner.desktop.pages.importing.gathering import gather
from planner.desktop.pages.importing.original import Original
from planner.desktop.pages.importing.tables import VERDICTS, file_columns, file_said, row_columns, row_said
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.messages import Notice
from planner.progress import Progress
from planner.schema.query import Query
from planner.schema.record import Record
from planner.services.collecting import Accepted
from planner.services.intake import Intake, IntakeFile, IntakeRow, Received

if TYPE_CHECKING:
    from planner.schema.change import News
    from planner.sheets.book import ReadColumn, ReadTable

_HEADS = ("工作表", "列", "表头", "对应字段", "把握", "依据")
_WIDTHS = (120, 50, 200, 220, 60, 320)


class ImportingPage(Page):
    """Files above; below, for the chosen one, its rows as they will be stored and its columns."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_ImportingPage)
        self._collecting, self._words = desk.workspace.collecting, desk.workspace.words
        self._stale = False
        self._judged_for: str | None = None
        self.received: list[Received] = []
        self.intake = Intake([])
        self.files = RowTable(file_columns(), lambda file: str(file.received.path), self)
        self.rows = RowTable((), _place, self)
        self.ui.files.show_table(self.files, settings=desk.settings, name="importing")
        self.original = Original(self.ui.sheets, self.ui.original, lambda: self._words.fields_of)
        self.correspondence = Correspondence(self, desk)
        self._dress()
        self._wire()
        self._draw()

    def _dress(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("problem", ui.said)
        ui.rows.when_empty("选择一个文件，这里显示读出的行")
        ui.split.setSizes([200, 420])
        ui.verdicts.addItem("全部判定", "")
        for verdict, words in VERDICTS.items():
            ui.verdicts.addItem(words, verdict)
        ui.departments.lineEdit().setPlaceholderText("按文件所写")
        ui.columns.setColumnCount(len(_HEADS))
        ui.columns.setHorizontalHeaderLabels(_HEADS)
        ui.columns.verticalHeader().hide()
        ui.columns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for place, width in enumerate(_WIDTHS):
            ui.columns.setColumnWidth(place, width)

    def _wire(self) -> None:
        ui = self.ui
        self.offer(DATA, "选择要导入的表格…", self.choose, button=ui.choose)
        self._drop = self.offer(DATA, "移出所选文件", self.drop, button=ui.drop)
        self._accept = self.offer(DATA, "接收", self.accept, keys="Ctrl+Return", button=ui.accept)
        self.offer(DATA, "收入所选行", partial(self.take, True), button=ui.take)
        self.offer(DATA, "不收所选行", partial(self.take, False), button=ui.leave_out)
        letters = self.correspondence
        self.offer(DATA, "新增征集批次…", letters.add_round)
        self.offer(DATA, "发征集表…", lambda: letters.write_form(self.round))
        self.offer(DATA, "报送情况…", lambda: letters.show_answers(self.round))
        self.offer(DATA, "退回补正…", lambda: letters.send_back(self.file, self.sent_by, self.round))
        self.offer(DATA, "看原表", self.see_original, button=ui.to_original)
        self.offer(DATA, "看记录", self.original.go_back, button=ui.to_record)
        ui.rows.doubleClicked.connect(lambda _: self.see_original())
        self.original.asked.connect(self.see_record)
        ui.files.picked.connect(self._show_file)
        ui.tables.activated.connect(self._show_rows)
        ui.verdicts.activated.connect(self._show_rows)
        ui.rows.picked.connect(self._show_row)
        ui.departments.activated.connect(self.compare)
        ui.departments.lineEdit().editingFinished.connect(self._department_written)

    # files

    def _know_rounds(self) -> None:
        rounds = self.desk.workspace.drafting.find(Round)
        _offer(self.ui.rounds, [("不归批次", ""), *((thing.title, thing.id) for thing in rounds)])

    def enter(self) -> None:
        """Offer the rounds and departments of now; judge again when the workspace has changed meanwhile."""
        drafting = self.desk.workspace.drafting
        self._know_rounds()
        said = self.ui.departments.currentText()
        _offer(self.ui.departments, [("", ""), *((name, name) for name in drafting.groups(Scenario, "department", Query()) if name)])
        self.ui.departments.setEditText(said)
        if self._stale and self.received:
            self.compare()

    def hear(self, news: News) -> None:
        self._stale = True
        if news.keys(Round.kind):
            self._know_rounds()
        if self.isVisible() and self.received:
            self.compare()

    def choose(self) -> None:
        """Ask for files."""
        paths = choosing.sheets(self)
        if paths:
            self.receive(paths)

    def receive(self, paths: Sequence[Path]) -> None:
        """Read files, and folders' files, on the worker; one that is here already is read anew."""
        wanted = tuple(gather(paths))
        if wanted:
            self.desk.begin(f"读取 {len(wanted)} 个文件", partial(self._read, wanted), self.show_received)
        else:
            self.desk.tell(Notice("没有表格", "里面没有能读取的表格，什么都没有改动。", "请选择 .xlsx、.xls、.csv 等文件。"), "amber")

    def _read(self, paths: Sequence[Path], progress: Progress) -> list[Received]:
        return self._collecting.read(paths, progress)

    def show_received(self, fresh: Sequence[Received]) -> None:
        """Put files that were read beside those that are here, and judge all of them."""
        paths = {one.path for one in fresh}
        self.received = [one for one in self.received if one.path not in paths] + list(fresh)
        self.compare()

    def drop(self) -> None:
        """Forget the chosen files; they are not touched."""
        chosen = set(self.ui.files.picked_keys())
        self.received = [one for one in self.received if str(one.path) not in chosen]
        self.compare()

    @property
    def department(self) -> str | None:
        """Who sent the files, where a person has said so."""
        return self.ui.departments.currentText().strip() or None

    @property
    def round(self) -> str:
        """The key of the chosen round; empty where none is."""
        return self.ui.rounds.currentData() or ""

    @property
    def sent_by(self) -> str:
        """Who is asked to put the chosen file right: as a person has said, else as the file says itself."""
        book = self.file.received.book if self.file else None
        return self.department or (book.meta.get("department", "") if book else "")

    def _department_written(self) -> None:
        if self.received and self.department != self._judged_for:
            self.compare()

    def compare(self, _: object = None) -> None:
        """Say anew what taking these files in would change; what a person chose about rows is kept."""
        self._stale, self._judged_for = False, self.department
        received = tuple(self.received)
        self.desk.begin("核对", partial(self._compare, received, self.department), partial(self._compared, received))

    def _compare(self, received: Sequence[Received], department: str | None, progress: Progress) -> Intake:
        return self._collecting.compare(received, department=department, progress=progress)

    def _compared(self, received: Sequence[Received], intake: Intake) -> None:
        if received != tuple(self.received):
            return
        chosen = {(file.received.path, _place(row)): row for file in self.intake.files for row in file.rows}
        for file in intake.files:
            for row in file.rows:
                before = chosen.get((file.received.path, _place(row)))
                if before is not None and before.verdict == row.verdict:
                    row.take = before.take
        self.intake = intake
        self._draw()

    # what is shown

    def _draw(self) -> None:
        self.files.show(self.intake.files)
        if self.intake.files:
            self.ui.files.blank.hide()
            if not self.ui.files.current_key():
                self.ui.files.pick(self.files.key(0))
        else:
            self.ui.files.blank.say("把各部门的表格拖到这里", "可以一次拖入多个文件。点“接收”之前什么都不会写入。",
                                    ("选择表格…", self.choose))
        self._show_file()

    @property
    def file(self) -> IntakeFile | None:
        """The file before the eyes."""
        key = self.ui.files.current_key()
        return next((file for file in self.intake.files if str(file.received.path) == key), None)

    def _show_file(self) -> None:
        tables = self._tables()
        kept = self.ui.tables.currentIndex()
        self.ui.tables.clear()
        for sheet, record in tables:
            self.ui.tables.addItem(f"{sheet}（{record.label}）")
        self.ui.tables.setCurrentIndex(min(max(0, kept), len(tables) - 1))
        self.ui.tabs.setVisible(self.file is not None)
        self.original.show(self.file)
        self._drop.setEnabled(self.file is not None)
        self._show_columns()
        self._show_rows()

    def _tables(self) -> list[tuple[str, type[Record]]]:
        return list(dict.fromkeys((row.sheet, row.record) for row in self.file.rows)) if self.file else []

    def _show_rows(self, _: object = None) -> None:
        tables, place = self._tables(), self.ui.tables.currentIndex()
        if self.file and 0 <= place < len(tables):
            rows = [row for row in self.file.rows if (row.sheet, row.record) == tables[place]]
            self.rows = RowTable(row_columns(tables[place][1], rows, self._words), _place, self)
            verdict = self.ui.verdicts.currentData()
            self.rows.show(row for row in rows if verdict in ("", row.verdict))
        else:
            self.rows = RowTable((), _place, self)
        self.ui.rows.show_table(self.rows)
        if self.rows.things:
            self.ui.rows.pick(self.rows.key(0))
        self._show_row()
        self._count()

    def _show_row(self) -> None:
        chosen = self.ui.rows.picked_things()
        of_file = file_said(self.file) if self.file and not self.file.rows else ""
        self.ui.said.setText(row_said(chosen[0], self._words) if len(chosen) == 1 else of_file)
        self.ui.said.setVisible(bool(self.ui.said.text()))

    def _count(self) -> None:
        counts = {verdict: sum(row.verdict == verdict for row in self.intake.rows()) for verdict in VERDICTS}
        self.counted.emit("，".join(f"{words[2:]} {counts[verdict]}" for verdict, words in VERDICTS.items()))
        self._accept.setEnabled(any(row.take and row.verdict in ("new", "changed", "held") for row in self.intake.rows()))

    def take(self, on: bool) -> None:
        """Take the chosen rows, or leave them out; a refused row cannot be taken."""
        for row in self.ui.rows.picked_things():
            row.take = on and row.verdict != "refused"
        keys = self.ui.rows.picked_keys()
        self._show_rows()
        for key in keys[:1]:
            self.ui.rows.pick(key)

    def see_original(self) -> None:
        """From a value as it will be stored to its cell in the file."""
        row, place = next(iter(self.ui.rows.picked_things()), None), self.ui.rows.currentIndex().column()
        if row is not None:
            self.original.seek(row, self.rows.columns[place].name)
            self.ui.tabs.setCurrentWidget(self.ui.original_tab)

    def see_record(self, row: IntakeRow) -> None:
        """From a cell of the file to the row that was made of it."""
        self.ui.tables.setCurrentIndex(self._tables().index((row.sheet, row.record)))
        self.ui.verdicts.setCurrentIndex(0)
        self._show_rows()
        self.ui.rows.pick(_place(row))
        self.ui.tabs.setCurrentWidget(self.ui.rows_tab)

    def redress(self) -> None:
        self.original.show(self.file)

    # columns

    def _show_columns(self) -> None:
        book = self.file.received.book if self.file else None
        found = [(table, column) for table in (book.tables if book else ()) if table.record for column in table.columns]
        self.ui.columns.setRowCount(len(found))
        for row, (table, column) in enumerate(found):
            words = (table.sheet, column.column, column.header, "", f"{column.confidence:.0%}", column.reason)
            for place, text in enumerate(words):
                self.ui.columns.setItem(row, place, QTableWidgetItem(text))
            self.ui.columns.setCellWidget(row, _HEADS.index("对应字段"), self._picker(table, column))

    def _picker(self, table: ReadTable, column: ReadColumn) -> QComboBox:
        assert table.record is not None
        fields, box = self._words.fields_of(table.record), QComboBox()
        box.setAccessibleName(f"{column.header} 对应的字段")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem("附加信息（不对应）", "")
        likely = [name for name in (column.field or "", *column.suggestions) if name in fields]
        others = [name for name, field in fields.items() if field.imported and not field.derived]
        for name in dict.fromkeys([*likely, *others]):
            box.addItem(fields[name].label, name)
        box.setCurrentIndex(max(0, box.findData(column.field or "")))
        box.activated.connect(lambda _: self.remap(table.sheet, column.column, box.currentData() or None))
        return box

    def remap(self, sheet: str, column: str, field: str | None) -> None:
        """Read the chosen file again with a column's meaning as the person says."""
        if self.file:
            self.desk.begin("重新读取", partial(self._remap, self.file.received, sheet, column, field),
                            lambda fresh: self.show_received([fresh]))

    def _remap(self, received: Received, sheet: str, column: str, field: str | None, progress: Progress) -> Received:
        progress.step("重新读取")
        return self._collecting.remap(received, sheet, column, field)

    # taking in

    def accept(self) -> None:
        """Write everything that is to be taken, as one operation."""
        files = [dataclasses.replace(file) for file in self.intake.files]
        self.desk.begin("接收", partial(self._write, Intake(files), self.round or None, self.department),
                        self._accepted)

    def _write(self, intake: Intake, batch: str | None, department: str | None, progress: Progress) -> Accepted:
        return self._collecting.accept(intake, round=batch, department=department, progress=progress)

    def _accepted(self, accepted: Accepted) -> None:
        self.received = [one for one in self.received if one.error is not None]
        self.intake = Intake([file for file in self.intake.files if file.received.error is not None])
        self._draw()
        new, changed = (sum(getattr(taken, name) for taken in accepted.files) for name in ("new", "changed"))
        left = sum(taken.held + taken.refused for taken in accepted.files)
        text = f"新增 {new} 行，变更 {changed} 行" + (f"，{left} 行没有收入" if left else "") + "。"
        self.desk.tell(Notice("已接收", text, "要收回的话，撤销一次（Ctrl+Z）就全部收回。"),
                       act=("查看场景清单", partial(self.desk.go, "scenarios")))


def _place(row: IntakeRow) -> str:
    return f"{row.sheet}!{row.row}"


def _offer(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
