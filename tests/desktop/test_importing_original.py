"""The file as it came, beside what will be stored of it: on a real workbook, read by the real reader."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.page import ImportingPage
from tests.desktop.importing import Importing, column, press, settled

ROWS = (("交通局人工智能场景清单",), ("序号", "场景名称", "联系人", "计划投资（万元）"), ("一、港口",),
        (1, "无人集卡协同调度", "张三", 100), (2, "场桥远程操控", "李四", "约300"), ("小计", None, None, 400), ("注：数据截至六月",))


@pytest.fixture
def page(importing: Importing, folder: Path) -> ImportingPage:
    made = openpyxl.Workbook()
    for row in ROWS:
        made.worksheets[0].append(row)
    made.save(folder / "交通局 清单.xlsx")
    return importing(folder / "交通局 清单.xlsx")


def test_each_row_of_the_file_says_what_it_was_taken_for(page: ImportingPage) -> None:
    table = page.original.table
    assert table is not None
    assert [table.kind(row) for row in range(1, len(ROWS))] == ["表头", "分组", "记录", "记录", "小计", "注"]
    assert table.index(3, 2).data() == "无人集卡协同调度"


def test_a_column_shows_its_letter_and_the_field_it_was_taken_for(page: ImportingPage) -> None:
    table = page.original.table
    assert table is not None
    assert str(table.headerData(2, Qt.Orientation.Horizontal)).split("\n") == ["B", "场景名称 ▾"]


def test_a_doubtful_cell_is_marked_and_says_why(page: ImportingPage) -> None:
    table = page.original.table
    assert table is not None
    cell = table.spot("D5")
    assert cell.data().startswith("⚠") and "约数" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_from_a_value_to_its_cell_and_back(page: ImportingPage) -> None:
    assert page.file is not None and page.original.table is not None
    row = page.file.rows[1]
    place = [column.name for column in page.rows.table.columns].index("contact")
    page.ui.rows.setCurrentIndex(page.rows.table.index(page.rows.table.row_of(row.place), place))
    page.ui.to_original.click()
    assert page.ui.tabs.currentWidget() is page.ui.original_tab
    assert page.ui.original.currentIndex().data() == "李四"
    page.ui.original.setCurrentIndex(page.original.table.spot("B4"))
    page.ui.to_record.click()
    assert page.ui.tabs.currentWidget() is page.ui.rows_tab
    assert [thing.row for thing in page.ui.rows.picked_things()] == [4]


def test_a_title_does_not_widen_the_column_under_it(page: ImportingPage) -> None:
    view = page.ui.original
    assert view.columnWidth(1) < view.columnWidth(2)
    assert view.columnSpan(0, 1) == 4


def test_a_new_look_keeps_the_chosen_cell(page: ImportingPage) -> None:
    page.ui.tabs.setCurrentWidget(page.ui.original_tab)
    assert page.original.table is not None
    page.ui.original.setCurrentIndex(page.original.table.spot("C4"))
    page.redress()
    assert page.ui.original.currentIndex().data() == "张三"


def test_the_meaning_of_a_column_is_changed_above_it_with_the_reason_beside_each_choice(page: ImportingPage, qtbot: QtBot) -> None:
    table = page.original.table
    assert table is not None
    found = table.column_at(4, 2)
    assert found is not None and found[1].header == "联系人"
    menu = page.original.meaning_menu(*found)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words[0].startswith("联系人　—　") and "叫法" in words[0] and words[-2:] == ["附加信息（不对应）", "其他内容"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == [words[0]]
    other = next(action for action in menu.findChild(QMenu).actions() if action.text() == "牵头部门")
    other.trigger()
    settled(page, qtbot)
    assert column(page, "lead_department") == ["李四", "张三"]
    again = page.original.table
    assert again is not None and str(again.headerData(3, Qt.Orientation.Horizontal)).endswith("牵头部门 ▾")
    menu.deleteLater()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_meanings_come_by_key_at_the_chosen_cell(page: ImportingPage, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.ui.original_tab)
    assert page.original.table is not None
    page.ui.original.setCurrentIndex(page.original.table.spot("D5"))
    page.ui.original.setFocus()
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.append(menu.actions()[0].text())
        menu.close()

    QTimer.singleShot(200, look)
    qtbot.keyClick(page.ui.original, Qt.Key.Key_F4)
    assert seen and seen[0].startswith("计划投资")


def test_a_table_that_was_not_recognised_is_told_what_it_is_and_where_its_heads_are(
        importing: Importing, folder: Path, qtbot: QtBot) -> None:
    made = openpyxl.Workbook()
    for row in (("甲表",), ("编", "名堂", "谁家"), (1, "港区无人集卡", "云港集团"), (2, "隧道结构巡检", "市隧道处")):
        made.worksheets[0].append(row)
    made.save(folder / "未知.xlsx")
    page = importing(folder / "未知.xlsx")
    assert page.rows.table.rowCount() == 0
    assert page.ui.rows.blank.button.text() == "看原表"
    page.ui.rows.blank.button.click()
    kind = page.ui.kind
    kind.setCurrentIndex(kind.findData("scenario"))
    kind.activated.emit(kind.currentIndex())
    settled(page, qtbot)
    assert page.original.table is not None
    page.ui.original.setCurrentIndex(page.original.table.spot("B2"))
    press(page, qtbot, "set_head")
    file = page.file
    assert file is not None and file.received.hints is not None
    sheet = page.original.sheet
    assert (dict(file.received.hints.records), dict(file.received.hints.headers)) == ({sheet: "scenario"}, {sheet: (2,)})
    page.remap([(sheet, "B")], "title")
    page.remap([(sheet, "C")], "owner")
    settled(page, qtbot)
    assert column(page, "title") == ["港区无人集卡", "隧道结构巡检"] and column(page, "owner") == ["云港集团", "市隧道处"]
