"""Kinds of mess that offices make, each in a small list of its own with what it means."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.schema.record import SEED
from planner.sheets.book import ReadBook
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book

HEAD = ["序号", "场景名称", "所属领域", "需求单位", "计划投资（万元）"]


def record(number: int) -> list[Any]:
    return [number, f"智能分拣{number}号", "物流", "市邮政管理局", 100 * number]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Rows and merges as a workbook, understood."""
    def reading(rows: list[list[Any]], *merges: str, name: str = "场景清单") -> ReadBook:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        return read_book(path, IMPORTED)
    return reading


def values(book: ReadBook) -> list[dict[str, Any]]:
    return [row["values"] for table in as_json(book, SEED)["tables"] for row in table["rows"] if row["kind"] == "record"]


def kinds(book: ReadBook) -> list[str]:
    return [row.kind for table in book.tables for row in table.rows]


def test_a_form_is_one_scenario(read: Any) -> None:
    book = read([["人工智能应用场景机会征集表"], ["场景名称", "港区无人集卡", "所属领域", "交通运输"], ["需求单位", "云川港航集团",
            "信用代码", "91350200MA00000000"],
                 ["联系人", "李四", "联系电话", "13800000001"], ["建设内容", "建设无人集卡20台"], ["预计投资（万元）", "约1200",
                 "建设周期", "2025.3-2026.5"]],
                "A1:D1", "B5:D5")
    assert values(book) == [{"title": "港区无人集卡", "sector": "E08", "owner": "云川港航集团", "contact": "李四",
            "phone": "13800000001",
                             "content": "建设无人集卡20台", "investment": "1200.00", "starts": "2025-03", "ends": "2026-05"}]
    row, = book.tables[0].records()
    assert row.cells["phone"] == "D4"
    assert row.extra == {"信用代码": "91350200MA00000000"}


def test_a_table_on_its_side(read: Any) -> None:
    book = read([["场景名称", "集卡", "巡检"], ["所属领域", "交通运输", "交通治理"], ["需求单位", "甲公司", "乙公司"], ["联系人",
            "张三", "李四"],
                 ["计划投资（万元）", 100, 200]])
    assert [(v["title"], v["sector"], v["investment"]) for v in values(book)] == [("集卡", "E08", "100.00"), ("巡检", "S02", "200.00")]
    assert book.tables[0].records()[1].cells["investment"] == "C5"


@pytest.mark.parametrize("numbers", [["（1）", "（2）", "（3）", "（4）", "（5）"], ["甲", "乙", "丙", "1", "2"], [1, 2, 3, 4, 5]])
def test_numbers_of_columns_are_no_record(read: Any, numbers: list[Any]) -> None:
    assert kinds(read([HEAD, numbers, record(1), record(2)])) == ["header", "record", "record"]


def test_units_on_a_line_of_their_own(read: Any) -> None:
    book = read([["序号", "场景名称", "计划投资", "算力需求", "人才需求"], ["", "", "（元）", "（P）", "（人月）"], [1, "分拣",
            1200000, 2, 3]])
    assert book.tables[0].header_rows == [1, 2]
    assert values(book)[0]["investment"] == "120.00"
    assert values(book)[0]["compute_need"] == {"value": "2", "unit": "P"}


def test_five_levels(read: Any) -> None:
    book = read([["序号", "项目", "", "", "资金", ""], ["", "基本信息", "", "", "总投资", ""], ["", "名称", "单位", "", "合计", "其中"],
                 ["", "", "需求单位", "牵头单位", "", "市级"], ["", "", "", "", "（万元）", "（万元）"], [1, "分拣", "甲公司", "市局",
                 100, 50]],
                "A1:A5", "B1:D1", "E1:F1", "B2:D2", "E2:F2", "B3:B5", "C3:D3", "C4:C5", "D4:D5", "E3:E4")
    assert book.tables[0].header_rows == [1, 2, 3, 4, 5]
    assert values(book) == [{"source_no": "1", "title": "分拣", "owner": "甲公司", "lead_department": "市局", "investment": "100.00"}]


def test_tables_side_by_side(read: Any) -> None:
    book = read([["序号", "场景名称", "备注", None, "序号", "场景名称", "备注"], [1, "甲", "a", None, 3, "丙", "c"], [2, "乙", "b",
            None, 4, "丁", "d"]])
    assert [v["title"] for v in values(book)] == ["甲", "乙", "丙", "丁"]


def test_a_blank_column_does_not_part_a_table(read: Any) -> None:
    book = read([["序号", "场景名称", None, "所属领域", "联系人"], *([n, f"分拣{n}", None, "物流", "张三"] for n in range(1, 5))])
    assert len(book.tables) == 1
    assert values(book)[3] == {"source_no": "4", "title": "分拣4", "sector": "E03", "contact": "张三"}


def test_rows_that_are_no_records(read: Any) -> None:
    book = read([HEAD, ["合计", None, None, None, 600], record(1), ["注：重点"], record(2), HEAD, record(3), [4], ["第2页 共2页"]])
    assert kinds(book) == ["subtotal", "record", "note", "record", "header", "record", "blank", "note"]
    assert not any(row.problems for row in book.tables[0].rows)


