"""The list of columns: those that need a look first, why each was taken for what, remembered by department."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.columns import FIELD
from planner.desktop.pages.importing.page import ImportingPage
from planner.domain.round import Wording
from planner.paths import resource
from tests.desktop.importing import Importing, book, column, press, settled

HEAD = ("序号", "场景名称", "需求单位", "经济账", "推进打算")
ROWS = ((1, "无人集卡协同调度", "云港集团", 100, "先试点"), (2, "场桥远程操控", "云港集团", 300, "再推广"))


@pytest.fixture
def page(importing: Importing, folder: Path) -> ImportingPage:
    return importing(book(folder / "市交通局报送场景.xlsx", *ROWS, head=HEAD))


def lines(page: ImportingPage) -> dict[str, tuple[QComboBox, str]]:
    """Heading -> its pick list and the reason that stands beside it."""
    table = page.ui.columns
    return {table.item(row, 1).text(): (table.cellWidget(row, FIELD), table.item(row, FIELD + 1).text()) for row in range(table.rowCount())}


def test_each_column_says_in_words_why_it_was_taken_for_what(page: ImportingPage) -> None:
    found = lines(page)
    assert found["场景名称"][0].currentText() == "场景名称" and found["场景名称"][1].startswith("确定")
    assert found["经济账"][0].currentText().startswith("附加信息")
    assert not any("%" in why for _, why in found.values())


def test_what_a_person_chooses_is_at_once_in_the_rows_and_remembered_for_the_department(
        page: ImportingPage, folder: Path, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.ui.columns_tab)
    box = lines(page)["经济账"][0]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    box.setCurrentIndex(box.findData("investment"))
    box.activated.emit(box.currentIndex())
    settled(page, qtbot)
    assert column(page, "investment") == ["100.00", "300.00"]
    assert lines(page)["经济账"][1] == "由人指定"
    press(page, qtbot, "accept")
    known, = page.desk.workspace.drafting.find(Wording)
    assert (known.department, known.heading, known.field) == ("市交通局", "经济账", "investment")
    page.receive([book(folder / "市交通局报送第二批.xlsx", (1, "桥梁巡检机器人", "云港集团", 7, ""), head=HEAD)])
    settled(page, qtbot)
    assert column(page, "investment") == ["7.00"] and lines(page)["经济账"][1] == "以前确认过"


def test_columns_that_need_a_look_stand_first(importing: Importing, folder: Path) -> None:
    head = ("序号", "场景名称", "需求单位", "计划总投入")
    page = importing(book(folder / "市交通局报送场景.xlsx", (1, "无人集卡协同调度", "云港集团", "若干"), head=head))
    marks = [page.ui.columns.item(row, FIELD + 1).text().startswith("？") for row in range(page.ui.columns.rowCount())]
    assert marks == sorted(marks, reverse=True)


def test_a_heading_that_many_sheets_repeat_is_told_once_for_all(importing: Importing, qtbot: QtBot) -> None:
    page = importing(resource("samples") / "部门报送" / "卫健委场景征集表（一场景一表）.xlsx")
    table = page.ui.columns
    row = next(row for row in range(table.rowCount()) if table.item(row, 1).text() == "落地区域")
    assert table.item(row, 0).text().endswith("等10处")
    box = table.cellWidget(row, FIELD)
    box.setCurrentIndex(box.findData("remarks"))
    box.activated.emit(box.currentIndex())
    settled(page, qtbot)
    assert page.file is not None and {"location" in thing.values for thing in page.file.rows} == {False}
    assert sum("全市" in str(thing.values.get("remarks", "")) for thing in page.file.rows) > 1
