"""Demand lines and quarterly reports come in by files: what they refer to is found by exact names, or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Planner

DEMAND = ["场景编号", "场景名称", "要素", "规格", "需求数量", "计量单位", "开始季度", "结束季度", "是否必须"]
REPORT = ["项目编号", "项目名称", "本季度完成情况", "累计形象进度", "本季度投资（万元）", "下一步打算", "填报人"]


@pytest.fixture
def office(planner: Planner, folder: Path) -> tuple[Planner, Path]:
    book = folder / "本办.planner"
    planner("new", book)
    for title, owner in (("港区无人集卡", "港航集团"), ("隧道智能巡检", "市交通局"), ("智能分拣", "甲公司"), ("智能分拣", "乙公司")):
        planner("add", book, "scenario", f"title={title}", f"owner={owner}", "--json")
    for number, title in (("P-001", "港区无人集卡一期"), ("P-002", "焊缝质检产线")):
        planner("add", book, "project", f"number={number}", f"title={title}", "--json")
    return planner, book


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_demand_lines(office: tuple[Planner, Path], folder: Path) -> None:
    planner, book = office
    file = workbook(folder / "要素需求.xlsx", ["各场景要素需求明细表"], DEMAND,
                    [None, "港区 无人集卡", "算力", "推理算力", 20, "P", "2025Q1", "2025Q4", "是"],
                    [None, "港区无人集卡", "资金", "建设经费", "0.12亿元", None, "2025年", "2025年", "否"],
                    [None, "隧道巡检", "人才", "算法工程师", "12人月", None, "2025Q2", "2025Q3", "否"],
                    [None, "智能分拣", "算力", "训练", 5, "P", "2025Q1", "2025Q2", "否"],
                    [None, "隧道智能巡检", "算力", "训练", 5, "P", "2025年4月", "2025年8月", "否"])
    done = planner("import", book, file, "--json").plain
    assert done["files"][0] == {"file": "要素需求.xlsx", "new": 3, "changed": 0, "same": 0, "held": 0, "refused": 2, "error": None}
    assert [(row["row"], row["problems"][0]["code"]) for row in done["open"]] == [(5, "link_unknown"), (6, "link_ambiguous")]
    lines = {line["spec"]: line for line in planner("list", book, "demand", "--json").plain["records"]}
    scenarios = {one["id"]: one["title"] for one in planner("list", book, "scenario", "--json").plain["records"]}
    assert {spec: scenarios[line["scenario"]] for spec, line in lines.items()} == {
        "推理算力": "港区无人集卡", "建设经费": "港区无人集卡", "训练": "隧道智能巡检"}
    assert (lines["建设经费"]["quantity"], lines["建设经费"]["unit"]) == ("1200", "万元")
    assert (lines["建设经费"]["starts"], lines["建设经费"]["ends"]) == ("2025-Q1", "2025-Q4")
    assert (lines["训练"]["starts"], lines["训练"]["ends"]) == ("2025-Q2", "2025-Q3")
    assert planner("import", book, file, "--json").plain["files"][0]["same"] == 3


def test_the_sender_tells_namesakes_apart(office: tuple[Planner, Path], folder: Path) -> None:
    planner, book = office
    file = workbook(folder / "要素需求.xlsx", DEMAND, [None, "智能分拣", "算力", "训练", 5, "P", "2025Q1", "2025Q2", "否"])
    assert planner("import", book, file, "--department", "乙公司", "--json").plain["files"][0]["new"] == 1
    assert "写明编号" in planner("import", book, file).out


def test_what_comes_near_is_offered_and_never_taken(office: tuple[Planner, Path], folder: Path) -> None:
    planner, book = office
    file = workbook(folder / "要素需求.xlsx", DEMAND, [None, "无人集卡", "算力", "训练", 5, "P", "2025Q1", "2025Q2", "否"])
    said = planner("import", book, file)
    assert "没有找到场景“无人集卡”，相近的有：港区无人集卡" in said.out
    assert not planner("list", book, "demand", "--json").plain["records"]


def test_quarterly_reports(office: tuple[Planner, Path], folder: Path) -> None:
    planner, book = office
    title = ["2025年第三季度示范项目进展情况季报表"]
    file = workbook(folder / "三季度.xlsx", title, REPORT, ["P-001", "港区无人集卡一期", "完成路侧设备安装", "65%", 210, "联调", "金一"],
                    ["P-002", None, "试运行", "九成", "80万元", "验收", "魏二"],
                    ["P-001", "焊缝质检产线", "试运行", "九成", 80, "验收", "魏二"])
    done = planner("import", book, file, "--json").plain
    assert (done["files"][0]["new"], done["files"][0]["refused"]) == (2, 1)
    assert [problem["code"] for problem in done["open"][0]["problems"]][-1] == "link_ambiguous"
    reports = {one["filer"]: one for one in planner("list", book, "progress", "--json").plain["records"]}
    assert {filer: (one["quarter"], one["percent"], one["invested"]) for filer, one in reports.items()} == {
        "金一": ("2025-Q3", "65", "210.00"), "魏二": ("2025-Q3", "90", "80.00")}
    fallen = workbook(folder / "四季度.xlsx", ["2025年第四季度项目进展季报"], REPORT, ["P-001", None, "返工", "60%", 10, "整改", "金一"])
    late = planner("import", book, fallen, "--json").plain
    assert (late["files"][0]["held"], late["open"][0]["problems"][-1]["code"]) == (1, "progress_falls")
    corrected = workbook(folder / "三季度更正.xlsx", title, REPORT, ["P-001", None, "完成路侧设备安装", "66%", 210, "联调", "金一"])
    assert planner("import", book, corrected, "--json").plain["files"][0]["changed"] == 1


def test_a_table_that_nobody_recognises_is_told_with_its_rows(planner: Planner, folder: Path) -> None:
    book, file = folder / "年.planner", folder / "怪.xlsx"
    planner("new", book)
    strange = openpyxl.Workbook()
    assert strange.active is not None
    for row in (["甲栏", "乙栏"], ["苹果", 1], ["梨", 2]):
        strange.active.append(row)
    strange.save(file)
    done = planner("import", book, file, "--json").plain
    assert done["operation"] is None
    assert [(note["file"], note["code"]) for note in done["notes"]] == [("怪.xlsx", "not_recognised")]
    assert "2 行没有采用" in planner("import", book, file).out
