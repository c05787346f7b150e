"""The file as it came, beside what will be stored of it: on a real workbook, read by the real reader."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from planner.desktop.pages.importing.page import ImportingPage
from tests.desktop.importing import Importing

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
