"""Files to import and a page to look at, for the tests of the importing page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.page import ImportingPage

Importing = Callable[..., ImportingPage]
HEAD = ("序号", "场景名称", "需求单位", "联系人", "计划投资（万元）")


def book(path: Path, *rows: Sequence[object], head: Sequence[object] = HEAD) -> Path:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (head, *rows):
        sheet.append(list(row))
    made.save(path)
    return path


def settled(page: ImportingPage, qtbot: QtBot) -> None:
    """Nothing is being written, read or compared."""
    window = page.window()
    qtbot.waitUntil(lambda: not window.status.busy and not page.receiving.busy, timeout=60000)  # type: ignore[attr-defined]


def press(page: ImportingPage, qtbot: QtBot, name: str) -> None:
    """Click a button of the page, and wait for what follows."""
    QApplication.processEvents()  # the layout must have settled, as it has when a person aims
    button: QWidget = getattr(page.ui, name)
    assert button.isVisible() and button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(page, qtbot)


def column(page: ImportingPage, name: str) -> list[str]:
    """The texts of a column of the rows."""
    table = page.rows.table
    place = [column.name for column in table.columns].index(name)
    return [table.cells(row)[0][place] for row in range(table.rowCount())]


def files(page: ImportingPage, name: str = "state") -> list[str]:
    """The texts of a column of the list of files."""
    table = page.files.table
    place = [column.name for column in table.columns].index(name)
    return [table.cells(row)[0][place] for row in range(table.rowCount())]
