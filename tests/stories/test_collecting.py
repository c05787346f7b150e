"""三个部门报来表格，读清楚，导入，一次撤销全部收回: three departments report; all of it is taken in, and taken back, at once."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import openpyxl
import pytest


@pytest.fixture
def industry(folder: Path) -> Path:
    """A workbook with a title above the head, money in 元, and a sum below."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["市工信局人工智能应用场景征集表"], ["序号", "应用场景名称", "所属行业", "申报单位", "总投资（元）", "完成时间"],
                [1, "焊缝视觉检测", "制造", "海星船舶", 3_500_000, "2025年12月"],
                [2, "注塑工艺优化", "制造", "恒达塑业", 1_250_050, "2025年底"],
                [None, "合计", None, None, 4_750_050, None]):
        sheet.append(row)
    path = folder / "工信局 报送.xlsx"
    book.save(path)
    return path


@pytest.fixture
def transport(folder: Path) -> Path:
    """A text file as an old system writes it: GB18030."""
    path = folder / "交通局.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["场景名称", "所属领域", "需求单位", "计划投资（万元）", "联系电话"],
                                    ["港区无人集卡", "交通运输", "港务集团", "约1,200", "13800001111"]])
    return path


@pytest.fixture
def health(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["场景名称", "所属领域", "需求单位", "计划投资（万元）"])
    book.active.append(["影像辅助诊断", "医疗", "市一医院", 880])
    book.active.append([None, "医疗", "市二医院", 90])
    path = folder / "卫健委.xlsx"
    book.save(path)
    return path


def test_reading_says_what_was_understood_and_writes_nothing(office: Any, industry: Path, transport: Path) -> None:
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    table = office.reads(industry)["tables"][0]
    assert (table["record"], table["header_rows"]) == ("scenario", [2])
    assert {column["header"]: column["field"] for column in table["columns"]} == {
        "序号": "source_no", "应用场景名称": "title", "所属行业": "sector", "申报单位": "owner", "总投资（元）": "investment",
        "完成时间": "ends"}
    values = [row["values"] for row in table["rows"] if row["kind"] == "record"]
    assert [(found["title"], found["investment"]) for found in values] == [("焊缝视觉检测", "350.00"), ("注塑工艺优化", "125.01")]
    assert values[0]["ends"] == "2025-12"

    book = office.reads(transport)
    (row,) = (row for row in book["tables"][0]["rows"] if row["kind"] == "record")
    assert (book["encoding"], row["values"]["title"], row["values"]["investment"]) == ("gb18030", "港区无人集卡", "1200.00")
    assert [(problem["field"], problem["code"]) for problem in row["problems"]] == [("investment", "approximate")]
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before


def test_all_files_are_one_operation_and_one_undo_takes_it_back(
    office: Any, industry: Path, transport: Path, health: Path
) -> None:
    sums = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (industry, transport, health)}
    office.does("add", "征集批次", "批次号=2025-01", "批次名称=第一批")
    done = office.does("import", industry, transport, health, "--round", "2025-01")
    assert [(f["file"], f["new"], f["refused"], f["error"]) for f in done["files"]] == [
        ("工信局 报送.xlsx", 2, 0, None), ("交通局.csv", 1, 0, None), ("卫健委.xlsx", 1, 1, None)]
    assert office.titles() == ["焊缝视觉检测", "注塑工艺优化", "港区无人集卡", "影像辅助诊断"]
    assert office.titles("scenario", "--where", "征集批次=第一批") == office.titles()
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in sums} == sums

    again = office.does("import", industry)
    assert (again["operation"], again["files"][0]["same"]) == (None, 2)
    assert office.does("undo")["name"] == "撤销：导入 3 个文件"
    assert office.titles() == []
    assert office.does("list", "报送文件")["count"] == 0
    assert office.does("check")["ok"] is True
    office.does("redo")
    assert len(office.titles()) == 4


def test_every_value_knows_its_file_sheet_and_cell(office: Any, industry: Path, transport: Path) -> None:
    office.does("import", industry, transport)
    source = office.does("show", "场景", "注塑工艺优化")["sources"]["investment"]
    assert (source["file"], source["sheet"], source["cell"], source["text"].replace(",", "")) == (
        "工信局 报送.xlsx", "Sheet", "E4", "1250050")
    assert office.does("show", "场景", "港区无人集卡")["sources"]["investment"]["text"] == "约1,200"


def test_an_unreadable_file_is_named_and_the_others_are_taken(office: Any, planner: Any, industry: Path) -> None:
    broken = office.folder / "坏.xlsx"
    broken.write_bytes(industry.read_bytes()[:900])
    said = planner("read", broken, "--json")
    assert (said.code, said.plain["file"], said.plain["error"]["code"]) == (2, "坏.xlsx", "damaged")
    done = planner("import", office.file, broken, industry, "--json")
    assert done.code == 2
    assert [(f["new"], f["error"] and f["error"]["code"]) for f in done.plain["files"]] == [(0, "damaged"), (2, None)]
    assert planner("read", office.folder / "没有.xlsx", "--json").plain["error"]["code"] == "file_missing"


def test_what_was_read_is_told_to_people_without_json(office: Any, planner: Any, industry: Path, transport: Path) -> None:
    for path in (industry, transport):
        said = planner("read", path)
        assert said.code == 0
        assert "场景名称" in said.out
        assert "{" not in said.out
    assert "“约1,200”是约数" in said.out
    told = planner("import", office.file, industry).out
    assert "工信局 报送.xlsx     2" in told
    assert "planner undo" in told
