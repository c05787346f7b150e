"""How departments lay a sheet out: forms beside each other, lists on their side, heads that stand again, groups in groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.sheets.book import ReadBook
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book

HEAD = ["序号", "场景名称", "需求单位", "建设内容", "投资（万元）"]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Sheets as a workbook, understood."""
    def reading(sheets: Mapping[str, list[list[Any]]], *merges: str, name: str = "场景清单") -> ReadBook:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for merge in merges:
                sheet.merge_cells(merge)
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        return read_book(path, IMPORTED)
    return reading


def values(book: ReadBook) -> list[dict[str, Any]]:
    return [row["values"] for table in as_json(book)["tables"] for row in table["rows"] if row["kind"] == "record"]


def form(title: str, money: Any, person: str) -> list[list[Any]]:
    return [["应用场景申报单", None, None, None], ["场景名称", title, "所属行业", "物流"], ["申报部门", "市商务局", "经费预算", money],
            ["场景简介", "追溯冷链。", None, None], ["实施起止时间", "2025年", "备注", None], ["联系人", person, "联系电话", "13500000003"]]


def test_forms_beside_each_other(read: Any) -> None:
    rows = [[*left, None, *right] for left, right in zip(form("冷链追溯", 50, "韩三"), form("跨境客服", "70万", "杨四"), strict=True)]
    book = read({"Sheet1": rows}, "A1:D1", "F1:I1", "B4:D4", "G4:I4")
    assert [(v["title"], v["investment"], v["contact"]) for v in values(book)] == [
        ("冷链追溯", "50.00", "韩三"), ("跨境客服", "70.00", "杨四")]
    assert [table.records()[0].cells["investment"] for table in book.tables] == ["D3", "I3"]


def test_a_list_whose_values_are_names_of_fields_is_no_form(read: Any) -> None:
    """算力 and 人才 name fields of a scenario, and here they are what is asked for."""
    book = read({"表": [["项目/场景", "要什么", "数量", "单位", "什么时候要", "备注"], ["水表报警", "算力", 2, "P", "2026年二季度", None],
                       ["食堂结算", "人才", 3, "人月", "2026Q3", "急"], ["影像比对", "资金", "40万元", None, "2026年", "区级"]]})
    assert [table.header_rows for table in book.tables] == [[1]]
    assert [(v["scenario.title"], v["pool_kind"], v["quantity"]) for v in values(book)] == [
        ("水表报警", "compute", "2"), ("食堂结算", "talent", "3"), ("影像比对", "finance", "40")]


def test_a_list_on_its_side_below_its_title(read: Any) -> None:
    book = read({"表": [["市人社局场景信息"], ["名称", "岗位匹配", "社保稽核", "欠薪预警"],
                       ["干什么", "匹配", "稽核", "预警"],
                       ["牵头科室", "就业处", "社保中心", "支队"], ["投资（万元）", 120, "约80", "贰拾万"],
                       ["完成时间", "2025年12月", "2026年", "长期"]]}, "A1:D1")
    assert [(v["title"], v["investment"], v.get("ends")) for v in values(book)] == [
        ("岗位匹配", "120.00", "2025-12"), ("社保稽核", "80.00", "2026"), ("欠薪预警", "20.00", None)]


def test_a_list_on_its_side_under_upper_labels(read: Any) -> None:
    book = read({"表": [["应急局场景对照"], ["基本信息", "场景名称", "园区预警", "尾矿监测"], [None, "牵头单位", "危化处", "矿山处"],
                       ["资金", "总投资（万元）", 300, 260], [None, "资金来源", "市财政", "自筹"], ["进度", "开始", "2025.2", "2025.5"],
                       [None, "结束", "2025.12", "2026.5"]]}, "A1:D1", "A2:A3", "A4:A5", "A6:A7")
    assert [(v["title"], v["investment"], v["starts"], v["ends"]) for v in values(book)] == [
        ("园区预警", "300.00", "2025-02", "2025-12"), ("尾矿监测", "260.00", "2025-05", "2026-05")]


def test_heads_that_stand_again_beside_each_other_without_a_gap(read: Any) -> None:
    book = read({"表": [["序号", "场景名称", "联系人"] * 2,
                       [1, "志愿者调度", "花一", 3, "青创路演", "方四"], [2, "研学规划", "俞二", 4, "心理树洞", "任五"]]})
    assert [v["title"] for v in values(book)] == ["志愿者调度", "研学规划", "青创路演", "心理树洞"]


def test_units_alone_on_the_second_line(read: Any) -> None:
    book = read({"表": [["序号", "应用名称", "总投入", "算力", "责任部门"], [None, None, "万元", "P", None],
                       [1, "泵站值守", 860, 3, "水利处"],
                       ["制表：周四", None, None, "电话：0592-7654321"]]})
    assert book.tables[0].header_rows == [1, 2]
    assert values(book) == [{"source_no": "1", "title": "泵站值守", "investment": "860.00", "compute_need": {"value": "3", "unit": "P"},
                             "lead_department": "水利处"}]
    assert book.meta["filer"] == "周四"