def test_groups_name_the_sector_and_are_counted(read: Any) -> None:
    book = read([["序号", "场景名称"], ["一、物流领域（2项）"], [1, "甲"], [2, "乙"], ["二、金融领域（共3个）"], [3, "丙"]], "A2:B2",
            "A5:B5")
    assert [v["sector"] for v in values(book)] == ["E03", "E03", "E04"]
    groups = [row for row in book.tables[0].rows if row.kind == "group"]
    assert [[p.code for p in row.problems] for row in groups] == [[], ["count_differs"]]


def test_a_wrong_sum_is_said(read: Any) -> None:
    book = read([HEAD, record(1), record(2), ["小计", None, None, None, 300], record(3), ["总计", None, None, None, 700]])
    sums = [row for row in book.tables[0].rows if row.kind == "subtotal"]
    assert [[(p.code, p.params["printed"], p.params["own"]) for p in row.problems] for row in sums] == [[], [("sum_differs", "700.00",
            "600.00")]]


def test_a_record_over_two_lines(read: Any) -> None:
    book = read([["序号", "场景名称", "联系人", "配合单位"], [1, "分拣", "张三", "市教育局"], [None, None, None, "市财政局"], [2,
            "仓储", "李四", "市商务局"]],
                "A2:A3", "B2:B3", "C2:C3")
    assert [v["partners"] for v in values(book)] == [["市教育局", "市财政局"], ["市商务局"]]


def test_a_unit_named_once_goes_down_and_says_so(read: Any) -> None:
    book = read([["单位", "场景名称", "备注"], ["甲公司", "一", "x"], [None, "二", "x"], [None, "三", "x"], ["乙公司", "四", "x"],
            [None, "五", "x"]])
    assert [v["owner"] for v in values(book)] == ["甲公司", "甲公司", "甲公司", "乙公司", "乙公司"]
    assert [p.code for p in book.tables[0].records()[1].problems] == ["inferred"]


@pytest.mark.parametrize(("written", "leader", "partners"), [
    ("☆市教育局、市财政局", "市教育局", ["市财政局"]), ("市财政局、市教育局★", "市教育局", ["市财政局"]),
    ("市教育局（牵头）、市财政局", "市教育局", ["市财政局"]),
    ("牵头单位：市教育局；配合单位：市财政局、市商务局", "市教育局", ["市财政局", "市商务局"]), ("市教育局", "市教育局", None)])
def test_the_leading_unit(read: Any, written: str, leader: str, partners: list[str] | None) -> None:
    value, = values(read([["序号", "场景名称", "责任单位"], [1, "分拣", written]]))
    assert (value["lead_department"], value.get("partners")) == (leader, partners)


def test_traditional_characters(read: Any) -> None:
    book = read([["序號", "場景名稱", "所屬領域", "聯繫電話", "計劃投資（萬元）"], [1, "智慧分揀", "金融", "13800000001", "200萬元"]])
    assert values(book) == [{"source_no": "1", "title": "智慧分揀", "sector": "E04", "phone": "13800000001", "investment": "200.00"}]


def test_fractions_or_percent_is_one_question_for_the_column(read: Any) -> None:
    assert [v["progress"] for v in values(read([["场景名称", "完成率"], ["甲", 0.8], ["乙", 1], ["丙", 0.05]]))] == ["80", "100", "5"]
    mixed = read([["场景名称", "完成率"], ["甲", "八成"], ["乙", 0.5], ["丙", "已完成80%"], ["丁", 60]])
    assert [v["progress"] for v in values(mixed)] == ["80", "50", "80", "60"]
    assert [[p.code for p in row.problems] for row in mixed.tables[0].records()] == [[], ["ambiguous"], [], []]


def test_a_month_that_lost_its_zero_is_asked(read: Any) -> None:
    book = read([["场景名称", "完成时间"], ["甲", 2025.1], ["乙", 2025.12]])
    assert [v.get("ends") for v in values(book)] == [None, "2025-12"]
    assert [p.code for p in book.tables[0].records()[0].problems] == ["ambiguous"]


def test_figures_too_large_for_ten_thousands(read: Any) -> None:
    book = read([["场景名称", "计划投资"], ["甲", 1200000], ["乙", 800000]])
    assert [row.values["investment"] for row in book.tables[0].records()] == [Decimal(120), Decimal(80)]
    assert all(row.problems[0].code == "inferred" for row in book.tables[0].records())


def test_what_stands_around(read: Any) -> None:
    book = read([["附件2"], ["2025年场景清单"], ["填报单位：市教育局（盖章）", None, "填报日期：2025年6月20日"], HEAD, record(1),
            ["填表人：李四", None, "电话：13800000001"]])
    assert book.meta == {"title": "2025年场景清单", "department": "市教育局", "department_from": "filled", "as_of": "2025-06-20",
                         "filer": "李四"}
