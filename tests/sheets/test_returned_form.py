"""A collection form that comes back is read without guessing, whatever the department did to it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.domain.scenario import Scenario
from planner.schema.record import fields_of
from planner.sheets.book import ReadBook
from planner.sheets.form.asked import Asked, Form
from planner.sheets.form.writing import FIRST, write_form
from planner.sheets.intake import read_book
from planner.sheets.marking.marks import RESULT

FIELDS = fields_of(Scenario)
NAMES = ("title", "sector", "owner", "investment", "starts", "ends", "publish_ok", "remarks")
FILLED = (["智慧公交调度", "交通治理", "市公交集团", 120.5, "2026年3月", "2026年12月", "是", "无"],
          ["港口无人集卡", "交通运输", "云港集团", 3000, "2026Q1", "2027年", "否", "二期"])


@pytest.fixture
def book(folder: Path) -> Path:
    path = folder / "市交通局 返回.xlsx"
    asked = tuple(Asked(name, FIELDS[name], name in ("title", "owner")) for name in NAMES)
    write_form(Form("2026年第一批场景征集表", "scenario", "2026-01", asked, rows=12), path)
    opened = openpyxl.load_workbook(path)
    for row, values in enumerate(FILLED, FIRST + 1):
        for column, value in enumerate(values, 2):
            opened.worksheets[1].cell(row, column).value = value
    opened.save(path)
    return path


def titles(read: ReadBook) -> list[str]:
    return [row.values["title"] for table in read.tables for row in table.records()]


def test_every_heading_is_what_was_asked(book: Path) -> None:
    read = read_book(book, IMPORTED)
    table, = (table for table in read.tables if table.record is Scenario)
    assert {column.field for column in table.columns if column.field} >= set(NAMES)
    assert titles(read) == [row[0] for row in FILLED]
    assert read.meta["round"] == "2026-01"
    assert not [p for p in read.problems if p.code in ("hidden_sheet", "not_recognised")]


def test_a_renamed_sheet_deleted_rows_and_a_moved_column_do_no_harm(book: Path, folder: Path) -> None:
    opened = openpyxl.load_workbook(book)
    page = opened.worksheets[1]
    page.title = "Sheet1"
    for merge in list(page.merged_cells.ranges):   # the library would leave them where the deleted rows were
        page.unmerge_cells(str(merge))
    page.delete_rows(1, 2)
    page.insert_cols(3)
    page.cell(FIRST - 2, 3).value = "本单位审批人"
    page.cell(FIRST - 1, 3).value = "某处"
    changed = folder / "改过.xlsx"
    opened.save(changed)
    read = read_book(changed, IMPORTED)
    assert titles(read) == [row[0] for row in FILLED]
    first = read.tables[0].records()[0]
    assert first.extra == {"本单位审批人": "某处"}
    assert FIELDS["investment"].normal(first.values["investment"]) == "120.50"


def test_the_list_of_results_that_went_out_is_no_table(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    page = opened.create_sheet(RESULT)
    page.append(["序号", "工作表", "单元格", "场景名称", "原文", "问题", "怎样填写"])
    page.append(["1", "征集", "C3", "智慧公交", "x", "必须填写", "请补填"])
    opened.save(book)
    assert titles(read_book(book, IMPORTED)) == [row[0] for row in FILLED]
