"""Where the values of one record come from: file, sheet, cell, original text; for records whose page has no tab for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.desktop.dialogs import run
from planner.desktop.sources import SOURCES, Found, Originals, found_of
from planner.desktop.table import RowTable
from planner.desktop.view import TableView

if TYPE_CHECKING:
    from planner.desktop.page import Desk
    from planner.schema.record import Record


class SourcesDialog(QDialog):
    """`wanted` is what was asked for of the `chosen` value when it was closed: "open", "save" or nothing."""

    def __init__(self, title: str, found: Sequence[Found], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"来源：{title}")
        self.wanted = ""
        self.table, self.view = RowTable(SOURCES, lambda one: one.name, self), TableView(self)
        self.view.setAccessibleName("各项内容的来源")
        self.view.show_table(self.table)
        self.table.show(found)
        if found:
            self.view.pick(found[0].name)
        else:
            self.view.blank.say("不是从文件导入的", "各项内容由本办直接录入，见“历史”。")
        buttons, down = QDialogButtonBox(self), QVBoxLayout(self)
        for words, wanted in (("打开原文件", "open"), ("另存原文件…", "save")):
            button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            button.setEnabled(bool(found))
            button.clicked.connect(partial(self._ask, wanted))
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        down.addWidget(self.view)
        down.addWidget(buttons)
        self.resize(860, 420)

    def _ask(self, wanted: str, _: bool = False) -> None:
        self.wanted = wanted
        self.accept()

    @property
    def chosen(self) -> Found | None:
        return next(iter(self.view.picked_things() or self.table.things), None)


def show_sources(desk: Desk, record: Record, parent: QWidget) -> None:
    """Ask for the sources of a record, show them, and do with the file what the person wants."""
    work = desk.workspace
    found = found_of(work.collecting.sources(record.id), work.words.fields_of(type(record)))
    dialog = SourcesDialog(record.name, found, parent)
    if run(dialog) and dialog.chosen is not None:
        source, originals = dialog.chosen.source, Originals(desk, parent)
        act = originals.open if dialog.wanted == "open" else originals.save
        act(source.submission, source.file)