def test_groups_in_groups_with_sums(read: Any) -> None:
    book = read({"计划": [HEAD, ["总计（3个）", None, None, None, 330], ["一、", "智能经济（2个）", None, None, 210],
                        ["（一）", "制造业（1个）", None, None, 150],
                        ["1.", "灯塔工厂", "海岳重工", "改造", 150], ["（二）", "金融（1个）", None, None, 60],
                        ["1.", "智能风控", "云川银行", "中台", 60],
                        ["二、", "智能社会（1个）", None, None, 120], ["1.", "生命线监测", "市住建局", "监测", 120]]})
    assert [(v["title"], v.get("sector")) for v in values(book)] == [("灯塔工厂", "E01"), ("智能风控", "E04"), ("生命线监测", None)]
    assert not any(row.problems for row in book.tables[0].rows if row.kind != "record")


def test_sheets_that_are_groups(read: Any) -> None:
    book = read({name: [HEAD, [1, f"{name}质检", "海岳重工", "视觉", 330]] for name in ("制造", "物流", "医疗")})
    assert [v["sector"] for v in values(book)] == ["E01", "E03", "S05"]
    assert [p.code for p in book.tables[0].records()[0].problems] == ["inferred"]
    assert "sector" not in values(read({"制造": [HEAD, [1, "焊缝质检", "海岳重工", "视觉", 330]]}))[0]


def test_utf_16_without_a_latin_character(tmp_path: Path) -> None:
    path = tmp_path / "气象局.csv"
    path.write_bytes("\ufeff序号\t场景名称\t场景描述\t协同处室\r\n一\t短临降水预报\t雷达外推\t观测处、信息中心\r\n".encode("utf-16-le"))
    assert values(read_book(path, IMPORTED)) == [
        {"source_no": "一", "title": "短临降水预报", "content": "雷达外推", "partners": ["观测处", "信息中心"]}]


def test_a_figure_merged_over_several_records_is_asked_and_summed_once(read: Any) -> None:
    book = read({"表": [HEAD, [1, "客流分析", "体育中心", "a", 900], [2, "损伤评估", "体育中心", "b", None],
                       [3, "巡检", "体育中心", "c", 50], ["合计", None, None, None, 950]]}, "E2:E3")
    assert [[p.code for p in row.problems] for row in book.tables[0].rows] == [[], ["shared_figure"], [], []]


def test_a_merge_over_most_of_a_sheet_is_said(read: Any) -> None:
    book = read({"表": [HEAD, [1, "客流分析", "体育中心", "a", 900], [2, "损伤评估", "体育中心", "b", 80]]}, "G1:AZ900")
    assert [(p.code, p.params["cells"]) for p in book.problems] == [("merge_ignored", "G1:AZ900")]
    assert len(values(book)) == 2


def test_columns_without_a_field_are_said_once_a_table(read: Any) -> None:
    book = read({"表": [[*HEAD, "内部代码", "空栏", "口令"], [1, "客流分析", "体育中心", "a", 900, "X1", None, "是"]]})
    assert [(p.code, p.params["header"], p.warning) for p in book.problems] == [("unmapped_column", "内部代码”“口令", True)]


def test_a_list_goes_on_over_sheets_without_a_head(read: Any) -> None:
    book = read({"第一页": [["市教育局场景清单"], HEAD, [1, "作业批改", "一中", "批改", 30], [2, "课堂分析", "二中", "分析", 45]],
                 "第二页": [[3, "心理筛查", "三中", "筛查", 20], [4, "欺凌识别", "四中", "识别", 50]],
                 "第三页": [[5, "实验评分", "五中", "评分", 35]]})
    assert [(v["title"], v["investment"]) for v in values(book)][2:] == [
        ("心理筛查", "20.00"), ("欺凌识别", "50.00"), ("实验评分", "35.00")]
    assert [(p.code, p.params["sheet"]) for p in book.problems] == [("continued_sheet", "第二页"), ("continued_sheet", "第三页")]
    assert book.tables[1].records()[0].cells["title"] == "B1"


@pytest.mark.parametrize("row", [
    [7, "心理筛查", "三中", "筛查", 20], [3, "心理筛查", "三中", "筛查", 20, "旁注", "旁注"], ["附", "心理筛查"], [3, "x"]])
def test_another_sheet_without_a_head_does_not_go_on(read: Any, row: list[Any]) -> None:
    book = read({"第一页": [HEAD, [1, "作业批改", "一中", "批改", 30], [2, "课堂分析", "二中", "分析", 45]], "第二页": [row]})
    assert len(values(book)) == 2


def test_blank_columns_between_all_columns(read: Any) -> None:
    book = read({"表": [["", ""], [None, "序号", None, "场景名称", None, "所属领域", None, "预算（万元）"],
                       [None, 1, None, "养老监护", None, "养老", None, 33],
                       [None, 2, None, "食堂结算", None, "智慧社区", None, 12], [None, None, None, "小　　计", None, None, None, 45]]})
    assert values(book) == [{"source_no": "1", "title": "养老监护", "sector": "S07", "investment": "33.00"},
                            {"source_no": "2", "title": "食堂结算", "sector": "S04", "investment": "12.00"}]
