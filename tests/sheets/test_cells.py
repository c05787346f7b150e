"""One cell at a time: persons with numbers, figures with units of their own, two terms in one cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book


@pytest.fixture
def record(tmp_path: Path) -> Any:
    """The one record of a list: a head and a row."""
    def reading(head: list[str], row: list[Any], title: str = "") -> dict[str, Any]:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for line in ([title], head, row) if title else (head, row):
            sheet.append(line)
        path = tmp_path / "场景清单.xlsx"
        book.save(path)
        table, = as_json(read_book(path, IMPORTED))["tables"]
        return next(found for found in table["rows"] if found["kind"] == "record")
    return reading


@pytest.mark.parametrize(("contact", "phone", "wanted"), [
    ("李工 13800000001", None, ("李工", "13800000001")), ("王主任（13800000002）", "0592-1111111", ("王主任", "0592-1111111、13800000002")),
    (None, "孙工：13800000006", ("孙工", "13800000006")),
    ("赵工、钱工", "13800000004/13800000005", ("赵工、钱工", "13800000004、13800000005")),
    ("周工", "13800000001", ("周工", "13800000001")), ("吴一 主任 13800000001", None, ("吴一 主任", "13800000001"))])
def test_a_person_and_a_number_find_their_fields(record: Any, contact: Any, phone: Any, wanted: tuple[str, str]) -> None:
    row = record(["场景名称", "联系人", "联系电话"], ["港区无人集卡", contact, phone])
    assert (row["values"]["contact"], row["values"]["phone"]) == wanted
    assert not row["problems"]


def test_a_unit_among_persons_is_asked(record: Any) -> None:
    row = record(["场景名称", "联系人", "备注"], ["港区无人集卡", "港航集团 费一 13800000003", "x"])
    assert [(p["field"], p["code"]) for p in row["problems"]] == [("contact", "ambiguous")]


@pytest.mark.parametrize(("head", "cells", "wanted"), [
    (["总算力"], ["500P"], ("500", "P")), (["总算力（卡时）"], [800], ("800", "卡时")), (["总算力", "单位"], [35, "卡"], ("35", "卡")),
    (["总算力"], ["800卡时/季"], ("800", "卡时"))])
def test_a_capacity_brings_its_unit(record: Any, head: list[str], cells: list[Any], wanted: tuple[str, str]) -> None:
    row = record(["算力平台名称", "提供单位", *head], ["云川智算", "云川算力公司", *cells])
    assert (row["values"]["capacity"], row["values"]["unit"]) == wanted
    assert not row["problems"]


def test_a_capacity_by_another_measure_of_time_is_not_converted(record: Any) -> None:
    row = record(["算力平台名称", "提供单位", "总算力"], ["云川智算", "云川算力公司", "2000卡时/月"])
    assert "capacity" not in row["values"]
    assert [(p["field"], p["code"], p["text"]) for p in row["problems"]] == [("capacity", "unknown_unit", "2000卡时/月")]


def test_two_units_that_contradict_are_said(record: Any) -> None:
    row = record(["算力平台名称", "提供单位", "总算力", "单位"], ["云川智算", "云川算力公司", "500P", "卡时"])
    assert [(p["field"], p["code"]) for p in row["problems"]] == [("unit", "ambiguous")]


def test_units_stand_in_columns_of_their_own(record: Any) -> None:
    row = record(["场景名称", "算力需求", "单位", "投资", "币种单位"], ["港区无人集卡", 800, "卡时", 1.5, "亿元"])
    assert row["values"] == {"title": "港区无人集卡", "compute_need": {"value": "800", "unit": "卡时"}, "investment": "15000.00"}
    assert not row["extra"]


@pytest.mark.parametrize(("written", "wanted"), [
    ("交通运输/港区智能作业", ("E08", "E08-06")), ("交通运输—港区集装箱运输", ("E08", "E08-05")), ("医疗（智慧医院）", ("S05", "S05-06"))])
def test_two_terms_in_one_cell(record: Any, written: str, wanted: tuple[str, str]) -> None:
    row = record(["场景名称", "领域/类型", "备注"], ["港区无人集卡", written, "x"])
    assert (row["values"]["sector"], row["values"]["scenario_type"]) == wanted


@pytest.mark.parametrize("written", ["市博物馆 ★市文旅局", "市文旅局（牵头），市博物馆（配合）", "市博物馆、市文旅局▲"])
def test_who_leads_among_units(record: Any, written: str) -> None:
    row = record(["场景名称", "参与单位（★为牵头）", "备注"], ["文物数字修复", written, "x"])
    assert (row["values"]["lead_department"], row["values"]["partners"]) == ("市文旅局", ["市博物馆"])


def test_percentages_are_no_words(record: Any) -> None:
    row = record(["场景名称", "推进情况（%）", "需求单位"], ["港区无人集卡", 0.3, "港航集团"])
    assert "status" not in row["values"]
    assert row["extra"] == {"推进情况（%）": "0.3"}
