"""A received file becomes rows: values as meant, original texts, cells, problems."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.domain.scenario import Scenario
from planner.errors import SheetUnreadable
from planner.sheets.intake import read_book


def test_a_list_is_read_with_cells_and_doubts(tmp_path: Path) -> None:
    path = tmp_path / "交通局 场景.csv"
    path.write_text("序号,场景名称,所属领域,总投资,完成时间,是否首创\n1,港区无人集卡,交通运输,约1200万元,2025年底前,是\n"
                    "2,隧道巡检,,另议,长期,\n", encoding="utf-8")
    table, = read_book(path, IMPORTED).tables
    assert table.record is Scenario
    assert table.header_rows == [1]
    first, second = table.records()
    assert first.values["investment"] == Decimal(1200)
    assert first.values["sector"] == "E08"
    assert first.cells["investment"] == "D2"
    assert first.texts["investment"] == "约1200万元"
    assert first.extra == {"是否首创": "是"}
    assert [(p.column, p.field, p.code) for p in first.problems] == [("D", "investment", "approximate")]
    assert {(p.field, p.code, p.text) for p in second.problems} == {("investment", "not_a_number", "另议"), ("ends", "not_a_date", "长期")}


def test_a_file_without_a_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "通知.csv"
    path.write_text("各单位：\n请于月底前报送。\n", encoding="utf-8")
    with pytest.raises(SheetUnreadable, match="no_table"):
        read_book(path, IMPORTED)


def test_formats_that_could_not_be_looked_at_are_said(tmp_path: Path) -> None:
    plain, odd = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["场景名称", "所属领域", "总投资（万元）"])
    book.active.append(["隧道巡检", "交通运输", 120])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(odd, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'numFmtId="0"', b'numFmtId="x"'))
    assert [problem.code for problem in read_book(plain, IMPORTED).problems] == []
    found = read_book(odd, IMPORTED)
    assert [problem.code for problem in found.problems] == ["unseen"]
    assert [row.values["title"] for table in found.tables for row in table.records()] == ["隧道巡检"]
