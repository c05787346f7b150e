"""两个方案比选后采纳: a plan is copied, the copy changed, the two compared, one of them adopted and the paper issued.

第三季度算力削减20%: what that means is seen, the best plan under it kept as another variant, and the first stays as it is.
"""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import load_workbook

THIRD = "2026-Q3"
BASE, SPARE = "年度基准方案", "保障影像方案"


@pytest.fixture
def lines(office: Any) -> dict[str, str]:
    """The centre has 100 P a quarter; of two scenarios it can serve but one."""
    office.does("add", "算力供给", "供给名称=智算中心", "每季可用量=100")
    made = {}
    for title, quantity in (("港区无人集卡", 60), ("影像辅助诊断", 50)):
        office.does("add", "场景", f"场景名称={title}", "所属领域=交通运输")
        made[title] = office.does("add", "需求", f"场景={title}", "要素类别=算力", f"需求量={quantity}", "单位=P",
                                  "起始季度=2026年第三季度", "截止季度=2026年第三季度")["id"]
    office.does("assign", made["港区无人集卡"], "智算中心", "2026Q3", 60)
    return made


def test_two_plans_are_compared_and_one_is_adopted(office: Any, lines: dict[str, str]) -> None:
    office.does("copy", BASE, SPARE)
    office.does("assign", lines["港区无人集卡"], "智算中心", "2026Q3", 0, "--variant", SPARE)
    office.does("assign", lines["影像辅助诊断"], "智算中心", "2026Q3", 50, "--variant", SPARE)
    found = office.does("compare", BASE, SPARE)
    assert [(row["title"], row["states"]) for row in found["differences"]] == [
        ("港区无人集卡", ["in", "out"]), ("影像辅助诊断", ["out", "in"])]
    assert [one["gaps"][0]["gap"] for one in found["variants"]] == [50, 60]

    assert office.is_refused("copy", BASE, SPARE)["code"] == "title_taken"
    office.does("adopt", SPARE, "--on", "2026-02-26", "--basis", "专题会议纪要〔2026〕3号")
    assert [(v["title"], v.get("adopted_on")) for v in office.does("list", "方案")["records"] if v.get("adopted")] == [
        (SPARE, "2026-02-26")]
    assert [row["assigned"] for row in office.does("balance")["rows"] if row["pool"]] == [50]

    path = office.folder / "方案比选.xlsx"
    office.does("issue", "variant-comparison", "-o", path)
    rows = [[cell for cell in row if cell is not None] for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    assert ["入选", "个", 1, 1] in rows and ["缺口", "P", 50, 60] in rows
    assert [1, "港区无人集卡", "入选", "未入选"] in rows

    assert [office.does("undo")["name"] for _ in range(2)][1] == "撤销：采纳方案"
    assert not any(v.get("adopted") for v in office.does("list", "方案")["records"])


def test_a_fifth_less_compute_in_the_third_quarter(office: Any, lines: dict[str, str]) -> None:
    office.does("add", "算力供给", "供给名称=区算力中心", "每季可用量=20")
    office.does("assign", lines["影像辅助诊断"], "智算中心", "2026Q3", 40)
    office.does("assign", lines["影像辅助诊断"], "区算力中心", "2026Q3", 10)
    before = office.does("history")
    found = office.does("suppose", "--cut", "算力,2026年第三季度,-20%", "--propose")
    assert found["supposed"] == ["2026年第三季度“算力”减少 20%"]
    assert [(row["title"], row["before"], row["after"], row["over"]) for row in found["effects"]] == [
        ("智算中心", 100, 80, 20), ("区算力中心", 20, 16, 0)]
    assert {touched["title"] for touched in found["effects"][0]["scenarios"]} == {"港区无人集卡", "影像辅助诊断"}
    left = found["proposal"]["left_out"]
    assert len(left) == 1 and left[0]["binding"][0]["quarter"] == THIRD and left[0]["binding"][0]["unit"] == "P"
    assert office.does("history") == before, "a supposition writes nothing"

    kept = office.does("suppose", "--cut", "算力,2026Q3,-20", "--keep", "算力削减方案")
    both = office.does("compare", BASE, "算力削减方案")
    assert [one["in"] for one in both["variants"]] == [2, 1]
    assert kept["operation"] == office.does("history")["operations"][0]["id"]

    refused = office.is_refused("suppose", "--cut", "算力,2026,-20")
    assert "季度" in refused["message"]
    assert office.is_refused("suppose", "--cut", "算力,-20")["code"] == "not_in_parts"


def test_what_must_be_in_takes_the_place_of_another(office: Any, lines: dict[str, str]) -> None:
    found = office.does("suppose", "--with", "影像辅助诊断", "--propose")
    assert [(row["title"], row["missing"]) for row in found["unserved"]] == [("影像辅助诊断", 50)]
    assert [left["title"] for left in found["proposal"]["left_out"]] == ["港区无人集卡"]


def test_money_that_comes_a_quarter_later(office: Any, lines: dict[str, str]) -> None:
    office.does("add", "资金供给", "title=市级专项", "资金来源=市级财政", "capacity=100", "预算年度=2026")
    line = office.does("add", "需求", "场景=港区无人集卡", "要素类别=资金", "需求量=60", "单位=万元",
                       "起始季度=2026Q1", "截止季度=2026Q2")["id"]
    office.does("assign", line, "市级专项", "2026Q1", 30)
    office.does("assign", line, "市级专项", "2026Q2", 30)
    found = office.does("suppose", "--late", "市级专项,1")
    assert [(row["quarter"], row["after"], row["over"]) for row in found["effects"] if row["over"]] == [("2026-Q1", 0, 30)]


def test_how_much_supply_is_enough_and_who_holds_when_weights_shift(office: Any, lines: dict[str, str]) -> None:
    points = office.does("frontier", "算力")["points"]
    assert [(point["percent"], point["amount"], point["chosen"]) for point in points if point["percent"] in (0, 50, 60, 110)] == [
        (0, 0, 0), (50, 50, 1), (60, 60, 1), (110, 110, 2)]
    assert [point["score"] for point in points] == sorted(point["score"] for point in points)
    found = office.does("weights")
    assert found["tried"] == 9 and len(found["always"]) + len(found["sometimes"]) >= 1
    assert sum(len(found[name]) for name in ("always", "sometimes", "never")) == 2
    assert office.is_refused("frontier", "粮食")["code"] == "unknown_kind"
    assert office.is_refused("frontier", "资金")["code"] == "frontier_unlimited"
