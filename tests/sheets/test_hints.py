"""What a person says of a sheet holds: a column's field, the kind of record, the head, how the sheet lies; in every layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.sheets.book import FORM, TABLE, TURNED, Hints, ReadBook
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book

TURNED_LIST = [["场景名称", "集卡", "巡检"], ["所属领域", "交通运输", "交通治理"], ["摆放何处", "东港", "西岭"],
               ["需求单位", "甲公司", "乙公司"],
               ["联系人", "张三", "李四"], ["计划投资（万元）", 100, 200]]
ONE_FORM = [["人工智能应用场景征集表", None, None, None], ["场景名称", "港区无人集卡", "所属领域", "交通运输"],
            ["需求单位", "港航集团", "摆放何处", "东港"], ["联系人", "李四", "联系电话", "13800000001"],
            ["建设内容", "集卡20台", "预计投资（万元）", 1200]]
LIST = [["场景名称", "摆放何处", "需求单位", "投资（万元）"], ["集卡", "东港", "甲公司", 100], ["巡检", "西岭", "乙公司", 200]]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Rows as a workbook, understood with hints."""
    def reading(rows: list[list[Any]], **hints: Any) -> ReadBook:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "表"
        for row in rows:
            sheet.append(row)
        book.save(tmp_path / "场景.xlsx")
        return read_book(tmp_path / "场景.xlsx", IMPORTED, mapping=Hints(**hints))
    return reading


def values(book: ReadBook) -> list[dict[str, Any]]:
    return [row["values"] for table in as_json(book)["tables"] for row in table["rows"] if row["kind"] == "record"]


@pytest.mark.parametrize(("rows", "place"), [(LIST, "B"), (TURNED_LIST, "3"), (ONE_FORM, "C3")], ids=["list", "turned", "form"])
def test_a_column_means_what_a_person_says(read: Any, rows: list[list[Any]], place: str) -> None:
    before = read(rows).tables[0]
    column, = (c for c in before.columns if c.column == place)
    assert (column.header, column.field) == ("摆放何处", None)
    book = read(rows, columns={("表", place): "location"})
    assert values(book)[0]["location"] == "东港"
    column, = (c for c in book.tables[0].columns if c.column == place)
    assert (column.field, column.reason) == ("location", "由人指定")


@pytest.mark.parametrize(("rows", "place"), [(LIST, "C"), (TURNED_LIST, "4"), (ONE_FORM, "A3")], ids=["list", "turned", "form"])
def test_a_column_can_be_left_out(read: Any, rows: list[list[Any]], place: str) -> None:
    book = read(rows, columns={("表", place): ""})
    assert "owner" not in values(book)[0]
    assert "需求单位" in book.tables[0].records()[0].extra


@pytest.mark.parametrize("rows", [LIST, TURNED_LIST, ONE_FORM], ids=["list", "turned", "form"])
def test_a_heading_that_was_confirmed_before(read: Any, rows: list[list[Any]]) -> None:
    book = read(rows, headings={"摆放何处": "location"})
    assert values(book)[0]["location"] == "东港"
    assert "以前确认过" in {c.reason for c in book.tables[0].columns}


def test_the_kind_of_record_is_chosen(read: Any) -> None:
    rows = [["名称", "负责人", "备注"], ["港区改造", "张三", "x"], ["隧道改造", "李四", "y"]]
    assert read(rows, records={"表": "project"}).tables[0].record.kind == "project"
    assert values(read(rows, records={"表": "project"}))[0] == {"title": "港区改造", "leader": "张三", "remarks": "x"}
    assert values(read(TURNED_LIST, records={"表": "project"}))[0]["investment"] == "100.00"
    form = read(ONE_FORM, records={"表": "project"}, columns={("表", "A2"): "title"})
    assert (form.tables[0].record.kind, values(form)[0]["title"]) == ("project", "港区无人集卡")


def test_the_head_is_chosen(read: Any) -> None:
    rows = [["甲", "乙", "丙"], ["场景", "谁牵头", "钱"], ["场景名称", "责任部门", "投资（万元）"], ["集卡", "交通局", 100]]
    assert read(rows, headers={"表": (3,)}).tables[0].header_rows == [3]
    both = read(rows, headers={"表": (2, 3)}).tables[0]
    assert [c.header for c in both.columns] == ["场景/场景名称", "谁牵头/责任部门", "钱/投资（万元）"]


def test_how_a_sheet_lies_is_chosen(read: Any) -> None:
    few = [["场景名称", "集卡"], ["摆放", "东港"], ["需求单位", "甲公司"]]
    assert values(read(few, layouts={"表": FORM})) == [{"title": "集卡", "owner": "甲公司"}]
    assert values(read(few, layouts={"表": TURNED}, headers={"表": (1,)})) == [{"title": "集卡", "owner": "甲公司"}]
    assert read(ONE_FORM, layouts={"表": TABLE}, headers={"表": (2,)}).tables[0].header_rows == [2]


def test_a_sheet_without_records_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in (("表", LIST), ("旧表", LIST)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "场景.xlsx")
    assert [table.sheet for table in read_book(tmp_path / "场景.xlsx", IMPORTED, mapping=Hints(records={"旧表": ""})).tables] == ["表"]


def test_suggestions_come_with_reasons(read: Any) -> None:
    rows = [["场景名称", "需求单位", "甲栏", "乙栏", "丙栏", "牵头的处"],
            ["集卡", "甲公司", "13800000001", "交通运输", "2025年3月", "一处"],
            ["巡检", "乙公司", "0592-1234567", "医疗", "2025年底", "二处"]]
    columns = {column.header: column for column in read(rows).tables[0].columns}
    assert (columns["甲栏"].suggestions[0], columns["甲栏"].reasons[0]) == ("phone", "内容像“联系电话”")
    assert (columns["乙栏"].suggestions[0], columns["乙栏"].reasons[0]) == ("sector", "内容像“所属领域”")
    assert {"starts", "ends"} <= set(columns["丙栏"].suggestions)
    assert columns["甲栏"].field is None
    assert "请确认" in columns["甲栏"].reason


def test_labels_of_a_form_have_suggestions_too(read: Any) -> None:
    form = [*ONE_FORM[:3], ["经手的人", "李四", "打给谁", "13800000001"], *ONE_FORM[4:], ["备注", "x", "领域", None]]
    columns = {column.header: column for column in read(form).tables[0].columns}
    assert columns["打给谁"].suggestions[0] == "phone"
